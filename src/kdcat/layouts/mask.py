"""The text of an entry with its labels blanked out, and the parts that it falls into."""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.flat import SOFT
from kdcat.layouts.names import LIKELY, SURE, confidence
from kdcat.layouts.shortened import ends_shortened
from kdcat.layouts.together import held_together
from kdcat.layouts.venues import is_date, is_venue
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.flat import Flat

MASK = "\x1f"
"""Stands in place of each character of a link that is a label."""
TITLE = "\x1e"
"""Stands in place of each character of the title."""
EDGE = "\x1d"
"""Stands in place of ornaments, and of spaces around names, venues and tags that are set apart."""
EDGES = ' \t\n\v.,;:|-–—·•*/"“”'  # noqa: RUF001
"""What parts of an entry are parted by; nothing of it begins or ends a field."""

# Brackets around labels. The mask is white space to `\s`; and where nothing closes them, no bracket
# among the same labels is closed either, and none of them is tried.
_AROUND = re.compile(
    r"(?<![\[(（【{<])[\[(（【{<]++(?:(?!\x1f)[\s,|/·;:&+-])*+\x1f"  # noqa: RUF001
    r"(?:[\x1f\s,|/·;:&+\[\]()-]*[\])）】}>]+|"  # noqa: RUF001
    r"(?P<open>(?:[\x1f\s,|/·;:&+-]++|[\[(]++(?=[\x1f\s,|/·;:&+-]))*+))"
)
# It begins with a set of signs, which `re` looks for much sooner than for one of two.
_SIGN = re.compile(
    r"[\n\x1f\x1e\x1d|.。;•·\v/–—-](?:(?<=[\n\x1f\x1e\x1d|])[\n\x1f\x1e\x1d|]+)?"  # noqa: RUF001
)
_PARTING = re.compile(
    r"(?:(?<=\s)(?:[-–—]|//)\s+|(?<=\])//\s*(?=\w)|(?<=[\w)\]\"'”’?!])[.。]\s+(?=\S)|(?<=[.?!])\v|;\s|•|·\s)"  # noqa: RUF001
)
_LONGEST_NAME = 32
_ET_AL = re.compile(r"\bet(?: |\. ?)al$")
_INITIAL = re.compile(
    r"(?:^|[\s.,(\[-])[A-ZÀ-Þ]$|\b(?:al|vs|Jr|St|Dr|Prof|Vol|No|pp)$"
    # `A. Yu. Kitaev`
    r"|(?<=[A-Z]\. )[A-Z][a-z]$"
)
# `Jin W, Jaakkola T. TITLE`: where families come first, the stop behind an initial ends the names.
_TWO_NAMES = re.compile(r"[A-Z]{1,3}, (?:and |& )?[^\W\d_][\w'’-]+(?: [A-Z]){1,3}$")  # noqa: RUF001
_KEY = (
    r"authors?|by|作者|venue|conference|journal|published(?: in)?|"
    r"publication|publisher|会议|期刊|year|date|published on|日期|时间|年份"
    r"|title|paper title|paper|论文|标题|abstract|摘要|tl;?dr|keywords?|institutions?|institutes?|"
    r"affiliations?|summary|notes?|contributions?|tags?|bibtex|comments?|task|dataset|"
    r"datasets"
)
# What a line begins with that names what it holds; a mark or a blank stands before it.
_NAMED = re.compile(rf"(?i)(?<![^\s>*-])(?P<key>{_KEY})\s*[:：]\s*")  # noqa: RUF001
_LINE_END = re.compile(r"[\n\v\x1d]")
_KEYS = {
    **dict.fromkeys(("author", "authors", "by", "作者"), "authors"),
    **dict.fromkeys(
        (
            "venue",
            "conference",
            "journal",
            "published",
            "published in",
            "publication",
            "publisher",
            "会议",
            "期刊",
        ),
        "venue",
    ),
    **dict.fromkeys(("year", "date", "published on", "日期", "时间", "年份"), "date"),
    **dict.fromkeys(("title", "paper title", "标题", "paper", "论文"), "title"),
}


def masked(flat: Flat) -> str:
    """Return the text with each labelled link, and the brackets around it, blanked out.

    No character moves. Links that are no labels (a title, a venue) stay.
    """
    joined = flat.text
    if flat.targets or flat.emphasis or flat.strong or flat.code or SOFT in joined:
        text = list(joined)
        for target in flat.targets:
            if target.role is not None:
                for at in range(*target.span):
                    text[at] = MASK
        _set_apart(flat, text)
        if SOFT in joined:
            _part_lines(text)
        joined = "".join(text)
    if "，" in joined:  # noqa: RUF001
        joined = _BETWEEN_WESTERN.sub(EDGE, joined)
        joined = _BEFORE_CHINESE.sub(EDGE, joined)
    if ("\x1d" not in joined and not joined.isascii()) or ":" in joined:
        joined = _ORNAMENT.sub(_ornament, joined)
    if " #" in joined:
        joined = _without_tags(joined)
    if _DIGITS.search(joined):
        joined = _DATED_GROUP.sub(_dated, joined)
    joined = _by_slashes(held_together(joined))
    return _AROUND.sub(_masked, joined) if MASK in joined else joined


def _without_tags(text: str) -> str:
    """A text in which hashtags at the end of a line part what they stand behind from the next."""
    kept, at = [], 0
    for tags in _TAGS.finditer(text):
        if _LINE_ENDS_HERE.match(text, tags.end()):
            kept += [text[at : tags.start()], EDGE * len(tags[0])]
            at = tags.end()
    return "".join((*kept, text[at:]))


_TAGS = re.compile(r"(?: #[^\W\d_][\w-]*+)++")
_LINE_ENDS_HERE = re.compile(r"[ \t]*+(?:[\n\v]|\Z)")


_SLASH = " / "
_MOST_SLASHES = 8


def _by_slashes(text: str) -> str:
    """`TITLE / AUTHORS / VENUE 2020`: slashes part what is said, but not `Speech / Music`."""
    if _SLASH not in text:
        return text
    chunks = text.split(_SLASH)
    if len(chunks) > _MOST_SLASHES or is_venue(chunks[0]):
        return text
    said = [chunk.partition(MASK)[0].strip(" ,.[(") for chunk in chunks[1:]]
    dated = any(chunk[-1:].isdigit() and is_venue(chunk) and not is_date(chunk) for chunk in said)
    if dated or any(confidence(chunk) >= SURE for chunk in said):
        return f"{EDGE * len(_SLASH)}".join(chunks)
    return text


def _masked(around: re.Match[str]) -> str:
    return around[0] if around["open"] is not None else MASK * len(around[0])


def _dated(group: re.Match[str]) -> str:
    """`TITLE (CVPR 2020) NAMES`: a venue and its year in brackets part what is around them."""
    if not is_venue(group["inside"]) or is_date(group["inside"]):
        return group[0]
    return EDGE + group["group"] + EDGE * len(group["after"])


_DIGITS = re.compile(r"\d\d[)\]]")
_DATED_GROUP = re.compile(
    r"(?<=[\w.?!]) (?P<group>(?:\(|(?P<square>\[))(?P<inside>[^()\[\]\n\x1d-\x1f]{2,60}+)(?<=\d\d)"
    r"(?(square)\]|\)))(?P<after>[:,.]?\s)(?=\w)"
)


def _ornament(found: re.Match[str]) -> str:
    """`[💬 Task] TITLE`: within a bracket it parts nothing."""
    text, (start, end) = found.string, found.span()
    behind = text[end : end + 2].removeprefix(" ")[:1]
    goes_on = behind.isalnum() or behind == "_"
    inside = goes_on and start and text[start - 1] in "[(（【"  # noqa: RUF001
    return (" " if inside else EDGE) * (end - start)


# The full-width comma between a title, its venue and its links; in Chinese text it is a comma.
_BETWEEN_WESTERN = re.compile(r"(?<=[A-Za-z0-9?!)）'’\"”])，(?=\s*[A-Za-z0-9\x1f])")  # noqa: RUF001
# The same before a Chinese journal, behind it, and before links.
_BEFORE_CHINESE = re.compile(
    r"，(?=[^，。\n\x1d-\x1f]{2,12}(?:学报|杂志|期刊)\s*+(?:[，\x1f]|(?:19|20)\d\d|$))"  # noqa: RUF001
    r"|(?<=[报志刊])，(?=\s*(?:19|20)\d\d)|，(?=\x1f)"  # noqa: RUF001
)
_ORNAMENT = re.compile(
    r"[:\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]"
    r"(?:(?<=:)[a-z][a-z0-9_+-]+:|(?<!:)[\ufe0f\u200d]*)"
)


def _set_apart(flat: Flat, text: list[str]) -> None:
    """Part names, venues and tags that are set in marks, or are images, from their neighbours."""
    whole = flat.text
    for spans, tags in (
        (flat.emphasis, False),
        (flat.strong, False),
        (flat.images, False),
        (flat.code, True),
    ):
        for start, end in spans:
            around = " " if tags else _SPACES
            is_behind = start > 0 and whole[start - 1] in around
            is_before = end < len(whole) and whole[end] in around
            if not (is_behind or is_before):
                continue
            inside = whole[start:end]
            if not (tags or confidence(inside) >= LIKELY or is_venue(inside)):
                continue
            if is_behind and not _is_listed(whole, start):
                text[start - 1] = EDGE
            if is_before:
                text[end] = EDGE

    if flat.strong and flat.emphasis:
        # `**NAME** *TITLE*`
        slanted = {start for start, _ in flat.emphasis}
        for _, end in flat.strong:
            if end + 1 in slanted and whole[end] == " " and whole[end - 1] not in ":：":  # noqa: RUF001
                text[end] = EDGE


_SPACES = " " + SOFT
# `ANN AUTHOR, **BEN BOOK**`: one's own name in bold.
_LISTED = re.compile(r"(?P<name>[^\n\v.,;:()\[\]]{2,45}+)(?:,|,? (?:and|&)) $")
_LONGEST_BEFORE = 52


def _is_listed(text: str, start: int) -> bool:
    """Whether a name stands before a place, and goes on there with another."""
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    return before.endswith((", ", "and ", "& ")) and any(
        confidence(found["name"].strip()) >= LIKELY for found in _LISTED.finditer(before)
    )


def _part_lines(text: list[str]) -> None:
    """Part a line that is all names or a venue from its neighbours; else its end is a space."""
    whole = "".join(text)
    lines: list[tuple[int, int, str]] = []
    start = 0
    for found in _LINE_ENDS.finditer(whole + "\n"):
        line = whole[start : found.start()].replace(MASK, " ").strip(" ,.*-")
        lines.append((start, found.start(), _kind(line)))
        start = found.end()
    for (_, end, before), (after_start, _, after) in pairwise(lines):
        if before == after or text[end] != SOFT:
            continue
        goes_on = whole[max(0, end - 2) : end].rstrip().endswith(",")
        if not goes_on:
            text[end:after_start] = EDGE * (after_start - end)


_LINE_ENDS = re.compile(r"[\v\n]")
_LONGEST_LINE = 80


def _kind(line: str) -> str:
    if confidence(line) >= SURE:
        return "names"
    return "venue" if line and len(line) < _LONGEST_LINE and is_venue(line) else ""


_KEY_NAMES = frozenset([*_KEYS, "abstract", "summary", "institution", "institutions", "keywords"])


def is_key(text: str) -> bool:
    """Return whether a text names a field, and is no field itself: `Title:`."""
    return " ".join(text.casefold().strip(":： ").split()) in _KEY_NAMES  # noqa: RUF001


# What the names of fields end in: to look for that is quicker.
_KEY_ENDS_WORDS = """
author authors by 作者 venue conference journal published in publication publisher 会议 期刊 year
date on 日期 时间 年份 title paper 论文 标题 abstract 摘要 tldr tl;dr keyword keywords institution
institutions institute institutes affiliation affiliations summary note notes contribution
contributions tag tags bibtex comment comments task dataset datasets
"""
_KEY_ENDS = tuple(_KEY_ENDS_WORDS.split())
_COLON = re.compile("[:：]")  # noqa: RUF001
_LONGEST_KEY = 32


def _may_name(text: str) -> bool:
    """Whether the name of a field may stand before a colon."""
    if ":" not in text and "：" not in text:  # noqa: RUF001
        return False
    return any(
        text[max(0, colon.start() - _LONGEST_KEY) : colon.start()]
        .rstrip()
        .lower()
        .endswith(_KEY_ENDS)
        for colon in _COLON.finditer(text)
    )


class Keyed(NamedTuple):
    """A field that the entry names, with a colon: `Authors: A, B`."""

    key: str
    """`authors`, `venue`, `date` or `title`; empty for another (`Abstract: ...`)."""
    span: Span
    value: Span


@lru_cache(maxsize=8)
def keyed(text: str) -> tuple[Keyed, ...]:
    """Return the lines of a masked text that name what they hold.

    A line goes on to its end, and over soft line ends to the next name.
    """
    if not _may_name(text):
        return ()
    names = [(_run_before(text, name.start()), name) for name in _NAMED.finditer(text)]
    found: list[Keyed] = []
    end = 0
    for number, (run, name) in enumerate(names, 1):
        if name.start() < end:
            continue
        if run == 0 == end:
            start = 0
        elif line_end := _LINE_END.search(text, max(run, end - 1), name.start()):
            start = line_end.end()
        else:
            continue
        end = _value_end(text, name.end(), names, number)
        key = _KEYS.get(" ".join(name["key"].lower().split()), "")
        found.append(Keyed(key, Span(start, end), Span(name.end(), end)))
    return tuple(found)


def _run_before(text: str, end: int) -> int:
    """Where the blanks and the marks of lists and quotes begin that stand before a place."""
    while end and (text[end - 1].isspace() or text[end - 1] in ">*-"):
        end -= 1
    return end


def _value_end(
    text: str, start: int, names: Sequence[tuple[int, re.Match[str]]], number: int
) -> int:
    """Where a value ends: at a line feed, or at a soft line end before one of the names from there.

    Those that it passes stand in it, and are looked at once more at most.
    """
    at = start
    for run, name in map(names.__getitem__, range(number, len(names))):
        if name.start() < at:
            continue
        feed = text.find("\n", at, max(run, at))
        if feed >= 0:
            return feed
        if line_end := _LINE_END.search(text, max(run, at), name.start()):
            return line_end.start()
        at = name.start()
    feed = text.find("\n", at)
    return feed if feed >= 0 else len(text)


# What stands between such marks and has many words is of the paper's text, and so are names in it.
_QUOTED = re.compile("“[^”]*+”?")
_MOST_WORDS_QUOTED = 8


def sentences(text: str) -> deque[tuple[int, int]]:
    """Return where sentences of the paper itself stand, as of its abstract: from, to."""
    if "“" not in text:
        return deque()
    return deque(
        found.span()
        for found in _QUOTED.finditer(text)
        if found[0].endswith("”")
        and found[0].count(" ") >= _MOST_WORDS_QUOTED
        and TITLE not in found[0]
    )


@lru_cache(maxsize=8)
def parts(text: str) -> tuple[Span, ...]:
    """Return the parts of a text: between line ends, links, bars, dashes and full stops."""
    found, at = [], 0
    for match in _SIGN.finditer(text):
        start, end = match.span()
        if start < at:
            continue
        sign = text[start]
        if sign not in _ALWAYS:
            parting = _PARTING.match(text, start)
            if not parting:
                continue
            end = parting.end()
            if sign in ".。":
                before = text[max(at, start - _LONGEST_NAME) : start]
                if _ET_AL.search(before):
                    # `et al.` keeps its full stop.
                    if text[end : end + 1] in ",;":
                        continue
                    start += 1
                elif ends_shortened(before) or _ends_in_initial(before):
                    continue
        if start > at:
            found.append(Span(at, start))
        at = end
    if at < len(text):
        found.append(Span(at, len(text)))
    return tuple(found)


def _ends_in_initial(text: str) -> bool:
    return _INITIAL.search(text) is not None and _TWO_NAMES.search(text) is None


_ALWAYS = frozenset("\n\x1f\x1e\x1d|")
