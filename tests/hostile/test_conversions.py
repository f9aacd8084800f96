"""Markdown and Sass that take for ever, or all memory."""

from __future__ import annotations

import pytest

from .attack import QUICK
from .conftest import Attack

OURS = ("", "ConversionError", "LimitError", "StoppedError", "TemplateLimitError")


@pytest.mark.parametrize(
    "piece",
    ["> ", "[", "![", "*", "_a", "**", "`", "{::", "{::comment}\n", "<b>", "<div>\n", "- ", "1. ",
     "[^1]", "|", "$$", "&", "\\", "<!--", "{: .a}", "* a\n", "a | b\n", "[a]: b\n", "*[a]: b\n",
     "[^a]: b\n", "~~~\n", "# ", "\n", ": ", "'\""],
)  # fmt: skip
def test_markdown(attacked: Attack, piece: str) -> None:
    text = piece * (100_000 // (1 if piece.strip() in (">", "[", "*") else len(piece)))
    outcome = attacked({"index.md": f"---\n---\n{text}\n"})
    assert outcome.error in OURS
    assert outcome.path == ("index.md" if outcome.error else None)


@pytest.mark.parametrize(
    "text",
    [
        "@while true { }",
        "$a: (); @while true { $a: append($a, 'aaaaaaaaaaaaaaaa'); }",
        "@for $i from 1 through 1000000000 { .a#{$i} { b: c } }",
        "@function f($n) { @return f($n + 1); } a { b: f(1) }",
        "@mixin m { a { @include m } } @include m;",
        "@mixin m { a, b, c, d, e { @include m } } @include m;",
        "a { b: " + "(" * 100_000 + " }",
        "$a: 'a'; @for $i from 1 through 99 { $a: $a + $a; } a { b: $a }",
    ],
)
def test_sass(attacked: Attack, text: str) -> None:
    outcome = attacked({"main.scss": f"---\n---\n{text}\n"}, limits=QUICK_SASS)
    assert outcome.error in ("ConversionError", "LimitError")
    assert outcome.path == "main.scss"


QUICK_SASS = type(QUICK)(seconds=10, stylesheet_seconds=2)


@pytest.mark.parametrize("name", ["ruby", "c", "html", "python", "perl", "markdown", "yaml"])
def test_code(attacked: Attack, name: str) -> None:
    code = "<<a\"'`{[(%w#{/*" * 6000
    outcome = attacked({"index.md": f"---\n---\n~~~ {name}\n{code}\n~~~\n"})
    assert outcome.error in OURS
