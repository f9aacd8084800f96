"""C++"""

from __future__ import annotations

from ..grammar import Grammar, Scan, States, prepend, through, twice, words
from . import c

_KEYWORDS = """alignas alignof asm auto catch char8_t co_await co_return co_yield concept const_cast
consteval constexpr constinit decltype delete dynamic_cast explicit export final friend import
module mutable namespace new noexcept operator override private protected public reinterpret_cast
requires restrict size_of static_assert static_cast this thread_local throw throws try typeid
typename using virtual"""
_RESERVED = """__event __interface __multiple_inheritance __single_inheritance __super __uuidof
__virtual_inheritance"""
_DIGITS = r"\d(?:'?\d)*"
_HEX = "[0-9a-fA-F](?:'?[0-9a-fA-F])*"
_SUFFIX = "y|d|h|min|s|ms|us|ns|i|if|il"


def _close(scan: Scan) -> None:
    scan.emit("p")
    if "function" in scan.stack:
        scan.pop()


def states(builtins: str = "") -> States:
    """The states; `builtins` are a further language's own."""
    classes = {
        "k": f"{c.KEYWORDS} {_KEYWORDS}",
        "kt": f"{c.TYPES} bool",
        "kr": f"{c.RESERVED} {_RESERVED}",
        "nb": builtins,
    }
    below = c.states(words("n", classes))
    return {
        **below,
        "root": prepend(below, "root", (r"(?:__offload|__blockingoffload|__outer)\b", "kp")),
        "statements": prepend(
            below,
            "statements",
            (r"(?:class|struct)\b", "k", "classname"),
            (r"template\b", "k", "template"),
            (rf"{_DIGITS}(?:\.{_DIGITS})?(?:{_SUFFIX})\b", "mx"),
            (
                rf"(?i:(?:{_DIGITS}\.(?:{_DIGITS})?|\.{_DIGITS})(?:[ep][+-]?{_DIGITS})?[luf]*)",
                "mf",
            ),
            (rf"(?i:{_DIGITS}[ep][+-]?{_DIGITS}[luf]*)", "mf"),
            (rf"(?i:0x{_HEX}(?:[ep][+-]?{_DIGITS})?[lu]*)", "mh"),
            ("0b[01]+(?:'[01]+)*", "mb"),
            ("(?i:0[0-7](?:'?[0-7])*[lu]*)", "mo"),
            (rf"(?i:{_DIGITS}[lu]*)", "mi"),
            (r"nullptr\b", "nb"),
            (
                r"""(?:u8|u|U|L)?R"([a-zA-Z0-9_{}\[\]#<>%:;.?*+\-/^&|~!=,"']{,16})\(""",
                through(lambda scan: f'){scan.group(1)}"', "s"),
            ),
            ("::|<=>", "o"),
            (r"\{", "p"),
            (r"\}", _close),
        ),
        "classname": [
            (c.NAME, "nc", "#pop"),
            "spaces",
            (r"\.{3}", "o"),
            (",", "p", "#pop"),
            ("", "", "#pop"),
        ],
        "template": [
            ("[>;]", "p", "#pop"),
            (r"typename\b", "k", "classname"),
            "statements",
        ],
        "case": [(":(?!:)", "p", "#pop"), "statements"],
    }


GRAMMAR = Grammar(states(), start=("root", *twice("line_start")))
tokens = GRAMMAR.tokens
