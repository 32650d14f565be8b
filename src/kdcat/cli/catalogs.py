"""Which catalogs a command reads, and where their index is kept."""

import os
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kdcat.cli.streams import screen, tell
from kdcat.errors import KdcatError, UsageError
from kdcat.index.cache import index_of
from kdcat.index.papers import Index
from kdcat.reading.source import STDIN, Source, bundled_path, load, of_stream

if TYPE_CHECKING:
    from kdcat.searching.thesaurus import Group

_LONG_WORK = 2 << 20
"""Bytes of catalog from which on reading takes so long that its progress is shown."""
_ENOUGH_ALIKE = 0.9


def sources(catalogs: Sequence[str] | None) -> list[Source]:
    """Return the catalogs named on the command line, else by $KDCAT_CATALOG, else the bundled one.

    Raises:
        KdcatError: One of them cannot be read.
    """
    named = names(catalogs)
    if named.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    return [source(name) for name in named] or [load()]


def source(name: str) -> Source:
    """Return what is named on the command line: a file, or standard input as `-`.

    Raises:
        KdcatError: The file is missing, a directory, or may not be looked at.
    """
    if name != STDIN:
        return load(name)
    if sys.stdin is None:
        raise KdcatError("-: there is no standard input")
    return of_stream(sys.stdin.buffer, STDIN)


def names(catalogs: Sequence[str] | None) -> list[str]:
    """Return the names of the catalogs as given; none is the bundled one."""
    default = os.environ.get("KDCAT_CATALOG")
    return list(catalogs or []) or ([default] if default else [])


def may_be_written(path: Path, catalogs: Sequence[str] | None) -> None:
    """See that a file for an answer is none that the answer is made from.

    Args:
        path: The file.
        catalogs: The catalogs as named on the command line.

    Raises:
        KdcatError: It is one of them, under whatever name, or the bundled catalog.
    """
    with suppress(OSError, ValueError):
        there = path.stat()
        for name in (*names(catalogs), str(bundled_path())):
            with suppress(OSError, ValueError):
                read = os.fstat(sys.stdin.fileno()) if name == STDIN else Path(name).stat()
                if stat.S_ISREG(there.st_mode) and os.path.samestat(there, read):
                    raise KdcatError(
                        f"{path}: is the catalog itself and was not replaced; name another file"
                    )


def opened(catalogs: Sequence[str] | None, no_cache: bool = False) -> Index:
    """Return the index of the catalogs; a catalog without papers is mentioned on standard error.

    Raises:
        KdcatError: A catalog cannot be read.
    """
    named = sources(catalogs)
    with ExitStack() as until_read:
        progress = _progress(named, until_read)
        index = index_of(named, None if no_cache else cache_folder(), progress)
    for name, share in index.alike.items():
        mention_forms(name, share)
    with_papers = index.column("catalog").values
    for catalog in named:
        if catalog.name not in with_papers:
            tell(f"kdcat: {catalog.name}: no papers in it")
    return index


def mention_forms(name: str, alike: float) -> None:
    """Say on standard error where papers of a catalog were not read alike, and how to see more.

    Args:
        name: The catalog's file as given.
        alike: The share of its papers that were, from 0 to 1.
    """
    if alike < _ENOUGH_ALIKE:
        from shlex import quote

        share = f"{int(100 * alike)} % of its papers were read alike"
        tell(f"kdcat: {name}: {share}; 'kdcat layout -c {quote(name)}' says how")


def cache_folder() -> Path | None:
    """Return the folder of kept indexes: $KDCAT_CACHE_DIR, else kdcat's in the user's cache folder.

    None where there is no home to have one in.
    """
    if named := os.environ.get("KDCAT_CACHE_DIR"):
        return Path(named)
    return _folder_of("cache")


def own_synonyms() -> "tuple[Group, ...]":
    """Return the synonyms of `synonyms.toml` in kdcat's folder of the user's configuration.

    Raises:
        KdcatError: The file cannot be read, or holds something else.
    """
    from kdcat.searching.own_synonyms import read

    folder = _folder_of("config")
    return read(folder / "synonyms.toml") if folder else ()


def _folder_of(kind: Literal["cache", "config"]) -> Path | None:
    """Return kdcat's folder for the user's files of a kind; None where there is no home."""
    if sys.platform == "linux":
        # What platformdirs gives here, without the 3 ms that its import takes of every start. A
        # relative path is to be ignored:
        # https://specifications.freedesktop.org/basedir-spec/latest/#variables
        base = Path(os.environ.get(f"XDG_{kind.upper()}_HOME", ""))
        if base.is_absolute():
            return base / "kdcat"
    try:
        if not Path.home().is_absolute() or os.environ.get("HOME") == "":
            return None
        if sys.platform == "linux":
            return Path.home() / f".{kind}" / "kdcat"
        from platformdirs import user_cache_path, user_config_path

        folder = user_cache_path if kind == "cache" else user_config_path
        return folder("kdcat", appauthor=False)
    except (OSError, RuntimeError):
        return None


def _progress(
    named: Sequence[Source], until_read: ExitStack
) -> Callable[[Source, int], None] | None:
    """How reading reports its progress: with a bar, for long work that a person waits for."""
    if not sys.stderr.isatty():
        return None
    show: Callable[[int], None] | None = None
    so_far: dict[str, int] = {}

    def reached(source: Source, line: int) -> None:
        nonlocal show
        if show is None:
            # Only now is it known that there is anything to read: an index may have been kept.
            if sum(len(catalog.content) for catalog in named) < _LONG_WORK:
                return
            from kdcat.display.console import bar

            lines = {catalog.name: catalog.content.count(b"\n") for catalog in named}
            what = f"reading {', '.join(lines)}"
            show = until_read.enter_context(bar(screen(sys.stderr), what, sum(lines.values())))
        so_far[source.name] = line
        show(sum(so_far.values()))

    return reached
