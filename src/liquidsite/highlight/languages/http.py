"""HTTP requests and answers. The body is plain text unless its type names a language that Rouge
finds by it; the option `content` names one outright."""

from __future__ import annotations

from ..grammar import Grammar, Scan
from ..lexer import find_lexer

_END = r"(\r?\n|$)"
# Content types as Rouge's lexers list them, without those that occur on no web server
_LANGUAGES = {
    "application/atom+xml": "xml",
    "application/graphql": "graphql",
    "application/hal+json": "json",
    "application/javascript": "javascript",
    "application/json": "json",
    "application/problem+json": "json",
    "application/rss+xml": "xml",
    "application/schema+json": "json",
    "application/vnd.api+json": "json",
    "application/x-javascript": "javascript",
    "application/x-ruby": "ruby",
    "application/xhtml+xml": "html",
    "application/xml": "xml",
    "image/svg+xml": "xml",
    "text/css": "css",
    "text/html": "html",
    "text/javascript": "javascript",
    "text/x-python": "python",
    "text/x-ruby": "ruby",
    "text/x-sql": "sql",
    "text/x-yaml": "yaml",
    "text/xml": "xml",
}


def _header(scan: Scan) -> None:
    if scan.group(1).lower() == "content-type":
        scan.memory["type"] = scan.group(5).split(";")[0].lower()
    for number, token_class in enumerate(("na", "", "p", "", "s", ""), 1):
        scan.emit(token_class, scan.group(number))


def _content(scan: Scan) -> None:
    name = scan.options.get("content") or _LANGUAGES.get(scan.memory.get("type", ""), "")
    lexer = find_lexer(str(name))
    scan.out += lexer.tokens(scan.match.group()) if lexer else [("", scan.match.group())]


GRAMMAR = Grammar(
    {
        "root": [
            (
                r"(GET|POST|PUT|DELETE|HEAD|OPTIONS|TRACE|PATCH|QUERY)([ ]+)([^ ]+)([ ]+)"
                rf"(HTTPS?)(/)(\d(?:\.\d)?){_END}",
                ("nf", "", "nn", "", "k", "o", "m", ""),
                "headers",
            ),
            (
                rf"(HTTPS?)(/)(\d(?:\.\d)?)([ ]+)(\d{{3}})([ ]+)?([^\r\n]*)?{_END}",
                ("k", "o", "m", "", "m", "", "ne", ""),
                "headers",
            ),
        ],
        "headers": [
            (rf"([^\s:]+)( *)(:)( *)([^\r\n]+){_END}", _header),
            (rf"([^\r\n]+){_END}", ("s", "")),
            (r"\r?\n", "", "content"),
        ],
        "content": [("(?s:.+)", _content)],
    }
)
tokens = GRAMMAR.tokens
