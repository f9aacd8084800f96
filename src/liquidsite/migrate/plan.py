"""Planning, writing and undoing the files of a migration; existing files are never overwritten.

from liquidsite import Site
from liquidsite.migrate.plan import apply, plan, undo

steps = plan(Site.load("my-site"))
apply(steps)
undo(steps.root)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

import liquidsite
from liquidsite import folder_tree
from liquidsite.config import Config
from liquidsite.errors import ReadError, WriteError
from liquidsite.migrate.doctor.plugins import ruby_files
from liquidsite.migrate.ruby import registered
from liquidsite.migrate.stubs import stub
from liquidsite.migrate.workflow import workflow
from liquidsite.plugins.loading import wanted
from liquidsite.site import Site
from liquidsite.source.entries import EntryFilter

RECORD = ".liquidsite-migrate.json"
_WORKFLOW = ".github/workflows/liquidsite.yml"
_IGNORED = ("_site/", ".jekyll-cache/")
CREATE, APPEND = "create", "append"
_CONFLICTS = {RECORD: "a migration was already written; undo it first with `--undo`"}


@dataclass(frozen=True, slots=True)
class Step:
    """A file to create, or text to append to one; `path` is below the plan's root."""

    kind: str
    path: str
    text: str
    why: str


@dataclass(frozen=True)
class Plan:
    """What is to be written below `root`, the repository's folder, and what is left to do."""

    root: Path
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def plan(site: Site) -> Plan:
    """Return the plan for `site`: the files that it still needs. Reads files, writes nothing."""
    config = site.config
    root = repository(config.source)
    requirement = _requirement(config)
    path = _requirements_path(config, root)
    steps = [*_requirements(root, path, requirement), *_gitignore(root, config)]
    has_file = (root / path).is_file() or any(step.path == path for step in steps)
    install = f"-r {path}" if has_file else f'"{requirement}"'
    if not (root / _WORKFLOW).exists():
        text = workflow(install, _branch(root), _below(config.source, root))
        steps.append(Step(CREATE, _WORKFLOW, text, "builds and publishes on each push"))
    steps += _stubs(config, root)
    notes = [*_notes(root, path, requirement), *_profile(config)]
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
    extras = ["jemoji"] if "jemoji" in wanted(config) else []
    if "jekyll-coffeescript" in wanted(config) and any(folder_tree.files(config.source, ".coffee")):
        extras.append("coffeescript")
    if "jekyll-scholar" in wanted(config):
        extras.append("scholar")
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
    for file in ruby_files(config):
        target = file.with_suffix(".py")
        items = registered(file.read_text("utf-8", "replace"))
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
    if (root / _WORKFLOW).exists():
        yield f"{_WORKFLOW} exists and was not changed."
    else:
        yield "On GitHub, under Settings > Pages, choose GitHub Actions as the source."
    for file in sorted((root / ".github" / "workflows").glob("*.y*ml")):
        if "jekyll" in file.read_text("utf-8", "replace").lower() and file.name not in _WORKFLOW:
            yield f".github/workflows/{file.name} builds with Jekyll. Remove it when you switch."


def _profile(config: Config) -> Iterator[str]:
    """Return the setting for GitHub's own settings and plugins, which a Gemfile would name."""
    if not (config.source / "Gemfile").is_file() and config.get("profile") is None:
        yield (
            "If GitHub Pages builds the site from a branch today, add --profile github-pages "
            "to the workflow's build."
        )


def apply(plan: Plan) -> None:
    """Write a record of `plan`, then its files. Raises WriteError.

    Nothing was written when a file is there by now that was not; what a failing disk leaves half
    done, `undo` takes back.
    """
    for path in (RECORD, *(step.path for step in plan.steps if step.kind == CREATE)):
        if (plan.root / path).exists():
            raise WriteError(_CONFLICTS.get(path, "exists already; nothing was written"), path=path)
    record = {"steps": [asdict(step) for step in plan.steps], "folders": _new_folders(plan)}
    try:
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        (plan.root / RECORD).write_text(text, "utf-8")
        for step in plan.steps:
            file = plan.root / step.path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb" if step.kind == CREATE else "ab") as out:
                out.write(step.text.encode())
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", path=error.filename) from error


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
    """Take back what the record in `root` says was written: path and what became of it.

    What was changed since stays. Raises ReadError when there is no record.
    """
    try:
        record = json.loads((root / RECORD).read_text("utf-8"))
        steps = [Step(**step) for step in record["steps"]]
    except OSError as error:
        raise ReadError("there is no migration to undo", path=RECORD) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError("the record of the migration cannot be read", path=RECORD) from error
    done = [(step.path, _take_back(root, step)) for step in reversed(steps)]
    (root / RECORD).unlink()
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
