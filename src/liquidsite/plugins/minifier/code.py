"""Scripts, stylesheets and JSON with fewer bytes, and with the same meaning.

Scripts and stylesheets by rjsmin and rcssmin (the extra `minifier`): they take out white space and
comments, and change nothing else.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from liquidsite.errors import Notice

# A template within the `${…}` of another, which rjsmin takes for the end of that. After braces in
# such an expression, any other template may be within it.
_NESTED_TEMPLATE = re.compile(r"\$\{[^{}`]*+(?:`|\{[^`]*+`)")
_INTERPRETER = re.compile(r"#![^\n]*\n")
_COMMENT = re.compile(r"\s*+/\*(?:[^*]|\*(?!/))*+\*/", re.A)
_RIGHTS = re.compile(r"copyright|licen[cs]e|@preserve", re.I)
_QUOTED_URL = re.compile(r"url\(\s*(\"[^\"\n]*\"|'[^'\n]*')", re.I)
_JSON = re.compile(
    r"(?P<kept>\"(?:[^\"\\]|\\.)*+\"|[{}\[\],:]|[\w.+-]+)|\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/",
    re.S | re.A,
)


def missing(gem: str) -> tuple[Notice, ...]:
    """Return a warning that `gem` lacks its packages; nothing when they are there."""
    if _package("rjsmin") and _package("rcssmin"):
        return ()
    message = f"{gem} needs rjsmin and rcssmin: pip install 'liquidsite[minifier]'. Scripts and "
    return (Notice("Minifier:", f"{message}stylesheets are not minified."),)


def versions() -> str:
    """Return what the results of this module depend on."""
    packages = (_package("rjsmin"), _package("rcssmin"))
    return " ".join(package.__version__ if package else "none" for package in packages)


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def minify_script(script: str) -> str:
    """Return `script` without white space and comments, except those about rights at its start."""
    rjsmin = _package("rjsmin")
    if rjsmin is None or _NESTED_TEMPLATE.search(script, 0, script.rfind("`") + 1):
        return script
    interpreter = _INTERPRETER.match(script)
    rights = interpreter[0] if interpreter else ""
    at = len(rights)
    while comment := _COMMENT.match(script, at):
        at = comment.end()
        rights += f"{comment[0].strip()}\n" if _RIGHTS.search(comment[0]) else ""
    small: str = rjsmin.jsmin(script[at:])
    return rights + small


def minify_style(style: str) -> str:
    """Return `style` without white space and comments, except those that begin with `/*!`."""
    rcssmin = _package("rcssmin")
    if rcssmin is None:
        return style
    small: str = rcssmin.cssmin(style, keep_bang_comments=True)
    # It takes white space out of some quoted addresses, which is a part of pictures there.
    return small if _QUOTED_URL.findall(small) == _QUOTED_URL.findall(style) else style


def minify_json(text: str) -> str:
    """Return `text` without white space and comments. Raises ValueError for what is no JSON."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        token = _JSON.match(text, at)
        if token is None:
            raise ValueError(f"unexpected {text[at : at + 20]!r}")
        pieces.append(token["kept"] or "")
        at = token.end()
    return "".join(pieces)
