"""The index kept between runs: never an old answer, never a crash, never another's business."""

from __future__ import annotations

import itertools
import json
import mmap
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
import zlib
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcat.index import cache
from kdcat.index.number_arrays import held
from kdcat.index.papers import Index
from kdcat.reading.catalog import Catalog
from kdcat.reading.catalog import parse as parse_catalog
from kdcat.reading.source import Source, load
from kdcat.searching.find import find
from kdcat.searching.query import parse
from tests.conftest import Kdcat

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY = "* **{}**, CVPR 2024, [ :link: ](https://x.org/a)\n"


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.kdcat-index"))


def titles(path: Path, folder: Path | None) -> list[str]:
    return [paper.title for paper in cache.index_of([load(path)], folder)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.md"
    path.write_text(ENTRY.format("Alpha one") + ENTRY.format("Beta two"))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "kdcat"


@pytest.fixture
def same_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask once which kdcat reads, of each of its files, and not for each of thousands of indexes."""
    reader = cache._reader()
    monkeypatch.setattr(cache, "_reader", lambda: reader)


def test_an_index_gives_back_every_paper(catalog: Catalog) -> None:
    index = Index.build(catalog.papers)
    loaded = Index.load(held(index.stored()))
    assert tuple(index) == tuple(loaded) == catalog.papers
    assert loaded.papers() == list(catalog.papers)
    assert loaded.papers([5, 3]) == [catalog.papers[5], catalog.papers[3]]
    assert loaded[-1] == catalog.papers[-1]
    assert loaded[2:4] == list(catalog.papers[2:4])
    with pytest.raises(IndexError):
        loaded[172]
    assert loaded.stored() == index.stored()


def test_an_index_gives_back_all_sections_and_no_papers() -> None:
    heads = "\n\n".join(f"{'#' * level} {'ABCDEF'[level - 1]}" for level in range(1, 7))
    entry = "* **Alpha**, CVPR 2024, [ :link: ](https://x.org/a)"
    text = f"{heads}\n\n{entry}\n\n## Other\n\n{entry}\n"
    papers = parse_catalog(Source("c.md", text.encode(), None)).papers
    assert [paper.sections for paper in papers] == [tuple("BCDEF"), ("Other",)]
    index = Index.load(held(Index.build(papers).stored()))
    assert index.papers() == list(papers)
    assert [type(paper.deeper) for paper in index] == [tuple, tuple]
    assert Index.load(held(Index.build([]).stored())).papers() == []


def test_the_index_of_a_very_long_list_is_that_of_any_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lists = [load(), Source("b.md", FOREIGN.encode(), None), Source("c.md", b"", None)]
    usual = cache.index_of(lists, None)
    for name in ("index.cache", "reading.document"):
        monkeypatch.setattr(f"kdcat.{name}._LARGE", 0)
    monkeypatch.setattr("kdcat.index.papers._IN_TURN", 7)
    index = cache.index_of(lists, None)
    assert len(usual) == 172 + 2
    assert index.papers() == usual.papers()
    assert index.stored() == usual.stored()


FOREIGN = """# Papers

## Vision

- [Alpha beta of gamma](https://arxiv.org/abs/2101.00001), CVPR 2021. [Code](https://github.com/a/b)
- [Delta epsilon of zeta](https://arxiv.org/abs/2101.00002), ICCV 2021.
"""


def test_an_unchanged_file_is_not_read_again(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    monkeypatch.setattr("kdcat.reading.catalog.parse", lambda *_: pytest.fail("read again"))
    assert titles(file, folder) == ["Alpha one", "Beta two"]


def test_a_changed_file_is_never_answered_from_an_old_index(file: Path, folder: Path) -> None:
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    status = file.stat()
    # The same length, the same times, the same inode.
    file.write_text(file.read_text().replace("Alpha one", "Gamma six"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert titles(file, folder) == ["Gamma six", "Beta two"]
    assert len(kept(folder)) == 1


@given(rows=st.lists(st.integers(0, 171)), near=st.integers(0, 2000), at_once=st.integers(1, 9000))
def test_some_papers_are_read_with_as_much_around_them_as_is_quick(
    catalog: Catalog, rows: list[int], near: int, at_once: int
) -> None:
    read = []

    def stored(name: str, start: int = 0, end: int | None = None) -> bytes:
        if name == "rest":
            read.append(end is None or end - start)
        return contents[name][start:end]

    contents = Index.build(catalog.papers).stored()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kdcat.index.papers._NEAR", near)
        patch.setattr("kdcat.index.papers._AT_ONCE", at_once)
        papers = Index.load(stored).papers(rows)
    assert papers == [catalog.papers[row] for row in rows]
    longest = max(len(json.dumps(paper)) for paper in papers) if papers else 0
    assert all(length <= max(at_once, longest) for length in read)
    assert sum(read) <= len(rows) * (longest + near)


@pytest.fixture
def by_status(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Whatever the size and age of a catalog, it is known by its file's status."""
    monkeypatch.setattr("kdcat.reading.source.LARGE", 0)
    monkeypatch.setattr("kdcat.reading.source._SETTLED", -(10**15))
    return monkeypatch


posix = pytest.mark.skipif(os.name != "posix", reason="the time of a change is not kept")


@posix
def test_a_large_file_that_nobody_wrote_to_is_not_even_looked_into(
    file: Path, folder: Path, by_status: pytest.MonkeyPatch
) -> None:
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    by_status.setattr(
        "kdcat.reading.source.Source.content", property(lambda _: pytest.fail("read"))
    )
    assert titles(file, folder) == ["Alpha one", "Beta two"]


@posix
def test_of_a_very_long_list_the_content_is_let_go_when_it_was_read(
    file: Path, folder: Path, by_status: pytest.MonkeyPatch
) -> None:
    by_status.setattr("kdcat.index.cache._LARGE", 0)
    source = load(file)
    index = cache.index_of([source], folder)
    assert "content" not in vars(source)
    assert [paper.title for paper in index] == ["Alpha one", "Beta two"]
    assert source.content == file.read_bytes()
    assert source.digest == load(file).digest


@posix
@pytest.mark.parametrize("in_place", [True, False])
def test_a_large_file_that_was_written_to_is_read_again(
    file: Path, folder: Path, by_status: pytest.MonkeyPatch, in_place: bool
) -> None:
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    status = file.stat()
    time.sleep(0.05)  # longer than a step of the file system's clock
    changed = file.read_text().replace("Alpha one", "Gamma six")
    if not in_place:
        file.rename(file.with_suffix(".old"))
    file.write_text(changed)
    # The same length and the same time: what is left is the time of the change of status.
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert titles(file, folder) == ["Gamma six", "Beta two"]


@posix
def test_a_large_file_is_read_as_long_as_a_change_might_not_be_seen(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.reading.source.LARGE", 0)
    assert load(file).stamp is None
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    # The clock of the file system need not step between the two.
    file.write_text(file.read_text().replace("Alpha one", "Gamma six"))
    assert titles(file, folder) == ["Gamma six", "Beta two"]


@posix
@pytest.mark.parametrize("later", [Path.stat, os.utime])
def test_once_it_has_settled_or_was_only_touched_its_status_is_kept_with_the_old_index(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, later: Callable[[Path], object]
) -> None:
    monkeypatch.setattr("kdcat.reading.source.LARGE", 0)
    titles(file, folder)
    later(file)
    monkeypatch.setattr("kdcat.reading.source._SETTLED", -(10**15))
    monkeypatch.setattr("kdcat.reading.catalog.parse", lambda *_: pytest.fail("parsed again"))
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    monkeypatch.setattr(
        "kdcat.reading.source.Source.content", property(lambda _: pytest.fail("read"))
    )
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert len(list(folder.iterdir())) == 1


leases = pytest.mark.skipif(sys.platform != "linux", reason="nobody tells who writes")


@posix
@leases
def test_a_large_file_that_is_changed_through_a_memory_map_is_read_again(
    file: Path, folder: Path, by_status: pytest.MonkeyPatch
) -> None:
    with file.open("r+b") as opened:
        memory = mmap.mmap(opened.fileno(), 0)
    at = file.read_bytes().index(b"Alpha one")
    seen = []
    for title in (b"Gamma six", b"Delta ten", b"Omega two"):
        memory[at : at + len(title)] = title
        seen.append((titles(file, folder)[0].encode(), file.stat().st_mtime_ns))
        # The index may not know the file by its status as long as somebody can write like that.
        (index,) = kept(folder)
        assert taken_apart(index)[0][1][2] is None
        # Longer than a step of the file system's clock.
        time.sleep(0.05)
    assert [title for title, _ in seen] == [b"Gamma six", b"Delta ten", b"Omega two"]
    memory.close()
    assert titles(file, folder)[0] == "Omega two"
    assert taken_apart(index)[0][1][2] == load(file).stamp
    by_status.setattr(
        "kdcat.reading.source.Source.content", property(lambda _: pytest.fail("read"))
    )
    assert titles(file, folder)[0] == "Omega two"


@posix
@pytest.mark.parametrize("missing", [OSError, ImportError])
def test_where_nobody_tells_who_writes_a_large_file_is_read(
    file: Path, folder: Path, by_status: pytest.MonkeyPatch, missing: type[Exception]
) -> None:
    import fcntl

    if missing is OSError:
        # Of other people's files, and on file systems of other machines, none is told.
        def refused(*_: object) -> int:
            raise PermissionError

        by_status.setattr(fcntl, "fcntl", refused)
    else:
        by_status.delattr(fcntl, "F_SETLEASE", raising=False)
    titles(file, folder)
    (index,) = kept(folder)
    assert taken_apart(index)[0][1][2] is None
    file.write_text(file.read_text().replace("Alpha one", "Gamma six"))
    assert titles(file, folder) == ["Gamma six", "Beta two"]


@leases
def test_to_ask_who_writes_harms_nobody(file: Path) -> None:
    ask = """
import os, sys
from kdcat.reading.source import _nobody_writes
descriptor = os.open(sys.argv[1], os.O_RDONLY)
print(sorted({_nobody_writes(descriptor) for _ in range(20_000)}))
"""
    write = """
import os, sys
while True:
    os.close(os.open(sys.argv[1], os.O_WRONLY))
"""
    with subprocess.Popen([sys.executable, "-c", write, file], stderr=subprocess.PIPE) as writer:
        # One that has a file open may be told of who wants to write, by a signal that would end it.
        done = subprocess.run([sys.executable, "-c", ask, file], capture_output=True, timeout=120)
        assert writer.poll() is None
        writer.kill()
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(json.loads(done.stdout.decode().lower())) <= {True, False}


def test_a_small_file_is_known_by_its_content_alone(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.reading.source._SETTLED", -(10**15))
    titles(file, folder)
    (index,) = kept(folder)
    assert taken_apart(index)[0][1][::2] == [str(file), None]


def test_where_changes_leave_no_time_every_file_is_read(
    file: Path, by_status: pytest.MonkeyPatch
) -> None:
    assert (load(file).stamp is None) == (os.name != "posix")
    assert load(os.devnull).stamp is None
    by_status.setattr("kdcat.reading.source._CHANGES_ARE_DATED", False)
    assert load(str(file)).stamp is None


@pytest.fixture
def elsewhere(file: Path, folder: Path, tmp_path: Path) -> Callable[[], str]:
    """Ask in another process, that finds libraries in a folder of ours first, and tell what it read with."""
    program = (
        "import sys; from pathlib import Path; from kdcat.index import cache; from kdcat.reading.source import load\n"
        "index = cache.index_of([load(sys.argv[1])], Path(sys.argv[2]))\n"
        "print([paper.title for paper in index], 'markdown_it' in sys.modules)"
    )

    def ask() -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, str(file), str(folder)], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "libraries")},
        )  # fmt: skip
        return done.stdout

    return ask


@pytest.mark.parametrize("library", ["markdown_it", "mdurl"])
def test_an_index_read_with_another_markdown_library_is_not_used(
    elsewhere: Callable[[], str], tmp_path: Path, library: str
) -> None:
    read, kept_from_before = (f"['Alpha one', 'Beta two'] {again}\n" for again in (True, False))
    assert [elsewhere(), elsewhere()] == [read, kept_from_before]
    installed = find_spec(library)
    assert installed is not None
    assert installed.origin is not None
    home = Path(installed.origin)
    shutil.copytree(home.parent, tmp_path / "libraries" / library)
    copy = tmp_path / "libraries" / library / home.name
    # Of the same size, and as old: nothing but the version tells it from the other.
    copy.write_text(re.sub(r'(__version__ = ".*)\d"', r'\1x"', home.read_text()))
    os.utime(copy, ns=(home.stat().st_atime_ns, home.stat().st_mtime_ns))
    assert [elsewhere(), elsewhere()] == [read, kept_from_before]
    # Patched without another version, as distributions of systems do.
    os.utime(copy, ns=(0, 0))
    assert [elsewhere(), elsewhere()] == [read, kept_from_before]


@pytest.mark.parametrize("version", ["kdcat.index.cache.__version__", "sys.hexversion"])
def test_an_index_read_by_another_release_or_python_is_not_used(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    from kdcat.reading.catalog import parse as read

    texts = []

    def parse(source: Source, report: Callable[[int], None] | None) -> Catalog:
        texts.append(source.text)
        return read(source, report)

    monkeypatch.setattr("kdcat.reading.catalog.parse", parse)
    for _ in range(2):
        assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert len(texts) == 1
    monkeypatch.setattr(version, 99)
    for _ in range(2):
        assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert len(texts) == 2


def test_only_its_owner_may_read_it(file: Path, folder: Path) -> None:
    titles(file, folder)
    assert [path.stat().st_mode & 0o777 for path in (folder, *kept(folder))] == [0o700, 0o600]


def test_what_others_could_have_written_is_not_used(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles(file, folder)
    (index,) = kept(folder)
    index.chmod(0o620)
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert index.stat().st_mode & 0o777 == 0o600
    written = index.stat().st_ino
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert index.stat().st_ino != written


def with_header(header: str, rest: bytes = b"") -> bytes:
    content = header.encode()
    return cache._FORMAT + b"%d %d\n" % (len(content), zlib.crc32(content)) + content + rest


@pytest.mark.parametrize(
    "content",
    [
        b"", cache._FORMAT, b"kdcat index 4\n3 3\n[]", cache._FORMAT + b"-1 0\n", cache._FORMAT + b"x y\n",
        cache._FORMAT + b"99999999999 0\n", cache._FORMAT + b"%s 0\n" % (b"9" * 5000), cache._FORMAT + b"-9 0\n",
        b"\x80\x04cos\nsystem\n", b"\0" * 999,
        *(with_header(header) for header in ("[]", "3", "{}", "[3,4]", "[[],{}]", '[[],{"lines":3}]', '[[],{"lines":[4,7]}]', '[[],{"lines":["x",[]]}]', "nan", "[" * 99999, f"[[],{'9' * 5000}]")),
    ],
    ids=lambda content: repr(content[:30]),
)  # fmt: skip
def test_a_foreign_file_is_ignored_and_rewritten(file: Path, folder: Path, content: bytes) -> None:
    titles(file, folder)
    (index,) = kept(folder)
    good = index.read_bytes()
    index.write_bytes(content)
    assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert index.read_bytes() == good


def taken_apart(index: Path) -> tuple[Any, Any, bytes]:
    """What an index says it was made from, its sections, and their bytes."""
    _, lengths, content = index.read_bytes().split(b"\n", 2)
    length = int(lengths.split()[0])
    made_from, sections = json.loads(content[:length])
    return made_from, sections, content[length:]


WRONG: tuple[object, ...] = (
    None, True, 0, 1, -1, -(10**30), 10**30, 1.5, float("nan"), float("inf"), "", "x", [], {}, [[]],
    [None], [0], [-1], {"a": 1}, [[1, 2], [3, 4]],
)  # fmt: skip
"""What may stand at any place of a header that nobody but a mischief-maker writes."""


SECTIONS = ("lines", "values/year", "lexicon/titles/words")
"""Some of those that `answers` reads."""


def replaced_anywhere(value: Any) -> list[Any]:
    """The value with each of its parts, and itself, in turn replaced by everything in `WRONG`."""
    found = list(WRONG)
    if isinstance(value, list):
        for at, part in enumerate(value):
            found += [[*value[:at], other, *value[at + 1 :]] for other in replaced_anywhere(part)]
            found.append([*value[:at], *value[at + 1 :]])
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in SECTIONS:
                continue
            found += [{**value, key: other} for other in replaced_anywhere(part)]
            found.append({name: one for name, one in value.items() if name != key})
            found.append({(name if name != key else "x"): one for name, one in value.items()})
    return found


@pytest.mark.usefixtures("same_reader")
@pytest.mark.parametrize("by_stamp", [False, pytest.param(True, marks=posix)])
def test_a_header_may_say_what_it_likes(
    file: Path, folder: Path, by_stamp: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_stamp:
        monkeypatch.setattr("kdcat.reading.source.LARGE", 0)
        monkeypatch.setattr("kdcat.reading.source._SETTLED", -(10**15))
    truth = answers(cache.index_of([load(file)], folder))
    (index,) = kept(folder)
    made_from, sections, content = taken_apart(index)
    headers = replaced_anywhere([made_from, sections])
    # Sections in each other's place, of one length and of two, and more than there are.
    names = list(sections)
    for one, other in itertools.pairwise(names):
        swapped = {{one: other, other: one}.get(name, name): sections[name] for name in names}
        headers.append([made_from, swapped])
        headers.append([made_from, {**sections, one: sections[other], other: sections[one]}])
        headers.append([made_from, {**sections, one: sections[other]}])
        # Lengths that together are what they were.
        for length in (-1, sections[one][0] + 1, -(10**20)):
            rest = sections[one][0] + sections[other][0] - length
            changed = {one: [length, sections[one][1]], other: [rest, sections[other][1]]}
            headers.append([made_from, {**sections, **changed}])
            headers.append([made_from, {**sections, **changed, one: [length, []]}])
    assert len(headers) > 600
    for header in headers:
        index.write_bytes(with_header(json.dumps(header), content))
        index.chmod(0o600)
        assert answers(cache.index_of([load(file)], folder)) == truth


def test_an_index_lent_to_another_catalog_does_not_answer_for_it(file: Path, folder: Path) -> None:
    titles(file, folder)
    (index,) = kept(folder)
    made_from, sections, content = taken_apart(index)
    file.write_text(file.read_text().replace("Alpha one", "Gamma six"))
    made_from[1][1] = cache._digest(file.read_bytes())
    index.write_bytes(with_header(json.dumps([made_from, sections]), content))
    assert titles(file, folder) == ["Gamma six", "Beta two"]


@pytest.mark.usefixtures("same_reader")
@pytest.mark.parametrize("large", [False, True])
def test_every_byte_of_an_index_flipped_and_every_truncation(
    file: Path, folder: Path, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        # More than comes with the first bytes, in sections of more than one block.
        monkeypatch.setattr(cache, "_AT_ONCE", 2048)
        monkeypatch.setattr(cache, "_BLOCK", 64)
        monkeypatch.setattr("kdcat.index.papers._NEAR", 0)
    monkeypatch.setattr(cache, "_keep", lambda *_: None)
    source = load(file)
    truth = answers(cache.index_of([source], None))
    path = folder / cache._file_name([source])
    cache._write(path, cache._identity(cache._reader(), [source]), cache._read([source], None))
    good = path.read_bytes()
    descriptor = os.open(path, os.O_RDWR)
    for at in range(len(good)):
        os.pwrite(descriptor, bytes([good[at] ^ 1 << at % 8]), at)
        assert answers(cache.index_of([source], folder)) == truth, at
        os.pwrite(descriptor, good[at : at + 1], at)
    for length in range(len(good) - 1, -1, -29):
        os.truncate(descriptor, length)
        assert answers(cache.index_of([source], folder)) == truth, length
    os.close(descriptor)


@posix
@pytest.mark.parametrize(
    "kind", ["fifo", "folder", "socket", "link", "dangling", "circle", "device"]
)
def test_what_is_no_file_in_the_place_of_the_index_is_no_matter(
    file: Path, folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles(file, folder)
    (index,) = kept(folder)
    monkeypatch.chdir(folder)
    index.unlink()
    elsewhere = folder.parent / "elsewhere"
    elsewhere.write_text("not an index")
    match kind:
        case "fifo":
            os.mkfifo(index)
        case "folder":
            index.mkdir()
        case "socket":
            with closing(socket.socket(socket.AF_UNIX)) as listener:
                listener.bind(index.name)
        case "device":
            index.symlink_to("/dev/zero")
        case _:
            index.symlink_to({"link": elsewhere, "dangling": folder / "none"}.get(kind, index))
    for _ in range(2):
        assert titles(file, folder) == ["Alpha one", "Beta two"]
    assert index.is_dir() if kind == "folder" else stat.S_ISREG(index.lstat().st_mode)
    assert elsewhere.read_text() == "not an index"
    assert sorted(path.name for path in folder.iterdir()) == [index.name]


def test_a_cache_that_is_no_folder_or_is_read_only_is_no_matter(
    file: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "posix":
        os.mkfifo(tmp_path / "fifo")
        assert titles(file, tmp_path / "fifo") == ["Alpha one", "Beta two"]
    titles(file, folder)
    (index,) = kept(folder)
    os.utime(index, (time.time() - 2 * 86400,) * 2)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refused)
    monkeypatch.setattr("kdcat.reading.catalog.parse", lambda *_: pytest.fail("read again"))
    assert titles(file, folder) == ["Alpha one", "Beta two"]


def answers(index: Index) -> object:
    found = find(parse("alpha"), index, index.lexicon, qualified=lambda _: [])
    return (
        index.papers([1, 0, 1]),
        index.papers(),
        [match.paper.title for match in found.matches],
        index.column("has_code").values,
    )


@pytest.mark.usefixtures("same_reader")
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
@pytest.mark.parametrize("long", [False, True])
def test_a_damaged_index_is_never_trusted(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, long: bool, data: st.DataObject
) -> None:
    if long:
        # Nothing but the header comes with the first bytes, and what is kept has many blocks.
        monkeypatch.setattr(cache, "_AT_ONCE", 4096)
        monkeypatch.setattr(cache, "_BLOCK", 128)
        monkeypatch.setattr("kdcat.index.papers._NEAR", 0)
    sources = [load(file)]
    for left in kept(folder):
        left.unlink()
    truth = answers(cache.index_of(sources, folder))
    (index,) = kept(folder)
    good = index.read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    damaged = data.draw(
        st.sampled_from(
            [
                good[:at],
                good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1 :],
                good[:at] + b"zz" + good[at:],
            ]
        )
    )
    index.write_bytes(damaged)
    assert answers(cache.index_of(sources, folder)) == truth
    assert answers(cache.index_of(sources, folder)) == truth


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a folder that cannot be written to")
def test_a_folder_that_cannot_be_written_to_makes_kdcat_slower_not_useless(
    file: Path, tmp_path: Path
) -> None:
    # Nobody, the superuser included, makes a folder below a file.
    blocked = tmp_path / "file"
    blocked.touch()
    assert titles(file, blocked / "cache") == ["Alpha one", "Beta two"]


def test_no_folder_keeps_nothing(file: Path, folder: Path) -> None:
    assert titles(file, None) == ["Alpha one", "Beta two"]
    assert not folder.exists()


def test_it_stays_small(file: Path, folder: Path, tmp_path: Path) -> None:
    for number in range(20):
        other = tmp_path / f"other{number}.md"
        other.write_text(ENTRY.format(f"Other {number}"))
        titles(other, folder)
    left = folder / f"{'0' * 32}.kdcat-index.12-abc"
    left.touch()
    old = kept(folder)[0]
    for path in (left, old):
        os.utime(path, (time.time() - 40 * 86400,) * 2)
    titles(file, folder)
    assert len(kept(folder)) == 16
    assert not left.exists()
    assert not old.exists()


def test_the_same_catalogs_named_otherwise_are_named_so_in_the_answer(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    for name in ("list.md", "./list.md", str(file)):
        papers = list(cache.index_of([load(name)], folder))
        assert {paper.catalog for paper in papers} == {name}


def test_two_processes_at_once_never_harm_each_other(file: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kdcat.index import cache; from kdcat.reading.source import load\n"
        "for _ in range(60):\n"
        "    index = cache.index_of([load(sys.argv[1])], Path(sys.argv[2]))\n"
        "    assert [paper.title for paper in index] == ['Alpha one', 'Beta two']\n"
        "    [path.unlink(missing_ok=True) for path in Path(sys.argv[2]).glob('*.kdcat-index')]\n"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(file), str(folder)], stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [(process.communicate()[1], process.returncode) for process in both] == [(b"", 0)] * 2


COMMANDS = (
    ["list", "--json"],
    ["list", "--modality", "speech", "--sort", "-year,title"],
    ["list", "--venue", "tpami", "--venue", "emnlp"],
    ["list", "--code", "--year", "2020-2022", "-f", "csv"],
    ["search", "lidar segmnetation", "--json"],
    ["search", "asr venue:interspeech"],
    ["search", "nothing of the kind at all"],
    ["show", "radardistill", "--json"],
    ["show", "radardistill"],
    ["stats"],
    ["stats", "--by", "modality", "--by", "year", "--json"],
    ["export", "-f", "markdown", "--task", "asr"],
)


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_answers_are_the_same_with_the_index_and_without_it(
    argv: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kdcat.cli.program import run

    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path))
    said = []
    for options in ([], [], ["--no-cache"]):
        code = run([*argv, *options])
        said.append((code, *capsys.readouterr()))
    assert said[0] == said[1] == said[2]
    assert len(kept(tmp_path)) == 1


def test_the_cache_folder_is_where_it_is_said_to_be(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "here"))
    assert len(json.loads(kdcat("list", "--json"))) == 172
    assert len(kept(tmp_path / "here")) == 1
    kdcat("list", "--no-cache")
    assert len(kept(tmp_path / "here")) == 1
