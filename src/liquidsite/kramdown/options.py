"""kramdown's options: names, defaults and the meaning of a value given as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

_QUOTES = ("lsquo", "rsquo", "ldquo", "rdquo")


@dataclass(frozen=True, slots=True)
class Options:
    """Every option that HTML output knows; `template` and the LaTeX options have no use here."""

    input: str = "kramdown"
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = False
    transliterated_header_ids: bool = False
    header_offset: int = 0
    header_links: bool = False
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    footnote_nr: int = 1
    footnote_prefix: str = ""
    footnote_backlink: str = "&#8617;"
    footnote_backlink_inline: bool = False
    footnote_link_text: str = "%s"
    footnote_links_have_role: bool = True  # as in kramdown 2.5; else what is around them has it
    entity_output: str | None = "as_char"
    smart_quotes: tuple[str | int, ...] = _QUOTES
    typographic_symbols: dict[str, str] = field(default_factory=dict)
    parse_block_html: bool = False
    parse_span_html: bool = True
    html_to_native: bool = False
    link_defs: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    line_width: int = 72
    math_engine: str | None = "mathjax"
    math_engine_opts: dict[str, Any] = field(default_factory=dict)
    syntax_highlighter: str | None = "rouge"
    syntax_highlighter_opts: dict[str, Any] = field(default_factory=dict)
    remove_block_html_tags: bool = True
    remove_span_html_tags: bool = False
    remove_line_breaks_for_cjk: bool = False
    forbidden_inline_options: tuple[str, ...] = ("template",)
    template: str = ""
    latex_headers: tuple[str, ...] = ()
    list_indent: int = 2
    hard_wrap: bool = True
    gfm_quirks: tuple[str, ...] = ("paragraph_end",)
    gfm_emojis: bool = False
    gfm_emoji_opts: dict[str, Any] = field(default_factory=dict)

    def changed(self, name: str, value: object) -> Options:
        """Set one option. Raises KeyError for an unknown name, ValueError for a bad value."""
        changes: dict[str, Any] = {name: _PARSERS[name](value)}
        return replace(self, **changes)


# Keys that site configurations carry beside kramdown's own and that mean nothing here.
FOREIGN = frozenset(("show_warnings", "guess_lang", "enable_coderay", "coderay"))


def parse(options: Mapping[str, Any] | None) -> tuple[Options, list[str]]:
    """Return the options of a mapping, and its unknown names; raises ValueError for a bad value."""
    values: dict[str, Any] = {}
    unknown = []
    for name, value in (options or {}).items():
        if name in _PARSERS:
            values[name] = _PARSERS[name](value)
        elif name not in FOREIGN and not name.startswith("coderay_"):
            unknown.append(name)
    return Options(**values), unknown


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = "" if value is None else str(value)
    return text.lower().strip() != "false" and text != ""


def _string(value: object) -> str:
    return "" if value is None else str(value)


def _symbol(value: object) -> str | None:
    text = _string(value).strip().removeprefix(":")
    return None if text in ("", "nil") else text


def _integer(value: object) -> int:
    return int(_string(value), 0)


def _items(value: object) -> list[Any]:
    if isinstance(value, str):
        return value.split(",")
    if isinstance(value, Iterable):
        return list(value)
    raise ValueError(f"expected a list, not {value!r}")


def _mapping(value: object) -> dict[str, Any]:
    if isinstance(value, str):
        value = _yaml(value)
    if not isinstance(value, Mapping):
        raise ValueError(f"expected a mapping, not {value!r}")
    return {str(key).removeprefix(":"): item for key, item in value.items()}


def _yaml(text: str) -> object:
    import yaml  # only the rare inline option needs it

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"invalid YAML: {text!r}") from error


def _toc_levels(value: object) -> tuple[int, ...]:
    if isinstance(value, str):
        if span := re.fullmatch(r"(\d)\.\.(\d)", value):
            levels = list(range(int(span[1]), int(span[2]) + 1))
        elif re.fullmatch(r"\d(?:,\d)*", value):
            levels = [int(level) for level in value.split(",")]
        else:
            raise ValueError("Invalid syntax for option toc_levels")
    else:
        levels = [_integer(level) for level in _items(value)]
    if not all(1 <= level <= 6 for level in levels):
        raise ValueError("Level numbers for option toc_levels have to be integers from 1 to 6")
    return tuple(dict.fromkeys(levels))


def _smart_quotes(value: object) -> tuple[str | int, ...]:
    names = [str(name) for name in _items(value)]
    if len(names) != 4:
        raise ValueError("Option smart_quotes needs exactly 4 values")
    return tuple(int(name) if name.isdecimal() else name for name in names)


def _link_defs(value: object) -> dict[str, tuple[str, str | None]]:
    definitions: dict[str, tuple[str, str | None]] = {}
    for name, target in _mapping(value).items():
        if not isinstance(target, (list, tuple)) or not 1 <= len(target) <= 2:
            raise ValueError("Invalid structure for hash value of option link_defs")
        definitions[name] = (str(target[0]), target[1] if len(target) == 2 else None)
    return definitions


def _symbols(value: object) -> dict[str, str]:
    return {name: str(text) for name, text in _mapping(value).items()}


def _names(value: object) -> tuple[str, ...]:
    return tuple(name for item in _items(value) if (name := _symbol(item)))


def _link_text(value: object) -> str:
    text = _string(value)
    if "%s" not in text:
        raise ValueError("option footnote_link_text needs to contain a '%s'")
    return text


_BY_TYPE: dict[type, Any] = {
    bool: _boolean, str: _string, int: _integer, dict: _mapping, tuple: _names,
}  # fmt: skip

# By the types of the defaults, as the annotations of compiled classes are not there to read.
_PARSERS: dict[str, Any] = {
    **{f.name: _BY_TYPE[type(getattr(Options(), f.name))] for f in fields(Options)},
    "entity_output": _symbol,
    "math_engine": _symbol,
    "syntax_highlighter": _symbol,
    "toc_levels": _toc_levels,
    "smart_quotes": _smart_quotes,
    "link_defs": _link_defs,
    "typographic_symbols": _symbols,
    "footnote_link_text": _link_text,
}
