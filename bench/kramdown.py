"""kramdown's speed beside Ruby's: `python bench/kramdown.py FOLDER KRAMDOWN/lib GFM/lib`.

Converts every Markdown file in FOLDER (front matter taken off) with both, in CPU seconds of one
process each, without its start-up, syntax highlighting off.

`python bench/kramdown.py nasty [BYTES]` times inputs made to be slow, at BYTES (100,000) and at
twice that, and prints the growth.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "differential"))

from kramdown_compare import JEKYLL, documents, reference

from liquidsite.errors import ConversionError
from liquidsite.kramdown import to_html


def repeated(text: str) -> Callable[[int], str]:
    return lambda size: text * (size // len(text) + 1)


NASTY: dict[str, Callable[[int], str]] = {
    **{
        repr(text): repeated(text)
        for text in (
            "*", "*a ", "**a ", "***a ", "*a **b ", "_", "_a ", "a_b*", "[", "[a ", "[a] ", "[a](",
            "[a](b(", '[a](b "c ', "![", "[a][", "[a](<b ", "[^1] ", "`", "`a ", "``a` ", "<",
            "<a ", '<a b="', "<!-- ", "<http:a ", "x<![CDATA[", "<div ", "<p>a\n", "</p>\n", "&a",
            "|", "| a | b |\n", "|-|\n", "|`a", "a | b\nc\n\n", '"', "\"'", "'a ", "$$ a\n\n",
            "\\*", "-- ", "... ", " >> ", "~~a ", "~~~a\n\n", "{:", "{: a\n\n", "{::comment} ",
            '*a*{:.x a="b"} ', "# a\n", "a\n=\n", "* ", "* a\n", "* a\n\n  b\n\n", "- - a\n",
            "> a\n", "a\n: b\n", "    a\n", "    a\nb\n", "a  \n", "a\\\n", "\n", "*[a](b ",
            "*a_[b`c<d\"e'f$$g&h{:i~~j ", "[^1]: a\n", "[a]: b\n", "*[A]: b\n", "^\n",
        )
    },
    "[[…]]": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "`` ` `` runs": lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))),
    "~ runs": lambda size: "".join("~" * n + "a\n" for n in range(int((2 * size) ** 0.5), 3, -1)),
    "one tag": lambda size: "x <a" + " b=c" * (size // 4),
    "one attribute list": lambda size: "*a*{:" + ' a="b\\"' * (size // 7) + "}",
    "one header": lambda size: "# " + "#" * size + "x",
    "> nested": lambda size: ("> " * 40 + "a\n") * (size // 82),
    "* nested": lambda size: "".join("  " * (n % 40) + "* a\n" for n in range(size // 43)),
    "<div> nested": lambda size: ("<div>" * 50 + "</div>" * 50 + "\n") * (size // 550),
    "abbreviations": lambda size: "".join(f"*[A{n}]: x\n" for n in range(size // 24))
    + "".join(f"A{n} " for n in range(size // 12)),
    "footnotes": lambda size: "".join(f"[^{n}]: x\n" for n in range(size // 24))
    + "".join(f"[^{n}] " for n in range(size // 12)),
    "table of contents": lambda size: "* a\n{:toc}\n\n" + "# a\n## b\n" * (size // 9),
}  # fmt: skip


def seconds(text: str) -> float:
    start = time.process_time()
    with suppress(ConversionError):  # nested too deeply: an answer as well
        to_html(text, JEKYLL)
    return time.process_time() - start


def nasty(size: int) -> None:
    for name, make in NASTY.items():
        once, twice = seconds(make(size)), seconds(make(2 * size))
        print(f"{name:32} {once:7.3f} s  {twice:7.3f} s  ×{twice / once:.2f}")


def beside_ruby(folder: str, libraries: list[str]) -> None:
    texts = list(documents([folder]))
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    to_html("warm up", JEKYLL)
    ours = sum(map(seconds, texts))
    ruby = sum(result.get("seconds", 0.0) for result in reference(texts, JEKYLL, libraries))
    print(f"{len(texts)} documents, {megabytes:.1f} MB")
    print(f"liquidsite  {ours:7.2f} s  {megabytes / ours:6.2f} MB/s")
    print(f"Ruby        {ruby:7.2f} s  {megabytes / ruby:6.2f} MB/s")
    print(f"liquidsite is {ruby / ours:.2f} times as fast")


if __name__ == "__main__":
    if sys.argv[1] == "nasty":
        nasty(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    else:
        beside_ruby(sys.argv[1], sys.argv[2:4])
