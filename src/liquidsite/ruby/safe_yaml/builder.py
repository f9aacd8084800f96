"""The builder of values from libyaml's events."""

from __future__ import annotations

import base64
import re
from typing import Any

from yaml import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from liquidsite.errors import LimitError, ReadError
from liquidsite.ruby.safe_yaml.keys import as_key
from liquidsite.ruby.safe_yaml.parser import next_event, read_error
from liquidsite.ruby.safe_yaml.scalars import resolve, ruby_class
from liquidsite.safe_mode.limits import Limits

_BINARY_TAGS = frozenset({"tag:yaml.org,2002:binary", "x-private:binary", "!binary"})
_ENDS = frozenset({DocumentEndEvent, StreamEndEvent})

# Far above what people write; far below what aliases of aliases can expand to.
MOST_NODES = 10_000_000

Container = dict[Any, Any] | list[Any]


def load(
    text: str, path: str, line: int = 1, *, limit: int | None = None, limits: Limits | None = None
) -> object:
    """Return the value of `text`, which begins on `line` of the file at `path`.

    Mappings are dicts (keys of any type), sequences lists; see `scalars` for the rest. Raises
    `ReadError` with line and column, also when aliases expand to more than `limit` nodes or hold
    themselves while there is a limit; `LimitError` for more than `limits` allow.
    """
    builder = _Builder(limit) if limits is None else _LimitedBuilder(limits)
    event: Any = None
    try:
        get_event = next_event(text)
        while (event := get_event()).__class__ not in _ENDS:
            builder.take(event)
    except YAMLError as error:
        problem = read_error(error, text, path, line)
        if limits and "maximum nesting" in problem.message:  # libyaml has a limit of its own
            raise LimitError(problem.message, path=path, line=problem.line) from None
        raise problem from None
    except _TooMuchError as error:
        line += event.start_mark.line
        raise LimitError(str(error), path=path, line=line) from None
    except UnicodeEncodeError:
        raise ReadError("it is not valid UTF-8", path=path) from None
    except (TypeError, ValueError) as error:
        mark = event.start_mark
        raise ReadError(
            str(error), path=path, line=line + mark.line, column=mark.column + 1
        ) from None
    return builder.result


class _Builder:
    """The builder of a value from events; raises `TypeError` and `ValueError` as Ruby does."""

    def __init__(self, limit: int | None) -> None:
        self.result: object = False
        self._limit = limit
        self._open: list[Container] = []
        self._key: object = None  # one for all levels: a key without value moves up, as in the gem
        self._anchors: dict[str, object] = {}
        self._nodes = 0
        self._sizes: dict[str, int] = {}
        self._begun: list[tuple[str | None, int]] = []
        self._takers = {
            ScalarEvent: self._scalar,
            AliasEvent: self._alias,
            MappingStartEvent: self._start_mapping,
            SequenceStartEvent: self._start_sequence,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
        }

    def take(self, event: Any) -> None:
        taker = self._takers.get(event.__class__)
        if taker is not None:
            taker(event)

    def _scalar(self, event: Any) -> None:
        value: object = event.value
        if event.tag in _BINARY_TAGS:
            value = _decode64(event.value)
        elif not event.implicit[1]:
            value = resolve(event.value)
        self._add(value, event.anchor)

    def _alias(self, event: Any) -> None:
        value = self._anchors.get(event.anchor)
        self._count(event.anchor)
        self._add(resolve(value) if isinstance(value, str) else value)

    def _start_mapping(self, event: Any) -> None:
        self._start({}, event.anchor)

    def _start_sequence(self, event: Any) -> None:
        self._start([], event.anchor)

    def _start(self, container: Container, anchor: str | None) -> None:
        self._begun.append((anchor, self._nodes))
        self._add(container, anchor)
        self._open.append(container)

    def _end(self, event: Any) -> None:
        self._open.pop()
        anchor, before = self._begun.pop()
        if anchor is not None:
            self._sizes[anchor] = self._nodes - before

    def _add(self, value: object, anchor: str | None = None) -> None:
        self._nodes += 1
        if anchor is not None:
            self._anchors[anchor] = value
        if not self._open:
            self.result = value
            return
        inner = self._open[-1]
        if inner.__class__ is list:
            inner.append(value)
        elif self._key is None:
            self._key = value
        else:
            self._pair(inner, value)

    def _pair(self, mapping: Any, value: object) -> None:
        key, self._key = self._key, None
        if key == "<<":
            if not isinstance(value, dict):
                raise TypeError(f"no implicit conversion of {ruby_class(value)} into Hash")
            mapping.update(value)
        elif key.__class__ in (list, dict):
            mapping[as_key(key)] = value
        else:
            mapping[key] = value

    def _count(self, anchor: str) -> None:
        """Count the nodes that an alias expands to, up to the limit."""
        if self._limit is None:
            return
        if anchor not in self._sizes and isinstance(self._anchors.get(anchor), dict | list):
            raise ValueError(f"the alias *{anchor} is inside of what it refers to")
        self._nodes += self._sizes.get(anchor, 1)
        if self._nodes > self._limit:
            raise ValueError(f"aliases expand to more than {self._limit} nodes")


class _TooMuchError(Exception):
    """The error for values beyond the limits of safe mode."""


class _LimitedBuilder(_Builder):
    """A builder that counts all nodes, not only those of aliases, and how deep they are."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.yaml_nodes)
        self._limits = limits
        self._depths: dict[str, int] = {}
        # How deep what was found in each open container is.
        self._below: list[int] = []

    def take(self, event: Any) -> None:
        super().take(event)
        if self._nodes > self._limits.yaml_nodes:
            raise _TooMuchError(f"The values are more than {self._limits.yaml_nodes}.")

    def _start(self, container: Container, anchor: str | None) -> None:
        super()._start(container, anchor)
        self._below.append(0)
        self._check_depth(0)

    def _end(self, event: Any) -> None:
        anchor, _ = self._begun[-1]
        super()._end(event)
        depth = self._below.pop() + 1
        self._note_depth(depth)
        if anchor is not None:
            self._depths[anchor] = depth

    def _count(self, anchor: str) -> None:
        try:
            super()._count(anchor)
        except ValueError as error:
            raise _TooMuchError(f"{str(error).capitalize()}.") from None
        depth = self._depths.get(anchor, 0)
        self._check_depth(depth)
        self._note_depth(depth)

    def _check_depth(self, more: int) -> None:
        if len(self._open) + more > self._limits.nesting:
            raise _TooMuchError(f"The values are nested more than {self._limits.nesting} deep.")

    def _note_depth(self, depth: int) -> None:
        if self._below:
            self._below[-1] = max(self._below[-1], depth)


def _decode64(text: str) -> str:
    """Decode Base64 as Ruby does, without errors; bytes that are not UTF-8 are kept."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text.partition("=")[0])
    whole = letters if len(letters) % 4 != 1 else letters[:-1]
    return base64.b64decode(whole + "=" * (-len(whole) % 4)).decode(errors="surrogateescape")
