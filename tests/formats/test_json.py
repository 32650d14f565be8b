"""JSON and JSON Lines, read back whole and held to the schema."""

import json
import sys

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from kdcat.formats.schema import paper_properties, rows_schema
from kdcat.formats.table import render
from kdcat.paper import FIELDS, NESTED_FIELDS, Paper
from kdcat.printable import printable
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, as_keys, hostile, texts

SCHEMA = Draft202012Validator(
    rows_schema("Papers", paper_properties()), format_checker=Draft202012Validator.FORMAT_CHECKER
)


def keys_in_order(text: str) -> list[list[str]]:
    return [list(item) for item in json.loads(text)]


@pytest.mark.parametrize("papers", [(), (FULL,), ALL], ids=["none", "one", "all"])
def test_json_says_what_the_papers_say(papers: tuple[Paper, ...]) -> None:
    text = "".join(render("json", papers))
    assert json.loads(text) == [as_keys(paper) for paper in papers]
    assert keys_in_order(text) == [[*FIELDS, *NESTED_FIELDS]] * len(papers)
    lines = "".join(render("jsonl", papers)).splitlines()
    assert [json.loads(line) for line in lines] == [as_keys(paper) for paper in papers]


def test_json_is_one_object_to_a_line() -> None:
    assert "".join(render("json", [])) == "[]\n"
    assert "".join(render("jsonl", [])) == ""
    assert "".join(render("json", [FULL, BARE], ["year", "code_url"])) == (
        "[\n"
        ' {"year": 2024, "code_url": "https://github.com/someone/radar_distill"},\n'
        ' {"year": null, "code_url": null}\n'
        "]\n"
    )


@pytest.mark.parametrize("count", [499, 500, 501, 1000, 1001])
def test_pieces_join_without_a_seam(count: int) -> None:
    papers = [BARE._replace(line=line) for line in range(1, count + 1)]
    assert json.loads("".join(render("json", papers, ["line"]))) == [
        {"line": line} for line in range(1, count + 1)
    ]
    assert len("".join(render("jsonl", papers)).splitlines()) == count


def test_text_is_written_as_it_is() -> None:
    title = "é 知 \N{EN DASH} 100% \U0001f419"
    assert "".join(render("jsonl", [BARE._replace(title=title)], ["title"])) == (
        f'{{"title": "{title}"}}\n'
    )


def test_what_could_act_on_a_terminal_is_escaped() -> None:
    title = "\x1b[31m\x7f\x9b\u202e\u2028\ud800"
    assert "".join(render("jsonl", [BARE._replace(title=title)], ["title"])) == (
        '{"title": "\\u001b[31m\\u007f\\u009b\\u202e\\u2028\\ud800"}\n'
    )


@pytest.mark.slow
def test_escaped_is_exactly_what_is_not_printable() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code) not in '"\\']
    papers = [BARE._replace(title=character) for character in characters]
    lines = "".join(render("jsonl", papers, ["title"])).split("\n")
    for character, line in zip(characters, lines[:-1], strict=True):
        assert (character in line) == (printable(character) == character), hex(ord(character))


@given(texts)
def test_any_text_comes_back(text: str) -> None:
    paper = hostile(text)
    encoded = "".join(render("json", [paper])).encode()
    assert json.loads(encoded) == [as_keys(paper)]


def test_the_schema_is_a_schema_of_all_fields() -> None:
    schema = rows_schema("Papers", paper_properties())
    Draft202012Validator.check_schema(schema)
    items = schema["items"]
    assert isinstance(items, dict)
    assert list(items["properties"]) == items["required"] == [*FIELDS, *NESTED_FIELDS]
    assert all(details["description"].endswith(".") for details in items["properties"].values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "papers",
    [(), ALL, (FULL, BARE), tuple(map(hostile, HOSTILE))],
    ids=["none", "all", "extremes", "hostile"],
)
def test_the_output_fits_the_schema(papers: tuple[Paper, ...]) -> None:
    SCHEMA.validate(json.loads("".join(render("json", papers))))
    extra = {"score": [1.0] * len(papers)}
    SCHEMA.validate(json.loads("".join(render("json", papers, None, extra))))


@pytest.mark.parametrize(
    "change",
    [
        {"year": "2024"}, {"year": 2024.5}, {"title": None}, {"title": ""}, {"line": 0}, {"id": 1},
        {"paper_url": "javascript:alert(1)"}, {"doi": "cvpr"}, {"venue": 1}, {"catalog": None},
    ],
    ids=str,
)  # fmt: skip
def test_the_schema_refuses_what_is_wrong(change: dict[str, object]) -> None:
    assert SCHEMA.is_valid([as_keys(FULL)])
    assert not SCHEMA.is_valid([as_keys(FULL) | change])


@pytest.mark.parametrize("field", FIELDS)
def test_the_schema_wants_every_key(field: str) -> None:
    item = as_keys(FULL)
    del item[field]
    assert not SCHEMA.is_valid([item])
