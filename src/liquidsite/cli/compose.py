"""`liquidsite draft`, `post`, `page`, `compose`, `publish`, `unpublish` and `rename`.

The verbs of jekyll-compose, for sites with and without that gem. Source of the rules: its README.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
import yaml

from liquidsite import urls
from liquidsite.cli import terminal
from liquidsite.cli.command import Option, Verb
from liquidsite.cli.flags import SITE_GROUP
from liquidsite.cli.options import add, configuration
from liquidsite.config import Config
from liquidsite.errors import ConfigError, ReadError, WriteError
from liquidsite.ruby.safe_yaml import scalars
from liquidsite.ruby.strftime import strftime
from liquidsite.times import parse, zone_of

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]
Matter = dict[str, object]

_DAY = "%Y-%m-%d"
_MOMENT = "%Y-%m-%d %H:%M %z"
_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-")
_FENCE = re.compile(r"---[ \t]*")
_LAST_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")
# What Psych writes between double quotes: it begins with no letter, digit or underscore.
_NO_WORD = re.compile(r"^[^\w\n][^\"\n]*$", re.MULTILINE)
_ALSO_BOOLEAN = ("y", "Y", "n", "N")
_OCTAL_LIKE = re.compile(r"0[0-7]*\.[0-9]|0[0-9]+\Z")

_option = partial(click.option, cls=Option)
_EXTENSION = _option("-x", "--extension", metavar="EXT", default="md", help="File extension (md)")
_FORCE = _option("-f", "--force", is_flag=True, help="Overwrite a file that exists")
_DATE = _option("-d", "--date", metavar="DATE", help="The date, in place of now")
_FORMAT = _option(
    "--timestamp-format", metavar="FORMAT", default=_MOMENT, help="Form of the date (strftime)"
)


def _layout(default: str) -> Decorator[Any]:
    return _option("-l", "--layout", metavar="NAME", default=default, help=f"Layout ({default})")


_SHARED: tuple[Decorator[Any], ...] = (
    _option(
        "--config", metavar="FILE[,FILE...]", completes="file", group=SITE_GROUP,
        help="Custom configuration file",
    ),
    _option(
        "-s", "--source", metavar="DIR", completes="dir", group=SITE_GROUP,
        help="Source directory (defaults to ./)",
    ),
    _option("-t", "--trace", is_flag=True, help="Show the full backtrace of an error"),
)  # fmt: skip


class Place(NamedTuple):
    """The folder that names are relative to, and the configuration with its clock."""

    config: Config
    root: Path

    @classmethod
    def of(cls, flags: Mapping[str, Any]) -> Place:
        named = {name: flags[name] for name in ("config", "source") if flags[name] is not None}
        config = configuration(named)
        return cls(config, config.source / str(config["collections_dir"] or "").lstrip("/"))

    def date(self, text: str | None) -> datetime:
        """Return the day that `text` names, or the moment without one. Raises ConfigError."""
        zone = zone_of(self.config)
        if text is None:
            return datetime.now(zone)
        try:
            day = parse(text, zone, lambda: datetime.now(zone))
        except ValueError as error:
            raise ConfigError(f"--date should be a date such as 2024-05-31: {error}") from error
        return datetime(day.year, day.month, day.day, tzinfo=UTC)

    def defaults(self, kind: str) -> Matter:
        """Return the front matter that `jekyll_compose` gives new files of a collection."""
        own = self._settings().get("default_front_matter")
        found = own.get(kind) if isinstance(own, Mapping) else None
        return dict(found) if isinstance(found, Mapping) else {}

    def _settings(self) -> Mapping[str, Any]:
        found = self.config.get("jekyll_compose")
        return found if isinstance(found, Mapping) else {}

    def create(self, name: str, kind: str, matter: Matter, *, force: bool) -> None:
        """Write a new file at `name`. Raises WriteError."""
        file = self.root / name
        self._check_free(file, kind, force)
        with _writing(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(front_matter(matter), "utf-8", newline="\n")
        click.echo(f"New {kind} created at {_shown(file)}")

    def edit(self, name: str) -> None:
        """Open a new file in the editor, where the site asks for that. Raises ConfigError."""
        variables = ("JEKYLL_EDITOR", "VISUAL", "EDITOR")
        editor = next(filter(None, map(os.environ.get, variables)), None)
        if not (self._settings().get("auto_open") and editor):
            return
        try:
            words = shlex.split(editor, posix=os.name != "nt")
            subprocess.run([*words, str(self.root / name)], check=False)
        except (OSError, ValueError) as error:
            raise ConfigError(f"The editor `{editor}` cannot be started: {error}") from error

    def move(
        self, names: tuple[str, str], kinds: tuple[str, str], changes: Matter, *, force: bool
    ) -> None:
        """Move a file of one kind to another name, as another kind. Raises ReadError, WriteError.

        `changes` are for its front matter: a value of None removes a key.
        """
        old, new = (self.root / name for name in names)
        try:
            text = old.read_text("utf-8")
        except OSError as error:
            message = f"The {kinds[0]} cannot be read: {error.strerror}"
            raise ReadError(message, path=_shown(old)) from error
        except UnicodeDecodeError as error:
            raise ReadError("The file is not in UTF-8", path=_shown(old)) from error
        if new != old:
            self._check_free(new, kinds[1], force)
        with _writing(new):
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(with_changes(text, changes), "utf-8", newline="\n")
            if new != old:
                old.unlink()
        click.echo(f"{kinds[0].capitalize()} {_shown(old)} was moved to {_shown(new)}")

    def has_value(self, name: str, key: str) -> bool:
        """Return whether the front matter of a file gives `key` a value, which may be any."""
        try:
            text = (self.root / name).read_text("utf-8", "replace")
        except OSError:
            return False
        matter = text.partition("\n---")[0]
        return re.search(rf"^{key}[ \t]*:[ \t]*[^\s#~]", matter, re.MULTILINE) is not None

    def _check_free(self, file: Path, kind: str, force: bool) -> None:
        if file.exists() and not force:
            message = f"A {kind} already exists there. To overwrite it, use --force."
            raise WriteError(message, path=_shown(file))


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Turn an error of the system in the block into one about `file`. Raises WriteError."""
    try:
        yield
    except OSError as error:
        message = f"The file cannot be written: {error.strerror or error}"
        raise WriteError(message, path=_shown(file)) from error


def _shown(file: Path) -> str:
    """Return the path from here, or the whole path of a file that is elsewhere."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


class _Dumper(yaml.SafeDumper):
    """Writes YAML as Ruby's Psych does."""


def _represented(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, _style(text))


def _style(text: str) -> str | None:
    if "\n" in text.removesuffix("\n"):
        return "|"
    if text in _ALSO_BOOLEAN or _NO_WORD.search(text):
        return '"'
    is_text = isinstance(scalars.resolve(text), str) and not text.startswith(":")
    return None if is_text and not _OCTAL_LIKE.match(text) else "'"


_Dumper.add_representer(str, _represented)


def front_matter(values: Mapping[str, object]) -> str:
    """Return `values` as front matter, with both fences."""
    return f"---\n{_dumped(values)}---\n"


def _dumped(values: Mapping[str, object]) -> str:
    text: str = yaml.dump(dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    return text


def with_changes(text: str, changes: Mapping[str, object]) -> str:
    """Return `text` with other values in its front matter; its other lines stay as they are.

    A value of None removes the key.
    """
    lines = text.splitlines(keepends=True)
    if not lines or not _FENCE.fullmatch(lines[0].rstrip("\r\n")):
        return text
    ends = (
        at for at, line in enumerate(lines[1:], 1) if _LAST_FENCE.fullmatch(line.rstrip("\r\n"))
    )
    end = next(ends, None)
    if end is None:
        return text
    matter = lines[1:end]
    for key, value in changes.items():
        matter = _with_value(matter, key, value)
    return "".join([lines[0], *matter, *lines[end:]])


def _with_value(lines: list[str], key: str, value: object) -> list[str]:
    new = [] if value is None else [_dumped({key: value})]
    own = re.compile(rf"{re.escape(key)}[ \t]*:(?:\s|\Z)")
    start = next((at for at, line in enumerate(lines) if own.match(line)), None)
    if start is None:
        return [*lines, *new]
    end = start + 1
    while end < len(lines) and lines[end].startswith((" ", "\t")):
        end += 1
    return [*lines[:start], *new, *lines[end:]]


def _title(words: tuple[str, ...]) -> str:
    return " ".join(words)


def _file_name(title: str, extension: str, date: datetime | None = None) -> str:
    """Return the name of a file with that title. Raises ConfigError for one without a slug."""
    slug = urls.slugify(title)
    if not slug:
        raise ConfigError(f"A file name needs a letter or a digit, and the title is: {title}")
    day = "" if date is None else f"{_formatted(date, _DAY)}-"
    return f"{day}{slug}.{extension}"


def _formatted(moment: datetime, form: str) -> str:
    return strftime(moment, form, moment.microsecond * 1000)


@click.command("draft", cls=Verb)
@click.argument("name", nargs=-1, required=True)
@add((_EXTENSION, _layout("post"), _FORCE, *_SHARED))
def draft(name: tuple[str, ...], **flags: Any) -> None:
    """Write a new draft with the title NAME."""
    with terminal.reported(flags):
        _create(Place.of(flags), "drafts", _title(name), flags, None)


@click.command("post", cls=Verb)
@click.argument("name", nargs=-1, required=True)
@add((_EXTENSION, _layout("post"), _FORCE, _DATE, _FORMAT, *_SHARED))
def post(name: tuple[str, ...], **flags: Any) -> None:
    """Write a new post with the title NAME."""
    with terminal.reported(flags):
        place = Place.of(flags)
        _create(place, "posts", _title(name), flags, place.date(flags["date"]))


@click.command("page", cls=Verb)
@click.argument("name", nargs=-1, required=True)
@add((_EXTENSION, _layout("page"), _FORCE, *_SHARED))
def page(name: tuple[str, ...], **flags: Any) -> None:
    """Write a new page with the title NAME."""
    with terminal.reported(flags):
        title = _title(name)
        matter: Matter = {"layout": flags["layout"], "title": title}
        file = _file_name(title, flags["extension"])
        Place.of(flags).create(file, "page", matter, force=flags["force"])


@click.command("compose", cls=Verb)
@click.argument("name", nargs=-1, required=True)
@add((
    _EXTENSION, _layout("post"), _FORCE, _DATE,
    _option("-c", "--collection", metavar="NAME", help="The collection of the new document"),
    _option("--post", is_flag=True, help="Write a post (the default)"),
    _option("--draft", is_flag=True, help="Write a draft"),
    *_SHARED,
))  # fmt: skip
def compose(name: tuple[str, ...], **flags: Any) -> None:
    """Write a new document with the title NAME."""
    named = [flag for flag in ("post", "draft", "collection") if flags[flag]]
    if len(named) > 1:
        raise click.UsageError("Of --post, --draft and --collection, only one can be given.")
    collection = flags["collection"] or ("drafts" if flags["draft"] else "posts")
    with terminal.reported(flags):
        place = Place.of(flags)
        moment = place.date(flags["date"])
        _create(place, collection, _title(name), {**flags, "timestamp_format": _MOMENT}, moment)


def _create(
    place: Place, collection: str, title: str, flags: Mapping[str, Any], moment: datetime | None
) -> None:
    """Write a new document, and open it in the editor; `moment` is its date."""
    dated = {} if moment is None else {"date": _formatted(moment, flags["timestamp_format"])}
    matter: Matter = {"layout": flags["layout"], "title": title, **dated}
    matter |= place.defaults(collection)
    day = moment if collection == "posts" else None
    name = f"_{collection}/{_file_name(title, flags['extension'], day)}"
    kind = {"posts": "post", "drafts": "draft"}.get(collection, "file")
    place.create(name, kind, matter, force=flags["force"])
    place.edit(name)


@click.command("publish", cls=Verb)
@click.argument("path", nargs=-1, required=True)
@add((_FORCE, _DATE, _FORMAT, *_SHARED))
def publish(path: tuple[str, ...], **flags: Any) -> None:
    """Move the draft PATH to the posts, and give it a date."""
    with terminal.reported(flags):
        place, old = Place.of(flags), _title(path)
        moment = place.date(flags["date"])
        new = f"_posts/{_formatted(moment, _DAY)}-{os.path.basename(old)}"  # noqa: PTH119
        has_date = place.has_value(old, "date")
        changes: Matter = {"date": _formatted(moment, flags["timestamp_format"])}
        kinds = ("draft", "post")
        place.move((old, new), kinds, {} if has_date else changes, force=flags["force"])


@click.command("unpublish", cls=Verb)
@click.argument("path", nargs=-1, required=True)
@add((_FORCE, *_SHARED))
def unpublish(path: tuple[str, ...], **flags: Any) -> None:
    """Move the post PATH back to the drafts, without its date."""
    with terminal.reported(flags):
        old = _title(path)
        new = f"_drafts/{_DATED.sub('', os.path.basename(old), count=1)}"  # noqa: PTH119
        Place.of(flags).move((old, new), ("post", "draft"), {"date": None}, force=flags["force"])


@click.command("rename", cls=Verb)
@click.argument("path")
@click.argument("name", nargs=-1, required=True)
@add((_FORCE, _DATE, _option("--now", is_flag=True, help="Use the current date"), *_SHARED))
def rename(path: str, name: tuple[str, ...], **flags: Any) -> None:
    """Give the file PATH the title NAME, and the file name that follows from it."""
    if flags["date"] and flags["now"]:
        raise click.UsageError("Of --date and --now, only one can be given.")
    with terminal.reported(flags):
        place, title = Place.of(flags), _title(name)
        moment = place.date(flags["date"]) if flags["date"] or flags["now"] else None
        changes: Matter = {"title": title}
        if moment is not None:
            changes["date"] = _formatted(moment, _MOMENT)
        new = _renamed(path, title, moment)
        kind = {"_posts": "post", "_drafts": "draft"}.get(os.path.dirname(path), "file")  # noqa: PTH120
        place.move((path, new), (kind, kind), changes, force=flags["force"])


def _renamed(path: str, title: str, moment: datetime | None) -> str:
    """Return the path that follows from a title; a post keeps its day unless it gets another."""
    folder, name = os.path.split(path)
    extension = urls.extname(name).removeprefix(".")
    dated = _DATED.match(name) if folder == "_posts" else None
    if folder != "_posts":
        day = ""
    elif moment is not None:
        day = f"{_formatted(moment, _DAY)}-"
    else:
        day = dated[0] if dated else ""
    file = f"{day}{_file_name(title, extension)}"
    return f"{folder}/{file}" if folder else file
