"""Many events become one change."""

from __future__ import annotations

import threading
import time

from liquidsite.serve.debounce import Gatherer


def put_later(gatherer: Gatherer, paths: list[str], step: float) -> threading.Thread:
    def put() -> None:
        for path in paths:
            gatherer.put(path)
            time.sleep(step)

    thread = threading.Thread(target=put)
    thread.start()
    return thread


def test_a_save_comes_at_once() -> None:
    gatherer = Gatherer()
    began = time.monotonic()
    gatherer.put("a")
    assert gatherer.take() == {"a"}
    assert time.monotonic() - began < 0.1


def test_a_file_that_is_still_written_is_waited_for() -> None:
    gatherer = Gatherer()
    began = time.monotonic()
    gatherer.put("a", is_open=True)
    threading.Timer(0.06, lambda: gatherer.put("a")).start()
    assert gatherer.take() == {"a"}
    assert 0.06 <= time.monotonic() - began < 0.15


def test_a_new_file_that_was_saved_may_be_a_step_of_a_save() -> None:
    """`sed -i` closes its own file, then moves it over the one that it edits."""
    gatherer = Gatherer()
    gatherer.put("sedAb3dE9", is_new=True)
    gatherer.put("sedAb3dE9", is_saved=True)
    thread = threading.Timer(0.005, lambda: gatherer.put("index.md", is_saved=True))
    thread.start()
    gatherer.put("sedAb3dE9", is_gone=True)
    assert gatherer.take() == {"index.md"}


def test_a_file_that_is_replaced_in_steps_is_one_change() -> None:
    gatherer = Gatherer()
    gatherer.put("index.md", is_gone=True)
    threading.Timer(0.004, lambda: gatherer.put("index.md", is_new=True)).start()
    time.sleep(0.006)
    gatherer.put("index.md", is_saved=True)
    assert gatherer.take() == {"index.md"}
    gatherer.close()
    assert gatherer.take() == frozenset()


def test_a_checkout_is_one_change() -> None:
    gatherer = Gatherer()
    paths = [f"file{number}" for number in range(200)]
    thread = put_later(gatherer, paths, 0.001)
    time.sleep(0.02)
    assert gatherer.take() == set(paths)
    thread.join()


def test_endless_events_are_handed_out_in_time() -> None:
    gatherer = Gatherer(longest=0.2)
    thread = put_later(gatherer, [str(number) for number in range(100)], 0.01)
    time.sleep(0.1)
    began = time.monotonic()
    assert 1 < len(gatherer.take()) < 100
    assert time.monotonic() - began < 0.5
    thread.join()


def test_while_git_is_at_work_it_waits() -> None:
    busy = [True]
    gatherer = Gatherer(busy=lambda: busy[0])
    gatherer.put("a")
    threading.Timer(0.3, busy.clear).start()
    threading.Timer(0.3, lambda: busy.append(False)).start()
    began = time.monotonic()
    gatherer.busy = lambda: bool(busy and busy[0])
    assert gatherer.take() == {"a"}
    assert time.monotonic() - began >= 0.25


def test_a_lock_without_events_is_not_waited_for() -> None:
    gatherer = Gatherer(busy=lambda: True)
    began = time.monotonic()
    gatherer.put("a")
    assert gatherer.take() == {"a"}
    assert time.monotonic() - began < 2


def test_the_delays_that_were_asked_for() -> None:
    gatherer = Gatherer(quiet=0.3)
    began = time.monotonic()
    gatherer.put("a")
    gatherer.take()
    assert time.monotonic() - began >= 0.3


def test_closed_it_hands_out_nothing() -> None:
    gatherer = Gatherer()
    threading.Timer(0.05, gatherer.close).start()
    assert gatherer.take() == frozenset()


def test_a_file_that_is_new_and_gone_is_no_change() -> None:
    gatherer = Gatherer()
    gatherer.put("sedAb3dE9", is_new=True)
    gatherer.put("sedAb3dE9", is_open=True)
    gatherer.put("sedAb3dE9", is_gone=True)
    gatherer.put("index.md")
    assert gatherer.take() == {"index.md"}


def test_a_known_file_that_is_replaced_is_a_change() -> None:
    gatherer = Gatherer()
    gatherer.put("index.md", is_gone=True)
    gatherer.put("index.md", is_new=True)
    gatherer.put("index.md", is_gone=True)
    assert gatherer.take() == {"index.md"}
