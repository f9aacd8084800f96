"""Source maps of stylesheets as pages; what is expected here is what Jekyll 4.4.1 writes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sample import write
from test_incremental import tree
from test_stale import built, site

from liquidsite import Site

LIST = (
    "---\ntitle: List\n---\n{% for p in site.pages %}{{ p.path }} {{ p.name }} {{ p.url }} "
    "{{ p.dir }} {{ p.title }} {{ p.kind }} {{ p.own }}\n{% endfor %}"
)
MAP = (
    '{"version":3,"sourceRoot":"","sources":["main.scss"],"names":[],"mappings":"AAAA;EAAI",'
    '"sourcesContent":["a { b: c }\\n"],"file":"main.css"}'
)
FILES = {
    "_config.yml": (
        "collections: {docs: {output: true}}\n"
        "defaults:\n"
        "  - {scope: {path: css}, values: {kind: style}}\n"
        "  - {scope: {path: css/main.css.map}, values: {own: map}}\n"
    ),
    "_sass/_part.scss": "i { top: 0 }\n",
    "a.html": LIST,
    "_posts/2020-01-01-p.html": LIST,
    "css/main.scss": "---\ntitle: Main\n---\na { b: c }\n",
    "css/zz.scss": "---\nmine: 1\n---\nz { n: {{ site.pages.size }} }\n",
    "z.html": LIST,
    "zzz.html": (
        "---\n---\n{{ site.pages.size }} {{ site.html_pages.size }} "
        "{{ site.pages | where: 'title', 'Main' | map: 'url' | join: ' ' }} "
        "{{ site.pages | map: 'mine' | join: '-' }}"
        "{% for p in site.pages %}{% if p.name contains '.map' %}\n{{ p.content }}{% endif %}"
        "{% endfor %}"
    ),
    "_docs/d.scss": "---\ntitle: D\n---\n@use 'part'; .é { f: g }\n",
    "_docs/e.sass": "---\n---\nx\n  y: 'é'\n",
}
SEEN = """\
a.html a.html /a.html / List  
css/main.scss main.scss /css/main.css /css/ Main style 
z.html z.html /z.html / List  
css/zz.scss zz.scss /css/zz.css /css/  style 
zzz.html zzz.html /zzz.html /   
"""  # noqa: W291
MAIN = "css/main.css.map main.css.map /css/main.css.map /css/ Main style map\n"


def texts(root: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in built(root).items()}


def test_later_pages_see_the_source_maps(tmp_path: Path) -> None:
    pages = texts(site(tmp_path / "site", FILES))
    assert pages["2020/01/01/p.html"] == SEEN
    assert pages["a.html"] == SEEN
    assert pages["z.html"] == SEEN + MAIN
    zz_map = pages["css/zz.css.map"]
    assert pages["css/main.css.map"] == MAP
    assert pages["css/zz.css"].startswith("z {\n  n: 6;\n}")
    assert pages["zzz.html"] == f"7 3 /css/main.css /css/main.css.map ---1---1\n{MAP}\n{zz_map}"


def test_without_source_maps_there_are_no_pages(tmp_path: Path) -> None:
    root = site(tmp_path / "site", FILES)
    write(root / "_config.yml", "sass: {sourcemap: never}\n")
    assert texts(root)["zzz.html"].startswith("5 3 /css/main.css ---1-")


def test_a_stylesheet_of_a_collection_is_converted_as_filters_do_it(tmp_path: Path) -> None:
    pages = texts(site(tmp_path / "site", FILES))
    assert pages["docs/d.css"] == "i {\n  top: 0;\n}\n\n.é {\n  f: g;\n}"
    assert pages["docs/e.css"] == 'x {\n  y: "é";\n}'
    assert "docs/d.css.map" not in pages


def test_a_source_map_is_where_a_stylesheet_with_a_permalink_looks_for_it(tmp_path: Path) -> None:
    sheet = "---\npermalink: /style.css\ntitle: Main\n---\na { b: c }\n"
    files = {**FILES, "css/main.scss": sheet}
    pages = texts(site(tmp_path / "site", files))
    assert pages["style.css"].endswith("/*# sourceMappingURL=main.css.map */")
    assert pages["main.css.map"] == MAP
    assert "main.css.map main.css.map /style.css / Main" in pages["z.html"]


def test_edits_reach_the_pages_that_see_source_maps(tmp_path: Path) -> None:
    root = site(tmp_path / "site", FILES)
    built(root)
    write(root / "css/main.scss", "---\ntitle: Main\n---\na { b: d }\n")
    assert "{ b: d }" in texts(root)["zzz.html"]
    write(root / "css/main.scss", "---\ntitle: Other\n---\na { b: d }\n")
    assert "/css/ Other style map" in texts(root)["z.html"]
    write(root / "b.scss", "---\n---\na { b: c }\n")
    assert "b.css.map b.css.map" in texts(root)["z.html"]
    (root / "css/main.scss").unlink()
    assert "main.css.map" not in texts(root)["z.html"]
    write(root / "_config.yml", "sass: {sourcemap: never}\n")
    assert ".map" not in texts(root)["z.html"]


def test_workers_see_them_too(tmp_path: Path) -> None:
    many = {f"page{number}.html": LIST for number in range(40)}
    root = site(tmp_path / "site", {**FILES, **many})
    Site.load(root).build(tmp_path / "alone")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        Site.load(root, config={"disable_disk_cache": True}).build(
            tmp_path / "spread", executor=processes
        )
    assert tree(tmp_path / "spread") == tree(tmp_path / "alone")
