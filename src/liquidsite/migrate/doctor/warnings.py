"""What a build warns of, and front matter that was not closed, which it passes over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from liquidsite.config import Config
from liquidsite.errors import UNKNOWN_FILTER, Notice
from liquidsite.migrate.doctor.finding import HINT, WARNING, Finding
from liquidsite.migrate.doctor.sources import Source, Sources
from liquidsite.source.front_matter import has_header, line_of, split

# Ruby plugins, unknown gems and what is deprecated have findings of their own, with advice, and
# conflicts are among Jekyll's.
_ELSEWHERE = ("Plugin:", "Deprecation:", "Conflict:", UNKNOWN_FILTER)
_FILES = ("Configuration file:", "Theme Config file:")
_INVALID = "(INVALID)"
_FUTURE = "Skipping:"
_LAYOUT = re.compile(r"Layout '.*' (?:requested in|of) ")
_ENTRY = re.compile(r"[A-Za-z_][\w-]*:(?:[ \t]|$)")
_ALMOST_CLOSING = re.compile(r"^[ \t]*[-\u2013\u2014]+[ \t]*$", re.MULTILINE)


def build_warnings(notices: Iterable[Notice], sources: Sources) -> Iterator[Finding]:
    """Return what a build said, with its place, where no other finding says it."""
    for notice in dict.fromkeys(joined(notices)):
        if notice.topic not in _ELSEWHERE:
            severity = HINT if notice.topic == _FUTURE else WARNING
            path, line = _place(notice.message, sources)
            yield Finding("warning", severity, f"{notice.topic} {notice.message}", path, line)


def config_warnings(config: Config) -> list[Notice]:
    """Return what reading the configuration said, without the names of its files."""
    return [
        notice
        for notice in joined(config.notices)
        if notice.topic not in _FILES or notice.message.startswith(_INVALID)
    ]


def unclosed(sources: Sources) -> Iterator[Finding]:
    """Find files whose front matter has no closing line, and so is shown as text."""
    for source in sources.pages.values():
        if (line := _unclosed_at(source)) is not None:
            text = "the front matter is not closed, so that all of it is text of the page"
            advice = "Close it with a line of three hyphens: `---`."
            yield Finding("front-matter", WARNING, text, source.path, line, advice)


def joined(notices: Iterable[Notice]) -> list[Notice]:
    """Return notices with the lines that belong to them, as one."""
    whole: list[Notice] = []
    for notice in notices:
        if notice.topic or not whole:
            whole.append(notice)
        elif notice.message:
            before = whole[-1]
            whole[-1] = Notice(before.topic, f"{before.message} {notice.message.strip()}")
    return whole


def _unclosed_at(source: Source) -> int | None:
    """Return the line which is almost a closing one, or else the first; None for other files."""
    text = source.text.replace("\r\n", "\n")
    if not has_header(text.encode("utf-8", "replace")) or split(text).matter is not None:
        return None
    begin = text.index("\n") + 1
    if not _ENTRY.match(text[begin:].partition("\n")[0]):
        return None  # a text that begins with a rule
    almost = _ALMOST_CLOSING.search(text, begin)
    return source.line(almost.start()) if almost else 1


def _place(message: str, sources: Sources) -> tuple[str | None, int | None]:
    """Return path and line of the page that `message` names, as far as they are known."""
    named = [(file, source) for file, source in sources.pages.items() if source.path in message]
    if not named:  # of a post that is not built, say
        words = (word.strip("'\",.") for word in message.split())
        return next((word for word in words if (sources.root / word).is_file()), None), None
    file, source = max(named, key=lambda found: len(found[1].path))
    line = re.search(rf"{re.escape(source.path)}[: (]+(?:line )?(\d+)", message)
    if line is not None:
        return source.path, int(line[1])
    return source.path, line_of("layout", file) if _LAYOUT.match(message) else None
