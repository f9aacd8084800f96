"""jekyll-github-metadata: `site.github`, as far as Git and the settings know it.

Nothing asks GitHub: what only its API knows (releases, contributors, …) is empty.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from liquidsite.config import Config, deep_merge
from liquidsite.plugin import Plugin
from liquidsite.plugins import git
from liquidsite.plugins.github_metadata.edit_link import GithubEditLink
from liquidsite.regular_file import read_if_there
from liquidsite.themes.pages_themes import THEMES

_REMOTE = re.compile(r"github\.com[:/]([\w-]+)/([\w.-]+)", re.ASCII)

# What only GitHub knows.
_UNKNOWN: Mapping[str, Any] = {
    "public_repositories": [],
    "organization_members": [],
    "contributors": [],
    "releases": [],
    "versions": {},
    **dict.fromkeys(
        (
            "project_tagline",
            "issues_url",
            "wiki_url",
            "language",
            "show_downloads",
            "latest_release",
            "private",
            "archived",
            "disabled",
            "license",
        )
    ),
}


# What the gem github-pages 232 pins, for the sites that have it.
_VERSIONS: Mapping[str, str] = {
    "jekyll": "3.10.0",
    "jekyll-sass-converter": "1.5.2",
    "kramdown": "2.4.0",
    "kramdown-parser-gfm": "1.1.0",
    "jekyll-commonmark-ghpages": "0.5.1",
    "liquid": "4.0.4",
    "rouge": "3.30.0",
    "github-pages-health-check": "1.18.2",
    "jekyll-redirect-from": "0.16.0",
    "jekyll-sitemap": "1.4.0",
    "jekyll-feed": "0.17.0",
    "jekyll-gist": "1.5.0",
    "jekyll-paginate": "1.1.0",
    "jekyll-coffeescript": "1.2.2",
    "jekyll-seo-tag": "2.8.0",
    "jekyll-github-metadata": "2.16.1",
    "jekyll-avatar": "0.8.0",
    "jekyll-remote-theme": "0.4.3",
    "jekyll-include-cache": "0.2.1",
    "jemoji": "0.13.0",
    "jekyll-mentions": "1.6.0",
    "jekyll-relative-links": "0.6.1",
    "jekyll-optional-front-matter": "0.3.2",
    "jekyll-readme-index": "0.3.0",
    "jekyll-default-layout": "0.1.5",
    "jekyll-titles-from-headings": "0.5.3",
    **{name: theme.version for name, theme in THEMES.items()},
    "github-pages": "232",
}


@dataclass(frozen=True)
class Repository:
    """A repository of GitHub's, and the folder of the site in it; Git is asked if `is_trusted`."""

    owner: str
    name: str
    folder: Path
    is_trusted: bool = True

    def git(self, *arguments: str) -> str:
        return git.run(self.folder, *arguments) if self.is_trusted else ""

    @property
    def address(self) -> str:
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def is_user_page(self) -> bool:
        own = self.owner.lower()
        return self.name.lower() in (f"{own}.github.io", f"{own}.github.com")

    @cached_property
    def domain(self) -> str | None:
        """Return the domain that the file `CNAME` names."""
        return (read_if_there(self.folder / "CNAME", "CNAME") or "").strip() or None

    @property
    def url(self) -> str:
        return f"https://{self.domain or f'{self.owner.lower()}.github.io'}"

    @property
    def baseurl(self) -> str:
        return "" if self.domain or self.is_user_page else f"/{self.name}"

    @property
    def source(self) -> dict[str, str]:
        """Return the branch and the folder that the site is built from."""
        default = "master" if self.is_user_page else "gh-pages"
        branch = self.git("rev-parse", "--abbrev-ref", "HEAD")
        prefix = self.git("rev-parse", "--show-prefix")
        return {"branch": branch or default, "path": "/" + prefix.rstrip("/")}

    def metadata(self) -> dict[str, Any]:
        owner = f"https://github.com/{self.owner}"
        revision = os.environ.get("JEKYLL_BUILD_REVISION")
        return {
            **_UNKNOWN,
            "baseurl": self.baseurl,
            "build_revision": revision or self.git("rev-parse", "HEAD"),
            "clone_url": f"{self.address}.git",
            "is_project_page": not self.is_user_page,
            "is_user_page": self.is_user_page,
            "owner": {"login": self.owner, "html_url": owner, "name": self.owner},
            "owner_display_name": self.owner,
            "owner_gravatar_url": f"{owner}.png",
            "owner_name": self.owner,
            "owner_url": owner,
            "project_title": self.name,
            "releases_url": f"{self.address}/releases",
            "repository_name": self.name,
            "repository_nwo": f"{self.owner}/{self.name}",
            "repository_url": self.address,
            "source": self.source,
            "tar_url": f"{self.address}/tarball/{self.source['branch']}",
            "url": self.url + self.baseurl,
            "zip_url": f"{self.address}/zipball/{self.source['branch']}",
        }


def find_repository(config: Config) -> Repository | None:
    """Find the repository in the environment, the setting `repository`, or the remote `origin`."""
    named = os.environ.get("PAGES_REPO_NWO") or config.get("repository")
    if not isinstance(named, str) or "/" not in named:
        # The settings of a repository may be commands, which Git runs.
        if config.limits:
            return None
        remote = git.run(config.source, "remote", "get-url", "origin").removesuffix(".git")
        match = _REMOTE.search(remote)
        named = f"{match[1]}/{match[2]}" if match else None
    if named is None:
        return None
    owner, _, name = named.partition("/")
    return Repository(owner, name.rpartition("/")[2], config.source, config.limits is None)


def add_metadata(config: Config) -> Config | None:
    """Return the settings with `github`, and defaults for the title and, in production, the URL."""
    repository = find_repository(config)
    if repository is None:
        return None
    known = _environment(config) | repository.metadata()
    if config.github_pages:
        known["versions"] = dict(_VERSIONS)
    own = config.get("github")
    github = (
        own if own is not None and not isinstance(own, Mapping) else deep_merge(known, own or {})
    )
    settings = {**config.settings, "github": github}
    if not settings.get("title") and not settings.get("name"):
        settings["title"] = repository.owner if repository.is_user_page else repository.name
    if config.environment == "production" or os.environ.get("PAGE_BUILD_ID"):
        settings["url"] = settings.get("url") or repository.url
        if settings.get("baseurl") in (None, "/"):
            settings["baseurl"] = repository.baseurl
    return replace(config, settings=settings)


def _environment(config: Config) -> dict[str, Any]:
    environment = os.environ.get("PAGES_ENV") or config.environment
    local = "localhost:4000" if environment == "development" else "github.io"
    return {
        "api_url": "https://api.github.com",
        "environment": environment,
        "help_url": "https://help.github.com",
        "hostname": "github.com",
        "pages_env": environment,
        "pages_hostname": local,
    }


plugin = Plugin(
    "jekyll-github-metadata",
    tags={"github_edit_link": GithubEditLink},
    hooks={("site", "after_init"): add_metadata},
)
