"""The files for GitHub and pre-commit, and what the manual shows of them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from docs.blocks import blocks, own_site
from liquidsite.cli import COMMANDS, build, doctor
from liquidsite.migrate.hosts import HOSTS
from liquidsite.migrate.steps import Repository
from liquidsite.migrate.workflow import workflow

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
VERBS = {"build": build.command, "doctor": doctor.command}


def shown(name: str) -> str:
    """The block of the manual that begins with the name of its file, without that line."""
    page = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    [text] = [b.text for b in blocks("", page) if b.text.startswith(f"# {name}\n")]
    return text.partition("\n")[2]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_workflow_runs_what_is_there(path: Path) -> None:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert read["permissions"]["contents"] == "read"
    steps = [step for job in read["jobs"].values() for step in job["steps"]]
    assert steps[0]["uses"].startswith("actions/checkout@v")
    for command in (shlex.split(step["run"]) for step in steps if "run" in step):
        if command[0] == "liquidsite":
            VERBS[command[1]].make_context(command[1], command[2:])
        elif command[0].startswith("."):
            assert (ROOT / command[0]).stat().st_mode & 0o100
        else:
            assert command[0] in ("make", "pip", "python", "echo")


def test_workflow_of_the_manual_is_the_one_that_migrate_writes() -> None:
    written = workflow("-r requirements.txt", "main", "")
    assert shown(".github/workflows/pages.yml") == written.partition("\n")[2]


@pytest.mark.parametrize(
    ("host", "path"), [("gitlab", ".gitlab-ci.yml"), ("netlify", "netlify.toml")]
)
def test_the_manual_shows_what_migrate_writes_for_other_hosts(host: str, path: str) -> None:
    repository = Repository(ROOT / "nowhere", "", "-r requirements.txt", "main")
    (step,) = HOSTS[host].steps(repository)
    assert (step.path, step.text.partition("\n")[2]) == (path, shown(path))


def test_the_manual_shows_all_hooks() -> None:
    config = yaml.safe_load(shown(".pre-commit-config.yaml"))
    [repository] = config["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in HOOKS]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hook_tells_good_sites_from_bad(hook: dict[str, Any], tmp_path: Path) -> None:
    site = tmp_path / "site"
    own_site(site)
    program, verb, *flags = shlex.split(hook["entry"])
    assert (program, hook["id"]) == ("liquidsite", f"liquidsite-{verb}")
    assert verb in COMMANDS

    def run() -> int:
        return CliRunner().invoke(VERBS[verb], [*flags, "--source", str(site)]).exit_code

    assert run() == 0
    (site / "bad.md").write_text("---\n---\n{% nothing_like_it %}\n", encoding="utf-8")
    (site / "_config.yml").write_text("permalink: [", encoding="utf-8")
    assert run() != 0
