"""Which catalogs a command reads, and where their index is kept."""

import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.cli import followed
from kdcat.cli.folders import folder_of
from kdcat.cli.streams import progress, tell
from kdcat.errors import KdcatError, UsageError
from kdcat.index.cache import index_of
from kdcat.index.papers import Index
from kdcat.reading.collection import collection, is_folder
from kdcat.reading.page_patterns import has_wildcard
from kdcat.reading.source import BUNDLED_NAME, STDIN, Source, bundled_path, load, of_stream

if TYPE_CHECKING:
    from kdcat.searching.thesaurus import Group

_LONG_WORK = 2 << 20
"""Bytes of catalog from which on reading takes so long that its progress is shown."""
_ENOUGH_ALIKE = 0.9
_MOST_TOLD = 5


def sources(catalogs: Sequence[str] | None, told: Callable[[str], object] = tell) -> list[Source]:
    """Return the catalogs named on the command line, else by $KDCAT_CATALOG, else by the settings.

    Where none of these names one it is the bundled one. A folder or a pattern stands for its
    Markdown files, as `kdcat.reading.collection` finds them, less those that are named beside it;
    what of it may not be looked into is told. What is named again by the same name is read once,
    for an entry is known by its catalog and line. A name or source of a list that is followed
    stands for its newest copy, unless there is a file of that name.

    Args:
        catalogs: The names on the command line.
        told: Is given what is to be said of them; it is said on standard error.

    Raises:
        KdcatError: One of them cannot be read.
    """
    named = names(catalogs)
    if named.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    if not named:
        return _each_once(followed.usual_catalogs(told) or [load()])
    return _each_once(_sources(list(dict.fromkeys(named)), told))


def _each_once(found: Sequence[Source]) -> list[Source]:
    """The catalogs less those of a name that came before, as pages of a list with two names do."""
    by_name: dict[str, Source] = {}
    for one in found:
        by_name.setdefault(one.name, one)
    return list(by_name.values())


def _sources(named: Sequence[str], told: Callable[[str], object]) -> list[Source]:
    """The catalogs of those names: files as they are named, and each file of a folder once."""
    found: list[Source] = []
    for name in named:
        if _is_collection(name):
            members, untold = collection(name)
            _tell_some(untold, told)
            found += members
        elif (copies := _followed(name, told)) is not None:
            found += copies
        else:
            found.append(source(name))
    if len(named) == 1 or all(one.collection is None for one in found):
        return found
    known = {one.path.resolve() for one in found if one.path and one.collection is None}
    return [one for one in found if one.collection is None or _is_new(one, known)]


def _tell_some(messages: Collection[str], told: Callable[[str], object]) -> None:
    """Tell of the first of what could not be read, and how many others there are."""
    for message in islice(messages, _MOST_TOLD):
        told(f"kdcat: {message}")
    if len(messages) > _MOST_TOLD:
        told(f"kdcat: and {len(messages) - _MOST_TOLD} more cannot be read")


def _is_new(member: Source, known: set[Path]) -> bool:
    assert member.path is not None
    file = member.path.resolve()
    is_new = file not in known
    known.add(file)
    return is_new


def _is_collection(name: str) -> bool:
    if name in (STDIN, BUNDLED_NAME):
        return False
    _refuse_nothing(name)
    return is_folder(name) or (has_wildcard(name) and not _exists(name))


def _refuse_nothing(name: str) -> None:
    # As of a variable that is not set: the folder that one happens to be in is not meant.
    if not name:
        raise UsageError("an empty name names no catalog")


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:
        return False


def one_page(catalogs: Sequence[str] | None) -> Source:
    """Return the one catalog that is to be written.

    Raises:
        KdcatError: It cannot be read; or it is a folder or a pattern, not a file.
    """
    for name in names(catalogs):
        if _is_collection(name):
            raise UsageError(f"{name}: papers are added to one file; name one of its files")
    return sources(catalogs)[0]


def _followed(name: str, told: Callable[[str], object]) -> list[Source] | None:
    """The newest copy of a list that is followed; None where a file is meant, or nothing."""
    if name in (STDIN, BUNDLED_NAME) or _exists(name):
        return None
    return followed.sources_of(name, told)


def is_followed(name: str) -> bool:
    """Return whether a name is that of a list that is followed, or of a page of one."""
    found = followed.settings()
    whole = name.partition(":")[0]
    return found is not None and any(map(found.name_of, (name, whole)))


def source(name: str) -> Source:
    """Return what is named on the command line: a file, a followed list, or standard input as `-`.

    Raises:
        KdcatError: There is no such file or list, it is a directory or a list of several pages, or
            may not be looked at.
    """
    if name != STDIN:
        _refuse_nothing(name)
        copies = _followed(name, tell)
        if copies is None:
            if name != BUNDLED_NAME and not _exists(name) and (why := followed.why_unknown(name)):
                raise KdcatError(f"{name}: {why}")
            return load(name)
        if len(copies) > 1:
            raise UsageError(
                f"{name}: has {len(copies)} pages; name one of them, such as {copies[0].name}"
            )
        return copies[0]
    if sys.stdin is None:
        raise KdcatError("-: there is no standard input")
    return of_stream(sys.stdin.buffer, STDIN)


def names(catalogs: Sequence[str] | None) -> list[str]:
    """Return the names of the catalogs as given; none is the bundled one."""
    default = os.environ.get("KDCAT_CATALOG")
    return list(catalogs or []) or ([default] if default else [])


def may_be_written(
    path: Path, catalogs: Sequence[str] | None, others: Sequence[str] | None = None
) -> None:
    """See that a file for an answer is none that the answer is made from.

    Args:
        path: The file.
        catalogs: The catalogs as named on the command line.
        others: Those that the answer's papers are not in, as named there.

    Raises:
        KdcatError: It is one of them, under whatever name, or the bundled catalog.
    """
    with suppress(OSError, ValueError):
        there = path.stat()
        usual = followed.usual_catalogs(lambda message: None) if not names(catalogs) else None
        files = [str(one.path) for one in usual or () if one.path]
        named = dict.fromkeys([*names(catalogs), *(others or ())])
        for name in (*files, *_files(named), str(bundled_path())):
            with suppress(OSError, ValueError):
                read = os.fstat(sys.stdin.fileno()) if name == STDIN else Path(name).stat()
                if stat.S_ISREG(there.st_mode) and os.path.samestat(there, read):
                    raise KdcatError(
                        f"{path}: is the catalog itself and was not replaced; name another file"
                    )


def _files(named: Iterable[str]) -> Iterator[str]:
    """The names of the files that those names stand for."""
    for name in named:
        with suppress(KdcatError):
            if copies := _followed(name, lambda message: None):
                yield from (str(one.path) for one in copies)
        if not _is_collection(name):
            yield name
            continue
        with suppress(KdcatError):
            yield from (one.name for one in collection(name)[0])


def opened(catalogs: Sequence[str] | None, no_cache: bool = False) -> Index:
    """Return the index of the catalogs; a catalog without papers is mentioned on standard error.

    Of a folder's files that is said of none, but of the folder if all are without. Those of them
    that cannot be read are told, and left out.

    Raises:
        KdcatError: A catalog that was named cannot be read.
    """
    named = sources(catalogs)
    with ExitStack() as until_read:
        progress = _progress(named, until_read)
        folder = None if no_cache else cache_folder()
        index = index_of(named, folder, progress, records_file())
    _tell_some([f"{message}; left out" for message in index.unread.values()], tell)
    mention_forms(named, index.alike)
    with_papers = set(index.column("catalog").values)
    filled = {one.collection for one in named if one.name in with_papers}
    empty = [one for one in named if one.name not in with_papers]
    for name in dict.fromkeys(one.collection or one.name for one in empty):
        if name not in filled:
            tell(f"kdcat: {name}: no papers in it")
    return index


def rows_not_in(
    others: Sequence[str] | None,
    index: Index,
    rows: Sequence[int] | None,
    catalogs: Sequence[str] | None,
    no_cache: bool = False,
) -> list[int] | None:
    """Return those of the rows whose papers other catalogs lack, however they write them.

    Args:
        others: The other catalogs as named on the command line; none leave the rows as they are.
        index: The index of the catalogs that are asked.
        rows: Rows of it; None for all.
        catalogs: These catalogs as named on the command line.
        no_cache: Whether no index of the others is kept.

    Raises:
        KdcatError: One of the others cannot be read.
    """
    if not others:
        return None if rows is None else list(rows)
    if STDIN in others and STDIN in names(catalogs):
        raise UsageError("standard input (-) can be read only once")
    from kdcat.bibliography.works import lacking

    wanted = range(len(index)) if rows is None else rows
    left = lacking(index.papers(wanted), opened(others, no_cache).papers())
    return [wanted[place] for place in left]


def mention_forms(named: Sequence[Source], alike: Mapping[str, float]) -> None:
    """Say on standard error where papers were not read alike, and how to see more.

    Args:
        named: The catalogs; of those of one folder, one thing is said.
        alike: The share of the papers that were, from 0 to 1, by the names of the catalogs.
    """
    unlike: dict[str, list[str]] = {}
    for one in named:
        if alike.get(one.name, 1) < _ENOUGH_ALIKE:
            unlike.setdefault(one.collection or one.name, []).append(one.name)
    for folder, pages in unlike.items():
        if len(pages) == 1:
            _tell_unlike(pages[0], f"{int(100 * alike[pages[0]])} % of its papers")
        else:
            least = f"less than {int(100 * _ENOUGH_ALIKE)} % of the papers"
            _tell_unlike(folder, f"of {len(pages)} of its pages {least}")


def _tell_unlike(name: str, share: str) -> None:
    from shlex import quote

    tell(f"kdcat: {name}: {share} were read alike; 'kdcat layout -c {quote(name)}' says how")


def cache_folder() -> Path | None:
    """Return the folder of kept indexes: $KDCAT_CACHE_DIR, else kdcat's in the user's cache folder.

    None where there is no home to have one in.
    """
    if named := os.environ.get("KDCAT_CACHE_DIR"):
        return Path(named)
    return folder_of("cache")


def records_file() -> Path | None:
    """Return the file of what registries said of papers, whether it is there or not.

    None where there is no home to have one in.
    """
    folder = folder_of("data")
    return folder / "records.jsonl" if folder else None


def own_synonyms() -> "tuple[Group, ...]":
    """Return the synonyms of `synonyms.toml` in kdcat's folder of the user's configuration.

    Raises:
        KdcatError: The file cannot be read, or holds something else.
    """
    from kdcat.searching.own_synonyms import read

    folder = folder_of("config")
    return read(folder / "synonyms.toml") if folder else ()


def _progress(
    named: Sequence[Source], until_read: ExitStack
) -> Callable[[Source, int], None] | None:
    """How reading reports its progress: with a bar, for long work that a person waits for."""
    if not sys.stderr.isatty():
        return None
    show: Callable[[int], object] | None = None
    so_far: dict[str, int] = {}

    def reached(source: Source, line: int) -> None:
        nonlocal show
        if show is None:
            # Only now is it known that there is anything to read: an index may have been kept.
            if sum(len(catalog.content) for catalog in named) < _LONG_WORK:
                return
            lines = {catalog.name: catalog.content.count(b"\n") for catalog in named}
            # One name leaves room for the bar, a folder of many would not.
            what = f"reading {next(iter(lines)) if len(lines) == 1 else f'{len(lines)} lists'}"
            show = until_read.enter_context(progress(what, sum(lines.values())))
        so_far[source.name] = line
        show(sum(so_far.values()))

    return reached
