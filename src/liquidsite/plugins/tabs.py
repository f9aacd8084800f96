"""jekyll-tabs: `{% tabs name %}{% tab name title %}…{% endtab %}{% endtabs %}`."""

from __future__ import annotations

import re
from _blake2 import blake2b
from collections.abc import Callable

from liquidsite.plugin import Block, Context, Plugin, TemplateError
from liquidsite.ruby.values import to_s

_NOT_IN_NAMES = re.compile(r"[^0-9a-z]")


def _name(text: str) -> str:
    return _NOT_IN_NAMES.sub("-", text.strip().lower())


class Tabs(Block):
    """The list of titles, and the list of texts. A script of the theme shows one at a time."""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        if not markup:
            raise TemplateError(f"Block {name} requires 1 attribute")
        self.group = _name(markup)

    def render(self, context: Context, body: Callable[[], str]) -> object:
        body()
        tabs = context[f"tabs-{self.group}"]
        shown = tabs if isinstance(tabs, dict) else {}
        id_ = _id(f"{self.group}\0{shown!r}")
        titles = "".join(
            f'  \n      <li{_active(place)} id="{self.group}-{_name(title)}">\n'
            f'          <a href="#">{title}</a>\n      </li>\n'
            for place, title in enumerate(shown)
        )
        texts = "".join(
            f"  \n      <li{_active(place)}>{to_s(text)}</li>\n"
            for place, text in enumerate(shown.values())
        )
        return (
            f'<ul id="{self.group}" class="tab" data-tab="{id_}" data-name="{self.group}">\n'
            f'{titles}  \n</ul>\n<ul class="tab-content" id="{id_}" data-name="{self.group}">\n'
            f"{texts}  \n</ul>\n"
        )


def _active(place: int) -> str:
    return ' class="active"' if place == 0 else ""


def _id(text: str) -> str:
    """Return an identifier in the form of a UUID; the gem takes a new one in each build."""
    digits = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Tab(Block):
    """One tab: its text is Markdown, which its `tabs` shows."""

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        words = markup.split(None, 1)
        if len(words) != 2:
            raise TemplateError(f"Block {name} requires 2 attributes")
        self.group, self.title = _name(words[0]), words[1]

    def render(self, context: Context, body: Callable[[], str]) -> object:
        variable = f"tabs-{self.group}"
        tabs = context[variable]
        shown = tabs if isinstance(tabs, dict) else {}
        context[variable] = {**shown, self.title: context.filter("markdownify", body())}
        return ""


plugin = Plugin("jekyll-tabs", tags={"tab": Tab, "tabs": Tabs})
