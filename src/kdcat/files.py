"""Files written whole or not at all: the new content beside the old, then in its place.

What is written stands in a file of its own in the same folder, whose name says what it is, and
which is locked as long as its writer lives: what a killed one left behind can be told from what is
being written, and the next write of the same file removes it.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import ExitStack, contextmanager, suppress
from errno import EACCES, EINVAL, ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_PATH = 4096
"""Characters of a path: Linux takes no more bytes (PATH_MAX), and to resolve a longer one takes
time with its square."""
_LONGEST = 50
"""Characters of a file's name in that of its unfinished successor: four bytes each at most, and a
name may have 255."""
_UNFINISHED = re.compile(r"\.(?P<of>.+)\.kdcat-[0-9a-f]{16}", re.DOTALL)
_MOST_LINKS = 40
"""Symbolic links on the way to a file, as many as Linux follows."""

# Windows knows neither links nor FIFOs, but text files.
_NO_LINK, _NO_WAITING = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)

_unfinished: set[str] = set()
"""The paths of what this process is writing."""


def replaces(path: Path) -> bool:
    """Whether writing to a path would take the place of what is there, and not only add to it.

    A FIFO or a terminal loses nothing by being written to, nor does a stream of this process that
    is named (`/dev/stdout`).
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return False
    kept = stat.S_ISREG(status.st_mode) or stat.S_ISBLK(status.st_mode)
    return kept and _own_stream(path) is None


@contextmanager
def replaced(path: Path, last_look: Callable[[], None] | None = None) -> Iterator[Path]:
    """Give the path of an empty file to write, whose content then becomes that of another.

    Whoever reads the other file sees the old content or all of the new, which is on the disk when
    this ends. A symbolic link stays, and what it leads to is replaced. Mode and extended attributes
    stay, and the owner where the system lets one; a group that could not be kept gives no rights. A
    device, a FIFO or a named stream of this process (`/dev/stdout`) is never replaced: the content
    is written into it, once there is all of it. Where anything fails, the file is as it was.

    Args:
        path: The file that is meant, whether it is there or not.
        last_look: Called when all is ready and nothing is replaced yet; what it raises stops that.

    Raises:
        KdcatError: The file is a directory, or has other names (hard links), which would keep the
            old content.
        OSError: The file cannot be written.
    """
    old = _status(path)
    if old is not None and _is_written_into(path, old):
        with _copied_into(path) as content:
            yield content
        return
    target = Path(os.path.realpath(path))
    if old is not None:
        _check(path, target, old)
    with replacement(target, 0o666 if old is None else 0o600) as (beside, descriptor):
        yield beside
        if old is not None:
            _take_after(descriptor, target, old)
        os.fsync(descriptor)
        if last_look:
            last_look()
    _force_to_disk(target.parent)


@contextmanager
def replacement(target: Path, mode: int) -> Iterator[tuple[Path, int]]:
    """Give the path and the descriptor of an empty file, which in the end takes another's name.

    What is at that name goes, be it a symbolic link. What other writers of the file have left
    unfinished is removed first.

    Args:
        target: The name.
        mode: The mode of the new file, less what the umask and the folder forbid.

    Raises:
        OSError: There is no such folder, or it cannot be written to.
    """
    with _unfinished_file(target.parent, target.name, mode) as (beside, descriptor, no_longer_open):
        yield beside, descriptor
        if os.name == "nt":
            # Nothing that is open is renamed there.
            no_longer_open()
        beside.replace(target)


def remove_unfinished(folder: Path, name: str | None = None) -> None:
    """Remove what writers that were killed have left in a folder; living ones keep theirs.

    Args:
        folder: The folder.
        name: The name of the file they wrote; None for any.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _UNFINISHED.fullmatch(entry.name)
            if found and (name is None or found["of"] == name[:_LONGEST]):
                _remove_abandoned(folder / entry.name)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process after another into what the context does in a folder.

    The lock is the kernel's: it leaves no file behind, and ends with its process. Where there are
    no such locks (Windows), all are let in.

    Raises:
        OSError: There is no such folder.
    """
    if os.name == "nt":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor, wait=True)
        yield
    finally:
        os.close(descriptor)


def forget_unfinished() -> None:
    """Remove what this process is writing; for its end before the time."""
    for name in list(_unfinished):
        with suppress(OSError):
            Path(name).unlink()


def _status(path: Path) -> os.stat_result | None:
    """The status of what is at a path, links followed; None where nothing is."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
    except ValueError as error:
        # A NUL in it, or what the system has no bytes for.
        raise OSError(EINVAL, f"no file can have this name: {error}") from None


def _is_written_into(path: Path, status: os.stat_result) -> bool:
    kind = status.st_mode
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)) or _own_stream(path) is not None


def _own_stream(path: Path) -> int | None:
    """The descriptor of this process that a name like `/dev/stdout` stands for, None for others."""
    folder = os.path.realpath("/dev/fd")
    for _ in range(_MOST_LINKS):
        if path.name.isdecimal() and os.path.realpath(path.parent) == folder:
            return int(path.name)
        try:
            path = path.parent / path.readlink()
        except OSError:
            break
    return None


@contextmanager
def _copied_into(path: Path) -> Iterator[Path]:
    """Give the path of a file whose content is then written into what is no regular file."""
    import tempfile

    # Not beside it: devices stand in a folder for devices.
    folder = Path(tempfile.gettempdir())
    with _unfinished_file(folder, path.name, 0o600) as (content, descriptor, _):
        yield content
        stream = _own_stream(path)
        device = os.open(path, os.O_WRONLY) if stream is None else os.dup(stream)
        try:
            while piece := os.read(descriptor, 1 << 20):
                while piece:
                    piece = piece[os.write(device, piece) :]
        finally:
            os.close(device)
        content.unlink()


def _check(path: Path, target: Path, status: os.stat_result) -> None:
    """Refuse what cannot be replaced, or not without loss."""
    if stat.S_ISDIR(status.st_mode):
        raise KdcatError(f"{path}: is a directory; name a file in it")
    # The name under which a deleted file of another process is shown leads nowhere.
    if not os.path.samestat(target.stat(), status):
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
    if status.st_nlink > 1:
        raise KdcatError(
            f"{path}: has {status.st_nlink} names (hard links), and the others would keep the old "
            "content, so nothing was written; make it a file of its own: "
            "cp FILE COPY && mv COPY FILE"
        )
    if not os.access(target, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))


def _take_after(descriptor: int, target: Path, old: os.stat_result) -> None:
    """Give a new file the owner, the extended attributes and the mode of the one it replaces."""
    mode = stat.S_IMODE(old.st_mode)
    if hasattr(os, "fchown"):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except OSError:
            # Only the superuser gives files away, but anyone to the groups that he is in.
            with suppress(OSError):
                os.fchown(descriptor, -1, old.st_gid)
        new = os.fstat(descriptor)
        if new.st_uid != old.st_uid:
            mode &= ~stat.S_ISUID
        if new.st_gid != old.st_gid:
            mode = mode & ~(stat.S_ISGID | stat.S_IRWXG) | (mode & stat.S_IRWXO) << 3
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(target, name))
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


@contextmanager
def _unfinished_file(
    folder: Path, name: str, mode: int
) -> Iterator[tuple[Path, int, Callable[[], None]]]:
    """Give an empty file, its descriptor, and what closes that; it goes unless it is renamed."""
    remove_unfinished(folder, name)
    with ExitStack() as until_written:
        path, descriptor = _made(folder, name, mode)
        until_written.callback(_unfinished.discard, str(path))
        until_written.callback(os.close, descriptor)
        try:
            yield path, descriptor, until_written.close
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _made(folder: Path, name: str, mode: int) -> tuple[Path, int]:
    """Make an unfinished file, locked."""
    while True:
        path = folder / f".{name[:_LONGEST]}.kdcat-{os.urandom(8).hex()}"
        # First, so that whatever happens from now on, it is known to be there.
        _unfinished.add(str(path))
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        except OSError:
            _unfinished.discard(str(path))
            raise
        _lock(descriptor, wait=True)
        if os.fstat(descriptor).st_nlink:
            return path, descriptor
        # Between its making and its locking somebody took it for abandoned.
        os.close(descriptor)
        _unfinished.discard(str(path))


def _remove_abandoned(path: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAITING)
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and _lock(descriptor, wait=False):
                path.unlink()
        finally:
            os.close(descriptor)


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock a file until its descriptor is closed, or its process ends in whatever way.

    Returns:
        Whether it is locked now; False also where there are no such locks.
    """
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def _force_to_disk(folder: Path) -> None:
    """Force the folder's new entry to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
