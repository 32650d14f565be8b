"""What can be no venue is seen at once, and what is one stays it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kdcat.bibliography.venues import all_venues
from kdcat.layouts import venue_words, venues

NAMES = st.sampled_from(
    sorted({name for venue in all_venues() for name in (venue.name, *venue.aliases)})
)
WORDS = st.sampled_from([
    *" ,.:;-/()[]&@'|3", ", ", ": ", " - ", " in ", "In ", "to appear in ", "Accepted by ", "the ", "Proc. of ", "3rd ",
    "Thirty-First ", "12 May, 2021 ", "J.M.L.R. ", "FOO-BAR", "journal", "under review ", "，", "：", "（", "《", "ＣＶＰＲ", "学报", "É",
    "™", "\u0301", "2020", "'20", "20", "(2020)", "May 2021", "arXiv:2001.00001", "a", "Beta", "GAN", "LaTeX", "FOO", "FOO+", "thesis",
    " oral", "(Oral)", ":fire:", "(pp. 1-2)", "15(1), 1929-1958", "é", "\n", "\v",
])  # fmt: skip
TEXTS = st.lists(NAMES | WORDS, max_size=7).map("".join)


@settings(max_examples=500)
@given(TEXTS)
def test_what_can_be_no_venue_is_none(text: str) -> None:
    """Of a text of words that begin no venue, are none in capitals and say nothing of one."""
    seen = venues.is_venue(text), venues.venue_in(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(venues, "may_have_venue", lambda _: True)
        patched.setattr(venues, "may_be_venue", lambda _: True)
        patched.setattr(venues, "says_venue", lambda _: True)
        _forget()
        assert (venues.is_venue(text), venues.venue_in(text)) == seen
    _forget()


def _forget() -> None:
    for remembering in (venues.is_venue, venues.venue_in, venues._whole):
        remembering.cache_clear()


def test_most_words_are_seen_to_be_no_venue() -> None:
    assert [
        text
        for text in (
            "Babu dofe",
            "r12: <https://a.org/12",
            "Alpha, 2020",
            "GAN of b",
            "“Babu dofé”",
            "CVPR",
            "AB 20",
            "Babu（CVPR",
            "Babu 学报",
        )
        if venue_words.may_have_venue(text)
    ] == ["CVPR", "AB 20", "Babu（CVPR", "Babu 学报"]


def test_what_begins_as_no_venue_is_seen_to_be_none_as_a_whole() -> None:
    """Though a venue's name stands in it: not in front, nor behind what parts two names."""
    assert [
        text
        for text in (
            "Babu dofe, CVPR 2020",
            "Babu，CVPR 2020",
            "doi:10.1/babu, 2020",
            "www.babu.org/2020",
            "“Babu” dofé",
            "Babu (FOO 2020)",
            "Babu (CVPR 2020)",
            "Babu: 3rd ICML",
            "Babu：CVPR",
            "2020, CVPR",
            "In Babu",
            "Twelfth ICML",
            "Babu of the Conference",
            "BABU 2020",
            "《CVPR》",
        )
        if venue_words.says_venue(text) or venue_words.may_be_venue(text)
    ] == [
        *("Babu，CVPR 2020", "Babu (CVPR 2020)", "Babu: 3rd ICML", "Babu：CVPR"),
        *("2020, CVPR", "In Babu"),
        *("Twelfth ICML", "Babu of the Conference", "BABU 2020", "《CVPR》"),
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence (TPAMI)", True),
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence (TPAMI), 2024", True),
        ("International Journal of Computer Vision (IJCV) 2020", True),
        ("A Conference of Agents That Learn From One Another (CALA)", False),
        ("Learning From Students With Few Examples (arXiv 2020)", False),
        ("GPT-4 Technical Report (arXiv 2023)", False),
        ("Transactions of Students With Their Teachers (2024)", False),
    ],
)
def test_a_venue_with_its_acronym_in_brackets_is_one(text: str, is_one: bool) -> None:
    assert venues.is_venue(text) == is_one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Advances in neural rendering", False),
        ("Comput. Methods Appl. Mech. Eng.", True),
        ("J. Comput. Phys.", True),
    ],
)
def test_a_series_is_no_title_and_a_title_no_series(text: str, expected: bool) -> None:
    assert venues.is_venue(text) is expected


def test_another_venue_may_begin_behind_a_bracket() -> None:
    written = "arXiv(v3) 2025 (Proc. 2025 IEEE 8th International Conference on Multimedia Retrieval (MIPR), 2025)"
    found = venues.venue_in(written)
    assert found is not None
    assert found.venue == "IEEE 8th International Conference on Multimedia Retrieval (MIPR)"
