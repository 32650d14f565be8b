"""Words that may be meant: those found by their pieces are those that any comparison finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kdcat.index.texts import Texts
from kdcat.searching import word_matching
from kdcat.searching.word_matching import near_words
from kdcat.words import STOP_WORDS

words = st.text("abn1", min_size=1, max_size=12)


@pytest.mark.slow
@pytest.mark.parametrize("few", [0, 512])
@given(words, st.lists(words, max_size=9), st.integers(1, 3), st.booleans())
def test_near_words_are_all_that_a_comparison_finds(
    few: int, word: str, others: list[str], most: int, supported: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_matching, "_FEW", few)
        texts = Texts.build([*others, _swapped(word, 1), _swapped(word, 2), word[::2]])
        found = {
            texts.word(number): errors
            for number, errors in near_words(texts, word, most, supported=supported)
        }
    names = {texts.word(number) for text in range(len(texts)) for number in texts.of(text)}
    assert found == {
        name: errors
        for name in names
        if (errors := OSA.distance(word, name)) <= most and _may_be(word, name, errors, supported)
    }


def _swapped(word: str, place: int) -> str:
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def _may_be(word: str, name: str, errors: int, supported: bool) -> bool:
    """The rules of `near_words`, said once more."""
    astray = 7 if supported else 10
    return (
        name not in STOP_WORDS
        and errors < len(name) >= min(3, len(word))
        and [c for c in word if c.isdigit()] == [c for c in name if c.isdigit()]
        and (word[0] == name[0] or errors < 2 or len(word) >= astray * (errors - 1))
        and (errors < 2 or errors != abs(len(word) - len(name)) or (supported and len(word) >= 8))
    )
