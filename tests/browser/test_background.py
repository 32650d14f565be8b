"""Work beside the program: the newest only, and what goes wrong in it is told."""

from __future__ import annotations

import sys
import threading
import time
from functools import partial
from operator import call
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kdcat.browser.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable


def patiently(holds: threading.Event) -> None:
    assert holds.wait(30)


def test_what_nobody_waits_for_is_stopped_in_its_midst() -> None:
    begun, ended, done = threading.Event(), threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def long() -> None:
        begun.set()
        try:
            while True:
                time.sleep(0.001)
        finally:
            ended.set()

    background = Background(failed.append)
    background.do(long)
    patiently(begun)
    background.do(done.set)
    patiently(ended)
    patiently(done)
    assert failed == []


class Slow:
    """What takes a while to be disposed of."""

    def __del__(self) -> None:
        for _ in range(100):
            time.perf_counter()


def test_nothing_is_said_of_what_is_stopped_while_it_disposes_of_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    background = Background(said.append)
    for _ in range(20):
        begun, ended = threading.Event(), threading.Event()

        def dispose(begun: threading.Event = begun, ended: threading.Event = ended) -> None:
            begun.set()
            try:
                for _ in range(3000):
                    Slow()
            finally:
                ended.set()

        background.do(dispose)
        patiently(begun)
        background.stop()
        patiently(ended)
    assert said == []


def test_what_goes_wrong_is_told() -> None:
    told = threading.Event()
    failed: list[BaseException] = []

    def fail() -> None:
        raise ValueError("a mistake")

    def tell(error: BaseException) -> None:
        failed.append(error)
        told.set()

    background = Background(tell)
    background.do(fail)
    patiently(told)
    assert [str(error) for error in failed] == ["a mistake"]


def test_what_loads_a_module_goes_on_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_to_load.py").write_text(
        "import time\nfor _ in range(300):\n    time.sleep(0.001)\nloaded = True\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    begun = threading.Event()

    def load() -> None:
        begun.set()
        __import__("slow_to_load")

    background = Background(lambda _: None)
    background.do(load)
    patiently(begun)
    while "slow_to_load" not in sys.modules:
        time.sleep(0.001)
    background.stop()
    assert __import__("slow_to_load").loaded


def test_stopped_at_any_moment_nothing_is_told() -> None:
    failed: list[BaseException] = []
    background = Background(failed.append)
    for number in range(300):
        background.do(partial(sum, range(number * 20)))
        time.sleep(number % 7 / 10_000)
    background.stop()
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and thread.daemon:
            thread.join(5)
    assert failed == []


def test_what_is_stopped_while_it_loads_never_begins() -> None:
    loading, loaded = threading.Event(), threading.Event()
    done: list[str] = []

    def load() -> None:
        loading.set()
        patiently(loaded)
        done.append("loaded")

    background = Background(lambda error: done.append(str(error)), load)
    background.do(partial(done.append, "begun"))
    patiently(loading)
    thread = background._running
    assert thread is not None
    background.stop()
    loaded.set()
    thread.join(30)
    assert done == ["loaded"]


def test_what_begins_to_load_while_it_is_stopped_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = iter((False, True))
    monkeypatch.setattr("kdcat.browser.background._is_loading", lambda _: next(seen))
    begun, going_on, ended = threading.Lock(), threading.Lock(), threading.Event()
    begun.acquire()
    going_on.acquire()

    def work() -> None:
        # Both in one call without a line of Python between them, where a stop would be heeded
        # before it is taken back: once the one is free, this waits for the other.
        both: tuple[Callable[[], object], ...] = (begun.release, going_on.acquire)
        list(map(call, both))
        for _ in range(1000):
            time.perf_counter()
        ended.set()

    background = Background(lambda _: None)
    background.do(work)
    assert begun.acquire(timeout=30)
    background.stop()
    going_on.release()
    patiently(ended)
    assert list(seen) == []
