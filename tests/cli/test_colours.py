"""Colours: where there is a terminal, or where they are asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RED, YELLOW, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[0m"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A site with a warning and an error."""
    (tmp_path / "a.md").write_text("---\ntitle: a: b\n---\n")
    (tmp_path / "b.md").write_text("---\n---\n\n{% nope %}\n")
    return tmp_path


def told(site: Path, *flags: str, **environment: str) -> str:
    command = [sys.executable, "-m", "liquidsite", "build", "-q", "-s", str(site), *flags]
    known = {name: value for name, value in os.environ.items() if not name.endswith("_COLOR")}
    done = subprocess.run(
        [*command, "-d", str(site / "_site")],
        capture_output=True,
        text=True,
        check=False,
        env={**known, **environment},
    )
    assert done.returncode == 1
    return done.stderr


def test_no_colours_without_a_terminal(broken: Path) -> None:
    assert "\x1b" not in told(broken)
    assert "\x1b" not in told(broken, "--no-color", FORCE_COLOR="1")
    assert "\x1b" not in told(broken, FORCE_COLOR="1", NO_COLOR="1")


@pytest.mark.parametrize(
    ("flags", "environment"),
    [(["--color"], {}), (["--color"], {"NO_COLOR": "1"}), ([], {"FORCE_COLOR": "1"})],
)
def test_colours_that_are_asked_for(
    broken: Path, flags: list[str], environment: dict[str, str]
) -> None:
    text = told(broken, *flags, **environment)
    warning, error, *lines = text.splitlines()
    assert warning.startswith(YELLOW) and "a.md:2:9" in warning
    assert error.startswith(RED) and "(line 4): Unknown tag 'nope' in b.md" in error
    assert f"{RED}                    > 4 | {{% nope %}}{PLAIN}" in lines
    assert f"{RED}                        | ^{PLAIN}" in lines
    plain = text.replace(RED, "").replace(YELLOW, "").replace(PLAIN, "")
    assert plain == told(broken)
