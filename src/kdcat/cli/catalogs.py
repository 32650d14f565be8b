"""Which catalogs a command reads, and where their index is kept."""

import os
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from kdcat.cli.streams import tell
from kdcat.errors import KdcatError, UsageError
from kdcat.index import Index
from kdcat.source import STDIN, Source, bundled_path, load
from kdcat.store import index_of

_LONG_WORK = 2 << 20
"""Bytes of catalog from which on reading takes so long that its progress is shown."""


def sources(catalogs: Sequence[str] | None) -> list[Source]:
    """Return the catalogs named on the command line, else by $KDCAT_CATALOG, else the bundled one.

    Raises:
        KdcatError: One of them cannot be read.
    """
    named = _named(catalogs)
    if named.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    return [load(name) for name in named] or [load()]


def _named(catalogs: Sequence[str] | None) -> list[str]:
    """The names of the catalogs; none is the bundled one."""
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
        for name in (*_named(catalogs), str(bundled_path())):
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
    found = sources(catalogs)
    with ExitStack() as until_read:
        progress = _progress(found, until_read)
        index = index_of(found, None if no_cache else cache_folder(), progress)
    with_papers = index.column("catalog").values
    for source in found:
        if source.name not in with_papers:
            tell(f"kdcat: {source.name}: no papers in it")
    return index


def cache_folder() -> Path | None:
    """Return the folder of kept indexes: $KDCAT_CACHE_DIR, else kdcat's in the user's cache folder.

    None where there is no home to have one in.
    """
    if named := os.environ.get("KDCAT_CACHE_DIR"):
        return Path(named)
    if sys.platform == "linux":
        # What platformdirs gives here, without the 3 ms that its import takes of every start. A
        # relative path is to be ignored:
        # https://specifications.freedesktop.org/basedir-spec/latest/#variables
        base = Path(os.environ.get("XDG_CACHE_HOME", ""))
        if base.is_absolute():
            return base / "kdcat"
    try:
        if not Path.home().is_absolute() or os.environ.get("HOME") == "":
            return None
        if sys.platform == "linux":
            return Path.home() / ".cache" / "kdcat"
        from platformdirs import user_cache_path

        return user_cache_path("kdcat", appauthor=False)
    except (OSError, RuntimeError):
        return None


def _progress(
    found: Sequence[Source], until_read: ExitStack
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
            if sum(len(one.content) for one in found) < _LONG_WORK:
                return
            from kdcat.view import bar

            lines = {one.name: one.content.count(b"\n") for one in found}
            what = f"reading {', '.join(lines)}"
            show = until_read.enter_context(bar(sys.stderr, what, sum(lines.values())))
        so_far[source.name] = line
        show(sum(so_far.values()))

    return reached
