"""The runs of an entry: its rendered text, parted where its weight or its link changes.

Recognisers look at runs; emphasis, code and line breaks within one do not matter to them, and calls
of footnotes are no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.footnotes import without_calls
from kdcat.layouts.labels import kind_of, labels_as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.piece import Link, Piece

_SHORTEST_STRONG_MARK = 2


class Run(NamedTuple):
    """A run of rendered text of one weight, in one link or in none."""

    text: str
    strong: bool
    destination: str | None
    """Where the text links to, as written; None outside a link."""
    pieces: tuple[Piece, ...] = ()
    """What it is made of; left out where only the text is asked for."""


def runs(pieces: Sequence[Piece]) -> list[Run]:
    """Return the runs of a block's pieces; tags and comments, which show nothing, are no part."""
    made: list[Run] = []
    alike: list[Piece] = []
    for piece in pieces:
        if piece.kind in ("html", "comment"):
            continue
        link = piece.link
        if alike and (piece.strong != alike[-1].strong or link is not alike[-1].link):
            made.append(_joined(alike))
            opens = link is not alike[-1].link
            alike = []
        else:
            opens = not alike
        if opens and link is not None and piece.strong and _is_weighted_inside(piece, link):
            # A link with a bold text is a link before it is bold.
            made.append(Run("", False, link.destination))
        alike.append(piece)
    if alike:
        made.append(_joined(alike))
    return made


def _joined(alike: Sequence[Piece]) -> Run:
    first = alike[0]
    destination = first.link.destination if first.link else None
    text = without_calls("".join([piece.text for piece in alike]))
    return Run(text, first.strong, destination, tuple(alike))


def _is_weighted_inside(piece: Piece, link: Link) -> bool:
    """Whether the first piece of a link became bold in the link, not around it."""
    return link.label is not None and piece.span.start - link.label.start >= _SHORTEST_STRONG_MARK


def is_labelled(run: Run) -> bool:
    """Return whether a run is the label of a link."""
    return run.destination is not None and kind_of(run.text) is not None


def ends_text(run: Run) -> bool:
    """Return whether the text of an entry ends in a run: at a label."""
    return is_labelled(run) or any(labels_as_text(run.text))


def text_before_links(rest: Sequence[Run]) -> str:
    """Return the text of runs up to the first label."""
    text = ""
    for run in rest:
        if is_labelled(run):
            break
        if label := next(labels_as_text(run.text), None):
            return text + run.text[: label.start()]
        text += run.text
    return text.rstrip("[(")
