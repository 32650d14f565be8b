"""Rules that a configuration chooses or ignores, and which of them are about a place of a page."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import address, same_url
from kdcat.bibliography.venues import folded
from kdcat.reading.page_patterns import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from kdcat.paper import Paper


class Choice(NamedTuple):
    """Rules that are chosen or ignored, and where."""

    rules: frozenset[str]
    """Some of `kdcat.lint.configuration.rule_choices`."""
    page: str | None = None
    """The pages, as a pattern (`kdcat.reading.page_patterns`); None for every page."""
    entry: str | None = None
    """The title, the id or an address of the entry; None for all of the page."""
    reason: str | None = None


class ChoicesOfPage:
    """The choices that are about one page, which are looked through once for all its problems."""

    def __init__(self, choices: Iterable[Choice], page: str) -> None:
        """Find those that are about a page, named as the patterns name it."""
        here = [choice for choice in choices if choice.page is None or fits(page, choice.page)]
        self._of_page = [choice for choice in here if choice.entry is None]
        self._rules_of_page = frozenset[str]().union(*(choice.rules for choice in self._of_page))
        self._of_entries: dict[tuple[str, str], list[Choice]] = defaultdict(list)
        for choice in here:
            if choice.entry is not None:
                for name in _names_written(choice.entry):
                    self._of_entries[name].append(choice)

    def rules(self, paper: Paper | None) -> frozenset[str]:
        """Return the rules that are chosen for all of the page, and for a paper if there is one."""
        own = self._of_paper(paper)
        return self._rules_of_page.union(*(choice.rules for choice in own))

    def of_page(self, rules: Set[str]) -> Iterator[Choice]:
        """Return the choices of all of the page that name one of the rules."""
        return (choice for choice in self._of_page if rules & choice.rules)

    def of_paper(self, rules: Set[str], paper: Paper | None) -> Iterator[Choice]:
        """Return the choices of a paper alone that name one of the rules."""
        return (choice for choice in self._of_paper(paper) if rules & choice.rules)

    def _of_paper(self, paper: Paper | None) -> Iterable[Choice]:
        if paper is None or not self._of_entries:
            return ()
        return chain.from_iterable(self._of_entries.get(name, ()) for name in _names_of(paper))


def _names_written(entry: str) -> Iterator[tuple[str, str]]:
    """What a paper is known by that is meant: its title or id, the title folded, an address."""
    yield "said", entry
    if name := folded(entry):
        yield "folded", name
    if url := address(entry):
        yield "address", same_url(url)


def _names_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """What a paper may be meant by."""
    yield "said", paper.id
    yield "said", paper.title
    yield "folded", folded(paper.title)
    for link in (paper.paper_url, paper.code_url):
        if link:
            yield "address", same_url(link)
