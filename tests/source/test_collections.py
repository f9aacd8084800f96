"""Collections as the configuration names them."""

from __future__ import annotations

from pathlib import Path

from liquidsite import Site


def test_a_label_beyond_ascii_has_the_folder_and_the_settings_of_the_rest_of_it(
    tmp_path: Path,
) -> None:
    files = {
        "_config.yml": "collections: {ünï: {output: true}, öb: {output: true}, b: {output: false}}",
        "_n/one.html": "---\n---\none",
        "_b/two.html": "---\n---\ntwo",
        "index.html": "---\n---\n{% for c in site.collections %}{{ c.label }} {{ c.output }} "
        "{{ c.docs.size }};{% endfor %}",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    result = Site.load(tmp_path, config={"disable_disk_cache": True}).build()
    shown = (tmp_path / "_site/index.html").read_text("utf-8")
    assert shown == "b false 1;b false 1;n false 1;posts true 0;"
    assert result.written == ("index.html",)
    told = [str(notice).partition(" has characters")[0].strip() for notice in result.warnings]
    assert told == ["Collections: 'ünï'", "Collections: 'öb'"]
