"""Where a title begins and ends in a part of an entry, by commas, brackets and ornaments."""

from __future__ import annotations

import re
from functools import lru_cache

from kdcat.bibliography.names import and_others
from kdcat.bibliography.venues import by_venues
from kdcat.layouts.credits import before_sponsored
from kdcat.layouts.dates import may_be_dated
from kdcat.layouts.mask import MASK
from kdcat.layouts.names import LIKELY, SURE, confidence, is_name, names
from kdcat.layouts.venues import is_date, is_number, is_venue, names_affiliation
from kdcat.text import Span

EDGES = " \t\n\v.,;:|-–—·•*\x1f"  # noqa: RUF001
"""What may stand around a title and is no part of it."""
_ORNAMENT = re.compile(r":[\w+-]+:|[^\w\s\"'“‘(\[（【《「『$@#&+~<>\\/.-]+")  # noqa: RUF001
_GROUP = re.compile(
    r"[(\[（【]((?:[^()\[\]（）【】\n]|[(\[][^()\[\]（）【】\n]{0,40}+[)\]]){0,120}+)[)\]）】]"  # noqa: RUF001
)
# Nothing in these parts a title from names, a venue or a year.
_WHOLE = re.compile(r"[^,()\[\]（）【】:：;\"\d.]*+")  # noqa: RUF001
_SQUARE = "[【"
_OPENING = ("(", "[", "（", "【")  # noqa: RUF001
_CLOSING = (")", "]", "）", "】")  # noqa: RUF001
_BRACKET = re.compile(f"[{re.escape(''.join(_OPENING + _CLOSING))}]")
_LONGEST_GROUP = 130
_MOST_GROUPS = 60
"""So many brackets at the ends of a title are left out."""


def by_commas(text: str, span: Span, *, names_first: bool) -> Span | None:
    """Return the title of a part that may have names, a venue or a year too.

    Args:
        text: The masked text.
        span: The part, between separators.
        names_first: Whether names may come before the title.
    """
    span = before_sponsored(text, span)
    if (
        span.end > span.start
        and text[span.start].isalnum()
        and text[span.end - 1].isalnum()
        and _WHOLE.fullmatch(text, *span)
    ):
        return span
    chunks, last = _between_venues(text, span)
    first = 0
    # Beside a single one no names stand.
    if len(chunks) > 1:
        if names_first:
            first = _names_before(text, chunks, last)
        elif _names_before(text, chunks, last) >= 2:
            return None
        else:
            dated = last < len(chunks) or may_be_dated(text[chunks[-1].end : span.end])
            last = _before_names(text, chunks, last, dated=dated)
    if first >= last:
        return None
    if first and last - first > 1 and _before_year(text, chunks[last - 1], span.end):
        last -= 1
    start, end = chunks[first].start, chunks[last - 1].end
    if (
        names_first
        and text.find(":", start, end) >= 0
        and (colon := _NAMES_COLON.match(text, start, end))
    ):
        before = text[chunks[0].start : colon.end(1)]
        if all(" " in name for name in names(colon[1]) or [""]) and confidence(before) >= (
            0.85 if first else 0.5
        ):
            start = colon.end()
    start, end = _without_groups(text, start, end)
    if not text[end - 1].isalnum() or text[end - 1] in _LEAD_ENDS:
        # `TITLE, in *CVPR* 2020`
        led = _LEADS_TO_VENUE.search(text, max(start, end - _LONGEST_LEAD), end)
        end = led.start() if led else end
    found = trimmed(text, start, end)
    return found if found.end > found.start else None


def _before_names(text: str, chunks: list[Span], last: int, *, dated: bool) -> int:
    """How many chunks the title has, if names stand behind it and are surely names."""
    # `TITLE, ANN AUTHOR et al., A JOURNAL`
    others = (at for at in range(1, last) if and_others(text[slice(*chunks[at])]))
    last = next(others, last - 1) + 1
    behind = text[slice(*chunks[last - 1])]
    if last > 2 or and_others(behind) or (dated and _are_two(behind)):
        return _names_after(text, chunks, 0, last)
    return last


def _are_two(text: str) -> bool:
    """Whether a text is the whole names of two people: `Ann Author and Ben Book`."""
    return _AND_BETWEEN.search(text) is not None and confidence(text) >= SURE


_AND_BETWEEN = re.compile(r"[\w.]\s(?:and|&)\s\w")


# The two forms of a title without marks ask for the same parts, one after the other.
@by_venues
@lru_cache(maxsize=16)
def _between_venues(text: str, span: Span) -> tuple[list[Span], int]:
    """The chunks of a part from its venues in front on, and how many there are before the last."""
    chunks = _chunks(text, *_without_groups(text, *span))
    first, last = 0, len(chunks)
    if last == 1:
        return chunks, last
    while last > first + 1 and (
        is_venue(text[slice(*chunks[last - 1])]) or is_number(text[slice(*chunks[last - 1])])
    ):
        last -= 1
    # `TITLE, CVPR 2020, AUTHORS`: what follows a dated venue is no title.
    last = next((at for at in range(1, last) if _is_dated_venue(text[slice(*chunks[at])])), last)
    # `TITLE (2016), AUTHORS`
    last = next((at for at in range(1, last) if _CLOSED_YEAR.search(text, *chunks[at - 1])), last)
    while first < last - 1 and is_venue(text[slice(*chunks[first])]):
        first += 1
    return chunks[first:], last - first


def _is_dated_venue(text: str) -> bool:
    return _DATED.search(text) is not None and is_venue(text) and not is_date(text)


# `TITLE (2016)`, `TITLE (Book, 2016)`
_CLOSED_YEAR = re.compile(r"[(, ](?:19|20)\d\d\)$")
_DATED = re.compile(r"\d\d|(?i:\bthesis\b|\bproc)")
_LEADS_TO_VENUE = re.compile(
    r"(?i)[,.;]\s+(?:(?:appeared|published|presented|accepted|to appear) )?(?:in|at|by)[\s:]*$"
)
_LONGEST_LEAD = 24
# What leads to one ends in such a letter or in what is none; to look for the words takes longer.
_LEAD_ENDS = "NTYnty"
# `Sadhana`, `Information and Control`
_NAMED = re.compile(r"[A-Z][\w.&-]*+(?: (?:[A-Z][\w.&-]*+|and|of|in|on|for|the|&)){0,4}")


def _before_year(text: str, chunk: Span, end: int) -> bool:
    """Whether a chunk stands before a lone year, as a venue does: of `NAMES, TITLE, X, 1994`."""
    after = text[chunk.end : end]
    return (
        after.startswith(",")
        and is_date(after)
        and _NAMED.fullmatch(text[slice(*chunk)]) is not None
    )


_NAMES_COLON = re.compile(r"([^:,\n]{5,60}+):\s+")
_COMMA = re.compile(r",\s+")


def _chunks(text: str, start: int, end: int) -> list[Span]:
    if text.find(",", start, end) < 0:
        return [Span(start, end)]
    found, at = [], start
    for comma in _COMMA.finditer(text, start, end):
        found.append(Span(at, comma.start()))
        at = comma.end()
    found.append(Span(at, end))
    return found


_AND = re.compile(r"^(?:and|&)\s+")


def _names_before(text: str, chunks: list[Span], last: int) -> int:
    first = 0
    while first < last - 1:
        chunk = _AND.sub("", text[slice(*chunks[first])])
        if confidence(chunk) >= 0.1 or chunk.endswith(("et al", "et al.")):
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


# They ask for what is left of it too.
@by_venues
@lru_cache(maxsize=16)
def _without_groups(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out brackets at both ends that hold a venue, a date, a tag or nothing."""
    most = _MOST_GROUPS if _BRACKET.search(text, start, end) else 0
    for _ in range(most):
        part = text[start:end]
        lead = len(part) - len(part.lstrip(EDGES))
        found = _GROUP.match(part, lead) if part.startswith(_OPENING, lead) else None
        if found and found.end() < len(part) and (_short(found[1]) or _is_tag(found[1])):
            start += found.end()
            continue
        tail = _last_group(part)
        if tail and tail[0][0] not in _SQUARE and _COMMA_YEAR.search(part[: tail.start()].rstrip()):
            # `TITLE, VENUE, 2021 (A LABORATORY)`
            end = start + tail.start()
            continue
        employer = tail and names_affiliation(tail[1]) and part[: tail.start()].count(" ") > 1
        if tail and ((tail[0][0] in _SQUARE and _short(tail[1])) or _is_tag(tail[1]) or employer):
            end = start + tail.start()
            continue
        break
    # `CVPR 2020: TITLE`, `2020-CVPR-TITLE`, `CVPR'20 TITLE`
    part = text[start:end]
    if not may_be_dated(part):
        # Neither a year nor a venue beside it.
        return start, end
    if (colon := _LEAD.match(part)) and is_venue(colon[1]) and len(part) - colon.end() > 8:
        start += colon.end()
    part = text[start:end]
    if part.rstrip()[-1:].isdigit() and (year := _YEAR_AT_END.search(part)) and year.start() > 8:
        # `TITLE, NeurIPS 2021 & TPAMI 2024`
        end = end if part.endswith("&", 0, year.start()) else start + year.start()
    return start, end


_LEAD = re.compile(
    r"[\s\v]*([A-Z][\w&' -]{1,24}?\d{2,4}|(?:19|20)\d\d[- ]?[A-Za-z]*)\s*[:：)\]-]\s*"  # noqa: RUF001
)
# The year of `CVPR 2020` and of `22 Sep 2015` goes with what stands before it.
_YEAR_AT_END = re.compile(
    r"[\s,](?<![\s,]{2})[\s,]*+(?:[A-Z]{3,12}[\s'’-]*|(?:\d{1,2}\s)?"  # noqa: RUF001
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?,?\s)?(?:19|20)\d\d\s*$"
)
_TAGS = re.compile(
    r"(?i)\s*(?:oral|spotlight|poster|highlight|best.*paper.*|new|survey|review|benchmark|"
    r"dataset|paper|code|link|pdf|unofficial|official|\d{1,4}|[*★⭐]+)?\s*"
)


def _is_tag(inside: str) -> bool:
    return (
        bool(_TAGS.fullmatch(inside))
        # `TITLE (@Some Lab etc)`
        or inside.lstrip().startswith("@")
        or MASK in inside
        or is_venue(inside)
        or is_date(inside)
        or _ENDS_IN_YEAR.match(inside) is not None
        or confidence(_NAMES_YEAR.sub("", inside)) >= SURE
    )


# `[Hinton and Vinyals, 2015] TITLE`
_NAMES_YEAR = re.compile(r",?\s++(?:19|20)\d\d[a-z]?$")


def _short(inside: str) -> bool:
    return len(inside.split()) <= 3 and len(inside) <= 30


def without_date(text: str, span: Span) -> Span:
    """Return a title without the date, or the venue with its year, in brackets at its end.

    A year behind a comma is none of it either.
    """
    title = text[slice(*span)]
    if title[-1:].isdigit() and (year := _COMMA_YEAR.search(title)):
        before = title[: year.start()]
        # `Safavi et al., 2020` is no title with its year, nor is `A VENUE, 2020`.
        is_other = and_others(before) or confidence(before) >= LIKELY or is_venue(before)
        return span if is_other else trimmed(text, span.start, span.start + len(before))
    last = _last_group(title)
    if last and (is_date(last[1]) or _is_dated_venue(last[1]) or _ENDS_IN_YEAR.match(last[1])):
        # Of `"TITLE" (Gao et al., 2018)` the quotes are at its ends only now.
        return trimmed(text, span.start, span.start + last.start())
    return span


_COMMA_YEAR = re.compile(r"(?<=[^\s,]),\s?(?:19|20)\d\d$")
# `(Network Science 2015)`, `(Representation Learning Workshop, NIPS 2018)`
_ENDS_IN_YEAR = re.compile(r"[A-Z][^\d]{2,80}[^\W\d][\s,.'’-]+(?:19|20)\d\d$")  # noqa: RUF001


def _last_group(part: str) -> re.Match[str] | None:
    """The brackets at the end of a part, if something stands before them."""
    trimmed = part.rstrip(EDGES)
    if not trimmed.endswith(_CLOSING):
        return None
    groups = list(_GROUP.finditer(trimmed, max(0, len(trimmed) - _LONGEST_GROUP)))
    last = groups[-1] if groups else None
    return last if last and last.end() == len(trimmed) and last.start() else None


def before_unclosed(text: str, span: Span) -> Span:
    """Return a title without a bracket that is not closed in it, and what stands there.

    A full stop may have parted them: `A NAME [e.g. Li & Zhang, 2016]`.
    """
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, *span):
        if bracket[0] in _OPENING:
            opened.append(bracket.start())
        elif opened:
            opened.pop()
    if not opened or " " not in text[span.start : opened[0]].strip():
        return span
    return trimmed(text, span.start, opened[0])


_BEFORE_TITLE = frozenset(EDGES + "\"“”'")
_BEHIND_TITLE = frozenset(EDGES + '"“”')
_MAY_END_TITLE = ")]}>?!$%'’+*#°\"」』》）^_"  # noqa: RUF001


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a part without white space, ornaments, quotes and separators at its ends."""
    while start < end and not text[start].isalnum():
        if text[start] in _BEFORE_TITLE:
            start += 1
            continue
        found = _ORNAMENT.match(text, start, end)
        if found and (
            not any(map(str.isalpha, found[0].strip(":"))) or re.fullmatch(r":[\w+-]+:", found[0])
        ):
            start = found.end()
        else:
            break
    while start < end:
        last = text[end - 1]
        is_ornament = not last.isalnum() and last not in _MAY_END_TITLE and ord(last) > 127
        if not (is_ornament or last in _BEHIND_TITLE):
            break
        end -= 1
    # One quote of a pair that went with the edges is given back.
    if start and text[start - 1] == '"' and text.count('"', start, end) % 2:
        start -= 1
    return Span(start, end)
