"""Dockerfiles: what RUN runs is the shell's."""

from __future__ import annotations

from typing import cast

from ..grammar import Grammar, Scan
from .shell import GRAMMAR as SHELL

_INSTRUCTIONS = (
    "FROM|MAINTAINER|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|STOPSIGNAL"
    "|HEALTHCHECK|SHELL"
)


def _run(scan: Scan) -> None:
    scan.emit("k")
    scan.push("run")
    _shell(scan).reset()


def _shell(scan: Scan) -> Scan:
    if "shell" not in scan.memory:
        scan.memory["shell"] = scan.inner(SHELL)
    return cast(Scan, scan.memory["shell"])


GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            (r"(?i:^(FROM)(\s+)(.*)(\s+)(AS)(\s+)(.*))", ("k", "w", "s", "w", "k", "w", "s")),
            (rf"(?i:^(ONBUILD)(\s+)({_INSTRUCTIONS})(.*))", ("k", "w", "k", "s")),
            (rf"(?i:^({_INSTRUCTIONS})\b(.*))", ("k", "s")),
            ("#.*", "c"),
            (r"(?i:^(?:ONBUILD\s+)?RUN\s+)", _run),
            (r"\w+|\W+", ""),
        ],
        "run": [
            (r"\n", "", "#pop"),
            (r"\\(?s:.)", "se"),
            (r"(?:\\.|[^\n\\])+", lambda scan: _shell(scan).feed(scan.match.group())),
        ],
    }
)
tokens = GRAMMAR.tokens
