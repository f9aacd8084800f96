"""Python, Ruby, PHP, SQL and the languages of science: Pygments' lexers, names decided anew."""

from __future__ import annotations

from functools import cache

from pygments.lexers import _julia_builtins

from ..lexer import Lexer
from ..rules import lexer, lists
from ..tokens import Dialect, Options, Token, classes_of
from .templates import with_parent
from .words import COMMENT_ENDS, chain, dialect, join, split


def _python(tokens: list[Token], options: Options) -> list[Token]:
    """Calls of classes are classes; `fd` is the name of a function where it is defined."""
    names = {"fd": "nf", "s1": "s"}
    return [
        (
            "nc"
            if token_class == "nf" and text[0].isupper()
            else names.get(token_class, token_class),
            text,
        )
        for token_class, text in tokens
    ]


def _ruby(tokens: list[Token], options: Options) -> list[Token]:
    """Methods after a dot, keys with the space after them, strings without escapes."""
    out: list[Token] = []
    for token_class, text in tokens:
        last_class, last = out[-1] if out else ("", "")
        if token_class == "se" and last_class == "s1":
            token_class = "s1"
        elif last == ":" and last_class == "p" and len(out) > 1 and out[-2][0] in _KEYS:
            is_key = not out[-2][1].startswith(":")  # but a symbol
            if is_key and not token_class and text.isspace():
                out[-2:] = [("ss", out[-2][1] + ":")]
                token_class = "ss"
        elif token_class == "mi" and last == "." and len(out) > 1 and out[-2][0] == "mi":
            out[-2:] = [("mf", out[-2][1] + ".")]
            token_class = "mf"
        elif token_class in ("no", "nn") and last == "::" and len(out) > 1 and out[-2][0] == "nc":
            token_class = "nc"
            out[-1] = ("nc", "::")
        elif token_class == "o" and text[0] == "\\":
            operator = text.lstrip("\\")
            out.append(("p", text.removesuffix(operator)))
            text = operator
        elif token_class == "dl":
            token_class = "no" if text.strip() else ""
        elif token_class == "sh" and last == "\n" and not last_class:
            out[-1] = ("sh", "\n")
        out.append((token_class, text))
    return out


_KEYS = ("ss", "n", "nb", "k", "kp", "no", "nf")


def _backquoted(tokens: list[Token], options: Options) -> list[Token]:
    """Names in backquotes are one token."""
    out: list[Token] = []
    quoted = ""
    for token_class, text in tokens:
        if text == "`":
            if quoted:
                out.append(("nv", quoted + text))
            quoted = "" if quoted else text
        elif quoted:
            quoted += text
        else:
            out.append((token_class, text))
    return [*out, ("o", quoted)] if quoted else out


_SYMBOLS = split("p o", r"([(){}\[\],;]+)|([^(){}\[\],;]+)", "p", "o")
_R = classes_of(lists("r"))


def _r(tokens: list[Token], options: Options) -> list[Token]:
    """Spaces have a class of their own; a known function is one where it is called."""
    out: list[Token] = []
    for index, (token_class, text) in enumerate(tokens):
        if not token_class and text.isspace():
            token_class = "w"
        elif token_class == "s":
            token_class = "s1" if text[0] == "'" else "s2"
        elif token_class in ("n", "nf", "nb", "kc", "k", "kr", "kd"):
            token_class = _R.get(text, "n")
            if token_class == "nf" and not (
                index + 1 < len(tokens) and tokens[index + 1][1][0] == "("
            ):
                token_class = "n"
        out.append((token_class, text))
    return out


_BEFORE_TYPE = ("mutable", "abstract", "primitive")


def _julia(tokens: list[Token], options: Options) -> list[Token]:
    """Names of functions and types take the space before them along; no transposition."""
    out: list[Token] = []
    for token_class, text in tokens:
        last = out[-1] if out else ("", "")
        if (
            len(out) > 1
            and last[0] == ""
            and last[1].strip(" ") == ""
            and token_class in ("n", "kt")
        ):
            before = out[-2][1]
            if out[-2][0] == "k" and before in ("function", "macro"):
                token_class, text = "nf", out.pop()[1] + text
            elif out[-2][0] == "k" and before.endswith(("struct", "type")):
                token_class, text = "nc", out.pop()[1] + text
        elif token_class == "p":
            token_class = "x"
        elif token_class == "ss":
            token_class = "o" if text == ":" else "n"
        elif token_class == "si" and last[0] == "sb":
            token_class = "sb"
        elif token_class == "o" and text == "'":
            token_class = "err"
        elif text in ("struct", "type") and len(out) > 1 and out[-2][1] in _BEFORE_TYPE:
            text = out[-2][1] + last[1] + text
            del out[-2:]
        out.append((token_class, text))
    return out


def _haskell(tokens: list[Token], options: Options) -> list[Token]:
    """Definitions are names like others; pragmas and documentation are no mere comments."""
    out: list[Token] = []
    for token_class, text in tokens:
        if token_class == "nf" and (not out or out[-1][1].endswith("\n")):
            token_class = "n"
        elif token_class == "cm" and text.startswith("{-#"):
            token_class = "cp"
        elif token_class == "c1" and text.startswith(("-- |", "-- ^")):
            token_class = "cd"
        out.append((token_class, text))
    return out


@cache
def _php_functions() -> frozenset[str]:
    from pygments.lexers import _php_builtins

    return frozenset(name for names in _php_builtins.MODULES.values() for name in names)


def _php(tokens: list[Token], options: Options) -> list[Token]:
    """Calls of PHP's own functions have a class of their own."""
    calls = {True: "nb", False: "nf"}
    return [
        (calls[text in _php_functions()] if token_class == "fm" else token_class, text)
        for token_class, text in tokens
    ]


def _php_tokens(code: str, options: Options) -> list[Token]:
    """Code without a tag of PHP's or HTML's is PHP; else what is around the tags is HTML."""
    inline = options.get("start_inline")
    if inline in (None, "guess"):
        inline = "<?" not in code and not code.lstrip().startswith("<")
    is_inline = inline not in (False, "0", "false", "off", "no")
    found = Lexer("php-inner").tokens("<?php\n" + code if is_inline else code)
    if is_inline:
        found = [("", found[1][1][1:]), *found[2:]] if found[1:] else []
    return with_parent(found, {})


DIALECTS = {
    "python": dialect(
        "python",
        lexer=lexer("python"),
        first=[
            split("s1", r"(\"\"\"|\'\'\'|[\"\'])", "sh"),
            split(
                "s",
                r"(\"\"\"|\'\'\'|[\"\'])|(\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^N]))",
                "sh",
                "se",
            ),
        ],
        then=[_python],
    ),
    "ruby": dialect("ruby", then=[_ruby]),
    "sql": dialect(
        "sql",
        [
            COMMENT_ENDS,
            split("err", r"([{}\[\]])", "p"),
            split("mi mf", r"\A(-)", "o"),
            split("s1", r"(?<=.)(\'\'|\\.)(?=.)", "se"),
        ],
        [_backquoted],
    ),
    "r": Dialect(
        None, {"mf": "m", "mi": "m", "se": "s", "si": "s"}, chain(COMMENT_ENDS, join, _SYMBOLS, _r)
    ),
    "julia": dialect("julia", then=[_julia], kt="Minute " + " ".join(_julia_builtins.BUILTIN_LIST)),
    "matlab": dialect(
        "matlab", [COMMENT_ENDS, split("-", r"(\w+)|([(),\[\]]+)|(\s+)", "n", "p", "")]
    ),
    "haskell": Dialect(None, {"ow": "o"}, chain(COMMENT_ENDS, join, _haskell)),
    "php": Dialect(tokens=_php_tokens),
    "php-inner": Dialect(lexer("php"), {}, _php),
}
