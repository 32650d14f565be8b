"""The papers of one or more catalogs, laid out so that a question touches only what it asks about.

Fields with few distinct values (venue, year, sections) are columns: the distinct values, and for
each paper the number of its own. A filter looks at the values and then compares numbers. The other
fields of a paper are one line of JSON, decoded when the paper is asked for. Everything can be
written as flat bytes and taken up again (`stored`, `load`); nothing in those bytes is code.
Papers that were just read are given back as they are.
"""

from __future__ import annotations

import json
from array import array
from collections import deque
from collections.abc import Sequence
from functools import cached_property, partial
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from kdcat.index.number_arrays import grouped, held, narrowed, pack, unpack
from kdcat.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kdcat.index.lexicon import Lexicon
    from kdcat.index.number_arrays import Stored
    from kdcat.records.record import Record

_DEEPER = "deeper"
COLUMNS = ("venue", "venue_raw", "year", "modality", "task", "subtask", "catalog", _DEEPER)
"""The fields kept as columns; whether a paper has code and a link are columns too."""
_PRESENCE = {"has_code": "code_url", "has_paper": "paper_url"}
_REST = (
    "id",
    "title",
    "paper_url",
    "code_url",
    "doi",
    "arxiv_id",
    "authors",
    "date",
    "project_url",
    "links",
    "record",
)
_IN_TURN = 1024
_NEAR, _AT_ONCE = 1 << 16, 1 << 20
"""Bytes: arrays less far apart are read at one go, unless they are more."""


class Column(NamedTuple):
    """One field of all papers."""

    values: list[str | int | None]
    """The distinct values, in the order of their first appearance."""
    numbers: array[int]
    """For each paper the place of its value in `values`."""


class Index(Sequence[Paper]):
    """Papers in the order of their catalogs, by row number from 0."""

    def __init__(
        self,
        columns: Callable[[str], Column],
        lines: array[int],
        rest: Callable[[], _Rest],
        lexicon: Callable[[], Lexicon],
        read: Sequence[Paper] | None = None,
        alike: Callable[[], dict[str, float]] = dict,
        unread: Callable[[], dict[str, str]] = dict,
    ) -> None:
        """Take the parts of an index; see `build` and `load` for where they come from."""
        self._column = columns
        self._columns: dict[str, Column] = {}
        self._lines = lines
        self._make_rest = rest
        self._make_lexicon = lexicon
        self._read = read
        self._make_alike = alike
        self._make_unread = unread

    @classmethod
    def build(
        cls,
        papers: Sequence[Paper],
        alike: Mapping[str, float] | None = None,
        unread: Mapping[str, str] | None = None,
    ) -> Index:
        """Lay out papers that have been read, each part when it is first asked for.

        Args:
            papers: The papers.
            alike: For each catalog the share of its papers that were read alike.
            unread: For each file that could not be read the reason.
        """
        papers = tuple(papers)

        def lexicon() -> Lexicon:
            from kdcat.index.lexicon import Lexicon

            return Lexicon.build(papers)

        def column(name: str) -> Column:
            values = map(attrgetter(_PRESENCE.get(name, name)), papers)
            if name in _PRESENCE:
                return _column(value is not None for value in values)
            # Names are JSON text, which a column can hold as it holds any.
            return _column(map(_encoded, values) if name == _DEEPER else values)

        def rest() -> _Rest:
            return _Rest.of(map(attrgetter(*_REST), papers))

        lines = array("I", [paper.line for paper in papers])
        return cls(
            column, lines, rest, lexicon, papers,
            lambda: dict(alike or {}), lambda: dict(unread or {}),
        )  # fmt: skip

    @classmethod
    def of_many(
        cls, papers: Iterable[Paper], alike: Mapping[str, float], unread: Mapping[str, str],
        *, with_words: bool,
    ) -> Index:  # fmt: skip
        """Lay out papers one after the other, and keep none: for those of a very long list.

        Args:
            papers: The papers, gone through once.
            alike: As `build` takes it; it may be filled in while the papers are gone through.
            unread: The same.
            with_words: Whether the lexicon is made meanwhile. For an index that is kept, which has
                one: it takes longer from papers that were laid out.
        """
        from kdcat.index.lexicon import Lexicon

        columns = {name: _Growing() for name in (*COLUMNS, *_PRESENCE)}
        lines = array("I")

        rest = _GrowingRest()

        def laid_out() -> Iterator[Paper]:
            read = attrgetter(*_REST)
            own = [
                (columns[name].places, columns[name].numbers, attrgetter(name))
                for name in COLUMNS
                if name != _DEEPER
            ]
            for paper in _some_at_once(papers):
                lines.append(paper.line)
                for places, numbers, value in own:
                    numbers.append(places.setdefault(value(paper), len(places)))
                columns[_DEEPER].add(_OF_NOTHING.get(paper.deeper) or _encoded(paper.deeper))
                for name, field in _PRESENCE.items():
                    columns[name].add(getattr(paper, field) is not None)
                rest.add(read(paper))
                yield paper

        words = Lexicon.build(laid_out()) if with_words else None
        if words is None:
            deque(laid_out(), maxlen=0)
        whole = rest.whole()
        index = cls(
            lambda name: columns[name].column(), lines, lambda: whole,
            lambda: words or Lexicon.build(index.in_turn()),
            alike=lambda: dict(alike), unread=lambda: dict(unread),
        )  # fmt: skip
        return index

    def in_turn(self) -> Iterator[Paper]:
        """Yield all papers, with few of them in memory at once."""
        for first in range(0, len(self), _IN_TURN):
            yield from self[first : first + _IN_TURN]

    @classmethod
    def load(cls, stored: Stored) -> Index:
        """Take up an index from the bytes that `stored` gave.

        Args:
            stored: Gives out the bytes; asked only for what is needed.

        Raises:
            ValueError, KeyError: The bytes are not those of an index.
        """

        def column(name: str) -> Column:
            values = json.loads(stored(f"values/{name}"))
            return Column(values, unpack(stored(f"numbers/{name}"), len(values)))

        def lexicon() -> Lexicon:
            from kdcat.index.lexicon import Lexicon

            return Lexicon.load(grouped("lexicon", stored))

        rest = _Rest(partial(stored, "rest"), unpack(stored("starts")))
        return cls(
            column,
            unpack(stored("lines")),
            lambda: rest,
            lexicon,
            alike=lambda: dict(json.loads(stored("alike"))),
            unread=lambda: dict(json.loads(stored("unread"))),
        )

    def stored(self) -> dict[str, bytes]:
        """Return the index as named runs of bytes, for `load`."""
        contents = {
            "lines": pack(self._lines),
            "rest": self._rest.text(),
            "starts": pack(self._rest.starts),
            "alike": json.dumps(self.alike).encode("ascii"),
            "unread": json.dumps(self.unread).encode("ascii"),
        }
        for name in (*COLUMNS, *_PRESENCE):
            column = self.column(name)
            contents[f"values/{name}"] = json.dumps(column.values).encode("ascii")
            contents[f"numbers/{name}"] = pack(column.numbers)
        for name, content in self.lexicon.stored().items():
            contents[f"lexicon/{name}"] = content
        return contents

    @cached_property
    def _rest(self) -> _Rest:
        return self._make_rest()

    @cached_property
    def alike(self) -> dict[str, float]:
        """For each catalog the share of its papers that were read alike, from 0 to 1."""
        return self._make_alike()

    @cached_property
    def unread(self) -> dict[str, str]:
        """For each file of a folder that could not be read, why: a message that names it."""
        return self._make_unread()

    @cached_property
    def lexicon(self) -> Lexicon:
        """Which words stand in which papers."""
        return self._make_lexicon()

    def column(self, name: str) -> Column:
        """Return a column: one of `COLUMNS`, `has_code` or `has_paper`."""
        if name not in self._columns:
            self._columns[name] = self._column(name)
        return self._columns[name]

    @property
    def has_pages(self) -> bool:
        """Whether the papers are from more than one file."""
        return len(self.column("catalog").values) > 1

    def papers(self, rows: Sequence[int] | None = None) -> list[Paper]:
        """Return the papers of the given rows, in that order; all of them without rows."""
        if rows is None:
            rows = range(len(self))
        if self._read is not None:
            return [self._read[row] for row in rows]
        if not rows:
            return []
        fields: dict[str, Iterable[object]] = {"line": [self._lines[row] for row in rows]}
        for name in COLUMNS:
            column = self.column(name)
            values = column.values if name != _DEEPER else _decoded_names(column.values)
            fields[name] = [values[column.numbers[row]] for row in rows]
        fields.update(zip(_REST, zip(*self._rest.decoded(rows), strict=True), strict=True))
        fields["links"] = map(_decoded_links, fields["links"])
        if any(fields["record"]):
            fields["record"] = map(_decoded_record, fields["record"])
        # All papers at once, field by field: a third of the time of naming the fields of each.
        return [*map(Paper._make, zip(*[fields[name] for name in Paper._fields], strict=True))]

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, row: int) -> Paper: ...
    @overload
    def __getitem__(self, row: slice) -> list[Paper]: ...
    def __getitem__(self, row: int | slice) -> Paper | list[Paper]:
        if isinstance(row, slice):
            return self.papers(range(len(self))[row])
        return self.papers([range(len(self))[row]])[0]


class _Rest:
    """The fields that are not columns: a JSON array for each paper, one after the other."""

    def __init__(self, text: Callable[..., bytes], starts: array[int]) -> None:
        self.text = text
        """Gives out the arrays, from a place on up to another."""
        self.starts = starts
        """Where each paper's array begins, and at last where the text ends."""

    @classmethod
    def of(cls, papers: Iterable[tuple[object, ...]]) -> _Rest:
        """Lay out the fields of papers, given in the order of `_REST`."""
        growing = _GrowingRest()
        for values in papers:
            growing.add(values)
        return growing.whole()

    def decoded(self, rows: Sequence[int]) -> list[list[str | None]]:
        if len(rows) == len(self.starts) - 1 and isinstance(rows, range):
            parts = self.text()[:-1]
        else:
            arrays = self._arrays(rows)
            parts = b",".join([arrays[row] for row in rows])
        decoded: list[list[str | None]] = json.loads(b"[%b]" % parts)
        return decoded

    def _arrays(self, rows: Sequence[int]) -> dict[int, bytes]:
        """The arrays of some papers, with as little read as is quickly read."""
        starts = self.starts
        arrays: dict[int, bytes] = {}
        near: list[int] = []
        for row in sorted(rows):
            if near and (
                starts[row] > starts[near[-1] + 1] + _NEAR
                or starts[row + 1] > starts[near[0]] + _AT_ONCE
            ):
                arrays.update(self._neighbours(near))
                near = []
            near.append(row)
        arrays.update(self._neighbours(near))
        return arrays

    def _neighbours(self, rows: Sequence[int]) -> dict[int, bytes]:
        if not rows:
            return {}
        starts = self.starts
        first = starts[rows[0]]
        text = self.text(first, starts[rows[-1] + 1])
        return {row: text[starts[row] - first : starts[row + 1] - 1 - first] for row in rows}


def _some_at_once(papers: Iterable[Paper]) -> Iterator[Paper]:
    """The papers, of which some are read before any is looked at.

    To read one and look at its words, in turn, takes an eighth longer: neither finds in the
    processor's caches what it left there.
    """
    left = iter(papers)
    while some := list(islice(left, _IN_TURN)):
        yield from some


class _GrowingRest:
    """The fields that are not columns, of more and more papers."""

    def __init__(self) -> None:
        self._starts = array("I", [0])
        self._written = BytesIO()

    def add(self, values: Iterable[object]) -> None:
        """Lay out the fields of a paper, given in the order of `_REST`."""
        # Text is nearly all there is, and nothing takes it sooner.
        texts = [
            _string(value) if type(value) is str else _OF_NOTHING.get(value) or _encoded(value)
            for value in values
        ]
        length = self._written.write(f"[{','.join(texts)}],".encode("ascii"))
        self._starts.append(self._starts[-1] + length)

    def whole(self) -> _Rest:
        """Return what was laid out."""
        return _Rest(partial(held({"rest": self._written.getvalue()}), "rest"), self._starts)


def _decoded_names(values: Sequence[object]) -> list[tuple[str, ...]]:
    return [tuple(json.loads(str(value))) for value in values]


def _decoded_links(links: Any) -> tuple[tuple[str, str], ...]:
    return tuple([(label, url) for label, url in links]) if links else ()


def _decoded_record(values: Any) -> Record | None:
    from kdcat.bibliography.names import Name
    from kdcat.records.record import Record

    if values is None:
        return None
    record = Record(*values)
    authors, editors = (tuple([Name(*parts) for parts in names]) for names in record[1:3])
    return record._replace(authors=authors, editors=editors)


_OF_NOTHING: dict[object, str] = {None: "null", (): "[]"}
"""What most fields but the title hold: to make its JSON each time takes long."""
_encoded = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_string = json.encoder.encode_basestring_ascii


def _column(values: Iterable[str | int | None]) -> Column:
    growing = _Growing()
    for value in values:
        growing.add(value)
    return growing.column()


class _Growing:
    """A column that has more and more values."""

    def __init__(self) -> None:
        self.places: dict[str | int | None, int] = {}
        self.numbers = array("I")

    def add(self, value: str | int | None) -> None:
        self.numbers.append(self.places.setdefault(value, len(self.places)))

    def column(self) -> Column:
        return Column(list(self.places), narrowed(self.numbers, len(self.places)))
