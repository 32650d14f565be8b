"""Records in the formats: whatever a registry says, no format breaks, and each says the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string  # type: ignore[import-untyped]

from kdcat.bibliography.names import Name
from kdcat.formats.table import render
from kdcat.paper import NESTED_FIELDS, RECORD_FIELDS, Paper
from kdcat.printable import printable
from kdcat.records.record import FIELDS, Record, kept_json, of_kept
from kdcat.words import one_line
from tests.making import paper
from tests.records.answers import FETCHED

# What registries' texts are once they are read: one line, nothing that acts.
TEXT = st.text(min_size=1, max_size=20).map(lambda text: one_line(printable(text))).filter(bool)
SPECIAL = st.sampled_from(
    [
        "{",
        "}",
        "\\",
        "%",
        "$x$",
        "a & b",
        "a and b",
        "#",
        "~",
        '"',
        "--",
        "AU  - x",
        "10.1/a",
        "\\end{document}",
        "@misc{x,",
        ",",
    ]
)
WORDS = SPECIAL | TEXT
NAME = st.builds(Name, WORDS, WORDS | st.just(""), st.just(""), st.just(""), st.booleans())
RECORD = st.builds(
    Record, title=WORDS, authors=st.lists(NAME, max_size=3).map(tuple), editors=st.lists(NAME, max_size=2).map(tuple),
    abstract=WORDS | st.none(), venue=WORDS | st.none(), year=st.integers(1900, 2099) | st.none(),
    doi=st.just("10.9999/x") | st.none(), arxiv_id=st.none(), kind=st.sampled_from(["journal", "conference", "preprint", "other"]),
    pages=WORDS | st.none(), volume=WORDS | st.none(), issue=WORDS | st.none(), publisher=WORDS | st.none(),
    source=st.just("Crossref"), fetched=st.just(FETCHED),
)  # fmt: skip


def owl(record: Record, **said: Any) -> Paper:
    return paper("An owl", record=record, **said)


def test_the_names_of_a_records_fields_stand_beside_those_of_a_paper() -> None:
    assert tuple(f"record.{name}" for name in FIELDS) == RECORD_FIELDS
    assert NESTED_FIELDS[-1] == "record"


@given(RECORD)
def test_what_is_kept_of_a_record_gives_the_record(record: Record) -> None:
    assert of_kept(json.loads(json.dumps(kept_json(record)))) == record


@given(RECORD)
def test_bibtex_of_a_record_is_one_entry(record: Record) -> None:
    text = "".join(render("bibtex", [owl(record), paper("A wren", line=2)]))
    entries = parse_string(text, "bibtex").entries
    assert list(entries) == ["paper-1", "paper-2"]
    # Who has no author is none, whatever else is said.
    assert len(entries["paper-1"].persons.get("author", [])) == len(record.authors)


@given(RECORD)
def test_ris_of_a_record_is_one_record(record: Record) -> None:
    text = "".join(render("ris", [owl(record)]))
    lines = text.split("\r\n")
    assert lines[-3:] == ["ER  - ", "", ""]
    assert all(line[2:6] == "  - " for line in lines[:-2])
    assert sum(line.startswith("AU  - ") for line in lines) == len(record.authors)


@given(RECORD)
def test_csl_and_json_of_a_record(record: Record) -> None:
    (item,) = json.loads("".join(render("csl-json", [owl(record)])))
    assert len(item.get("author", [])) == len(record.authors)
    (said,) = json.loads(
        "".join(render("json", [owl(record)], ["record", "record.doi", "authors"]))
    )
    assert said == {
        "record": json.loads(json.dumps(record.as_json())),
        "record.doi": record.doi,
        "authors": None,
    }


@given(RECORD)
def test_a_line_of_tsv_is_a_line(record: Record) -> None:
    text = "".join(render("tsv", [owl(record)], ["title", *RECORD_FIELDS]))
    assert text.count("\n") == 1
    assert text.count("\t") == len(RECORD_FIELDS)


JOURNAL = Record(
    title="An owl", authors=(Name("Lark", "Ada"),), editors=(Name("Itor", "Ed"),), year=2023,
    venue="Pattern Recognition", kind="journal", pages="1–9", volume="4", issue="2", doi="10.9999/owl",
    publisher="Elsevier", source="Crossref", fetched=FETCHED,
)  # fmt: skip


def fields(text: str) -> dict[str, str]:
    (entry,) = parse_string(text, "bibtex").entries.values()
    return {
        name: entry.fields[name]
        for name in (
            "journal",
            "booktitle",
            "howpublished",
            "volume",
            "number",
            "pages",
            "publisher",
            "year",
            "doi",
        )
        if name in entry.fields
    }


@pytest.mark.parametrize(
    ("said", "record", "expected"),
    [
        # The list is silent: the record says it all.
        ({}, JOURNAL, {"journal": "Pattern Recognition", "volume": "4", "number": "2", "pages": "1--9", "year": "2023", "doi": "10.9999/owl"}),
        # The list names the same journal, and another year.
        ({"venue": "Pattern Recognition", "year": 2022}, JOURNAL,
         {"journal": "Pattern Recognition", "volume": "4", "number": "2", "pages": "1--9", "year": "2022", "doi": "10.9999/owl"}),
        # The list names another publication: of it nothing is known.
        ({"venue": "CVPR", "year": 2022}, JOURNAL,
         {"booktitle": "IEEE/CVF Conference on Computer Vision and Pattern Recognition", "year": "2022"}),
        # In proceedings editors and publisher are told, and a number only without a volume.
        ({"venue": "ECCV"}, JOURNAL._replace(kind="conference", venue="European Conference on Computer Vision"),
         {"booktitle": "European Conference on Computer Vision", "volume": "4", "pages": "1--9", "publisher": "Elsevier", "year": "2023", "doi": "10.9999/owl"}),
        # An article without a journal is none, nor is a preprint of no server: the publisher had it.
        ({}, JOURNAL._replace(venue=None),
         {"howpublished": "Elsevier", "volume": "4", "pages": "1--9", "year": "2023", "doi": "10.9999/owl"}),
        ({}, JOURNAL._replace(venue=None, kind="preprint", pages=None, volume=None, issue=None, publisher=None),
         {"year": "2023", "doi": "10.9999/owl"}),
    ],
)  # fmt: skip
def test_what_a_citation_takes_of_a_record(
    said: dict[str, Any], record: Record, expected: dict[str, str]
) -> None:
    assert fields("".join(render("bibtex", [owl(record, **said)]))) == expected


def test_a_name_is_one_name_whatever_stands_in_it() -> None:
    names = (
        Name("and", "Black AND White"),
        Name("Owl, PhD", "Ada"),
        Name("Lark", "Bo, MD", suffix="Jr."),
        Name("The Owls, and Others", whole=True),
        Name("Sandander", "Anders"),
    )
    text = "".join(render("bibtex", [owl(JOURNAL._replace(authors=names))]))
    assert text.splitlines()[1] == (
        "  author = {{and}, {Black AND White} and {Owl, PhD}, Ada and Lark, Jr., {Bo, MD} and "
        "{The Owls, and Others} and Sandander, Anders},"
    )
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert [str(person) for person in entry.persons["author"]] == [
        "{and}, {Black AND White}", "{Owl, PhD}, Ada", "Lark, Jr., {Bo, MD}",
        "{The Owls, and Others}", "Sandander, Anders",
    ]  # fmt: skip


def test_the_key_of_an_author_of_a_record() -> None:
    text = "".join(render("bibtex", [owl(JOURNAL, year=2022), owl(JOURNAL)], key="author-year"))
    assert text.count("@") == 1
    assert text.startswith("@article{lark2022,")
