"""What is to be said of a change to a list in Markdown, as the summary of a job is on GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.bibliography.works import listings
from kdcat.diff.change import ADDED, counted
from kdcat.diff.compare import compare
from kdcat.diff.release_notes import release_notes
from kdcat.layouts.line import escaped
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.lint.problem import Problem
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog

_LONGEST = 900_000
"""Bytes: GitHub takes a MiB of a step, and shows nothing of more."""
_CUT = "\nThe rest is left out: there is too much of it for a page.\n"


def summary(
    problems: Sequence[Problem], now: Sequence[Catalog], then: Sequence[Catalog] | None = None
) -> Iterator[str]:
    """Yield a page in Markdown: problems, papers that other pages list too, and what changed.

    It ends, and says so, where it would be longer than GitHub's job summaries may be.

    Args:
        problems: What is wrong with the catalogs.
        now: The catalogs as they are.
        then: The same as they were; None where nothing is said of changes.
    """
    length = 0
    for piece in _all(problems, now, then):
        length += len(piece.encode("utf-8", "replace"))
        if length > _LONGEST:
            yield _CUT
            return
        yield piece


def _all(
    problems: Sequence[Problem], now: Sequence[Catalog], then: Sequence[Catalog] | None
) -> Iterator[str]:
    yield "## Findings\n\n"
    yield from _table(problems)
    changes = None if then is None else compare(_papers(then, now), _papers(now, then))
    new = None
    if changes is not None:
        new = {_place(change.paper) for change in changes if change.change == ADDED}
    yield from _on_other_pages(now, new)
    if changes is not None:
        yield f"\n## Papers\n\n{counted(changes)}\n"
        if changes:
            yield "\n"
            yield from release_notes(changes)


def _table(problems: Sequence[Problem]) -> Iterator[str]:
    if not problems:
        yield "None.\n"
        return
    yield "| Place | Severity | Rule | What |\n| --- | --- | --- | --- |\n"
    for problem in problems:
        place = f"{problem.catalog}:{problem.line}"
        cells = (place, problem.severity, problem.rule, problem.message)
        yield f"| {' | '.join(map(_shown, cells))} |\n"


def _on_other_pages(now: Iterable[Catalog], new: set[tuple[str, int]] | None) -> Iterator[str]:
    """The papers that several pages list; where it is known which are new, those."""
    heading = "\n## Listed on other pages too\n\n"
    for entries in listings(paper for catalog in now for paper in catalog.papers):
        places = [_place(entry) for entry in entries]
        if len({page for page, _ in places}) > 1 and (new is None or not new.isdisjoint(places)):
            said = ", ".join(f"{page}:{line}" for page, line in places)
            yield f"{heading}* {_shown(entries[0].title)}: {_shown(said)}\n"
            heading = ""


def _place(paper: Paper) -> tuple[str, int]:
    return paper.catalog, paper.line


def _papers(catalogs: Iterable[Catalog], others: Iterable[Catalog]) -> list[Paper]:
    """The papers of the catalogs that the others have not just as they are."""
    texts = {other.name: other.text for other in others}
    return [
        paper
        for catalog in catalogs
        if texts.get(catalog.name) != catalog.text
        for paper in catalog.papers
    ]


def _shown(text: str) -> str:
    return escaped(printable(text))
