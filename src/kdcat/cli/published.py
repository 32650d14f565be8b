"""What a page says of its list: its title, where it is read and corrected, what is new in it."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.repositories import FilePages, pages_at, pages_of_file
from kdcat.cli import catalogs, followed
from kdcat.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.following.kept import Kept
    from kdcat.formats.atom import News
    from kdcat.paper import Paper
    from kdcat.reading.source import Source

_NEWS_OF = timedelta(days=365)
"""How long what came in is news: who comes to a feed seldom misses none of it."""
_BADGE = re.compile(r"(?<=\S) Awesome$")
_NO_TITLES = frozenset(
    (
        "contents",
        "table of contents",
        "toc",
        "index",
        "overview",
        "introduction",
        "quick navigation",
    )
)
"""What stands above a part of a list, not all of it."""


class _Followed(NamedTuple):
    """A list that is followed."""

    name: str
    kept: Kept
    pages: FilePages | None


def named_source(source: str | None) -> FilePages | None:
    """Return the pages of the file that `--source` names; None where it was not given.

    Raises:
        UsageError: It is no page of a file on a host that is known.
    """
    if source is None:
        return None
    if (pages := pages_at(source)) is None:
        raise UsageError(
            f"--source {source}: is no page of a file on GitHub, GitLab or Codeberg, such as "
            "https://github.com/OWNER/NAME/blob/main/README.md"
        )
    return pages


def heading(read: Sequence[Source], pages: FilePages | None) -> str:
    """Return what a list is called: by its title, else its repository, else its file or folder.

    Args:
        read: The files of the list.
        pages: Where it stands on the web, if that is known.
    """
    from kdcat.reading.document import document

    for source in read:
        found = document(source.text()).title
        # The badge of awesome lists stands behind their title, and its words are "Awesome".
        title = _BADGE.sub("", found.text) if found else ""
        if title and title.casefold() not in _NO_TITLES:
            return title
    if pages:
        return pages.name.rpartition("/")[2]
    if read[0].followed or read[0].path is None:
        return read[0].name if read[0].followed else "Papers"
    file = Path(read[0].collection or read[0].path)
    return file.resolve().parent.name if file.stem.casefold() == "readme" else file.stem


def origin(
    names: Sequence[str], read: Sequence[Source], papers: Sequence[Paper]
) -> tuple[FilePages | None, list[News] | None]:
    """Return where a list stands on the web, and what came into it in the last year.

    Of a list that is followed its origin and the copies say it, of a file its git repository.
    Either is None where nothing does.

    Args:
        names: The catalogs as named on the command line.
        read: Their files.
        papers: The papers of the page.
    """
    if len(read) != 1 or read[0].path is None or read[0].bundled:
        return None, None
    if read[0].followed:
        one = _followed(names)
        return (one.pages, _news_of_copies(one)) if one else (None, None)
    from kdcat.diff.origins import origin_of

    file = read[0].path
    found = origin_of(file, os.environ)
    pages = pages_of_file(*found) if found else None
    return pages, _news_of_file(file, papers, pages)


def _followed(names: Sequence[str]) -> _Followed | None:
    settings = followed.settings()
    name = settings.name_of(names[0]) if settings and len(names) == 1 else None
    if settings is None or name is None:
        return None
    comes_from, kept = settings.followed[name], followed.kept_of(settings, name)
    pages = None
    if comes_from.repository:
        remote = f"https://{comes_from.host}/{comes_from.repository}"
        pages = pages_of_file(remote, comes_from.ref or None, kept.newest.pages[0].path)
    return _Followed(name, kept, pages)


def _news_of_copies(one: _Followed) -> list[News]:
    from kdcat.following.ages import now
    from kdcat.following.news import news

    return news(followed.folder_of_list(one.name), one.name, one.kept, now() - _NEWS_OF)


def _news_of_file(
    file: Path, papers: Sequence[Paper], pages: FilePages | None
) -> list[News] | None:
    from kdcat.diff.history import came_in
    from kdcat.following.ages import now
    from kdcat.formats.atom import News

    found = came_in(file, papers, os.environ, now() - _NEWS_OF)
    if found is None:
        return None
    name = pages.name if pages else file.name
    return [News(paper, name, time) for paper, time in found]


def sources(names: Sequence[str] | None) -> list[Source]:
    """Return the catalogs once more; what was said of them is not said again."""
    return catalogs.sources(names, lambda _: None)
