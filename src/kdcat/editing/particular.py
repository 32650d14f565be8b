"""What an entry says that is of its paper alone, beside its parts: tags, stars, descriptions."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.dropping import MOST_NESTED, without_gone
from kdcat.editing.slots import EMOJI, GONE, SHORTCODE, SLOT
from kdcat.layouts.footnotes import without_calls
from kdcat.layouts.labels import kind_of
from kdcat.layouts.venues import names_organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPS = (
    re.compile(r"`[^`\s\x00-\x02][^`\x00-\x02\n]*`"),
    # Several side by side are one: five stars are not three and two.
    re.compile(rf"(?:{SHORTCODE}[ \t]*)*{SHORTCODE}"),
    re.compile(rf"(?:{EMOJI}[ \t]*)*{EMOJI}"),
    # The place that a link leads to.
    re.compile(r"<a\b[^<>\x00-\x02\n]*>[ \t]*</a>"),
    re.compile(r"<img\b[^<>\x00-\x02\n]*>|!\[[^\[\]\x00-\x02\n]*\]\([^()\x00-\x02\n]*\)"),
    re.compile(r"\[[^\[\]\x00-\x02\n]*\](?![(\]])"),
    re.compile(r"(?<!\])\([^()\x00-\x02\n]*\)"),
    re.compile(r"(?<![\x02\w*\\])\*{1,2}(?=[^\s*])[^*\x00-\x02\n]+(?<=[^\s*])\*{1,2}"),
)  # fmt: skip
# `ICLR 2020: 12-24`, `2021, pp. 1-10`, `Nature 549, 195`, `2021;118(15):e2016239118`
_PAGES = re.compile(
    r"(?<=\x02)(?P<close>[*_]*)(?:[ \t]*[,:;][ \t]*(?:pp?\.?[ \t]*|pages[ \t]+)?"
    r"\d{1,5}[ \t]?[-\u2013]{1,2}[ \t]?\d{1,5}|[ \t]+\d{1,4},[ \t]?\d{1,7}|"
    r"[ \t]*[,;][ \t]*\d{1,4}(?:\(\d{1,4}\))?:[ \t]?e?\d{1,12}(?:[-\u2013]\d{1,5})?)(?!\d)",
    re.IGNORECASE,
)
# The label of a link that leads to a part is no group of its own: `[*code*](URL)`.
# A badge is its label too, where it shows no number: `[![Code](BADGE)](URL)`.
_LABEL = re.compile(
    r"(\[(?:!\[[^\[\]\d\x00-\x02\n]*\]\((?:(?!\d{4})[^()\s\x00-\x02]|\x01arxiv_id\x02)*\)|"
    r"`\[[^\[\]`\x00-\x02\n]*\]`|[^\[\]\x00-\x02\n])*+"
    r"\]\(\s*<?\x01[a-z]+_url)"
)
# A link that leads to a part, with its label; so `PDF: <URL>`.
_LABELLED = re.compile(
    r"!?\[(?:[^\[\]\n]|!?\[[^\[\]\n]*\](?:\([^()\s]*\))?+)*+\]\(\s*<?\x01[a-z]+_url|"
    r"<a\b[^<>]*\x01[a-z]+_url[^<>]*>[^<>]*</a>|\b[\w ]{1,20}:[*_]*\s*<?\x01[a-z]+_url|"
    r"</?[a-z]+\b[^<>]*>"
)
_RATING = re.compile(
    r"(?P<star>:[a-z0-9_+-]+:|[^\w\s:]\ufe0f?)(?:\s*(?P=star))+|"
    r"(?i:[(\[*_ ]*+(?:best|oral|spotlight|highlight|award|outstanding)\b[\w ]*+[)\]*_ ]*+)"
)
"""Several of one picture, an honour: whoever adds a paper has not said how good it is."""
# `ECCV \x01year\x02, Oral.`
_HONOUR = re.compile(
    r"(?<=\x02)(?P<close>[*_]*)[,;]?[ \t]+(?:best|oral|spotlight|highlight|outstanding)\b"
    r"(?:[ \t]+(?:paper|award)){0,2}(?=[ \t]*[.,;)\]*_]|[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
# `(A LABORATORY, \x01venue_raw\x02`
_EMPLOYER = re.compile(r"(?<=\()(?P<who>[A-Z][\w&. ]{1,40}),[ \t]+(?=\x01venue_raw)")
# `[pdf](\x01paper_url\x02 "OpenReview")`
_LINK_TITLE = re.compile(r"(?<=_url\x02)[ \t]+\"[^\"\n\x00-\x02]*\"(?=\))")
# A name of its own as the label of a link: `[scVI](\x01code_url\x02)`.
_NAMED_LINK = re.compile(r"(?<=\[)(?P<label>[^\[\]!\x00-\x02\n]+)(?=\]\(\x01code_url)")
_WORD = re.compile(r"[^\W_]+")
# What closes behind the last part; of `<a href="ADDRESS">code</a>` the label is part of the link.
_TAIL = re.compile(r"^(?:[\"'][^<>\n]*>[^<>\n]*</a>)?[)\]*_\"'\u201d\u2019}>`.]*")
_JOINING = frozenset({"by", "in", "and", "et", "al"})
_USUAL_SHARE, _USUAL_GROUP = 0.3, 0.5
_FEWEST_ROWS = 5
"""Fewer rows may hold the same words by chance: those of whoever wrote all the papers so far."""
# What is folded away, and holds no part of the paper.
_FOLDED = re.compile(r"\n?<details\b[^<>\x01\x02]*>[^\x01\x02]*?</details>[ \t]*", re.IGNORECASE)


class Usual(NamedTuple):
    """What entries have beside their parts."""

    words: frozenset[str]
    texts: Sequence[str]
    """The patterns of the entries of the section, or of the list where these are few."""
    holding: dict[str, int]
    """How many of them hold a text, of those that have been asked about."""


def usual_in(own: Sequence[str], everywhere: Sequence[str]) -> Usual:
    """Return what at least three of ten entries, and two, have beside their parts.

    Args:
        own: The patterns of the section's entries.
        everywhere: Those of the list's.
    """
    words = set(_JOINING)
    for patterns in (own, everywhere):
        counts = Counter(word for pattern in patterns for word in words_of(pattern))
        least = max(2, _USUAL_SHARE * len(patterns))
        words |= {word for word, count in counts.items() if count >= least}
    return Usual(frozenset(words), everywhere, {})


def words_of(text: str) -> set[str]:
    """Return the words of a pattern beside its slots and the labels of its links."""
    bare = SLOT.sub(" ", _LABELLED.sub(" \x01x\x02", text))
    return {word.casefold() for word in _WORD.findall(bare)} - {"x"}


def words_left(text: str, usual: Usual) -> set[str]:
    """Return the words of a pattern that few other entries have."""
    return words_of(text) - usual.words


def less_particular(text: str, usual: Usual, is_row: bool) -> str:
    """Return a pattern without what is of its paper alone.

    That is what stands in brackets or stars, and pictures, that less than half of the entries
    have, and all calls of footnotes; and in a row whole cells; else lines and the ends of lines.
    """
    text = _EMPLOYER.sub(_less_employer, _FOLDED.sub("", without_calls(text)))
    text = _LINK_TITLE.sub(lambda title: title[0] if _is_held(title[0], usual, 1.0) else "", text)
    text = _NAMED_LINK.sub(lambda name: _label(name["label"], usual), text)
    for _ in range(MOST_NESTED):
        before = text
        text = _HONOUR.sub(r"\g<close>", _PAGES.sub(r"\g<close>", text))
        for expression in _GROUPS:
            text = _less_groups(expression, text, usual)
        if GONE in text and not is_row:
            text = without_gone(text, is_row)
        if text == before:
            break
    if is_row:
        cells = re.split(r"(?<!\\)\|", text)
        text = "|".join(_cell(cell, usual) for cell in cells)
        return without_gone(text, is_row)
    first, *lines = text.split("\n")
    kept = [line for line in lines if "\x01" in line or not words_left(line, usual)]
    return "\n".join(_less_tail(line, usual) for line in [first, *kept])


def _less_employer(found: re.Match[str]) -> str:
    return "" if names_organisation(found["who"]) else found[0]


def _label(label: str, usual: Usual) -> str:
    """A label, or another for that of one entry alone: the name of a tool is not the next one's."""
    if kind_of(label.strip("*_` ")) is not None or len(usual.texts) == 1:
        return label
    return label if _is_held(f"[{label}](", usual, _USUAL_SHARE) else "code"


def _less_groups(expression: re.Pattern[str], text: str, usual: Usual) -> str:
    pieces = _LABEL.split(text)
    pieces[::2] = [
        expression.sub(lambda group: _group(group[0], usual), piece) for piece in pieces[::2]
    ]
    return "".join(pieces)


def _group(group: str, usual: Usual) -> str:
    is_rating = _RATING.fullmatch(group) is not None
    return group if not is_rating and _is_held(group, usual, _USUAL_GROUP) else GONE


def _is_held(text: str, usual: Usual, share: float) -> bool:
    """Whether such a share of the entries, and two, hold a text.

    In a section of a few entries these may be alike by chance: those of the list are asked then.
    """
    held = usual.holding.get(text)
    if held is None:
        held = usual.holding[text] = sum(text in pattern for pattern in usual.texts)
    return held >= max(2, share * len(usual.texts))


def _cell(cell: str, usual: Usual) -> str:
    if "\x01" in cell or not words_of(cell):
        return cell
    if len(usual.texts) >= _FEWEST_ROWS and _is_held(cell.strip(), usual, 1.0):
        return cell
    lead, trail = cell[: len(cell) - len(cell.lstrip(" "))], cell[len(cell.rstrip(" ")) :]
    return f"{lead}{GONE}{trail}"


def _less_tail(line: str, usual: Usual) -> str:
    """A line less what follows its last slot, if that is of its paper alone."""
    last = line.rfind("\x02") + 1
    if not last:
        return line
    end = last + len(_TAIL.match(line[last:])[0])  # type: ignore[index]
    return line[:end].rstrip(". ") if words_left(line[end:], usual) else line
