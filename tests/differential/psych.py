"""YAML against the safe_yaml gem itself: `python tests/differential/psych.py GEM/lib [COUNT]`.

Needs Ruby and a checkout of safe_yaml 1.0.5. Generates scalars and documents, and prints each one
that the two read differently; the exit status is 1 when there is any.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from liquidsite.errors import ReadError
from liquidsite.ruby.safe_yaml import load

DRIVER = Path(__file__).with_name("psych_driver.rb")

# What messages here tell beyond those of libyaml.
_WORDS_OF_OURS = re.compile(r" that begins at | \(")
WORDS = Path(__file__).with_name("psych_words.txt").read_text(encoding="utf-8").split()
TIMES = (
    "{y}-{m}-{d}{t}{h}:{mi}:{s}{f}{z}",
    "{y}-{m}-{d}",
)
TAGS = ["", "", "", "!!str ", "!!int ", "! ", "!foo ", "!!binary ", "!binary ", "&a "]
ZONES = [
    "",
    "Z",
    " Z",
    "z",
    "+2",
    " +02:00",
    "-0530",
    "+530",
    "-5:30",
    " UTC",
    "+25",
    "+23:59",
    "-00:30",
    "+0",
    "+99:99",
    "-24",
    "+5:3",
    "  -08",
    "+14:60",
    "+2400",
]
BASE64 = ["aGVsbG8=", "aGVsbG8", "aGV sbG8", "????", "w6k=", "YQ", "YWI", "Y"]


def scalar(pick: random.Random) -> str:
    kind = pick.random()
    if kind < 0.35:
        return pick.choice(WORDS)
    if kind < 0.55:
        return moment(pick)
    if kind < 0.85:
        return "".join(pick.choices("0123456789_,.:+-exb~ TZ", k=pick.randint(1, 9)))
    if kind < 0.9:
        return pick.choice(BASE64)
    quote = pick.choice("\"'")
    return quote + pick.choice(WORDS).replace("'", "").replace('"', "") + quote


def moment(pick: random.Random) -> str:
    return pick.choice(TIMES).format(
        y=pick.choice(["2021", "1999", "0099", "1", "2020", "1970", "9999"]),
        m=pick.choice(["1", "01", "12", "13", "2", "02", "00"]),
        d=pick.choice(["1", "01", "31", "30", "29", "28", "32", "15"]),
        t=pick.choice(["T", "t", " ", "  ", "\t"]),
        h=pick.choice(["0", "00", "7", "23", "24", "25", "10"]),
        mi=pick.choice(["00", "59", "60", "5"]),
        s=pick.choice(["00", "00", "59", "60", "61", "5"]),
        f=pick.choice(["", "", ".", ".5", ".123456", ".123456789", ".0000009"]),
        z=pick.choice(ZONES),
    )


def node(pick: random.Random, depth: int) -> str:
    kind = pick.random()
    if depth <= 0 or kind < 0.5:
        return pick.choice(TAGS) + scalar(pick)
    if kind < 0.6:
        return pick.choice(["*a", "*b", "*c", "*unknown"])
    anchor = pick.choice(["", "", "&a ", "&b ", "&c ", "!!set ", "!!omap "])
    items = [node(pick, depth - 1) for _ in range(pick.randint(0, 3))]
    if kind < 0.75:
        return f"{anchor}[{', '.join(items)}]"
    keys = [pick.choice(["<<", key(pick), key(pick), "? " + node(pick, 1) + " "]) for _ in items]
    return anchor + "{" + ", ".join(f"{k}: {v}" for k, v in zip(keys, items, strict=True)) + "}"


def key(pick: random.Random) -> str:
    return pick.choice(["a", "b", "c", "d", '"<<"', "~", "yes", "3", "2021-01-01", "''", "12:30"])


def block(pick: random.Random, depth: int, indent: str = "") -> str:
    lines = []
    for _ in range(pick.randint(1, 4)):
        if depth > 0 and pick.random() < 0.4:
            anchor = pick.choice(["", "", " &a", " &b"])
            inner = block(pick, depth - 1, indent + "  ")
            lines.append(f"{indent}{key(pick)}:{anchor}\n{inner}")
        elif pick.random() < 0.15:
            style = pick.choice(["|", ">", "|-", ">+", "|2"])
            lines.append(f"{indent}{key(pick)}: {style}\n{indent}  text\n\n{indent}  more\n")
        elif pick.random() < 0.2:
            lines.append("".join(f"{indent}- {node(pick, 1)}\n" for _ in range(2)))
        else:
            lines.append(f"{indent}{key(pick)}: {node(pick, 2)}\n")
    return "".join(lines)


def document(pick: random.Random) -> str:
    body = pick.choice([block, lambda p, d: node(p, d + 1)])(pick, 2)
    head = pick.choice(["", "---\n", "--- ", "%YAML 1.1\n---\n", "# x\n", "\n", "---\t\n"])
    tail = pick.choice(["", "", "", "...\n", "---\nb: [\n", "\n...\nfoo: bar\n"])
    return head + body + tail


def texts(count: int) -> Iterator[str]:
    pick = random.Random(20210507)
    for word in WORDS:
        yield f"a: {word}\n"
        yield f"{word}: a\n"
    for _ in range(count):
        yield f"- {pick.choice(TAGS)}{scalar(pick)}\n"
        yield document(pick)


def plain(value: object) -> object:
    """As `psych_driver.rb` writes a value."""
    match value:
        case dict():
            return {"hash": [[plain(k), plain(v)] for k, v in value.items()]}
        case list():
            return [plain(item) for item in value]
        case str() if not value.isprintable() and value != value.encode(errors="replace").decode():
            return {"bytes": value.encode(errors="surrogateescape").hex()}
        case None | bool() | str():
            return value
        case int():
            return {"int": str(value)}
        case float():
            return {"float": ruby_float(value)}
        case datetime():
            return {"time": value.strftime("%Y-%m-%d %H:%M:%S.%f %z").zfill(32)}
        case date():
            return {"date": str(value)}
        case _:
            raise TypeError(type(value).__name__)


def ruby_float(value: float) -> str:
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(str(value), str(float(value)))


def ours(text: str) -> object:
    try:
        return plain(load(text, "x.yml"))
    except ReadError as error:
        return {"error": error.message}
    except RecursionError:
        return {"error": "recursion"}


def same(mine: object, real: object) -> bool:
    if isinstance(real, dict) and real.get("class") == "SystemStackError":
        return True  # an alias that is a key inside of itself
    if isinstance(mine, dict) and isinstance(real, dict):
        if "error" in mine and "error" in real:
            return _WORDS_OF_OURS.split(mine["error"])[0] in real["error"]
        if mine.keys() == real.keys() == {"hash"}:
            return same([list(p) for p in mine["hash"]], one_key_each(real["hash"]))
        if mine.keys() == real.keys() == {"float"}:
            return mine == real or float(mine["float"]) == float(real["float"])
        return mine.keys() == real.keys() and all(same(mine[k], real[k]) for k in mine)
    if isinstance(mine, list) and isinstance(real, list):
        return len(mine) == len(real) and all(map(same, mine, real))
    return mine == real


def one_key_each(pairs: list[list[object]]) -> list[list[object]]:
    """Python's dict takes 1, 1.0 and true for one key, Ruby's Hash does not."""
    numbers = {"true": "1.0", "false": "0.0"}
    numbers |= {f'{{"{kind}": "{n}"}}': f"{n[-1]}.0" for kind, n in (("int", "1"), ("int", "0"))}
    numbers |= {'{"float": "1.0"}': "1.0", '{"float": "0.0"}': "0.0", '{"float": "-0.0"}': "0.0"}
    seen: dict[str, list[object]] = {}
    for key, value in pairs:
        name = json.dumps(key)
        seen.setdefault(numbers.get(name, name), [key, value])[1] = value
    return list(seen.values())


def main(gem: str, count: int) -> int:
    asked = list(texts(count))
    command = ["ruby", "-I", gem, str(DRIVER)]
    question = "".join(json.dumps(text) + "\n" for text in asked)
    answers = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
    different = 0
    for text, answer in zip(asked, answers.stdout.split("\n")[:-1], strict=True):
        if not same(mine := ours(text), real := json.loads(answer)):
            different += 1
            print(f"{text!r}\n  here {json.dumps(mine)[:300]}\n  real {json.dumps(real)[:300]}")
    print(f"{len(asked)} texts, {different} read differently")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000))
