"""Record: what a registry said of a paper."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdcat.bibliography.names import Name

Kind = Literal["journal", "conference", "preprint", "other"]
"""What it is an article of: a journal, the proceedings of a conference, a server of preprints."""
_KINDS: tuple[Kind, ...] = get_args(Kind)


class Record(NamedTuple):
    """What a registry said of a paper: no markup, no controls, one line each; None: it is silent.

    What is not in the form that its field has was left out when it was read, never mended.
    """

    title: str | None = None
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    abstract: str | None = None
    venue: str | None = None
    """Where it appeared, as the registry calls it."""
    year: int | None = None
    """The year in which it appeared."""
    doi: str | None = None
    """In lower case; of a preprint the one of its published version, where that is told."""
    arxiv_id: str | None = None
    """Without its version."""
    kind: Kind = "other"
    pages: str | None = None
    """`293-294`, or the number of the article."""
    volume: str | None = None
    issue: str | None = None
    publisher: str | None = None
    source: str = ""
    """Who said it: `Crossref`, `arXiv`..., several parted by a comma and a blank."""
    fetched: str = ""
    """When it was fetched, in ISO 8601 and UTC: `2026-11-26T16:30:00Z`."""

    @property
    def names(self) -> str | None:
        """The authors as a list of an entry is written: `Ada Lovelace, Bo Li`."""
        return ", ".join(map(shown, self.authors)) or None

    def as_json(self) -> dict[str, object]:
        """Return the record as JSON has it: names as they are said."""
        said = self._asdict()
        return said | {name: [*map(shown, said[name])] for name in ("authors", "editors")}


FIELDS = Record._fields
"""The names of a record's fields, in their order, which are the keys of its JSON."""
TEXTS = ("title", "abstract", "venue", "pages", "volume", "issue", "publisher")
"""The fields that are text as the registry has it."""
LONGEST = {"title": 2000, "abstract": 20_000}
LONGEST_OTHER = 500
"""Characters of a text, and those of any other; what is longer is not what the field is for."""
MOST_NAMES = 10_000
"""More authors than any paper has; 10.1103/PhysRevLett.114.191803 has about 5,000."""
FETCHED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1500, 2199


def fetched_now() -> str:
    """Return this moment in the form of `FETCHED`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def shown(name: Name) -> str:
    """Return a name as it is said: `Ludwig van Beethoven`."""
    family = f"{name.family} {name.suffix}".strip()
    return " ".join(filter(None, (name.given, name.particle, family)))


def kept_json(record: Record) -> dict[str, object]:
    """Return a record as it is kept, for `of_kept`: the parts of a name apart, no empty field."""
    said = record._asdict() | {
        "authors": [list(name) for name in record.authors],
        "editors": [list(name) for name in record.editors],
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def of_kept(said: Mapping[str, Any]) -> Record | None:
    """Return the record that was kept as `kept_json` wrote it, None where it is none.

    Whoever else may have written it: every field has its type, its length and its form.
    """
    try:
        record = Record(**said)
        record = record._replace(authors=_names(record.authors), editors=_names(record.editors))
    except (TypeError, ValueError):
        return None
    return record if _is_whole(record) else None


def _names(lists: Any) -> tuple[Name, ...]:
    if not all(type(each) in (list, tuple) for each in (lists, *lists)):
        raise TypeError("names are lists of their parts")
    # Most runs see no record, and what takes names apart takes long to load.
    from kdcat.bibliography.names import Name

    names = tuple([Name(*parts) for parts in lists])
    for name in names:
        if not (all(map(_is_text, name[:-1])) and name.family and type(name.whole) is bool):
            raise TypeError("a name is made of texts")
    return names


def _is_text(value: object) -> bool:
    """Whether a value is text on one line in which nothing acts, as all text of a record is."""
    return type(value) is str and printable(value) == value


def _is_whole(record: Record) -> bool:
    texts = (record.doi, record.arxiv_id, *(getattr(record, name) for name in TEXTS))
    return (
        all(text is None or (_is_text(text) and text != "") for text in texts)
        and all(len(getattr(record, name) or "") <= longest(name) for name in TEXTS)
        and (record.year is None or is_year(record.year))
        and record.kind in _KINDS
        and _is_text(record.source)
        and type(record.fetched) is str
        and FETCHED.fullmatch(record.fetched) is not None
    )


def longest(field: str) -> int:
    """Return how many characters the text of a field may have."""
    return LONGEST.get(field, LONGEST_OTHER)


def is_year(value: object) -> bool:
    """Return whether a value is a year in which a paper can have appeared."""
    return type(value) is int and FIRST_YEAR <= value <= LAST_YEAR
