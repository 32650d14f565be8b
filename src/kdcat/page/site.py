"""What is written: the page alone as one file, or a folder with it and the papers as data."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError
from kdcat.formats.file import written_whole
from kdcat.formats.table import render
from kdcat.page.html import Feed, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kdcat.bibliography.repositories import FilePages
    from kdcat.paper import Paper

INDEX, DATA = "index.html", "papers.json"
_ENDS = (".html", ".htm")


def is_one_file(output: str) -> bool:
    """Return whether a name is that of a page alone, rather than of a folder."""
    return output.lower().endswith(_ENDS) and not Path(output).is_dir()


def files_of(output: str) -> list[Path]:
    """Return the files that are written for an output, the page first."""
    if is_one_file(output):
        return [Path(output)]
    return [Path(output) / name for name in (INDEX, DATA)]


def write_site(
    output: str, title: str, papers: Sequence[Paper], pages: FilePages | None = None
) -> list[Path]:
    """Write the page of a list, alone or with the papers as data beside it; all of it or nothing.

    Args:
        output: The name of an HTML file, or of a folder, which is made where it is missing.
        title: What the list is called.
        papers: The entries, in the order of the list.
        pages: Where the list's file is read and corrected, if that is known.

    Returns:
        The files.

    Raises:
        KdcatError: One of them cannot be written; the message says why.
    """
    files = files_of(output)
    if len(files) == 1:
        _write_all({files[0]: page(title, papers, pages)})
        return files
    _make(Path(output))
    feeds = [Feed(DATA, "application/json", "JSON")]
    _write_all(
        {
            Path(output) / DATA: render("json", papers),
            Path(output) / INDEX: page(title, papers, pages, feeds),
        }
    )
    return files


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise KdcatError(
            f"{folder}: is a file; name a folder, or a file that ends in .html"
        ) from None
    except OSError as error:
        raise KdcatError(f"{folder}: cannot be made: {error.strerror or error}") from None


def _write_all(contents: Mapping[Path, Iterable[str]]) -> None:
    """Write files, of which none takes its place before all are there."""
    with ExitStack() as until_all_are_there:
        for path, pieces in contents.items():
            beside = until_all_are_there.enter_context(written_whole(path))
            with beside.open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
