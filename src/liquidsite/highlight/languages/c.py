"""C: labels stand only where a line begins, functions only outside of braces."""

from __future__ import annotations

import re

from ..grammar import DECLINED, Action, Grammar, Scan, States, through, twice, words

NAME = "[a-zA-Z_][a-zA-Z0-9_]*"
# Words, stars and spaces up to a name and its opening parenthesis.
_RUN = re.compile(r"[\w*\s]*+", re.A)
_BEFORE_NAME = re.compile(rf"(?s:.*[\s*])(?={NAME}\s*+\Z)", re.A)
_PARAMETERS_END = re.compile(r"\)(?=((?:\s|//[^\n]*\n|/\*(?s:.*?)\*/)*+)([{;]))", re.A)

KEYWORDS = """_Alignas _Alignof _Atomic _Generic _Imaginary _Noreturn _Static_assert _Thread_local
auto break case const continue default do else enum extern for goto if register restricted return
sizeof static struct switch typedef union virtual volatile while"""
TYPES = """DIR FILE _Bool _Complex char char16_t char32_t clock_t div_t double float fpos_t int
int16_t int32_t int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t
int_least32_t int_least64_t int_least8_t intmax_t intptr_t jmp_buf ldiv_t long mbstate_t off_t
ptrdiff_t short sig_atomic_t signed size_t ssize_t time_t uint16_t uint32_t uint64_t uint8_t
uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t uint_least64_t
uint_least8_t uintmax_t uintptr_t unsigned va_list void wchar_t wctrans_t wctype_t wint_t"""
RESERVED = """__asm __based __cdecl __declspec __except __fastcall __finally __inline __int16
__int32 __int61 __int8 __leave __naked __restrict __stdcall __thread __try __typename _inline _naked
_restrict _thread _typename inline naked restrict thread typename"""


def _function(scan: Scan) -> bool | None:
    """`int *f(int a) {` or `;`: the words before, the name, the parameters, each in its classes."""
    start, text = scan.end, scan.text
    if start < scan.notes.get("no_function", 0):
        return DECLINED
    run = _RUN.match(text, start)
    end = run.end() if run else start
    before = _BEFORE_NAME.match(text, start, end) if text[end : end + 1] == "(" else None
    found = scan.search(_PARAMETERS_END) if before else None
    if found and text.find(";", end, found.start()) >= 0:
        found = None
    if before is None or found is None or before.end() < start + 2:
        scan.notes["no_function"] = end
        return DECLINED
    name = text[before.end() : end].rstrip(" \t\n\v\f\r")
    scan.inner(scan.grammar).feed(before.group())
    scan.emit("nf", name)
    scan.inner(scan.grammar).feed(text[before.end() + len(name) : found.end()])
    scan.inner(scan.grammar).feed(found[1])
    scan.emit("p", found[2])
    scan.end = found.end(2)
    if found[2] == "{":
        scan.push("function")
    return None


def states(names: Action) -> States:
    return {
        "root": [
            (r"\n+", "", "expression_start"),
            "spaces",
            (r"(?=[\w*])", _function),
            (r"\{", "p", "function"),
            "statements",
        ],
        "line_start": [(rf"{NAME}:(?!:)", "nl"), "expression_start"],
        "expression_start": [
            "inline_spaces",
            (r"#if\s0", "c", "if_0"),
            ("#", "cp", "macro"),
            ("", "", "#pop"),
        ],
        "inline_spaces": [
            (r"[ \t\r]+|\\\n", ""),
            (r"/(?:\\\n)?\*", through("*/", "cm")),
        ],
        "spaces": [
            (r"\n+", "", "line_start"),
            ("//.*", "c1", "line_start"),
            "inline_spaces",
        ],
        "statements": [
            "spaces",
            ('(?:u8|u|U|L)?"', "s", "string"),
            (r"(?i:(?:u8|u|L)?'(?:\\.|\\[0-7]{1,3}|\\x[a-f0-9]{1,2}|[^\\'\n])')", "sc"),
            (r"(?i:(?:\d+\.\d*|\.?\d+)e[+-]?\d+[lu]*)", "mf"),
            ("(?i:0x[0-9a-f]+[lu]*)", "mh"),
            ("(?i:0[0-7]+[lu]*)", "mo"),
            (r"(?i:\d+[lu]*)", "mi"),
            (r"\*/", "err"),
            "operators",
            (r"[()\[\],.;]", "p"),
            (r"case\b", "k", "case"),
            (r"(?:true|false|NULL)\b", "nb"),
            (NAME, names),
        ],
        "operators": [(r"[~!%^&*+=|?:<>/-]", "o")],
        "case": [(":", "p", "#pop"), "statements"],
        "function": [
            "statements",
            (r"\{", "p", "function"),
            (r"\}", "p", "#pop"),
        ],
        "string": [
            ('"', "s", "#pop"),
            (r"""\\(?:[\\abfnrtv"']|x[a-fA-F0-9]{2,4}|[0-7]{1,3})""", "se"),
            (r'[^\\"\n]+|\\\n?', "s"),
        ],
        "macro": [
            (r"""(include)(\s*)(<[^>]{1,300}>|"[^"]{1,300}")([^\n]*)""", ("cp", "", "cpf", "c1")),
            (r"[^/\n\\]+|\\(?s:.)", "cp"),
            "inline_spaces",
            ("/", "cp"),
            (r"\n", "cp", "#pop"),
        ],
        "if_0": [
            (r"^[^\S\n]*#if", "c", "#push"),
            (r"^[^\S\n]*#\s*el(?:se|if)", "c", "#pop"),
            (r"^[^\S\n]*#\s*endif\b(?s:.*?)(?<!\\)\n", "c", "#pop"),
            (r".*?\n", "c"),
        ],
    }


GRAMMAR = Grammar(
    states(words("n", k=KEYWORDS, kt=TYPES, kr=RESERVED)), start=("root", *twice("line_start"))
)
tokens = GRAMMAR.tokens
