"""A reader's own synonyms: words that mean the same, and words that lead to others.

same = [["cod", "camouflaged object detection"], ["kd", "distillation"]]

[related]
pointmamba = ["point cloud", "state space"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.toml import table_of, text_of
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kdcat.searching.synonyms import Run
    from kdcat.searching.thesaurus import Group

_FEWEST = 2
_LARGEST = 1 << 24


def read(path: Path) -> tuple[Group, ...]:
    """Return the groups of a file; none where there is no such file.

    Raises:
        KdcatError: It cannot be read, or holds something else; the message names file and line.
    """
    text = text_of(path, str(path), _LARGEST)
    if text is None:
        return ()
    try:
        return groups(table_of(text, str(path)))
    except _MistakeError as mistake:
        raise KdcatError(f"{path}:{_line_of(text, mistake.name)}: {mistake}") from None


def groups(table: Mapping[str, object]) -> tuple[Group, ...]:
    """Return the groups of a table such as `tomllib.load` gives.

    Raises:
        KdcatError: It holds something else.
    """
    found: list[Group] = []
    for name, value in table.items():
        if name == "same" and isinstance(value, list):
            found += [(_runs(name, each, _FEWEST), ()) for each in value]
        elif name == "related" and isinstance(value, dict):
            found += [((_run(word, word),), _runs(word, each, 1)) for word, each in value.items()]
        elif name in ("same", "related"):
            kind = "an array of arrays of words" if name == "same" else "a table"
            raise _MistakeError(name, f"{name} must be {kind}")
        else:
            raise _MistakeError(name, f"no key {name!r}; keys: same, related")
    return tuple(found)


class _MistakeError(KdcatError):
    """Something that a table of synonyms cannot hold."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        """What stands in the text where it is."""


def _runs(name: str, value: object, fewest: int) -> tuple[Run, ...]:
    if not isinstance(value, list):
        raise _MistakeError(_shown(value) or name, f"{name} must hold arrays of words")
    if len(value) < fewest:
        near = _shown(value[0]) if value else name
        wanted = "two words or more that mean the same" if fewest == _FEWEST else "a word"
        raise _MistakeError(near or name, f"{name} must hold {wanted}")
    return tuple(_run(name, each) for each in value)


def _run(name: str, value: object) -> Run:
    if not isinstance(value, str):
        raise _MistakeError(_shown(value) or name, f"{name} must hold words, not {value!r}")
    if not (run := tuple(plain_words(value))):
        raise _MistakeError(value or name, f"{value!r} in {name} has no word")
    return run


def _shown(value: object) -> str:
    return "" if isinstance(value, list | dict | bool) else str(value)


def _line_of(text: str, name: str) -> int:
    """The first line on which something stands, as a key, a text or another value."""
    lines = [line.strip() for line in text.splitlines()]
    keys = (f"{name} =", f"{name}=", f"[{name}]")
    for stands in (
        lambda line: line.startswith(keys),
        lambda line: f'"{name}"' in line or f"'{name}'" in line,
        lambda line: name in line,
    ):
        for number, line in enumerate(lines, start=1):
            if not line.startswith("#") and stands(line):
                return number
    return 1
