"""Swift"""

from __future__ import annotations

from ..grammar import Grammar, Scan, words
from ..patterns import UPPER

_NAME = r"(?u:[^\W\d]|[^\u0000-\uFFFF])(?u:\w|[^\u0000-\uFFFF])*"
_WORDS = words(
    "n",
    k="""Self Type as associativity async autoreleasepool await break case catch consume continue
    default defer didSet discard do dynamicType each else fallthrough for get guard if in
    infix inout is isolated left mutating new none nonmutating operator override postfix
    precedence precedencegroup prefix repeat rethrows return right self set super switch throw
    throws try unowned weak where while willSet""",
    kd="""actor any associatedtype borrowing class consuming convenience deinit distributed dynamic
    enum extension fileprivate final func import indirect init internal lazy let macro
    nonisolated open optional package private protocol public required some static struct
    subscript typealias var""",
    kc="true false nil",
)
_QUALIFIED = r"(private|internal)(\([ ]*)(\w+)([ ]*\))"
_UNOWNED = r"(unowned\([ ]*)(\w+)([ ]*\))"


def _name(scan: Scan) -> None:
    token_class = _WORDS.classify(scan.match.group())
    if token_class == "n" and scan.match.group()[0].isupper():
        token_class = "kt"
    scan.emit(token_class)


def _call(scan: Scan) -> None:
    scan.emit("kt" if scan.match.group()[0].isupper() else "nf")


def _setter(scan: Scan) -> None:
    if scan.group(3) == "set":
        scan.emit("kd")
        return
    for number, token_class in enumerate(("kd", "kd", "err", "kd"), 1):
        scan.emit(token_class, scan.group(number))


def _unowned(scan: Scan) -> None:
    if scan.group(2) in ("safe", "unsafe"):
        scan.emit("kd")
        return
    for number, token_class in enumerate(("kd", "err", "kd"), 1):
        scan.emit(token_class, scan.group(number))


def _long_regex(scan: Scan) -> None:
    scan.memory["hashes"] = scan.group(1)
    scan.emit("sr")
    scan.push("long_regex")


def _regex_end(scan: Scan) -> None:
    scan.emit("sr")
    if scan.match.group().endswith("/" + scan.memory.get("hashes", "")):
        scan.memory["hashes"] = ""
        scan.pop()


GRAMMAR = Grammar(
    {
        "root": [
            (r"\n+", "", "line_start"),
            ("//.*", "c1", "line_start"),
            "spaces",
            (r"\$(?:[1-9]\d*)?\d", "nv"),
            (rf"\${_NAME}", "n"),
            (r"~Copyable\b", "kt"),
            (r"[()\[\]{}:;,?\\]", "p"),
            (r"(?P<hashes>#{0,99})/(?!\s).*(?<![\s\\])/(?P=hashes)", "sr"),
            (r"[-/=+*%<>!&|^.~]+", "o"),
            ('@?"', "s", "string"),
            (r"'(?:\\.|.)'", "sc"),
            (
                r"(?i:(?:\d+(?:_\d+)*\*|(?:\d+(?:_\d+)*)?\.\d+(?:_\d)*)(?:e[+-]?\d+(?:_\d)*)?)",
                "mf",
            ),
            (r"(?i:\d+e[+-]?[0-9]+)", "mf"),
            ("0o?[0-7]+(?:_[0-7]+)*", "mo"),
            (
                r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*"
                r"(?:(?:\.[0-9A-F]+(?:_[0-9A-F]+)*)?p[+-]?\d+)?",
                "mh",
            ),
            ("0b[01]+(?:_[01]+)*", "mb"),
            (r"\d+(?:_\d+)*", "mi"),
            (f"@{_NAME}", "kd"),
            (f"#{_NAME}", "k"),
            (_QUALIFIED, _setter),
            (_UNOWNED, _unowned),
            (rf"(let|var)\b(\s*)({_NAME})", ("k", "", "nv")),
            (r"(let|var)\b(\s*)(\()", ("k", "", "p"), "tuple"),
            (
                rf"(?!(?:if|while|for|private|internal|unowned|switch|case)\b){_NAME}(?=[?!]?\s*\()",
                _call,
            ),
            (r"as[?!]?(?=\s)|try!?(?=\s)", "k"),
            (rf"(#?(?!default)(?!{UPPER}){_NAME})(\s*)(:)", ("nv", "", "p")),
            (_NAME, _name),
            (f"(`)({_NAME})(`)", ("p", "nv", "p")),
            (r"(#{1,99}+)/\n", _long_regex),
        ],
        "line_start": [(r'#(?![#"/]).*', "cp"), "spaces", ("", "", "#pop")],
        "spaces": [(r"\s+", ""), (r"/\*", "cm", "comment")],
        "comment": [
            (r"/\*", "cm", "#push"),
            (r"\*/", "cm", "#pop"),
            ("[^*/]+|.", "cm"),
        ],
        "tuple": [
            (_NAME, "nv"),
            (f"(`)({_NAME})(`)", ("p", "nv", "p")),
            (",", "p"),
            (r"\(", "p", "#push"),
            (r"\)", "p", "#pop"),
            "spaces",
        ],
        "string": [
            (r"""\\[\\0tnr'"]""", "se"),
            (r"\\\(", "se", "interpolated"),
            (r"\\u\{[0-9a-fA-F]{1,8}\}", "se"),
            (r'[^\\"]+', "s"),
            ('"""|"', "s", "#pop"),
        ],
        "interpolated": [
            (r"\(", "p", "nested"),
            (r"\)", "se", "#pop"),
            "root",
        ],
        "nested": [(r"\(", "p", "#push"), (r"\)", "p", "#pop"), "root"],
        "long_regex": [
            (r"^\s*/#+", _regex_end),
            ("#.*", "c1"),
            (r"(?s:.)", "sr"),
        ],
    },
    start=("root", "line_start"),
)
tokens = GRAMMAR.tokens
