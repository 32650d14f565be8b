"""The papers that are meant by the references of a call: asked about where a person answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kdcat.cli import DONE, NO, catalogs, completion
from kdcat.cli.questions import answered
from kdcat.cli.streams import someone_answers, tell
from kdcat.errors import KdcatError, UsageError
from kdcat.reading.source import STDIN
from kdcat.searching.lookup import Lookup, NoSuchPaperError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.index.papers import Index
    from kdcat.paper import Paper

_HELP = "An id or its beginning, an arXiv id, a DOI, an address, or words of the title"
_INDENT, _NARROWEST = " " * 5, 15
_MOST_OFFERED = 30
_MOST_NEAR = 5
_SHORTEST_ID = 8
_MOST_ERRORS = 2
_MOST_UNKNOWN = 10
"""References that mean no paper and are compared with all papers, which takes a while for each."""
_MOST = 1 << 24
"""Bytes of standard input: the references of two hundred thousand papers."""

References = Annotated[
    list[str],
    typer.Argument(
        metavar="REF",
        autocompletion=completion.references,
        help=f"{_HELP}; - for those on the lines of standard input.",
    ),
]
SomeReferences = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="REF",
        autocompletion=completion.references,
        help=f"{_HELP}; - for those on the lines of standard input. Default: all papers.",
    ),
]
Reference = Annotated[
    str,
    typer.Argument(metavar="REF", autocompletion=completion.references, help=f"{_HELP}."),
]


class Meant(NamedTuple):
    """What references mean."""

    works: list[tuple[Paper, ...]]
    """The papers in the order of the references, each once, with all of its listings."""
    code: int
    """The exit code: `NO` where a reference means no paper."""


def read(references: Sequence[str], catalog: Sequence[str] | None) -> list[str]:
    """Return the references, with those that stand on standard input in the place of `-`.

    A line there is a reference up to its first tab, so that a table of papers is one of their ids.

    Args:
        references: The references as given.
        catalog: The catalogs as named on the command line.

    Raises:
        KdcatError: Standard input is wanted and there is none, is wanted twice, or has no end.
    """
    if STDIN not in references:
        return list(references)
    if [*references, *catalogs.names(catalog)].count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    if sys.stdin is None:
        raise KdcatError("-: there is no standard input")
    content = sys.stdin.buffer.read(_MOST + 1)
    if len(content) > _MOST:
        raise KdcatError(f"-: has more than {_MOST >> 20} MB; these are no references")
    text = content.decode("utf-8-sig", "replace")
    lines = [line.partition("\t")[0].strip() for line in text.splitlines()]
    place = list(references).index(STDIN)
    return [*references[:place], *filter(None, lines), *references[place + 1 :]]


def meant(index: Index, works: Sequence[tuple[Paper, ...]], references: Sequence[str]) -> Meant:
    """Return the papers that references mean.

    Where one means none, or several, a person at a terminal chooses; it is said elsewhere.

    Args:
        index: The papers.
        works: The same, each with all of its listings.
        references: The references.
    """
    # By its identity, since a paper can be listed as often as there are references.
    found: dict[int, tuple[Paper, ...]] = {}
    code = DONE
    unknown = 0
    # What is asked for twice is answered once.
    references = list(dict.fromkeys(references))
    papers = Lookup(works, references)
    for reference in references:
        try:
            chosen = papers.meant(reference)
        except NoSuchPaperError as error:
            near: Sequence[tuple[Paper, ...]] = ()
            if not error.works:
                near = _nearest(index, works, reference) if unknown < _MOST_UNKNOWN else ()
                unknown += 1
            chosen = _instead(reference, error, near)
            code = code if chosen else NO
        found.update((id(work), work) for work in chosen)
    return Meant(list(found.values()), code)


def _instead(
    reference: str, error: NoSuchPaperError, near: Sequence[tuple[Paper, ...]]
) -> list[tuple[Paper, ...]]:
    """What a person chooses of the papers that fit, or else of the nearest; nothing is told."""
    offered, message = error.works or near, str(error)
    if near:
        told = [f"{paper.id} ({paper.title})" for paper, *_ in near]
        message = f"no paper {reference!r}; did you mean {' or '.join(told)}?"
    # References that are read from standard input leave nobody there who could answer.
    if not 0 < len(offered) <= _MOST_OFFERED or not someone_answers():
        tell(f"kdcat: {message}")
        return []
    if error.works:
        tell(f"{reference!r} fits {len(offered)} papers:")
    else:
        tell(f"no paper {reference!r}; the nearest:")
    return _chosen(offered)


def _chosen(offered: Sequence[tuple[Paper, ...]]) -> list[tuple[Paper, ...]]:
    from shutil import get_terminal_size
    from textwrap import wrap

    width = max(get_terminal_size().columns - len(_INDENT), _NARROWEST)
    for number, (paper, *_) in enumerate(offered, start=1):
        where = " ".join(str(value) for value in (paper.venue, paper.year) if value)
        shown = f"{paper.title} ({where})" if where else paper.title
        lines = wrap(shown, width, break_long_words=False, break_on_hyphens=False)
        for place, line in enumerate(lines):
            tell(f"{_INDENT if place else f'{number:>3}  '}{line}")

    def numbers(answer: str) -> list[int]:
        words = answer.replace(",", " ").split()
        for word in words:
            if not (word.isdecimal() and 0 < int(word[:9]) <= len(offered)):
                raise UsageError(f"{word} is not from 1 to {len(offered)}")
        return [int(word) for word in words]

    which = "Which? (a number or several; nothing for none)"
    return [offered[number - 1] for number in answered(which, numbers, optional=True)]


def _nearest(
    index: Index, works: Sequence[tuple[Paper, ...]], reference: str
) -> list[tuple[Paper, ...]]:
    """The papers that a misspelt reference may mean: few, or none."""
    name = reference.strip().casefold()
    rows: set[int] = set()
    papers = index.papers()
    if len(name) >= _SHORTEST_ID:
        from rapidfuzz.distance import OSA

        rows = {
            row
            for row, paper in enumerate(papers)
            # Of a name that is longer by more, each comparison would go through all of it.
            if abs(len(name) - len(paper.id)) <= _MOST_ERRORS
            and OSA.distance(name, paper.id, score_cutoff=_MOST_ERRORS) <= _MOST_ERRORS
        }
    if not rows:
        from kdcat.searching.in_titles import in_titles

        try:
            rows = in_titles(index, reference).rows
        except UsageError:
            return []
    near = {papers[row] for row in rows}
    offered = [work for work in works if not near.isdisjoint(work)]
    return offered if len(offered) <= _MOST_NEAR else []
