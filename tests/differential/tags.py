"""Compare templates made at random with the real Liquid and Jekyll, in all their modes.

    JEKYLL_LIB=.../jekyll/lib LIQUID_LIB=.../liquid/lib python tests/differential/tags.py 5000

Needs Ruby, and checkouts of Jekyll 4.4.1 and Liquid 4.0.4. Prints each difference; its exit status
is 1 when there is one.
"""

from __future__ import annotations

import copy
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tags_templates import DATA, INCLUDES, Maker

from liquidsite.errors import LiquidsiteError
from liquidsite.liquid import Environment, Source, Standalone

_MODES = ("lax", "warn")
_ENVIRONMENTS = {
    (mode, strict): Environment(error_mode=mode, strict_variables=strict, strict_filters=strict)
    for mode in _MODES
    for strict in (False, True)
}


def ours(question: dict[str, Any]) -> dict[str, str]:
    env = _ENVIRONMENTS[question["mode"], question["strict"]]
    host = Standalone(INCLUDES, {"includes_dir": "_includes"})
    try:
        template = env.parse(Source(question["template"], "page"))
        return {"out": template.render_with(copy.deepcopy(DATA), host)}
    except LiquidsiteError as error:
        return {"message": error.message}
    except Exception as error:  # a crash is what this looks for
        return {"crash": repr(error)}


def theirs(asked: list[dict[str, Any]]) -> list[dict[str, str]]:
    libraries = [f"-I{os.environ[name]}" for name in ("JEKYLL_LIB", "LIQUID_LIB")]
    stubs = [f"-I{path}" for path in os.environ.get("STUB_LIB", "").split(":") if path]
    driver = Path(__file__).with_name("tags_driver.rb")
    lines = (json.dumps({**one, "data": DATA, "includes": INCLUDES}) + "\n" for one in asked)
    run = subprocess.run(
        ["ruby", *stubs, *libraries, str(driver)],
        input="".join(lines),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    )
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    if len(answers) != len(asked):
        sys.exit(f"{len(answers)} answers to {len(asked)} questions\n{run.stderr}")
    return answers


# Ruby does not look at the keys that follow a missing one, so a bad bound in them is no error.
_KNOWN = "invalid integer"
# `inspect` of an object without a text of its own shows where it lies in memory.
_ADDRESS = "MethodLiteral:0x"


def difference(question: dict[str, Any], reference: dict[str, str]) -> str | None:
    answer = ours(question)
    if "out" in reference:
        is_same = answer == reference
    else:
        is_same = _is_same_error(reference, answer.get("message"))
    is_known = _KNOWN in answer.get("message", "") or _ADDRESS in reference.get("out", "")
    if is_same or is_known:
        return None
    return f"{question}\n    theirs {reference}\n    ours   {answer}"


def _is_same_error(reference: dict[str, str], message: str | None) -> bool:
    """The same words; errors of Ruby itself have to be errors, in words of our own.

    Of includes inside each other Jekyll names the outermost, here the one that has the line.
    """
    if message is None:
        return False
    is_liquid = reference["error"].startswith("Liquid::")
    return not is_liquid or _shared(reference["message"]) == _shared(message)


def _shared(message: str) -> str:
    return re.sub(r"\(\S+\.html line", "(include line", message.strip())


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    maker = Maker(random.Random(seed))
    asked = [
        {"mode": _MODES[i % 2], "strict": i % 8 > 5, "template": maker.template()}
        for i in range(count)
    ]
    answers = theirs(asked)
    found = [
        text
        for question, answer in zip(asked, answers, strict=True)
        if (text := difference(question, answer))
    ]
    print(*found, sep="\n")
    rendered = sum("out" in answer for answer in answers)
    print(f"{len(found)} differences in {count} templates, {rendered} of which render")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
