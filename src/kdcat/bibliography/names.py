"""Names: the people in a list of authors as it is written, each taken apart.

The parts of a name are those of BibTeX ("BibTeXing", Oren Patashnik, 1988, section 4) and of CSL
(https://docs.citationstyles.org/en/stable/specification.html#name-part-formatting).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kdcat.words import normal_form, one_line, plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence


class Name(NamedTuple):
    """The name of one author."""

    family: str
    """The family name, or the whole name where it must not be taken apart."""
    given: str = ""
    particle: str = ""
    """What stands in small letters before the family name: `van der`."""
    suffix: str = ""
    """`Jr.`, `III`."""
    whole: bool = False
    """Whether it is one text: that of a group, or in a writing that does not part its names."""


class Authors(NamedTuple):
    """Who wrote a paper."""

    names: tuple[Name, ...]
    others: bool
    """Whether there are more than are named (`et al.`)."""


# White space is looked at from its beginning alone: from each blank of it on, to its end, it would
# take time with the square of it.
_SPACE = r"(?:(?<!\s)\s++)?+"
_SIGNS = ",;，、；"  # noqa: RUF001
# Each way begins with a letter or a sign of its own: `re` looks for these in a sixth to a third of
# the time.
_SEPARATOR = re.compile(
    "(?:"
    + "|".join((*(rf"{sign}\s*+(?:and\b|&)?" for sign in _SIGNS), r"and\b(?<!\wand)", "&"))
    + r")\s*+"
)
_ET_AL = re.compile(
    r"(?i)[,\s]*+(?:\(?\b(?:et\.?\s*al|and\s+others|and\s+colleagues)\b\.?\)?|等人?|…|"
    r"\.\.\.)[.,]*\s*$"
)
# `and colleagues` with what stands around it.
_LONGEST_END = 40
# What `_ET_AL` finds ends so: to look for that is quicker.
_OTHERS = ("al", "others", "colleagues", "等", "人", "…")
_PREFIXED = " \tbBaA作"
"""What the words before a list of authors begin with."""
_PREFIX = re.compile(r"(?i)^\s*+(?:by|(?:authors?|作者)(?:\s*+[:：])?+)\s+")  # noqa: RUF001
_AFFILIATED = re.compile(rf"{_SPACE}[(\[][^()\[\]]{{0,80}}[)\]]")
LONGEST = 4000
"""The greatest number of characters of a list of authors that are looked at."""


def and_others(text: str) -> bool:
    """Return whether a list of authors says that there are more (`et al.`)."""
    return _others(text) is not None


def _others(text: str) -> re.Match[str] | None:
    """What says at the end of a list of authors that there are more."""
    end = text[-_LONGEST_END:]
    if not end.rstrip().rstrip(".,)").casefold().endswith(_OTHERS) and "..." not in end:
        return None
    return _ET_AL.search(text, max(0, len(text) - _LONGEST_END))


def listed(text: str) -> list[str]:
    """Return what a list of authors names, as written, less its separators and affiliations.

    Of `Hinton, G. and Dean, J.` it is each part between two separators. A text longer than
    `LONGEST` lists nothing.
    """
    if text[:1] in _PREFIXED:
        text = _PREFIX.sub("", text)
    if others := _others(text):
        text = text[: others.start()]
    text = text.strip(" ,.;:*_\n")
    if not text or len(text) > LONGEST:
        return []
    if "(" in text or "[" in text:
        text = _AFFILIATED.sub("", text)
    *before, last = _SEPARATOR.split(text)
    parts = [*map(str.rstrip, before), last] if before else [last.strip()]
    return [stripped for part in parts if (stripped := part.strip(" .*"))]


@lru_cache(maxsize=2048)
def authors(text: str) -> Authors:
    """Return who is named in a list of authors, as a bibliography needs it.

    Read are `A. Author, B. Author and C. Author`, `Author, A., Author, B.`, `Author, Anna and
    Author, Bert`, `Author, Anna, and Bert Author`, `Author A, Author B`, and the same with
    semicolons or Chinese marks. What stands alone is a family name.

    Args:
        text: The list as written; marks of footnotes and affiliations in brackets are left out.
    """
    text = _MARKS.sub("", one_line(text))
    text = _PREFIX.sub("", text.replace("：", ": "))  # noqa: RUF001
    ended = _ENDED.search(text)
    if ended:
        text = text[: ended.start()]
    text = _FULL_STOP.sub("", _AFFILIATED.sub("", text).strip(" ,;:_|"))
    parts = _parts(text)
    reversed_initials = _all_in_reverse([part for part, _ in parts])
    names = tuple([_name(part, reversed_initials) for part in _people(parts)])
    return Authors(tuple([name for name in names if name.family]), ended is not None)


def name(text: str) -> Name:
    """Return the name of one author, `Anna Author` or `Author, Anna`, taken apart."""
    return _name(one_line(text), in_reverse=False)


# Footnotes: `Anna Author*`, `Anna Author1,2`, `Anna Author¹`.
_MARKS = re.compile(
    r"(?<=[^\W\d_])[.]?\s?[*∗†‡§¶]+|(?<=[^\W\d_])\^?(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹])(?:,\d{1,2}|[*†‡§¶])*(?![\w.])"  # noqa: RUF001
)
_ENDED = re.compile(
    r"(?i)(?<![,;\s])[,;\s]*+(?:\(?\bet\.?\s*al\b.*|\band\s+(?:\d+\s+)?(?:others|colleagues|more)\b.*|"
    r"(?<=\w)\s*等人?(?:[\s。.,].*)?$|…\s*$|\.\.\.\s*$)"
)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INITIALS = re.compile(r"(?:[^\W\d_a-zß-ÿ]{1,2}\.?[-\s]?){1,4}")
_DOTTED = re.compile(r"\b\w\.$")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_PARTICLES = frozenset(
    (
        *("van", "von", "de", "der", "den", "del", "della", "di", "da", "das", "do", "dos", "du"),
        *("la", "le", "el", "al", "bin", "ben", "ibn", "ul", "ten", "ter", "te", "zu", "zur"),
        *("zum", "af", "av", "st", "st.", "'t"),
    )
)
_AND = frozenset(("y", "e", "i"))
_GROUP = re.compile(
    r"(?i)\b(?:team|group|collaboration|consortium|labs?|laboratory|community|committee|project|"
    r"institute|university|research|inc|ltd|ai|openai|deepmind|google|microsoft|nvidia|anthropic|"
    r"alibaba|tencent|baidu|huawei|bytedance|meta|deepseek|workshop|contributors|initiative)\b"
    r"|^the\s"
)
# `OpenAI`, `xAI`, but neither `LeCun` nor `GRAVES`.
_CAPITALS_AT_END = re.compile(r"\w*[a-z][\w-]*[A-Z]{2,}")
_MOST_WORDS, _LONGEST_WORD = 7, 40


def _is_long(words: Sequence[str]) -> bool:
    """Whether it is more than a name."""
    return len(words) > _MOST_WORDS or any(len(word) > _LONGEST_WORD for word in words)


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a list of authors, each with the separator before it: `,`, `;` or `and`."""
    parts: list[tuple[str, str]] = []
    separator = ";" if ";" in text or "；" in text else ""  # noqa: RUF001
    start = 0
    for found in [*_BETWEEN.finditer(text), None]:
        part = text[start : found.start() if found else len(text)].strip(" *")
        if part not in ("", "and", "&"):
            parts += [(name, separator) for name in _spaced(part)]
        if found:
            start = found.end()
            kind = found[0].strip()[:1]
            words = found[0].strip(" ,，")  # noqa: RUF001
            separator = "and" if words in ("and", "&") else ";" if kind in ";；、" else ","  # noqa: RUF001
    return parts


_BETWEEN = re.compile(r"\s*(?:[,;，；、]\s*(?:(?:and|&)\s+)?|(?<=\s)(?:and|&)\s)\s*")  # noqa: RUF001


def _spaced(part: str) -> Sequence[str]:
    """Chinese names are parted by spaces too; no other are."""
    words = part.split()
    return words if len(words) > 1 and all(map(_is_chinese, words)) else (part,)


_CHINESE_NAME = re.compile("[\u4e00-\u9fff]{2,4}")


def _is_chinese(word: str) -> bool:
    return _CHINESE_NAME.fullmatch(word) is not None


def _people(parts: Sequence[tuple[str, str]]) -> list[str]:
    """The names in a list of parts, those that had their family name first as `Family, Given`."""
    joined = _joined_by_and(parts) or _joined_by_semicolon(parts)
    if joined:
        return joined
    people: list[str] = []
    for number, (part, separator) in enumerate(parts):
        before = people[-1] if people else ""
        is_given = separator == "," and "," not in before and _is_given(part, before, number, parts)
        if is_given or (people and _SUFFIX.fullmatch(part)):
            people[-1] = f"{before}, {part}"
        else:
            people.append(part)
    return people


def _joined_by_and(parts: Sequence[tuple[str, str]]) -> list[str]:
    """`Hinton, Geoffrey and Dean, Jeff`: two parts for each name, else nothing."""
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    fits = (
        len(parts) > 2
        and not len(parts) % 2
        and all(first[1] in ("", "and") and given[1] == "," for first, given in pairs)
        and all(_is_given_name(given[0]) for _, given in pairs)
        and any(_is_family(first[0]) for first, _ in pairs)
    )
    return [f"{family[0]}, {given[0]}" for family, given in pairs] if fits else []


def _joined_by_semicolon(parts: Sequence[tuple[str, str]]) -> list[str]:
    """`Hinton, Geoffrey E.; Dean, Jeff`: between semicolons a comma is within a name."""
    if not any(separator == ";" for _, separator in parts) or any(map(_is_cjk, parts)):
        return []
    people: list[str] = []
    for part, separator in parts:
        if separator == "," and people:
            people[-1] += f", {part}"
            if people[-1].count(",") > len(("given", "suffix")):
                return []
        else:
            people.append(part)
    return people


def _is_cjk(part: tuple[str, str]) -> bool:
    return _CJK.search(part[0]) is not None


def _is_given(part: str, before: str, number: int, parts: Sequence[tuple[str, str]]) -> bool:
    """Whether a part behind a comma is the given name of the family name before it."""
    if _INITIALS.fullmatch(part) and "." in part:
        # `Hinton, G.`, but not `A. Graves, G.`, where something was forgotten.
        return not _DOTTED.search(before) and not _INITIALS.fullmatch(before)
    if number != 1 or not _is_family(before) or not _is_given_name(part):
        return False
    # `Zaremba, Wojciech, and Ilya Sutskever`: only the first has the family name first. Where all
    # are single words they are family names, unless there is but one name.
    rest = [other for other, _ in parts[2:]]
    return not _CJK.search(part) and all(len(other.split()) > 1 for other in rest)


def _is_family(part: str) -> bool:
    """Whether a part can be a family name alone: one word, and particles before it."""
    return not _CJK.search(part) and all(word.lower() in _PARTICLES for word in part.split()[:-1])


def _is_given_name(part: str) -> bool:
    """Whether a part can be the given name alone: one word, and initials behind it."""
    words = part.split()
    return all(_INITIALS.fullmatch(word) for word in words[1:])


def _all_in_reverse(parts: Sequence[str]) -> bool:
    """Whether the names are written `Busoniu L, De Schutter B`, one of them with one initial."""
    found = [_REVERSED.fullmatch(part) for part in parts]
    return bool(found) and all(found) and any(match and len(match[1]) == 1 for match in found)


_REVERSED = re.compile(r"(?:[^\W\d_]['’\w-]*\w\s)+([A-Z]{1,3})")  # noqa: RUF001


@lru_cache(maxsize=8192)
def _name(text: str, in_reverse: bool) -> Name:
    text = text.strip(" ,*")
    words = text.split()
    if _CJK.search(text) or _GROUP.search(text) or _is_long(words):
        return Name(text, whole=True)
    if len(words) == 1 and (_CAPITALS_AT_END.fullmatch(text) or any(map(str.isdigit, text))):
        return Name(text, whole=True)
    if "," in text:
        return _family_first(*[part.strip() for part in text.split(",")])
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if in_reverse and len(words) > 1:
        return _family_first(" ".join(words[:-1]), words[-1])
    at = _start_of_family(words)
    return _family_first(" ".join(words[at:]), " ".join(words[:at]), suffix)


def _family_first(family: str, *others: str) -> Name:
    suffix = next((part for part in others if _SUFFIX.fullmatch(part)), "")
    given = " ".join(part for part in others if part and part != suffix)
    words = family.split()
    if not suffix and len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    if not given:
        # `Martin Luther King, Jr.`
        at = _start_of_family(words)
        given, words = " ".join(words[:at]), words[at:]
    small = 0
    while small < len(words) - 1 and words[small].islower() and words[small] in _PARTICLES:
        small += 1
    return Name(" ".join(words[small:]), given, " ".join(words[:small]), suffix)


def _start_of_family(words: Sequence[str]) -> int:
    """The place of the word with which the family name begins: the last, or what belongs to it."""
    at = len(words) - 1
    if at > 2 and words[at - 1] in _AND:
        # `Santiago Ramón y Cajal`
        return at - 2
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return max(at, 0)


def full_name(name: Name) -> str:
    """Return a name as a person writes it, the given name first: `Jan van der Berg Jr.`."""
    return " ".join(filter(None, (name.given, name.particle, name.family, name.suffix)))


def short_name(name: Name) -> str:
    """Return a family name in small ASCII letters and digits; empty where it has none."""
    written = f"{name.particle}{name.family}".casefold().translate(_PLAIN)
    return "".join(
        letter for letter in normal_form("NFKD", written) if letter.isascii() and letter.isalnum()
    )


_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}  # noqa: RUF001
)


def is_among(name: str, text: str) -> bool:
    """Return whether a name is that of one of the authors: `G. Hinton` and `hinton` are.

    Each of its words is a word of the author's name, in any order, or one of the two is the initial
    of the other; one word at least must be the same.
    """
    wanted = plain_words(name)
    if not wanted or not set(wanted).intersection(plain_words(text)):
        return False
    return any(_agree(wanted, plain_words(" ".join(known[:4]))) for known in authors(text).names)


def _agree(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return any(word in words and len(word) > 1 for word in wanted) and all(
        any(_same_word(word, other) for other in words) for word in wanted
    )


def _same_word(word: str, other: str) -> bool:
    shorter = min(len(word), len(other))
    return word == other or (shorter == 1 and word[0] == other[0])
