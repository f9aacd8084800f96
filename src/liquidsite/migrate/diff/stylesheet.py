"""CSS by its rules: which of them differ, however another Sass writes the same ones.

What is the same: white space and comments, the last semicolon, quotes and escapes, the notation of
colours, `0.5` and `.5`, numbers up to the digits that a Sass keeps, the order of the selectors of
one rule, rules without declarations, `@media` blocks that follow each other, and where an
`@import` of the whole sheet is.

Source of the notation: CSS Syntax Level 3, CSS Color Level 4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from liquidsite.migrate.diff.align import align
from liquidsite.migrate.diff.change import Change, around, shortened
from liquidsite.migrate.diff.colours import colour, hue_colour

_COMMENT = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)"
_STRING = r"\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'(?:[^'\\]|\\.)*+(?:'|\Z)"
_URL = r"url\(\s*+(?![\"'\s])[^)]*+(?:\)|\Z)"
_PIECE = re.compile(
    rf"(?P<comment>{_COMMENT})|{_STRING}|{_URL}|(?P<mark>[{{}};])|[^{{}};/\"'uU]++|.",
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})|(?P<url>{_URL})|(?P<space>\s++)"
    r"|\#(?P<hex>(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-]))"
    r"|(?P<number>(?<![\w.-])[+-]?(?:\d++(?:\.\d++)?|\.\d++)(?:e[+-]?\d++)?)(?P<unit>%|[a-z]*+)"
    r"|(?P<word>(?:[\w-]|\\.|[^\x00-\x7f])++)|(?P<mark>.)",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
_FUNCTIONS = frozenset(["rgb", "rgba", "hsl", "hsla"])
# White space says nothing after and before these: in a value, in `@media`, and in a selector.
_IN_VALUE = frozenset(",(/:!=["), frozenset(",)/:!=]")
_IN_AT_RULE = frozenset(",()/:!=[]"), frozenset(",()/:!=[]")
_IN_SELECTOR = frozenset(",>+~([="), frozenset(",>+~)]=")
_PLAIN = re.compile(r"[a-z_-][\w-]*", re.IGNORECASE)
# How much numbers and the parts of colours may differ: the last digit that an older Sass keeps.
_SLACK, _COLOUR_SLACK = 1e-4, 1.0
_MOST_IN_LABEL = 4


class Number(NamedTuple):
    """A number with its unit, and by how much another may differ from it to be the same."""

    value: float
    unit: str
    slack: float = _SLACK


Token = str | Number
Value = tuple[Token, ...]


@dataclass(frozen=True)
class Block:
    """What encloses a rule, innermost first: a selector, or `@media` and the like."""

    prelude: Value
    text: str
    parent: Block | None = None

    def label(self) -> str:
        """Return the blocks from the outermost, of many the innermost."""
        texts: list[str] = []
        block: Block | None = self
        while block is not None and len(texts) < _MOST_IN_LABEL:
            texts.append(block.text)
            block = block.parent
        return " > ".join([*(["…"] if block is not None else []), *reversed(texts)])


@dataclass
class Rule:
    """The declarations of one block, each as written and as its value; `at` is its offset.

    `key` is equal for equal blocks of the two sheets.
    """

    block: Block | None
    key: int
    at: int
    texts: list[str]
    values: list[Value]


_Pair = tuple[Rule | None, Rule | None]


class _Blocks:
    """All blocks of both sheets, with a number each, whatever their depth."""

    def __init__(self) -> None:
        self.keys: dict[Hashable, int] = {}

    def key(self, parent: int, prelude: Value) -> int:
        return self.keys.setdefault((parent, prelude), len(self.keys) + 1)


def compare_sheets(old: str, new: str) -> list[tuple[Change, int, int]]:
    """Return the rules that differ, each with its lines; none where two sheets say the same."""
    blocks = _Blocks()
    before, after = _joined(_rules(old, blocks), _rules(new, blocks))
    lines = _lines(old), _lines(new)
    found = []
    aligned = align(before, after, _exactly, _roughly, _of_block)
    for pairs in _runs(aligned):
        one, other = pairs[0]
        at_old = bisect_right(lines[0], one.at) if one else 0
        at_new = bisect_right(lines[1], other.at) if other else 0
        found.append((_change(one, other) if one and other else _lone(pairs), at_old, at_new))
    return found


def _runs(pairs: Iterator[_Pair]) -> Iterator[list[_Pair]]:
    """Yield the pairs that differ; rules of one sheet only that follow each other together."""
    run: list[_Pair] = []
    for one, other in pairs:
        if run and (one is None, other is None) != (run[0][0] is None, run[0][1] is None):
            yield run
            run = []
        if one is None or other is None:
            run.append((one, other))
        elif not _same(one, other):
            yield [(one, other)]
    if run:
        yield run


def _joined(old: list[Rule], new: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Join the rules of one block that one Sass wrote as more rules than the other.

    Declarations after nested rules are written with those before, or where they are.
    """
    both = _by_block(old), _by_block(new)
    split = {
        key
        for key, rules in both[0].items()
        if len(rules) != len(both[1].get(key, rules))
        and _values(rules) == _values(both[1].get(key, []))
    }
    return _as_one(old, split), _as_one(new, split)


def _by_block(rules: list[Rule]) -> dict[int, list[Rule]]:
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.key, []).append(rule)
    return found


def _values(rules: list[Rule]) -> list[Value]:
    return [value for rule in rules for value in rule.values]


def _as_one(rules: list[Rule], split: set[int]) -> list[Rule]:
    """Return `rules` with those of each block in `split` where its first one is."""
    firsts: dict[int, Rule] = {}
    left = []
    for rule in rules:
        first = firsts.get(rule.key)
        if first is not None:
            first.texts += rule.texts
            first.values += rule.values
            continue
        if rule.key in split:
            firsts[rule.key] = rule
        left.append(rule)
    return left


def _lines(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _exactly(rule: Rule) -> Hashable:
    return rule.key, tuple(rule.values)


def _roughly(rule: Rule) -> Hashable:
    """Return a key without the numbers, so that rules are paired which may be the same."""
    values = (tuple(t for t in value if not isinstance(t, Number)) for value in rule.values)
    return rule.key, tuple(values)


def _of_block(rule: Rule) -> Hashable:
    return rule.key


def _same(one: Rule, other: Rule) -> bool:
    pairs = zip(one.values, other.values, strict=False)
    return len(one.values) == len(other.values) and all(_equal(*pair) for pair in pairs)


def _equal(one: Value, other: Value) -> bool:
    return len(one) == len(other) and all(map(_equal_tokens, one, other))


def _equal_tokens(one: Token, other: Token) -> bool:
    if isinstance(one, Number) and isinstance(other, Number):
        slack = max(one.slack, other.slack)
        same_unit = one.unit == other.unit or one.value == other.value == 0
        return same_unit and abs(one.value - other.value) <= slack
    return one == other


def _lone(pairs: list[_Pair]) -> Change:
    """Return rules that only one sheet has."""
    old = [_shown(one) for one, _ in pairs if one]
    new = [_shown(other) for _, other in pairs if other]
    varying = (("\n".join(old), "\n".join(new)),)
    return Change("rule", "", shortened(old), shortened(new), varying=varying)


def _shown(rule: Rule) -> str:
    label = rule.block.label() if rule.block else ""
    return f"{label} {{ {'; '.join(rule.texts)} }}"[:160]


def _change(one: Rule, other: Rule) -> Change:
    pairs = list(_differing(one, other))
    shown = [around(*pair) for pair in pairs]
    removed = [text for text, _ in shown if text]
    added = [text for _, text in shown if text]
    label = one.block.label() if one.block else ""
    return Change(
        "rule",
        label,
        shortened(removed),
        shortened(added),
        varying=tuple(pairs),
        name=label,
    )


def _differing(one: Rule, other: Rule) -> Iterator[tuple[str, str]]:
    """Yield the declarations that differ in pairs of texts, of which one may be empty."""
    old = list(zip(one.texts, one.values, strict=True))
    new = list(zip(other.texts, other.values, strict=True))
    for before, after in align(old, new, lambda item: item[1], lambda item: item[1][:1]):
        if before is None or after is None or not _equal(before[1], after[1]):
            yield (before[0] if before else ""), (after[0] if after else "")


def _rules(text: str, blocks: _Blocks) -> list[Rule]:
    """Return the rules that have declarations, in order; imports of the whole sheet first."""
    imports = Rule(None, 0, 0, [], [])
    rules: list[Rule] = []
    open_blocks: list[tuple[Block | None, int]] = [(None, 0)]
    for at, statement, mark in _statements(text):
        block, key = open_blocks[-1]
        if mark == "{":
            prelude = _prelude(statement)
            opened = Block(prelude, " ".join(statement.split()), block)
            open_blocks.append((opened, blocks.key(key, prelude)))
            continue
        if statement.lower().startswith("@import") and block is None:
            _add(imports, statement)
        elif statement and not statement.lower().startswith("@charset"):
            if not rules or rules[-1].key != key:
                rules.append(Rule(block, key, at, [], []))
            _add(rules[-1], statement)
        if mark == "}" and len(open_blocks) > 1:
            open_blocks.pop()
    return [imports, *rules] if imports.texts else rules


def _add(rule: Rule, statement: str) -> None:
    rule.texts.append(" ".join(statement.split()))
    rule.values.append(_declaration(statement))


def _statements(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each statement without comments: its offset, its text, and the mark that ends it."""
    parts: list[str] = []
    start = 0
    for match in _PIECE.finditer(text.removeprefix("\ufeff")):
        if match["comment"] is not None:
            parts.append(" ")
        elif match["mark"] is not None:
            yield start, "".join(parts).strip(), match["mark"]
            parts = []
        else:
            if not parts or not "".join(parts[-1:]).strip():
                start = match.start() + len(match[0]) - len(match[0].lstrip())
            parts.append(match[0])
    yield start, "".join(parts).strip(), ""


def _prelude(text: str) -> Value:
    """Return what a block begins with: of selectors the parts between commas, sorted."""
    if text.startswith("@"):
        return tuple(_tokens(text, _IN_AT_RULE))
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in _tokens(text, _IN_SELECTOR):
        depth += (token in ("(", "[")) - (token in (")", "]"))
        if token == "," and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(token for part in sorted(parts, key=repr) for token in (*part, ","))


def _declaration(text: str) -> Value:
    name, colon, value = text.partition(":")
    if not colon or text.startswith("@"):
        return tuple(_tokens(text, _IN_VALUE))
    return (name.strip().lower(), *_coloured(list(_tokens(value, _IN_VALUE))))


def _tokens(text: str, tight: tuple[frozenset[str], frozenset[str]]) -> Iterator[Token]:
    """Yield the tokens of `text`, without white space after and before the marks `tight`."""
    after, ahead = tight
    space = False
    before: Token = ","
    for match in _TOKEN.finditer(text.strip()):
        if match["space"]:
            space = True
            continue
        token = _token(match)
        if space and before not in after and token not in ahead:
            yield " "
        space = False
        before = token
        yield token


def _token(match: re.Match[str]) -> Token:
    if match["string"]:
        inner = _unescaped(match["string"][1:-1])
        return inner if _PLAIN.fullmatch(inner) else f'"{inner}"'
    if match["url"]:
        inner = match["url"][4:].rstrip(")").strip()
        return f"url({inner})"
    if match["hex"]:
        return f"#{match['hex'].lower()}"
    if match["number"]:
        return Number(float(match["number"]), match["unit"].lower())
    word: str = match["word"] or match["mark"]
    return _unescaped(word)


def _unescaped(text: str) -> str:
    """Return `text` with the characters that its escapes mean."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        return str(match[2])
    number = int(match[1], 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def _coloured(tokens: list[Token]) -> Iterator[Token]:
    """Yield `tokens` with each colour as its four numbers, and an address as `url`."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end, parts = _function(tokens, at)
        found = None
        if parts is not None and isinstance(token, str):
            found = hue_colour(parts) if token.lower().startswith("hsl") else _rgb(parts)
        elif isinstance(token, str):
            found = colour(token)
        if found is None:
            yield from _address(tokens, at) or (token,)
            at += 4 if _address(tokens, at) else 1
            continue
        yield "colour"
        yield from (Number(part, "", _COLOUR_SLACK) for part in found[:3])
        yield Number(found[3], "", 0.005)
        at = end


def _address(tokens: list[Token], at: int) -> tuple[Token] | None:
    """Return `url("…")` as the token of one without quotation marks."""
    if tokens[at] != "url" or tokens[at + 1 : at + 2] != ["("] or tokens[at + 3 : at + 4] != [")"]:
        return None
    return (f"url({str(tokens[at + 2]).strip(chr(34))})",)


def _rgb(parts: list[tuple[float, str]]) -> tuple[float, ...] | None:
    """Return the colour of `rgb()`: parts of 255 or per cent, and an opacity."""
    if any(unit not in ("", "%") for _, unit in parts):
        return None
    channels = [value * 2.55 if unit == "%" else value for value, unit in parts[:3]]
    return (*channels, *(value / 100 if unit == "%" else value for value, unit in parts[3:]))


def _function(tokens: list[Token], at: int) -> tuple[int, list[tuple[float, str]] | None]:
    """Return where a colour's function ends, and its three or four numbers; None for no colour."""
    name = tokens[at]
    if not isinstance(name, str) or name.lower() not in _FUNCTIONS:
        return at + 1, None
    if tokens[at + 1 : at + 2] != ["("]:
        return at + 1, None
    parts: list[tuple[float, str]] = []
    for place in range(at + 2, min(at + 12, len(tokens))):
        token = tokens[place]
        if token == ")":
            return place + 1, _with_opacity(parts)
        if isinstance(token, Number):
            parts.append((token.value, token.unit))
        elif token not in (",", "/", " "):
            break
    return at + 1, None


def _with_opacity(parts: list[tuple[float, str]]) -> list[tuple[float, str]] | None:
    if len(parts) == 3:
        parts = [*parts, (1.0, "")]
    return parts if len(parts) == 4 else None
