"""What a word of a query may mean among the words of texts.

Itself, its other forms, what it begins, what it is a part of; words joined or parted otherwise; and
the words that it may be a misspelling of. What a meaning is worth is 1 for the word itself.
"""

from __future__ import annotations

from itertools import chain, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from kdcat.index.wanted import give_up_if_unwanted
from kdcat.searching import weights
from kdcat.words import STOP_WORDS, inflection, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from kdcat.index.texts import Texts


def raise_to(worths: dict[int, float], key: int, worth: float) -> None:
    """Let what has a key be worth at least so much."""
    if worths.get(key, 0.0) < worth:
        worths[key] = worth


def as_it_is(texts: Texts, word: str) -> dict[int, float]:
    """Return the words that are a word or an inflection of it, or have it as a part."""
    meanings = {number: 1.0} if (number := texts.number(word)) is not None else {}
    for other, inflected in _forms(texts, word):
        if inflected:
            raise_to(meanings, other, weights.INFLECTED)
    return with_wholes(texts, meanings)


def meanings_of(texts: Texts, word: str, *, unfinished: bool) -> dict[int, float]:
    """Return the words that a word of the query may mean, and what each is worth.

    Args:
        texts: The texts whose words they are.
        word: A plain word.
        unfinished: Whether more of it may be yet to be typed.
    """
    meanings = {number: 1.0} if (number := texts.number(word)) is not None else {}
    for other, inflected in _forms(texts, word):
        raise_to(meanings, other, weights.INFLECTED if inflected else weights.DERIVED)
    shortest = weights.SHORTEST_UNFINISHED if unfinished else weights.SHORTEST_BEGINNING
    if len(word) >= shortest and (unfinished or not meanings) and not word.isdigit():
        for other in texts.beginning(word):
            raise_to(meanings, other, weights.BEGINNING)
    return with_wholes(texts, meanings)


def name_of(texts: Texts, word: str, *, unfinished: bool) -> dict[int, float]:
    """Return the words of names that a word of the query may mean: names have no other forms.

    Only one that is yet being typed is the beginning of a name.
    """
    meanings = {number: 1.0} if (number := texts.number(word)) is not None else {}
    if unfinished and len(word) >= weights.SHORTEST_BEGINNING:
        for other in texts.beginning(word):
            raise_to(meanings, other, weights.BEGINNING)
    return meanings


def forms_of(texts: Texts, word: str) -> dict[int, float]:
    """Return the words that are forms of a word or have one as a part, and what each is worth."""
    meanings = {number: 1.0} if (number := texts.number(word)) is not None else {}
    for other, inflected in _forms(texts, word):
        raise_to(meanings, other, weights.INFLECTED if inflected else weights.DERIVED)
    return with_wholes(texts, meanings)


def _forms(texts: Texts, word: str) -> Iterator[tuple[int, bool]]:
    """Yield the other words of one stem with a word, and whether they are inflections of it."""
    if len(word) < 3 or not word.isalpha():
        return
    light, root = inflection(word), stem(word)
    # Words of one stem begin alike: `stem` takes off an ending, and changes two letters at most.
    for other in texts.beginning(root[: max(3, len(root) - 2)]):
        name = texts.word(other)
        if name != word and name.isalpha() and stem(name) == root:
            yield other, inflection(name) == light


def with_wholes(texts: Texts, meanings: dict[int, float]) -> dict[int, float]:
    """Add the words of which the given ones are parts, such as tinybert to bert."""
    worths = dict(meanings)
    for word, worth in meanings.items():
        for whole in texts.wholes(word):
            raise_to(worths, whole, worth * weights.PART)
    return worths


def partings(texts: Texts, word: str, most: int) -> Iterator[list[dict[int, float]]]:
    """Yield the ways to part a word into words of the texts, as patterns for `standing`."""
    for place in range(1, len(word)):
        before = texts.number(word[:place])
        if before is None or not texts.count(before):
            continue
        if after := as_it_is(texts, word[place:]):
            yield [{before: 1.0}, after]
        elif most > 2:
            for rest in partings(texts, word[place:], most - 1):
                yield [{before: 1.0}, *rest]


def standing(
    texts: Texts, pattern: Sequence[dict[int, float]], among: Set[int] | None = None
) -> dict[int, tuple[int, float]]:
    """Return the texts in which words stand next to one another.

    Args:
        texts: The texts.
        pattern: For each place the words that may stand there, with their worth.
        among: The numbers of the texts that are looked at; all of them without it.

    Returns:
        For each such text the place of the first word and the least worth, where that is greatest.
    """
    best: dict[int, tuple[int, float]] = {}
    if not pattern or not all(pattern):
        return best
    if len(pattern) == 1:
        return _standing_alone(texts, pattern[0], among)
    sizes = [sum(map(texts.count, meanings)) for meanings in pattern]
    rarest = sizes.index(min(sizes))
    rare = pattern[rarest]
    for text in _holding_all(texts, pattern, sizes, among):
        give_up_if_unwanted()
        words = texts.of(text)
        last = len(words) - len(pattern)
        for place, word in enumerate(words):
            if word in rare and 0 <= (start := place - rarest) <= last:
                worth = 1.0
                for meanings, found in zip(pattern, words[start:], strict=False):
                    # Most stand far apart: the first neighbour tells.
                    if (own := meanings.get(found)) is None:
                        break
                    worth = min(worth, own)
                else:
                    if worth > best.get(text, (0, 0.0))[1]:
                        best[text] = start, worth
    return best


def _standing_alone(
    texts: Texts, meanings: dict[int, float], among: Set[int] | None
) -> dict[int, tuple[int, float]]:
    """What `standing` returns for a single place."""
    best: dict[int, tuple[int, float]] = {}
    for word, worth in sorted(meanings.items(), key=itemgetter(1), reverse=True):
        for text in texts.holding(word):
            give_up_if_unwanted()
            if among is not None and text not in among:
                continue
            there = best.get(text)
            if worth and (there is None or there[1] == worth):
                place = [*texts.of(text)].index(word)
                if there is None or place < there[0]:
                    best[text] = place, worth
    return best


def _holding_all(
    texts: Texts,
    pattern: Sequence[dict[int, float]],
    sizes: Sequence[int],
    among: Set[int] | None,
) -> Set[int]:
    """The texts in which words of each place of a pattern stand; of few texts any may be given."""
    if among is not None and len(among) < min(sizes):
        return among
    first, *others = sorted(range(len(sizes)), key=sizes.__getitem__)
    having: set[int] = set().union(*map(texts.holding, pattern[first]))
    if among is not None:
        having &= among
    for place in others:
        # To look where words stand takes longer than to see whether they all stand in a text.
        having.intersection_update(chain.from_iterable(map(texts.holding, pattern[place])))
    return having


def most_errors(word: str, *, supported: bool) -> int:
    """Return how many typing errors a word may hold: more where others of the query are known."""
    lengths = weights.ERRORS_FROM_SUPPORTED if supported else weights.ERRORS_FROM
    return sum(len(word) >= length for length in lengths)


# So few words are compared sooner than those with a piece of a word are found among them.
_FEW = 512


def near_words(
    texts: Texts, word: str, most: int, *, supported: bool = True, shortest: int = 3
) -> list[tuple[int, int]]:
    """Return the words that a word may be a misspelling of, each with the number of errors.

    An error is a letter too many, too few or wrong, or two neighbours swapped (the optimal string
    alignment distance). Digits are never wrong. A wrong first letter is seldom: in a short word it
    must be the only error.

    Args:
        texts: The texts whose words they are.
        word: A plain word.
        most: The greatest number of errors.
        supported: Whether other words of the query are known. Without them two letters too many or
            too few make another word: graphql is not graph. With them they do so in a short word:
            rental is not real.
        shortest: The least number of letters of the words found.
    """
    # Imported here because it takes longer than all else that a search does; the package before
    # its parts, for while `browse` loads it in another thread, a part may be half loaded.
    from rapidfuzz import distance, process

    digits = digits_of(word)
    other_length = supported and len(word) >= weights.SHORTEST_LENGTHENED
    # So many errors may be anywhere; with more than these the first letter is right.
    anywhere = min(most, 1 + len(word) // weights.SHORTEST_ASTRAY)
    near = []
    for length in range(max(len(word) - most, min(shortest, len(word))), len(word) + most + 1):
        names = _compared(texts, word, length, most, anywhere)
        for name, score, number in process.extract(
            word, names, scorer=distance.OSA.distance, score_cutoff=most, limit=None
        ):
            errors = int(score)
            if (
                errors < length
                and name not in STOP_WORDS
                and digits_of(name) == digits
                and (name[0] == word[0] or errors <= anywhere)
                and (other_length or errors != abs(length - len(word)) or errors < 2)
                # Those that are no more than parts of words are not what anybody means to type.
                and texts.count(number)
            ):
                near.append((number, errors))
    return sorted(near)


def _compared(texts: Texts, word: str, length: int, most: int, anywhere: int) -> dict[int, str]:
    """The words of a length that may be near to a word, by their numbers."""
    if len(word) <= anywhere or texts.so_long(length) <= _FEW:
        return texts.beginning_so_long("", length)
    names = texts.sharing(length, _pieces(word, anywhere), anywhere)
    if most > anywhere:
        names |= texts.beginning_so_long(word[0], length)
    return names


def _pieces(word: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield pieces of a word, and where each begins: one is whole in every word near to it.

    So many errors as `most` cannot be in one piece more than these, unless two letters are swapped
    across the bound of two pieces.
    """
    count = most + 1
    bounds = [len(word) * i // count for i in range(count + 1)]
    for start, end in pairwise(bounds):
        yield start, word[start:end]
    if most:
        for bound in bounds[1:-1]:
            swapped = word[bound - 1 : bound + 1][::-1]
            if len(swapped) > 1:
                yield from _pieces(word[: bound - 1] + swapped + word[bound + 1 :], most - 1)


def digits_of(word: str) -> str:
    """Return the digits of a word, in their order."""
    return "".join(filter(str.isdigit, word))


def near_stop_word(word: str) -> bool:
    """Tell whether a word may be a filler word with a letter too many or too few, or two swapped.

    One with a wrong letter is too often a word of its own: hate is not have.
    """
    alike = [filler for filler in STOP_WORDS if len(filler) > 2 and _may_be_near(word, filler)]
    if not alike:
        return False
    # Imported here, as in `near_words`.
    from rapidfuzz import distance

    return any(distance.OSA.distance(word, filler, score_cutoff=1) <= 1 for filler in alike)


def _may_be_near(word: str, filler: str) -> bool:
    """Whether two words have the same letters but for one too many."""
    shorter, longer = sorted((word, filler), key=len)
    if len(shorter) == len(longer):
        return sorted(shorter) == sorted(longer)
    return len(longer) == len(shorter) + 1 and set(shorter) <= set(longer)
