"""Names: whether a text has the look of a list of authors."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kdcat.bibliography.names import and_others, listed
from kdcat.layouts.dates import may_be_dated
from kdcat.layouts.venues import names_affiliation, names_organisation

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΑ-ΩА-Я]"  # noqa: RUF001
# One word of a name: `Jean-Luc`, `O'Neil`, `McAllester`, `A.`, `J.-P.`, `van`, `Jr.`
_WORD = rf"{_UPPER}[\w'’`´.·-]*+"  # noqa: RUF001
_PARTICLE = (
    r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ben|ibn|ul|ten|ter|zu|y|e|af|"
    r"av|st)"
)
_NAME = re.compile(
    rf"(?:{_PARTICLE}\s+)*+{_WORD}(?:\s+(?:{_PARTICLE}\s+)*+{_WORD}){{0,5}}\*?[\d∗†‡§¶*,]*"  # noqa: RUF001
)
_DIGITS = re.compile(r"\d{3}|['’‘`´]\d\d|\d[A-Za-z]|[A-Z]\d|-[A-Z]{2}|[a-z][A-Z]{2}")  # noqa: RUF001
_CJK_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")
_PARTED = re.compile(r"[,;&，、；(\[]|\band\b")  # noqa: RUF001
_LONGEST_NAME = 45
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d")  # noqa: RUF001
_CAPITAL = re.compile(rf"{_UPPER}[\w.'’-]*(?:\s[\w.'’-]+){{1,3}}$")  # noqa: RUF001
# Words that no name has, though they begin with a capital.
_NO_NAME = re.compile(
    r"\b(?:in|on|of|to|is|are|by|for|with|from|a|an|the|The|For|With|From|Are|Is|All|Your|Not|"
    r"Does|And|Or|can|Can(?=\s\S+\s))\b|(?i:\b(?:learning|network|networks|model|models|neural|deep|language|"
    r"vision|data|detection|image|images|video|"
    r"training|attention|transformer|transformers|distillation|knowledge|generation|"
    r"generative|adversarial|"
    r"reinforcement|survey|review|via|using|towards?|how|what|why|"
    r"large|unsupervised|supervised|representation|representations|segmentation|"
    r"recognition|classification|"
    r"robust|efficient|analysis|system|systems|method|methods|approach|graph|graphs|policy|"
    r"optimization|"
    r"inference|estimation|prediction|conference|journal|transactions|workshop|proceedings|"
    r"arxiv|university|institute|research|"
    r"lab|labs|google|microsoft|deepmind|facebook|openai|nvidia|paper|code|github|project|pdf|link|"
    r"algorithm|algorithms|search|based|multi|self|quantum|speech|audio|text|translation|"
    r"robot|robots|"
    r"task|tasks|benchmark|dataset|datasets|agent|agents|visual|semantic|object|prompt|"
    r"prompts|reasoning|planning|oral|"
    r"spotlight|poster|best|award|january|february|march|april|june|july|august|september|october|"
    r"november|december|published|accepted|technical|report|preprint|under)\b)"
)


def names(text: str) -> list[str] | None:
    """Return the names in a list of authors, or None where the text has not the look of one.

    `Alex Graves and G. Hinton`, `Zaremba, Wojciech, and Ilya Sutskever`, `Sak et al.` have it.
    """
    return _names(text.strip())


@lru_cache(maxsize=2048)
def _names(text: str) -> list[str] | None:
    if len(text) > _LONGEST_NAME and not _PARTED.search(text):
        return None
    parts = listed(text)
    if not parts:
        return None
    bad = [part for part in parts if not is_name(part)]
    # One in eight may be misspelt, or have an affiliation.
    many = len(bad) * 8 > len(parts)
    if bad and (len(parts) < 4 or (many and len(bad) > 1) or _YEAR.search(text)):
        return None
    return None if many and not _misspelt(bad[0], parts) else parts


def _misspelt(part: str, parts: list[str]) -> bool:
    """Whether a part among names may be one too."""
    return (
        part not in (parts[0], parts[-1])
        and _CAPITAL.match(part) is not None
        and not _NO_NAME.search(part)
        and not _DIGITS.search(part)
    )


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Return whether a text has the look of one person's name, or of a part of it."""
    if len(text) > _LONGEST_NAME or not text:
        return False
    if _CJK_NAME.fullmatch(text):
        return True
    if not _NAME.fullmatch(text) or _DIGITS.search(text):
        return False
    if _NO_NAME.search(text):
        return False
    words = text.split()
    if not _OF_RESEARCH.isdisjoint(map(str.lower, words)) or any(
        word.endswith(_NO_ENDS) and word != "Collaboration" for word in words
    ):
        return False
    # `BERT` and `YOLO` are no names; initials are.
    return not any(len(word) > 3 and word.isupper() and word.isalpha() for word in words) or (
        len(words) > 1 and text.isupper()
    )


_OF_RESEARCH_WORDS = """
action actions adaptive alignment applications audio-visual bayesian biomedical causal clustering
clinical cognition computing consumption contrastive cybernetics diffusion domain dynamic embedding
embeddings encoding evaluation feature features federated foundation fusion generalization
grounding hierarchical human-robot intelligence interaction interactions localization machine
matching media medical modeling modelling moment motion multimodal multi-modal multilingual
navigation news parsing perception probabilistic processing programming pruning question ranking
rendering retrieval robotics sampling scalable scene scheduling security sequence sequential social
sparse spatial stochastic structure structured techniques technology temporal testing theory
time-series topics tracking trajectory understanding variational videos world
"""
_OF_RESEARCH = frozenset(_OF_RESEARCH_WORDS.split())
"""Words of titles that no name has, besides those of `_NO_NAME`."""
_NO_ENDS = ("tion", "tions", "ology", "ologies", "ability", "ibility", "isms")


_SHORT_NAME = re.compile(r"[\s\v]*+[\w.+/-]++(?: [\w.+/-]++){0,2} ?[:：]\s+")  # noqa: RUF001


_SHORT_IN_BRACKETS = re.compile(r"[\s\v]*+\([\w.+/-]{1,24}+\)\s+")


def behind_short_name(text: str) -> str:
    """Return the names behind the short name of a method: `SiamFC: A. Author`, `(HNSW) A. Author`.

    Nothing is left out where no surer names stand behind the colon, nor an organisation before it.
    """
    found = _SHORT_NAME.match(text) if ":" in text or "：" in text else None  # noqa: RUF001
    if found is None and ")" in text:
        found = _SHORT_IN_BRACKETS.match(text)
    if found is None or names_organisation(found[0]):
        return text
    behind = text[found.end() :]
    return behind if confidence(behind.rstrip(" .,;\v")) >= SURE else text


_FROM = re.compile(r"[\s\v]*+(?:[\w.+/-]++ ++){0,3}?(?:from|by) ++(?=\S)")
_SEVERAL = re.compile(r"\band\b|&|\bal\b")
_BRACKET = re.compile(r"[(\[]")


def behind_from(text: str) -> str | None:
    """Return the names of several people behind a word: `from Xie and Grossman`; None without.

    The short name of a method may stand before it: `GCNConv from Kipf and Welling`.
    """
    found = _FROM.match(text) if "from " in text or "by " in text else None
    if found is None:
        return None
    behind = _BRACKET.split(text[found.end() :], maxsplit=1)[0].strip(" ,;:\v")
    sure = confidence(behind.strip("."))
    return behind if sure >= (LIKELY if _SEVERAL.search(behind) else SURE) else None


def is_employed(people: str, behind: str) -> bool:
    """Return whether whole names stand before whom they work for: `Ann Author`, `A University`."""
    return names_affiliation(behind) and all(" " in name for name in names(people) or [""])


_INITIALS = re.compile(rf"{_UPPER}(?:[. -]*{_UPPER}){{0,3}}\.?")
SURE, LIKELY, POSSIBLE = 0.85, 0.5, 0.1
"""From where on `confidence` says so: two full names, one name, one word that may be a name."""
_CERTAIN = 0.95
_THREE = 3
_SAYING_OTHERS = ("etal", "and")
"""Words that part a list of authors, or say that there are more."""


@lru_cache(maxsize=8192)
def confidence(text: str) -> float:
    """Return how surely a text is a list of authors, from 0 to 1: more names, more surely."""
    if text.isascii() and text.isalpha() and text.casefold() not in _SAYING_OTHERS:
        # One word, as very many are that are asked for.
        return POSSIBLE if is_name(text) else 0.0
    found = names(text)
    if not found:
        return 0.0
    initials = found[1::2]
    if (
        len(found) == 2 * len(initials)
        and all(map(_INITIALS.fullmatch, initials))
        and not any(map(str.isupper, found[::2]))
    ):
        # `Wang, Z., Schaul, T.` are two names.
        found = [" ".join(pair) for pair in zip(found[::2], found[1::2], strict=True)]
    whole = sum(" " in name or "." in name for name in found)
    if text[:3].casefold() == "by " and len(found) > 1:
        return _CERTAIN
    if and_others(text):
        return _CERTAIN
    if len(found) >= _THREE:
        return _CERTAIN if whole * 2 >= len(found) else LIKELY
    if len(found) > 1:
        return SURE if whole == len(found) else LIKELY
    return LIKELY if whole else POSSIBLE


def begins_reference(text: str) -> bool:
    """Return whether a text begins with names and a year in brackets: `Simon, D. (2008). TITLE`.

    The short name of a method may stand before them: `BBO: Simon, D. (2008). TITLE`.
    """
    before, bracket, behind = text[:_LONGEST_BEFORE_YEAR].partition("(")
    if not bracket or _YEAR_CLOSED.match(behind) is None:
        return False
    named = _SHORT_NAME.match(before)
    return confidence(before[named.end() :] if named else before) >= LIKELY


_LONGEST_BEFORE_YEAR = 400
# `(2015, December). TITLE`; where the title follows without a full stop, no part ends here.
_YEAR_CLOSED = re.compile(r"(?:19|20)\d\d[^()\n]{0,20}\)(?:[.,:]|$)")


class Citation(NamedTuple):
    """Who wrote a work, and when: `Ollivier et al., 2017, JMLR`."""

    names: str
    year: int


# `Li & Zhang, 2016`, `Ollivier et al. (2017), JMLR`
_CITED = re.compile(
    r"(?P<names>[^\W\d][^\d:()\[\]?!]{1,120}?)(?:,\s?|\s|,\s?\(|\s\()(?P<year>(?:19|20)\d\d)[a-z]?\)?"
    r"(?P<venue>,?\s[^\d,:()\[\]]{1,40})?"
)


def citation(text: str) -> Citation | None:
    """Return whom and when a text cites that says nothing else, and so is no title; else None.

    `Ollivier et al., 2017, JMLR` and `Li & Zhang, 2016` do. One name beside a year may be a title,
    but where it is one word and a venue stands behind the year.
    """
    found = _CITED.fullmatch(text) if may_be_dated(text) else None
    if found is None:
        return None
    names, sure = found["names"], confidence(found["names"])
    several = sure >= SURE or (sure >= LIKELY and _SEVERAL.search(names))
    if several or (sure >= POSSIBLE and found["venue"] is not None and " " not in names):
        return Citation(names, int(found["year"]))
    return None
