"""Git, asked about a repository that need not be one that is trusted.

The one place that runs git. A repository's own configuration can name programs and addresses; of
what is asked of git here nothing runs the one or connects to the other, and an object that is
promised by another repository is missing, not fetched.
"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, NamedTuple

from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATIENCE = 20
"""Seconds that git may take for an answer: a repository can be such that git waits for ever."""
LARGEST = 256 << 20
"""Bytes that a file may have: a million entries. A few kilobytes of git's can be any number."""
_MOST_SAID = 4096

_OPTIONS = (
    "--no-pager",
    # What was committed counts, not what somebody put in its place here.
    "--no-replace-objects",
    # `:(top)x` and `*.md` are names of files like others.
    "--literal-pathspecs",
    # Nothing that is asked here runs them, in any version; should one to come, they are off.
    *("-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}"),
    # Files in a folder can look like a repository, and say what they like.
    *("-c", "safe.bareRepository=explicit"),
    # It warns of every file of grafts, the empty one below too.
    *("-c", "advice.graftFileDeprecated=false"),
)
_ENVIRONMENT = {
    # Without these two an object that is promised and not here starts `git fetch`, which runs
    # core.sshCommand, remote.*.uploadpack, ext:: addresses and more; the first is known since git
    # 2.39.4, and the second is obeyed by every version, whatever protocol.*.allow says.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_GRAFT_FILE": os.devnull,
}
# Where the search for a repository has to end. All other variables of git make it look elsewhere
# than where the file is, run programs, or write files.
_KEPT = "GIT_CEILING_DIRECTORIES"


class NoGitError(KdcatError):
    """There is no git that gives an answer, nor will it answer the next question."""


class Answer(NamedTuple):
    """What came of one call of git."""

    code: int
    out: bytes
    said: str
    """The first line of what it said on standard error, less warnings; empty without one."""


def git(name: str, folder: Path, environment: Mapping[str, str], *words: str) -> Answer:
    """Run git in a folder, and let it do nothing but read there.

    Args:
        name: What is asked for, to begin a message with.
        folder: Where git starts to look for the repository.
        environment: The variables of the user.
        words: A command that runs no filter, textconv, hook, pager or monitor (`rev-parse`,
            `ls-tree`, `cat-file` without options that do; never `diff`, `show`, `status`).

    Raises:
        NoGitError: There is no git, or it does not come to an end.
        KdcatError: Its answer is too long.
    """
    if fifo := _waited_at(folder):
        raise NoGitError(f"{name}: {fifo} is a FIFO, at which git would wait; remove it")
    folders = [one for one in environment.get("PATH", os.defpath).split(os.pathsep) if one]
    # A relative one would run the git of whatever folder kdcat is started in.
    folders = [one for one in folders if os.path.isabs(one)]  # noqa: PTH117
    program = _program(folders)
    if program is None:
        raise NoGitError(f"{name}: git is not installed, so there are no revisions")
    try:
        process = subprocess.Popen(  # noqa: S603 (a list of words, no shell)
            [program, *_OPTIONS, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={
                **{
                    key: text
                    for key, text in environment.items()
                    if key == _KEPT or not key.upper().startswith("GIT_")
                },
                "PATH": os.pathsep.join(folders),
                **_ENVIRONMENT,
            },
            # With no terminal of its own it cannot ask, and what it starts can be ended with it.
            start_new_session=True,
        )
    except OSError as error:
        raise NoGitError(f"{name}: git cannot be run: {error.strerror or error}") from None
    return _answer(name, process)


def _waited_at(folder: Path) -> str | None:
    """The FIFO that stands where git looks for a repository; it would wait for one who writes."""
    for above in (folder, *folder.parents):
        # Any folder may be a repository without files, which git tells by this.
        found = [str(above / "HEAD")]
        repository = above / ".git"
        with suppress(OSError):
            found += [entry.path for entry in os.scandir(repository)]
        for path in found:
            with suppress(OSError):
                if stat.S_ISFIFO(os.stat(path).st_mode):  # noqa: PTH116 (of every call)
                    return path
        if os.path.lexists(repository):
            break
    return None


def _answer(name: str, process: subprocess.Popen[bytes]) -> Answer:
    """What a running git answers, within the bounds of time and length."""
    assert process.stdout is not None
    assert process.stderr is not None
    end = time.monotonic() + PATIENCE
    out, said = bytearray(), bytearray()
    when_more = partial(_end, process)
    readers = [
        Thread(target=_take, args=(process.stdout, out, LARGEST, when_more), daemon=True),
        Thread(target=_take, args=(process.stderr, said, _MOST_SAID, None), daemon=True),
    ]
    code = None
    try:
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(max(end - time.monotonic(), 0))
        if not any(reader.is_alive() for reader in readers):
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(max(end - time.monotonic(), 0))
    finally:
        if code is None:
            _end(process)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
    if len(out) > LARGEST:
        raise KdcatError(f"{name}: is larger than {LARGEST >> 20} MiB")
    if code is None:
        raise NoGitError(f"{name}: git gave no answer in {PATIENCE} seconds")
    lines = said.decode("utf-8", "replace").splitlines()
    first = next((line for line in lines if not line.startswith(("warning:", "hint:"))), "")
    return Answer(code, bytes(out), first.removeprefix("fatal: ").removeprefix("error: "))


def _take(
    stream: IO[bytes], into: bytearray, most: int, when_more: Callable[[], None] | None
) -> None:
    """Read a stream to its end, and keep so much of it that it is known if it is too much."""
    with stream:
        while piece := os.read(stream.fileno(), 1 << 16):
            into += piece[: most + 1 - len(into)]
            if len(into) > most and when_more:
                when_more()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started, which may be all that is left of them."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _program(folders: list[str]) -> str | None:
    """The git of the first folder that has one."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in folders:
        path = Path(folder) / name
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    return None
