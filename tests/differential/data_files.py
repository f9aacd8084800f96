"""CSV, TSV and data keys against Jekyll itself: `python tests/differential/data_files.py [COUNT]`.

Needs Ruby with the jekyll gem. Prints each case that the two read differently.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from liquidsite.errors import DataError
from liquidsite.source.data_files import data_key, load_data

DRIVER = Path(__file__).with_name("data_files_driver.rb")
PIECES = [
    "a",
    "b c",
    "1",
    "",
    "",
    '"q"',
    '""',
    '"a,b"',
    '"x""y"',
    '"l\nm"',
    " s ",
    "é",
    "1.5",
    "x\ty",
]
NUMBERS = "1 -2 +3 1_0 1__0 0x1F 0b11 012 08 0o17 1.5 1e3 .5 5. 1,5 _1 1_ 0 00 2021-05-07".split()  # noqa: SIM905
NUMBERS += [
    "2021-05-07 10:00:00",
    "2021-05-07T10:00",
    " 12 ",
    "2021-02-30",
    "May 7, 2021",
    "x",
    "1e",
    "-0x1f",
]
BAD = ['a"b', '"a"b', '"open', "x\ry", '"a" ']
CONFIGS: list[dict[str, Any]] = [
    {},
    {},
    {"headers": False},
    {"headers": ["x", "y"]},
    {"headers": "p,q"},
    {"csv_converters": ["numeric"]},
    {"csv_converters": ["integer"]},
    {"csv_converters": ["float"]},
    {"csv_converters": ["date"]},
    {"csv_converters": ["all"]},
]
NAME_PARTS = [
    "a",
    "B",
    "1",
    "_",
    "-",
    " ",
    "  ",
    ".",
    "é",
    "!",
    "(x)",
    "\t",
    "日本",
    "'s",
    "a.b",
    "--",
]


def table(pick: random.Random, separator: str, converted: bool) -> str:
    pieces = NUMBERS if converted else PIECES
    if pick.random() < 0.15:
        pieces = pieces + BAD
    end = pick.choice(["\n", "\n", "\r\n", "\r"])
    lines = [
        separator.join(pick.choices(pieces, k=pick.randint(0, 4)))
        for _ in range(pick.randint(0, 4))
    ]
    return end.join(lines) + pick.choice([end, "", end + end])


def questions(count: int) -> list[dict[str, Any]]:
    pick = random.Random(7)
    asked: list[dict[str, Any]] = []
    for _ in range(count):
        extension, separator, section = pick.choice(
            [(".csv", ",", "csv_reader"), (".tsv", "\t", "tsv_reader")]
        )
        settings = pick.choice(CONFIGS)
        text = table(pick, separator, "csv_converters" in settings)
        asked.append({"ext": extension, "text": text, "config": {section: settings}})
        asked.append({"name": "".join(pick.choices(NAME_PARTS, k=pick.randint(1, 6)))})
    return asked


def plain(value: object) -> object:
    match value:
        case dict():
            return {"hash": [[plain(k), plain(v)] for k, v in value.items()]}
        case list():
            return [plain(item) for item in value]
        case int():
            return {"int": str(value)}
        case float():
            return {"float": str(value)}
        case datetime():
            return {"time": value.strftime("%Y-%m-%d %H:%M:%S %z")}
        case date():
            return {"date": str(value)}
        case _:
            return value


def ours(asked: dict[str, Any]) -> object:
    if "name" in asked:
        return data_key(asked["name"])
    try:
        return plain(load_data("x" + asked["ext"], asked["text"].encode(), asked["config"]))
    except DataError as error:
        return {"error": error.message}


def same(mine: object, real: object) -> bool:
    if isinstance(mine, dict) and isinstance(real, dict) and "error" in mine:
        return "error" in real
    return mine == real


def main(count: int) -> int:
    asked = questions(count)
    question = "".join(json.dumps(item) + "\n" for item in asked)
    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
    answers = subprocess.run(
        ["ruby", str(DRIVER)], input=question, stdout=-1, text=True, check=True, env=environment
    )
    different = 0
    for item, answer in zip(asked, answers.stdout.split("\n")[:-1], strict=True):
        if not same(mine := ours(item), real := json.loads(answer)):
            different += 1
            print(f"{item!r}\n  here {json.dumps(mine)}\n  real {json.dumps(real)}")
    print(f"{len(asked)} cases, {different} read differently")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
