"""A GitHub workflow that builds a site and publishes it on GitHub Pages."""

from __future__ import annotations

_TEXT = """\
# Builds the site with liquidsite and publishes it on GitHub Pages.
name: Publish
on:
  push:
    branches: [{branch}]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{{{ steps.publish.outputs.page_url }}}}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - uses: actions/cache@v4
        with:
          path: |
            {cache}
            _site
          key: site-${{{{ github.run_id }}}}
          restore-keys: site-
      - uses: actions/configure-pages@v5
        id: pages
      - run: pip install {install}
      - run: liquidsite build{options} --baseurl "${{{{ steps.pages.outputs.base_path }}}}"
        env:
          JEKYLL_ENV: production
      - uses: actions/upload-pages-artifact@v3
        with:
          path: _site
      - uses: actions/deploy-pages@v4
        id: publish
"""


def workflow(install: str, branch: str, source: str) -> str:
    """Return its text. `install` is what pip gets, `source` the site's folder in the repository.

    The whole history is fetched: dates of last changes come from it. The cache and the last site
    are kept from run to run, so that a build renders what changed.
    """
    options = f" --source {source} --destination _site" if source else ""
    return _TEXT.format(install=install, branch=branch, options=options, cache=cache_folder(source))


def cache_folder(source: str) -> str:
    """Return the path of the cache of the site in the folder `source` of a repository."""
    return f"{source}/.jekyll-cache" if source else ".jekyll-cache"
