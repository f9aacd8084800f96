"""The work of `{% include %}` and `{% include_relative %}` while a template renders."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from liquidsite.liquid.include_cache import render_shared
from liquidsite.ruby.values import inspect, to_s

from .failures import NotFoundError
from .lookup import get

if TYPE_CHECKING:
    from .context import Context, Extend
    from .template import Template

_NAME = re.compile(r"^[\w/.\-()+~#@]+$", re.ASCII | re.MULTILINE)
_BAD_SEQUENCE = re.compile(r"[./]{2}")


def include_file(
    context: Context,
    extend: Extend,
    name: str,
    params: Mapping[str, object] | None,
    visible: Mapping[str, object],
) -> None:
    """Render the include `name`; `params` are its `include`, `visible` the loop variables there."""
    template = context.includes.get(name)
    if template is None:
        template = context.includes[name] = _find(context, name)
    if template.may_be_shared and not template.renders.is_disabled:
        render_shared(context, template, extend, params, visible)
        return
    if not template.may_be_shared:
        context.depends_on_page()
    context.render_include(template, extend, params, visible)


def _find(context: Context, name: str) -> Template:
    source = context.host.include(name)
    if source is None:
        folder = context.host.config("includes_dir") or "_includes"
        raise _not_found(name, to_s(folder))
    return context.env.parse_include(source)


def include_beside(
    context: Context,
    extend: Extend,
    name: str,
    params: Mapping[str, object] | None,
    visible: Mapping[str, object],
) -> None:
    """Render what `include_relative` names, looked up in the folder of the page."""
    path = to_s(get(context.variables.get("page"), "path")).removesuffix("/#excerpt")
    source = context.host.include_relative(path, name)
    if source is None:
        raise _not_found(name, posixpath.dirname(path) or ".")
    context.depends_on_page()
    context.render_include(context.env.parse_include(source), extend, params, visible)


def include_name(name: str, tag: str) -> str:
    """Return `name`. Raises NotFoundError when it could lead out of the includes folder."""
    if not is_safe_name(name):
        raise NotFoundError(
            "Invalid syntax for include tag. File contains invalid characters or sequences:\n\n"
            f"  {name}\n\nValid syntax:\n\n  {syntax_example(tag)}\n"
        )
    return name


def is_safe_name(name: str) -> bool:
    return _NAME.search(name) is not None and not _BAD_SEQUENCE.search(name)


def syntax_example(tag: str) -> str:
    return f"{{% {tag} file.ext param='value' param2='value' %}}"


def _not_found(name: str, folder: str) -> NotFoundError:
    return NotFoundError(
        f"Could not locate the included file '{name}' in any of {inspect([folder])}. Ensure it "
        "exists in one of those directories and, if it is a symlink, does not point outside "
        "your site source."
    )
