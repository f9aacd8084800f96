"""Versions of gems and what a Gemfile asks of them.

Source: RubyGems' guides, "Patterns" and the specification of `Gem::Version`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import total_ordering

_SEGMENT = re.compile(r"[0-9]+|[a-z]+", re.IGNORECASE)
_REQUIREMENT = re.compile(r"(~>|>=|<=|!=|=|>|<)?\s*([0-9][\w.-]*)")

# A number counts more than a word: 1.0 comes after 1.0.beta. The key of what is not written.
_Part = tuple[int, int, str]
_ZERO: _Part = (1, 0, "")


@total_ordering
class Version:
    """A version such as `1.10.0` or `4.0.0.beta1`; trailing zeros do not count."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = _SEGMENT.findall(text.replace("-", ".pre."))
        self.parts = [_part(segment) for segment in found]

    @property
    def is_prerelease(self) -> bool:
        return any(not part[0] for part in self.parts)

    @property
    def _numbers(self) -> list[_Part]:
        words = (place for place, part in enumerate(self.parts) if not part[0])
        return self.parts[: next(words, len(self.parts))]

    @property
    def _key(self) -> list[_Part]:
        numbers = self._numbers
        rest = self.parts[len(numbers) :]
        while numbers and numbers[-1] == _ZERO:
            numbers = numbers[:-1]
        return [*numbers, *rest, _ZERO]

    def is_below_next(self, other: Version) -> bool:
        """Return whether this is before the version that `~> other` ends at: 3 for 2.5, 2.6 for
        2.5.1.
        """
        numbers = other._numbers
        kept = numbers[: max(len(numbers) - 1, 1)]
        end = [*kept[:-1], (1, kept[-1][1] + 1, "")] if kept else []
        return [*self._numbers, _ZERO] < [*end, _ZERO]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._key == other._key

    def __lt__(self, other: Version) -> bool:
        return self._key < other._key

    def __hash__(self) -> int:
        return hash(tuple(self._key))


def satisfies(version: Version, requirements: Iterable[str]) -> bool:
    """Return whether `version` is one that all of `requirements` (`~> 2.5`, `>= 1`) allow."""
    return all(_satisfies(version, requirement) for requirement in requirements)


def _satisfies(version: Version, requirement: str) -> bool:
    match = _REQUIREMENT.fullmatch(requirement.strip())
    if match is None:
        return True
    other = Version(match[2])
    match match[1]:
        case "~>":
            return version >= other and version.is_below_next(other)
        case ">=":
            return version >= other
        case "<=":
            return version <= other
        case ">":
            return version > other
        case "<":
            return version < other
        case "!=":
            return version != other
    return version == other


def _part(segment: str) -> _Part:
    return (1, int(segment), "") if segment.isdigit() else (0, 0, segment.lower())
