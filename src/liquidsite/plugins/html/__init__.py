"""HTML as libxml2 reads and writes it: what plugins that work on finished pages see in Ruby.

Gems that change finished HTML do so on a tree, and writing that tree changes more than they
meant to: `<br />` becomes `<br>`, entities become characters, blocks get line ends between
them. The same bytes need the same reading and writing. Source of the rules: HTML 4.01 for the
elements and their end tags; the rest is how libxml2 2.9 behaves.
"""

from __future__ import annotations

from liquidsite.plugins.html.reading import parse
from liquidsite.plugins.html.tree import Comment, Element, Node, Text
from liquidsite.plugins.html.writing import to_html

__all__ = ["Comment", "Element", "Node", "Text", "parse", "to_html"]
