"""Any text is converted, in a time that grows with its length, or refused by name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liquidsite.errors import ConversionError
from liquidsite.kramdown import checkpoint, convert, to_html

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "differential"))

from kramdown_grammar import Grammar

GFM = {"input": "GFM", "hard_wrap": False, "syntax_highlighter": None}
SPECIAL = "*_`<>[]()!\"'$&\\{}~-.:|#+=^1a \n\t"
PIECES = [
    *SPECIAL, "\n\n", "{:.a}", "{:a: .b}\n", "<div>", "</div>", "<b markdown='1'>", "$$", "```\n",
    "[^1]", "[^1]: ", "[a]: ", "*[a]: ", "    ", "{::comment}", "{:/}", "&amp;", "é", "  \n",
    "<!--", "-->", "---\n", "|--|\n", "1. ", "* ", ": ", "> ", "# ", "](b)", "](b \"", "\0", "\r",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200))
@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_converted(text: str) -> None:
    for options in (GFM, {"syntax_highlighter": None, "html_to_native": True}):
        assert isinstance(to_html(text, options), str)


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=150, deadline=None)
def test_any_document_is_converted(seed: int) -> None:
    assert isinstance(to_html(Grammar(seed).document(), GFM), str)


@pytest.mark.parametrize(
    "piece",
    ["*a ", "**a ", "_a* ", "[a ", "[a](", "[a](b \"", "![", "`a ``b ", "<a ", "<a b=\"", "<!-- ",
     "|`a", "{: a\n\n", "{::comment} ", "~~~a\n\n", "$$ a\n\n", "~~a ", "\"'", "> a\n", "* a\n",
     "[^1] ", "<http:a ", "&#1", "a | b\nc\n\n", "#"],
)  # fmt: skip
def test_long_texts_come_to_an_end(piece: str) -> None:
    # With the square of the length each would take minutes; bench/kramdown.py has the figures.
    assert to_html(piece * (60_000 // len(piece)), GFM)


def test_many_abbreviations_and_footnotes() -> None:
    count = 3000
    definitions = "".join(f"*[A{n}]: x\n[^{n}]: y\n" for n in range(count))
    html = to_html(definitions + "\n" + " ".join(f"A{n}[^{n}]" for n in range(count)), GFM)
    assert html.count("<abbr") == html.count('class="footnote"') == count


@pytest.mark.parametrize("times", [2, 3])
def test_attribute_lists_that_refer_to_others_several_times(times: int) -> None:
    def document(count: int) -> str:
        lists = (f"{{:a{n}:{f' a{n + 1}' * times}}}\n" for n in range(count))
        return f"{''.join(lists)}{{:a{count}: k='v' .c}}\n\nx\n{{:a0}}\n"

    assert to_html(document(2)) == f'\n<p k="v" class="{" ".join("c" * times**2)}">x</p>\n'
    assert to_html(document(5000)).startswith('\n<p k="v" class="c c')


def test_rows_much_shorter_than_the_longest() -> None:
    def table(rows: int, cells: int) -> str:
        return "| a |\n" * rows + "|" + "a|" * cells + "\n"

    assert to_html(table(100, 100)).count("<td>") == 101 * 100
    result = convert(table(20_000, 20_000), GFM)
    assert result.html.count("<td>") < 300_000
    assert [warning.line for warning in result.warnings] == [1]


@pytest.mark.parametrize("marker", ["> ", "- ", "1. ", "<div>\n", "<div markdown='1'>\n", "x <b>"])
def test_deep_nesting(marker: str) -> None:
    # Any form of the program refuses from the same level on, however deep its own stack is.
    html = to_html(marker * 990 + "a", GFM)
    assert "a" in html
    with pytest.raises(ConversionError, match="nested too deeply"):
        to_html(marker * 1001 + "a", GFM)
    with pytest.raises(ConversionError, match="nested too deeply"):
        to_html(marker * 100_000 + "a", GFM)
    assert sys.getrecursionlimit() < 4000


def test_deep_spans_in_deep_blocks() -> None:
    html = to_html("> " * 900 + "<b>" * 900 + "a", GFM)
    assert html.count("</blockquote>") == html.count("</b>") == 900


def test_a_conversion_can_be_stopped_at_each_block_and_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Ctrl-C and the time limit of safe mode come in where Python code is called. All modules share
    # the function, so its code is what changes here.
    counted = checkpoint.checkpoint.__globals__
    monkeypatch.setitem(counted, "calls", [])
    monkeypatch.setattr(checkpoint.checkpoint, "__code__", _count.__code__)
    to_html("*a*\n\n" * 1000, GFM)
    assert len(counted["calls"]) > 3000


def _count() -> None:
    calls.append(None)  # type: ignore[name-defined]  # noqa: F821 - of the module it runs in
