"""The lexicon: which words stand in which papers.

Titles are numbered words, an inverted index from word to titles, and the first letters of all
words. Sections, venues and years have few distinct values; only these are indexed, and each paper
knows the number of its own. Identifiers (arXiv, DOI, names of repositories) are one text that is
searched as it is, and whole addresses are known by their checksums. All of it can be written as
flat bytes and taken up again (`sections`, `load`); nothing in those bytes is code, and what a
query does not need is not read.
"""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.number_arrays import grouped, held, narrowed, pack, taken_up, unpack
from kdcat.paper import FIELDS
from kdcat.words import parts, plain, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.index.number_arrays import Sections
    from kdcat.paper import Paper

FACETS = ("modality", "task", "subtask", "venue", "venue_raw", "year")
"""The fields of a paper, title apart, whose words are indexed."""
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?"
    r"(?:(?:github|gitlab|bitbucket|huggingface)\.(?:com|org|co)/([^/?#\s]+)/([^/?#\s]+)"
    r"|([^/.\s]+)\.github\.io/([^/?#\s]*))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^#?\s]*[^#?\s/.,;:)\]>])", re.IGNORECASE)


class Texts:
    """Texts taken apart into numbered words, and where each word stands."""

    def __init__(self, section: Sections) -> None:
        """Take up the bytes that `sections` gave; each is read when it is first needed."""
        self._section = section
        self._as_long_as: dict[int, list[str]] = {}

    @classmethod
    def build(cls, texts: Iterable[str]) -> Texts:
        """Take texts apart."""
        numbers: dict[str, int] = {}
        known: dict[str, int] = {}
        compounds: dict[int, set[str]] = {}
        where: list[array[int]] = []
        words = array("I")
        bounds = array("I", [0])
        for number, text in enumerate(texts):
            here = []
            for written in split(text):
                word = known.get(written)
                if word is None:
                    form = plain(written)
                    word = numbers.setdefault(form, len(numbers))
                    if word == len(where):
                        where.append(array("I"))
                    known[written] = word
                    if within := parts(written):
                        compounds.setdefault(word, set()).update(within)
                here.append(word)
            for word in set(here):
                where[word].append(number)
            words.extend(here)
            bounds.append(len(words))
        known.clear()
        return cls(held(_sorted(numbers, where, words, bounds, compounds)))

    def sections(self) -> dict[str, bytes]:
        """Return the texts as named runs of bytes, for the constructor."""
        return {name: self._section(name) for name in _SECTIONS}

    @cached_property
    def _words(self) -> str:
        """All words, each with a newline after it; the shorter before the longer, then by letters.

        Those of one length stand at even distances, so that none need be cut out to find another.
        """
        return self._section("words").decode("utf-8")

    @cached_property
    def _lengths(self) -> tuple[list[int], list[int]]:
        """For each length the number of the first word so long, and its place in `_words`."""
        counts = unpack(self._section("lengths"))
        numbers, in_text = [0], [0]
        for length, count in enumerate(counts):
            numbers.append(numbers[-1] + count)
            in_text.append(in_text[-1] + count * (length + 1))
        return numbers, in_text

    @cached_property
    def sequence(self) -> Sequence[int]:
        """The numbers of the words of all texts, one text after the other."""
        return taken_up(self._section("sequence"))

    @cached_property
    def bounds(self) -> array[int]:
        """Where in `sequence` each text begins, and at last where it ends."""
        return unpack(self._section("bounds"))

    @cached_property
    def _starts(self) -> array[int]:
        return unpack(self._section("starts"))

    @cached_property
    def _compounds(self) -> tuple[array[int], array[int]]:
        return unpack(self._section("parts")), unpack(self._section("wholes"))

    @cached_property
    def _initials(self) -> str:
        return self._section("initials").decode("utf-8")

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def word(self, number: int) -> str:
        """Return the word that has a number."""
        numbers, in_text = self._lengths
        length = bisect_right(numbers, number) - 1
        at = in_text[length] + (number - numbers[length]) * (length + 1)
        return self._words[at : at + length]

    def as_long_as(self, length: int) -> tuple[int, list[str]]:
        """Return the words of a length, and the number of the first; the others follow it."""
        numbers, in_text = self._lengths
        if length >= len(numbers) - 1:
            return 0, []
        if length not in self._as_long_as:
            text = self._words[in_text[length] : in_text[length + 1]]
            self._as_long_as[length] = text.split("\n")[:-1]
        return numbers[length], self._as_long_as[length]

    def number(self, word: str) -> int | None:
        """Return the number of a plain word, or None where no text has it."""
        found = self._beginning(word, len(word))
        return found[0] if found else None

    def beginning(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the words that begin with the letters."""
        for length in range(len(letters), len(self._lengths[0]) - 1):
            yield from self._beginning(letters, length)

    def _beginning(self, letters: str, length: int) -> range:
        """The numbers of the words of a length that begin with the letters."""
        numbers, in_text = self._lengths
        if length >= len(numbers) - 1:
            return range(0)
        words, start, step = self._words, in_text[length], length + 1

        def beginning(place: int) -> str:
            at = start + place * step
            return words[at : at + len(letters)]

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

    def holding(self, word: int) -> array[int]:
        """Return the numbers of the texts in which a word stands, ascending."""
        return unpack(self._section("postings", 4 * self._starts[word], 4 * self._starts[word + 1]))

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
        at = text.find(letters)
        while at >= 0:
            # A text's initials lie one further on for each text before, for the newline after it.
            number = bisect_right(range(len(bounds)), at, key=lambda n: bounds[n] + n) - 1
            first = at - number
            yield tuple(self.sequence[first : first + len(letters)])
            at = text.find(letters, at + 1)


_SECTIONS = (
    *("words", "lengths", "sequence", "bounds"),
    *("starts", "postings", "parts", "wholes", "initials"),
)


def _sorted(
    numbers: dict[str, int],
    where: list[array[int]],
    words: array[int],
    bounds: array[int],
    compounds: dict[int, set[str]],
) -> dict[str, bytes]:
    """Number words by their length and letters instead of their first appearance."""
    for within in compounds.values():
        for part in within:
            if numbers.setdefault(part, len(numbers)) == len(where):
                where.append(array("I"))
    in_order = sorted(sorted(numbers), key=len)
    lengths = array("I", bytes(4 * (1 + max(map(len, in_order), default=0))))
    new = array("I", bytes(4 * len(numbers)))
    starts = array("I", [0])
    postings = array("I")
    for place, word in enumerate(in_order):
        lengths[len(word)] += 1
        old = numbers[word]
        new[old] = place
        postings.extend(where[old])
        where[old] = _NONE
        starts.append(len(postings))
    sequence = array("I", map(new.__getitem__, words))
    pairs = sorted(
        (new[numbers[part]], new[whole])
        for whole, within in compounds.items()
        for part in within
        if numbers[part] != whole
    )
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
        "parts": pack(array("I", [part for part, _ in pairs])),
        "wholes": pack(array("I", [whole for _, whole in pairs])),
        "initials": initials.encode("utf-8"),
    }


_NONE: array[int] = array("I")


class Facet(NamedTuple):
    """A field with few distinct values."""

    texts: Texts
    """The distinct values."""
    numbers: array[int]
    """For each paper the number of its value; that of the empty text where it has none."""


class Lexicon:
    """Which words stand in which papers; papers are known by their row, from 0."""

    def __init__(self, titles: Texts, section: Sections) -> None:
        """Take the parts of a lexicon; see `build` and `load` for where they come from."""
        self.titles = titles
        """The titles of the papers, by row."""
        self._section = section
        self._facets: dict[str, Facet] = {}
        self._values: dict[str, Texts] = {}

    @classmethod
    def build(cls, papers: Iterable[Paper]) -> Lexicon:
        """Return the lexicon of papers, whose rows are their places in the order given."""
        values: dict[str, dict[str, int]] = {field: {} for field in FACETS}
        numbers: dict[str, array[int]] = {field: array("I") for field in FACETS}
        lines: list[bytes] = []
        starts = array("I", [0])
        addresses = array("I")

        def titles() -> Iterator[str]:
            columns = [(values[name], numbers[name], FIELDS.index(name)) for name in FACETS]
            for paper in papers:
                for distinct, own, at in columns:
                    value = paper[at]
                    if value is None:
                        own.append(_MISSING)
                    else:
                        own.append(distinct.setdefault(str(value), 1 + len(distinct)))
                line = _identifiers(paper).encode("utf-8", "replace")
                lines.append(line)
                starts.append(starts[-1] + len(line) + 1)
                addresses.append(_checksum(paper.paper_url))
                addresses.append(_checksum(paper.code_url))
                yield paper.title

        texts = Texts.build(titles())
        found = {
            "identifiers": b"\n".join([*lines, b""]),
            "identifiers/starts": pack(starts),
            "addresses": pack(addresses),
        }
        for field in FACETS:
            # The first is the empty text, for the papers that have none.
            distinct = ("", *values[field])
            found[f"numbers/{field}"] = pack(narrowed(numbers[field], len(distinct)))
            for name, content in Texts.build(distinct).sections().items():
                found[f"{field}/{name}"] = content
        return cls(texts, held(found))

    @classmethod
    def load(cls, section: Sections) -> Lexicon:
        """Take up a lexicon from the bytes that `sections` gave.

        Args:
            section: Gives out the bytes; asked only for what is needed, when it is.
        """
        return cls(Texts(grouped("titles", section)), section)

    def sections(self) -> dict[str, bytes]:
        """Return the lexicon as named runs of bytes, for `load`."""
        names = ["identifiers", "identifiers/starts", "addresses"]
        for field in FACETS:
            names += [f"numbers/{field}", *(f"{field}/{name}" for name in _SECTIONS)]
        found = {name: self._section(name) for name in names}
        for name, content in self.titles.sections().items():
            found[f"titles/{name}"] = content
        return found

    def __len__(self) -> int:
        return len(self.titles)

    def facet(self, field: str) -> Facet:
        """Return what is known of a field: one of `FACETS`."""
        if field not in self._facets:
            values = self.values(field)
            numbers = unpack(self._section(f"numbers/{field}"), len(values))
            self._facets[field] = Facet(values, numbers)
        return self._facets[field]

    def values(self, field: str) -> Texts:
        """Return the distinct values of a field: one of `FACETS`."""
        if field not in self._values:
            self._values[field] = Texts(grouped(field, self._section))
        return self._values[field]

    @cached_property
    def _identifiers(self) -> bytes:
        return self._section("identifiers")

    @cached_property
    def _identifiers_starts(self) -> array[int]:
        return unpack(self._section("identifiers/starts"))

    def identified(self, name: str) -> list[int]:
        """Return the rows of papers that have an identifier, or a word of a repository's name.

        Args:
            name: In lower case: `2412.16380`, `10.1145/3651640.3651652`, `boschresearch/direg` or
                `direg`. One without letters must be the whole of an identifier.
        """
        text = self._identifiers
        rows: list[int] = []
        whole = not any(map(str.isalpha, name))
        wanted = name.encode("utf-8", "replace")
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            before, after = text[at - 1 : at], text[end : end + 1]
            if (
                before in _AROUND and after in _AROUND
                if whole
                else not (_in_word(before) or _in_word(after))
            ):
                row = bisect_right(self._identifiers_starts, at) - 1
                if not rows or rows[-1] != row:
                    rows.append(row)
            at = text.find(wanted, end)
        return rows

    def addressed(self, address: str) -> list[int]:
        """Return the rows of papers that may have an address: all that `same_address` knows."""
        wanted = _checksum(address)
        checksums = unpack(self._section("addresses"))
        rows: list[int] = []
        at = -1
        while wanted:
            try:
                at = checksums.index(wanted, at + 1)
            except ValueError:
                break
            rows.append(at // 2)
        return list(dict.fromkeys(rows))


_MISSING = 0
_AROUND = (b"", b" ", b"\n")


def _in_word(byte: bytes) -> bool:
    """Whether a byte belongs to a word; those of letters beyond ASCII all do."""
    return byte.isalnum() or byte >= b"\x80"


def repository(address: str) -> str | None:
    """Return a repository's `owner/name` from its address, in lower case and with dashes for _."""
    found = _REPOSITORY.match(address)
    if not found:
        return None
    owner, name = (found[1], found[2]) if found[1] else (found[3], found[4])
    return f"{owner}/{name}".lower().removesuffix(".git").removesuffix("/").replace("_", "-")


def _identifiers(paper: Paper) -> str:
    """Return the identifiers of a paper, parted by spaces."""
    found = []
    if paper.arxiv_id:
        found.append(f"arxiv {paper.arxiv_id}")
    if paper.doi:
        found.append(f"doi {paper.doi}")
    for address in (paper.paper_url, paper.code_url):
        name = repository(address) if address else None
        if name:
            found.append(name)
            own = name.partition("/")[2]
            if "-" in own:
                found.append(own.replace("-", ""))
    return " ".join(" ".join(found).lower().split())


def same_address(one: str, other: str) -> bool:
    """Tell whether two addresses differ in nothing but scheme, www, query, fragment and case."""
    return _address(one) == _address(other)


def _address(address: str) -> str:
    found = _ADDRESS.match(address)
    return found[1].lower() if found else ""


def _checksum(address: str | None) -> int:
    """Return a number that stands for an address, 0 for none."""
    return zlib.crc32(_address(address).encode("utf-8", "replace")) if address else 0
