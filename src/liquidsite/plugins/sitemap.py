"""jekyll-sitemap: `sitemap.xml`, and a `robots.txt` that names it.

Source of the elements: the sitemaps.org protocol.
"""

from __future__ import annotations

from dataclasses import replace

from liquidsite.model import Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated

_LISTED = (".htm", ".html", ".xhtml", ".pdf")
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENING = (
    '<urlset xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_SCHEMA} {_SCHEMA}/sitemap.xsd" xmlns="{_SCHEMA}">'
)

# `;` becomes the end of a line of the output; the line ends of this text are for the reader.
TEMPLATE = (
    generated.joined(
        """
    <?xml version="1.0" encoding="UTF-8"?>;
    {% if page.xsl %}
      <?xml-stylesheet type="text/xsl" href="{{ "/sitemap.xsl" | absolute_url }}"?>;
    {% endif %}
    OPENING;
    {% for collection in site.collections %}
      {% if collection.output == false %}{% continue %}{% endif %}
      {% for doc in collection.docs %}
        {% if doc.sitemap == false %}{% continue %}{% endif %}
        <url>;
        <loc>{{ doc.url | ADDRESS }}</loc>;
        <lastmod>{{ doc.last_modified_at | default: doc.date | date_to_xmlschema }}</lastmod>;
        </url>;
      {% endfor %}
    {% endfor %}
    {% for item in site.html_pages %}
      {% if item.sitemap == false or item.url == "/404.html" %}{% continue %}{% endif %}
      <url>;
      <loc>{{ item.url | ADDRESS }}</loc>;
      {% if item.last_modified_at %}
        <lastmod>{{ item.last_modified_at | date_to_xmlschema }}</lastmod>;
      {% endif %}
      </url>;
    {% endfor %}
    {% for file in page.static_files %}
      {% if file.sitemap == false or file.name == "404.html" %}{% continue %}{% endif %}
      <url>;
      <loc>{{ file.path | ADDRESS }}</loc>;
      <lastmod>{{ file.modified_time | date_to_xmlschema }}</lastmod>;
      </url>;
    {% endfor %}
    </urlset>;
    """
    )
    .replace(";", "\n")
    .replace("ADDRESS", "replace: '/index.html', '/' | absolute_url | xml_escape")
    .replace("OPENING", _OPENING)
)


def add_sitemap(site: Site) -> Site:
    """Return the two pages, where the site has none of its own."""
    urls = {page.url for page in site.pages} | {file.url for file in site.static_files}
    files = tuple(file for file in site.static_files if file.ext in _LISTED)
    sitemap = {"layout": None, "static_files": files, "xsl": "/sitemap.xsl" in urls}
    robots = 'Sitemap: {{ "sitemap.xml" | absolute_url }}\n'
    reader = generated.reader(site)
    wanted = (
        generated.page(reader, "sitemap.xml", TEMPLATE, sitemap),
        generated.page(reader, "robots.txt", robots, {"layout": None}),
    )
    pages = [page for page in wanted if f"/{page.path}" not in urls]
    return replace(site, pages=(*site.pages, *pages))


plugin = Plugin("jekyll-sitemap", generators=(add_sitemap,), priority=LOWEST)
