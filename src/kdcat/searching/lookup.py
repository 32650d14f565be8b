"""References: the paper that a person means by an id, an identifier, an address or its title."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.paper import Paper

_MOST_NAMED = 5


class NoSuchPaperError(KdcatError):
    """A reference fits no paper, or several."""


def resolve(works: Sequence[tuple[Paper, ...]], reference: str) -> tuple[Paper, ...]:
    """Return the listings of the one paper that is meant, in the order of the catalog.

    A reference is an id or its beginning, an arXiv id, a DOI, an address of the entry, or words of
    the title; the first of these ways that fits a paper counts.

    Args:
        works: The papers there are, each with all of its listings (`works.listings`).
        reference: What was given.

    Raises:
        NoSuchPaperError: No paper fits, or several do; the message names them.
    """
    papers = [paper for work in works for paper in work]
    found = next((found for way in WAYS if (found := way(papers, reference.strip()))), None)
    if not found:
        raise NoSuchPaperError(
            f"no paper {reference!r}; try: kdcat search {shlex.quote(reference)}"
        )
    fitting = frozenset(found)
    meant = [work for work in works if not fitting.isdisjoint(work)]
    if len(meant) > 1:
        named = ", ".join(f"{work[0].id} ({work[0].title})" for work in meant[:_MOST_NAMED])
        more = f" and {len(meant) - _MOST_NAMED} more" if len(meant) > _MOST_NAMED else ""
        raise NoSuchPaperError(f"{reference!r} fits {len(meant)} papers: {named}{more}")
    return meant[0]


def _by_id(papers: Sequence[Paper], reference: str) -> list[Paper]:
    return [paper for paper in papers if paper.id == reference.casefold()]


def _by_id_beginning(papers: Sequence[Paper], reference: str) -> list[Paper]:
    beginning = reference.casefold()
    return [paper for paper in papers if beginning and paper.id.startswith(beginning)]


def _by_identifier(papers: Sequence[Paper], reference: str) -> list[Paper]:
    from kdcat.bibliography.identifiers import arxiv_id, as_arxiv_id, as_doi, doi

    arxiv = as_arxiv_id(reference) or arxiv_id(reference)
    name = as_doi(reference) or doi(reference)
    return [
        paper
        for paper in papers
        if (arxiv and paper.arxiv_id == arxiv) or (name and paper.doi == name)
    ]


def _by_address(papers: Sequence[Paper], reference: str) -> list[Paper]:
    if "://" not in reference:
        return []
    from kdcat.bibliography.identifiers import same_url

    wanted = same_url(reference)
    return [
        paper
        for paper in papers
        if any(url and same_url(url) == wanted for url in (paper.paper_url, paper.code_url))
    ]


def _by_whole_title(papers: Sequence[Paper], reference: str) -> list[Paper]:
    wanted = plain_words(reference)
    return [paper for paper in papers if wanted and plain_words(paper.title) == wanted]


def _by_words_of_title(papers: Sequence[Paper], reference: str) -> list[Paper]:
    wanted = set(plain_words(reference))
    return [paper for paper in papers if wanted and wanted.issubset(plain_words(paper.title))]


WAYS = (_by_id, _by_id_beginning, _by_identifier, _by_address, _by_whole_title, _by_words_of_title)
"""The ways to refer to a paper, the most exact first."""
