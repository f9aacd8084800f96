"""Names by lists, by shape and by what stands around them: what most languages differ in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..formatters import merged
from ..rules import lists
from ..tokens import Adjust, Dialect, Options, Token, classes_of

_NAMES = frozenset(
    [
        "n",
        "nx",
        "nf",
        "nc",
        "nn",
        "nb",
        "bp",
        "k",
        "kn",
        "kd",
        "kt",
        "kr",
        "kc",
        "kp",
        "ow",
        "no",
        "ne",
        "fm",
        "vm",
        "nl",
        "py",
        "na",
    ]
)
_SETTINGS = frozenset(
    [
        "classes",
        "shapes",
        "default",
        "call",
        "gap",
        "over",
        "opener",
        "after",
        "symbols",
        "trusted",
        "kept",
    ]
)
_Called = Callable[[list[Token], int], bool]


def dialect(
    tag: str,
    first: Sequence[Adjust] = (),
    then: Sequence[Adjust] = (),
    lexer: object = None,
    called: _Called | None = None,
    **lists: str,
) -> Dialect:
    """Return the dialect that `languages.txt` describes, with steps before and after its names."""
    words = Words(tag, called, lists)
    return Dialect(lexer, words.pairs("classes"), chain(*first, words, *then))


def chain(*steps: Adjust) -> Adjust:
    """Return one step made of several."""

    def adjust(tokens: list[Token], options: Options) -> list[Token]:
        for step in steps:
            tokens = step(tokens, options)
        return tokens

    return adjust


def split(kinds: str, pattern: str, *parts: str) -> Adjust:
    """Return a step that gives each group of `pattern`, within tokens of some classes, its class.

    Kinds are separated by spaces; "-" is plain text."""
    wanted = frozenset("" if kind == "-" else kind for kind in kinds.split())
    search = re.compile(pattern, re.DOTALL).finditer

    def adjust(tokens: list[Token], options: Options) -> list[Token]:
        out: list[Token] = []
        for token in tokens:
            token_class, text = token
            start = 0
            if token_class in wanted:
                for found in search(text):
                    if found.start() > start:
                        out.append((token_class, text[start : found.start()]))
                    pieces = zip(parts, found.groups(), strict=True)
                    out += [(part, piece) for part, piece in pieces if piece]
                    start = found.end()
            if not start:
                out.append(token)
            elif start < len(text):
                out.append((token_class, text[start:]))
        return out

    return adjust


def join(tokens: list[Token], options: Options) -> list[Token]:
    """Make one token of neighbours of one class."""
    return merged(tokens)


def line_ends(kind: str) -> Adjust:
    """Return a step that gives tokens of a class the line end after them."""

    def adjust(tokens: list[Token], options: Options) -> list[Token]:
        out: list[Token] = []
        for token_class, text in tokens:
            if not token_class and text[0] == "\n" and out and out[-1][0] == kind:
                out.append((kind, "\n"))
                text = text[1:]
            out.append((token_class, text))
        return out

    return adjust


# Comments end before their line does.
COMMENT_ENDS = split("c c1 cd", r"(\n+)\Z", "")


class Words:
    """A step that decides the class of each name and of each symbol, by `languages.txt`:

    a class  its words; words without one keep Pygments' class where it is `trusted`
    shapes   class=pattern, of words that no list has; the first that matches
    default  the class of other words, `n` if not given
    call     the class of a name before a parenthesis, or another `opener`; `gap` says what becomes
             of a space between: no call then, `skip`, or `take` it into the name. `over` are the
             classes that it replaces
    after    word=class or symbol=class: of the name that follows
    symbols  a pattern; what matches is punctuation, other symbols are operators
    kept     Pygments' classes of names that stay
    """

    def __init__(self, tag: str, called: _Called | None, more: dict[str, str]) -> None:
        self._settings = lists(tag)
        get = self._settings.get
        self._listed = classes_of(
            {name: words for name, words in self._settings.items() if name not in _SETTINGS} | more
        )
        self._shapes = [(re.compile(p).fullmatch, name) for name, p in self.pairs("shapes").items()]
        self._default, self._trusted = get("default", "n"), get("trusted", "").split()
        self._call, self._gap, self._called = get("call", ""), get("gap"), called
        self._over = get("over", "n").split() if self._call else []
        self._opener, self._after = get("opener", "("), self.pairs("after")
        symbols = get("symbols", "(?!)")
        self._pieces = re.compile(f"((?:{symbols})+)|(?:(?!{symbols}).)+", re.DOTALL).finditer
        self._names = _NAMES - set(get("kept", "").split())
        self._known: dict[str, str] = {}
        self._split: dict[str, list[Token]] = {}

    def pairs(self, setting: str) -> dict[str, str]:
        """Return `a=b c=d` of a setting as a mapping."""
        pairs = (pair.rpartition("=") for pair in self._settings.get(setting, "").split())
        return {name: value for name, _, value in pairs}

    def __call__(self, tokens: list[Token], options: Options) -> list[Token]:
        out: list[Token] = []
        before = ""
        taken = -1
        for index, (token_class, text) in enumerate(tokens):
            if token_class in self._names:
                if token_class not in self._trusted or text in self._listed:
                    token_class = self._known.get(text) or self._class(text, token_class)
                is_keyword = token_class[0] == "k" or token_class == "ow"
                if before in self._after and (
                    not is_keyword if before.isalpha() else tokens[index - 1][1] == before
                ):
                    token_class = self._after[before]
                elif (
                    token_class in self._over and (gap := self._gap_before_call(tokens, index)) >= 0
                ):
                    token_class = self._call
                    taken = index + 1 if gap and self._gap == "take" else -1
            elif token_class == "o" or token_class == "p":
                out += self._split.get(text) or self._symbols(text)
                before = text
                continue
            elif index == taken:
                out[-1] = (out[-1][0], out[-1][1] + text)
                continue
            out.append((token_class, text))
            if token_class[:1] not in ("", "c") or (text.strip() and not token_class):
                before = text
        return out

    def _gap_before_call(self, tokens: list[Token], index: int) -> int:
        """Return how many tokens are between a name and what opens a call; -1 without one."""
        gap = 0
        after = index + 1
        if self._gap and after < len(tokens) and tokens[after][1].strip(" ") == "":
            gap, after = 1, after + 1
        if after >= len(tokens) or tokens[after][1][0] not in self._opener:
            return -1
        return gap if self._called is None or self._called(tokens, index) else -1

    def _class(self, word: str, given: str) -> str:
        if not word.rstrip("?!").isidentifier():
            return given
        found = self._listed.get(word)
        if found is None:
            found = next((name for match, name in self._shapes if match(word)), self._default)
        self._known[word] = found
        return found

    def _symbols(self, text: str) -> list[Token]:
        pieces = [("p" if piece[1] else "o", piece[0]) for piece in self._pieces(text)]
        self._split[text] = pieces
        return pieces
