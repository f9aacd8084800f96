"""Plugins that no golden shows."""

from __future__ import annotations

import pytest
from built_site import Build

from liquidsite.errors import ConfigError, PluginError, TemplateError


def test_gist_is_a_script_and_never_asks_the_network(build: Build) -> None:
    page = "---\ngist: a/b\n---\n{% gist u/12 %}\n{% gist u/12 f.js %}\n{% gist page.gist %}"
    assert build({"a.html": page}, {"plugins": ["jekyll-gist"]})["a.html"].split("\n") == [
        '<script src="https://gist.github.com/u/12.js"> </script>',
        '<script src="https://gist.github.com/u/12.js?file=f.js"> </script>',
        '<script src="https://gist.github.com/a/b.js"> </script>',
    ]


def test_gist_without_arguments_is_an_error_with_its_place(build: Build) -> None:
    with pytest.raises(TemplateError, match="names no gist") as caught:
        build({"a.html": "---\n---\n\n{% gist %}"}, {"plugins": ["jekyll-gist"]})
    assert (caught.value.path, caught.value.line) == ("a.html", 4)


def test_emoji_are_images_except_in_code(build: Build) -> None:
    pytest.importorskip("pymdownx")
    page = "---\n---\n<p>:heart: a:+1::tada: :nothing: <code>:heart:</code> :octocat:</p>"
    site = build({"a.html": page, "b.txt": page}, {"plugins": ["jemoji"]})

    def image(name: str, file: str) -> str:
        return (
            f'<img class="emoji" title=":{name}:" alt=":{name}:" '
            f'src="https://github.githubassets.com/images/icons/emoji/{file}.png" '
            'height="20" width="20">'
        )

    assert site["a.html"] == (
        f"<p>{image('heart', 'unicode/2764')} a{image('+1', 'unicode/1f44d')}"
        f"{image('tada', 'unicode/1f389')} :nothing: <code>:heart:</code> "
        ":octocat:</p>"
    )
    assert ":heart:" in site["b.txt"]


def test_emoji_from_elsewhere_and_none_at_all(build: Build) -> None:
    pytest.importorskip("pymdownx")
    settings = {"plugins": ["jemoji"], "emoji": {"src": "/img"}}
    site = build(
        {"a.html": "---\n---\n:tada:", "b.html": "---\nemoji: false\n---\n:tada:"}, settings
    )
    assert 'src="/img/emoji/unicode/1f389.png"' in site["a.html"]
    assert site["b.html"] == ":tada:"


@pytest.mark.parametrize("value", ["nil", "page.nothing", "false", "''"])
def test_toc_of_no_text_is_empty(build: Build, value: str) -> None:
    filters = ("toc", "toc_only", "inject_anchors")
    outputs = "|".join(f"{{{{ {value} | {name} }}}}" for name in filters)
    empty = '<ul id="toc" class="section-nav">\n</ul>'
    site = build({"a.html": f"---\ntoc: true\n---\n{outputs}"}, {"plugins": ["jekyll-toc"]})
    assert site["a.html"] == f"{empty}|{empty}|"


@pytest.mark.parametrize(("value", "kind"), [("12", "Integer"), ("true", "true")])
def test_toc_of_what_is_no_text_is_an_error(build: Build, value: str, kind: str) -> None:
    page = f"---\ntoc: true\n---\n{{{{ {value} | toc }}}}"
    with pytest.raises(TemplateError, match=f"no implicit conversion of {kind} into String"):
        build({"a.html": page}, {"plugins": ["jekyll-toc"]})


@pytest.mark.parametrize("plugin", [None, "jemoji", "jekyll-mentions"])
def test_blank_is_what_a_gem_with_activesupport_makes_it(build: Build, plugin: str | None) -> None:
    matter = 'blank: ["", " \\n\u00a0", null, false, [], {}]\nother: [a, true, 0, [null], {a: 1}]'
    page = (
        f"---\n{matter}\n---\n"
        "{% for x in page.blank %}{% if x == blank and blank == x %}y{% else %}n{% endif %}"
        "{% case x %}{% when blank %}y{% else %}n{% endcase %}{% endfor %} "
        "{% for x in page.other %}{% if x != blank %}n{% else %}y{% endif %}{% endfor %} "
        "{{ page.blank | where_exp: 'x', 'x == blank' | size }}"
    )
    site = build({"a.html": page}, {"plugins": [plugin] if plugin else []})
    assert site["a.html"] == ("yyyyyyyyyyyy nnnnn 6" if plugin else "nnnnnnnnnnnn nnnnn 0")


def test_coffeescript(build: Build) -> None:
    pytest.importorskip("dukpy")
    site = build({"a.coffee": "---\n---\nx = 3\n"}, {"plugins": ["jekyll-coffeescript"]})
    assert "x = 3;" in site["a.js"]


@pytest.mark.parametrize("plugin", ["jekyll-paginate", "jekyll-paginate-v2"])
def test_impossible_paginations_are_errors(build: Build, plugin: str) -> None:
    with pytest.raises(ConfigError):
        build({"index.html": "---\n---\n"}, {"plugins": [plugin], "paginate": 0})


def test_pagination_without_a_template_is_told(build: Build) -> None:
    site = build({"a.html": "---\n---\n"}, {"plugins": ["jekyll-paginate"], "paginate": 2})
    assert "couldn't find an index.html" in site.warnings[0]


@pytest.mark.parametrize(
    ("index", "permalink", "first"),
    [
        ("blog/index.html", "/blog/", "blog/index.html"),
        ("index.html", "/home/", "home/index.html"),
        ("index.html", "/", "index.html"),
        ("index.html", "/:path/:basename/", "index/index.html"),
    ],
)
def test_a_paginated_index_may_have_a_permalink(
    build: Build, index: str, permalink: str, first: str
) -> None:
    posts = {f"_posts/2020-01-0{day}-p{day}.md": "---\n---\n" for day in (1, 2, 3)}
    text = "{{ paginator.page }} {{ paginator.posts[0].title }} {{ paginator.previous_page_path }}"
    site = build(
        {index: f"---\npermalink: {permalink}\n---\n{text}", **posts},
        {"plugins": ["jekyll-paginate"], "paginate": 1, "paginate_path": "/blog/page:num/"},
    )
    later = "blog/page{}/index/index.html" if ":path" in permalink else "blog/page{}/index.html"
    assert site[first] == "1 P3 "
    assert site[later.format(2)] == f"2 P2 /{first.removesuffix('index.html')}"
    assert site[later.format(3)] == "3 P1 /blog/page2/"
    assert site.warnings == []


def test_feed_is_left_out_in_development_on_demand(build: Build) -> None:
    settings = {"plugins": ["jekyll-feed"], "feed": {"disable_in_development": True}}
    assert "feed.xml" not in build({"a.html": "x"}, settings)


def test_own_files_win_over_generated_ones(build: Build) -> None:
    own = {"feed.xml": "own", "sitemap.xml": "own", "robots.txt": "own", "redirects.json": "own"}
    plugins = ["jekyll-feed", "jekyll-sitemap", "jekyll-redirect-from"]
    site = build(own, {"plugins": plugins})
    assert [site[path] for path in own] == ["own"] * 4


@pytest.mark.parametrize(
    ("plugins", "text", "hint"),
    [
        ([], "{% seo %}", "it comes from jekyll-seo-tag: name that under 'plugins'"),
        (
            ["jekyll-own"],
            "{% own %}",
            "it may come from jekyll-own, which liquidsite does not have",
        ),
        ([], "{% octicon x %}", "it comes from jekyll-octicons"),
    ],
)
def test_unknown_tags_name_their_gem(
    build: Build, plugins: list[str], text: str, hint: str
) -> None:
    with pytest.raises(TemplateError, match=hint):
        build({"a.html": f"---\n---\n{text}"}, {"plugins": plugins})


TAGGED = {
    "_config.yml": "plugins: [jekyll-archives]\njekyll-archives: {enabled: [tags], layout: l}\n",
    "_layouts/l.html": "{{ page.title }}: {{ page.posts | map: 'title' | join: ', ' }}",
    "_posts/2020-01-01-one.md": "---\ntags: [x, X]\n---\n",
    "index.html": "---\n---\n{% for a in site.archives %}{{ a.title }} {% endfor %}",
}


def test_archives_with_one_slug_are_all_in_the_list_of_archives(build: Build) -> None:
    assert build(TAGGED)["index.html"] == "x X "


def test_archives_without_a_slug_are_told_of(build: Build) -> None:
    post = {"_posts/2020-01-01-one.md": '---\ntags: ["💎"]\n---\n'}
    built = build({**TAGGED, **post})
    assert built["tag/index.html"] == "💎: One"
    assert built.warnings == ["           Warning: Empty `slug` generated for '💎'."]


def test_archives_with_settings_that_are_no_hash_are_not_made(build: Build) -> None:
    built = build(TAGGED, config={"jekyll-archives": True})
    assert built["index.html"] == ""
    assert "tag/x/index.html" not in built
    assert built.warnings == [
        "          Archives: Expected a hash but got true. Archives are not made for this site."
    ]


def test_a_search_shows_no_template_of_a_plugin(build: Build) -> None:
    search = "---\n---\n{% for p in site.pages %}{{ p.url }} [{{ p.content }}] {% endfor %}"
    config = {"plugins": ["jekyll-feed", "jekyll-sitemap"]}
    built = build({"search.txt": search, "a.html": "---\n---\na"}, config)
    assert built["search.txt"].startswith("/a.html [a] /search.txt [")
    assert " /feed.xml [] /sitemap.xml [] /robots.txt [" in built["search.txt"]
    assert "<feed" in built["feed.xml"]


def test_an_autopage_for_a_number_is_an_error_with_its_post(build: Build) -> None:
    files = {
        "_config.yml": "plugins: [jekyll-paginate-v2]\nautopages: {enabled: true}\n",
        "_posts/2020-01-01-one.md": "---\ntags: [a, 2020]\n---\n",
    }
    with pytest.raises(PluginError, match="autopages cannot be made for 2020 in tags") as caught:
        build(files)
    assert caught.value.path == "_posts/2020-01-01-one.md"


def test_tabs_are_lists_of_titles_and_texts(build: Build) -> None:
    page = (
        "---\n---\n{% tabs My log %}\n{% tab my-log A b %}*x*{% endtab %}\n"
        "{% tab my-log c %}y{% endtab %}\n{% endtabs %}"
    )
    html = build({"a.html": page}, {"plugins": ["jekyll-tabs"]})["a.html"]
    id_ = html.split('data-tab="')[1].partition('"')[0]
    assert html.replace(id_, "ID") == (
        '<ul id="my-log" class="tab" data-tab="ID" data-name="my-log">\n'
        '  \n      <li class="active" id="my-log-a-b">\n'
        '          <a href="#">A b </a>\n      </li>\n'
        '  \n      <li id="my-log-c">\n          <a href="#">c </a>\n      </li>\n  \n</ul>\n'
        '<ul class="tab-content" id="ID" data-name="my-log">\n'
        '  \n      <li class="active"><p><em>x</em></p>\n</li>\n  \n      <li><p>y</p>\n</li>\n'
        "  \n</ul>\n"
    )
    assert build({"a.html": page}, {"plugins": ["jekyll-tabs"]})["a.html"] == html


@pytest.mark.parametrize("tag", ["{% tabs %}{% endtabs %}", "{% tab a %}{% endtab %}"])
def test_tabs_without_their_names_are_errors(build: Build, tag: str) -> None:
    with pytest.raises(TemplateError, match="requires"):
        build({"a.html": f"---\n---\n{tag}"}, {"plugins": ["jekyll-tabs"]})


def test_tweets_are_links_or_what_the_gem_has_kept(build: Build) -> None:
    tags = "{% twitter https://twitter.com/a %}{% twitter page.t %}"
    page = f"---\nt: https://twitter.com/b\n---\n{tags}"
    # The name is the gem's digest of the second address without options.
    kept = {".tweet-cache/9ed285d4dc30062432bd1a52341de17d.cache": '{"html": "<b>kept</b>"}'}
    html = build({"a.html": page, **kept}, {"plugins": ["jekyll-twitter-plugin"]})["a.html"]
    assert '<a href="https://twitter.com/a">' in html
    assert html.endswith("<div class='jekyll-twitter-plugin'><b>kept</b></div>")


def test_links_to_other_sites_get_attributes_and_nothing_else_changes(build: Build) -> None:
    page = (
        '---\n---\n<br /><a href="https://a.org?x=1&amp;y" >a</a><a href=/own>b</a>'
        "<A href='https://b.org' rel=me>c</A><a href=\"https://own.org/z\">d</a>"
        '<!-- <a href="https://c.org"> --><a href="https://skip.org/1">e</a>'
    )
    settings = {
        "plugins": ["jekyll-link-attributes"],
        "url": "https://own.org",
        "external_links": {"rel": "external", "exclude": ["https://skip.*"]},
    }
    site = build({"a.html": page, "b.txt": page}, settings)
    assert site["a.html"] == (
        '<br /><a href="https://a.org?x=1&amp;y" rel="external" target="_blank">a</a>'
        "<a href=/own>b</a><A href='https://b.org' rel=me target=\"_blank\">c</A>"
        '<a href="https://own.org/z">d</a><!-- <a href="https://c.org"> -->'
        '<a href="https://skip.org/1">e</a>'
    )
    assert "rel=" not in site["b.txt"].replace("rel=me", "")


def test_json_files_are_data_and_the_network_is_not_asked(build: Build) -> None:
    files = {
        "own.json": '{"a": 1, "b": {"c": [1]}}',
        "_data/mine.yml": "a: 0\nb: {d: 2}\n",
        "bad.json": "{",
        "a.html": "---\n---\n{{ site.data.mine | jsonify }} {{ site.data.new.a }}",
    }
    wanted = [
        {"data": "mine", "json": "own.json"},
        {"data": "new", "json": "own.json"},
        {"data": "x", "json": "https://example.org/x.json"},
        {"data": "y", "json": "bad.json"},
        {"data": "z", "json": "none.json"},
    ]
    site = build(files, {"plugins": ["jekyll-get-json"], "jekyll_get_json": wanted})
    assert site["a.html"] == '{"a":0,"b":{"d":2,"c":[1]}} 1'
    reasons = ("--allow-network", "it is no JSON", "there is no such file")
    assert len(site.warnings) == len(reasons)
    for warning, reason in zip(site.warnings, reasons, strict=True):
        assert reason in warning


def test_an_expression_that_is_none_is_an_error_with_its_place(build: Build) -> None:
    page = '---\n---\n{{ "a" | regex_replace: "(", "" }}'
    with pytest.raises(TemplateError, match="invalid regular expression") as caught:
        build({"a.html": page}, {"plugins": ["jekyll-regex-replace"]})
    assert (caught.value.path, caught.value.line) == ("a.html", 3)


@pytest.mark.parametrize(
    ("settings", "start", "shown"),
    [
        ({}, "2020-06-15", "today"),
        ({}, "2020-06-14", "yesterday"),
        ({}, "2020-06-16", "tomorrow"),
        ({}, "2020-04-01", "2 months and 2 weeks ago"),
        ({}, "2021-06-22", "in 1 year and 1 week"),
        ({"depth": 1}, "2018-01-01", "2 years ago"),
        ({"depth": 4}, "2018-01-01", "2 years, 5 months, 2 weeks and 2 days ago"),
        ({"depth": 4, "threshold": 0.05}, "2018-01-01", "2 years, 5 months and 2 weeks ago"),
        ({"style": "short"}, "2020-05-12", "1mo and 4d ago"),
        ({"style": "hash"}, "2020-05-12", '{"months"=>1, "days"=>4}'),
        ({"only": "weeks"}, "2020-05-12", "5 weeks ago"),
        ({"depth": 9}, "2020-05-17", "1 month and 1 day ago"),
    ],
)
def test_time_ago(build: Build, settings: dict[str, object], start: str, shown: str) -> None:
    page = (
        f"---\n---\n{{{{ '{start}' | timeago: '2020-06-15' }}}}|{{% timeago {start} 2020-06-15 %}}"
    )
    site = build({"a.html": page}, {"plugins": ["jekyll-timeago"], "jekyll_timeago": settings})
    assert site["a.html"] == f"{shown}|{shown}"


def test_time_ago_of_no_date_is_an_error(build: Build) -> None:
    with pytest.raises(TemplateError, match="invalid date"):
        build({"a.html": "---\n---\n{% timeago soon %}"}, {"plugins": ["jekyll-timeago"]})


def test_youtube_shows_the_template_of_the_site(build: Build) -> None:
    page = '---\n---\n{% youtube "https://youtu.be/a" %}{% youtube "https://youtu.be/b?t=1" %}'
    template = {"_includes/youtube.html": "<{{ youtube_id }} {{ site.title }}>"}
    site = build({"a.html": page, **template}, {"plugins": ["jekyll-youtube"], "title": "T"})
    assert site["a.html"] == "<a T><b T>"


@pytest.mark.parametrize(
    ("plugins", "shown"),
    [
        ([], "nnnnnnnnnn"),
        (["jekyll/scholar"], "ynnynnyynn"),
        (["jekyll/scholar", "jemoji"], "yynyynyynn"),
    ],
)
def test_blank_equals_what_the_gems_make_of_it(
    build: Build, plugins: list[str], shown: str
) -> None:
    page = "---\nall: [~, false, true, '', '  ', x, [], {}, [1], 0]\n---\n"
    page += "{% for one in page.all %}{% if one == blank %}y{% else %}n{% endif %}{% endfor %}"
    site = build({"a.txt": page}, {"plugins": plugins})
    assert site["a.txt"] == shown
