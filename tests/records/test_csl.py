"""Records of DOIs: what Crossref and DataCite answer, well and badly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.names import Name
from kdcat.records.csl import LARGEST, of_csl
from kdcat.records.record import Record, of_kept
from kdcat.records.record import kept_json as kept
from tests.records.answers import ABSTRACT, CROSSREF, DATACITE, FETCHED, encoded

AUTHORS = (
    Name("Lark", "Ada"), Name("Li", "Bo", suffix="Jr."), Name("Berg", "Cy", "van den"),
    Name("Choir Collaboration", whole=True),
)  # fmt: skip
SPARROW = Record(
    title="Teaching a sparrow by a choir", authors=AUTHORS, abstract=ABSTRACT,
    venue="IEEE Transactions on Pattern Analysis and Machine Intelligence", year=2022,
    doi="10.9999/sparrow.2022.17", kind="journal", pages="1204-1217", volume="44", issue="7",
    publisher="Institute of Birds", source="Crossref", fetched=FETCHED,
)  # fmt: skip


def read(**changed: Any) -> Record | None:
    return of_csl(encoded(CROSSREF | changed), FETCHED)


def test_an_answer_of_crossref() -> None:
    assert read() == SPARROW


def test_an_answer_of_datacite() -> None:
    assert of_csl(encoded(DATACITE), FETCHED) == Record(
        title="Teaching a sparrow by a choir",
        authors=(Name("Lark", "Ada"), Name("The Choir", whole=True)),
        abstract=ABSTRACT, venue="arXiv", year=2022, doi="10.48550/arxiv.2203.00017",
        arxiv_id="2203.00017", kind="preprint", publisher="arXiv", source="DataCite",
        fetched=FETCHED,
    )  # fmt: skip


def test_crossrefs_own_form_and_arrays_where_text_is_meant() -> None:
    arrays = {
        "title": [CROSSREF["title"]], "container-title": [CROSSREF["container-title"], "TPAMI"],
        "subtitle": [], "page": "1204-1217",
    }  # fmt: skip
    whole = {"status": "ok", "message-type": "work", "message": CROSSREF | arrays}
    assert of_csl(encoded(whole), FETCHED) == SPARROW
    assert of_csl(encoded([CROSSREF | arrays]), FETCHED) == SPARROW


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ([[2022, 3, 1]], 2022), ([[2022, 3]], 2022), ([[2022]], 2022), ([["2022", "03"]], 2022),
        ([[2018, 10, 21, 13]], 2018), ([[]], None), ([], None), ([[None]], None), (None, None),
        ([["spring"]], None), ([[20222]], None), ([[True]], None), ([[-5]], None), ("2022", 2022),
        ([[{"a": 1}]], None), ([[2022.5]], None), ([["٢٠٢٢"]], None), ([["9" * 5000]], None),
    ],
)  # fmt: skip
def test_dates_of_none_to_more_than_three_parts(date: object, year: int | None) -> None:
    found = read(**{"issued": {"date-parts": date}, "published-print": None})
    assert found == SPARROW._replace(year=year)


def test_the_year_of_print_where_none_is_issued() -> None:
    assert read(issued={"date-parts": [[None]]}) == SPARROW


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"title": "A <i>big</i> &amp;lt; small &amp; $\\alpha$-bird"}, {"title": "A big < small & α-bird"}),
        ({"subtitle": ["A song"]}, {"title": "Teaching a sparrow by a choir: A song"}),
        ({"subtitle": ["By a choir"]}, {}),
        # Both in one are longer than what is kept may be.
        ({"subtitle": ["a" * 1990]}, {}),
        ({"author": None}, {"authors": ()}),
        ({"author": {"given": "Ada"}}, {"authors": ()}),
        ({"author": [{"given": "Ada", "family": "Lark"}, {"ORCID": "x"}]}, {"authors": ()}),
        ({"author": [{"given": "Ada", "family": "Lark"}, None]}, {"authors": ()}),
        ({"author": [{"literal": "Song Lab"}]}, {"authors": (Name("Song Lab", whole=True),)}),
        ({"author": [{"given": "Sukarno", "family": ""}]}, {"authors": (Name("Sukarno"),)}),
        ({"author": [{"given": "张", "family": "三"}]}, {"authors": (Name("三", "张"),)}),
        ({"author": [{"given": ["Ada"], "family": ["Lark"]}]}, {"authors": (Name("Lark", "Ada"),)}),
        ({"editor": [{"given": "Ed", "family": "Itor"}]}, {"editors": (Name("Itor", "Ed"),)}),
        ({"abstract": None}, {"abstract": None}),
        ({"abstract": "a" * 20_001}, {"abstract": None}),
        ({"abstract": ["\x1b[31mred\x07"]}, {"abstract": "[31mred"}),
        ({"container-title": []}, {"venue": None}),
        ({"container-title": ["Lecture Notes in Birds", "Computer Vision – ECCV 2022"]}, {"venue": "Computer Vision – ECCV 2022"}),
        ({"container-title": ["Lecture Notes in Birds", "Birds at Night"]}, {"venue": "Birds at Night"}),
        ({"container-title": [None, 5, ["x"]]}, {"venue": "x"}),
        ({"container-title": {"a": 1}}, {"venue": None}),
        ({"volume": 44, "issue": 7}, {}),
        ({"volume": None, "issue": True, "page": []}, {"volume": None, "issue": None, "pages": None}),
        ({"page": None, "article-number": "140501"}, {"pages": "140501"}),
        ({"type": None}, {"kind": "other"}),
        ({"type": ["article-journal"]}, {"kind": "other"}),
        ({"type": "chapter", "event": {"name": "x"}}, {"kind": "conference"}),
        ({"DOI": None}, {"doi": None}),
        ({"DOI": "no doi"}, {"doi": None}),
        ({"source": None}, {"source": "doi.org"}),
    ],
)  # fmt: skip
def test_what_is_in_no_form_is_left_out(changed: dict[str, Any], fields: dict[str, Any]) -> None:
    assert read(**changed) == SPARROW._replace(**fields)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"null", b"[]", b"17", b"{}", b"<html>404</html>", b"{", b"\xff\xfe", b"[" * 100_000,
        encoded(CROSSREF | {"title": None}), encoded(CROSSREF | {"title": []}),
        encoded({"message": {"title": 5}}), b'"' + b"a" * (LARGEST + 1) + b'"',
    ],
)  # fmt: skip
def test_what_is_no_record_is_none(content: bytes) -> None:
    assert of_csl(content, FETCHED) is None


def test_an_answer_of_ten_megabytes_is_read_where_its_paper_is_as_long_as_one() -> None:
    references = [{"unstructured": "a" * 9000}] * 1000
    assert read(reference=references) == SPARROW
    assert read(reference=references * 2) is None
    assert read(title="a" * 2001) is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
    | st.sampled_from(["<jats:p>", "$\\frac{", "10.9999/x", "2022", "&lt;b&gt;", "\x00", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["date-parts", "given", "family", "literal", "name", "message"]), inner, max_size=3,
    ), max_leaves=8,
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(sorted({*CROSSREF, "editor", "subtitle", "message"})), ANYTHING)
)
def test_whatever_it_holds_the_record_is_whole_or_none(changed: dict[str, Any]) -> None:
    found = of_csl(json.dumps(CROSSREF | changed).encode(), FETCHED)
    # What is kept is read back by rules of its own.
    assert found is None or of_kept(json.loads(json.dumps(kept(found)))) == found
