"""jekyll-gist: `{% gist user/1234567 file.js %}`.

Jekyll also fetches the code, for readers without scripts; nothing here asks the network.
"""

from __future__ import annotations

import re

from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.ruby.values import to_s

_ARGUMENTS = re.compile(r"(\S+|.*(?=/).+)\s?(\S*)")


class Gist(Tag):
    def render(self, context: Context) -> str:
        match = _ARGUMENTS.fullmatch(self.markup.strip())
        if match is None:
            raise ValueError(
                f"Syntax error in tag 'gist': {self.markup.strip()!r} names no gist. "
                "Valid syntax: {% gist user/1234567 %} or {% gist user/1234567 foo.js %}"
            )
        gist, file = (_value(context, part.strip()) for part in match.groups())
        url = f"https://gist.github.com/{gist}.js" + (f"?file={file}" if file else "")
        return f'<script src="{url}"> </script>'


def _value(context: Context, part: str) -> str:
    """Return the variable called `part`, or `part` itself."""
    value = context[part] if part else None
    return part if value is None else to_s(value)


plugin = Plugin("jekyll-gist", tags={"gist": Gist})
