"""Records that were found by a title, at Semantic Scholar and at OpenAlex."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from kdcat.bibliography.names import Name
from kdcat.records.record import Record, kept_json, of_kept
from kdcat.records.title_search import of_match, of_works
from tests.records.answers import FETCHED, OPENALEX, SCHOLAR, encoded
from tests.records.test_csl import ANYTHING

FINCH = Record(
    title="A finch that hears", authors=(Name("Lark", "Ada"), Name("Li", "B.")),
    venue="Birds at Night", year=2021, doi="10.9999/finch.2021.3", kind="conference", pages="3-9",
    source="Semantic Scholar", fetched=FETCHED,
)  # fmt: skip


def scholar(**changed: Any) -> bytes:
    return encoded({"data": [SCHOLAR["data"][0] | changed]})


def test_the_match_of_semantic_scholar() -> None:
    assert of_match(encoded(SCHOLAR), FETCHED) == FINCH


def test_the_first_work_of_openalex() -> None:
    assert of_works(encoded(OPENALEX), FETCHED) == FINCH._replace(
        authors=(Name("Lark", "Ada"),), abstract="We hear and hear more.", volume="2",
        publisher="Institute of Birds", source="OpenAlex",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"authors": None}, {"authors": ()}),
        ({"authors": [{"name": None}, {"name": "B. Li"}]}, {"authors": ()}),
        ({"year": "2021"}, {"year": None}),
        ({"externalIds": None}, {"doi": None}),
        ({"externalIds": {"ArXiv": "2101.00017"}}, {"doi": None, "arxiv_id": "2101.00017"}),
        ({"venue": "arXiv.org"}, {"venue": "arXiv.org", "kind": "preprint"}),
        ({"venue": "", "publicationVenue": None}, {"venue": "Birds"}),
        ({"publicationVenue": None, "publicationTypes": ["JournalArticle"]}, {"kind": "journal"}),
        ({"journal": ["x"]}, {"pages": None}),
        ({"abstract": "<p>Of a finch.</p>"}, {"abstract": "Of a finch."}),
    ],
)  # fmt: skip
def test_what_semantic_scholar_leaves_out(changed: dict[str, Any], fields: dict[str, Any]) -> None:
    assert of_match(scholar(**changed), FETCHED) == FINCH._replace(**fields)


@pytest.mark.parametrize(
    "content",
    [
        b'{"error": "Title match not found"}', b'{"data": []}', b'{"data": [null]}', b"[]", b"", b"null",
        b'{"data": {"title": "x"}}', b'{"results": []}', b'{"results": [{"title": null}]}', b"<html>",
    ],
)  # fmt: skip
def test_where_none_is_known_there_is_none(content: bytes) -> None:
    assert (of_match(content, FETCHED), of_works(content, FETCHED)) == (None, None)


def test_an_abstract_that_lacks_a_word_is_none() -> None:
    work = OPENALEX["results"][0]
    index: Any
    for index in (
        {"We": [0], "hear": [2]},
        {"We": [0, 0]},
        {"We": ["0"]},
        {"We": [10**9]},
        {"We": [0, 10_000]},
        {"a": 0},
        [],
    ):
        found = of_works(encoded({"results": [work | {"abstract_inverted_index": index}]}), FETCHED)
        assert found is not None
        assert found.abstract == ("We" if index == {"We": [0, 0]} else None)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_whatever_they_hold_the_record_is_whole_or_none(a: Any, b: Any, c: Any, d: Any) -> None:
    best = {"title": "A finch", "externalIds": a, "journal": b, "authors": c, "publicationVenue": d,
            "year": a, "venue": b, "publicationTypes": c}  # fmt: skip
    work = {"title": "A finch", "doi": a, "biblio": b, "authorships": c, "primary_location": d,
            "abstract_inverted_index": a, "publication_year": c}  # fmt: skip
    for found in (
        of_match(encoded({"data": [best]}), FETCHED),
        of_works(encoded({"results": [work]}), FETCHED),
    ):
        assert found is not None
        assert of_kept(json.loads(json.dumps(kept_json(found)))) == found
