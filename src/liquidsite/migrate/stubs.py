"""The beginning of a Python plugin for each Ruby one: its names and parameters.

What would print something raises until it is written, so that the build says where it is used;
generators and hooks do nothing until then.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from liquidsite.migrate.ruby import Registered

# What every part says until it is written.
MARK = "to be written"
_PRIORITIES = frozenset(["highest", "high", "low", "lowest"])
_GUIDE = "the guide to plugins in Python"


def stub(name: str, items: list[Registered]) -> str:
    """Return the text of the plugin `name.py` for what `name.rb` registers."""
    items = list({(item.kind, item.name): item for item in reversed(items)}.values())[::-1]
    parts = [part for item in items for part in _definition(item, f"{name}.rb")]
    priority = next((i.detail.upper() for i in items if i.detail in _PRIORITIES), "")
    return "\n".join(
        [
            f'"""What {name}.rb does: a template by `liquidsite migrate`.',
            f'See `liquidsite docs python-plugins`, {_GUIDE}."""',
            "",
            *_imports(items, priority),
            *parts,
            "",
            "",
            f'plugin = Plugin(\n    "{name}",',
            *_plugin(items, priority),
            ")",
            "",
        ]
    )


def _imports(items: list[Registered], priority: str) -> Iterator[str]:
    bases = {"tag": "Tag", "block": "Block"}
    names = {bases[item.kind] for item in items if item.kind in bases} | {"Plugin"}
    if priority:
        names.add(priority)
    yield f"from liquidsite.plugin import {', '.join(sorted(names))}"


def _definition(item: Registered, file: str) -> Iterator[str]:
    write = _WRITERS.get(item.kind)
    if write is None:
        yield ""
        yield ""
        yield f"# {file}, line {item.line}: {item}. Plugins cannot do this:"
        yield "# use a hook, a generator or a separate script instead."
        return
    yield ""
    yield ""
    yield from write(item, file)


def _tag(item: Registered, file: str) -> Iterator[str]:
    body = item.kind == "block"
    shown = f"{{% {item.name} … %}}" + (f"…{{% end{item.name} %}}" if body else "")
    yield f"class {_class(item.name)}({'Block' if body else 'Tag'}):"
    yield f'    """{shown}: {file}, line {item.line}."""'
    yield ""
    yield f"    def render(self, context{', body' if body else ''}):"
    yield f"        raise {_unwritten(file)}"


def _filter(item: Registered, file: str) -> Iterator[str]:
    # In Ruby the parameters after the first may have defaults, which are not read here.
    first, *others = map(_identifier, item.arguments or ("value",))
    parameters = ", ".join([first, *(f"{name}=None" for name in others)])
    yield f"def {_function(item)}({parameters}):"
    yield f'    """{{{{ {first} | {item.name} }}}}: {file}, line {item.line}."""'
    yield f"    raise {_unwritten(file)}"


def _generator(item: Registered, file: str) -> Iterator[str]:
    yield f"def {_function(item)}(site):"
    yield f'    """{item.name}: {file}, line {item.line}. Returns the site with what it adds."""'
    yield f"    # {MARK}."
    yield "    return site"


def _hook(item: Registered, file: str) -> Iterator[str]:
    owner, _, event = item.name.partition(":")
    parameters = _hook_parameters(owner, event)
    yield f"def {_function(item)}({parameters}):"
    first = parameters.partition(",")[0]
    returns = f"Returns the new {first}; None keeps it."
    yield f'    """{owner}, {event}: {file}, line {item.line}. {returns}"""'
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
    "tag": _tag,
    "block": _tag,
    "filter": _filter,
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
