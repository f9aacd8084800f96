"""Many events become one change."""

from __future__ import annotations

import threading
import time

from liquidsite.serve.debounce import Change, Gatherer


def never() -> bool:
    return False


def always() -> bool:
    return True


def test_a_save_comes_at_once() -> None:
    change = Change()
    change.put("a", 0, is_saved=True)
    assert change.paths == {"a"}
    assert 0 < change.remaining(0, never) < 0.005
    assert change.remaining(0.005, never) <= 0


def test_a_file_that_is_still_written_is_waited_for() -> None:
    change = Change()
    change.put("a", 0, is_open=True)
    assert change.remaining(0.1, never) > 0
    change.put("a", 0.1)
    assert change.remaining(0.12, never) <= 0


def test_a_file_that_stays_open_does_not_block_for_ever() -> None:
    change = Change()
    change.put("a", 0, is_open=True)
    assert change.remaining(0.2, never) <= 0


def test_a_new_file_that_was_saved_may_be_a_step_of_a_save() -> None:
    """`sed -i` closes its own file, then moves it over the one that it edits."""
    change = Change()
    change.put("sedAb3dE9", 0, is_new=True)
    change.put("sedAb3dE9", 0, is_saved=True)
    assert change.remaining(0.005, never) > 0
    change.put("index.md", 0.005, is_saved=True)
    change.put("sedAb3dE9", 0.005, is_gone=True)
    assert change.paths == {"index.md"}


def test_a_file_that_is_replaced_in_steps_is_one_change() -> None:
    change = Change()
    change.put("index.md", 0, is_gone=True)
    assert change.remaining(0.004, never) > 0
    change.put("index.md", 0.004, is_new=True)
    change.put("index.md", 0.006, is_saved=True)
    assert change.paths == {"index.md"}


def test_a_checkout_is_one_change() -> None:
    change = Change()
    for number in range(200):
        change.put(f"file{number}", number * 0.001, is_saved=True)
    assert change.remaining(0.25, never) > 0
    assert change.remaining(0.3, never) <= 0
    assert len(change.paths) == 200


def test_endless_events_are_handed_out_in_time() -> None:
    change = Change(longest=0.2)
    for number in range(30):
        change.put(str(number), number * 0.01)
        assert (change.remaining(number * 0.01, never) <= 0) == (number >= 20)


def test_while_git_is_at_work_it_waits() -> None:
    change = Change()
    change.put("a", 0, is_saved=True)
    assert change.remaining(0.3, always) > 0
    assert change.remaining(0.3, never) <= 0


def test_a_lock_without_events_is_not_waited_for() -> None:
    change = Change()
    change.put("a", 0, is_saved=True)
    assert change.remaining(1.5, always) <= 0


def test_the_delays_that_were_asked_for() -> None:
    change = Change(quiet=0.3)
    change.put("a", 0, is_saved=True)
    assert change.remaining(0.29, never) > 0
    assert change.remaining(0.3, never) <= 0


def test_another_thread_takes_each_change() -> None:
    gatherer = Gatherer()
    threading.Timer(0.02, gatherer.put, ["a"]).start()
    assert gatherer.take() == {"a"}
    threading.Timer(0.02, gatherer.put, ["b"]).start()
    assert gatherer.take() == {"b"}


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


def test_git_that_ends_is_noticed_without_an_event() -> None:
    busy = threading.Event()
    busy.set()
    gatherer = Gatherer(busy=busy.is_set)
    gatherer.put("a", is_saved=True)
    time.sleep(0.01)
    threading.Timer(0.1, busy.clear).start()
    assert gatherer.take() == {"a"}
    assert not busy.is_set()


def test_closed_it_hands_out_nothing() -> None:
    gatherer = Gatherer()
    threading.Timer(0.05, gatherer.close).start()
    assert gatherer.take() == frozenset()
