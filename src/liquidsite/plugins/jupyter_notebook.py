"""jekyll-jupyter-notebook: `.ipynb` files become pages, which `{% jupyter_notebook %}` shows.

nbconvert makes them (the extra `notebooks`). Source of the settings: the gem's README.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from liquidsite.errors import ConversionError, Notice, PluginError
from liquidsite.liquid.filters.escaping import escape
from liquidsite.model import Collection, Document, Page, Renderable, Site, StaticFile
from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.plugins import generated
from liquidsite.plugins.optional_front_matter import page_of, without_files
from liquidsite.ruby.values import is_truthy, to_s
from liquidsite.source.documents import read_document
from liquidsite.source.pages import page_url
from liquidsite.source.reader import Reader

_EXT = ".ipynb"
_OUTPUT_EXT = ".ipynb.html"
_NEEDED = "jekyll-jupyter-notebook needs nbconvert: pip install 'liquidsite[notebooks]'."
# The format of notebooks whose cells have identifiers.
_WITH_IDS = (4, 5)
_CUSTOM_STYLE = re.compile(r'<link[^>\n]+href="custom\.css">')
_HEAD = re.compile(r"\A.*?</title>(.*?)</head>", re.DOTALL)
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


class Notebook:
    """The converter of `.ipynb` files: `as_html`, which knows the settings, converts their text."""

    name = "jupyter notebook"
    priority = 0

    def matches(self, ext: str) -> bool:
        return ext == _EXT

    def output_ext(self, ext: str) -> str:
        return ".html"

    def convert(self, text: str) -> str:
        return text


def add_notebooks(site: Site) -> Site:
    """Make pages of the static notebooks, and documents of those in collections too."""
    files = [file for file in site.static_files if file.ext == _EXT]
    if not files:
        return site
    if not _is_installed():
        message = f"{_NEEDED} Notebooks are copied as they are."
        return replace(site, notices=(*site.notices, Notice("Jupyter:", message)))
    reader = generated.reader(site)
    pages = tuple(_page(file, reader) for file in files)
    collections = {
        name: _with_notebooks(collection, reader) for name, collection in site.collections.items()
    }
    added = replace(site, pages=(*site.pages, *pages), collections=collections)
    return generated.with_notices(without_files(added, files), reader)


def _page(file: StaticFile, reader: Reader) -> Page:
    page = page_of(file, reader)
    permalink = page.defaults.get("permalink")
    url = page_url(page.path, permalink, _OUTPUT_EXT, reader.config.permalink_style)
    return replace(page, url=url, output_ext=_OUTPUT_EXT)


def _with_notebooks(collection: Collection, reader: Reader) -> Collection:
    found = [
        read_document(reader, collection, file.path, file.file)
        for file in collection.files
        if file.ext == _EXT
    ]
    docs = [_placed(document) for document in found if document is not None]
    return replace(collection, docs=(*collection.docs, *docs)) if docs else collection


def _placed(document: Document) -> Document:
    url = document.url + ".html" if document.url.endswith(_EXT) else document.url
    return replace(document, url=url, output_ext=_OUTPUT_EXT)


def as_html(text: str, item: Renderable, site: Mapping[str, object]) -> str | None:
    """Return the HTML of a notebook; None for other pages. Raises ConversionError, PluginError."""
    if item.ext != _EXT:
        return None
    if not _is_installed():
        raise PluginError(_NEEDED, path=item.path)
    found = site["jupyter_notebook"]
    settings = found if isinstance(found, Mapping) else {}
    try:
        page = _exported(text, item.name.removesuffix(_EXT), settings)
    except Exception as error:  # whatever a notebook that is none leads nbconvert to
        message = f"The notebook cannot be read: {type(error).__name__}: {error}"
        raise ConversionError(message, path=item.path) from error
    return _part(_CUSTOM_STYLE.sub("", page), to_s(settings.get("content")) or "html")


def _exported(text: str, title: str, settings: Mapping[str, Any]) -> str:
    """Return the whole page that nbconvert makes of a notebook. Raises any exception of it."""
    content = json.loads(text)
    if (content["nbformat"], content["nbformat_minor"]) >= _WITH_IDS:
        for place, cell in enumerate(content["cells"]):
            cell.setdefault("id", f"cell-{place}")  # else it is a random one
    nbformat, exporters = import_module("nbformat"), import_module("nbconvert.exporters")
    notebook = import_module("nbformat.reader").reads(json.dumps(content))
    has_input = is_truthy(settings.get("input", True))
    has_prompt = has_input and is_truthy(settings.get("prompt", True))
    exporter = exporters.HTMLExporter(
        exclude_input=not has_input,
        exclude_input_prompt=not has_prompt,
        exclude_output_prompt=not has_prompt,
    )
    resources = {"metadata": {"name": title}}
    page: str = exporter.from_notebook_node(nbformat.convert(notebook, 4), resources)[0]
    return page


def _part(page: str, content: str) -> str:
    """Return the part of `page` that the setting `content` asks for."""
    head, body = _HEAD.search(page), _BODY.search(page)
    if content == "body" and head and body:
        return head[1] + body[1]
    return body[1] if content == "body-without-style" and body else page


def _is_installed() -> bool:
    try:
        import_module("nbconvert")
    except ImportError:
        return False
    return True


class JupyterNotebook(Tag):
    """`{% jupyter_notebook "a.ipynb" %}`: a frame with the page of that notebook."""

    def render(self, context: Context) -> object:
        path = context.liquid(f"{{{{ {self.markup} }}}}") or self.markup.strip()
        return (
            '<div\n  class="jupyter-notebook"\n'
            '  style="position: relative; width: 100%; margin: 0 auto;">\n'
            '  <div class="jupyter-notebook-iframe-container">\n    <iframe\n'
            f'      src="{escape(path)}.html"\n'
            '      style="position: absolute; top: 0; left: 0; border-style: none;"\n'
            '      width="100%"\n      height="100%"\n'
            '      onload="this.parentElement.style.paddingBottom = (this.contentWindow.document.'
            "documentElement.scrollHeight + 10) + 'px'\"></iframe>\n  </div>\n</div>\n"
        )


plugin = Plugin(
    "jekyll-jupyter-notebook",
    tags={"jupyter_notebook": JupyterNotebook},
    converters=(Notebook(),),
    generators=(add_notebooks,),
    hooks={("pages", "post_convert"): as_html, ("documents", "post_convert"): as_html},
)
