"""Smart quotes: kramdown's rules, first match first, on the quote and the character before it."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.span.state import SpanState

_PUNCTUATION = r"[!-%'-/:-@\[-`{-~]"  # all of ASCII's but the ampersand
_SPACE = r"[ \t\r\n\f\v]"
_WORD = r"[A-Za-z0-9_]"
# The group that matched, by number, names the rule; what comes before the quote is kept as text.
_quote = re.compile(
    rf"""(["'])(?=[_*]{{1,2}}[^ \t\r\n\f\v])"""  # 1 before emphasis: opens
    rf"""|(["'])(?={_PUNCTUATION}(?!\.\.)\B)"""  # 2 before punctuation: closes
    rf"""|({_SPACE}?)"'(?={_WORD})"""  # 3 two at once open
    rf"""|({_SPACE}?)'"(?={_WORD})"""  # 4
    rf"""|({_SPACE}?)'(?=[0-9][0-9]s)"""  # 5 the '80s
    rf"""|({_SPACE})["'](?={_WORD})"""  # 6 after a space: opens
    r"""|([^ \\\t\r\n\[{(-])["']"""  # 7 after anything but a space or a bracket: closes
    rf"""|(["'])(?={_SPACE}|s\b|\Z)"""  # 8 before a space, or 's: closes
    r"""|((?s:.)?)'"""  # 9 all others open
    r"""|((?s:.)?)\""""  # 10
).match

_CLOSING = {'"': Element("smart_quote", "rdquo"), "'": Element("smart_quote", "rsquo")}
_OPENING = {'"': Element("smart_quote", "ldquo"), "'": Element("smart_quote", "lsquo")}


def parse(state: SpanState, at: int) -> int | None:
    match = _quote(state.src, at)
    if match is None or state.src[at] == "\\":
        return None
    rule, end = match.lastindex or 0, match.end()
    if rule == 7 or rule == 2 or rule == 5 or rule == 8:
        return state.push(end - 1, _CLOSING[state.src[end - 1]], end)
    if rule == 3 or rule == 4:
        state.push(end - 2, _OPENING[state.src[end - 2]], end - 1)
    return state.push(end - 1, _OPENING[state.src[end - 1]], end)
