"""`kdcat stats`: counts against the hand labels, the formats, and the pictures."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kdcat.cli.command_table import COMMANDS
from kdcat.extras import lacking
from tests.conftest import Kdcat

HOSTILE = "## $x^2$ [red] \x1b[31m\n* **A**, V$_1$ 2024, [ :link: ](https://x.org/a)\n"


def test_there_is_such_a_command() -> None:
    assert "stats" in COMMANDS


@pytest.mark.parametrize("field", ["modality", "task", "subtask", "venue", "year"])
def test_counts_are_those_of_the_labels(
    kdcat: Kdcat, labels: list[dict[str, Any]], field: str
) -> None:
    counted = json.loads(kdcat("stats", "--by", field, "--json"))
    papers = Counter(label[field] for label in labels)
    with_code = Counter(label[field] for label in labels if label["code_url"])
    assert {row[field]: (row["papers"], row["with_code"]) for row in counted} == {
        value: (number, with_code[value]) for value, number in papers.items()
    }
    sizes = [row["papers"] for row in counted if row[field] is not None]
    years = [row[field] for row in counted if row[field] is not None]
    assert years == sorted(years) if field == "year" else sizes == sorted(sizes, reverse=True)
    assert None not in [row[field] for row in counted[:-1]]


def test_two_fields_make_a_cross_table(kdcat: Kdcat, labels: list[dict[str, Any]]) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(kdcat("stats", "--by", "modality,year", "-f", "csv"), newline="")
        )
    )
    pairs = Counter((label["modality"], str(label["year"] or "")) for label in labels)
    assert {(row["modality"], row["year"]): int(row["papers"]) for row in rows} == pairs
    table = kdcat("stats", "--by", "modality", "--by", "year", "-f", "table").splitlines()
    assert table[0].split() == ["modality", "2005", *map(str, range(2016, 2026)), "(none)", "total"]
    assert table[1].split() == [
        "Speech",
        "1",
        "2",
        "1",
        "5",
        "6",
        "8",
        "12",
        "8",
        "14",
        "9",
        "1",
        "·",
        "67",
    ]


def test_lines_have_a_header(kdcat: Kdcat) -> None:
    by_code = "has_code\tpapers\twith_code\nFalse\t56\t0\nTrue\t11\t11\n"
    assert kdcat("stats", "--by", "has-code", "-m", "speech") == by_code
    overview = kdcat("stats", "-f", "tsv").splitlines()
    assert overview[:2] == ["field\tvalue\tpapers\twith_code", "year\t2005\t1\t0"]


def test_filters_apply(kdcat: Kdcat) -> None:
    assert json.loads(kdcat("stats", "--by", "has-code", "--json", "-m", "speech")) == [
        {"has_code": False, "papers": 56, "with_code": 0},
        {"has_code": True, "papers": 11, "with_code": 11},
    ]


def test_the_overview_has_the_totals(kdcat: Kdcat) -> None:
    overview = kdcat("stats", "-f", "table")
    assert overview.startswith("172 entries, 171 papers, 67 with code (39%), 51 venues\n")
    for line in ("2024", "Speech", "arXiv", "(16% with code)"):
        assert line in overview
    records = json.loads(kdcat("stats", "--json"))
    assert sum(one["papers"] for one in records if one["field"] == "modality") == 172


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--by", "vneue"], "no field 'vneue' to count by (did you mean venue?); fields: modality, task, subtask, venue, year, has_code, catalog"),
        (["--by", "venue,year,task"], "--by takes one field or two"),
        (["-f", "bibtex"], "no format 'bibtex'; formats: table, json, csv, tsv"),
        (["--plot", "a.gif"], "a.gif: a picture's name ends in .svg, .png, .pdf"),
    ],
)  # fmt: skip
def test_wrong_words_get_one_line(kdcat: Kdcat, argv: list[str], message: str) -> None:
    assert kdcat("stats", *argv, code=2, stderr=f"kdcat: {message}\n") == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "by",
    [[], ["--by", "year"], ["--by", "venue"], ["--by", "modality,has_code"], ["--by", "task,year"]],
)
def test_a_picture_is_drawn(kdcat: Kdcat, tmp_path: Path, by: list[str]) -> None:
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    assert kdcat("stats", *by, "--plot", str(svg)) == ""
    kdcat("stats", *by, "--plot", str(png))
    root = ElementTree.parse(svg).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg"]


@pytest.mark.slow
def test_a_picture_is_not_replaced_unasked(kdcat: Kdcat, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text("mine")
    kdcat(
        "stats",
        "--plot",
        str(path),
        code=2,
        stderr=f"kdcat: {path}: exists and was not replaced; add --force to replace it\n",
    )
    assert path.read_text() == "mine"
    kdcat("stats", "--plot", str(path), "--force")
    assert "<svg" in path.read_text()


@pytest.mark.slow
def test_names_from_a_catalog_are_text_in_a_picture_and_a_table(
    kdcat: Kdcat, tmp_path: Path
) -> None:
    catalog = tmp_path / "list.md"
    catalog.write_text(HOSTILE)
    kdcat("stats", "-c", str(catalog), "--by", "modality", "--plot", str(tmp_path / "a.svg"))
    table = kdcat("stats", "-c", str(catalog), "--by", "modality", "-f", "table")
    assert "$x^2$ [red] �[31m" in table


def test_without_matplotlib_it_says_what_to_install(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    kdcat(
        "stats",
        "--plot",
        str(tmp_path / "a.svg"),
        code=2,
        stderr=f"kdcat: {lacking('--plot', 'matplotlib', 'plot')}\n",
    )
