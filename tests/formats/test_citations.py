"""Authors in bibliographies: read back by pybtex and bibtexparser, by rispy, and by citeproc-py."""

import json
import warnings
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person, parse_string  # type: ignore[import-untyped]

from kdcat.formats.citations import citation_keys
from kdcat.formats.table import render
from kdcat.paper import Paper
from tests.formats.cases import BARE, FULL

AUTHORS = (
    "Anna Graves, Laurens van der Whale, Luc Van Minnow, Santiago Minnow y Whale, "
    "Bert Hinton Jr., Émile Łukasz, WhaleAI, The R&D Team, 张三 et al."
)
BY = FULL._replace(authors=AUTHORS)


def bibtex(paper: Paper) -> str:
    return "".join(render("bibtex", [paper]))


def people(paper: Paper) -> list[Person]:
    (entry,) = parse_string(bibtex(paper), "bibtex").entries.values()
    return list(entry.persons.get("author", ()))


def test_the_authors_as_they_are_written() -> None:
    (line,) = (line for line in bibtex(BY).split("\n") if line.startswith("  author"))
    assert line == (
        r"  author = {Graves, Anna and van der Whale, Laurens and Van Minnow, Luc and "
        r"{Minnow y Whale}, Santiago and Hinton, Jr., Bert and {\L}ukasz, {\'E}mile and {WhaleAI} "
        r"and {The R{\&}D Team} and {张三} and others},"
    )


def test_pybtex_reads_the_parts_of_each_name() -> None:
    found = [
        (*map(" ".join, (one.first_names + one.middle_names, one.prelast_names, one.last_names)),
         " ".join(one.lineage_names))
        for one in people(BY)
    ]  # fmt: skip
    assert found == [
        ("Anna", "", "Graves", ""),
        ("Laurens", "van der", "Whale", ""),
        ("Luc", "", "Van Minnow", ""),
        ("Santiago", "", "{Minnow y Whale}", ""),
        ("Bert", "", "Hinton", "Jr."),
        (r"{\'E}mile", "", r"{\L}ukasz", ""),
        ("", "", "{WhaleAI}", ""),
        ("", "", r"{The R{\&}D Team}", ""),
        ("", "", "{张三}", ""),
        ("", "", "others", ""),
    ]


def test_bibtexparser_reads_as_many_names() -> None:
    from bibtexparser.entrypoint import parse_string as read
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

    library = read(bibtex(BY), append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    names = library.entries[0]["author"]
    assert len(names) == 10
    assert (names[1].first, names[1].von, names[1].last) == (["Laurens"], ["van", "der"], ["Whale"])
    assert (names[3].first, names[3].last) == (["Santiago"], ["{Minnow y Whale}"])
    assert (names[4].first, names[4].jr, names[4].last) == (["Bert"], ["Jr."], ["Hinton"])


def test_a_paper_with_authors_needs_no_name_of_its_own() -> None:
    assert "  key = " not in bibtex(BY)
    assert "  key = " in bibtex(FULL)
    assert "  key = " in bibtex(FULL._replace(authors=" , "))


def test_rispy_reads_the_authors() -> None:
    (record,) = rispy.loads("".join(render("ris", [BY])))
    assert record["authors"] == [
        "Graves, Anna", "van der Whale, Laurens", "Van Minnow, Luc", "Minnow y Whale, Santiago",
        "Hinton, Bert, Jr.", "Łukasz, Émile", "WhaleAI", "The R&D Team", "张三", "et al.",
    ]  # fmt: skip


def csl(paper: Paper) -> list[dict[str, Any]]:
    (item,) = json.loads("".join(render("csl-json", [paper])))
    authors: list[dict[str, Any]] = item.get("author", [])
    return authors


def test_csl_has_the_parts_of_each_name() -> None:
    assert csl(BY) == [
        {"family": "Graves", "given": "Anna"},
        {"family": "Whale", "given": "Laurens", "non-dropping-particle": "van der"},
        {"family": "Van Minnow", "given": "Luc"},
        {"family": "Minnow y Whale", "given": "Santiago"},
        {"family": "Hinton", "given": "Bert", "suffix": "Jr."},
        {"family": "Łukasz", "given": "Émile"},
        {"literal": "WhaleAI"},
        {"literal": "The R&D Team"},
        {"literal": "张三"},
        {"literal": "others"},
    ]


def test_citeproc_reads_the_authors() -> None:
    items = json.loads("".join(render("csl-json", [BY._replace(authors="Anna Graves, WhaleAI")])))
    del items[0]["custom"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
    (reference,) = CiteProcJSON(items).values()
    assert [name.parts()[:2] for name in reference.author] == [
        ("Anna", "Graves"),
        (None, "WhaleAI"),
    ]


def test_keys_of_author_and_year() -> None:
    def by(authors: str | None, year: int | None, line: int) -> Paper:
        return BARE._replace(
            id=f"id-{line}", authors=authors, year=year, line=line, title=f"T{line}"
        )

    papers = [
        by("Bert Hinton", 2015, 9), by("Hinton, B.", 2015, 3), by("Anna Łørs et al.", None, 4),
        by("张三", 2020, 5), by(None, 2020, 6),
    ]  # fmt: skip
    assert citation_keys(papers, "author-year") == [
        "hinton2015-2",
        "hinton2015",
        "lors",
        "id-5",
        "id-6",
    ]
    assert citation_keys(papers) == ["id-9", "id-3", "id-4", "id-5", "id-6"]


@given(st.text(max_size=40) | st.text("ab É.,;&{}\\\"'~%$#_^張 and", max_size=40))
def test_any_authors_leave_the_files_whole(text: str) -> None:
    paper = FULL._replace(authors=text)
    assert len(parse_string(bibtex(paper), "bibtex").entries) == 1
    people(paper)
    (record,) = rispy.loads("".join(render("ris", [paper])))
    assert record["title"] == FULL.title
    assert all(
        set(name) <= {"family", "given", "suffix", "non-dropping-particle", "literal"}
        for name in csl(paper)
    )


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
def test_nothing_is_said_of_authors_that_are_not_known(name: str) -> None:
    text = "".join(render(name, [FULL]))
    assert "author" not in text
    assert "AU  -" not in text
