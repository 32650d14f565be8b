"""Where in a text of TOML something stands, which tomllib does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

Keys = tuple[str | int, ...]
"""The keys, and the places in arrays, that lead to a value: `("ignore", 0, "rules")`."""
_TOKEN = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[][{}\n]""",
    re.DOTALL,
)
"""What says where a statement ends: texts and comments, brackets, and the ends of lines."""
_OPENING, _CLOSING = ("[", "{"), ("]", "}")


class MistakeError(KdcatError):
    """Something that a table cannot hold."""

    def __init__(self, keys: Keys, message: str, near: str = "") -> None:
        """Take what is wrong.

        Args:
            keys: What leads to it.
            message: What is wrong with it.
            near: What else stands on its line, where the value takes several.
        """
        super().__init__(message)
        self.keys = keys
        self.near = near


def line_of(text: str, keys: Keys, near: str = "") -> int:
    """Return the line, from 1, on which what some keys lead to is written.

    Args:
        text: Valid TOML that has the keys.
        keys: What leads there.
        near: What else stands on the line, where the statement takes several lines.
    """
    return lines_of(text, [keys], near)[0]


def lines_of(text: str, several: Sequence[Keys], near: str = "") -> list[int]:
    """Return the same of several keys, which stand in the text in this order.

    Each statement is read once, by itself: the first one that has the keys sets them.
    """
    found: list[int] = []
    lines = text.split("\n")
    place = _Place()
    for statement in _statements(text):
        if len(found) == len(several):
            break
        stated = place.after("".join(f"{lines[number - 1]}\n" for number in statement))
        while len(found) < len(several) and _has(stated, several[len(found)]):
            written = [one for one in statement if not _says_nothing(lines[one - 1])]
            found.append(
                next((one for one in written if near and near in lines[one - 1]), written[0])
            )
    return found + [1] * (len(several) - len(found))


def _statements(text: str) -> Iterator[range]:
    """Yield the lines of each statement, from 1; blank lines and comments are statements too."""
    first = number = 1
    depth = 0
    for token in _TOKEN.finditer(text + "\n"):
        number += token[0].count("\n")
        if token[0] in _OPENING:
            depth += 1
        elif token[0] in _CLOSING:
            depth -= 1
        elif token[0] == "\n" and not depth:
            yield range(first, number)
            first = number


class _Place:
    """The table that a statement belongs to, which follows from the headers before it."""

    def __init__(self) -> None:
        self._keys: Keys = ()
        self._lengths: dict[Keys, int] = {}
        """Of the arrays of tables so far, by what leads to them."""

    def after(self, statement: str) -> tuple[Keys, object]:
        """Return what a statement sets: the keys that lead to it, and what is there then."""
        # Few lists have a configuration, and few of these a mistake.
        import tomllib

        value: Any = tomllib.loads(statement)
        if not statement.lstrip().startswith("["):
            return self._keys, value
        self._keys = ()
        while value:
            if isinstance(value, list):
                # The last part of the header of one more table of an array.
                self._lengths[self._keys] = self._lengths.get(self._keys, 0) + 1
                value = None
            else:
                ((key, value),) = value.items()
                self._keys = (*self._keys, key)
                if isinstance(value, list):
                    continue
            if length := self._lengths.get(self._keys):
                self._keys = (*self._keys, length - 1)
        return self._keys, {}


def _has(stated: tuple[Keys, object], keys: Keys) -> bool:
    """Whether what is stated has a value that keys lead to."""
    above, value = stated
    if keys[: len(above)] != above:
        # A header is of the tables around its own, too.
        return value == {} and above[: len(keys)] == keys
    return _leads(value, keys[len(above) :])


def _leads(value: Any, keys: Keys) -> bool:
    for key in keys:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
