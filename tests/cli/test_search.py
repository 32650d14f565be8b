"""`kdcat search` as a command: which words are options, what is said, what the exit code means."""

from __future__ import annotations

import json

import pytest
import typer.main

from kdcat.cli.command_table import program
from kdcat.cli.dash_words import apart
from tests.conftest import Kdcat


@pytest.mark.parametrize(
    ("argv", "apart_"),
    [
        ("lidar -multimodal", "-- lidar -multimodal"),
        ("-multimodal lidar", "-- -multimodal lidar"),
        ("lidar -n 3 -multimodal", "-n 3 -- lidar -multimodal"),
        ("lidar -n3", "-n3 -- lidar"),
        ("lidar -n3d -m speech", "-m speech -- lidar -n3d"),
        ("-e -speech lidar --json", "-e --json -- -speech lidar"),
        ("--year -2019 lidar", "--year -2019 -- lidar"),
        ("-y -2019 lidar", "-y -2019 -- lidar"),
        ("--year=2019 -2d", "--year=2019 -- -2d"),
        ("lidar --code -x -- --json -n", "--code -- lidar -x --json -n"),
        ("--unknown lidar", "--unknown -- lidar"),
        ("lidar -", "-- lidar -"),
        ("lidar ---- --code", "--code -- lidar ----"),
        ("--venue cvpr", "--venue cvpr"),
        ("lidar -n", "-n -- lidar"),
        ("", ""),
    ],
)
def test_words_and_options(argv: str, apart_: str) -> None:
    context = typer.Context(program())
    command = program().get_command(context, "search")
    assert command is not None
    options = [each for each in command.params if isinstance(each, typer.core.TyperOption)]
    assert apart(argv.split(), options) == apart_.split()


def test_a_dash_excludes(kdcat: Kdcat) -> None:
    with_dash = kdcat("search", "lidar", "-semantic", "-e", "-n", "9")
    assert with_dash == kdcat("search", "-n", "9", "--", "lidar", "-semantic")
    assert with_dash == kdcat("search", "lidar NOT semantic", "-n9")
    assert len(with_dash.splitlines()) == 3


def test_filters_alone_list_what_they_keep(kdcat: Kdcat) -> None:
    assert kdcat("search", "--venue", "ecir,3dv") == kdcat("list", "--venue", "ecir,3dv")
    assert kdcat("search", "--venue", "cvpr", "-n", "2") == kdcat("list", "--venue", "cvpr", "-n2")
    assert kdcat("search", "--sort", "-year", "-n", "3") == kdcat("list", "-s", "-year", "-n", "3")
    (found,) = json.loads(kdcat("search", "--venue", "ecir", "--json"))
    assert (found["score"], found["matches"], found["missing"]) == (1.0, [], [])
    kdcat(
        *("search", "--limit", "3"),
        code=2,
        stderr="kdcat: missing argument 'QUERY' (see 'kdcat search --help')\n",
    )


def test_what_was_found_is_sorted(kdcat: Kdcat) -> None:
    found = json.loads(kdcat("search", "lidar", "--sort", "-year,title", "--json"))
    order = [(-paper["year"], paper["title"].casefold()) for paper in found]
    assert order == sorted(order)
    assert (
        json.loads(kdcat("search", "lidar", "--sort", "-year,title", "-n2", "--json")) == found[:2]
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("shrink wav2vec", "no paper has 'shrink' or 'wav2vec'; nearest:"),
        ("lidar tts", "nothing fits 'lidar tts': no paper has 'tts'"),
        (
            "paintbrush affordance",
            "nothing fits 'paintbrush affordance': no paper has both 'paintbrush' and 'affordance'",
        ),
        (
            "affordance year:2019",
            "nothing fits 'affordance year:2019': 1 paper fits without year:2019",
        ),
        (
            '"speach recognition" robust',
            (
                "nothing fits '\"speach recognition\" robust': no paper has 'speach'; "
                "did you mean: '\"speech recognition\" robust'"
            ),
        ),
    ],
)
def test_why_nothing_fits_is_said(kdcat: Kdcat, query: str, said: str) -> None:
    kdcat("search", query, "-n", "1", stderr=f"kdcat: {said}\n")


def test_of_a_long_query_the_beginning_is_said(kdcat: Kdcat) -> None:
    query = " ".join(["xqj"] * 30 + ["x" * 99, "yqj"])
    said = f"{query[:200]}...': no paper has 'xqj', '{'x' * 99}' or 'yqj'"
    kdcat("search", query, stderr=f"kdcat: nothing fits '{said}\n")
    assert len(query) > 200


def test_what_is_missing_between_commas_is_said(kdcat: Kdcat) -> None:
    said = "kdcat: no venue is named between two commas of 'cvpr,,iccv'\n"
    kdcat("search", "lidar", "--venue", "cvpr,,iccv", code=2, stderr=said)


def test_what_was_taken_for_a_filter_is_said(kdcat: Kdcat) -> None:
    found = kdcat("search", "lidar since 2024", stderr="kdcat: read as year:2024-\n")
    assert found == kdcat("search", "lidar year:2024-")
    kdcat(
        *("search", "affordance before 2020 with code"),
        stderr=(
            "kdcat: read as year:-2019 has:code\n"
            "kdcat: nothing fits 'affordance before 2020 with code': "
            "1 paper fits without year:-2019 has:code\n"
        ),
    )


def test_the_options_too_may_leave_nothing(kdcat: Kdcat) -> None:
    kdcat(
        *("search", "affordance", "--year", "2019"),
        stderr="kdcat: nothing fits 'affordance': 1 paper fits without the filters\n",
    )


def test_only_what_fits_counts_for_the_exit_code(kdcat: Kdcat) -> None:
    said = "kdcat: no paper has 'shrink'; nearest:\n"
    near = json.loads(kdcat("search", "shrink bert", "-e", "--json", code=1, stderr=said))
    assert near
    assert {tuple(paper["missing"]) for paper in near} <= {("shrink",), ("shrink", "bert")}
    strict = kdcat(
        *("search", "shrink bert", "-e", "--json", "--strict"),
        code=1,
        stderr="kdcat: nothing fits 'shrink bert': no paper has 'shrink'\n",
    )
    assert strict == "[]\n"
    assert json.loads(kdcat("search", "bert", "-e", "--json", "-n", "1"))[0]["missing"] == []


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (
            "100",
            [
                "year  venue  title                                           section             code  lacks",
                "2021  ECIR   Simplified TinyBERT: Knowledge Distillation for Document Retrieval  code  shrink",
                "               Document Retrieval",
            ],
        ),
        (
            "50",
            [
                "Simplified TinyBERT: Knowledge Distillation for",
                "Document Retrieval",
                "ECIR 2021 code",
                "lacks: shrink",
            ],
        ),
    ],
)
def test_a_table_shows_what_is_missing(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch, columns: str, shown: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = kdcat(
        *("search", "shrink tinybert", "-n", "1", "-f", "table"),
        stderr="kdcat: no paper has 'shrink'; nearest:\n",
    )
    assert [" ".join(line.split()) for line in text.splitlines()] == [
        " ".join(line.split()) for line in shown
    ]
    of_fields = kdcat(
        *("search", "shrink tinybert", "-n", "1", "-f", "table", "--fields", "year,missing"),
        stderr="kdcat: no paper has 'shrink'; nearest:\n",
    )
    assert of_fields.split() == ["year", "missing", "2021", "shrink"]
