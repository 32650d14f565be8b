"""What is kept as named sections of bytes: numbers the same on every machine, and finding them."""

import sys
from array import array
from collections.abc import Collection, Mapping
from itertools import compress
from typing import Protocol


class Sections(Protocol):
    """Gives out the bytes of sections, which may lie in a file that nobody wants to read whole."""

    def __call__(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a section from a place on, up to another or to its end."""
        ...


def held(contents: Mapping[str, bytes]) -> Sections:
    """Return the sections that are there by name."""

    def section(name: str, start: int = 0, end: int | None = None) -> bytes:
        return contents[name][start:end]

    return section


def grouped(group: str, section: Sections) -> Sections:
    """Return the sections whose names begin with a group's and a slash, by the rest of the name."""

    def of_group(name: str, start: int = 0, end: int | None = None) -> bytes:
        return section(f"{group}/{name}", start, end)

    return of_group


def pack(numbers: "array[int]") -> bytes:
    """Return numbers as bytes, as wide as they are in the array, the least significant first."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def unpack(content: bytes, below: int | None = None) -> "array[int]":
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


def narrowed(numbers: "array[int]", below: int) -> "array[int]":
    """Return numbers in as few bytes each as all that are less than `below` need."""
    return array(_width(below), numbers)


def places_of(wanted: Collection[int], numbers: "array[int]") -> list[int]:
    """Return the places at which one of the wanted numbers stands, ascending."""
    if numbers.itemsize > 1:
        return [place for place, number in enumerate(numbers) if number in wanted]
    # A tenth of the time, where a number is a byte.
    chosen = bytearray(256)
    for number in wanted:
        chosen[number] = 1
    return list(compress(range(len(numbers)), numbers.tobytes().translate(chosen)))


def _width(below: int) -> str:
    return "B" if below <= 1 << 8 else "H" if below <= 1 << 16 else "I"


def _all_below(numbers: "array[int]", below: int) -> bool:
    if numbers.itemsize == 1:
        return not numbers.tobytes().translate(None, bytes(range(below)))
    return max(numbers, default=-1) < below
