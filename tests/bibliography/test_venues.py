"""Venues: the table's facts hold together, and texts find their venue."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kdcat.bibliography import venues
from kdcat.bibliography.venues import (
    Venue,
    all_venues,
    canonical,
    find,
    folded,
    known_too,
    opening_letters,
)
from tests.making import LABELS

VENUES = all_venues()
WRITTEN = sorted({(label["venue_raw"], label["venue"]) for label in LABELS if label["venue_raw"]})


def names_of(venue: Venue) -> tuple[str, ...]:
    return (venue.name, venue.full_name, *venue.aliases, *venue.misspellings)


@pytest.mark.parametrize("venue", VENUES, ids=lambda venue: venue.name)
def test_every_venue_is_found_by_each_of_its_names(venue: Venue) -> None:
    names = names_of(venue)
    assert [find(name) for name in names] == [venue] * len(names)
    assert [find(f"{name.upper()}  2024 ") for name in names] == [venue] * len(names)


def test_no_name_belongs_to_two_venues() -> None:
    owners: dict[str, set[str]] = {}
    for venue in VENUES:
        for name in names_of(venue):
            owners.setdefault(folded(name), set()).add(venue.name)
    assert {name: own for name, own in owners.items() if len(own) > 1} == {}


def test_the_table_says_only_what_the_program_knows() -> None:
    assert {venue.kind for venue in VENUES} == {
        "conference", "journal", "preprint", "workshop", "publisher",
    }  # fmt: skip
    assert {venue.name: venue.held for venue in VENUES if venue.held} == {
        "ACCV": "even", "ECCV": "even", "ICPR": "even", "LREC": "even",
        "ASRU": "odd", "ICCV": "odd", "IPMI": "odd", "WASPAA": "odd",
    }  # fmt: skip
    assert {name: venue.name for venue in VENUES for name in venue.misspellings} == {
        "arXive": "arXiv",
        "EEE/RSJ IROS": "IROS",
        "Pattern Recognition Letter": "Pattern Recognition Letters",
    }
    assert {venue.name for venue in VENUES if venue.kind == "publisher"} == {
        "ACM", "Elsevier", "IEEE", "IEEE/ACM", "LNCS", "MDPI", "PMLR", "Springer", "Springer Nature",
    }  # fmt: skip


def test_a_venue_says_everything_about_itself() -> None:
    assert find("t-pami") == Venue(
        "TPAMI",
        "IEEE Transactions on Pattern Analysis and Machine Intelligence",
        "journal",
        ("T-PAMI", "PAMI", "IEEE PAMI", "IEEE Trans. Pattern Anal. Mach. Intell."),
    )


@pytest.mark.parametrize(("written", "venue"), WRITTEN)
def test_the_venues_of_the_catalog(written: str, venue: str) -> None:
    assert canonical(written) == venue


def test_one_venue_of_the_catalog_is_unknown() -> None:
    assert [raw for raw, _ in WRITTEN if not find(raw)] == [
        "International Conference on Computer Graphics"
    ]


FOUND = {
    "AAAI2019": "AAAI",
    "AAAI-20": "AAAI",
    "ICML'21": "ICML",
    "DCASE2024 Challenge": "DCASE",
    "23rd Interspeech Conference": "Interspeech",
    "IEEE/CVF CVPR 2023": "CVPR",
    "IEEE TPAMI": "TPAMI",
    "IEEE/ACM Transactions on Audio, Speech & Language Processing": "TASLP",
    "Transactions on Multimedia": "TMM",
    "Proceedings of the Thirty-Seventh AAAI Conference on Artificial Intelligence": "AAAI",
    "In Proceedings of the 30th ACM International Conference on Multimedia": "ACM MM",
    "Proc. ICML": "ICML",
    "The 61st Annual Meeting of the Association for Computational Linguistics": "ACL",
    "Advances in Neural Information Processing Systems 35 (NeurIPS 2022)": "NeurIPS",
    "International Conference on Machine Learning (ICML), 2022": "ICML",
    "ICML: International Conference on Machine Learning": "ICML",
    "ICML - International Conference on Machine Learning": "ICML",
    "A Conference Nobody Knows (ICML)": "ICML",
    "Computer Vision and Pattern Recognition (nobody knows)": "CVPR",
    "Findings of the Association for Computational Linguistics: EMNLP 2021": "EMNLP Findings",
    "Findings of ACL 2023": "ACL Findings",
    "EMNLP (Findings)": "EMNLP Findings",
    "NeurIPS 2024 Workshop": "NeurIPS Workshop",
    "CVPR (Workshops)": "CVPRW",
    "IEEE Workshop on Speaking (SLT)": "SLT",
    "arXiv preprint arXiv:2412.16380": "arXiv",
    "CoRR abs/1503.02531": "arXiv",
    "arXiv(v1)": "arXiv",
    "arXiv (v12": "arXiv",
    "arXiv v3": "arXiv",
    "arXiv:v2": "arXiv",
    "bioRxiv (v2) 2020": "bioRxiv",
    "arXiv(v2) (CHI)": "CHI",
    "NeurIPS 2021 (arXiv)": "NeurIPS",
    "arXiv (bioRxiv)": None,
    "Proceedings of the IEEE": "Proceedings of the IEEE",
    "ACM 2024": "ACM",
    "\uff29\uff23\uff2d\uff2c": "ICML",
    "Image & Vision Computing": "Image and Vision Computing",
}


@pytest.mark.parametrize(("written", "name"), FOUND.items())
def test_what_stands_around_a_name_does_not_matter(written: str, name: str) -> None:
    found = find(written)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2024",
        "Neural",
        "NeurIPSs",
        "Access",
        "IEEE Sensors",
        "ACM Transactions on Multimedia",
        "IEEE International Conference on Multimedia",
        "ICML 2023 Workshop on Everything",
        "Workshop on Everything (ICML)",
        "ICML: Tutorials",
        "ICML (ICLR)",
        "Proceedings of the ACM",
        "Somewhere (ACM)",
        "Elsevier: Somewhere",
        "International Conference on Data Mining",
        "International Conference on Computer Graphics",
    ],
)
def test_nothing_is_guessed(written: str) -> None:
    assert find(written) is None
    assert canonical(written) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Computers &  Graphics ", "computers and graphics"),
        ("T-PAMI", "t pami"),
        ("Revista Española", "revista espanola"),
        ("\ufb01ndings \uff06 \u212a", "findings and k"),
        ("知識", "知識"),
        ("--", ""),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


_WRITTEN = st.lists(
    st.sampled_from([*"aZ9 \t_-&.:É\u0301\u00b4\u00a0\ufb01\u212a知™", "The", "cvpr"])
)


@example("™ cvpr")
@given(_WRITTEN.map("".join) | st.text())
def test_a_text_is_a_name_if_its_first_word_begins_one(text: str) -> None:
    name = folded(text)
    assert venues._as_name(text) == (name if venues._begins_name(name.partition(" ")[0]) else "")


def test_what_begins_as_no_venue_is_not_folded_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def noted(text: str) -> str:
        done.append(text)
        return folded(text)

    monkeypatch.setattr(venues, "folded", noted)
    assert find("Boltzmann machines of CVPR 2020 and others") is None
    assert done == []


PIECES = st.sampled_from(
    [
        "ICML",
        "IEEE",
        "ACM",
        "(",
        ")",
        ":",
        " - ",
        " ",
        "2024",
        "23rd",
        "Proceedings of the",
        "Workshop",
    ]
)


@given(st.lists(st.one_of(st.text(max_size=4), PIECES)).map("".join))
def test_no_text_is_trouble(text: str) -> None:
    found = find(text)
    assert found is None or found in VENUES
    assert canonical(text) == (found.name if found else text)


def test_what_is_found_has_the_letters_with_which_a_name_opens() -> None:
    """What has none of them is not looked for."""
    own = Venue("3Ω", "3Ω", "journal", ("42", "5th Übermut"))
    with known_too([own]):
        assert {"um", ""} & opening_letters() == {""}
        assert {"ubermut", "th"} & opening_letters() == {"th"}
        names = {
            name
            for venue in all_venues()
            for name in (venue.name, venue.full_name, *venue.aliases, *venue.misspellings)
        }
        written = [*names, *(f"Proc. of the 3rd IEEE {name} 2021" for name in names)]
        found = [name for name in written if name.isascii() and find(name)]
        assert len(found) > len(names)
        assert [
            name
            for name in found
            if opening_letters().isdisjoint(re.findall("[a-z]+", name.lower())) and name != "42"
        ] == []
