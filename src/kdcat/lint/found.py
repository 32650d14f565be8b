"""What is found of catalogs and is to be reported, in whatever state of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.lint.checking import Checking
from kdcat.lint.since import Before, brought

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.lint.answers import Answers
    from kdcat.lint.problem import Problem
    from kdcat.lint.reported import Reported
    from kdcat.reading.catalog import Catalog


class Finder:
    """What finds the problems that are to be reported, less those that there were then."""

    def __init__(
        self,
        wanted: Reported,
        answers: Answers | None = None,
        then: Sequence[Catalog] | None = None,
    ) -> None:
        """Look at nothing yet.

        Args:
            wanted: Which problems are reported.
            answers: What was answered on the network; None where nothing was asked.
            then: The catalogs as they were; None where all problems are meant.
        """
        self._wanted = wanted
        self._answers = answers
        self._then = None if then is None else Checking(then, answers)
        self._now: Checking | None = None
        self._found: dict[frozenset[str] | None, list[Problem]] = {}

    def __call__(
        self, checked: Sequence[Catalog], rules: frozenset[str] | None = None
    ) -> list[Problem]:
        """Return the problems of catalogs, file by file in the order of its lines.

        Of the catalogs that were looked at last, each rule is asked once.

        Args:
            checked: The catalogs, which are one collection.
            rules: The rules of which the problems are asked for; None: all.
        """
        if self._now is None or list(map(id, self._now.catalogs)) != list(map(id, checked)):
            self._now = Checking(checked, self._answers)
            self._found.clear()
        if rules not in self._found:
            self._found[rules] = self._problems(self._now, self._wanted._replace(asked=rules))
        return self._found[rules]

    def _problems(self, now: Checking, wanted: Reported) -> list[Problem]:
        found = now.problems(wanted.somewhere)
        if self._then is not None:
            old = wanted.among(self._then.problems(wanted.somewhere))
            before = Before(self._then.catalogs, old)
            return brought(wanted.among(found), now.catalogs, before)
        silent: list[Problem] = []
        if {catalog.name for catalog in now.catalogs} >= wanted.pages.keys():
            silent = wanted.unused_ignores(found, online=self._answers is not None)
        return [*wanted.among(found), *silent]
