"""jekyll-include-cache: `{% include_cached %}`.

Here it is `{% include %}`: includes are parsed once anyway, and what one prints never depends on
which page came first.
"""

from __future__ import annotations

from liquidsite.liquid.tags.include import Include
from liquidsite.plugin import Plugin

plugin = Plugin("jekyll-include-cache", tags={"include_cached": Include})
