"""The difference of two texts in the unified format, in time that grows with their length.

What difflib alone takes grows with the square of how many lines have changed.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTEXT = 3
_MOST_COMPARED = 10_000
"""Pairs of lines of which each is held against the other."""


class _Change(NamedTuple):
    """Lines that are replaced, as their places in both texts; of one there may be none."""

    old: range
    new: range


def unified_diff(name: str, before: str, after: str) -> str:
    """Return the difference of two texts in the unified format, as patch(1) and git apply take it.

    A line's end is part of the line, carriage return included; a missing one at the end of the text
    is said in git's words. Empty where the texts are equal.
    (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html)

    Args:
        name: The file's name.
        before: The text as it was.
        after: The text as it is to be.
    """
    old, new = _lines(before), _lines(after)
    together: list[list[_Change]] = []
    for change in _changes(old, new):
        if together and change.old.start - together[-1][-1].old.stop <= 2 * _CONTEXT:
            together[-1].append(change)
        else:
            together.append([change])
    if not together:
        return ""
    name = name.lstrip("/")
    lines = [f"{sign} {_quoted(f'{side}/{name}')}\n" for sign, side in (("---", "a"), ("+++", "b"))]
    for changes in together:
        lines += _hunk(old, new, changes)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _quoted(name: str) -> str:
    """A file's name as git writes it: with what would act or break the line in octal, in quotes.

    Behind one with a space stands a tab, or patch(1) would take the name to end there.

    (https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath; patch(1) reads
    it too)
    """
    shown = [
        f"\\{letter}"
        if letter in '"\\'
        else letter
        if letter == kept
        else "".join(f"\\{byte:03o}" for byte in letter.encode("utf-8", "surrogateescape"))
        for letter, kept in zip(name, printable(name), strict=True)
    ]
    quoted = "".join(shown)
    end = "\t" if " " in name else ""
    return f"{name}{end}" if quoted == name else f'"{quoted}"{end}'


def _lines(text: str) -> list[str]:
    """Lines as patch counts them: they end in a line feed, and in nothing else."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [
        last for last in [text.rsplit("\n", maxsplit=1)[-1]] if last
    ]


def _hunk(old: Sequence[str], new: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    first, last = changes[0], changes[-1]
    before = min(_CONTEXT, first.old.start)
    behind = min(_CONTEXT, len(old) - last.old.stop)
    shown = [
        _shown(range(places[0].start - before, places[1].stop + behind))
        for places in ((first.old, last.old), (first.new, last.new))
    ]
    yield f"@@ -{shown[0]} +{shown[1]} @@\n"
    at = first.old.start - before
    for change in changes:
        yield from (f" {old[line]}" for line in range(at, change.old.start))
        yield from (f"-{old[line]}" for line in change.old)
        yield from (f"+{new[line]}" for line in change.new)
        at = change.old.stop
    yield from (f" {old[line]}" for line in range(at, at + behind))


def _shown(lines: range) -> str:
    """The lines of a hunk: the first, and how many; of none the one above."""
    if len(lines) == 1:
        return f"{lines.start + 1}"
    return f"{lines.start + bool(lines)},{len(lines)}"


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """Yield what is to be replaced, in its order.

    Lines that both texts have once, and in one order, are the same line in both (the rule of Bram
    Cohen's patience diff); what lies between two of them is compared on its own.
    """
    at, there = 0, 0
    for one, other in [*_same_lines(old, new), (len(old), len(new))]:
        yield from _replaced(old, new, range(at, one), range(there, other))
        at, there = one + 1, other + 1


def _same_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places of lines that both have once: the most of these that have one order in both."""
    once = [{line for line, count in Counter(lines).items() if count == 1} for lines in (old, new)]
    places = {line: at for at, line in enumerate(new) if line in once[1]}
    # For each number of lines the row of so many that ends first, by its last line.
    ends: list[int] = []
    lasts: list[tuple[int, int]] = []
    before: dict[int, tuple[int, int] | None] = {}
    for at, line in enumerate(old):
        if line in once[0] and (there := places.get(line)) is not None:
            row = bisect_left(ends, there)
            before[at] = lasts[row - 1] if row else None
            ends[row : row + 1] = [there]
            lasts[row : row + 1] = [(at, there)]
    found = []
    last = lasts[-1] if lasts else None
    while last:
        found.append(last)
        last = before[last[0]]
    return found[::-1]


def _replaced(
    old: Sequence[str], new: Sequence[str], here: range, there: range
) -> Iterator[_Change]:
    """The changes between two lines that are the same in both texts."""
    # Where few lines stand once, as on a page that has all twice, most are the same at both ends.
    while here and there and old[here[0]] == new[there[0]]:
        here, there = here[1:], there[1:]
    while here and there and old[here[-1]] == new[there[-1]]:
        here, there = here[:-1], there[:-1]
    ones, others = old[here.start : here.stop], new[there.start : there.stop]
    if len(ones) * len(others) <= _MOST_COMPARED:
        matcher = difflib.SequenceMatcher(None, ones, others, autojunk=False)
        codes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    elif len(ones) == len(others):
        pairs = zip(ones, others, strict=True)
        runs = groupby(enumerate(pairs), lambda numbered: numbered[1][0] != numbered[1][1])
        changed = [[at for at, _ in run] for differs, run in runs if differs]
        codes = [(run[0], run[-1] + 1, run[0], run[-1] + 1) for run in changed]
    else:
        codes = [(0, len(ones), 0, len(others))]
    for start, end, begin, stop in codes:
        yield _Change(here[start:end], there[begin:stop])
