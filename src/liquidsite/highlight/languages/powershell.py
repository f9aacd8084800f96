"""PowerShell"""

from __future__ import annotations

from ..grammar import Grammar, Scan, through

_ATTRIBUTES = (
    "ConfirmImpact",
    "DefaultParameterSetName",
    "HelpURI",
    "PositionalBinding",
    "SupportsPaging",
    "SupportsShouldProcess",
)
_AUTOMATIC = """$ ? ^ _ args ConsoleFileName Error Event EventArgs EventSubscriber ExecutionContext
false foreach HOME Host input IsCoreCLR IsLinux IsMacOS IsWindows LastExitCode Matches MyInvocation
NestedPromptLevel null PID PROFILE PSBoundParameters PSCmdlet PSCommandPath PSCulture PSDebugContext
PSHOME PSItem PSScriptRoot PSSenderInfo PSUICulture PSVersionTable PWD
REPORTERRORSHOWEXCEPTIONCLASS REPORTERRORSHOWINNEREXCEPTION REPORTERRORSHOWSOURCE
REPORTERRORSHOWSTACKTRACE SENDER ShellId StackTrace switch this true"""
_KEYWORDS = """assembly exit process base filter public begin finally return break for sequence
catch foreach static class from switch command function throw configuration hidden trap continue
if try data in type define inlinescript until do interface using dynamicparam module var else
namespace while elseif parallel workflow end param enum private"""
_OPERATORS = """-split -isplit -csplit -join -is -isnot -as -eq -ieq -ceq -ne -ine -cne -gt -igt
-cgt -ge -ige -cge -lt -ilt -clt -le -ile -cle -like -ilike -clike -notlike -inotlike -cnotlike
-match -imatch -cmatch -notmatch -inotmatch -cnotmatch -contains -icontains -ccontains
-notcontains -inotcontains -cnotcontains -replace -ireplace -creplace -shl -shr -band -bor -bxor
-and -or -xor -not"""
_HELP = """synopsis description parameter example inputs outputs notes link component role
functionality forwardhelptargetname forwardhelpcategory remotehelprunspace externalhelp"""


def _any(listed: str) -> str:
    return "|".join(word if word[0] not in "$?^" else f"\\{word}" for word in listed.split())


def _bracketed(scan: Scan) -> None:
    scan.emit("bp" if scan.match.group() in _ATTRIBUTES else "n")


def _close_parameters(scan: Scan) -> None:
    scan.emit("p")
    if "interpolated" in scan.stack:
        scan.pop(2)


def _member(scan: Scan) -> None:
    for number, token_class in enumerate(("o", "nf", "p", "w"), 1):
        scan.emit(token_class, scan.group(number))
    if scan.group(3):
        scan.push("parameters")


GRAMMAR = Grammar(
    {
        "root": [
            "spaces",
            (r"\.\.(?=\.?\d)", "o"),
            (rf"(?i:{_any(_OPERATORS)}|[-+*/%]=)\b", "o"),
            (r"(?i:(class))(\s+)(\w+)", ("kr", "w", "nc"), "class"),
            (
                r"(?i:(function))(\s+)(?:(\w+)(:))?(\w[-\w]+)",
                ("kr", "w", "nn", "p", "nf"),
            ),
            (rf"(?i:{_any(_KEYWORDS)})\b(?![-.])", "kr"),
            (r"--?\w+", "nt"),
            (r"(\.)?([-\w]{1,300}+)(\[)", ("o", "n", "p"), "bracket"),
            (r"([/\\~a-zA-Z][-.:/\\~\w]*)(\n)?", ("n", "w"), "parameters"),
            (r"(\.)([-\w]+)(?:(\()|(\n))?", _member),
            (r"\?", "nf", "parameters"),
            "expression",
            "variable",
            (r"[-+*/%=!.&|]", "o"),
            (r"[{}(),:;]", "p"),
            ("`$", "se"),
        ],
        "spaces": [(r"\s+", "w"), ("#.*", "c"), ("<#", "cm", "comment")],
        "comment": [
            (rf"\.(?i:{_any(_HELP)})", "cs"),
            ("#>", "cm", "#pop"),
            (r"[^#.]+|[#.]+", "cm"),
        ],
        "variable": [
            (rf"\$(?:{_any(_AUTOMATIC)})", "bp"),
            (
                r"(\$)(?:(\w+)(:))?(\w+|\{(?:[^`}]|`.){1,999}\})",
                ("nv", "nn", "p", "nv"),
            ),
        ],
        "interpolated": [(r"\)", "si", "#pop"), "root"],
        "double_quoted": [
            (r'(?:\$#?)?"', "s2", "#pop"),
            (r"\$\(", "si", "interpolated"),
            (r"`(?:$|.)", "se"),
            (r'[^"`$]+', "s2"),
            "variable",
        ],
        "single_quoted": [("'", "s1", "#pop"), ("[^']+", "s1")],
        "heredoc": [
            (r'(?:\$#?)?"@', "sh", "#pop"),
            (r"\$\(", "si", "interpolated"),
            (r"`(?:$|.)", "se"),
            (r'[^"`$]+|"+', "sh"),
            "variable",
        ],
        "class": [
            (r"\{", "p", "#pop"),
            (r"\s+", "w"),
            (r"\w+", "nc"),
            ("[:,]", "p"),
        ],
        "expression": [
            "spaces",
            ('"', "s2", "double_quoted"),
            ("'", "s1", "single_quoted"),
            ('@"', "sh", "heredoc"),
            ("@'", through("'@", "sh")),
            (r"\d*\.\d+", "mf"),
            (r"\d+", "mi"),
            (r"@\{", "p", "table"),
            (r"@\(", "p", "array"),
            (r"\{", "p", "brace"),
            (r"\[", "p", "bracket"),
        ],
        "nothing": [(r"(?!)", "")],
        "table": [
            (r"\}", "p", "#pop"),
            ("=", "o"),
            ("[,;]", "p"),
            "expression",
            (r"\w+", "nx"),
            "variable",
        ],
        "array": [
            (r"\s+", "w"),
            (r"\)", "p", "#pop"),
            ("[,;]", "p"),
            "expression",
            "variable",
        ],
        "brace": [(r"\}", "p", "#pop"), "root"],
        "bracket": [
            (r"\]", "p", "#pop"),
            (r"[A-Za-z]\w+\.", "n"),
            (r"[A-Za-z]\w+", _bracketed),
            "root",
        ],
        "parameters": [
            (r"`(?s:.)", "se"),
            (r"\)", _close_parameters),
            (r"\s*?\n", "w", "#pop"),
            (r"[;(){}\]]", "p", "#pop"),
            ("[|=]", "o", "#pop"),
            (r"[/\\~\w][-.:/\\~\w]*", "nx"),
            "root",
        ],
    }
)
tokens = GRAMMAR.tokens
