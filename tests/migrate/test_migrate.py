"""What `liquidsite migrate` plans, writes and takes back."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from liquidsite import Site
from liquidsite.errors import ReadError, TemplateError, WriteError
from liquidsite.migrate.doctor import examine
from liquidsite.migrate.plan import apply, plan, undo
from liquidsite.migrate.steps import Plan
from liquidsite.plugin_check import NamedGenerator
from liquidsite.plugins import ruby_files
from migrate.sites import example, run, write

RUBY = {
    "greet": (
        "class Greet < Liquid::Tag\nend\nLiquid::Template.register_tag('greet', Greet)\n"
        "class Shout < Liquid::Block\nend\nLiquid::Template.register_tag('shout', Shout)\n"
    ),
    "words": (
        "module Words\n  def first_word(text, other = 1)\n  end\nend\n"
        "Liquid::Template.register_filter(Words)\n"
    ),
    "years": (
        "class YearPages < Jekyll::Generator\n  priority :low\n  def generate(site)\n  end\nend\n"
    ),
    "hooks": (
        "Jekyll::Hooks.register [:pages, :posts], :post_render do |page|\nend\n"
        "Jekyll::Hooks.register(:site, :post_read) { |site| }\n"
        "Jekyll::Hooks.register(:posts, :post_init) { |post| }\n"
    ),
    "up-case": (
        "class Up < Jekyll::Converter\n  def matches(ext)\n    ext =~ /^\\.up$/i\n  end\n"
        "  def output_ext(ext)\n    '.html'\n  end\nend\n"
    ),
    "patched": "module Jekyll\n  class Site\n    def more\n    end\n  end\nend\n",
}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def planned(folder: Path) -> Plan:
    return plan(Site.load(folder))


def test_plan_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    folder = example(tmp_path)
    before = contents(folder)
    result = run("migrate", "-s", folder, "--dry-run")
    assert result.exit_code == 0
    assert "create .github/requirements.txt  (packages to install)\n    liquidsite" in result.output
    assert "create .github/workflows/liquidsite.yml" in result.output
    assert contents(folder) == before


def test_without_a_terminal_nothing_is_written(tmp_path: Path) -> None:
    folder = example(tmp_path)
    before = contents(folder)
    assert run("migrate", "-s", folder).exit_code == 1
    assert contents(folder) == before


def test_what_was_written_can_be_undone(tmp_path: Path) -> None:
    folder = write(example(tmp_path), {".gitignore": "drafts", "_plugins/a.rb": RUBY["greet"]})
    before, folders = contents(folder), sorted(folder.rglob("*"))
    assert run("migrate", "-s", folder, "--yes").exit_code == 0
    after = contents(folder)
    assert set(after) - set(before) == {
        ".github/requirements.txt",
        ".github/workflows/liquidsite.yml",
        "_plugins/a.py",
    }
    assert after[".gitignore"] == b"drafts\n_site/\n.jekyll-cache/\n"
    assert run("migrate", "-s", folder, "--undo").exit_code == 0
    assert (contents(folder), sorted(folder.rglob("*"))) == (before, folders)


def test_what_was_changed_since_stays(tmp_path: Path) -> None:
    folder = write(tmp_path, {"_plugins/a.rb": RUBY["greet"]})
    apply(planned(folder))
    write(folder, {"_plugins/a.py": "# mine\n"})
    outcomes = dict(undo(folder))
    assert outcomes["_plugins/a.py"] == "changed since, so left in place"
    assert contents(folder).keys() == {"_plugins/a.py", "_plugins/a.rb"}


def test_second_move_has_nothing_to_write(tmp_path: Path) -> None:
    folder = write(tmp_path, {"_plugins/a.rb": RUBY["greet"]})
    apply(planned(folder))
    assert planned(folder).steps == ()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "rich\n",
        ".gitignore": "/_site\n.jekyll-cache\n",
        ".github/workflows/liquidsite.yml": "mine",
        "_plugins/a.rb": RUBY["greet"],
        "_plugins/a.py": "plugin = 1",
    }
    found = planned(write(tmp_path, files))
    assert found.steps == ()
    assert found.notes[0].startswith("requirements.txt was not changed. Add the line: liquidsite>=")


def test_file_that_appears_meanwhile_stops_everything(tmp_path: Path) -> None:
    found = planned(tmp_path)
    write(tmp_path, {".github/requirements.txt": "mine"})
    with pytest.raises(WriteError):
        apply(found)
    assert contents(tmp_path) == {".github/requirements.txt": b"mine"}


def test_nothing_to_undo_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        undo(tmp_path)
    assert run("migrate", "-s", tmp_path, "--undo").exit_code == 1


def test_project_file_is_shown_what_to_add(tmp_path: Path) -> None:
    found = planned(write(tmp_path, {"pyproject.toml": "[project]\nname = 'a'\n"}))
    assert "requirements" not in " ".join(step.path for step in found.steps)
    assert found.notes[0].startswith("pyproject.toml was not changed. Add to its dependencies: ")


def test_workflow_builds_the_folder_of_the_site_on_its_branch(tmp_path: Path) -> None:
    files = {".git/HEAD": "ref: refs/heads/trunk\n", "docs/_config.yml": "plugins: [jemoji]\n"}
    found = planned(write(tmp_path, files) / "docs")
    texts = {step.path: step.text for step in found.steps}
    assert texts["requirements.txt"].startswith("liquidsite[jemoji]>=")
    assert "docs/.gitignore" in texts
    workflow = yaml.safe_load(texts[".github/workflows/liquidsite.yml"])
    assert workflow[True]["push"]["branches"] == ["trunk"]
    commands = [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step]
    assert commands == [
        "pip install -r requirements.txt",
        "liquidsite build --source docs --destination _site "
        '--baseurl "${{ steps.pages.outputs.base_path }}"',
    ]


def test_workflow_of_jekyll_is_named(tmp_path: Path) -> None:
    found = planned(write(tmp_path, {".github/workflows/jekyll.yml": "run: jekyll build"}))
    assert any("jekyll.yml builds with Jekyll" in note for note in found.notes)


def test_stubs_have_the_signatures_of_the_ruby_plugins(tmp_path: Path) -> None:
    folder = write(tmp_path, {f"_plugins/{name}.rb": text for name, text in RUBY.items()})
    apply(planned(folder))
    plugin = Site.load(folder).plugin
    assert set(plugin.tags) == {"greet", "shout"}
    assert set(plugin.filters) == {"first_word"}
    (generator,) = plugin.generators
    assert isinstance(generator, NamedGenerator)
    assert getattr(generator.generator, "__name__", "") == "generate_year_pages"
    assert set(plugin.hooks) == {
        ("pages", "post_render"),
        ("posts", "post_render"),
        ("site", "post_read"),
        ("posts", "post_init"),
    }
    assert [(c.matches(".up"), c.output_ext(".up")) for c in plugin.converters] == [(True, ".html")]
    assert "Jekyll::Site" in (folder / "_plugins/patched.py").read_text()


def test_site_builds_with_stubs_that_it_does_not_use(tmp_path: Path) -> None:
    folder = write(tmp_path, {f"_plugins/{name}.rb": text for name, text in RUBY.items()})
    write(folder, {"index.md": "---\n---\nHello", "_posts/2021-05-07-a.md": "---\n---\nA"})
    apply(planned(folder))
    Site.load(folder).build()
    assert "<p>Hello</p>" in (folder / "_site/index.html").read_text()


@pytest.mark.parametrize(
    "use", ["{% greet %}", "{% shout %}a{% endshout %}", "{{ 1 | first_word }}"]
)
def test_stub_that_is_used_stops_the_build_where_it_is(tmp_path: Path, use: str) -> None:
    folder = write(tmp_path, {f"_plugins/{name}.rb": text for name, text in RUBY.items()})
    write(folder, {"index.md": f"---\n---\n\n{use}\n"})
    apply(planned(folder))
    with pytest.raises(TemplateError, match="to be written") as caught:
        Site.load(folder).build()
    assert (caught.value.path, caught.value.line) == ("index.md", 4)


def test_doctor_asks_for_what_is_begun_until_it_is_written(tmp_path: Path) -> None:
    settings = {"_config.yml": "url: https://example.org\n"}
    folder = write(tmp_path, {"_plugins/years.rb": RUBY["years"], **settings})
    apply(planned(folder))
    (finding,) = examine(Site.load(folder))
    assert (finding.severity, finding.where) == ("error", "_plugins/years.rb:1")
    assert finding.message.endswith("_plugins/years.py is not finished")
    python = folder / "_plugins" / "years.py"
    python.write_text(python.read_text().replace("# to be written.", ""))
    assert [finding.severity for finding in examine(Site.load(folder))] == ["hint"]


def test_stubs_have_names_that_python_takes(tmp_path: Path) -> None:
    ruby = (
        "module Short\n  def empty?(class, from = 1)\n  end\nend\n"
        "Liquid::Template.register_filter(Short)\n"
        "Liquid::Template.register_tag('2col', Columns)\n"
        "Liquid::Template.register_tag('for-each', Columns)\n"
        + "Jekyll::Hooks.register :posts, :post_render do |post|\nend\n"
        * 2
    )
    folder = write(tmp_path, {"_plugins/short.rb": ruby})
    apply(planned(folder))
    plugin = Site.load(folder).plugin
    assert set(plugin.tags) == {"2col", "for-each"}
    assert set(plugin.filters) == {"empty?"}
    assert list(plugin.hooks) == [("posts", "post_render")]


def test_site_that_github_builds_from_a_branch_is_told_of_the_profile(tmp_path: Path) -> None:
    folder = write(tmp_path, {"_config.yml": "title: T\n"})
    assert "--profile github-pages" in planned(folder).notes[-1]
    write(folder, {"Gemfile": 'gem "jekyll"\n'})
    assert not any("--profile" in note for note in planned(folder).notes)


def notes_of(folder: Path, files: dict[str, str], *hosts: str) -> tuple[set[str], str]:
    """The paths that are to be written, and the notes."""
    found = plan(Site.load(write(folder, files)), hosts)
    return {step.path for step in found.steps}, "\n".join(found.notes)


def test_gitlab_is_found_by_its_repository(tmp_path: Path) -> None:
    files = {".git/config": "url = git@gitlab.com:me/site.git", ".git/HEAD": "ref: refs/heads/x"}
    found = planned(write(tmp_path, files))
    texts = {step.path: step.text for step in found.steps}
    job = yaml.safe_load(texts[".gitlab-ci.yml"])["pages"]
    assert job["script"] == [
        "pip install -r .github/requirements.txt",
        "liquidsite build --destination public",
    ]
    assert job["artifacts"] == {"paths": ["public"]}
    assert ".github/workflows/liquidsite.yml" not in texts
    assert "GitHub" not in " ".join(found.notes)


def test_a_job_of_gitlab_is_left_as_it_is(tmp_path: Path) -> None:
    text = "pages:\n  script:\n    - bundle exec jekyll build -d public\n"
    paths, notes = notes_of(tmp_path, {".gitlab-ci.yml": text})
    assert not any(path.startswith(".gitlab") for path in paths)
    assert "- liquidsite build --destination public" in notes
    assert ".gitlab-ci.yml:3 calls Jekyll." in notes


def test_netlify_is_found_by_its_settings(tmp_path: Path) -> None:
    text = '[build]\n  command = "jekyll build"\n  publish = "_site"\n'
    paths, notes = notes_of(tmp_path, {"netlify.toml": text, "Gemfile": ""})
    assert ".github/workflows/liquidsite.yml" not in paths
    assert 'command = "pip install -r .github/requirements.txt && liquidsite build"' in notes
    assert "Remove it when you switch." in notes


def test_netlify_that_is_asked_for(tmp_path: Path) -> None:
    found = plan(
        Site.load(write(tmp_path, {"docs/_config.yml": "", ".git/HEAD": ""}) / "docs"), ["netlify"]
    )
    (text,) = [step.text for step in found.steps if step.path == "netlify.toml"]
    settings = tomllib.loads(text)
    assert settings["build"]["command"].endswith(
        "&& liquidsite build --source docs --destination _site"
    )
    assert settings["build"]["publish"] == "_site"


def test_cloudflare_is_told_what_to_set(tmp_path: Path) -> None:
    paths, notes = notes_of(tmp_path, {"wrangler.toml": 'pages_build_output_dir = "_site"\n'})
    assert ".github/workflows/liquidsite.yml" not in paths
    assert "Build command: pip install -r .github/requirements.txt && liquidsite build\n" in notes
    assert "PYTHON_VERSION=3.12" in notes


def test_rsync_goes_on(tmp_path: Path) -> None:
    script = "#!/bin/sh\n# jekyll build\nbundle exec jekyll b -d out\nrsync -a out/ me@host:www/\n"
    paths, notes = notes_of(tmp_path, {"bin/deploy": script})
    assert ".github/workflows/liquidsite.yml" not in paths
    assert "bin/deploy:3 calls Jekyll." in notes and "bin/deploy:2" not in notes
    assert "rsync goes on as it is" in notes


def test_files_of_a_host_count_more_than_the_repository(tmp_path: Path) -> None:
    files = {".git/config": "url = git@github.com:me/site.git", "netlify.toml": ""}
    paths, _ = notes_of(tmp_path, files)
    assert ".github/workflows/liquidsite.yml" not in paths
    (tmp_path / "CNAME").write_text("example.org")
    assert ".github/workflows/liquidsite.yml" in notes_of(tmp_path, {})[0]


@pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")
def test_a_built_site_in_git_is_mentioned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"index.md": "", "_site/index.html": ""}))
    subprocess.run(["git", "init", "-q"], check=True)
    assert "_site" not in notes_of(tmp_path, {})[1]
    subprocess.run(["git", "add", "."], check=True)
    assert "`git rm -r --cached _site`" in notes_of(tmp_path, {})[1]


def test_the_record_of_a_migration_is_not_among_the_files(tmp_path: Path) -> None:
    folder = write(tmp_path, {".git/HEAD": "ref: refs/heads/main\n", "index.md": ""})
    apply(planned(folder))
    assert (folder / ".git/liquidsite-migrate.json").is_file()
    assert not (folder / ".liquidsite-migrate.json").exists()
    undo(folder)
    assert set(contents(folder)) == {".git/HEAD", "index.md"}


def test_a_ruby_file_that_is_known_needs_no_stub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = frozenset([ruby_files.digest(RUBY["greet"])])
    monkeypatch.setattr(ruby_files, "FILES", {"details.rb": {"details:plugin": marks}})
    settings = {"_config.yml": "url: https://example.org\n"}
    folder = write(tmp_path, {"_plugins/details.rb": RUBY["greet"], **settings})
    assert not [step for step in planned(folder).steps if step.path.endswith(".py")]
    (finding,) = examine(Site.load(folder))
    assert (finding.severity, finding.where) == ("hint", "_plugins/details.rb:1")
    assert finding.message == "liquidsite does what this Ruby file does"
