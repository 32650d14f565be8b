"""Numbers as bytes that are the same on every machine."""

import sys
from array import array


def pack(numbers: "array[int]") -> bytes:
    """Return numbers as bytes, four for each, the least significant first."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def unpack(content: bytes) -> "array[int]":
    """Return the numbers that `pack` wrote.

    Raises:
        ValueError: The bytes are not a whole number of numbers.
    """
    numbers = array("I")
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
