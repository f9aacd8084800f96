"""The lab website template's array.rb, file.rb, hash.rb, misc.rb and regex.rb: its filters.

misc.rb also has HTMLProofer check the built site. Nothing here does; its result is messages only.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from liquidsite.drop import HashDrop
from liquidsite.liquid.filters.arrays import flatten
from liquidsite.plugin import Context, Filter, Plugin, TemplateError, needs_context
from liquidsite.plugins.ruby_files.data_filter import data_filter, data_filter_of_lists
from liquidsite.ruby import regexp
from liquidsite.ruby.values import is_truthy, to_integer, to_s

_HASHES = (dict, HashDrop)
_PLACEHOLDER = "$VALUE"
_FAMILY = re.compile(r'--\S*:\s*"(.*)",?.*;')
_WEIGHT = re.compile(r"--\S*:\s(\d{3});")
_FONTS = "https://fonts.googleapis.com/css2?"


def array_filter(array: object) -> object:
    """Return the items that are not empty, strings without the white space around them."""
    if not isinstance(array, list):
        return array
    items = (item.strip() if isinstance(item, str) else item for item in array)
    return [item for item in items if is_truthy(item) and item != ""]


def array_carve(array: object, length: object = 3) -> object:
    """Return that many items of each end, and an ellipsis for those between; of a text, letters."""
    count = to_integer(length)
    if not isinstance(array, list | str) or len(array) <= count * 2:
        return array
    left, right = array[:count], array[len(array) - count :]
    return flatten([left, "...", right])


def array_hash(value: object) -> object:
    """Return the keys of a hash, and anything else as it is."""
    return list(value.keys()) if isinstance(value, _HASHES) else value


@needs_context
def file_exists(context: Context, path: object) -> object:
    """Return the path of a file of the site; nil without such a file."""
    folder, name = posixpath.split(to_s(path).strip("/"))
    if name not in context.list_folder(folder):
        return None
    # That it is no folder is the one thing which the names do not say.
    file = Path(to_s(context.config("source")), folder, name)
    return path if file.is_file() else None


@needs_context
def file_read(context: Context, path: object) -> str | None:
    """Return the text of a file of the site; nil without such a file."""
    data = context.read_bytes(to_s(path).strip("/")) if is_truthy(path) else None
    return None if data is None else data.decode("utf-8", "replace")


@needs_context
def hash_default(context: Context, own: object, defaults: object) -> object:
    """Return a hash with what it lacks of `defaults`.

    A default with `$VALUE` in it goes around the text that the hash has. As in Ruby, variables that
    have the hash change too; data of the site does not, which all pages share.
    """
    if not isinstance(own, _HASHES) or not isinstance(defaults, _HASHES):
        return own
    hash_ = dict(own.items())
    for key, value in defaults.items():
        if isinstance(value, str) and _PLACEHOLDER in value:
            if isinstance(text := hash_.get(key), str):
                hash_[key] = value.replace(_PLACEHOLDER, text, 1)
        elif hash_.get(key) is None:
            hash_[key] = value
    context.change(own, hash_)
    return hash_


def hash_keys(value: object) -> list[object]:
    """Return the keys of a hash; of anything else none."""
    return list(value.keys()) if isinstance(value, _HASHES) else []


def is_nil(value: object, fallback: object) -> object:
    """Return `fallback` for nil; unlike `default` not for false or empty values."""
    return fallback if value is None else value


def object_items(value: object) -> object:
    """Return the keys of a hash, and anything else as it is."""
    return array_hash(value)


def object_items_or_none(value: object) -> object:
    """Return the keys of a hash, an array as it is, and no items of anything else."""
    return value if isinstance(value, list) else hash_keys(value)


def google_fonts(css: object) -> str:
    """Return the address of a stylesheet with the fonts that variables of `css` name."""
    return _fonts(to_s(css), f"{_FONTS}display=swap&")


def google_fonts_without_swap(css: object) -> str:
    """Do as `google_fonts`, without `display=swap`."""
    return _fonts(to_s(css), _FONTS)


def _fonts(css: str, address: str) -> str:
    weights = sorted(set(_WEIGHT.findall(css)))
    pairs = ";".join(f"{italic},{weight}" for italic in (0, 1) for weight in weights)
    names = sorted(set(_FAMILY.findall(css)))
    return address + "".join(
        f"&family={name.replace(' ', '+', 1)}:ital,wght@{pairs}" for name in names
    )


def regex_scan(text: object, pattern: object, multi: object = False, all: object = False) -> object:
    """Return the first group of the first match, or all groups of all matches.

    With `multi`, a dot is a line end too.
    """
    found = _compiled(to_s(pattern), "m" if is_truthy(multi) else "").finditer(to_s(text))
    groups = [group for match in found for group in (match.groups() or (match[0],))]
    if is_truthy(all):
        return groups
    return groups[0] if groups else None


def regex_scan_of_lines(text: object, pattern: object, all: object = False) -> object:
    """Do as `regex_scan`, with matches within lines only."""
    return regex_scan(text, pattern, False, all)


def regex_replace(text: object, pattern: object, value: object) -> str:
    """Replace every match; a dot is a line end too."""
    return _compiled(to_s(pattern), "m").sub(regexp.replacement(to_s(value)), to_s(text))


def regex_strip(text: object) -> str:
    """Write a space for all but letters, digits and `.,;:-`, and one for several."""
    kept = "".join(char if _is_word(char) or char in ".,;:-" else " " for char in to_s(text))
    return re.sub(r"[ ]+", " ", kept).strip(" ")


def regex_strip_of_words(text: object) -> str:
    """Write a space for all but letters and digits."""
    return "".join(char if _is_word(char) else " " for char in to_s(text))


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str) -> re.Pattern[str]:
    try:
        return regexp.compiled(pattern, flags)
    except ValueError as error:
        raise TemplateError(str(error)) from None


def _of(file: str, **filters: Filter) -> Plugin:
    return Plugin(file, filters=filters)


_ARRAYS: dict[str, Any] = {"array_filter": array_filter, "array_carve": array_carve}
array = _of("array.rb", **_ARRAYS)
array_with_hash = _of("array.rb", array_hash=array_hash, **_ARRAYS)
file = _of("file.rb", file_exists=file_exists, file_read=file_read)
hash_ = _of("hash.rb", hash_default=hash_default)
hash_with_keys = _of("hash.rb", hash_default=hash_default, hash_keys=hash_keys)
misc = _of(
    "misc.rb",
    is_nil=is_nil,
    object_items=object_items,
    data_filter=data_filter,
    google_fonts=google_fonts,
)
misc_of_lists = _of(
    "misc.rb",
    is_nil=is_nil,
    object_items=object_items,
    data_filter=data_filter_of_lists,
    google_fonts=google_fonts,
)
misc_with_no_items = _of(
    "misc.rb",
    is_nil=is_nil,
    object_items=object_items_or_none,
    data_filter=data_filter_of_lists,
    google_fonts=google_fonts,
)
misc_without_items = _of(
    "misc.rb", is_nil=is_nil, data_filter=data_filter_of_lists, google_fonts=google_fonts
)
misc_without_swap = _of(
    "misc.rb",
    is_nil=is_nil,
    data_filter=data_filter_of_lists,
    google_fonts=google_fonts_without_swap,
)
_REPLACE: dict[str, Any] = {"regex_replace": regex_replace}
regex = _of("regex.rb", regex_scan=regex_scan, regex_strip=regex_strip, **_REPLACE)
regex_of_words = _of(
    "regex.rb", regex_scan=regex_scan, regex_strip=regex_strip_of_words, **_REPLACE
)
regex_of_lines = _of(
    "regex.rb", regex_scan=regex_scan_of_lines, regex_strip=regex_strip_of_words, **_REPLACE
)
