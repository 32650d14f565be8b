"""References: the paper that a person means by an id, an address, an identifier or its title.

Which papers have an address is said here for search too, so that `search` and `show` agree.
"""

from __future__ import annotations

import re
import shlex
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kdcat.paper import Paper

_MOST_NAMED = 5


class NoSuchPaperError(KdcatError):
    """A reference fits no paper, or several."""

    works: Sequence[tuple[Paper, ...]] = ()
    """The papers that it fits, each with all of its listings."""


class Lookup:
    """The papers there are, made ready for some references: each is looked at once for all."""

    def __init__(self, works: Sequence[tuple[Paper, ...]], references: Sequence[str]) -> None:
        """Take the papers and what will be asked.

        Args:
            works: The papers there are, each with all of its listings (`works.listings`).
            references: All that `meant` will be asked for.
        """
        self._works = works
        self._references = [reference.strip() for reference in references]
        self._papers = [paper for work in works for paper in work]
        self._work_of = [number for number, work in enumerate(works) for _ in work]

    def meant(self, reference: str) -> list[tuple[Paper, ...]]:
        """Return the paper that is meant, with its listings in the order of the catalog.

        A reference is an id (as a bibliography's key too, which may have a number behind it) or a
        beginning of one that reaches into its last part, an address of the entry, an arXiv id, a
        DOI, or words of the title; the first of these ways that fits a paper counts. An address is
        nothing else. An id names a title, and means every paper that has it: only of these are
        there several.

        Args:
            reference: One of those that were given.

        Raises:
            NoSuchPaperError: No paper fits, or several do; the message names them.
        """
        named = self._by_id(reference.strip())
        fitting = named or self._fitting(reference.strip())
        if not fitting:
            raise NoSuchPaperError(
                f"no paper {reference!r}; try: kdcat search {shlex.quote(reference)}"
            )
        numbers = sorted({self._work_of[place] for place in fitting})
        works = [self._works[number] for number in numbers]
        if len(works) > 1 and len({self._papers[place].id for place in named}) != 1:
            error = NoSuchPaperError(f"{reference!r} fits {len(works)} papers: {_told(works)}")
            error.works = works
            raise error
        return works

    def _by_id(self, reference: str) -> Sequence[int]:
        name = reference.casefold()
        key = _KEY.fullmatch(name)
        for whole in (name, key["id"] if key else ""):
            if named := self._ids.get(whole):
                return named
        words, last = _taken_apart(name)
        endings = self._endings.get(words, ()) if last else ()
        found: list[int] = []
        for place in range(bisect_left(endings, last), len(endings)):
            if not endings[place].startswith(last):
                break
            found += self._ids[words + endings[place]]
        return found

    @cached_property
    def _ids(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, paper in enumerate(self._papers):
            places.setdefault(paper.id, []).append(place)
        return places

    @cached_property
    def _endings(self) -> dict[str, list[str]]:
        """The last parts of the ids that begin with the same words as one that is asked for."""
        wanted = {_taken_apart(reference.casefold())[0] for reference in self._references}
        endings: dict[str, list[str]] = {}
        for name in self._ids:
            words, last = _taken_apart(name)
            if words in wanted:
                endings.setdefault(words, []).append(last)
        return {words: sorted(lasts) for words, lasts in endings.items()}

    def _fitting(self, reference: str) -> Sequence[int]:
        from kdcat.bibliography.addresses import as_address, as_arxiv_id, as_doi

        if address := as_address(reference):
            return self._addresses.having(address)
        identified = self._addresses.identified(as_arxiv_id(reference), as_doi(reference))
        return identified or self._by_title(reference)

    @cached_property
    def _addresses(self) -> _Addresses:
        return _Addresses(self._papers)

    def _by_title(self, reference: str) -> Sequence[int]:
        """The papers whose title it is, else those whose title has its words."""
        words = plain_words(reference)
        if not words:
            return ()
        whole, having = self._titles
        if titled := whole.get(tuple(words)):
            return titled
        # The rarest word first: what is left is never more than it has.
        places = sorted((having.get(word, set()) for word in set(words)), key=len)
        return sorted(places[0].intersection(*places[1:]))

    @cached_property
    def _titles(self) -> tuple[dict[tuple[str, ...], list[int]], dict[str, set[int]]]:
        """Where titles are that are asked for, and the words that are."""
        asked = [tuple(plain_words(reference)) for reference in self._references]
        whole: dict[tuple[str, ...], list[int]] = {words: [] for words in asked}
        having: dict[str, set[int]] = {word: set() for words in asked for word in words}
        for place, paper in enumerate(self._papers):
            words = tuple(plain_words(paper.title))
            if words in whole:
                whole[words].append(place)
            for word in words:
                if word in having:
                    having[word].add(place)
        return whole, having


class _Addresses:
    """Which papers have an address or identifier, by their places."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers

    def having(self, address: str) -> list[int]:
        from kdcat.bibliography.addresses import arxiv_id, doi, repository, same_url

        places = {
            *self._urls.get(same_url(address), ()),
            *self.identified(arxiv_id(address), doi(address)),
        }
        if not places and (code := repository(address)):
            places = {*self._repositories.get(code, ())}
        return sorted(places)

    def identified(self, arxiv: str | None, doi: str | None) -> list[int]:
        """Return those that have one of the identifiers."""
        arxiv_ids, dois = self._identifiers
        return sorted({*arxiv_ids.get(arxiv or "", ()), *dois.get(doi or "", ())})

    @cached_property
    def _identifiers(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        arxiv_ids: dict[str, list[int]] = {}
        dois: dict[str, list[int]] = {}
        for place, paper in enumerate(self._papers):
            if paper.arxiv_id:
                arxiv_ids.setdefault(paper.arxiv_id, []).append(place)
            if paper.doi:
                dois.setdefault(paper.doi, []).append(place)
        return arxiv_ids, dois

    @cached_property
    def _urls(self) -> dict[str, list[int]]:
        from kdcat.bibliography.addresses import same_url

        return self._by(same_url)

    @cached_property
    def _repositories(self) -> dict[str, list[int]]:
        from kdcat.bibliography.addresses import repository

        return self._by(repository)

    def _by(self, name_of: Callable[[str], str | None]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, paper in enumerate(self._papers):
            for url in (paper.paper_url, paper.code_url):
                if url and (name := name_of(url)):
                    places.setdefault(name, []).append(place)
        return places


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
    return _Addresses(papers).having(address)


_KEY = re.compile(r"(?P<id>.+)-[1-9][0-9]*")


def _taken_apart(id: str) -> tuple[str, str]:  # noqa: A002
    """The words that an id begins with, up to the dash behind them, and its last part."""
    words, dash, last = id.rpartition("-")
    return words + dash, last
