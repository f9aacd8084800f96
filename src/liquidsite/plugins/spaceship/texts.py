"""What happens to the Markdown of pages and documents before they are rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from liquidsite import urls
from liquidsite.model import Document, Renderable, Site, Text
from liquidsite.plugins import generated
from liquidsite.plugins.spaceship import diagrams, formulas, tables_in_text
from liquidsite.plugins.spaceship.exclusions import OF_MARKDOWN, without
from liquidsite.plugins.spaceship.settings import SECTION, Settings

_MARKDOWN = frozenset([".md", ".markdown"])
_ESCAPED_NUMBER = re.compile(r"(?<!\\)\\(?=[0-9]+\.)")


def process_texts(site: Site) -> Site:
    """Return the site with the Markdown of its pages and documents processed."""
    settings = Settings(site.config.get(SECTION))
    steps = [
        (_PROCESSORS[name], settings.of(name))
        for name in settings.processors
        if name in _PROCESSORS
    ]
    reader = generated.reader(site)

    def processed(item: Any) -> Any:
        if not is_markdown(item):
            return item
        text = item.source.text()
        changed = text
        for process, own in steps:
            changed = process(changed, own)
        if changed == text:
            return item
        if isinstance(item, Document):
            # The gem takes the excerpt of what has become of the text, too.
            return generated.with_content(item, changed, reader)
        return replace(item, source=Text(changed))

    site = replace(site, pages=tuple(processed(page) for page in site.pages))
    site = generated.with_documents(site, [processed(doc) for doc in site.documents])
    return generated.with_notices(site, reader)


def is_markdown(item: Renderable) -> bool:
    return urls.extname(item.path) in _MARKDOWN


def _without_code(change: Callable[[str, Mapping[str, Any]], str]) -> _Processor:
    def process(text: str, own: Mapping[str, Any]) -> str:
        return without(text, OF_MARKDOWN, lambda part: change(part, own))

    return process


_Processor = Callable[[str, Mapping[str, Any]], str]
_PROCESSORS: Mapping[str, _Processor] = {
    # Of `\\1.` no list is made.
    "polyfill": _without_code(lambda text, own: _ESCAPED_NUMBER.sub("&#8291;", text)),
    "table": _without_code(lambda text, own: tables_in_text.prepared(text)),
    "mathjax": _without_code(formulas.escaped),
    "plantuml": lambda text, own: diagrams.drawn(text, own, diagrams.plantuml),
    "mermaid": lambda text, own: diagrams.drawn(text, own, diagrams.mermaid),
}
