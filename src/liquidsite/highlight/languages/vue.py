"""Vue's single-file components: a template, a script and a style, each in its language"""

from __future__ import annotations

from collections.abc import Callable

from ..grammar import Grammar, Scan, prepend
from ..lexer import Lexer, PieceReader
from .html import STATES as HTML
from .javascript import GRAMMAR as JAVASCRIPT

_LANGUAGES = {name: name for name in ("html", "css", "javascript", "sass", "scss")} | {
    "coffee": "coffeescript"
}


def _open(language: str, state: str) -> Callable[[Scan], None]:
    def action(scan: Scan) -> None:
        for number, token_class in enumerate(("nt", "", "k"), 1):
            scan.emit(token_class, scan.group(number))
        scan.memory["language"] = language
        scan.push(state, "language_tag")

    return action


def _language(scan: Scan) -> None:
    for number, token_class in enumerate(("na", "", "s"), 1):
        scan.emit(token_class, scan.group(number))
    name = scan.group(3).lower().replace('"', "").replace("'", "")
    scan.memory["language"] = _LANGUAGES.get(name, "plaintext")


def _embedded(scan: Scan) -> None:
    """Rouge begins anew with every piece."""
    PieceReader(scan.out, Lexer(scan.memory["language"])).feed(scan.match.group())


def _script(scan: Scan) -> None:
    if "script" not in scan.memory:
        scan.memory["script"] = scan.inner(JAVASCRIPT)
    scan.memory["script"].feed(scan.match.group())


def _interpolation(scan: Scan) -> None:
    scan.emit("si")
    scan.memory["interpolated"] = scan.inner(JAVASCRIPT)
    scan.push("interpolated")


def _interpolated(scan: Scan) -> None:
    scan.memory["interpolated"].feed(scan.match.group())


def _close(name: str) -> tuple[str, tuple[str, str, str], str]:
    return rf"(<\s*/\s*)({name})(\s*>)", ("nt", "k", "nt"), "#pop"


GRAMMAR = Grammar(
    {
        **HTML,
        "root": prepend(
            HTML,
            "root",
            (r"(<)(\s*)(template)", _open("html", "template")),
            (r"(<)(\s*)(style)", _open("css", "style_block")),
            (r"(<)(\s*)(script)", _open("javascript", "script_block")),
        ),
        "tag": prepend(HTML, "tag", (r"[a-zA-Z0-9_:#\[\]()*.-]+\s*=\s*", "na", "attribute")),
        "language_tag": [
            (
                r"""(lang\s*=)(\s*)("(?:\\.|[^\\"])*"|'(?:\\.|[^\\'])*'|[^\s>]+)""",
                _language,
            ),
            "tag",
        ],
        "style_block": [_close("style"), (r"[^<]+", _embedded), ("<", _embedded)],
        "script_block": [_close("script"), ("[^<]+", _script), ("<", _script)],
        "template": [_close("template"), (r"\{\{", _interpolation), "embedded"],
        "interpolated": [(r"\}\}", "si", "#pop"), (r"\}", "err"), "interpolated_inner"],
        "interpolated_inner": [
            (r"\{", _interpolated, "#push"),
            (r"\}", _interpolated, "#pop"),
            (r"[^{}]+", _interpolated),
        ],
        "embedded": [(r"[^{<]+|[<{][^<{]*", _embedded)],
    }
)
tokens = GRAMMAR.tokens
