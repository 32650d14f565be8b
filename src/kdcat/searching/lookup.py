"""References: the paper that a person means by an id, an address, an identifier or its title.

Which papers have an address is said here for search too, so that `search` and `show` agree.
"""

from __future__ import annotations

import re
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

    works: Sequence[tuple[Paper, ...]] = ()
    """The papers that it fits, each with all of its listings."""


def resolve(works: Sequence[tuple[Paper, ...]], reference: str) -> list[tuple[Paper, ...]]:
    """Return the paper that is meant, with its listings in the order of the catalog.

    A reference is an id (as a bibliography's key too, which may have a number behind it) or a
    beginning of one that reaches into its last part, an address of the entry, an arXiv id, a DOI,
    or words of the title; the first of these ways that fits a paper counts. An address is nothing
    else. An id names a title, and means every paper that has it: only of these are there several.

    Args:
        works: The papers there are, each with all of its listings (`works.listings`).
        reference: What was given.

    Raises:
        NoSuchPaperError: No paper fits, or several do; the message names them.
    """
    papers = [paper for work in works for paper in work]
    named = frozenset(_by_id(papers, reference.strip()))
    fitting = named or frozenset(_fitting(papers, reference.strip()))
    if not fitting:
        raise NoSuchPaperError(
            f"no paper {reference!r}; try: kdcat search {shlex.quote(reference)}"
        )
    meant = [work for work in works if not fitting.isdisjoint(work)]
    if len(meant) > 1 and len({paper.id for paper in named}) != 1:
        error = NoSuchPaperError(f"{reference!r} fits {len(meant)} papers: {_told(meant)}")
        error.works = meant
        raise error
    return meant


def _told(works: Sequence[tuple[Paper, ...]]) -> str:
    """The first of some papers by their ids: those of one title by the one id that names them."""
    by_id: dict[str, list[Paper]] = {}
    for first, *_ in works:
        by_id.setdefault(first.id, []).append(first)
    told = [
        f"{id_} ({papers[0].title}{f'; {len(papers)} papers' if len(papers) > 1 else ''})"
        for id_, papers in [*by_id.items()][:_MOST_NAMED]
    ]
    left = sum(len(papers) for papers in [*by_id.values()][_MOST_NAMED:])
    return ", ".join(told) + (f" and {left} more" if left else "")


def having(papers: Sequence[Paper], address: str) -> list[int]:
    """Return which papers have an address, by their places; else those with its repository.

    A paper has it if one of its addresses is the same or it has the arXiv id or DOI that the
    address carries. Only if there is none, a page of a repository is one of the papers that have
    another page of it, or the repository's page on github.io.
    """
    from kdcat.bibliography.addresses import arxiv_id, doi, repository, same_url

    wanted, arxiv, name = same_url(address), arxiv_id(address), doi(address)
    places = [
        place
        for place, paper in enumerate(papers)
        if (arxiv and paper.arxiv_id == arxiv)
        or (name and paper.doi == name)
        or any(same_url(url) == wanted for url in _addresses(paper))
    ]
    if not places and (code := repository(address)):
        places = [
            place
            for place, paper in enumerate(papers)
            if any(repository(url) == code for url in _addresses(paper))
        ]
    return places


def _addresses(paper: Paper) -> list[str]:
    return [url for url in (paper.paper_url, paper.code_url) if url]


def _fitting(papers: Sequence[Paper], reference: str) -> list[Paper]:
    from kdcat.bibliography.addresses import as_address

    if address := as_address(reference):
        return [papers[place] for place in having(papers, address)]
    return _by_identifier(papers, reference) or _by_title(papers, reference)


_KEY = re.compile(r"(?P<id>.+)-[1-9][0-9]*")


def _by_id(papers: Sequence[Paper], reference: str) -> list[Paper]:
    name = reference.casefold()
    key = _KEY.fullmatch(name)
    for whole in (name, key["id"] if key else ""):
        if named := [paper for paper in papers if paper.id == whole]:
            return named
    return [paper for paper in papers if _begins(name, paper.id)]


def _begins(beginning: str, id: str) -> bool:  # noqa: A002
    """Whether it is the beginning of an id and reaches into its last part, which no word does."""
    return id.startswith(beginning) and len(beginning) > id.rfind("-") + 1


def _by_identifier(papers: Sequence[Paper], reference: str) -> list[Paper]:
    from kdcat.bibliography.addresses import as_arxiv_id, as_doi

    arxiv, name = as_arxiv_id(reference), as_doi(reference)
    return [
        paper
        for paper in papers
        if (arxiv and paper.arxiv_id == arxiv) or (name and paper.doi == name)
    ]


def _by_title(papers: Sequence[Paper], reference: str) -> list[Paper]:
    """The papers whose title it is, else those whose title has its words; each is folded once."""
    whole, partly = [], []
    if wanted := plain_words(reference):
        each = set(wanted)
        for paper in papers:
            words = plain_words(paper.title)
            if words == wanted:
                whole.append(paper)
            elif each.issubset(words):
                partly.append(paper)
    return whole or partly
