"""Makefiles: commands are the shell's, but for what make expands."""

from __future__ import annotations

import re
from typing import cast

from ..grammar import DECLINED, Grammar, Scan, through
from .shell import GRAMMAR as SHELL

_FUNCTIONS = (
    "abspath|addprefix|addsuffix|and|basename|call|dir|error|eval|file|filter|filter-out|findstring"
    "|firstword|flavor|foreach|if|join|lastword|notdir|or|origin|patsubst|realpath|shell|sort|strip"
    "|subst|suffix|value|warning|wildcard|word|wordlist|words"
)
_COLONS = re.compile(r"(:+)([ \t]*)")
_STOP = r"\$\$?[({]|[()}\\]|$"


def _shell_scan(scan: Scan) -> Scan:
    if "shell" not in scan.memory:
        scan.memory["shell"] = scan.inner(SHELL)
    return cast(Scan, scan.memory["shell"])


def _shell(scan: Scan) -> None:
    _shell_scan(scan).feed(scan.match.group())


def _target(scan: Scan) -> bool | None:
    """What stands before a line's first colon"""
    start, at = scan.end, scan.find_on_line(":")
    if at < 0:
        return DECLINED
    rest = _COLONS.match(scan.text, at)
    scan.emit("nl", scan.text[start:at])
    if rest:
        scan.emit("o", rest[1])
        scan.emit("", rest[2])
        scan.end = rest.end()
    scan.push("prerequisites")
    return None


def _leave_block(scan: Scan) -> None:
    _shell_scan(scan).reset()
    scan.pop()


GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            ("#", through("\n", "c")),
            (r"([-s]?include)((?:[\t ]+[^\t\n #]+)+)", ("k", "sx")),
            (r"((?:ifn?def|ifn?eq|unexport)\b)([\t ]+)([^#\n]+)", ("k", "", "nv")),
            (
                r"(else\b)([\t ]+)((?:ifn?def|ifn?eq)\b)([\t ]+)([^#\n]+)",
                ("k", "", "k", "", "nv"),
            ),
            (r"(?:else|endif|endef|endfor)[\t ]*(?=[#\n])", "k"),
            (r"(export)([\t ]+)(?=[\w${}()\t -]+\n)", ("k", ""), "export"),
            (r"export[\t ]+", "k"),
            (
                r"(override\b)*([\t ]*)([\w${}().-]{1,300}+)([\t ]*+)([!?:+]?=)",
                ("nb", "", "nv", "", "o"),
                "command",
            ),
            (r'"(?:\\.|[^"\\]){0,2000}+"', "s2"),
            (r"'(?:\\.|[^'\\]){0,2000}+'", "s1"),
            (r"(?=[^\n:])", _target),
            (
                r"(override\b)*([\t ])*(define)([\t ]+)([^#\n]+)",
                ("nb", "", "k", "", "nv"),
            ),
            (
                rf"(\$[({{])([\t ]*)({_FUNCTIONS})([\t ]+)",
                ("nf", "", "nb", ""),
                "shell_expression",
            ),
        ],
        "export": [(r"[\w${}()-]", "nv"), (r"\n", "", "#pop"), (r"[\t ]+", "")],
        "prerequisites": [
            (r"[^,\\\n#]+", "nf"),
            (",", "p"),
            ("#", "c"),
            (r"\\(?:\n|.)", ""),
            (r"\n", "", "=recipe"),
        ],
        "recipe": [
            (r"(ifn?def|ifn?eq)([\t ]+)([^#\n]+)(#.*)?(\n)", ("k", "", "nv", "c", "")),
            (r"(else|endif)([\t ]*)(#.*)?(\n)", ("k", "", "c", "")),
            (r"(\t[\t ]*)([@-]?)", ("", "p"), "command"),
            ("", _leave_block),
        ],
        "shell": [
            (r"\$\$?[({]", "p", "expansion"),
            (r"\\(?s:.)", _shell),
            (rf"(?s:.+?)(?={_STOP})", _shell),
            (_STOP, _shell),
        ],
        "expansion": [(r"[)}]", "p", "#pop"), (r"\n", "", "#pop"), "shell"],
        "shell_expression": [
            (r"[({]", _shell, "#push"),
            (r"[)}]", "p", "#pop"),
            "shell",
        ],
        "command": [(r"\n", "", "#pop"), "shell"],
    }
)
tokens = GRAMMAR.tokens
