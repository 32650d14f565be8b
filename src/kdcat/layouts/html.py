"""Raw HTML in Markdown: its tags, and what they say of the text between them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"</?\s*+([a-zA-Z][\w:-]*+)")
_ATTRIBUTE = re.compile(
    r"""(?<![\w:.-])([a-zA-Z_:][\w:.-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++))"""
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>|<!--")


class Tag(NamedTuple):
    """A tag of HTML."""

    name: str
    """In lower case; with a slash in front where it closes; `!--` for a comment."""
    raw: str
    """As written."""

    def attribute(self, name: str) -> str | None:
        """Return the value of an attribute, decoded, or None where the tag has none such."""
        for found in _ATTRIBUTE.finditer(self.raw):
            if found[1].lower() == name:
                return unescape(found[2] or found[3] or found[4] or "")
        return None


def tag(raw: str) -> Tag:
    """Return what a tag, a comment or another piece of markup is."""
    if raw.startswith("<!--"):
        return Tag("!--", raw)
    found = _NAME.match(raw)
    if not found:
        return Tag("", raw)
    return Tag(("/" if raw[1] == "/" else "") + found[1].lower(), raw)


def tags(content: str) -> Iterator[tuple[Span, Tag | None]]:
    """Yield the tags of a block of raw HTML and the text between them, each with its place.

    Text comes with None for its tag. A comment that does not end reaches to the end.
    """
    at = 0
    while found := _TAG.search(content, at):
        start, end = found.span()
        if found[0] == "<!--":
            end = content.find("-->", start)
            end = len(content) if end < 0 else end + 3
        if at < start:
            yield Span(at, start), None
        yield Span(start, end), tag(content[start:end])
        at = end
    if at < len(content):
        yield Span(at, len(content)), None
