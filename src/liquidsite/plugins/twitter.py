"""jekyll-twitter-plugin: `{% twitter https://twitter.com/name/status/1 %}`.

The gem asks Twitter for the HTML and keeps the answer in `.tweet-cache`. Nothing here asks the
network: an answer that the site has is shown, else a link that Twitter's script turns into the
post in the reader's browser.
"""

from __future__ import annotations

import json
import re
from hashlib import md5
from html import escape

from liquidsite.plugin import Context, Plugin, Tag, TemplateError
from liquidsite.ruby.values import inspect, to_s

_ADDRESS = re.compile(r"""^["']?https?://""", re.IGNORECASE)
_QUOTES = re.compile("[\"']")
_SCRIPT = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'


class Twitter(Tag):
    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.words = _QUOTES.sub("", markup).split()
        self.names_variable = not _ADDRESS.match(markup) and self.words[:1] != ["oembed"]
        if self.words[:1] == ["oembed"]:
            self.words = self.words[1:]
        if not self.words:
            raise TemplateError(f"Invalid arguments '{markup}' passed to 'jekyll-twitter-plugin'.")

    def render(self, context: Context) -> str:
        address = self.words[0]
        if self.names_variable:
            address = to_s(context[address])
        kept = self._kept(address, context) if self.name == "twitter" else None
        html = kept if kept is not None else _link(address)
        return f"<div class='jekyll-twitter-plugin'>{html}</div>"

    def _kept(self, address: str, context: Context) -> str | None:
        """Return the answer that the gem has kept for this address and these options."""
        pairs = (word.split("=") for word in self.words[1:])
        options = {pair[0]: pair[1] for pair in pairs if len(pair) > 1 and all(pair[:2])}
        key = md5(f"TwitterJekyll::ApiRequest-{address}-{inspect(options)}".encode()).hexdigest()
        text = context.read_file(f".tweet-cache/{key}.cache")
        if text is None:
            return None
        try:
            answer = json.loads(text)
        except ValueError:
            return None
        return to_s(answer.get("html")) if isinstance(answer, dict) else None


def _link(address: str) -> str:
    href = escape(address)
    return f'<blockquote class="twitter-tweet"><a href="{href}">{href}</a></blockquote>\n{_SCRIPT}'


plugin = Plugin("jekyll-twitter-plugin", tags={"twitter": Twitter, "twitternocache": Twitter})
