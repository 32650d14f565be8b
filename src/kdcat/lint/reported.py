"""Which problems are reported: as the command line says, and the configuration of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.lint.configuration import EVERYTHING, shown
from kdcat.lint.mistakes import lines_of
from kdcat.lint.problem import ERROR, WARNING, Problem
from kdcat.lint.rules.table import BY_NAME, UNUSED_IGNORE
from kdcat.reading.page_patterns import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set
    from pathlib import Path

    from kdcat.lint.choices import Choice
    from kdcat.lint.configuration import Configuration, Page
    from kdcat.lint.problem import Severity

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
    asked: frozenset[str] | None = None
    """The rules of which anything is wanted; None: all."""

    def somewhere(self, rule: str, severity: Severity) -> bool:
        """Return whether problems of a rule and a severity are reported anywhere."""
        names = _names(rule, severity)
        if not names.isdisjoint(self.ignored) or (
            self.asked is not None and rule not in self.asked
        ):
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
        if not names.isdisjoint(page.ignored.rules(problem.paper)):
            return False
        if self.selected is not None:
            return not names.isdisjoint(self._of_command())
        # What is chosen for all pages is in place of the usual; for some, it is added.
        chosen = page.everywhere or _USUAL
        chosen = chosen | self.added | page.selected.rules(problem.paper)
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
        used = self._used(found)
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

    def _used(self, found: Sequence[Problem]) -> set[tuple[Path, Choice]]:
        """The choices that silence one of the problems, each with the file it stands in."""
        used: set[tuple[Path, Choice]] = set()
        kinds: set[tuple[str, str, Severity]] = set()
        for problem in found:
            page = self.pages.get(problem.catalog)
            if page is None:
                continue
            names = _names(problem.rule, problem.severity)
            silencing = page.ignored.of_paper(names, problem.paper)
            used.update((page.configuration.file, choice) for choice in silencing)
            # Those of the page silence all problems of a rule and a severity, or none.
            kinds.add((problem.catalog, problem.rule, problem.severity))
        for catalog, rule, severity in kinds:
            page = self.pages[catalog]
            silencing = page.ignored.of_page(_names(rule, severity))
            used.update((page.configuration.file, choice) for choice in silencing)
        return used

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
