"""Works: the one place that says which entries, of one catalog or of several, are one paper.

The time grows with the number of entries: those of one identifier or title are looked at in turn,
and never all with all.
"""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, Any

from kdcat.bibliography.addresses import same_url
from kdcat.bibliography.archives import page_of
from kdcat.paper import LEVELS, Paper
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# As in `kdcat lint`: titles further apart than this under one link are two papers and a wrong link.
_ALIKE = 90
# Titles of one identifier that another is compared with: one that has more is no identifier.
_LOOKED_AT = 20
LONGEST_COMPARED = 1000
"""Letters by which two titles are judged: the time for it grows with the product of their lengths,
and no title has as many."""
_ARXIV_DOI = "10.48550/"
_OF_PLACE = frozenset((*LEVELS, "deeper", "catalog", "line"))


def listings(papers: Iterable[Paper]) -> list[tuple[Paper, ...]]:
    """Return the entries grouped into papers, each in the place of its first entry.

    Entries are of one paper if they have the same DOI, arXiv id or address, however it is written,
    and titles that are alike: under different titles, it is a wrong link. They are too if they have
    the same folded title, unless two identifiers of one kind differ: two arXiv ids, two DOIs (an
    arXiv id's own apart), two pages of one archive. An entry that may be of several such papers is
    of the first.

    Args:
        papers: Entries, of one catalog or of several.
    """
    papers = tuple(papers)
    return [tuple(papers[number] for number in group) for group in _grouped(papers).members()]


def lacking(papers: Sequence[Paper], others: Sequence[Paper]) -> list[int]:
    """Return the places of the entries whose paper no other entry is of, as `listings` has it.

    Args:
        papers: Entries, of one catalog or of several.
        others: Those of other catalogs.
    """
    groups = _grouped((*papers, *others))
    had = {groups.first(len(papers) + number) for number in range(len(others))}
    return [number for number in range(len(papers)) if groups.first(number) not in had]


def _grouped(papers: tuple[Paper, ...]) -> _Groups:
    titles = [folded(paper.title) for paper in papers]
    groups = _Groups(len(papers))
    known: dict[tuple[str, str], dict[str, int]] = {}
    for number, paper in enumerate(papers):
        for name in _names(paper):
            _unite_alike(groups, known.setdefault(name, {}), titles[number], number)
    _unite_titles(groups, titles, papers)
    return groups


def united(listing: Sequence[Paper]) -> Paper:
    """Return what the entries of one paper say together: each field from the first that has it.

    Where it stands is the first entry's place.
    """
    said: dict[str, Any] = {}
    for name in Paper._fields:
        values = [value for paper in listing if (value := getattr(paper, name)) not in (None, ())]
        if values and name not in _OF_PLACE:
            said[name] = values[0]
    return listing[0]._replace(**said)


def places(listing: Iterable[Paper]) -> tuple[str, ...]:
    """Return the sections that a paper's entries stand in, outermost first, each once."""
    return tuple(dict.fromkeys(name for paper in listing for name in paper.sections))


def folded(title: str) -> str:
    """Return the title less case, accents, punctuation and spacing, to compare it with another."""
    return " ".join(plain_words(title)) or title.casefold()


class _Groups:
    """Entries by number, each with those it was united with; the first of them stands for all."""

    def __init__(self, count: int) -> None:
        self._before = list(range(count))

    def first(self, number: int) -> int:
        before = self._before
        while before[number] != number:
            before[number] = before[before[number]]
            number = before[number]
        return number

    def unite(self, one: int, other: int) -> None:
        one, other = self.first(one), self.first(other)
        self._before[max(one, other)] = min(one, other)

    def members(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for number in range(len(self._before)):
            groups.setdefault(self.first(number), []).append(number)
        return list(groups.values())


def _repeated(titles: Iterable[str]) -> set[str]:
    return {title for title, count in Counter(titles).items() if count > 1}


def _names(paper: Paper) -> Iterator[tuple[str, str]]:
    """The identifiers of an entry, and their kinds; an address is of none that tells two apart."""
    if paper.doi:
        yield ("arXiv's DOI" if paper.doi.startswith(_ARXIV_DOI) else "DOI"), paper.doi
    if paper.arxiv_id:
        yield "arXiv", paper.arxiv_id
    url = paper.paper_url
    # The usual address of an arXiv id says no more than that, and many have one.
    if url and not (paper.arxiv_id and url == f"https://arxiv.org/abs/{paper.arxiv_id}"):
        yield "address", same_url(url)
        if page := page_of(url):
            yield page


def _kinds(paper: Paper) -> set[str]:
    """The kinds of identifier that an entry has, less those of which one paper may have two."""
    return {kind for kind, _ in _names(paper)} - {"arXiv's DOI", "address"}


def _unite_alike(groups: _Groups, titles: dict[str, int], title: str, number: int) -> None:
    """Unite an entry with those of one name whose titles are alike, and note its title there."""
    if title in titles:
        groups.unite(titles[title], number)
        return
    if titles:
        from rapidfuzz import fuzz, process

        compared = {other: other[:LONGEST_COMPARED] for other in islice(titles, _LOOKED_AT)}
        for _, _, other in process.extract(
            title[:LONGEST_COMPARED], compared, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        ):
            groups.unite(titles[other], number)
    titles[title] = number


def _unite_titles(groups: _Groups, titles: Sequence[str], papers: Sequence[Paper]) -> None:
    """Unite the groups that have one title and no kind of identifier in common.

    A kind in common is two identifiers that differ: entries of one title that share an identifier
    are of one group by now.
    """
    shared = _repeated(titles)
    kinds: dict[int, frozenset[str]] = {}
    in_order: dict[tuple[str, int], None] = {}
    for number, title in enumerate(titles):
        if title in shared:
            first = groups.first(number)
            kinds[first] = kinds.get(first, frozenset()) | _kinds(papers[number])
            in_order[title, first] = None
    # Of each title the groups so far, by their kinds, the first foremost. All groups of the same
    # kinds fit another or none does, so that only the first of them is looked at.
    so_far: dict[str, dict[frozenset[str], list[int]]] = {}
    for title, number in in_order:
        by_kinds = so_far.setdefault(title, {})
        _sort_anew(groups, by_kinds, kinds)
        here = groups.first(number)
        fitting = [those[0] for of, those in by_kinds.items() if of.isdisjoint(kinds[here])]
        if fitting and (other := min(fitting)) != here:
            both = kinds[here] | kinds[other]
            groups.unite(here, other)
            here = groups.first(here)
            kinds[here] = both
            _sort_anew(groups, by_kinds, kinds)
        heappush(by_kinds.setdefault(kinds[here], []), here)


def _sort_anew(
    groups: _Groups, by_kinds: dict[frozenset[str], list[int]], kinds: dict[int, frozenset[str]]
) -> None:
    """Put those foremost groups that have got more kinds where they belong now."""
    moved = []
    for of, those in list(by_kinds.items()):
        while those and (groups.first(those[0]) != those[0] or kinds[those[0]] != of):
            moved.append(groups.first(heappop(those)))
        if not those:
            del by_kinds[of]
    for first in moved:
        heappush(by_kinds.setdefault(kinds[first], []), first)
