"""What a Ruby plugin registers, found by reading its text: no Ruby is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    r"^(?P<indent>[ \t]*)def\s+(?P<name>\w+[?!]?)[ \t]*(?P<args>\([^)]*+\)|.*)$", re.M
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
    """

    kind: str
    name: str
    line: int
    arguments: tuple[str, ...] = ()
    detail: str = ""

    def __str__(self) -> str:
        return f"the {self.kind} {self.name}"


def registered(text: str) -> list[Registered]:
    """Return everything that the Ruby in `text` registers, in the order of its lines."""
    file = _File(_COMMENT.sub(lambda match: _LINE_COMMENT.sub(" ", match[0]), text))
    found = [*file.tags(), *file.filters(), *file.classes_of_jekyll(), *file.hooks()]
    return sorted(dict.fromkeys(found), key=lambda item: item.line)


class _File:
    def __init__(self, text: str) -> None:
        self.text = text

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
            kind = self.kinds.get(_last(match["class"]), "tag")
            yield Registered(kind, match["name"], self.line(match))

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
            yield Registered("filter", match["name"], line, _parameters(match["args"]))

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
                yield Registered(kind, name, self.line(match), detail=detail)
            elif match["base"] is None and "def " in body:
                if name in _OWN:
                    yield Registered("patch", f"Jekyll::{name}", self.line(match))
                elif name in _KRAMDOWNS and "Kramdown" in self.text:
                    yield Registered("patch", f"Kramdown's {name}", self.line(match))

    def hooks(self) -> Iterator[Registered]:
        for match in _HOOK.finditer(self.text):
            arguments = _parameters(match["args"] or "")
            for owner in re.findall(r"\w+", match["owners"].removeprefix("%i")):
                for event in re.findall(r"\w+", match["events"].removeprefix("%i")):
                    yield Registered("hook", f"{owner}:{event}", self.line(match), arguments)

    def _body(self, opening: re.Match[str]) -> str:
        """Return the text of a class or module, up to the `end` that is indented as it is."""
        end = re.compile(rf"^{re.escape(opening['indent'])}end\b", re.M)
        closing = end.search(self.text, opening.end())
        return self.text[opening.start() : closing.start() if closing else len(self.text)]


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
