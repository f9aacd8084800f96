"""The `autolink` extension: https://github.github.com/gfm/#autolinks-extension-

As in cmark-gfm, web addresses are found in the source while it is parsed (entities count as
written), and mail addresses in the text that is left after that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_RUN = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~]+")
_START = re.compile(r"(?<![^\s*_~(])www\.|(?<![A-Za-z0-9])(?:https?|ftp)(?=://)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<]+")
_MAIL = re.compile(r"(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_DOMAIN = re.compile(r"(?:www\.|\w+://)([\w-]+(?:\.[\w-]+)*)", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_TRAILING = "?!.,:*_~'\""
_ENTITY = re.compile(r"&[A-Za-z]+;$")


def add_autolink(md: MarkdownIt) -> None:
    md.inline.ruler.before("text", "autolink_web", _web)
    md.core.ruler.push("autolink_mail", _mail)


def _web(state: StateInline, silent: bool) -> bool:
    """Return a web address here, or the text up to the next one within this run of text."""
    start = _next_start(state)
    if start is None or _in_brackets(state, start):
        return False
    if start > state.pos:
        if not silent:
            state.pending += state.src[state.pos : start]
        state.pos = start
        return True
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    link = _trimmed(found.group()) if found else ""
    if not link:
        return False
    if not silent:
        for token in _link(link, link if "://" in link[:8] else f"http://{link}"):
            pushed = state.push(token.type, token.tag, token.nesting)
            pushed.attrs, pushed.content = token.attrs, token.content
    state.pos += len(link)
    return True


def _next_start(state: StateInline) -> int | None:
    """Return where the next address may begin in this run of text.

    The result is kept while the parser is between `begin` and `end`: otherwise every quote in a
    long run would cause a search through the rest of it.
    """
    source, begin, end, start = state.env.get("autolink_run", ("", 0, 0, None))
    is_known = source is state.src and begin <= state.pos < end
    if not is_known:
        run = _RUN.match(state.src, state.pos, state.posMax)
        end = run.end() if run else state.pos
    if not is_known or (start is not None and start < state.pos):
        begin = state.pos
        found = _START.search(state.src, begin, end + len("://"))
        start = found.start() if found and found.start() < end else None
        state.env["autolink_run"] = (state.src, begin, end, start)
    return None if start is None else int(start)


def _in_brackets(state: StateInline, position: int) -> bool:
    """Return whether a bracket before `position` is still open.

    Counts on from where it last came to.
    """
    source, counted, depth = state.env.get("autolink", ("", 0, 0))
    if source is not state.src or counted > position:
        counted = depth = 0
    for match in _BRACKET.finditer(state.src, counted, position):
        if match.group() == "[":
            depth += 1
        elif match.group() == "]":
            depth = max(0, depth - 1)
    state.env["autolink"] = (state.src, position, depth)
    return bool(depth)


def _trimmed(link: str) -> str:
    """Return `link` without the punctuation after it; empty when the rest is no link."""
    end = len(link)
    unbalanced = link.count(")") - link.count("(")
    while end:
        if link[end - 1] in _TRAILING:
            end -= 1
        elif link[end - 1] == ")" and unbalanced > 0:
            end, unbalanced = end - 1, unbalanced - 1
        elif link[end - 1] == ";":
            entity = _ENTITY.search(link, max(0, end - 40), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return link[:end] if _has_domain(link[:end]) else ""


def _has_domain(link: str) -> bool:
    domain = _DOMAIN.match(link)
    if domain is None:
        return False
    return not any("_" in part for part in domain.group(1).split(".")[-2:])


def _mail(state: StateCore) -> None:
    for block in state.tokens:
        if block.children and any("@" in child.content for child in block.children):
            block.children = list(_with_mail(block.children))


def _with_mail(children: list[Token]) -> Iterator[Token]:
    links = 0
    for token in children:
        links += token.nesting if token.tag == "a" else 0
        if token.type == "text" and not links:
            yield from _split(token.content)
        else:
            yield token


def _split(text: str) -> Iterator[Token]:
    done = 0
    for match in _MAIL.finditer(text):
        if match.group()[-1] in "-_":
            continue
        if match.start() > done:
            yield Token("text", "", 0, content=text[done : match.start()])
        yield from _link(match.group(), f"mailto:{match.group()}")
        done = match.end()
    if done < len(text):
        yield Token("text", "", 0, content=text[done:])


def _link(text: str, target: str) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": target}),
        Token("text", "", 0, content=text),
        Token("link_close", "a", -1),
    ]
