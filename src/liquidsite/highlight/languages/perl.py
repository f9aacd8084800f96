"""Perl: quotes and patterns take any delimiter."""

from __future__ import annotations

import re
from functools import cache

from ..grammar import DECLINED, Grammar, Rules, Scan, through

_KEYWORDS = (
    "case|continue|do|else|elsif|for|foreach|if|last|my|next|our|redo|reset|then|unless|until|while"
    "|use|print|new|BEGIN|CHECK|INIT|END|return"
)
_BUILTINS = """abs accept alarm atan2 bind binmode bless caller chdir chmod chomp chop chown chr
chroot close closedir connect continue cos crypt dbmclose dbmopen defined delete die dump each
endgrent endhostent endnetent endprotoent endpwent endservent eof eval exec exists exit exp fcntl
fileno flock fork format formline getc getgrent getgrgid getgrnam gethostbyaddr gethostbyname
gethostent getlogin getnetbyaddr getnetbyname getnetent getpeername getpgrp getppid getpriority
getprotobyname getprotobynumber getprotoent getpwent getpwnam getpwuid getservbyname getservbyport
getservent getsockname getsockopt glob gmtime goto grep hex import index int ioctl join keys kill
last lc lcfirst length link listen local localtime log lstat map mkdir msgctl msgget msgrcv msgsnd
my next no oct open opendir ord our pack package pipe pop pos printf prototype push quotemeta rand
read readdir readline readlink readpipe recv redo ref rename require reverse rewinddir rindex
rmdir scalar seek seekdir select semctl semget semop send setgrent sethostent setnetent setpgrp
setpriority setprotoent setpwent setservent setsockopt shift shmctl shmget shmread shmwrite
shutdown sin sleep socket socketpair sort splice split sprintf sqrt srand stat study substr
symlink syscall sysopen sysread sysseek system syswrite tell telldir tie tied time times tr
truncate uc ucfirst umask undef unlink unpack unshift untie utime values vec wait waitpid
wantarray warn write"""
_FLAGS = "[msixpodualngcr]*"
_MATCH_FLAGS = "[msixpodualngc]*"
_OPEN_FLAGS = "[egimosx]*"


def _to(closer: str) -> str:
    """Up to a closer without a backslash before it"""
    return rf"(?:\\[\\{closer}]|[^\\{closer}]|\\(?![\\{closer}]))*{closer}"


@cache
def _compiled(closer: str, flags: str) -> re.Pattern[str]:
    pattern = r"[^\\]*\\" if closer == "\\" else _to(re.escape(closer))
    return re.compile(pattern + flags)


def _delimited(scan: Scan, delimiter: str, parts: int, flags: str) -> bool:
    """Extends the match over `parts` parts that `delimiter` ends; False when one is missing."""
    missing: set[str] = scan.notes.setdefault("missing", set())
    end = scan.end
    for part in range(parts):
        pattern = _compiled(delimiter, flags if part == parts - 1 else "")
        found = None if delimiter in missing else pattern.match(scan.text, end)
        if found is None:
            missing.add(delimiter)
            return False
        end = found.end()
    scan.end = end
    scan.emit("sr", scan.text[scan.match.start() : end])
    return True


def _substitution(scan: Scan) -> bool | None:
    delimiter = scan.group(1) or scan.group(2)
    return None if _delimited(scan, delimiter, 2, _FLAGS) else DECLINED


def _match(scan: Scan) -> bool | None:
    delimiter = scan.group(1) or scan.group(2)
    return None if _delimited(scan, delimiter, 1, _MATCH_FLAGS) else DECLINED


def _nested(opener: str, closer: str) -> Rules:
    return [
        (rf"\\[{opener}{closer}\\]|\\", "sx"),
        (opener, "sx", "#push"),
        (closer, "sx", "#pop"),
        (rf"[^{opener}{closer}\\]+", "sx"),
    ]


_PAIRS = ((r"\{", r"\}"), ("<", ">"), (r"\[", r"\]"), (r"\(", r"\)"))

GRAMMAR = Grammar(
    {
        "root": [
            ("#.*", "c1"),
            (r"^=[a-zA-Z0-9]++\s", through("\n=cut", "cm")),
            (rf"(?:{_KEYWORDS})\b", "k"),
            (
                r"(format)(\s+)([a-zA-Z0-9_]+)(\s*)(=)(\s*\n)",
                ("k", "", "n", "", "p", ""),
                "format",
            ),
            (r"(?:eq|lt|gt|le|ge|ne|not|and|or|cmp)\b", "ow"),
            *[
                (rf"(?:s|tr|y){opener}{_to(closer)}\s*", "sr", "balanced")
                for opener, closer in _PAIRS
            ],
            (r"(?:s|tr|y)(?:\s*([^\w\s])|\s+(\w))", _substitution),
            (rf"m?/(?:\\[\\/]|[^/\n\\]|\\(?![\\/]))*/{_MATCH_FLAGS}", "sr"),
            (r"m(?=[/!\\{<\[(@%$])", "sr", "balanced"),
            (r"m(?:\s*([^\w\s])|\s+(\w))", _match),
            (r"\s+", ""),
            (r"(?=[a-zA-Z_]\w*(?:\s*#.*\n)*\s*=>)", "", "fat_comma"),
            (rf"(?:{'|'.join(_BUILTINS.split())})\b", "nb"),
            (r"(?:__(?:DIE|WARN)__|DATA|STD(?:IN|OUT|ERR))\b", "bp"),
            (
                r"<<(?P<heredoc>['\"]?)([a-zA-Z_][a-zA-Z0-9_]*)(?P=heredoc);?(?=\n)(?s:.)",
                through(lambda scan: f"\n{scan.group(2)}\n", "s"),
            ),
            (r"__(?:END|DATA)__\b", "cp", "end_part"),
            (r"\$\^[ADEFHILMOPSTWX]", "vg"),
            (r"""\$[\\"'\[\]&`+*.,;=%~?@$!<>(^|/_-](?!\w)""", "vg"),
            (r"[$@%&*][$@%&*#_]{0,99}+(?=[a-zA-Z{\[;])", "nv", "variable"),
            (r"[-+/*%=<>&^|!\\~]=?", "o"),
            ("0_?[0-7]+(?:_[0-7]+)*", "mo"),
            ("0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
            ("0b[01]+(?:_[01]+)*", "mb"),
            (r"(?:\d[\d_]*|(?:_\d*)+)?\.\d[\d_]*(?:[eE][+-]?\d+)?", "mf"),
            (r"\d[\d_]*[eE][+-]?\d[\d_]*", "mf"),
            (r"\d+(?:_\d+)*", "mi"),
            ("'", "p", "single_quoted"),
            ('"', "p", "double_quoted"),
            ("`", "p", "backquoted"),
            (r"<[^\s>]+>", "sr"),
            *[
                (
                    rf"(?:q|qq|qw|qr|qx){opener}",
                    "sx",
                    ("nested", opener, closer),
                )
                for opener, closer in _PAIRS
            ],
            (r"(?:q|qq|qw|qr|qx)(\W)", through(lambda scan: scan.group(1), "sx")),
            (r"package\s+", "k", "module_name"),
            (r"sub\s+", "k", "function_name"),
            (r"\[\]|::|\.{1,3}", "o"),
            (r"[()\[\]:;,<>/?{}]", "p"),
            (r"(?=\w)", "", "name"),
        ],
        "balanced": [
            *[
                (re.escape(mark) + _to(re.escape(mark)) + _OPEN_FLAGS, "sr", "#pop")
                for mark in "/!@%$"
            ],
            (rf"\\(?:\\\\|[^\\])*\\{_OPEN_FLAGS}", "sr", "#pop"),
            *[(opener + _to(closer) + _OPEN_FLAGS, "sr", "#pop") for opener, closer in _PAIRS],
        ],
        "format": [(r"\.\n", "si", "#pop"), (r".*\n", "si")],
        "fat_comma": [
            ("#.*", "c1"),
            (r"\w+", "s"),
            (r"\s+", ""),
            ("=>", "o", "#pop"),
        ],
        "name": [
            (r"\w+::", "nn"),
            (r"[\w:]+", "nv", "#pop"),
            (r"(?=\W)", "", "#pop"),
        ],
        "variable": [
            (r"\s+", ""),
            (r"[{\[),;]", "p", "#pop"),
            (r"\w+::", "nn"),
            (r"[\w:]+", "nv", "#pop"),
        ],
        "module_name": [(r"[a-zA-Z_]\w*", "nn", "#pop")],
        "function_name": [
            (r"[a-zA-Z_]\w*[!?]?", "nf"),
            (r"\s+", ""),
            (r"(\([$@%]*\))(\s*)", ("p", "")),
            (r".*?\{|;", "p", "#pop"),
        ],
        "single_quoted": [
            (r"\\[\\']", "se"),
            (r"[^\\']+", "s1"),
            ("'", "p", "#pop"),
            (r"\\", "s1"),
        ],
        "double_quoted": [
            "interpolation",
            (r'\\[\\tnrabefluLUE"$@]', "se"),
            (r"\\(?:0\d{2}|o\{\d+\}|x[0-9a-fA-F]{2}|x\{[0-9a-fA-F]+\}|c.|N\{[^}]+\})", "se"),
            (r'[^\\"$@]+|[$@]', "s2"),
            ('"', "p", "#pop"),
            (r"\\", "se"),
        ],
        "backquoted": [
            "interpolation",
            (r"\\[\\tnr`]", "se"),
            (r"[^\\`$@]+|[$@]", "sb"),
            ("`", "p", "#pop"),
        ],
        "nested": _nested,
        "interpolation": [
            (r"[$@]\{", "si", "interpolated"),
            (r"[$@][a-zA-Z_]\w*", "si"),
        ],
        "interpolated": [
            (r"\}", "si", "#pop"),
            (r"\s+", ""),
            (r"[a-zA-Z_]\w*", "si"),
        ],
        "end_part": [("(?s:.+)", "cp", "#pop")],
    }
)
tokens = GRAMMAR.tokens
