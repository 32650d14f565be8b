r"""Rows as an array of JSON objects (RFC 8259), one to a line.

All text is written as it is, but for the characters that could act on the terminal they are shown
on: those are written as `\uXXXX`, which means the same.
"""

from __future__ import annotations

from itertools import islice
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from kdcat.printable import hidden, shows

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

_TO_ESCAPE = "\\x7f-\\x9f\\u2028\\u2029"
"""What `kdcat.printable.printable` replaces beside what does not show, less the controls of ASCII
before its letters: JSON escapes those anyway, and XML has no way to hold them."""
_encode = JSONEncoder(ensure_ascii=False).encode
_AT_ONCE = 500


def json(rows: Iterable[Sequence[object]], names: Sequence[str]) -> Iterator[str]:
    """Return rows as an array with one object to a line, in pieces.

    Args:
        rows: The values of each object, which JSON must have: text, numbers, lists, None...
        names: The keys, in the order of the values.
    """
    return array(objects(rows, names))


def objects(rows: Iterable[Sequence[object]], names: Sequence[str]) -> Iterator[str]:
    """Return each row as a JSON object on one line, without the line's end; see `json`."""
    # A template filled with the C encoder's strings takes half the time of encoding dicts.
    keys = ", ".join([_encode(name).replace("%", "%%") + ": %s" for name in names])
    template = f"{{{keys}}}"
    for row in rows:
        text = template % tuple(
            [
                encode_basestring(value)
                if type(value) is str
                else "null"
                if value is None
                else repr(value)
                if type(value) is int
                else _encode(value)
                for value in row
            ]
        )
        yield escaped(text)


def escaped(text: str, escape: Callable[[re.Match[str]], str] | None = None) -> str:
    r"""Return JSON text with the unprintable characters in its strings as `\uXXXX`.

    Args:
        text: The text.
        escape: How another language writes such a character.
    """
    if shows(text) or (text.isascii() and "\x7f" not in text):
        return text
    return hidden(_TO_ESCAPE).sub(escape or _escape, text)


def array(objects: Iterable[str]) -> Iterator[str]:
    r"""Return an array with one object to a line, in pieces; `[]` where there is none.

    Args:
        objects: The objects as JSON text.
    """
    before = "[\n "
    for piece in joined(objects, ",\n "):
        yield before + piece
        before = ",\n "
    yield "[]\n" if before == "[\n " else "\n]\n"


def joined(objects: Iterable[str], separator: str) -> Iterator[str]:
    """Return the objects with a separator between them, many in a piece."""
    remaining = iter(objects)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield separator.join(batch)


def _escape(character: re.Match[str]) -> str:
    units = character[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
