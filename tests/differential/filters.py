"""Compare every filter with the real Liquid and Jekyll on generated inputs.

    JEKYLL_LIB=.../jekyll/lib LIQUID_LIB=.../liquid/lib python tests/differential/filters.py 6000

Needs Ruby, and checkouts of Jekyll 4.4.1 and Liquid 4.0.4. Prints each difference; its exit status
is 1 when there is one.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from filters_inputs import Question, questions

from liquidsite.liquid.filters import FILTERS, LIQUID_FILTERS, arity, takes_context
from liquidsite.liquid.host import Standalone
from liquidsite.ruby.values import BLANK, EMPTY, LiquidError, inspect, to_output

_CONVERTERS = {"markdown": "Markdown", "smartify": "SmartyPants", "sass": "Sass", "scss": "Scss"}


@dataclass(frozen=True)
class _Host(Standalone):
    zone: tzinfo = UTC

    def convert(self, converter: str, text: str) -> str:
        return f"<{_CONVERTERS[converter]}>{text}"

    def timezone(self) -> tzinfo:
        return self.zone


@dataclass(frozen=True, slots=True)
class _Context:
    host: _Host


def decode(value: object, zone: tzinfo) -> object:
    """A value as the questions spell it."""
    if isinstance(value, list):
        return [decode(item, zone) for item in value]
    if not isinstance(value, dict):
        return value
    ((tag, item),) = value.items()
    match tag:
        case "$date":
            return date(*item)
        case "$time":
            year, month, day, *clock, name = item
            return datetime(year, month, day, *clock).replace(tzinfo=_zone(name, zone))
        case "$range":
            return range(item[0], item[1] + 1)
        case "$literal":
            return EMPTY if item == "empty" else BLANK
        case "$float":
            return float(item)
        case _:
            return {decode(key, zone): decode(entry, zone) for key, entry in item}


def _zone(name: str, local: tzinfo) -> tzinfo:
    if name == "local":
        return local
    if name == "utc":
        return UTC
    sign, hours, minutes = name[0], int(name[1:3]), int(name[4:6])
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if sign == "-" else delta)


def ours(question: Question) -> dict[str, str]:
    """What this project answers, in the reference's words."""
    zone = ZoneInfo(question["tz"])
    name = question["filter"]
    function = (LIQUID_FILTERS if question["set"] == "liquid" else FILTERS)[name]
    args = [decode(arg, zone) for arg in question["args"]]
    fewest, most = arity(function)
    if not fewest <= len(args) <= (most or len(args)):
        expected = f"{fewest}" if fewest == most else f"{fewest}..{most}"
        return {
            "message": "Liquid error: wrong number of arguments "
            f"(given {len(args)}, expected {expected})"
        }
    if takes_context(function):
        args.insert(0, _Context(_Host({}, question["config"], zone=zone)))
    try:
        result = function(*args)
    except LiquidError as error:
        return {"message": error.prefix + error.message}
    return {"inspect": inspect(result), "out": to_output(result)}


def theirs(asked: list[Question]) -> list[dict[str, str]]:
    """What the reference answers."""
    libraries = [f"-I{os.environ[name]}" for name in ("JEKYLL_LIB", "LIQUID_LIB")]
    stubs = [f"-I{path}" for path in os.environ.get("STUB_LIB", "").split(":") if path]
    driver = Path(__file__).with_name("filters_driver.rb")
    run = subprocess.run(
        ["ruby", *stubs, *libraries, str(driver)],
        input="".join(json.dumps(question) + "\n" for question in asked),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "LC_ALL": "C.UTF-8"},
    )
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    if len(answers) != len(asked):
        sys.exit(f"{len(answers)} answers to {len(asked)} questions\n{run.stderr}")
    return answers


# Differences that stay, seen in the reference's answer: numbers that do not fit a C `long`; NaN,
# on which Jekyll's jsonify recurses for ever; the line number in older json errors; years that
# Python does not have; a NUL in a string that Ruby's `join` made US-ASCII.
_KNOWN = re.compile(
    r"bignum too big|too big to convert|out of range|'(NaN|-?Infinity)'}|stack level too deep"
    r"|[0-9]+: -?Infinity not allowed|\\\\x00"
    r"|[a-z] [0-9]{5,}|[0-9]{5,}-[01][0-9]-| [0-9]{5,} [0-9]{2}:"
)


def _asks_for_bits(question: Question) -> bool:
    """A range as a property: Ruby answers with that range of an Integer's bits."""
    return any(isinstance(arg, dict) and "$range" in arg for arg in question["args"][1:2])


def difference(question: Question, reference: dict[str, str]) -> str | None:
    try:
        answer = ours(question)
    except Exception as error:  # a crash is what this looks for
        answer = {"crash": repr(error)}
    reference.pop("error", None)
    if "message" in reference:
        # Newer Rubies add a picture of the line and suggestions below the message.
        reference["message"] = reference["message"].partition("\n\n")[0]
    if answer == reference or _KNOWN.search(str(reference)) or _asks_for_bits(question):
        return None
    return f"{question}\n    theirs {reference}\n    ours   {answer}"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    asked = questions(random.Random(seed), count)
    answers = theirs(asked)
    found = [
        text
        for question, answer in zip(asked, answers, strict=True)
        if (text := difference(question, answer))
    ]
    print(*found, sep="\n")
    print(f"{len(found)} differences in {count} inputs")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
