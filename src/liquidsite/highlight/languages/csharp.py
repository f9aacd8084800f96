"""C#"""

from __future__ import annotations

from ..grammar import Grammar, through, words

_NAME = r"@?[_a-zA-Z]\w*"
_KEYWORDS = """abstract add alias and as ascending async await base break by case catch checked
const continue default delegate descending do else enum equals event explicit extern false finally
fixed for foreach from get global goto group if implicit in init interface internal into is join
let lock nameof new not notnull null on operator or orderby out override params partial private
protected public readonly ref remove return sealed select set sizeof stackalloc static switch this
throw true try typeof unchecked unmanaged unsafe value virtual void volatile when where while with
yield"""
_TYPES = """bool byte char decimal double dynamic float int long nint nuint object sbyte short
string uint ulong ushort var"""
_DIRECTIVES = "if|endif|else|elif|define|undef|line|error|warning|region|endregion|pragma|nullable"
_DIGITS = "[0-9](?:[_0-9]*[0-9])?"

GRAMMAR = Grammar(
    {
        "root": [
            "spaces",
            (r'\$\s*"', "s", "interpolated"),
            (r'\$@\s*"', "s", "interpolated_verbatim"),
            (rf"<\[\s*(?:{_NAME}:)?|\]>", "k"),
            "operators",
            ('@"(?:""|[^"])*"', "s"),
            (r'"(?:\\.|[^"\\\n]|\\(?=\n))*["\n]|"[^\n]*"', "s"),
            (r"'(?:\\.|.)'", "sc"),
            ("(?i:0b[_01]+[lu]?|0x[_0-9a-f]+[lu]?)", "m"),
            (rf"(?i:{_DIGITS}(?:\.{_DIGITS})?(?:e[+-]?{_DIGITS})?[fldum]?)", "m"),
            (r"(?:class|record|struct|interface)\b", "k", "class"),
            (r"(?:namespace|using)\b", "k", "namespace"),
            (rf"^#[ \t]*(?:{_DIRECTIVES})\b.*\n", "cp"),
            (
                rf"(?:{'|'.join((_KEYWORDS + ' ' + _TYPES).split())})\b",
                words("k", kt=_TYPES),
            ),
            (rf"{_NAME}(?=\s*\()", "nf"),
            (_NAME, "n"),
        ],
        "operators": [(r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", "p")],
        "spaces": [
            (r"\s+", ""),
            ("//.*", "c1"),
            (r"/\*", through("*/", "cm")),
        ],
        "nest": [(r"\{", "p", "#push"), (r"\}", "p", "#pop"), "root"],
        "interpolated": [
            (r"\\.", "s"),
            (r"\{", "p", "nest"),
            (r'"|\n', "s", "#pop"),
            (".", "s"),
        ],
        "interpolated_verbatim": [
            ('""', "s"),
            (r"\{", "p", "nest"),
            ('"', "s", "#pop"),
            (".", "s"),
        ],
        "class": ["spaces", (_NAME, "nc", "#pop")],
        "namespace": [
            "spaces",
            (r"(?=\()", "", "#pop"),
            (rf"(?:{_NAME}|\.)+", "nn", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
