"""Rules about papers that are listed more than once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import arxiv_id, doi, same_url
from kdcat.bibliography.venues import canonical, folded
from kdcat.bibliography.works import LONGEST_COMPARED, listings
from kdcat.editing.edit import Edit
from kdcat.lint.problem import WARNING, Finding
from kdcat.lint.rule import Rule, example

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.lint.checked_document import CheckedDocument, Entry

_ALIKE = 90
"""From this likeness on, in percent, two titles at one address are two writings of one title."""
_NAMED = re.compile(r"[^:\s]+(?: [^:\s]+){0,2}\s*: ")
"""The name of a method before a title: `NAME: What it does`."""
_MANY = 3
"""Of so many titles on, an address is of a page about many papers."""
_FEWEST_WORDS = 4
"""Titles of fewer words may be those of two papers."""


_Seen = dict[str, dict[object, "tuple[CheckedDocument, Entry]"]]
"""By what is equal for two entries that may be one paper: the first of each section, by the
section's number, of each document, and of all."""


def _earlier(document: CheckedDocument, entry: Entry) -> list[tuple[CheckedDocument, Entry]]:
    """The entries before an entry, in all catalogs, of its address or title."""
    together = document.collection
    if together.earlier is None:
        together.earlier = _found_earlier(together.documents)
    return together.earlier.get(entry, [])


def _found_earlier(
    documents: Sequence[CheckedDocument],
) -> dict[Entry, list[tuple[CheckedDocument, Entry]]]:
    """For each entry those before it of its address or title, where there are any.

    Of many at one address only the first is kept in each section, in each document and among all of
    them, so that a thousand entries with one address take a few thousand comparisons. Those of the
    same document come first: what another file lists hides no duplicate in this one.
    """
    titles: _Seen = {}
    rests: _Seen = {}
    addresses: _Seen = {}
    all_earlier: dict[Entry, list[tuple[CheckedDocument, Entry]]] = {}
    sections: dict[object, int] = {}
    named = [
        (_names(entry), entry, document) for document in documents for entry in document.entries
    ]
    counts = Counter(name for names, _, _ in named for name in names if name)
    for names, entry, document in named:
        address, title, rest = names
        if counts[address] < 2 and counts[title] < 2 and counts[rest] < 2:
            # No other entry has any of them.
            continue
        section = sections.setdefault((document, entry.section), len(sections))
        within = (section, document, None)
        earlier: dict[Entry, tuple[CheckedDocument, Entry]] = {}
        for seen, name in ((addresses, address), (titles, title), (rests, title), (titles, rest)):
            if known := seen.get(name):
                found = known.get(within[0])
                for other in (found,) if found else map(known.get, within[1:]):
                    if other:
                        earlier[other[1]] = other
        for seen, name in ((addresses, address), (titles, title), (rests, rest)):
            if name:
                known = seen.setdefault(name, {})
                for where in within:
                    known.setdefault(where, (document, entry))
        if earlier:
            all_earlier[entry] = sorted(
                earlier.values(), key=lambda other: other[0] is not document
            )
    return all_earlier


def _names(entry: Entry) -> tuple[str, str, str]:
    """The address of an entry's paper, and its `_title_and_rest`; empty where it has none."""
    url = entry.paper.paper_url
    return (same_url(url) if url else "", *_title_and_rest(entry.paper.title))


# Rules ask about the entries of a page in turn, and about each of two that are alike.
@lru_cache(maxsize=1 << 14)
def _title_and_rest(title: str) -> tuple[str, str]:
    """The folded title, and what is left of it without the name of a method in front.

    That is empty where the title has no such name, or is too short without it to tell papers apart.
    """
    # `ISS++` is not `ISS`.
    title = title[:LONGEST_COMPARED].replace("+", " plus ")
    named = _NAMED.match(title) if ": " in title else None
    if not named:
        return folded(title), ""
    name, rest = folded(named[0]), folded(title[named.end() :])
    return f"{name} {rest}".strip(), rest if rest.count(" ") + 1 >= _FEWEST_WORDS else ""


def _alike(entry: Entry, other: Entry) -> bool:
    one, two = entry.paper.title[:LONGEST_COMPARED], other.paper.title[:LONGEST_COMPARED]
    if one == two:
        return True
    from rapidfuzz.fuzz import ratio

    titles = (folded(title)[:LONGEST_COMPARED] for title in (one, two))
    return ratio(*titles) >= _ALIKE


def _differ_by_name(entry: Entry, other: Entry) -> bool:
    """Whether one title is the other with the name of a method in front, and no address is shared.

    What has one address is a fault of `paper-link-shared`.
    """
    mine, my_rest = _title_and_rest(entry.paper.title)
    theirs, their_rest = _title_and_rest(other.paper.title)
    if my_rest != theirs and their_rest != mine:
        return False
    urls = (entry.paper.paper_url, other.paper.paper_url)
    return None in urls or same_url(urls[0]) != same_url(urls[1])


def _twins(document: CheckedDocument, entry: Entry) -> list[tuple[CheckedDocument, Entry]]:
    """The earlier entries that list the same paper."""
    earlier = _earlier(document, entry)
    known = document.collection.twins
    # Several rules ask for them.
    if earlier and entry not in known:
        known[entry] = [
            (where, other)
            for where, other in earlier
            if _alike(entry, other) and not _differ_by_name(entry, other)
        ]
    return known[entry] if earlier else []


def _perhaps_twin(document: CheckedDocument, entry: Entry) -> Entry | None:
    """The first earlier entry of the document that may list the same paper; None if one does."""
    earlier = _earlier(document, entry)
    if not earlier or _twins(document, entry):
        return None
    here = (other for where, other in earlier if where is document)
    return next((other for other in here if _differ_by_name(entry, other)), None)


def _but_for_a_name(other: Entry) -> str:
    return (
        f"perhaps {other.paper.title!r} on line {other.paper.line}: the titles differ by the name "
        "in front only"
    )


def _place(document: CheckedDocument, where: CheckedDocument, other: Entry) -> str:
    name = "line " if where is document else f"{where.catalog.name}:"
    return f"{name}{other.paper.line}"


def duplicate_in_section(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        for where, other in _twins(document, entry):
            if where is document and other.section == entry.section:
                yield Finding(
                    *entry.span,
                    f"listed already in this section, on line {other.paper.line}",
                    unsafe=_without(document, entry, other),
                )
                break
        else:
            perhaps = _perhaps_twin(document, entry)
            if perhaps and perhaps.section == entry.section:
                yield Finding(*entry.span, _but_for_a_name(perhaps), severity=WARNING)


DUPLICATE_IN_SECTION = Rule(
    name="duplicate-in-section",
    severity="error",
    fixable="unsafe",
    check=duplicate_in_section,
    what="A paper is listed twice in one section.",
    why=(
        "It is read and counted twice. Reported on the later entry; taken away, after asking, only "
        "if the lines are the same, character by character. A warning where one title is the other "
        "without the `NAME:` in front: they may be two papers."
    ),
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    changes=("*",),
    also=(WARNING,),
)


def _without(document: CheckedDocument, entry: Entry, other: Entry) -> tuple[Edit, ...]:
    """The edit that takes the entry's lines away, if they are exactly the other's."""
    start, end = _lines_of(document, entry)
    first, last = _lines_of(document, other)
    if document.text[start:end].rstrip("\r\n") != document.text[first:last].rstrip("\r\n"):
        return ()
    return (Edit(start, end, ""),)


def _lines_of(document: CheckedDocument, entry: Entry) -> tuple[int, int]:
    """From the first character of the entry's lines to the first of the line after them."""
    block, lines = entry.listing.block, document.lines
    return lines.after(block.line - 1), lines.after(block.end_line - 1)


def duplicate_across_sections(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        twins = _twins(document, entry)
        here = [other for where, other in twins if where is document]
        if here and entry.section not in [other.section for other in here]:
            yield Finding(
                *entry.span,
                f"listed also in another section, on line {here[0].paper.line}",
            )
        perhaps = None if twins else _perhaps_twin(document, entry)
        if perhaps and perhaps.section != entry.section:
            yield Finding(*entry.span, _but_for_a_name(perhaps))


DUPLICATE_ACROSS_SECTIONS = Rule(
    name="duplicate-across-sections",
    severity="warning",
    fixable="no",
    check=duplicate_across_sections,
    what="A paper is listed in two sections.",
    why="Its entries will differ one day; it may be meant.",
    wrong=example("""
        # List

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        # List

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Beta**, CVPR 2021, [ :link: ](https://x.org/b)
        """),
)


def conflicting_duplicates(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        for where, other in _twins(document, entry):
            differences = [
                f"{name} is {mine} here and {theirs} there"
                for name, mine, theirs in (
                    ("the year", entry.paper.year, other.paper.year),
                    ("the venue", entry.paper.venue_raw, other.paper.venue_raw),
                )
                if mine and theirs and mine != theirs and _folded(mine) != _folded(theirs)
            ]
            # A workshop's paper and the journal's, of one title, have two identifiers.
            if differences and len(listings([other.paper, entry.paper])) == 1:
                place = _place(document, where, other)
                yield Finding(*entry.span, f"listed also at {place}: {', '.join(differences)}")
                break


CONFLICTING_DUPLICATES = Rule(
    name="conflicting-duplicates",
    severity="warning",
    fixable="no",
    check=conflicting_duplicates,
    what="Two entries of one paper give different years or venues.",
    why="One of them is wrong, or they are two papers.",
    wrong=example("""
        # List

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Alpha**, ICASSP 2022, [ :link: ](https://x.org/a) <!-- kdcat: ignore duplicate-across-sections -->
        """),  # noqa: E501
    right=example("""
        # List

        ## Speech

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)

        ## Video

        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) <!-- kdcat: ignore duplicate-across-sections -->
        """),  # noqa: E501
)


def _folded(value: int | str) -> str:
    return str(value) if isinstance(value, int) else folded(canonical(value))


def paper_link_shared(document: CheckedDocument) -> Iterator[Finding]:
    pages = _pages_of_many(document)
    for entry in document.judged:
        url = entry.paper.paper_url
        if url and same_url(url) in pages:
            continue
        for where, other in _earlier(document, entry):
            theirs = other.paper.paper_url
            if url and theirs and same_url(url) == same_url(theirs) and not _alike(entry, other):
                link = entry.link("paper")
                yield Finding(
                    *(link.url if link else entry.span),
                    f"the same address as that of {other.paper.title!r} at "
                    f"{_place(document, where, other)}",
                )
                break


def _pages_of_many(document: CheckedDocument) -> set[str]:
    """The addresses of programmes, proceedings and the like, which many papers may have.

    An arXiv id or a DOI is that of one paper, however many have it.
    """
    at: dict[str, set[str]] = defaultdict(set)
    for entry in document.entries:
        paper = entry.paper
        if paper.paper_url and not (arxiv_id(paper.paper_url) or doi(paper.paper_url)):
            at[same_url(paper.paper_url)].add(folded(paper.title))
    return {url for url, titles in at.items() if len(titles) >= _MANY}


PAPER_LINK_SHARED = Rule(
    name="paper-link-shared",
    severity="error",
    fixable="no",
    check=paper_link_shared,
    what="Papers of different titles have one address.",
    why=(
        "One of the links is wrong, or one paper is listed under two titles. What three papers and "
        "more share is the page of a conference, unless it is an arXiv id or a DOI."
    ),
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        * **Something else entirely**, CVPR 2021, [ :link: ](https://x.org/a)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        * **Something else entirely**, CVPR 2021, [ :link: ](https://x.org/b)
        """),
)
