"""Decoding of LaTeX in fields, as the gem latex-decode does it: `{\\"o}` is `ö`, `--` is `–`.

What symbols look like comes from the package pylatexenc. Which commands are decoded is the gem's
choice: one that it does not know stays as it is, without its braces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from liquidsite.errors import PluginError

# Commands that are followed by what they print: the spaces after them do not count.
_SYMBOLS = """
    Alpha Beta Bumpeq Cap Chi Cup Epsilon Eta Gamma Iota Kappa Lambda Leftrightarrow Mu Nu Omega
    Phi Psi Rho Rightarrow Sigma Subset Supset Tau Theta Upsilon Vdash Vvdash Xi Zeta alpha
    angle approx approxeq ast asymp backsim backsimeq because beta between bigcap bigcup bigvee
    bigwedge bowtie boxdot boxminus boxplus boxtimes bullet bumpeq cap cdots chi circ circeq
    circledast circledcirc circleddash complement cong coprod cup curlyeqprec curlyeqsucc
    curlyvee curlywedge dag dashv ddots delta divideontimes doteq doteqdot dotplus dots
    downarrow eqcirc equiv eta exists fallingdotseq flat forall gamma geq geqq gg gneqq gnsim
    gtrdot gtreqless gtrless gtrsim guilsinglleft guilsinglright iiint iint in infty int
    intercal iota kappa lambda langle lceil leftarrow leftrightarrow leftthreetimes leq leqq
    lessdot lesseqgtr lessgtr lesssim lfloor ll lneqq lnsim ltimes measuredangle mp mu multimap
    nVdash nabla natural neq nexists ngeq ngtr ni nleq nless nmid notin nparallel nprec
    nsubseteq nsucc nsupseteq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq nu
    odot oint omega ominus oplus oslash otimes parallel partial pitchfork prec preccurlyeq
    precsim prod propto psi quotedblbase quotesinglbase rangle rceil rfloor rho rightarrow
    rightleftharpoons rightthreetimes risingdotseq rtimes setminus sharp sigma sim simeq
    sphericalangle sqcap sqcup sqsubset sqsubseteq sqsupset sqsupseteq ss star subset subseteq
    subsetneq succ succcurlyeq succnsim succsim sum supset supseteq supsetneq surd tau
    textasciitilde textbackslash textbullet textcolonmonetary textdong textemdash textendash
    texteuro textinterrobang textlira textnaira textnumero textpertenthousand textperthousand
    textquotedblleft textquotedblright textquoteleft textquoteright textreferencemark
    texttrademark textwon therefore theta top triangleq uparrow updownarrow uplus upsilon vdash
    vdots vee veebar wedge wr xi zeta
"""
# Those that pylatexenc does not know, or shows as another character than the gem.
_OWN_SYMBOLS: Mapping[str, str] = {
    "Box": "□",
    "Delta": "∆",
    "barwedge": "⊼",
    "bot": "⊥",
    "cdot": "⋅",
    "clubsuit": "♣",
    "ddag": "‡",
    "diamond": "⋄",
    "diamondsuit": "♢",
    "epsilon": "ε",
    "euro": "€",
    "ggg": "⋙",
    "heartsuit": "♡",
    "leadsto": "↝",
    "lhd": "⊲",
    "lll": "⋘",
    "mid": "∣",
    "ncong": "≇",
    "nsim": "≁",
    "phi": "φ",
    "precnsim": "⋨",
    "rhd": "⊳",
    "set": "∅",
    "spadesuit": "♠",
    "textasciicircum": "^",
    "textoverline": "‾",
    "textquotesingle": "’",
    "unlhd": "⊴",
    "unrhd": "⊵",
    "tone1": "˩",
    "tone2": "˨",
    "tone3": "˧",
    "tone4": "˦",
    "tone5": "˥",
}
# Those that are decoded before dashes and what is escaped; the others see these as text.
_PUNCTUATION = frozenset(
    """
    dag ddag dots guilsinglleft guilsinglright langle quotedblbase quotesinglbase rangle
    textasciicircum textasciitilde textbackslash textbullet textemdash textendash textinterrobang
    textoverline textpertenthousand textperthousand textquotedblleft textquotedblright
    textquoteleft textquoteright textquotesingle textreferencemark
    """.split()  # noqa: SIM905
)
_LETTERS = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ"}
# A command → the combining mark that it puts on the letter after it.
_MARKS: Mapping[str, str] = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "u": "\u0306",
    "v": "\u030c",
    "G": "\u030f",
    "M": "\u0322",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "B": "\u0335",
    "t": "\u0361",
}
_TYPED = {"-": "-", "--": "–", "---": "—", "`": "‘", "``": "“", "'": "’", "''": "”"}

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_SPECIAL = re.compile(r"[\\{}$~`'-]")
_DOTLESS = re.compile(r"\\([ij])\b")
_CONTROL_SPACE = re.compile(r"(\\[a-zA-Z]+)\\([ \t\r\n\f\v]+)")
_BEFORE_PUNCTUATION = re.compile(r"([^{]\\\w)([;,.:%])")
# `\c cb` is `\c{cb}`.
_ARGUMENT = re.compile(r"(\\[^\sijIJ&#${}_~%])[ \t\r\n\f\v]+([^\W\d_]+)\b")
_TIE = re.compile(r"(^|[^\\])~")
_MATH = re.compile(r"\$([^$]+)\$")
_ACCENT = re.compile(rf"\\([`'^~=.\"])(?:\{{({_LETTER})\}}|({_LETTER}))")
_DIACRITIC = re.compile(rf"\\([rHuvGMdckbBt])\{{({_LETTER})([^\W\d_]*)\}}")
_NAMED_LETTER = re.compile(r"\\(o|O|l|L|aa|AA|ae|AE)(?![\w\u0300-\u036f])")
_COMMAND = re.compile(r"\\([a-zA-Z]+[1-5]?)(\{\}|[ \t\r\n\f\v]+|\b)")
_THIN_SPACE = re.compile(r"\\,(?:\{\}|[ \t\r\n\f\v]+|\b)")
_DASHES_AND_QUOTES = re.compile(r"-+|`{1,2}|'{1,2}")
_ESCAPED = re.compile(r"\\(?:([$%;#_&])(?:\{\})?|(~)\{\}|( ))")
_BRACES = re.compile(r"(^|[^\\])[{}]+", re.MULTILINE)
_ESCAPED_BRACE = re.compile(r"\\([{}])")


def decode(text: str) -> str:
    """Return `text` in Unicode's composed form, with what the gem knows of LaTeX decoded."""
    if _SPECIAL.search(text):
        if "\\" in text or "~" in text:
            text = _normalized(text)
        text = _MATH.sub(r"\1", text)
        if "\\" in text:
            text = _ACCENT.sub(lambda m: (m[2] or m[3]) + _MARKS[m[1]], text)
            text = _DIACRITIC.sub(lambda m: m[2] + _MARKS[m[1]] + m[3], text)
            text = _NAMED_LETTER.sub(lambda m: _LETTERS[m[1]], text)
            text = _COMMAND.sub(_punctuation, text)
        text = _DASHES_AND_QUOTES.sub(lambda m: _TYPED.get(m[0], ""), text)
        if "\\" in text:
            text = _ESCAPED.sub(lambda m: m[1] or m[2] or m[3], text)
            text = _COMMAND.sub(_symbol, text)
        text = _THIN_SPACE.sub("\u202f", text)
        text = _ESCAPED_BRACE.sub(r"\1", _BRACES.sub(r"\1", text))
    return unicodedata.normalize("NFC", text)


def _normalized(text: str) -> str:
    """Write commands with braces around or after them, and ties as spaces that do not break."""
    text = _DOTLESS.sub(lambda m: "ı" if m[1] == "i" else "ȷ", text)
    text = _CONTROL_SPACE.sub(r"\1{}\2", text)
    text = _BEFORE_PUNCTUATION.sub(r"\1{}\2", text)
    text = _ARGUMENT.sub(r"\1{\2}", text)
    return _TIE.sub("\\1\u00a0", text)


def _punctuation(match: re.Match[str]) -> str:
    return _symbols()[match[1]] if match[1] in _PUNCTUATION else match[0]


def _symbol(match: re.Match[str]) -> str:
    return _symbols().get(match[1], match[0])


@lru_cache(maxsize=1)
def _symbols() -> Mapping[str, str]:
    """Map each command that prints a symbol to that."""
    try:
        latex2text = import_module("pylatexenc.latex2text")
    except ImportError:
        raise PluginError("LaTeX needs pylatexenc: pip install 'liquidsite[scholar]'") from None
    known = latex2text.get_default_latex_context_db()
    found = {name: str(known.get_macro_spec(name).simplify_repl) for name in _SYMBOLS.split()}
    return {**found, **_OWN_SYMBOLS, "textquoteleft": "‘", "textquoteright": "’"}
