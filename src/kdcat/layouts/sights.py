"""Sights: what a reader sees of inline Markdown, made to be compared with another state of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

    from kdcat.layouts.piece import Piece

Sight = tuple[str, str]
"""A run of what a reader sees of inline Markdown, or what stands there unseen: its kind and text.

The kind is `text`, with one space for each white space; `code`, `image`, `html`, `break`, the
`title` of a link; else the beginning or end of a link or of emphasis, by markdown-it's name. The
text of a link is where it leads, that of an image what it shows.
"""


def sights(tokens: Iterable[Token]) -> list[Sight]:
    """Return the sights of inline tokens."""
    seen: list[Sight] = []
    text: list[str] = []
    is_address = False
    for token in tokens:
        kind = token.type
        if kind in ("text", "text_special", "softbreak"):
            if not is_address:
                text.append(" " if kind == "softbreak" else token.content)
            continue
        if text:
            seen += _text(text)
            text.clear()
        if kind == "link_open":
            # The text of an address in angle brackets is the address.
            is_address = token.markup == "autolink"
            seen.append((kind, str(token.attrs.get("href", ""))))
            if "title" in token.attrs:
                seen.append(("title", str(token.attrs["title"])))
        elif kind == "link_close":
            is_address = False
            seen.append((kind, ""))
        elif kind == "image":
            shown = " ".join(one_line(said) for _, said in sights(token.children or ()))
            leads = f"{token.attrs['src']} {token.attrs.get('title', '')}"
            seen.append((kind, f"{leads} {shown}"))
        elif kind == "hardbreak":
            seen.append(("break", ""))
        elif kind == "code_inline":
            seen.append(("code", token.content))
        elif kind == "html_inline":
            seen.append(("html", token.content))
        else:
            seen.append((kind, ""))
    return seen + _text(text)


def sights_of_simple(block: Iterable[Piece], content: str, first: int = 0) -> list[Sight]:
    """Return the sights of pieces that were told without the inline parser.

    Args:
        block: The pieces.
        content: The inline Markdown that they are of.
        first: Where it begins in the text in which they are placed.
    """
    seen: list[Sight] = []
    text: list[str] = []
    # Where the bold text ends that may still go on.
    strong_end = None
    for piece in block:
        kind, link, strong = piece.kind, piece.link, piece.strong
        goes_on = (
            strong
            and strong_end is not None
            and _is_unmarked(content, strong_end - first, piece.span.start - first)
        )
        if strong_end is not None and not goes_on:
            seen += [*_text(text), ("strong_close", "")]
            text.clear()
            strong_end = None
        if strong and not link:
            if not goes_on:
                seen += [*_text(text), ("strong_open", "")]
                text.clear()
            strong_end = piece.span.end
        if kind == "softbreak" or (kind == "text" and not (piece.emphasis or link)):
            text.append(piece.text)
            continue
        seen += _text(text)
        text.clear()
        around = _around(piece)
        seen += around
        raw = content[piece.span.start - first : piece.span.end - first]
        if kind == "code":
            seen.append(("code", piece.text))
        elif kind == "comment" or (kind == "hardbreak" and raw.startswith("<")):
            seen.append(("html", raw))
        elif kind == "hardbreak":
            seen.append(("break", ""))
        elif not (link and link.label is None):
            seen += _text([piece.text])
        seen += [(mark.replace("open", "close"), "") for mark, _ in reversed(around)]
    return seen + _text(text) + ([] if strong_end is None else [("strong_close", "")])


def _around(piece: Piece) -> list[Sight]:
    """What opens before a piece and closes behind it: emphasis, and its link."""
    around = [("em_open", "")] if piece.emphasis else []
    if link := piece.link:
        around += [("strong_open", "")] if piece.strong else []
        # Marks of the label stand in the link, others around it.
        is_marked_inside = link.label is not None and link.label != piece.span
        around.insert(0 if is_marked_inside else len(around), ("link_open", link.destination))
    return around


def _is_unmarked(content: str, end: int, start: int) -> bool:
    """Whether no mark stands between the end of bold text and the beginning of a piece."""
    return _MARKS.isdisjoint(content[end:start])


_MARKS = frozenset("*_")
_WHITE = re.compile(r"[ \t\n]+")


def _text(texts: Sequence[str]) -> list[Sight]:
    text = texts[0] if len(texts) == 1 else "".join(texts)
    return [("text", _WHITE.sub(" ", text))] if text else []
