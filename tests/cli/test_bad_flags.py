"""Flags and folders that the command cannot do as asked: a message, and nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from liquidsite.cli.group import main


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_does_not_exist(port: str, tmp_path: Path) -> None:
    result = run("serve", "-s", str(tmp_path), "-P", port)
    assert f"Port {port} does not exist: choose one from 1 to 65535." in result.stderr
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["build", "serve", "clean"])
def test_a_profile_that_does_not_exist(verb: str, tmp_path: Path) -> None:
    result = run(verb, "-s", str(tmp_path), "--profile", "foo")
    assert "'foo' is not one of 'github-pages', 'times'" in result.stderr
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("flags", [[], ["--blank"]])
@pytest.mark.parametrize("call", ["mkdir", "makedirs"])
def test_a_new_site_where_nothing_may_be_written(
    flags: list[str], call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, call, refuse)
    result = run("new", str(tmp_path / "site"), *flags)
    assert "ERROR: The new site cannot be written: Permission denied" in result.stderr
    assert str(tmp_path / "site") in result.stderr
    assert result.exit_code == 1


def test_a_new_site_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("new", str(tmp_path / "file" / "site"))
    assert "ERROR: The new site cannot be written: Not a directory" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize("name", ["_posts", "_layouts"])
def test_a_new_site_with_a_file_in_place_of_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    result = run("new", str(tmp_path), "--force")
    assert "ERROR: The new site cannot be written: " in result.stderr
    assert "File exists" in result.stderr
    assert str(tmp_path / name) in result.stderr
    assert result.exit_code == 1
    assert (tmp_path / name).read_text() == "mine"
