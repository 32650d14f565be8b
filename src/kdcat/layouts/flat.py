"""The text of a unit in one line of sight: what it shows, its links with their roles, its marks.

Recognisers work on this text with offsets. Where it stands in the source is not asked here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.footnotes import without_calls
from kdcat.layouts.roles import (
    address_role,
    badge_text,
    label_role,
    says_nothing,
    starred_repository,
)
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.piece import Link, Piece
    from kdcat.layouts.roles import Role


class Target(NamedTuple):
    """A link in the text of a unit."""

    span: Span
    """Where its label stands in the flat text."""
    label: str
    """The whole text of the link; of a badge what it shows; what stands before a bare address."""
    destination: str
    role: Role | None
    """What it is labelled as; None where its text is no label."""


class Flat(NamedTuple):
    """The text of a unit."""

    text: str
    """Its lines and blocks end in line feeds; soft breaks are vertical tabs."""
    targets: tuple[Target, ...]
    strong: tuple[Span, ...]
    emphasis: tuple[Span, ...]
    code: tuple[Span, ...]
    images: tuple[Span, ...]
    """What images say."""
    breaks: tuple[int, ...]
    """Where the line feeds between two blocks stand."""


SOFT = "\v"
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\v\n]*[^\s<>\v\n.,;:!?'\"*_)\]}]/?")
_KEY = re.compile(
    r"([^\s:：,;|()\[\]\v\n](?:[^:：,;|()\[\]\v\n.]{0,28}[^\s:：,;|()\[\]\v\n])?)\s*[:：]\s*$"  # noqa: RUF001
)


_SEPARATORS = ":：,;|()[]\v\n"  # noqa: RUF001
_LONGEST_KEY = 30


def _last_key(text: str) -> re.Match[str] | None:
    """What `_KEY` finds, which is looked for where it can stand alone."""
    before = text.rstrip()
    if not before.endswith((":", "：")):  # noqa: RUF001
        return None
    end = len(before[:-1].rstrip())
    start = max(text.rfind(sign, 0, end) for sign in _SEPARATORS) + 1
    return _KEY.search(text, max(start, end - _LONGEST_KEY))


def flat(groups: Sequence[Sequence[Piece]]) -> Flat:
    """Return the text of the pieces of a unit's blocks, a line feed between two blocks."""
    if all(map(_is_bare, groups)):
        texts = [piece.text for (piece,) in groups]
        ends = accumulate(len(text) + 1 for text in texts[:-1])
        return Flat("\n".join(texts), (), (), (), (), (), tuple([end - 1 for end in ends]))
    making = _Making()
    for number, group in enumerate(groups):
        if number:
            making.end_block()
        for piece in group:
            making.take(piece)
        making.end_link()
    return making.flat()


def _is_bare(group: Sequence[Piece]) -> bool:
    """Whether a block is one piece of text and nothing else: no mark, and no address."""
    if len(group) != 1:
        return False
    piece = group[0]
    return (
        piece.kind == "text"
        and not (piece.strong or piece.emphasis or piece.link)
        and not _may_have_address(piece.text)
        and "[^" not in piece.text
    )


def _may_have_address(text: str) -> bool:
    return "://" in text or "www." in text


class _Making:
    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._targets: list[Target] = []
        self._ranges: dict[str, list[Span]] = defaultdict(list)
        self._link: Link | None = None
        self._link_start = 0
        self._badge = ""
        self._code_start = -1
        self._breaks: list[int] = []

    def say(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)

    def end_block(self) -> None:
        self._breaks.append(self._length)
        self.say("\n")

    def take(self, piece: Piece) -> None:
        link = piece.link
        if link is not self._link:
            self.end_link()
            if link is not None:
                self._link, self._link_start = link, self._length
        kind = piece.kind
        if kind in ("html", "comment"):
            self._tag(piece.detail)
            return
        start = self._length
        if kind == "text":
            text = without_calls(piece.text)
            if link is None and _may_have_address(text):
                self._bare(text)
            else:
                self.say(text)
        elif kind == "softbreak":
            self.say(SOFT)
        elif kind == "hardbreak":
            self.say("\n")
        elif kind == "image":
            self._image(piece)
        else:
            self.say(piece.text)
            self._range("code", start)
        if piece.strong:
            self._range("strong", start)
        if piece.emphasis:
            self._range("emphasis", start)

    def _tag(self, name: str) -> None:
        if name in _PARTING:
            self.say("\n")
        elif name in _AS_CODE:
            self._code_start = self._length
        elif name[1:] in _AS_CODE and self._code_start >= 0:
            self._range("code", self._code_start)
            self._code_start = -1

    def end_link(self) -> None:
        """Add the link that ends here."""
        link = self._link
        if link is None:
            return
        self._link = None
        span = Span(self._link_start, self._length)
        label = self._badge or self._since(span.start)
        self._badge = ""
        if link.label is None or _ADDRESS.fullmatch(label.strip().strip("[]")):
            label, start = self._key(span.start)
            span = Span(start, span.end)
        self._target(span, label, link.destination)

    def _target(self, span: Span, label: str, destination: str) -> None:
        role = label_role(label)
        if says_nothing(label) and (role is None or role != "paper" or label.strip()):
            role = address_role(destination) or role
        self._targets.append(Target(span, label.strip(), destination, role))

    def _bare(self, text: str) -> None:
        """Find the addresses in a text, which GitHub makes links."""
        at = 0
        for found in _ADDRESS.finditer(text):
            self.say(text[at : found.start()])
            start = self._length
            key, start = self._key(start)
            self.say(found[0])
            destination = found[0] if found[0][:4].lower() == "http" else f"http://{found[0]}"
            self._target(Span(start, self._length), key, destination)
            at = found.end()
        self.say(text[at:])

    def _image(self, piece: Piece) -> None:
        badge = badge_text(piece.detail)
        start = self._length
        if badge is not None:
            repository = starred_repository(piece.detail)
            if self._link is not None and self._link.destination:
                self._badge = badge
                self.say(badge)
            elif repository:
                self._targets.append(Target(Span(start, start), "stars", repository, "code"))
            elif badge:
                self.say(f"[{badge}]")
        elif self._link is not None:
            self.say(piece.text)
        self._range("image", start)

    def _key(self, end: int) -> tuple[str, int]:
        """What stands with a colon before an address, on its line, and where it begins.

        Of `TITLE, PDF: ADDRESS` it is `PDF`: words that are no label are no part of it.
        """
        start = max(0, end - 64)
        text = self._since(start)[: end - start]
        found = _last_key(text)
        if not found:
            return "", end
        key = found[1]
        if label_role(key) is None:
            key = key.split()[-1]
            if label_role(key) is None:
                return "", end
        return key, end - (len(text) - text.rindex(key, 0, found.end(1)))

    def _since(self, start: int) -> str:
        """The text from an offset on."""
        parts = []
        at = self._length
        for text in reversed(self._texts):
            if at <= start:
                break
            at -= len(text)
            parts.append(text)
        parts.reverse()
        return "".join(parts)[max(0, start - at) :]

    def _range(self, kind: str, start: int) -> None:
        ranges = self._ranges[kind]
        if ranges and ranges[-1].end == start:
            ranges[-1] = Span(ranges[-1].start, self._length)
        elif self._length > start:
            ranges.append(Span(start, self._length))

    def flat(self) -> Flat:
        return Flat(
            "".join(self._texts),
            tuple(self._targets),
            tuple(self._ranges["strong"]),
            tuple(self._ranges["emphasis"]),
            tuple(self._ranges["code"]),
            tuple(self._ranges["image"]),
            tuple(self._breaks),
        )


_AS_CODE = frozenset(["kbd", "code", "tt", "samp"])
# Tags that end a line.
_PARTING = frozenset(
    f"{slash}{name}"
    for name in (
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "summary",
        "details",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "table",
    )
    for slash in ("", "/")
)
