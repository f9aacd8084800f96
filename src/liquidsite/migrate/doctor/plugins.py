"""Ruby plugins, gems and the theme: what does not come along, and what replaces it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from liquidsite import folder_tree, regular_file
from liquidsite.config import Config, plugin_folders
from liquidsite.config.gemfile import find
from liquidsite.migrate.doctor.finding import ERROR, HINT, WARNING, Finding
from liquidsite.migrate.ruby import Registered, registered
from liquidsite.migrate.stubs import MARK
from liquidsite.model import Site
from liquidsite.plugins import BUILT_IN, BUNDLED, ruby_files
from liquidsite.plugins.loading import GROUP, GUIDE, is_theme, wanted
from liquidsite.plugins.unknown import GEMS
from liquidsite.themes.resolve import gems_of

# Gems that are often met and not bundled → what to do instead.
REPLACEMENTS = {
    "jekyll-admin": "it edits sources in the browser; any editor with `liquidsite serve` does",
    "jekyll-assets": "put assets under `assets/`; Sass is built in",
    "jekyll-compress-images": "compress images once, and commit the result",
    "jekyll-diagrams": "load a script such as Mermaid in the layout, which draws in the browser",
    "jekyll-picture-tag": "make the sizes once, and write an include with `srcset`",
    "jekyll-tagging": "jekyll-archives, which is built in, makes pages for tags",
    "jekyll-target-blank": "write `target` in an include, or a hook in Python",
}
_HOW = {
    "tag": "a Tag in Python",
    "block": "a Block in Python",
    "filter": "a function in Python",
    "generator": "a generator in Python",
    "converter": "a converter in Python",
    "hook": "a hook in Python",
    "command": "a separate script: commands cannot be added",
    "patch": "a hook or a generator in Python: Jekyll's classes do not exist here",
}
# Gems of the list above that make no pages.
_NO_PAGES = frozenset(REPLACEMENTS) - {"jekyll-scholar", "jekyll-tagging"}
# A word in the name of a Ruby generator → the bundled plugin that does what such ones do.
_DOES = {
    "sitemap": "jekyll-sitemap",
    "feed": "jekyll-feed",
    "redirect": "jekyll-redirect-from",
    "alias": "jekyll-redirect-from",
    "category": "jekyll-archives",
    "categories": "jekyll-archives",
    "tagindex": "jekyll-archives",
    "tagpage": "jekyll-archives",
    "archive": "jekyll-archives",
    "paginat": "jekyll-paginate-v2",
    "lastmodified": "jekyll-last-modified-at",
}


def ruby_plugins(config: Config) -> Iterator[Finding]:
    """Yield what each Ruby file in the plugins folders registers."""
    if config["safe"]:
        return
    for file in files_of(config):
        path = shown(file, config)
        text = regular_file.read_text(file)
        found = registered(text)
        python = file.with_suffix(".py")
        if ruby_files.is_known(text) and not python.is_file():
            yield Finding("ruby-plugin", HINT, "liquidsite does what this Ruby file does", path, 1)
            continue
        if not found:
            text = "a Ruby file that does not seem to register anything"
            yield Finding("ruby-plugin", HINT, text, path, 1, "It may only support other files.")
        for item in found:
            yield _replaced(item, path, python) if python.is_file() else _ruby(item, path)


def files_of(config: Config) -> list[Path]:
    """Return the Ruby files that Jekyll would load."""
    found = (sorted(folder_tree.files(folder, ".rb")) for folder in plugin_folders(config))
    return [Path(file) for files in found for file in files]


def shown(file: Path, config: Config) -> str:
    inside = file.is_relative_to(config.source)
    return file.relative_to(config.source).as_posix() if inside else str(file)


def _ruby(item: Registered, path: str) -> Finding:
    text = f"{item} is written in Ruby, which liquidsite does not run"
    fix = f"Write it as {_HOW[item.kind]} (see {GUIDE}); `liquidsite migrate` creates a template."
    gem = GEMS.get(item.name) if item.kind in ("tag", "block", "filter") else _similar(item)
    if gem is not None and gem in BUNDLED:
        otherwise = fix[0].lower() + fix[1:]
        fix = f"The built-in {gem} may do the same: add it to `plugins`. Otherwise, {otherwise}"
    severity = HINT if item.kind == "command" else ERROR
    return Finding("ruby-plugin", severity, text, path, item.line, fix)


def _similar(item: Registered) -> str | None:
    name = item.name.lower().replace("_", "")
    return next((gem for word, gem in _DOES.items() if word in name), None)


def _replaced(item: Registered, path: str, python: Path) -> Finding:
    other = path.removesuffix(".rb") + ".py"
    if MARK in regular_file.read_text(python):
        text = f"{item} is written in Ruby; {other} is not finished"
        fix = f"Complete the parts marked `{MARK}` (see {GUIDE})."
        return Finding("ruby-plugin", ERROR, text, path, item.line, fix)
    text = f"{item} is written in Ruby; {other} replaces it"
    return Finding(
        "ruby-plugin",
        HINT,
        text,
        path,
        item.line,
        "Remove the Ruby file when you no longer build with Jekyll.",
    )


def gems(config: Config, site: Site | None) -> Iterator[Finding]:
    """Yield the gems that the site names and liquidsite does not have."""
    for name in _missing_gems(config, site):
        path, line = _place(name, config)
        text = (
            f"liquidsite has no replacement for the gem {name}; "
            "its tags, filters and pages are missing"
        )
        fix = REPLACEMENTS.get(name, f"Write what the site uses of it in Python (see {GUIDE})")
        fix = fix[0].upper() + fix[1:] + "."
        yield Finding("gem", ERROR, text, path, line, fix)


def _missing_gems(config: Config, site: Site | None) -> Iterator[str]:
    theme_gems = gems_of(site.theme) if site is not None else ()
    packages = {point.name for point in entry_points(group=GROUP)}
    for name in wanted(config, theme_gems):
        known = name in BUNDLED or name in BUILT_IN or name in packages or is_theme(name, config)
        if not known:
            yield name


def missing_page_makers(config: Config, site: Site) -> list[str]:
    """Return the plugins, gems and Ruby files, that are missing and may make pages of the site."""
    files = [] if config["safe"] else files_of(config)
    return [
        *(name for name in _missing_gems(config, site) if name not in _NO_PAGES),
        *(shown(file, config) for file in files if _makes_pages(file)),
    ]


def _makes_pages(file: Path) -> bool:
    python = file.with_suffix(".py")
    if python.is_file() and MARK not in regular_file.read_text(python):
        return False
    text = regular_file.read_text(file)
    if ruby_files.is_known(text):
        return False
    found = registered(text)
    return any(item.kind in ("generator", "hook", "patch") for item in found)


def _place(name: str, config: Config) -> tuple[str | None, int | None]:
    """Return where the configuration or the Gemfile names a gem."""
    files = [*config.files, *filter(None, [find(config.source)])]
    for file in files:
        for number, line in enumerate(regular_file.read_text(file).splitlines(), 1):
            if name in line and not line.lstrip().startswith("#"):
                return shown(file, config), number
    return None, None


def remote_theme(config: Config) -> Iterator[Finding]:
    """Yield a finding where no plugin fetches the remote theme: GitHub Pages does that itself."""
    if config.get("remote_theme") and "jekyll-remote-theme" not in wanted(config):
        text = "`remote_theme` has no effect without jekyll-remote-theme, except on GitHub Pages"
        fix = "If GitHub Pages builds the site, use `--profile github-pages`. "
        fix += "Otherwise add jekyll-remote-theme to `plugins`, or remove the setting."
        yield Finding("theme", WARNING, text, *_place("remote_theme", config), fix)
