"""Changes that are easy to miss: each shows in the next build, as in a clean one."""

from __future__ import annotations

import os
import shutil
import sys
from importlib import invalidate_caches
from pathlib import Path

import pytest
from sample import write
from test_incremental import tree

from liquidsite import LiquidsiteError, Site, file_stamp
from liquidsite.installed import installed


@pytest.fixture(autouse=True)
def left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file had been left alone for a while, so that all there is to keep is kept."""
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))


def site(root: Path, files: dict[str, str]) -> Path:
    for name, text in {"_config.yml": "title: T\ntimezone: UTC\n", **files}.items():
        write(root / name, text)
    return root


def built(root: Path, **config: object) -> dict[str, bytes]:
    """What the next build leaves; a clean build has to give the same."""
    Site.load(root, config=config).build()
    clean = root.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    Site.load(root, config={**config, "disable_disk_cache": True}).build(clean)
    assert tree(root / "_site") == tree(clean)
    return tree(root / "_site")


def test_a_source_map_changes_though_its_stylesheet_does_not(tmp_path: Path) -> None:
    files = {"_sass/_part.scss": "a { top: 0 }\n", "main.scss": '---\n---\n@use "part";\n'}
    root = site(tmp_path / "site", files)
    before = built(root)
    write(root / "_sass/_part.scss", "// a comment\n\n\na { top: 0 }\n")
    after = built(root)
    assert before["main.css"] == after["main.css"]
    assert before["main.css.map"] != after["main.css.map"]


def test_a_partial_of_a_filter_is_one_of_the_page(tmp_path: Path) -> None:
    page = "{% capture s %}@import 'part'; a { color: $tone }{% endcapture %}{{ s | scssify }}"
    indented = "{% capture s %}@import 'part'\na\n  color: $tone{% endcapture %}{{ s | sassify }}"
    files = {
        "_sass/_part.scss": "$tone: red;",
        "page.html": f"---\n---\n{page}",
        "more.html": f"---\n---\n{indented}",
    }
    root = site(tmp_path / "site", files)
    assert b"red" in built(root, sass={"load_paths": ["first"]})["page.html"]
    write(root / "_sass/_part.scss", "$tone: blue;")
    changed = built(root, sass={"load_paths": ["first"]})
    assert b"blue" in changed["page.html"]
    assert b"blue" in changed["more.html"]
    write(root / "first/_part.scss", "$tone: tan;")  # a folder that Sass looks in before
    assert b"tan" in built(root, sass={"load_paths": ["first"]})["page.html"]


def test_the_first_partial_of_a_site_stands_before_that_of_its_theme(tmp_path: Path) -> None:
    files = {
        "_config.yml": "theme: house\n",
        "_themes/house/_sass/part.scss": "a { color: red }",
        "css/main.scss": "---\n---\n@import 'part';",
    }
    root = site(tmp_path / "site", files)
    assert b"red" in built(root)["css/main.css"]
    write(root / "_sass/part.scss", "a { color: blue }")
    assert b"blue" in built(root)["css/main.css"]


def test_what_a_gemspec_says_of_a_theme(tmp_path: Path) -> None:
    files = {
        "_config.yml": "theme: house\n",
        "_themes/house/house.gemspec": "s.authors = ['Ada']\n",
        "page.html": "---\n---\n{{ theme.authors }}, {{ theme.description }}",
        "all.html": "---\n---\n{{ theme | jsonify }}",
    }
    root = site(tmp_path / "site", files)
    assert built(root)["page.html"] == b"Ada, "
    write(root / "_themes/house/house.gemspec", "s.authors = ['Grace']\ns.summary = 'plain'\n")
    changed = built(root)
    assert changed["page.html"] == b"Grace, plain"
    assert b"Grace" in changed["all.html"]


def test_another_version_of_the_gem_of_a_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gems = tmp_path / "gems"
    monkeypatch.setenv("GEM_HOME", str(gems))
    monkeypatch.setenv("GEM_PATH", "")
    monkeypatch.setenv("JEKYLL_ENV", "development")
    files = {
        "_config.yml": "theme: paper-house\n",
        "page.html": "---\n---\n{{ theme.version }} {{ theme.root }}",
        "main.scss": "---\n---\n@import 'part';",
    }
    root = site(tmp_path / "site", files)
    for version in ("1.0.0", "1.1.0"):
        folder = gems / f"gems/paper-house-{version}"
        write(folder / "_sass/part.scss", f"a {{ content: '{version}' }}")
        made = built(root)
        assert made["page.html"].decode() == f"{version} {folder}"
        assert version.encode() in made["main.css"]


def test_a_package_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "site-packages"
    monkeypatch.syspath_prepend(packages)
    root = site(
        tmp_path / "site",
        {
            "_config.yml": "plugins: [shouting]\n",
            "page.html": "---\n---\n{{ 'word' | shout }}",
        },
    )
    for version, end in (("1.0", "!"), ("1.1", "?")):
        shutil.rmtree(packages, ignore_errors=True)
        metadata = packages / f"shouting-{version}.dist-info"
        write(metadata / "METADATA", f"Metadata-Version: 2.1\nName: shouting\nVersion: {version}\n")
        points = f"[liquidsite.plugins]\nshouting = shouting_{end == '!'}:plugin\n"
        write(metadata / "entry_points.txt", points)
        write(
            packages / f"shouting_{end == '!'}.py",
            "from liquidsite.plugin import Plugin\n"
            f"plugin = Plugin('shouting', filters={{'shout': lambda text: text + '{end}'}})\n",
        )
        invalidate_caches()
        assert built(root)["page.html"].decode() == f"word{end}"


@pytest.mark.skipif(sys.platform == "win32", reason="commands have another ending there")
def test_a_sass_that_is_no_package_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setenv("PATH", str(tmp_path))
    before = installed()
    command = tmp_path / "sass"
    write(command, "one")
    command.chmod(0o755)
    one = installed()
    write(command, "three")
    assert len({tuple(before), tuple(one), tuple(installed())}) == 3


def at_one_time(*files: Path) -> None:
    """As archives with fixed times have them."""
    for file in files:
        os.utime(file, (10**9, 10**9))


@pytest.mark.parametrize("config", [{}, {"disable_disk_cache": True}])
def test_static_files_of_one_size_and_time_change_places(
    tmp_path: Path, config: dict[str, object]
) -> None:
    root = site(tmp_path / "site", {"a/lib.js": "1.0.0", "b/lib.js": "1.0.1"})
    at_one_time(root / "a/lib.js", root / "b/lib.js")
    assert built(root, **config)["a/lib.js"] == b"1.0.0"
    (root / "a").rename(root / "c")
    (root / "b").rename(root / "a")
    (root / "c").rename(root / "b")
    swapped = built(root, **config)
    assert (swapped["a/lib.js"], swapped["b/lib.js"]) == (b"1.0.1", b"1.0.0")


def test_a_link_to_static_files_is_switched(tmp_path: Path) -> None:
    root = site(tmp_path / "site", {"_old/lib.js": "1.0.0", "_new/lib.js": "1.0.1"})
    at_one_time(root / "_old/lib.js", root / "_new/lib.js")
    (root / "lib").symlink_to("_old")
    assert built(root)["lib/lib.js"] == b"1.0.0"
    (root / "lib").unlink()
    (root / "lib").symlink_to("_new")
    assert built(root)["lib/lib.js"] == b"1.0.1"


def failure(root: Path, **config: object) -> str:
    """What is wrong with the site, and by which way."""
    with pytest.raises(LiquidsiteError) as failed:
        Site.load(root, config=config).build(root.parent / "clean" if config else None)
    error = failed.value
    return f"{error} {error.path} {[str(frame) for frame in error.stack]}"


def posts_that_show(root: Path, *shown: int | None) -> None:
    """Of each post the number of the one whose excerpt it shows."""
    for number, other in enumerate(shown):
        text = "nothing"
        if other is not None:
            text = f"{{% assign p = site.posts | where: 'n', {other} | first %}}{{{{ p.excerpt }}}}"
        write(root / f"_posts/2020-01-0{number + 1}-p.md", f"---\nn: {number}\n---\n{text}\n")


@pytest.mark.parametrize(
    "shown", [(1, 0, None), (1, 2, 0), (1, 2, 1), (None, 2, 1), (2, None, 0), (0, 0, 0)]
)
@pytest.mark.parametrize("before", [(None, None, None), (1, 2, None), (None, 0, 1), (2, None, 1)])
def test_a_cycle_of_excerpts_is_reported_as_by_a_clean_build(
    tmp_path: Path, before: tuple[int | None, ...], shown: tuple[int | None, ...]
) -> None:
    root = site(tmp_path / "site", {"aa.html": "---\n---\n{{ site.posts.first.excerpt }}"})
    posts_that_show(root, *before)
    built(root)
    posts_that_show(root, *shown)
    assert failure(root) == failure(root, disable_disk_cache=True)


@pytest.mark.parametrize("shown", [(None, 0, None), (None, 0, 1), (2, 0, None), (None, 2, None)])
def test_excerpts_that_show_each_other_the_other_way_round(
    tmp_path: Path, shown: tuple[int | None, ...]
) -> None:
    root = site(tmp_path / "site", {"aa.html": "---\n---\n{{ site.posts.first.excerpt }}"})
    posts_that_show(root, 1, 2, None)
    built(root)
    posts_that_show(root, *shown)
    built(root)
