"""A failed build as HTML: an overlay on the last good page, or a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from liquidsite.serve.failure import Excerpt, Failure, Place, indent, linked

# The overlay is in a shadow tree, so the page's styles do not apply to it.
STYLE = """\
:host, .failure, .notices {
  --back: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0;
  --accent: #b42318; --warning: #bf8700; --mark: #fff1f0; --code: #f6f8fa;
}
@media (prefers-color-scheme: dark) {
  :host, .failure, .notices {
    --back: #151b23; --text: #f0f6fc; --soft: #9198a1; --line: #3d444d;
    --accent: #ff7b72; --warning: #d29922; --mark: #3c1618; --code: #0d1117;
  }
}
.failure {
  box-sizing: border-box; width: min(56rem, calc(100vw - 2rem)); max-height: calc(100vh - 3rem);
  margin: 1.5rem auto; padding: 1.25rem 1.5rem; overflow: auto;
  color: var(--text); background: var(--back); text-align: left;
  border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: 8px;
  box-shadow: 0 12px 40px rgb(0 0 0 / 35%);
  font: 15px/1.5 system-ui, sans-serif;
}
.failure h1 { margin: 0 2rem .25rem 0; font-size: 1.15rem; color: var(--accent) }
.failure p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
.failure .where, .failure ol, .failure pre { font-family: ui-monospace, monospace; font-size: 13px }
.failure .where { color: var(--soft) }
.failure pre {
  margin: .75rem 0; padding: .5rem 0; overflow-x: auto; line-height: 1.55; tab-size: 4;
  background: var(--code); border: 1px solid var(--line); border-radius: 6px;
}
.failure pre > span { display: block; min-width: max-content; padding: 0 .75rem 0 0 }
.failure pre i {
  display: inline-block; width: 3.5em; margin-right: 1em; padding-right: .75em;
  color: var(--soft); text-align: right; font-style: normal; user-select: none;
}
.failure pre .marked { background: var(--mark); box-shadow: inset 3px 0 var(--accent) }
.failure pre .column { color: var(--accent); font-weight: bold }
.failure ol { margin: .5rem 0; padding: 0; list-style: none; color: var(--soft) }
.failure a, .notices a { color: inherit }
button {
  float: right; margin: -.5rem -.75rem 0 .5rem; padding: 0 .6rem; border: 0; background: none;
  color: var(--soft); font: 1.5rem/1.5 system-ui, sans-serif; cursor: pointer;
}
.failure > button { display: none }
:host .failure > button { display: block }
.notices {
  box-sizing: border-box; padding: .5rem 1rem; max-height: 40vh; overflow: auto;
  color: var(--text); background: var(--back); text-align: left;
  border-bottom: 3px solid var(--warning); box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  font: 14px/1.5 system-ui, sans-serif;
}
.notices ul { margin: 0; padding: 0; list-style: none }
.notices li { overflow-wrap: anywhere }
.notices li > * { font-family: ui-monospace, monospace; font-size: 13px; color: var(--soft) }
.failure .hint { margin-top: .75rem; color: var(--soft); font-size: 13px }
"""

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Build failed</title>
<style>:root {{ color-scheme: light dark }} body {{ margin: 0 }}</style>
</head>
<body>
{fragment}
</body>
</html>
"""


def error_page(fragment: str) -> str:
    """Return a page that shows the `fragment` alone."""
    return _PAGE.format(fragment=fragment)


def error_fragment(failure: Failure) -> str:
    """Return the failure as HTML with its styles. All text from files is escaped."""
    return f"<style>{STYLE}</style>\n" + "\n".join(_parts(failure))


def _parts(failure: Failure) -> Iterator[str]:
    yield '<div class="failure" role="alert">'
    yield '<button type="button" aria-label="Close">×</button>'
    yield f"<h1>{escape(failure.title)}</h1>"
    yield f"<p>{escape(failure.message)}</p>"
    if failure.place:
        yield f'<p class="where">{linked(failure.place, failure.folders)}</p>'
    if failure.excerpt:
        yield f"<pre>{''.join(_lines(failure.excerpt))}</pre>"
    if failure.chain:
        frames = "".join(
            f"<li>{linked(Place(*frame), failure.folders, f'from {frame}')}</li>"
            for frame in failure.chain
        )
        yield f"<ol>{frames}</ol>"
    yield '<p class="hint">This message disappears once the error is fixed.</p>'
    yield "</div>"


def _lines(excerpt: Excerpt) -> Iterator[str]:
    for number, text in excerpt.numbered():
        kind = ' class="marked"' if number == excerpt.line else ""
        yield f"<span{kind}><i>{number}</i>{escape(text)}</span>"
        if number == excerpt.line and excerpt.column is not None:
            yield f'<span class="column"><i></i>{indent(text, excerpt.column)}^</span>'
