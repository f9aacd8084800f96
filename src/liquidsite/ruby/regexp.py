"""Ruby's regular expressions as Python's, for the filters that take one.

Source: the documentation of Ruby's class Regexp. `^` and `$` are at lines, `.` is no line end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_POSIX: Mapping[str, str] = {
    "alpha": r"^\W\d_",
    "digit": r"\d",
    "alnum": r"^\W_",
    "upper": "A-ZÀ-ÖØ-Þ",
    "lower": "a-zß-öø-ÿ",
    "space": r"\s",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9a-fA-F",
    "word": r"\w",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
}
# These know ASCII only, unlike classes in brackets.
_SHORT: Mapping[str, str] = {
    "w": "a-zA-Z0-9_",
    "d": "0-9",
    "s": r" \t\r\n\f\v",
    "h": "0-9a-fA-F",
}
_TOKEN = re.compile(
    r"\\(?P<escape>p\{\^?\w+\}|.)|(?P<posix>\[:\^?\w+:\])|\(\?<(?P<name>[A-Za-z_]\w*)>"
    r"|(?P<open>\[\^?\]?)|(?P<close>\])",
    re.DOTALL,
)
_REFERENCE = re.compile(r"\\(?:(\d)|k<(\w+)>|([&0\\]))", re.DOTALL)


def compiled(pattern: str, flags: str = "") -> re.Pattern[str]:
    """Return a Ruby pattern compiled. Raises ValueError for one that Python cannot do.

    `flags` are letters behind a literal: in `/a/m` a dot is a line end too, `/a/i` knows no case,
    and in `/a/x` white space does not count.
    """
    try:
        return re.compile(_translated(pattern), python_flags(flags))
    except (re.error, OverflowError) as error:
        raise ValueError(f"invalid regular expression {pattern!r}: {error}") from None


def python_flags(flags: str) -> re.RegexFlag:
    """Return what Python calls the letters behind a literal; `^` and `$` are always at lines."""
    named = {"i": re.IGNORECASE, "m": re.DOTALL, "x": re.VERBOSE}
    found = re.MULTILINE
    for letter in flags:
        found |= named[letter]
    return found


def replacement(template: str) -> Callable[[re.Match[str]], str]:
    """Return what `gsub` puts in for a match: `\\1`, `\\k<name>` and `\\0` are its groups."""

    def made(match: re.Match[str]) -> str:
        def group(reference: re.Match[str]) -> str:
            number, name, other = reference.groups()
            if other == "\\":
                return "\\"
            if other is not None:
                return match[0]
            try:
                return match[int(number) if number else name] or ""
            except IndexError:
                return ""

        return _REFERENCE.sub(group, template)

    return made


def _translated(pattern: str) -> str:
    parts: list[str] = []
    at, depth = 0, 0
    for token in _TOKEN.finditer(pattern):
        parts.append(pattern[at : token.start()])
        at = token.end()
        if token["escape"] is not None:
            parts.append(_escape(token["escape"], inside=depth > 0))
        elif token["posix"]:
            # Only within brackets is it a class.
            name = token["posix"].strip("[:]").lstrip("^")
            parts.append(_class(name) if depth else token[0])
        elif token["name"]:
            parts.append(token[0] if depth else f"(?P<{token['name']}>")
        elif token["open"]:
            parts.append(f"\\{token[0]}" if depth else token[0])
            depth = 1
        else:
            parts.append("]")
            depth = 0
    return "".join(parts) + pattern[at:]


def _class(name: str) -> str:
    """Return the inside of a class; letters within others are named by their range."""
    inside = _POSIX.get(name, "")
    return "a-zA-Z\u00aa-\uffff" + ("0-9" if name == "alnum" else "") if "^" in inside else inside


def _escape(escape: str, *, inside: bool) -> str:
    if escape in ("z", "Z", "A") and not inside:
        return {"z": r"\Z", "Z": r"(?=\n?\Z)", "A": r"\A"}[escape]
    if escape.lower() in _SHORT:
        class_ = _SHORT[escape.lower()]
        if escape.islower():
            return class_ if inside else f"[{class_}]"
        return f"\\{escape}" if inside else f"[^{class_}]"
    if escape == "R":
        return r"(?:\r\n|[\n\v\f\r])"
    if escape.startswith("p{"):
        name = escape[2:-1].lower()
        names = {"l": "alpha", "n": "digit", "alpha": "alpha", "alnum": "alnum", "lu": "upper"}
        class_ = _class(names.get(name, {"ll": "lower"}.get(name, name)))
        return class_ if inside else f"[{class_}]"
    return f"\\{escape}"
