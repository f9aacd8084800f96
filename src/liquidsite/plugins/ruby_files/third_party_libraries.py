"""al-folio's download-3rd-party.rb: the addresses of scripts and styles that pages load.

`third_party_libraries` has for each library its `version` and its addresses below `url`, in which
`{{version}}` is replaced. With `download: true` the Ruby file downloads what is not yet below
`assets/libs` of the source, and pages load the copies. Here copies come to be where the site allows
the network; they are in the cache, and the source stays as it is. Without it pages load the copies
that are there, and everything else from where it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from liquidsite import network
from liquidsite.config import Config
from liquidsite.errors import Notice
from liquidsite.model import Site, StaticFile
from liquidsite.plugin import Plugin
from liquidsite.ruby.values import to_s

_KEY = "third_party_libraries"
_SWITCH = "download"
# A stylesheet of Google's has no name of its own.
_NAMELESS = {"css": "google-fonts.css"}
_LIBS = "assets/libs"
_NAME = re.compile(r"[\w.@+-]*\w[\w.@+-]*")
_FONT = re.compile(r"url\(\s*[\"']?([^\"')\s]+\.(?:woff2?|ttf|otf)(?:\?[^\"')\s]*)?)[\"']?\s*\)")
# What Google gives the smallest fonts to.
_BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/123.0.0.0 Safari/537.36"
)
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
    folder = _LIBS if in_one_folder else f"{_LIBS}/{library}"
    path = f"{folder}/{name}"
    is_there = (Path(config.source) / path).is_file() or _is_kept(config, path)
    if not is_there and not _download(config, folder, name, url, is_css=kind == "fonts"):
        return url
    return f"{to_s(config.get('baseurl')).rstrip('/')}/{path}"


def _kept(config: Config) -> Path:
    """Return the folder of the copies that are not in the source."""
    return config.cache_dir / "libraries"


def _is_kept(config: Config, path: str) -> bool:
    return config.keeps_cache and (_kept(config) / path).is_file()


def _download(config: Config, folder: str, name: str, url: str, *, is_css: bool) -> bool:
    """Keep a copy of what is at `url`, with the fonts of a stylesheet; return whether there is."""
    parts = [*folder.split("/"), name]
    if network.refusal(config) or not config.keeps_cache or not all(map(_NAME.fullmatch, parts)):
        return False
    headers = {"User-Agent": _BROWSER} if is_css else {}
    answer = network.fetch(config, url, datetime.now(UTC), headers=headers)
    if answer.error:
        return False
    content = answer.content
    if is_css:
        local = partial(_font, config, folder, answer.url)
        content = _FONT.sub(local, answer.text).encode()
    return _keep(config, f"{folder}/{name}", content)


def _font(config: Config, folder: str, sheet: str, found: re.Match[str]) -> str:
    """Return the reference to the copy of a font; what was there without a copy."""
    url = urljoin(sheet, found[1])
    name = url.rpartition("/")[2].partition("?")[0]
    path = f"{folder}/fonts/{name}"
    if not _is_kept(config, path) and not _download(
        config, f"{folder}/fonts", name, url, is_css=False
    ):
        return f"url({url})"
    return f"url({to_s(config.get('baseurl')).rstrip('/')}/{path})"


def _keep(config: Config, path: str, content: bytes) -> bool:
    file = _kept(config) / path
    scratch = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
        scratch.replace(file)
    except OSError:
        return False
    return True


def add_libraries(site: Site) -> Site:
    """Return the site with the copies of libraries as static files, and a warning for others."""
    libraries = site.config.get(_KEY)
    if not isinstance(libraries, Mapping) or not libraries.get(_SWITCH):
        return site
    return warn_of_addresses(replace(site, static_files=(*site.static_files, *_files(site))))


def _files(site: Site) -> Iterator[StaticFile]:
    folder = _kept(site.config)
    if not site.config.keeps_cache or not (folder / _LIBS).is_dir():
        return
    own = {file.path for file in site.static_files}
    for file in sorted((folder / _LIBS).rglob("*")):
        path = f"/{file.relative_to(folder).as_posix()}"
        if file.is_file() and path not in own:
            modified = datetime.fromtimestamp(file.stat().st_mtime, site.zone)
            yield StaticFile(path, str(file), path, modified)


def warn_of_addresses(site: Site) -> Site:
    """Return the site with a warning about what was to be downloaded and is not."""
    libraries = site.config.get(_KEY)
    if not isinstance(libraries, Mapping) or not libraries.get(_SWITCH):
        return site
    remote = [name for name, one in _described(libraries) if _is_remote(one.get("url"))]
    if not remote:
        return site
    reason = network.refusal(site.config) or "they cannot be fetched or are folders"
    message = (
        f"not downloaded: {', '.join(remote)}; {reason}. Pages load them from their own servers."
    )
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
            ("site", "post_read"): add_libraries,
        },
    )


plugin = _plugin()
of_one_folder = _plugin(in_one_folder=True)
