"""The index of an unchanged file kept between runs, so that a query need not parse again.

One file for each set of catalogs, under the user's cache folder: a line that names the format, the
length and checksum of a header, the header (JSON: what the index was made from, and the place,
length and checksum of each section), and the sections. An index is used only if it was made from
the very bytes that the catalogs hold now, by this copy of kdcat; a section only if its checksum is
right. Whatever else is found there is as good as nothing, and is written anew. The content is
JSON, text and numbers: nothing in it can run.
"""

from __future__ import annotations

import json
import os
import stat
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.digest import blake2b
from kdcat.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kdcat.paper import Paper
    from kdcat.source import Source

_FORMAT = b"kdcat index 1\n"
_SUFFIX = ".kdcat-index"
_AT_ONCE = 1 << 18
"""Bytes: the header, and the whole index of all but the largest catalogs."""
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
) -> Index:
    """Return the index of catalogs, kept from an earlier run if they have not changed since.

    Args:
        sources: The catalogs.
        folder: Where indexes are kept; None to keep none.
        progress: Called now and then while reading, with a source and the line reached.

    Raises:
        KdcatError: A catalog is not UTF-8 text.
    """
    if folder is None or not all(source.path for source in sources):
        return _read(sources, progress)
    identity = _identity(sources)
    file = folder / _file_name(sources)

    def made_anew() -> Index:
        index = _read(sources, progress)
        try:
            _write(file, identity, index)
            _clean(folder, file)
        except OSError:
            # A cache folder that cannot be written to makes kdcat slower, never useless.
            pass
        return index

    return _load(file, identity, made_anew) or made_anew()


def _read(sources: Sequence[Source], progress: Callable[[Source, int], None] | None) -> Index:
    from kdcat.catalog import parse

    papers: list[Paper] = []
    for source in sources:
        report = None if progress is None else lambda line, of=source: progress(of, line)
        papers += parse(source, report).papers
    return Index.build(papers)


def _identity(sources: Sequence[Source]) -> list[object]:
    """What an index was made from: the catalogs' names and contents, and the reader."""
    return [_reader(), [[source.name, _digest(source.content)] for source in sources]]


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _reader() -> list[int]:
    """This copy of kdcat, by its files' size and latest change: another may read otherwise."""
    with os.scandir(Path(__file__).parent) as entries:
        stats = [entry.stat() for entry in entries if entry.name.endswith((".py", ".toml"))]
    return [max(found.st_mtime_ns for found in stats), sum(found.st_size for found in stats)]


def _file_name(sources: Sequence[Source]) -> str:
    meant = [str(Path(__file__).parent)]
    for source in sources:
        meant += [source.name, os.path.realpath(source.path or "")]
    return _digest("\0".join(meant).encode("utf-8", "surrogateescape")) + _SUFFIX


def _load(path: Path, identity: list[object], made_anew: Callable[[], Index]) -> Index | None:
    """The index kept in a file; None where there is none, or none that can be trusted."""
    anew: dict[str, bytes] = {}

    def section(name: str) -> bytes:
        if not anew:
            with suppress(OSError, DamagedError):
                return _section(path, beginning, sections, name)
            # The same bytes read by the same reader give the same index, section by section.
            anew.update(made_anew().sections())
        return anew[name]

    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            _check_owner(status)
            beginning = file.read(_AT_ONCE)
        sections = _header(beginning, identity)
        index = Index.load(section)
        if time.time() - status.st_mtime > _SELDOM:
            # The time of the last use, to the day, says which indexes may go.
            os.utime(path)
    except (OSError, ValueError):
        return None
    return index


def _check_owner(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise DamagedError("not a file")
    if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
        raise DamagedError("another user's, or open to others")


def _header(beginning: bytes, identity: list[object]) -> dict[str, list[int]]:
    """The place, length and checksum of each section, if the index was made from what is meant."""
    if not beginning.startswith(_FORMAT):
        raise DamagedError("another format")
    end = beginning.find(b"\n", len(_FORMAT))
    try:
        length, checksum = map(int, beginning[len(_FORMAT) : end].split())
    except ValueError as error:
        raise DamagedError("no header") from error
    start = end + 1 + length
    header = beginning[end + 1 : start]
    if zlib.crc32(header) != checksum:
        raise DamagedError("the header is damaged")
    try:
        made_from, sections = json.loads(header)
    except (ValueError, TypeError) as error:
        raise DamagedError("no header") from error
    if made_from != identity:
        raise DamagedError("made from something else")
    return {name: [start + offset, *rest] for name, (offset, *rest) in sections.items()}


def _section(path: Path, beginning: bytes, sections: dict[str, list[int]], name: str) -> bytes:
    offset, length, checksum = sections[name]
    if offset + length <= len(beginning):
        section = beginning[offset : offset + length]
    else:
        # Should another index have taken the file's place meanwhile, the checksum says so.
        with path.open("rb") as file:
            file.seek(offset)
            section = file.read(length)
    if len(section) != length or zlib.crc32(section) != checksum:
        raise DamagedError(f"section {name} is damaged")
    return section


def _write(path: Path, identity: list[object], index: Index) -> None:
    """Write the file whole or not at all: beside its place, then renamed over it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    contents = index.sections()
    sections, offset = {}, 0
    for name, content in contents.items():
        sections[name] = [offset, len(content), zlib.crc32(content)]
        offset += len(content)
    header = json.dumps([identity, sections]).encode()
    beside = path.with_name(f"{path.name}.{os.getpid()}-{time.time_ns():x}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
        try:
            file.write(_FORMAT + b"%d %d\n" % (len(header), zlib.crc32(header)) + header)
            file.writelines(contents.values())
            file.flush()
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


def _clean(folder: Path, kept: Path) -> None:
    """Remove the indexes used longest ago, and what a process that was killed left behind."""
    found = []
    for file in folder.iterdir():
        if _SUFFIX in file.name and file != kept:
            status = file.stat()
            found.append((time.time() - status.st_mtime, status.st_size, file))
    count, size = 1, kept.stat().st_size
    for age, length, file in sorted(found):
        if file.name.endswith(_SUFFIX):
            count, size = count + 1, size + length
            if age <= _LONGEST_UNUSED and count <= _MOST_FILES and size <= _MOST_BYTES:
                continue
        elif age <= _LONGEST_WRITE:
            continue
        file.unlink(missing_ok=True)
