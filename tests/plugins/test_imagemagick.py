"""jekyll-imagemagick: which pictures there are, and what they show."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from built_site import Build
from PIL import Image

from liquidsite import Site

SETTINGS: dict[str, Any] = {
    "plugins": ["jekyll-imagemagick"],
    "imagemagick": {
        "enabled": True,
        "widths": [0, 40],
        "input_directories": ["assets/img/"],
        "input_formats": [".png", ".jpg", ".gif"],
        "output_formats": {"webp": "-quality 85"},
    },
}


def settings(**changed: object) -> dict[str, Any]:
    return {**SETTINGS, "imagemagick": {**SETTINGS["imagemagick"], **changed}}


def picture(
    mode: str = "RGB", size: tuple[int, int] = (100, 51), color: Any = "red"
) -> Image.Image:
    return Image.new(mode, size, color)


def add(root: Path, path: str, image: Image.Image, **options: object) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file, **options)  # type: ignore[arg-type]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "site"  # where `build` has it


def test_pictures_have_other_sizes_and_formats(build: Build, root: Path) -> None:
    add(root, "assets/img/a.png", picture())
    add(root, "assets/img/deep/b.JPG", picture(size=(30, 20)), format="JPEG")
    add(root, "assets/img/c.bmp", picture())
    add(root, "other/d.png", picture())
    listing = "---\n---\n{% for file in site.static_files %}{{ file.path }}\n{% endfor %}"
    site = build({"list.txt": listing}, SETTINGS)
    assert site["list.txt"].split()[-4:] == [
        "/assets/img/a.webp",
        "/assets/img/a-40.webp",
        "/assets/img/deep/b.webp",
        "/assets/img/deep/b-40.webp",
    ]
    for name, size in {"a": (100, 51), "a-40": (40, 20), "deep/b": (30, 20)}.items():
        with Image.open(site.folder / f"assets/img/{name}.webp") as made:
            assert (made.format, made.size) == ("WEBP", size)
            assert made.convert("RGB").getpixel((5, 5)) == pytest.approx((255, 0, 0), abs=6)
    assert "assets/img/a.png" in site
    assert "assets/img/c.webp" not in site
    assert "other/d.webp" not in site


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
@pytest.mark.parametrize("form", ["webp", "png", "jpg"])
def test_any_colours(build: Build, root: Path, mode: str, form: str) -> None:
    ext = "jpg" if mode == "CMYK" else "png"
    add(root, f"assets/img/a.{ext}", picture(mode, color=0))
    formats = {form: ""} if form != ext else {"webp": ""}
    site = build({}, settings(output_formats=formats, widths=[40]))
    assert site.warnings == []
    (made,) = site.folder.glob("assets/img/a-40.*")
    with Image.open(made) as image:
        assert image.size == (40, 20)


def test_an_animation_stays_one(build: Build, root: Path) -> None:
    frames = [picture(color=color) for color in ("red", "lime", "blue")]
    options = {"save_all": True, "append_images": frames[1:], "duration": 200}
    add(root, "assets/img/a.gif", frames[0], **options)
    site = build({}, SETTINGS)
    with Image.open(site.folder / "assets/img/a-40.webp") as made:
        assert (getattr(made, "n_frames", 1), made.size) == (3, (40, 20))


def test_metadata_goes_when_the_flags_say_so(build: Build, root: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    add(root, "assets/img/a.jpg", picture(), exif=exif)
    formats = {"webp": "", "png": "-strip -auto-orient"}
    site = build({}, settings(output_formats=formats, widths=[0]))
    with Image.open(site.folder / "assets/img/a.webp") as kept:
        assert kept.getexif()[0x0112] == 6
    with Image.open(site.folder / "assets/img/a.png") as turned:
        assert (turned.size, dict(turned.getexif())) == ((51, 100), {})


def test_what_cannot_be_made_is_a_warning(build: Build, root: Path) -> None:
    (root / "assets/img").mkdir(parents=True)
    (root / "assets/img/a.png").write_bytes(b"no picture")
    formats = {"webp": "-quality 85 -blur 2x2"}
    site = build({}, settings(output_formats=formats, widths=[0]))
    assert "The flag `-blur` of ImageMagick is not known here." in site.warnings[0]
    assert any("assets/img/a.webp is not made" in warning for warning in site.warnings)
    assert not any(" at 0x" in warning for warning in site.warnings)
    assert "assets/img/a.webp" not in site
    assert "assets/img/a.png" in site


def test_without_pillow_a_warning_says_how_to_get_it(
    build: Build, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(root, "assets/img/a.png", picture())
    monkeypatch.setitem(sys.modules, "PIL", None)
    site = build({}, SETTINGS)
    assert ["liquidsite[images]" in warning for warning in site.warnings] == [True]
    assert "assets/img/a.webp" not in site
    assert build({}, settings(enabled=False)).warnings == []


def test_a_picture_is_made_again_when_it_changes(tmp_path: Path) -> None:
    config = {**SETTINGS, "timezone": "UTC"}

    def built() -> tuple[str, ...]:
        return Site.load(tmp_path, config=config).build().written

    add(tmp_path, "assets/img/a.png", picture())
    assert "assets/img/a-40.webp" in built()
    assert built() == ()
    add(tmp_path, "assets/img/a.png", picture(color="blue"))
    assert "assets/img/a-40.webp" in built()
    assert built() == ()
    with Image.open(io.BytesIO((tmp_path / "_site/assets/img/a-40.webp").read_bytes())) as made:
        assert made.convert("RGB").getpixel((5, 5)) == pytest.approx((0, 0, 255), abs=6)
    (tmp_path / "assets/img/a.png").write_bytes(b"damaged")
    built()
    assert not (tmp_path / "_site/assets/img/a-40.webp").exists()
    (tmp_path / "assets/img/a.png").unlink()
    built()
    assert not list((tmp_path / "_site").rglob("*.webp"))
