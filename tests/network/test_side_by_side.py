"""Work in threads: what it finds is told at once, and it ends with whoever listens."""

from __future__ import annotations

import threading
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest

from kdcat.network.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_what_each_finds_is_told_whoever_is_done_first() -> None:
    told = threading.Event()

    def slow() -> Iterator[str]:
        assert told.wait(30)
        yield "slow"

    found = side_by_side([slow(), iter(["one", "two"])])
    assert [next(found), next(found)] == ["one", "two"]
    told.set()
    assert list(found) == ["slow"]


def test_whoever_stops_listening_stops_the_work() -> None:
    ended = threading.Event()

    def endless() -> Iterator[int]:
        try:
            for number in count():
                time.sleep(0.001)
                yield number
        finally:
            ended.set()

    found = side_by_side([endless()])
    assert next(found) == 0
    found.close()
    assert ended.wait(5)


def test_what_goes_wrong_in_one_is_raised() -> None:
    def wrong() -> Iterator[int]:
        yield 1
        raise ValueError("a mistake")

    found = side_by_side([wrong()])
    assert next(found) == 1
    with pytest.raises(ValueError, match="a mistake"):
        next(found)
