"""al-folio's file-exists.rb: `{% file_exists path %}` prints whether the site has a file."""

from __future__ import annotations

import posixpath

from liquidsite.plugin import Context, Plugin, Tag


class FileExists(Tag):
    """The path is Liquid, and may be a folder's."""

    def render(self, context: Context) -> str:
        folder, name = posixpath.split(context.liquid(self.markup).strip().strip("/"))
        return "true" if not name or name in context.list_folder(folder) else "false"


plugin = Plugin("file-exists.rb", tags={"file_exists": FileExists})
