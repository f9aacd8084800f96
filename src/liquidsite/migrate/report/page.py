"""A comparison as one HTML page that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from liquidsite.migrate.diff import STATES, Comparison, Example, Finding
from liquidsite.migrate.report.text import place, plural, size, verdict

_STYLE = Path(__file__).with_name("style.css")
_STATES = {
    "same": "to the byte",
    "dom": "equal as trees",
    "code": "but for token classes",
    "differs": "",
    "missing": "in the reference only",
    "extra": "built here only",
}
# File → the pictures of it in the reference and as built, PNG.
Pictures = Mapping[str, tuple[bytes, bytes]]


def page(comparison: Comparison, pictures: Pictures) -> str:
    """Return the whole page; `pictures` has those of the pages that have some."""
    style = _STYLE.read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Comparison of two builds</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{''.join(_body(comparison, pictures))}</body>\n</html>\n"
    )


def _body(comparison: Comparison, pictures: Pictures) -> Iterator[str]:
    yield f"<main>\n<h1>{escape(verdict(comparison))}</h1>\n"
    yield f'<p class="soft">Reference: {escape(str(comparison.reference))}<br>\n'
    yield f"Built: {escape(str(comparison.built))}</p>\n"
    yield '<ul class="counts">\n'
    for state in STATES:
        yield f"<li><b>{comparison.counts[state]:,}</b> {state}"
        yield f' <span class="soft">{_STATES[state]}</span></li>\n'
    yield "</ul>\n"
    if comparison.hint:
        yield f"<p>{escape(comparison.hint)}</p>\n"
    shown: set[str] = set()
    for number, finding in enumerate(comparison.findings, 1):
        yield from _finding(number, finding, pictures, shown)
    yield "</main>\n"


def _finding(number: int, finding: Finding, pictures: Pictures, shown: set[str]) -> Iterator[str]:
    yield f"<section{' class=harmless' if finding.harmless else ''}>\n"
    yield f"<h2>{number}. {escape(finding.title)}</h2>\n"
    yield f'<p class="soft">{size(finding)}</p>\n'
    if finding.harmless:
        yield f'<p class="tag">Harmless. {escape(finding.explanation)}.</p>\n'
    for example in finding.examples:
        yield from _example(example)
        if example.file in pictures and example.file not in shown:
            shown.add(example.file)
            yield from _pictures(example.file, pictures[example.file])
    names = sorted(finding.files)
    if len(names) > len(finding.examples):
        yield f"<details>\n<summary>All {plural(len(names), 'file')}</summary>\n"
        yield f'<p class="soft">{"<br>".join(map(escape, names))}</p>\n</details>\n'
    yield "</section>\n"


def _example(example: Example) -> Iterator[str]:
    change = example.change
    yield f"<figure>\n<figcaption>{escape(place(example))}</figcaption>\n"
    if change.removed or change.added:
        yield '<div class="pair">\n'
        yield from _side("old", "Reference", change.removed)
        yield from _side("new", "Built here", change.added)
        yield "</div>\n"
    yield "</figure>\n"


def _side(kind: str, title: str, lines: tuple[str, ...]) -> Iterator[str]:
    text = escape("\n".join(lines)) or "nothing"
    yield f'<div><span>{title}</span><pre class="{kind}">{text}</pre></div>\n'


def _pictures(file: str, pair: tuple[bytes, bytes]) -> Iterator[str]:
    yield '<div class="pair pictures">\n'
    for title, picture in zip(("Reference", "Built here"), pair, strict=True):
        data = b64encode(picture).decode("ascii")
        yield f'<div><img src="data:image/png;base64,{data}" loading="lazy" '
        yield f'alt="{title}: {escape(file)}"></div>\n'
    yield "</div>\n"
