"""jekyll-imagemagick: pictures in other formats and sizes, `photo.jpg` → `photo-480.webp`.

Pillow makes them (the extra `images`). Source of the settings: the README of jekyll-imagemagick.
"""

from __future__ import annotations

import io
import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from liquidsite import urls
from liquidsite.errors import Notice
from liquidsite.model import ConvertedFile, FileConversion, Site, StaticFile
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.ruby.globs import glob
from liquidsite.ruby.values import is_truthy, to_s

_TOPIC = "Imagemagick:"
_MISSING = Notice(
    _TOPIC,
    "jekyll-imagemagick needs Pillow: pip install 'liquidsite[images]'. No pictures are made.",
)
# The formats of Pillow with other names than their extension.
_FORMATS = {"jpg": "JPEG", "tif": "TIFF"}
_ANIMATED = ("GIF", "WEBP")
_WITH_QUALITY = ("JPEG", "WEBP", "AVIF")


class Settings(NamedTuple):
    """The settings under `imagemagick`.

    formats  extension → ImageMagick's flags, `-quality 85`
    widths   of the results; 0 is for the picture's own
    """

    directories: Sequence[str]
    extensions: Sequence[str]
    formats: Mapping[str, str]
    widths: Sequence[int]
    flags: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Settings:
        formats = values.get("output_formats")
        widths = values.get("widths")
        return cls(
            _texts(values.get("input_directories")),
            _texts(values.get("input_formats", [".png", ".tiff"])),
            {to_s(k): to_s(v) for k, v in formats.items()} if isinstance(formats, Mapping) else {},
            [w for w in widths if isinstance(w, int) and w >= 0] if widths else [0],
            to_s(values.get("resize_flags")),
        )


def _texts(value: object) -> list[str]:
    return [to_s(one) for one in value] if isinstance(value, list) else []


class Flags(NamedTuple):
    """What ImageMagick's flags ask for, as far as it is done here; `others` are the rest."""

    quality: int | None = None
    strip: bool = False
    orient: bool = False
    lossless: bool = False
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Flags:
        found = cls()
        words = iter(_words(text))
        for word in words:
            value = next(words, "") if word in ("-quality", "-define") else ""
            if word == "-quality" and value.isdecimal():
                found = found._replace(quality=int(value))
            elif word == "-strip":
                found = found._replace(strip=True)
            elif word == "-auto-orient":
                found = found._replace(orient=True)
            elif value.lower() == "webp:lossless=true":
                found = found._replace(lossless=True)
            else:
                found = found._replace(others=(*found.others, f"{word} {value}".strip()))
        return found


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def add_images(site: Site) -> Site:
    """Add a static file for each picture, format and width."""
    values = site.config.get("imagemagick")
    if not isinstance(values, Mapping) or not is_truthy(values.get("enabled")):
        return site
    try:
        version: str = import_module("PIL").__version__
    except ImportError:
        return replace(site, notices=(*site.notices, _MISSING))
    settings = Settings.of(values)
    made = tuple(_images(site, settings, version))
    notices = tuple(_notices(settings))
    return replace(
        site, static_files=(*site.static_files, *made), notices=(*site.notices, *notices)
    )


def _notices(settings: Settings) -> Iterator[Notice]:
    if not settings.formats:
        yield Notice(_TOPIC, "No output formats found!")
    for flags in dict.fromkeys((*settings.formats.values(), settings.flags)):
        for other in Flags.of(flags).others:
            yield Notice(_TOPIC, f"The flag `{other}` of ImageMagick is not known here.")


def _images(site: Site, settings: Settings, version: str) -> Iterator[StaticFile]:
    defaults = generated.reader(site).defaults
    for path in _sources(site, settings):
        file = f"{site.config.source}/{path}"
        modified = datetime.fromtimestamp(os.stat(file).st_mtime, site.zone)  # noqa: PTH116
        stem = path.removesuffix(urls.extname(path))
        for ext, flags in settings.formats.items():
            for width in settings.widths:
                url = f"/{stem}-{width}.{ext}" if width else f"/{stem}.{ext}"
                image = Image(_FORMATS.get(ext, ext.upper()), width, f"{flags} {settings.flags}")
                conversion = FileConversion(f"Pillow {version} {image}", partial(_made, image, url))
                data = defaults.all(url, None)
                yield StaticFile(url, file, url, modified, data=data, conversion=conversion)


def _sources(site: Site, settings: Settings) -> Iterator[str]:
    """Yield the pictures in the folders of the settings, relative to the source."""
    source = str(site.config.source)
    for directory in settings.directories:
        for path in glob(f"{directory.lstrip('/')}**/*.*", source, within=source):
            if PurePosixPath(path).suffix.lower() in settings.extensions:
                yield path


class Image(NamedTuple):
    """What is made of a picture: Pillow's name of the format, the most width, the flags."""

    format: str
    width: int
    flags: str


def _made(image: Image, url: str, data: bytes) -> ConvertedFile:
    try:
        return ConvertedFile(convert(image, data))
    except Exception as error:  # Pillow raises any, for files that are damaged
        reason = str(error).partition(" <")[0]  # without the address of the object in memory
        message = f"{url.lstrip('/')} is not made: {type(error).__name__}: {reason}"
        return ConvertedFile(None, (Notice(_TOPIC, message),))


def convert(image: Image, data: bytes) -> bytes:
    """Return the picture `data` as `image` asks for. Raises any exception of Pillow's."""
    pillow = import_module("PIL.Image")
    sequence = import_module("PIL.ImageSequence")
    flags = Flags.of(image.flags)
    with pillow.open(io.BytesIO(data)) as source:
        options = _options(image, flags, source.info)
        frames = sequence.Iterator(source) if image.format in _ANIMATED else [source]
        first, *others = [_frame(frame, image, flags) for frame in frames]
    if others:
        options |= {"save_all": True, "append_images": others}
    out = io.BytesIO()
    first.save(out, image.format, **options)
    return out.getvalue()


def _options(image: Image, flags: Flags, info: Mapping[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if flags.quality is not None and image.format in _WITH_QUALITY:
        options["quality"] = flags.quality
    if flags.lossless and image.format == "WEBP":
        options["lossless"] = True
    kept = () if flags.strip else ("icc_profile", "exif")
    options |= {name: info[name] for name in kept if info.get(name)}
    return options | {name: info[name] for name in ("duration", "loop") if name in info}


def _frame(frame: Any, image: Image, flags: Flags) -> Any:
    """Return a frame in the format's colours, turned and shrunk."""
    pillow = import_module("PIL.Image")
    if flags.orient:
        frame = import_module("PIL.ImageOps").exif_transpose(frame)
    frame = frame.convert(_mode(frame, image.format))
    width, height = frame.size
    if not 0 < image.width < width:
        return frame
    shrunk = max(1, int(height * image.width / width + 0.5))
    return frame.resize((image.width, shrunk), pillow.Resampling.LANCZOS)


def _mode(frame: Any, form: str) -> str:
    """Return the colours to save in: grey, red-green-blue or these with transparency."""
    transparent = "A" in frame.mode or "transparency" in frame.info
    if transparent and form != "JPEG":
        return "RGBA"
    return "L" if frame.mode in ("1", "L", "LA") and form != "WEBP" else "RGB"


plugin = Plugin("jekyll-imagemagick", generators=(add_images,), priority=LOWEST)
