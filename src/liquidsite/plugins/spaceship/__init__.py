"""jekyll-spaceship: tables, formulas, diagrams, media, emoji and elements in pages.

Processors change the Markdown of a page before it is rendered, and its HTML afterwards. A setting
chooses and orders them. Each reads and writes the whole page as an HTML document, so that pages
change where no processor has anything to do, too.
"""

from __future__ import annotations

from liquidsite.plugin import Plugin
from liquidsite.plugins.spaceship.pages import process_page
from liquidsite.plugins.spaceship.texts import process_texts

# The gem's hooks come after those of other gems: it registers them when the site is made.
_AFTER_OTHERS = 19

plugin = Plugin(
    "jekyll-spaceship",
    hooks={
        ("site", "pre_render"): process_texts,
        ("pages", "post_render"): process_page,
        ("documents", "post_render"): process_page,
    },
    priority=_AFTER_OTHERS,
)
