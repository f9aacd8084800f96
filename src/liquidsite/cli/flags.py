"""The flags that several verbs share, declared once, and the configuration that they result in.

click gets them from `options`. The plain ones are read here, without click.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from liquidsite.builder.profile import TIMES
from liquidsite.config import Config, load

# Flags that are no settings of the configuration.
_NOT_SETTINGS = ("config", "trace", "watch")

# Headings of `--help`: the flags that only one verb has, and those that say which site is meant.
OWN_GROUP = "Options"
SITE_GROUP = "The site"


class Flag(NamedTuple):
    """A flag: its names as click takes them, its heading in `--help`, and click's settings.

    `choices` among the settings are the values that it takes.
    """

    names: tuple[str, ...]
    group: str
    settings: Mapping[str, Any]

    @property
    def parameter(self) -> str:
        """Return the name of its value: the one without dashes, else the first long one."""
        bare = [name for name in self.names if not name.startswith("-")]
        long = [name for name in self.names if name.startswith("--")]
        return (bare or long)[0].partition("/")[0].lstrip("-").replace("-", "_")

    def switches(self) -> Mapping[str, bool]:
        """Map each name to the value that it sets, if the flag is one that is on or off."""
        if not self.settings.get("is_flag") and not any("/" in name for name in self.names):
            return {}
        pairs = [name.partition("/") for name in self.names if name.startswith("-")]
        on = {name: True for name, _, _ in pairs}
        return on | {name: False for _, _, name in pairs if name}

    @property
    def takes_any_text(self) -> bool:
        special = ("is_flag", "type", "choices", "flag_value", "default")
        return not any(name in self.settings for name in special)


def _flag(group: str, *names: str, **settings: Any) -> Flag:
    return Flag(names, group, settings)


_site = partial(_flag, SITE_GROUP)
_content = partial(_flag, "What is built")
_run = partial(_flag, "How it runs")

COLOR = "--color/--no-color"

SITE: tuple[Flag, ...] = (
    _site("--config", metavar="FILE[,FILE...]", completes="file", help="Custom configuration file"),
    _site(
        "-s", "--source", metavar="DIR", completes="dir", help="Source directory (defaults to ./)"
    ),
    _site(
        "-d",
        "--destination",
        metavar="DIR",
        completes="dir",
        help="Destination (defaults to ./_site)",
    ),
    _content("--safe", is_flag=True, default=None, help="Do not run code that the site contains"),
    _site(
        "-p",
        "--plugins",
        "plugins_dir",
        metavar="DIR[,DIR...]",
        completes="dir",
        help="Plugins directory",
    ),
    _site("--layouts", "layouts_dir", metavar="DIR", completes="dir", help="Layouts directory"),
    _site("--theme-dir", metavar="DIR", completes="dir", help="Use the theme in this folder"),
    _site("--jekyll-version", metavar="VERSION", help="Build as Jekyll 3.10 or 4 does"),
    _run("--offline", is_flag=True, default=None, help="Do not download anything"),
    _run(
        "--allow-network",
        is_flag=True,
        default=None,
        help="Let plugins fetch from other servers, such as citation counts",
    ),
    _run(COLOR, default=None, help="Use colours, even if the output is not a terminal"),
    _run("-t", "--trace", is_flag=True, help="Show the full backtrace of an error"),
)

BUILD: tuple[Flag, ...] = (
    *SITE,
    _content("--future", is_flag=True, default=None, help="Publish posts with a future date"),
    _content("--limit_posts", type=int, metavar="N", help="Publish only the N newest posts"),
    _run("-w", "--watch/--no-watch", default=None, help="Watch for changes and rebuild"),
    _content("-b", "--baseurl", metavar="URL", help="Serve the site from this base URL"),
    _run(
        "--force_polling",
        is_flag=True,
        default=None,
        help="Watch by polling, for network drives and containers",
    ),
    _content("--lsi", is_flag=True, default=None, help="No effect; accepted because Jekyll has it"),
    _content("-D", "--drafts", "show_drafts", is_flag=True, default=None, help="Render drafts"),
    _content("--unpublished", is_flag=True, default=None, help="Render unpublished posts too"),
    _run("--disable-disk-cache", is_flag=True, default=None, help="Do not keep a cache on disk"),
    _run("-q", "--quiet", is_flag=True, default=None, help="Print only errors"),
    _run("-V", "--verbose", is_flag=True, default=None, help="Print everything"),
    _run("-I", "--incremental", is_flag=True, default=None, help="No effect; always on"),
    _content(
        "--strict_front_matter",
        is_flag=True,
        default=None,
        help="Fail on front matter that is not YAML",
    ),
    _content(
        "--profile",
        is_flag=False,
        flag_value=TIMES,
        choices=("github-pages", TIMES),
        metavar="[github-pages]",
        help="Print how long each template took; with `github-pages`, build as GitHub Pages does",
    ),
)

STRICT = _flag(
    OWN_GROUP, "--strict", is_flag=True, default=None, help="Fail when something is left out"
)


def read_plain(flags: Iterable[Flag], arguments: Sequence[str]) -> dict[str, Any] | None:
    """Return parameter → value as click does, when all arguments are plain.

    That is, whole names of flags that are on or off or take any text, whose value begins with no
    dash. None is for all others: abbreviations, mistakes, colours.
    """
    values: dict[str, Any] = {}
    switches: dict[str, tuple[str, bool]] = {}
    texts: dict[str, str] = {}
    for flag in flags:
        if COLOR in flag.names:
            continue
        name = flag.parameter
        values[name] = flag.settings.get("default", False) if flag.switches() else None
        switches.update((spelled, (name, on)) for spelled, on in flag.switches().items())
        if flag.takes_any_text and not flag.switches():
            texts.update((spelled, name) for spelled in flag.names if spelled.startswith("-"))
    rest = iter(arguments)
    for argument in rest:
        spelled, equals, value = argument.partition("=")
        if argument in switches:
            name, values[name] = switches[argument]
        elif spelled in texts and equals and spelled.startswith("--"):
            values[texts[spelled]] = value
        elif argument in texts:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
            values[texts[argument]] = value
        else:
            return None
    return values


def configuration(flags: Mapping[str, Any]) -> Config:
    """Return the site's configuration with `flags` (parameter name → value) applied.

    Raises ConfigError.
    """
    settings = {key: value for key, value in flags.items() if key not in _NOT_SETTINGS}
    named = flags.get("config")
    files = [name.strip() for name in named.split(",")] if named else None
    return load(settings, config_files=files)
