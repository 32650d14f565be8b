"""Papers in a file: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.formats.table import FORMATS, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kdcat.paper import Paper

_SELDOM = 100


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give the path of a file to write, which then takes the place of the one that is meant.

    A reader sees the old content or all of the new. A file that is there keeps its mode, a symbolic
    link keeps its place; where writing fails, everything is as it was.

    Args:
        path: The file that is meant, whatever it holds now.

    Raises:
        KdcatError: The file cannot be written; the message says why.
    """
    target = Path(os.path.realpath(path))
    try:
        descriptor, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.stem}.", suffix=target.suffix
        )
        os.close(descriptor)
        beside = Path(name)
        try:
            yield beside
            beside.chmod(_mode(target))
            beside.replace(target)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise KdcatError(f"{path}: cannot be written: {error.strerror or error}") from None


def write_file(
    path: Path,
    format_name: str,
    papers: Sequence[Paper],
    fields: Sequence[str] | None = None,
    header: bool = False,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write papers to a file, whatever it held before, whole or not at all.

    Args:
        path: The file.
        format_name: One of `kdcat.formats.table.FORMATS`.
        papers: The papers, in their order.
        fields: What to write of each, where the format lets it be chosen.
        header: Whether the names stand above the rows, where the format leaves it open.
        progress: Called now and then with the number of papers written.

    Raises:
        UsageError: There is no such format or field.
        KdcatError: The file cannot be written; the message says why.
    """
    with written_whole(path) as beside:
        if format_name in FORMATS and FORMATS[format_name].holds == "file":
            FORMATS[format_name].function()(papers, beside)
        else:
            with beside.open("w", encoding="utf-8", newline="") as file:
                for written, piece in enumerate(render(format_name, papers, fields, None, header)):
                    file.write(piece)
                    if progress and written % _SELDOM == 0:
                        progress(written)


def _mode(target: Path) -> int:
    """The mode of the file that is there, else that of a new one."""
    with suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
