"""The JSON Schema of rows as JSON, and of the fields of papers in them.

The dialect is that of 2020-12 (https://json-schema.org/draft/2020-12/schema).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_type_hints

from kdcat.paper import FIELDS, NESTED_FIELDS, Paper
from kdcat.records.record import Kind, Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdcat.paper import NestedField

    Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {str: "string", int: "integer", type(None): "null"}
_ADDRESS = {"format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}
_DETAILS: dict[str, dict[str, object]] = {
    "id": {
        "description": "A short name of the title, made from it alone: equal titles have one.",
        "minLength": 1,
    },
    "title": {
        "description": "The title as it is rendered: no Markdown, one space between words.",
        "minLength": 1,
    },
    "venue": {
        "description": "The canonical short name of the venue, or the venue as written where none "
        "is known."
    },
    "venue_raw": {"description": "The venue as written, less the year at its end."},
    "year": {"description": "The year as written, mistakes included."},
    "modality": {"description": "The outermost section the entry stands in."},
    "task": {"description": "The section of the second level."},
    "subtask": {"description": "The section of the third level."},
    "paper_url": {"description": "The address of the paper.", **_ADDRESS},
    "code_url": {"description": "The address of the code.", **_ADDRESS},
    "doi": {
        "description": "The DOI that one of the addresses carries, in lower case.",
        "pattern": "^10\\.",
    },
    "arxiv_id": {
        "description": "The arXiv identifier that one of the addresses carries, without version."
    },
    "catalog": {
        "description": "The catalog's file, as it was given; kdcat:catalog.md is the bundled one."
    },
    "line": {"description": "The line of the file on which the entry begins.", "minimum": 1},
    "authors": {"description": "The authors as written."},
    "date": {
        "description": "When it appeared, in ISO 8601, as exact as written.",
        "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    },
    "project_url": {"description": "The address of the project's page.", **_ADDRESS},
}
_NAMES: Schema = {"type": "array", "items": {"type": "string"}}
_TEXT: Schema = {"type": ["string", "null"]}
_KINDS: list[str] = [*get_args(Kind)]
_RECORD: dict[str, Schema] = {
    "title": {**_TEXT, "description": "The title, without markup."},
    "authors": {**_NAMES, "description": "The authors in their order; none where not told."},
    "editors": {**_NAMES, "description": "The editors."},
    "abstract": {**_TEXT, "description": "The abstract on one line, without markup."},
    "venue": {**_TEXT, "description": "Where it appeared, as the registry calls it."},
    "year": {"type": ["integer", "null"], "description": "The year in which it appeared."},
    "doi": {
        **_TEXT,
        "description": "In lower case; of a preprint that of its published version.",
        "pattern": "^10\\.",
    },
    "arxiv_id": {**_TEXT, "description": "Without its version."},
    "kind": {"type": "string", "description": "What it is an article of.", "enum": _KINDS},
    "pages": {**_TEXT, "description": "The pages, or the number of the article."},
    "volume": {**_TEXT, "description": "The volume."},
    "issue": {**_TEXT, "description": "The issue."},
    "publisher": {**_TEXT, "description": "The publisher."},
    "source": {"type": "string", "description": "Who said it: Crossref, DataCite, arXiv..."},
    "fetched": {
        "type": "string",
        "description": "When it was fetched, in UTC.",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    },
}
_NESTED: dict[NestedField, Schema] = {
    "links": {
        "type": "object",
        "description": "The other links, label to address.",
        "additionalProperties": {"type": "string", **_ADDRESS},
    },
    "sections": {
        "type": "array",
        "description": "All sections the entry stands in, outermost first.",
        "items": {"type": "string"},
    },
    "record": {
        "type": ["object", "null"],
        "description": "What a registry says of the paper; null where that is not known.",
        "properties": _RECORD,
        "required": [*_RECORD],
    },
}


def rows_schema(
    title: str,
    properties: Mapping[str, Schema],
    fields: Sequence[str] | None = None,
    lines: bool = False,
) -> Schema:
    """Return the schema of rows: of the array of them, or of each line of JSON Lines.

    Every key is always there, null where the catalog is silent. Where no fields are chosen a later
    version may add keys; none is ever taken away.

    Args:
        title: What the rows are.
        properties: The schema of each value there can be, in their order.
        fields: The fields that are chosen; all of them without it, and others may come.
        lines: Whether each row is a line of its own.
    """
    item = object_schema({name: properties[name] for name in fields or properties})
    if fields:
        item["additionalProperties"] = False
    head: Schema = {"$schema": _DIALECT, "title": title}
    return head | item if lines else head | {"type": "array", "items": item}


def object_schema(properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of an object that has all of these keys."""
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def paper_properties() -> dict[str, Schema]:
    """Return the schema of each field of a paper, in their order."""
    types = get_type_hints(Paper, localns={"Record": Record})
    flat: dict[str, Schema] = {
        field: {"type": _type(types[field]), **_DETAILS[field]} for field in FIELDS
    }
    return flat | {field: _NESTED[field] for field in NESTED_FIELDS}


def record_properties() -> dict[str, Schema]:
    """Return the schema of each field of a paper's record under its own name: `record.doi`."""
    return {f"record.{name}": _or_null(schema) for name, schema in _RECORD.items()}


def _or_null(schema: Schema) -> Schema:
    types = schema["type"]
    both = types if isinstance(types, list) else [types, "null"]
    return schema | {"type": both} | ({"enum": [*_KINDS, None]} if "enum" in schema else {})


def _type(hint: object) -> str | list[str]:
    names = [_TYPES[part] for part in get_args(hint) or (hint,)]
    return names[0] if len(names) == 1 else names
