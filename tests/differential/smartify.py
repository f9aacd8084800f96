"""`smartify` against Jekyll itself: `python tests/differential/smartify.py [COUNT]`.

Needs Ruby with the jekyll gem. Prints each text that the two convert otherwise.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from ask import ask

from liquidsite.convert.smartify import Smartify

DRIVER = Path(__file__).with_name("smartify_driver.rb")
PIECES = [
    '"a"', "'b'", "it's", "--", "---", "...", '<b>"y"</b>', '<i title="q">z</i>', "&copy;", "&amp;",
    "&", "<", ">", "<<", ">>", '<!-- "c" -->', "<br>", "\n", "\n\n", '<p>"x"</p>', '`"c"`', '\\"',
    '[l](u "t")', '*"a"*', "é", "'80s", "(", '"', "'", "# h", "* x", " ", ".",
    '<a href="x">"y"</a>', "http://x.y", '<script>"x"</script>', '<div>"q"\n"r"</div>', "</b>",
    "<http://x.y>", "\t",
]  # fmt: skip


def texts(count: int) -> list[str]:
    pick = random.Random(1)
    return [
        pick.choice(["", " "]).join(pick.choices(PIECES, k=pick.randint(1, 6)))
        for _ in range(count)
    ]


def main(count: int) -> int:
    asked = texts(count)
    converter = Smartify({})
    different = 0
    for text, real in ask(DRIVER, asked):
        if (mine := converter.convert(text)) != real:
            different += 1
            print(f"{text!r}\n  here {mine!r}\n  real {real!r}")
    print(f"{len(asked)} texts, {different} converted otherwise")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
