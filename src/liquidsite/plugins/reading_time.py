"""liquid_reading_time: `{{ content | reading_time }}` minutes, and `count_words`."""

from __future__ import annotations

import re

from liquidsite.plugin import Plugin
from liquidsite.plugins.html import Element, Text, parse
from liquidsite.ruby.values import to_s

WORDS_PER_MINUTE = 270

# What is in these elements is no running text.
_IGNORED = frozenset(
    """
    area audio canvas code embed footer form img map math nav object pre script svg table track
    video
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f]|['‘’])+")


def count_words(html: object) -> int:
    """Return the number of words in the running text."""
    count = 0
    pending = [parse(to_s(html))]
    while pending:
        for node in pending.pop().children:
            if isinstance(node, Text):
                count += 0 if node.raw else len(_WORD.findall(node.text))
            elif isinstance(node, Element) and node.name not in _IGNORED:
                pending.append(node)
    return count


def reading_time(html: object) -> int:
    """Return the minutes that the text takes to read, rounded up."""
    return -(-count_words(html) // WORDS_PER_MINUTE)


plugin = Plugin(
    "liquid_reading_time", filters={"count_words": count_words, "reading_time": reading_time}
)
