"""The JSON Schema of papers as JSON."""

from __future__ import annotations

from typing import get_args, get_type_hints

from kdcat.paper import FIELDS, Paper

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
}


def json_schema() -> dict[str, object]:
    """Return the schema of `kdcat list --json`, in JSON Schema's dialect of 2020-12.

    Every key is always there, null where the catalog is silent. A search adds keys, and so may a
    later version; none is ever taken away.
    """
    types = get_type_hints(Paper)
    properties = {field: {"type": _type(types[field]), **_DETAILS[field]} for field in FIELDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Papers of a kdcat catalog",
        "type": "array",
        "items": {"type": "object", "properties": properties, "required": list(FIELDS)},
    }


def _type(hint: object) -> str | list[str]:
    names = [_TYPES[part] for part in get_args(hint) or (hint,)]
    return names[0] if len(names) == 1 else names
