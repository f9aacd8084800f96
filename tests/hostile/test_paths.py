"""Path climbing: in every setting and in every tag that takes a path."""

from __future__ import annotations

import pytest

from .attack import Link
from .conftest import Attack

PAGE = {"index.md": "---\n---\nhello\n"}


@pytest.mark.parametrize(
    "key",
    ["cache_dir", "collections_dir", "layouts_dir", "data_dir", "includes_dir",
     "plugins_dir", "theme_dir"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["../outside", "/etc", "a/../../outside", "'~'", '"a\\0b"'])
def test_folders_in_settings(attacked: Attack, key: str, value: str) -> None:
    outcome = attacked({**PAGE, "_config.yml": f"{key}: {value}\n"}, destination=False)
    assert outcome.error == "ConfigError"
    assert f"'{key}' leads out of the source" in outcome.message


@pytest.mark.parametrize(
    "key", ["cache_dir", "data_dir", "layouts_dir", "includes_dir", "collections_dir"]
)
@pytest.mark.parametrize("value", [".git", "a/.git/hooks", "./.github", "link", "x/../.ssh"])
def test_hidden_folders_in_settings(attacked: Attack, key: str, value: str) -> None:
    hidden = {".git/HEAD": "ref", "a/.git/hooks/x": "", ".github/x": "", "link": Link(".github")}
    files = {**PAGE, **hidden, "_config.yml": f"{key}: {value}\n"}
    outcome = attacked(files, destination=False)
    assert outcome.error == "ConfigError"
    assert f"'{key}' leads into a hidden folder" in outcome.message


def test_the_cache_of_jekyll_may_be_named(attacked: Attack) -> None:
    assert attacked({**PAGE, "_config.yml": "cache_dir: .jekyll-cache\n"}).error == ""


def test_a_source_in_settings_is_the_callers(attacked: Attack) -> None:
    assert list(attacked({**PAGE, "_config.yml": "source: ../outside\n"}).written) == ["index.html"]


@pytest.mark.parametrize(
    "settings",
    [
        "include: [../outside/secret.txt, /etc/passwd, a/../../outside/secret.txt]",
        "sass: {load_paths: [../outside, /etc, '../*', '/**/*'], sass_dir: ../outside}",
        "defaults: [{scope: {path: '../outside/*'}, values: {a: b}}]",
        "defaults: [{scope: {path: '/etc/*'}, values: {a: b}}]",
        "defaults: [{scope: {path: '**/**/**/**/**/*'}, values: {a: b}}]",
        "theme: ../outside",
        "theme: ../../../../etc",
        "keep_files: [../outside]",
        "permalink: /../../outside/:title",
        "collections: {'../outside': {output: true, permalink: '/../../:path'}}",
        "paginate: 1\npaginate_path: /../../outside/:num\nplugins: [jekyll-paginate]",
        "feed: {path: ../../outside/feed.xml}\nwhitelist: [jekyll-feed]\nplugins: [jekyll-feed]",
        "jekyll-archives: {enabled: all, permalinks: {tag: '/../../outside/:name/'}}\n"
        "whitelist: [jekyll-archives]\nplugins: [jekyll-archives]",
        "encoding: punycode",
        "encoding: hex",
        "timezone: ../../../../etc/passwd",
    ],
)
def test_other_settings(attacked: Attack, settings: str) -> None:
    files = {
        "_config.yml": f"{settings}\n",
        "index.html": "---\n---\n{% for p in paginator.posts %}{{ p.url }}{% endfor %}\n",
        "_posts/2020-01-01-a.md": "---\ntags: [../../../outside/x]\n---\na\n",
        "_posts/2020-01-02-b.md": "b\n",
    }
    assert attacked(files).error in ("", "ThemeError", "ConfigError")


@pytest.mark.parametrize(
    "tag",
    [
        "{% include ../outside/secret.html %}",
        "{% include /etc/passwd %}",
        "{% include {{ page.where }} %}",
        "{% include_relative ../outside/secret.html %}",
        "{% include_relative {{ page.where }} %}",
        "{% include_relative ./../outside/secret.html %}",
        "{% include_cached ../outside/secret.html %}",
        "{% link ../outside/secret.html %}",
        "{% post_url ../../outside/2020-01-01-secret %}",
    ],
)
def test_tags(attacked: Attack, tag: str) -> None:
    outcome = attacked(
        {
            "_config.yml": "whitelist: [jekyll-include-cache]\nplugins: [jekyll-include-cache]\n",
            "index.html": f"---\nwhere: ../outside/secret.html\n---\n\n{tag}",
        }
    )
    assert outcome.error in ("IncludeError", "TemplateSyntaxError", "RenderError")
    assert (outcome.path, outcome.line) == ("index.html", 5)


@pytest.mark.parametrize(
    "front",
    [
        "permalink: /../../outside/x.html",
        "permalink: /..%2F..%2Foutside%2Fx.html",
        "permalink: /%2e%2e/%2e%2e/outside/x.html",
        "permalink: /a/./../../../outside/",
        'permalink: "/a\\0b.html"',
        "layout: ../../outside/secret",
        "redirect_from: [../../outside/x.html, /../../outside/y/, '/%2e%2e/%2e%2e/outside/z']",
        "path: ../outside/secret.html",
        "slug: ../../../outside/x",
        "categories: [../../../outside]",
        "collection: ../outside",
    ],
)
def test_front_matter(attacked: Attack, front: str) -> None:
    page = f"---\n{front}\n---\n{{% include_relative secret.html %}}\n"
    settings = "whitelist: [jekyll-redirect-from]\nplugins: [jekyll-redirect-from]\n"
    files = {"_config.yml": settings, "index.html": f"---\n{front}\n---\nhello\n"}
    assert attacked(files | {"_posts/2020-01-01-a.html": files["index.html"]}).error in (
        "",
        "WriteError",
    )
    assert attacked({"other.html": page}).error in ("IncludeError", "WriteError")


@pytest.mark.parametrize(
    "statement",
    [
        '@import "../outside/secret";',
        '@use "../outside/secret";',
        '@import "file:///etc/passwd";',
        '@import "../outside/broken";',
        '@use "sass:meta"; @include meta.load-css("../outside/secret");',
        '@import "../../../../../../../../etc/passwd";',
    ],
)
def test_imports_of_sass(attacked: Attack, statement: str) -> None:
    outcome = attacked({"main.scss": f"---\n---\n{statement}\n"})
    assert outcome.error == "ConversionError"
    assert outcome.path == "main.scss"


def test_odd_names(attacked: Attack) -> None:
    names = ["a\nb.html", "a\udcffb.html", "..a..html", "a?b#c%2e.html", "%2e%2e%2foutside.html"]
    assert attacked(dict.fromkeys(names, "---\n---\nx\n")).error in ("", "WriteError")


def test_nothing_of_the_site_is_run(attacked: Attack) -> None:
    run = "open('../outside/ran', 'w').write('x')\n"
    evil = "touch ../outside/ran"
    files = {
        "_plugins/evil.py": run,
        "evil.py": run,
        "Gemfile": 'gem "liquidsite-evil", group: :jekyll_plugins\n',
        "_config.yml": "plugins: [jekyll-last-modified-at, jekyll-github-metadata]\n"
        "whitelist: [jekyll-last-modified-at, jekyll-github-metadata]\n",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/objects/x": "",
        ".git/refs/x": "",
        ".git/config": f"[core]\nfsmonitor = {evil}\n[gpg]\nprogram = {evil}\n"
        "[log]\nshowSignature = true\n",
        "index.html": "---\n---\n{{ site.github.build_revision }}{% last_modified_at %}\n",
    }
    assert attacked(files).error == ""


def test_no_theme_is_fetched(attacked: Attack) -> None:
    settings = "remote_theme: a/b\nplugins: [jekyll-remote-theme]\n"
    outcome = attacked({**PAGE, "_config.yml": settings})
    assert outcome.error == "UnavailableError"  # a ThemeError
    assert "not fetched in safe mode" in outcome.message
