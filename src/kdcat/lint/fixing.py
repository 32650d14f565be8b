"""Fixing: the edits of problems made, and what was made read back before anyone may write it."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from kdcat.catalog import parse
from kdcat.edit import apply, encode
from kdcat.errors import KdcatError
from kdcat.lint.checking import check
from kdcat.lint.rules import BY_NAME
from kdcat.paper import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kdcat.catalog import Catalog
    from kdcat.edit import Edit
    from kdcat.lint.problem import Problem
    from kdcat.paper import Paper
    from kdcat.source import Source

    _Choice = tuple[Problem, tuple[Edit, ...]]

_MOST_PASSES = 10
"""A fix may uncover another fault, or wait for one in the same place; none waits for nine."""
_OF_PLACE = {"id", "line"}
"""Fields that follow from where an entry stands, and from its other fields."""


class Fixed(NamedTuple):
    """What became of one catalog."""

    source: Source
    """The catalog with its new content, which is not written yet."""
    problems: tuple[Problem, ...]
    """The problems that were fixed."""


def fix(
    sources: Sequence[Source],
    wanted: Callable[[Problem], bool],
    agreed: Callable[[Problem], bool] | None = None,
) -> list[Fixed]:
    """Return the catalogs with the problems fixed that have a safe fix.

    Args:
        sources: The catalogs, which are one collection.
        wanted: Whether a problem is to be fixed at all.
        agreed: Whether a fix that is not safe is to be made; asked once for each. None: no.

    Raises:
        KdcatError: A paper that was not to change would change. Nothing is to be written then.
    """
    fixed = [Fixed(source, ()) for source in sources]
    declined: set[tuple[str, str, str, str | None]] = set()
    for _ in range(_MOST_PASSES):
        catalogs = [parse(one.source) for one in fixed]
        problems = [problem for problem in check(catalogs) if wanted(problem)]
        changed = False
        for at, catalog in enumerate(catalogs):
            chosen = _chosen(
                [problem for problem in problems if problem.catalog == catalog.name],
                agreed,
                declined,
            )
            if chosen:
                before = fixed[at]
                after = _made(before.source, catalog, chosen)
                changed |= after.source.content != before.source.content
                fixed[at] = after._replace(problems=before.problems + after.problems)
        if not changed:
            break
    return fixed


def _chosen(
    problems: Iterable[Problem],
    agreed: Callable[[Problem], bool] | None,
    declined: set[tuple[str, str, str, str | None]],
) -> list[_Choice]:
    """The problems to be fixed now, with their edits: of two in one place the first."""
    found: list[_Choice] = []
    taken: list[Edit] = []
    for problem in problems:
        edits = problem.edits
        if not edits and agreed and problem.unsafe and not _overlap(problem.unsafe, taken):
            key = (problem.catalog, problem.rule, problem.message, problem.suggestion)
            if key not in declined:
                if agreed(problem):
                    edits = problem.unsafe
                else:
                    declined.add(key)
        if edits and not _overlap(edits, taken):
            found.append((problem, edits))
            for edit in edits:
                insort(taken, edit)
    return found


def _overlap(edits: Iterable[Edit], taken: Sequence[Edit]) -> bool:
    """Whether edits touch one of those that are taken, which are sorted and do not overlap."""
    for one in edits:
        at = bisect_left(taken, one)
        for other in taken[max(at - 1, 0) : at + 1]:
            # Texts put in at one place stand one after the other.
            if one.start == one.end == other.start == other.end:
                continue
            if one.start <= other.end and other.start <= one.end:
                return True
    return False


def _made(source: Source, catalog: Catalog, chosen: Sequence[_Choice]) -> Fixed:
    """Make the fixes, less those of entries that would change more than they may.

    Raises:
        KdcatError: A paper would change that no fix is about.
    """
    while True:
        text = apply(catalog.text, [edit for _, edits in chosen for edit in edits])
        after = source._replace(content=encode(source, text))
        wrong = _wrongly_changed(catalog, parse(after), chosen)
        if wrong is None:
            return Fixed(after, tuple(problem for problem, _ in chosen))
        rest = [one for one in chosen if not _is_about(one[0], wrong)]
        if len(rest) == len(chosen):
            raise KdcatError(
                f"{catalog.name}:{wrong[0]}: fixing would change a paper that it may not change; "
                "nothing was written (please report this)"
            )
        chosen = rest


def _is_about(problem: Problem, lines: range) -> bool:
    return problem.line < lines.stop and lines.start <= problem.end_line


def _wrongly_changed(before: Catalog, after: Catalog, chosen: Sequence[_Choice]) -> range | None:
    """The lines of the first paper that has changed in a field that no fix of it may change."""
    may_change: dict[int, set[str]] = {}
    for problem, _ in chosen:
        for line in range(problem.line, problem.end_line + 1):
            may_change.setdefault(line, set()).update(BY_NAME[problem.rule].changes)
    expected = []
    for paper, _, block in before.listings:
        lines = range(block.line, block.end_line)
        free = set().union(*(may_change.get(line, ()) for line in lines))
        if "*" not in free:
            expected.append((paper, free, lines))
    lines = range(1, 1)
    for old, new in zip_longest(expected, after.papers):
        if old is not None:
            lines = old[2]
        if old is None or new is None or not _same(old[0], new, old[1]):
            return lines
    return None


def _same(old: Paper, new: Paper, free: set[str]) -> bool:
    """Whether a paper is the same, but for some fields and those that follow from them."""
    free = free | _OF_PLACE | ({"doi", "arxiv_id"} if "paper_url" in free else set())
    return all(
        one == other for name, one, other in zip(FIELDS, old, new, strict=True) if name not in free
    )
