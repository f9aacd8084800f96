"""CommonMark against jekyll-commonmark: `python tests/differential/commonmark.py GEM/lib [TEXTS]`.

Needs Ruby with jekyll and commonmarker 0.23, and a checkout of jekyll-commonmark. TEXTS is a JSON
list of Markdown texts to convert beside the generated ones. Prints what the two convert otherwise.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from liquidsite.convert.commonmark import CommonMark

DRIVER = Path(__file__).with_name("commonmark_driver.rb")
CONFIGS: list[dict[str, list[str]]] = [
    {},
    {"options": ["UNSAFE"], "extensions": ["tagfilter"]},
    {"options": ["UNSAFE", "HARDBREAKS", "SMART"], "extensions": ["table", "strikethrough"]},
    {"options": ["NOBREAKS", "GITHUB_PRE_LANG"], "extensions": ["autolink", "tasklist"]},
    {
        "options": ["UNSAFE", "FOOTNOTES", "STRIKETHROUGH_DOUBLE_TILDE"],
        "extensions": ["table", "strikethrough", "autolink", "tasklist"],
    },
]
BLOCKS = [
    "# Title\n", "Under\n=====\n", "text {}\nmore {}\n", "* {}\n* {}\n", "* {}\n\n  {}\n",
    "1. {}\n2. {}\n", "7) {}\n", "> {}\n> {}\n", "    code {}\n", "```ruby\nputs 1\n```\n",
    "```\nplain <b>\n```\n", "---\n", "<div>{}</div>\n", "<script>x</script>\n",
    "| a | b |\n|---|:-:|\n| {} | {} |\n", "- [ ] {}\n- [x] {}\n", "{}[^1]\n\n[^1]: note {}\n",
    "{}[^b] {}[^1]\n[^a]\n\n[^b]: {}\n\n    - {}\n[^a]:\n    more\n",
    "* a\n  * {}\n", "[r]: /url \"t\"\n\n[r] {}\n", "{}\\\n{}\n",
]  # fmt: skip
SPANS = [
    "a", "*b*", "**c**", "`d<`", "[l](/u?a=1&b='é' \"t\")", "![i*m*](</x y> 't')",
    "<http://x.y/[z]>", "http://x.org/a_b.", "www.x.org/(a)).", "(https://x.org/a?b=c&amp;)",
    "me@x.org.", "~s~", "~~t~~", "~~~u~~~", "\"q\" 'r'", "it's -- a --- b...", "<b>h</b>",
    "&amp; &copy;", "x  \ny", "é", "[j](javascript:x)", "a_b_c", "***d***", "ftp://x.y/z",
    "x@y_z.a-", "https://a_b.c", "---- -----", "http://x.y/?a=1&amp;b=[2](c)",
]  # fmt: skip


def texts() -> list[str]:
    pick = random.Random(3)
    return [
        "\n".join(block.replace("{}", "\0") for block in pick.choices(BLOCKS, k=pick.randint(1, 4)))
        for _ in range(2000)
    ]


def filled(text: str, pick: random.Random) -> str:
    while "\0" in text:
        text = text.replace("\0", " ".join(pick.choices(SPANS, k=pick.randint(1, 3))), 1)
    return text


def main(gem: str, more: list[str]) -> int:
    pick = random.Random(4)
    asked: list[dict[str, Any]] = [
        {"text": filled(text, pick), "config": CONFIGS[number % len(CONFIGS)]}
        for number, text in enumerate(texts() + more)
    ]
    question = "".join(json.dumps(item) + "\n" for item in asked)
    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
    command = ["ruby", "-I", gem, str(DRIVER)]
    answers = subprocess.run(
        command, input=question, stdout=-1, text=True, check=True, env=environment
    )
    different = 0
    for item, answer in zip(asked, answers.stdout.split("\n")[:-1], strict=True):
        converter = CommonMark({"commonmark": item["config"]}, print)
        if (real := json.loads(answer)) is None:
            continue
        if (mine := converter.convert(item["text"]).text) != real:
            different += 1
            print(f"{item!r}\n  here {mine!r}\n  real {real!r}")
    print(f"{len(asked)} texts, {different} converted otherwise")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text()) if sys.argv[2:] else []))
