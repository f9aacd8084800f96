#!/usr/bin/env python3
"""Build the sites here with the real Jekyll and jekyll-scholar, and store what they wrote.

    JEKYLL=… tests/plugins/scholar/record.py [--check] [NAME ...]

The command in $JEKYLL has jekyll-scholar 7.3.0 and the gems that it needs on its path.
"""

from __future__ import annotations

import sys
from pathlib import Path

SITES = Path(__file__).parent / "sites"
sys.path.insert(0, str(SITES.parents[2]))

from golden.record import Golden, record  # noqa: E402


def goldens() -> list[Golden]:
    """Every site, by name."""
    return [Golden.load(folder) for folder in sorted(SITES.iterdir())]


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != "--check"]
    for golden in goldens():
        if not names or golden.name in names:
            record(golden, check="--check" in sys.argv)
