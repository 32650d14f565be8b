"""Pieces of inline Markdown whose marks can mean one thing only, without the inline parser.

Nearly all entries of lists are of this kind: text, bold and italic runs that are not nested, links
with plain labels, code, breaks (`<br>` too), comments. Whatever else there is, `pieces` hands to
markdown-it; a test holds the two ways equal.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from kdcat.layouts.piece import Link, Piece
from kdcat.text import Span

if TYPE_CHECKING:
    from kdcat.layouts.piece import Content

# Characters that are text wherever they stand; `!`, `&`, `~`, `<` and `_` are where nothing follows
# that would make a mark of them.
_PLAIN = r"[^\\`*_\[\]<&!~\n]"
_TEXT = (
    rf"(?:{_PLAIN}|!(?!\[)|&(?!\#?[a-zA-Z0-9]+;)|~(?!~)|<(?=[\[(\s])"
    r"|<(?=https?://[^<>\x00-\x20]*+(?!>))"
    r"|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))"
)
# Brackets with no destination behind them, where there are no link reference definitions.
_BRACKETED = rf"\[{_TEXT}*+\](?!\()"
_DESTINATION = r"(?:[^\s()<>\\&\x00-\x20\x7f]|&(?!\#?[a-zA-Z0-9]+;))*+"
# Where a mark can open: behind white space or punctuation, or before a letter.
_SIGN = r"!-)+-/:-@\[-`{-~"
_OPENS = rf"(?:(?<!\S)|(?<=[{_SIGN}])|(?<!\*)(?=\*+[A-Za-z0-9]))"
# Where it can close: before white space, punctuation or the end, or behind a letter.
_CLOSES = rf"(?:(?=[\s{_SIGN}]|$)|(?:(?<=[A-Za-z0-9]\*)|(?<=[A-Za-z0-9]\*\*))(?!\*))"
_CODE = r"`[^`\n]++`(?!`)"
# What stands for a character, as which it is text.
_AS_TEXT = r"\\[!-/:-@\[-`{-~]|&(?:amp|lt|gt|quot);"
_LINE_END = r"\n[ \t]*+"
# Marks with white space on both sides, which neither open nor close.
_NO_MARK = r"(?<!\S)\*++(?!\S)"
_SIMPLE = re.compile(
    rf"""
      (?P<text>(?:{_PLAIN}++|{_TEXT}|{_NO_MARK})++)
    | {_OPENS}\*\*(?=[^\s*])(?:
          \[(?P<strong_label>{_TEXT}*+)\]\([ ]*+(?P<strong_link>{_DESTINATION})[ ]*+\)
        | (?P<strong>(?:{_TEXT}|{_BRACKETED})++)(?<!\s)
        | (?P<strong_parts>(?:{_TEXT}|{_BRACKETED}|{_CODE}|{_AS_TEXT}|{_LINE_END})++)(?<!\s)
        )\*\*{_CLOSES}
    | {_OPENS}\*(?=[^\s*])(?P<em>{_TEXT}++)(?<!\s)\*{_CLOSES}
    | (?<![^\s\[])__(?P<strong_code>`[^`\n]++`)__(?=[\s.,;:)\]]|$)
    | (?<!\S)_(?=[^\s_])(?P<under>{_PLAIN}++)(?<!\s)_(?=[\s.,;:]|$)
    | \[(?:\*\*(?=[^\s*\[])(?P<bold_label>{_TEXT}++)(?<!\s)\*\*
        | `(?P<code_label>[^`\n]++)`
        | (?P<label>\[{_TEXT}*+\]|{_TEXT}*+))\]\([ ]*+(?P<link>{_DESTINATION})[ ]*+\)
    | (?P<hard>\\\n[ \t]*+)
    | (?P<tag_break><[bB][rR][ ]*+/?>)
    | (?P<soft>{_LINE_END})
    | (?P<escape>{_AS_TEXT})
    | <(?P<auto>https?://[^\s<>\x00-\x20]*+)>
    | <!--(?P<comment>[ ](?:[^->\n]++|-(?![->]))*+)-->
    | (?P<code>{_CODE})
    | (?P<bracket>\[|\](?!\())
    """,
    re.VERBOSE,
)


def simple_pieces(content: Content) -> list[Piece] | None:
    """Return the pieces of a content as the inline parser gives them, or None where it must say.

    Args:
        content: The content of a block of a document without link reference definitions.
    """
    text = content.text
    at, end = 0, len(text)
    if text and not _ANY_MARK.search(text):
        return [Piece("text", text, content.span(0, end))]
    making = _Making(content)
    match = _SIMPLE.match
    last_closing: dict[str, int] = {}
    while at < end:
        found = match(text, at)
        if found is None and (found := _OPENING.match(text, at)):
            # It is text where nothing behind it closes, and a bracket where none is open.
            if not last_closing:
                closing = (mark.end() for mark in _CLOSING.finditer(text, at))
                bracket = text.rfind(")") if "[" in text else at
                last_closing = {"*": max(closing, default=at), "]": bracket}
            if last_closing[text[at]] > found.end():
                return None
        if found is None or not making.take(found):
            return None
        at = found.end()
    return making.pieces()


_ANY_MARK = re.compile(r"[\\`*_\[\]<&!~\n]")
_OPENING = re.compile(r"(?P<text>\*++|\](?=\())")
_CLOSING = re.compile(r"[^\s*]\*")


class _Making:
    """The pieces so far, and the text that may still go on."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._pieces: list[Piece] = []
        self._texts: list[str] = []
        self._start = 0
        self._end = 0
        # Where the text begins of which a line end takes the spaces.
        self._pending = 0
        self._strong = False

    def pieces(self) -> list[Piece]:
        self._end_text()
        return self._pieces

    def take(self, found: re.Match[str]) -> bool:
        """Add what a match shows; False where it must be parsed."""
        kind = found.lastgroup
        if kind in ("text", "bracket"):
            self._text(found[0], found.start(), found.end())
        elif kind == "escape":
            said = found["escape"]
            self._text(said[1] if said[0] == "\\" else unescape(said), *found.span())
            self._pending = len(self._texts)
        elif kind == "strong_parts":
            return self._strong_parts(found)
        elif kind in ("soft", "hard"):
            self._break(kind, found)
        elif kind in ("link", "strong_link"):
            self._link(found, kind)
        elif kind == "auto":
            start, end = found.span("auto")
            self._end_text()
            link = Link(found["auto"], self._span(*found.span()), None)
            self._pieces.append(Piece("text", found["auto"], self._span(start, end), link=link))
        elif kind == "tag_break":
            self._end_text()
            self._pieces.append(Piece("hardbreak", " ", self._span(*found.span())))
        elif kind in ("code", "strong_code"):
            self._code(found, kind)
        elif kind == "comment":
            self._end_text()
            comment = found["comment"]
            self._pieces.append(Piece("comment", "", self._span(*found.span()), detail=comment))
        else:
            assert kind is not None
            self._end_text()
            span = self._span(*found.span(kind))
            strong = kind == "strong"
            self._pieces.append(Piece("text", found[kind], span, strong, not strong))
        return True

    def _span(self, start: int, end: int) -> Span:
        content = self._content
        if len(content.starts) == 1:
            shift = content.places[0]
            return Span(start + shift, end + shift)
        return content.span(start, end)

    def _text(self, text: str, start: int, end: int) -> None:
        if not self._texts:
            self._start = start
        self._texts.append(text)
        self._end = end

    def _end_text(self) -> None:
        if self._texts:
            text = "".join(self._texts)
            if text:
                span = self._span(self._start, self._end)
                self._pieces.append(Piece("text", text, span, self._strong))
            self._texts.clear()
        self._pending = 0

    def _code(self, found: re.Match[str], kind: str) -> None:
        self._end_text()
        text = _code_shown(found[kind][1:-1])
        strong = self._strong or kind == "strong_code"
        self._pieces.append(Piece("code", text, self._span(*found.span(kind)), strong))

    def _strong_parts(self, found: re.Match[str]) -> bool:
        """Add text in bold that holds code, escapes, entities or line ends."""
        self._end_text()
        self._strong = True
        at, end = found.span("strong_parts")
        while at < end:
            part = _SIMPLE.match(found.string, at, end)
            if part is None or not self.take(part):
                return False
            at = part.end()
        self._end_text()
        self._strong = False
        return True

    def _break(self, kind: str, found: re.Match[str]) -> None:
        hard = kind == "hard"
        if not hard and self._texts[self._pending :] and self._texts[-1].endswith(" "):
            # Two spaces before a line end break the line; one is dropped.
            pending = "".join(self._texts[self._pending :])
            kept = pending.rstrip(" ")
            hard = len(pending) - len(kept) >= 2
            if not hard and len(kept) < len(pending):
                kept = pending[:-1]
            self._end -= len(pending) - len(kept)
            self._texts[self._pending :] = [kept] if kept else []
        self._end_text()
        at = found.start()
        span = self._span(*found.span()) if kind == "hard" else self._span(at, at)
        self._pieces.append(Piece("hardbreak" if hard else "softbreak", " ", span, self._strong))

    def _link(self, found: re.Match[str], kind: str) -> None:
        self._end_text()
        strong = False
        name = "label"
        start, end = found.span()
        if kind == "strong_link":
            name, strong = "strong_label", True
            start, end = start + 2, end - 2
        elif found["bold_label"] is not None:
            name, strong = "bold_label", True
        elif found["code_label"] is not None:
            name = "code_label"
        text_start, text_end = found.span(name)
        marks = _LABEL_MARKS.get(name, 0)
        label = self._span(text_start - marks, text_end + marks)
        link = Link(found[kind], self._span(start, end), label)
        if name == "code_label":
            self._pieces.append(Piece("code", _code_shown(found[name]), label, link=link))
            return
        span = self._span(text_start, text_end)
        self._pieces.append(Piece("text", found[name], span, strong, link=link))


# How many characters of a label stand before its text, and behind it.
_LABEL_MARKS = {"bold_label": 2, "code_label": 1}


def _code_shown(text: str) -> str:
    """What is shown of code: a space at both ends is none of it."""
    return text[1:-1] if text[0] == text[-1] == " " and text.strip(" ") else text
