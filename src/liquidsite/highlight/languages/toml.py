"""TOML: a key is any run of characters before an equals sign."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..grammar import DECLINED, Grammar, Scan

_RUN = re.compile(r"\S*")
_BRACE = re.compile(r"(\s*)\{")
_QUOTED_KEY = re.compile(r"""("[^"]+"|'[^']+')(\s*)=""")
_EQUALS = re.compile(r"(\s*)=")


def _key_end(text: str, start: int, end: int, inline: bool) -> tuple[int, int] | None:
    """Where the key that begins at `start` ends, and where its equals sign is; `end` is that of the
    run of non-spaces. The longest key counts; `inline` asks for a brace behind the sign."""
    after = _EQUALS.match(text, end)
    if after and (not inline or _BRACE.match(text, after.end())):
        return end, after.end() - 1
    at = end
    while (at := text.rfind("=", start + 1, at)) >= 0:
        if not inline or _BRACE.match(text, at + 1):
            return at, at
    quoted = _QUOTED_KEY.match(text, start)
    if quoted and (not inline or _BRACE.match(text, quoted.end())):
        return quoted.end(1), quoted.end() - 1
    return None


def _run_end(scan: Scan) -> int:
    start = scan.match.start()
    if start >= scan.notes.get("run_end", 0):
        run = _RUN.match(scan.text, start)
        scan.notes["run_end"] = run.end() if run else start
        scan.notes["keyless"] = False
    end: int = scan.notes["run_end"]
    return end


def _pair(state: str) -> Callable[[Scan], bool | None]:
    def action(scan: Scan) -> bool | None:
        start, text, end = scan.match.start(), scan.text, _run_end(scan)
        quote = text[start] in "\"'"
        if scan.notes["keyless"] and not quote:
            return DECLINED
        found = _key_end(text, start, end, inline=True)
        inline = found is not None
        found = found or _key_end(text, start, end, inline=False)
        if found is None:
            scan.notes["keyless"] = not quote
            return DECLINED
        key, equals = found
        scan.emit("py", text[start:key])
        scan.emit("", text[key:equals])
        scan.end = equals + 1
        if inline:
            brace = text.index("{", equals)
            scan.emit("o", "=")
            scan.emit("", text[equals + 1 : brace])
            scan.emit("p", "{")
            scan.end = brace + 1
            scan.push("inline")
        else:
            scan.emit("p", "=")
            if state:
                scan.push(state)
        return None

    return action


def _table(scan: Scan) -> bool | None:
    at = scan.find_on_line("]")
    if at < 0:
        return DECLINED
    scan.end = at + 1
    while scan.text.startswith("]", scan.end):
        scan.end += 1
    scan.emit("nn", scan.text[scan.match.start() : scan.end])
    return None


_DIGITS = r"[+-]?\d+(?:_\d+)*"
_EXPONENT = rf"[eE]{_DIGITS}"

GRAMMAR = Grammar(
    {
        "root": [
            "basic",
            (r"(?=[^\s\[])", _pair("value")),
            (r"\[", _table),
            (r"(?=\[)", _pair("value")),
        ],
        "basic": [(r"\s+", ""), ("#.*", "c"), ("true|false", "kc")],
        "value": [(r"\n", "", "#pop"), "content"],
        "content": [
            "basic",
            (r"(?=\S)", _pair("")),
            (r"\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}:\d{2}(?:[Zz]|[+-]\d{2}:\d{2})?)?", "ld"),
            (r"\d{2}:\d{2}:\d{2}", "ld"),
            (rf"{_DIGITS}(?:\.\d+(?:_\d+)*(?:{_EXPONENT})?|{_EXPONENT})|[+-]?(?:nan|inf)", "mf"),
            ("0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*", "mh"),
            ("0o[0-7]+(?:_[0-7]+)*", "mo"),
            ("0b[01]+(?:_[01]+)*", "mb"),
            (_DIGITS, "mi"),
            ('"""', "s", "long_double"),
            ('"', "s", "double"),
            ("'''", "s", "long_single"),
            ("'", "s", "single"),
            "escape",
            (",", "p"),
            (r"\[", "p", "array"),
        ],
        "escape": [(r'\\[0t\tn\n "\\r]', "se")],
        "double": [
            ('"', "s", "#pop"),
            (r"\n", "err", "#pop"),
            "escape",
            (r'[^\\"\n]+', "s"),
        ],
        "long_double": [('"""', "s", "#pop"), "escape", (r'[^\\"]+|"+', "s")],
        "single": [("'", "s", "#pop"), (r"\n", "err", "#pop"), (r"[^'\n]+", "s")],
        "long_single": [("'''", "s", "#pop"), ("[^']+|'+", "s")],
        "array": ["content", (r"\]", "p", "#pop")],
        "inline": ["content", (r"\}", "p", "#pop")],
    }
)
tokens = GRAMMAR.tokens
