"""JavaScript, TypeScript and what is written like them."""

from __future__ import annotations

from ..rules import lexer, lists
from ..tokens import Dialect, Options, Token, classes_of


class _Names:
    """Which names are words of the language, keys of an object, labels, calls."""

    def __init__(self, lists: dict[str, str]) -> None:
        self.classes = classes_of(lists)

    def __call__(self, tokens: list[Token], options: Options) -> list[Token]:
        out: list[Token] = []
        # "o" for the brace of an object, "b" for that of a block; ternaries within each.
        braces = [""]
        ternaries = [0]
        before = ("", "")
        classes = self.classes
        count = len(tokens)
        for index, (token_class, text) in enumerate(tokens):
            if token_class == "nx":
                token_class = classes.get(text, "nx")
                if index + 1 < count and not ternaries[-1]:
                    token_class = _labelled(tokens, index, braces[-1], before, token_class)
            elif token_class == "nf":
                if before[1] != "function" or before[0] != "kd":
                    token_class = self._call(text)
            elif token_class == "p":
                if text == "{" or text == "${":
                    is_object = braces[-1] == "o" or _takes_object(before)
                    braces.append("o" if is_object else "b")
                    ternaries.append(0)
                elif text == "}":
                    if len(braces) > 1:
                        braces.pop()
                        ternaries.pop()
                elif text == "?":
                    ternaries[-1] += 1
                elif text == ":" and ternaries[-1]:
                    ternaries[-1] -= 1
            elif text == "default" and token_class == "k" and index + 1 < count:
                token_class = _labelled(tokens, index, braces[-1], before, "k")
            if (token_class and token_class[0] != "c") or (text.strip() and not token_class):
                before = (token_class, text)
            out.append((token_class, text))
        return out

    def _call(self, text: str) -> str:
        name = text.rstrip(" \t")
        token_class = self.classes.get(name)
        if token_class == "k" or (name == "function" and name == text):
            return token_class or "kd"
        return "nc" if name.lstrip("$_")[:1].isupper() else "nf"


def _labelled(tokens: list[Token], index: int, brace: str, before: Token, token_class: str) -> str:
    """Return the class of a name, which is another one before a colon."""
    after = tokens[index + 1]
    if not after[0] and not after[1].strip() and index + 2 < len(tokens):
        after = tokens[index + 2]
    is_first = before[0] == "p" and before[1] in ("{", "}", ";", ",")
    is_statement = before == ("p", ";") or (brace == "b" and is_first and before[1] != ",")
    if after == ("p", "?") and tokens[index + 2 : index + 3] == [("p", ":")]:
        return "nl" if is_statement else token_class
    if after != ("p", ":") or not (is_first or token_class == "nx"):
        return token_class
    if brace == "o" and not is_statement:
        return token_class if before[1] == "[" else "na"
    return "nl" if is_statement else token_class


def _takes_object(before: Token) -> bool:
    """Return whether a brace after this token begins an object, not a block."""
    token_class, text = before
    if token_class == "p":
        return text not in (")", "]", "{", ";")
    return token_class == "o" or (
        token_class in ("k", "kd") and text not in ("else", "do", "try", "finally")
    )


def _dialect(tag: str) -> Dialect:
    words = lists(tag)
    return Dialect(lexer("javascript", words=tag), {}, _Names(words))


DIALECTS = {tag: _dialect(tag) for tag in ("javascript", "typescript")}
DIALECTS |= {"jsx": DIALECTS["javascript"], "tsx": DIALECTS["typescript"]}
