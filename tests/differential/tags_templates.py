"""Templates made at random: every tag, well formed and broken, over values of every kind."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

DATA: dict[str, Any] = {
    "a": 1,
    "b": "text",
    "c": 2.5,
    "yes": True,
    "no": False,
    "none": None,
    "empty_list": [],
    "empty_text": "",
    "blank_text": "  ",
    "list": ["x", "y", "z", 3, None],
    "numbers": [3, 1, 2],
    "nested": [[1, 2], [3, [4, 5]], []],
    "hash": {"k": "v", "size": "own", "deep": {"list": [1, {"n": "end"}]}},
    "plain": {"first": 1, "second": [2]},
    "rows": [{"t": "one", "n": 1}, {"t": "two", "n": 2, "list": [1, 2]}, {"t": "three"}],
    "key": "k",
    "with-dash": "dashed",
    "q?": "asked",
    "page": {"title": "Page", "path": "page.md", "tags": ["p", "q"]},
}
INCLUDES = {
    "plain.html": "plain",
    "params.html": "[{{ include.p }}|{{ include.q }}|{{ item }}|{{ forloop.index }}]",
    "assign.html": "{% assign made = include.p %}{% assign item = 'included' %}{{ item }}",
    "outer.html": "<{% include params.html p=include.p q='in' %}{% include plain.html %}>",
    "break.html": "in{% if item == include.p %}{% break %}{% endif %}out",
    "loop.html": "{% for i in include.p %}{{ i }}{{ forloop.parentloop.index }}"
    "{% cycle 'a', 'b' %}{% endfor %}{% increment n %}",
    "deep.html": "{{ include.n }}{% if include.n > 0 %}{% assign m = include.n | minus: 1 %}"
    "{% include deep.html n=m %}{% endif %}",
    "broken.html": "\n{{ 1 | plus }}",
}
_NAMES = [
    *DATA, "item", "item", "made", "made", "x", "forloop", "tablerowloop", "include", "missing",
    "n",
]  # fmt: skip
_KEYS = [
    "k", "size", "first", "last", "deep", "list", "n", "t", "title", "0", "x", "index", "length",
    "rindex0", "parentloop", "col", "row", "p", "name", "second", "?", "a-b",
]  # fmt: skip
_LITERALS = [
    "'s'", '"d"', "''", "1", "-1", "0", "2.5", "-0.5", "1.2.3", "true", "false", "nil", "null",
    "blank", "empty", "(1..3)", "(a..3)", "(3..1)", "('1'..c)", "(numbers[0]..4)", "'x'", "10",
    "'a,b'", "'it\"s'", "( 1 .. 2 )", "1.", "'k'", "(1...3)",
]  # fmt: skip
_OPERATORS = ["==", "!=", "<>", "<", ">", "<=", ">=", "contains", "=", "===", "is", "=>"]
_FILTERS = [
    "upcase", "size", "append: 'z'", "plus: 1", "join: '-'", "split: ''", "first", "last",
    "default: 'd'", "reverse", "sort", "map: 't'", "where: 't', 'one'", "nofilter",
    "nofilter: a, 1",
    "times: 2", "minus", "plus: 1, 2", "append", "slice: 1, 2", "date: '%Y'", "truncate: 3, ''",
    "where_exp: 'r', 'r.n > 1'", "where_exp: 'r', 'r.t == item or r.n'", "inspect", "jsonify",
    "group_by_exp: 'r', 'r.n | plus: 1'", "concat: list", "compact", "default: item", "uniq",
]  # fmt: skip
_INCLUDED = [*INCLUDES, "{{ made }}.html", "none.html", "{{ 'plain' | append: '.html' }}"]
_BARE = ["item", "a", "list", "made.x", "2", "nil"]
_QUOTED = ['"d"', "'s'", '"e\\"f"', "a[0]", '"']
_DAMAGE = [*"{}%|,.:'\"[]()-=&?! \n", "", "{{", "%}", "or"]
_ENDRAWS = ["{% endraw %}"] * 9 + ["{%- endraw %}", "{%endraw-%}"]


class Maker:
    """Makes templates of any depth from one source of chance."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def pick(self, choices: list[str]) -> str:
        return self._random.choice(choices)

    def often(self, chance: float) -> bool:
        return self._random.random() < chance

    def template(self) -> str:
        text = self.body(0)
        return self._damaged(text) if self.often(0.15) else text

    def _damaged(self, text: str) -> str:
        for _ in range(self._random.randint(1, 2)):
            at = self._random.randrange(len(text) + 1)
            rest = text[at + self._random.randint(0, 1) :]
            text = text[:at] + self.pick(_DAMAGE) + rest
        return text

    def body(self, depth: int) -> str:
        return "".join(self.node(depth) for _ in range(self._random.randint(1, 4)))

    def node(self, depth: int) -> str:
        simple: list[Callable[[int], str]] = [
            self.text, self.text, self.output, self.output, self.assign, self.cycle, self.counter,
            self.interrupt, self.raw, self.include,
        ]  # fmt: skip
        nested: list[Callable[[int], str]] = [
            self.condition, self.condition, self.loop, self.loop, self.loop, self.case,
            self.capture, self.table, self.comment, self.changed,
        ]  # fmt: skip
        make = self._random.choice(simple if depth > 3 or self.often(0.55) else nested)
        return make(depth)

    def text(self, depth: int) -> str:
        return self.pick(["t", " ", "\n", " word ", "\n  \n", "é", "-", "{", "}", "\t"])

    def tag(self, markup: str) -> str:
        left, right = self.pick(["", "", "", "-"]), self.pick(["", "", "", "-"])
        space = self.pick([" ", " ", " ", "", "\n"])
        return f"{{%{left}{space}{markup}{space}{right}%}}"

    def expression(self) -> str:
        if self.often(0.3):
            return self.pick(_LITERALS)
        text = self.pick(_NAMES)
        for _ in range(self._random.choice([0, 0, 1, 1, 2, 3])):
            kind = self._random.random()
            if kind < 0.6:
                text += f".{self.pick(_KEYS)}"
            elif kind < 0.9:
                text += f"[{self.pick(_LITERALS + _NAMES)}]"
            else:
                text += self.pick(["..k", ".", "[", "[]", " .k", "[ 0 ]", "?", "!"])
        return f"[{text}]" if self.often(0.04) else text

    def filtered(self) -> str:
        text = self.expression()
        for _ in range(self._random.choice([0, 0, 0, 1, 1, 2])):
            pipe = self.pick([" | ", " | ", "|", " || ", " , | "])
            text += pipe + self.pick(_FILTERS)
        return text + (self.pick([" extra", ",", " | ", " 'x'"]) if self.often(0.05) else "")

    def output(self, depth: int) -> str:
        left, right = self.pick(["", "", "", "-"]), self.pick(["", "", "", "-"])
        return f"{{{{{left} {self.filtered()} {right}}}}}"

    def assign(self, depth: int) -> str:
        name = self.pick(["made", "made", "x", "item", "a", "made.k", "list[0]", "forloop"])
        return self.tag(f"assign {name} {self.pick(['=', '=', '==', ''])} {self.filtered()}")

    def cycle(self, depth: int) -> str:
        group = f"{self.expression()}: " if self.often(0.4) else ""
        values = ", ".join(self.expression() for _ in range(self._random.randint(1, 3)))
        return self.tag(f"cycle {group}{values}")

    def counter(self, depth: int) -> str:
        return self.tag(f"{self.pick(['increment', 'decrement'])} {self.pick(['n', 'x', 'made'])}")

    def interrupt(self, depth: int) -> str:
        return self.tag(self.pick(["break", "continue"])) if self.often(0.5) else ""

    def raw(self, depth: int) -> str:
        inside = self.pick(["{{ a }}", "{% if %}", "{{ x %}", "{%", "{{", " - ", ""])
        return f"{self.tag('raw')}{inside}{self.pick(_ENDRAWS)}"

    def include(self, depth: int) -> str:
        name = self.pick(_INCLUDED)
        params = "".join(self._param() for _ in range(self._random.choice([0, 1, 1, 2])))
        return self.tag(f"include {name}{params}") if self.often(0.8) else ""

    def _param(self) -> str:
        if self.often(0.7):
            return f" {self.pick(['p', 'q', 'n'])}={self.pick(_BARE)}"
        return f" {self.pick(['p', 'q'])} = {self.pick(_QUOTED)}"

    def comparison(self) -> str:
        terms = [self.expression()]
        for _ in range(self._random.choice([0, 1, 1, 1])):
            operator = self.pick(_OPERATORS[:8] if self.often(0.93) else _OPERATORS)
            space = self.pick([" ", " ", " ", ""])
            terms.append(f"{operator}{space if operator != 'contains' else ' '}{self.expression()}")
        return self.pick([" ", " ", " ", "  "]).join(terms)

    def test(self) -> str:
        text = self.comparison()
        for _ in range(self._random.choice([0, 0, 0, 1, 2, 3])):
            text += f" {self.pick(['and', 'or'])} {self.comparison()}"
        return text

    def condition(self, depth: int) -> str:
        name = self.pick(["if", "if", "unless"])
        text = self.tag(f"{name} {self.test()}") + self.body(depth + 1)
        for _ in range(self._random.choice([0, 0, 1, 2])):
            text += self.tag(f"elsif {self.test()}") + self.body(depth + 1)
        if self.often(0.4):
            text += self.tag("else") + self.body(depth + 1)
        return text + self.tag(f"end{name}")

    def loop(self, depth: int) -> str:
        markup = f"for {self.pick(['item', 'item', 'x', 'forloop', 'a-b'])} in {self.expression()}"
        for _ in range(self._random.choice([0, 0, 0, 1, 2])):
            markup += self.pick([" ", ", "]) + self.pick(
                ["reversed", "limit:2", "limit: a", "offset:1", "offset: continue",
                 "offset:continue", "limit:-1", "offset:-1", "limit:nil", "limit:'1'", "limit:c",
                 "cols:2"]
            )  # fmt: skip
        text = self.tag(markup) + self.body(depth + 1)
        if self.often(0.2):
            text += self.tag("else") + self.body(depth + 1)
        return text + self.tag("endfor")

    def case(self, depth: int) -> str:
        text = self.tag(f"case {self.expression()}") + self.pick(["", " ", "x"])
        for _ in range(self._random.randint(0, 3)):
            values = self.pick([" or ", ", ", ","]).join(
                self.expression() for _ in range(self._random.randint(1, 3))
            )
            text += self.tag(f"when {values}") + self.body(depth + 1)
        if self.often(0.4):
            text += self.tag("else") + self.body(depth + 1)
        return text + self.tag("endcase")

    def capture(self, depth: int) -> str:
        name = self.pick(["made", "x", "item", "'made'", "made.k"])
        return f"{self.tag(f'capture {name}')}{self.body(depth + 1)}{self.tag('endcapture')}"

    def table(self, depth: int) -> str:
        markup = f"tablerow item in {self.expression()}"
        for _ in range(self._random.choice([0, 1, 1, 2])):
            markup += " " + self.pick(
                ["cols:2", "cols: a", "limit:2", "offset:1", "cols:'2'", "limit:none", "cols:0"]
            )
        return self.tag(markup) + self.body(depth + 1) + self.tag("endtablerow")

    def comment(self, depth: int) -> str:
        inside = self.body(depth + 1) if self.often(0.5) else "{% whatever %}"
        return f"{self.tag('comment')}{inside}{self.tag('endcomment')}"

    def changed(self, depth: int) -> str:
        return f"{self.tag('ifchanged')}{self.body(depth + 1)}{self.tag('endifchanged')}"
