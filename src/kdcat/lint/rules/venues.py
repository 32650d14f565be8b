"""Rules about the venue of an entry: how it is written, and what the links say of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import arxiv_id
from kdcat.bibliography.proceedings import decode, never_carries
from kdcat.bibliography.venues import find, folded
from kdcat.editing.edit import Edit
from kdcat.lint.problem import WARNING, Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.rules.years import is_arxiv
from kdcat.lint.slips import BESIDE, SPONSORS, main_of, misspelt
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.bibliography.venues import Venue
    from kdcat.lint.checked_document import CheckedDocument, Entry
    from kdcat.lint.problem import Severity

_LONGEST_ABBREVIATION = 6
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def venue_conflict(entry: Entry) -> tuple[str, str | None, Severity | None] | None:
    """What the paper's address says against the venue: a message, the venue wanted, a severity."""
    url, written = entry.paper.paper_url, entry.paper.venue_raw
    if not (url and written) or not any(map(str.isalpha, written)):
        return None
    venue = find(written)
    if (venue and venue.kind == "publisher") or misspelt(entry.paper):
        return None
    said = decode(url).venues
    if not said:
        host = never_carries(url, venue.name) if venue else None
        return (f"{host} never carries papers of {written}", None, None) if host else None
    if (venue and venue.name in said) or folded(written) in map(folded, said):
        return None
    wanted = said[0]
    if venue is None and _may_mean(written, wanted):
        return None
    beside = main_of(wanted)
    if beside and venue and venue.name == beside:
        return f"the address is of {wanted}, the entry says {written}", wanted, WARNING
    if venue and main_of(venue.name) == wanted:
        return f"the address is of {wanted}, the entry says {written}", wanted, WARNING
    if venue is None and beside and (main := find(beside)) and _names_it(written, main):
        # `Findings of EMNLP, short papers` is at home among the Findings.
        if BESIDE.search(written):
            return None
        return f"the address is of {wanted}, the entry says {written}", wanted, WARNING
    return f"the address is of {wanted}, the entry says {written}", wanted, None


def _may_mean(written: str, name: str) -> bool:
    """Whether a text that is no known name may still mean the venue of that canonical name."""
    venue = find(name)
    if not name.endswith(" Findings") and main_of(name):
        # Each workshop has a name of its own.
        return True
    names = (venue.name, venue.full_name) if venue else (name,)
    if any(_holds(written, known) or _holds(known, written) for known in names):
        return True
    return (venue is None or venue.kind == "journal") and _abbreviates(written, names[-1])


def _holds(text: str, words: str) -> bool:
    """Whether a text holds others' words, whole and in their order."""
    return f" {folded(words)} " in f" {folded(text)} "


def _abbreviates(written: str, name: str) -> bool:
    """Whether a short word is made of letters of a name in their order, from the first on."""
    letters, rest = folded(written), iter(folded(name))
    return (
        len(letters) <= _LONGEST_ABBREVIATION
        and letters[:1] == folded(name)[:1]
        and all(letter in rest for letter in letters)
    )


def _names_it(written: str, venue: Venue) -> bool:
    """Whether a text that is no known name holds a name of the venue."""
    return any(_holds(written, name) for name in (venue.name, venue.full_name))


def arxiv_venue_without_arxiv_link(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        paper = entry.paper
        if not is_arxiv(entry) or not paper.paper_url or venue_conflict(entry):
            continue
        if not any(url and _on_arxiv(url) for url in (paper.paper_url, paper.code_url)):
            yield Finding(*entry.span, "the venue is arXiv, but no link leads there")


ARXIV_VENUE_WITHOUT_ARXIV_LINK = Rule(
    name="arxiv-venue-without-arxiv-link",
    severity="warning",
    fixable="no",
    check=arxiv_venue_without_arxiv_link,
    what="The venue is arXiv, and no link leads to arXiv.",
    why="Either the venue is the publisher's, or the preprint is not linked.",
    wrong=example("""
        * **Alpha**, arXiv 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, arXiv 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
)


def _on_arxiv(url: str) -> bool:
    return arxiv_id(url) is not None or "arxiv" in url.lower().split("?")[0]


def publisher_as_venue(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        venue = find(entry.paper.venue_raw or "")
        if venue and venue.kind == "publisher":
            said = decode(entry.paper.paper_url or "").venues
            wanted = said[0] if said else None
            yield Finding(
                *(entry.venue or entry.span),
                f"{entry.paper.venue_raw} is a publisher or a series, not where the paper appeared"
                + (f"; the address is of {wanted}" if wanted else ""),
                wanted,
            )


PUBLISHER_AS_VENUE = Rule(
    name="publisher-as-venue",
    severity="warning",
    fixable="no",
    check=publisher_as_venue,
    what="The venue is a publisher or a series.",
    why="It does not say where the paper appeared.",
    wrong=example("""
        * **Alpha**, ACM 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ACM MM 2021, [ :link: ](https://x.org/a)
        """),
)


def venue_misspelled(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        if wanted := misspelt(entry.paper):
            edits = (Edit(*entry.venue, wanted),) if entry.venue else ()
            # Only the name of arXiv is so short of likenesses that nobody need be asked.
            certain = wanted == "arXiv"
            yield Finding(
                *(entry.venue or entry.span),
                f"{entry.paper.venue_raw} is {wanted} misspelt",
                wanted,
                edits=edits if certain else (),
                unsafe=() if certain else edits,
            )


VENUE_MISSPELLED = Rule(
    name="venue-misspelled",
    severity="warning",
    fixable="some",
    check=venue_misspelled,
    what="The venue is no known one, and one slip away from one.",
    why="It is not found by its name. Spellings of arXiv are fixed without asking.",
    wrong=example("""
        * **Alpha**, arXive 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
    right=example("""
        * **Alpha**, arXiv 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
    changes=("venue", "venue_raw"),
    alters=("words",),
)


def venue_variant(document: CheckedDocument) -> Iterator[Finding]:
    ways = _ways(document.collection.documents[0])
    for entry in document.judged:
        venue = _plainly_named(entry)
        if venue is None:
            continue
        written = one_line(entry.paper.venue_raw or "")
        usual = _usual_way(venue, ways[venue.name])
        if _is_as_good(written, usual, venue):
            continue
        place = entry.venue
        edits = (Edit(*place, usual),) if place else ()
        case_only = written.casefold() == usual.casefold()
        yield Finding(
            *(place or entry.span),
            f"{written} is written {usual}"
            + ("" if venue.kind == "preprint" else " by most entries of the list"),
            usual,
            edits=edits if case_only else (),
            unsafe=() if case_only else edits,
        )


@lru_cache(maxsize=2)
def _ways(first: CheckedDocument) -> dict[str, Counter[str]]:
    """How often each way to write a venue stands in the collection of which this is the first."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for document in first.collection.documents:
        for entry in document.entries:
            if venue := _plainly_named(entry):
                ways[venue.name][one_line(entry.paper.venue_raw or "")] += 1
    return ways


def _is_as_good(written: str, usual: str, venue: Venue) -> bool:
    """Whether a venue is written as usual, or in a way that is never the rarer one.

    That is its canonical name, and any registered name that the list writes in another case. A
    sponsor makes no other way: `IEEE SLT` is `SLT`.
    """
    bare = _less_sponsors(written)
    if bare in (_less_sponsors(usual), _less_sponsors(venue.name)):
        return True
    registered = written in (venue.full_name, *venue.aliases)
    return registered and written.casefold() == usual.casefold()


def _plainly_named(entry: Entry) -> Venue | None:
    """The venue of an entry that is known, and named without a fault of another rule."""
    written = entry.paper.venue_raw or ""
    venue = find(written)
    if not venue or venue.kind == "publisher" or misspelt(entry.paper):
        return None
    # A year inside the name (`DCASE2024 Challenge`) is a fault of its own; other numbers, and
    # remarks in brackets that name no venue (`ICLR (Oral)`), are no part of the name.
    if any(map(str.isdecimal, _ORDINAL.sub("", written).replace(venue.name, ""))):
        return None
    remark = _IN_BRACKETS.search(written)
    return None if remark and find(remark[1]) != venue else venue


def _less_sponsors(written: str) -> str:
    words = written.split(" ")
    while len(words) > 1 and all(name in SPONSORS for name in words[0].lower().split("/")):
        words = words[1:]
    return " ".join(words)


def _usual_way(venue: Venue, ways: Counter[str]) -> str:
    """The way that most entries write a venue, of two as frequent the canonical name.

    arXiv has one way, however it is written.
    """
    if venue.kind == "preprint":
        return venue.name
    return max(ways, key=lambda way: (ways[way], way == venue.name))


VENUE_VARIANT = Rule(
    name="venue-variant",
    severity="style",
    fixable="some",
    check=venue_variant,
    what="The venue is written otherwise than most entries of the list write it.",
    why=(
        "One venue under several names is hard to scan and to count. Fixed without asking where "
        "only the case differs."
    ),
    wrong=example("""
        * **Alpha**, icassp 2021, [ :link: ](https://x.org/a)
        * **Beta**, ICASSP 2022, [ :link: ](https://x.org/b)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        * **Beta**, ICASSP 2022, [ :link: ](https://x.org/b)
        """),
    changes=("venue_raw",),
    alters=("words",),
)
