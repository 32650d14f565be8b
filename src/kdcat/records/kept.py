"""What is kept of registries' answers: a file of lines, to which each answer is added at once.

A line is an object of JSON: the key of what was asked for, when, and the record; or none, where the
registry knew none. The last line of a key is the one that counts. A line that is damaged or of
another form is as good as none, and is asked for again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from kdcat.records import lines
from kdcat.records.record import FETCHED, Record, kept_json, of_kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "records.jsonl"
"""The name of the file in kdcat's folder of the user's data."""
_LONGEST_KEY = 5000


class Kept(NamedTuple):
    """What was answered about one key."""

    fetched: str
    """When, in ISO 8601 and UTC."""
    record: Record | None
    """The record; None where the registry knew none."""


def read(file: Path) -> dict[str, Kept]:
    """Return what is kept, by its keys; nothing where there is no file, or none to be read."""
    read = map(_read, lines.objects(file, ("key", "fetched", "record")))
    return dict(filter(None, read))


def add(file: Path, answers: Mapping[str, Kept]) -> None:
    """Add answers to the file, which is made where there is none, for its owner alone.

    Raises:
        KdcatError: It cannot be written.
    """
    lines.add(file, [_line(key, kept) for key, kept in answers.items()])


def tidy(file: Path) -> None:
    """Write the file anew where most of its lines do not count any more.

    Raises:
        KdcatError: It cannot be written.
    """
    lines.tidy(file, lambda: [_line(key, kept) for key, kept in read(file).items()])


def _line(key: str, kept: Kept) -> bytes:
    said = {
        "key": key,
        "fetched": kept.fetched,
        "record": kept_json(kept.record) if kept.record else None,
    }
    return json.dumps(said).encode("ascii") + b"\n"


def _read(said: dict[str, Any]) -> tuple[str, Kept] | None:
    key, fetched, record = said["key"], said["fetched"], said["record"]
    if type(key) is not str or len(key) > _LONGEST_KEY or type(fetched) is not str:
        return None
    if not FETCHED.fullmatch(fetched):
        return None
    if record is None:
        return key, Kept(fetched, None)
    read = of_kept(record) if isinstance(record, dict) else None
    return (key, Kept(fetched, read)) if read else None
