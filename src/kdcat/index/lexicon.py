"""The lexicon: which words stand in which papers.

Titles are numbered words, an inverted index from word to titles, and the first letters of all
words. Sections, venues and years have few distinct values; only these are indexed, and each paper
knows the number of its own. Identifiers (arXiv, DOI, names of repositories) are one text that is
searched as it is, and whole addresses are known by their checksums. All of it can be written as
flat bytes and taken up again (`sections`, `load`); nothing in those bytes is code, and what a
query does not need is not read.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kdcat.index.number_arrays import grouped, held, narrowed, pack, unpack
from kdcat.index.texts import STORED, Texts
from kdcat.paper import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.index.number_arrays import Sections
    from kdcat.paper import Paper

FACETS = ("modality", "task", "subtask", "venue", "venue_raw", "year")
"""The fields of a paper, title apart, whose words are indexed."""


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
        from kdcat.bibliography.addresses import same_url

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
                for url in (paper.paper_url, paper.code_url):
                    addresses.append(_checksum(same_url(url)) if url else 0)
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
            names += [f"numbers/{field}", *(f"{field}/{name}" for name in STORED)]
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
        """Return the rows of papers that may have an address, or its identifier or repository.

        Among them are all that do.
        """
        from kdcat.bibliography.addresses import arxiv_id, doi, repository, same_url

        rows = self._by_checksum(_checksum(same_url(address)))
        for name in (arxiv_id(address), doi(address), repository(address)):
            if name:
                rows += self.identified(name.lower())
        return sorted(set(rows))

    def _by_checksum(self, wanted: int) -> list[int]:
        checksums = unpack(self._section("addresses"))
        rows: list[int] = []
        at = -1
        while wanted:
            try:
                at = checksums.index(wanted, at + 1)
            except ValueError:
                break
            rows.append(at // 2)
        return rows


_MISSING = 0
_AROUND = (b"", b" ", b"\n")


def _in_word(byte: bytes) -> bool:
    """Whether a byte belongs to a word; those of letters beyond ASCII all do."""
    return byte.isalnum() or byte >= b"\x80"


def _identifiers(paper: Paper) -> str:
    """Return the identifiers of a paper, parted by spaces."""
    from kdcat.bibliography.addresses import repository

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


def _checksum(address: str) -> int:
    """Return a number that stands for an address in the form for comparing, 0 for none."""
    return zlib.crc32(address.encode("utf-8", "replace"))
