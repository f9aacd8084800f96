"""The beginning of a Python plugin for each Ruby one: its names and parameters, and its Ruby.

Filters and tags that are mechanical are translated. What else would print something raises until it
is written, so that the build says where it is used; generators and hooks do nothing until then.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator

from liquidsite.migrate import translate
from liquidsite.migrate.ruby import Registered, methods
from liquidsite.migrate.translate import NotMechanicalError, Python, Scope

# What every part says until it is written.
MARK = "to be written"
_PRIORITIES = frozenset(["highest", "high", "low", "lowest"])
_GUIDE = "the guide to plugins in Python"


def stub(name: str, items: list[Registered]) -> str:
    """Return the text of the plugin `name.py` for what `name.rb` registers."""
    items = list({(item.kind, item.name): item for item in reversed(items)}.values())[::-1]
    functions: set[str] = set()
    parts = [part for item in items for part in _definition(item, f"{name}.rb", functions)]
    priority = next((i.detail.upper() for i in items if i.detail in _PRIORITIES), "")
    return "\n".join(
        [
            f'"""What {name}.rb does: a template by `liquidsite migrate`.',
            f'See `liquidsite docs python-plugins`, {_GUIDE}."""',
            "",
            *_imports(items, priority, functions),
            *parts,
            "",
            "",
            f'plugin = Plugin(\n    "{name}",',
            *_plugin(items, priority),
            ")",
            "",
        ]
    )


def _imports(items: list[Registered], priority: str, functions: set[str]) -> Iterator[str]:
    bases = {"tag": "Tag", "block": "Block"}
    names = {bases[item.kind] for item in items if item.kind in bases} | {"Plugin"}
    if priority:
        names.add(priority)
    yield f"from liquidsite.plugin import {', '.join(sorted(names))}"
    if functions:
        yield f"from liquidsite.ruby.methods import {', '.join(sorted(functions))}"


def _definition(item: Registered, file: str, functions: set[str]) -> Iterator[str]:
    """Yield the lines for one thing, and add the functions that it needs to `functions`."""
    write = _WRITERS.get(item.kind)
    yield ""
    yield ""
    if item.kind in ("filter", "tag", "block"):
        yield from (_filter if item.kind == "filter" else _tag)(item, file, functions)
    elif write is not None:
        yield from write(item, file)
    else:
        yield f"# {file}, line {item.line}: {item}. Plugins cannot do this:"
        yield "# use a hook, a generator or a separate script instead."


def _ruby(item: Registered, indent: str = "    ") -> Iterator[str]:
    """Yield the Ruby as comments."""
    for line in item.source.splitlines():
        yield f"{indent}# {line}".rstrip()


def _tag(item: Registered, file: str, functions: set[str]) -> Iterator[str]:
    body = item.kind == "block"
    shown = f"{{% {item.name} … %}}" + (f"…{{% end{item.name} %}}" if body else "")
    yield f"class {_class(item.name)}({'Block' if body else 'Tag'}):"
    yield f'    """{shown}: {file}, line {item.line}."""'
    yield ""
    yield from _ruby(item)
    render = f"    def render(self, context{', body' if body else ''}):"
    try:
        scope = Scope({})
        before, lines = _rendered(item, scope)
    except NotMechanicalError:
        yield render
        yield f"        raise {_unwritten(file)}"
        return
    functions |= scope.functions
    if before:
        yield "    def __init__(self, name, markup):"
        yield "        super().__init__(name, markup)"
        yield from _indented(before, "        ")
        yield ""
    yield render
    yield from _indented(lines, "        ")


def _rendered(item: Registered, scope: Scope) -> tuple[list[str], list[str]]:
    """Return the Python of `initialize`, and of `render`. Raises NotMechanicalError."""
    found = methods(item.source)
    if "render" not in found or not found.keys() <= {"initialize", "render"}:
        raise NotMechanicalError("other methods")
    before: list[str] = []
    if "initialize" in found:
        names, lines = found["initialize"]
        lines = [line for line in lines if line.strip()]
        if len(names) != 3 or not lines or not re.fullmatch(r"\s*super(\(.*\))?\s*", lines[0]):
            raise NotMechanicalError("initialize")
        scope.names = {names[0]: Python("name", "str"), names[1]: Python("markup", "str")}
        before = translate.assignments(lines[1:], scope)
    kept = {name: value for name, value in scope.names.items() if name.startswith("@")}
    own = {"@markup": Python("self.markup", "str"), "@tag_name": Python("self.name", "str")}
    scope.names = {**own, **kept}
    if item.kind == "block":
        scope.super_ = Python("body()", "str")
    names, lines = found["render"]
    if names != ("context",):
        raise NotMechanicalError("render")
    return before, translate.body(lines, scope, returns="str")


def _filter(item: Registered, file: str, functions: set[str]) -> Iterator[str]:
    first, *others = map(_identifier, item.arguments or ("value",))
    defaults = {_identifier(name): _default(ruby) for name, ruby in item.defaults}
    # What Ruby needs may be given; what it does not need has its value or None.
    shown = (f"{name}={defaults[name]}" if name in defaults else name for name in others)
    yield f"def {_function(item)}({', '.join([first, *shown])}):"
    yield f'    """{{{{ {first} | {item.name} }}}}: {file}, line {item.line}."""'
    yield from _ruby(item)
    try:
        lines, used = _translated(item)
    except NotMechanicalError:
        yield f"    raise {_unwritten(file)}"
        return
    functions |= used
    yield from _indented(lines, "    ")


def _translated(item: Registered) -> tuple[list[str], set[str]]:
    """Return the Python of a filter, and the functions it needs. Raises NotMechanicalError."""
    found = methods(item.source).get(item.name)
    if found is None or any(_default(ruby) == "None" != ruby for _, ruby in item.defaults):
        raise NotMechanicalError("parameters")
    scope = Scope({name: Python(_identifier(name)) for name in item.arguments})
    return translate.body(found[1], scope), scope.functions


def _default(ruby: str) -> str:
    """Return a literal of Ruby's in Python; None for anything else."""
    try:
        return translate.expression(ruby, Scope({})).code
    except NotMechanicalError:
        return "None"


def _indented(lines: Iterable[str], indent: str) -> Iterator[str]:
    return (f"{indent}{line}" for line in lines)


def _generator(item: Registered, file: str) -> Iterator[str]:
    yield f"def {_function(item)}(site):"
    yield f'    """{item.name}: {file}, line {item.line}. Returns the site with what it adds."""'
    yield from _ruby(item)
    yield f"    # {MARK}."
    yield "    return site"


def _hook(item: Registered, file: str) -> Iterator[str]:
    owner, _, event = item.name.partition(":")
    parameters = _hook_parameters(owner, event)
    yield f"def {_function(item)}({parameters}):"
    first = parameters.partition(",")[0]
    returns = f"Returns the new {first}; None keeps it."
    yield f'    """{owner}, {event}: {file}, line {item.line}. {returns}"""'
    yield from _ruby(item)
    yield f"    # {MARK}."
    yield "    return None"


def _hook_parameters(owner: str, event: str) -> str:
    if owner == "clean":
        return "paths"
    if event == "post_init":
        return "page"
    if owner == "site":
        return {"after_init": "config", "post_write": "result"}.get(event, "site")
    return "value, page, site"


def _converter(item: Registered, file: str) -> Iterator[str]:
    extensions, _, output = item.detail.partition(" → ")
    shown = ", ".join(f'"{ext}"' for ext in extensions.split())
    yield f"class {_class(item.name)}:"
    yield f'    """{file}, line {item.line}."""'
    yield ""
    yield from _ruby(item)
    yield f'    name = "{item.name}"'
    yield "    priority = 0"
    yield ""
    yield "    def matches(self, ext):"
    yield f"        return ext.lower() in [{shown}]"
    yield ""
    yield "    def output_ext(self, ext):"
    yield f'        return "{output}"'
    yield ""
    yield "    def convert(self, text):"
    yield f"        raise {_unwritten(file)}"


_WRITERS = {
    "generator": _generator,
    "hook": _hook,
    "converter": _converter,
}


def _plugin(items: list[Registered], priority: str) -> Iterator[str]:
    """Return the plugin's arguments for the definitions."""
    named: dict[str, list[Registered]] = {}
    for item in items:
        named.setdefault("tag" if item.kind == "block" else item.kind, []).append(item)
    for key, kind in (("tags", "tag"), ("filters", "filter")):
        if found := named.get(kind):
            yield f"    {key}={{"
            for item in found:
                value = _class(item.name) if kind == "tag" else _function(item)
                yield f'        "{item.name}": {value},'
            yield "    },"
    if found := named.get("converter"):
        yield f"    converters=({', '.join(f'{_class(item.name)}()' for item in found)},),"
    if found := named.get("generator"):
        yield f"    generators=({', '.join(map(_function, found))},),"
    if found := named.get("hook"):
        yield "    hooks={"
        for item in found:
            owner, _, event = item.name.partition(":")
            yield f'        ("{owner}", "{event}"): {_function(item)},'
        yield "    },"
    if priority:
        yield f"    priority={priority},"


def _unwritten(file: str) -> str:
    return f'NotImplementedError("{MARK}, after {file}")'


def _class(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", name)
    return _identifier("".join(word[:1].upper() + word[1:] for word in words))


def _function(item: Registered) -> str:
    """Convert `YearPages` to `year_pages`, `pages:post_render` to `pages_post_render`."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", item.name)
    name = re.sub(r"\W+", "_", name).lower()
    return _identifier(f"generate_{name}" if item.kind == "generator" else name)


def _identifier(name: str) -> str:
    """Return a name that Python takes: no keyword, no digit in front."""
    return f"{name}_" if keyword.iskeyword(name) else f"_{name}" if name[:1].isdigit() else name
