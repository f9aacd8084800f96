"""Planning, writing and undoing the files of a migration; existing files are never overwritten.

from liquidsite import Site
from liquidsite.migrate.plan import apply, plan, undo

steps = plan(Site.load("my-site"))
apply(steps)
undo(steps.root)
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath

import liquidsite
from liquidsite import folder_tree
from liquidsite.config import Config, outside_cache
from liquidsite.errors import ReadError, WriteError
from liquidsite.migrate.doctor.plugins import files_of
from liquidsite.migrate.hosts import HOSTS, calls, hosts_of
from liquidsite.migrate.ruby import registered
from liquidsite.migrate.steps import APPEND, CREATE, Plan, Repository, Step
from liquidsite.migrate.stubs import stub
from liquidsite.plugins import EXTRAS, ruby_files
from liquidsite.plugins.loading import wanted
from liquidsite.site import Site
from liquidsite.source.entries import EntryFilter

_IGNORED = ("_site/", ".jekyll-cache/")


def plan(site: Site, hosts: Sequence[str] = ()) -> Plan:
    """Return the plan for `site`: the files that it still needs. Reads files, writes nothing.

    `hosts` are names of `HOSTS`; without them they are found by the files of the repository.
    """
    config = site.config
    root = repository(config.source)
    requirement = _requirement(config)
    path = _requirements_path(config, root)
    steps = [*_requirements(root, path, requirement), *_gitignore(root, config)]
    has_file = (root / path).is_file() or any(step.path == path for step in steps)
    install = f"-r {path}" if has_file else f'"{requirement}"'
    known = Repository(root, _below(config.source, root), install, _branch(root))
    named = [HOSTS[name] for name in hosts or hosts_of(known)]
    steps += [*(step for host in named for step in host.steps(known)), *_stubs(config, root)]
    notes = [
        *_notes(root, path, requirement),
        *(note for host in named for note in host.notes(known)),
        *calls(known),
        *(_profile(config) if HOSTS["github"] in named else ()),
        *_committed(root, config),
    ]
    return Plan(root, tuple(steps), tuple(notes))


def repository(source: Path) -> Path:
    """Return the folder of the repository that the site is in; without one it is the site's."""
    return next((d for d in (source, *source.parents) if (d / ".git").exists()), source)


def _below(path: Path, root: Path) -> str:
    """Return `path` relative to `root`, empty for `root` itself."""
    shown = path.relative_to(root).as_posix()
    return "" if shown == "." else shown


def _branch(root: Path) -> str:
    try:
        head = (root / ".git" / "HEAD").read_text("utf-8").strip()
    except OSError:
        return "main"
    return head.removeprefix("ref: refs/heads/") if head.startswith("ref: ") else "main"


def _requirement(config: Config) -> str:
    """Return the requirement of liquidsite, of this version or newer, with the extras it needs."""
    version = ".".join(liquidsite.__version__.split(".")[:2])
    names = {name for name in wanted(config) if name in EXTRAS}
    if not any(folder_tree.files(config.source, ".coffee")):
        names.discard("jekyll-coffeescript")
    extras = sorted({EXTRAS[name] for name in names})
    return f"liquidsite{'[' + ','.join(extras) + ']' if extras else ''}>={version}"


def _requirements_path(config: Config, root: Path) -> str:
    """Return where `requirements.txt` is not published, as a file in the source would be."""
    name = "requirements.txt"
    excluded = not EntryFilter.of(config).keeps(name)
    kept_out = excluded or root != config.source or (root / name).is_file()
    return name if kept_out else f".github/{name}"


def _requirements(root: Path, path: str, requirement: str) -> Iterator[Step]:
    if not (root / path).exists() and not _has_project(root):
        yield Step(CREATE, path, f"{requirement}\n", "packages to install")


def _has_project(root: Path) -> bool:
    file = root / "pyproject.toml"
    return file.is_file() and "[project]" in file.read_text("utf-8", "replace")


def _gitignore(root: Path, config: Config) -> Iterator[Step]:
    file = config.source / ".gitignore"
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    known = {line.strip().strip("/") for line in text.splitlines()}
    missing = [name for name in _IGNORED if name.strip("/") not in known]
    if missing:
        begin = "" if not text or text.endswith("\n") else "\n"
        lines = begin + "".join(f"{name}\n" for name in missing)
        path = file.relative_to(root).as_posix()
        yield Step(APPEND if file.is_file() else CREATE, path, lines, "files that builds write")


def _stubs(config: Config, root: Path) -> Iterator[Step]:
    if config["safe"]:
        return
    for file in files_of(config):
        target = file.with_suffix(".py")
        text = file.read_text("utf-8", "replace")
        items = [] if ruby_files.is_known(text) else registered(text)
        if items and not target.exists() and file.is_relative_to(root):
            kinds = ", ".join(dict.fromkeys(str(item).removeprefix("the ") for item in items))
            path = target.relative_to(root).as_posix()
            yield Step(CREATE, path, stub(file.stem, items), f"to be written: {kinds}")


def _notes(root: Path, path: str, requirement: str) -> Iterator[str]:
    """Yield the steps that only the owner can take."""
    if (root / path).is_file() and "liquidsite" not in (root / path).read_text("utf-8", "replace"):
        yield f"{path} was not changed. Add the line: {requirement}"
    elif not (root / path).is_file() and _has_project(root):
        text = (root / "pyproject.toml").read_text("utf-8", "replace")
        if "liquidsite" not in text:
            yield f'pyproject.toml was not changed. Add to its dependencies: "{requirement}"'


def _committed(root: Path, config: Config) -> Iterator[str]:
    """Yield a note if Git keeps the built site."""
    git = shutil.which("git")
    if git is None or not config.destination.is_relative_to(root):
        return
    path = config.destination.relative_to(root).as_posix()
    command = [git, "-c", "core.fsmonitor=false", "-C", str(root), "ls-files", "-z", "--", path]
    done = subprocess.run(command, capture_output=True, check=False)
    if path != "." and done.returncode == 0 and done.stdout:
        yield (
            f"Git keeps {path}, which builds write. `git rm -r --cached {path}` takes it out of "
            "the next commit, and leaves the files."
        )


def _profile(config: Config) -> Iterator[str]:
    """Return the setting for GitHub's own settings and plugins, which a Gemfile would name."""
    if not (config.source / "Gemfile").is_file() and config.get("profile") is None:
        yield (
            "If GitHub Pages builds the site from a branch today, add --profile github-pages "
            "to the workflow's build."
        )


def apply(plan: Plan) -> None:
    """Write a record of `plan`, outside of the site's files, then its files. Raises WriteError.

    Nothing was written when a file is there by now that was not; what a failing disk leaves half
    done, `undo` takes back.
    """
    record = record_of(plan.root)
    if record.exists():
        text = "a migration was already written; undo it first with `--undo`"
        raise WriteError(text, path=str(record))
    for path in (step.path for step in plan.steps if step.kind == CREATE):
        if (plan.root / path).exists():
            raise WriteError("exists already; nothing was written", path=path)
    written = {"steps": [asdict(step) for step in plan.steps], "folders": _new_folders(plan)}
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for step in plan.steps:
            file = plan.root / step.path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb" if step.kind == CREATE else "ab") as out:
                out.write(step.text.encode())
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", path=error.filename) from error


def record_of(root: Path) -> Path:
    """Return where the record of a migration is kept: in Git's folder, else in the user's cache."""
    if (root / ".git").is_dir():
        return root / ".git" / "liquidsite-migrate.json"
    cache = outside_cache(root)
    return cache.parent.with_name("migrations") / f"{cache.name}.json"


def _new_folders(plan: Plan) -> list[str]:
    """Return the folders that have to be made, outermost first."""
    needed = [
        folder
        for step in plan.steps
        for folder in reversed(PurePosixPath(step.path).parents)
        if not (plan.root / folder).exists()
    ]
    return list(dict.fromkeys(map(str, needed)))


def undo(root: Path) -> list[tuple[str, str]]:
    """Take back what the record of `root` says was written: path and what became of it.

    What was changed since stays. Raises ReadError when there is no record.
    """
    file = record_of(root)
    try:
        record = json.loads(file.read_text("utf-8"))
        steps = [Step(**step) for step in record["steps"]]
    except OSError as error:
        raise ReadError("there is no migration to undo", path=str(file)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError("the record of the migration cannot be read", path=str(file)) from error
    done = [(step.path, _take_back(root, step)) for step in reversed(steps)]
    file.unlink()
    for folder in reversed(record["folders"]):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()
    return done


def _take_back(root: Path, step: Step) -> str:
    file = root / step.path
    if not file.is_file():
        return "already removed"
    data, text = file.read_bytes(), step.text.encode()
    if step.kind == CREATE and data == text:
        file.unlink()
        return "removed"
    if step.kind == APPEND and data.count(text) == 1:
        file.write_bytes(data.replace(text, b""))
        return "lines removed"
    return "changed since, so left in place"
