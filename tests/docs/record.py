#!/usr/bin/env python3
"""Write what the manual shows of the code into docs/_data: the API, the settings, the flags.

    python tests/docs/record.py           write the files
    python tests/docs/record.py --check   name those that are not current

What they are is data; docs/api.md and docs/configuration.md say how it looks.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from docs.signatures import described

DATA = Path(__file__).parent.parent.parent / "docs" / "_data"
HEAD = "# Written by tests/docs/record.py from the source: not to be edited.\n"

# Module → its public names, in the order of the manual; a name may live elsewhere.
PUBLIC: dict[str, dict[str, str | None]] = {
    "liquidsite": {
        "Site": "liquidsite.site",
        "Session": "liquidsite.session",
        "RenderedPage": "liquidsite.session",
        "BuildResult": "liquidsite.builder.result",
        "Explanation": "liquidsite.incremental.explain",
    },
    "liquidsite.kramdown": dict.fromkeys(
        ("to_html", "convert", "dialect", "Result", "Warning", "Dialect", "kramdown_plugin")
    ),
    "liquidsite.liquid": dict.fromkeys(
        ("render", "Environment", "Template", "Drop", "Limits", "Source", "Standalone")
    ),
    "liquidsite.python_liquid": dict.fromkeys(("register", "from_environment")),
    "liquidsite.plugin": dict.fromkeys(
        (
            "Plugin",
            "Tag",
            "Block",
            "Context",
            "Converter",
            "PageConverter",
            "Converted",
            "needs_context",
            "join",
        )
    ),
    "liquidsite.model": dict.fromkeys(
        ("Site", "Page", "Document", "Collection", "Layout", "StaticFile")
    ),
    "liquidsite.config": dict.fromkeys(("Config", "load")),
    "liquidsite.safe_mode.limits": dict.fromkeys(("Limits",)),
    "liquidsite.errors": dict.fromkeys(("LiquidsiteError", "Frame", "Notice")),
}


# Of these classes only some members are for others.
MEMBERS: dict[str, tuple[str, ...]] = {
    "liquidsite.liquid.Limits": (),
    "liquidsite.liquid.Environment": ("from_string", "get_template", "parse"),
    "liquidsite.liquid.Drop": ("liquid_method_missing",),
    "liquidsite.liquid.Standalone": (),
    "liquidsite.liquid.Template": ("render", "variables", "warnings", "render_with"),
    "liquidsite.kramdown.Warning": (),
    "liquidsite.kramdown.Dialect": (),
    "liquidsite.model.Site": ("posts", "documents", "renderables", "outputs"),
    "liquidsite.model.Page": ("key", "destination", "dir", "front"),
    "liquidsite.model.Document": ("destination",),
}


def api() -> list[dict[str, Any]]:
    """Each module: `name`, `text` (its docstring) and `names` (see `described`)."""
    return [
        {
            "name": module,
            "text": importlib.import_module(module).__doc__ or "",
            "names": [
                described(
                    name,
                    getattr(importlib.import_module(home or module), name),
                    MEMBERS.get(f"{module}.{name}"),
                )
                for name, home in names.items()
            ],
        }
        for module, names in PUBLIC.items()
    ]


def defaults() -> dict[str, dict[str, str]]:
    """Setting → `type` and `value`, as they are written in YAML."""
    from liquidsite.config import DEFAULTS

    return {name: _default(value) for name, value in _flat(DEFAULTS)}


def _flat(settings: Any) -> Iterator[tuple[str, Any]]:
    """Settings by name, those of `liquid` and `kramdown` as `kramdown.input`."""
    for name, value in settings.items():
        if isinstance(value, dict) and value:
            yield from ((f"{name}.{inner}", given) for inner, given in value.items())
        else:
            yield name, value


_TYPES = {bool: "boolean", int: "number", str: "text", list: "list", dict: "hash"}


def _default(value: Any) -> dict[str, str]:
    text = yaml.safe_dump(value, default_flow_style=True, width=200).removesuffix("\n...\n").strip()
    return {"type": _TYPES.get(type(value), ""), "value": "" if value in (None, "") else text}


def verbs() -> list[dict[str, Any]]:
    """Each verb: `name`, `usage`, `text`, `flags` (`names`, `text`).

    Those that have the flags which `build` shares say so, `as_build`, and list only their own.
    """
    from liquidsite.cli import COMMANDS
    from liquidsite.cli.group import load

    commands = {name: load(name) for name in COMMANDS}
    common = _flags("clean", commands["clean"])  # it has no other
    return [_verb(name, command, common) for name, command in commands.items()]


def _verb(name: str, command: click.Command, common: list[dict[str, str]]) -> dict[str, Any]:
    flags = _flags(name, command)
    as_build = name != "build" and all(flag in flags for flag in common)
    return {
        "name": name,
        "usage": " ".join(
            ["liquidsite", name, *command.collect_usage_pieces(_context(name, command))]
        ),
        "text": (command.help or "").partition("\b")[0].strip(),
        "as_build": as_build,
        "flags": [flag for flag in flags if flag not in common] if as_build else flags,
    }


def _flags(name: str, command: click.Command) -> list[dict[str, str]]:
    context = _context(name, command)
    options = (param for param in command.params if isinstance(param, click.Option))
    records = [option.get_help_record(context) for option in options]
    return [{"names": record[0], "text": record[1]} for record in records if record]


def _context(name: str, command: click.Command) -> click.Context:
    return click.Context(command, info_name=f"liquidsite {name}")


FILES: dict[str, Callable[[], Any]] = {
    "api.yml": api,
    "defaults.yml": defaults,
    "verbs.yml": verbs,
}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as they are read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def recorded(name: str) -> str:
    """The text of the data file `name` as the code is now."""
    settings: Any = {"sort_keys": False, "allow_unicode": True, "width": 100}
    return HEAD + str(yaml.dump(FILES[name](), Dumper=_Dumper, **settings))


def main() -> int:
    old = [name for name in FILES if not is_current(name)]
    for name in old:
        print(f"docs/_data/{name}")
        if "--check" not in sys.argv:
            (DATA / name).write_text(recorded(name), encoding="utf-8")
    return 1 if old and "--check" in sys.argv else 0


def is_current(name: str) -> bool:
    file = DATA / name
    return file.exists() and file.read_text(encoding="utf-8") == recorded(name)


if __name__ == "__main__":
    sys.exit(main())
