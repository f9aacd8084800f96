"""HTML, with the JavaScript and CSS inside of it"""

from __future__ import annotations

from collections.abc import Callable

from ..grammar import Grammar, Scan, States, through
from ..patterns import LETTERS
from .css import GRAMMAR as CSS
from .javascript import GRAMMAR as JAVASCRIPT

NAME = rf"(?:{LETTERS}|[:-])(?u:[\w:.·-])*"
_VALUED = rf"(?:{LETTERS}|[:\[\]()*.-])(?u:[\w:.·\[\]()*-])*\s*=\s*"
_BARE = rf"(?:{LETTERS}|[:*#-])(?u:[\w:.·*#-])*"


def _open(language: Grammar) -> Callable[[Scan], None]:
    """A new scan for an element's content, which arrives in pieces."""

    def action(scan: Scan) -> None:
        scan.memory["content"] = scan.inner(language)
        scan.emit("nt")

    return action


def _content(scan: Scan) -> None:
    scan.memory["content"].feed(scan.match.group())


STATES: States = {
    "root": [
        ("[^<&]+", ""),
        (r"&[^\s;]{0,200};", "ni"),
        ("(?i:<!DOCTYPE )", through(">", "cp")),
        (r"<!\[CDATA\[", through("]]>", "cp")),
        ("<!--", "c", "comment"),
        (r"<\?", through("?>", "cp")),
        (r"<\s*script\s*", _open(JAVASCRIPT), ["script", "tag"]),
        (r"<\s*style\s*", _open(CSS), ["style", "tag"]),
        "tags",
    ],
    "tags": [("</", "nt", "tag_end"), ("<", "nt", "tag_start")],
    "tag_end": ["tag_end_end", (NAME, "nt", "=tag_end_end")],
    "tag_end_end": [(r"\s+", ""), (">", "nt", "#pop")],
    "tag_start": [(r"\s+", ""), (NAME, "nt", "=tag"), ("", "", "=tag")],
    "comment": [("[^-]+", "c"), ("-->", "c", "#pop"), ("-", "c")],
    "tag": [
        (r"\s+", ""),
        (_VALUED, "na", "attribute"),
        (_BARE, "na"),
        (r"/?\s*>", "nt", "#pop"),
    ],
    "attribute": [
        ('"', "s", "=double_quoted"),
        ("'", "s", "=single_quoted"),
        (r"[^\s>]+", "s", "#pop"),
    ],
    "double_quoted": [('"', "s", "#pop"), ('[^"]+', "s")],
    "single_quoted": [("'", "s", "#pop"), ("[^']+", "s")],
    "script": [
        ("[^<]+", _content),
        (r"<\s*/\s*script\s*>", "nt", "#pop"),
        ("<", _content),
    ],
    "style": [
        ("[^<]+", _content),
        (r"<\s*/\s*style\s*>", "nt", "#pop"),
        ("<", _content),
    ],
}

GRAMMAR = Grammar(STATES)
tokens = GRAMMAR.tokens
