"""Fixing: the edits of problems made, and what was made read back before anyone may write it."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.edit import apply, encode
from kdcat.lint.checking import check
from kdcat.lint.rules.table import BY_NAME
from kdcat.paper import Paper
from kdcat.reading.catalog import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kdcat.editing.edit import Edit
    from kdcat.lint.problem import Problem
    from kdcat.reading.catalog import Catalog
    from kdcat.reading.source import Source

    _Choice = tuple[Problem, tuple[Edit, ...]]

_MOST_PASSES = 10
"""A fix may uncover another fault, or wait for one in the same place; none waits for nine."""
_NEVER_SAFE = {"title", "*"}
"""What a fix that nobody is asked about never changes: a title, a whole entry."""
_OF_PLACE = {"line"}
"""Fields that follow from where an entry stands, and from its other fields."""


class Fixed(NamedTuple):
    """What became of one catalog."""

    source: Source
    """The catalog with its new content, which is not written yet."""
    problems: tuple[Problem, ...]
    """The problems that were fixed."""
    catalog: Catalog
    """The new content as it was read."""


def fix(
    sources: Sequence[Source],
    wanted: Callable[[Problem], bool],
    agreed: Callable[[Problem], bool] | None = None,
) -> list[Fixed]:
    """Return the catalogs with the problems fixed that have a safe fix.

    What was made is read back: a fix with which a paper would change in what the fix is not about
    is left out, so that every other paper is equal, and in the same place among them. A title
    changes by no safe fix, whatever its rule is about.

    Args:
        sources: The catalogs, which are one collection.
        wanted: Whether a problem is to be fixed at all.
        agreed: Whether a fix that is not safe is to be made; asked once for each. None: no.
    """
    fixed = [Fixed(source, (), parse(source)) for source in sources]
    declined: set[tuple[str, str, str, str | None]] = set()
    for _ in range(_MOST_PASSES):
        problems = list(filter(wanted, check([before.catalog for before in fixed])))
        passed = [_pass(before, problems, agreed, declined) for before in fixed]
        changed = any(
            after.source.content != before.source.content
            for before, after in zip(fixed, passed, strict=True)
        )
        fixed = passed
        if not changed:
            break
    return fixed


def _pass(
    before: Fixed,
    problems: Iterable[Problem],
    agreed: Callable[[Problem], bool] | None,
    declined: set[tuple[str, str, str, str | None]],
) -> Fixed:
    """Fix what can be fixed now of the problems of one catalog."""
    own = [problem for problem in problems if problem.catalog == before.catalog.name]
    chosen = _chosen(own, agreed, declined)
    if not chosen:
        return before
    after = _made(before.source, before.catalog, chosen)
    return after._replace(problems=before.problems + after.problems)


def _chosen(
    problems: Iterable[Problem],
    agreed: Callable[[Problem], bool] | None,
    declined: set[tuple[str, str, str, str | None]],
) -> list[_Choice]:
    """The problems to be fixed now, with their edits: of two in one place the first."""
    chosen: list[_Choice] = []
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
            chosen.append((problem, edits))
            for edit in edits:
                insort(taken, edit)
    return chosen


def _overlap(edits: Iterable[Edit], taken: Sequence[Edit]) -> bool:
    """Whether edits touch one of those that are taken, which are sorted and do not overlap."""
    for edit in edits:
        place = bisect_left(taken, edit)
        for other in taken[max(place - 1, 0) : place + 1]:
            # Texts put in at one place stand one after the other.
            if edit.start == edit.end == other.start == other.end:
                continue
            if edit.start <= other.end and other.start <= edit.end:
                return True
    return False


def _made(source: Source, catalog: Catalog, chosen: list[_Choice]) -> Fixed:
    """Make the fixes, less those with which a paper would change that is not to change."""
    while True:
        after = _edited(source, catalog, chosen)
        if after:
            return Fixed(after[0], tuple(problem for problem, _ in chosen), after[1])
        # The first so many fixes keep the papers, and one more does not: that one is left out.
        good, bad = 0, len(chosen)
        while bad - good > 1:
            middle = (good + bad) // 2
            if _edited(source, catalog, chosen[:middle]):
                good = middle
            else:
                bad = middle
        chosen = chosen[:good] + chosen[bad:]


def _edited(
    source: Source, catalog: Catalog, chosen: Sequence[_Choice]
) -> tuple[Source, Catalog] | None:
    """The catalog with fixes made, and as it is read back; None if they change a paper."""
    text = apply(catalog.text, [edit for _, edits in chosen for edit in edits])
    edited = source.holding(encode(source, text))
    after = parse(edited) if text != catalog.text else catalog
    return (edited, after) if _keeps_papers(catalog, after, chosen) else None


def _keeps_papers(before: Catalog, after: Catalog, chosen: Sequence[_Choice]) -> bool:
    """Whether the papers are the same, in their order, but for the fields that fixes may change."""
    may_change: dict[int, set[str]] = {}
    for problem, edits in chosen:
        changes = set(BY_NAME[problem.rule].changes)
        if edits == problem.edits:
            changes -= _NEVER_SAFE
        for line in range(problem.line, problem.end_line + 1):
            may_change.setdefault(line, set()).update(changes)
    expected = []
    for paper, _, block, *_ in before.listings:
        free = set().union(
            *(may_change.get(line, ()) for line in range(block.line, block.end_line))
        )
        if "*" not in free:
            expected.append((paper, free))
    return len(expected) == len(after.papers) and all(
        _same(old, new, free) for (old, free), new in zip(expected, after.papers, strict=True)
    )


def _same(old: Paper, new: Paper, free: set[str]) -> bool:
    """Whether a paper is the same, but for some fields and those that follow from them."""
    free = free | _OF_PLACE
    if "title" in free:
        free = free | {"id"}
    if "paper_url" in free:
        free = free | {"doi", "arxiv_id"}
    return all(
        getattr(old, name) == getattr(new, name) for name in Paper._fields if name not in free
    )
