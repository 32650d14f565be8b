"""What may have been meant: what RapidFuzz says of all known words, though not all are asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from kdcat.errors import did_you_mean, nearest, perhaps

FORMATS = ("json", "jsonl", "csv", "tsv", "bibtex", "markdown", "table")
WORDS = st.text("abcJ -", max_size=6)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("jsn", FORMATS, ["json"]),
        ("BIBTEX", FORMATS, ["bibtex"]),
        ("markdwon", FORMATS, ["markdown"]),
        ("zzz", FORMATS, []),
        ("", FORMATS, []),
        ("json", (), []),
        ("abcd", ("abcd", "abce", "abcf", "abcg"), ["abcd"]),
        ("abcx", ("abcd", "abce", "abcf", "abcg"), ["abcd", "abce", "abcf"]),
    ],
)
def test_the_nearest_words(word: str, known: tuple[str, ...], meant: list[str]) -> None:
    assert nearest(word, known) == meant


@given(st.builds(str.__mul__, WORDS, st.integers(1, 20)), st.lists(WORDS, max_size=6, unique=True))
def test_no_word_is_left_out_that_is_like_enough(word: str, known: list[str]) -> None:
    likeness = {name: fuzz.WRatio(word.casefold(), name.casefold()) for name in known}
    best = max(likeness.values(), default=0.0)
    like = sum(score >= max(75, best - 5) for score in likeness.values())
    found = nearest(word, known)
    assert len(found) == min(3, like)
    assert all(likeness[name] >= max(75, best - 5) for name in found)


def test_how_it_is_said() -> None:
    assert did_you_mean("jsoll", FORMATS) == "; did you mean jsonl?"
    assert perhaps("abcx", ["abcd", "abce"]) == " (did you mean abcd or abce?)"
    assert (did_you_mean("zzz", FORMATS), perhaps("zzz", FORMATS)) == ("", "")
