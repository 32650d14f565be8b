"""Where the title stands in an entry: the ways that people set it apart, one function each.

Each recogniser proposes the place of the title in the text of a unit, or None. Which of them is
right is not decided here: the readings are weighed, and the sections of a document vote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.mask import MASK, keyed, parts
from kdcat.layouts.names import confidence, is_name, names
from kdcat.layouts.roles import label_role
from kdcat.layouts.venues import is_date, is_number, is_venue
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdcat.layouts.flat import Flat


class Head(NamedTuple):
    """The text in which a title is looked for."""

    flat: Flat
    mask: str
    """The text with its labels blanked (`kdcat.layouts.said.masked`)."""
    start: int
    end: int
    """Which part of the text it is: the first block of a unit, mostly."""


_EDGES = " \t\n\v.,;:|-–—·•*\x1f"  # noqa: RUF001
_ORNAMENT = re.compile(r":[\w+-]+:|[^\w\s\"'“‘(\[（【《「『$@#&+~<>\\/.-]+")  # noqa: RUF001
_NUMBER = re.compile(
    r"^[\s\v]*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)、:]|#\d{1,4}|\[[ xX]\])[\s\v]*"
)
_GROUP = re.compile(r"[(\[（【]([^()\[\]（）【】\n]{0,120})[)\]）】]")  # noqa: RUF001
_QUOTED = re.compile(
    r"[“\"„«「『《]{1,2}(?P<title>[^“”\n«»「」『』《》\x1f]{8,400}?)[,.\s]?(?:”|"
    r"\"(?=[\s,.;:)\]*\v\x1f]|$)|''|»|」|』|》)"
    r"|(?<![\w])'(?P<single>[A-Z][^'\n\x1f]{12,300}?)[,.]?'(?![\w])|"
    r"``(?P<tex>[^`\n]{8,300}?)[,.]?''"
)
_FEWEST_LETTERS = 2
_LONGEST_GROUP = 130


def quoted(head: Head) -> Span | None:
    """`"TITLE", VENUE`; `AUTHORS. “TITLE.” VENUE`."""
    for found in _QUOTED.finditer(head.mask, head.start, head.end):
        name = found.lastgroup
        assert name is not None
        span = _trimmed(head.mask, *found.span(name))
        words = head.mask[span.start : span.end].split()
        before = head.mask[head.start : found.start()].strip(_EDGES + "[](){}")
        after = head.mask[found.end() : head.end]
        if len(words) >= 2 and not (len(words) < 4 and re.match(r"\s+[a-z]", after)):
            # A quotation within a sentence is none: what stands before are names or a short name.
            if (
                not before
                or confidence(before) >= 0.5
                or len(before.split()) <= 4
                or before.endswith(":")
            ):
                return span
            if _PARTED.search(head.mask[head.start : found.start()]):
                return span
    return None


_PARTED = re.compile(r"[,.:;\v|]\s*[*_]*$|\)\s*$")


def bold(head: Head) -> Span | None:
    """`**TITLE**, VENUE`; `**NAME**: TITLE`; `**A** : **B**` is one title."""
    return _marked(head, head.flat.strong)


def linked(head: Head) -> Span | None:
    """`[TITLE](URL), VENUE`; `[NAME](URL): TITLE`: the title is a link, which is no label."""
    spans = [target.span for target in head.flat.targets if target.role is None]
    return _marked(head, tuple(spans))


def italic(head: Head) -> Span | None:
    """`*TITLE*. AUTHORS`, `AUTHORS. *TITLE*`."""
    return _marked(head, head.flat.emphasis)


def _marked(head: Head, spans: tuple[Span, ...]) -> Span | None:
    for number, span in enumerate(spans):
        if span.start < head.start or span.end > head.end:
            continue
        text = head.mask[span.start : span.end]
        name = text.strip(_EDGES + "[]()\"'“”")
        if not _says_title(name) or _NUMBER.fullmatch(text + " "):
            continue
        if confidence(name) >= 0.85 and "," in name:
            continue
        before = head.mask[head.start : span.start]
        if text.strip(_EDGES).startswith(("(", "[")) and text.strip(_EDGES).endswith((")", "]")):
            continue
        if before.rstrip(" \v").endswith(("(", "[")) and len(name.split()) <= 4:
            continue
        extended = _extended(head, span, spans[number + 1 :])
        found = _trimmed(head.mask, extended.start, extended.end)
        if found.end - found.start >= _FEWEST_LETTERS:
            return found
    return None


_JOINT = re.compile(r"[ \t\v]*[:：][ \t\v]*")  # noqa: RUF001
_JOINED = re.compile(r"[ \t\v]*[:：]?[ \t\v]*$")  # noqa: RUF001


def _extended(head: Head, span: Span, following: tuple[Span, ...]) -> Span:
    """A title that goes on: `**A** : **B**`, `[NAME](URL): the rest of the title`."""
    end = span.end
    for after in following:
        between = head.mask[end : after.start]
        if after.end > head.end or not _JOINED.fullmatch(between):
            break
        if not _says_title(head.mask[after.start : after.end].strip(_EDGES)):
            break
        end = after.end
    text = head.mask[span.start : end]
    colon = _JOINT.match(head.mask, end, head.end)
    ends_in_colon = text.rstrip().endswith((":", "："))  # noqa: RUF001
    if (colon or ends_in_colon) and len(text.split()) <= 8:
        begin = colon.end() if colon else end
        if _QUOTED.match(head.mask, begin, head.end):
            return Span(span.start, end)
        stop = _title_end(head.mask, begin, head.end)
        rest = head.mask[begin:stop].strip(_EDGES)
        if len(rest.split()) >= 2 and confidence(rest) < 0.85 and not is_venue(rest):
            return Span(span.start, stop)
    return Span(span.start, end)


_STOP = re.compile(r"[\n\x1f|]|\s[-–—]\s|[.。]\s|\.$|\s*[(\[（【]|,\s|\v")  # noqa: RUF001


def _title_end(text: str, start: int, end: int) -> int:
    """Where a title ends that goes on in plain text: before names, a venue, a label or the end."""
    for found in _STOP.finditer(text, start, end):
        sign = found[0].strip(" ")
        rest = text[found.end() : end]
        if sign in ("(", "[", "（", "【"):  # noqa: RUF001
            close = re.match(r"[^()\[\]（）【】]*", rest)  # noqa: RUF001
            inside = close[0] if close else ""
            if MASK in inside or is_venue(inside) or not inside.strip():
                return found.start()
            continue
        if sign == ",":
            nearest = re.split(r"[,\n\x1f|]", rest, maxsplit=1)[0]
            if (
                is_venue(nearest)
                or confidence(re.split(r"[\n\x1f|.]", rest, maxsplit=1)[0]) >= 0.85
            ):
                return found.start()
            continue
        if sign in "-–—":  # noqa: RUF001
            nearest = re.split(r"[\n\x1f|]|\s[-–—]\s", rest, maxsplit=1)[0]  # noqa: RUF001
            if (
                not nearest.strip()
                or is_venue(nearest)
                or confidence(nearest) >= 0.5
                or rest[:1] == MASK
            ):
                return found.start()
            continue
        if sign == "\v":
            if rest[:1].islower():
                continue
            return found.start()
        return found.start()
    return end


def keyed_title(head: Head) -> Span | None:
    """`Title: TITLE`, on a line of its own."""
    for field in keyed(head.mask[: head.end]):
        if field.key == "title" and field.span.start >= head.start:
            span = _trimmed(head.mask, *field.value)
            if _says_title(head.mask[slice(*span)]):
                return span
    return None


def plain(head: Head) -> Span | None:
    """`TITLE. AUTHORS. VENUE`; `[VENUE] TITLE [paper]`; `TITLE (2023)`: nothing sets it apart."""
    return _plain(head, names_first=False)


def after_names(head: Head) -> Span | None:
    """`AUTHORS, TITLE, VENUE, YEAR`; `AUTHORS (2020). TITLE. VENUE`: the names come first."""
    return _plain(head, names_first=True)


def _plain(head: Head, *, names_first: bool) -> Span | None:
    text = head.mask
    start = head.start
    if number := _NUMBER.match(text[start : head.end]):
        start += number.end()
    named = not names_first
    for begin, end in parts(text[: head.end]):
        if end <= start:
            continue
        span = _trimmed(text, max(begin, start), end)
        if span.end <= span.start:
            continue
        part = text[slice(*span)]
        if not _says_title(part.strip(_EDGES + "()[]（）【】")):  # noqa: RUF001
            continue
        if not named and (confidence(part.split("(")[0].split("[")[0]) >= 0.5):
            named = True
            continue
        if named and names_first is False and confidence(part) >= 0.95:
            continue
        if text.rfind("\v", 0, span.start) >= 0 and _BULLET.search(
            text[max(0, span.start - 4) : span.start]
        ):
            # A description of the paper, below it.
            return None
        found = _by_commas(text, span, names_first=not named)
        if found is not None:
            if not named and found.start == span.start:
                return None
            return _over_dashes(text, found, head.end)
    return None


_DASH = re.compile(r"\s+[-–—]\s+")  # noqa: RUF001


def _over_dashes(text: str, title: Span, end: int) -> Span:
    """A title that goes on behind a dash: `NAME - A STUDY OF SOMETHING`."""
    while dash := _DASH.match(text, title.end, end):
        after = next((part for part in parts(text[:end]) if part.start >= dash.end()), None)
        if after is None or after.start > dash.end():
            break
        more = text[slice(*after)]
        if len(more.split()) < 3 or confidence(more) >= 0.5 or not _says_title(more):
            break
        found = _by_commas(text, _trimmed(text, *after), names_first=False)
        if found is None or found.start > dash.end() + 1:
            break
        title = Span(title.start, found.end)
    return title


_BULLET = re.compile(r"\v[-*•+]\s+$")


def _by_commas(text: str, span: Span, *, names_first: bool) -> Span | None:
    """The title of a part that may have names, a venue or a year too, by commas and brackets."""
    start, end = span
    start, end = _without_groups(text, start, end)
    chunks = _chunks(text, start, end)
    first, last = 0, len(chunks)
    while last > first + 1 and (
        is_venue(text[slice(*chunks[last - 1])]) or is_number(text[slice(*chunks[last - 1])])
    ):
        last -= 1
    while first < last - 1 and is_venue(text[slice(*chunks[first])]):
        first += 1
    if first:
        chunks, last, first = chunks[first:], last - first, 0
    if names_first:
        first = _names_before(text, chunks, last)
    elif _names_before(text, chunks, last) >= 2:
        return None
    elif last - first > 2:
        last = _names_after(text, chunks, first, last)
    if first >= last:
        return None
    start, end = chunks[first].start, chunks[last - 1].end
    if names_first and (colon := _NAMES_COLON.match(text, start, end)):
        before = text[chunks[0].start : colon.end(1)]
        if all(" " in name for name in names(colon[1]) or [""]) and confidence(before) >= (
            0.85 if first else 0.5
        ):
            start = colon.end()
    start, end = _without_groups(text, start, end)
    found = _trimmed(text, start, end)
    return found if found.end > found.start else None


_NAMES_COLON = re.compile(r"([^:,\n]{5,60}):\s+")


def _chunks(text: str, start: int, end: int) -> list[Span]:
    found, at = [], start
    for comma in re.finditer(r",\s+", text[start:end]):
        found.append(Span(at, start + comma.start()))
        at = start + comma.end()
    found.append(Span(at, end))
    return found


_AND = re.compile(r"^(?:and|&)\s+")


def _names_before(text: str, chunks: list[Span], last: int) -> int:
    first = 0
    while first < last - 1:
        chunk = _AND.sub("", text[slice(*chunks[first])])
        if confidence(chunk) >= 0.1 or re.search(r"et al\.?$", chunk):
            first += 1
        else:
            break
    if first and _AND.match(text[slice(*chunks[first])]):
        # `Tiny, Fast, and Accurate` is no list of names.
        while first and " " not in text[slice(*chunks[first - 1])]:
            first -= 1
    if not first:
        return 0
    sure = confidence(text[chunks[0].start : chunks[first - 1].end])
    return first if sure >= (0.5 if first != 2 else 0.85) else 0


def _names_after(text: str, chunks: list[Span], first: int, last: int) -> int:
    end = last
    while end > first + 1:
        chunk = _AND.sub("", text[slice(*chunks[end - 1])])
        if is_name(chunk.strip(" .")) or confidence(chunk) >= 0.5:
            end -= 1
        else:
            break
    if last > end and confidence(text[chunks[end].start : chunks[last - 1].end]) >= 0.85:
        return end
    return last


def _without_groups(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out brackets at both ends that hold a venue, a date, a tag or nothing."""
    while True:
        part = text[start:end]
        lead = len(part) - len(part.lstrip(_EDGES))
        found = _GROUP.match(part, lead)
        if (
            found
            and found.end() < len(part)
            and (_is_tag(found[1]) or (found.start() == lead and _short(found[1])))
        ):
            start += found.end()
            continue
        trimmed = part.rstrip(_EDGES)
        groups = list(_GROUP.finditer(trimmed, max(0, len(trimmed) - _LONGEST_GROUP)))
        tail = groups[-1] if groups else None
        if tail and tail.end() == len(trimmed) and tail.start() > 0 and _is_tag(tail[1]):
            end = start + tail.start()
            continue
        break
    # `CVPR 2020: TITLE`, `2020-CVPR-TITLE`, `CVPR'20 TITLE`
    part = text[start:end]
    if (colon := _LEAD.match(part)) and is_venue(colon[1]) and len(part) - colon.end() > 8:
        start += colon.end()
    if (year := _YEAR_AT_END.search(text[start:end])) and year.start() > 8:
        end = start + year.start()
    return start, end


_LEAD = re.compile(
    r"[\s\v]*([A-Z][\w&' -]{1,24}?\d{2,4}|(?:19|20)\d\d[- ]?[A-Za-z]*)\s*[:：)\]-]\s*"  # noqa: RUF001
)
_YEAR_AT_END = re.compile(r"[\s,]+(?:[A-Z]{3,12}[\s'’-]*)?(?:(?:19|20)\d\d)\s*$")  # noqa: RUF001
_TAGS = re.compile(
    r"(?i)\s*(?:oral|spotlight|poster|highlight|best.*paper.*|new|survey|review|benchmark|"
    r"dataset|paper|code|link|pdf|unofficial|official|\d{1,4}|[*★⭐]+)?\s*"
)


def _is_tag(inside: str) -> bool:
    return bool(_TAGS.fullmatch(inside)) or MASK in inside or is_venue(inside) or is_date(inside)


def _short(inside: str) -> bool:
    return len(inside.split()) <= 3 and len(inside) <= 30


def _trimmed(text: str, start: int, end: int) -> Span:
    """A part without white space, ornaments, quotes and separators at its ends."""
    while start < end:
        found = _ORNAMENT.match(text, start, end)
        if text[start] in _EDGES + "\"“”'":
            start += 1
        elif (
            found and not text[start].isalnum() and not any(map(str.isalpha, found[0].strip(":")))
        ) or (found and re.fullmatch(r":[\w+-]+:", found[0])):
            start = found.end()
        else:
            break
    while start < end:
        last = text[end - 1]
        if last in _EDGES or last in '"“”':
            end -= 1
        elif code := re.search(r":[\w+-]+:$", text[max(start, end - 40) : end]):
            end -= len(code[0])
        elif not last.isalnum() and last not in ")]}>?!$%'’+*#°\"」』》）^_" and ord(last) > 127:  # noqa: RUF001
            end -= 1
        else:
            break
    # One quote of a pair that went with the edges is given back.
    inside = text[start:end]
    if inside.count('"') % 2 and start and text[start - 1] == '"':
        start -= 1
    return Span(start, end)


def _says_title(text: str) -> bool:
    """Whether a text may be a title at all: words that are no label, venue, date or number."""
    stripped = text.strip()
    letters = sum(map(str.isalpha, stripped[:80]))
    if letters < _FEWEST_LETTERS:
        return False
    return (
        label_role(stripped) is None
        and not is_venue(stripped)
        and not stripped.startswith(("http://", "https://"))
    )


RECOGNISERS: dict[str, Callable[[Head], Span | None]] = {
    "title in bold": bold,
    "title is a link": linked,
    "title in quotes": quoted,
    "title after its name": keyed_title,
    "title first": plain,
    "title after the authors": after_names,
    "title in italics": italic,
}
"""The ways of setting a title apart, the most telling first: of equal readings the first wins."""
