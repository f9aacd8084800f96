"""A page for each entry, if the site has a layout for them: `details_layout`, `details_dir`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from liquidsite.errors import Notice, PluginError, RenderError
from liquidsite.model import Layout, Page, Site, Text
from liquidsite.plugin import Parts
from liquidsite.plugins import generated
from liquidsite.plugins.scholar.settings import Options, Settings
from liquidsite.plugins.scholar.work import Work, may_show_reference
from liquidsite.safe_mode.paths import is_inside
from liquidsite.source.source_files import SourceFiles


def add_details(site: Site) -> Site:
    """Return the site with the pages of entries, and warnings of those that cannot be read.

    The entries are those that the configuration's query selects.
    """
    settings = Settings.of(site.config.get("scholar"))
    layout = site.layouts.get(settings.text("details_layout").removesuffix(".html"))
    outside = Outside(site)
    work = Work(outside, Options(), settings)
    pages: list[Page] = []
    if layout is not None:
        pages += _pages(site, settings, layout, work)
    with suppress(RenderError, PluginError):  # these are for the pages that show entries
        work.warn_of(work.bibliography)
    notices = dict.fromkeys((*site.notices, *outside.notices))
    return replace(site, pages=(*site.pages, *pages), notices=tuple(notices))


def _pages(site: Site, settings: Settings, layout: Layout, work: Work) -> Iterator[Page]:
    reader = generated.reader(site)
    source = Text(layout.content)
    for entry in work.entries(work.selected()):
        data = {
            **layout.data,
            **work.reference_data(entry, None, may_show_reference(layout.content)),
        }
        if "title" in entry.fields:
            data["title"] = data["entry"]["title"]
        url = work.details_path(entry)
        path = f"{settings.text('details_dir')}/{work.file_name(entry)}.html"
        defaults = reader.defaults.all(path, "pages")
        yield Page(path, url, ".html", data=data, source=source, defaults=defaults)


class Outside:
    """What there is of a render's context before anything is rendered."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.notices: list[Notice] = []

    def __getitem__(self, expression: str) -> object:
        return None

    def __setitem__(self, name: str, value: object) -> None:
        pass

    def config(self, key: str) -> object:
        return self.site.config.get(key)

    def layout(self, name: str) -> tuple[str, str, int] | None:
        found = self.site.layouts.get(name)
        return None if found is None else (found.content, found.path, found.line)

    def template(
        self, text: str, path: str = "text", line: int = 1
    ) -> Callable[[Mapping[str, object]], str]:
        return lambda variables: text

    def page_source(self) -> tuple[str, str, int] | None:
        return None

    def has_file(self, path: str) -> bool:
        self.site.parts.paths.add(path)
        return SourceFiles(self.site.config).has(path)

    def parts(self, parser: str, files: Sequence[str], options: str = "") -> Parts:
        return self.site.parts(parser, files, options)

    def read_file(self, path: str) -> str | None:
        return self.site.parts.read(path)

    def list_folder(self, path: str) -> list[str]:
        self.site.parts.paths.add(path)
        folder = os.path.join(self.site.config.source, path)  # noqa: PTH118
        if self.site.config["safe"] and not is_inside(folder, self.site.config.source):
            return []
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208
        except OSError:
            return []

    def warn(self, topic: str, message: str) -> None:
        self.notices.append(Notice(topic, message))
