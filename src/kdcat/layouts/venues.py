"""The venue in a text beside a title.

It is one that is known, one that is said to be one, or an acronym beside the year. What is none of
these is no venue: a wrong one is worse than none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kdcat.bibliography.venues import by_venues, find
from kdcat.layouts.dates import dates, is_of_date, may_be_dated, years
from kdcat.layouts.shortened import ends_shortened
from kdcat.layouts.venue_words import SAYING, may_be_venue, may_have_venue, says_venue

_CAPITALS = 2
BESIDE_YEAR, SAID, KNOWN = 1, 2, 3


class Found(NamedTuple):
    """A venue in a text."""

    venue: str
    """As written, less its year."""
    year: int | None
    """The year beside it."""
    rank: int
    """`KNOWN`, `SAID` to be one, or an acronym `BESIDE_YEAR`."""


# Of small letters: without regard to case an expression of many words takes thrice as long.
_SAID = re.compile(
    r"\b(?=[a-z])(?:proceedings|proc\.|conference|conf\.|symposium|workshops?|transactions|trans\.|"
    r"journal|letters|magazine|"
    r"annual meeting|advances in|arxiv|pre-?print|openreview|thesis|dissertation|"
    r"technical report|tech report|techreport|"
    r"findings|bio?rxiv|medrxiv|ssrn|eprint|springer|elsevier|ieee|acm|press|bulletin|annals|"
    r"archives?|wiley (?:and|&) sons|morgan kaufmann|chapman (?:and|&) hall|prentice[ -]hall|"
    r"addison[ -]wesley|mcgraw[ -]hill|morgan (?:and|&) claypool|taylor (?:and|&) francis|"
    r"lecture notes|synthesis lectures|foundations and trends)\b|"
    r"\b(?:phys|lett|commun|natl|acad|astrophys|chem|appl|comput|biol|mech)\.|"
    r"\. (?:phys|lett|commun|chem|biol|eng)$|" + "|".join(SAYING)
)
# `A TECHNICAL REPORT`, `Advances in Rendering`: titles may say so too.
_REPORT = re.compile(r"(?i)\breport\b|^advances in\b")
_LEADING = re.compile(
    r"(?i)^\W*(?:(?:accepted|published|appeared|presented|to appear|appears|submitted|"
    r"under review|released)\s+)?"
    r"(?:(?:in:?|at|by|to|as|for|on)\s+)?(?:the\s+)?(?:(?:venue|conference|journal|会议|"
    r"期刊)\s*[:：]|@)?\s*(?:accepted\s+)?"  # noqa: RUF001
)
_IN_PROCEEDINGS = re.compile(
    r"(?i)^(?:in:?|at|@|accepted (?:by|to|at|in)|to appear (?:in|at)|published (?:in|at)|"
    r"appeared (?:in|at))\s+\S"
)
_REMARK = re.compile(
    r"(?i)[\s,:/(\[-]*\b(?:oral|spotlight|poster|highlight|"
    r"best (?:student )?paper(?: award)?(?: (?:finalist|candidate|nominee|runner[- ]up))?|"
    r"award(?: (?:winner|candidate|finalist))?|outstanding paper|honorable mention|accepted|"
    r"long paper|short paper|long|short|"
    r"(?:main|full|regular)(?: (?:paper|conference|track))?|"
    r"demo(?:nstration)?|extended abstract|top \d+%|notable(?: top.\d+%)?|rejected|withdrawn|"
    r"under review|talk|distinguished paper)(?:\b|(?<=%))[\s)\]]*$"
)
# A remark ends in one of these; to look for it takes longer.
_REMARK_ENDS = (
    *("oral", "spotlight", "poster", "highlight", "paper", "award", "finalist", "candidate"),
    *("nominee", "up", "winner", "mention", "accepted", "long", "short", "main", "full", "regular"),
    *("conference", "track", "demo", "demonstration", "abstract", "%", "notable", "rejected"),
    *("withdrawn", "review", "talk", ")", "]"),
)
_ACRONYM = re.compile(
    r"[A-Za-z&]*[A-Z][A-Za-z&+.]*(?:[-/@ ][A-Z][A-Za-z&+]*){0,2}(?:\s?(?:W|Workshops?|"
    r"Findings|Demo|Industry|Challenge|Companion|DB|Track)){0,2}"
    # `NeurIPS Datasets and Benchmarks`, `KDD Applied Data Science Track`
    r"(?:(?: (?:[A-Z][\w-]{0,20}|and|on|for|of|in|&)){1,6} Tracks?|"
    r" (?:Track on )?Datasets (?:and|&) Benchmarks(?: Track)?)?"
)
_PARTING = re.compile(
    r",\s+|\s*[;|\n\v]\s*|\s+[-–—]\s+|\s*/\s+|(?<=\d)\s&\s(?=[A-Z])|(?P<stop>\.\s+(?=[A-Z\d]))"  # noqa: RUF001
)
# Behind one of these a full stop ends no part: `Comput. Methods. Appl.`, `Vol. 3`.
_UNENDED = ("Methods", "Quantum", "vol", "Vol", "no", "No")
# `Nature :fire:`: an emoji by its name is an ornament.
_SHORTCODES = re.compile(r":[a-z][a-z0-9_+-]*:")
# The last one is not closed where the edges of a text have been taken off.
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)(?:[)\]）】]|$)")  # noqa: RUF001
_UNCLOSED = re.compile(r"[(\[（【][^()\[\]（）【】]*$")  # noqa: RUF001
_CLOSING = {"(": ")", "[": "]", "（": "）", "【": "】"}  # noqa: RUF001
_EDGES = " \t\n\v.,;:|()[]{}（）【】<>*_`'’\"“”-–—/~·@"  # noqa: RUF001
# `In Advances in neural information processing systems (pp. 3104-3112)`
_PAGES = re.compile(r"(?i)[(\[](?:pp?\b|pages?\b)[^()\[\]\n]{0,30}(?:[)\]]|$)")
# `Nature 521.7553 (2015): 436-444`, `JMLR, 15(1), 1929-1958`, `Neurocomputing 452: 48-62`,
# `ICLR 2020: 12-24`, `Nature Physics 15, 1273`
_VOLUME = re.compile(
    r"(?i)[\s,:;]+(?:vol(?:ume|\.)?\s*)?\d{1,4}(?:\.\d+|\s?\(\d+(?:-\d+)?\))?+"
    r"(?:,?\s*(?:no|issue)[. ]+\d+)?[\s,:;]+(?:pp?\.?\s*|pages\s+)?\d+\s?[-–]{1,2}\s?\d+$"  # noqa: RUF001
    r"|\s*[,:;]\s*(?:pp?\.?\s*|pages\s+)?\d{1,5}\s?[-–]{1,2}\s?\d{1,5}$"  # noqa: RUF001
    r"|\s\d{1,4},\s?\d{1,7}$"
    # `PNAS;118(15):e2016239118`
    r"|\s*[,;]\s*\d{1,4}\s?\(\d{1,4}\)\s?:\s?[eE]?\d{1,12}$"
)
# Each of these ends so: to look for that is quicker.
_ENDS_IN_VOLUME = re.compile(r"(?:[-–,]\s?|:\s?[eE]?)\d++$")  # noqa: RUF001
_PLAIN = re.compile(r"(?i)(?:[\d\s.,:()/-]|vol|no|pp|pages?|issue)*")
_IDENTIFIER = re.compile(r"(?i)\barxiv\s*:\s*(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})")
_FUSED = re.compile(r"([A-Za-z]{3,})((?: ?\([^()]*\))?)[-' ]?([012]\d)((?: ?\([^()]*\))?)")
_SPACED = re.compile(r"([A-Za-z]{3,}) ([012]\d)")


def _is_dated_by_digits(name: str) -> bool:
    """Whether two digits behind a name are its year: of a journal in full they may be a volume."""
    venue = find(name)
    return venue is not None and (
        venue.kind in ("conference", "workshop", "preprint")
        or sum(map(str.isupper, name)) > _CAPITALS
    )


_ORGANISATIONS_WORDS = """
openai deepmind google microsoft msra meta facebook fair nvidia ibm intel amazon aws apple adobe
baidu alibaba tencent huawei bytedance samsung sony mit cmu ucb ucsd ucla uc uiuc umass usc nyu
eth epfl kaist snu hkust hku cuhk nus ntu tum mpi inria ustc sjtu thu tsinghua pku casia cas fudan
zju oxford stanford berkeley princeton cornell gatech llm llms ai ml nlp cv rl cnn rnn gan gans vlm
bert gpt gpu
"""
_ORGANISATIONS = frozenset(_ORGANISATIONS_WORDS.split())
_LONGEST, _LONGEST_ACRONYM = 160, 12
_FEW_WORDS, _MANY_WORDS = 4, 16
_MOST_PARTS = 12


@by_venues
@lru_cache(maxsize=4096)
def venue_in(text: str) -> Found | None:
    """Return the venue that a part of an entry names, or None where it names none.

    Args:
        text: Text between separators (`CVPR 2021 (Oral)`, `In Proc. of ICML, Vol. 14. 2014`,
            `ICCV'19`, `IEEE TPAMI`), at most some words long.
    """
    if "(" in text or "[" in text:
        text = _PAGES.sub("", text)
    if ":" in text:
        text = _SHORTCODES.sub("", text)
    text = text.strip(_EDGES)
    if not text or len(text) > 4 * _LONGEST or not may_have_venue(text):
        return None
    whole = _whole(text)
    if whole and whole.rank == KNOWN:
        return whole._replace(venue=_closed(whole.venue))
    best = None
    parts = _parts(text)
    if 1 < len(parts) <= _MOST_PARTS:
        year = _year(text)
        for part in reversed(parts):
            found = _whole(part)
            if found and (best is None or found.rank > best.rank):
                best = found._replace(year=found.year or year)
    if whole and (
        best is None
        or whole.rank > best.rank
        # `Annals of Physics 303, 2-30`
        or (whole.rank == best.rank and best.venue.startswith(f"{whole.venue} "))
    ):
        best = whole
    if best is None or best.rank == BESIDE_YEAR:
        for inside in _BRACKETS.findall(text):
            found = _whole(inside)
            if found and (best is None or found.rank > best.rank):
                best = found._replace(year=found.year or _year(text))
    return best and best._replace(venue=_closed(best.venue))


def _parts(text: str) -> list[str]:
    """What commas, dashes and full stops part, but for the stops of shortened words."""
    found, at = [], 0
    for sign in _PARTING.finditer(text):
        if sign["stop"] and _goes_on(text[: sign.start()]):
            continue
        found.append(text[at : sign.start()])
        at = sign.end()
    return [*found, text[at:]]


def _goes_on(before: str) -> bool:
    """Whether a venue goes on behind a full stop; behind `arXiv(v3) (Proc` another one begins."""
    return (ends_shortened(before) or before.endswith(_UNENDED)) and not before.endswith("(Proc")


def _closed(name: str) -> str:
    """A name with the brackets closed that lost their end with the edges, or with the year."""
    ends: list[str] = []
    for character in name:
        if character in _CLOSING:
            ends.append(_CLOSING[character])
        elif ends and character == ends[-1]:
            ends.pop()
    return name + "".join(reversed(ends))


@by_venues
@lru_cache(maxsize=8192)
def _whole(text: str) -> Found | None:
    """The venue that the whole of a text is."""
    text = text.strip(_EDGES)
    if not text or len(text) > _LONGEST:
        return None
    says = says_venue(text)
    if not says and not may_be_venue(text):
        return None
    year = None
    said = text
    if may_be_dated(text):
        year, said = _dated(text)
    led = _LEADING.sub("", said, count=1).strip(_EDGES)
    name = _without_remarks(led)
    if _ENDS_IN_VOLUME.search(name):
        name = _VOLUME.sub("", name)
    if not name or not any(map(str.isalpha, name)):
        return None
    if year is None and (spaced := _SPACED.fullmatch(name)) and _is_dated_by_digits(spaced[1]):
        # `[ICCV 23]`
        return Found(spaced[1], 2000 + int(spaced[2]), KNOWN)
    if find(_IDENTIFIER.sub("arXiv", name) if ":" in name else name) and not _names_model(name):
        return Found(name, year, KNOWN)
    if (fused := _FUSED.fullmatch(name)) and find(fused[1]):
        # `Ubicomp25 (IMWUT Vol 9 Issue 3)`
        return Found(fused[1] + fused[2] + fused[4], year or 2000 + int(fused[3]), KNOWN)
    if (
        says
        and _says_so(name)
        and len(name.split()) <= _MANY_WORDS
        and not _sentence(name)
        and not _is_behind_another(name)
    ):
        return Found(name, year, SAID)
    return _acronym(text, name, year)


def _is_behind_another(name: str) -> bool:
    """Whether the venue stands in brackets, behind what says none: `SHORT TITLE (arXiv)`."""
    inside = _ACRONYM_AT_END.search(name)
    if inside is None or find(inside[1]) is None:
        return False
    before = name[: inside.start()]
    return not _says_so(before) and find(before) is None


def _acronym(text: str, name: str, year: int | None) -> Found | None:
    """The venue that is an acronym: a known one, one beside its year, or one that `In` precedes."""
    acronym = _BRACKETS.sub(" ", name).strip(_EDGES)
    if not acronym:
        return None
    if _UNCLOSED.search(name):
        # `ICLR 2023 (SOME UNIVERSITY)`
        name = acronym
    if find(acronym) and not _names_model(acronym):
        return Found(name, year, KNOWN)
    if not _ACRONYM.fullmatch(acronym):
        return None
    first = re.split(r"[-@/ ]", acronym)[0]
    if find(first):
        return Found(name, year, KNOWN)
    if first.casefold() in _ORGANISATIONS or len(first) > _LONGEST_ACRONYM:
        return None
    if sum(map(str.isupper, first)) >= _CAPITALS and (year or _IN_PROCEEDINGS.match(text)):
        return Found(name, year, BESIDE_YEAR)
    return None


def _says_so(text: str) -> bool:
    """Whether words of a text say that it is a venue."""
    return _SAID.search(text.lower()) is not None


def _names_model(text: str) -> bool:
    """Whether a venue's name before a colon is that of a model: `GECCO: A TITLE`."""
    _, colon, rest = text.partition(": ")
    return bool(colon) and find(rest) is None and not _says_so(rest)


def _without_remarks(text: str) -> str:
    while (
        text.casefold().endswith(_REMARK_ENDS)
        and (less := _REMARK.sub("", text).strip(_EDGES)) != text
        and less
    ):
        text = less
    return text


_PROSE = re.compile(
    r"\b(?=[wotiacp])(?:we|our|this|these|that|is|are|was|can|which|propose[sd]?|presents?)\b"
)


def _sentence(text: str) -> bool:
    return _PROSE.search(text.lower()) is not None


def _year(text: str) -> int | None:
    found = dates(text) or years(text)
    return found[-1].year if found else None


def _dated(text: str) -> tuple[int | None, str]:
    """The year of a text, and the text without its years and dates."""
    whole, alone = dates(text), years(text)
    last = (whole or alone)[-1:]
    spans = [date.span for date in whole]
    spans += [year.span for year in alone if not any(s <= year.span.start < e for s, e in spans)]
    for start, end in sorted(spans, reverse=True):
        before, after = text[:start], text[end:]
        if before.rstrip().endswith(("(", "[")):
            after = after.lstrip(" )],.")
        before = before.rstrip(" ,'’‘`´([-–:")  # noqa: RUF001
        text = f"{before} {after.lstrip()}" if before and after.strip() else before + after
    return last[0].year if last else None, text.strip(_EDGES)


@by_venues
@lru_cache(maxsize=8192)
def is_venue(text: str) -> bool:
    """Return whether a text is a known venue, an acronym with its year, or only a year or date."""
    text = text.strip(_EDGES)
    if not text:
        return False
    if is_date(text):
        return True
    if text[-1].isdigit() and " & " in text and len(text) <= _LONGEST:
        # `NeurIPS 2021 & TPAMI 2024`
        one, _, other = text.partition(" & ")
        if is_venue(one) and is_venue(other):
            return True
    found = _whole(text)
    return found is not None and (
        found.rank == KNOWN
        or (found.rank == BESIDE_YEAR and found.year is not None)
        or (found.rank == SAID and (_is_said(text) or _is_named_twice(text)))
    )


# `Comput. Methods Appl. Mech. Eng`: the last full stop went with the edges.
_ABBREVIATED = re.compile(r"(?:[A-Z][a-z]{0,9}\.? ){1,7}[A-Z][a-z]{0,9}\.?")


def _is_said(text: str) -> bool:
    """Whether some words are all said to be a venue: of `SHORT TITLE, arXiv` the first are not."""
    first, comma, _ = text.partition(", ")
    return (
        (len(text.split()) <= _FEW_WORDS or _ABBREVIATED.fullmatch(text) is not None)
        and not _REPORT.search(text)
        and (not comma or _whole(first) is not None)
    )


def _is_named_twice(text: str) -> bool:
    """Whether brackets at the end hold a venue: `THE FULL NAME OF A VENUE (ACRONYM), 2024`."""
    acronym = _ACRONYM_AT_END.search(text)
    if acronym is None or find(acronym[1]) is None:
        return False
    before = _whole(text[: acronym.start()])
    return before is not None and before.rank == KNOWN


# The last bracket may have gone with the edges.
_ACRONYM_AT_END = re.compile(r"\(([A-Za-z][\w&+.-]{1,11})\)?+(?:,? ?(?:19|20)\d\d)?$")


_WORDS = re.compile(r"[a-z]+")


def names_organisation(text: str) -> bool:
    """Return whether a word of a text is a company or a university, as in an affiliation."""
    return not _ORGANISATIONS.isdisjoint(_WORDS.findall(text.lower()))


_AFFILIATION = re.compile(
    r"\b(?:University|Univ\.?|Universit[éàä]t?|Institute|Institut|College|Academy|Polytechnic|"
    r"Inc\.?|Ltd\.?|Labs?|Laborator(?:y|ies)|AI Lab|OpenAI|DeepMind|Google|Microsoft|Meta|Facebook|"
    r"NVIDIA|Nvidia|IBM|Intel|Amazon|Adobe|Baidu|Alibaba|Tencent|Huawei|ByteDance|Bytedance|Samsung|"
    r"MIT|CMU|UC [A-Z]\w+|UCB|UCSD|UCLA|UIUC|EPFL|ETH|KAIST|POSTECH|IIT|CUHK|HKUST|USTC|SJTU|"
    r"PKU|Tsinghua|Stanford|Princeton|Cornell)(?!\w)"
)
_MOST_OF_AFFILIATION = 10


def names_affiliation(text: str) -> bool:
    """Return whether some words are whom an author works for: `UC Berkeley & Google Research`."""
    return len(text.split()) <= _MOST_OF_AFFILIATION and _AFFILIATION.search(text) is not None


_WORD = re.compile(r"[^\W\d_]++")


def is_date(text: str) -> bool:
    """Return whether a text is only a year or a date."""
    if not may_be_dated(text):
        return False
    text = text.strip(_EDGES)
    word = _WORD.search(text)
    if word and not is_of_date(word[0]):
        return False
    # The letters beside a lone year are none of it.
    found = dates(text) or (() if word else years(text))
    if len(found) != 1:
        return False
    start, end = found[0].span
    return not any(map(str.isalnum, text[:start] + text[end:]))


def is_number(text: str) -> bool:
    """Return whether a text says nothing but numbers, such as volume and pages."""
    return bool(_PLAIN.fullmatch(text.strip(_EDGES)))
