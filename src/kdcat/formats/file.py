"""Papers in a file: written whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.files import replaced
from kdcat.formats.table import FORMATS, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kdcat.paper import Paper

_SELDOM = 100


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give the path of a file to write, which then takes the place of the one that is meant.

    Args:
        path: The file that is meant, whatever it holds now; see `kdcat.files.replaced`.

    Raises:
        KdcatError: The file cannot be written; the message says why.
    """
    try:
        with replaced(path) as beside:
            yield beside
    except OSError as error:
        raise KdcatError(f"{path}: cannot be written: {error.strerror or error}") from None


def write_file(
    path: Path,
    format_name: str,
    papers: Sequence[Paper],
    fields: Sequence[str] | None = None,
    header: bool = False,
    progress: Callable[[int], None] | None = None,
    key: str | None = None,
) -> None:
    """Write papers to a file, whatever it held before, whole or not at all.

    Args:
        path: The file.
        format_name: One of `kdcat.formats.table.FORMATS`.
        papers: The papers, in their order.
        fields: What to write of each, where the format lets it be chosen.
        header: Whether the names stand above the rows, where the format leaves it open.
        progress: Called now and then with the number of papers written.
        key: What the keys of a bibliography are made of.

    Raises:
        UsageError: There is no such format or field.
        KdcatError: The file cannot be written; the message says why.
    """
    with written_whole(path) as beside:
        if format_name in FORMATS and FORMATS[format_name].holds == "file":
            FORMATS[format_name].function()(papers, beside, path)
        else:
            with beside.open("w", encoding="utf-8", newline="") as file:
                pieces = render(format_name, papers, fields, None, header, key)
                for written, piece in enumerate(pieces):
                    file.write(piece)
                    if progress and written % _SELDOM == 0:
                        progress(written)
