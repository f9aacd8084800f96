"""al-folio's google-scholar-citations.rb and inspirehep-citations.rb: how often papers are cited.

The Ruby files ask Google Scholar and InspireHEP in each build, and print `N/A` when there is no
answer, which Google mostly refuses to programs. Nothing here asks the network: `N/A` it is.
"""

from __future__ import annotations

from liquidsite.plugin import Context, Plugin, Tag

_UNKNOWN = "N/A"


class CitationCount(Tag):
    """`{% google_scholar_citations user article %}`, `{% inspirehep_citations record %}`."""

    def render(self, context: Context) -> str:
        context.warn(
            "Citations:",
            f"`{self.name}` shows {_UNKNOWN}: a build does not ask the network for counts.",
        )
        return _UNKNOWN


google_scholar = Plugin(
    "google-scholar-citations.rb", tags={"google_scholar_citations": CitationCount}
)
inspirehep = Plugin("inspirehep-citations.rb", tags={"inspirehep_citations": CitationCount})
