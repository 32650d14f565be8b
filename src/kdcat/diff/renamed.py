"""Sections that are called otherwise than before, or stand elsewhere, with all that is in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.works import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kdcat.paper import Paper

Path = tuple[str, ...]
"""The names of the sections that something stands in, outermost first."""

# Likeness of two names, 0 to 100 (rapidfuzz's ratio), from which on they are of one section though
# it holds one paper, which may as well have moved.
_ALIKE = 60
_FEWEST = 2
_NUMBER = re.compile(r"[\W\d_]+")


class Renamed(NamedTuple):
    """A section, as it was called and as it is called now."""

    old: Path
    new: Path
    papers: int
    """How many papers stood in it and do so now, those of the sections in it among them."""


def renamed(
    pairs: Sequence[tuple[Paper, Paper]], old: Iterable[Paper], new: Iterable[Paper]
) -> list[Renamed]:
    """Return the sections that were renamed or put elsewhere, in the order of the pairs.

    Such a section is gone, another has come, and more than half of the papers of each that are in
    both catalogs stood in the one and stand in the other. A section with those in it is told once,
    and so is one that was put around all others.

    Args:
        pairs: Papers as they were and as they are.
        old: All papers as they were.
        new: All papers as they are.
    """
    went = Counter((before.sections, after.sections) for before, after in pairs)
    moves = _Moves(went, _Tree(old), _Tree(new))
    options = {move: list(moves.options(*move)) for move in went if moves.is_renamed(*move)}
    support: Counter[tuple[Path, Path]] = Counter()
    for move, those in options.items():
        for option in those:
            support[option] += went[move]
    best_of_old, best_of_new = _best(support, 0), _best(support, 1)
    chosen: dict[Path, Path] = {}
    for those in options.values():
        for option in those:
            if best_of_old[option[0]] == option == best_of_new[option[1]]:
                chosen[option[0]] = option[1]
                break
    counts: Counter[Path] = Counter()
    for (before, after), count in went.items():
        around = _around(before, chosen)
        if around is not None and renamed_path(before, chosen) == after:
            counts[around] += count
    return [Renamed(path, chosen[path], counts[path]) for path in chosen if counts[path]]


def renamed_path(path: Path, chosen: Mapping[Path, Path]) -> Path:
    """Return what a section is called now, by the old and new names of those renamed."""
    around = _around(path, chosen)
    return path if around is None else (*chosen[around], *path[len(around) :])


def _around(path: Path, chosen: Mapping[Path, Path]) -> Path | None:
    """The innermost renamed section that a section is or stands in."""
    depths = range(len(path), -1, -1)
    return next((path[:depth] for depth in depths if path[:depth] in chosen), None)


def _best(support: Mapping[tuple[Path, Path], int], side: int) -> dict[Path, tuple[Path, Path]]:
    """Of the ways in which a section may have been renamed, the one that most papers went."""
    best: dict[Path, tuple[Path, Path]] = {}
    for option, count in support.items():
        if option[side] not in best or count > support[best[option[side]]]:
            best[option[side]] = option
    return best


class _Tree:
    """The sections of a catalog that hold papers, and those around them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.holding = {paper.sections for paper in papers}
        self.all = {path[:depth] for path in self.holding for depth in range(len(path) + 1)}


class _Moves:
    """Where the papers of each section went."""

    def __init__(self, went: Mapping[tuple[Path, Path], int], old: _Tree, new: _Tree) -> None:
        self._went, self._old, self._new = went, old, new
        self._from: Counter[Path] = Counter()
        self._to: Counter[Path] = Counter()
        self._inside: dict[Path, list[tuple[Path, Path]]] = defaultdict(list)
        for (before, after), count in went.items():
            self._from[before] += count
            self._to[after] += count
            for depth in range(len(before) + 1):
                self._inside[before[:depth]].append((before, after))
        self._whole: dict[tuple[Path, Path], bool] = {}

    def is_renamed(self, old: Path, new: Path) -> bool:
        """Whether the papers right in a section went to another one that is the same."""
        if old == new or old in self._new.holding or new in self._old.holding:
            return False
        count, here, there = self._went[old, new], self._from[old], self._to[new]
        if _is_around(old, new) or _is_around(new, old):
            is_same = count == here == there
        else:
            is_same = (
                old not in self._new.all
                and new not in self._old.all
                and 2 * count > here
                and 2 * count > there
            )
        return is_same and (count >= _FEWEST or _are_alike(old, new))

    def options(self, old: Path, new: Path) -> Iterator[tuple[Path, Path]]:
        """Give what may have been renamed: the outermost sections first, then those themselves."""
        same = 0
        while same < min(len(old), len(new)) and old[-1 - same] == new[-1 - same]:
            same += 1
        for less in range(same, 0, -1):
            option = old[: len(old) - less], new[: len(new) - less]
            if self._went_whole(*option):
                yield option
        yield old, new

    def _went_whole(self, old: Path, new: Path) -> bool:
        if not (_is_around(old, new) or _is_around(new, old)):
            return old not in self._new.all and new not in self._old.all
        if (old, new) not in self._whole:
            self._whole[old, new] = all(
                after == (*new, *before[len(old) :]) for before, after in self._inside[old]
            )
        return self._whole[old, new]


def _is_around(path: Path, other: Path) -> bool:
    return other[: len(path)] == path


def _are_alike(old: Path, new: Path) -> bool:
    """Whether the names of two sections are, less their numbers: 2023 and 2024 are not."""
    from rapidfuzz import fuzz

    one, other = (" ".join(_NUMBER.split(folded(path[-1]))) if path else "" for path in (old, new))
    if not (one.strip() and other.strip()):
        return False
    return (
        fuzz.ratio(one, other) >= _ALIKE or f" {one} " in f" {other} " or f" {other} " in f" {one} "
    )
