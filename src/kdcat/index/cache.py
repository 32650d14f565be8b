"""The index of an unchanged file kept between runs, so that a query need not parse again.

One file for each set of catalogs, under the user's cache folder: a line that names the format, the
length and checksum of a header, the header (JSON: what the index was made from, and the length and
checksums of each run of bytes), and these runs, one after the other. An index is used only if it
was made from the very bytes that the catalogs hold now, by this copy of kdcat; a run's bytes only
if their checksums are right, and those begin with what the index was made from and the run's
name, so that no header lends them to another. Whether a large catalog still holds the same bytes is
seen from the file's status, where that can tell. Whatever else is found there is as good as
nothing, and is written anew. The content is JSON, text and numbers: nothing in it can run.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
import zlib
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdcat import __version__
from kdcat.digest import blake2b
from kdcat.errors import KdcatError
from kdcat.index.papers import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kdcat.paper import Paper
    from kdcat.reading.source import Source
    from kdcat.records.lines import Stamp

_PACKAGE = str(Path(__file__).parent.parent)
_FORMAT = b"kdcat index 6\n"
_SUFFIX = ".kdcat-index"
_AT_ONCE = 1 << 18
"""Bytes: the header, and the whole index of all but the largest catalogs."""
_BLOCK = 1 << 16
"""Bytes to a checksum: what must be read to get at a single one."""
_LARGE = 1 << 24
"""Bytes of catalogs whose papers do not stand in memory all at once."""
_MOST_FILES = 16
_MOST_BYTES = 512 << 20
_SELDOM = 24 * 3600
_LONGEST_UNUSED = 30 * _SELDOM
_LONGEST_WRITE = 3600


class DamagedError(ValueError):
    """A kept index is not what it says it is."""


def index_of(
    sources: Sequence[Source],
    folder: Path | None,
    progress: Callable[[Source, int], None] | None = None,
    records: Path | None = None,
) -> Index:
    """Return the index of catalogs, kept from an earlier run if they have not changed since.

    Args:
        sources: The catalogs.
        folder: Where indexes are kept; None to keep none.
        progress: Called now and then while reading, with a source and the line reached.
        records: The file of what registries said of papers, see `kdcat.records.kept`.

    Raises:
        KdcatError: A catalog that was named cannot be read, or is not UTF-8 text; of a folder's
            file `Index.unread` says so.
    """
    # Before they are read: what is added meanwhile makes the index one that is made anew.
    stamp = _stamp_of(records)
    if folder is None or not all(source.path for source in sources):
        return _read(sources, progress, records if stamp else None)
    file = folder / _file_name(sources)
    reader = _reader() if stamp is None else [*_reader(), *stamp]

    def made_anew() -> Index:
        index = _read(sources, progress, records if stamp else None, is_kept=True)
        _keep(file, reader, sources, index)
        return index

    return _load(file, reader, sources, made_anew) or made_anew()


def _stamp_of(records: Path | None) -> Stamp | None:
    """What tells whether records have changed; most readers have none, and load nothing."""
    if records is None or not os.path.exists(records):  # noqa: PTH110 (of all starts)
        return None
    from kdcat.records.lines import stamp_of

    return stamp_of(records)


def _keep(file: Path, reader: list[object], sources: Sequence[Source], index: Index) -> None:
    try:
        _write(file, _identity(reader, sources), index)
        _clean(file.parent, file)
    except OSError:
        # A cache folder that cannot be written to makes kdcat slower, never useless.
        pass


def _read(
    sources: Sequence[Source],
    progress: Callable[[Source, int], None] | None,
    records: Path | None = None,
    *,
    is_kept: bool = False,
) -> Index:
    from kdcat.reading.catalog import no_collection, papers_of, parse
    from kdcat.reading.forms import alike

    completed = _completing(records)
    shares: dict[str, float] = {}
    unread: dict[str, str] = {}

    def report(source: Source) -> Callable[[int], None] | None:
        return None if progress is None else lambda line: progress(source, line)

    def in_turn() -> Iterator[Paper]:
        for source in _readable(sources, unread):
            read = papers_of(source, report(source))
            # What was read is a text by now.
            source.let_go()
            shares[source.name] = read.alike
            yield from read.papers

    if sum(len(source.content) for source in sources if _digest_of(source)) >= _LARGE:
        with no_collection():
            return Index.of_many(completed(in_turn()), shares, unread, with_words=is_kept)
    papers: list[Paper] = []
    for source in _readable(sources, unread):
        catalog = parse(source, report(source))
        papers += catalog.papers
        shares[source.name] = alike(catalog)
    return Index.build(tuple(completed(papers)), shares, unread)


def _completing(records: Path | None) -> Callable[[Iterable[Paper]], Iterable[Paper]]:
    """What gives papers their records; nothing does where none are kept."""
    if records is None:
        return lambda papers: papers
    from functools import partial

    from kdcat.records.fitting import with_records
    from kdcat.records.kept import read

    return partial(with_records, kept=read(records))


def _readable(sources: Sequence[Source], unread: dict[str, str]) -> Iterator[Source]:
    """The sources; a folder's file that is no text is left out, and why is noted."""
    for source in sources:
        if source.collection is not None:
            try:
                source.text()
            except KdcatError as error:
                unread[source.name] = str(error)
                continue
        yield source


def _identity(reader: list[object], sources: Sequence[Source]) -> list[object]:
    """What an index was made from: the reader, and the catalogs' names, contents and stamps."""
    return [reader, *([one.name, _digest_of(one), one.lasting_stamp] for one in sources)]


def _digest_of(source: Source) -> str | None:
    """The digest of a catalog; None where it is a folder's file that cannot be read."""
    try:
        return source.digest
    except KdcatError:
        if source.collection is None:
            raise
        return None


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _reader() -> list[object]:
    """What reads a catalog; another may read it otherwise.

    This copy of kdcat, by its version and its files' size and latest change; the libraries that
    take the Markdown apart; and Python, which knows what is a letter.
    """
    stats = list(_code(_PACKAGE))
    changed, size = max(found.st_mtime_ns for found in stats), sum(found.st_size for found in stats)
    libraries = [_library(name) for name in ("markdown_it", "mdurl")]
    return [__version__, changed, size, *libraries, sys.hexversion]


def _library(name: str) -> list[object]:
    """A library, without importing it, by the file in which its version stands."""
    found = find_spec(name)
    if found is None or found.origin is None:
        return []
    file = Path(found.origin)
    return [file.stat().st_mtime_ns, _digest(file.read_bytes())]


def _code(folder: str) -> Iterator[os.stat_result]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".toml")):
                yield entry.stat()
            elif "." not in entry.name and entry.name != "__pycache__":
                yield from _code(entry.path)


def _file_name(sources: Sequence[Source]) -> str:
    meant = [_PACKAGE]
    for source in sources:
        # A thousand paths are not followed through all their folders: where they lead now, the
        # digests of what stands there tell.
        there = os.path.realpath if source.collection is None else os.path.abspath
        meant += [source.name, there(source.path or "")]
    return _digest("\0".join(meant).encode("utf-8", "surrogateescape")) + _SUFFIX


def _load(
    path: Path, reader: list[object], sources: Sequence[Source], made_anew: Callable[[], Index]
) -> Index | None:
    """The index kept in a file; None where there is none, or none that can be trusted."""
    anew: dict[str, bytes] = {}

    def stored(name: str, start: int = 0, end: int | None = None) -> bytes:
        if not anew:
            with suppress(OSError, DamagedError):
                return kept.stored(name, start, end)
            kept.close()
            # The same bytes read by the same reader give the same index, run by run.
            anew.update(made_anew().stored())
        return anew[name][start:end]

    try:
        kept = _Kept(path)
        stale = _check_origin(kept.made_from, reader, sources)
        index = Index.load(stored)
    except (OSError, ValueError):
        return None
    if stale:
        _keep(path, reader, sources, index)
    elif time.time() - kept.status.st_mtime > _SELDOM:
        # The time of the last use, to the day, says which indexes may go.
        with suppress(OSError):
            os.utime(path)
    return index


class _Kept:
    """The file of an index, which gives out bytes only where their checksum is right."""

    def __init__(self, path: Path) -> None:
        self._file = open(path, "rb", buffering=0, opener=_opened)  # noqa: SIM115 (for a while)
        self.status = os.fstat(self._file.fileno())
        _check_owner(self.status)
        self._beginning = self._file.read(_AT_ONCE)
        self._beginning += self._file.read(_lacking(self._beginning, self.status.st_size))
        header, start = _header(self._beginning)
        try:
            self.made_from, stored = json.loads(header)
            self._places = _places(stored, start, self.status.st_size)
            self._origin = _origin(self.made_from)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise DamagedError("no header") from error

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, so that it may be replaced where an open one cannot be."""
        if hasattr(self, "_file"):
            self._file.close()

    def stored(self, name: str, start: int, end: int | None) -> bytes:
        if name not in self._places:
            raise DamagedError(f"no {name}")
        place, length, checksums = self._places[name]
        end = length if end is None else min(end, length)
        first, last = start // _BLOCK, -(-end // _BLOCK)
        begin = first * _BLOCK
        content = self._read(place + begin, min(last * _BLOCK, length) - begin)
        if _checksums(content, name, self._origin) != checksums[first:last]:
            raise DamagedError(f"{name} is damaged")
        return content[start - begin : end - begin]

    def _read(self, start: int, length: int) -> bytes:
        if start + length <= len(self._beginning):
            return self._beginning[start : start + length]
        if hasattr(os, "pread"):
            # Two threads may read at once.
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        return self._file.read(length)


def _opened(path: str, flags: int) -> int:
    """Open what stands in an index's place, and wait for nobody if that is a FIFO."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _places(stored: dict[str, Any], start: int, size: int) -> dict[str, tuple[int, int, list[int]]]:
    """Where each run of bytes begins in the file, its length, and the checksums of its blocks.

    Raises:
        ValueError, TypeError, AttributeError: They are not what fills the file.
    """
    found = {}
    for name, (length, checksums) in stored.items():
        if type(length) is not int or length < 0 or type(checksums) is not list:
            raise DamagedError(f"{name} has no length or no checksums")
        found[name] = (start, length, checksums)
        start += length
    if start != size:
        raise DamagedError("more or less than what it holds")
    return found


def _origin(made_from: object) -> int:
    """The number with which the checksums of what was made from something begin."""
    return zlib.crc32(json.dumps(made_from).encode())


def _checksums(content: bytes, name: str, origin: int) -> list[int]:
    """The checksum of each block of a run of bytes."""
    begun = zlib.crc32(name.encode(), origin)
    view = memoryview(content)
    return [zlib.crc32(view[at : at + _BLOCK], begun) for at in range(0, len(view), _BLOCK)]


def _check_owner(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise DamagedError("not a file")
    if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
        raise DamagedError("another user's, or open to others")


def _lacking(beginning: bytes, size: int) -> int:
    """How many bytes of the header stand behind the first ones that were read of the file."""
    start, length, _ = _place_of_header(beginning)
    return max(min(start + length, size) - len(beginning), 0)


def _header(beginning: bytes) -> tuple[bytes, int]:
    """The header, and the place after it."""
    start, length, checksum = _place_of_header(beginning)
    header = beginning[start : start + length]
    if zlib.crc32(header) != checksum:
        raise DamagedError("the header is damaged")
    return header, start + length


def _place_of_header(beginning: bytes) -> tuple[int, int, int]:
    """Where the header begins, its length and its checksum."""
    if not beginning.startswith(_FORMAT):
        raise DamagedError("another format")
    end = beginning.find(b"\n", len(_FORMAT))
    try:
        length, checksum = map(int, beginning[len(_FORMAT) : end].split())
    except ValueError as error:
        raise DamagedError("no header") from error
    return end + 1, length, checksum


def _check_origin(made_from: object, reader: list[object], sources: Sequence[Source]) -> bool:
    """Tell whether an index made from the catalogs does not know their present stamps.

    Raises:
        DamagedError: It was made by another reader, or from something else than they hold now.
    """
    if not isinstance(made_from, list) or made_from[:1] != [reader]:
        raise DamagedError("made otherwise")
    if [_name(said) for said in made_from[1:]] != [source.name for source in sources]:
        raise DamagedError("made from other catalogs")
    stale = False
    for source, (_, digest, stamp) in zip(sources, made_from[1:], strict=True):
        if stamp is None or stamp != source.stamp:
            if digest != _digest_of(source):
                raise DamagedError("the catalog has changed")
            stale |= source.lasting_stamp is not None
    return stale


def _name(said: object) -> object:
    """The catalog's name in what an index says that it was made from."""
    return (
        said[0]
        if isinstance(said, list) and len(said) == len(("name", "digest", "stamp"))
        else None
    )


def _write(path: Path, identity: list[object], index: Index) -> None:
    """Write the file, for its owner alone. Of a crash of the machine the checksums would tell."""
    from kdcat.files import replacement

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The small ones first: they come with the first bytes that are read of the file.
    contents = dict(sorted(index.stored().items(), key=lambda item: len(item[1])))
    origin = _origin(identity)
    stored = {
        name: [len(content), _checksums(content, name, origin)]
        for name, content in contents.items()
    }
    header = json.dumps([identity, stored]).encode()
    with replacement(path, 0o600) as (beside, _), beside.open("wb") as file:
        file.write(_FORMAT + b"%d %d\n" % (len(header), zlib.crc32(header)) + header)
        file.writelines(contents.values())


def _clean(folder: Path, kept: Path) -> None:
    """Remove the indexes used longest ago, and what writers that were killed left behind."""
    from kdcat.files import remove_unfinished

    remove_unfinished(folder)
    found = []
    for file in folder.glob(f"*{_SUFFIX}*"):
        if file != kept:
            status = file.stat()
            found.append((time.time() - status.st_mtime, status.st_size, file))
    count, size = 1, kept.stat().st_size
    for age, length, file in sorted(found):
        if file.name.endswith(_SUFFIX):
            count, size = count + 1, size + length
            if age <= _LONGEST_UNUSED and count <= _MOST_FILES and size <= _MOST_BYTES:
                continue
        elif age <= _LONGEST_WRITE:
            # An earlier version wrote under such names, and locks may not be known here.
            continue
        with suppress(OSError):
            file.unlink()
