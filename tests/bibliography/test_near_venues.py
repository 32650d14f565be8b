"""Words that are meant for a venue's name: against RapidFuzz, and by examples."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kdcat.bibliography.near_venues import alike, is_one_slip, misspells_venue
from kdcat.bibliography.venues import all_venues, folded

WORDS = st.text(string.ascii_lowercase[:4], max_size=6)


@given(one=WORDS, other=WORDS)
def test_one_slip_is_an_edit_distance_of_one(one: str, other: str) -> None:
    assert is_one_slip(one, other) == (OSA.distance(one, other) == 1)


@given(word=st.sampled_from(["neuips", "siggraph", "natur", "interspeehc", "ijcia"]) | WORDS)
def test_every_name_of_one_word_that_is_one_slip_away_is_among_those_alike(word: str) -> None:
    names = {
        (folded(name), venue.name)
        for venue in all_venues()
        if venue.kind != "publisher"
        for name in (venue.name, venue.full_name, *venue.aliases)
    }
    near = {(name, venue) for name, venue in names if OSA.distance(word, name) == 1}
    assert near - {(name, venue) for name, venue in near if " " in name} <= alike(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Interspech", True),
        ("Nuerips", True),
        ("Eurographcs", True),
        ("Interspeech", False),
        # One letter makes another acronym of a short one, and the first is seldom mistaken.
        ("CVPQ", False),
        ("Jnterspeech", False),
        ("Google", False),
        ("", False),
    ],
)
def test_a_word_that_misspells_a_venue(word: str, *, expected: bool) -> None:
    assert misspells_venue(word) == expected
