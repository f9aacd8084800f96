"""The tags: `bibliography`, `bibliography_count`, `cite`, `reference`, `quote` and the others."""

from __future__ import annotations

from collections.abc import Callable

from liquidsite.plugin import Block, Context, Tag, TemplateError
from liquidsite.plugins.scholar import bibtex
from liquidsite.plugins.scholar.settings import Settings, parse_options, split_keys
from liquidsite.plugins.scholar.work import Work, content_tag
from liquidsite.ruby.values import is_truthy, to_s


class BibliographyTag(Tag):
    """`{% bibliography --query @book --max 5 %}`"""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.options = parse_options(markup)

    def work(self, context: Context) -> Work:
        return _work(self, context)

    def render(self, context: Context) -> object:
        return self.work(context).listed()


class BibliographyCountTag(BibliographyTag):
    """`{% bibliography_count --query @book %}`"""

    def render(self, context: Context) -> object:
        return len(self.work(context).chosen())


class KeysTag(Tag):
    """A tag that begins with keys, or with variables that hold them."""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.words, rest = split_keys(markup)
        self.options = parse_options(rest)

    def keys(self, context: Context) -> list[str]:
        return _keys(self.words, context)


class CiteTag(KeysTag):
    """`{% cite knuth84 lamport94 --locator 7 %}`"""

    def render(self, context: Context) -> object:
        return _work(self, context).citation(self.keys(context))


class NociteTag(KeysTag):
    """`{% nocite knuth84 %}` cites without printing anything."""

    def render(self, context: Context) -> object:
        work = _work(self, context)
        entries = work.found(self.keys(context))
        if entries is None:
            return work.settings.text("missing_reference")
        # The gem prints all keys so far when one of them was cited before.
        printed = ""
        for entry in entries:
            if entry.key in work.cited:
                printed += "".join(work.cited)
            work.cite_key(entry.key)
        return printed


class ReferenceTag(KeysTag):
    """`{% reference knuth84 %}`"""

    def render(self, context: Context) -> object:
        work = _work(self, context)
        return "\n".join(
            work.reference(found[0] if (found := work.found([key])) else None)
            for key in self.keys(context)
        )


class CiteDetailsTag(KeysTag):
    """`{% cite_details knuth84 --text More %}`: a link to the entry's own page."""

    def render(self, context: Context) -> object:
        work = _work(self, context)
        parts: list[str] = []
        for key in self.keys(context):
            found = work.found([key])
            text = self.options.text or work.settings.text("details_link")
            parts.append(
                content_tag("a", text, ("href", work.details_url(found[0])))
                if found
                else work.settings.text("missing_reference")
            )
        return "\n".join(parts)


class DetailsLinkTag(KeysTag):
    """`{% details_link knuth84 %}`: the URL of the entry's own page."""

    def render(self, context: Context) -> object:
        work = _work(self, context)
        found = work.found(self.keys(context)[:1])
        if not found:
            raise TemplateError(f"could not find an entry for the key {self.markup.strip()!r}")
        return work.details_url(found[0])


class QuoteTag(Block):
    """`{% quote knuth84 %}…{% endquote %}`: a quotation with its citation."""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.words, rest = split_keys(markup)
        self.options = parse_options(rest)

    def render(self, context: Context, body: Callable[[], str]) -> object:
        text = body().strip().replace("\n\n", "</p><p>").replace("\n", "<br/>")
        citation = _work(self, context).citation(_keys(self.words, context))
        quotation = content_tag("p", text) + content_tag("cite", citation)
        return content_tag("blockquote", quotation)


class BibtexTag(Block):
    """`{% bibtex %}@book{…}{% endbibtex %}`: the references of entries in the page."""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.options = parse_options(split_keys(markup)[1])

    def render(self, context: Context, body: Callable[[], str]) -> object:
        work = _work(self, context)
        entries = bibtex.parse(body(), bibtex.Options(strip=False)).entries
        return "\n".join(work.reference(entry) for entry in entries.values())


_ScholarTag = BibliographyTag | KeysTag | QuoteTag | BibtexTag


def _work(tag: _ScholarTag, context: Context) -> Work:
    settings = Settings.of(context.config("scholar"), context.page["scholar"])
    return Work(context, tag.options, settings)


def _keys(words: list[str], context: Context) -> list[str]:
    keys: list[str] = []
    for word in words:
        value = context[word] if not word[0].isdigit() else None
        keys.append(to_s(value) if is_truthy(value) else word)
    return keys


TAGS = {
    "bibliography": BibliographyTag,
    "bibliography_count": BibliographyCountTag,
    "bibtex": BibtexTag,
    "cite": CiteTag,
    "cite_details": CiteDetailsTag,
    "details_link": DetailsLinkTag,
    "nocite": NociteTag,
    "quote": QuoteTag,
    "reference": ReferenceTag,
}
