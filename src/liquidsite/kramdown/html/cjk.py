"""`remove_line_breaks_for_cjk`: scripts without spaces between words need no line break."""

from __future__ import annotations

import re

# Han, Hiragana and Katakana.
_CJK = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u32d0-\u32fe"
    "\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\uff66-\uff6f"
    "\uff71-\uff9d\U0001b000-\U0001b122\U0001f200\U00020000-\U0002fa1d\U00030000-\U0003134a"
)
_break = re.compile(rf"(?<=[{_CJK}])\n(?=[{_CJK}])")


def join_lines(text: str) -> str:
    return _break.sub("", text)
