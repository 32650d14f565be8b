"""Where the title of an entry stands that is told by its form: in bold, or the label of a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.layouts.bullets import Parts
    from kdcat.layouts.piece import Piece


class Stretch(NamedTuple):
    """A part of a title that stands together."""

    words: Span
    """Less its stars, or less its brackets and its destination."""
    whole: Span


_MARKS_BEFORE = re.compile(r"(?:(?<![*_])[*_]++|<(?:b|strong)\b[^<>]*+>)$", re.IGNORECASE)
_MARKS_AFTER = re.compile(r"[*_]+|</(?:b|strong)\s*>", re.IGNORECASE)
_STRONG_MARKS = ("**", "__")
STRONG_LENGTH = 2
"""Characters of a mark of bold text."""


def stretches(parts: Parts, block: Sequence[Piece], source: str, first: int) -> Iterator[Stretch]:
    """Return the parts of a title that is told by its form: runs in bold, or the label of a link.

    Args:
        parts: The parts of its entry.
        block: The pieces of the entry, in the order of the source.
        source: The text that they stand in.
        first: Where the text of the entry begins, behind its bullet.
    """
    if parts.way == "linked":
        shown = parts.title_runs[0].pieces
        words = Span(shown[0].span.start, shown[-1].span.end)
        link = shown[0].link
        assert link is not None
        yield Stretch(words, Span(link.span.start, max(link.span.end, words.end)))
        return
    numbers = {id(piece): number for number, piece in enumerate(block)}
    together: list[int] = []
    for run in parts.title_runs:
        if run.strong:
            together += (numbers[id(piece)] for piece in run.pieces)
        elif together:
            yield _bold(together[0], together[-1], block, source, first)
            together = []
    if together:
        yield _bold(together[0], together[-1], block, source, first)


def _bold(begin: int, last: int, block: Sequence[Piece], source: str, first: int) -> Stretch:
    """Where a run in bold stands, with its stars and without them."""
    # What is in bold too and shows nothing, such as a comment, stands before the marks.
    while begin and _is_unseen(block[begin - 1]):
        begin -= 1
    while last + 1 < len(block) and _is_unseen(block[last + 1]):
        last += 1
    before = block[begin - 1] if begin else None
    after = block[last + 1] if last + 1 < len(block) else None
    # Marks of other pieces are none of its own.
    lowest = _outer(before).end if before else first
    highest = _outer(after).start if after else len(source)
    start, end = _outer(block[begin]).start, _outer(block[last]).end
    opening = _MARKS_BEFORE.search(source[lowest:start])
    closing = _MARKS_AFTER.match(source, end, max(highest, end))
    whole = Span(lowest + opening.start() if opening else start, closing.end() if closing else end)
    # Emphasis that goes on outside is marked outside: `***A** b*`.
    if after and after.emphasis and block[begin].emphasis:
        whole = Span(max(whole.start, start - STRONG_LENGTH), whole.end)
    if before and before.emphasis and block[last].emphasis:
        whole = Span(whole.start, min(whole.end, end + STRONG_LENGTH))
    inside = Span(whole.start + STRONG_LENGTH, whole.end - STRONG_LENGTH)
    if source.startswith(_STRONG_MARKS, whole.start) and source.startswith(
        _STRONG_MARKS, inside.end
    ):
        # Marks of emphasis inside are a part of the title as written.
        return Stretch(inside, whole)
    return Stretch(Span(start, end), whole)


def _is_unseen(piece: Piece) -> bool:
    return piece.strong and not piece.text and piece.kind in ("comment", "html")


_ONLY_MARKS = re.compile(r"[*_\s]*+")


def behind_link(title: Stretch, block: Iterable[Piece], source: str) -> int:
    """Return where what follows a title begins: behind the link around it, if one ends with it."""
    for piece in block:
        link = piece.link
        if link and link.label and link.label.start <= title.whole.start <= link.label.end:
            if _ONLY_MARKS.fullmatch(source, title.whole.end, max(link.label.end, title.whole.end)):
                return max(link.span.end, title.whole.end)
            break
    return title.whole.end


def _outer(piece: Piece) -> Span:
    """Where a piece stands, with the whole of its link."""
    return piece.link.span if piece.link else piece.span
