"""How long the command takes to start, and to build the example, beside Jekyll in the same run.

    python bench/startup.py [--runs 7]

Prints medians of whole processes, in milliseconds, and the ratio to `jekyll build`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "sdg-workshop"


def milliseconds(command: list[str]) -> float:
    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "TZ": "UTC"}
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return (time.perf_counter() - began) * 1000


def median(command: list[str], runs: int) -> float:
    milliseconds(command)
    return statistics.median(milliseconds(command) for _ in range(runs))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    python = [sys.executable]
    liquidsite = [*python, "-m", "liquidsite"]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(EXAMPLE, site, ignore=shutil.ignore_patterns("_site", ".jekyll-cache"))
        build = ["build", "-s", str(site), "-d", f"{folder}/out", "--quiet"]
        cold = [*liquidsite, *build, "--disable-disk-cache"]
        rows = {
            "python -c pass": median([*python, "-c", "pass"], runs),
            "import liquidsite": median([*python, "-c", "import liquidsite"], runs),
            "liquidsite --version": median([*liquidsite, "--version"], runs),
            "liquidsite build, cold": median(cold, runs),
            "liquidsite build, warm": median([*liquidsite, *build], runs),
        }
        if shutil.which("jekyll"):
            rows["jekyll build"] = median(["jekyll", *build], runs)
    for name, value in rows.items():
        print(f"{name:24} {value:7.0f} ms")
    if "jekyll build" in rows:
        jekyll = rows["jekyll build"]
        for name in ("cold", "warm"):
            print(f"jekyll / liquidsite {name}: {jekyll / rows[f'liquidsite build, {name}']:.1f}")


if __name__ == "__main__":
    main()
