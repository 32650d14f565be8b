"""Fixing: the edits of problems made, and what was made read back before anyone may write it."""

from __future__ import annotations

from bisect import bisect_left, insort
from contextlib import nullcontext
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.edit import apply, encode
from kdcat.layouts.once import kept, parsed_once
from kdcat.lint import harm
from kdcat.lint.checking import check
from kdcat.lint.rules.table import BY_NAME
from kdcat.paper import Paper
from kdcat.reading.catalog import no_collection, parse, parse_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kdcat.editing.edit import Edit
    from kdcat.lint.problem import Problem
    from kdcat.reading.catalog import Catalog
    from kdcat.reading.source import Source

    _Question = tuple[str, str, str, str]

_MOST_PASSES = 20
"""A fix may uncover another fault, or wait for one in the same place; none waits for so many."""
_NEVER_SAFE = {"title", "*"}
"""What a fix that nobody is asked about never changes: a title, a whole entry."""
_OF_ADDRESS = {"doi", "arxiv_id"}
_MOST_TRIALS = 4
"""How many of the fixes of one block are tried by themselves where together they do harm. In no
block of 23 lists do more than two."""
_LONGEST_TRIED = 5_000
"""Characters of a block beyond which none of them is tried: each trial reads it anew. No paragraph
of 23 lists has a third of that."""
_MOST_READINGS = 3
"""With all fixes, without those that do harm, and without those that do so then."""
_OF_PLACE = {"line"}
"""Fields that follow from where an entry stands, and from its other fields."""


class _Choice(NamedTuple):
    """A problem that is to be fixed, and how."""

    problem: Problem
    edits: tuple[Edit, ...]
    safe: bool

    @property
    def lines(self) -> range:
        """The lines that the problem is on."""
        return range(self.problem.line, self.problem.end_line + 1)


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
    find: Callable[[Sequence[Catalog]], list[Problem]] = check,
    read: Callable[[Source], Catalog] | None = None,
) -> list[Fixed]:
    """Return the catalogs with the problems fixed that have a safe fix.

    What was made is read back: a fix with which a paper would change in what the fix is not about,
    or anything else that a reader of the page sees, is left out, so that every other paper is
    equal, and in the same place among them. A title changes by no safe fix, whatever its rule is
    about, and no text, code, picture, comment, line break or link is lost (`kdcat.lint.harm`).

    Args:
        sources: The catalogs, which are one collection.
        wanted: Whether a problem is to be fixed at all.
        agreed: Whether a fix that is not safe is to be made; asked once for each. None: no.
        find: What the problems of catalogs are.
        read: What reads a source, and keeps what it shows; `as_shown` without it.
    """
    # Who goes on to look at what was fixed keeps what is known of it.
    with no_collection(), nullcontext() if kept() else parsed_once():
        return _fixed(sources, wanted, agreed, find, read or as_shown)


def _fixed(
    sources: Sequence[Source],
    wanted: Callable[[Problem], bool],
    agreed: Callable[[Problem], bool] | None,
    find: Callable[[Sequence[Catalog]], list[Problem]],
    read: Callable[[Source], Catalog],
) -> list[Fixed]:
    before = [Fixed(source, (), read(source)) for source in sources]
    endless: set[tuple[str, str]] = set()

    def allowed(problem: Problem) -> bool:
        return (problem.catalog, problem.rule) not in endless and wanted(problem)

    while True:
        fixed, last = _passes(before, allowed, None, find)
        if not last:
            break
        # What its own fix does not mend is left alone, and all begins anew.
        endless |= last
    return _passes(fixed, allowed, agreed, find)[0] if agreed else fixed


def as_shown(source: Source) -> Catalog:
    """Read a source, and keep what it shows, as fixes are judged by it.

    Raises:
        KdcatError: The content is not UTF-8 text.
    """
    return parse(source, shown=True)


def _passes(
    read: Iterable[Fixed],
    wanted: Callable[[Problem], bool],
    agreed: Callable[[Problem], bool] | None,
    find: Callable[[Sequence[Catalog]], list[Problem]],
) -> tuple[list[Fixed], set[tuple[str, str]]]:
    """Fix until nothing is left to fix; also of what was fixed last, if that had no end."""
    fixed = list(read)
    answered: set[_Question] = set()
    last: set[tuple[str, str]] = set()
    tried: set[str] = set()
    once = kept()
    assert once is not None
    for _ in range(_MOST_PASSES):
        once.turn()
        of_page: dict[str, list[Problem]] = {}
        for problem in filter(wanted, find([before.catalog for before in fixed])):
            of_page.setdefault(problem.catalog, []).append(problem)
        last.clear()
        for number, before in enumerate(fixed):
            own = of_page.get(before.catalog.name, [])
            after = _made(before, _safe(own), tried)
            # What is not safe waits for the safe fixes, which are judged by themselves.
            if agreed and after is before:
                after = _made_if_agreed(before, own, agreed, answered)
            if after is not before:
                last.update((problem.catalog, problem.rule) for problem in after.problems)
                fixed[number] = after._replace(problems=before.problems + after.problems)
        if not last:
            break
    return fixed, last


def _safe(problems: Iterable[Problem]) -> list[_Choice]:
    """The problems with a safe fix, and their edits: of two in one place the first."""
    chosen: list[_Choice] = []
    taken: list[Edit] = []
    for problem in problems:
        if problem.edits and _are_apart(problem.edits) and not _overlap(problem.edits, taken):
            chosen.append(_Choice(problem, problem.edits, safe=True))
            for edit in problem.edits:
                insort(taken, edit)
    return chosen


def _made_if_agreed(
    before: Fixed,
    problems: Iterable[Problem],
    agreed: Callable[[Problem], bool],
    answered: set[_Question],
) -> Fixed:
    """Make the fixes that are not safe and are agreed to: of two in one place the first.

    Those that were declined, or were agreed to and would do harm, are added to `answered`.
    """
    lines = before.catalog.document.lines
    # Lines move with every fix, so a problem is known again by what its line says.
    questions = {
        problem: (problem.catalog, problem.rule, problem.message, lines.content(problem.line))
        for problem in problems
        if problem.unsafe and not problem.edits
    }
    chosen: list[_Choice] = []
    taken: list[Edit] = []
    declined = set()
    for problem, question in questions.items():
        if question in answered or _overlap(problem.unsafe, taken):
            continue
        if not _are_apart(problem.unsafe):
            continue
        if agreed(problem):
            chosen.append(_Choice(problem, problem.unsafe, safe=False))
            for edit in problem.unsafe:
                insort(taken, edit)
        else:
            declined.add(question)
    after = _made(before, chosen, set())
    made = () if after is before else after.problems
    left_out = {choice.problem for choice in chosen}.difference(made)
    answered |= declined | {questions[problem] for problem in left_out}
    return after


def _are_apart(edits: Sequence[Edit]) -> bool:
    """Whether the edits of one fix leave each other alone."""
    return len(edits) == 1 or all(
        before.end <= after.start for before, after in pairwise(sorted(edits))
    )


def _overlap(edits: Iterable[Edit], taken: Sequence[Edit]) -> bool:
    """Whether edits touch one of those that are taken, which are sorted and do not overlap."""
    for edit in edits:
        # Most problems are told in the order of their places.
        if not taken or taken[-1].end < edit.start:
            continue
        place = bisect_left(taken, edit)
        for other in taken[max(place - 1, 0) : place + 1]:
            # Texts put in at one place stand one after the other.
            if edit.start == edit.end == other.start == other.end:
                continue
            if edit.start <= other.end and other.start <= edit.end:
                return True
    return False


def _made(before: Fixed, chosen: Sequence[_Choice], tried: set[str]) -> Fixed:
    """Make the fixes, less those that do harm; what there was before if none is left.

    Which ones do is tried once for each page, so that the readings do not grow with the page: from
    then on all fixes of a block that is harmed are left out, and all where it is not known which
    block is. In 23 lists of others no fix does any harm.

    Args:
        before: The page.
        chosen: The fixes.
        tried: The names of the pages of which fixes were tried; this one is added where it is.
    """
    for _ in range(_MOST_READINGS):
        if not chosen:
            break
        after = _edited(before, chosen)
        harmed = _harmed(before, after, chosen)
        if after is not None and harmed == []:
            return after
        may_try = before.source.name not in tried
        tried.add(before.source.name)
        harmless = _less_harmful(before, chosen, harmed, may_try=may_try) if harmed else None
        if harmless is None:
            return _made_in_trials(before, chosen) if may_try else before
        chosen = harmless
    return before


def _made_in_trials(before: Fixed, chosen: Sequence[_Choice]) -> Fixed:
    """Make the fixes that do no harm where all together do, in some block that is not known.

    A few are tried one by one, many by their rules, and those of one rule in a few parts.
    """
    groups: Sequence[Sequence[_Choice]] = _in_trials(chosen)
    if len(groups) < len(chosen) and len({choice.problem.rule for choice in chosen}) > 1:
        by_rule: dict[str, list[_Choice]] = {}
        for choice in chosen:
            by_rule.setdefault(choice.problem.rule, []).append(choice)
        groups = [*by_rule.values()][:_MOST_TRIALS]
    made, harmless = before, set[int]()
    for group in groups:
        tried = harmless.union(map(id, group))
        some = [choice for choice in chosen if id(choice) in tried]
        if len(some) == len(chosen):
            break
        after = _edited(before, some)
        if after is not None and _harmed(before, after, some) == []:
            harmless, made = tried, after
    return made


def _less_harmful(
    before: Fixed, chosen: Sequence[_Choice], harmed: Sequence[range], *, may_try: bool
) -> list[_Choice] | None:
    """The fixes less those that harm a block; None if those may not be fixes of its own lines.

    The fixes of one block are tried one after the other, those of all blocks at once: a thousand
    that are harmed take as many readings as the one with the most fixes. Of a block with more than
    `_MOST_TRIALS` fixes several are tried as one, so that the readings do not grow with it; of one
    that is longer than `_LONGEST_TRIED` all are left out, and of each where nothing may be tried.
    """
    places = before.catalog.document.lines
    own = {lines: [choice for choice in chosen if choice.problem.line in lines] for lines in harmed}
    if not all(own.values()):
        return None
    waiting = {
        lines: _in_trials(choices)
        for lines, choices in own.items()
        if may_try and places.end(lines.stop - 1) - places.start(lines.start) <= _LONGEST_TRIED
    }
    tried = {id(choice) for choices in own.values() for choice in choices}
    kept = [choice for choice in chosen if id(choice) not in tried]
    while any(waiting.values()):
        trial = {lines: choices.pop(0) for lines, choices in waiting.items() if choices}
        some = [*kept, *chain.from_iterable(trial.values())]
        found = _harmed(before, _edited(before, some), some)
        if found is None:
            return None
        harmed_lines = {line for lines in found for line in lines}
        kept += [
            choice
            for lines, choices in trial.items()
            if harmed_lines.isdisjoint(lines)
            for choice in choices
        ]
    if len(kept) == len(chosen):
        return None
    harmless = {id(choice) for choice in kept}
    return [choice for choice in chosen if id(choice) in harmless]


def _in_trials(choices: Sequence[_Choice]) -> list[Sequence[_Choice]]:
    """The fixes one by one, or as many at once as there must be for no more than so many trials."""
    at_once = -(-len(choices) // _MOST_TRIALS)
    return [choices[at : at + at_once] for at in range(0, len(choices), at_once)]


def _edited(before: Fixed, chosen: Sequence[_Choice]) -> Fixed | None:
    """The catalog with fixes made, as it is read back, or as it was if they change nothing.

    None if it is read as one of another form.
    """
    text = apply(before.catalog.text, [edit for choice in chosen for edit in choice.edits])
    if text == before.catalog.text:
        return before
    source = before.source.holding(encode(before.source, text))
    catalog = parse_alike(source, before.catalog)
    return catalog and Fixed(source, tuple([choice.problem for choice in chosen]), catalog)


def _harmed(before: Fixed, after: Fixed | None, chosen: Sequence[_Choice]) -> list[range] | None:
    """The lines of what differs in more than the fixes on its lines may change; None: not known."""
    if after is None:
        return None
    papers = _harmed_papers(before.catalog, after.catalog, chosen)
    if papers is None:
        return None
    if not all(choice.safe for choice in chosen):
        return _joined(papers)
    mends = [
        harm.Mend(choice.lines, choice.edits, BY_NAME[choice.problem.rule].alters)
        for choice in chosen
    ]
    blocks = harm.harmed(before.catalog.document, after.catalog.document, mends)
    return None if blocks is None else _joined([*papers, *blocks])


def _joined(ranges: Iterable[range]) -> list[range]:
    """The ranges in order, those that meet made one."""
    found: list[range] = []
    for lines in sorted(ranges, key=lambda lines: (lines.start, lines.stop)):
        if found and lines.start < found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, lines.stop))
        else:
            found.append(lines)
    return found


def _harmed_papers(
    before: Catalog, after: Catalog, chosen: Iterable[_Choice]
) -> list[range] | None:
    """The lines of the papers that changed; None if papers went or came that were not to."""
    may_change: dict[int, set[str]] = {}
    for choice in chosen:
        changes = BY_NAME[choice.problem.rule].changes
        for line in choice.lines:
            may_change.setdefault(line, set()).update(
                field for field in changes if not (choice.safe and field in _NEVER_SAFE)
            )
    expected = []
    for paper, _, block, *_ in before.listings:
        lines = range(block.line, block.end_line)
        free = set().union(*(may_change.get(line, ()) for line in lines))
        if "*" not in free:
            expected.append((paper, free, lines))
    if len(expected) != len(after.papers):
        return None
    return [
        lines
        for (old, free, lines), new in zip(expected, after.papers, strict=True)
        if not _same(old, new, free)
    ]


def _same(old: Paper, new: Paper, free: set[str]) -> bool:
    """Whether a paper is the same, but for some fields and those that follow from them.

    Nor do these get lost; but for identifiers of an address that another takes the place of.
    """
    if old == new:
        return True
    lost = free & _OF_ADDRESS
    if "title" in free:
        free = free | {"id"}
    if "paper_url" in free:
        free = free | _OF_ADDRESS
    return all(
        name in _OF_PLACE or one == other or (name in free and (other is not None or name in lost))
        for name, one, other in zip(Paper._fields, old, new, strict=True)
    )
