"""Which problems are reported: as the command line says, and the configuration of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import address, same_url
from kdcat.bibliography.venues import folded
from kdcat.lint.configuration import EVERYTHING, shown
from kdcat.lint.mistakes import lines_of
from kdcat.lint.problem import ERROR, WARNING, Problem
from kdcat.lint.rules.table import BY_NAME, UNUSED_IGNORE
from kdcat.reading.page_patterns import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set
    from pathlib import Path

    from kdcat.lint.configuration import Choice, Configuration, Page
    from kdcat.lint.problem import Severity
    from kdcat.paper import Paper

_USUAL = frozenset((ERROR, WARNING))


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

    def among(self, found: list[Problem]) -> list[Problem]:
        """Return the problems that are reported, of those that are reported somewhere."""
        # Without a configuration these are the same.
        return list(filter(self.here, found)) if self.pages else found

    def unused_ignores(self, found: Sequence[Problem], *, online: bool) -> list[Problem]:
        """Return a problem for each `[[ignore]]` that silences nothing, in the order of its file.

        It is told only where all pages that it is about were checked, for all its rules.

        Args:
            found: The problems of `pages` before any of them was left out.
            online: Whether the rules that need the network were asked.
        """
        if not self.somewhere(UNUSED_IGNORE.name, UNUSED_IGNORE.severity):
            return []
        used = {
            (page.configuration.file, choice)
            for problem in found
            if (page := self.pages.get(problem.catalog)) is not None
            for choice in _fitting(page.configuration.ignore, page, problem)
            if _names(problem.rule, problem.severity) & choice.rules
        }
        obeyed = [page.configuration for page in self.pages.values()]
        configurations = {configuration.file: configuration for configuration in obeyed}
        checked: dict[Path, set[str]] = {}
        for page in self.pages.values():
            checked.setdefault(page.configuration.file, set()).add(page.path)
        named = {
            file: frozenset(map(configuration.within, configuration.named_pages()))
            for file, configuration in configurations.items()
            if configuration.ignore
        }
        return [
            problem
            for file, configuration in configurations.items()
            for problem in _unused(
                configuration,
                [
                    number
                    for number, choice in enumerate(configuration.ignore)
                    if (file, choice) not in used
                    and _is_covered(choice, named[file], checked[file])
                    and all(self._looked_for(rule, online=online) for rule in choice.rules)
                ],
            )
        ]

    def _looked_for(self, name: str, *, online: bool) -> bool:
        rule = BY_NAME.get(name)
        if rule is None:
            return self.selected is None and name not in self.ignored
        if rule.is_online and not online:
            return False
        return any(self.somewhere(name, severity) for severity in rule.severities)

    def _of_command(self) -> frozenset[str]:
        return (_USUAL if self.selected is None else self.selected) | self.added


def _is_covered(choice: Choice, named: Set[str], checked: Set[str]) -> bool:
    """Whether all pages were checked that a choice is about, of those a configuration names."""
    if choice.page is not None:
        pattern = choice.page
        named = {page for page in named if fits(page, pattern)} or {pattern}
    return bool(named) and named <= checked


def _unused(configuration: Configuration, numbers: Sequence[int]) -> Iterator[Problem]:
    """A problem for each `[[ignore]]` of these numbers, which count from 0."""
    keys = [(*configuration.keys, "ignore", number) for number in numbers]
    written = configuration.text.split("\n")
    for number, line in zip(numbers, lines_of(configuration.text, keys), strict=True):
        rules = ", ".join(sorted(configuration.ignore[number].rules))
        yield Problem(
            UNUSED_IGNORE.name,
            UNUSED_IGNORE.severity,
            shown(configuration.file),
            *(line, 1, line, len(written[line - 1]) + 1),
            f"{rules} is to be ignored, but finds nothing there",
            None,
            fixable=False,
        )


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
