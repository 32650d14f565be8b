"""Contents made anew: the items of a table of contents, as its headings stand and are nested."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.edit import Edit
from kdcat.layouts.line import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdcat.lint.checked_document import CheckedDocument
    from kdcat.reading.outline import InPageLink, Section

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[*+-]|\d{1,9}(?P<end>[.)]))(?P<space>[ \t]+)")


class _Style(NamedTuple):
    """How the items of one depth are written."""

    indent: str
    marker: str
    """The bullet, or what stands behind a number."""
    space: str
    is_numbered: bool


def contents_anew(document: CheckedDocument, missing: Iterable[int]) -> Edit | None:
    """Return the edit that makes a table of contents anew, with headings that it lacks.

    Its own items keep their words and addresses. None where something stands in it or in its list
    that is no link to a heading, or where it leads twice to one.

    Args:
        document: The document.
        missing: The lines of the headings that are wanted beside those that it has.
    """
    if not document.contents:
        return None
    first = document.contents[0].line
    last = max(block.end_line for block in document.contents) - 1
    by_line = {link.block.line: link for link in document.walked.in_page_links}
    labels: dict[int, str] = {}
    styles: dict[int, _Style] = {}
    for line in range(first, last + 1):
        if document.lines.is_blank(line):
            continue
        link = by_line.get(line)
        read = _read(document, line, link) if link else None
        heading = document.walked.slugs.get(link.anchor.lower()) if link else None
        if not link or not read or not heading or heading.line in labels:
            return None
        labels[heading.line] = document.text[slice(*link.span)]
        styles.setdefault(link.depth, read)
    slugs = {heading.line: name for name, heading in document.walked.slugs.items()}
    wanted = labels.keys() | set(missing)
    headings = [heading for heading in document.catalog.headings if heading.line in wanted]
    for heading in headings:
        labels.setdefault(heading.line, f"[{escaped(heading.text)}](#{slugs[heading.line]})")
    if 0 not in styles or headings[0].line <= last or _goes_on(document, first, last):
        return None
    items = document.newline.join(_items(headings, labels, styles))
    return Edit(document.line(first).start, document.line(last).end, items)


def _goes_on(document: CheckedDocument, first: int, last: int) -> bool:
    """Whether the list has items before or behind those that lead to headings."""
    lines = document.lines
    before = next((line for line in range(first - 1, 0, -1) if not lines.is_blank(line)), None)
    behind = next(
        (line for line in range(last + 1, len(lines) + 1) if not lines.is_blank(line)), None
    )
    return any(line and _MARKER.match(lines.content(line)) for line in (before, behind))


def _read(document: CheckedDocument, line: int, link: InPageLink) -> _Style | None:
    """How an item is written that is nothing but a link; None of any other."""
    start, end = document.line(line)
    marker = _MARKER.fullmatch(document.text[start : link.span.start])
    if marker is None or document.text[link.span.end : end].strip():
        return None
    is_numbered = marker["end"] is not None
    said = marker["end"] if is_numbered else marker["marker"]
    return _Style(marker["indent"], said, marker["space"], is_numbered)


def _items(
    headings: list[Section], labels: dict[int, str], styles: dict[int, _Style]
) -> Iterable[str]:
    above: list[tuple[int, str]] = []
    """The levels of the headings around, and how far what is below their items is indented."""
    numbers: list[int] = []
    for heading in headings:
        while above and above[-1][0] >= heading.level:
            above.pop()
        depth = len(above)
        style = styles.get(depth) or styles[max(known for known in styles if known < depth)]
        numbers = [*numbers[: depth + 1], *[0] * (depth + 1 - len(numbers))]
        numbers[depth] += 1
        least = above[-1][1] if above else ""
        has_own = depth in styles and len(style.indent.expandtabs(4)) >= len(least)
        indent = style.indent if has_own or not above else least
        marker = f"{numbers[depth]}{style.marker}" if style.is_numbered else style.marker
        yield f"{indent}{marker}{style.space}{labels[heading.line]}"
        width = len(indent.expandtabs(4)) + len(marker) + len(style.space)
        above.append((heading.level, " " * width))
