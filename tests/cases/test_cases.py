"""Small sites after public reports about Jekyll, with what Jekyll 4.4.1 writes for each.

They lie beside the repository, in `../shared/cases`, with the program that builds and compares
them. `accepted.tsv` names the cases in which liquidsite differs on purpose, with the reason that
docs/differences.md gives; `open.tsv` those that differ and should not. That list only shrinks.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RUN = HERE.parents[2] / "shared" / "cases" / "run.py"

pytestmark = [
    pytest.mark.skipif(not RUN.is_file(), reason="the cases are not beside the repository"),
    pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed"),
]


def names(file: str) -> list[str]:
    """The cases that a list names, a line each: the name, a tab, the reason."""
    return [line.split("\t")[0] for line in (HERE / file).read_text("utf-8").splitlines()]


def test_cases_that_are_not_listed_are_as_in_jekyll() -> None:
    command = f"{sys.executable} -m liquidsite"
    accepted = str(HERE / "accepted.tsv")
    ran = subprocess.run(
        [sys.executable, str(RUN), "--command", command, "--accept", accepted],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cases: same" in ran.stdout, ran.stderr
    differ = set(re.findall(r"^([\w.-]+): \d+: ", ran.stdout, re.MULTILINE))
    print(ran.stdout)
    assert sorted(differ - set(names("open.tsv"))) == []


def test_accepted_differences_are_few_and_each_has_a_reason() -> None:
    lines = (HERE / "accepted.tsv").read_text("utf-8").splitlines()
    assert len(lines) <= 15
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+\t\S.*", line)] == []
    assert set(names("accepted.tsv")) & set(names("open.tsv")) == set()
