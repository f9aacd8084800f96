"""The page for a folder that has no index file."""

from __future__ import annotations

import os
from html import escape
from urllib.parse import quote

from liquidsite.serve.paths import is_hidden

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.6 system-ui, sans-serif }}
body {{ max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}
ul {{ list-style: none; padding: 0 }}
</style>
</head>
<body>
<h1>{title}</h1>
<ul>
{items}
</ul>
</body>
</html>
"""


def listing(folder: str, url: str) -> str:
    """Return the HTML page that lists `folder`, shown under the decoded URL path `url`."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: (not entry.is_dir(), entry.name))
    names = [entry.name + ("/" if entry.is_dir() else "") for entry in entries]
    names = ["../", *(name for name in names if not is_hidden(name))]
    return _PAGE.format(title=_shown(url), items="\n".join(_item(name) for name in names))


def _item(name: str) -> str:
    href = quote(name, errors="surrogateescape")
    # `./`, since a name with a colon in it would be read as a URL with a scheme.
    return f'<li><a href="./{href}">{_shown(name)}</a></li>'


def _shown(text: str) -> str:
    return escape(text.encode("utf-8", "replace").decode())
