"""al-folio's external-posts.rb: posts of other sites among those of this one.

The Ruby file fetches the feeds and pages that `external_sources` names. Nothing here asks the
network: the site has its own posts only, and a warning names the sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from liquidsite.errors import Notice
from liquidsite.model import Site
from liquidsite.plugin import HIGH, Plugin
from liquidsite.ruby.values import to_s


def warn_of_sources(site: Site) -> Site:
    """Return the site with a warning about the sources that are not fetched."""
    sources = site.config.get("external_sources")
    entries = sources if isinstance(sources, list) else []
    names = [to_s(entry.get("name")) for entry in entries if isinstance(entry, Mapping)]
    if not names:
        return site
    message = f"not fetched: {', '.join(names)}. A build does not ask the network for posts."
    return replace(site, notices=(*site.notices, Notice("External posts:", message)))


plugin = Plugin("external-posts.rb", generators=(warn_of_sources,), priority=HIGH)
