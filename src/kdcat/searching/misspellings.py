"""What words of a query may have been meant to be that nothing in the catalog fits as they stand.

Loaded only for a query with such a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.index.lexicon import AUTHORS
from kdcat.searching import weights
from kdcat.searching.interpretation import find_together, identify, known, learn
from kdcat.searching.word_matching import (
    as_it_is,
    most_errors,
    near_stop_word,
    near_words,
    raise_to,
    with_wholes,
)
from kdcat.words import plain_words

if TYPE_CHECKING:
    from kdcat.index.lexicon import Field
    from kdcat.searching.interpretation import Interpretation
    from kdcat.searching.query_words import Stretch

_VENUES = ("venue", "venue_raw")


def forgive(meant: Interpretation) -> None:
    """Take the words that nothing fits for misspellings of near ones; note those with no such."""
    fits = [word.content and known(meant, i) for i, word in enumerate(meant.words)]
    strange = [
        i for i, word in enumerate(meant.words) if word.content and not fits[i] and not word.exact
    ]
    for stretch in meant.stretches:
        if stretch.name and not all(fits[stretch.first : stretch.end]):
            _forgive_name(meant, stretch)
    for i, word in enumerate(meant.words):
        if word.exact and not fits[i]:
            fields = meant.lexicon.fields(word.field)
            if not any(as_it_is(texts, word.word) for _, texts in fields):
                meant.unknown.append(word.typed)
    for i in _not_forgiven(meant, strange, fits):
        word = meant.words[i]
        if any(fits) and near_stop_word(word.word):
            meant.words[i] = word._replace(content=False)
        else:
            meant.unknown.append(word.typed)


def _not_forgiven(meant: Interpretation, strange: list[int], fits: list[bool]) -> list[int]:
    """Forgive each strange word if it can be; return those that are nothing in the catalog."""
    supported = any(
        fits[i] and _telling(meant, i) and not word.word.isdigit()
        for i, word in enumerate(meant.words)
    )
    left = [
        i for i in strange if not known(meant, i) and not _forgiven(meant, i, supported=supported)
    ]
    if not supported and len(left) < len(strange):
        # Those that were taken for others now support those that were not.
        left = [i for i in left if not _forgiven(meant, i, supported=True)]
    return left


def _telling(meant: Interpretation, i: int) -> bool:
    """Tell whether a word stands in titles, but not in most, of which it says too little."""
    count = sum(map(meant.lexicon.titles.count, meant.in_titles[i]))
    return 0 < count * 2 <= len(meant.lexicon)


def _forgiven(meant: Interpretation, i: int, *, supported: bool) -> bool:
    from kdcat.searching.terms import is_data_set, is_known

    word = meant.words[i].word
    # What the field has is no misspelling: stealing is not teaming.
    if is_data_set(word) or is_known((word,)):
        return False
    return _name_venue(meant, i) or _forgive_word(meant, i, supported=supported)


def _name_venue(meant: Interpretation, i: int) -> bool:
    """Take a word for another name of a venue, such as nips for NeurIPS."""
    # Imported here because the names of venues are read from a file of their own.
    from kdcat.bibliography.venues import find

    word = meant.words[i]
    venue = find(word.word) if word.field is None else None
    if venue is None:
        return False
    texts = meant.lexicon.texts("venue")
    name = plain_words(venue.name)
    rows = meant.in_facets["venue"][i]
    for text in range(len(texts)):
        if [texts.word(number) for number in texts.of(text)] == name:
            raise_to(rows, text, weights.SYNONYM * weights.FIELDS["venue"])
    return bool(rows)


def _forgive_word(meant: Interpretation, i: int, *, supported: bool, widely: bool = False) -> bool:
    """Let a word mean the ones that are nearest to it, or widely all that are near."""
    word = meant.words[i]
    most = most_errors(word.word, supported=supported)
    if not most:
        return False
    near = [
        (errors, field, texts, number)
        for field, texts in meant.lexicon.fields(word.field)
        if field not in ("year", AUTHORS)
        for number, errors in _near_words(
            meant,
            field,
            word.word,
            weights.MOST_VENUE_ERRORS if field in _VENUES else most,
            supported=supported,
        )
    ]
    if not near and word.field is None:
        # Some name is near to many a word: it is meant only where nothing else can be.
        texts = meant.lexicon.texts(AUTHORS)
        near = [
            (errors, AUTHORS, texts, number)
            for number, errors in _near_words(meant, AUTHORS, word.word, 1, supported=supported)
        ]
    least = min((errors for errors, *_ in near), default=0)
    for errors, field, texts, number in near:
        if errors == least or widely:
            meanings = with_wholes(texts, {number: 1 - weights.ERROR * errors})
            learn(meant, i, field, texts, meanings)
            meant.corrected[i].append(texts.word(number))
    return bool(near)


def _near_words(
    meant: Interpretation, field: Field, word: str, most: int, *, supported: bool
) -> list[tuple[int, int]]:
    key = field, word, most, supported
    if key not in meant.spellings:
        texts = meant.lexicon.texts(field)
        meant.spellings[key] = near_words(texts, word, most, supported=supported)
    return meant.spellings[key]


def _forgive_name(meant: Interpretation, stretch: Stretch) -> None:
    """Take the unknown words of a hyphenated name for near ones that stand together so."""
    words = meant.words[stretch.first : stretch.end]
    for field, texts in meant.lexicon.fields(words[0].field):
        pattern = []
        for word in words:
            meanings = as_it_is(texts, word.word)
            if not meanings and len(word.word) > 1 and word.word.isalpha():
                meanings = {
                    number: 1 - weights.ERROR * errors
                    for number, errors in near_words(
                        texts, word.word, weights.MOST_NAME_ERRORS, shortest=2
                    )
                }
            pattern.append(meanings)
        find_together(meant, stretch[:2], field, pattern, weights.JOINED)


def widen(meant: Interpretation) -> bool:
    """Allow errors in known words and in filler words too; tell whether that changed anything.

    A misspelled word may be another word of the catalog. This is tried only where the words
    were all known and yet no paper has them all.
    """
    if meant.unknown or any(word.exact for word in meant.words):
        return False
    changed = False
    for stretch in meant.stretches:
        for i in range(stretch.first, stretch.end - 1):
            # `mt dnn` for the repository mt-dnn, whose name is kept with and without its dash.
            joined = meant.words[i].word + meant.words[i + 1].word
            changed |= identify(meant, i, i + 2, joined, weights.IDENTIFIER)
    for i, word in enumerate(meant.words):
        if word.content:
            changed |= _forgive_word(meant, i, supported=False, widely=True)
    return changed
