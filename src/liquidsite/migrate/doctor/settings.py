"""Settings without effect in liquidsite, and settings that Jekyll no longer has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from liquidsite.config import Config
from liquidsite.convert.markdown import PROCESSORS
from liquidsite.migrate.doctor.finding import ERROR, HINT, WARNING, Finding
from liquidsite.migrate.doctor.plugins import shown
from liquidsite.plugins.loading import wanted
from liquidsite.source.front_matter import line_of

# Key → severity, the problem, the fix.
_REMOVED = "Remove it."
SETTINGS: Mapping[str, tuple[str, str, str]] = {
    "auto": (HINT, "Jekyll 2's name of `serve --watch`", "Remove it; `serve` always watches."),
    "detach": (HINT, "`serve` is not detached by a setting", "Use the shell's `&`."),
    "gems": (HINT, "Jekyll 3's name of `plugins`; Jekyll 4 ignores it", "Rename it to `plugins`."),
    "incremental": (HINT, "builds are incremental in any case", _REMOVED),
    "lsi": (
        WARNING,
        "related posts are not computed by content; the newest posts are used",
        _REMOVED,
    ),
    "maruku": (HINT, "options of a Markdown processor that Jekyll no longer has", _REMOVED),
    "pygments": (HINT, "Jekyll 2's name of `highlighter`", _REMOVED),
    "rdiscount": (HINT, "options of a Markdown processor that Jekyll no longer has", _REMOVED),
    "redcarpet": (HINT, "options of a Markdown processor that Jekyll no longer has", _REMOVED),
    "redcloth": (HINT, "Textile is not converted", _REMOVED),
    "server": (HINT, "Jekyll 1's way to start the server", "Remove it and run `serve`."),
    "server_port": (HINT, "Jekyll 1's name of `port`", "Rename it to `port`."),
    "textile": (HINT, "Textile is not converted", _REMOVED),
    "textile_ext": (HINT, "Textile is not converted", _REMOVED),
}


def settings(config: Config) -> Iterator[Finding]:
    """Yield findings about the site's own settings."""
    for key, (severity, text, fix) in SETTINGS.items():
        path, line = place_of(key, config)
        if line is not None and config.get(key) not in (None, False):
            yield Finding("setting", severity, f"`{key}`: {text}", path, line, fix)
    for check in _CHECKS:
        yield from check(config)


def place_of(key: str, config: Config) -> tuple[str | None, int | None]:
    """Return the file and line of the top-level setting `key`; the last file that has it wins."""
    for file in reversed(config.files):
        if (line := line_of(key, str(file))) is not None:
            return shown(file, config), line
    return None, None


def _markdown(config: Config) -> Iterator[Finding]:
    name = str(config["markdown"])
    if name.lower() != "kramdown" and name not in PROCESSORS and name != "CommonMarkGhPages":
        text = f"the Markdown processor {name} does not exist; Jekyll 4 has kramdown and CommonMark"
        fix = "Set `markdown: kramdown`, or remove the line."
        yield Finding("setting", ERROR, text, *place_of("markdown", config), fix)


def _highlighter(config: Config) -> Iterator[Finding]:
    if config["highlighter"] == "pygments":
        text = "`highlighter: pygments` is from Jekyll 3; code is highlighted as Rouge does"
        yield Finding("deprecated", HINT, text, *place_of("highlighter", config), _REMOVED)


def _paginate(config: Config) -> Iterator[Finding]:
    has_plugin = {"jekyll-paginate", "jekyll-paginate-v2"} & set(wanted(config))
    if config.get("paginate") and not has_plugin:
        text = "`paginate` has no effect without the plugin jekyll-paginate"
        fix = "Add jekyll-paginate to `plugins`, or remove the setting."
        yield Finding("setting", WARNING, text, *place_of("paginate", config), fix)


def _whitelist(config: Config) -> Iterator[Finding]:
    if config.get("whitelist") and not config["safe"]:
        text = "`whitelist` only has an effect in safe mode"
        path, line = place_of("whitelist", config)
        if line is not None:
            yield Finding("setting", HINT, text, path, line, _REMOVED)


def _kramdown(config: Config) -> Iterator[Finding]:
    options: Any = config["kramdown"]
    path, line = place_of("kramdown", config)
    if not isinstance(options, Mapping) or line is None:
        return
    engine = options.get("math_engine")
    if engine not in (None, "mathjax"):
        text = f"the math engine {engine} is not supported; formulas are left as they are written"
        fix = "Use `math_engine: mathjax`; KaTeX's script can render its markup."
        yield Finding("setting", WARNING, text, path, line, fix)
    for key in ("coderay", "use_coderay", "enable_coderay"):
        if key in options:
            text = f"`kramdown: {key}` is deprecated; code is highlighted as Rouge does"
            yield Finding("deprecated", HINT, text, path, line, _REMOVED)


_CHECKS: tuple[Callable[[Config], Iterator[Finding]], ...] = (
    _markdown,
    _highlighter,
    _paginate,
    _whitelist,
    _kramdown,
)
