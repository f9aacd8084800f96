"""Pages: files with front matter outside of the collections."""

from __future__ import annotations

from liquidsite import urls
from liquidsite.errors import FrontMatterError
from liquidsite.model import HTML_EXTENSIONS, Data, Page, Text
from liquidsite.source import excerpts, front_matter
from liquidsite.source.reader import Reader


def read_page(reader: Reader, path: str, file: str) -> Page | None:
    """Return the page at `path` (relative to the source), None when it is not published."""
    if reader.items is None:
        return _read_page(reader, path, file)
    return reader.items.get(reader, Page, path, file, lambda: _read_page(reader, path, file))


def read_theme_page(reader: Reader, path: str, file: str) -> Page | None:
    """Return the page of a theme's asset: Jekyll has it also with `published: false`."""
    return read_page(reader, path, file) or _read_page(reader, path, file, unpublished=True)


def _read_page(reader: Reader, path: str, file: str, *, unpublished: bool = False) -> Page | None:
    text = reader.text(file, path)
    data = reader.mapping(text, path)
    defaults = reader.defaults.all(path, "pages")
    if not (unpublished or _published(data, defaults) or reader.config["unpublished"]):
        return None
    data = {**reader.defaults.cleared(path, "pages"), **data}
    permalink = permalink_of(data.get("permalink", defaults.get("permalink")), path, file)
    output_ext = output_ext_of(permalink, urls.extname(path), reader)
    return Page(
        path=path,
        url=page_url(path, permalink, output_ext, reader.config.permalink_style),
        output_ext=output_ext,
        data=data,
        defaults=defaults,
        source=Text(text.content),
        line=text.line,
        file=file,
        excerpt=_excerpt(reader, data, defaults, text.content, path, output_ext),
    )


def permalink_of(value: object, path: str, file: str) -> str | None:
    """Return the permalink that front matter gives, if any. Raises FrontMatterError."""
    if value is None or value is False:
        return None
    if not isinstance(value, str):
        message = f"Invalid permalink in {path}: {value!r} is not a string"
        raise FrontMatterError(message, path=path, line=front_matter.line_of("permalink", file))
    return value


def page_url(path: str, permalink: str | None, output_ext: str, style: str) -> str:
    """Return the URL of the page at `path`: its permalink, or made from the site's style."""
    folder, _, name = path.rpartition("/")
    basename = urls.strip_trailing_dots(name[: len(name) - len(urls.extname(name))])
    if permalink is not None:
        template = permalink
    elif output_ext not in HTML_EXTENSIONS:
        template = "/:path/:basename:output_ext"
    elif basename == "index":
        template = "/:path/"
    else:
        template = urls.add_suffix("/:path/:basename", style)
    return urls.expand_plain(
        template, {"path": folder, "basename": basename, "output_ext": output_ext}
    )


def output_ext_of(permalink: str | None, ext: str, reader: Reader) -> str:
    """Return the extension of what is written: the permalink's own, or the converter's."""
    if permalink and not permalink.endswith("/") and (own := urls.extname(permalink)):
        return own
    return reader.output_ext(ext)


def _published(data: Data, defaults: Data) -> bool:
    published = data["published"] if "published" in data else defaults.get("published", True)
    return published is not False and published is not None


def _excerpt(
    reader: Reader, data: Data, defaults: Data, content: str, path: str, output_ext: str
) -> str | None:
    """Return the raw excerpt, where the setting `page_excerpts` asks for one."""
    if not reader.config.generation.has_render_with_liquid:
        return None
    if not reader.config.get("page_excerpts") or output_ext not in HTML_EXTENSIONS:
        return None
    if data.get("excerpt", defaults.get("excerpt")):
        return None
    own = data.get("excerpt_separator", defaults.get("excerpt_separator"))
    separator = str(own or reader.config["excerpt_separator"] or "")
    if not separator:
        return None
    return excerpts.extract(content, separator, path, reader)
