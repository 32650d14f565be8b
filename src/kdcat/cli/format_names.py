"""The names of the formats, as options, completion and messages say them."""

from collections.abc import Sequence

from kdcat.formats.table import TEXT_FORMATS

TABLE = "table"
"""What a person gets: it is no format of `kdcat.formats`, but made for the terminal it is on."""


def format_names() -> list[str]:
    """Return the names of all formats in which papers are printed."""
    return [TABLE, *TEXT_FORMATS]


def one_of(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `tsv, csv or json`."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
