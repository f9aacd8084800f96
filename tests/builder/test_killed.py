"""A build that is killed at any moment leaves nothing that makes the next one wrong."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import sample
from test_incremental import differs

MOMENTS = 25
CLOCK = "time: 2021-03-04 01:00:00 +0000\n"  # what `differs` builds with at hour 1


def test_killed_builds_do_no_harm(tmp_path: Path) -> None:
    chance = random.Random(5)
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    with (root / "_config.yml").open("a") as config:
        config.write(CLOCK)
    command = [sys.executable, "-m", "liquidsite", "build", "-q", "-s", str(root)]
    command += ["-d", str(root / "_site")]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    length = time.perf_counter() - began
    for moment in range(MOMENTS):
        chance.choice(sample.EDITS[:-1])(chance, root)
        if moment % 10 == 0:
            shutil.rmtree(root / ".jekyll-cache", ignore_errors=True)
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.0) * length)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if moment % 3 == 0:
            assert differs(root, clean, 1) == [], f"after moment {moment}"
    assert differs(root, clean, 1) == []
