"""The section `jekyll-spaceship` of the settings, over what the gem has as defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from liquidsite.config import deep_merge
from liquidsite.errors import ConfigError
from liquidsite.ruby import regexp

SECTION = "jekyll-spaceship"
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "polyfill": {},
    "table": {},
    "mathjax": {
        "src": [
            "https://polyfill.io/v3/polyfill.min.js?features=es6",
            "https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-mml-chtml.js",
        ],
        "config": {
            "tex": {
                "inlineMath": [["$", "$"], ["\\(", "\\)"]],
                "displayMath": [["$$", "$$"], ["\\[", "\\]"]],
            },
        },
        "optimize": {"enabled": True, "include": [], "exclude": []},
    },
    "plantuml": {
        "syntax": {"code": "plantuml!", "custom": ["@startuml", "@enduml"]},
        "css": {"class": "plantuml"},
        "src": "http://www.plantuml.com/plantuml/svg/",
    },
    "mermaid": {
        "syntax": {"code": "mermaid!", "custom": ["@startmermaid", "@endmermaid"]},
        "css": {"class": "mermaid"},
        "src": "https://mermaid.ink/svg/",
    },
    "media": {
        "default": {
            "id": "media-{id}",
            "class": "media",
            "width": "100%",
            "height": 350,
            "frameborder": 0,
            "style": "max-width: 600px;outline: none",
            "allow": "encrypted-media; picture-in-picture",
        }
    },
    "emoji": {
        "css": {"class": "emoji"},
        "exclude": "code",
        "src": "https://github.githubassets.com/images/icons/emoji/",
    },
    "element": {"css": []},
}
_ORDER = ("table", "mathjax", "plantuml", "mermaid", "polyfill", "media", "emoji", "element")
# Processors that run before and after the others, wherever they stand in the list.
_FIRST = "polyfill"
_LAST = "element"


class Settings:
    """The processors that a site uses, in order, and the settings of each."""

    def __init__(self, section: object) -> None:
        self._section = section if isinstance(section, Mapping) else {}
        self.processors = _ordered(self._section.get("processors"))

    def of(self, processor: str) -> Mapping[str, Any]:
        """Return the settings of a processor, completed by the defaults."""
        own = self._section.get(f"{processor}-processor")
        return deep_merge(_DEFAULTS[processor], own if isinstance(own, Mapping) else {})


def _ordered(names: object) -> tuple[str, ...]:
    """Return the processors that the setting names, each once, without unknown ones."""
    if names is None:
        names = list(_ORDER)
    if not isinstance(names, list):
        raise ConfigError(f"{SECTION}: processors should be a list: {names!r}.")
    plain = (str(name).replace("-", "").lower().removesuffix("processor") for name in names)
    known = list(dict.fromkeys(name for name in plain if name in _DEFAULTS))
    rank = {_FIRST: 0, _LAST: 2}
    return tuple(sorted(known, key=lambda name: rank.get(name, 1)))


def compiled(pattern: str) -> re.Pattern[str]:
    """Return an expression that settings are part of. Raises ConfigError."""
    try:
        return regexp.compiled(pattern)
    except ValueError as error:
        raise ConfigError(f"{SECTION}: {error}") from None
