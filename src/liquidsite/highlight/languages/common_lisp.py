"""Common Lisp"""

from __future__ import annotations

from ..grammar import Grammar, Scan, words
from .words import listed

_PLAIN = r"(?:\\.|[a-zA-Z0-9!$%&*+-\/<=>?@\[\]^_{}~])"
_SYMBOL = rf"(?:\|[^|]+\||{_PLAIN}(?:{_PLAIN}|[#.:])*)"
_END = r"(?=[ \"'()\n,;`])"
_WORDS = words(
    "nv",
    nb=" ".join(listed("lisp_functions")),
    k="""&allow-other-keys &aux &body &environment &key &optional &rest &whole block catch declare
    dynamic-extent eval-when flet ftype function go if ignorable ignore inline labels lambda
    let let* load-time-value locally macrolet multiple-value-call multiple-value-prog1
    notinline optimize progn progv quote return-from setq special symbol-macrolet tagbody the
    throw type unwind-protect""",
    kt="""arithmetic-error base-char base-string bignum boolean cell-error compiled-function
    condition control-error division-by-zero double-float end-of-file extended-char file-error
    fixnum floating-point-inexact floating-point-invalid-operation floating-point-overflow
    floating-point-underflow keyword long-float nil package-error parse-error print-not-readable
    program-error reader-error serious-condition short-float signed-byte simple-array
    simple-base-string simple-bit-vector simple-condition simple-error simple-string
    simple-type-error simple-vector simple-warning single-float standard-char storage-condition
    stream-error style-warning type-error unbound-slot unbound-variable undefined-function
    unsigned-byte warning""",
    nc="""array bit-vector broadcast-stream built-in-class class concatenated-stream echo-stream
    file-stream generic-function hash-table integer method method-combination number package
    random-state ratio readtable real restart sequence standard-class
    standard-generic-function standard-method standard-object stream string-stream
    structure-class structure-object symbol synonym-stream t two-way-stream""",
)


def _close(scan: Scan) -> None:
    if len(scan.stack) == 1:
        scan.emit("err")
    else:
        scan.emit("p")
        scan.pop()


GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            (";.*", "c1"),
            (r"#\|", "cm", "comment"),
            (r"#\d*Y.*", "cs"),
            (r'"(?:\\.|[^"\\]){0,2000}+"', "s"),
            (f"[:']{_SYMBOL}", "ss"),
            ("['`]", "o"),
            (rf"[-+]?\d+(?:\.?|/\d+){_END}", "mi"),
            (
                rf"[-+]?(?:\d*\.\d+(?:[defls][-+]?\d+)?|\d+(?:\.\d*)?[defls][-+]?\d+){_END}",
                "mf",
            ),
            (rf"#\\(?:.{_END}|{_SYMBOL})", "sc"),
            (r"#\(", "o", "root"),
            (r"#\d*\*[01]*", "x"),
            (f"#:{_SYMBOL}", "ss"),
            ("#[.,]", "o"),
            ("#'", "nf"),
            ("#[bB][+-]?[01]+(?:/[01]+)?", "m"),
            ("#[oO][+-]?[0-7]+(?:/[0-7]+)?", "mo"),
            ("#[xX][+-]?[0-9a-fA-F]+(?:/[0-9a-fA-F]+)?", "m"),
            (r"(#[cC])(\()", ("m", "p"), "root"),
            (r"(#(?:\d+[aA]|[sS]))(\()", ("sx", "p"), "root"),
            (r'#[pP]?"(?:\\.|[^"\\]){0,2000}+"', "ss"),
            (r"#\d+[=#]", "o"),
            (rf"#{{1,99}}+nil{_END}\s*\(", "c", "commented_form"),
            ("#[+-]", "o"),
            (r",@|,|\.", "o"),
            (f"(?:t|nil){_END}", "no"),
            (rf"\*{_SYMBOL}\*", "vg"),
            (_SYMBOL, _WORDS),
            (r"\(", "p", "root"),
            (r"\)", _close),
        ],
        "comment": [
            (r"#\|", "cm", "#push"),
            (r"\|#", "cm", "#pop"),
            (r"[^|#]+|[|#]", "cm"),
        ],
        "commented_form": [
            (r"\(", "c", "#push"),
            (r"\)", "c", "#pop"),
            (r"[^()]+", "c"),
        ],
    }
)
tokens = GRAMMAR.tokens
