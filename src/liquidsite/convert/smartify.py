"""Jekyll's SmartyPants converter, behind the `smartify` filter: it matches no file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Smartify:
    """Curly quotes, dashes and ellipses in text that is otherwise left as it is."""

    name = "smartify"
    priority = -10

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._options = config.get("kramdown") or {}

    def matches(self, ext: str) -> bool:
        return False

    def output_ext(self, ext: str) -> str:
        return ext

    def convert(self, text: str) -> str:
        from liquidsite import kramdown

        return kramdown.smartify(text, self._options)
