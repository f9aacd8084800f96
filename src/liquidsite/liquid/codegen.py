"""The writer of the Python that a template is compiled to.

Each piece of a template becomes a function `(c, e, f)`: `c` is the Context, `e` extends the output
with strings, `f` holds the template's functions. `Hi {{ page.title | upcase }}!` becomes

    def f0(c, e, f, T=None):
     n = c.find; i = c.interrupts
     e((
     'Hi ',
     out(f_upcase(get(n('page'), 'title'))),
     '!',
     ))

The names that such code calls are listed in `runtime.py`. With `texts_apart` the template's texts
are read from `T`, so that templates that differ only in their texts share one code object. The body
of a `for` is a Python loop in the same function, and its variable is a Python local; other names
are looked up in `c`. What an expression or a tag does is written once, in its `emit`.

Generating source pays off even for pages that render once: Python compiles a node in about 9 µs,
far less than the page's Markdown takes, and the code runs two to four times as fast as closures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liquidsite.liquid.environment import Environment

# Python refuses 20 nested loops and 100 indents; deeper blocks become functions of their own.
_MAX_LOOPS = 12
_MAX_DEPTH = 50


@dataclass(slots=True, eq=False, repr=False)
class Local:
    """A variable of a loop: its name in Python, and whether anything reads it."""

    python: str
    used: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Frame:
    """The block around the code being written, which decides how an interrupt leaves it.

    A `loop` takes the interrupt itself, a `once` is left for what follows it, a `function` returns.
    """

    kind: str
    depth: int = 1
    loops: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Function:
    """One function: its lines, and for each the offset in the template that it comes from."""

    lines: list[str]
    positions: list[int]


class CodeWriter:
    """A writer of functions; `at` is the offset in the template of what is being written."""

    def __init__(
        self, env: Environment, *, texts_apart: bool = False, records_reads: bool = False
    ) -> None:
        self.env = env
        self.texts_apart = texts_apart
        self.at = 0
        self.functions: list[Function] = []
        self.locals: dict[str, Local] = {}
        self.loops: list[Local] = []
        self.pending = False
        self.texts: list[str] = []
        self.may_be_shared = True
        self._records_reads = records_reads
        # With `records_reads`: the paths that are read and not set here, and the includes, each
        # with the names that are set before it.
        self.reads: dict[str, None] = {}
        self.included: list[tuple[str, frozenset[str]]] = []
        self._set: set[str] = set()
        # Whether nothing was output yet: the first output decides the encoding that Ruby has
        # the whole text in.
        self.at_start = True
        self._context: str | None = "c"
        self._names = 0
        self._out: str | None = "e"
        self._parts: list[tuple[str, int]] = []
        self._frame = Frame("function")
        self._function = Function([], [])

    def name(self, prefix: str) -> str:
        """Return a new Python name that begins with `prefix`."""
        self._names += 1
        return f"{prefix}{self._names}"

    def depends_on_page(self) -> None:
        """Record that the code written next uses more than variables."""
        self.may_be_shared = False

    # Lines and output

    def line(self, text: str) -> None:
        """Write one line of Python at the current indent."""
        self.flush()
        self._line(text, self.at)

    def _line(self, text: str, at: int) -> None:
        self._function.lines.append(" " * self._frame.depth + text)
        self._function.positions.append(at)

    def text(self, text: str) -> None:
        """Write code that outputs `text`: `'text',` in `e((…))`, or `T[0],` with `texts_apart`."""
        if self._out:
            self.at_start = False
        if self._out and text:
            self._parts.append((self._text(text), self.at))

    def _text(self, text: str) -> str:
        if not self.texts_apart:
            return repr(text)
        self.texts.append(text)
        return f"T[{len(self.texts) - 1}]"

    def value(self, python: str) -> None:
        """Write code that outputs the string that the expression `python` returns."""
        if self._out:
            self._parts.append((python, self.at))
        else:
            self.line(python)

    def output(self, python: str, source: str | None = None) -> None:
        """Write code that outputs any value as `{{ }}` prints it: `out(python)`.

        The first output of a text is `first_out(python, source)`: `source` is the value before its
        filters.
        """
        if self.at_start and self._out:
            self.at_start = False
            self.value(f"first_out({python}{f', {source}' if source else ''})")
        else:
            self.value(f"out({python})")

    def end_start(self) -> None:
        """Write code that outputs an empty text where nothing was output yet: `'',`.

        That text has Ruby's usual encoding, so the whole text has.
        """
        if self.at_start and self._out:
            self.at_start = False
            self.value("''")

    def flush(self) -> None:
        """Write the collected outputs as one call, each on its own line.

        For example:

            e((
            'Hi ',
            out(n('name')),
            ))
        """
        parts, self._parts = self._parts, []
        if not parts:
            return
        self._line(f"{self._out}((", parts[0][1])
        for python, at in parts:
            self._line(f"{python},", at)
        self._line("))", parts[-1][1])

    def reserve(self, count: int) -> int:
        """Write `count` empty lines for `fill`, and return the number of the first."""
        self.flush()
        for _ in range(count):
            self._line("", self.at)
        return len(self._function.lines) - count

    def fill(self, place: int, text: str) -> None:
        """Write `text` on the reserved line `place`."""
        self._function.lines[place] += text

    # Blocks

    @contextmanager
    def block(self, header: str, kind: str | None = None) -> Iterator[None]:
        """Write `header` and an indented block; `kind` makes it a frame for interrupts."""
        self.line(header)
        with self.indented(kind):
            yield

    @contextmanager
    def indented(self, kind: str | None = None) -> Iterator[None]:
        """Indent what is written inside, with `pass` for an empty block."""
        outer, start = self._frame, len(self._function.lines)
        loops = outer.loops + (kind is not None)
        self._frame = Frame(kind or outer.kind, outer.depth + 1, loops)
        yield
        self.flush()
        if len(self._function.lines) == start:
            self.line("pass")
        self._frame = outer

    @contextmanager
    def once(self, needed: bool) -> Iterator[None]:
        """Write a block that an interrupt leaves without skipping what follows the block.

        For example:

            for _ in ONCE:
             break
        """
        if not needed:
            yield
            return
        with self.block("for _ in ONCE:", "once"):
            yield

    @property
    def sink(self) -> str:
        """Return the Python for the function that extends the current output."""
        return self._out or "c.buffer()[1]"

    @contextmanager
    def captured(self) -> Iterator[str]:
        """Collect the output in a list, and yield the Python for its text: `''.join(o1)`.

        For example:

            o1, e2 = c.buffer()
            e2((
            'text',
            ))
        """
        parts, extend = self.name("o"), self.name("e")
        self.line(f"{parts}, {extend} = c.buffer()")
        with self._to(extend):
            yield f"''.join({parts})"

    def silenced(self) -> AbstractContextManager[None]:
        """Discard the output: the rule for blocks that hold nothing but white space."""
        return self._to(None)

    @contextmanager
    def _to(self, out: str | None) -> Iterator[None]:
        self.flush()
        outer, self._out = self._out, out
        at_start, self.at_start = self.at_start, False
        yield
        self.flush()
        self._out, self.at_start = outer, at_start

    @property
    def is_deep(self) -> bool:
        return self._frame.depth > _MAX_DEPTH or self._frame.loops > _MAX_LOOPS

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Write a function and its call, for code that is nested too deep for Python.

        For example:

            c.call(lambda c: f[1](c, e, f), {})
            if i:
             return
        """
        visible = self.visible()
        with self.function() as index:
            yield
        self.line(f"c.call(lambda c: f[{index}](c, {self.sink}, f), {visible})")
        self.check()

    @contextmanager
    def function(self) -> Iterator[int]:
        """Write another function, and yield its number.

        For example:

            def f1(c, e, f, T=None):
             n = c.find; i = c.interrupts
        """
        self.flush()
        outer = self._function, self._frame, self._out
        outer_names = self.locals, self.loops, self._context
        at_start, self.at_start = self.at_start, not self.functions
        index = len(self.functions)
        header = [f"def f{index}(c, e, f, T=None):", " n = c.find; i = c.interrupts"]
        self._function, self._frame, self._out = Function(header, [0, 0]), Frame("function"), "e"
        self.locals, self.loops, self._context = {}, [], "c"
        self.functions.append(self._function)
        yield index
        self.flush()
        self._function, self._frame, self._out = outer
        self.locals, self.loops, self._context = outer_names
        self.at_start = at_start

    # Interrupts: `break` and `continue`

    def interrupt(self, is_break: bool) -> None:
        """Write a `break` or `continue` of the template: Python's own where the frame is a loop.

        Elsewhere it is left for an outer frame:

            i.append(True)
            return
        """
        if self._frame.kind == "loop" and not self.pending:
            self.line("break" if is_break else "continue")
            return
        self.line(f"i.append({is_break})")
        self.leave()

    def check(self) -> None:
        """Write code that leaves the current body after an interrupt: `if i: return`."""
        with self.block("if i:"):
            self.leave()

    def leave(self) -> None:
        """Write code that leaves the current frame: `return`, `break`, or what `i` says.

        For example:

            if i.pop(): break
            continue
        """
        if self._frame.kind == "loop":
            self.line("if i.pop(): break")
            self.line("continue")
        else:
            self.line("return" if self._frame.kind == "function" else "break")

    # Names

    def variable(self, name: str) -> str:
        """Return the Python that reads the template's variable `name`: `n('name')`, or a local."""
        local = self.locals.get(name)
        if local is None:
            return f"n({name!r})"
        local.used = True
        return local.python

    def read(self, path: tuple[str, ...]) -> None:
        """Record a read of the variable and keys `path`."""
        if self._records_reads and path[0] not in self.locals and path[0] not in self._set:
            self.reads[".".join(path)] = None

    def sets(self, name: str) -> None:
        """Record that the template sets the variable `name`, for all that follows."""
        self._set.add(name)

    def includes(self, name: str) -> None:
        """Record the include of a file by its name."""
        self.included.append((name, frozenset((*self.locals, *self._set))))

    @contextmanager
    def scope(self, variables: dict[str, Local]) -> Iterator[None]:
        """Add loop variables to the code inside, and to the context that it may ask for.

        For example:

            q4 = c.within(lambda: {'forloop': l2, 'item': v3})
        """
        outer, place = (self.locals, self._context), self.reserve(1)
        self.locals, self._context = {**self.locals, **variables}, None
        yield
        if self._context:
            self.fill(place, f"{self._context} = c.within(lambda: {self.visible()})")
        self.locals, self._context = outer

    @contextmanager
    def inside(self, loop: Local) -> Iterator[None]:
        """Write the body of the `for` whose `forloop` is `loop`."""
        self.loops.append(loop)
        yield
        self.loops.pop()

    def parent_loop(self) -> str:
        """Return the Python for the `forloop` of the enclosing loop."""
        if not self.loops:
            return "c.parent_loop()"
        self.loops[-1].used = True
        return self.loops[-1].python

    def visible(self) -> str:
        """Return all loop variables as a Python dict, for lookups by name at run time."""
        for local in self.locals.values():
            local.used = True
        pairs = [f"{name!r}: {local.python}" for name, local in self.locals.items()]
        return f"{{{', '.join(pairs)}}}"

    def context(self) -> str:
        """Return the Python for the context that a filter or a plugin's tag gets."""
        if self._context is None:
            self._context = self.name("q")
        return self._context

    # The result

    def source(self) -> tuple[str, list[int]]:
        """Return the text of all functions, and for each line its offset in the template."""
        lines = [line for function in self.functions for line in function.lines]
        positions = [at for function in self.functions for at in function.positions]
        return "\n".join(lines), positions
