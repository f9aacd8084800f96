#!/usr/bin/env python3
"""Build the golden sites with the real Jekyll and store what it wrote.

    tests/golden/record.py [NAME ...]      record these sites, or all
    tests/golden/record.py --check         record nothing; say which goldens Jekyll disagrees with

A golden is a folder of `sites/`:

    source/       the site
    expected/     what Jekyll wrote; never edited by hand
    golden.yml    optional:  source: another folder that holds the site, from here
                             config: keys that a command line or an extra file would set
                             env:    environment variables
                             about:  what to know, such as where an older Jekyll differs

`jekyll` is taken from the PATH, or from $JEKYLL; the libraries that $RUBYLIB names come before the
installed ones, which is how a newer Jekyll, Liquid or kramdown is asked (see CONTRIBUTING.md).
A golden whose `config` has `jekyll_version: "3.10"` is recorded by the command in $JEKYLL_3.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

SITES = Path(__file__).parent / "sites"
ENVIRONMENT = {"TZ": "UTC", "LANG": "C.UTF-8", "JEKYLL_ENV": "production"}


@dataclass(frozen=True)
class Golden:
    """One recorded site. `config` overrides its _config files, `env` the environment."""

    name: str
    source: Path
    expected: Path
    config: dict[str, object] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Golden:
        path = folder / "golden.yml"
        options = yaml.safe_load(path.read_text()) if path.exists() else {}
        return cls(
            name=folder.name,
            source=(folder / options.get("source", "source")).resolve(),
            expected=folder / "expected",
            config=options.get("config", {}),
            env=ENVIRONMENT | options.get("env", {}),
        )


def goldens() -> list[Golden]:
    """Every golden, by name."""
    return [Golden.load(folder) for folder in sorted(SITES.iterdir()) if folder.is_dir()]


def files(folder: Path) -> set[str]:
    """The files below `folder`, relative to it."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def differences(expected: Path, built: Path) -> list[str]:
    """One line for each file that is missing, extra or not the same bytes."""
    want, got = files(expected), files(built)
    changed = [f for f in want & got if not filecmp.cmp(expected / f, built / f, shallow=False)]
    found = [("missing", want - got), ("extra", got - want), ("differs", changed)]
    return [f"{kind} {name}" for kind, names in found for name in sorted(names)]


def jekyll(golden: Golden, destination: Path, scratch: Path) -> bool:
    """Build with Jekyll, and pass on what it says; True when it succeeded.

    `scratch` takes a copy of the source, so that nothing is left in the source itself.
    """
    source = shutil.copytree(golden.source, scratch / "source", symlinks=True)
    extra = scratch / "extra.yml"
    extra.write_text(yaml.safe_dump(golden.config))
    configs = [p for p in (source / "_config.yml", source / "_config.toml", extra) if p.exists()]
    if "jekyll_version" in golden.config:
        command = [*shlex.split(os.environ.get("JEKYLL_3", "")), "build"]
    else:
        command = [
            *shlex.split(os.environ.get("JEKYLL", "jekyll")),
            "build",
            "--disable-disk-cache",
        ]
    command += ["--config", ",".join(map(str, configs))]
    command += ["--source", str(source), "--destination", str(destination)]
    environment = os.environ | {"JEKYLL_NO_BUNDLER_REQUIRE": "true"} | golden.env
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    for line in done.stderr.splitlines()[:12]:
        print(f"{golden.name}: {line}")
    return done.returncode == 0


def record(golden: Golden, *, check: bool) -> bool:
    """Record one golden, or compare with it; True when nothing changed."""
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch, "built")
        if not jekyll(golden, built, Path(scratch)):
            return False
        changes = differences(golden.expected, built)
        if changes and not check:
            shutil.rmtree(golden.expected, ignore_errors=True)
            shutil.copytree(built, golden.expected)
    for change in changes:
        print(f"{golden.name}: {change}")
    return not changes


def main(arguments: Iterable[str]) -> int:
    parser = argparse.ArgumentParser(description="Record the golden sites with the real Jekyll.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true", help="compare, record nothing")
    options = parser.parse_args(list(arguments))
    chosen = [g for g in goldens() if not options.names or g.name in options.names]
    if "JEKYLL_3" not in os.environ:
        chosen = [g for g in chosen if "jekyll_version" not in g.config]
    same = [record(golden, check=options.check) for golden in chosen]
    print(f"{sum(same)} of {len(same)} unchanged")
    return 1 if options.check and not all(same) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
