"""What differs between two trees, as a list of changes that people can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from liquidsite.migrate.diff.align import align
from liquidsite.migrate.diff.change import MOST_LINES, Change, around, cut, shortened
from liquidsite.migrate.diff.stylesheet import compare_sheets
from liquidsite.migrate.diff.tree import CODE, COMMENT, TEXT, Node, parse

_MOST_LABELS = 16
# Highlighted code in the text of a feed.
_SPAN = "<span class="
_LANGUAGE = re.compile(r"(?:^|\s)language-(\S+)")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node is: its label below that of its parent.

    `language` is that of the highlighted code that it is in.
    """

    label: str
    parent: _Place | None = None
    language: str = ""

    def __str__(self) -> str:
        labels: list[str] = []
        place: _Place | None = self
        while place is not None and place.label and len(labels) < _MOST_LABELS:
            labels.append(place.label)
            place = place.parent
        if place is not None and place.label:
            labels.append("…")
        return " > ".join(reversed(labels))


def changes(old: Node, new: Node) -> Iterator[Change]:
    """Yield everything that differs between two trees, in the order of the text."""
    pending: list[tuple[Node | None, Node | None, _Place]] = [(old, new, _Place(""))]
    while pending:
        before, after, place = pending.pop()
        if before is None or after is None:
            yield _lone(before, after, place)
        elif before.strict == after.strict:
            continue
        elif not before.is_element and before.children == after.children == []:
            yield _text(before, after, place)
        elif before.name in CODE and before.loose == after.loose:
            yield _classes(before, after, place)
        else:
            if before.attributes != after.attributes:
                yield _attributes(before, after, place)
            if before.name in CODE and before.characters() != after.characters():
                yield _code(before, after, place)
            elif moved := _moved(before, after):
                yield _order(before, after, place, *moved)
            else:
                pending += reversed(list(_below(before, after, place)))


def _below(
    before: Node, after: Node, place: _Place
) -> Iterator[tuple[Node | None, Node | None, _Place]]:
    """Yield the children of two elements in pairs, those that are equal left out."""
    labels = _labels(before), _labels(after)
    for one, other in align(before.children, after.children, _loose, _opening, _named, _kind):
        if one is not None and other is not None and one.strict == other.strict:
            continue
        label = labels[0][id(one)] if one is not None else labels[1][id(other)]
        node = one if one is not None else other
        assert node is not None
        yield one, other, _Place(label, place, _language(node) or place.language)


def _moved(before: Node, after: Node) -> tuple[list[Node], list[Node]] | None:
    """Return the children that change places, where two elements have the same ones."""
    old, new = before.children, after.children
    if len(old) != len(new) or len(old) < 2:
        return None
    pairs = [pair for pair in zip(old, new, strict=True) if pair[0].strict != pair[1].strict]
    moved = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    counts = [Counter(node.strict for node in nodes) for nodes in moved]
    return moved if counts[0] == counts[1] else None


def _order(before: Node, after: Node, place: _Place, old: list[Node], new: list[Node]) -> Change:
    """Return that children change places; `name` is that of their pages, where all have one."""
    names = {page_name(node) for node in old if node.is_element}
    name = names.pop() if len(names) == 1 else ""
    shown = [shortened([outline(node)[0] for node in nodes]) for nodes in (old, new)]
    return Change("order", str(place), shown[0], shown[1], _at(before, after), (), name)


def page_name(node: Node) -> str:
    """Return the file name of the page that an element leads to first; empty without a link."""
    for part in (node, *node.walk()):
        link = part.attribute("href") if part.name in ("a", "link") else ""
        if part.name == "loc" or (part.name == "link" and not link):
            link = part.characters()
        if link:
            return name_of_link(link)
    return ""


def name_of_link(link: str) -> str:
    """Return the file name of the page that a link leads to."""
    return re.split("[?#]", link)[0].rpartition("/")[2] or "index.html"


def _labels(parent: Node) -> dict[int, str]:
    """Return the name of each child in paths, with a number where siblings share it."""
    totals = Counter(child.name for child in parent.children)
    seen: Counter[str] = Counter()
    labels = {}
    for child in parent.children:
        seen[child.name] += 1
        name = {TEXT: "text", COMMENT: "comment"}.get(child.name, child.name)
        labels[id(child)] = f"{name}[{seen[child.name]}]" if totals[child.name] > 1 else name
    return labels


def _loose(node: Node) -> Hashable:
    return node.loose


def _opening(node: Node) -> Hashable:
    """Return an element by how its text begins."""
    leaf = node
    for _ in range(6):
        if not leaf.children:
            break
        leaf = leaf.children[0]
    return (node.name, node.attribute("id"), leaf.name, leaf.text[:16] or leaf.attributes)


def _named(node: Node) -> Hashable:
    return (node.name, node.attribute("id") or node.attribute("class"))


def _kind(node: Node) -> Hashable:
    return node.name


def _text(before: Node, after: Node, place: _Place) -> Change:
    # The text of an element is that element's: paths end with it.
    owner = place.parent if before.name == TEXT and place.parent is not None else place
    if owner.label.startswith("style") and not compare_sheets(before.text, after.text):
        return Change("notation", str(owner), (), (), _at(before, after))
    if _SPAN in before.text and _SPAN in after.text:
        pages = parse(before.text), parse(after.text)
        if pages[0].loose == pages[1].loose:
            return Change("code", str(owner), (), (), _at(before, after))
    if before.name == TEXT and "\n" in before.text + after.text:
        return _code(before, after, owner)
    removed, added = around(before.text, after.text)
    varying = ((before.text, after.text),)
    name = owner.label.partition("[")[0]
    return Change("text", str(owner), (removed,), (added,), _at(before, after), varying, name)


def _attributes(before: Node, after: Node, place: _Place) -> Change:
    old, new = dict(before.attributes), dict(after.attributes)
    names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return Change(
        "attribute",
        str(place),
        (_shown_tag(before, names),),
        (_shown_tag(after, names),),
        _at(before, after),
        tuple((old.get(name, ""), new.get(name, "")) for name in names),
        f"{before.name}@{','.join(names)}",
    )


def _lone(before: Node | None, after: Node | None, place: _Place) -> Change:
    node = before if before is not None else after
    assert node is not None
    lines = outline(node)
    gone = before is not None
    # A stray text or comment is named by what it stands in.
    return Change(
        "text" if node.name == TEXT else "element",
        str(place),
        lines if gone else (),
        () if gone else lines,
        (node.at, 0) if gone else (0, node.at),
        ((node.characters(), "") if gone else ("", node.characters()),),
        node.name,
    )


def _classes(before: Node, after: Node, place: _Place) -> Change:
    """Compare code whose tokens have other classes, and report the first that has."""
    pairs = zip(_tokens(before), _tokens(after), strict=False)
    one, other = next((pair for pair in pairs if pair[0] != pair[1]), (("", ""), ("", "")))
    varying = ((one[0], other[0]),)
    shown = _span(one), _span(other)
    language = next(filter(None, map(_language, (before, *before.children))), place.language)
    return Change("code", str(place), *shown, _at(before, after), varying, language or "unnamed")


def _language(node: Node) -> str:
    """Return the language that an element is marked with; "" without one."""
    found = _LANGUAGE.search(node.attribute("class") or "")
    return found[1] if found else ""


def _span(token: tuple[str, str]) -> tuple[str, ...]:
    return (f'<span class="{token[0]}">{cut(token[1])}</span>',)


def _tokens(code: Node) -> Iterator[tuple[str, str]]:
    for node in code.walk():
        if node.name == "span":
            yield node.attribute("class"), node.characters()


def _code(before: Node, after: Node, place: _Place) -> Change:
    """Compare code whose text differs, by its lines."""
    old, new = before.characters().split("\n"), after.characters().split("\n")
    pairs = [pair for pair in align(old, new, str, lambda _: 0) if pair[0] != pair[1]]
    removed = tuple(cut(one) for one, _ in pairs if one is not None)
    added = tuple(cut(other) for _, other in pairs if other is not None)
    varying = tuple((one or "", other or "") for one, other in pairs)
    shown = shortened(removed), shortened(added)
    return Change("text", str(place), *shown, _at(before, after), varying, before.name)


def _at(before: Node, after: Node) -> tuple[int, int]:
    return before.at, after.at


def outline(node: Node) -> tuple[str, ...]:
    """Return an element as indented lines, of a long one the beginning."""
    lines: list[str] = []
    pending = [(node, 0)]
    while pending and len(lines) <= MOST_LINES:
        item, depth = pending.pop()
        if item.name == TEXT:
            lines.append("  " * depth + cut(item.text))
        elif item.name == COMMENT:
            lines.append("  " * depth + cut(f"<!-- {item.text} -->"))
        else:
            only = item.children[0] if len(item.children) == 1 else None
            if only is not None and only.name == TEXT and len(only.text) < 80:
                lines.append("  " * depth + f"{_shown_tag(item)}{only.text}</{item.name}>")
                continue
            lines.append("  " * depth + _shown_tag(item))
            pending += [(child, depth + 1) for child in reversed(item.children[:40])]
    return shortened(lines)


def _shown_tag(node: Node, names: list[str] | None = None) -> str:
    """Return the start tag, of its attributes only `names` and what tells it from others."""
    if not node.is_element:
        return f"<!{node.text}>"
    shown = "".join(
        f' {name}="{cut(value)}"' if value else f" {name}"
        for name, value in node.attributes
        if names is None or name in names or name in ("id", "name", "property", "rel")
    )
    return f"<{node.name}{shown}>"
