"""What a change brought: the problems that the pages had not before."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.diff.compare import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kdcat.lint.problem import Problem
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog

    _What = tuple[str, str, str, str]

_LINE = re.compile(r"\bline \d+")


class Before(NamedTuple):
    """Pages as they were, under the names that they have now."""

    catalogs: Sequence[Catalog]
    problems: Sequence[Problem]


def brought(
    problems: Sequence[Problem], catalogs: Sequence[Catalog], before: Before
) -> list[Problem]:
    """Return the problems that there were not before, wherever they stood.

    A problem is the same if its rule, its severity, its message and what it is about are: an entry
    that is the same paper (`kdcat.diff.compare`), else a line with the same text. One that stood
    twice and stands three times is new once, on a page that had it less often.

    Args:
        problems: Those there are.
        catalogs: What they are problems of.
        before: What there was.
    """
    known = _About(before.catalogs, catalogs)
    there = [(problem, known.what(problem, then=True)) for problem in before.problems]
    old = Counter((problem.catalog, what) for problem, what in there)
    left = []
    for problem in problems:
        what = known.what(problem)
        if old[problem.catalog, what] > 0:
            old[problem.catalog, what] -= 1
        else:
            left.append((problem, what))
    # An entry may have come from another page, with its faults.
    elsewhere: Counter[_What] = Counter()
    papers = {(problem.catalog, what) for problem, what in there if problem.paper}
    for page, what in papers:
        elsewhere[what] += old[page, what]
    new = []
    for problem, what in left:
        if problem.paper and elsewhere[what] > 0:
            elsewhere[what] -= 1
        else:
            new.append(problem)
    return new


class _About:
    """What problems are about, said alike for the pages as they were and as they are."""

    def __init__(self, then: Sequence[Catalog], now: Sequence[Catalog]) -> None:
        self._then = {catalog.name: catalog for catalog in then}
        self._now = {catalog.name: catalog for catalog in now}
        names = sorted(map(re.escape, {*self._then, *self._now}), key=len, reverse=True)
        self._place = re.compile(rf"(?:{'|'.join(names)}):\d+")
        same = {
            name
            for name, catalog in self._now.items()
            if name in self._then and self._then[name].text == catalog.text
        }
        changes = compare(_papers(then, same), _papers(now, same))
        # An entry whose title was corrected is the paper that it was.
        self._ids = {
            (change.new.catalog, change.new.line): change.old.id
            for change in changes
            if change.old and change.new
        }

    def what(self, problem: Problem, *, then: bool = False) -> _What:
        """What a problem is and what it is about, but not where."""
        if problem.paper:
            place = (problem.paper.catalog, problem.paper.line)
            about = (not then and self._ids.get(place)) or problem.paper.id
        else:
            catalog = (self._then if then else self._now)[problem.catalog]
            about = catalog.document.lines.content(problem.line).strip()
        message = _LINE.sub("line", problem.message)
        if ":" in message:
            message = self._place.sub("page", message)
        return problem.rule, problem.severity, message, about


def _papers(catalogs: Iterable[Catalog], less: set[str]) -> list[Paper]:
    return [paper for catalog in catalogs if catalog.name not in less for paper in catalog.papers]
