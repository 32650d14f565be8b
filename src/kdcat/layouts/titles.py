"""Where the title stands in an entry: the ways that people set it apart, one function each.

Each recogniser proposes a place in the text of a unit, or None. Which is right is not decided here:
the readings are weighed, and the sections of a document vote.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress, islice
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.venues import by_venues
from kdcat.layouts.credits import before_credits
from kdcat.layouts.dates import is_of_dates
from kdcat.layouts.document_types import before_type
from kdcat.layouts.mask import MASK, is_key, keyed, parts
from kdcat.layouts.names import LIKELY, SURE, begins_reference, behind_from, citation, confidence
from kdcat.layouts.roles import address_role, label_role
from kdcat.layouts.title_ends import EDGES, before_unclosed, by_commas, trimmed, without_date
from kdcat.layouts.venues import is_venue
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kdcat.layouts.flat import Flat, Target


class Head(NamedTuple):
    """The text in which a title is looked for."""

    flat: Flat
    mask: str
    """The text with its labels blanked (`kdcat.layouts.said.masked`)."""
    start: int
    end: int
    """Which part of the text it is: the first block of a unit, mostly."""


_NUMBER = re.compile(
    r"^[\s\v]*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)、:]|#\d{1,4}|\[[ xX]\])[\s\v]*"
)
_QUOTED = re.compile(
    r"[“\"„«「『《]{1,2}(?P<title>[^“”\n«»「」『』《》\x1f]{8,400}?)[,.\s]?(?:”|"
    r"\"(?=[\s,.;:)\]*\v\x1f]|$)|''|»|」|』|》)"
    r"|(?<![\w])'(?P<single>[A-Z][^'\n\x1f]{12,300}?)[,.]?'(?![\w])|"
    r"``(?P<tex>[^`\n]{8,300}?)[,.]?''"
)
# This expression, as others here, begins with a set of signs: `re` looks for these much sooner.
_QUOTE = re.compile(r"[“\"„«「『《'`](?:(?<!['`])|(?<='(?=[A-Z]))(?<!\w')|(?<=`)`)")
_FEWEST_LETTERS = 2
_MOST_LOOKED_AT = 60
"""So many places are looked at where a title could end: what goes on is no title."""


def quoted(head: Head) -> Span | None:
    """`"TITLE", VENUE`; `AUTHORS. “TITLE.” VENUE`."""
    for found in _quotations(head):
        name = found.lastgroup
        assert name is not None
        span = trimmed(head.mask, *found.span(name))
        words = head.mask[span.start : span.end].split()
        before = head.mask[head.start : found.start()].strip(EDGES + "[](){}")
        after = head.mask[found.end() : head.end]
        # `“TITLE,” arXiv`: with the comma inside, no word goes on behind the quotation.
        goes_on = head.mask[found.end() - 2] not in ",." and re.match(r"\s+[a-z]", after)
        if after.startswith(": ") and (not before or citation(before)):
            stop = _title_end(head.mask, found.end() + 1, head.end)
            rest = head.mask[found.end() : stop].strip(EDGES)
            if len(rest.split()) >= 2 and not (confidence(rest) or is_venue(rest)):
                # `"A QUESTION?": THE REST OF ITS TITLE`
                return Span(found.start(), stop)
        if len(words) >= 2 and not (len(words) < 4 and goes_on):
            # A quotation within a sentence is none: what stands before are names or a short name.
            if len(before.split()) <= 4 or confidence(before) >= 0.5 or before.endswith(":"):
                return span
            if _is_parted(head.mask[head.start : found.start()]):
                return span
    return None


def _quotations(head: Head) -> Iterator[re.Match[str]]:
    """What stands in quotation marks, by those of the marks that are looked at."""
    end = head.start
    if not _QUOTE.search(head.mask, head.start, head.end):
        return
    for mark in islice(_QUOTE.finditer(head.mask, head.start, head.end), _MOST_LOOKED_AT):
        if mark.start() >= end and (found := _QUOTED.match(head.mask, mark.start(), head.end)):
            yield found
            end = found.end()


def _is_parted(before: str) -> bool:
    """Whether a sign parts what is said before a place from what follows."""
    without_marks = before.rstrip("*_")
    bare = without_marks.rstrip()
    return (
        bare.endswith((",", ".", ":", ";", "|"))
        or "\v" in without_marks[len(bare) :]
        or before.rstrip().endswith(")")
    )


def bold(head: Head) -> Span | None:
    """`**TITLE**, VENUE`; `**NAME**: TITLE`; `**A** : **B**` is one title."""
    return _marked(head, head.flat.strong)


def linked(head: Head) -> Span | None:
    """`[TITLE](URL), VENUE`; `[NAME](URL): TITLE`: the title is a link, which is no label."""
    targets = [target for target in head.flat.targets if target.role is None]
    if len(targets) > 1 and _is_of_a_name(head, *targets[:2]):
        del targets[0]
    found = _marked(head, tuple([target.span for target in targets]))
    return found and before_credits(head.mask, found)


def _is_of_a_name(head: Head, first: Target, second: Target) -> bool:
    """Whether the first of two links is no paper's: `[NAME](PAGE) from AUTHORS: [TITLE](PAPER)`."""
    if address_role(first.destination) == "paper" or address_role(second.destination) != "paper":
        return False
    words = len(first.label.split())
    if words <= _MOST_OF_A_NAME and words < len(second.label.split()):
        return True
    return behind_from(head.mask[first.span.end : second.span.start]) is not None


_MOST_OF_A_NAME = 3
"""Words of the short name of a method."""


def italic(head: Head) -> Span | None:
    """`*TITLE*. AUTHORS`, `AUTHORS. *TITLE*`."""
    found = _marked(head, head.flat.emphasis)
    return None if found is not None and _is_behind_names(head, found.start) else found


def _is_behind_names(head: Head, start: int) -> bool:
    """Whether a title and names stand before a place: `TITLE. AUTHORS. *A JOURNAL*`."""
    before = [head.mask[slice(*part)].strip(EDGES) for part in parts(head.mask[head.start : start])]
    said = [part for part in before if part]
    return (
        len(said) > 1
        and confidence(said[-1]) >= SURE
        and any(len(part.split()) >= _FEW and not confidence(part) for part in said[:-1])
    )


_FEW = 2


def _marked(head: Head, spans: tuple[Span, ...]) -> Span | None:
    for number, span in enumerate(spans):
        if span.start < head.start or span.end > head.end:
            continue
        text = head.mask[span.start : span.end]
        name = text.strip(EDGES + "[]()\"'“”")
        if not _says_title(name) or is_key(name) or _NUMBER.fullmatch(text + " "):
            continue
        if ("," in name and confidence(name) >= 0.85) or citation(name):
            continue
        before = head.mask[head.start : span.start]
        bare = text.strip(EDGES)
        if bare.startswith(("(", "[")) and bare.endswith((")", "]")):
            behind = head.mask[span.end : span.end + _FEW].lstrip(" ")
            if before.strip() or not behind.startswith(("\n", "\v")) or " " not in name:
                continue
            # `**[TITLE]**` has its line for itself.
            start = head.mask.index(name, span.start)
            return Span(start, start + len(name))
        if before.rstrip(" \v").endswith(("(", "[")) and len(name.split()) <= 4:
            continue
        extended = _extended(head, span, spans[number + 1 :])
        numbered = _NUMBER.match(head.mask[extended.start : extended.end])
        begin = extended.start + (numbered.end() if numbered else 0)
        found = without_date(head.mask, trimmed(head.mask, begin, extended.end))
        if found.end - found.start >= _FEWEST_LETTERS:
            return found
    return None


_JOINT = re.compile(r"[ \t\v]*[:：][ \t\v]*")  # noqa: RUF001
_JOINED = re.compile(r"[ \t\v]*+[:：]?+[ \t\v]*+")  # noqa: RUF001


def _extended(head: Head, span: Span, following: tuple[Span, ...]) -> Span:
    """A title that goes on: `**A** : **B**`, `[NAME](URL): the rest of the title`."""
    end = span.end
    for after in following:
        if after.end > head.end or not _JOINED.fullmatch(head.mask[end : after.start]):
            break
        if not _says_title(head.mask[after.start : after.end].strip(EDGES)):
            break
        end = after.end
    text = head.mask[span.start : end]
    colon = _JOINT.match(head.mask, end, head.end)
    ends_in_colon = text.rstrip().endswith((":", "："))  # noqa: RUF001
    if (colon or ends_in_colon) and len(text.split()) <= 8:
        begin = colon.end() if colon else end
        behind = head.mask[begin : head.end].lstrip()
        if _QUOTED.match(head.mask, begin, head.end) or begins_reference(behind):
            return Span(span.start, end)
        stop = _title_end(head.mask, begin, head.end)
        rest = head.mask[begin:stop].strip(EDGES)
        name = text.strip(EDGES + "：")  # noqa: RUF001
        if rest.startswith(f"{name}:"):
            # `[NAME](URL): NAME: the rest of the title`
            return Span(begin, stop)
        if len(rest.split()) >= 2 and confidence(rest) < 0.85 and not is_venue(rest):
            return Span(span.start, stop)
    return Span(span.start, end)


_STOP = re.compile(r"[\n\x1f|]|\s[-–—]\s|[.。]\s|\.$|[(\[（【]|,\s|\v")  # noqa: RUF001


def _title_end(text: str, start: int, end: int) -> int:
    """Where a title ends that goes on in plain text: before names, a venue, a label or the end."""
    for found in islice(_STOP.finditer(text, start, end), _MOST_LOOKED_AT):
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
            behind = re.split(r"[\n\x1f|.]", rest, maxsplit=1)[0]
            # `TITLE, ANN AUTHOR, BEN BOOK, CVPR 2020`
            two = ",".join(behind.split(",", 2)[:2])
            if is_venue(nearest) or max(confidence(behind), confidence(two)) >= SURE:
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
            value = head.mask[slice(*field.value)]
            # Names, a venue or a label that is set apart behind it.
            end = field.value.start + len(re.split(r"[\x1d\x1f]", value, maxsplit=1)[0])
            span = trimmed(head.mask, field.value.start, end)
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
    number = _NUMBER.match(text[head.start : head.end])
    start = head.start + (number.end() if number else 0)
    if typed := before_type(text, start, head.end):
        is_behind_names = any(map(str.isalpha, text[start : typed.start]))
        return typed if is_behind_names == names_first else None
    named = not names_first
    spans = parts(text[: head.end])
    for at, (begin, end) in enumerate(spans):
        if end <= start:
            continue
        span = _trimmed_title(text, max(begin, start), end)
        if span is None:
            continue
        part = text[slice(*span)]
        if (":" in part or "：" in part) and (key := _KEYED.match(part)) and is_key(key[1]):  # noqa: RUF001
            # `Title: TITLE` is said by its name, and `Abstract: ...` is none.
            return None
        if named and text[end : end + 1] == "|" and _names_next(text, part, spans[at + 1 : at + 2]):
            continue
        if not named and (
            confidence(part.split("(")[0].split("[")[0]) >= 0.5 or begins_reference(part)
        ):
            named = True
            continue
        if (
            named
            and names_first is False
            and confidence(part) >= 0.95
            and not _DATED_FIRST.match(part)
        ):
            continue
        if text.rfind("\v", 0, span.start) >= 0 and _BULLET.search(
            text[max(0, span.start - 4) : span.start]
        ):
            # A description of the paper, below it.
            return None
        found = by_commas(text, span, names_first=not named)
        if found is not None:
            if not named and found.start == span.start:
                return None
            return before_unclosed(text, _over_dashes(text, found, head.end))
    return None


def _names_next(text: str, part: str, following: tuple[Span, ...]) -> bool:
    """Whether a part is the short name of the title behind it: `NAME | TITLE | VENUE`."""
    if len(part.split()) > _FEW or not following:
        return False
    title = text[slice(*following[0])].strip(EDGES)
    return (
        len(title.split()) >= _SOME_WORDS
        and confidence(title) < LIKELY
        and _says_title(title)
        and MASK not in title
    )


_SOME_WORDS = 4


# The two forms of a title without marks ask for the same parts, one after the other.
@by_venues
@lru_cache(maxsize=16)
def _trimmed_title(text: str, start: int, end: int) -> Span | None:
    """A part less what stands around a title, or None where it can be none."""
    span = trimmed(text, start, end)
    if span.end <= span.start:
        return None
    inside = text[slice(*span)].strip(EDGES + "()[]（）【】")  # noqa: RUF001
    return span if _says_title(inside) else None


_KEYED = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)\s*[:：]")  # noqa: RUF001
_DASH = re.compile(r"\s+[-–—]\s+")  # noqa: RUF001


def _over_dashes(text: str, title: Span, end: int) -> Span:
    """A title that goes on behind a dash: `NAME - A STUDY OF SOMETHING`."""
    dash = _DASH.match(text, title.end, end)
    following = iter(parts(text[:end]) if dash else ())
    while dash:
        after = next((part for part in following if part.start >= dash.end()), None)
        if after is None or after.start > dash.end():
            break
        more = text[slice(*after)]
        # `A Statistical Perspective` has no initial.
        named = not more.startswith(_ARTICLES) and confidence(more) >= LIKELY
        if len(more.split()) < 3 or named or not _says_title(more):
            break
        found = by_commas(text, trimmed(text, *after), names_first=False)
        if found is None or found.start > dash.end() + 1:
            break
        title = Span(title.start, found.end)
        dash = _DASH.match(text, title.end, end)
    return title


# `Layer Normalization (2016), J. Ba et al.`
_DATED_FIRST = re.compile(r"[^,(]++\((?:19|20)\d\d\)[,:] ")
_ARTICLES = ("A ", "An ", "The ")
_BULLET = re.compile(r"\v[-*•+]\s+$")


def _says_title(text: str) -> bool:
    """Whether a text may be a title at all: words that are no label, venue, date or number."""
    stripped = text.strip()
    if not stripped[:_FEWEST_LETTERS].isalpha():
        letters = islice(filter(str.isalpha, stripped[:80]), _FEWEST_LETTERS)
        if len([*letters]) < _FEWEST_LETTERS:
            return False
    if len(stripped) < _FEWEST_LETTERS or stripped.startswith(_ADDRESS):
        return False
    if stripped.startswith("www.") and " " not in stripped:
        # An address too, as GitHub shows it.
        return False
    if is_of_dates(stripped):
        return False
    return label_role(stripped) is None and not is_venue(stripped)


_ADDRESS = ("http://", "https://", "<http://", "<https://")


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
UNMARKED = frozenset(["title first", "title after the authors"])
"""Those of them in which nothing sets it apart."""


# Words, or an address: its signs stand within a word.
_WORDS_ALONE = re.compile(r"(?:[^\W_]++| |[._/](?=[^\W_]))*+")


def possible(head: Head) -> list[str]:
    """Return the forms whose marks an entry has at all; in any other it has no title."""
    flat, mask = head.flat, head.mask
    # As they stand in `RECOGNISERS`.
    may_be = (
        flat.strong,
        flat.targets,
        _QUOTE.search(mask),
        ":" in mask or "：" in mask,  # noqa: RUF001
        True,
        # Of words alone nothing parts names from a title.
        not _WORDS_ALONE.fullmatch(mask, head.start, head.end),
        flat.emphasis,
    )
    return [*compress(RECOGNISERS, may_be)]
