"""What a plugin is: a value that names its tags, filters, converters, generators and hooks.

    from liquidsite.plugin import Plugin

    plugin = Plugin("shout", filters={"shout": lambda text: f"{text}!".upper()})

Nothing is registered by importing: the site is loaded with the plugins that it names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from liquidsite import plugin_check
from liquidsite.errors import ConversionError, LiquidsiteError, Notice, PluginError, TemplateError

if TYPE_CHECKING:
    from liquidsite.config import Config
    from liquidsite.model import Site
    from liquidsite.network import Answer

__all__ = [
    "HIGH",
    "HIGHEST",
    "LAST",
    "LOW",
    "LOWEST",
    "NORMAL",
    "Block",
    "Context",
    "ConversionError",
    "Converted",
    "Converter",
    "FileParser",
    "Filter",
    "Generator",
    "Hook",
    "LiquidsiteError",
    "Notice",
    "PageConverter",
    "Part",
    "Parts",
    "Plugin",
    "PluginError",
    "Render",
    "Tag",
    "TemplateError",
    "join",
    "needs_context",
    "takes_context",
]

Filter: TypeAlias = Callable[..., object]
Generator: TypeAlias = "Callable[[Site], Site]"
Editions: TypeAlias = "Callable[[Config], Sequence[Config]]"
Hook: TypeAlias = Callable[..., Any]
# Renders a template with these variables.
Render: TypeAlias = Callable[[Mapping[str, object]], str]

# Jekyll's names for the priorities of generators.
HIGHEST, HIGH, NORMAL, LOW, LOWEST = 100, 10, 0, -10, -100
# After all of those, for what changes the bytes that are written.
LAST = -1000


class Converted(NamedTuple):
    """The result of a conversion, and what it was made from.

    text        the converted text
    source_map  what belongs into `<name>.css.map` beside the page
    loaded      the absolute paths of the other files that it was made from: the page is converted
                again when one of them changes
    notices     warnings; a message names the line where there is one
    searched    the absolute paths of folders where such files were looked for: a new file there
                may replace one of them
    """

    text: str
    source_map: str | None = None
    loaded: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    searched: tuple[str, ...] = ()

    def with_text(self, text: str) -> Converted:
        """Return the same with another text."""
        return self if text is self.text else self._replace(text=text)


class Converter(Protocol):
    """Turns the text of files with some extension into another format."""

    @property
    def name(self) -> str:
        """Return the name for messages."""

    @property
    def priority(self) -> int:
        """Return the priority: of several that match a file, the highest number runs first."""

    def matches(self, ext: str) -> bool:
        """Return whether it converts files with this extension, which has its dot."""

    def output_ext(self, ext: str) -> str:
        """Return the extension of the result for a file with extension `ext`."""

    def convert(self, text: str) -> str | Converted:
        """Return the converted text, or all that there is to report. Raises ConversionError."""


class PageConverter(Converter, Protocol):
    """A converter that also wants to know which page the text is of, for its messages."""

    def convert_page(self, text: str, path: str, line: int) -> Converted:
        """Convert `text`, which begins on `line` of the page at `path`. Raises ConversionError."""


# One part of files, such as an entry; its `repr` shows all that a page can see of it.
Part: TypeAlias = Any


class Parts(Protocol):
    """What a `FileParser` found in some files: parts with names, asked for one by one."""

    @property
    def problems(self) -> Sequence[tuple[str, int, str]]:
        """Return what was wrong: the path of a file, the line there, and a message."""

    def get(self, name: str) -> Part | None:
        """Return the part of that name; None when there is none."""

    def select(self, *question: str) -> Sequence[str]:
        """Return the names of the parts that answer the question, in its order."""


class FileParser(NamedTuple):
    """How a plugin reads files whose parts pages show: a bibliography with its entries.

    A page is rendered again when a part that it asked for changed, or the answer to a question.

    parse  (pairs of path and text, options) → a value of lists, tuples, dicts and scalars, which
           the cache keeps
    load   that value → its parts
    """

    parse: Callable[[Sequence[tuple[str, str]], str], Any]
    load: Callable[[Any], Parts]


class Context(Protocol):
    """What tags and filters see of the render that they are in."""

    def __getitem__(self, expression: str) -> object:
        """Return the value of a Liquid expression, `page.title`; None when there is none."""

    def __setitem__(self, name: str, value: object) -> None:
        """Set a variable, as `assign` does."""

    def change(self, value: object, changed: object) -> None:
        """Let the variables whose value is this very object have `changed` from here on.

        For what in Ruby changes its input in place, which nothing here may do. The variable of a
        `for` around the tag or filter keeps its value; within an include it changes there.
        """

    @property
    def page(self) -> Mapping[str, Any]:
        """Return the page or document that is rendered, whatever variables hide it."""

    @property
    def site(self) -> Mapping[str, Any]:
        """Return the site as templates see it."""

    def config(self, key: str) -> object:
        """Return a top-level key of the site's configuration."""

    def filter(self, name: str, value: object, *args: object) -> Any:
        """Apply one of the site's filters to `value`."""

    def liquid(self, text: str) -> str:
        """Render `text` as Liquid, with the variables at the place of the tag."""

    def with_variables(self, variables: Mapping[str, object], body: Callable[[], str]) -> str:
        """Render the `body` of a block while `variables` hide other ones."""

    def template(self, text: str, path: str = "text", line: int = 1) -> Render:
        """Return a function that renders `text` with the variables that it is given.

        Of those at the place of the tag it sees the site and the page. What the template assigns,
        the next call sees. `path` and `line` are for messages.
        """

    def layout(self, name: str) -> tuple[str, str, int] | None:
        """Return the text of a layout, its path and its first line; None without such a layout."""

    def read_file(self, path: str) -> str | None:
        """Return the text of a file below the source; None when there is none.

        The page is rendered again when the file changes, comes or goes.
        """

    def read_bytes(self, path: str) -> bytes | None:
        """Return what is in a file below the source, as `read_file` does its text."""

    def has_file(self, path: str) -> bool:
        """Return whether there is a file at `path`, below the source."""

    def parts(self, parser: str, files: Sequence[str], options: str = "") -> Parts:
        """Return what one of the plugins' `parsers` finds in files below the source.

        The page is rendered again when something changes that it asks of them.
        """

    def list_folder(self, path: str) -> list[str]:
        """Return the names in a folder below the source, sorted, as `read_file` does."""

    def fetch(self, url: str, *, pause: float = 0.0) -> Answer:
        """Return what a server has at `url`: `content`, or its `text`; `error` says why not.

        Servers are asked only where `allow_network` is on, after `pause` seconds, and answers are
        kept for a day. The page is rendered again when the answer has changed.
        """

    def link(self, path: str) -> str | None:
        """Return the URL of the page, document or static file at `path`; None when there is none.

        The path is below the source, `_posts/2021-05-07-title.md`, as `{% link %}` takes it.
        """

    def page_source(self) -> tuple[str, str, int] | None:
        """Return the text of the page before it was rendered, its path and its first line."""

    def warn(self, topic: str, message: str) -> None:
        """Show the site's owner a warning."""


def needs_context(function: Filter) -> Filter:
    """Mark a filter whose first parameter is the `Context`; its input is the second."""
    function.needs_context = True  # type: ignore[attr-defined]
    return function


def takes_context(function: Filter) -> bool:
    """Return whether `needs_context` has marked the filter."""
    return getattr(function, "needs_context", False)


class Tag:
    """A tag, `{% name markup %}`. Made once for each markup; its errors are `TemplateError`s.

    What `__init__` raises stops the parsing, what `render` raises the rendering of a page.
    """

    def __init__(self, name: str, markup: str) -> None:
        self.name = name
        self.markup = markup

    def render(self, context: Context) -> object:
        """Return what the tag prints."""
        raise NotImplementedError


class Block:
    """A tag with a body, `{% name markup %}…{% endname %}`."""

    def __init__(self, name: str, markup: str) -> None:
        self.name = name
        self.markup = markup

    def render(self, context: Context, body: Callable[[], str]) -> object:
        """Return what the block prints; `body()` renders what is in it."""
        raise NotImplementedError


@dataclass(frozen=True)
class Plugin:
    """One plugin. `hooks` are keyed by Jekyll's owner and event, `("posts", "post_render")`.

    A hook receives the value of its event and returns the new one; None keeps the old.

    name         what messages call it, and what sites write under `plugins`
    tags         name → a class of `Tag` or `Block`
    filters      name → function; its first argument is the value before the `|`, or the `Context`
                 where `needs_context` marks it
    converters   of them the one with the highest priority takes a file
    generators   each gets the site and returns a new one
    hooks        (owner, event) → function
    parsers      name → how files are read whose parts pages show; the name is what `explain` calls
                 a part, such as `entry`
    editions     returns the configurations with which a site is built one after another, the first
                 at the root of the destination, others with an `edition` and a destination below
    priority     when its generators and hooks run: those of the highest first, equal ones in the
                 order in which the site names the plugins
    notices      warnings about it
    knows_blank  whether its gem loads ActiveSupport: then `x == blank` is true in templates of nil,
                 false, and what is empty or has white space only, as it is of nothing otherwise
    knows_empty  whether its gem loads csl-ruby: then `x == blank` is true of nil and what is empty
    fingerprint  identifies its code: a new one makes the next build start from nothing
    """

    name: str
    tags: Mapping[str, Any] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    converters: tuple[Converter, ...] = ()
    generators: tuple[Generator, ...] = ()
    hooks: Mapping[tuple[str, str], Hook] = field(default_factory=dict)
    parsers: Mapping[str, FileParser] = field(default_factory=dict)
    editions: Editions | None = None
    priority: int = NORMAL
    notices: tuple[Notice, ...] = ()
    knows_blank: bool = False
    knows_empty: bool = False
    fingerprint: str = ""

    def __repr__(self) -> str:
        return f"<Plugin {self.name}>"

    def __hash__(self) -> int:
        return hash((self.name, self.fingerprint))

    def __post_init__(self) -> None:
        """Check all parts. Raises PluginError, which names the plugin and what is near."""
        for name in ("converters", "generators"):
            if isinstance(parts := getattr(self, name), list):
                object.__setattr__(self, name, tuple(parts))
        plugin_check.check(self)


def join(plugins: Sequence[Plugin]) -> Plugin:
    """Return all `plugins` as one: of two tags or filters with one name the later wins."""
    plugins = list(plugins)
    tags: dict[str, Any] = {}
    filters: dict[str, Filter] = {}
    converters: list[Converter] = []
    hooks: dict[tuple[str, str], Hook] = {}
    parsers: dict[str, FileParser] = {}
    for plugin in plugins:
        tags |= plugin.tags
        parsers |= plugin.parsers
        filters |= plugin.filters
        converters += plugin.converters
    for plugin in _by_priority(plugins):
        for event, function in plugin.hooks.items():
            hook = plugin_check.NamedHook(plugin.name, event, function)
            hooks[event] = _chained(hooks[event], hook) if event in hooks else hook
    return Plugin(
        "all",
        tags,
        filters,
        tuple(converters),
        tuple(
            plugin_check.NamedGenerator(plugin.name, generator)
            for plugin in _by_priority(plugins)
            for generator in plugin.generators
        ),
        hooks,
        parsers,
        next((plugin.editions for plugin in plugins if plugin.editions), None),
        notices=tuple(notice for plugin in plugins for notice in plugin.notices),
        knows_blank=any(plugin.knows_blank for plugin in plugins),
        knows_empty=any(plugin.knows_empty for plugin in plugins),
        fingerprint=" ".join(f"{plugin.name}={plugin.fingerprint}" for plugin in plugins),
    )


def _by_priority(plugins: list[Plugin]) -> list[Plugin]:
    return sorted(plugins, key=lambda plugin: -plugin.priority)


def _chained(first: Hook, second: Hook) -> Hook:
    """Return a hook that runs both, the second on what the first returned.

    None keeps the value that a hook was given: what the first made survives a second that makes
    nothing.
    """

    def both(value: Any, *args: Any) -> Any:
        made = first(value, *args)
        made_again = second(value if made is None else made, *args)
        return made if made_again is None else made_again

    return both
