"""What converts everything else: nothing changes."""

from __future__ import annotations


class Identity:
    name = "identity"
    priority = -100

    def matches(self, ext: str) -> bool:
        return True

    def output_ext(self, ext: str) -> str:
        return ext

    def convert(self, text: str) -> str:
        return text
