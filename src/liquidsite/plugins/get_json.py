"""jekyll-get-json: data from JSON files, `jekyll_get_json: {data: name, json: path}`.

A path is a file of the site; an address is fetched if the site allows that. The gem takes any
certificate; here a server has to prove who it is.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from liquidsite import network, regular_file
from liquidsite.errors import Notice
from liquidsite.model import Site
from liquidsite.plugin import HIGHEST, Plugin
from liquidsite.ruby.values import to_s
from liquidsite.safe_mode.paths import is_inside

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def add_data(site: Site) -> Site:
    """Return the site with the data of the files that the configuration names."""
    asked = site.config.get("jekyll_get_json")
    if asked is None:
        return site
    data, notices = dict(site.data), list(site.notices)
    for entry in asked if isinstance(asked, list) else [asked]:
        if not isinstance(entry, Mapping):
            continue
        name, path = to_s(entry.get("data")), to_s(entry.get("json"))
        try:
            found = _parsed(
                _fetch(site, path, entry) if _ADDRESS.match(path) else _read(site, path)
            )
        except ValueError as error:
            notices.append(Notice("Get JSON:", f"{path}: {error}"))
            continue
        data[name] = _merged(data[name], found) if data.get(name) else found
    return replace(site, data=data, notices=tuple(notices))


def _fetch(site: Site, url: str, entry: Mapping[str, Any]) -> str:
    """Return what a server answers, to `user` with `pass` or to a `bearer`. Raises ValueError."""
    headers: dict[str, str] = {}
    if entry.get("user"):
        pair = f"{to_s(entry['user'])}:{to_s(entry.get('pass'))}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    if entry.get("bearer"):
        headers["Authorization"] = f"Bearer {to_s(entry['bearer'])}"
    answer = network.fetch(site.config, url, site.now, headers=headers)
    if answer.error:
        raise ValueError(answer.error)
    return answer.content.decode("utf-8", "replace")


def _read(site: Site, path: str) -> str:
    """Return the text of a file. Raises ValueError."""
    file = os.path.join(site.config.source, path)  # noqa: PTH118
    limits = site.config.limits
    if (site.config["safe"] or limits) and not is_inside(file, site.config.source):
        raise ValueError("the file is not in the site")
    text = regular_file.read_if_there(file, path)
    if text is None:
        raise ValueError("there is no such file")
    if limits and len(text) > limits.file_size:
        raise ValueError(f"the file has more than {limits.file_size} bytes")
    return text


def _parsed(text: str) -> Any:
    """Return the data in a text. Raises ValueError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is no JSON: {error}") from None


def _merged(own: Any, other: Any) -> Any:
    """Add to data of the site what the file has: its own values stay."""
    if isinstance(own, dict) and isinstance(other, dict):
        added = {key: value for key, value in other.items() if key not in own}
        both = {key: _merged(own[key], other[key]) for key in own if key in other}
        return {**own, **both, **added}
    if isinstance(own, list) and isinstance(other, list):
        return [*own, *(item for item in other if item not in own)]
    return own


plugin = Plugin("jekyll-get-json", generators=(add_data,), priority=HIGHEST)
