"""What `--schema` prints: the JSON Schema of what a command prints as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kdcat.cli import DONE
from kdcat.cli.streams import write
from kdcat.errors import UsageError
from kdcat.formats.schema import object_schema, paper_properties, record_properties, rows_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdcat.formats.schema import Schema


_CSL = "https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {"type": "integer", "minimum": 1}


def print_schema(schema: Schema) -> int:
    """Print a schema, and return the exit code."""
    import json

    write([json.dumps(schema, indent=2), "\n"])
    return DONE


def papers(
    fields: Sequence[str] | None,
    format_name: str | None,
    beside: Literal["nothing", "search", "related"] = "nothing",
) -> Schema:
    """Return the schema of papers.

    Args:
        fields: The fields that are chosen; all of them without it.
        format_name: The format; a line of JSON Lines has a schema, and for all others it is that
            of the JSON.
        beside: What they have beside their fields: what a search knows of them, or `related`.

    Raises:
        UsageError: The format is JSON of another kind.
    """
    if format_name == "csl-json":
        raise UsageError(f"csl-json has a schema of its own: {_CSL}")
    further = {"nothing": dict, "search": matching, "related": likeness}[beside]
    properties = paper_properties() | further()
    if fields:
        properties |= record_properties()
    return rows_schema("Papers of a kdcat catalog", properties, fields, format_name == "jsonl")


def matching() -> dict[str, Schema]:
    """Return the schemas of what a search tells of a paper, by their names."""
    place = object_schema(
        {
            "field": {**_TEXT, "description": "The field of the paper."},
            "start": {**_COUNT, "description": "The place in its text, in characters from 0."},
            "end": {**_COUNT, "description": "The place behind the last character."},
            "word": {**_TEXT, "description": "The word of the query, as typed."},
        }
    )
    return {
        "score": _score("How well the paper fits the query."),
        "matches": {
            "type": "array",
            "description": "What matched, by field and place.",
            "items": place,
        },
        "missing": {
            "type": "array",
            "description": "The words of the query that the paper lacks; none where it fits.",
            "items": _TEXT,
        },
    }


def _score(description: str) -> Schema:
    return {"type": "number", "description": description, "minimum": 0, "maximum": 1}


def likeness() -> dict[str, Schema]:
    """Return the schemas of what is told of a paper that is like another, by their names."""
    from kdcat.searching.related import KINDS

    reason = object_schema(
        {
            "kind": {**_TEXT, "description": "What is in common.", "enum": list(KINDS)},
            "value": {**_TEXT, "description": "The words, section, venue or repository."},
        }
    )
    return {
        "score": _score("How like the given paper it is."),
        "reasons": {
            "type": "array",
            "description": "What it has in common with the given paper, what says most first.",
            "items": reason,
        },
    }


def counts(by: Sequence[str]) -> Schema:
    """Return the schema of the counts of papers by some fields; of the overview where by none."""
    fields = paper_properties()
    fields["has_code"] = {"type": "boolean", "description": "Whether the code's address is known."}
    if by:
        keys = {name: fields[name] for name in by}
    else:
        value = {"type": ["string", "integer", "boolean", "null"]}
        keys = {
            "field": {**_TEXT, "description": "What is counted by."},
            "value": value | {"description": "The papers' value of it."},
        }
    numbers = {
        "papers": {**_COUNT, "description": "How many papers."},
        "with_code": {**_COUNT, "description": "How many of them have code."},
    }
    properties = keys | numbers
    return rows_schema("Numbers of papers of a kdcat catalog", properties, list(properties))


def changes(fields: Sequence[str] | None, format_name: str) -> Schema:
    """Return the schema of what became of papers; see `papers` for the arguments."""
    from kdcat.diff.change import COLUMNS, KINDS

    paper = paper_properties()
    section = object_schema(
        {
            "sections": {**paper["sections"], "description": "Its names, outermost first."},
            "papers": {**_COUNT, "description": "How many papers stand in it before and after."},
        }
    )
    one: Schema = {"anyOf": [object_schema(paper), section, {"type": "null"}]}
    names: Schema = {**_TEXT, "enum": list(paper)}
    of_a_change: Mapping[str, Schema] = {
        "change": {
            **_TEXT,
            "description": "What became of the paper, or of a section: it was renamed.",
            "enum": list(KINDS),
        },
        "old": {**one, "description": "The paper or section as it was; null for an added paper."},
        "new": {**one, "description": "The paper or section as it is; null for a removed paper."},
        "fields": {
            "type": "array",
            "description": "The names of the fields that differ.",
            "items": names,
        },
    }
    title, lines = "Changes of a kdcat catalog", format_name == "jsonl"
    if fields is None:
        return rows_schema(title, {name: of_a_change[name] for name in COLUMNS}, None, lines)
    # A section has no title, nor much else that papers have.
    of_both: dict[str, Schema] = {
        name: {"anyOf": [field, {"type": "null"}]} for name, field in paper.items()
    }
    return rows_schema(title, {**of_both, **of_a_change}, fields, lines)


_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}


def lists(fields: Sequence[str] | None, lines: bool) -> Schema:
    """Return the schema of the lists that are followed; see `papers` for the arguments."""
    return rows_schema("Lists that kdcat follows", _of_lists(), fields, lines)


def _of_lists() -> dict[str, Schema]:
    number: Schema = {"type": ["integer", "null"], "minimum": 0}
    return {
        "name": {**_TEXT, "description": "What the list is called."},
        "source": {**_TEXT, "description": "Where it comes from."},
        "papers": {**number, "description": "How many entries its copy has; null without one."},
        "pages": {**number, "description": "How many pages its copy has; null without one."},
        "checked": {**_MOMENT, "description": "When its server last said what it holds."},
        "changed": {**_MOMENT, "description": "When it was fetched as it is."},
    }


def updates(fields: Sequence[str] | None, lines: bool) -> Schema:
    """Return the schema of what an update did; see `papers` for the arguments."""
    known = _of_lists()
    properties: dict[str, Schema] = {
        "name": known["name"],
        "result": {
            **_TEXT,
            "description": "What became of its copy.",
            "enum": ["updated", "unchanged", "fetched", "failed"],
        },
        "new": {
            "type": ["integer", "null"],
            "description": "How many papers came in; null if it failed.",
            "minimum": 0,
        },
        **{name: known[name] for name in ("papers", "source", "checked")},
    }
    return rows_schema("What an update of kdcat did", properties, fields, lines)


def news(fields: Sequence[str] | None, format_name: str) -> Schema:
    """Return the schema of papers that came into lists; see `papers` for the arguments.

    Raises:
        UsageError: The format is no JSON.
    """
    properties: dict[str, Schema] = {
        "list": {**_TEXT, "description": "The list that it came into."},
        "added": {
            **_TEXT,
            "format": "date-time",
            "description": "When it was first seen there.",
        },
        **paper_properties(),
    }
    return rows_schema("New papers", properties, fields, format_name == "jsonl")


def forms() -> Schema:
    """Return the schema of the forms in which the sections of a catalog were read."""
    line: Schema = {**_PLACE, "description": "The line on which its first paper begins."}
    lines: Schema = {"type": "array", "items": _PLACE}
    return rows_schema(
        "Forms of a kdcat catalog",
        {
            "catalog": {**_TEXT, "description": "The catalog's file, as it was given."},
            "line": line,
            "end_line": {**_PLACE, "description": "The line on which its last paper ends."},
            "sections": {
                "type": "array",
                "description": "The names of the sections it stands in, outermost first.",
                "items": _TEXT,
            },
            "form": {**_TEXT, "description": "The form, in words for people."},
            "units": {**_COUNT, "description": "How many papers it has, or rows of its table."},
            "alike": {**_COUNT, "description": "How many of them were read alike."},
            "unlike": lines | {"description": "The lines on which the others begin."},
        },
    )


def skipped() -> Schema:
    """Return the schema of what looks like an entry and was not read as one."""
    return rows_schema(
        "Skipped units of a kdcat catalog",
        {
            "catalog": {**_TEXT, "description": "The catalog's file, as it was given."},
            "line": {**_PLACE, "description": "The line on which it begins."},
            "reason": {**_TEXT, "description": "Why it is no paper, in words for people."},
            "text": {**_TEXT, "description": "Its text, as written."},
        },
    )


def problems(format_name: str) -> Schema:
    """Return the schema of the problems that `kdcat lint` finds.

    Raises:
        UsageError: The format is JSON of another kind.
    """
    from kdcat.lint.problem import SEVERITIES
    from kdcat.lint.report import SARIF_SCHEMA
    from kdcat.lint.rules.table import BY_NAME

    if format_name == "sarif":
        raise UsageError(f"sarif has a schema of its own: {SARIF_SCHEMA}")
    properties: dict[str, Schema] = {
        "rule": {**_TEXT, "description": "The name of the rule.", "enum": list(BY_NAME)},
        "severity": {**_TEXT, "description": "How grave it is.", "enum": list(SEVERITIES)},
        "catalog": {**_TEXT, "description": "The catalog's file, as it was given."},
        "line": {**_PLACE, "description": "The line on which it begins."},
        "column": {**_PLACE, "description": "The column, in characters."},
        "end_line": {**_PLACE, "description": "The line on which it ends."},
        "end_column": {**_PLACE, "description": "The column behind its last character."},
        "message": {**_TEXT, "description": "What is wrong, in a sentence."},
        "suggestion": {
            "type": ["string", "null"],
            "description": "The text wanted instead, where it is known.",
        },
        "fixable": {"type": "boolean", "description": "Whether --fix mends it by itself."},
    }
    return rows_schema("Problems of a kdcat catalog", properties)
