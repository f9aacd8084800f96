"""What a Ruby plugin registers, found by reading its text: no Ruby is run."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

# A base class, by the last part of its name → what a class of it is.
_BASES = {
    "Tag": "tag",
    "IncludeTag": "tag",
    "Block": "block",
    "HighlightBlock": "block",
    "Generator": "generator",
    "Converter": "converter",
    "Command": "command",
}
# Jekyll's own classes: to open one again is to change Jekyll itself.
_OWN = frozenset(
    ["Convertible", "Document", "Layout", "Page", "Post", "Reader", "Renderer", "Site"]
)
# Those of kramdown that sites change.
_KRAMDOWNS = frozenset(["GFM", "Html", "Kramdown"])
_SYMBOL = r"(?::\w+|'\w+'|\"\w+\")"
_SYMBOLS = rf"(?:{_SYMBOL}|\[[^\]]*+\]|%i\[[^\]]*+\])"
_COMMENT = re.compile(r"^=begin\b.*?(?:^=end\b.*?$|\Z)|^[ \t]*#[^\n]*+", re.DOTALL | re.MULTILINE)
_LINE_COMMENT = re.compile(r"[^\n]")
_CLASS = re.compile(
    r"^(?P<indent>[ \t]*)class\s+(?P<name>[\w:]+)(?:\s*<\s*(?P<base>[\w:]+))?", re.M
)
_MODULE = re.compile(r"^(?P<indent>[ \t]*)module\s+(?P<name>[\w:]+)", re.M)
_DEF = re.compile(
    r"^(?P<indent>[ \t]*)def\s+(?P<name>\w+[?!]?)[ \t]*(?P<args>\([^)\n]*+\)|[^;\n]*+)"
    r"(?:;[ \t]*(?P<line>.*?);?[ \t]*end)?[ \t]*$",
    re.M,
)
_PRIVATE = re.compile(r"^[ \t]*(?:private|protected)[ \t]*$", re.M)
_TAG = re.compile(r"register_tag[\s(]+[:'\"](?P<name>[\w-]+)['\"]?\s*,\s*(?P<class>[\w:]+)")
_FILTER = re.compile(r"register_filter[\s(]+(?P<module>[\w:]+)")
_HOOK = re.compile(
    rf"Hooks\.register[\s(]+(?P<owners>{_SYMBOLS})\s*,\s*(?P<events>{_SYMBOLS})"
    r"(?:[^\n|]*+\|(?P<args>[^|\n]*+)\|)?"
)
_PRIORITY = re.compile(r"^\s*priority[\s(]+:(\w+)", re.M)
_EXTENSIONS = re.compile(r"\.?\b(\w{1,10})\b")
_MATCHES = re.compile(
    r"(?:=~|match\??[\s(]+)\s*(?:/|%r.)(?P<pattern>[^\n/]*)|==\s*[\"'](?P<ext>[^\"']+)"
)
_OUTPUT = re.compile(r"def\s+output_ext\b.*?[\"'](?P<ext>\.\w+)[\"']", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Registered:
    """One thing that a plugin brings.

    kind       tag, block, filter, generator, converter, hook, command, or patch: a class of
               Jekyll's or kramdown's that is opened and changed
    name       of the tag or filter, `owner:event` of a hook, else of the class
    line       where it stands, from 1
    arguments  the parameters of a filter, the block's of a hook
    detail     the priority of a generator, the extensions and the result of a converter
    defaults   what Ruby says for the parameters of a filter that have a default: name → Ruby
    source     the Ruby: of a filter its method, of a hook its block, else its class
    """

    kind: str
    name: str
    line: int
    arguments: tuple[str, ...] = ()
    detail: str = ""
    defaults: tuple[tuple[str, str], ...] = ()
    source: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"the {self.kind} {self.name}"


def registered(text: str) -> list[Registered]:
    """Return everything that the Ruby in `text` registers, in the order of its lines."""
    file = _File(_COMMENT.sub(lambda match: _LINE_COMMENT.sub(" ", match[0]), text), text)
    found = [*file.tags(), *file.filters(), *file.classes_of_jekyll(), *file.hooks()]
    return sorted(dict.fromkeys(found), key=lambda item: item.line)


class _File:
    """What is in one file: `text` without its comments, at the same places as in `whole`."""

    def __init__(self, text: str, whole: str) -> None:
        self.text = text
        self.whole = whole

    def line(self, match: re.Match[str]) -> int:
        return self.text.count("\n", 0, match.start()) + 1

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Map each class to its kind, by its base, which may be a class of the same file."""
        bases = {_last(m["name"]): _last(m["base"] or "") for m in _CLASS.finditer(self.text)}
        kinds = {}
        for name in bases:
            base, steps = name, 0
            while base in bases and steps < 9:
                base, steps = bases[base], steps + 1
            if base in _BASES:
                kinds[name] = _BASES[base]
        return kinds

    def tags(self) -> Iterator[Registered]:
        for match in _TAG.finditer(self.text):
            name = _last(match["class"])
            kind = self.kinds.get(name, "tag")
            classes = (
                found for found in _CLASS.finditer(self.text) if _last(found["name"]) == name
            )
            source = self._source(opening) if (opening := next(classes, None)) else ""
            yield Registered(kind, match["name"], self.line(match), source=source)

    def filters(self) -> Iterator[Registered]:
        modules = {_last(match["name"]): match for match in _MODULE.finditer(self.text)}
        for match in _FILTER.finditer(self.text):
            module = modules.get(_last(match["module"]))
            if module is None:
                yield Registered("filter", f"module {match['module']}", self.line(match))
            else:
                yield from self._methods(module)

    def _methods(self, module: re.Match[str]) -> Iterator[Registered]:
        body = self._body(module)
        hidden = _PRIVATE.search(body)
        for match in _DEF.finditer(body, 0, hidden.start() if hidden else len(body)):
            line = self.line(module) + body.count("\n", 0, match.start())
            args = match["args"]
            source = self._source(match, module.start())
            names, defaults = _parameters(args), _defaults(args)
            yield Registered("filter", match["name"], line, names, "", defaults, source)

    def classes_of_jekyll(self) -> Iterator[Registered]:
        """Yield generators, converters and commands, which register by being defined, and
        patches.
        """
        for match in _CLASS.finditer(self.text):
            name = _last(match["name"])
            kind = self.kinds.get(name)
            body = self._body(match)
            if kind in ("generator", "converter", "command"):
                detail = _converted(body) if kind == "converter" else _priority(body)
                source = self._source(match)
                yield Registered(kind, name, self.line(match), detail=detail, source=source)
            elif match["base"] is None and "def " in body:
                if name in _OWN:
                    yield Registered("patch", f"Jekyll::{name}", self.line(match))
                elif name in _KRAMDOWNS and "Kramdown" in self.text:
                    yield Registered("patch", f"Kramdown's {name}", self.line(match))

    def hooks(self) -> Iterator[Registered]:
        for match in _HOOK.finditer(self.text):
            arguments, source = _parameters(match["args"] or ""), self._hook(match)
            for owner in re.findall(r"\w+", match["owners"].removeprefix("%i")):
                for event in re.findall(r"\w+", match["events"].removeprefix("%i")):
                    name = f"{owner}:{event}"
                    yield Registered("hook", name, self.line(match), arguments, source=source)

    def _body(self, opening: re.Match[str]) -> str:
        """Return the text of a class or module, up to the `end` that is indented as it is."""
        closing = self._end(opening["indent"], opening.end())
        return self.text[opening.start() : closing.start() if closing else len(self.text)]

    def _source(self, opening: re.Match[str], offset: int = 0) -> str:
        """Return a class or method as it is, its `end` included; empty if that is not found.

        `opening` is its first line, in the text that begins at `offset`.
        """
        if opening.groupdict().get("line") is not None:
            return opening[0].strip()
        closing = self._end(opening["indent"], offset + opening.end())
        if closing is None:
            return ""
        return textwrap.dedent(self.whole[offset + opening.start() : closing.end()])

    def _hook(self, match: re.Match[str]) -> str:
        """Return the lines of a hook's block."""
        start = self.text.rfind("\n", 0, match.start()) + 1
        line = self.text[start : self.text.find("\n", match.start())]
        indent = line[: len(line) - len(line.lstrip())]
        closing = self._end(indent, match.end()) if re.search(r"\bdo\b", line) else None
        return textwrap.dedent(self.whole[start : closing.end()]) if closing else line.strip()

    def _end(self, indent: str, place: int) -> re.Match[str] | None:
        return re.compile(rf"^{re.escape(indent)}end\b", re.M).search(self.text, place)


def methods(source: str) -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """Return the methods of a class: name → its parameters and the lines in it."""
    found = {}
    for match in _DEF.finditer(source):
        if match["line"] is not None:
            found[match["name"]] = (_parameters(match["args"]), [match["line"]])
            continue
        end = re.compile(rf"^{re.escape(match['indent'])}end\b", re.M).search(source, match.end())
        if end is not None:
            lines = source[match.end() : end.start()].splitlines()
            found[match["name"]] = (_parameters(match["args"]), lines)
    return found


def _defaults(source: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters that have a default, with the Ruby of it."""
    pairs = (part.split("=", 1) for part in source.strip("()").split(",") if "=" in part)
    return tuple((name.strip(), default.strip()) for name, default in pairs)


def _last(name: str) -> str:
    return name.rpartition(":")[2]


def _parameters(source: str) -> tuple[str, ...]:
    names = (part.split("=")[0].strip(" *&():") for part in source.strip("()").split(","))
    return tuple(name for name in names if re.fullmatch(r"\w+", name))


def _priority(body: str) -> str:
    match = _PRIORITY.search(body)
    return match[1] if match else ""


def _converted(body: str) -> str:
    """Return `.foo .bar → .html`, as far as the source shows it."""
    match = _MATCHES.search(body)
    source = (match["pattern"] or match["ext"] or "") if match else ""
    extensions = " ".join(f".{name}" for name in _EXTENSIONS.findall(source.replace("\\", " ")))
    output = _OUTPUT.search(body)
    return f"{extensions} → {output['ext'] if output else '.html'}"
