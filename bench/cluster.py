"""What a build costs the machine that asks, on a Dask cluster of two workers and on its own cores.

    python bench/cluster.py [--posts 250,500,1000,2000] [--turns 3]

The workers and the scheduler are processes of this machine, but not the one that builds: what is
compared is the CPU time of the client, and of a whole build without a cluster.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sample_site
from build import MEMORY
from process import ENVIRONMENT, run

from liquidsite import Site

WORKERS = 2


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", default="250,500,1000,2000")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    with ExitStack() as stack:
        client = stack.enter_context(connected(stack.enter_context(cluster())))
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        )
        for number in map(int, options.posts.split(",")):
            site = sample_site.generate(Path(folder) / str(number), number)
            measure(site, client, options.turns)


def measure(site: Path, client: Any, turns: int) -> None:
    """Print the medians of both ways to build, which take turns."""
    here, there, seconds = [], [], []
    for _ in range(turns + 1):  # the first one has the workers import what they need
        forget(site)
        command = [sys.executable, "-m", "liquidsite", "build", "-q", "-s", str(site)]
        local = run([*command, "-d", str(site.with_name("local"))])
        here.append(local.cpu)
        forget(site)
        began, used = time.perf_counter(), time.process_time()
        executor = client.get_executor()
        Site.load(site).build(site.with_name("spread"), executor=executor)
        there.append(time.process_time() - used)
        seconds.append((local.wall, time.perf_counter() - began))
    local_cpu, client_cpu = statistics.median(here[1:]), statistics.median(there[1:])
    local_wall, wall = (statistics.median(found) for found in zip(*seconds[1:], strict=True))
    print(
        f"{site.name:>6} posts: {local_cpu:6.2f} s CPU here ({local_wall:.2f} s), "
        f"{client_cpu:6.2f} s CPU of the client ({wall:.2f} s): {client_cpu / local_cpu:.2f}",
        flush=True,
    )


def forget(site: Path) -> None:
    run(["rm", "-rf", *(str(p) for p in (site / ".jekyll-cache", site.with_name("local")))])
    run(["rm", "-rf", str(site.with_name("spread"))])


@contextmanager
def cluster() -> Iterator[str]:
    """Give the address of a scheduler that has two workers."""
    program = (
        "from distributed import LocalCluster; import sys\n"
        "if __name__ == '__main__':\n"
        f"    with LocalCluster(n_workers={WORKERS}, threads_per_worker=1, dashboard_address=None)"
        " as cluster:\n"
        "        print(cluster.scheduler_address, flush=True); sys.stdin.read()\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cluster.py"
        script.write_text(program)
        process = subprocess.Popen(
            [sys.executable, str(script)],
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None and process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait()


@contextmanager
def connected(address: str) -> Iterator[Any]:
    from distributed import Client

    with Client(address) as client:
        yield client


if __name__ == "__main__":
    main()
