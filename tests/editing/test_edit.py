"""Edits: what lies outside them stays, and the file is written whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.editing.edit import Edit, apply, encode, write
from kdcat.errors import KdcatError
from kdcat.reading.source import Source, load

TEXTS = st.text(st.sampled_from("ab\r\n \té"), max_size=40)


def test_edits_in_any_order() -> None:
    edits = [Edit(4, 5, "X"), Edit(0, 1, ""), Edit(2, 2, "+"), Edit(2, 2, "-")]
    assert apply("abcdef", edits) == "b+-cdXf"


@pytest.mark.parametrize("edits", [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(3, 9, "")]])
def test_what_overlaps_or_lies_outside_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(KdcatError):
        apply("abcd", edits)


@given(TEXTS, st.data())
def test_what_lies_outside_stays(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    places = sorted(places)[: len(places) // 2 * 2]
    edits = [Edit(*pair, "#") for pair in zip(places[::2], places[1::2], strict=True)]
    kept = "".join(
        text[start:end]
        for start, end in zip([0, *places[1::2]], [*places[::2], len(text)], strict=True)
    )
    assert apply(text, edits).replace("#", "") == kept


def test_the_mark_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\n")
    source = load(str(path))
    write(source, encode(source, source.text().replace("one", "two")))
    assert path.read_bytes() == b"\xef\xbb\xbftwo\r\n"


def test_mode_and_link_stay_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path, link = tmp_path / "a.md", tmp_path / "link.md"
    path.write_bytes(b"one")
    path.chmod(0o640)
    link.symlink_to("a.md")
    write(load(str(link)), b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert {one.name for one in tmp_path.iterdir()} == {"a.md", "link.md"}


def test_a_file_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    source = load(str(path))
    assert source.content == b"one"
    path.write_bytes(b"other")
    with pytest.raises(KdcatError, match="changed by someone else"):
        write(source, b"two")
    assert path.read_bytes() == b"other"
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_the_bundled_catalog_and_standard_input_are_refused() -> None:
    with pytest.raises(KdcatError, match=r"make a copy and name it: cp .*catalog\.md"):
        write(load(), b"")
    with pytest.raises(KdcatError, match="only a file can be changed"):
        write(Source("-", b"", None), b"")


WRITER = """
import sys
from kdcat.editing.edit import write
from kdcat.errors import KdcatError
from kdcat.reading.source import load
contents = [b"A" * 300_000, b"B" * 300_000]
number = 0
print("ready", flush=True)
while True:
    source = load(sys.argv[1])
    write(source, contents[number % 2])
    number += 1
"""


@pytest.mark.slow
def test_200_kills_leave_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"A" * 300_000)
    chance = random.Random(5)
    # A writer forks its victims, so that 200 of them do not each load Python anew.
    script = f"""
import os, signal, sys, time
sys.argv = ["", {str(path)!r}]
code = compile({WRITER!r}, "writer", "exec")
from kdcat.editing import edit
from kdcat.reading import source
for delay in {[chance.uniform(0, 0.03) for _ in range(200)]!r}:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        exec(code, {{}})
        os._exit(0)
    time.sleep(delay)
    assert os.waitpid(child, os.WNOHANG) == (0, 0), "the writer ended by itself"
    os.kill(child, {int(signal.SIGKILL)})
    os.waitpid(child, 0)
    content = open({str(path)!r}, "rb").read()
    print(content[:1].decode(), len(content), set(content) == set(content[:1]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) == 200
    assert set(lines) == {"A 300000 True", "B 300000 True"}
    # What killed writers left behind hinders nobody.
    write(load(str(path)), b"end")
    assert path.read_bytes() == b"end"


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"")
    script = f"""
import sys
from kdcat.editing.edit import write
from kdcat.errors import KdcatError
from kdcat.reading.source import load
done = 0
while done < 50:
    source = load({str(path)!r})
    try:
        write(source, source.content + sys.argv[1].encode())
    except KdcatError as error:
        assert "nothing was written" in str(error), error
    else:
        done += 1
"""
    writers = [subprocess.Popen([sys.executable, "-c", script, name]) for name in "XY"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    content = path.read_bytes()
    assert (content.count(b"X"), content.count(b"Y"), len(content)) == (50, 50, 100)


def test_read_only_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    source = load(str(path))
    # The tests may run as root, who may write everywhere.
    refuse: Callable[..., bool] = lambda *_: False  # noqa: E731
    monkeypatch.setattr(os, "access", refuse)
    with pytest.raises(KdcatError, match="read-only and was not changed"):
        write(source, b"two")
    assert path.read_bytes() == b"one"
