"""jekyll-terser: static scripts with fewer bytes, in every environment.

The gem has Terser shorten names and expressions; here only white space and comments go.
"""

from __future__ import annotations

from dataclasses import replace

from liquidsite.model import ConvertedFile, FileConversion, Site, StaticFile
from liquidsite.plugin import Plugin
from liquidsite.plugins.minifier import code


def minify_scripts(site: Site) -> Site:
    """Have the static scripts minified; templates see them after all other static files."""
    scripts = [file for file in site.static_files if _is_script(file)]
    others = [file for file in site.static_files if not _is_script(file)]
    conversion = FileConversion(f"terser {code.versions()}", _minified)
    converted = [replace(file, conversion=conversion) for file in scripts]
    notices = code.missing("jekyll-terser") if scripts else ()
    return replace(site, static_files=(*others, *converted), notices=(*site.notices, *notices))


def _is_script(file: StaticFile) -> bool:
    return file.path.endswith(".js") and not file.path.endswith(".min.js")


def _minified(data: bytes) -> ConvertedFile:
    """Return the script smaller; one that is not in UTF-8 as it is."""
    try:
        return ConvertedFile(code.minify_script(data.decode()).encode())
    except UnicodeDecodeError:
        return ConvertedFile(data)


plugin = Plugin("jekyll-terser", generators=(minify_scripts,))
