"""Tables: rows with pipes, separator lines, a header and a footer.

A block is a table when every line has a pipe that is no part of a code span; what begins like
a table and turns out to be none is left to the paragraph rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import SPACES
from liquidsite.kramdown.span import split_code, table_pieces

_PIPE = r"(?:\||[^\n]*?[^\\\n]\|)"
_line = re.compile(rf"{_PIPE}.*\n").match
_has_pipe = re.compile(_PIPE).match
_starts = re.compile(rf" {{0,3}}(?=[^ \t\r\n\f\v]){_PIPE}").match
_separator = re.compile(r"(?=[+|: \t]*-)([+|: \t-]*+)\n").match
_footer_separator = re.compile(r"(?=[+|: \t]*=)[+|: \t=]*\n").match
_alignments = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?").finditer
_unescaped_pipe = re.compile(r"(?<!\\)\|").split

Section = Literal["thead", "tbody", "tfoot"]


def parse(state: BlockState) -> bool:
    pipe = state.finder.find("|", state.pos)
    if pipe < 0 or state.src.find("\n", state.pos, pipe) >= 0:  # most lines: seen without a pattern
        return False
    if not _starts(state.src, state.pos) or not state.after_block_boundary():
        return False
    # The attribute list before a table that turns out to be none is lost, as in kramdown.
    table = state.new("table", line=state.line)
    reader = _TableReader(state)
    if not reader.read() or not _is_table(state, state.src[state.pos : reader.pos - 1]):
        return False
    if not reader.finish(table):
        state.doc.warn("Found table without body on line {line} - ignoring it", state.line)
        return False
    state.pos = reader.pos
    state.add(table)
    return True


class _TableReader:
    """Reads the lines; `pos` runs ahead of the state, which moves only when this is a table."""

    def __init__(self, state: BlockState) -> None:
        self.state = state
        self.pos = state.pos
        self.sections: list[Element] = []
        self.rows: list[Element] = []
        self.alignment: list[str] = []
        self.has_footer = False
        self.columns = 0

    def read(self) -> bool:
        src, end = self.state.src, self.state.end
        first = _line(src, self.pos)
        assert first is not None  # the rule's start pattern has seen the pipe
        leading_pipe = first[0].lstrip(" \t\r\n\f\v").startswith("|")
        if match := _separator(src, self.pos):
            self.pos = match.end()
        while self.pos < end and (match := _line(src, self.pos)):
            if separator := _separator(src, self.pos):
                self.separate(separator[1].rstrip(" \t"))
                match = separator
            elif match := _footer_separator(src, self.pos):
                if self.rows:
                    self.close("tbody", force=True)
                self.has_footer = True
            else:
                match = _line(src, self.pos)
                assert match is not None
                self.add_row(match[0].rstrip("\n").rstrip(" \t"), leading_pipe)
            self.pos = match.end()
        return self.state.before_block_boundary(self.pos)

    def separate(self, line: str) -> None:
        """End the header at the first separator line, and a body at later ones."""
        if not self.rows:
            return
        if self.alignment or self.has_footer:
            self.close("tbody")
            return
        self.close("thead")
        self.alignment = [_alignment(m[1], m[2]) for m in _alignments(line)]

    def close(self, section: Section, *, force: bool = False) -> None:
        if not self.has_footer or section != "tbody" or force:
            element = Element(section)
            element.children.extend(self.rows)
            self.rows = []
            self.sections.append(element)

    def add_row(self, line: str, leading_pipe: bool) -> None:
        cells = _cells(self.state.doc, line)
        if leading_pipe and not cells[0].strip(SPACES):
            del cells[0]
        if cells and not cells[-1].strip(SPACES):
            del cells[-1]
        row = Element("tr")
        row.children.extend(Element("td", raw=cell.strip(SPACES)) for cell in cells)
        self.columns = max(self.columns, len(cells))
        self.rows.append(row)

    def finish(self, table: Element) -> bool:
        """Fill the table, all rows of one length; False when it has no body.

        In kramdown the cells that rows lack can grow with the square of the text. Here a document
        adds so many and no more; rows after that stay as short as they were written.
        """
        if self.rows:
            self.close("tfoot" if self.has_footer else "tbody")
        if not any(section.type == "tbody" for section in self.sections):
            return False
        doc = self.state.doc
        for row in self._written_rows():
            missing = self.columns - len(row.children)
            if missing > doc.fillable_cells:
                doc.warn("Table on line {line} lacks too many cells - not adding them", table.line)
                break
            doc.fillable_cells -= missing
            row.children.extend(Element("td") for _ in range(missing))
        table.children.extend(self.sections)
        padding = ["default"] * (self.columns - len(self.alignment))
        table.options["alignment"] = self.alignment[: self.columns] + padding
        return True

    def _written_rows(self) -> Iterator[Element]:
        for section in self.sections:
            for row in section.children:
                assert isinstance(row, Element)
                yield row


def _alignment(left: str, right: str) -> str:
    if left and right:
        return "center"
    return "left" if left else "right" if right else "default"


def _cells(doc: Document, line: str) -> list[str]:
    """Split at the pipes that are neither escaped nor in a code span or `<code>` element."""
    cells: list[str] = []
    for text, is_element in _code_elements(line):
        if is_element:
            _extend(cells, [text])
            continue
        for piece, is_code in split_code(doc, text):
            if is_code:
                _extend(cells, [_code_span(piece)])
            else:
                parts = _unescaped_pipe(piece)
                _extend(cells, [part.replace("\\|", "|") for part in parts])
    return cells


def _code_elements(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the line in pieces, with whether each is a `<code>` element."""
    pos = 0
    while (start := line.find("<code", pos)) >= 0:
        tag_end = line.find(">", start)
        stop = line.find("</code>", tag_end) if tag_end >= 0 else -1
        if stop < 0:
            break
        if start > pos:
            yield line[pos:start], False
        pos = stop + len("</code>")
        yield line[start:pos], True
    if pos < len(line):
        yield line[pos:], False


def _extend(cells: list[str], more: list[str]) -> None:
    """Add cells; the first of them continues the last one."""
    if cells:
        cells[-1] += more[0]
        cells.extend(more[1:])
    else:
        cells.extend(more)


def _code_span(code: str) -> str:
    """Return the code span again, with a delimiter that is long enough."""
    runs = re.findall("`+", code)
    delimiter = max(runs, default="") + "`"
    space = " " if len(delimiter) > 1 else ""
    return f"{delimiter}{space}{code}{space}{delimiter}"


def _is_table(state: BlockState, text: str) -> bool:
    """Return whether each line has a pipe outside of code spans and HTML elements."""
    found = False
    for piece, is_code in table_pieces(state.doc, text, state.line):
        lines = _lines(piece)
        if not lines:
            continue
        if is_code:
            if len(lines) > 2 or (len(lines) == 2 and not found):
                break
            if len(lines) == 2:
                found = False
        else:
            if len(lines) > 1 and not found and not _has_pipe(lines[0]):
                break
            found = (found and len(lines) == 1) or _has_pipe(lines[-1]) is not None
    return found


def _lines(text: str) -> list[str]:
    """Return the lines, without empty ones at the end."""
    return text.rstrip("\n").split("\n") if text.strip("\n") else []
