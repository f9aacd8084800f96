"""jekyll-polyglot: the site once for each language, the default one at the root.

A page that is not translated is there in the default language. Links in the pages of the other
languages lead to their folder.

Source: the gem's README, and what version 1.13 writes.
"""

from __future__ import annotations

import json
import os
import re

# Where hashlib has it from; hashlib itself loads OpenSSL.
from _blake2 import blake2b
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, NamedTuple, TypeVar

from liquidsite.config import Config
from liquidsite.errors import ConfigError, PluginError
from liquidsite.model import (
    ConvertedFile,
    Document,
    FileConversion,
    Page,
    Renderable,
    Site,
    StaticFile,
)
from liquidsite.plugin import LAST, Block, Context, Notice, Plugin, Tag, TemplateError
from liquidsite.ruby.values import inspect, is_truthy, to_s

Item = TypeVar("Item", Page, Document)
# Language → permalink; a page need not have one.
Translations = dict[str, Any]

_NAME = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)
_REDIRECTS = "_redirects"
# What `choose` adds to the front matter.
_ADDED = frozenset(("rendered_lang", "permalink_lang", "available_languages", "missing_languages"))
# What follows the address of the site in a link; `{0}` is what no part between dots begins with.
_REST = r"""/((?:{0}[^,'" \t\r\n\f\v/?.]++\.?+)*+(?:/[^\]\[)("' \t\r\n\f\v]*+)?+)\""""


class Languages(NamedTuple):
    """What the settings say: all languages, the default one and the one that is built."""

    listed: tuple[str, ...]
    default: str
    active: str
    from_path: bool

    @classmethod
    def of(cls, config: Config) -> Languages:
        """Raises ConfigError for what is no name of a language."""
        listed = config.get("languages", ["en"])
        if not isinstance(listed, list):
            raise ConfigError(f"'languages' should be set as an array, but was: {inspect(listed)}.")
        default = config.get("default_lang", "en")
        for name in (default, *listed):
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                raise ConfigError(
                    f"A language should be a word such as fr or pt-BR, but was: {inspect(name)}. "
                    "Write 'no' in quotes."
                )
        names = tuple(dict.fromkeys(listed))
        active = config.edition or default
        return cls(names, default, active, is_truthy(config.get("lang_from_path", False)))

    @property
    def all(self) -> tuple[str, ...]:
        """Return all languages, in the order in which they are built."""
        return tuple(dict.fromkeys((self.default, *self.listed)))

    def like(self, name: str) -> str | None:
        """Return the listed language of that name, whatever its case."""
        return next((known for known in self.listed if known.lower() == name.lower()), None)

    @property
    def in_url(self) -> re.Pattern[str]:
        """Return what matches a language in a URL, between slashes or dots."""
        return re.compile("|".join(f"[/.]{re.escape(name)}[/.]" for name in self.listed) or r"(?!)")


def editions(config: Config) -> tuple[Config, ...]:
    """Return the configuration of each language, the default one first. Raises ConfigError."""
    languages = Languages.of(config)
    return tuple(_edition(config, languages, name) for name in languages.all)


def _edition(config: Config, languages: Languages, name: str) -> Config:
    settings = dict(config.settings)
    if name == languages.default:
        others = [f"{lang}/" for lang in languages.listed if lang != languages.default]
        kept = [*(config["keep_files"] or []), *others]
        settings["keep_files"] = list(dict.fromkeys(kept))
    else:
        settings["destination"] = str(config.destination / name)
        settings["exclude"] = [*(config["exclude"] or []), *excluded(config)]
    settings |= {"active_lang": name}
    variables = config.get("lang_vars", [])
    settings |= {to_s(variable): name for variable in (variables or [])}
    settings |= {"default_lang": languages.default, "languages": [*languages.listed]}
    return replace(config, settings=settings, edition="" if name == languages.default else name)


def excluded(config: Config) -> list[str]:
    """Return what the other languages do not have, folders with their slash."""
    found = config.get("exclude_from_localization", [])
    if not isinstance(found, list):
        shown = inspect(found)
        message = f"'exclude_from_localization' should be set as an array, but was: {shown}."
        raise ConfigError(message)
    return [_as_folder(config, to_s(name)) for name in found]


def _as_folder(config: Config, name: str) -> str:
    is_folder = not name.endswith("/") and os.path.isdir(config.source / name)  # noqa: PTH112
    return f"{name}/" if is_folder else name


def with_language(config: Config) -> Config:
    """Return the settings of the default language, where no language has been chosen."""
    languages = Languages.of(config)
    return config if config.edition else _edition(config, languages, languages.default)


def choose(site: Site) -> Site:
    """Return the site with the data and the pages of the language that is built."""
    languages = Languages.of(site.config)
    taken: dict[str, str] = {}
    notices: list[Notice] = []
    collections = {
        label: replace(collection, docs=_chosen(collection.docs, site, taken, notices))
        for label, collection in site.collections.items()
    }
    return replace(
        site,
        data=_data(site.data, languages),
        collections=collections,
        pages=_chosen(site.pages, site, taken, notices),
        notices=(*site.notices, *notices),
    )


def _data(data: Mapping[str, Any], languages: Languages) -> Mapping[str, Any]:
    """Return the data with that of the default language over it, and that of the active one."""
    for name in (languages.default, languages.active):
        if name in data:
            if not isinstance(data[name], Mapping):
                raise PluginError(f"The data of the language '{name}' should be a hash.")
            data = _merged(data, data[name])
    return data


def _merged(base: Mapping[Any, Any], over: Mapping[Any, Any]) -> dict[Any, Any]:
    """Merge `over` on top of `base`; unlike in settings, nil takes the place of a value."""
    merged = dict(base)
    for key, new in over.items():
        old = merged.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            new = _merged(old, new)
        merged[key] = new
    return merged


def _chosen(
    items: Iterable[Item], site: Site, taken: dict[str, str], notices: list[Notice]
) -> tuple[Item, ...]:
    """Return the pages, or the documents of a collection, that the active language has.

    `taken` are the names that have a page so far, and in which language.
    """
    languages = Languages.of(site.config)
    chosen: dict[str, Item] = {}
    seen: list[Item] = []
    for item in items:
        explicit = _language(item, site, languages)
        if explicit is not None and not _is_known(explicit, languages):
            seen.append(item)
            notices.append(_skipped(item, explicit, languages))
            continue
        language = languages.like(explicit or languages.default) or explicit or languages.default
        item = _in_language(item, language, languages)
        seen.append(item)
        name = _name(item, languages)
        before = taken.get(name)
        is_fallback = before == languages.default and language != languages.active
        if before == languages.active or is_fallback or not _is_for(item, languages.active):
            continue
        chosen[name] = item
        taken[name] = language
    siblings = _Siblings.of(seen, site, languages)
    return tuple(_with_siblings(item, siblings, site, languages) for item in chosen.values())


def _language(item: Renderable, site: Site, languages: Languages) -> str | None:
    """Return the language that the front matter or the path of `item` says. Raises PluginError."""
    language = item.front("lang")
    if is_truthy(language):
        if not isinstance(language, str):
            message = f"'lang' should be a string, but was: {inspect(language)}."
            raise PluginError(message, path=item.path)
        return language
    if not languages.from_path:
        return None
    path = item.path
    if isinstance(item, Document):
        path = os.path.relpath(item.file, site.config.source).replace(os.sep, "/")
    found = map(languages.like, re.split(r"[./]", path))
    return next((name for name in found if name), None)


def _is_known(name: str, languages: Languages) -> bool:
    return name.lower() in (known.lower() for known in languages.all)


def _skipped(item: Renderable, language: str, languages: Languages) -> Notice:
    message = (
        f"Skipping {item.path} - lang '{language}' not in configured languages "
        f"{inspect([*languages.all])}"
    )
    return Notice("Polyglot:", message)


def _in_language(item: Item, language: str, languages: Languages) -> Item:
    changes: dict[str, Any] = {}
    own = item.front("lang")
    if is_truthy(own) and languages.like(language):
        own = changes["lang"] = language
    if not _text(item.front("permalink")) and _text(own):
        changes["permalink"] = languages.in_url.sub("/", item.url)
    changes["rendered_lang"] = language
    return replace(item, data={**item.data, **changes})


def _name(item: Renderable, languages: Languages) -> str:
    """Return what a page has in common with its translations."""
    name = item.front("page_id")
    return inspect(name if is_truthy(name) else languages.in_url.sub("/", item.url))


def _is_for(item: Renderable, language: str) -> bool:
    """Return whether a page that is for some languages alone is for this one."""
    only = item.front("lang-exclusive")
    if not is_truthy(only):
        return True
    if not isinstance(only, str | list):
        message = f"'lang-exclusive' should be set as an array, but was: {inspect(only)}."
        raise PluginError(message, path=item.path)
    return not only or language in only


def _text(value: object) -> str:
    return "" if value is None else to_s(value)


@dataclass(frozen=True)
class _Siblings:
    """The pages with one `page_id` or one permalink, found by either."""

    by_id: Mapping[str, list[Renderable]]
    by_permalink: Mapping[str, list[Renderable]]
    site: Site
    languages: Languages

    @classmethod
    def of(cls, items: Iterable[Renderable], site: Site, languages: Languages) -> _Siblings:
        by_id: dict[str, list[Renderable]] = {}
        by_permalink: dict[str, list[Renderable]] = {}
        for item in items:
            by_id.setdefault(inspect(item.front("page_id")), []).append(item)
            by_permalink.setdefault(_permalink(item), []).append(item)
        return cls(by_id, by_permalink, site, languages)

    def of_page(self, page_id: object, permalink: str) -> Translations:
        """Return the permalinks of the page by language; a page without one has nil."""
        by_id = _text(page_id)
        found = self.by_id.get(inspect(page_id)) if by_id else self.by_permalink.get(permalink)
        permalinks: Translations = {}
        for item in found or ():
            explicit = _language(item, self.site, self.languages)
            if explicit is None or explicit in self.languages.all:
                permalinks[explicit or self.languages.default] = item.front("permalink")
        return permalinks


def _permalink(item: Renderable) -> str:
    """Return the permalink, or else the URL, without the language that it may begin with."""
    permalink, language = item.front("permalink"), _text(item.front("lang"))
    shown = _rooted(_text(permalink) if is_truthy(permalink) else item.url)
    return _rooted(shown.removeprefix(f"/{language}/")) if language else shown


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _with_siblings(item: Item, siblings: _Siblings, site: Site, languages: Languages) -> Item:
    changes: dict[str, Any] = {}
    listed = _redirects(item, siblings, site, languages)
    redirects: dict[str, Any] = {inspect(path): path for path in listed}
    if redirects:
        changes["redirect_from"] = [*redirects.values()]
    found: Translations = siblings.of_page(item.front("page_id"), _permalink(item))
    missing = [name for name in languages.all if name not in found]
    changes["permalink_lang"] = found
    changes["available_languages"] = [*found]
    changes["missing_languages"] = missing if len(found) > 1 else []
    return replace(item, data={**item.data, **changes})


def _redirects(
    item: Renderable, siblings: _Siblings, site: Site, languages: Languages
) -> Iterator[Any]:
    """Yield where a page was before, in its language, and where its translations are."""
    own = item.front("redirect_from")
    listed = own if isinstance(own, list) else [own] if is_truthy(own) else []
    language = _language(item, site, languages) or languages.default
    for path in listed:
        if language == languages.default:
            yield path
        else:
            path = _rooted(_text(path))
            yield path if path.startswith(f"/{language}/") else f"/{language}{path}"
    page_id, permalink = item.front("page_id"), item.front("permalink")
    if _text(page_id):
        for other in siblings.by_id[inspect(page_id)]:
            if other.front("permalink") != permalink:
                yield other.front("permalink")


def prepare(site: Site) -> Site:
    """Return the site with what its tags and its static files need, once all pages are there."""
    pages = tuple(map(_plain, site.pages)) if "pagination" not in site.config else site.pages
    return _with_files(_with_translations(replace(site, pages=pages)))


def _plain(page: Page) -> Page:
    """Return a further page of jekyll-paginate, which the gem makes of the file as it is."""
    if page.pager is None or page.pager.get("page") == 1:
        return page
    data = {key: value for key, value in page.data.items() if key not in _ADDED}
    return replace(page, data=data)


def _with_translations(site: Site) -> Site:
    """Return the site with an include for each page that says where its translations are.

    By that a page is rendered again when one of its own translations changes, and no other.
    """
    languages = Languages.of(site.config)
    siblings = _Siblings.of(site.renderables, site, languages)
    made = {}
    for item in site.renderables:
        page_id, permalink = item.front("page_id"), _shown_permalink(item, languages.active)
        found = siblings.of_page(page_id, permalink)
        shown = {name: _text(link) for name, link in found.items() if is_truthy(link)}
        # Liquid finds nothing in hexadecimal digits.
        made[_include(page_id, permalink)] = json.dumps(shown).encode().hex()
    return replace(site, made_includes={**site.made_includes, **made})


def _include(page_id: object, permalink: str) -> str:
    name = f"id {inspect(page_id)}" if _text(page_id) else f"at {permalink}"
    return f"polyglot/{blake2b(name.encode(errors='surrogateescape'), digest_size=12).hexdigest()}"


def _shown_permalink(item: Renderable, active: str) -> str:
    permalink = item.front("permalink")
    return _stripped(_text(permalink) if is_truthy(permalink) else item.url, active)


def _stripped(permalink: str, active: str) -> str:
    return _rooted(_rooted(permalink).removeprefix(f"/{active}/"))


def _with_files(site: Site) -> Site:
    """Return the site without files that its language does not have, and with all redirects."""
    config, files = site.config, site.static_files
    if config.edition:
        without = tuple(excluded(config))
        is_left_out = [bool(without) and file.path[1:].startswith(without) for file in files]
        pairs = zip(files, is_left_out, strict=True)
        files = tuple(replace(file, written=False) if out else file for file, out in pairs)
    elif is_truthy(config.get("localize_redirects", False)):
        files = _localized(site)
    return replace(site, static_files=files)


def _localized(site: Site) -> tuple[StaticFile, ...]:
    """Return the files with Netlify's `_redirects` for all languages, where the site has one."""
    config, languages = site.config, Languages.of(site.config)
    file = config.source / _REDIRECTS
    if not file.is_file():
        return site.static_files
    without = tuple(map(_text, config.get("exclude_from_redirect_localization") or []))
    others = tuple(name for name in languages.listed if name != languages.default)
    make = partial(_redirects_made, without=without, languages=languages.listed, others=others)
    conversion = FileConversion(f"polyglot {languages} {without}", make)
    path = f"/{_REDIRECTS}"
    made = StaticFile(path, str(file), path, site.time, conversion=conversion)
    return (*(known for known in site.static_files if known.path != path), made)


def _redirects_made(
    data: bytes, without: tuple[str, ...], languages: tuple[str, ...], others: tuple[str, ...]
) -> ConvertedFile:
    text = data.decode(errors="surrogateescape")
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        parts = line.split()
        if len(parts) < 2 or parts[0] in without or not parts[0].startswith("/"):
            continue
        start, end, *rest = parts
        if any(start == f"/{name}" or start.startswith(f"/{name}/") for name in languages):
            continue
        for name in others:
            is_own = end.startswith("/") and "://" not in end
            target = f"/{name}{end}" if is_own else end
            lines.append(" ".join([f"/{name}{start}", target, *rest]) + "\n")
    return ConvertedFile("".join(lines).encode(errors="surrogateescape"))


def localize(text: str, item: Renderable, site: Mapping[str, Any]) -> str:
    """Return a page whose links lead to its language, except those of `static_href`."""
    base = _text(site["baseurl"])
    default, active = _text(site["default_lang"]), _text(site["active_lang"])
    listed = tuple(map(_text, site["languages"]))
    without = tuple(map(_text, site["exclude"] or ()))
    url = site["url"]
    own = [base, f"{_text(url)}{base}"] if is_truthy(url) else [base]
    for place, address in enumerate(own):
        if active != default and "href" in text:
            of = default if place else None
            pattern = _links(address, (*without, *(f"{name}/" for name in listed)), of)
            text = pattern.sub(partial(_linked, f"{address}/{active}/"), text)
        if "ferh" in text:
            text = _static_links(address).sub(partial(_linked, f"{address}/"), text)
    return text


def _linked(address: str, match: re.Match[str]) -> str:
    return f'href="{address}{match[1]}"'


@lru_cache(maxsize=64)
def _links(address: str, without: tuple[str, ...], default: str | None) -> re.Pattern[str]:
    """Return what matches links to `address`, but not to what begins with one of `without`.

    Of whole URLs those behind the `hreflang` of the default language are none.
    """
    globs = (re.escape(name).replace(r"\*", ".*").replace(r"\?", ".") for name in without)
    refused = "".join(f"(?!{glob})" for glob in globs)
    before = ""
    if default is not None:
        before = "".join(f'(?<!hreflang="{name}" )' for name in (default, "x-default"))
    return re.compile(f'{before}href="?{_pattern(address)}{_REST.format(refused)}')


@lru_cache(maxsize=64)
def _static_links(address: str) -> re.Pattern[str]:
    return re.compile(f'ferh="?{_pattern(address)}{_REST.format("")}')


def _pattern(address: str) -> str:
    """Return `address` as the gem has it in its expressions, where a dot is any character."""
    return re.escape(address).replace(r"\.", ".")


class StaticHref(Block):
    """A link that is the same in all languages, `{% static_href %}href="/"{% endstatic_href %}`."""

    def render(self, context: Context, body: Any) -> str:
        text = body()
        name, _, value = text.strip().partition("=")
        if name != "href" or not value.startswith('"') or not value.endswith('"'):
            raise TemplateError(f'static_href should be around href="...", but is around: {text}')
        return f"ferh={value}"


class I18nHeaders(Tag):
    """The links to the translations of a page for search engines, `{% I18n_Headers url %}`."""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.url = markup.strip().removesuffix("/")

    def render(self, context: Context) -> str:
        active, default = (
            _text(context.config("active_lang")),
            _text(context.config("default_lang")),
        )
        page = context.page
        own = next(filter(is_truthy, (page["permalink"], page["url"])), "")
        permalink = _stripped(_text(own), active)
        include = _include(page["page_id"], permalink)
        found = json.loads(bytes.fromhex(context.liquid(f"{{% include {include} %}}")))
        listed = page["permalink_lang"]
        known = listed if isinstance(listed, Mapping) else {}

        def link(language: str) -> str | None:
            return found.get(language) or _text(known.get(language)) or None

        url = self.url or _text(context.config("url")) + _text(context.config("baseurl"))
        shown = link(active)
        falls_back = is_truthy(context.config("fallback_canonical_to_default_lang"))
        if falls_back and not shown and active != default:
            canonical = _rooted(link(default) or permalink)
        else:
            canonical = _prefixed(_rooted(shown or permalink), active, default)
        lines = [f'<link rel="canonical" href="{url}{canonical}"/>\n']
        languages: Any = context.config("languages")
        for language in map(_text, languages):
            if language == default or link(language):
                target = _prefixed(_rooted(link(language) or permalink), language, default)
                lines.append(_alternate(language, f"{url}{target}"))
                if language == default:
                    lines.append(_alternate("x-default", f"{url}{target}"))
        return "".join(lines)


def _prefixed(permalink: str, language: str, default: str) -> str:
    if language == default or permalink.startswith(f"/{language}/"):
        return permalink
    return f"/{language}{permalink}"


def _alternate(language: str, address: str) -> str:
    return f'<link rel="alternate" hreflang="{language}" href="{address}"/>\n'


plugin = Plugin(
    "jekyll-polyglot",
    tags={
        "I18n_Headers": I18nHeaders,
        "i18n_headers": I18nHeaders,
        "Static_Href": StaticHref,
        "static_href": StaticHref,
    },
    hooks={
        ("site", "after_init"): with_language,
        ("site", "post_read"): choose,
        ("site", "pre_render"): prepare,
        ("pages", "post_render"): localize,
        ("documents", "post_render"): localize,
    },
    editions=editions,
    # The links are changed when all other hooks have seen the page; then it may be minified.
    priority=LAST + 1,
)
