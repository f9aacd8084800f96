"""The shell: bash, zsh, ksh and sh alike"""

from __future__ import annotations

from ..grammar import DECLINED, Grammar, Rules, Scan, States, words

_KEYWORDS = "if fi else while do done for then return function select continue until esac elif in"
_BUILTINS = """alias arch awk b2sum base32 base64 basename bg bind break builtin caller cat cd
chcon chgrp chmod chown chroot cksum comm command compgen complete cp csplit cut date dd declare
df dir dircolors dirname dirs disown du echo enable env eval exec exit expand export expr factor
false fc fg fmt fold getopts grep groups gunzip gzip hash head help history hostid hostname id
install jobs join kill let link ln local logname logout ls mapfile md5sum mkdir mkfifo mknod
mktemp mv nice nl nohup nproc numfmt od paste pathchk popd pr printenv printf ptx pushd pwd read
readlink readonly realpath rm rmdir runcon sed seq set sha1sum sha224sum sha256sum sha384sum
sha512sum shift shopt shred shuf sleep sort source split stat stdbuf stty sudo sum suspend sync
tac tail tar tee test time timeout times touch tr trap true truncate tsort tty type typeset ulimit
umask unalias uname unexpand uniq unlink unset uptime users vdir wait wc who whoami yes"""
_CLASSES = words("", k=_KEYWORDS, nb=_BUILTINS)


def _word(scan: Scan) -> bool | None:
    """Keywords and commands take the spaces before a further word with them."""
    word, spaces = scan.group(1), scan.group(2)
    text, end = scan.text, scan.end
    joined = bool(spaces) and end < len(text) and (text[end].isalnum() or text[end] == "_")
    after = end if joined else end - len(spaces)
    next_character = text[after : after + 1]
    token_class = _CLASSES.classify(word)
    if token_class == "nb" and next_character in (".", "-"):
        token_class = ""
    if not spaces and next_character.isalnum():
        return DECLINED
    if word == "case":
        token_class, after = "k", end - len(spaces)
        scan.push("case")
    elif not token_class and not spaces and next_character == "=":
        scan.emit("nv", word)
        scan.emit("o", "=")
        scan.end = end + 1
        return None
    elif not token_class:
        return DECLINED
    scan.emit(token_class, text[scan.match.start() : after])
    scan.end = after
    return None


def _heredoc(name: str) -> Rules:
    return [
        (r"\n", "sh", ("heredoc_line", name)),
        (r"[^$\n\\]+", "sh"),
        "interpolation",
        (r"\$", "sh"),
    ]


def _heredoc_line(name: str) -> Rules:
    return [
        (rf"\s*{name}\s*\n", "no", "#pop:2"),
        (r"\s*\w+\s*\n", "sh"),
        ("", "", "#pop"),
    ]


def _open_heredoc(scan: Scan) -> None:
    classes = ("o", "", "sh", "sh", "no", "sh")
    for number, token_class in enumerate(classes, 1):
        scan.emit(token_class, scan.group(number))
    scan.push(("heredoc", scan.group(5)))


STATES: States = {
    "root": ["basic", "data"],
    "basic": [
        ("#.*", "c"),
        (r"(\w+)(\s*)", _word),
        (r"\.(?=\s)", "nb"),
        (r"[\[\]{}()!=>]|&&|\|\||<<<", "o"),
        (
            r"(<<-?)(\s*)(?P<quote>['\"]?)(\\?)(\w+)((?P=quote))",
            _open_heredoc,
        ),
    ],
    "data": [
        (r"\s+", ""),
        (r"\\.", "se"),
        (r'\$?"', "s2", "double_quotes"),
        (r"\$'", "s1", "ansi_string"),
        ("'", "s1", "single_quotes"),
        (r"\*", "k"),
        (";", "p"),
        (r"--?[\w-]+", "nt"),
        (r"[^=*\s{}()$\"'`;\\<]+|<", ""),
        "interpolation",
    ],
    "interpolation": [
        (r"\\(?:$|.)", "se"),
        (r"\$\(\(", "k", "math"),
        (r"\$\(", "si", "parentheses"),
        (r"\$\{#?", "k", "curly"),
        ("`", "sb", "backticks"),
        (r"\$#?(?:\w+|.)", "nv"),
    ],
    "heredoc": _heredoc,
    "heredoc_line": _heredoc_line,
    "double_quotes": [
        (r'(?:\$#?)?"', "s2", "#pop"),
        "interpolation",
        (r'[^"`\\$]+', "s2"),
    ],
    "ansi_string": [(r"\\.", "se"), (r"[^\\']+", "s1"), "single_quotes"],
    "single_quotes": [("'", "s1", "#pop"), ("[^']+", "s1")],
    "curly": [
        (r"\}", "k", "#pop"),
        (":-", "k"),
        (r"\w+", "nv"),
        (r"[^}:\"`'$]+", "p"),
        "root",
    ],
    "parentheses": [(r"\)", "si", "#pop"), (r"\(", "o", "group"), "root"],
    "group": [(r"\(", "o", "#push"), (r"\)", "o", "#pop"), "root"],
    "math": [
        (r"\)\)", "k", "#pop"),
        (r"[-+*/%^|&!]", "o"),
        (r"\d+(?:#\w+)?", "m"),
        "root",
    ],
    "case": [
        (r"esac\b", "k", "#pop"),
        (r"\|", "p"),
        (r"\)", "p", "case_stanza"),
        "root",
    ],
    "case_stanza": [(";;", "p", "#pop"), "root"],
    "backticks": [("`", "sb", "#pop"), "root"],
}

GRAMMAR = Grammar(STATES)
tokens = GRAMMAR.tokens
