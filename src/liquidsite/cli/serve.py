"""`liquidsite serve`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.cli.options import BUILD_OPTIONS, add, configuration
from liquidsite.cli.watching import wants_watching, watching
from liquidsite.errors import Notice

if TYPE_CHECKING:
    from liquidsite.config import Config
    from liquidsite.serve.outcome import Outcome
    from liquidsite.session import Session

SERVE_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("-P", "--port", metavar="PORT", help="Port to listen on (4000)"),
    click.option("-H", "--host", metavar="HOST", help="Address to listen on (127.0.0.1)"),
    click.option("-o", "--open-url", is_flag=True, default=None, help="Open the site in a browser"),
    click.option("-B", "--detach", is_flag=True, default=None, help="Run in the background"),
    click.option("--ssl-cert", metavar="FILE", help="X.509 certificate"),
    click.option("--ssl-key", metavar="FILE", help="Private key of the certificate"),
    click.option(
        "--show-dir-listing",
        is_flag=True,
        default=None,
        help="List folders, even those with an index",
    ),
    click.option(
        "--skip-initial-build", is_flag=True, default=None, help="Serve the last build as it is"
    ),
    click.option(
        "-l", "--livereload/--no-livereload", default=None, help="Reload changed pages (on)"
    ),
    click.option(
        "--livereload-ignore", metavar="GLOB[,GLOB...]", help="Files that do not cause a reload"
    ),
    click.option(
        "--livereload-min-delay",
        type=float,
        metavar="SECONDS",
        help="Collect changes for at least this long",
    ),
    click.option(
        "--livereload-max-delay",
        type=float,
        metavar="SECONDS",
        help="Collect changes for at most this long",
    ),
    click.option(
        "--livereload-port", type=int, metavar="PORT", help="Port for browser extensions (35729)"
    ),
)


@click.command("serve", cls=Verb)
@add((*BUILD_OPTIONS, *SERVE_OPTIONS))
def command(**flags: Any) -> None:
    """Serve your site locally and reload it when files change."""
    with terminal.reported(flags):
        serve(flags)


def serve(flags: dict[str, Any]) -> None:
    """Build the site, then serve and watch it until Ctrl-C."""
    from liquidsite.serve.listen import listen
    from liquidsite.serve.memory import collect_often
    from liquidsite.serve.rebuild import warnings_of
    from liquidsite.serve.server import Server
    from liquidsite.session import Session

    session = Session(lambda: serving_configuration(flags))
    config = session.config
    tell = terminal.teller(quiet=bool(config["quiet"]))
    sockets = [listen(str(config["host"]), port(config))]
    if config.get("livereload_port") or flags["livereload"]:
        sockets.append(listen(str(config["host"]), _extension_port(config), "--livereload-port"))
    rebuilder = None
    if wants_watching(flags, config, tell):
        rebuilder = watching(session, tell)
    outcome = _first_build(session, tell)
    if rebuilder is not None:
        rebuilder.before = warnings_of(outcome)
    collect_often()
    if config.get("detach"):
        _detach(tell)
    server = Server(sockets, outcome, rebuilder, ready=lambda: _ready(config, tell))
    try:
        server.run()
    except KeyboardInterrupt:
        tell(Notice("", "Server stopped."))


def serving_configuration(flags: dict[str, Any]) -> Config:
    """Return the configuration for serving.

    In development, `url` is the server's address, as with Jekyll. Raises ConfigError.
    """
    ignored = flags["livereload_ignore"]
    flags = {**flags, "livereload_ignore": ignored.split(",") if ignored else None}
    config = configuration({**flags, "serving": True})
    if config.environment != "development":
        return config
    host = "localhost" if config["host"] == "127.0.0.1" else config["host"]
    return configuration({**flags, "serving": True, "url": _url(config, str(host))})


def port(config: Config) -> int:
    """Return the port to listen on. Raises ConfigError."""
    from liquidsite.errors import ConfigError

    text = str(config["port"])
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f"'{text}' is not a port.")
    return int(text)


def _extension_port(config: Config) -> int:
    from liquidsite.serve.livereload import PORT

    return int(config.get("livereload_port") or PORT)


def _url(config: Config, host: str) -> str:
    secure = config.get("ssl_cert") and config.get("ssl_key")
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if secure else 'http'}://{shown}:{port(config)}"


def _first_build(session: Session, tell: Callable[[Notice], None]) -> Outcome:
    from liquidsite.serve.outcome import Outcome, build
    from liquidsite.serve.rebuild import tell_outcome

    config = session.config
    for notice in config.notices:
        tell(notice)
    tell(Notice("Source:", str(config.source)))
    tell(Notice("Destination:", str(config.destination)))
    if config.get("skip_initial_build"):
        tell(Notice("Build Warning:", "Skipping the initial build. The site may be out of date."))
        return Outcome(config)
    tell(Notice("Generating...", ""))
    outcome = build(session)
    tell_outcome(outcome, tell, terminal.warn)
    session.finish()
    return outcome


def _ready(config: Config, tell: Callable[[Notice], None]) -> None:
    base = str(config["baseurl"] or "").strip("/")
    path = f"/{base}/" if base else "/"
    address = f"{_url(config, str(config['host']))}{path}"
    tell(Notice("Server address:", address))
    if (lan := lan_address(str(config["host"]))) is not None:
        tell(Notice("On your network:", f"{_url(config, lan)}{path}"))
    tell(Notice("Server running...", "press ctrl-c to stop."))
    if config.get("open_url"):
        import webbrowser

        webbrowser.open(address)


def lan_address(host: str) -> str | None:
    """Return this machine's address on the local network if `host` means all addresses."""
    import socket

    if host not in ("0.0.0.0", "::"):
        return None
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # an address for documentation; nothing is sent
            address = str(probe.getsockname()[0])
    except OSError:  # no network
        return None
    return None if address.startswith(("127.", "0.")) else address


def _detach(tell: Callable[[Notice], None]) -> None:
    """Continue in a child process without a terminal, and exit this one.

    Raises ConfigError on systems without `fork`.
    """
    from liquidsite.errors import ConfigError

    if not hasattr(os, "fork"):
        raise ConfigError("--detach does not work on this system.")
    pid = os.fork()
    if pid:
        tell(Notice("Server detached with pid", f"'{pid}'. Run `kill {pid}' to stop the server."))
        sys.stdout.flush()
        os._exit(0)
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
