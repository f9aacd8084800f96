"""Where the theme of a site is: a folder, an archive, a package, a gem or the gem server."""

from __future__ import annotations

import os
import re
from pathlib import Path

from liquidsite.config import Config, absolute, gemfile
from liquidsite.errors import ThemeError
from liquidsite.model import Theme
from liquidsite.regular_file import read_if_there
from liquidsite.safe_mode.paths import is_hard_link, is_inside
from liquidsite.themes import download
from liquidsite.themes.download import UnavailableError
from liquidsite.themes.gems import Gem, find_gem, newest_gem, specification_of
from liquidsite.themes.pages_themes import THEMES
from liquidsite.themes.resolve import is_remote

GROUP = "liquidsite.themes"

_PLAIN_NAME = re.compile(r"\w[\w.-]*", re.ASCII)


def search(config: Config) -> Theme | None:
    """Return the theme that the site names, from the first place that has it.

    These places are: the folder that `theme_dir` gives, the archive of a `remote_theme`, the site
    itself where it is the repository of its theme, `_themes/NAME` in the site, an installed Python
    package with an entry point NAME, an installed gem, the gem server. Raises ThemeError.
    """
    if (remote := _remote(config)) is not None:
        return remote
    name = config.get("theme")
    if not isinstance(name, str):
        return None
    name = name.lower().strip()
    if config.limits and not _PLAIN_NAME.fullmatch(name):
        raise ThemeError(f"'{name}' is no name of a theme")
    if (folder := _given(config)) is not None:
        return _of_folder(name, _confined(folder, config))
    if (gemspec := gemfile.gemspec_of(name, config.source)) is not None:
        return _of_gemspec(name, gemspec, config)
    if (folder := _own(name, config) or _packaged(name)) is not None:
        return _of_folder(name, _confined(folder, config))
    if (theme := _of_pages(name, config)) is not None:
        return theme
    gem = _gem(name, config)
    _confined(gem.folder, config)
    return _of_gem(gem)


def _fetch(name: str, config: Config) -> None:
    """Fetch the gem `name`; of GitHub Pages' own themes the version there. Raises ThemeError."""
    from liquidsite.themes import gem_server

    pages = THEMES.get(name) if config.github_pages else None
    pinned = pages.version if pages else None
    gem_server.fetch(name, config, config.generation.jekyll, pinned)


def _of_pages(name: str, config: Config) -> Theme | None:
    """Return a theme of GitHub Pages' own, from its repository. Raises ThemeError."""
    from liquidsite.themes.repository import fetch

    pages = THEMES.get(name) if config.github_pages else None
    gems = find_gem(name, config.source, None if config.limits else download.gem_home(config))
    if pages is None or gems is not None:
        return None
    try:
        _, folder = fetch(config, pages.repository)
    except UnavailableError:
        return None
    text = read_if_there(folder / f"{name}.gemspec", f"{name}.gemspec") or ""
    return _of_gem(Gem(name, pages.version, folder, text))


def _gem(name: str, config: Config) -> Gem:
    """Return the gem `name`, fetched if need be. Raises ThemeError."""
    # In safe mode, what is in the site's cache may come from the site.
    home = None if config.limits else download.gem_home(config)
    if (gem := find_gem(name, config.source, home)) is not None:
        return gem
    reason = f"'{name}' is no name of a gem"
    if _PLAIN_NAME.fullmatch(name):
        try:
            _fetch(name, config)
        except UnavailableError as error:
            reason = str(error)
            found = newest_gem(name, config.source, home)
        else:
            found = find_gem(name, config.source, home)
        if found is not None:
            return found
    raise ThemeError(
        f"The {name} theme could not be found: there is no folder _themes/{name}, no Python "
        f"package (entry point '{GROUP}') and no gem with this name, and none came from the gem "
        f"server: {reason}. Three ways out: put the theme into _themes/{name}, give its folder "
        f"with --theme-dir, or install its gem (`gem install {name}`)."
    )


def _given(config: Config) -> Path | None:
    """Return the folder that the setting `theme_dir` gives. Raises ThemeError when it is none."""
    setting = config.get("theme_dir")
    if not setting:
        return None
    folder = absolute(str(setting))
    if not folder.is_dir():
        raise ThemeError("the theme's folder does not exist", path=str(folder))
    return folder


def _remote(config: Config) -> Theme | None:
    """Return the `remote_theme`, where the site has the plugin for it."""
    if not is_remote(config):
        return None
    from liquidsite.themes.repository import RemoteTheme, fetch

    setting = config["remote_theme"]
    folder = _given(config)
    name = RemoteTheme.parse(setting).name.lower()
    if folder is None:
        name, folder = fetch(config, setting)
    folder = _confined(folder, config)
    # As with jekyll-remote-theme: the gemspec by one of two names, and no other.
    files = (folder / f"{stem}.gemspec" for stem in (name, f"jekyll-theme-{name}"))
    found = next((text for file in files if (text := read_if_there(file, file.name))), "")
    return _of_gem(Gem(name, gemfile.version_of(found), folder, found))


def _confined(folder: Path, config: Config) -> Path:
    """Return `folder`. Raises ThemeError if a link leads from the source out of it."""
    if config.limits and folder.is_relative_to(config.source):
        for path in (folder, folder / "_config.yml", *folder.glob("*.gemspec")):
            if not is_inside(path, config.source) or is_hard_link(path, config.source):
                raise ThemeError("the theme leads out of the source", path=str(folder))
    return folder


def _own(name: str, config: Config) -> Path | None:
    folder = config.source / "_themes" / name
    return folder if folder.parent.name == "_themes" and folder.is_dir() else None


def _packaged(name: str) -> Path | None:
    """Return the theme of a Python package: its entry point gives the package, or the folder."""
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        value = point.load()
        file = getattr(value, "__file__", None)
        return Path(file).parent if file else Path(value)
    return None


def _of_folder(name: str, folder: Path) -> Theme:
    """Return the theme in a folder, with the metadata of a gemspec there or in its gem."""
    files = sorted(folder.glob("*.gemspec"))
    specification = read_if_there(files[0], str(files[0])) if files else None
    return _of_gem(Gem(name, "", folder, specification or specification_of(folder)))


def _of_gemspec(name: str, file: Path, config: Config) -> Theme:
    """Return the theme whose repository the site is in."""
    _confined(file.parent, config)
    text = read_if_there(file, file.name) or ""
    return _of_gem(Gem(name, gemfile.version_of(text), file.parent, text))


def _of_gem(gem: Gem) -> Theme:
    metadata = gem.values("metadata")
    descriptions = gem.values("description") or gem.values("summary")
    return Theme(
        name=gem.name,
        root=os.path.realpath(gem.folder),
        version=gem.version,
        authors=", ".join(gem.values("authors") or gem.values("author")),
        description=descriptions[0] if descriptions else "",
        metadata=dict(zip(metadata[::2], metadata[1::2], strict=False)),
        dependencies=tuple(_dependency(*parts) for parts in gem.dependencies() if parts),
    )


def _dependency(name: str, *versions: str) -> str:
    """Return a dependency as RubyGems prints it."""
    return f"{name} ({', '.join(sorted(versions, reverse=True)) or '>= 0'})"
