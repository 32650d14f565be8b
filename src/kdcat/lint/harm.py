"""Harm: what safe fixes did to a page that they are not about, as a reader of the page sees it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.editing.edit import Edit
    from kdcat.layouts.shown import Page, Part
    from kdcat.layouts.sights import Sight
    from kdcat.lint.rule import Alteration
    from kdcat.reading.document import Document
    from kdcat.text import Lines


class Mend(NamedTuple):
    """A fix: the edits, and what they may change for a reader."""

    lines: range
    """The lines of the text that the fix is about, from 1."""
    edits: Sequence[Edit]
    alters: Sequence[Alteration]


class _Free(NamedTuple):
    """What a fix may change, and the letters that its edits take away and write."""

    alters: Sequence[Alteration]
    taken: str
    written: str


def harmed(before: Document, after: Document, mends: Sequence[Mend]) -> list[range] | None:
    """Return the lines of the blocks that show what they should not, after some fixes.

    White space that a reader does not see may change, and what the fixes are about. Nothing else:
    no text, code, picture, HTML, comment, line break or link is lost or made, and every block is of
    the kind that it was.

    Args:
        before: The page as it was.
        after: The page with the edits of all the fixes made. What both show has been kept.
        mends: The fixes.

    Returns:
        The lines in the text before; None where the blocks are others, so that it is not known
        which of them show it.
    """
    one, other = before.shown, after.shown
    assert one is not None
    assert other is not None
    led, leading = one.leading, other.leading
    if not led.keys() >= leading.keys():
        return None
    parts = _without_new(other.parts, after.lines, mends)
    kinds = ([part.kind for part in page_parts] for page_parts in (one.parts, parts))
    if next(kinds) != next(kinds):
        return None
    free: dict[int, list[_Free]] | None = None
    lost = [mend.lines for mend in mends if not _is_a_correction(mend, before.text)]
    lost += [one.lines_of(label) for label, there in led.items() if leading.get(label) != there]
    for old, new in zip(one.parts, parts, strict=True):
        if old.content == new.content:
            continue
        free = _free(before.text, mends) if free is None else free
        if not _is_right(old, new, (one, other), free):
            lost.append(old.lines)
    return lost


_MOST_CORRECTED = 0.5
"""Of the letters of a word: of 2005, two are others in 2020."""


def _is_a_correction(mend: Mend, text: str) -> bool:
    """Whether words are put right, where a fix is about words, and not taken away."""
    if "words" not in mend.alters or "addresses" in mend.alters:
        return True
    from rapidfuzz.distance import Levenshtein

    return all(
        Levenshtein.normalized_distance(text[edit.start : edit.end].lower(), edit.text.lower())
        <= _MOST_CORRECTED
        for edit in mend.edits
        if text[edit.start : edit.end].strip()
    )


def _free(text: str, mends: Iterable[Mend]) -> dict[int, list[_Free]]:
    """By the line, what may change there: of each fix once, which may have thousands of lines."""
    found: dict[int, list[_Free]] = {}
    for mend in mends:
        # White space is compared nowhere.
        taken = _shown("".join([text[edit.start : edit.end] for edit in mend.edits]))
        written = _shown("".join([edit.text for edit in mend.edits]))
        free = _Free(mend.alters, taken, written)
        for line in mend.lines:
            found.setdefault(line, []).append(free)
    return found


def _without_new(parts: list[Part], lines: Lines, mends: Sequence[Mend]) -> list[Part]:
    """The parts of a page less the items that fixes were to add, with the lists they opened."""
    if not any("items" in mend.alters for mend in mends):
        return parts
    edits = []
    for mend in mends:
        for edit in mend.edits:
            # An item is whole lines, put in between others.
            is_item = edit.start == edit.end and edit.text.endswith(("\n", "\r"))
            edits.append((edit, is_item and "items" in mend.alters))
    edits.sort()
    new: set[int] = set()
    shift = 0
    for edit, is_item in edits:
        if is_item:
            start = edit.start + shift
            new.update(range(lines.number(start), lines.number(start + len(edit.text) - 1) + 1))
        shift += len(edit.text) - (edit.end - edit.start)
    return [
        part
        for part in parts
        if not new or not part.kind.startswith(_OF_ITEMS) or not new.issuperset(part.lines)
    ]


_OF_ITEMS = ("inline", "list_item_", "bullet_list_")


def _is_right(old: Part, new: Part, pages: tuple[Page, Page], free: dict[int, list[_Free]]) -> bool:
    """Whether a block shows the same as before, but for what may change on its lines."""
    if old.kind != "inline":
        return False
    here = {id(one): one for line in old.lines for one in free.get(line, ())}.values()
    alters = set[str]().union(*(one.alters for one in here))
    # What was read last may still be known.
    seen = pages[1].seen(new.content)
    before, after = _unlike(pages[0].seen(old.content), seen)
    if _as_compared(before, alters) != _as_compared(after, alters):
        return False
    letters = _letters(before), _letters(after)
    if letters[0] == letters[1]:
        return True
    taken = "".join([one.taken for one in here])
    written = "".join([one.written for one in here])
    # Of nearly all it can be said without counting: they are those before, less and with these.
    if sorted(letters[0] + written) == sorted(letters[1] + taken):
        return True
    old_letters, new_letters = map(Counter, letters)
    lost, added = old_letters - new_letters, new_letters - old_letters
    return lost <= Counter(taken) and added <= Counter(written)


def _unlike(before: list[Sight], after: list[Sight]) -> tuple[list[Sight], list[Sight]]:
    """The sights less those that both begin and end with, as far as no text goes on there."""
    start, end = 0, min(len(before), len(after))
    while start < end and before[start] == after[start]:
        start += 1
    while start and not _parts_text(before[start - 1]):
        start -= 1
    end -= start
    behind = 0
    while behind < end and before[-1 - behind] == after[-1 - behind]:
        behind += 1
    while behind and not _parts_text(before[-behind]):
        behind -= 1
    return before[start : len(before) - behind], after[start : len(after) - behind]


def _parts_text(sight: Sight) -> bool:
    """Whether the text on one side of it is compared apart from that on the other."""
    kind, _ = sight
    return kind != "text" and kind not in _BOLD


_BOLD = frozenset({"strong_open", "strong_close"})
_SEPARATORS = re.compile(r"[ .,;:|\-\u2013\u2014]+")
_BEFORE_COMMA = re.compile(r"(?<! ) ++(?=,)")


def _as_compared(sights: Iterable[Sight], alters: set[str]) -> list[Sight]:
    """What is to be equal: the sights less what may change, each text as one."""
    found: list[Sight] = []
    text: list[str] = []
    for kind, said in sights:
        if kind == "text":
            text.append(said)
        elif kind in _BOLD and "separators" in alters:
            continue
        else:
            found += _compared_text("".join(text), alters)
            text.clear()
            leads = kind == "link_open" and "addresses" in alters
            found.append((kind, "" if leads else said))
    found += _compared_text("".join(text), alters)
    return found


def _compared_text(text: str, alters: set[str]) -> Iterator[Sight]:
    if "words" in alters:
        return
    if "separators" in alters:
        text = _SEPARATORS.sub("", text)
    elif "commas" in alters:
        text = _BEFORE_COMMA.sub("", text)
    if text.strip():
        yield "text", text


def _letters(sights: Iterable[Sight]) -> str:
    """The letters of all that is shown or led to, less white space."""
    return _shown("".join([said for _, said in sights]))


def _shown(text: str) -> str:
    """A text less its white space."""
    return "".join(text.split())
