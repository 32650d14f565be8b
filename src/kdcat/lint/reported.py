"""Which problems are reported: as the command line says, and the configuration of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import address, same_url
from kdcat.bibliography.venues import folded
from kdcat.lint.configuration import EVERYTHING
from kdcat.lint.problem import ERROR, WARNING
from kdcat.reading.page_patterns import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kdcat.lint.configuration import Choice, Configuration
    from kdcat.lint.problem import Problem, Severity
    from kdcat.paper import Paper

_USUAL = frozenset((ERROR, WARNING))


class Page(NamedTuple):
    """A page that obeys a configuration."""

    configuration: Configuration
    path: str
    """The page as the configuration's patterns name it."""


class Reported(NamedTuple):
    """What is reported."""

    selected: frozenset[str] | None = None
    """The rules that the command line names; None leaves them to the configuration."""
    added: frozenset[str] = frozenset()
    """Rules that are reported too."""
    ignored: frozenset[str] = frozenset()
    """Rules that are not."""
    pages: Mapping[str, Page] = {}
    """The pages that obey a configuration, by the names of their catalogs."""

    def somewhere(self, rule: str, severity: Severity) -> bool:
        """Return whether problems of a rule and a severity are reported anywhere."""
        names = _names(rule, severity)
        if not names.isdisjoint(self.ignored):
            return False
        chosen = self._of_command() | {
            name
            for page in self.pages.values()
            for choice in page.configuration.select
            if self.selected is None
            for name in choice.rules
        }
        return not names.isdisjoint(chosen)

    def here(self, problem: Problem) -> bool:
        """Return whether a problem is reported."""
        names = _names(problem.rule, problem.severity)
        page = self.pages.get(problem.catalog)
        if not names.isdisjoint(self.ignored):
            return False
        if page is None:
            return not names.isdisjoint(self._of_command())
        settings = page.configuration
        if any(names & choice.rules for choice in _fitting(settings.ignore, page, problem)):
            return False
        if self.selected is not None:
            return not names.isdisjoint(self._of_command())
        # What is chosen for all pages is in place of the usual; for some, it is added.
        everywhere = [choice for choice in settings.select if choice[1:3] == (None, None)]
        chosen = frozenset[str]().union(*(choice.rules for choice in everywhere)) or _USUAL
        chosen = chosen.union(
            self.added, *(choice.rules for choice in _fitting(settings.select, page, problem))
        )
        return not names.isdisjoint(chosen)

    def _of_command(self) -> frozenset[str]:
        return (_USUAL if self.selected is None else self.selected) | self.added


def _names(rule: str, severity: Severity) -> frozenset[str]:
    return frozenset((rule, severity, EVERYTHING))


def _fitting(choices: tuple[Choice, ...], page: Page, problem: Problem) -> Iterator[Choice]:
    """The choices that are about the place of a problem."""
    for choice in choices:
        if choice.page is not None and not fits(page.path, choice.page):
            continue
        if choice.entry is None or (problem.paper and _is(problem.paper, choice.entry)):
            yield choice


def _is(paper: Paper, entry: str) -> bool:
    """Whether a paper is meant by its title, its id, or an address of it."""
    if entry in (paper.id, paper.title) or (folded(entry) or None) == folded(paper.title):
        return True
    url = address(entry)
    links = (paper.paper_url, paper.code_url)
    return url is not None and same_url(url) in {same_url(link) for link in links if link}
