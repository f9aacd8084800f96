"""Where a site is published: found by the files in its repository, and what each host needs.

Sources: the hosts' own documentation: "Using custom workflows with GitHub Pages", "GitLab Pages
from scratch", Netlify's "File-based configuration", Cloudflare Pages' "Build configuration".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from liquidsite.migrate.steps import CREATE, Repository, Step
from liquidsite.migrate.workflow import cache_folder, workflow

_WORKFLOW = ".github/workflows/liquidsite.yml"
_GITLAB = ".gitlab-ci.yml"
_NETLIFY = "netlify.toml"
_WRANGLER = ("wrangler.toml", "wrangler.json", "wrangler.jsonc")
_PYTHON = "3.12"

# Files that may call Jekyll, and how they do.
_SCRIPTS = (
    "Makefile", "Rakefile", "Dockerfile", "Procfile", "package.json", "*.sh", "*.toml", "*.yml",
    "*.yaml", ".gitlab-ci.yml", ".travis.yml", ".circleci/*.yml", ".github/workflows/*.y*ml",
    "bin/*", "script/*", "scripts/*", "deploy*",
)  # fmt: skip
_CALL = re.compile(r"\bjekyll[ \t]+(?:build|b|serve|server|s)\b")
_LARGEST = 200_000

_GITLAB_TEXT = """\
# Builds the site with liquidsite and publishes it on GitLab Pages.
pages:
  image: python:{python}
  variables:
    JEKYLL_ENV: production
    GIT_DEPTH: 0 # dates of last changes come from the history
    PIP_CACHE_DIR: $CI_PROJECT_DIR/.cache/pip
  cache:
    paths: [.cache/pip, {cache}, public]
  script:
    - pip install {install}
    - {build}
  artifacts:
    paths: [public]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""
_NETLIFY_TEXT = """\
# Builds the site with liquidsite and publishes it on Netlify.
[build]
  command = "pip install {install} && {build}"
  publish = "_site"

[build.environment]
  PYTHON_VERSION = "{python}"
  JEKYLL_ENV = "production"
"""


@dataclass(frozen=True, slots=True)
class Host:
    """A host: how to see that a site is published there, and what it needs.

    sign   whether files of the repository show it
    name   part of the address of the repository on that host; empty if there is none
    steps  what is to be written
    notes  what only the owner can do
    """

    sign: Callable[[Repository], bool]
    name: str
    steps: Callable[[Repository], Iterator[Step]]
    notes: Callable[[Repository], Iterator[str]]


def hosts_of(repository: Repository) -> list[str]:
    """Return the names of the hosts that files show, else that of the repository, else GitHub."""
    found = [name for name, host in HOSTS.items() if host.sign(repository)]
    if found:
        return found
    remote = repository.text(".git/config").lower()
    named = (name for name, host in HOSTS.items() if host.name and host.name in remote)
    return [next(named, "github")]


def calls(repository: Repository) -> Iterator[str]:
    """Yield a note for each line of a script that calls Jekyll."""
    files = {file for pattern in _SCRIPTS for file in repository.root.glob(pattern)}
    for file in sorted(files):
        if not file.is_file() or file.stat().st_size > _LARGEST:
            continue
        path = file.relative_to(repository.root).as_posix()
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if _CALL.search(line) and not line.lstrip().startswith("#"):
                yield (
                    f"{path}:{number} calls Jekyll. Write `liquidsite` in place of `jekyll` or "
                    "`bundle exec jekyll`; the flags stay."
                )


# ---- GitHub Pages ----------------------------------------------------------------------------


def _is_github(repository: Repository) -> bool:
    folder = repository.root / ".github" / "workflows"
    texts = (file.read_text("utf-8", "replace").lower() for file in folder.glob("*.y*ml"))
    has_name = (repository.root / repository.source / "CNAME").is_file()
    return has_name or any("pages" in text or "jekyll" in text for text in texts)


def _github_steps(repository: Repository) -> Iterator[Step]:
    if not (repository.root / _WORKFLOW).exists():
        text = workflow(repository.install, repository.branch, repository.source)
        yield Step(CREATE, _WORKFLOW, text, "builds and publishes on each push")


def _github_notes(repository: Repository) -> Iterator[str]:
    if (repository.root / _WORKFLOW).exists():
        yield f"{_WORKFLOW} exists and was not changed."
    else:
        yield "On GitHub, under Settings > Pages, choose GitHub Actions as the source."
    for file in sorted((repository.root / ".github" / "workflows").glob("*.y*ml")):
        if "jekyll" in file.read_text("utf-8", "replace").lower() and file.name not in _WORKFLOW:
            yield f".github/workflows/{file.name} builds with Jekyll. Remove it when you switch."


# ---- GitLab Pages ----------------------------------------------------------------------------


def _gitlab_steps(repository: Repository) -> Iterator[Step]:
    if not (repository.root / _GITLAB).exists():
        yield Step(CREATE, _GITLAB, _gitlab(repository), "builds and publishes on each push")


def _gitlab_notes(repository: Repository) -> Iterator[str]:
    if "jekyll" in repository.text(_GITLAB).lower():
        text = _gitlab(repository).partition("\n")[2].replace("\n", "\n    ").rstrip()
        yield f"{_GITLAB} builds with Jekyll. Replace its job `pages` with this:\n    {text}"


def _gitlab(repository: Repository) -> str:
    options = f" --source {repository.source}" if repository.source else ""
    return _GITLAB_TEXT.format(
        python=_PYTHON,
        install=repository.install,
        build=f"liquidsite build{options} --destination public",
        cache=cache_folder(repository.source),
    )


# ---- Netlify ---------------------------------------------------------------------------------


def _netlify_steps(repository: Repository) -> Iterator[Step]:
    if not (repository.root / _NETLIFY).exists():
        yield Step(CREATE, _NETLIFY, _netlify(repository), "builds and publishes on each push")


def _netlify_notes(repository: Repository) -> Iterator[str]:
    if "jekyll" in repository.text(_NETLIFY).lower():
        text = _netlify(repository).partition("\n")[2].replace("\n", "\n    ").rstrip()
        yield f"{_NETLIFY} builds with Jekyll. Replace these of its lines:\n    {text}"
    if (repository.root / "Gemfile").is_file():
        yield "Netlify installs the gems of a Gemfile. Remove it when you switch."


def _netlify(repository: Repository) -> str:
    install = repository.install.replace('"', "'")
    return _NETLIFY_TEXT.format(python=_PYTHON, install=install, build=repository.build)


# ---- Cloudflare Pages ------------------------------------------------------------------------


def _cloudflare_notes(repository: Repository) -> Iterator[str]:
    install = f"pip install {repository.install}"
    yield (
        "On Cloudflare, under Workers & Pages > your site > Settings > Build, set\n"
        f"    Build command: {install} && {repository.build}\n"
        "    Build output directory: _site\n"
        f"    and the environment variables PYTHON_VERSION={_PYTHON} and JEKYLL_ENV=production."
    )


# ---- Your own server -------------------------------------------------------------------------


def _rsync_notes(repository: Repository) -> Iterator[str]:
    yield "rsync goes on as it is: `_site` has the same files as before."


def _has_rsync(repository: Repository) -> bool:
    files = {file for pattern in _SCRIPTS for file in repository.root.glob(pattern)}
    return any("rsync " in _start_of(file) for file in files if file.is_file())


def _start_of(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_LARGEST).decode("utf-8", "replace")


def _nothing(repository: Repository) -> Iterator[Step]:
    yield from ()


HOSTS = {
    "github": Host(_is_github, "github.com", _github_steps, _github_notes),
    "gitlab": Host(
        lambda repository: (repository.root / _GITLAB).is_file(),
        "gitlab",
        _gitlab_steps,
        _gitlab_notes,
    ),
    "netlify": Host(
        lambda repository: (repository.root / _NETLIFY).is_file(),
        "",
        _netlify_steps,
        _netlify_notes,
    ),
    "cloudflare": Host(
        lambda repository: any((repository.root / name).is_file() for name in _WRANGLER),
        "",
        _nothing,
        _cloudflare_notes,
    ),
    "rsync": Host(_has_rsync, "", _nothing, _rsync_notes),
}
