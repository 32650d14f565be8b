"""Numbers as bytes: the same numbers come back, and what is looked for among them is found."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.index.number_arrays import grouped, held, narrowed, pack, places_of, taken_up, unpack

# On both sides of what one byte and two bytes hold.
limits = st.sampled_from([1, 2, 255, 256, 257, 300, 1000, 4096, 65535, 65536, 65537, 10**6])


@st.composite
def some_numbers(draw: st.DrawFn) -> tuple[int, list[int], set[int]]:
    below = draw(limits)
    numbers = draw(st.lists(st.integers(0, below - 1)))
    chosen = st.integers(0, below - 1) | (st.sampled_from(numbers) if numbers else st.nothing())
    return below, numbers, draw(st.sets(chosen, max_size=40))


@given(some_numbers())
def test_the_numbers_come_back_and_are_found(drawn: tuple[int, list[int], set[int]]) -> None:
    below, numbers, wanted = drawn
    narrow = narrowed(array("I", numbers), below)
    assert list(unpack(pack(narrow), below)) == numbers
    wide = pack(array("I", numbers))
    assert list(unpack(wide)) == list(taken_up(wide)) == numbers
    assert len(pack(narrow)) == len(numbers) * (1 if below <= 256 else 2 if below <= 65536 else 4)
    places = [place for place, number in enumerate(numbers) if number in wanted]
    assert places_of(wanted, narrow) == places_of(wanted, array("I", numbers)) == places


@given(limits, st.data())
def test_a_number_that_is_too_great_is_refused(below: int, data: st.DataObject) -> None:
    most = 0xFF if below <= 256 else 0xFFFF if below <= 65536 else 0xFFFFFFFF
    number = st.integers(0, most) | st.integers(max(0, below - 2), min(below + 1, most))
    numbers = data.draw(st.lists(number))
    packed = pack(narrowed(array("I", numbers), below))
    if max(numbers, default=0) < below:
        assert list(unpack(packed, below)) == numbers
    else:
        with pytest.raises(ValueError, match=f"not below {below}"):
            unpack(packed, below)


def test_numbers_that_are_not_whole_are_refused() -> None:
    for content in (b"abc", b"abcde"):
        with pytest.raises(ValueError, match="multiple of item size"):
            unpack(content)
        with pytest.raises((ValueError, TypeError)):
            taken_up(content)


def test_runs_of_bytes_are_given_out_in_part() -> None:
    stored = grouped("a", held({"a/b": b"01234", "b": b""}))
    assert (stored("b"), stored("b", 2), stored("b", 1, 3)) == (b"01234", b"234", b"12")
