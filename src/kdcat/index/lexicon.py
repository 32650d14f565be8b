"""The lexicon: which words stand in which papers.

Titles are numbered words, an inverted index from word to titles, and the first letters of all
words. Sections, venues, years and authors are indexed by their distinct values, and each paper
knows the number of its own. Identifiers (arXiv, DOI, names of repositories) are one text that is
searched as it is, and whole addresses are known by their checksums. All of it can be written as
flat bytes and taken up again (`stored`, `load`); nothing in those bytes is code, and what a
query does not need is not read.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from io import BytesIO
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from kdcat.index.number_arrays import grouped, held, narrowed, pack, unpack
from kdcat.index.texts import STORED, Texts
from kdcat.index.wanted import give_up_if_unwanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kdcat.index.number_arrays import Stored
    from kdcat.paper import Paper

Field: TypeAlias = Literal[
    "title", "modality", "task", "subtask", "venue", "venue_raw", "year", "authors"
]
"""A field of a paper whose words are indexed."""
TITLE: Field = "title"
AUTHORS: Field = "authors"
FACETS: tuple[Field, ...] = (
    "modality", "task", "subtask", "venue", "venue_raw", "year", AUTHORS
)  # fmt: skip
"""All fields but the title; most have few distinct values."""


class Facet(NamedTuple):
    """A field with few distinct values."""

    texts: Texts
    """The distinct values."""
    numbers: array[int]
    """For each paper the number of its value; that of the empty text where it has none."""


class Lexicon:
    """Which words stand in which papers; papers are known by their row, from 0."""

    def __init__(self, titles: Texts, stored: Stored) -> None:
        """Take the parts of a lexicon; see `build` and `load` for where they come from."""
        self.titles = titles
        """The titles of the papers, by row."""
        self._stored = stored
        self._facets: dict[Field, Facet] = {}
        self._values: dict[Field, Texts] = {}
        self._starts: dict[Field, array[int]] = {}

    @classmethod
    def build(cls, papers: Iterable[Paper]) -> Lexicon:
        """Return the lexicon of papers, whose rows are their places in the order given."""
        from kdcat.bibliography.addresses import repository, same_url

        values: dict[Field, dict[str, int]] = {field: {} for field in FACETS}
        numbers: dict[Field, array[int]] = {field: array("I") for field in FACETS}
        lines = BytesIO()
        starts = array("I", [0])
        addresses = array("I")

        def titles() -> Iterator[str]:
            own_name = {AUTHORS: "told_authors"}
            columns = [
                (values[name], numbers[name], attrgetter(own_name.get(name, name)))
                for name in FACETS
            ]
            for paper in papers:
                for distinct, own, column in columns:
                    value = column(paper)
                    if value is None:
                        own.append(_MISSING)
                    else:
                        own.append(distinct.setdefault(str(value), 1 + len(distinct)))
                urls = (paper.paper_url, paper.code_url)
                repositories = [url and repository(url) for url in urls]
                line = _identifiers(paper, repositories).encode("utf-8", "replace")
                starts.append(starts[-1] + lines.write(line + b"\n"))
                addresses.extend([_checksum(same_url(url)) if url else 0 for url in urls])
                yield paper.title

        texts = Texts.build(titles())
        contents = {
            "identifiers": lines.getvalue(),
            "identifiers/starts": pack(starts),
            "addresses": pack(addresses),
        }
        for field in FACETS:
            # The first is the empty text, for the papers that have none.
            distinct = ("", *values[field])
            contents[f"numbers/{field}"] = pack(narrowed(numbers[field], len(distinct)))
            in_order = sorted(range(len(numbers[field])), key=numbers[field].__getitem__)
            contents[f"rows/{field}"] = pack(array("I", in_order))
            contents[f"starts/{field}"] = pack(_starts(numbers[field], len(distinct)))
            for name, content in Texts.build(distinct).stored().items():
                contents[f"{field}/{name}"] = content
        return cls(texts, held(contents))

    @classmethod
    def load(cls, stored: Stored) -> Lexicon:
        """Take up a lexicon from the bytes that `stored` gave.

        Args:
            stored: Gives out the bytes; asked only for what is needed, when it is.
        """
        return cls(Texts(grouped("titles", stored)), stored)

    def stored(self) -> dict[str, bytes]:
        """Return the lexicon as named runs of bytes, for `load`."""
        names = ["identifiers", "identifiers/starts", "addresses"]
        for field in FACETS:
            names += [f"{name}/{field}" for name in ("numbers", "rows", "starts")]
            names += [f"{field}/{name}" for name in STORED]
        contents = {name: self._stored(name) for name in names}
        for name, content in self.titles.stored().items():
            contents[f"titles/{name}"] = content
        return contents

    def __len__(self) -> int:
        return len(self.titles)

    def facet(self, field: Field) -> Facet:
        """Return what is known of a field: one of `FACETS`."""
        if field not in self._facets:
            values = self.texts(field)
            numbers = unpack(self._stored(f"numbers/{field}"), len(values))
            self._facets[field] = Facet(values, numbers)
        return self._facets[field]

    def texts(self, field: Field) -> Texts:
        """Return the texts of a field: the titles by row, or the distinct values of a facet."""
        # Every step of a search begins with these, and none takes long.
        give_up_if_unwanted()
        if field == TITLE:
            return self.titles
        if field not in self._values:
            self._values[field] = Texts(grouped(field, self._stored))
        return self._values[field]

    def fields(self, only: Field | None = None) -> Iterator[tuple[Field, Texts]]:
        """Yield all fields with their texts, the title first; or only the one that is named."""
        for field in (TITLE, *FACETS) if only is None else (only,):
            yield field, self.texts(field)

    def rows(
        self, field: Field, texts: Collection[int], within: set[int] | None = None
    ) -> Iterable[int]:
        """Return the rows of the papers whose field has one of the texts.

        Args:
            field: The field.
            texts: The numbers of its texts.
            within: The rows that are looked at; all of them without it.
        """
        if not texts:
            return ()
        if field == TITLE:
            return texts if within is None else within.intersection(texts)
        if within is None:
            return chain.from_iterable(self._holding(field, text) for text in texts)
        numbers = self.facet(field).numbers
        return [row for row in within if numbers[row] in texts]

    def count(self, field: Field, text: int) -> int:
        """Return the number of papers whose field has a text; each title is one paper's."""
        if field == TITLE:
            return 1
        starts = self._starts_of(field)
        return starts[text + 1] - starts[text]

    def _holding(self, field: Field, text: int) -> array[int]:
        starts = self._starts_of(field)
        return unpack(self._stored(f"rows/{field}", 4 * starts[text], 4 * starts[text + 1]))

    def _starts_of(self, field: Field) -> array[int]:
        """For each text of a facet where in its rows those of the text begin; and the end."""
        if field not in self._starts:
            self._starts[field] = unpack(self._stored(f"starts/{field}"))
        return self._starts[field]

    @cached_property
    def _identifiers(self) -> bytes:
        return self._stored("identifiers")

    @cached_property
    def _identifiers_starts(self) -> array[int]:
        return unpack(self._stored("identifiers/starts"))

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
        start = text.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            before, after = text[start - 1 : start], text[end : end + 1]
            if (
                before in _AROUND and after in _AROUND
                if whole
                else not (_in_word(before) or _in_word(after))
            ):
                row = bisect_right(self._identifiers_starts, start) - 1
                if not rows or rows[-1] != row:
                    rows.append(row)
            start = text.find(wanted, end)
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
        checksums = unpack(self._stored("addresses"))
        rows: list[int] = []
        place = -1
        while wanted:
            try:
                place = checksums.index(wanted, place + 1)
            except ValueError:
                break
            # Each paper has two addresses.
            rows.append(place // 2)
        return rows


def _starts(numbers: array[int], texts: int) -> array[int]:
    """Return where the papers of each text begin if they stand in the order of their texts."""
    counts = Counter(numbers)
    return array("I", accumulate((counts[text] for text in range(texts)), initial=0))


_MISSING = 0
_AROUND = (b"", b" ", b"\n")


def _in_word(byte: bytes) -> bool:
    """Whether a byte belongs to a word; those of letters beyond ASCII all do."""
    return byte.isalnum() or byte >= b"\x80"


def _identifiers(paper: Paper, repositories: Iterable[str | None]) -> str:
    """Return the identifiers of a paper and names of repositories, parted by spaces."""
    names = []
    if paper.arxiv_id:
        names.append(f"arxiv {paper.arxiv_id}")
    if paper.doi:
        names.append(f"doi {paper.doi}")
    for name in repositories:
        if name:
            names.append(name)
            own = name.partition("/")[2]
            if "-" in own:
                names.append(own.replace("-", ""))
    return " ".join(" ".join(names).lower().split())


def _checksum(address: str) -> int:
    """Return a number that stands for an address in the form for comparing, 0 for none."""
    return zlib.crc32(address.encode("utf-8", "replace"))
