"""`--schema`: what each command prints as JSON is held to the schema that the same words print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kdcat.cli.command_table import COMMANDS, program
from kdcat.diff.change import COLUMNS
from kdcat.paper import FIELDS, NESTED_FIELDS
from tests.conftest import Kdcat
from tests.loopback import Web

BOTH_SIDES = ("catalog.md", "new.md")
FAULTY = "# List\n\n## Speech\n\n* **Alpha**, CVPR 2024, [ :link: ](https://x.org/a#:~:text=b)\n"
QUESTIONS = {
    "list": ("list", "--json"),
    "list of nothing": ("list", "-y", "1999", "--json"),
    "list of fields": ("list", "--json", "--fields", "year,title,year"),
    "list of lines": ("list", "-f", "jsonl"),
    "list of lines of fields": ("list", "-f", "jsonl", "--fields", "code_url,doi,arxiv_id"),
    "search": ("search", "lidar segmentation", "--json"),
    "search of fields": ("search", "lidra", "--json", "--fields", "matches,id,score"),
    "search of filters": ("search", "--year", "2021", "--json", "--fields", "missing"),
    "related": ("related", "radardistill", "--json"),
    "related of fields": ("related", "radardistill", "--json", "--fields", "reasons,score"),
    "show": ("show", "radardistill", "--json"),
    "show of fields": ("show", "radardistill", "--json", "--fields", "id,subtask"),
    "export": ("export", "-f", "json"),
    "export of lines of fields": ("export", "-f", "jsonl", "--fields", "id,year"),
    "stats": ("stats", "--json"),
    "stats by one": ("stats", "--json", "--by", "subtask"),
    "stats by two": ("stats", "--json", "--by", "has-code", "--by", "year"),
    "diff": ("diff", *BOTH_SIDES, "--json"),
    "diff of fields": ("diff", *BOTH_SIDES, "--json", "--fields", "fields,title,old,change"),
    "diff of lines": ("diff", *BOTH_SIDES, "-f", "jsonl"),
    "lint": ("lint", "faulty.md", "--style", "-f", "json"),
    "layout": ("layout", "--json"),
    "layout of what was skipped": ("layout", "--skipped", "-c", "marked.md", "--json"),
    "follow": ("follow", "--json"),
    "follow of fields": ("follow", "--json", "--fields", "checked,name"),
    "follow of lines": ("follow", "-f", "jsonl"),
    "update": ("update", "--json"),
    "update of fields": ("update", "--json", "--fields", "new,result"),
    "new": ("new", "--json"),
    "new of fields": ("new", "--json", "--fields", "title,added"),
    "new of lines": ("new", "-f", "jsonl"),
    "new of nothing": ("new", "--json", "--since", "0h"),
}
KEYS = {
    "list": (*FIELDS, *NESTED_FIELDS),
    "list of fields": ("year", "title"),
    "list of lines of fields": ("code_url", "doi", "arxiv_id"),
    "search": (*FIELDS, *NESTED_FIELDS, "score", "matches", "missing"),
    "search of fields": ("matches", "id", "score"),
    "search of filters": ("missing",),
    "related": (*FIELDS, *NESTED_FIELDS, "score", "reasons"),
    "related of fields": ("reasons", "score"),
    "show of fields": ("id", "subtask"),
    "export of lines of fields": ("id", "year"),
    "stats": ("field", "value", "papers", "with_code"),
    "stats by two": ("has_code", "year", "papers", "with_code"),
    "diff": COLUMNS,
    "diff of fields": ("fields", "title", "old", "change"),
    "follow": ("name", "source", "papers", "pages", "checked", "changed"),
    "update": ("name", "result", "new", "papers", "source", "checked"),
    "new": ("list", "added", *FIELDS, *NESTED_FIELDS),
    "new of fields": ("title", "added"),
}


@pytest.fixture(autouse=True)
def _lists(tmp_path: Path, kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    text = kdcat("list", "-m", "speech", "-n", "4", "-f", "markdown")
    lines = [line for line in text.splitlines() if line.startswith("*")]
    (tmp_path / BOTH_SIDES[0]).write_text("\n".join(["## Speech", *lines[:3]]))
    changed = lines[0].replace("[ :link:", "[ :octocat: ](https://github.com/a/b) [ :link:")
    moved = f"## Text\n{lines[2]}"
    (tmp_path / BOTH_SIDES[1]).write_text("\n".join(["## Speech", changed, lines[3], moved]))
    (tmp_path / "faulty.md").write_text(FAULTY)
    marked = "## Speech\n\n<!-- kdcat: no papers -->\n\n"
    (tmp_path / "marked.md").write_text(marked + "\n".join(lines))
    monkeypatch.chdir(tmp_path)
    page = "https://raw.githubusercontent.com/o/r/HEAD/README.md"
    for number in (2, 4):
        web.pages[page] = "\n".join(["## Speech", *lines[:number]])
        kdcat("follow", "o/r")


def schema(kdcat: Kdcat, question: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(kdcat(*QUESTIONS[question], "--schema"))
    Draft202012Validator.check_schema(found)
    return found


def answer(kdcat: Kdcat, question: str) -> Any:
    words = QUESTIONS[question]
    is_lint = words[0] == "lint"
    said = "1 warning; 1 fixable with --fix\n" if is_lint else ""
    text = kdcat(*words, code=int(is_lint), stderr=said)
    return (
        [json.loads(line) for line in text.splitlines()] if "jsonl" in words else json.loads(text)
    )


def objects(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of objects in a schema, however deep."""
    if "properties" in one:
        yield one
    for value in one.values():
        if isinstance(value, dict):
            yield from objects(value)


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_comes_out_is_what_the_schema_says(kdcat: Kdcat, question: str) -> None:
    found = schema(kdcat, question)
    validator = Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)
    rows = answer(kdcat, question)
    assert rows or "nothing" in question
    for one in rows if "jsonl" in QUESTIONS[question] else [rows]:
        validator.validate(one)
    keys = list(next(objects(found))["properties"])
    assert all(list(row) == keys for row in rows)
    assert all(one["required"] == list(one["properties"]) for one in objects(found))


@pytest.mark.slow
@pytest.mark.parametrize("question", KEYS)
def test_the_schema_obeys_the_fields(kdcat: Kdcat, question: str) -> None:
    found = schema(kdcat, question)
    assert list(next(objects(found))["properties"]) == list(KEYS[question])


@pytest.mark.slow
@pytest.mark.parametrize("question", [name for name in QUESTIONS if "of fields" in name])
def test_a_key_that_was_not_asked_for_is_refused(kdcat: Kdcat, question: str) -> None:
    validator = Draft202012Validator(schema(kdcat, question))
    rows = answer(kdcat, question)
    assert not validator.is_valid([rows[0] | {"more": 1}])
    assert not validator.is_valid([dict(list(rows[0].items())[1:])])


def test_every_command_with_json_has_a_schema() -> None:
    import typer

    group = program()
    context = typer.Context(group)
    named = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name in COMMANDS
        if (command := group.get_command(context, name))
    }
    with_json = {name for name, options in named.items() if "--json" in options}
    assert with_json == {
        "list",
        "search",
        "related",
        "show",
        "stats",
        "diff",
        "layout",
        "follow",
        "update",
        "new",
    }
    assert {name for name, options in named.items() if "--schema" in options} == {
        *with_json, "export", "lint",
    }  # fmt: skip
    assert {words[0] for words in QUESTIONS.values()} == {*with_json, "export", "lint"}


@pytest.mark.parametrize(
    "command",
    [
        *("list", "search", "related", "show", "stats", "export", "diff", "lint", "layout"),
        *("follow", "update", "new"),
    ],
)
def test_a_schema_can_be_asked_before_there_is_a_question(kdcat: Kdcat, command: str) -> None:
    assert json.loads(kdcat(command, "--schema"))["type"] == "array"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show",), "missing argument 'REF' (see 'kdcat show --help')"),
        (("list", "--schema", "--fields", "titel"), f"no field 'titel' (did you mean title?); fields: {', '.join((*FIELDS, *NESTED_FIELDS))}"),
        (("export", "--schema", "-f", "csl-json"), "csl-json has a schema of its own: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json"),
        (("lint", "--schema", "-f", "sarif"), "sarif has a schema of its own: https://json.schemastore.org/sarif-2.1.0.json"),
    ],
)  # fmt: skip
def test_wrong_words_get_one_line(kdcat: Kdcat, words: tuple[str, ...], message: str) -> None:
    assert kdcat(*words, code=2, stderr=f"kdcat: {message}\n") == ""
