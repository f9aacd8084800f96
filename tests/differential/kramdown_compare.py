"""kramdown against Ruby's: `python kramdown_compare.py KRAMDOWN/lib GFM/lib [FOLDER…]`.

Needs Ruby and checkouts of kramdown and kramdown-parser-gfm. Converts 20,000 generated texts under
several sets of options, and every Markdown file in the folders (front matter taken off) under
Jekyll's. Prints the share of identical HTML and what differs; texts on which Ruby's kramdown
itself fails are counted apart.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kramdown_grammar import Grammar

from liquidsite.kramdown import to_html

DRIVER = Path(__file__).with_name("kramdown_driver.rb")
JEKYLL = {"input": "GFM", "hard_wrap": False, "syntax_highlighter": None}
GENERATED = (
    (10_000, JEKYLL),
    (4_000, {"syntax_highlighter": None}),
    (3_000, JEKYLL | {"html_to_native": True, "parse_block_html": True}),
    (
        3_000,
        JEKYLL
        | {"hard_wrap": True, "gfm_quirks": "no_auto_typographic", "parse_span_html": False}
        | {"entity_output": "numeric", "header_links": True, "footnote_backlink_inline": True}
        | {"math_engine": None, "toc_levels": "2..3", "auto_id_prefix": "p-"},
    ),
)
_front_matter = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def documents(folders: list[str]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in (".md", ".markdown", ".mkd") and path.is_file():
                text = path.read_bytes().decode("utf-8", "ignore").replace("\r\n", "\n")
                yield _front_matter.sub("", text, count=1)


def reference(
    texts: list[str], options: dict[str, Any], libraries: list[str]
) -> Iterator[dict[str, Any]]:
    """What Ruby's kramdown says: `html` or `error`, `seconds`, `warnings`."""
    command = ["ruby", "-W0", *(part for lib in libraries for part in ("-I", lib)), str(DRIVER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as ruby:

        def feed() -> None:
            assert ruby.stdin is not None
            for text in texts:
                ruby.stdin.write(json.dumps({"text": text, "options": options}) + "\n")
            ruby.stdin.close()

        threading.Thread(target=feed, daemon=True).start()
        assert ruby.stdout is not None
        yield from map(json.loads, ruby.stdout)


def compare(name: str, texts: list[str], options: dict[str, Any], libraries: list[str]) -> None:
    same, failed, different = 0, 0, []
    for text, result in zip(texts, reference(texts, options, libraries), strict=True):
        if "error" in result:
            failed += 1
        elif to_html(text, options) == result["html"]:
            same += 1
        else:
            different.append((text, result["html"]))
    share = 100 * same / max(len(texts) - failed, 1)
    print(f"{name}: {same} of {len(texts) - failed} identical, {share:.3f}%; Ruby failed: {failed}")
    for text, html in sorted(different, key=lambda pair: len(pair[0]))[:5]:
        print(f"--- {text[:600]!r}")
        lines = difflib.unified_diff(html.split("\n"), to_html(text, options).split("\n"), n=0)
        print("\n".join(list(lines)[2:10])[:600])


def main(libraries: list[str], folders: list[str]) -> None:
    seed = 0
    for count, options in GENERATED:
        texts = [Grammar(number).document() for number in range(seed, seed + count)]
        seed += count
        compare(f"generated, {options}", texts, options, libraries)
    if folders:
        compare("documents", list(documents(folders)), JEKYLL, libraries)


if __name__ == "__main__":
    main(sys.argv[1:3], sys.argv[3:])
