"""A text and its lines, and the places in it, counted in characters from its beginning."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_END = re.compile(r"\r\n|\n|\r")
"""A line ending: https://spec.commonmark.org/0.31.2/#line-ending."""


class Span(NamedTuple):
    """A run of characters of a text."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last."""


class Lines:
    """Where the lines of a text begin and end. Lines are numbered from 1, as people number them.

    What follows the last line ending is a line only if there is something.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = array("Q", [0])
        self._ends = array("Q")
        if "\r" in text:
            for ending in LINE_END.finditer(text):
                self._ends.append(ending.start())
                self._starts.append(ending.end())
        else:
            at = -1
            while (at := text.find("\n", at + 1)) >= 0:
                self._ends.append(at)
                self._starts.append(at + 1)
        self._ends.append(len(text))
        self._count = len(self._starts) - (self._starts[-1] == len(text))
        first = LINE_END.search(text)
        self.ending = first[0] if first else "\n"
        """The line ending of the first line; a line feed where there is none."""

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts[: self._count], self._ends)

    def span(self, number: int) -> Span:
        """Return where a line stands, less its line ending.

        Raises:
            IndexError: There is no such line.
        """
        if not 1 <= number <= len(self._starts):
            raise IndexError(number)
        return Span(self._starts[number - 1], self._ends[number - 1])

    def start(self, number: int) -> int:
        """Return the offset at which a line begins."""
        return self._starts[number - 1]

    def end(self, number: int) -> int:
        """Return the offset at which a line ends, less its line ending."""
        return self._ends[number - 1]

    def content(self, number: int) -> str:
        """Return a line without its line ending."""
        return self.text[self._starts[number - 1] : self._ends[number - 1]]

    def number(self, offset: int) -> int:
        """Return the line that a character stands on; a line ending stands on the line it ends."""
        return bisect_right(self._starts, offset, hi=self._count) or 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line that a character stands on, and its column there, from 1."""
        number = self.number(offset)
        return number, offset - self._starts[number - 1] + 1

    def is_blank(self, number: int) -> bool:
        """Return whether nothing is on a line; so it is past the end."""
        return number > self._count or not self.content(number).strip(" \t")

    def after(self, number: int) -> int:
        """Return the offset after a line and its ending; after line 0 the text begins."""
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def is_closed(self, number: int) -> bool:
        """Return whether a line has an ending; what is above the first line counts as closed."""
        return number == 0 or number < len(self._starts)

    def ending_of(self, number: int) -> str:
        """Return the ending of a line, or that of the first line where it has none."""
        if 0 < number < len(self._starts):
            return self.text[self._ends[number - 1] : self._starts[number]]
        return self.ending
