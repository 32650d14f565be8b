"""The listings of one paper: entries, in different places or one, of the same work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.paper import Paper
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# As in `kdcat lint`: titles further apart than this under one link are two papers and a wrong link.
_ALIKE = 90


def listings(papers: Iterable[Paper]) -> list[tuple[Paper, ...]]:
    """Return the entries grouped into papers, each in the place of its first entry.

    Entries are of one paper if they have the same title and year, or the same DOI or arXiv id and
    titles that are nearly the same: under different titles, one identifier is a wrong link.

    Args:
        papers: Entries, of one catalog or of several.
    """
    papers = tuple(papers)
    groups: list[list[int]] = []
    joined: dict[int, int] = {}
    """The groups that turned out to be of the same paper as an earlier one, and that one."""
    known: dict[tuple[str, object], dict[str, int]] = {}
    """For each year and identifier the titles it was found with, and a group of each."""

    for number, paper in enumerate(papers):
        title = folded(paper.title)
        same_year = known.setdefault(("year", paper.year), {})
        same_identifier = [
            known.setdefault(identifier, {})
            for identifier in (("doi", paper.doi), ("arxiv", paper.arxiv_id))
            if identifier[1]
        ]
        fitting = {same_year[title]} if title in same_year else set()
        for titles in same_identifier:
            fitting |= _alike(title, titles)
        group, *others = sorted({_first(group, joined) for group in fitting}) or [len(groups)]
        if group == len(groups):
            groups.append([])
        for other in others:
            joined[other] = group
            groups[group] += groups[other]
            groups[other] = []
        groups[group].append(number)
        for titles in (same_year, *same_identifier):
            titles[title] = group
    return [tuple(papers[number] for number in sorted(group)) for group in groups if group]


def united(listing: Sequence[Paper]) -> Paper:
    """Return what the entries of one paper say together: each field from the first that has it."""
    return Paper._make(
        next((value for value in values if value is not None), None)
        for values in zip(*listing, strict=True)
    )


def places(listing: Iterable[Paper]) -> tuple[str, ...]:
    """Return the sections that a paper's entries stand in, outermost first, each once."""
    return tuple(dict.fromkeys(name for paper in listing for name in paper.sections))


def folded(title: str) -> str:
    """Return the title less case, accents, punctuation and spacing, to compare it with another."""
    return " ".join(plain_words(title)) or title.casefold()


def _first(group: int, joined: dict[int, int]) -> int:
    while group in joined:
        group = joined[group]
    return group


def _alike(title: str, titles: dict[str, int]) -> set[int]:
    """The groups, one at most, whose title is the one given or nearly so."""
    if title in titles:
        return {titles[title]}
    if not titles:
        return set()
    from rapidfuzz import fuzz, process

    best = process.extractOne(title, list(titles), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return {titles[best[0]]} if best else set()
