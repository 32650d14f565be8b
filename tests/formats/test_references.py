"""RIS, read back by rispy, and CSL-JSON, read by citeproc-py and held to its schema."""

import json
import warnings
from collections.abc import Iterable

import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given
from jsonschema import Draft7Validator

from kdcat.bibliography.works import listings, places
from kdcat.formats.citations import citation_keys
from kdcat.formats.table import render
from kdcat.paper import Paper
from kdcat.printable import printable
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, VENUES, hostile, texts


@pytest.fixture(autouse=True, scope="module")
def _venues() -> Iterable[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kdcat.bibliography.venues.find", VENUES.get)
        yield


def ris(papers: Iterable[Paper]) -> list[dict[str, object]]:
    found = rispy.loads("".join(render("ris", papers)))
    return [dict(record) for record in found]


def csl(papers: Iterable[Paper]) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads("".join(render("csl-json", papers)))
    CSL_SCHEMA.validate(items)
    return items


# The part of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json (CSL 1.0.2)
# that the items use; like the whole, it refuses other keys.
_TEXT = {"type": "string"}
CSL_SCHEMA = Draft7Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "type": {"enum": ["article", "article-journal", "document", "paper-conference"]},
                "id": {"type": ["string", "number"]},
                "title": _TEXT,
                "container-title": _TEXT,
                "publisher": _TEXT,
                "number": {"type": ["string", "number"]},
                "DOI": _TEXT,
                "URL": _TEXT,
                "keyword": _TEXT,
                "custom": {"type": "object"},
                "issued": {
                    "type": "object",
                    "properties": {
                        "date-parts": {
                            "type": "array",
                            "items": {
                                "type": "array",
                                "items": {"type": ["string", "number"]},
                                "minItems": 1,
                                "maxItems": 3,
                            },
                            "minItems": 1,
                            "maxItems": 2,
                        }
                    },
                    "additionalProperties": False,
                },
            },
            "required": ["type", "id"],
            "additionalProperties": False,
        },
    }
)


def test_a_record_as_it_is_written() -> None:
    assert "".join(render("ris", [FULL])) == (
        "TY  - CONF\r\n"
        "ID  - radardistill-k3x9m\r\n"
        "TI  - RadarDistill: Boosting Radar & LiDAR {50%} with Distillation\r\n"
        "T2  - Conference on Computer Vision & Pattern Recognition\r\n"
        "PY  - 2024\r\n"
        "DO  - 10.1109/cvpr_52733.2024\r\n"
        "AN  - arXiv:2403.05061\r\n"
        "UR  - https://example.org/a_b/~c%20d?x=1&y=2#z\r\n"
        "L3  - https://github.com/someone/radar_distill\r\n"
        "KW  - 3D Input\r\n"
        "KW  - 3D Object Detection\r\n"
        "KW  - Radar, LiDAR\r\n"
        "ER  - \r\n"
        "\r\n"
    )


def test_an_item_as_it_is_written() -> None:
    assert csl([FULL]) == [
        {
            "id": "radardistill-k3x9m",
            "type": "paper-conference",
            "title": "RadarDistill: Boosting Radar & LiDAR {50%} with Distillation",
            "container-title": "Conference on Computer Vision & Pattern Recognition",
            "issued": {"date-parts": [[2024]]},
            "DOI": "10.1109/cvpr_52733.2024",
            "URL": "https://example.org/a_b/~c%20d?x=1&y=2#z",
            "keyword": "3D Input, 3D Object Detection, Radar, LiDAR",
            "custom": {
                "code": "https://github.com/someone/radar_distill",
                "preprint": "arXiv:2403.05061",
            },
        }
    ]


def test_nothing_is_invented() -> None:
    (key,) = citation_keys([BARE])
    assert ris([BARE]) == [{"type_of_reference": "GEN", "id": key, "title": "Bare"}]
    assert csl([BARE]) == [{"id": key, "type": "document", "title": "Bare"}]


@pytest.mark.parametrize(
    ("venue", "ris_fields", "csl_fields"),
    [
        (
            "NeurIPS Workshop",
            {"type_of_reference": "CONF", "secondary_title": "Workshop at NeurIPS"},
            {"type": "paper-conference", "container-title": "Workshop at NeurIPS"},
        ),
        (
            "TMM",
            {"type_of_reference": "JOUR", "secondary_title": "IEEE Transactions on Multimedia"},
            {"type": "article-journal", "container-title": "IEEE Transactions on Multimedia"},
        ),
        (
            "arXiv",
            {"type_of_reference": "UNPB", "publisher": "arXiv"},
            {"type": "article", "publisher": "arXiv", "number": "arXiv:2403.05061"},
        ),
        (
            "ACM",
            {"type_of_reference": "GEN", "publisher": "Association for Computing Machinery"},
            {"type": "document", "publisher": "Association for Computing Machinery"},
        ),
        (
            "Nowhere",
            {"type_of_reference": "GEN", "secondary_title": "Nowhere"},
            {"type": "document", "container-title": "Nowhere"},
        ),
        (
            None,
            {"type_of_reference": "UNPB", "publisher": "arXiv"},
            {"type": "article", "publisher": "arXiv", "number": "arXiv:2403.05061"},
        ),
    ],
)
def test_the_kind_of_venue_makes_the_record(
    venue: str | None, ris_fields: dict[str, str], csl_fields: dict[str, str]
) -> None:
    paper = BARE._replace(venue=venue, venue_raw=venue, arxiv_id="2403.05061")
    (key,) = citation_keys([paper])
    assert ris([paper]) == [
        {"id": key, "title": "Bare", "accession_number": "arXiv:2403.05061", **ris_fields}
    ]
    # A number is said once: beside the preprint's venue, or where no style prints it.
    custom = {} if "number" in csl_fields else {"custom": {"preprint": "arXiv:2403.05061"}}
    assert csl([paper]) == [{"id": key, "title": "Bare", **custom, **csl_fields}]


def _without_none(fields: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}


@pytest.mark.parametrize(
    "papers",
    [(), (FULL,), ALL, tuple(map(hostile, HOSTILE))],
    ids=["none", "one", "all", "hostile"],
)
def test_every_field_comes_back(papers: tuple[Paper, ...]) -> None:
    records, items = ris(papers), csl(papers)
    found = listings(papers)
    keys = citation_keys([listing[0] for listing in found])
    for key, record, item, listing in zip(keys, records, items, found, strict=True):
        paper = listing[0]
        keywords = [printable(name) for name in places(listing)]
        written = paper.venue_raw or ("arXiv" if paper.arxiv_id else None)
        venue = VENUES.get(written or "")
        name = venue.full_name if venue else written and printable(written)
        url = paper.paper_url and paper.paper_url.partition("#:~:")[0]
        in_publisher = venue is not None and venue.kind in {"preprint", "publisher"}
        for field in ("type_of_reference", "type"):
            record.pop(field, None)
            item.pop(field, None)
        assert record == {
            name: value.strip() if isinstance(value, str) else value
            for name, value in _without_none(
                {
                    "id": key,
                    "title": printable(paper.title),
                    "publisher" if in_publisher else "secondary_title": name,
                    "year": paper.year and str(paper.year),
                    "doi": paper.doi,
                    "accession_number": paper.arxiv_id and f"arXiv:{paper.arxiv_id}",
                    "urls": [url] if url else None,
                    "unknown_tag": {"L3": [paper.code_url]} if paper.code_url else None,
                    "keywords": [keyword.strip() for keyword in keywords],
                }
            ).items()
        }
        preprint = venue is not None and venue.kind == "preprint"
        number = paper.arxiv_id and f"arXiv:{paper.arxiv_id}"
        custom = {"code": paper.code_url, "preprint": None if preprint else number}
        assert item == _without_none(
            {
                "id": key,
                "title": printable(paper.title),
                "publisher" if in_publisher else "container-title": name,
                "issued": {"date-parts": [[paper.year]]} if paper.year else None,
                "DOI": paper.doi,
                "URL": url,
                "keyword": ", ".join(keywords),
                "custom": _without_none({**custom}) or None,
                "number": number if preprint else None,
            }
        )


@given(texts)
def test_any_text_comes_back(text: str) -> None:
    paper = BARE._replace(title=text)
    (record,) = ris([paper])
    assert record.get("title", "") == printable(text).strip()
    (item,) = csl([paper])
    assert item["title"] == printable(text)


def rendered(papers: Iterable[Paper]) -> list[str]:
    """The bibliography as citeproc-py prints it, in the style that comes with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (  # type: ignore[import-untyped]
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
    items = csl(papers)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read = CiteProcJSON(items)
    # It knows no `custom`, which the schema has.
    assert {str(warning.message) for warning in caught} <= {
        "The following arguments for Reference are unsupported: custom"
    }
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, read, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [" ".join(str(entry).split()) for entry in bibliography.bibliography()]


def test_citeproc_prints_everything_once() -> None:
    # But for the title, which citeproc-py does not leave out where it stands for the authors.
    preprint = BARE._replace(
        title="One", venue="arXiv", venue_raw="arXiv", year=2024, arxiv_id="2409.02020",
        paper_url="https://arxiv.org/abs/2409.02020#:~:text=a,-b",
    )  # fmt: skip
    publisher = BARE._replace(title="Two", venue="ACM", venue_raw="ACM", year=2023)
    journal = BARE._replace(title="Three", venue="TMM", venue_raw="TMM", doi="10.1/2")
    conference = preprint._replace(title="Four", venue="CVPR", venue_raw="CVPR")
    assert rendered([preprint, publisher, journal, conference]) == [
        "“One” (2024) “One”. arXiv. Available at: https://arxiv.org/abs/2409.02020.",
        "“Two” (2023) “Two”. Association for Computing Machinery.",
        "IEEE Transactions on Multimedia (no date) “Three”, IEEE Transactions on Multimedia [Preprint]. Available at: https://doi.org/10.1/2.",
        "“Four” (2024) “Four”, Conference on Computer Vision & Pattern Recognition. Available at: https://arxiv.org/abs/2409.02020.",
    ]


@pytest.mark.slow
def test_citeproc_reads_every_item() -> None:
    printed = rendered(ALL)
    assert len(printed) == len(listings(ALL))
    for entry, listing in zip(printed, listings(ALL), strict=True):
        assert str(listing[0].year or "") in entry
        assert entry.count("arXiv:") <= 1


def test_a_paper_listed_twice_is_one_reference() -> None:
    again = FULL._replace(id="other", task="Depth", subtask=None, line=99)
    (record,) = ris([FULL, again])
    assert record["keywords"] == ["3D Input", "3D Object Detection", "Radar, LiDAR", "Depth"]
    (item,) = csl([FULL, again])
    assert item["keyword"] == "3D Input, 3D Object Detection, Radar, LiDAR, Depth"


def test_later_keys_are_numbered_in_the_order_of_the_file() -> None:
    first, second, third = (BARE._replace(line=line) for line in (1, 2, 3))
    (key,) = citation_keys([first])
    assert citation_keys([first, second, third]) == [key, f"{key}-2", f"{key}-3"]
    assert citation_keys([third, FULL, first]) == [f"{key}-2", *citation_keys([FULL]), key]
    other = first._replace(catalog="another.md")
    assert citation_keys([third, other, first]) == [f"{key}-2", f"{key}-3", key]


def test_later_papers_of_one_id_get_a_number_in_the_order_of_the_file() -> None:
    first, second, third = (BARE._replace(arxiv_id=f"2401.0000{at}", line=at) for at in (1, 2, 3))
    assert [record["id"] for record in ris([third, FULL, first, second])] == [
        "bare-00000-3", "radardistill-k3x9m", "bare-00000", "bare-00000-2",
    ]  # fmt: skip
    assert [item["id"] for item in csl([first, third])] == ["bare-00000", "bare-00000-2"]
    assert "".join(render("bibtex", [second, first])).count("{bare-00000-2,") == 1
    ids = [one["id"] for one in json.loads("".join(render("json", [first, second])))]
    assert ids == ["bare-00000", "bare-00000"]
