"""CSV and TSV, CSV read back by sqlite-utils."""

import csv
import io
from collections.abc import Mapping

import pytest
from hypothesis import given
from sqlite_utils.utils import Format, rows_from_file

from kdcat.formats.table import FORMATS, render
from kdcat.paper import FIELDS, Paper
from kdcat.printable import printable
from tests.export_cases import ALL, BARE, FULL, HOSTILE, as_keys, hostile, texts

FORMULA = tuple("=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\uff0d\uff20")


each_case = pytest.mark.parametrize(
    "papers",
    [(), (FULL,), ALL, tuple(map(hostile, HOSTILE))],
    ids=["none", "one", "all", "hostile"],
)


def cell(value: object) -> str:
    return "" if value is None else printable(str(value))


def inert(value: object) -> str:
    text = cell(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip().startswith(FORMULA) else text


def read_csv(text: str) -> list[Mapping[str, object]]:
    rows, _ = rows_from_file(io.BytesIO(text.encode("utf-8", "surrogatepass")), Format.CSV)
    return list(rows)


@pytest.mark.parametrize(
    "papers",
    [(), (FULL,), ALL, tuple(map(hostile, HOSTILE))],
    ids=["none", "one", "all", "hostile"],
)
def test_csv_holds_every_field(papers: tuple[Paper, ...]) -> None:
    text = "".join(render("csv", papers))
    assert text.startswith(",".join(FIELDS) + "\r\n")
    assert text.count("\r\n") == text.count("\n") == len(papers) + 1
    expected = [{name: inert(value) for name, value in as_keys(paper).items()} for paper in papers]
    assert read_csv(text) == expected


@given(texts)
def test_csv_holds_any_text(text: str) -> None:
    assert read_csv("".join(render("csv", [BARE._replace(title=text)], ["id", "title"]))) == [
        {"id": "bare-00000", "title": inert(text)}
    ]


@pytest.mark.parametrize(
    "text", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=cmd()", "\r=1", " =1", "\uff1d1"]
)
def test_csv_runs_nothing(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO("".join(render("csv", [BARE._replace(title=text)]))))
    assert row["title"] == f"'{cell(text)}"
    assert row["line"] == "1"


def test_a_hyphen_inside_is_no_formula() -> None:
    assert "".join(render("csv", [BARE._replace(title="a-b = c")], ["title"])) == (
        "title\r\na-b = c\r\n"
    )


@pytest.mark.parametrize(
    "papers",
    [(), (FULL,), ALL, tuple(map(hostile, HOSTILE))],
    ids=["none", "one", "all", "hostile"],
)
def test_tsv_is_one_line_for_each_paper(papers: tuple[Paper, ...]) -> None:
    lines = "".join(render("tsv", papers)).split("\n")
    assert lines.pop() == ""
    assert [line.split("\t") for line in lines] == [
        [cell(getattr(paper, name)) for name in FORMATS["tsv"].fields] for paper in papers
    ]


def test_tsv_is_for_programs() -> None:
    assert FORMATS["tsv"].fields == (
        "id", "title", "venue", "year", "modality", "task", "paper_url", "code_url",
    )  # fmt: skip
    paper = FULL._replace(title='=cmd() "x"')
    assert "".join(render("tsv", [paper], ["title", "doi", "line"])) == (
        '=cmd() "x"\t10.1109/cvpr_52733.2024\t39\n'
    )


@given(texts)
def test_tsv_never_breaks_a_line(text: str) -> None:
    written = "".join(render("tsv", [hostile(text)]))
    assert written.count("\n") == 1
    assert written.count("\t") == 7
    assert len(written.splitlines()) == 1
