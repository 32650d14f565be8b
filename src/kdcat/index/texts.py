"""Texts taken apart into numbered words: which words there are, and where each stands.

There is an inverted index from word to texts, and the first letters of all words. All of it can be
written as flat bytes and taken up again; nothing in those bytes is code, and what is not asked for
is not read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, compress, pairwise
from operator import mul
from typing import TYPE_CHECKING

from kdcat.index.number_arrays import held, pack, taken_up, unpack
from kdcat.words import parts, plain, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.index.number_arrays import Stored


class Texts:
    """Texts taken apart into numbered words, and where each word stands."""

    def __init__(self, stored: Stored) -> None:
        """Take up the bytes that `stored` gave; each is read when it is first needed."""
        self._stored = stored
        self._asked = 0
        """Of how many words it was asked where they stand."""

    @classmethod
    def build(cls, texts: Iterable[str]) -> Texts:
        """Take texts apart."""
        numbers: dict[str, int] = {}
        known: dict[str, int] = {}
        compounds = array("Q")
        where: list[array[int] | int | None] = []
        words = array("I")
        bounds = array("I", [0])
        for number, text in enumerate(texts):
            here = []
            for written in split(text):
                word = known.get(written)
                if word is None:
                    word = numbers.setdefault(plain(written), len(numbers))
                    for part in parts(written):
                        compounds.append(numbers.setdefault(part, len(numbers)) << 32 | word)
                    if len(known) == _MOST_KNOWN:
                        known.clear()
                    known[written] = word
                here.append(word)
            while len(where) < len(numbers):
                where.append(None)
            for word in set(here):
                there = where[word]
                if isinstance(there, array):
                    there.append(number)
                # Most words of a long list stand in one text alone, and need no array.
                elif there is None:
                    where[word] = number
                else:
                    where[word] = array("I", (there, number))
            words.extend(here)
            bounds.append(len(words))
        known.clear()
        return cls(held(_sorted(numbers, where, words, bounds, compounds)))

    def stored(self) -> dict[str, bytes]:
        """Return the texts as named runs of bytes, for the constructor."""
        return {name: self._stored(name) for name in STORED}

    @cached_property
    def _words(self) -> str:
        """All words, each with a newline after it; the shorter before the longer, then by letters.

        Those of one length stand at even distances, so that none need be cut out to find another.
        """
        return self._stored("words").decode("utf-8")

    @cached_property
    def _lengths(self) -> tuple[list[int], list[int]]:
        """For each length the number of the first word so long, and its place in `_words`."""
        counts = unpack(self._stored("lengths"))
        # A word may have a hundred thousand letters, and there are as many lengths then.
        numbers = list(accumulate(counts, initial=0))
        in_text = list(accumulate(map(mul, counts, range(1, len(counts) + 1)), initial=0))
        return numbers, in_text

    @cached_property
    def _lengths_held(self) -> list[int]:
        """The lengths that words have, ascending."""
        counts = unpack(self._stored("lengths"))
        return list(compress(range(len(counts)), counts))

    @cached_property
    def sequence(self) -> Sequence[int]:
        """The numbers of the words of all texts, one text after the other."""
        return taken_up(self._stored("sequence"))

    @cached_property
    def bounds(self) -> array[int]:
        """Where in `sequence` each text begins, and at last where it ends."""
        return unpack(self._stored("bounds"))

    @cached_property
    def _starts(self) -> array[int]:
        return unpack(self._stored("starts"))

    @cached_property
    def _postings(self) -> Sequence[int]:
        """The numbers of the texts in which each word stands, one word after the other."""
        return taken_up(self._stored("postings"))

    @cached_property
    def _compounds(self) -> tuple[array[int], array[int]]:
        return unpack(self._stored("parts")), unpack(self._stored("wholes"))

    @cached_property
    def _initials(self) -> str:
        return self._stored("initials").decode("utf-8")

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def word(self, number: int) -> str:
        """Return the word that has a number."""
        numbers, in_text = self._lengths
        length = bisect_right(numbers, number) - 1
        start = in_text[length] + (number - numbers[length]) * (length + 1)
        return self._words[start : start + length]

    def so_long(self, length: int) -> int:
        """Return the number of words that have so many letters."""
        numbers, _ = self._lengths
        return numbers[length + 1] - numbers[length] if length < len(numbers) - 1 else 0

    def sharing(self, length: int, pieces: Iterable[tuple[int, str]], most: int) -> dict[int, str]:
        """Return by their numbers the words of a length in which one of some pieces stands.

        Args:
            length: The number of letters.
            pieces: The pieces, and where each stands in a word.
            most: How many letters further on or before it may stand instead.
        """
        numbers, in_text = self._lengths
        if length >= len(numbers) - 1:
            return {}
        first, start, end, step = numbers[length], in_text[length], in_text[length + 1], length + 1
        words = self._words
        found: dict[int, str] = {}
        for there, piece in set(pieces):
            place = words.find(piece, start, end)
            while place >= 0:
                number, at = divmod(place - start, step)
                if abs(at - there) <= most:
                    begins = start + number * step
                    found[first + number] = words[begins : begins + length]
                    place = words.find(piece, begins + step, end)
                else:
                    place = words.find(piece, place + 1, end)
        return found

    def beginning_so_long(self, letters: str, length: int) -> dict[int, str]:
        """Return by their numbers the words of a length that begin with the letters."""
        of_letters = self._beginning(letters, length)
        if not of_letters:
            return {}
        step = length + 1
        start = self._lengths[1][length] + (of_letters.start - self._lengths[0][length]) * step
        words = self._words[start : start + len(of_letters) * step].split("\n")
        return dict(zip(of_letters, words, strict=False))

    def number(self, word: str) -> int | None:
        """Return the number of a plain word, or None where no text has it."""
        numbers = self._beginning(word, len(word))
        return numbers[0] if numbers else None

    def beginning(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the words that begin with the letters."""
        held = self._lengths_held
        for length in held[bisect_left(held, len(letters)) :]:
            yield from self._beginning(letters, length)

    def _beginning(self, letters: str, length: int) -> range:
        """The numbers of the words of a length that begin with the letters."""
        numbers, in_text = self._lengths
        if length >= len(numbers) - 1:
            return range(0)
        words, start, step = self._words, in_text[length], length + 1

        def beginning(place: int) -> str:
            first_letter = start + place * step
            return words[first_letter : first_letter + len(letters)]

        first = numbers[length]
        places = range(numbers[length + 1] - first)
        least = bisect_left(places, letters, key=beginning)
        if least == len(places) or beginning(least) != letters:
            return range(0)
        return range(first + least, first + bisect_right(places, letters, least, key=beginning))

    def wholes(self, word: int) -> Sequence[int]:
        """Return the words of which the given one is a part, such as tinybert for bert."""
        of, wholes = self._compounds
        return wholes[bisect_left(of, word) : bisect_right(of, word)]

    def holding(self, word: int) -> Sequence[int]:
        """Return the numbers of the texts in which a word stands, ascending."""
        start, end = self._starts[word], self._starts[word + 1]
        if self._asked == _MANY_ASKED:
            return self._postings[start:end]
        self._asked += 1
        return unpack(self._stored("postings", 4 * start, 4 * end))

    def count(self, word: int) -> int:
        """Return the number of texts in which a word stands."""
        return self._starts[word + 1] - self._starts[word]

    def of(self, text: int) -> Sequence[int]:
        """Return the words of a text, by number."""
        return self.sequence[self.bounds[text] : self.bounds[text + 1]]

    def initials(self, letters: str) -> Iterator[tuple[int, ...]]:
        """Yield each run of words that begins with the letters in turn, by the words' numbers."""
        text = self._initials
        bounds = self.bounds
        place = text.find(letters)
        while place >= 0:
            # A text's initials lie one further on for each text before, for the newline after it.
            number = bisect_right(range(len(bounds)), place, key=lambda n: bounds[n] + n) - 1
            first = place - number
            yield tuple(self.sequence[first : first + len(letters)])
            place = text.find(letters, place + 1)


STORED = (
    *("words", "lengths", "sequence", "bounds"),
    *("starts", "postings", "parts", "wholes", "initials"),
)
"""The names of the runs of bytes that texts are kept as."""


def _sorted(
    numbers: dict[str, int],
    where: list[array[int] | int | None],
    words: array[int],
    bounds: array[int],
    compounds: array[int],
) -> dict[str, bytes]:
    """Number words by their length and letters instead of their first appearance.

    Of the numbers in `compounds`, the upper half is a part, the lower the word that it is of.
    """
    in_order = sorted(sorted(numbers), key=len)
    lengths = array("I", bytes(4 * (1 + max(map(len, in_order), default=0))))
    new = array("I", bytes(4 * len(numbers)))
    starts = array("I", [0])
    postings = array("I")
    for place, word in enumerate(in_order):
        lengths[len(word)] += 1
        old = numbers[word]
        new[old] = place
        there = where[old]
        if there is not None:
            postings.extend((there,) if isinstance(there, int) else there)
        where[old] = None
        starts.append(len(postings))
    numbers.clear()
    sequence = array("I", map(new.__getitem__, words))
    pairs = sorted({new[pair >> 32] << 32 | new[pair & _LOWER] for pair in compounds})
    pairs = [pair for pair in pairs if pair >> 32 != pair & _LOWER]
    first = [word[0] for word in in_order]
    letters = "".join(map(first.__getitem__, sequence))
    initials = "\n".join(letters[start:end] for start, end in pairwise(bounds))
    return {
        "words": "".join(f"{word}\n" for word in in_order).encode("utf-8"),
        "lengths": pack(lengths),
        "sequence": pack(sequence),
        "bounds": pack(bounds),
        "starts": pack(starts),
        "postings": pack(postings),
        "parts": pack(array("I", [pair >> 32 for pair in pairs])),
        "wholes": pack(array("I", [pair & _LOWER for pair in pairs])),
        "initials": initials.encode("utf-8"),
    }


_LOWER = (1 << 32) - 1
_MOST_KNOWN = 1 << 16
"""Words as written whose numbers are kept at hand; of more, most are met once."""
_MANY_ASKED = 1000
"""Of more words it takes less to read where all stand, even in a million texts: a quarter of their
words may begin as the query's does."""
