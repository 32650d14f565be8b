"""The exit code is the verdict, whoever reads what is printed: the installed program in real pipes.

Nothing here is left to chance: a pipe is closed before the program starts, or while the program
waits for room in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from subprocess import PIPE
from typing import IO

import pytest

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-m", "kdcat"]
MANY = 1500
"""Lines that no pipe holds at once, each of 60 bytes at least: Linux and macOS give one 64 KiB."""
TITLE = "Title {}" + 20 * " word"
FAULTY = f"* **{TITLE}**, ECCV 2021, [ :link: ](https://x.org/{{}})\n"
LOOSE = f"* **{TITLE}**. ICASSP 2021, [ :link: ](https://x.org/{{}})\n"


@pytest.fixture(autouse=True)
def _as_people_run_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "one.md").write_text("* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n")
    (folder / "faulty.md").write_text(FAULTY.format(1, 1))
    (folder / "long.md").write_text("".join(FAULTY.format(at, at) for at in range(MANY)))
    (folder / "loose.md").write_text("".join(LOOSE.format(at, at) for at in range(MANY)))
    return folder


VERDICTS: list[tuple[int, str]] = [
    (0, "list -c one.md -f table"),
    (1, "list -c one.md --year 1999 --json -e"),
    (1, "search -c one.md nothing -e"),
    (1, "show -c one.md alpha beta"),
    (1, "open -c one.md --print alpha beta"),
    (0, "lint one.md"),
    (1, "lint faulty.md"),
    (1, "diff one.md faulty.md --exit-code"),
    (0, "--version"),
    (2, "list -c none.md"),
]
LONG: list[tuple[int, str]] = [
    (0, "list -c long.md"),
    (0, "list -c long.md -f table"),
    (0, "list -c long.md --json -e"),
    (0, "search -c long.md title -e"),
    (1, "lint long.md"),
    (1, "lint long.md -f sarif"),
    (1, "lint loose.md --diff"),
    (0, "export -c long.md -f bibtex"),
    (0, "diff one.md long.md"),
]


def ends_with(folder: Path, words: str, stdout: int | IO[bytes], stderr: int | IO[bytes]) -> int:
    return subprocess.run(
        [*PROGRAM, *words.split()], cwd=folder, stdout=stdout, stderr=stderr, timeout=60
    ).returncode


def printed(
    folder: Path, words: str, stdout: int | IO[bytes] = PIPE, stderr: int | IO[bytes] = PIPE
) -> tuple[int, bytes | None, bytes | None]:
    """The exit code, and what came out of standard output and standard error, if that is a pipe."""
    done = subprocess.run(
        [*PROGRAM, *words.split()], cwd=folder, stdout=stdout, stderr=stderr, timeout=60
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("code", "words"), VERDICTS)
def test_when_nobody_reads(folder: Path, code: int, words: str) -> None:
    """Pipes whose other end is closed before the program writes its first byte."""
    whole, out, err = printed(folder, words)
    assert whole == code
    read, unread = os.pipe()
    os.close(read)
    assert ends_with(folder, words, unread, unread) == code
    assert printed(folder, words, stdout=unread) == (code, None, err)
    assert printed(folder, words, stderr=unread) == (code, out, None)
    os.close(unread)


@pytest.mark.parametrize(("code", "words"), VERDICTS)
def test_when_the_streams_are_closed_before_the_start(folder: Path, code: int, words: str) -> None:
    """What is said may be lost, the answer may not: that is trouble, as for cat and grep."""
    _, answer, said = printed(folder, words)
    assert said is not None
    lost = b"kdcat: output: Bad file descriptor\n" if answer else b""
    for closed, ends, told in (
        ("2>&-", code, b""),
        (">&-", 2 if answer else code, said + lost),
        ("<&- >&- 2>&-", 2 if answer else code, b""),
    ):
        done = subprocess.run(
            ["sh", "-c", f'"$0" "$@" {closed}', *PROGRAM, *words.split()],
            cwd=folder,
            capture_output=True,
        )
        assert (closed, done.returncode, done.stderr) == (closed, ends, told)


@pytest.mark.parametrize("how", ["stdout", "stdout and stderr", "unbuffered"])
@pytest.mark.parametrize(("code", "words"), LONG)
def test_when_the_reader_goes_after_two_lines(
    folder: Path, code: int, words: str, how: str
) -> None:
    """`| head -2`, and `2>&1 | head -2`: the program waits for room when the reader goes."""
    with subprocess.Popen(
        [*PROGRAM, *words.split()],
        cwd=folder,
        stdout=PIPE,
        stderr=subprocess.STDOUT if how == "stdout and stderr" else PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONUNBUFFERED": "1" if how == "unbuffered" else ""},
    ) as process:
        assert process.stdout is not None
        assert b"\n" in process.stdout.read(200)
        # There is more to come than the pipe holds, so it cannot have ended.
        assert process.poll() is None
        process.stdout.close()
        said = process.stderr.read() if process.stderr else b""
        assert process.wait(60) == code
    assert b"Broken pipe" not in said
    assert b"Traceback" not in said


def test_when_the_reader_of_standard_error_goes_after_two_lines(folder: Path) -> None:
    unknown = [f"a-paper-of-which-nobody-ever-heard-{at}-{'x' * 500}" for at in range(300)]
    with subprocess.Popen(
        [*PROGRAM, "show", "-c", "one.md", "alpha", *unknown],
        cwd=folder, stdout=PIPE, stderr=PIPE, bufsize=0,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.read(6) == b"kdcat:"
        process.stderr.close()
        assert process.stdout.read(6) == b"Alpha\n"
        assert process.wait(60) == 1


def test_a_head_of_two_lines_in_a_shell(folder: Path) -> None:
    """As people write it, with the exit code of the first program of the pipe."""
    shell = 'set -o pipefail; "$0" "$@" 2>&1 | head -2 | wc -l'
    for words, code in (("lint long.md", 1), ("lint faulty.md", 1), ("list -c long.md -e", 0)):
        for _ in range(3):
            done = subprocess.run(
                ["bash", "-c", shell, *PROGRAM, *words.split()], cwd=folder, capture_output=True
            )
            assert (done.returncode, done.stdout.strip(), done.stderr) == (code, b"2", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(("code", "words"), VERDICTS)
def test_when_the_disk_is_full(folder: Path, code: int, words: str) -> None:
    """An answer that is lost is trouble; what was to be said about it is not."""
    _, out, err = printed(folder, words)
    assert err is not None
    lost, trouble = (2, b"kdcat: output: No space left on device\n") if out else (code, b"")
    with open("/dev/full", "wb") as full:
        assert ends_with(folder, words, full, full) == lost
        assert printed(folder, words, stdout=full) == (lost, None, err + trouble)
        assert printed(folder, words, stderr=full) == (code, out, None)


def test_fixes_are_made_whether_or_not_they_are_read(tmp_path: Path) -> None:
    wrong = "* **Alpha**. ICASSP 2021, [ :link: ](https://x.org/a)\n"
    lists = [tmp_path / f"{at}.md" for at in range(3)]
    for path in lists:
        path.write_text(wrong)
    read, unread = os.pipe()
    os.close(read)
    words = ["lint", "--fix", "--select", "field-separator", *(path.name for path in lists)]
    assert ends_with(tmp_path, " ".join(words), unread, unread) == 0
    os.close(unread)
    assert {path.read_text() for path in lists} == {wrong.replace(".", ",", 1)}


def test_a_pipe_that_may_not_block_is_waited_for(folder: Path) -> None:
    """Node.js and others leave the pipes that they share in that state."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    whole: list[bytes] = []

    def slowly() -> None:
        time.sleep(1)
        with open(read, "rb") as file:
            whole.append(file.read())

    reader = threading.Thread(target=slowly)
    reader.start()
    code = ends_with(folder, "list -c long.md", write, subprocess.DEVNULL)
    os.close(write)
    reader.join()
    assert (code, whole[0].count(b"\n")) == (0, MANY)


def test_a_file_opened_later_does_not_get_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    """What writes to descriptor 1 or 2 without Python would write into it."""
    program = (
        "import errno, os, sys\n"
        "from kdcat.cli.streams import set_up\n"
        "set_up()\n"
        "file = open('file', 'wb')\n"
        "os.write(2, b'said'); sys.stderr.write('said')\n"
        "refused = 0\n"
        "for write in (lambda: os.write(1, b'answer'), lambda: print('answer', flush=True)):\n"
        "    try: write()\n"
        "    except OSError as error: refused += error.errno == errno.EBADF\n"
        "os._exit(file.fileno() in (1, 2) or refused != 2)\n"
    )
    done = subprocess.run(
        ["sh", "-c", '"$0" -c "$1" >&- 2>&-', sys.executable, program], cwd=tmp_path
    )
    assert (done.returncode, (tmp_path / "file").read_bytes()) == (0, b"")
