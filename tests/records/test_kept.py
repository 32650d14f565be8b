"""What is kept of answers: whole however a run ends, and hostile when it is read back."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.bibliography.names import Name
from kdcat.errors import KdcatError
from kdcat.records.kept import Kept, add, read, tidy
from kdcat.records.lines import stamp_of
from tests.records.answers import FETCHED, record

SPARROW = Kept(FETCHED, record(authors=(Name("Berg", "Cy", "van den"),), doi="10.9999/x"))
UNKNOWN = Kept(FETCHED, None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.jsonl"


def test_what_is_added_is_read_back_the_last_of_a_key(file: Path) -> None:
    assert read(file) == {}
    assert stamp_of(file) is None
    add(file, {})
    assert not file.exists()
    add(file, {"doi:10.9999/x": UNKNOWN, "title:a finch": UNKNOWN})
    first = stamp_of(file)
    add(file, {"doi:10.9999/x": SPARROW})
    assert read(file) == {"doi:10.9999/x": SPARROW, "title:a finch": UNKNOWN}
    assert stamp_of(file) != first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_torn_line_costs_nothing_but_itself(file: Path) -> None:
    add(file, {"doi:10.9999/x": SPARROW})
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:-9])
    add(file, {"title:a finch": UNKNOWN})
    assert read(file) == {"doi:10.9999/x": SPARROW, "title:a finch": UNKNOWN}


def line(**changed: object) -> bytes:
    said = {
        "key": "doi:10.9999/x",
        "fetched": FETCHED,
        "record": {"title": "A", "source": "x", "fetched": FETCHED},
    }
    return json.dumps(said | changed).encode() + b"\n"


def of_record(**changed: object) -> bytes:
    return line(record={"title": "A", "source": "x", "fetched": FETCHED} | changed)


@pytest.mark.parametrize(
    "written",
    [
        b"\n", b"null\n", b"[]\n", b"{}\n", b"\xff\xfe\n", b"[" * 5000 + b"\n", line()[:-9],
        line(key=None), line(key="a" * 5001), line(fetched="yesterday"), line(fetched=None),
        line(more=1), line(record=[]), line(record="x"), of_record(title=5), of_record(title=""),
        of_record(title="a" * 2001), of_record(year="2022"), of_record(year=True), of_record(year=99999),
        of_record(kind="book"), of_record(authors=[["Lark", ""]], year=[]), of_record(authors=[["a", "b", "c", "d", "e"]]),
        of_record(authors="Lark"), of_record(authors=[[1, "b", "c", "d", False]]), of_record(unknown=1),
        of_record(fetched="2022"), of_record(source=None), of_record(doi=["x"]), of_record(pages=7),
        of_record(title="\x1b[2J"), of_record(volume="1\n2"), of_record(authors=[["\u202ea", "", "", "", False]]),
        of_record(authors=[["", "Ada", "", "", False]]), of_record(source="\x07"), of_record(abstract="\ud800"),
        b"a" * (5 << 20) + b"\n",
    ],
)  # fmt: skip
def test_a_line_of_another_form_is_as_good_as_none(file: Path, written: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(written)
    add(file, {"title:a finch": UNKNOWN})
    assert read(file) == {"title:a finch": UNKNOWN}


@given(st.binary(max_size=80), st.integers(0, 400), st.integers(0, 60))
def test_a_damaged_file_gives_whole_records_or_none(damage: bytes, at: int, lost: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        add(file, {"doi:10.9999/x": SPARROW})
        add(file, {"title:a finch": UNKNOWN})
        text = file.read_bytes()
        file.write_bytes(text[:at] + damage + text[at + lost :])
        for key, kept in read(file).items():
            assert isinstance(key, str)
            assert kept.record is None or kept.record.source
        add(file, {"title:owl": UNKNOWN})
        assert read(file)["title:owl"] == UNKNOWN


def test_what_is_no_file_is_not_read_and_not_written(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    assert read(file) == {}
    with pytest.raises(KdcatError) as error:
        add(file, {"title:a finch": UNKNOWN})
    assert str(error.value) == f"{file}: is no file that records could be kept in"
    file.unlink()
    file.mkdir()
    assert read(file) == {}
    with pytest.raises(KdcatError) as error:
        add(file, {"title:a finch": UNKNOWN})
    assert str(error.value) == f"{file}: cannot be written: Is a directory"


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(KdcatError) as error:
        add(tmp_path / "data" / "records.jsonl", {"title:a finch": UNKNOWN})
    assert str(error.value) == f"{tmp_path}/data/records.jsonl: cannot be written: File exists"


def test_tidying_leaves_what_counts(file: Path) -> None:
    for _ in range(3):
        add(file, {"doi:10.9999/x": UNKNOWN, "title:a finch": UNKNOWN})
    add(file, {"doi:10.9999/x": SPARROW})
    before = file.read_bytes()
    tidy(file)
    assert file.read_bytes() == before
    for _ in range(260):
        add(file, {"title:a finch": UNKNOWN, "title:owl": UNKNOWN})
    tidy(file)
    assert len(file.read_bytes().splitlines()) == 3
    assert read(file) == {"doi:10.9999/x": SPARROW, "title:a finch": UNKNOWN, "title:owl": UNKNOWN}


def test_what_is_written_anew_while_one_waits_is_added_to(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    locked = fcntl.flock
    add(file, {"doi:10.9999/x": SPARROW})

    def written_anew(descriptor: int, how: int) -> None:
        monkeypatch.undo()
        beside = file.with_name("beside")
        beside.write_bytes(file.read_bytes())
        beside.replace(file)
        locked(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", written_anew)
    add(file, {"title:a finch": UNKNOWN})
    assert read(file) == {"doi:10.9999/x": SPARROW, "title:a finch": UNKNOWN}


def test_several_processes_add_at_once(file: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from pathlib import Path; from kdcat.records.kept import Kept, add\n"
        "for i in range(60): add(Path(sys.argv[1]), {f'title:{sys.argv[2]} {i}': "
        f"Kept('{FETCHED}', None)}})"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, str(file), name]) for name in "abc"]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert read(file) == {f"title:{name} {i}": UNKNOWN for name in "abc" for i in range(60)}
