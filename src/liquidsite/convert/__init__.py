"""The converters of a site: which of them a file goes through, and what that gives.

A new one is a file here and a line in `_builtin`; plugins bring theirs as `Plugin.converters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from liquidsite.config import Config
from liquidsite.convert.identity import Identity
from liquidsite.convert.markdown import Markdown
from liquidsite.convert.sass import SassConverter, SassSite
from liquidsite.convert.smartify import Smartify
from liquidsite.errors import ConversionError, LimitError, Notice, place_in, undecoded
from liquidsite.plugin import Converted, Converter

if TYPE_CHECKING:
    from liquidsite.convert.sass.compiler import Compiler

__all__ = ["Converted", "Converter", "Converters"]

Warn = Callable[[Notice], None]


def _ignore(notice: Notice) -> None:
    """Ignore a warning, for callers that do not ask for them."""


class Converters:
    """All converters, the highest priority first."""

    def __init__(self, all: tuple[Converter, ...]) -> None:
        self.all = all
        self._by_ext: dict[str, list[Converter]] = {}  # a page asks four times

    @classmethod
    def of(
        cls,
        config: Config,
        plugins: Iterable[Converter] = (),
        *,
        theme_sass: str | None = None,
        warn: Warn = _ignore,
        compiler: Compiler | None = None,
    ) -> Converters:
        """Return Jekyll's own converters and those of plugins.

        `theme_sass` is the theme's `_sass` folder, `compiler` a running Dart Sass. `warn` gets
        warnings about outdated or unknown settings; those about a text come with its result.
        """
        converters = [*_builtin(config, theme_sass, warn, compiler), *plugins]
        return cls(tuple(sorted(converters, key=lambda converter: -converter.priority)))

    def for_ext(self, ext: str) -> list[Converter]:
        """Return those that a file with this extension goes through, in order."""
        found = self._by_ext.get(ext)
        if found is None:
            found = [converter for converter in self.all if converter.matches(ext)]
            self._by_ext[ext] = found
        return found

    def output_ext(self, ext: str) -> str:
        """Return the last word of those that change the extension, with `ext` itself as the
        default.
        """
        extensions = [converter.output_ext(ext) for converter in self.for_ext(ext)]
        return extensions[-2] if len(extensions) > 1 else extensions[-1]

    def around_code(self, ext: str) -> str | None:
        """Return what `{% highlight %}` puts around its result in a file with this extension.

        Markdown needs an HTML block on lines of its own; the first converter of the file decides.
        """
        return getattr(self.for_ext(ext)[0], "around_code", None)

    def named(self, name: str, text: str) -> str:
        """Convert `text` by the converter of a filter: `markdown smartify sass scss`."""
        return self.filtered(name, text).text

    def filtered(self, name: str, text: str) -> Converted:
        """Convert as `named` does, and return the files that were read too."""
        converter = next(converter for converter in self.all if converter.name == name)
        return _reported(converter.convert(text))

    def convert(
        self, text: str, path: str, ext: str, line: int = 1, *, is_page: bool = True
    ) -> Converted:
        """Convert `text` of the file at `path`, which begins on `line`, by all converters that
        match.

        A stylesheet that is not a page, but a document, is converted as filters do it. Raises
        ConversionError.
        """
        converted = Converted(text)
        for converter in self.for_ext(ext):
            try:
                converted = _through(converter, converted, path, line, is_page)
            except (ConversionError, LimitError) as error:
                error.path = error.path or path
                raise
        return converted


def _through(
    converter: Converter, before: Converted, path: str, line: int, is_page: bool
) -> Converted:
    convert_page = getattr(converter, "convert_page", None)  # it is a PageConverter
    if convert_page is None:
        result = _reported(converter.convert(before.text))
    else:
        _check(before.text, path, line)
        if isinstance(converter, SassConverter) and not is_page:
            result = converter.convert_document(before.text, line)
        else:
            result = convert_page(before.text, path, line)
    return result._replace(
        source_map=result.source_map or before.source_map,
        loaded=(*before.loaded, *result.loaded),
        notices=(*before.notices, *result.notices),
        searched=(*before.searched, *result.searched),
    )


def _reported(result: str | Converted) -> Converted:
    return result if isinstance(result, Converted) else Converted(result)


def _check(text: str, path: str, line: int) -> None:
    bad = undecoded(text)
    if bad is not None:
        row, column = place_in(text, bad)
        raise ConversionError(
            "The source text contains invalid characters for the used encoding UTF-8",
            path=path,
            line=line + row - 1,
            column=column,
        )


def _builtin(
    config: Config, theme_sass: str | None, warn: Warn, compiler: Compiler | None
) -> list[Converter]:
    """List Jekyll's own converters, in its order."""
    sass = SassSite.of(config, theme_sass, compiler)
    return [
        Markdown(config, warn),
        SassConverter(".scss", sass),
        SassConverter(".sass", sass),
        Smartify(config),
        Identity(),
    ]
