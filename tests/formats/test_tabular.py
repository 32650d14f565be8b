"""CSV and TSV, CSV read back by sqlite-utils, TSV by shells, awk and cut."""

import csv
import io
import shutil
import subprocess
from collections.abc import Mapping

import pytest
from hypothesis import given
from sqlite_utils.utils import Format, rows_from_file

from kdcat.formats.table import FORMATS, render
from kdcat.paper import FIELDS, Paper
from kdcat.printable import printable
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, hostile, texts

FORMULA = tuple("=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\uff0d\uff20")


each_case = pytest.mark.parametrize(
    "papers",
    [(), (FULL,), ALL, tuple(map(hostile, HOSTILE))],
    ids=["none", "one", "all", "hostile"],
)


def cell(value: object) -> str:
    return "" if value is None else printable(str(value))


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def inert(value: object) -> str:
    text = cell(value)
    quoted = text.lstrip().startswith(FORMULA) or is_number(text)
    return f"'{text}" if isinstance(value, str) and quoted else text


def cells(paper: Paper) -> dict[str, str]:
    """What stands in a paper's row."""
    row = {str(name): inert(getattr(paper, name)) for name in FIELDS}
    return row | ({"arxiv_id": f"arXiv:{paper.arxiv_id}"} if paper.arxiv_id else {})


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
    assert read_csv(text) == [cells(paper) for paper in papers]


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


@pytest.mark.parametrize(
    "papers",
    [ALL, (FULL, BARE), tuple(map(hostile, HOSTILE))],
    ids=["all", "extremes", "hostile"],
)
def test_nothing_but_year_and_line_is_a_number(papers: tuple[Paper, ...]) -> None:
    for row in read_csv("".join(render("csv", papers))):
        assert [name for name, value in row.items() if is_number(str(value))] == [
            name for name in ("year", "line") if row[name]
        ]


@given(texts)
def test_no_text_is_a_number(text: str) -> None:
    (row,) = csv.reader(io.StringIO("".join(render("csv", [hostile(text)])).split("\r\n", 1)[1]))
    numbers = [name for name, value in zip(FIELDS, row, strict=True) if is_number(value)]
    assert numbers == ["year", "line"]


@pytest.mark.parametrize(
    "text", ["1984", "1.10", "007", "1e5", "1_000", "nan", "Infinity", " 5 ", "\u0661\u0662"]
)
def test_a_title_that_is_a_number_is_text(text: str) -> None:
    assert "".join(render("csv", [BARE._replace(title=text)], ["title", "line"])) == (
        f"title,line\r\n'{text},1\r\n"
    )


def test_an_arxiv_id_is_written_as_arxiv_says_it() -> None:
    old = BARE._replace(arxiv_id="cs.CL/0501001", doi="10.1000/182")
    papers = [BARE._replace(arxiv_id="2409.02020"), old, BARE]
    assert "".join(render("csv", papers, ["arxiv_id", "doi"])) == (
        "arxiv_id,doi\r\narXiv:2409.02020,\r\narXiv:cs.CL/0501001,10.1000/182\r\n,\r\n"
    )
    assert "".join(render("tsv", papers[:1], ["arxiv_id"])) == "2409.02020\n"


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


def test_the_header_is_a_line_of_the_names() -> None:
    assert "".join(render("tsv", [BARE], ["title", "year"], None, True)) == (
        "title\tyear\nBare\t\n"
    )
    assert "".join(render("tsv", [], None, None, True)) == "\t".join(FORMATS["tsv"].fields) + "\n"
    assert "".join(render("csv", [BARE], ["line"], None, True)) == "line\r\n1\r\n"


# The ways that docs/formats.md shows.
BY_LINES = """
tr '\\t' '\\037' | while IFS=$'\\037' read -r title venue year url; do
    printf '%s|%s|%s|%s\\n' "$title" "$venue" "$year" "$url"
done
"""
BY_AWK = 'awk -F \'\\t\' \'{ print $1 "|" $2 "|" $3 "|" $4 }\''
BY_CUT = "cut -f 1-4 --output-delimiter='|'"


@pytest.mark.parametrize(
    ("shell", "program"),
    [("bash", BY_LINES), ("zsh", BY_LINES), ("bash", BY_AWK), ("bash", BY_CUT)],
)
def test_an_empty_field_shifts_nothing(shell: str, program: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    papers = [
        BARE._replace(paper_url="https://a.org/"), BARE._replace(title=" a \\n $b * ", year=2024),
        FULL,
    ]  # fmt: skip
    fields = ["title", "venue", "year", "paper_url"]
    text = "".join(render("tsv", papers, fields))
    done = subprocess.run([shell, "-c", program], input=text, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (
        f"Bare|||https://a.org/\n a \\n $b * ||2024|\n{FULL.title}|CVPR|2024|{FULL.paper_url}\n",
        "",
    )
