"""The state of one render: the variables visible at its current place, and the site's host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from liquidsite.ruby.values import LiquidError

from .failures import LimitReachedError
from .host import Host
from .lookup import to_i, undefined
from .loop_drops import ForLoop
from .loops import window
from .registers import Registers
from .scope import Scope

if TYPE_CHECKING:
    from .environment import Environment
    from .template import Template

Extend: TypeAlias = "Callable[[Iterable[str]], None]"


class Context(Scope):
    """The variables of a render, in three layers.

    `variables` are the caller's; `increment` and `decrement` keep their counters there. `names` is
    what a lookup finds: a loop variable or parameter of an includer, else what the template
    assigned, else what the caller gave. `hidden` are the names of the first kind.
    """

    def __init__(
        self,
        env: Environment,
        host: Host,
        variables: MutableMapping[str, object],
        registers: Registers,
    ) -> None:
        super().__init__(env, host, None)
        self.variables = variables
        self.names: dict[str, object] = dict(variables)
        self.assigns: dict[str, object] = {}
        self.hidden: set[str] = set()
        self.includes: dict[str, Template] = {}
        self.interrupts: list[bool] = []
        self.registers = registers
        self.depth = 0
        self.find: Callable[[str], object] = (
            self._find_strictly if env.strict_variables else self.names.get
        )

    @property
    def _context(self) -> Context:
        # Not an attribute: an object that holds itself waits for the garbage collector.
        return self

    # Variables

    def _find_strictly(self, name: str) -> object:
        if name not in self.names:
            raise undefined(name)
        return self.names[name]

    def peek(self, name: str) -> object:
        """Return the variable `name`, or None when there is none, in every mode."""
        return self.names.get(name)

    def find_any(self, name: object) -> object:
        """Return the variable that an expression names; only a string can name one."""
        if isinstance(name, str):
            return self.find(name)
        if self.env.strict_variables:
            raise undefined(name)
        return None

    def assign(self, name: str, value: object) -> None:
        """Set a variable of the whole render; loop variables of that name still hide it."""
        self.assigns[name] = value
        if name not in self.hidden:
            self.names[name] = value

    def count(self, name: str, step: int) -> int:
        """Add `step` to a counter of `increment` and `decrement`, and return its value before."""
        value = self.variables.get(name) or 0
        if not isinstance(value, int) or value is True:
            raise LiquidError("internal")
        self.variables[name] = value + step
        if name not in self.assigns and name not in self.hidden:
            self.names[name] = value + step
        return value

    # Scopes

    def enter(self, scope: Mapping[str, object]) -> dict[str, object]:
        """Let `scope` hide other variables, and return what `leave` needs to undo it."""
        self.deeper()
        names, hidden = self.names, self.hidden
        saved = {name: names[name] for name in scope if name in hidden} if hidden else {}
        names.update(scope)
        hidden.update(scope)
        return saved

    def deeper(self) -> None:
        """Count one more level of nesting. Raises LimitReachedError."""
        self.depth += 1
        if self.depth > self.env.limits.nesting:
            raise LimitReachedError("Nesting too deep")

    def leave(self, scope: Mapping[str, object], saved: Mapping[str, object]) -> None:
        """Undo `enter`."""
        self.depth -= 1
        names = self.names
        for name in scope:
            if name in saved:
                names[name] = saved[name]
                continue
            self.hidden.discard(name)
            if name in self.assigns:
                names[name] = self.assigns[name]
            elif name in self.variables:
                names[name] = self.variables[name]
            else:
                del names[name]

    def within(self, visible: Callable[[], Mapping[str, object]]) -> Scope:
        """Return the scope for filters and plugins' tags, with the loop variables `visible`."""
        return Scope(self.env, self.host, self, visible)

    def call(self, function: Callable[[Context], object], scope: Mapping[str, object]) -> object:
        """Call `function` while `scope` hides other variables."""
        saved = self.enter(scope)
        try:
            return function(self)
        finally:
            self.leave(scope, saved)

    def render_include(
        self,
        template: Template,
        extend: Extend,
        params: Mapping[str, object] | None,
        visible: Mapping[str, object],
    ) -> None:
        """Render another template with these variables.

        Without `params` it sees the `include` of its includer.
        """
        scope = visible if params is None else {**visible, "include": params}
        saved = self.enter(scope)
        template.run(self, extend, included=True)
        self.leave(scope, saved)

    def depends_on_page(self) -> None:
        """Mark that what is rendered next may read or change more than variables."""

    # Output

    def buffer(self) -> tuple[list[str], Extend]:
        """Return a new list of strings, and the function that extends it."""
        parts: list[str] = []
        return parts, parts.extend

    # Loops

    def segment(
        self, name: str, start: object, collection: object, limit: object, is_reversed: bool
    ) -> Sequence[object]:
        """Return the items of a `for`, and remember where it ends for `offset:continue`."""
        first = to_i(start)
        found = window(collection, first, limit)
        self.registers.end_loop(name, first + len(found))
        return found[::-1] if is_reversed else found

    def cells(self, collection: object, start: object, limit: object) -> Sequence[object]:
        """Return the items of a `tablerow`."""
        return window(collection, to_i(start), limit)

    def parent_loop(self) -> ForLoop | None:
        """Return the loop around the `include` tag that is being rendered."""
        loop = self.names.get("forloop")
        return loop if isinstance(loop, ForLoop) else None
