"""Compares highlighted code with Rouge's, block by block: the share of identical HTML a language.

    python tests/differential/rouge.py BLOCKS.jsonl --rouge DIR [--language python] [--show 3]

BLOCKS.jsonl holds one `{"lang": …, "code": …}` a line; DIR is a checkout of Rouge (`-I DIR/lib`),
without it the installed gem is asked. Needs Ruby; asks it once for the whole file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from liquidsite import highlight

ORACLE = """
require "rouge"; require "json"
$stdin.each_line do |line|
  block = JSON.parse(line)
  lexer = Rouge::Lexer.find_fancy(block["lang"], block["code"])
  html = lexer && Rouge::Formatters::HTML.new.format(lexer.lex(block["code"]))
  puts JSON.generate([lexer && lexer.tag, html])
rescue StandardError => error
  puts JSON.generate(["error", error.message])
end
"""

Block = dict[str, str]
Answer = tuple[str | None, str | None]


def ask_rouge(blocks: list[Block], checkout: Path | None) -> list[Answer]:
    """(tag, HTML) of each block; (None, None) where Rouge knows no such language."""
    load_path = ["-I", str(checkout / "lib")] if checkout else []
    done = subprocess.run(
        ["ruby", *load_path, "-e", ORACLE],
        input="".join(json.dumps(block) + "\n" for block in blocks).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return [tuple(json.loads(line)) for line in done.stdout.decode().splitlines()]


def ask_us(block: Block) -> Answer:
    lexer = highlight.find_lexer(block["lang"], block["code"])
    if lexer is None:
        return None, None
    return lexer.tag, highlight.to_html(block["code"], lexer)


def first_difference(ours: str, theirs: str, around: int = 90) -> str:
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    start = ours.rfind("<span", 0, max(at - 30, 0)) if at > 30 else 0
    return f"  ours   {ours[start : at + around]!r}\n  rouge  {theirs[start : at + around]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("blocks", type=Path)
    parser.add_argument("--rouge", type=Path, help="a checkout of Rouge")
    parser.add_argument("--language", action="append", help="only these tags or names")
    parser.add_argument("--show", type=int, default=0, help="differences to show a language")
    parser.add_argument("--least", type=int, default=1, help="blocks a language needs to count")
    arguments = parser.parse_args()
    blocks: list[Block] = [json.loads(line) for line in arguments.blocks.open(encoding="utf-8")]
    if arguments.language:
        blocks = [block for block in blocks if block["lang"] in arguments.language]
    report(blocks, ask_rouge(blocks, arguments.rouge), arguments.show, arguments.least)
    return 0


def report(blocks: list[Block], expected: list[Answer], show: int, least: int) -> None:
    same: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    shown: dict[str, int] = defaultdict(int)
    seconds = 0.0
    for block, theirs in zip(blocks, expected, strict=True):
        if theirs[0] == "error":
            continue
        begin = time.perf_counter()
        ours = ask_us(block)
        seconds += time.perf_counter() - begin
        tag = theirs[0] or "(unknown)"
        total[tag] += 1
        if ours == theirs:
            same[tag] += 1
        elif shown[tag] < show:
            shown[tag] += 1
            print(f"{tag}: {block['lang']}\n{first_difference(str(ours[1]), str(theirs[1]))}")
    for tag in sorted(total, key=lambda tag: -total[tag]):
        if total[tag] >= least:
            share = 100 * same[tag] / total[tag]
            print(f"{tag:16} {same[tag]:5} of {total[tag]:5}  {share:5.1f} %")
    all_same, all_blocks = sum(same.values()), sum(total.values())
    print(f"{all_same} of {all_blocks} identical, {seconds:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
