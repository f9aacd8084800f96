"""Ruby: whether `/`, `%` and `?` are operators or begin a literal depends on what stands before."""

from __future__ import annotations

import re
from typing import cast

from ..grammar import DECLINED, Grammar, Rules, Scan, States, twice, words
from ..patterns import CASED, LETTER, LETTERS, LOWER, UPPER, WORD, quoted

_NAME = rf"{LETTERS}{WORD}*"
_CASED_NAME = f"{CASED}{WORD}*"
_KEYWORDS = """BEGIN END alias begin break case do else elsif end ensure for if in next redo rescue
raise retry return super then undef unless until when while yield"""
_PSEUDO = """__FILE__ __LINE__ alias_method attr catch extend false include loop module_function nil
private protected public raise throw true"""
_FUNCTIONS = """__id__ __send__ abort ancestors at_exit attr_accessor attr_reader attr_writer
autoload binding callcc caller catch chomp chop class_eval class_variables clone const_get
const_missing const_set constants display dup eval exec exit extend fail fork format freeze getc
gets global_variables gsub hash id included_modules inspect instance_eval instance_method
instance_methods instance_variable_get instance_variable_set instance_variables lambda load
local_variables loop method method_missing methods module_eval name object_id open p print printf
private_class_method private_instance_methods private_methods proc protected_instance_methods
protected_methods public_class_method public_instance_methods public_methods putc puts raise rand
readline readlines require require_relative scan select self send set_trace_func singleton_methods
sleep split sprintf srand sub syscall system taint test throw to_a to_s trace_var trap untaint
untrace_var warn"""
_QUESTIONS = """autoload block_given const_defined eql equal frozen include instance_of is_a
iterator kind_of method_defined nil private_method_defined protected_method_defined
public_method_defined respond_to tainted"""
_WORDS = words("", k=_KEYWORDS, kp=_PSEUDO, ow="not and or", nb=_FUNCTIONS)
_MARKED = words(
    "", nb=" ".join(f"{name}?" for name in _QUESTIONS.split()) + " chomp! chop! exit! gsub! sub!"
)
_CLOSERS = {"{": "}", "[": "]", "(": ")", "<": ">"}


def _word(scan: Scan) -> bool | None:
    word = scan.match.group()
    token_class = _WORDS.classify(word)
    if token_class in ("", "nb"):
        marked = word + scan.text[scan.end : scan.end + 1]
        if _MARKED.classify(marked):
            scan.emit("nb", marked)
            scan.end += 1
            scan.push("value")
            return None
        if not token_class:
            return DECLINED
    scan.emit(token_class)
    scan.push("call" if token_class == "nb" else "value")
    return None


def _percent_literal(scan: Scan) -> None:
    kind, opener = scan.group(1), scan.group(2)
    token_class = "sr" if kind == "r" else "sx"
    if kind == "r":
        scan.push("regex_flags")
    scan.emit(token_class)
    interpolated = "interpolated" if not kind or kind in "rQWxI" else ""
    scan.push(("percent", opener, _CLOSERS.get(opener, opener), token_class, interpolated))


def _percent(opener: str, closer: str, token_class: str, interpolated: str) -> Rules:
    open_pattern, close_pattern = re.escape(opener), re.escape(closer)
    ends = open_pattern + ("" if opener == closer else close_pattern)
    if opener == closer == "#":
        ends = ""
    nested: Rules = [] if opener == closer else [(open_pattern, token_class, "#push")]
    inside: Rules = ["interpolation_or_escape", ("#", token_class)]
    return [
        (rf"\\[#{ends}\\]", "se"),
        *nested,
        (close_pattern, token_class, "#pop"),
        *(inside if interpolated else [(r"[\\#]", token_class)]),
        (rf"[^#{ends}\\]+", token_class),
    ]


def _text(closer: str, token_class: str) -> Rules:
    return [
        "interpolation_or_escape",
        (rf"[^\\{closer}#]+|[\\#]", token_class),
        (closer, token_class, "#pop"),
    ]


def _waiting(scan: Scan) -> list[tuple[bool, str]]:
    """The here-documents announced on this line: (end may be indented, name)."""
    return cast(list[tuple[bool, str]], scan.memory.setdefault("heredocs", []))


def _announce_heredoc(scan: Scan) -> None:
    mark, quote, name = scan.group(1), scan.group(2), scan.group(3)
    scan.emit("o", mark)
    scan.emit("no", quote + name + quote)
    _waiting(scan).append((len(mark) == 3, name))
    if scan.stack[-1] != "before_heredoc":
        scan.push("before_heredoc")


def _heredoc_line(scan: Scan) -> None:
    line, waiting = scan.match.group(), _waiting(scan)
    indented, name = waiting[0] if waiting else (False, None)
    if (line.strip() if indented else line.rstrip()) == name:
        waiting.pop(0)
        if not waiting:
            scan.pop()
        scan.emit("no")
    else:
        scan.emit("sh")
    scan.pop()


STATES: States = {
    "root": [
        "spaces",
        ("__END__", "cp", "end_part"),
        (r"0_?[0-7]+(?:_[0-7]+)*", "mo"),
        (r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
        (r"0b[01]+(?:_[01]+)*", "mb"),
        (r"\d+(?:_\d+)*(?:\.\d+(?:_\d+)*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", "mf"),
        (r"\d+(?:_\d+)*", "mi"),
        (f"@@{_CASED_NAME}", "vc"),
        (f"@{_CASED_NAME}", "vi"),
        (rf"""\$(?:{WORD}+|[!@&`'+~=/\\,;.<>_*$?:"]|-[0adFiIlpvw])""", "vg"),
        ("::", "o"),
        "strings",
        (r"defined\?(?=\W|$)", "k", "value"),
        (
            rf"(module)(\s+)({LETTERS}(?:{LETTER}|\w)*(?:::{LETTERS}(?:{LETTER}|\w)*)*)",
            ("k", "", "nn"),
        ),
        (r"(def\b)(\s*)", ("k", ""), "method_name"),
        (r"(class\b)(\s*)", ("k", ""), "class_name"),
        (r"[a-zA-Z_]\w*", _word),
        (rf"{UPPER}(?:{LETTER}|\w)*", "no", "call"),
        (rf"{_NAME}[?!]", "n", "value"),
        (_NAME, "n", "call"),
        (
            rf"(<<[-~]?)(?P<heredoc>[\"`']?)({_NAME}|(?!`)(?<=[\"'])(?=[\"']))(?P=heredoc)",
            _announce_heredoc,
        ),
        (r"\.{2,3}", "o", "value"),
        (
            rf"(\.|::)(\s*)({LOWER}{WORD}*[!?]?|[*%&^`~+,\-./\[<>=])",
            ("p", "", "nf"),
            "call",
        ),
        (r"\*\*|<<?|>>?|=~|={3}|!~|&&?|\|\||\.|[-+/*%=<>&!^|~]=?", "o", "value"),
        (r"\?", "p", ["ternary", "value"]),
        (r"[\[({,:\\;/]", "p", "value"),
        (r"[\])}]", "p"),
    ],
    "spaces": [
        (r"[ \t\r]+", ""),
        (r"\n\s*", "", "value"),
        ("#.*", "c1"),
        (r"=begin\b(?s:.*?)\n=end\b", "cm"),
    ],
    "strings": [
        (rf":@{{0,2}}{_CASED_NAME}[!?]?", "ss"),
        (r":(?:\*\*|[-+]@|[/%&|^`~]|\[\]=?|<<|>>|<=?>|<=?|===?)", "ss"),
        (f":{quoted(chr(39))}", "ss"),
        (':"', "ss", ("text", '"', "ss")),
        (rf"{LOWER}{WORD}*[?!]?:\s+", "ss", "value"),
        (quoted("'"), "s1"),
        ('"', "s2", ("text", '"', "s2")),
        ("`", "sb", ("text", "`", "sb")),
    ],
    "text": _text,
    "percent_literals": [(r"%([rqswQWxiI])?((?u:[^\w\s]))", _percent_literal)],
    "percent": _percent,
    "regex_flags": [("[mixounse]*", "sr", "#pop")],
    "regex": [
        "interpolation",
        (r"\\[\\/]|[\\#]|[^\\/#]+", "sr"),
        ("/", "sr", "=regex_flags"),
    ],
    "interpolation": [
        (r"#\{", "si", "interpolated"),
        (rf"#(?:@@?|\$){_CASED_NAME}", "si"),
    ],
    "interpolation_or_escape": [
        "interpolation",
        (r"""\\(?:[\\abefnrstv#"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3}|.)""", "se"),
    ],
    "interpolated": [(r"\}", "si", "#pop"), "root"],
    "before_heredoc": [(r"(?=\n)", "", "=heredoc"), "root"],
    "heredoc": [
        "interpolation_or_escape",
        (r"\n", "sh", "heredoc_line"),
        (r"[#\\]|[^#\\\n]+", "sh"),
    ],
    "heredoc_line": [(r"[^#\\\n]*$", _heredoc_line), ("", "", "#pop")],
    "method_name": [
        (r"\s+", ""),
        (r"\(", "p", "definition"),
        (
            rf"(?:({_NAME})(\.))?({_NAME}[!?]?|\*\*?|[-+]@?|[/%&|^`~]|\[\]=?|<<?|>>?|<=>?|>=|===?)",
            ("nc", "o", "nf"),
            "#pop",
        ),
        ("", "", "#pop"),
    ],
    "class_name": [
        (r"\s+", ""),
        (rf"{WORD}+(?:::{WORD}+)+", "nc"),
        (r"\(", "p", ["definition", "value"]),
        ("<<", "o", "=value"),
        (rf"(?:{UPPER}|_){WORD}*", "nc", "#pop"),
        ("", "", "#pop"),
    ],
    "definition": [
        (r"(\))(\.|::)?", ("p", "o"), "#pop"),
        (r"\(", "p", ["definition", "value"]),
        "root",
    ],
    "ternary": [
        (r"(:)(\s+)", ("p", ""), "=value"),
        (r":(?![^#\n:\\]*[:\\])", "p", "=value"),
        "root",
    ],
    "call": [
        ("[/%]", "o", "=value"),
        (r"(?=\n)", "", "#pop"),
        ("", "", "=call_spaced"),
    ],
    "call_spaced": [
        "spaces",
        ("[%/]=", "o", "=value"),
        (r"/(?=\S|\s*/)", "sr", "=regex"),
        "percent_literals",
        ("", "", "#pop"),
    ],
    "value": [
        (r"[ \t\r]+", ""),
        ("/", "sr", "=regex"),
        (
            r"""\?(?:\\[MC]-)*(?:\\(?:[\\abefnrstv#"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3})|\S)"""
            rf"(?!{WORD})",
            "sc",
            "#pop",
        ),
        (r"(\s*)(%[rqswQWxiI]? \S* )", ("", "sx"), "#pop"),
        "percent_literals",
        ("", "", "#pop"),
    ],
    "end_part": [("(?s:.+)", "cp", "#pop")],
}

GRAMMAR = Grammar(STATES, start=("root", *twice("value")))
tokens = GRAMMAR.tokens
