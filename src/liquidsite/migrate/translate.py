"""Ruby methods in Python, as far as that is mechanical.

What is translated does what the Ruby does, for every input that the Ruby takes. What is not sure to
do so raises `NotMechanicalError`, and is left to the owner.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from liquidsite.ruby.expressions import (
    Array,
    Block,
    Call,
    Choice,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Regexp,
    Text,
    parse,
)
from liquidsite.ruby.methods import regexp


class NotMechanicalError(Exception):
    """Raised for Ruby that has to be translated by hand."""


@dataclass(frozen=True, slots=True)
class Python:
    """A Python expression. `type` is what it is known to be: str, int, bool, list or any.

    `list of str` is a list of texts. `is_whole` is whether it needs no parentheses.
    """

    code: str
    type: str = "any"
    is_whole: bool = True

    def __str__(self) -> str:
        return self.code if self.is_whole else f"({self.code})"

    @property
    def is_list(self) -> bool:
        return self.type.startswith("list")


@dataclass
class Scope:
    """The names that an expression may use, as Python expressions, and the functions it needs.

    `super_` is what `super` is in the body of a block.
    """

    names: dict[str, Python]
    super_: Python | None = None
    functions: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)

    def use(self, function: str, *arguments: object, type: str = "any") -> Python:
        """Return a call of a function of `liquidsite.ruby.methods`."""
        self.functions.add(function)
        return Python(f"{function}({', '.join(map(str, arguments))})", type)


_ASSIGNMENT = re.compile(r"(?P<name>@?[a-z_]\w*)\s*=(?![=~>])\s*(?P<value>.+)", re.DOTALL)
_GUARD = re.compile(r"return\s+(?P<value>.+?)\s+(?P<word>if|unless)\s+(?P<condition>.+)")
_SUPER = re.compile(r"super(?:\(\w*\))?")
_HEREDOC = re.compile(r"<<(?P<kind>[~-])(?P<quote>['\"]?)(?P<end>[A-Z]\w*)(?P=quote)(?P<rest>.*)")
_DOUBTFUL = re.compile(r"\(\?[^:]|\\[GKXbBpPuR]|&&|\[\[")
# Without case, Ruby takes a letter for two: `/ss/i` matches `ß`.
_LIGATURES = re.compile(r"ss|st|f[fil]|[^\x00-\x7f]", re.IGNORECASE)
_OPENS = re.compile(r"(?:[,+*|&.(\[{]|\|\||&&)\s*\Z")


def body(lines: Iterable[str], scope: Scope, *, returns: str | None = None) -> list[str]:
    """Return the Python statements of a method's body: assignments, and what it returns.

    `returns` is the type that the result has to have. Raises NotMechanicalError.
    """
    *before, result = list(_statements(lines)) or [""]
    written: list[str] = []
    for statement in before:
        if guard := _GUARD.fullmatch(statement):
            written += _guarded(guard, scope, returns)
        else:
            written.append(_assigned(statement, scope))
    return [*written, _returned(re.sub(r"^return\s+", "", result), scope, returns)]


def _guarded(guard: re.Match[str], scope: Scope, returns: str | None) -> list[str]:
    """Return the Python for `return value if condition`, or with `unless`."""
    try:
        condition = _condition(parse(guard["condition"]), scope)
    except SyntaxError as error:
        raise NotMechanicalError(str(error)) from None
    shown = condition.code if guard["word"] == "if" else f"not {condition}"
    return [f"if {shown}:", f"    {_returned(guard['value'], scope, returns)}"]


def _returned(source: str, scope: Scope, returns: str | None) -> str:
    value = expression(source, scope)
    if returns is not None and value.type != returns:
        raise NotMechanicalError(f"what it returns may be no {returns}")
    return f"return {value.code}"


def assignments(lines: Iterable[str], scope: Scope) -> list[str]:
    """Return the Python statements for a body of assignments alone. Raises NotMechanicalError."""
    return [_assigned(statement, scope) for statement in _statements(lines)]


def _assigned(statement: str, scope: Scope) -> str:
    match = _ASSIGNMENT.fullmatch(statement)
    if match is None:
        raise NotMechanicalError(statement)
    value = expression(match["value"], scope)
    name = match["name"]
    target = f"self.{identifier(name[1:])}" if name.startswith("@") else identifier(name)
    scope.names[name] = Python(target, value.type)
    return f"{target} = {value.code}"


def _statements(lines: Iterable[str]) -> Iterator[str]:
    """Yield the statements, each in one string; a heredoc becomes a string literal."""
    remaining = iter(lines)
    pending = ""
    for line in remaining:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if heredoc := _HEREDOC.search(text):
            text = text[: heredoc.start()] + _literal(heredoc, remaining) + heredoc["rest"]
        if pending and not text.startswith((".", "&.")) and not _OPENS.search(pending):
            yield pending
            pending = ""
        pending = f"{pending}\n{text}" if pending else text
    if pending:
        yield pending


def _literal(heredoc: re.Match[str], lines: Iterator[str]) -> str:
    """Return the string literal for a heredoc; of `<<~` the indentation does not count."""
    inside = []
    for line in lines:
        if line.strip() == heredoc["end"]:
            break
        inside.append(line.rstrip("\r\n"))
    else:
        raise NotMechanicalError("a heredoc without its end")
    margins = [len(line) - len(line.lstrip(" ")) for line in inside if line.strip()]
    margin = min(margins, default=0) if heredoc["kind"] == "~" else 0
    text = "".join(f"{line[margin:]}\n" for line in inside)
    if "\t" in text or any(line.isspace() for line in inside):
        raise NotMechanicalError("a heredoc with such white space")
    if heredoc["quote"] == "'":
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    # Within `#{…}` quotes are code.
    parts = re.split(r"(#\{[^{}]*\})", text)
    return '"' + "".join(p if p[:2] == "#{" else p.replace('"', '\\"') for p in parts) + '"'


def expression(source: str, scope: Scope) -> Python:
    """Return the Python for a Ruby expression. Raises NotMechanicalError."""
    if _SUPER.fullmatch(source.strip()) and scope.super_ is not None:
        return scope.super_
    source = re.sub(r"^super(?:\(\w*\))?(?=\.)", "super_", source.strip())
    source = re.sub(r"#\{\s*super(?:\(\w*\))?", "#{super_", source)
    try:
        tree = parse(source)
    except SyntaxError as error:
        raise NotMechanicalError(str(error)) from None
    return _python(tree, scope)


def identifier(name: str) -> str:
    """Return a name that Python takes."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _python(node: Node, scope: Scope) -> Python:
    match node:
        case Literal() if not node.is_symbol:
            return Python(repr(node.value), type(node.value).__name__)
        case Text():
            return _text(node, scope)
        case Array():
            items = [_python(item, scope) for item in node.items]
            all_texts = bool(items) and all(item.type == "str" for item in items)
            return Python(f"[{', '.join(i.code for i in items)}]", _list_of(all_texts=all_texts))
        case Name():
            return _name(node.name, scope)
        case Not():
            return Python(f"not {_condition(node.operand, scope)}", "bool", is_whole=False)
        case Choice():
            return _choice(node, scope)
        case Operation():
            return _operation(node, scope)
        case Call():
            return _call(node, scope)
    raise NotMechanicalError(repr(node))


def _list_of(*, all_texts: bool) -> str:
    return "list of str" if all_texts else "list"


def _name(name: str, scope: Scope) -> Python:
    if name == "super_" and scope.super_ is not None:
        return scope.super_
    if name not in scope.names:
        raise NotMechanicalError(name)
    return scope.names[name]


def _text(node: Text, scope: Scope) -> Python:
    parts = [
        Python(_quoted(part), "str")
        if isinstance(part, str)
        else _as_text(_python(part, scope), scope)
        for part in node.parts
    ]
    if all(isinstance(part, str) for part in node.parts):
        return Python(_quoted("".join(map(str, node.parts))), "str")
    inner = [
        part.code for part, own in zip(parts, node.parts, strict=True) if not isinstance(own, str)
    ]
    # Before Python 3.12 what is in braces cannot have the quotes that are around them.
    if any(char in code for code in inner for char in '"\\{}'):
        return Python(" + ".join(map(str, parts)), "str", is_whole=len(parts) == 1)
    shown = (
        part.code[1:-1].replace("{", "{{").replace("}", "}}")
        if isinstance(own, str)
        else f"{{{part.code}}}"
        for part, own in zip(parts, node.parts, strict=True)
    )
    return Python(f'f"{"".join(shown)}"', "str")


def _quoted(text: str) -> str:
    """Return a literal in double quotes; what JSON writes is Python too."""
    return json.dumps(text, ensure_ascii=False)


def _as_text(value: Python, scope: Scope) -> Python:
    return value if value.type == "str" else scope.use("to_s", value.code, type="str")


def _condition(node: Node, scope: Scope) -> Python:
    """Return what is true in Python where the Ruby is: all but nil and false."""
    value = _python(node, scope)
    if value.type == "bool":
        return value
    if value.type in ("str", "int", "float") or value.is_list:
        raise NotMechanicalError("a condition that is always true")
    if not isinstance(node, Name):
        raise NotMechanicalError("a condition that may be of any type")
    code = f"{value} is not None and {value} is not False"
    return Python(code, "bool", is_whole=False)


def _choice(node: Choice, scope: Scope) -> Python:
    first, second = _python(node.first, scope), _python(node.second, scope)
    kind = first.type if first.type == second.type else "any"
    code = f"{first} if {_condition(node.condition, scope)} else {second}"
    return Python(code, kind, is_whole=False)


def _operation(node: Operation, scope: Scope) -> Python:
    if node.operator in ("&&", "||"):
        return _logical(node, scope)
    if node.operator in ("=~", "!~"):
        raise NotMechanicalError(node.operator)  # nil matches nothing, other values raise
    left, right = _python(node.left, scope), _python(node.right, scope)
    if node.operator in ("==", "!="):
        return _equality(node.operator, left, right)
    if node.operator == "+" and "str" in (left.type, right.type):
        return Python(f"{left} + {right}", "str", is_whole=False)
    if node.operator == "+" and left.is_list and right.is_list:
        kind = left.type if left.type == right.type else "list"
        return Python(f"{left} + {right}", kind, is_whole=False)
    if left.type == right.type == "int" and node.operator in ("+", "-", "*", "<", ">", "<=", ">="):
        kind = "int" if node.operator in "+-*" else "bool"
        return Python(f"{left} {node.operator} {right}", kind, is_whole=False)
    raise NotMechanicalError(node.operator)


def _logical(node: Operation, scope: Scope) -> Python:
    word = "and" if node.operator == "&&" else "or"
    left = _python(node.left, scope)
    right = _python(node.right, scope)
    if left.type == right.type == "bool":
        return Python(f"{left} {word} {right}", "bool", is_whole=False)
    if word == "or" and isinstance(node.left, Name):
        code = f"{left} if {_condition(node.left, scope)} else {right}"
        return Python(code, "any", is_whole=False)
    raise NotMechanicalError(node.operator)


def _equality(operator: str, left: Python, right: Python) -> Python:
    if "None" in (left.code, right.code):
        other = left if right.code == "None" else right
        code = f"{other} is {'not ' if operator == '!=' else ''}None"
        return Python(code, "bool", is_whole=False)
    # To Python, True is 1 and 1 is 1.0.
    if "str" in (left.type, right.type) or left.type == right.type == "int":
        return Python(f"{left} {operator} {right}", "bool", is_whole=False)
    raise NotMechanicalError(operator)


def _call(node: Call, scope: Scope) -> Python:
    if found := _of_context(node):
        return Python(found)
    if node.is_safe or node.receiver is None:
        raise NotMechanicalError(node.name)
    if node.block is not None:
        return _with_block(node, node.block, scope)
    receiver = _python(node.receiver, scope)
    if node.name in ("gsub", "sub", "match?"):
        return _with_pattern(node, receiver, scope)
    arguments = [_python(argument, scope) for argument in node.arguments]
    method = _METHODS.get((node.name, len(arguments)))
    if method is None:
        raise NotMechanicalError(node.name)
    return method(scope, receiver, *arguments)


def _of_context(node: Call) -> str | None:
    """Return how Python asks the context: for variables, the page and the settings."""
    context = Name("context")
    if node.name != "[]" or len(node.arguments) != 1 or node.receiver is None:
        return None
    key = node.arguments[0]
    if not isinstance(key, Text) or not all(isinstance(part, str) for part in key.parts):
        return None
    shown = _quoted("".join(map(str, key.parts)))
    registers = Call(context, "registers")
    page = Call(registers, "[]", (Literal("page", is_symbol=True),))
    config = Call(Call(registers, "[]", (Literal("site", is_symbol=True),)), "config")
    prefixes = {context: "context[{}]", page: "context.page[{}]", config: "context.config({})"}
    form = prefixes.get(node.receiver)
    return None if form is None else form.format(shown)


def _with_pattern(node: Call, receiver: Python, scope: Scope) -> Python:
    if not node.arguments:
        raise NotMechanicalError(node.name)
    pattern, *others = node.arguments
    function = node.name.removesuffix("?")
    if isinstance(pattern, Regexp):
        shown = _pattern(pattern, scope)
    else:
        value = _python(pattern, scope)
        if value.type != "str" or function == "match":
            raise NotMechanicalError("a pattern that may be of any type")
        shown = value.code
    if function == "match" and not others:
        return scope.use("matches", receiver.code, shown, type="bool")
    values = [_python(other, scope) for other in others]
    if function == "match" or [value.type for value in values] != ["str"]:
        raise NotMechanicalError(node.name)
    return scope.use(function, receiver.code, shown, values[0].code, type="str")


def _pattern(node: Regexp, scope: Scope) -> str:
    try:
        matches_nothing = regexp(node.source, node.flags).search("") is not None
    except ValueError as error:
        raise NotMechanicalError(str(error)) from None
    # What Python and Ruby may understand differently.
    has_doubts = matches_nothing or _DOUBTFUL.search(node.source) or "x" in node.flags
    if has_doubts or ("i" in node.flags and _LIGATURES.search(node.source)):
        raise NotMechanicalError(f"the pattern {node.source}")
    flags = [f'"{node.flags}"'] if node.flags else []
    return str(scope.use("regexp", _raw(node.source), *flags))


def _raw(source: str) -> str:
    """Return a literal of a pattern, raw where that is possible."""
    if '"' in source or source.endswith("\\") or not source.isprintable():
        return _quoted(source)
    return f'r"{source}"'


def _with_block(node: Call, block: Block, scope: Scope) -> Python:
    """Return a comprehension for `map`, `select` and `reject`."""
    assert node.receiver is not None
    if node.arguments or len(block.parameters) != 1:
        raise NotMechanicalError(node.name)
    receiver = _python(node.receiver, scope)
    items = receiver if receiver.is_list else scope.use("elements", receiver.code, type="list")
    name = block.parameters[0]
    own = Python(identifier(name), "str" if items.type == "list of str" else "any")
    inner = Scope({**scope.names, name: own}, scope.super_, scope.functions, scope.imports)
    if node.name in ("map", "collect"):
        made = _python(block.body, inner)
        kind = _list_of(all_texts=made.type == "str")
        return Python(f"[{made.code} for {own.code} in {items}]", kind)
    # Of a hash these make a hash.
    if node.name in ("select", "filter", "reject") and receiver.is_list:
        condition = _condition(block.body, inner)
        shown = f"not {condition}" if node.name == "reject" else condition.code
        return Python(f"[{own.code} for {own.code} in {items} if {shown}]", items.type)
    raise NotMechanicalError(node.name)


_Method = Callable[..., Python]


def _python_method(form: str, type: str, *, is_whole: bool = True) -> _Method:
    """Return a translation into `form`, in which `{0}` is the receiver; arguments are texts."""

    def method(scope: Scope, receiver: Python, *arguments: Python) -> Python:
        _check(receiver, arguments)
        return Python(form.format(receiver, *arguments), type, is_whole=is_whole)

    return method


def _function(name: str, type: str) -> _Method:
    """Return a translation into a function of `liquidsite.ruby.methods`; arguments are texts."""

    def method(scope: Scope, receiver: Python, *arguments: Python) -> Python:
        _check(receiver, arguments)
        return scope.use(name, receiver.code, *(argument.code for argument in arguments), type=type)

    return method


def _check(receiver: Python, arguments: Iterable[Python]) -> None:
    """Refuse a receiver that is no text, array or hash, and arguments that may be no texts."""
    if receiver.type not in ("any", "str") and not receiver.is_list:
        raise NotMechanicalError(f"a method of {receiver.type}")
    if any(argument.type != "str" for argument in arguments):
        raise NotMechanicalError("an argument that may be of any type")


def _of_list(method: _Method) -> _Method:
    """Return `method` for what is known to be a list."""

    def checked(scope: Scope, receiver: Python, *arguments: Python) -> Python:
        if not receiver.is_list:
            raise NotMechanicalError("a list that may be of any type")
        return method(scope, receiver, *arguments)

    return checked


def _of_texts(form: str) -> _Method:
    """Return a translation for what is known to be a list of texts."""

    def method(scope: Scope, receiver: Python) -> Python:
        if receiver.type != "list of str":
            raise NotMechanicalError("a list of any type")
        return Python(form.format(receiver), receiver.type)

    return method


def _to_s(scope: Scope, receiver: Python) -> Python:
    return _as_text(receiver, scope)


def _size(scope: Scope, receiver: Python) -> Python:
    if receiver.type == "any":
        return scope.use("size", receiver.code, type="int")
    return _METHODS["length", 0](scope, receiver)


def _to_i(scope: Scope, receiver: Python) -> Python:
    if receiver.is_list or receiver.type == "bool":
        raise NotMechanicalError("a number of no number")
    return scope.use("to_i", receiver.code, type="int")


def _included(scope: Scope, receiver: Python, item: Python) -> Python:
    _check(receiver, [item])
    return Python(f"{item} in {receiver}", "bool", is_whole=False)


def _reversed(scope: Scope, receiver: Python) -> Python:
    _check(receiver, [])
    return Python(f"{receiver}[::-1]", receiver.type)


# A method of Ruby's and the number of its arguments → how Python says it.
_METHODS: Mapping[tuple[str, int], _Method] = {
    ("upcase", 0): _python_method("{0}.upper()", "str"),
    ("downcase", 0): _function("downcase", "str"),
    ("capitalize", 0): _function("capitalize", "str"),
    ("strip", 0): _function("strip", "str"),
    ("lstrip", 0): _function("lstrip", "str"),
    ("rstrip", 0): _function("rstrip", "str"),
    ("chomp", 0): _function("chomp", "str"),
    ("split", 0): _function("split", "list of str"),
    ("split", 1): _function("split", "list of str"),
    ("chars", 0): _python_method("[*{0}]", "list of str"),
    ("start_with?", 1): _python_method("{0}.startswith({1})", "bool"),
    ("end_with?", 1): _python_method("{0}.endswith({1})", "bool"),
    ("include?", 1): _included,
    ("size", 0): _size,
    ("length", 0): _python_method("len({0})", "int"),
    ("reverse", 0): _reversed,
    ("to_s", 0): _to_s,
    ("to_i", 0): _to_i,
    ("nil?", 0): lambda scope, receiver: Python(f"{receiver} is None", "bool", is_whole=False),
    ("empty?", 0): _python_method("len({0}) == 0", "bool", is_whole=False),
    ("first", 0): _of_list(_function("first", "any")),
    ("last", 0): _of_list(_function("last", "any")),
    ("join", 0): _of_list(_function("join", "str")),
    ("join", 1): _of_list(_function("join", "str")),
    ("sort", 0): _of_texts("sorted({0})"),
    ("uniq", 0): _of_texts("list(dict.fromkeys({0}))"),
}
