"""Zig"""

from __future__ import annotations

from ..grammar import Grammar, Scan, through, words

_NAME = r"[a-zA-Z_]\w*"
_ESCAPE = r"""\\(?:[nrt'"\\0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"""
_WORDS = words(
    "",
    k="""align allowzero and anyerror anyframe asm async await bool break c_int c_long
    c_longdouble c_longlong c_short c_uint c_ulong c_ulonglong c_ushort c_void callconv catch
    comptime comptime_float const continue defer else enum errdefer error export extern fn for
    if inline linksection noalias noinline noreturn nosuspend or orelse packed pub resume return
    struct suspend switch test threadlocal try type undefined union unreachable usingnamespace
    usize var void volatile while""",
    nb="""@Frame @OpaqueType @TagType @This @Type @TypeOf @Vector @addWithOverflow @alignCast
    @alignOf @as @asyncCall @atomicLoad @atomicRmw @atomicStore @bitCast @bitOffsetOf
    @bitReverse @bitSizeOf @boolToInt @breakpoint @byteOffsetOf @byteSwap @bytesToSlice @cDefine
    @cImport @cInclude @cUndef @call @canImplicitCast @ceil @clz @cmpxchgStrong @cmpxchgWeak
    @compileError @compileLog @cos @ctz @divExact @divFloor @divTrunc @embedFile @enumToInt
    @errSetCast @errorName @errorReturnTrace @errorToInt @exp @exp2 @export @fabs @fence @field
    @fieldParentPtr @floatCast @floatToInt @floor @frame @frameAddress @frameSize @hasDecl
    @hasField @import @intCast @intToEnum @intToError @intToFloat @intToPtr @log @log10 @log2
    @memcpy @memset @mod @mulWithOverflow @newStackCall @panic @popCount @ptrCast @ptrToInt @rem
    @returnAddress @round @setAlignStack @setCold @setEvalBranchQuota @setFloatMode
    @setGlobalLinkage @setGlobalSection @setRuntimeSafety @shlExact @shlWithOverflow @shrExact
    @shuffle @sin @sizeOf @sliceToBytes @splat @sqrt @subWithOverflow @tagName @trunc @truncate
    @typeInfo @typeName @unionInit comptime_int""",
)


def _name(scan: Scan) -> None:
    dot, opens = bool(scan.group(1)), bool(scan.group(5))
    plain = "nf" if dot and opens else "py" if dot else "n"
    scan.emit("p", scan.group(1))
    scan.emit("", scan.group(2))
    scan.emit(_WORDS.classify(scan.group(3)) or plain, scan.group(3))
    scan.emit("", scan.group(4))
    scan.emit("p", scan.group(5))


GRAMMAR = Grammar(
    {
        "root": [
            (r"\n", "", "line_start"),
            "spaces",
            (r"(?:[iu][0-9]+|f(?:16|32|64|128)|isize|usize)\b", "kt"),
            "literals",
            (f"'{_NAME}", "nv"),
            (rf"(\.?)(\s*)(@?{_NAME})(\s*)(\(?)", _name),
            (r"[()\[\]{}|,:;]", "p"),
            (r"[*/!@~&+%^<>=?-]|\.{1,3}", "o"),
        ],
        "line_start": ["spaces", (r"#\s[^\n]*", "cs"), ("", "", "#pop")],
        "spaces": [(r"\s+", ""), ("//.*", "c")],
        "literals": [
            (r"(?:true|false|null)\b", "kc"),
            (rf"'(?:{_ESCAPE}|[^\\])'", "sc"),
            ('"', "s", "string"),
            (r'r(#*)"', through(lambda scan: '"' + scan.group(1), "s")),
            (r"[0-9]+(?:\.[0-9_]+(?:e[-+]?[0-9_]+)?|(?:\.[0-9_]+)?e[-+]?[0-9_]+)", "mf"),
            ("0b[10_]+|0x[0-9a-fA-F_]+|[0-9_]+", "mi"),
        ],
        "string": [('"', "s", "#pop"), (_ESCAPE, "se"), (r'[^"\\]+', "s")],
    }
)
tokens = GRAMMAR.tokens
