"""Parts that are gone from an entry, with what stood around them only for their sake."""

from __future__ import annotations

import re

from kdcat.editing.slots import EMOJI, GONE, SHORTCODE

# What is taken is never given back: whatever else it could be taken as would fit no better, and to
# try it all takes time with the square of a line, or worse.
_LINKS = (
    re.compile(rf"!\[[^\[\]]*+\]\([^()\s{GONE}]*+{GONE}[^()\s]*+\)"),
    re.compile(rf"!\[[^\[\]{GONE}]*+{GONE}[^\[\]]*+\]\([^()\s]*+\)"),
    re.compile(rf"!?\[(?:[^\[\]\n]|!?\[[^\[\]\n]*+\](?:\([^()\s]*+\))?+)*+\]"
               rf"\(\s*+<?{GONE}>?[^()\n]*+\)"),
)  # fmt: skip
_ANCHOR = re.compile(rf"<a\b[^<>{GONE}]*+{GONE}[^<>]*+>")
_ANCHOR_END = "</a>"
_TAGS = (re.compile(rf"<img\b[^<>{GONE}]*+{GONE}[^<>]*+>"), re.compile(rf"<{GONE}>"))
# A title that led to the address that is gone.
_TITLE = r"\x01(?:title|short)\x02"
_LED = re.compile(
    rf"\[(?P<label>(?:(?:(?!{_TITLE})[^\[\]\n{GONE}]|\[[^\[\]\n]*+\])*+{_TITLE})++[^\[\]\n{GONE}]*+)\]"
    rf"\(\s*+<?{GONE}>?[^()\n]*+\)"
)
_MARKED = re.compile(
    r"(?:\\?\[\s*G\s*\\?\]|\\?\(\s*G\s*\)|\{\s*G\s*\}|\*{1,3}\s*G[\s.,]*\*{1,3}|_{1,3}\s*G[\s.,]*_{1,3}|"
    r"(?<!`)`++\s*+G\s*+`++|\"\s*G[\s.,]*\"|“\s*G\s*”|<(?P<tag>b|i|em|strong|sub|sup|code|kbd)>\s*G\s*</(?P=tag)>)"
    .replace("G", GONE)
)  # fmt: skip
_SEVERAL = re.compile(rf"{GONE}(?:[ \t,;/·]*+{GONE})++")
_INTRODUCED = re.compile(
    r"\b(?:by|in|at|authors?|venue|code|project|page|date|year|published in)\s*+"
    rf"(?::[ \t]++|(?<=[ \t])){GONE}",
    re.IGNORECASE,
)
_LABELLED_LINE = re.compile(
    r"^[ \t>]*+(?:[*+-][ \t]++)?+[*_]*+[\w ]{1,24}+[*_]*+:[*_]*+[ \t]*+"
    rf"{GONE}[ \t.,]*+\\?$"
)
_NOTHING = re.compile(rf"^[\s>*+\-,.;:|]*+(?:{GONE}[\s,.;:|]*+)++(?:\\|<br ?/?>)?+\s*+$")
_AT_END = re.compile(rf"{GONE}(?P<break>[ \t]*+(?:(?:\\|<br ?/?>)[ \t]*+)?+)$")
_BREAK = re.compile(r"(?<![ \t])[ \t]*+(?:\\|<br ?/?>)$")
_PARTING = " \t,;|/:\u2013\u2014\u00b7\u2022\u3001\uff0c-"
"""What may part a part at the end of a line from what stands before it."""
_PICTURE_AT_END = re.compile(f"(?:{SHORTCODE}|{EMOJI})$")
_LONGEST_PICTURE = 64
_AT_START = re.compile(
    rf"^(?P<bullet>[ \t>]*(?:(?:[*+-]|\d{{1,9}}[.)])[ \t]+)?"
    rf"(?:[*_\[(#]*\x01number\x02[*_\])]*[.)]?[ \t]+)?){GONE}[ \t]*"
    r"(?:[.,;|]|[-\u2013\u2014](?=[ \t])|:(?![a-z0-9_+-]+:))*[ \t]*"
)
# What parted a line from the next, which is gone.
_COMMA = re.compile(r"(?<![ \t])[ \t]*+[,;][ \t]*+$")
_BETWEEN = re.compile(
    rf"(?<![ \t])[ \t]*+[,;|/·，、][ \t]*+{GONE}(?=[ \t]*+[,;|/·，、.)\]])"  # noqa: RUF001
)
# `2020. [Online]. Available: ADDRESS`
_STOPPED = re.compile(rf"(?<=\.)[ \t]*+{GONE}\.")
_BEFORE_MARK = re.compile(rf"(?<![ \t])[ \t]++{GONE}(?=[.,;:)\]]|[*_`]{{1,3}}[.,;:)\]\s])")
# Not the colon of `:star:`.
_WITHIN = re.compile(rf"{GONE}[ \t]*(?::(?![a-z0-9_+-]+:)|[,;|/])?[ \t]*")


MOST_NESTED = 6
"""How many brackets, stars and labels stand in one another at most in an entry that is a model for
others: each is looked for when what it holds is gone."""


def without_gone(text: str, is_row: bool) -> str:
    """Return the text of an entry without the parts that are gone.

    A link goes with its label and its brackets (but where the title was one, the title stays), a
    bracket or a pair of stars with what it held, a comma with what it parted, a line with what it
    told. In a row, the cell stays, and holds nothing but `GONE`.

    Args:
        text: The lines of the entry, with `GONE` for each part that is gone.
        is_row: Whether it is a row of a table.
    """
    for _ in range(MOST_NESTED):
        before = text
        text = _LED.sub(r"\g<label>", text)
        for expression in _LINKS:
            text = expression.sub(GONE, text)
        text = _less_anchors(text)
        for expression in (*_TAGS, _MARKED, _SEVERAL, _INTRODUCED):
            text = expression.sub(GONE, text)
        if text == before:
            break
    if is_row:
        return "|".join(map(_cell, re.split(r"(?<!\\)\|", text)))
    lines: list[str] = []
    all_lines = text.split("\n")
    for number, line in enumerate(all_lines):
        if GONE in line and number and (_LABELLED_LINE.match(line) or _NOTHING.match(line)):
            if number == len(all_lines) - 1 and lines:
                lines[-1] = _BREAK.sub("", lines[-1])
            if lines:
                lines[-1] = _COMMA.sub("", lines[-1])
            continue
        lines.append(_rest(line))
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _less_anchors(text: str) -> str:
    """A text less the links of HTML that lead to what is gone."""
    parts, done = [], 0
    for opening in _ANCHOR.finditer(text):
        if opening.start() < done:
            continue
        end = text.find(_ANCHOR_END, opening.end())
        if end < 0:
            break
        parts += [text[done : opening.start()], GONE]
        done = end + len(_ANCHOR_END)
    return "".join([*parts, text[done:]])


def _cell(cell: str) -> str:
    if GONE not in cell:
        return cell
    rest = _rest(cell.strip(" \t")).strip(" \t,;/-")
    lead, trail = cell[: len(cell) - len(cell.lstrip(" \t"))], cell[len(cell.rstrip(" \t")) :]
    return f"{lead}{rest or GONE}{trail}"


def _rest(line: str) -> str:
    if GONE not in line:
        return line
    line = _less_end(line)
    line = _AT_START.sub(r"\g<bullet>", line)
    line = _BETWEEN.sub("", line)
    line = _STOPPED.sub("", line)
    line = _BEFORE_MARK.sub("", line)
    return _WITHIN.sub("", line)


def _less_end(line: str) -> str:
    """A line less the part that is gone at its end, and what led to it: ` - ⭐ [code](ADDRESS)`."""
    end = _AT_END.search(line)
    if end is None:
        return line
    at = end.start()
    while at:
        # The colon that ends `:octocat:` parts nothing.
        if picture := _PICTURE_AT_END.search(line, max(0, at - _LONGEST_PICTURE), at):
            at = picture.start()
        elif line[at - 1] in _PARTING:
            at -= 1
        else:
            break
    return line[:at] + end["break"].rstrip(" ")
