"""Which paper a record fits: never another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.names import Name
from kdcat.records.fitting import (
    Key,
    alike,
    fits,
    is_published_as,
    keys_of,
    record_of,
    with_records,
)
from kdcat.records.kept import Kept
from tests.records.answers import FETCHED, paper, record

DOI, ARXIV = Key("doi", "10.9999/x"), Key("arxiv", "2203.00017")
TITLE = Key("title", "teaching a sparrow by a choir")


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ({}, [TITLE]),
        ({"doi": "10.9999/x"}, [DOI]),
        ({"arxiv_id": "2203.00017"}, [ARXIV]),
        ({"doi": "10.9999/x", "arxiv_id": "2203.00017"}, [DOI, ARXIV]),
        ({"doi": "10.48550/arxiv.2203.00017", "arxiv_id": "2203.00017"}, [ARXIV]),
        ({"title": "Évian's  Sparrow: A-Song"}, [Key("title", "evian sparrow a song")]),
    ],
)
def test_what_a_record_is_asked_for_by(said: dict[str, str], keys: list[Key]) -> None:
    assert keys_of(paper(**said)) == keys


@pytest.mark.parametrize(
    ("said", "key", "of_record", "fitting"),
    [
        ({}, TITLE, {}, True),
        ({}, TITLE, {"title": "TEACHING  a sparrow, by a choir."}, True),
        ({}, TITLE, {"title": "Teaching a sparrow by choirs"}, False),
        ({}, TITLE, {"title": "Teaching a sparrow by a choir: a study"}, False),
        ({}, TITLE, {"year": 2023}, True),
        ({}, TITLE, {"year": 2021}, True),
        ({}, TITLE, {"year": 2024}, False),
        ({}, TITLE, {"year": None}, False),
        ({"year": None}, TITLE, {}, False),
        ({}, TITLE, {"title": None}, False),
        ({}, DOI, {"doi": "10.9999/x"}, True),
        ({}, DOI, {"doi": "10.9999/x", "year": 1999}, True),
        ({}, DOI, {"doi": "10.9999/y"}, False),
        ({}, DOI, {"doi": None}, False),
        ({}, DOI, {"doi": "10.9999/x", "title": "An owl at night"}, False),
        ({}, DOI, {"doi": "10.9999/x", "title": "Teaching a sparrow by a choir: a study"}, True),
        ({}, DOI, {"doi": "10.9999/x", "title": "Teaching sparrow by a choir"}, True),
        ({}, ARXIV, {"arxiv_id": "2203.00017"}, True),
        ({}, ARXIV, {"arxiv_id": "2203.00018"}, False),
    ],
)
def test_a_record_fits_its_own_paper(
    said: dict[str, object], key: Key, of_record: dict[str, object], fitting: bool
) -> None:
    assert fits(paper(**said), key, record(**of_record)) is fitting


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Point-to-Voxel Distillation", "point to voxel distillation.", True),
        ("A study of birds", "A study of birds: with a choir", True),
        ("Birds", "Birds: a study", False),
        ("A study of birds", "A study of birds in winter", False),
        ("", "", True),
    ],
)
def test_titles_that_are_alike(one: str, other: str, same: bool) -> None:
    assert (alike(one, other), alike(other, one)) == (same, same)


@given(st.text(max_size=40), st.text(max_size=40))
def test_alike_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)


def test_the_record_of_the_doi_goes_first_and_the_abstract_comes_from_arxiv() -> None:
    of_doi = record(doi="10.9999/x", authors=(Name("Lark", "Ada"),), pages="1-9")
    of_arxiv = record(
        arxiv_id="2203.00017", authors=(Name("L.", "A."),), abstract="A.", source="arXiv", year=2021
    )
    kept = {str(DOI): Kept(FETCHED, of_doi), str(ARXIV): Kept(FETCHED, of_arxiv)}
    both = paper(doi="10.9999/x", arxiv_id="2203.00017")
    whole = of_doi._replace(abstract="A.", arxiv_id="2203.00017", source="Crossref, arXiv")
    other = paper(title="An owl at night", arxiv_id="2203.00017")
    assert list(with_records([both, other, paper()], kept)) == [
        both._replace(record=whole), other, paper()
    ]  # fmt: skip
    assert (
        record_of(both, {str(DOI): Kept(FETCHED, None), str(ARXIV): Kept(FETCHED, of_arxiv)})
        == of_arxiv
    )
    assert record_of(both, {}) is None


TPAMI = "IEEE Transactions on Pattern Analysis and Machine Intelligence"


@pytest.mark.parametrize(
    ("said", "of_record", "same"),
    [
        ({}, {"venue": TPAMI, "kind": "journal"}, True),
        ({}, {"venue": "arXiv", "kind": "preprint"}, False),
        ({}, {"venue": "Pattern Recognition", "kind": "journal"}, False),
        ({}, {"venue": "Birds", "kind": "journal", "doi": "10.9999/x"}, False),
        ({"doi": "10.9999/x"}, {"venue": "Birds", "kind": "journal", "doi": "10.9999/x"}, True),
        ({"venue": None, "venue_raw": None}, {"venue": "Birds"}, True),
        ({"venue": "Birds", "venue_raw": "Birds"}, {"venue": "birds"}, True),
        ({"venue": "Birds", "venue_raw": "Birds"}, {"venue": None}, False),
        ({"venue": "arXiv", "venue_raw": "arXiv"}, {"venue": "arXiv", "kind": "preprint"}, True),
        ({"venue": "arXiv", "venue_raw": "arXiv"}, {"venue": TPAMI, "kind": "journal"}, False),
        ({"venue": "CVPR", "venue_raw": "CVPR"},
         {"venue": "2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"}, True),
        ({"venue": "CVPR", "venue_raw": "CVPR"},
         {"venue": "2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)"},
         False),
    ],
)  # fmt: skip
def test_pages_are_of_the_publication_that_the_entry_names(
    said: dict[str, str], of_record: dict[str, str], same: bool
) -> None:
    assert is_published_as(paper(**said), record(**of_record)) is same
