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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kdcat.bibliography.repositories import FilePages
    from kdcat.formats.atom import News
    from kdcat.paper import Paper

INDEX, DATA, FEED = "index.html", "papers.json", "feed.xml"
_MOST_NEWS = 100
_ENDS = (".html", ".htm")


def is_one_file(output: str) -> bool:
    """Return whether a name is that of a page alone, rather than of a folder."""
    return output.lower().endswith(_ENDS) and not Path(output).is_dir()


def files_of(output: str, *, has_news: bool) -> list[Path]:
    """Return the files that are written for an output, the page first.

    Args:
        output: The name of an HTML file, or of a folder.
        has_news: Whether it is known what is new.
    """
    if is_one_file(output):
        return [Path(output)]
    names = (INDEX, DATA, FEED) if has_news else (INDEX, DATA)
    return [Path(output) / name for name in names]


def write_site(
    output: str,
    title: str,
    papers: Sequence[Paper],
    pages: FilePages | None = None,
    news: Sequence[News] | None = None,
) -> list[Path]:
    """Write the page of a list, alone or with data and feed beside it; all of it or nothing.

    Args:
        output: The name of an HTML file, or of a folder, which is made where it is missing.
        title: What the list is called.
        papers: The entries, in the order of the list.
        pages: Where the list's file is read and corrected, if that is known.
        news: What came into the list, if that is known.

    Returns:
        The files.

    Raises:
        KdcatError: One of them cannot be written; the message says why.
    """
    files = files_of(output, has_news=news is not None)
    if is_one_file(output):
        _write_all({files[0]: page(title, papers, pages)})
        return files
    _make(Path(output))
    beside = [Feed(DATA, "application/json", "JSON")]
    contents = {Path(output) / DATA: render("json", papers)}
    if news is not None:
        beside.append(Feed(FEED, "application/atom+xml", "Feed"))
        contents[Path(output) / FEED] = _feed(title, pages, news)
    _write_all({**contents, Path(output) / INDEX: page(title, papers, pages, beside)})
    return files


def _feed(title: str, pages: FilePages | None, news: Sequence[News]) -> Iterator[str]:
    """The feed of the newest, of a name that stays as long as the list is in its place."""
    from kdcat.formats.atom import feed

    newest = sorted(news, key=lambda one: one.added, reverse=True)[:_MOST_NEWS]
    identity = pages.line if pages else f"kdcat page {title}"
    return feed(newest, title, identity, page=pages.repository if pages else None)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise KdcatError(
            f"{folder}: is a file; name a folder, or a file that ends in .html"
        ) from None
    except ValueError as error:
        raise KdcatError(f"{folder}: no folder can have this name: {error}") from None
    except OSError as error:
        raise KdcatError(f"{folder}: cannot be made: {error.strerror or error}") from None


def _write_all(contents: Mapping[Path, Iterable[str]]) -> None:
    """Write files, of which none takes its place before all are there."""
    with ExitStack() as until_all_are_there:
        for path, pieces in contents.items():
            beside = until_all_are_there.enter_context(written_whole(path))
            with beside.open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
