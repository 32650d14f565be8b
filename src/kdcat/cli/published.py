"""What a page says of its list: its title, where it is read and corrected, what is new in it."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.repositories import FilePages, pages_at, pages_of_file
from kdcat.cli import catalogs, followed
from kdcat.errors import KdcatError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.following.kept import Kept
    from kdcat.formats.atom import News
    from kdcat.paper import Paper
    from kdcat.reading.source import Source

_NEWS_OF = timedelta(days=365)
"""How long what came in is news: who comes to a feed seldom misses none of it."""
_BUNDLED_TITLE = "Knowledge distillation"
"""What the catalog that comes with kdcat is called; the first heading of its file is of a part."""
_NO_TITLES = frozenset(
    (
        *("contents", "content", "table of contents", "table of content", "toc", "index", "menu"),
        *("overview", "introduction", "quick navigation", "outline", "summary", "about", "news"),
        *("modalities", "categories", "topics", "tasks", "sections", "areas", "conferences"),
        *("papers", "paper", "paper list", "list of papers", "publications", "resources", "list"),
        *("catalog", "catalogue", "readme", "updates", "awesome", "survey", "surveys"),
    )
)
"""What stands above a part of a list, or above any list."""
_SHORTCODE = re.compile(r":[a-z0-9_+-]++:")
_MARK = re.compile(r"\W")
_HTML_TITLE = re.compile(r"<h1\b[^>]{0,200}>(.{1,500}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,500}>")
_MOST_TITLES = 3
"""So many lists are named one after the other."""


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

    A folder is called as its README says, several lists by the titles of all.

    Args:
        read: The files of the list.
        pages: Where it stands on the web, if that is known.
    """
    if all(source.bundled for source in read):
        return _BUNDLED_TITLE
    is_folder = read[0].collection is not None
    named = [source for source in read if _is_readme(source)][:1] if is_folder else list(read)
    titles = [title for source in named if (title := _title(source))]
    if titles and len(titles) == len(named) <= _MOST_TITLES:
        return " · ".join(titles)
    if pages:
        return pages.name.rpartition("/")[2]
    if read[0].followed:
        return read[0].name
    files = [source.path.resolve() for source in read if source.path]
    if not files or (len(files) > 1 and not is_folder):
        return "Papers"
    return files[0].stem if not (is_folder or _is_readme(read[0])) else _folder(files).name


def _folder(files: Sequence[Path]) -> Path:
    """The innermost folder that all are in."""
    return Path(os.path.commonpath([file.parent for file in files]))


def _is_readme(source: Source) -> bool:
    return source.path is not None and source.path.stem.casefold() in ("readme", "index")


def _title(source: Source) -> str | None:
    """The title of a file, less its pictures; None where its first heading says nothing of it."""
    from kdcat.layouts.pieces import rendered
    from kdcat.reading.document import document

    page = document(source.text())
    first = next((each for each in page.elements if each.kind == "heading"), None)
    before = page.lines.start(first.line) if first else len(page.text)
    html = _HTML_TITLE.search(page.text, 0, before)
    if html:
        found = " ".join(unescape(_TAG.sub("", html[1])).split())
    elif first and page.title:
        parts = [piece for piece in page.pieces(first) if piece.kind != "image"]
        # Where all of it is a picture, that says what it shows; "logo" is no name.
        found = rendered(parts) or (page.title.text if " " in page.title.text else "")
    else:
        return None
    title = " ".join(_SHORTCODE.sub("", found).split())
    name = title.strip("".join(set(_MARK.findall(title))))
    return title if name.casefold() not in ("", *_NO_TITLES) else None


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
    try:
        found = origin_of(file, os.environ)
    except KdcatError:
        # There is no git that answers, and it is not waited for once more.
        return None, None
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
