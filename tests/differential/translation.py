"""What `migrate` translates against Ruby: `python tests/differential/translation.py [COUNT]`.

Makes filters of Ruby's methods, and has Ruby and their translation work on the same values. Prints
each filter that gives something else. What raises in Ruby does not count, and neither does what is
not translated.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from ask import ask

from liquidsite.migrate.ruby import registered
from liquidsite.migrate.stubs import MARK, stub

DRIVER = Path(__file__).with_name("translation_driver.rb")
INPUTS: list[Any] = [
    "", "a", "Hello World", "  padded\t\n", "ΟΔΟΣ ß ŉ İ", "a,b,,c,,", "one  two", "x\0", "\0 x",
    "ünïcödé", "line\nline\r\n", "12abc", "1_000", " -7", "<b>&\"'</b>", "{{x}}", "a\\b", "%s",
    "aaa", "ab-cd_ef", None, True, False, 0, 1, -3, 2.5, 1e20, [], ["b", "a", "b"], [1, None, "x"],
    [["a"], []], {}, {"k": "v", "n": None},
]  # fmt: skip
TEXTS = ['" "', '""', "','", "'-'", '"a"', '"<b>"', r'"\\1"', r"'\0!'", r'"\n"', '"{"', '"é#{1}"']
PATTERNS = ["/a/", "/[^a-z]+/", "/([a-z])/", "/a*/", r"/\s+/", r"/\W/", "/A/i", "/^a/", "/a$/",
            r"/\Aa/", "/b|c/", "/./", "/./m", r"/\d+/", "/x?a/"]  # fmt: skip
NAMES = ["upcase", "downcase", "capitalize", "strip", "lstrip", "rstrip", "chomp", "split", "chars",
         "size", "length", "reverse", "to_s", "to_i", "nil?", "empty?", "first", "last", "join",
         "sort", "uniq"]  # fmt: skip
pick = random.Random(7)


def value(depth: int, name: str = "x") -> str:
    """Return a Ruby expression of the variable `name`."""
    if depth <= 0:
        return pick.choice([name, name, name, pick.choice(TEXTS), "3", "nil"])
    inner = value(depth - 1, name)
    kind = pick.randrange(12)
    if kind < 5:
        return f"{inner}.{pick.choice(NAMES)}"
    if kind == 5:
        function = pick.choice(["gsub", "sub"])
        pattern = pick.choice([*PATTERNS, *TEXTS])
        return f"{inner}.{function}({pattern}, {pick.choice(TEXTS)})"
    if kind == 6:
        method = pick.choice(["split", "join", "start_with?", "end_with?", "include?"])
        return f"{inner}.{method}({pick.choice(TEXTS)})"
    if kind == 7:
        block = value(1, "w")
        return f"{inner}.{pick.choice(['map', 'select', 'reject'])} {{ |w| {block} }}"
    if kind == 8:
        return f'"<#{{{inner}}}> {{ \\\\ #{{{name}}}"'
    if kind == 9:
        condition = pick.choice([name, f"{inner}.empty?", f"{inner} == 'a'", f"!{name}"])
        return f"({condition} ? {value(0, name)} : {inner})"
    if kind == 10:
        return f"({inner} {pick.choice(['+', '==', '!=', '||', '&&', '*'])} {value(0, name)})"
    return f"({inner}.match?({pick.choice(PATTERNS)}))"


def guard() -> str:
    """Return a line that returns early."""
    conditions = ["x.nil?", "x", "!x", "x.nil? || x.empty?", "x.to_s.empty?", "x == 'a'"]
    word = pick.choice(["if", "unless"])
    return f"return {value(pick.randint(0, 1))} {word} {pick.choice(conditions)}\n  "


def translated(ruby: str) -> Any:
    """Return the Python function for the filter; None where that is left to the owner."""
    module = f"module M\n{ruby}\nend\nLiquid::Template.register_filter(M)\n"
    text = stub("m", registered(module))
    if MARK in text:
        return None
    names: dict[str, Any] = {}
    exec(text, names)
    return names["f"]


def main(count: int) -> int:
    rubies = [
        f"def f(x)\n  {'y = ' + value(1) + chr(10) + '  ' if pick.random() < 0.2 else ''}"
        f"{guard() if pick.random() < 0.2 else ''}{value(pick.randint(1, 4))}\nend"
        for _ in range(count)
    ]
    functions = {ruby: function for ruby in rubies if (function := translated(ruby)) is not None}
    different = 0
    questions = [json.dumps([ruby, INPUTS]) for ruby in functions]
    for question, answers in ask(DRIVER, questions):
        ruby = json.loads(question)[0]
        for given, answer in zip(INPUTS, answers, strict=True):
            if "error" in answer:
                continue
            try:
                made = functions[ruby](given)
            except Exception as error:
                made = repr(error)
            if json.dumps(made) != json.dumps(answer["value"]):
                different += 1
                print(f"{ruby}\n  of {given!r}\n  Ruby:   {answer['value']!r}\n  Python: {made!r}")
    print(f"{len(functions)} of {count} filters translated, {different} results differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000))
