"""Work beside the program: the newest only, and what goes wrong in it is told."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kdcat.browser.background import Background
from kdcat.index.wanted import give_up_if_unwanted

if TYPE_CHECKING:
    from collections.abc import Callable


def patiently(holds: threading.Event) -> None:
    assert holds.wait(30)


class Endless:
    """Work that goes on until it is given up."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.begun.set()
        try:
            while True:
                give_up_if_unwanted()
        finally:
            self.ended.set()


def test_what_nobody_waits_for_is_given_up_in_its_midst() -> None:
    endless, done = Endless(), threading.Event()
    failed: list[BaseException] = []
    background = Background(failed.append)
    background.do(endless)
    patiently(endless.begun)
    background.do(done.set)
    patiently(endless.ended)
    patiently(done)
    assert failed == []


def test_stopped_it_ends_without_other_work() -> None:
    endless = Endless()
    background = Background(lambda _: None)
    background.do(endless)
    patiently(endless.begun)
    background.stop()
    patiently(endless.ended)


def test_one_does_not_stop_what_another_does() -> None:
    endless = Endless()
    background, other = Background(lambda _: None), Background(lambda _: None)
    background.do(endless)
    patiently(endless.begun)
    other.do(lambda: None)
    other.stop()
    assert not endless.ended.wait(0.05)
    background.stop()
    patiently(endless.ended)


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


def test_of_many_pieces_of_work_the_last_is_done_and_none_fails() -> None:
    done: list[int] = []
    failed: list[BaseException] = []
    last = threading.Event()

    def work(number: int) -> Callable[[], object]:
        def count() -> None:
            for _ in range(number * 20):
                give_up_if_unwanted()
            done.append(number)
            if number == 299:
                last.set()

        return count

    background = Background(failed.append)
    for number in range(300):
        background.do(work(number))
    patiently(last)
    assert failed == []
    # One that had asked for the last time when the next began may still end after it.
    assert sorted(done) == sorted(set(done))
