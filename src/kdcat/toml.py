"""Texts of TOML, and where in one that is none the mistake is."""

from __future__ import annotations

from kdcat.errors import KdcatError

_MOST_DOTS = 1000
"""On one line: for a key of many parts tomllib takes their number squared."""


def table_of(text: str, name: str) -> dict[str, object]:
    """Return the table that a text of TOML is.

    Raises:
        KdcatError: It is none; the message says where, after the name.
    """
    # Imported here because most folders and users have no such file.
    import tomllib

    for line, written in enumerate(text.split("\n"), start=1):
        if written.count(".") > _MOST_DOTS:
            raise KdcatError(f"{name}:{line}: too many dots on one line")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).removesuffix(")").rpartition(" (at line ")
        if not what:
            # What ends too early has no line of its own.
            what, place = str(error).partition(" (at end of document")[0], str(_lines(text))
        raise KdcatError(
            f"{name}:{place.partition(',')[0]}: {what[:1].lower()}{what[1:]}"
        ) from None
    except (RecursionError, ValueError) as error:
        # Both take a line that nobody writes: one of many brackets, or of a number without end.
        line = max(enumerate(text.split("\n"), start=1), key=lambda one: len(one[1]))[0]
        number = "a number of too many digits"
        what = "too deeply nested" if isinstance(error, RecursionError) else number
        raise KdcatError(f"{name}:{line}: {what}") from None


def _lines(text: str) -> int:
    return max(text.rstrip("\n").count("\n") + 1, 1)
