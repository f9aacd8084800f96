"""Compare whole templates with the real Liquid and Jekyll: expressions as people write them.

    JEKYLL_LIB=.../lib LIQUID_LIB=.../lib python tests/differential/filters_templates.py 5000

Random expressions, well formed and not, in output, `if`, `for`, `assign` and in the filters that
take expressions, in Jekyll's default mode. Only the results are compared, not what errors say.
"""

from __future__ import annotations

import random
import sys
from typing import Any
from zoneinfo import ZoneInfo

from filters import decode, theirs

from liquidsite import liquid
from liquidsite.errors import TemplateError

_INNER = {"$hash": [["c", 5]]}
_ITEMS = {
    "$hash": [
        [
            "items",
            [
                {"$hash": [["a", 1], ["t", "x and y"], ["g", ["p", "q"]], ["h", _INNER]]},
                {"$hash": [["a", 2], ["t", "z"], ["g", []]]},
                {"$hash": [["t", None], ["a", 3], ["size", 7]]},
            ],
        ],
        ["n", 2],
        ["s", "a-b"],
        ["h", {"$hash": [["a", 1], ["b-c", 2], ["x", {"$hash": [["y", [1, 2]]]}]]}],
        ["i", {"$hash": [["a", 1]]}],
    ]
}  # fmt: skip
_VALUES = [
    "n", "s", "h.a", "h['a']", "h[ 'a' ]", "h . a", "h.b-c", "i.a", "i.t", "i.g", "i.g[0]", "i.h.c",
    "i.size", "i.g.first", "items[0].a", "items[n].t", "h.x.y[1]", "1", "-1", "1.5", "'a'", '"z"',
    "'x and y'", "true", "false", "nil", "(1..3)", "(1 .. n)", "(n..4)", "i", "items",
    "h.x.y.last", "a?", "1.2.3", "i.a-b", "h['b-c']", "[s]", "x[", "'", "&", "h..a", "i.a.b",
]  # fmt: skip
_OPERATORS = ["==", "!=", "<>", "<", ">", "<=", ">=", "contains", "=", "is", "&&"]
_SPACES = ["", " ", " ", " ", "  ", "\n"]
_FILTERS = [
    "upcase", "plus: 1", "plus:n", "append: 'x', ", "join: ','", "size", "first", "default: n",
    "slice: 0, 2", "replace: 'a', 'b'", "map: 'a'", "nope: 1", "date", "sort", "times:2|minus : 1",
]  # fmt: skip


def template(rng: random.Random) -> str:
    match rng.randrange(7):
        case 0:
            return f"{{{{{_output(rng)}}}}}"
        case 1:
            return f"{{% if {_condition(rng)}%}}yes{{% else %}}no{{% endif %}}"
        case 2:
            return f"{{% for i in {_for(rng)} %}}{{{{ i | inspect }}}},{{% endfor %}}"
        case 3:
            return f"{{% assign v = {_output(rng)} %}}{{{{ v | inspect }}}}"
        case 4:
            return (
                f"{{% unless {_condition(rng)} %}}a{{% elsif {_condition(rng)}%}}b{{%endunless%}}"
            )
        case 5:
            name = rng.choice(["where_exp", "find_exp"])
            return _expression_filter(name, _condition(rng))
        case _:
            return _expression_filter("group_by_exp", _output(rng))


def _expression_filter(name: str, markup: str) -> str:
    return f"{{% capture e %}}{markup}{{% endcapture %}}{{{{ items | {name}: 'i', e | inspect }}}}"


def _space(rng: random.Random) -> str:
    return rng.choice(_SPACES)


def _comparison(rng: random.Random) -> str:
    left = rng.choice([*_VALUES, "empty", "blank"])
    if rng.random() < 0.25:
        return left
    parts = [left, _space(rng), rng.choice(_OPERATORS), _space(rng)]
    return "".join(parts) + rng.choice([*_VALUES, "empty", "blank", ""])


def _condition(rng: random.Random) -> str:
    parts = [_comparison(rng)]
    while rng.random() < 0.35:
        parts += [rng.choice([" and ", " or ", " and ", "or ", " and"]), _comparison(rng)]
    return "".join(parts) + rng.choice(["", " ", " x"] if rng.random() < 0.1 else [""])


def _output(rng: random.Random) -> str:
    text = _space(rng) + rng.choice(_VALUES)
    while rng.random() < 0.5:
        text += f"{_space(rng)}|{_space(rng)}{rng.choice(_FILTERS)}"
    return text + _space(rng)


def _for(rng: random.Random) -> str:
    text = rng.choice(["items", "(1..4)", "( 1..4 )", "(1 .. n)", "h.x.y", "h", "s", "h.x . y"])
    for part in rng.sample(
        [" reversed", " limit:2", " limit : n", " offset: 1", " offset:n", " x"], 3
    ):
        if rng.random() < 0.3:
            text += part
    return text


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    texts = [template(rng) for _ in range(count)]
    asked: list[Any] = [
        {"template": text, "data": _ITEMS, "tz": "UTC", "config": {}} for text in texts
    ]
    differences = 0
    for text, answer in zip(texts, theirs(asked), strict=True):
        try:
            data: Any = decode(_ITEMS, ZoneInfo("UTC"))
            ours = liquid.render(text, data, error_mode="warn")
        except TemplateError as error:
            ours = None
            shown = error.message
        if ours != answer.get("out"):
            differences += 1
            print(f"{text!r}\n    theirs {answer}\n    ours   {shown if ours is None else ours!r}")
    print(f"{differences} differences in {count} templates")
    return bool(differences)


if __name__ == "__main__":
    sys.exit(main())
