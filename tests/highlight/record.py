#!/usr/bin/env python3
"""Highlight the samples with the real program and store what it wrote.

    tests/highlight/record.py [LIB ...]

`languages/LANGUAGE.txt`, or `LANGUAGE.NUMBER.txt`, is a sample of our own; beside it lies what
Rouge 4.5 makes of it, as HTML. Ruby runs once for all; folders LIB come first on its load path,
which is how a checkout of Rouge is asked (`LIB` is its folder `lib`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parent / "languages"
PROGRAM = """
require "rouge"; require "json"
JSON.parse($stdin.read).each do |tag, code|
  html = Rouge::Formatters::HTML.new.format(Rouge::Lexer.find(tag).new.lex(code))
  puts JSON.generate(html)
end
"""


def samples() -> list[Path]:
    """Return the samples, by name."""
    return sorted(SAMPLES.glob("*.txt"))


def language(sample: Path) -> str:
    """Return the language of a sample: the first part of its name."""
    return sample.name.split(".")[0]


def main(libraries: list[str]) -> None:
    texts = [(language(sample), sample.read_text("utf-8")) for sample in samples()]
    load_path = [option for library in libraries for option in ("-I", library)]
    done = subprocess.run(
        ["ruby", *load_path, "-e", PROGRAM],
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for sample, line in zip(samples(), done.stdout.splitlines(), strict=True):
        sample.with_suffix(".html").write_text(json.loads(line), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
