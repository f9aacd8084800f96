"""Verbs and flags as people type them who know Jekyll, and what the command says to typos."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from liquidsite import __version__
from liquidsite.cli import ALIASES, COMMANDS
from liquidsite.cli.group import main
from liquidsite.kramdown import tree


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_version_says_whether_modules_are_compiled() -> None:
    suffix = "" if str(tree.__file__).endswith(".py") else " (compiled)"
    assert run("--version").output == f"liquidsite, version {__version__}{suffix}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site/_posts").mkdir(parents=True)
    (tmp_path / "site/index.md").write_text("---\n---\n{{ site.posts.size }}\n")
    for day in (1, 2, 3):
        (tmp_path / f"site/_posts/2021-01-0{day}-a.md").write_text("---\n---\n")
    return tmp_path / "site"


@pytest.mark.parametrize("flag", ["--limit_posts", "--limit-posts", "--limit", "--lim", "--limit-"])
@pytest.mark.parametrize("form", [["{}", "2"], ["{}=2"]])
def test_flags_have_dashes_or_underscores_and_unique_prefixes(
    site: Path, flag: str, form: list[str]
) -> None:
    out = site.parent / "out"
    given = [part.format(flag) for part in form]
    result = run("build", "--sou", str(site), "--dest", str(out), *given)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "<p>2</p>" in (out / "index.html").read_text()


def test_a_prefix_of_a_negative_flag(site: Path) -> None:
    result = run(
        "build", "-s", str(site), "--no-w", "--force-p", "--strict-front", "--disable-disk"
    )
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_prefix_of_several_flags_names_them(site: Path) -> None:
    result = run("build", "--s", str(site))
    assert result.exit_code == 2
    assert "--s could be --source or --safe or --strict_front_matter or --strict." in result.stderr


def test_a_flag_that_does_not_exist_is_answered_with_one_that_does() -> None:
    assert "Did you mean '--destination'?" in run("build", "--destnation", "x").stderr
    assert "No such option '--zzz'." in run("build", "--zzz").stderr
    assert "No such option '-Z'." in run("build", "-Z").stderr


def test_arguments_without_use_are_ignored_aloud(site: Path) -> None:
    result = run("build", "-s", str(site), "-d", str(site.parent / "out"), "docs", "-q")
    assert result.exit_code == 0
    assert result.stderr == (
        "Ignored: docs. `build` takes no such argument. "
        "To name the folder of the site: --source docs\n"
    )
    assert (site.parent / "out/index.html").is_file()


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("biuld", "There is no verb 'biuld'. Did you mean build?"),
        ("server", ""),
        ("xyzzy", "There is no verb 'xyzzy'.\n"),
        ("import", "`import` comes from the gem jekyll-import"),
    ],
)
def test_unknown_verbs(verb: str, words: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == (2 if words else 0)
    assert words in result.stderr
    if words:
        assert words in run("help", verb).stderr


def test_a_folder_in_place_of_a_verb(site: Path) -> None:
    assert f"Try: liquidsite serve --source {site}" in run(str(site)).stderr


def test_help_is_a_verb() -> None:
    assert run("help").stdout == run("--help").stdout
    for name in (*COMMANDS, *ALIASES):
        shown = run("help", name)
        assert (shown.exit_code, shown.stdout) == (0, run(name, "--help").stdout)
        assert "..." not in shown.stdout.partition("Options:")[0].partition("\n")[2]


def test_help_lists_verbs_and_flags_in_groups() -> None:
    whole = run("--help").stdout
    assert [line for line in whole.splitlines() if line.endswith(":")] == [
        "Options:",
        "Every day:",
        "Writing:",
        "Moving from Jekyll, and checking:",
        "More:",
    ]
    assert "(also: b)" in whole
    serve = run("serve", "--help").stdout
    assert serve.index("--livereload-port") < serve.index("The site:") < serve.index("--source")
    clean = run("clean", "--help").stdout
    assert "--source" in clean and "--limit_posts" not in clean
    assert "The flags of `liquidsite build` work here, too." in clean


def completed(*words: str) -> list[str]:
    *before, begun = words
    complete = ShellComplete(main, {}, "liquidsite", "_LIQUIDSITE_COMPLETE")
    return [item.value for item in complete.get_completions(list(before), begun)]


def test_completion_of_verbs_flags_and_values() -> None:
    assert completed("bu") == ["build"]
    assert completed("new") == ["new", "new-theme"]
    assert "--limit_posts" in completed("build", "--li")
    assert completed("build", "--profile", "") == ["github-pages", "times"]
    complete = ShellComplete(main, {}, "liquidsite", "_LIQUIDSITE_COMPLETE")
    assert [item.type for item in complete.get_completions(["build", "-s"], "d")] == ["dir"]
    assert [item.type for item in complete.get_completions(["build", "--config"], "_")] == ["file"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_LIQUIDSITE_COMPLETE={shell}_complete" in result.stdout


@pytest.mark.skipif(os.name != "posix", reason="needs bash")
def test_completion_in_bash(tmp_path: Path) -> None:
    program = tmp_path / "liquidsite"
    program.write_text(f"#!{sys.executable}\nfrom liquidsite.cli import run\nrun()\n")
    program.chmod(0o755)
    script = (
        'eval "$(liquidsite completion bash)"; COMP_WORDS=(liquidsite build --dest); COMP_CWORD=2; '
        '_liquidsite_completion liquidsite; echo "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "--destination\n"


def test_a_new_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new-theme", "my  little", "theme", "--code")
    assert result.exit_code == 0
    folder = tmp_path / "my_little_theme"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert {name for name in found if not name.startswith(".git/")} - {".git"} == {
        *("_data", "_includes", "_layouts", "_sass", "assets"),
        *(f"_layouts/{name}.html" for name in ("default", "page", "post")),
        *(".gitignore", "CODE_OF_CONDUCT.md", "Gemfile", "LICENSE.txt", "README.md"),
        "my_little_theme.gemspec",
    }
    assert 'spec.name     = "my_little_theme"' in (folder / "my_little_theme.gemspec").read_text()
    again = run("new-theme", "my_little_theme")
    assert (again.exit_code, "exists already" in again.stderr) == (1, True)


def test_a_site_uses_a_new_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new-theme", "plain").exit_code == 0
    assert not (tmp_path / "plain/CODE_OF_CONDUCT.md").exists()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/_config.yml").write_text("theme: plain\n")
    (tmp_path / "site/index.md").write_text("---\nlayout: page\ntitle: A\n---\nHello\n")
    assert run("build", "-s", "site", "-d", "out", "--theme-dir", "plain").exit_code == 0
    assert "<title>A</title>" in (tmp_path / "out/index.html").read_text()
