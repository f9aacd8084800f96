"""What the source says of a public name: its signature, fields and docstring, for the manual."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

# A docstring tells of a field in a line of its own, `name  meaning`; further lines are indented.
_FIELD = re.compile(r"^`?(\w+)`?(?: {2,}|: )(\S.*(?:\n +\S.*)*)\n?", re.MULTILINE)


def described(name: str, value: Any, only: tuple[str, ...] | None = None) -> dict[str, Any]:
    """One public name as data: `name`, `signature`, `text` and, of a class, `fields`, `members`.

    `only` are the members to tell of, instead of all public ones.
    """
    text = inspect.getdoc(value) or ""
    if not inspect.isclass(value):
        return {"name": name, "signature": signature(name, value), "text": text}
    fields, text = _fields(value, text)
    members = [described(f"{name}.{own}", member) for own, member in _members(value, only)]
    return {
        "name": name,
        "signature": _head(name, value),
        "text": text,
        "fields": fields,
        "members": members,
    }


def signature(name: str, function: Any) -> str:
    """The `def` line as it stands in the source, in several lines where it is long."""
    if isinstance(function, property):
        return f"{name}: {_returned(function.fget)}"
    if hasattr(function, "attrname"):  # a cached property
        return f"{name}: {_returned(function.func)}"
    node = _parsed(inspect.unwrap(getattr(function, "__func__", function)))
    arguments = [*_arguments(node.args)]
    if arguments and arguments[0] in ("self", "cls"):
        del arguments[0]
    ends = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{name}({', '.join(arguments)}){ends}"
    if len(line) <= 80:
        return line
    return "\n".join([f"{name}(", *(f"    {argument}," for argument in arguments), f"){ends}"])


def _parsed(function: Any) -> ast.FunctionDef:
    node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def _returned(function: Any) -> str:
    returns = _parsed(function).returns
    return ast.unparse(returns) if returns else "object"


def _arguments(args: ast.arguments) -> Iterator[str]:
    plain = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
    yield from map(_argument, plain, defaults)
    if args.vararg:
        yield f"*{_argument(args.vararg)}"
    elif args.kwonlyargs:
        yield "*"
    yield from map(_argument, args.kwonlyargs, args.kw_defaults)
    if args.kwarg:
        yield f"**{_argument(args.kwarg)}"


def _argument(arg: ast.arg, default: ast.expr | None = None) -> str:
    text = f"{arg.arg}: {ast.unparse(arg.annotation)}" if arg.annotation else arg.arg
    if default is None:
        return text
    return f"{text} = {ast.unparse(default)}" if arg.annotation else f"{text}={default}"


def _head(name: str, value: type) -> str:
    """How one is made: the class with its arguments, or its base where those are another's."""
    if "__init__" in vars(value) and not dataclasses.is_dataclass(value):
        return signature(name, vars(value)["__init__"]).removesuffix(" -> None")
    bases = [base.__name__ for base in value.__bases__ if base not in (object, tuple)]
    return f"class {name}({', '.join(bases)})" if bases else f"class {name}"


def _fields(value: type, text: str) -> tuple[list[dict[str, str]], str]:
    """The fields of a value with what the docstring says of each, and the rest of it."""
    names = [name for name in _field_names(value) if name[0] != "_"]
    told = {m[1]: " ".join(m[2].split()) for m in _FIELD.finditer(text) if m[1] in names}
    text = _FIELD.sub(lambda match: "" if match[1] in told else match[0], text).strip()
    types = _types(value) if names else {}
    fields = [{"name": name, "type": types[name], "text": told.get(name, "")} for name in names]
    return fields, text


def _field_names(value: type) -> tuple[str, ...]:
    if dataclasses.is_dataclass(value):
        return tuple(field.name for field in dataclasses.fields(value))
    return getattr(value, "_fields", ())  # of a named tuple


def _types(value: type) -> dict[str, str]:
    """Field → its type as the source has it, with a plain default: `int = 200`."""
    node = ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]
    assert isinstance(node, ast.ClassDef)
    return {
        line.target.id: ast.unparse(line.annotation) + _default(line.value)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }


def _default(value: ast.expr | None) -> str:
    return "" if value is None or isinstance(value, ast.Call) else f" = {ast.unparse(value)}"


def _members(value: type, only: tuple[str, ...] | None) -> Iterator[tuple[str, Any]]:
    """Its own public methods and properties that say what they do, in the order of the source."""
    for name, member in vars(value).items():
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        is_method = callable(function) or isinstance(function, property)
        if hasattr(function, "attrname") or is_method:
            told = getattr(function, "__doc__", None)
            if told and name[0] != "_" and (only is None or name in only):
                yield name, function
