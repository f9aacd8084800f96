"""The raw text of an excerpt: what stands before the separator, made whole again.

Source of the rules: Jekyll's documentation, "Post excerpts".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from liquidsite.errors import Notice

if TYPE_CHECKING:
    from liquidsite.source.reader import Reader

_TAG = re.compile(r"\{%-?\s*(\w+)\s*")
_LINK_DEFINITION = re.compile(r"^ {0,3}(\[[^\]]+\])(:.+)$", re.MULTILINE)


def extract(content: str, separator: str, path: str, reader: Reader) -> str:
    """Return the excerpt of `content`; Liquid blocks cut open by the separator are closed.

    Link definitions further down that the excerpt uses are added; for Jekyll 3, all of them are.
    """
    head, _, tail = content.partition(separator)
    if not tail:
        return head
    if "{%" in head:
        head = _close_blocks(head, separator, path, reader)
    found = _LINK_DEFINITION.findall(tail) if "]:" in tail else ()
    if not reader.config.generation.excerpts_add_used_links:
        return head + "\n\n" + "\n".join(label + target for label, target in found)
    definitions = [label + target for label, target in found if label in head]
    return head + "\n\n" + "\n".join(definitions) if definitions else head


def _close_blocks(head: str, separator: str, path: str, reader: Reader) -> str:
    modified = False
    for name in reversed(_tag_names(head)):
        if reader.is_block(name) and not re.search(rf"\{{%-?\s*end{re.escape(name)}", head):
            head += f"\n{{% end{name} %}}"
            modified = True
    if modified:
        for notice in _modified(path, separator):
            reader.warn(notice)
    return head


def _tag_names(head: str) -> list[str]:
    """Return the names of the tags that are closed by `%}`, in order."""
    names = []
    at = 0
    while match := _TAG.search(head, at):
        end = head.find("%}", match.end())
        if end < 0:
            break
        names.append(match[1])
        at = end + 2
    return names


def _modified(path: str, separator: str) -> list[Notice]:
    shown = '"' + separator.replace("\n", "\\n") + '"'
    return [
        Notice("Warning:", f"Excerpt modified in {path}!"),
        Notice("", f"Found a Liquid block containing the excerpt separator {shown}."),
        Notice("", "The block has been modified with the appropriate closing tag."),
        Notice("", "Feel free to define a custom excerpt or excerpt_separator in the"),
        Notice("", "document's Front Matter if the generated excerpt is unsatisfactory."),
    ]
