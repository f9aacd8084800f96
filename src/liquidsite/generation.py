"""Which Jekyll a site is built as, as one table of switches.

A switch is named by the rule that it turns on, which is Jekyll 4's. Jekyll 3.10, with the gems that
github-pages 232 pins, has none of them.

Source: Jekyll's documentation, "Upgrading from 3.x to 4.x", its history, and builds by both.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Generation:
    """What one version of Jekyll does; `jekyll` is its number.

    adds_default_excludes        `exclude` adds to the default list, instead of replacing it
    collection_files_are_static  static files of collections are in `site.static_files`, have a
                                 `:name`, and are written only where the collection has output
    defaults_by_prefix           the path of `defaults` is what paths begin with, not a folder
    documents_have_names         documents have a `name`, and always a `date`
    excerpts_add_used_links      an excerpt gets the link definitions that it uses, not all
    footnote_links_have_role     a footnote's link has the role, not the elements around it
    has_render_with_liquid       `render_with_liquid: false` and `page_excerpts` are known
    has_theme_variable           templates have a variable `theme`
    imports_from_own_folder      a stylesheet's imports are looked for beside it too
    links_with_baseurl           `link` and `post_url` give URLs with the base URL
    pages_keep_their_paths       `page.path` of a paginated page is that of its template
    reads_theme_data             a theme's `_data` and `_config.yml` count
    sorts_collections            a collection's `order` and `sort_by` count
    writes_source_maps           stylesheets have source maps
    """

    jekyll: str
    adds_default_excludes: bool = True
    collection_files_are_static: bool = True
    defaults_by_prefix: bool = True
    documents_have_names: bool = True
    excerpts_add_used_links: bool = True
    footnote_links_have_role: bool = True
    has_render_with_liquid: bool = True
    has_theme_variable: bool = True
    imports_from_own_folder: bool = True
    links_with_baseurl: bool = True
    pages_keep_their_paths: bool = True
    reads_theme_data: bool = True
    sorts_collections: bool = True
    writes_source_maps: bool = True


JEKYLL_4 = Generation("4.4.1")
JEKYLL_3 = Generation("3.10.0", *(False for _ in fields(Generation)[1:]))


def of_version(version: object) -> Generation | None:
    """Return the generation of a version such as `3.10` or `4`; None for other versions."""
    major = str(version).strip().lstrip("v").partition(".")[0]
    return {"3": JEKYLL_3, "4": JEKYLL_4}.get(major)
