"""What each kind of fact is right now: the fingerprints that traces are checked against."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from liquidsite.builder.host import SiteHost
from liquidsite.builder.view import SiteView
from liquidsite.drop import Drop
from liquidsite.drops import shown
from liquidsite.incremental.readings import Readings
from liquidsite.incremental.trace import Fact, Fingerprint, digest
from liquidsite.model import Renderable

# An item and the stage asked for (`content`, `output`, `excerpt`) → the digest of that text.
StageDigest = Callable[[Renderable, str], Fingerprint]


@dataclass
class Facts:
    """Fingerprints of one build, each computed once."""

    view: SiteView
    host: SiteHost
    stage_digest: StageDigest
    readings: Readings
    _known: dict[Fact, Fingerprint] = field(default_factory=dict)

    def fingerprint(self, fact: Fact) -> Fingerprint:
        known = self._known.get(fact)
        if known is None:
            known = KINDS[fact[0]](self, *fact[1:])
            self._known[fact] = known
        return known

    def learn(self, known: Mapping[Fact, Fingerprint]) -> None:
        """Take in fingerprints of fronts and bodies that another process has worked out."""
        self._known.update(known)
        for (kind, key), fingerprint in known.items():
            item = self.view.items.get(key)
            reading = self.readings.of(item) if item is not None else None
            if reading is not None:
                setattr(reading, kind, fingerprint)

    def _front(self, key: str) -> Fingerprint:
        """All of a page, document or static file but its text; known where the file is."""
        item = self.view.items.get(key)
        if item is None:
            drop = self.view.drop_named(key)
            file = drop.item if drop is not None else None
            return "" if file is None else digest([getattr(file, f.name) for f in fields(file)])
        reading = self.readings.of(item)
        if reading is None:
            return digest(self._fields(item))
        reading.front = reading.front or digest(self._fields(item))
        return reading.front

    def _fields(self, item: Renderable) -> list[object]:
        """As digests take them: without drops, and without what is fixed by the rest."""
        names = [f.name for f in fields(item) if f.name not in _APART]
        pager = self.view.pager(item) or {}
        return [
            *([name, getattr(item, name)] for name in names),
            *([name, plain(shown(value, self.view))] for name, value in item.data.items()),
            *([name, plain(value)] for name, value in pager.items()),
            item.pager is None,
            item.excerpt is None,
        ]

    def _body(self, key: str) -> Fingerprint:
        item = self.view.items.get(key)
        reading = self.readings.of(item) if item is not None else None
        if reading is None:
            return self.fingerprint(("text", key))
        reading.body = reading.body or self.fingerprint(("text", key))
        return reading.body

    def _date(self, key: str) -> Fingerprint:
        """The moment that stands in for the date of a document that has none."""
        item = self.view.items.get(key)
        return "" if item is None or item.date is not None else digest(self.view.site.time)

    def _order(self) -> Fingerprint:
        return digest(list(self.view.site.render_order))

    def _item(self, key: str, *names: str) -> Fingerprint:
        drop = self.view.drop_named(key)
        if drop is None:
            return ""
        return _digest_of(drop.peek(name) for name in names)

    def _keys(self, key: str) -> Fingerprint:
        drop = self.view.drop_named(key)
        return digest([*drop.ATTRIBUTES, *drop.data]) if drop is not None else ""

    def _text(self, key: str) -> Fingerprint:
        item = self.view.items.get(key)
        return digest(f"{item.line}\n{item.content}\n{item.excerpt}") if item else ""

    def _seen(self, key: str, stage: str, viewer: str) -> Fingerprint:
        """The text of an item at a stage, as the page `viewer` sees it."""
        item = self.view.items.get(key)
        if item is None:
            return ""
        if stage == "excerpt" or self.view.is_earlier(key, viewer):
            return self.stage_digest(item, stage)
        return "" if stage == "output" else self.fingerprint(("text", key))

    def _own(self, key: str) -> Fingerprint:
        """The converted text of an item, as its own layouts take it in."""
        item = self.view.items.get(key)
        return self.stage_digest(item, "content") if item is not None else ""

    def _list(self, name: str) -> Fingerprint:
        return digest(self.view.site_drop.list_keys(name))

    def _column(self, name: str, key: str) -> Fingerprint:
        """What the members of a list have under a key."""
        return _digest_of(self.view.site_drop.listed(name).peek(key))

    def _config(self, *keys: str) -> Fingerprint:
        config = self.view.site.config
        if not keys:
            return digest(dict(config))
        return digest(plain(shown(config.get(keys[0], "\0absent"), self.view)))

    def _matter(self, key: str) -> Fingerprint:
        """All front matter of an item, its defaults included."""
        drop = self.view.drop_named(key)
        if drop is None:
            return ""
        matter = [[name, plain(shown(value, self.view))] for name, value in drop.data.items()]
        return digest(matter)

    def _pager(self, key: str) -> Fingerprint:
        item = self.view.items.get(key)
        pager = self.view.pager(item) if item is not None else None
        return digest([[name, plain(value)] for name, value in pager.items()]) if pager else ""

    def _data(self, *path: str) -> Fingerprint:
        return digest(self._data_at(path))

    def _data_keys(self, *path: str) -> Fingerprint:
        value = self._data_at(path)
        return digest(list(value) if isinstance(value, Mapping) else "\0absent")

    def _data_hash(self, *path: str) -> Fingerprint:
        """Whether there is a hash at `path`, whatever it holds."""
        return "hash" if isinstance(self._data_at(path), Mapping) else ""

    def _data_at(self, path: tuple[str, ...]) -> Any:
        value: Any = self.view.site.data
        for key in path:
            if not isinstance(value, Mapping) or key not in value:
                return "\0absent"
            value = value[key]
        return value

    def _include(self, name: str) -> Fingerprint:
        return digest(self.host.find_include(name))

    def _file(self, path: str) -> Fingerprint:
        file = os.path.join(str(self.view.site.config.source), path)  # noqa: PTH118
        try:
            with open(file, "rb") as opened:  # noqa: PTH123
                return digest(opened.read().decode("utf-8", "surrogateescape"))
        except OSError:
            return ""

    def _names(self, folder: str) -> Fingerprint:
        """The names in a folder, as imports look for them."""
        try:
            return digest(sorted(os.listdir(folder)))  # noqa: PTH208
        except OSError:
            return ""

    def _layout(self, name: str) -> Fingerprint:
        layout = self.view.site.layouts.get(name)
        if layout is None:
            return ""
        return digest([layout.path, layout.line, dict(layout.data), layout.content])

    def _layout_data(self, name: str) -> Fingerprint:
        layout = self.view.site.layouts.get(name)
        return "" if layout is None else digest(dict(layout.data))

    def _clock(self, form: str = "") -> Fingerprint:
        return _shown(self.view.site.time, form)

    def _now(self, form: str = "") -> Fingerprint:
        return _shown(self.view.site.now, form)

    def _link(self, path: str) -> Fingerprint:
        return digest(self.host.find_link(path))

    def _post_url(self, name: str) -> Fingerprint:
        return digest(self.host.find_post_url(name))


_APART = ("data", "pager", "content", "line", "excerpt")

KINDS: Mapping[str, Callable[..., Fingerprint]] = {
    "front": Facts._front,
    "body": Facts._body,
    "date": Facts._date,
    "order": Facts._order,
    "item": Facts._item,
    "keys": Facts._keys,
    "text": Facts._text,
    "seen": Facts._seen,
    "own": Facts._own,
    "list": Facts._list,
    "column": Facts._column,
    "config": Facts._config,
    "matter": Facts._matter,
    "pager": Facts._pager,
    "data": Facts._data,
    "data keys": Facts._data_keys,
    "data hash": Facts._data_hash,
    "include": Facts._include,
    "file": Facts._file,
    "names": Facts._names,
    "layout": Facts._layout,
    "layout data": Facts._layout_data,
    "clock": Facts._clock,
    "now": Facts._now,
    "link": Facts._link,
    "post_url": Facts._post_url,
}


def _shown(moment: datetime, form: str) -> Fingerprint:
    """What the format `form` shows of a moment; all of it without one."""
    if not form:
        return digest(moment)
    from liquidsite.ruby.strftime import strftime

    return strftime(moment, form, moment.microsecond * 1000)


def _digest_of(values: Iterable[object]) -> Fingerprint:
    """The fingerprint of attributes, as drops give them."""
    return digest("\0".join([repr(plain(value)) for value in values]))


def plain(value: object) -> object:
    """`value` with drops replaced by what names them, so that it has a stable `repr`."""
    if isinstance(value, Drop):
        return getattr(value, "key", type(value).__name__)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
