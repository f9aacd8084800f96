"""al-folio's download-3rd-party.rb: the addresses of scripts and styles that pages load.

`third_party_libraries` has for each library its `version` and its addresses below `url`, in which
`{{version}}` is replaced. With `download: true` the Ruby file downloads what is not yet below
`assets/libs`, and pages load the copies. Nothing here asks the network: pages load the copies that
are there, and everything else from where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from liquidsite.config import Config
from liquidsite.errors import Notice
from liquidsite.model import Site
from liquidsite.plugin import Plugin
from liquidsite.ruby.values import to_s

_KEY = "third_party_libraries"
_SWITCH = "download"
# A stylesheet of Google's has no name of its own.
_NAMELESS = {"css": "google-fonts.css"}
# Kinds of addresses that are folders of files.
_FOLDERS = ("fonts", "images")

# (library, kind of its address, address) → the address that pages get
_Change = Callable[[str, str, str], str]


def with_addresses(config: Config, *, in_one_folder: bool = False) -> Config:
    """Return the settings with the addresses that pages load.

    `in_one_folder` is for copies that lie side by side in `assets/libs`, without a folder for each
    library.
    """
    libraries = config.get(_KEY)
    if not isinstance(libraries, Mapping):
        return config
    versions = {
        name: to_s(one["version"]) for name, one in _described(libraries) if "version" in one
    }

    def versioned(library: str, kind: str, url: str) -> str:
        return url.replace("{{version}}", versions.get(library, "{{version}}"))

    changed = _each(libraries, versioned)
    if changed.get(_SWITCH):
        changed = _each(changed, partial(_copy, config, in_one_folder))
    return replace(config, settings={**config.settings, _KEY: changed})


def _described(libraries: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, one) for name, one in libraries.items() if isinstance(one, Mapping)]


def _each(libraries: Mapping[str, Any], change: _Change) -> dict[str, Any]:
    """Return the libraries with every address changed."""
    found = dict(libraries)
    for name, one in _described(libraries):
        urls = one.get("url")
        if isinstance(urls, Mapping):
            changed = {kind: _changed(name, kind, url, change) for kind, url in urls.items()}
            found[name] = {**one, "url": changed}
    return found


def _changed(library: str, kind: str, url: Any, change: _Change) -> Any:
    if isinstance(url, Mapping):
        return {inner: _changed(library, "", value, change) for inner, value in url.items()}
    return change(library, kind, url) if isinstance(url, str) else url


def _copy(config: Config, in_one_folder: bool, library: str, kind: str, url: str) -> str:
    """Return the URL of the copy of `url` in the site; `url` itself if there is none."""
    name = url.rpartition("/")[2].partition("?")[0]
    if kind in _FOLDERS and not (kind == "fonts" and name.endswith("css")):
        return url  # a stylesheet of the site names the files of such a folder
    name = _NAMELESS.get(name, name) if kind == "fonts" else name
    path = f"assets/libs/{name}" if in_one_folder else f"assets/libs/{library}/{name}"
    if not (Path(config.source) / path).is_file():
        return url
    return f"{to_s(config.get('baseurl')).rstrip('/')}/{path}"


def warn_of_addresses(site: Site) -> Site:
    """Return the site with a warning about what was to be downloaded and is not."""
    libraries = site.config.get(_KEY)
    if not isinstance(libraries, Mapping) or not libraries.get(_SWITCH):
        return site
    remote = [name for name, one in _described(libraries) if _is_remote(one.get("url"))]
    if not remote:
        return site
    message = f"not downloaded: {', '.join(remote)}. Pages load them from their own servers."
    return replace(site, notices=(*site.notices, Notice("Libraries:", message)))


def _is_remote(url: object) -> bool:
    if isinstance(url, Mapping):
        return any(_is_remote(inner) for kind, inner in url.items() if kind not in _FOLDERS)
    return isinstance(url, str) and "://" in url


def _plugin(*, in_one_folder: bool = False) -> Plugin:
    return Plugin(
        "download-3rd-party.rb",
        hooks={
            ("site", "after_init"): partial(with_addresses, in_one_folder=in_one_folder),
            ("site", "post_read"): warn_of_addresses,
        },
    )


plugin = _plugin()
of_one_folder = _plugin(in_one_folder=True)
