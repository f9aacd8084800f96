"""Visual Basic"""

from __future__ import annotations

from ..grammar import Grammar, through, words

_NAME = r"[a-zA-Z_]\w*"
_WORDS = words(
    "n",
    k="""AddHandler Alias ByRef ByVal CBool CByte CChar CDate CDbl CDec CInt CLng CObj CSByte
    CShort CSng CStr CType CUInt CULng CUShort Call Case Catch Class Const Continue Declare
    Default Delegate Dim DirectCast Do Each Else ElseIf End EndIf Enum Erase Error Event Exit
    False Finally For Friend Function Get Global GoSub GoTo Handles If Implements Imports
    Inherits Interface Let Lib Loop Me Module MustInherit MustOverride MyBase MyClass Namespace
    Narrowing New Next Not NotInheritable NotOverridable Nothing Of On Operator Option Optional
    Overloads Overridable Overrides ParamArray Partial Private Property Protected Public
    RaiseEvent ReDim ReadOnly RemoveHandler Resume Return Select Set Shadows Shared Single
    Static Step Stop Structure Sub SyncLock Then Throw To True Try TryCast Using Wend When While
    Widening With WithEvents WriteOnly""",
    kt="""Boolean Byte Char Date Decimal Double Integer Long Object SByte Short String Variant
    UInteger ULong UShort""",
    ow="AddressOf And AndAlso As GetType In Is IsNot Like Mod Or OrElse TypeOf Xor",
    nb="Console ConsoleColor",
)
_SUFFIX = "(?:[SILDFR]|US|UI|UL)?"

GRAMMAR = Grammar(
    {
        "root": [
            "spaces",
            (
                r"\#(?:If\b.*?\bThen|ElseIf\b.*?\bThen|End\s+If|Const|ExternalSource.*?\n"
                r"|End\s+ExternalSource|Region.*?\n|End\s+Region|ExternalChecksum)",
                "cp",
            ),
            (r"\.", "p", "dotted"),
            ("[(){}!#,:]", "p"),
            (r"Option\s+(?:Strict|Explicit|Compare)\s+(?:On|Off|Binary|Text)", "kd"),
            (r"End\b", "k", "end"),
            (r"(?:Dim|Const)\b", "k", "dim"),
            (r"(?:Function|Sub|Property)\b", "k", ("name", _NAME, "nf")),
            (r"(?:Class|Structure|Enum)\b", "k", ("name", _NAME, "nc")),
            (
                r"(?:Module|Namespace|Imports)\b",
                "k",
                ("name", rf"{_NAME}(?:\.{_NAME})*", "nn"),
            ),
            (r"[A-Z]\w*", _WORDS),
            (r"[&*/\\^+-]=|<<=?|>>=?|:=|<=|>=|<>|[-&*/\\^+=<>.]", "o"),
            ('"', "s", "string"),
            (rf"{_NAME}[%&@!#$]?", "n"),
            (r"(?:\d+\.\d*|\d*\.\d+)(?:[fF][+-]?\d+)?", "mf"),
            (rf"\d+{_SUFFIX}|&H[0-9a-f]+{_SUFFIX}|&O[0-7]+{_SUFFIX}", "mi"),
            (r"_\n", "k"),
        ],
        "spaces": [
            (r"\s+", ""),
            (r"(?i:rem)\b.*", "c1"),
            (r"%\{", through("%}", "cm")),
            ("'.*", "c1"),
        ],
        "dotted": ["spaces", (_NAME, "n", "#pop")],
        "string": [('""', "se"), ('"C?', "s", "#pop"), ('[^"]+', "s")],
        "dim": ["spaces", (_NAME, "nv", "#pop"), ("", "", "#pop")],
        "name": lambda pattern, token_class: ["spaces", (pattern, token_class, "#pop")],
        "end": [
            "spaces",
            (
                r"(?:Function|Sub|Property|Class|Structure|Enum|Module|Namespace)\b",
                "k",
                "#pop",
            ),
            ("", "", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
