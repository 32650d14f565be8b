"""The configurations that `lint`, `add` and `diff` obey: which pages, and what for each of them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kdcat.bibliography.venues import known_too
from kdcat.cli.streams import tell
from kdcat.errors import KdcatError
from kdcat.files import LONGEST_PATH
from kdcat.lint.configuration import Configuration, Page, find, shown
from kdcat.reading.page_patterns import fits
from kdcat.reading.source import STDIN, Source


class Named(NamedTuple):
    """What the words of a command name."""

    catalogs: list[str]
    """Names of files and folders; none where nothing is named and nothing is configured."""
    folders: Sequence[tuple[Path, Configuration | None]] = ()
    """The folders that are named, each with the configuration that says which pages are meant."""

    def had(self, page: Path) -> bool:
        """Return whether a page that is gone was one of those that are named by their folder."""
        return any(
            page.is_relative_to(folder) and _is_of(page, folder, configuration)
            for folder, configuration in self.folders
        )


def named(words: Sequence[str], *, whole: bool = False) -> Named:
    """Return the catalogs that are named; of a folder, the pages of its configuration in it.

    A folder whose configuration names no pages is meant as a whole, and its name returned. Where
    nothing is named, the folder is that of the configuration around the current one.

    Args:
        words: Files, folders and `-`.
        whole: Whether all pages of a collection are meant where one is named.

    Raises:
        KdcatError: A configuration has a mistake, or none of its pages is in a folder.
    """
    if not words:
        configuration = find(Path())
        if configuration is None:
            return Named([])
        folder = configuration.folder
        pages = _pages(os.path.relpath(folder), folder, configuration)
        return Named(pages, [(folder, configuration)])
    found: dict[str, None] = {}
    folders: dict[Path, Configuration | None] = {}
    # By where they are: a folder may hold what is named by itself.
    files = {_real(word): word for word in words if not _is_folder(word)}
    for word in words:
        path = _real(word)
        if _is_folder(word):
            folder, name, configuration = path, word, find(path)
        else:
            configuration = find(path.parent) if whole and _may_be_there(word) else None
            if configuration is None or path not in map(_real, configuration.named_pages()):
                found[word] = None
                continue
            folder, name = configuration.folder, os.path.relpath(configuration.folder)
        if folder not in folders:
            folders[folder] = configuration
            pages = _pages(name, folder, configuration)
            found |= dict.fromkeys(files.get(_real(page), page) for page in pages)
    return Named(list(found), list(folders.items()))


def _is_folder(word: str) -> bool:
    return word != STDIN and os.path.isdir(word)  # noqa: PTH112 (a NUL is no folder)


def _may_be_there(word: str) -> bool:
    return word != STDIN and len(word) <= LONGEST_PATH


def _real(page: str | Path) -> Path:
    if len(str(page)) > LONGEST_PATH:
        return Path(page)
    try:
        return Path(os.path.realpath(page))
    except ValueError:
        # A name that no file can have.
        return Path(page)


def _is_of(page: Path, folder: Path, configuration: Configuration | None) -> bool:
    """Whether a page is one of the collection of a folder, by its name."""
    if configuration and configuration.pages:
        path = configuration.within(page)
        return any(fits(path, pattern) for pattern in configuration.pages)
    return fits(page.relative_to(folder).as_posix(), "**")


def _pages(name: str, folder: Path, configuration: Configuration | None) -> list[str]:
    """The configured pages in a folder, as they are named from there; else its own name."""
    if configuration is None or not configuration.pages:
        return [name]
    chosen = [page for page in configuration.named_pages() if page.is_relative_to(folder)]
    if not chosen:
        raise KdcatError(f"{name}: none of the pages of {shown(configuration.file)} is in it")
    # As the words of the command name them: from the current folder, or from the root.
    names = (os.path.join(name, os.path.relpath(page, folder)) for page in chosen)  # noqa: PTH118
    return [os.path.normpath(one) for one in names]


def files_of(sources: Iterable[Source]) -> dict[str, Path]:
    """Return where catalogs are, by their names; only one's own obey a configuration."""
    return {source.name: source.path for source in sources if source.path and source.may_change}


def pages_of(files: Mapping[str, Path]) -> dict[str, Page]:
    """Return the pages that obey a configuration, and say on standard error which these obey.

    Args:
        files: Where the catalogs are, by their names.

    Raises:
        KdcatError: A configuration cannot be read, or has a mistake.
    """
    found: dict[Path, Configuration | None] = {}
    pages = {}
    for name, path in files.items():
        folder = Path(os.path.realpath(path.parent))
        if folder not in found:
            found[folder] = find(folder)
        configuration = found[folder]
        if configuration:
            pages[name] = Page(configuration, configuration.within(path))
    for configuration in _once(found.values()):
        tell(f"kdcat: {shown(configuration.file)} is obeyed")
    return pages


@contextmanager
def with_venues(pages: Iterable[Page]) -> Iterator[None]:
    """Know the venues that the pages know by names of their own."""
    own = [
        venue
        for configuration in _once(page.configuration for page in pages)
        for venue in configuration.venues
    ]
    with known_too(own):
        yield


def _once(configurations: Iterable[Configuration | None]) -> list[Configuration]:
    by_file = {
        configuration.file: configuration for configuration in configurations if configuration
    }
    return list(by_file.values())
