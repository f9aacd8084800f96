"""Watching for changes, as `serve` and `build --watch` do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from liquidsite.cli import terminal
from liquidsite.cli.options import configuration
from liquidsite.errors import Notice

if TYPE_CHECKING:
    from liquidsite.config import Config
    from liquidsite.serve.rebuild import Rebuilder
    from liquidsite.session import Session


def watch(flags: Mapping[str, Any]) -> None:
    """Build again on every change, until Ctrl-C."""
    from liquidsite.serve.memory import collect_often
    from liquidsite.session import Session

    collect_often()
    session = Session(lambda: configuration(flags))
    rebuilder = watching(session, terminal.teller(quiet=bool(session.config["quiet"])))
    try:
        rebuilder.run()
    except KeyboardInterrupt:
        return
    finally:
        rebuilder.stop()


def wants_watching(flags: dict[str, Any], config: Config, tell: Callable[[Notice], None]) -> bool:
    """Return whether to watch for changes; if not, print why."""
    if config.get("detach"):
        tell(Notice("Auto-regeneration:", "disabled when running server detached."))
        return False
    if flags["watch"] is False or (flags["watch"] is None and config.get("watch") is False):
        tell(Notice("Auto-regeneration:", "disabled. Use --watch to enable."))
        return False
    return True


def watching(session: Session, tell: Callable[[Notice], None]) -> Rebuilder:
    """Return a running watcher of the site, which rebuilds it on changes."""
    from liquidsite.serve.debounce import LONGEST, Gatherer
    from liquidsite.serve.rebuild import Rebuilder

    config = session.config
    gatherer = Gatherer(
        quiet=float(config.get("livereload_min_delay") or 0),
        longest=float(config.get("livereload_max_delay") or LONGEST),
    )
    polling = bool(config.get("force_polling"))
    rebuilder = Rebuilder(session, tell, terminal.warner(), polling=polling, gatherer=gatherer)
    rebuilder.start()
    return rebuilder
