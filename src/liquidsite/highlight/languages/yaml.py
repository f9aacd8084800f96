"""YAML: what a scalar is depends on its indentation, so the scan keeps the open levels."""

from __future__ import annotations

import re
from typing import cast

from ..grammar import DECLINED, Grammar, Scan, States

_KEY_CHARACTER = r"""[^#,?\[\]{}"'\n]"""
_KEY_RUN = re.compile(f"{_KEY_CHARACTER}*")
_KEY = re.compile(rf"({_KEY_CHARACTER}+):(?=\s|$)", re.MULTILINE | re.ASCII)
_ANCHOR = r"[&*](?u:[\w-])+"


class _Indents:
    """`levels` are the open ones, `next` that of the line at hand, `scalar` that of the block
    scalar being read."""

    __slots__ = ("levels", "next", "scalar")

    def __init__(self) -> None:
        self.levels = [0]
        self.next = 0
        self.scalar: int | None = None

    def close(self, width: int) -> None:
        self.next = width
        while width < self.levels[-1]:
            self.levels.pop()

    def open(self) -> None:
        if self.levels[-1] < self.next:
            self.levels.append(self.next)


def _indents(scan: Scan) -> _Indents:
    if "indents" not in scan.memory:
        scan.memory["indents"] = _Indents()
    return cast(_Indents, scan.memory["indents"])


def _restart(scan: Scan) -> None:
    scan.memory.clear()


def _document(scan: Scan) -> None:
    _restart(scan)
    scan.emit("nn")
    scan.push("line")


def _directive(scan: Scan) -> None:
    _restart(scan)
    scan.emit("nt")


def _line_start(scan: Scan) -> None:
    spaces = scan.match.group()
    indents = _indents(scan)
    deeper = indents.levels[-1] <= len(spaces)
    indents.close(len(spaces))
    level = len(spaces) if deeper else indents.levels[-1]
    scan.emit("", spaces[:level])
    scan.emit("err", spaces[level:])
    scan.push("line", "indentation")


def _indent_on(scan: Scan) -> None:
    _indents(scan).next += len(scan.match.group())
    scan.emit("")


def _indicator(scan: Scan) -> None:
    indents = _indents(scan)
    indents.open()
    indents.next += len(scan.match.group())
    scan.emit("pi")


def _key(scan: Scan) -> bool | None:
    """What ends at a colon; where a run of characters has none, no part of it has."""
    start = scan.end
    if start < scan.notes.get("keyless", 0):
        return DECLINED
    found = _KEY.match(scan.text, start)
    if found is None:
        run = _KEY_RUN.match(scan.text, start)
        scan.notes["keyless"] = run.end() if run else start
        return DECLINED
    scan.emit("na", found[1])
    scan.emit("pi", ":")
    scan.end = found.end()
    _indents(scan).open()
    return None


def _block_scalar_header(scan: Scan) -> None:
    indents = _indents(scan)
    indents.scalar = None
    scan.goto("rest_of_line")
    increment = scan.group(1) or scan.group(2)
    if increment:
        indents.scalar = indents.levels[-1] + int(increment)
    scan.emit("pi")


def _blank_in_scalar(scan: Scan) -> None:
    """Spaces beyond the scalar's indentation belong to its text."""
    spaces = scan.match.group()
    width = _indents(scan).scalar or len(spaces)
    scan.emit("", spaces[:width])
    scan.emit("no", spaces[width:])


def _scalar_line(scan: Scan) -> None:
    indents = _indents(scan)
    width = len(scan.match.group())
    least = indents.levels[-1] if indents.scalar is None else indents.scalar
    if indents.scalar is None:
        indents.scalar = width
    scan.emit("")
    if width < least:
        indents.close(width)
        scan.goto("indentation")


def _plain_line(scan: Scan) -> None:
    indents = _indents(scan)
    width = len(scan.match.group())
    scan.emit("")
    scan.pop()
    if width <= indents.levels[-1]:
        indents.close(width)
        scan.goto("indentation")


_STATES: States = {
    "root": [
        (r"#.*", "c1"),
        (r"\n+", ""),
        (r"[ ]+(?=#|$)", ""),
        (r"^%YAML\b", _directive, "yaml_directive"),
        (r"^%TAG\b", _directive, "tag_directive"),
        (r"^(?:---|\.\.\.)(?= |$)", _document),
        (r"[ ]*(?!\s|$)", _line_start),
    ],
    "indentation": [
        (r"\s*?\n", "", "#pop:2"),
        (r"[ ]+(?=[-:?](?:[ ]|$))", _indent_on),
        (r"[?:-](?=[ ]|$)", _indicator),
        (r"[ ]*", _indent_on, "#pop"),
    ],
    "line": [
        (r"[ ]*(?=#|$)", "", "#pop"),
        (r"[ ]+", ""),
        "tags",
        (f"(?={_KEY_CHARACTER})", _key),
        (r"[|>][+-]?", "pi", ["block_scalar", "block_scalar_header"]),
        "flow",
        (r"""(?=[^\s?:,\[\]{}#&*!|>'"%@`]|[?:]\S)""", "", "plain"),
    ],
    "tags": [
        (r"!<[0-9A-Za-z;/?:@&=+$,_.!~*'()\[\]%-]+>", "kt"),
        (r"(?:![\w-]+)?![\w;/?:@&=+$,.!~*'()\[\]%-]*", "kt"),
        (rf"(?=&){_ANCHOR}", "nl"),
        (rf"(?=\*){_ANCHOR}", "nv"),
    ],
    "flow": [
        (r"\[", "pi", "sequence"),
        (r"\{", "pi", "mapping"),
        ("'", "s1", "single_quoted"),
        ('"', "s2", "double_quoted"),
    ],
    "collection": [
        (r"\s+", ""),
        (r"#.*", "c1"),
        ("[?:,]", "pi"),
        "tags",
        "flow",
        (r"""(?=[^\s?:,\[\]{}#&*!|>'"%@`])""", "", "plain_in_flow"),
    ],
    "sequence": [(r"\]", "pi", "#pop"), "collection"],
    "mapping": [(r"\}", "pi", "#pop"), "collection"],
    "block_scalar": [
        (r"\n+", ""),
        (r"^[ ]+$", _blank_in_scalar),
        (r"^[ ]*", _scalar_line),
        (r"[^\n\r\f\v]+", "s"),
    ],
    "block_scalar_header": [
        (r"(?:([1-9])[+-]?|[+-]?([1-9])?)(?=[ ]|$)", _block_scalar_header),
    ],
    "rest_of_line": [(r"#.*", "c1"), (r"[ ]+", ""), (r"\n", "", "#pop")],
    "quoted_spaces": [(r"^[ ]+|[ ]+$|\n+", ""), (r"[ ]+", "nv")],
    "single_quoted": [
        "quoted_spaces",
        (r"\\'", "se"),
        ("'", "s", "#pop"),
        (r"[^\s']+", "s"),
    ],
    "double_quoted": [
        ('"', "s", "#pop"),
        "quoted_spaces",
        (r'\\[0abt\tn\nvfre "\\N_LP]', "se"),
        (r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})", "se"),
        (r'[^ \s"\\]+', "s"),
    ],
    "plain": [
        (r"[ ]*(?=:[ \n]|:$)", "", "#pop"),
        (r"[ ]*:\S+", "s"),
        (r"[ ]+(?=#)", "", "#pop"),
        (r"[ ]+$", ""),
        (r"\n+", "", "plain_next_line"),
        (r"[ ]+", "s"),
        (r"(?:true|false|null)\b", "kc"),
        (r"\d+(?:\.\d+)?(?=\r?\n| +#)", "m", "#pop"),
        (r"[^\s:]+", "s"),
    ],
    "plain_next_line": [
        (r"^[ ]+\n|\n+", ""),
        (r"^(?=---|\.\.\.)", "", "#pop:3"),
        (r"^[ ]*", _plain_line),
    ],
    "plain_in_flow": [
        (r"[ ]*(?=[,:?\[\]{}])|[ ]+(?=#)", "", "#pop"),
        (r"^[ ]+|[ ]+$|\n+", ""),
        (r"[ ]+", "nv"),
        (r"[^\s,:?\[\]{}]+", "nv"),
    ],
    "yaml_directive": [(r"([ ]+)(\d+\.\d+)", ("", "m"), "=rest_of_line")],
    "tag_directive": [
        (
            r"([ ]+)(!|![\w-]*!)([ ]+)(!|!?[\w;/?:@&=+$,.!~*'()\[\]%-]+)",
            ("", "kt", "", "kt"),
            "=rest_of_line",
        )
    ],
}

GRAMMAR = Grammar(_STATES)
tokens = GRAMMAR.tokens
