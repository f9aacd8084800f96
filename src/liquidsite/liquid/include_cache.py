"""A cache of includes that read nothing of their page.

What a navigation bar or a footer shows is often the same on every page. So an include is rendered
apart from its includer, and the includer's variables that it looks up are recorded. The next time,
if its parameters and these variables have not changed, its text is used again, with all its
effects: the variables that it assigned, where its loops ended, what it read of the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from liquidsite.liquid.context import Context
from liquidsite.liquid.registers import Registers
from liquidsite.liquid.renders import UNFIT, Key, Shared, is_fit, key_of
from liquidsite.ruby.text import concatenated

if TYPE_CHECKING:
    from liquidsite.liquid.context import Extend
    from liquidsite.liquid.template import Template


class IsolatedContext(Context):
    """The context of an include that is rendered apart from its includer `outer`."""

    def __init__(self, outer: Context, scope: Mapping[str, object], own: bool) -> None:
        super().__init__(outer.env, outer.host, outer.variables, Registers())
        self.names = {**outer.names, **scope}
        self.assigns = dict(outer.assigns)
        self.hidden = outer.hidden | scope.keys()
        self.depth = outer.depth
        self.find = self.peek
        self.read: dict[str, object] = {}
        self.assigned: dict[str, object] = {}
        self.is_private = False
        self._hidden_outside = frozenset(self.hidden)
        self._own: set[str] = {"include"} if own else set()

    def peek(self, name: str) -> object:
        value = self.names.get(name)
        if name not in self._own:
            self.read.setdefault(name, value)
        return value

    def assign(self, name: str, value: object) -> None:
        if name in self._hidden_outside:
            self.is_private = True
        super().assign(name, value)
        self.assigned[name] = value
        self._own.add(name)

    def enter(self, scope: Mapping[str, object]) -> dict[str, object]:
        saved = super().enter(scope)
        saved["\0new"] = new = scope.keys() - self._own
        self._own |= new
        return saved

    def leave(self, scope: Mapping[str, object], saved: Mapping[str, object]) -> None:
        super().leave(scope, saved)
        new: Any = saved["\0new"]
        self._own -= new - self.assigned.keys()

    def parent_loop(self) -> Any:
        self.peek("forloop")
        return super().parent_loop()

    def depends_on_page(self) -> None:
        self.is_private = True


def render_shared(
    context: Context,
    template: Template,
    extend: Extend,
    params: Mapping[str, object] | None,
    visible: Mapping[str, object],
) -> None:
    """Render an include that may be the same on many pages."""
    renders = template.renders
    key = key_of(params)
    known = renders.by_params.get(key)
    if (
        known is not None
        and _is_seen(known, context, visible)
        and known.holds(context.names, visible)
    ):
        context.host.record_all(known.reads)
        renders.in_vain -= bool(renders.in_vain)
    else:
        renders.in_vain += 1
        known = _render(context, template, params, visible, key)
    extend((known.text,))
    _take_over(context, known)


def _is_seen(known: Shared, context: Context, visible: Mapping[str, object]) -> bool:
    """Return whether no variable of a loop or an includer hides what the include assigned."""
    assigned = known.assigned.keys()
    return assigned.isdisjoint(visible) and assigned.isdisjoint(context.hidden)


def _render(
    context: Context,
    template: Template,
    params: Mapping[str, object] | None,
    visible: Mapping[str, object],
    key: Key,
) -> Shared:
    scope = visible if params is None else {**visible, "include": params}
    apart = IsolatedContext(context, scope, params is not None)
    apart.deeper()
    parts, into = apart.buffer()
    reads = context.host.recording(lambda: template.run(apart, into, included=True))
    made = Shared(params, apart.read, concatenated(parts), apart.assigned, apart.registers, reads)
    context.interrupts.extend(apart.interrupts)
    if isinstance(context, IsolatedContext) and apart.is_private:
        context.is_private = True
    is_open = not (apart.is_private or apart.interrupts or reads is None or key is UNFIT)
    if is_open and all(is_fit(value) for value in apart.read.values()):
        template.renders.keep(key, made)
    return made


def _take_over(context: Context, made: Shared) -> None:
    """Give `context` the effects of an include, as if it had rendered it itself."""
    if isinstance(context, IsolatedContext):
        for name in made.read:
            context.peek(name)
    for name, value in made.assigned.items():
        context.assign(name, value)
    context.registers.take_over(made.registers)
