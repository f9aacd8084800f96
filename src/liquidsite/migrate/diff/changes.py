"""What differs between two trees, as a list of changes that people can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from liquidsite.migrate.diff.align import align
from liquidsite.migrate.diff.tree import CODE, COMMENT, TEXT, Node

# The lines that a change shows of an element, and the characters of a line.
_MOST_LINES, _MOST_CHARACTERS = 12, 160
_AROUND = 40
_MOST_LABELS = 16


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `removed` is what the reference has there, `added` what was built.

    kind     text, attribute, element, code (the classes of tokens only), line, rule, notation (of
             a stylesheet), order, map, bytes, clock or
             chance
    path     where in the tree, `html > body > main > p[3]`; of a rule its selector; else empty
    at       the offsets in the sources of the reference and of what was built
    varying  the pairs of texts that differ, whole; causes are recognised by them
    name     the element, or the attribute as `a@href`
    """

    kind: str
    path: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    at: tuple[int, int] = (0, 0)
    varying: tuple[tuple[str, str], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node is: its label below that of its parent."""

    label: str
    parent: _Place | None = None

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
        yield one, other, _Place(label, place)


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
    return Change("code", str(place), *shown, _at(before, after), varying, before.name)


def _span(token: tuple[str, str]) -> tuple[str, ...]:
    return (f'<span class="{token[0]}">{_cut(token[1])}</span>',)


def _tokens(code: Node) -> Iterator[tuple[str, str]]:
    for node in code.walk():
        if node.name == "span":
            yield node.attribute("class"), node.characters()


def _code(before: Node, after: Node, place: _Place) -> Change:
    """Compare code whose text differs, by its lines."""
    old, new = before.characters().split("\n"), after.characters().split("\n")
    pairs = [pair for pair in align(old, new, str, lambda _: 0) if pair[0] != pair[1]]
    removed = tuple(_cut(one) for one, _ in pairs if one is not None)
    added = tuple(_cut(other) for _, other in pairs if other is not None)
    varying = tuple((one or "", other or "") for one, other in pairs)
    shown = shortened(removed), shortened(added)
    return Change("text", str(place), *shown, _at(before, after), varying, before.name)


def _at(before: Node, after: Node) -> tuple[int, int]:
    return before.at, after.at


def outline(node: Node) -> tuple[str, ...]:
    """Return an element as indented lines, of a long one the beginning."""
    lines: list[str] = []
    pending = [(node, 0)]
    while pending and len(lines) <= _MOST_LINES:
        item, depth = pending.pop()
        if item.name == TEXT:
            lines.append("  " * depth + _cut(item.text))
        elif item.name == COMMENT:
            lines.append("  " * depth + _cut(f"<!-- {item.text} -->"))
        else:
            only = item.children[0] if len(item.children) == 1 else None
            if only is not None and only.name == TEXT and len(only.text) < 80:
                lines.append("  " * depth + f"{_shown_tag(item)}{only.text}</{item.name}>")
                continue
            lines.append("  " * depth + _shown_tag(item))
            pending += [(child, depth + 1) for child in reversed(item.children[:40])]
    return shortened(lines)


def shortened(lines: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    if len(lines) > _MOST_LINES:
        return (*lines[:_MOST_LINES], "…")
    return tuple(lines)


def _shown_tag(node: Node, names: list[str] | None = None) -> str:
    """Return the start tag, of its attributes only `names` and what tells it from others."""
    if not node.is_element:
        return f"<!{node.text}>"
    shown = "".join(
        f' {name}="{_cut(value)}"' if value else f" {name}"
        for name, value in node.attributes
        if names is None or name in names or name in ("id", "name", "property", "rel")
    )
    return f"<{node.name}{shown}>"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…"


def around(old: str, new: str) -> tuple[str, str]:
    """Return two texts cut to where they differ, with some characters on either side."""
    if max(len(old), len(new)) <= _MOST_CHARACTERS:
        return old, new
    start = common_start(old, new)
    end = common_start(old[start:][::-1], new[start:][::-1])
    return _window(old, start, len(old) - end), _window(new, start, len(new) - end)


def common_start(old: str, new: str) -> int:
    """Count the characters that both texts begin with."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _window(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = _cut(text[first:last])
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")
