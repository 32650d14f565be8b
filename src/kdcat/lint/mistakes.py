"""Where in a text of TOML something stands, which tomllib does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

Keys = tuple[str | int, ...]
"""The keys, and the places in arrays, that lead to a value: `("ignore", 0, "rules")`."""
_MOST_READ = 1 << 19
"""Characters: in a text that was made to take longer, a mistake is told without its line."""


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

    A text is read up to the end of its first line, its second and so on: the first of these
    beginnings that has the keys ends with the statement that sets it.
    """
    # Few lists have a configuration, and few of these a mistake.
    import tomllib

    found: list[int] = []
    lines = text.split("\n")
    beginning = ""
    read = done = 0
    for number, line in enumerate(lines, start=1):
        beginning += f"{line}\n"
        read += len(beginning)
        if read > _MOST_READ or len(found) == len(several):
            break
        try:
            table = tomllib.loads(beginning)
        except (ValueError, RecursionError):
            continue
        while len(found) < len(several) and _has(table, several[len(found)]):
            statement = range(done + 1, number + 1)
            written = [one for one in statement if not _says_nothing(lines[one - 1])] or [number]
            found.append(
                next((one for one in written if near and near in lines[one - 1]), written[0])
            )
        done = number
    return found + [1] * (len(several) - len(found))


def _has(table: Mapping[str, object], keys: Keys) -> bool:
    value: Any = table
    for key in keys:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
