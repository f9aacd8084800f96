"""What a build of a served site came to."""

from __future__ import annotations

from collections.abc import Callable
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

    Call `session.finish` when the outcome has been told, and then `check`.
    """
    outcome = _outcome(session, lambda: session.build(changed, in_steps=True))
    assert outcome is not None
    return outcome


def check(session: Session) -> Outcome | None:
    """Build again if files have changed that the last build did not look at; None if none have."""
    return _outcome(session, session.check)


def _outcome(session: Session, make: Callable[[], BuildResult | None]) -> Outcome | None:
    try:
        result = make()
    except Exception as error:  # plugins raise any kind; the server must not stop
        return Outcome(session.config, error=error)
    return None if result is None else Outcome(session.config, result)
