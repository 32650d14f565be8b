"""Rules about the year of an entry, and what its links say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import arxiv_id
from kdcat.bibliography.proceedings import decode
from kdcat.bibliography.venues import find
from kdcat.editing.edit import Edit
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument, Entry

_ARXIV_NEW = re.compile(r"(?P<year>\d\d)(?P<month>\d\d)\.")
_HELD_SINCE = 2010
"""From this year on the years of biennial venues are known."""


class _Submitted(NamedTuple):
    """When a paper was submitted to arXiv, by its identifier."""

    name: str
    year: int
    month: int


def _submitted(entry: Entry) -> _Submitted | None:
    """What the arXiv id of the paper's link says; None without one of the form YYMM.NNNNN."""
    name = arxiv_id(entry.paper.paper_url or "")
    new = _ARXIV_NEW.match(name) if name else None
    return _Submitted(name, 2000 + int(new["year"]), int(new["month"])) if name and new else None


def is_arxiv(entry: Entry) -> bool:
    """Whether the venue is arXiv, in any spelling."""
    return entry.paper.venue == "arXiv"


def arxiv_year_mismatch(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        year, known = entry.stated_year, _submitted(entry) if is_arxiv(entry) else None
        if not (year and known) or year == known.year:
            continue
        edits = (Edit(*entry.year, str(known.year)),) if entry.year else ()
        # `arXiv 2005`, id 2005.14435: the digits of year and month were taken for the year.
        certain = str(year) == known.name[:4]
        yield Finding(
            *entry.span,
            f"arXiv {known.name} is of {known.year}, the entry says {year}",
            str(known.year),
            edits=edits if certain else (),
            unsafe=() if certain else edits,
        )


ARXIV_YEAR_MISMATCH = Rule(
    name="arxiv-year-mismatch",
    severity="error",
    fixable="some",
    check=arxiv_year_mismatch,
    what="The year is not that of the arXiv identifier.",
    why=(
        "An identifier YYMM.NNNNN says when the paper was submitted. Where the year is the first "
        "four digits of the identifier, they were taken for it, and it is fixed without asking; "
        "else the link may be what is wrong."
    ),
    wrong=example("""
        * **Alpha**, arXiv 2005, [ :link: ](https://arxiv.org/abs/2005.14435)
        """),
    right=example("""
        * **Alpha**, arXiv 2020, [ :link: ](https://arxiv.org/abs/2005.14435)
        """),
    changes=("year",),
    alters=("words",),
)


def year_before_arxiv(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        year, known = entry.stated_year, _submitted(entry)
        venue = entry.paper.venue
        if not (year and known and venue) or year >= known.year:
            continue
        if _PREPRINT.match(venue) or _is_held_late(venue, year, known):
            continue
        yield Finding(
            *entry.span,
            f"{entry.paper.venue_raw} {year} is before the year of arXiv {known.name}, "
            f"{known.year}",
        )


_PREPRINT = re.compile(r"(?i)(?:arxiv|corr|pre-?prints?|under review|submitted)\b")
"""How a venue begins that is none yet, whatever else stands there (`arXiv (v1)`)."""

# Conferences of September to December: papers of theirs come to arXiv in the following January and
# February too. Those of the dates that they had in most years from 2015 on.
_HELD_LATE = frozenset(
    [
        "3DV", "AACL", "ACCV", "ACM MM", "ACML", "APSIPA", "ASRU", "BIBM", "BMVC", "CIKM", "COLING",
        "CoNLL", "CoRL", "DCASE", "ECCV", "ECML-PKDD", "EMNLP", "GLOBECOM", "Humanoids", "ICCV",
        "ICDM", "ICIP", "ICONIP", "ICTAI", "IJCNLP", "INLG", "IROS", "ISMIR", "ITSC", "Interspeech",
        "MICCAI", "NeurIPS", "PRCV", "RecSys", "SIGGRAPH Asia", "SLT", "VCIP", "WMT",
    ]
)  # fmt: skip
_WINTER = (1, 2)


def _is_held_late(venue: str, year: int, known: _Submitted) -> bool:
    name = venue.removesuffix(" Workshop").removesuffix(" Findings")
    return name in _HELD_LATE and known.year == year + 1 and known.month in _WINTER


YEAR_BEFORE_ARXIV = Rule(
    name="year-before-arxiv",
    severity="warning",
    fixable="no",
    check=year_before_arxiv,
    what="A venue's year is before that of the paper's arXiv identifier.",
    why=(
        "Preprints come before publication; the year, or the link, is likely wrong. (A later year "
        "is normal.)"
    ),
    wrong=example("""
        * **Alpha**, ECCV 2020, [ :link: ](https://arxiv.org/abs/2203.16034)
        """),
    right=example("""
        * **Alpha**, ECCV 2022, [ :link: ](https://arxiv.org/abs/2203.16034)
        """),
)


def year_conflict(entry: Entry) -> tuple[str, str | None] | None:
    """What the address of the paper says against the year: a message, and the year wanted."""
    url, year = entry.paper.paper_url, entry.stated_year
    if not (url and year):
        return None
    said = decode(url)
    if _is_of_date(entry, year):
        # A date says when a paper came out first, and its venue may be of a later year.
        year = max(year, *said.years, said.registered or 0)
    # `CVPR 2023, TPAMI 2024`: the address is of the one.
    if any(str(year_said) in (entry.paper.venue_raw or "") for year_said in said.years):
        return None
    if said.years and year not in said.years:
        return f"the address is of {said.years[0]}, the entry says {year}", str(said.years[0])
    if said.registered and year < said.registered:
        return f"the article was registered in {said.registered}, the entry says {year}", None
    return None


def _is_of_date(entry: Entry, year: int) -> bool:
    """Whether a year is that of a date, as a column `2018-10` has it, and not of the venue."""
    return (entry.paper.date or "").startswith(f"{year}-")


def impossible_venue_year(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        year, venue = entry.stated_year, find(entry.paper.venue_raw or "")
        if not (year and venue and venue.held) or year < _HELD_SINCE or _is_of_date(entry, year):
            continue
        if year_conflict(entry):
            continue
        if venue.held != ("odd" if year % 2 else "even"):
            yield Finding(
                *(entry.year or entry.span), f"{venue.name} is held in {venue.held} years only"
            )


IMPOSSIBLE_VENUE_YEAR = Rule(
    name="impossible-venue-year",
    severity="warning",
    fixable="no",
    check=impossible_venue_year,
    what="A biennial venue, in a year in which it is not held.",
    why="Venue or year is wrong.",
    wrong=example("""
        * **Alpha**, ECCV 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ECCV 2022, [ :link: ](https://x.org/a)
        """),
)
