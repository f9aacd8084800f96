"""kramdown with the options of a Jekyll site: its `kramdown` section and what it implies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from liquidsite.config import Config
from liquidsite.errors import ConfigError, Notice
from liquidsite.plugin import Converted
from liquidsite.ruby.text import AsciiText

if TYPE_CHECKING:
    from liquidsite.kramdown import Dialect, Warning

_CODERAY = {
    "css": "style",
    "bold_every": 10,
    "line_numbers": "inline",
    "line_number_start": 1,
    "tab_width": 4,
    "wrap": "div",
}


# kramdown's parsers; their first letter may be small.
_INPUTS = ("GFM", "Kramdown", "Markdown", "Html")


class Kramdown:
    def __init__(self, config: Config, warn: Callable[[Notice], None]) -> None:
        self._options = options(config, warn)
        parser = str(self._options.get("input") or "kramdown")
        if parser[:1].upper() + parser[1:] not in _INPUTS:
            raise ConfigError(
                f"kramdown has no parser to handle the specified input format: {parser}. "
                f"It has: {', '.join(_INPUTS)}"
            )

    @cached_property
    def _dialect(self) -> Dialect:
        from liquidsite import kramdown

        return kramdown.dialect(self._options)

    def convert(self, text: str, path: str = "", line: int = 1) -> Converted:
        from liquidsite import kramdown

        is_ascii = isinstance(text, AsciiText)
        result = kramdown.convert(text, self._dialect, ascii_only=is_ascii)
        if not self._options.get("show_warnings"):
            return Converted(result.html)
        notices = (_notice(warning, path, line) for warning in result.warnings)
        return Converted(result.html, notices=tuple(notices))


def _notice(warning: Warning, path: str, line: int) -> Notice:
    """Return the warning, with its place in the file whose text begins on `line`."""
    if warning.line is not None:
        warning = warning._replace(line=warning.line + line - 1)
    return Notice("Kramdown warning:", f"{path}: {warning}" if path else str(warning))


def options(config: Config, warn: Callable[[Notice], None]) -> dict[str, Any]:
    """Return the section completed with the highlighter and its options; warns of outdated keys."""
    section = dict(config.get("kramdown") or {})
    section["footnote_links_have_role"] = config.generation.footnote_links_have_role
    section["syntax_highlighter"] = section.get("syntax_highlighter") or _highlighter(
        section, config, warn
    )
    highlighting = section.get("syntax_highlighter_opts") or {}
    if not isinstance(highlighting, Mapping):
        raise ConfigError(f"kramdown: syntax_highlighter_opts should be a hash: {highlighting!r}.")
    highlighting = dict(highlighting)
    highlighting["default_lang"] = highlighting.get("default_lang") or "plaintext"
    highlighting["guess_lang"] = section.get("guess_lang")
    if section.get("coderay"):
        _deprecated(
            "You are using 'kramdown.coderay' in your configuration, "
            "please use 'syntax_highlighter_opts' instead.",
            warn,
        )
        highlighting = _without_prefix(highlighting | _CODERAY | section["coderay"], warn)
    section["syntax_highlighter_opts"] = highlighting
    _warn_of_missing(section, warn)
    return section


def _warn_of_missing(section: Mapping[str, Any], warn: Callable[[Notice], None]) -> None:
    """Say which gem of the settings has no equal here, and what its pages look like then."""
    for name, known, effect in _ENGINES:
        wanted = str(section.get(name) or known).removeprefix(":")
        if wanted not in (known, "nil", "none"):
            text = f"The {name.replace('_', ' ')} '{wanted}' is not available: {effect}."
            warn(Notice("Kramdown:", text))


# Option, the one engine that there is, and what happens without another.
_ENGINES = (
    ("syntax_highlighter", "rouge", "code is not highlighted"),
    ("math_engine", "mathjax", "formulas stay TeX between dollar signs"),
)


def _highlighter(section: Mapping[str, Any], config: Config, warn: Callable[[Notice], None]) -> str:
    if section.get("enable_coderay"):
        _deprecated(
            "You are using 'enable_coderay', "
            "use syntax_highlighter: coderay in your configuration file.",
            warn,
        )
        return "coderay"
    return config.get("highlighter") or "rouge"


def _without_prefix(settings: Mapping[str, Any], warn: Callable[[Notice], None]) -> dict[str, Any]:
    plain = {}
    for key, value in settings.items():
        name = key.removeprefix("coderay_")
        if name != key:
            _deprecated(f"You are using '{key}'. Normalizing to {name}.", warn)
        plain[name] = value
    return plain


def _deprecated(message: str, warn: Callable[[Notice], None]) -> None:
    warn(Notice("Deprecation:", message))
