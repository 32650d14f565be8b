"""What the catalog knows of a paper beside its entry: other places, neighbours, papers like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.index.papers import Index
    from kdcat.paper import Paper

_MOST_NEIGHBOURS = 5
_MOST_RELATED = 8
_MOST_LOOKED_AT = 200
_SECTION = ("catalog", "modality", "task", "subtask", "deeper")


class Known(NamedTuple):
    """What is known of a paper, as rows of the catalog."""

    places: list[int]
    """All entries of the paper, its own among them, as they stand."""
    neighbours: list[int]
    """The nearest other papers of its section, as they stand."""
    related: list[tuple[int, str]]
    """Papers like it, the most like first, and what they have in common."""


def known_of(index: Index, row: int) -> Known:
    """Return what the catalog knows of the paper of a row."""
    paper = index[row]
    own = _places(index, row, paper)
    return Known(own, _neighbours(index, row, own), _related(index, paper, own))


def _places(index: Index, row: int, paper: Paper) -> list[int]:
    """The entries of the paper: of those that may be, which are looked for by what they share."""
    from kdcat.bibliography.works import listings
    from kdcat.words import plain_words

    lexicon = index.lexicon
    may_be = {row}
    for name in (paper.doi, paper.arxiv_id):
        if name:
            may_be.update(lexicon.identified(name.lower()))
    if paper.paper_url:
        may_be.update(lexicon.addressed(paper.paper_url))
    numbers = [lexicon.titles.number(word) for word in set(plain_words(paper.title))]
    words = [number for number in numbers if number is not None]
    words.sort(key=lexicon.titles.count)
    if words:
        same = set(lexicon.titles.holding(words[0]))
        for word in words[1:]:
            if len(same) <= 1:
                break
            same.intersection_update(lexicon.titles.holding(word))
        may_be |= same
    rows = sorted(may_be)[:_MOST_LOOKED_AT]
    if row not in rows:
        return [row]
    papers = index.papers(rows)
    here = papers[rows.index(row)]
    for work in listings(papers):
        if any(each is here for each in work):
            members = {id(each) for each in work}
            return [at for at, each in zip(rows, papers, strict=True) if id(each) in members]
    return [row]


def _neighbours(index: Index, row: int, without: list[int]) -> list[int]:
    section = [index.column(name).numbers for name in _SECTION]
    here = [numbers[row] for numbers in section]

    def along(step: int) -> Iterator[int]:
        for at in range(row + step, row + step * _MOST_LOOKED_AT, step):
            if not 0 <= at < len(index):
                return
            if [numbers[at] for numbers in section] == here and at not in without:
                yield at

    near = []
    before, after = along(-1), along(1)
    for _ in range(_MOST_NEIGHBOURS):
        near += [at for at in (next(before, None), next(after, None)) if at is not None]
    near.sort(key=lambda at: abs(at - row))
    return sorted(near[:_MOST_NEIGHBOURS])


def _related(index: Index, paper: Paper, own: list[int]) -> list[tuple[int, str]]:
    from kdcat.searching.related import related

    found = related(index, paper, own, _MOST_RELATED)
    return [(each.row, ", ".join(reason.value for reason in each.reasons)) for each in found]
