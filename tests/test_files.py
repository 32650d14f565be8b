"""Files: replaced whole or not at all, by whichever command, and never what is no file."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kdcat import files
from kdcat.cli.commands import browse
from kdcat.cli.program import run as run_here
from kdcat.errors import KdcatError
from kdcat.printable import printable
from tests.conftest import Kdcat

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-m", "kdcat"]
LIST = """## Text

* **Alpha**, CVPR 2024, [ :link: ](https://x.org/a)
* **Alpha too**, CVPR 2024,, [ :link: ](https://x.org/b)
"""
PAPER = ("--title", "Beta", "--venue", "CVPR", "--year", "2024", "-m", "text", "--paper-url", "https://x.org/c")  # fmt: skip
WRITERS = {
    "add": lambda path: ["add", "-c", path, *PAPER],
    "fix": lambda path: ["lint", "--fix", "--select", "all", path],
    "export": lambda path: ["export", "-f", "csv", "--force", "-o", path],
    "sqlite": lambda path: ["export", "-f", "sqlite", "--force", "-o", path],
    "plot": lambda path: ["stats", "--by", "year", "--force", "--plot", path],
}
"""The words of each command that writes a file, given its path."""
posix = pytest.mark.skipif(os.name != "posix", reason="what POSIX knows")


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest) -> Callable[[str], list[str]]:
    found: Callable[[str], list[str]] = WRITERS[request.param]
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A list with something to fix, in a folder of its own, by a name that every command takes."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "list.svg").write_text(LIST)
    return folder / "list.svg"


def run(argv: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *argv], capture_output=True, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


def left(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# What stays as it was.


@posix
def test_mode_owner_attributes_and_link_stay(
    path: Path, writer: Callable[[str], list[str]]
) -> None:
    path.chmod(0o640)
    link = path.with_name("link.svg")
    link.symlink_to(path.name)
    owner = (1234, 2345) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(path, *owner)
    attributes = {}
    if hasattr(os, "setxattr"):
        # Not every file system has them.
        with suppress(OSError):
            os.setxattr(path, "user.kdcat.test", b"kept")
            attributes = {"user.kdcat.test": b"kept"}
    before = path.stat()
    assert run(writer(str(link))).returncode in {0, 1}
    after = path.stat()
    assert path.read_bytes() != LIST.encode()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, *owner)
    assert {name: os.getxattr(path, name) for name in attributes} == attributes
    assert link.readlink() == Path(path.name)
    assert left(path.parent) == ["link.svg", "list.svg"]


@posix
def test_what_the_owner_cannot_be_given_the_group_may_not_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o6764)
    old = path.stat()

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refused)
    monkeypatch.setattr(
        files, "_status", lambda _: Status(old, st_uid=old.st_uid + 1, st_gid=old.st_gid + 1)
    )
    with files.replaced(path) as beside:
        beside.write_bytes(b"new")
    # Read and write for its owner; what others may, its new group may too, and no more.
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o744)


class Status:
    """A file's status with some fields changed."""

    def __init__(self, status: os.stat_result, **changed: int) -> None:
        self._status = status
        self.__dict__.update(changed)

    def __getattr__(self, name: str) -> object:
        return getattr(self._status, name)


@posix
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            "sh",
            "-c",
            'umask 027; exec "$@"',
            "sh",
            *PROGRAM,
            "export",
            "-o",
            str(tmp_path / "a.csv"),
        ]
    )
    assert done.returncode == 0
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


@posix
def test_a_dangling_link_stays_and_its_target_is_made(kdcat: Kdcat, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("made.csv")
    kdcat("export", "-o", str(tmp_path / "link.csv"))
    assert (tmp_path / "link.csv").readlink() == Path("made.csv")
    assert (tmp_path / "made.csv").read_bytes().decode() == kdcat("export", "-f", "csv")


# What is not replaced.


@posix
def test_links_that_lead_in_a_circle_are_left(
    path: Path, writer: Callable[[str], list[str]]
) -> None:
    path.unlink()
    path.symlink_to("other.svg")
    path.with_name("other.svg").symlink_to(path.name)
    done = run(writer(str(path)))
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() in {
        f"kdcat: {path}: cannot be read: Too many levels of symbolic links\n",
        f"kdcat: {path}: cannot be written: Too many levels of symbolic links\n",
    }
    assert path.readlink() == Path("other.svg")


@posix
def test_a_file_of_several_names_is_refused(path: Path, writer: Callable[[str], list[str]]) -> None:
    other = path.with_name("other")
    other.hardlink_to(path)
    done = run(writer(str(path)))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith(
        f"kdcat: {path}: has 2 names (hard links), and the others would keep the old content, so "
        "nothing was written; make it a file of its own: cp FILE COPY && mv COPY FILE\n"
    )
    assert path.samefile(other)
    assert path.read_text() == LIST


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_refused(path: Path, writer: Callable[[str], list[str]]) -> None:
    path.chmod(0o444)
    done = run(writer(str(path)))
    assert done.returncode == 2
    assert path.read_text() == LIST


def test_a_file_that_may_not_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    # The tests may run as root, who may write everywhere.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError), files.replaced(path) as beside:
        beside.write_bytes(b"new")
    assert (path.read_bytes(), left(tmp_path)) == (b"old", ["a"])


def test_a_folder_is_refused(kdcat: Kdcat, tmp_path: Path) -> None:
    folder = tmp_path / "a.svg"
    folder.mkdir()
    message = f"kdcat: {folder}: is a directory; name a file in it\n"
    for argv in (WRITERS["export"](str(folder)), WRITERS["sqlite"](str(folder)), WRITERS["plot"](str(folder))):  # fmt: skip
        kdcat(*argv, code=2, stderr=message)
    assert left(tmp_path) == ["a.svg"]


@pytest.mark.parametrize("option", [["-c", "list.md"], ["-c", "link.md"], ["-c", "-"], []])
@pytest.mark.parametrize("output", ["list.md", "link.md", "./list.md"])
def test_the_catalog_itself_is_no_output(tmp_path: Path, option: list[str], output: str) -> None:
    path = tmp_path / "list.md"
    path.write_text(LIST)
    (tmp_path / "link.md").symlink_to("list.md")
    with path.open("rb") as stdin:
        done = run(
            ["export", "-f", "csv", "--force", *option, "-o", output],
            cwd=tmp_path,
            stdin=stdin,
            env={**os.environ, "KDCAT_CATALOG": "list.md"},
        )
    message = (
        f"kdcat: {Path(output)}: is the catalog itself and was not replaced; name another file\n"
    )
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", message)
    assert path.read_text() == LIST


def test_the_bundled_catalog_is_no_output(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    # One of our own, so that a mistake does not harm the real one.
    bundled = tmp_path / "bundled.svg"
    bundled.write_text(LIST)
    monkeypatch.setattr("kdcat.cli.catalogs.bundled_path", lambda: bundled)
    for plot in ([], ["--plot"]):
        argv = ["stats", "--by", "year", "--plot"] if plot else ["export", "-f", "csv", "-o"]
        kdcat(
            *argv, str(bundled), "--force", "-c", str(tmp_path / "list.md"),
            code=2,
            stderr=f"kdcat: {bundled}: is the catalog itself and was not replaced; name another file\n",
        )  # fmt: skip
    assert bundled.read_text() == LIST


# What is no file.


@posix
@pytest.mark.parametrize("name", ["csv", "sqlite"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_fifo_is_written_into(tmp_path: Path, name: str, force: list[str]) -> None:
    fifo, file = tmp_path / "fifo", tmp_path / "file"
    os.mkfifo(fifo)
    assert run(["export", "-f", name, "-o", str(file)]).returncode == 0
    process = subprocess.Popen(
        [*PROGRAM, "export", "-f", name, "-o", str(fifo), *force],
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    with fifo.open("rb") as reader:
        content = reader.read()
    assert process.wait() == 0
    assert content == file.read_bytes()
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert left(tmp_path) == ["fifo", "file"]


@posix
def test_a_device_is_written_into(tmp_path: Path) -> None:
    for name in ("/dev/null", "/dev/full"):
        # A node of our own, if we may make one, so that a mistake does not harm the machine.
        device = tmp_path / Path(name).name
        try:
            os.mknod(device, 0o600 | stat.S_IFCHR, Path(name).stat().st_rdev)
        except (PermissionError, FileNotFoundError):
            pytest.skip("no devices here")
        done = run(["export", "-f", "csv", "--force", "-o", str(device)])
        said = f"kdcat: {device}: cannot be written: No space left on device\n"
        assert (done.returncode, done.stderr.decode()) == ((0, ""), (2, said))[name == "/dev/full"]
        assert stat.S_ISCHR(device.stat().st_mode)


@posix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind("here")
        done = run(["export", "-f", "csv", "--force", "-o", "here"])
    said = "kdcat: here: cannot be written: No such device or address\n"
    assert (done.returncode, done.stderr.decode()) == (2, said)
    assert stat.S_ISSOCK(Path("here").stat().st_mode)


@posix
@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such name")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "link"])
def test_a_named_stream_is_written_into_where_it_stands(tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    log = tmp_path / "log"
    log.write_text("before\n")
    argv = ["export", "-f", "csv", "--limit", "1", "--output", name]
    with log.open("ab") as stdout:
        done = subprocess.run(
            [*PROGRAM, *argv], stdout=stdout, stderr=subprocess.PIPE, cwd=tmp_path
        )
        stdout.write(b"after\n")
    assert (done.returncode, done.stderr) == (0, b"")
    content = run(["export", "-f", "csv", "--limit", "1"]).stdout
    assert log.read_bytes() == b"before\n" + content + b"after\n"


@posix
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no such names")
def test_a_file_that_is_deleted_already_has_no_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w+b") as opened:
        path.unlink()
        name = f"/proc/{os.getpid()}/fd/{opened.fileno()}"
        done = run(["export", "-f", "csv", "--force", "-o", name])
        assert opened.read() == b""
    said = f"kdcat: {name}: cannot be written: No such file or directory\n"
    assert (done.returncode, done.stderr.decode()) == (2, said)
    assert left(tmp_path) == []


@posix
@pytest.mark.parametrize(
    "argv", [WRITERS["add"]("fifo"), WRITERS["fix"]("fifo")], ids=["add", "fix"]
)
def test_a_list_that_comes_from_a_fifo_cannot_be_changed(tmp_path: Path, argv: list[str]) -> None:
    os.mkfifo(tmp_path / "fifo")
    process = subprocess.Popen([*PROGRAM, *argv], cwd=tmp_path, stderr=subprocess.PIPE)
    (tmp_path / "fifo").write_text(LIST)
    said = b"kdcat: fifo: only a file can be changed; name one with --catalog\n"
    assert (process.communicate(timeout=60)[1], process.returncode) == (said, 2)


# What is left behind.


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(error: type[BaseException]) -> None:
        with files.replaced(path) as beside:
            beside.write_bytes(b"half")
            raise error

    for error in (OSError, ValueError, KeyboardInterrupt, SystemExit):
        with pytest.raises(error):
            fail(error)
    assert (path.read_bytes(), left(tmp_path)) == (b"old", ["a"])


ENDLESS = """
import sys
from pathlib import Path
import kdcat.__main__ as program
import kdcat.cli.program
from kdcat.files import replaced

def run(argv):
    with replaced(Path(argv[0])) as beside, beside.open("wb") as file:
        file.write(b"half")
        file.flush()
        print("ready", flush=True)
        while True:
            pass

kdcat.cli.program.run = run
program.main()
"""


@posix
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)],
)
def test_a_signal_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Who started the tests may ignore a signal, as nohup does.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert len(left(tmp_path)) == 2
        process.send_signal(number)
        assert (process.communicate(timeout=60), process.returncode) == ((b"", b""), code)
    finally:
        process.kill()
    assert (path.read_bytes(), left(tmp_path)) == (b"old", ["a"])


@posix
def test_a_signal_that_was_ignored_is_still_ignored(tmp_path: Path) -> None:
    path = tmp_path / "a"
    process = subprocess.Popen(
        [
            "sh",
            "-c",
            'trap "" INT TERM HUP; exec "$@"',
            "sh",
            sys.executable,
            "-c",
            ENDLESS,
            str(path),
        ],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process.send_signal(number)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)
    process.kill()
    process.communicate()


@pytest.fixture
def killed(tmp_path: Path) -> Callable[[Path], str]:
    """Start writing a file and kill the writer; return the name of what it left."""

    def killed(path: Path) -> str:
        before = set(left(path.parent))
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.kill()
        process.communicate()
        (name,) = set(left(path.parent)) - before
        return name

    return killed


@posix
def test_what_a_killed_writer_left_goes_with_the_next_write_of_the_file(
    path: Path, writer: Callable[[str], list[str]], killed: Callable[[Path], str]
) -> None:
    killed(path)
    other = killed(path.with_name("other.svg"))
    assert path.read_text() == LIST
    assert run(writer(str(path))).returncode in {0, 1}
    assert left(path.parent) == [other, "list.svg"]


@posix
def test_what_is_not_ours_or_is_being_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    digits = "0123456789abcdef"
    stay = [f".a.kdcat-{digits}.txt", f".a.kdcat-{digits[:-1]}", f"a.kdcat-{digits}", ".a.swp",
            f".b.kdcat-{digits}", f".a.kdcat-{digits.upper()}"]  # fmt: skip
    for name in stay:
        (tmp_path / name).touch()
    folder, fifo, link = (tmp_path / f".a.kdcat-{digit * 16}" for digit in "123")
    folder.mkdir()
    os.mkfifo(fifo)
    link.symlink_to("a")
    (tmp_path / f".a.kdcat-{digits}").touch()
    with files.replaced(path) as first, files.replaced(path) as second:
        assert first.exists()
        first.write_bytes(b"first")
        second.write_bytes(b"second")
    # The outer of the two ended last.
    assert path.read_bytes() == b"first"
    assert left(tmp_path) == sorted([*stay, "a", folder.name, fifo.name, link.name])


@posix
def test_a_new_file_that_was_taken_for_abandoned_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = files._lock
    taken: list[Path] = []

    def late(descriptor: int, *, wait: bool) -> bool:
        if wait and not taken:
            (file,) = tmp_path.iterdir()
            file.unlink()
            taken.append(file)
        return lock(descriptor, wait=wait)

    monkeypatch.setattr(files, "_lock", late)
    with files.replaced(tmp_path / "a") as beside:
        assert beside.exists()
        beside.write_bytes(b"new")
    assert ((tmp_path / "a").read_bytes(), left(tmp_path), len(taken)) == (b"new", ["a"], 1)


@pytest.mark.parametrize("name", ["a" * 255, "\u00e9" * 127, "\U0001f600" * 63])
def test_a_name_as_long_as_names_may_be(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for content in (b"one", b"two"):
        with files.replaced(path) as beside:
            beside.write_bytes(content)
        assert (path.read_bytes(), left(tmp_path)) == (content, [name])


NO_NAMES = {
    "a\0.bib": "no file can have this name: embedded null byte",
    f"{'a' * 300}.bib": "File name too long",
    "~no-such-user/a.bib": "No such file or directory",
    "~\0/a.bib": "no file can have this name: embedded null byte",
    "\ud800.bib": "no file can have this name: 'utf-8' codec can't encode character '\\ud800'",
}
"""Names that no file has, and what is said of them."""


@posix
@pytest.mark.parametrize("name", NO_NAMES, ids=lambda name: ascii(name[:12]))
def test_a_name_that_no_file_can_have_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    why = f"{name}: cannot be written: {NO_NAMES[name]}"
    with pytest.raises(KdcatError) as raised:
        browse._write(name, [], False, None, None)
    assert str(raised.value).startswith(why)
    for argv in (["export", "-f", "bibtex", "-o", name], ["page", "-o", f"{name}.html"]):
        assert run_here([*argv, "--force"]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a\0b", "\ud800"], ids=ascii)
def test_a_name_that_no_folder_can_have_is_said(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run_here(["page", "-o", name]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"kdcat: {printable(name)}: no folder can have this name: ")
    assert len(said.splitlines()) == 1


@posix
def test_a_folder_that_cannot_be_listed_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> Iterator[object]:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refused)
    with files.replaced(tmp_path / "a") as beside:
        beside.write_bytes(b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_the_content_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    forced = os.fsync

    def force(descriptor: int) -> None:
        forced(descriptor)
        done.append(os.fstat(descriptor).st_ino)

    replace = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        done.append("replaced")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", force)
    monkeypatch.setattr(Path, "replace", replaced)
    path = tmp_path / "a"
    with files.replaced(path, lambda: done.append("last look")) as beside:
        beside.write_bytes(b"new")
    assert done == [path.stat().st_ino, "last look", "replaced", tmp_path.stat().st_ino]


# What is said when the answer cannot be.


@posix
@pytest.mark.parametrize("kind", ["add", "fix"])
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_a_change_is_told_though_the_answer_cannot_be(
    path: Path, kind: str, redirection: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    # What no fix mends is the answer of the one, the lines added that of the other.
    path.write_text(before := LIST + "* **Gamma ray**, CVPR 2024\n" * (kind == "fix"))
    argv = WRITERS[kind](path.name)
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *PROGRAM, *argv],
        cwd=path.parent, capture_output=True, text=True,
    )  # fmt: skip
    number = " (1 paper added)" if kind == "add" else ""
    what = f"kdcat: {path.name}: was changed{number}"
    reason = "No space left on device" if "full" in redirection else "Bad file descriptor"
    lines = done.stderr.splitlines()
    assert lines[-1] == f"{what}, but standard output cannot be written: {reason}"
    assert path.read_text() != before
    assert done.returncode == 2
    dry = ["--dry-run"] if kind == "add" else []
    if dry:
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirection}', "sh", *PROGRAM, *WRITERS["add"]("other.svg"), *dry],
            cwd=path.parent, capture_output=True, text=True,
        )  # fmt: skip
        assert "was changed" not in done.stderr
