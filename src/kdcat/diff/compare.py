"""Two catalogs compared paper by paper: what was added, removed, moved and changed."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import same_url
from kdcat.bibliography.works import LONGEST_COMPARED, folded, listings
from kdcat.diff.change import ADDED, CHANGED, MOVED, REMOVED, RENAMED, Change
from kdcat.diff.longer_titles import is_inside, is_one_with_facts
from kdcat.diff.renamed import renamed, renamed_path
from kdcat.paper import FIELDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from kdcat.diff.renamed import Path, Renamed
    from kdcat.paper import Field, Level, NestedField, Paper

COMPARED: tuple[Field | NestedField, ...] = (
    *(name for name in FIELDS if name not in {"id", "catalog", "line"}),
    "links",
)
"""The fields that count. The others say where an entry was found, or follow from these."""


def compare(old: Sequence[Paper], new: Sequence[Paper]) -> list[Change]:
    """Return what became of each paper that is not the same in both, by kind, see `Kind`.

    A section that was renamed is told once: its papers did not move. Added, moved and changed
    papers are in the order of `new`, removed ones in the order of `old`. An entry is the
    continuation of at most one other. Those of one paper come first (`kdcat.bibliography.works`),
    within a section before across sections. What is left was corrected: the address of an entry,
    its title under one identifier, its title that held the venue too, or its title a little.

    Args:
        old: The papers as they were.
        new: The papers as they are.
    """
    match = _Match(old, new)
    match.pair_works()
    for title in (_within(_title), _title):
        match.pair(title, lambda before, after: True)
    for key in _BY_IDENTIFIER:
        match.pair(key, match.under_one_identifier)
    match.pair_longer()
    match.pair_alike()
    sections = match.renamed()
    now = {section.old: section.new for section in sections}
    moved, changed = [], []
    for here, there in sorted(match.pairs.items()):
        before, after = old[there], new[here]
        fields = tuple(name for name in COMPARED if getattr(before, name) != getattr(after, name))
        if renamed_path(before.sections, now) != after.sections:
            moved.append(Change(MOVED, before, after, fields))
            continue
        if before.sections != after.sections:
            fields = tuple(name for name in fields if name not in LEVELS)
        if fields:
            changed.append(Change(CHANGED, before, after, fields))
    return [
        *(Change(ADDED, None, new[here], ()) for here in match.new_left),
        *(Change(REMOVED, old[there], None, ()) for there in match.old_left),
        *(Change(RENAMED, None, None, _levels(one), one) for one in sections),
        *moved,
        *changed,
    ]


def _levels(section: Renamed) -> tuple[Level, ...]:
    """The levels on which the names of a section differ."""
    names = (
        (*section.old, *(None,) * len(LEVELS)),
        (*section.new, *(None,) * len(LEVELS)),
    )
    return tuple(level for level, old, new in zip(LEVELS, *names, strict=False) if old != new)


@lru_cache(maxsize=1 << 16)
def _folded(title: str) -> str:
    return folded(title)


def _facts(paper: Paper) -> tuple[object, ...]:
    return (
        paper.title, paper.venue_raw, paper.year, paper.paper_url, paper.code_url,
    )  # fmt: skip


def _address(paper: Paper) -> str | None:
    return same_url(paper.paper_url) if paper.paper_url else None


def _arxiv(paper: Paper) -> str | None:
    return paper.arxiv_id


def _doi(paper: Paper) -> str | None:
    return paper.doi


_IDENTIFIERS: tuple[Callable[[Paper], str | None], ...] = (_arxiv, _doi, _address)


def _within(key: Callable[[Paper], Hashable]) -> Callable[[Paper], Hashable]:
    return lambda paper: (name := key(paper)) and (name, paper.sections)


def _title(paper: Paper) -> str:
    # It comes before an identifier alone: where the two disagree, one of two papers had the other's
    # link, and that was corrected.
    return _folded(paper.title)


_BY_IDENTIFIER: tuple[Callable[[Paper], Hashable], ...] = (
    *map(_within, _IDENTIFIERS),
    *_IDENTIFIERS,
)

# Likeness of folded titles, 0 to 100 (rapidfuzz's ratio). Titles of two papers on one subject reach
# about 80; a corrected or completed title rarely falls below 85. Across sections there is less to
# go by, and identifiers that contradict leave room for a misprint only.
_ALIKE_HERE, _ALIKE_ELSEWHERE, _ALIKE_IN_SPITE = 85, 92, 96
# Under one identifier that others do not have: below this a title is not recognisable, and unless
# the entries agree otherwise the identifier was a wrong link.
_ALIKE_WITH_IDENTIFIER, _ALIKE_WITH_SHARED = 50, 85
# Words of more titles than this, all together, say too little to look at them all.
_COMMON = 200
_RAREST = 4
# Of entries with one key, so many are looked at for one that fits: a key of more is a wrong link.
_LOOKED_AT = 20
_NUMBER = re.compile(r"\d+")


class _Match:
    """Which entry of the new catalog continues which of the old one, as far as is known."""

    def __init__(self, old: Sequence[Paper], new: Sequence[Paper]) -> None:
        self._old, self._new = old, new
        self.pairs: dict[int, int] = {}
        """Places in the new catalog, and of each the place in the old one."""
        self.old_left = list(range(len(old)))
        self.new_left = list(range(len(new)))
        self._titles: dict[Hashable, set[str]] | None = None
        self._now_in: dict[int, Path] = {}
        """The section of each entry left in the old catalog, by the name it has now."""
        self._in: dict[int, Path] = {}
        """That of each one left in the new catalog."""

    def pair_works(self) -> None:
        """Pair the entries of one paper: those that say the same first, and in one section."""
        # By their places, for two entries may be equal in everything.
        together = [*self._old, *self._new]
        numbered = [paper._replace(line=number) for number, paper in enumerate(together)]
        work_of = {
            entry.line: number for number, work in enumerate(listings(numbered)) for entry in work
        }
        first_new = len(self._old)
        alike: tuple[Callable[[Paper], Hashable], ...] = (
            _within(_facts), lambda paper: paper.sections, _facts, lambda _: None
        )  # fmt: skip
        for key in alike:
            keys = [(work_of[number], key(paper)) for number, paper in enumerate(together)]
            self._pair(
                keys.__getitem__,
                partial(_later, keys, first_new),
                lambda before, after: True,
            )

    def pair(self, key: Callable[[Paper], Hashable], fits: Callable[[Paper, Paper], bool]) -> None:
        """Pair what is left and has an equal key, in the order of the catalogs; None is no key."""
        self._pair(lambda there: key(self._old[there]), lambda here: key(self._new[here]), fits)

    def _pair(
        self,
        key_of_old: Callable[[int], Hashable],
        key_of_new: Callable[[int], Hashable],
        fits: Callable[[Paper, Paper], bool],
    ) -> None:
        """Pair by keys of places; see `pair`."""
        if not (self.old_left and self.new_left):
            return
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for there in self.old_left:
            if (name := key_of_old(there)) is not None:
                waiting[name].append(there)
        for here in self.new_left:
            queue = waiting.get(key_of_new(here), deque())
            for place, there in enumerate(islice(queue, _LOOKED_AT)):
                if fits(self._old[there], self._new[here]):
                    self.pairs[here] = there
                    del queue[place]
                    break
        self._forget_paired()

    def under_one_identifier(self, old: Paper, new: Paper) -> bool:
        """Whether two entries with one identifier and different titles are of one paper."""
        likeness = _likeness(old, new)
        if is_one_with_facts(old, new, fewest_words=1):
            return True
        if any(len(self._titles_of(name)) > 1 for name in _names(old) & _names(new)):
            return likeness >= _ALIKE_WITH_SHARED and _same_numbers(old, new)
        return (
            likeness >= _ALIKE_WITH_IDENTIFIER
            or old.year == new.year
            or (old.venue is not None and old.venue == new.venue)
            or is_inside(old, new)
        )

    def renamed(self) -> list[Renamed]:
        """Return the sections that were renamed, as far as is known by those paired."""
        pairs = [(self._old[there], self._new[here]) for here, there in sorted(self.pairs.items())]
        return renamed(pairs, self._old, self._new)

    def pair_longer(self) -> None:
        """Pair what is left and of which one title is the other with venue, year or authors."""
        self._learn_sections()
        likely: list[tuple[float, int, int]] = []
        for here, near in self._likely():
            new = self._new[here]
            title = _folded(new.title)
            for there in sorted(near):
                old = self._old[there]
                other = _folded(old.title)
                # Most are not, which is soon known.
                if not (title in other or other in title):
                    continue
                if is_one_with_facts(old, new) and not _contradict(old, new):
                    likely.append((not self._in_one_section(there, here), here, there))
        self._pair_best(likely)

    def pair_alike(self) -> None:
        """Pair what is left and has nearly the same title, the most alike first."""
        self._learn_sections()
        likely: list[tuple[float, int, int]] = []
        for here, near in self._likely():
            for there, likeness in _near(self._new[here], self._old, near):
                old, new = self._old[there], self._new[here]
                same_section = self._in_one_section(there, here)
                if likeness >= _wanted(old, new, same_section) and _same_numbers(old, new):
                    likely.append((-likeness - 100 * same_section, here, there))
        self._pair_best(likely)

    def _learn_sections(self) -> None:
        if self.old_left and self.new_left:
            now = {section.old: section.new for section in self.renamed()}
            self._now_in = {
                there: renamed_path(self._old[there].sections, now) for there in self.old_left
            }
            self._in = {here: self._new[here].sections for here in self.new_left}

    def _in_one_section(self, there: int, here: int) -> bool:
        return self._now_in[there] == self._in[here]

    def _likely(self) -> Iterator[tuple[int, set[int]]]:
        """Those left in the new catalog, and those of the old one that share their rare words."""
        if not (self.old_left and self.new_left):
            return
        by_word: dict[str, list[int]] = defaultdict(list)
        for there in self.old_left:
            for word in set(_folded(self._old[there].title).split()):
                by_word[word].append(there)
        for here in self.new_left:
            words = {word for word in _folded(self._new[here].title).split() if word in by_word}
            near: set[int] = set()
            room = _COMMON
            for word in sorted(words, key=lambda word: (len(by_word[word]), word))[:_RAREST]:
                room -= len(by_word[word])
                if room < 0:
                    break
                near.update(by_word[word])
            yield here, near

    def _pair_best(self, likely: Iterable[tuple[float, int, int]]) -> None:
        """Pair places in the new and the old catalog, those of the lowest figure first."""
        taken: set[int] = set()
        for _, here, there in sorted(likely):
            if here not in self.pairs and there not in taken:
                self.pairs[here] = there
                taken.add(there)
        self._forget_paired()

    def _titles_of(self, identifier: Hashable) -> set[str]:
        """The titles under an identifier in the catalog that has more of them."""
        if self._titles is None:
            self._titles = {}
            for papers in (self._old, self._new):
                titles: dict[Hashable, set[str]] = defaultdict(set)
                for paper in papers:
                    for name in _names(paper):
                        titles[name].add(_folded(paper.title))
                for name, those in titles.items():
                    if len(those) > len(self._titles.get(name, ())):
                        self._titles[name] = those
        return self._titles[identifier]

    def _forget_paired(self) -> None:
        taken = set(self.pairs.values())
        self.old_left = [there for there in self.old_left if there not in taken]
        self.new_left = [here for here in self.new_left if here not in self.pairs]


def _later(keys: Sequence[Hashable], first: int, place: int) -> Hashable:
    return keys[first + place]


def _names(paper: Paper) -> set[Hashable]:
    return {
        (kind, name)
        for kind, identifier in enumerate(_IDENTIFIERS)
        if (name := identifier(paper)) is not None
    }


def _likeness(old: Paper, new: Paper) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(_folded(old.title)[:LONGEST_COMPARED], _folded(new.title)[:LONGEST_COMPARED])


def _near(new: Paper, old: Sequence[Paper], places: set[int]) -> Iterator[tuple[int, float]]:
    """Those of the old entries whose titles are much like a new one's, and how much."""
    from rapidfuzz import fuzz, process

    title = _folded(new.title)[:LONGEST_COMPARED]
    titles = {there: _folded(old[there].title)[:LONGEST_COMPARED] for there in places}
    found = process.extract_iter(title, titles, scorer=fuzz.ratio, score_cutoff=_ALIKE_HERE)
    for _, likeness, there in found:
        yield there, likeness


def _same_numbers(old: Paper, new: Paper) -> bool:
    """Whether titles have the same numbers: 2D and 3D detection are no misprint of each other."""
    return _numbers(old.title) == _numbers(new.title)


@lru_cache(maxsize=1 << 16)
def _numbers(title: str) -> list[str]:
    return _NUMBER.findall(title)


def _contradict(old: Paper, new: Paper) -> bool:
    """Whether two identifiers of one kind differ."""
    return any(
        before is not None and after is not None and before != after
        for before, after in ((old.arxiv_id, new.arxiv_id), (old.doi, new.doi))
    )


def _wanted(old: Paper, new: Paper, same_section: bool) -> float:
    """The likeness from which on two titles count as one."""
    if _contradict(old, new):
        return _ALIKE_IN_SPITE
    return _ALIKE_HERE if same_section else _ALIKE_ELSEWHERE
