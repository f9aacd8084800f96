"""Chinese, Japanese and Korean characters, in a module that is imported only when needed."""

from __future__ import annotations

import re

# The scripts Han, Katakana, Hiragana and Hangul, each of whose characters counts as a word.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u302e\u302f"
    "\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u321e"
    "\u3260-\u327e\u32d0-\u32fe\u3300-\u3357\u3400-\u4dbf\u4e00-\u9ffc\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufa6d\ufa70-\ufad9\uff66-\uff6f\uff71-\uff9d\uffa0-\uffbe"
    "\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc\U00016ff0\U00016ff1"
    "\U0001b000-\U0001b11e\U0001b150-\U0001b152\U0001b164-\U0001b167\U0001f200"
    "\U00020000-\U0002a6dd\U0002a700-\U0002b734\U0002b740-\U0002b81d\U0002b820-\U0002cea1"
    "\U0002ceb0-\U0002ebe0\U0002f800-\U0002fa1d\U00030000-\U0003134a"
)
CHARACTER = re.compile(f"[{_CJK}]")
CHARACTER_OR_WORD = re.compile(rf"[{_CJK}]|[^{_CJK} \t-\r]+")
