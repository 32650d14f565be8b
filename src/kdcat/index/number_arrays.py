"""What is kept as named runs of bytes: numbers the same on every machine, and finding them."""

from __future__ import annotations

import sys
from array import array
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Protocol

    # Known to no run: to make a protocol takes a millisecond of every start.
    class Stored(Protocol):
        """Gives out named runs of bytes, which may lie in a file nobody wants to read whole."""

        def __call__(self, name: str, start: int = 0, end: int | None = None) -> bytes:
            """Return the bytes of a name from a place on, up to another or to its end."""


def held(contents: Mapping[str, bytes]) -> Stored:
    """Give out the runs of bytes that are there by name."""

    def stored(name: str, start: int = 0, end: int | None = None) -> bytes:
        return contents[name][start:end]

    return stored


def grouped(group: str, stored: Stored) -> Stored:
    """Give out those whose names begin with a group's and a slash, by the rest of the name."""

    def of_group(name: str, start: int = 0, end: int | None = None) -> bytes:
        return stored(f"{group}/{name}", start, end)

    return of_group


def pack(numbers: array[int]) -> bytes:
    """Return numbers as bytes, as wide as they are in the array, the least significant first."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def unpack(content: bytes, below: int | None = None) -> array[int]:
    """Return the numbers that `pack` wrote.

    Args:
        content: The bytes.
        below: What the numbers are less than, if they were `narrowed` to that; else they have four
            bytes each.

    Raises:
        ValueError: The bytes are not a whole number of numbers, or one of them is too great.
    """
    numbers = array("I" if below is None else _width(below))
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    if below is not None and not _all_below(numbers, below):
        raise ValueError(f"a number is not below {below}")
    return numbers


def taken_up(content: bytes) -> Sequence[int]:
    """Return the numbers that `pack` wrote, four bytes each, without a copy where that can be.

    Raises:
        ValueError, TypeError: The bytes are not a whole number of numbers.
    """
    return memoryview(content).cast("I") if sys.byteorder == "little" else unpack(content)


def narrowed(numbers: array[int], below: int) -> array[int]:
    """Return numbers in as few bytes each as all that are less than `below` need."""
    return array(_width(below), numbers)


def places_of(wanted: Collection[int], numbers: array[int]) -> list[int]:
    """Return the places at which one of the wanted numbers stands, ascending."""
    # Bytes are looked for in a tenth of the time of numbers.
    if numbers.itemsize == 1:
        return list(compress(range(len(numbers)), _marked(numbers.tobytes(), wanted)))
    highs = {number >> 8 for number in wanted}
    if numbers.itemsize > 2 or len(highs) > _MOST_HIGHS:
        return [place for place, number in enumerate(numbers) if number in wanted]
    low, high = _halves(numbers)
    found = 0
    for one in highs:
        of_low = _marked(low, [number & 0xFF for number in wanted if number >> 8 == one])
        found |= int.from_bytes(of_low, "big") & int.from_bytes(_marked(high, [one]), "big")
    return list(compress(range(len(numbers)), found.to_bytes(len(numbers), "big")))


_MOST_HIGHS = 16


def _marked(content: bytes, wanted: Collection[int]) -> bytes:
    """Return a 1 for each byte that is wanted, and a 0 for each other."""
    marks = bytearray(256)
    for byte in wanted:
        marks[byte] = 1
    return content.translate(marks)


def _halves(numbers: array[int]) -> tuple[bytes, bytes]:
    """Return the low and the high bytes of numbers of two bytes."""
    content = numbers.tobytes()
    first, second = content[::2], content[1::2]
    return (first, second) if sys.byteorder == "little" else (second, first)


def _width(below: int) -> str:
    return "B" if below <= 1 << 8 else "H" if below <= 1 << 16 else "I"


def _all_below(numbers: array[int], below: int) -> bool:
    if numbers.itemsize == 1:
        return not numbers.tobytes().translate(None, bytes(range(below)))
    if numbers.itemsize > 2:
        return max(numbers, default=-1) < below
    low, high = _halves(numbers)
    most = (below - 1) >> 8
    lows = compress(low, _marked(high, [most]))
    return not high.translate(None, bytes(range(most + 1))) and max(lows, default=0) <= (
        (below - 1) & 0xFF
    )
