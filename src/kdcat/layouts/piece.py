"""A piece of a block: a run of rendered text of one kind, and where it stands in the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["text", "code", "image", "softbreak", "hardbreak", "html", "comment"]


class Link(NamedTuple):
    """A link of the source: inline, by reference, in angle brackets, or an `a` of HTML."""

    destination: str
    """Where it leads, as written less escapes and entities."""
    span: Span
    """The whole link; of an `a` of HTML, its opening tag."""
    label: Span | None
    """Where its text stands; None of an address in angle brackets, empty of an `a` of HTML."""


class Piece(NamedTuple):
    """A run of rendered text of one kind."""

    kind: Kind
    """`text`; `code` in backticks; an `image`; a `softbreak` or `hardbreak` (`<br>` is one);
    another tag of `html`; a `comment`."""
    text: str
    """What a reader sees: of an image its alternative text, of a break a space."""
    span: Span
    """Where it stands in the source: code, images and tags with their marks."""
    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    link: Link | None = None
    """The link that it stands in. All pieces of a link share it; an empty link is an empty text."""
    detail: str = ""
    """Where an image lies; the name of a tag of HTML (`summary`, `/summary`); a comment's text."""


class Content(NamedTuple):
    """The content of a block, and where its characters stand in the source."""

    text: str
    """Its lines are separated by line feeds."""
    starts: Sequence[int]
    """The offsets in the content from which on its characters stand together, the first being 0."""
    places: Sequence[int]
    """The offset in the source of each of these."""

    def span(self, start: int, end: int) -> Span:
        """Return where a run of characters of the content stands in the source."""
        if len(self.starts) == 1:
            return Span(start + self.places[0], end + self.places[0])
        return Span(
            self._place(start), self._place(end - 1) + 1 if end > start else self._place(end)
        )

    def _place(self, offset: int) -> int:
        run = bisect_right(self.starts, offset) - 1
        return self.places[run] + offset - self.starts[run]
