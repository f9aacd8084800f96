"""What a build of a served site came to."""

from __future__ import annotations

from dataclasses import dataclass

from liquidsite.builder.result import BuildResult
from liquidsite.config import Config
from liquidsite.session import Session


@dataclass(frozen=True, slots=True)
class Outcome:
    """One build: its result, or the error that ended it."""

    config: Config
    result: BuildResult | None = None
    error: Exception | None = None


def build(session: Session, changed: frozenset[str] = frozenset()) -> Outcome:
    """Build. `changed` are the absolute paths of files that changed since the last build.

    Call `session.finish` when the outcome has been told.
    """
    try:
        result = session.build(changed, finishes=False)
    except Exception as error:  # plugins raise any kind; the server must not stop
        return Outcome(session.config, error=error)
    return Outcome(session.config, result)
