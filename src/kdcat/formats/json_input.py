"""Papers of a JSON file, in kdcat's own keys, that are to be added to a catalog."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError, perhaps
from kdcat.formats.new_paper import paper_said
from kdcat.paper import FIELDS, NESTED_FIELDS

if TYPE_CHECKING:
    from kdcat.paper import Paper

_KEYS = (*FIELDS, *NESTED_FIELDS)


def from_json(text: str, name: str, section: tuple[str | None, ...] = ()) -> list[Paper]:
    """Return the papers of a JSON text: one object, an array of them, or one to a line.

    The keys are those of `kdcat list --json`. A paper without `venue_raw` has its `venue`.

    Args:
        text: The JSON text.
        name: How the text is called in messages.
        section: The modality, task and subtask of all papers, whatever the text says of them.

    Raises:
        KdcatError: The text is no JSON, or a paper in it is none; the message says where.
    """
    papers = []
    for number, said in enumerate(_objects(text, name), start=1):
        place = f"{name}: paper {number}"
        if not isinstance(said, dict):
            raise KdcatError(f"{place}: not an object with the keys of a paper")
        for key in said:
            if key not in _KEYS:
                raise KdcatError(
                    f"{place}: no key {key!r}{perhaps(key, _KEYS)}; keys: {', '.join(_KEYS)}"
                )
        papers.append(paper_said(place, said, section))
    return papers


def _objects(text: str, name: str) -> list[object]:
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        try:
            return [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            pass
        raise KdcatError(f"{name}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise KdcatError(f"{name}: not the JSON of papers: nested too deeply") from None
    except ValueError:
        # Python reads no number of thousands of digits (sys.set_int_max_str_digits).
        raise KdcatError(f"{name}: not the JSON of papers: a number is too long") from None
    return said if isinstance(said, list) else [said]
