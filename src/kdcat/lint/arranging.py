"""Arranging: what is put in order only for who asks for it by name, and read back afterwards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kdcat.editing.edit import apply, encode
from kdcat.lint.checked_document import checked_document
from kdcat.lint.checking import check
from kdcat.lint.contents_anew import contents_anew
from kdcat.lint.fixing import Fixed, as_shown
from kdcat.lint.rules.headings import SECTION_NOT_SORTED
from kdcat.lint.rules.table_of_contents import HEADING_NOT_IN_TOC
from kdcat.lint.sorting import sorted_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set

    from kdcat.editing.edit import Edit
    from kdcat.layouts.shown import Page
    from kdcat.lint.problem import Problem
    from kdcat.lint.sorting import Direction
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog

ARRANGED = (SECTION_NOT_SORTED.name, HEADING_NOT_IN_TOC.name)
"""The rules whose faults are mended by putting what is there in another order."""
_MOST_READINGS = 100
"""So often a page is read back to find out which of its sections stay as they are."""
_MOST_PASSES = 20
"""One for each depth of groups in groups."""


def arrange(
    fixed: Fixed,
    rules: Set[str],
    direction: Direction | None = None,
    find: Callable[[Sequence[Catalog]], list[Problem]] | None = None,
) -> Fixed:
    """Return a catalog with its sections sorted and its contents made anew, as far as asked for.

    What was made is read back: the papers are the same, each in its section, and so is all else
    that the page shows; what would make it another page is left out. What is in order stays as it
    is, so that a second time nothing changes.

    Args:
        fixed: The catalog, and what was fixed of it.
        rules: The names of rules; of those that are not in `ARRANGED` nothing is done.
        direction: How sections are to be sorted; without it as most of them are.
        find: What the problems of catalogs are that are to be mended; all without it.
    """

    def found(catalog: Catalog, rule: str) -> list[Problem]:
        if find is None:
            return _problems(catalog, rule)
        return [problem for problem in find([catalog]) if problem.rule == rule]

    if SECTION_NOT_SORTED.name in rules:
        for _ in range(_MOST_PASSES):
            before = fixed
            faults = found(fixed.catalog, SECTION_NOT_SORTED.name)
            fixed = _sorted(fixed, faults, direction)
            if fixed is before:
                break
    if HEADING_NOT_IN_TOC.name in rules:
        fixed = _with_contents(fixed, found(fixed.catalog, HEADING_NOT_IN_TOC.name))
    return fixed


def _sorted(fixed: Fixed, problems: Sequence[Problem], direction: Direction | None) -> Fixed:
    if not problems:
        return fixed
    lines = [problem.line for problem in problems]
    waiting: list[list[Edit]] = []
    end = 0
    groups = sorted_sections(checked_document(fixed.catalog), lines, direction)
    for edits in sorted(groups, key=min):
        # A group inside of what is moved waits for the next time.
        if edits[0].start >= end:
            waiting.append(edits)
            end = max(edit.end for edit in edits)
    after = _harmless(fixed, waiting)
    if after is fixed:
        return fixed
    left = {problem.line for problem in _problems(after.catalog, SECTION_NOT_SORTED.name)}
    mended = [problem for problem in problems if problem.line not in left]
    return after._replace(problems=(*fixed.problems, *mended))


def _harmless(before: Fixed, groups: list[list[Edit]]) -> Fixed:
    """Make the edits that change nothing but an order: those that do more are found by halves."""
    good: list[list[Edit]] = []
    arranged = before
    waiting = [groups]
    for _ in range(_MOST_READINGS):
        if not waiting:
            break
        some = waiting.pop()
        after = _made(before, [*good, *some])
        if _is_permuted(before.catalog, after.catalog):
            good += some
            arranged = after
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return arranged


def _with_contents(fixed: Fixed, problems: Sequence[Problem]) -> Fixed:
    edit = (
        contents_anew(checked_document(fixed.catalog), [problem.line for problem in problems])
        if problems
        else None
    )
    if edit is None:
        return fixed
    after = _made(fixed, [[edit]])
    if _problems(after.catalog, HEADING_NOT_IN_TOC.name, "toc-broken-anchor"):
        return fixed
    if not _has_same_papers(fixed.catalog, after.catalog):
        return fixed
    return after._replace(problems=(*fixed.problems, *problems))


def _problems(catalog: Catalog, *rules: str) -> list[Problem]:
    return check([catalog], lambda rule, _: rule in rules)


def _made(fixed: Fixed, groups: Iterable[Sequence[Edit]]) -> Fixed:
    text = apply(fixed.catalog.text, [edit for edits in groups for edit in edits])
    source = fixed.source.holding(encode(fixed.source, text))
    return Fixed(source, fixed.problems, as_shown(source))


def _is_permuted(before: Catalog, after: Catalog) -> bool:
    """Whether a page shows what another does, in another order, with its headings in theirs."""
    if before.headings != after.headings or _counted(before.papers) != _counted(after.papers):
        return False
    old, new = before.document.shown, after.document.shown
    assert old is not None
    assert new is not None
    return old.leading == new.leading and _shown(old) == _shown(new)


def _has_same_papers(before: Catalog, after: Catalog) -> bool:
    """Whether the papers are the same and in the same order, on whatever lines."""
    return _unplaced(before.papers) == _unplaced(after.papers)


def _counted(papers: Iterable[Paper]) -> Counter[Paper]:
    return Counter(_unplaced(papers))


def _unplaced(papers: Iterable[Paper]) -> list[Paper]:
    return [paper._replace(line=0) for paper in papers]


def _shown(shown: Page) -> Counter[tuple[str, str]]:
    return Counter((part.kind, part.content) for part in shown.parts)
