"""Every error that liquidsite raises on purpose.

    LiquidsiteError                 message, path, line, column, stack
    ├── ConfigError                 a _config file or a flag
    ├── ReadError                   a source file cannot be read
    │   ├── FrontMatterError        its front matter is not a YAML mapping
    │   └── DataError               a file under _data cannot be parsed
    ├── TemplateError               Liquid
    │   ├── TemplateSyntaxError     found while parsing
    │   ├── RenderError             found while rendering
    │   │   ├── IncludeError        an include, layout, link or post_url target
    │   │   └── StrictError         an unknown variable or filter in a strict mode
    │   └── TemplateLimitError      also a LimitError
    ├── ConversionError             Markdown, Sass and other converters
    ├── PluginError                 a plugin cannot be loaded, or failed
    ├── ThemeError                  a theme cannot be found or is not safe to use
    ├── WriteError                  the destination
    └── LimitError                  a limit was passed: of output, loops, nesting, files, time

`line` and `column` count from 1, in the source file (front matter included).
`stack` is the chain of files that led to `path`, outermost first: a page, then the include
that it was in, and so on; the file of the error itself is `path`, not in `stack`.
`notices` are the warnings of a build before it failed, which are often the cause.
"""

from __future__ import annotations

from typing import NamedTuple


class Frame(NamedTuple):
    """One step of the chain that led to an error: `path` at `line` (from 1)."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


# The topic of notices that are counted: one for each use of an unknown filter.
UNKNOWN_FILTER = "Unknown filter:"


class Notice(NamedTuple):
    """A warning, in Jekyll's form: `topic` and `message`.

    `left_out` is the kind and the name of what a build continues without: `("plugin", "jemoji")`.
    """

    topic: str
    message: str
    left_out: tuple[str, str] | None = None

    def __str__(self) -> str:
        # Jekyll right-aligns the topic and a space in 20 columns; scripts grep for the result.
        return f"{self.topic:>19} {self.message}"


class LiquidsiteError(Exception):
    """The root: anything that a user of the command or the library may want to catch."""

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        stack: tuple[Frame, ...] = (),
    ) -> None:
        super().__init__(message, path, line, column, stack)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.stack = stack
        self.notices: tuple[Notice, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders in parallel builds; keyword arguments need their own way.
        state = {k: getattr(self, k) for k in ("path", "line", "column", "stack", "notices")}
        return (_restore, (type(self), self.message, state))

    @property
    def where(self) -> str:
        """Return `path:line:column`, as far as known; empty when nothing is."""
        parts = [self.path, self.line, self.column]
        return ":".join(str(p) for p in parts if p is not None) if self.path else ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return "\n".join([head, *(f"  from {frame}" for frame in reversed(self.stack))])


def _restore(
    kind: type[LiquidsiteError], message: str, state: dict[str, object]
) -> LiquidsiteError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.message = message
    error.__dict__.update(state)
    return error


class ConfigError(LiquidsiteError):
    """A `_config` file or a flag."""


class ReadError(LiquidsiteError):
    """A source file cannot be read."""


class FrontMatterError(ReadError):
    """A file's front matter is not a YAML mapping."""


class DataError(ReadError):
    """A file under `_data` cannot be parsed."""


class TemplateError(LiquidsiteError):
    """Liquid: a template cannot be parsed or rendered."""


class TemplateSyntaxError(TemplateError):
    """Found while parsing a template."""


class RenderError(TemplateError):
    """Found while rendering a template."""


class IncludeError(RenderError):
    """The target of an include, layout, `link` or `post_url` is missing or refused."""


class StrictError(RenderError):
    """An unknown variable or filter in a strict mode."""


class LimitError(LiquidsiteError):
    """A limit was passed: see `limits.Limits`."""


class TemplateLimitError(LimitError, TemplateError):
    """A template passed a limit on output, loops or nesting."""


class ConversionError(LiquidsiteError):
    """A converter failed: Markdown, Sass or a plugin's."""


class PluginError(LiquidsiteError):
    """A plugin cannot be loaded, or failed."""


class ThemeError(LiquidsiteError):
    """A theme cannot be found or is not safe to use."""


class WriteError(LiquidsiteError):
    """The destination cannot be written as asked."""


def place_in(text: str, position: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset in `text`."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def undecoded(text: str) -> int | None:
    """Return where `text` has an undecodable byte, which is kept as a lone surrogate."""
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def not_in(encoding: str) -> str:
    """Return Ruby's message about a text that is not valid in an encoding."""
    return f"invalid byte sequence in {encoding.upper()}"
