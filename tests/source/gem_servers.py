"""A gem server of our own: gems packed from texts, and the index that RubyGems' servers give."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from local_server import served

METADATA = """\
--- !ruby/object:Gem::Specification
name: {name}
version: !ruby/object:Gem::Version
  version: {version}
authors:
- Ann "A" A
description: A theme
metadata:
  plugin_type: theme
dependencies:
{dependencies}"""
DEPENDENCY = """\
- !ruby/object:Gem::Dependency
  name: {name}
  requirement: !ruby/object:Gem::Requirement
    requirements:
    - - "{operator}"
      - !ruby/object:Gem::Version
        version: '{version}'
  type: :{kind}
"""


def tarred(files: Mapping[str, bytes | tarfile.TarInfo]) -> bytes:
    """A tar; a value that is a header goes in as it is, without content."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, content in files.items():
            if isinstance(content, tarfile.TarInfo):
                tar.addfile(content)
                continue
            header = tarfile.TarInfo(name)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    return file.getvalue()


def packed(
    name: str,
    version: str,
    files: Mapping[str, str | bytes | tarfile.TarInfo],
    needs: Mapping[str, str] | None = None,
) -> bytes:
    """A gem; `needs` are dependencies, each with its kind and version: `runtime ~> 1.5`."""
    dependencies = ""
    for gem, text in (needs or {}).items():
        kind, operator, number = text.split()
        dependencies += DEPENDENCY.format(name=gem, kind=kind, operator=operator, version=number)
    metadata = METADATA.format(name=name, version=version, dependencies=dependencies)
    data = {key: text.encode() if isinstance(text, str) else text for key, text in files.items()}
    return tarred(
        {
            "metadata.gz": gzip.compress(metadata.encode()),
            "data.tar.gz": gzip.compress(tarred(data)),
            "checksums.yaml.gz": gzip.compress(b"---\n"),
        }
    )


@dataclass
class GemServer:
    """`gems` by file name, `index` lines by gem, and the paths that were asked for."""

    address: str = ""
    gems: dict[str, bytes] = field(default_factory=dict)
    index: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def add(self, name: str, version: str, gem: bytes, needs: str = "", sha: str = "") -> None:
        self.gems[f"{name}-{version}.gem"] = gem
        checksum = sha or hashlib.sha256(gem).hexdigest()
        line = f"{version} {needs}|checksum:{checksum},ruby:>= 2.5"
        self.index.setdefault(name, []).append(line)

    def answer(self, path: str) -> bytes | None:
        _, kind, name = path.split("/", 2)
        if kind == "info" and name in self.index:
            return "\n".join(["---", *self.index[name], ""]).encode()
        return self.gems.get(name) if kind == "gems" else None


@contextmanager
def gem_server() -> Iterator[GemServer]:
    """A gem server on this machine, as long as the block takes."""
    state = GemServer()

    def answer(request: BaseHTTPRequestHandler) -> None:
        state.asked.append(request.path)
        body = state.answer(request.path)
        request.send_response(404 if body is None else 200)
        request.end_headers()
        request.wfile.write(body or b"")

    with served(answer) as state.address:
        yield state
