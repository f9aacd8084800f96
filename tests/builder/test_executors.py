"""Builds on other executors are builds on one core, errors too."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import sample
from test_incremental import tree

from liquidsite import LiquidsiteError, Site

CLOCK = {"time": "2020-03-04 00:00:00 +0000"}


@pytest.fixture(params=["threads", "processes", "dask"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "threads":
        with ThreadPoolExecutor(2) as threads:
            yield threads
    elif request.param == "processes":
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
            yield processes
    else:
        yield from dask_cluster()


def dask_cluster() -> Iterator[Executor]:
    """A local Dask cluster of two workers. Its own warnings are not ours to fix."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        distributed = pytest.importorskip("distributed")
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client.get_executor()


def test_a_program_with_threads_asks_for_workers(tmp_path: Path) -> None:
    """Without them it renders alone, since a process with threads cannot be forked."""
    root = sample.create(tmp_path / "site")
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        config = {**CLOCK, "disable_disk_cache": True}
        alone = Site.load(root, config=config).build(tmp_path / "alone")
        spread = Site.load(root, config=config).build(tmp_path / "spread", workers=2)
        setting = Site.load(root, config={**config, "workers": 2}).build(tmp_path / "again")
    finally:
        stop.set()
        thread.join()
    assert (alone.workers, spread.workers, setting.workers) == (1, 2, 2)
    assert tree(tmp_path / "spread") == tree(tmp_path / "alone") == tree(tmp_path / "again")


def test_one_worker_is_this_process(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    for number in range(80):
        sample.write(root / f"many/{number}.md", "---\n---\nx")
    assert Site.load(root, config=CLOCK).build(tmp_path / "one", workers=1).workers == 1
    config = {**CLOCK, "workers": ["Ada", "Bob"]}  # a value of the site's own
    Site.load(root, config=config).build(tmp_path / "many")
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def test_the_output_is_that_of_one_core(tmp_path: Path, executor: Executor) -> None:
    root = sample.create(tmp_path / "site")
    Site.load(root, config={**CLOCK, "disable_disk_cache": True}).build(tmp_path / "alone")
    result = Site.load(root, config=CLOCK).build(tmp_path / "spread", executor=executor)
    assert tree(tmp_path / "spread") == tree(tmp_path / "alone")
    assert len(result.rendered) > 10
    again = Site.load(root, config=CLOCK).build(tmp_path / "spread", executor=executor)
    assert (again.rendered, again.written) == ((), ())


def test_workers_need_not_see_the_destination(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample.create(tmp_path / "site")
    Site.load(root, config=CLOCK).build(tmp_path / "alone")
    read = Path.read_bytes

    def read_elsewhere(path: Path) -> bytes:
        if path.is_relative_to(tmp_path / "spread"):
            raise FileNotFoundError(path)
        return read(path)

    with ThreadPoolExecutor(2) as executor, monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", read_elsewhere)
        Site.load(root, config=CLOCK).build(tmp_path / "spread", executor=executor)
    assert tree(tmp_path / "spread") == tree(tmp_path / "alone")


def test_the_error_is_that_of_one_core(tmp_path: Path, executor: Executor) -> None:
    root = sample.create(tmp_path / "site")
    for number in (4, 2, 5):
        with next((root / "_posts").glob(f"*-post-{number}.md")).open("a") as post:
            post.write("{% include missing.html %}")
    told = []
    for chosen in (None, executor):
        with pytest.raises(LiquidsiteError) as raised:
            Site.load(root, config=CLOCK).build(tmp_path / "built", executor=chosen)
        told.append((str(raised.value), type(raised.value)))
    assert told[0] == told[1]
    assert "post-2" in told[0][0]
    assert not (tmp_path / "built").exists()
