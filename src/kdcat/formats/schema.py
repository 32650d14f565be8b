"""The JSON Schema of rows as JSON, and of the fields of papers in them.

The dialect is that of 2020-12 (https://json-schema.org/draft/2020-12/schema).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_type_hints

from kdcat.paper import FIELDS, NESTED_FIELDS, Paper

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
    types = get_type_hints(Paper)
    flat: dict[str, Schema] = {
        field: {"type": _type(types[field]), **_DETAILS[field]} for field in FIELDS
    }
    return flat | {field: _NESTED[field] for field in NESTED_FIELDS}


def _type(hint: object) -> str | list[str]:
    names = [_TYPES[part] for part in get_args(hint) or (hint,)]
    return names[0] if len(names) == 1 else names
