"""A small lexer core: a grammar is a table of states, a state a list of rules tried in order.

A rule is `(pattern, action)` or `(pattern, action, move)`; a plain string in the list of rules
includes another state's rules. Patterns are compiled with `MULTILINE` and `ASCII`, one alternation
a state, when the state is first entered; as in Ruby, only `\\b` knows letters beyond ASCII. They
may hold groups, but named back-references only.

Actions:
- a token class in Rouge's short spelling (`"k"`, `"s2"`; `""` is plain text);
- a tuple of classes, one for each group of the pattern;
- `words(...)`, which classifies the matched word;
- a function of the `Scan`, for what a table cannot say. It may return `DECLINED`: then the rules
  after its own are tried in the same place.

Moves: `"name"` enters a state, `"#pop"` (or `"#pop:2"`) leaves it, `"#push"` enters it once more,
`"=name"` replaces it; a tuple does several in turn. A state's name may also be a tuple
`(name, *arguments)`: then the grammar holds a function for `name` that makes the rules, as for
strings whose delimiter is only known when they open.

Like Rouge, a scan looks at the text from where it stands: text that no rule matches is an error of
one character, and more than five matches of nothing in a row are an error too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Token = tuple[str, str]
Options = Mapping[str, Any]
StateName = str | tuple[str, ...]
Move = StateName | Sequence[StateName]

ERROR = "err"
DECLINED = True
_EMPTY_MATCHES = 5
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_CLASS, _WORDS, _GROUPS, _CALL = range(4)


class Words:
    """Classes by word; `default` for every other word."""

    __slots__ = ("default", "fold", "table")

    def __init__(self, default: str, table: dict[str, str], fold: bool) -> None:
        self.default = default
        self.table = table
        self.fold = fold

    def classify(self, word: str) -> str:
        return self.table.get(word.upper() if self.fold else word, self.default)


def words(
    default: str = "n",
    classes: Mapping[str, str] | None = None,
    *,
    fold: bool = False,
    **listed: str,
) -> Words:
    """`words("n", k="if else", kt="int")`: the first class that lists a word has it.

    `classes` is such a table made elsewhere. `fold` compares without regard to case; the lists are
    then in capitals."""
    table: dict[str, str] = {}
    for token_class, its_words in {**(classes or {}), **listed}.items():
        for word in its_words.split():
            table.setdefault(word, token_class)
    return Words(default, table, fold)


Action = str | tuple[str, ...] | Words | Callable[["Scan"], bool | None]
Rule = tuple[str, Action] | tuple[str, Action, Any] | str
Rules = Sequence[Rule]
States = Mapping[str, Rules | Callable[..., Rules]]


def prepend(states: States, name: str, *rules: Rule) -> Rules:
    """The rules of a state of `states`, behind further ones."""
    found = states[name]
    return rules if callable(found) else (*rules, *found)


# A group that captures; escapes and sets of characters are passed over
_GROUP = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(\((?!\?)|\(\?P<)", re.DOTALL)
_NEVER = "(?!)"
# (pops, states to enter, None for the present one once more): what a move comes to
_Steps = tuple[int, tuple[StateName | None, ...]]
# (kind, action, groups of the pattern, steps) by the number of the rule's mark
_Entry = tuple[int, Any, int, _Steps | None]


def twice(state: str) -> tuple[str, str]:
    """Rouge 4.5 loads some languages twice, and a text then begins in their first state twice."""
    return state, state


class _State:
    """Rules as one pattern. `entries` has them by the number of their mark, an empty group at the
    end: so an alternative begins with what tells at a glance that it does not match. Where none
    does, those of `tail` are tried, the state that the rules end by including."""

    __slots__ = ("entries", "match", "rests", "rules", "tail")

    def __init__(self, rules: Sequence[tuple[Any, ...]], tail: _State | None) -> None:
        self.rules = rules
        self.tail = tail
        self.entries: dict[int, _Entry] = {}
        self.rests: dict[int, _State] = {}
        alternatives: list[str] = []
        number = 1
        for pattern, action, *move in rules:
            alternatives.append(f"(?:{_ESCAPE.sub(_unicode_boundary, pattern)})()")
            groups = sum(map(bool, _GROUP.findall(pattern)))
            number += groups
            self.entries[number] = (_kind(action), action, groups, _steps(move))
            number += 1
        whole = "|".join(alternatives) if rules else _NEVER
        self.match = re.compile(whole, re.MULTILINE | re.ASCII).match

    def after(self, number: int) -> _State:
        """The rules after the one whose mark has `number`."""
        rest = self.rests.get(number)
        if rest is None:
            index = list(self.entries).index(number) + 1
            rest = self.rests[number] = _State(self.rules[index:], self.tail)
        return rest


class Grammar:
    """States by name, and the states in which a scan begins."""

    def __init__(self, states: States, start: Sequence[StateName] = ("root",)) -> None:
        self.states = states
        self.start = tuple(start)
        self._compiled: dict[StateName, _State] = {}

    def extended(self, states: States, start: Sequence[StateName] | None = None) -> Grammar:
        """This grammar with some states replaced or added."""
        return Grammar({**self.states, **states}, self.start if start is None else start)

    def tokens(self, code: str, options: Options | None = None) -> list[Token]:
        scan = Scan(self, [], options or {})
        scan.feed(code)
        return scan.out

    def state(self, name: StateName) -> _State:
        state = self._compiled.get(name)
        if state is None:
            rules = self._rules(name)
            tail = None
            if rules and isinstance(rules[-1], str):
                *rules, last = rules
                tail = self.state(last)
            state = self._compiled[name] = _State(self._flat(rules), tail)
        return state

    def _rules(self, name: StateName) -> Sequence[Any]:
        found: Any = self.states[name] if isinstance(name, str) else self.states[name[0]]
        rules: Sequence[Any] = found(*name[1:]) if callable(found) else found
        return rules

    def _flat(self, rules: Sequence[Any]) -> list[tuple[Any, ...]]:
        flat: list[tuple[Any, ...]] = []
        for rule in rules:
            if isinstance(rule, str):
                flat += self._flat(self._rules(rule))
            else:
                flat.append(rule)
        return flat


def _unicode_boundary(escape: re.Match[str]) -> str:
    return r"(?u:\b)" if escape.group() == r"\b" else escape.group()


def _kind(action: Action) -> int:
    if isinstance(action, str):
        return _CLASS
    if isinstance(action, tuple):
        return _GROUPS
    return _WORDS if isinstance(action, Words) else _CALL


def _is_state(move: Any) -> bool:
    """A tuple is a state with arguments, a list several moves."""
    return isinstance(move, (str, tuple))


def _steps(move: list[Any]) -> _Steps | None:
    if not move or not move[0]:
        return None
    pops = 0
    pushes: list[StateName | None] = []
    for step in [move[0]] if _is_state(move[0]) else move[0]:
        if not isinstance(step, str):
            pushes.append(step)
        elif step.startswith("#pop"):
            pops += int(step[5:] or 1)
        elif step == "#push":
            pushes.append(None)
        elif step.startswith("="):
            pops += 1
            pushes.append(step[1:])
        else:
            pushes.append(step)
    return pops, tuple(pushes)


class Scan:
    """One reading of a text: the stack of states and the tokens so far.

    Actions may use `match` (the whole match), `group(n)` (the rule's own groups), `end`, `emit`,
    `push`, `pop`, `goto`, and keep what they must remember in `memory`, or, while the text at hand
    is read, in `notes`."""

    __slots__ = (
        "_found",
        "_last",
        "_next",
        "base",
        "end",
        "grammar",
        "match",
        "memory",
        "notes",
        "options",
        "out",
        "stack",
        "text",
    )

    match: re.Match[str]

    def __init__(self, grammar: Grammar, out: list[Token], options: Options) -> None:
        self.grammar = grammar
        self.out = out
        self.options = options
        self.reset()

    def reset(self) -> None:
        self.stack: list[StateName] = list(self.grammar.start)
        self.memory: dict[str, Any] = {}

    def feed(self, text: str) -> None:
        """Reads on: the stack is as the text before left it."""
        self.text = text
        self.notes: dict[str, Any] = {}
        self._next: dict[str, int] = {}
        self._found: dict[re.Pattern[str], re.Match[str] | None] = {}
        self._last: dict[str, int] = {}
        out, stack, grammar = self.out, self.stack, self.grammar
        name: StateName | None = stack[-1]
        state = grammar.state(stack[-1])
        position, empty, length = 0, 0, len(text)
        while position < length:
            match = state.match(text, position)
            if match is None:
                if state.tail is not None:
                    state, name = state.tail, None
                    continue
                out.append((ERROR, text[position]))
                position += 1
                state, name = grammar.state(stack[-1]), stack[-1]
                continue
            number: int = match.lastindex  # type: ignore[assignment]
            kind, action, groups, steps = state.entries[number]
            self.end = end = match.end()
            if kind == _CLASS:
                out.append((action, match.group()))
            elif kind == _WORDS:
                out.append((action.classify(match.group()), match.group()))
            elif kind == _GROUPS:
                own = match.groups("")[number - groups - 1 : number - 1]
                out += zip(action, own, strict=False)
            else:
                self.match, self.base = match, number - groups - 1
                if action(self):
                    state, name = state.after(number), None
                    continue
                end = self.end
            if steps is not None:
                pops, pushes = steps
                if pops:
                    del stack[-pops:]
                for pushed in pushes:
                    stack.append(stack[-1] if pushed is None else pushed)
            if not stack:
                stack.append(grammar.start[0])
            if stack[-1] is not name:
                name = stack[-1]
                state = grammar.state(stack[-1])
            if end > position:
                position, empty = end, 0
            else:
                empty += 1
                if empty > _EMPTY_MATCHES:
                    out.append((ERROR, text[position]))
                    position += 1

    def group(self, number: int) -> str:
        return self.match.group(self.base + number) or ""

    def emit(self, token_class: str, text: str | None = None) -> None:
        self.out.append((token_class, self.match.group() if text is None else text))

    def find(self, wanted: str) -> int:
        """Where `wanted` comes next after the match, or -1; looked for again only once passed."""
        at = self._next.get(wanted)
        if at is None or 0 <= at < self.end:
            at = self._next[wanted] = self.text.find(wanted, self.end)
        return at

    def find_on_line(self, wanted: str) -> int:
        """Where `wanted` comes next on the line, or -1."""
        at, line_end = self.find(wanted), self.find("\n")
        return -1 if 0 <= line_end < at else at

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The next match of `pattern` after this one; looked for again only once passed."""
        found = self._found.get(pattern)
        if pattern not in self._found or (found and found.start() < self.end):
            found = self._found[pattern] = pattern.search(self.text, self.end)
        return found

    def comes_later(self, wanted: str) -> bool:
        """Whether `wanted` comes anywhere after the match; costs one search a text."""
        last = self._last.get(wanted)
        if last is None:
            last = self._last[wanted] = self.text.rfind(wanted)
        return last >= self.end

    def push(self, *names: StateName) -> None:
        self.stack += names or self.stack[-1:]

    def pop(self, count: int = 1) -> None:
        del self.stack[-count:]

    def goto(self, name: StateName) -> None:
        self.stack[-1:] = [name]

    def inner(self, grammar: Grammar) -> Scan:
        """A scan of another grammar that writes to the same tokens."""
        return Scan(grammar, self.out, self.options)


def through(
    closer: str | Callable[[Scan], str], token_class: str, *, on_line: bool = False
) -> Callable[[Scan], bool | None]:
    """An action for an opener: the token goes on through `closer`; declines when there is none."""

    def action(scan: Scan) -> bool | None:
        wanted = closer if isinstance(closer, str) else closer(scan)
        at = scan.find_on_line(wanted) if on_line else scan.find(wanted)
        if at < 0:
            return DECLINED
        scan.end = at + len(wanted)
        scan.emit(token_class, scan.text[scan.match.start() : scan.end])
        return None

    return action
