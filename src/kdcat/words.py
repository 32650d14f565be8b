"""Words: how a text is taken apart, and which words count as forms of one another.

Case, accents, kinds of dashes and possessives vanish here, so that nothing else has to think of
them. Endings do not: a text keeps the words it has, and `inflection` and `stem` say when two of
them are forms of one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import filterfalse
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# The marks are the accents that follow their letter in decomposed text.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:['\u2019][sS]\b)?")
# The same for text that is ASCII, which nearly all is, in a third of the time.
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[sS]\b)?")
_IN_WORDS = bytes(code if bytes([code]).isalnum() else 0x20 for code in range(256)).lower()
"""What each ASCII character is in plain words: its letter or digit, or what parts two words."""
# `TinyBERT` is tiny + bert, `LiRCDepth` li + rc + depth, `IWSLT2020` iwslt + 2020.
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHORTEST_PART = 2
_MOST_PIECES = 8

_STOP_WORDS = """
a about an and are as at be by can do for from have how in into is it its not of on or our paper
papers than that the their there these this to toward towards under using via was we were what when
where which while who with without you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that a query may hold without the paper holding them."""


class Place(NamedTuple):
    """A word and where it stands in its text."""

    start: int
    end: int
    word: str


def split(text: str) -> list[str]:
    """Return the words of a text as they are written, possessive endings included."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def plain(written: str) -> str:
    """Return a word without case, accents and possessive ending: `Bird's` is `bird`."""
    word = written
    if word[-2:] in ("'s", "'S", "\u2019s", "\u2019S"):
        word = word[:-2]
    return word.lower() if word.isascii() else _decomposed(word) or written


# A command asks for the words of a title again and again: for its id, its index, what it is like.
@lru_cache(maxsize=256)
def _decomposed(word: str) -> str:
    """A word without case and accents, or nothing where these were all."""
    word = normal_form("NFKD", word.casefold())
    # Twice, since a few letters are decomposed to capitals, whose case is folded to more of them.
    if (again := word.casefold()) != word:
        word = normal_form("NFKD", again)
    return word if word.isalnum() else _NO_LETTER.sub("", word)


# Whatever `str.isalnum` denies.
_NO_LETTER = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[^\w\s]{31}")
_MOST_MARKS = 30


def normal_form(form: Literal["NFC", "NFKD"], text: str) -> str:
    """Return a text in one of the normal forms of Unicode.

    The marks of one letter are put in order thirty at a time, as in the Stream-Safe Text Format
    (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format): no letter of any writing has
    more, and the time for ordering them grows with the square of their number.
    """
    # Most runs never need it, and its tables take 2 ms to load.
    import unicodedata

    if len(text) <= _MOST_MARKS or not _MARKS.search(text):
        return unicodedata.normalize(form, text)
    stretches, start, marks = [], 0, 0
    for at, letter in enumerate(text):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > _MOST_MARKS:
            stretches.append(text[start:at])
            start, marks = at, 1
    return "".join(unicodedata.normalize(form, part) for part in (*stretches, text[start:]))


def without_marks(text: str) -> str:
    """Return a decomposed text without the marks that change a letter, such as its accents."""
    import unicodedata

    # To ask of each sign that is there is quicker than of each character.
    if not any(map(unicodedata.combining, set(_SIGNS.findall(text)))):
        return text
    return "".join(filterfalse(unicodedata.combining, text))


# Those of ASCII aside: no mark is a letter or a digit.
_SIGNS = re.compile(r"[^\w\x00-\x7f]")


def one_line(text: str) -> str:
    """Return the text with one space for each run of white space, and none around it."""
    return " ".join(text.split())


def how_many(number: int, what: str) -> str:
    """Return a number and the word for what it counts: `1 paper`, `2 papers`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def ascii_words(text: str) -> list[str]:
    """Return what stands between the signs of a text of ASCII, in small letters."""
    return text.encode().translate(_IN_WORDS).decode().split()


def plain_words(text: str) -> list[str]:
    """Return the words of a text without case, accents and possessive endings."""
    if text.isascii() and "'" not in text:
        # Nothing is left to do but the case, and that for all words at once.
        return ascii_words(text)
    return [plain(written) for written in split(text)]


def places(text: str) -> Iterator[Place]:
    """Yield the words of a text, each with its place in characters; the words of `plain_words`."""
    for found in (_ASCII_WORD if text.isascii() else _WORD).finditer(text):
        yield Place(found.start(), found.end(), plain(found[0]))


def parts(written: str) -> set[str]:
    """Return the words that capitals and digits mark within a word: `RankDVQA` is rank and dvqa.

    A capital alone may belong to either side, so neighbours joined are parts too: `TinyViT` is
    tiny and vit.

    Returns:
        The parts of two characters or more, plain; none where the word is not so made up.
    """
    if written.islower() or written.isdigit() or written.isupper() or not written.isascii():
        return set()
    pieces = _PART.findall(written.removesuffix("'s"))[:_MOST_PIECES]
    count = len(pieces)
    return {
        part.lower()
        for first in range(count)
        for end in range(first + 1, count + 1)
        if end - first < count and len(part := "".join(pieces[first:end])) >= _SHORTEST_PART
    }


_BRITISH = (
    (re.compile(r"(?<!v)is(e[drs]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"ys(e[drs]?|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{3})our(s|ed|ing|al|ally|able|iz(?:e[drs]?|ing|ations?))?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})tre(s?)$"), r"ter\1"),
    (re.compile(r"(?<=[a-z]{3})ogue(s?)$"), r"og\1"),
)
_MAY_BE_BRITISH = re.compile(r"[iy]s(?:e[drs]?|ing|ations?)$|our|(?:tre|ogue)s?$")
_VOWEL = re.compile(r"[aeiouy]")
_NO_ENDING = ("eed", "embed")
_DOUBLED = re.compile(r"([bdfglmnprt])\1$")


@lru_cache(maxsize=8192)
def inflection(word: str) -> str:
    """Return what a plain word has in common with its plural, its -ed and -ing, its British form.

    The rules are the first step of Porter's stemmer (An algorithm for suffix stripping, 1980),
    with the common differences of British and American spelling before it.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if _MAY_BE_BRITISH.search(word):
        for pattern, american in _BRITISH:
            word = pattern.sub(american, word)
    if word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("ches", "shes", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if (
            rest != word
            and len(rest) >= 3
            and _VOWEL.search(rest)
            and not word.endswith(_NO_ENDING)
        ):
            word = rest
            break
    word = _DOUBLED.sub(r"\1", word)
    return word.removesuffix("e") if len(word) > 4 else word


_ENDING_WORDS = """
ization izer ize ication icative icator icate ational ation ative ator ate ition itive ion ive or
ier er ment ness
ability ibility able ible ity ally ily ly i y
"""
# inflection() has taken off an e at the end.
_ENDINGS = {
    form: place
    for place, ending in enumerate(sorted(_ENDING_WORDS.split(), key=len, reverse=True))
    for form in (ending.removesuffix("e"), ending)
}
"""The endings, and in which order they are looked for: the longest first."""
_LENGTHS = range(1, 1 + max(map(len, _ENDINGS)))
_SHORTEST_STEM = 4
_CHANGED = (
    # coherency and coherent, retrieval and retrieve, analysis and analyze, hypotheses
    (re.compile(r"(?<=[a-z]{4})(e|a)n(?:cy|c)$"), r"\1nt"),
    (re.compile(r"(?<=[a-z]{3}[eio]v)al$"), ""),
    (re.compile(r"(?<=[a-z]{3}ly)sis$"), "z"),
    (re.compile(r"(?<=[a-z]{4}es)is$"), ""),
)
_MAY_CHANGE = ("ncy", "nc", "val", "sis")
_IRREGULAR_WORDS = """
explain: explanation explanatory
regist: registration
defend: defens defenc defensiv
decid: decision
occlud: occlusion
invert: inversion
index: indic
vertex: vertic
matrix: matric
learn: learnt
restor: restor
explor: explor
render: render renderer
transfer: transfer transferabl transferability
caption: caption captioner
behavior: behavior behavioral
community: community
"""
_IRREGULAR = {
    form: root
    for root, forms in (line.split(": ") for line in _IRREGULAR_WORDS.strip().splitlines())
    for form in forms.split()
}
"""For inflections of words whose stem no rule finds the stem."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what a plain word has in common with others of one stem: recognize and recognition.

    One ending at most is taken off the `inflection`, so that general and generation stay apart.
    """
    word = inflection(word)
    if not word.isalpha():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(_MAY_CHANGE):
        for pattern, other in _CHANGED:
            word = pattern.sub(other, word)
    found = [
        (_ENDINGS[ending], length)
        for length in _LENGTHS
        if (ending := word[-length:]) in _ENDINGS and len(word) - length >= _SHORTEST_STEM
    ]
    if not found:
        return word
    # What -ment and -ness stand behind has kept its e: enhancement, enhance.
    return _DOUBLED.sub(r"\1", word[: -min(found)[1]].removesuffix("e"))


_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


@lru_cache(maxsize=4096)
def ways_to_say(name: str) -> tuple[list[str], ...]:
    """Return the ways to say a name in full, each as its plain words.

    They are the name, the name without what is in brackets, and what is in brackets.
    """
    outside = plain_words(_IN_BRACKETS.sub(" ", name))
    inside = [plain_words(part) for part in _IN_BRACKETS.findall(name)]
    return (plain_words(name), *([outside, *inside] if inside else []))
