"""Markdown: front matter and fenced blocks are in their own languages, tags and entities in HTML.

Where Rouge looks ahead without end, this looks a fixed way ahead: `_NEAR` characters.
"""

from __future__ import annotations

import re
from typing import cast

from ..grammar import DECLINED, Grammar, Scan
from ..lexer import PieceReader, Reader, find_lexer, reader
from .html import GRAMMAR as HTML
from .yaml import GRAMMAR as YAML

_NEAR = 2000
_CHARACTER = r"(?:\\.|[^\\\n])"
_WITHIN = rf"{_CHARACTER}{{0,{_NEAR}}}?"
_SPACES = rf"\s{{0,{_NEAR}}}"
_FRONT_MATTER = re.compile(r"---\s*\n(?s:.*?)^---\s*$\n?", re.M | re.A)
_LINK_END = re.compile(r"\][\[(]")
_LINK = re.compile(rf"<(?:https?|mailto|ftp)://{_WITHIN}>")
_TAG = re.compile(f"<{_WITHIN}>")
_SAME_LINE_LINK = re.compile(rf"{_CHARACTER}*?(?=\][\[(])")


def _front_matter(scan: Scan) -> bool | None:
    found = scan.find("\n---") >= 0 and _FRONT_MATTER.match(scan.text, scan.match.start())
    if not found:
        return DECLINED
    scan.inner(YAML).feed(found.group())
    scan.end = found.end()
    return None


def _code_reader(name: str, code: str | None, scan: Scan) -> Reader:
    lexer = find_lexer(name or "guess", code or "")
    return reader(lexer, scan.out) if lexer else PieceReader(scan.out, None, "sb")


def _fence(scan: Scan) -> None:
    """A block whose end is not in sight is read line by line."""
    indentation, marks, name = scan.group(1), scan.group(2), scan.group(3)
    closer = f"\n{indentation}{marks}"
    at = scan.find(closer)
    code = scan.text[scan.end : at] if at >= 0 else None
    inner = _code_reader(name.strip(), code, scan)
    scan.emit("", indentation)
    scan.emit("p", marks)
    scan.emit("nl", name)
    if code is None:
        scan.memory["code"] = inner
        scan.push(("open_fence", marks))
        return
    inner.feed(code)
    scan.emit("", "\n" + indentation)
    scan.emit("p", marks)
    scan.end = at + len(closer)


def _code_line(scan: Scan) -> None:
    scan.memory["code"].feed(scan.match.group())


def _link(scan: Scan) -> bool | None:
    """`[text]` before another bracket: the nearest on the line, else the first end at all."""
    start, text = scan.end, scan.text
    found = scan.search(_LINK_END)
    if found is None:
        return DECLINED
    end, line_end = found.start(), scan.find("\n")
    same_line = _SAME_LINE_LINK.match(text, start) if not 0 <= line_end < end else None
    if same_line:
        end = same_line.end()
    elif scan.find("]") != end:
        return DECLINED
    scan.emit("p")
    scan.emit("nv", text[start:end])
    scan.emit("p", "]")
    scan.end = end + 1
    scan.push("link")
    return None


def _angle(scan: Scan) -> None:
    """A mail address, a link, a tag, or just the bracket"""
    text, start = scan.text, scan.match.start()
    on_line = scan.find_on_line(">") >= 0
    end = _mail_end(scan) if on_line else -1
    link = _LINK.match(text, start) if on_line and end < 0 else None
    tag = _TAG.match(text, start) if on_line and end < 0 and not link else None
    if tag:
        scan.end = tag.end()
        _html_scan(scan).feed(tag.group())
        return
    scan.end = link.end() if link else max(end, scan.end)
    scan.emit("nv" if link or end >= 0 else "", text[start : scan.end])


def _mail_end(scan: Scan) -> int:
    """`<…@….…>`, to the last angle bracket of the line"""
    text, start = scan.text, scan.end
    line_end = scan.find("\n")
    limit = start + _NEAR if line_end < 0 else min(line_end, start + _NEAR)
    last = text.rfind(">", start, limit)
    at = text.find("@", start, last) if last >= 0 else -1
    return last + 1 if at >= 0 and text.rfind(".", at + 2, last - 1) >= 0 else -1


def _html_scan(scan: Scan) -> Scan:
    if "html" not in scan.memory:
        scan.memory["html"] = scan.inner(HTML)
    return cast(Scan, scan.memory["html"])


def _entity(scan: Scan) -> None:
    _html_scan(scan).feed(scan.match.group())


GRAMMAR = Grammar(
    {
        "root": [
            (r"---\s*\n", _front_matter),
            (r"\\.", "se"),
            (r"^[\S ]+\n--+\n", "gh"),
            (r"^[\S ]+\n==+\n", "gu"),
            ("^#(?=[^#]).*", "gh"),
            ("^#+.*", "gu"),
            (r"^([ \t]*)(`{3,}+|~{3,}+)([^\n]*+\n)", _fence),
            (r"\n\n(?:(?:    |\t).*\n|\n)+", "sb"),
            (rf"(?P<ticks>`{{1,8}})(?:{_CHARACTER}|\n){{1,{_NEAR}}}?(?P=ticks)", "sb"),
            (rf"^(?:{_SPACES}\*){{3,}}\s*$", "p"),
            (rf"^(?:{_SPACES}-){{3,}}\s*$", "p"),
            (rf"^{_SPACES}(?:[*+-](?=\s)|\d+\.)", "p"),
            (f"^{_SPACES}>.*", "gt"),
            (
                rf"^({_SPACES})(\[)({_CHARACTER}{{1,{_NEAR}}}?)(\])(\s*)(:)",
                ("", "p", "ss", "p", "", "p"),
                ["title", "url"],
            ),
            (r"!?\[", _link),
            (r"\*\*[^* \n][^*\n]*\*\*", "gs"),
            (r"\*\*\*[^* \n][^*\n]*\*\*\*", "ges"),
            (f"__{_WITHIN}__", "gs"),
            (rf"\*{_WITHIN}\*|_{_WITHIN}_", "ge"),
            ("<", _angle),
            (r"[^\\`\[*\n&<]+", ""),
            (r"&\S{0,200};", _entity),
            (r"[&\[\n]", ""),
        ],
        "open_fence": lambda marks: [
            (f"^([ \t]*)({marks})", ("", "p"), "#pop"),
            (r"^.*\n", _code_line),
        ],
        "link": [
            (rf"(\[)({_WITHIN})(\])", ("p", "ss", "p"), "#pop"),
            (r"\(", "p", ["inline_title", "inline_url"]),
            (r"[ \t]+", ""),
            ("", "", "#pop"),
        ],
        "url": [
            (r"[ \t]+", ""),
            (rf"(<)({_WITHIN})(>)", ("nt", "sx", "nt"), "#pop"),
            (r"\S+", "sx", "#pop"),
        ],
        "title": [
            (rf'"{_WITHIN}"', "nn"),
            (f"'{_WITHIN}'", "nn"),
            (rf"\({_WITHIN}\)", "nn"),
            (r"""\s*(?=["'()])""", ""),
            ("", "", "#pop"),
        ],
        "inline_title": [(r"\)", "p", "#pop"), "title"],
        "inline_url": [(r"[^<\s)]+", "sx", "#pop"), (r"\s+", ""), "url"],
    }
)
tokens = GRAMMAR.tokens
