"""A reader's own synonyms: what a file of them means, and what is wrong with one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.errors import KdcatError
from kdcat.searching.find import search
from kdcat.searching.own_synonyms import groups, read
from tests.conftest import Kdcat
from tests.searching.test_near import listed


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.toml"
    assert read(path) == ()
    path.write_text(
        'same = [["COD", "Camouflaged-object detection"]]\n[related]\nx = ["y z", "w"]\n'
    )
    assert read(path) == (
        ((("cod",), ("camouflaged", "object", "detection")), ()),
        ((("x",),), (("y", "z"), ("w",))),
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('same = [["a", "b"]]\nsame', 2, "expected '=' after a key in a key/value pair"),
        ('a = "', 1, "unterminated string"),
        ("\nsame = " + "1" * 5000, 2, "a number of too many digits"),
        ("\nsame = " + "[" * 100_000, 2, "too deeply nested"),
        ("\n" + "a." * 1001 + "a = 1\n", 2, "too many dots on one line"),
        ("# sorts\nsorts = 1\n", 2, "no key 'sorts'; keys: same, related"),
        ("\nsame = 1\n", 2, "same must be an array of arrays of words"),
        ("\nrelated = []\n", 2, "related must be a table"),
        ('same = [\n["a", "b"],\n"c",\n]\n', 3, "same must hold arrays of words"),
        ('same = [\n["a", "b"],\n["c"],\n]\n', 3, "same must hold two words or more that mean the same"),
        ('same = [\n["a", "b"],\n["c", 17],\n]\n', 3, "same must hold words, not 17"),
        ('same = [\n["a", "b"],\n["c", "!"],\n]\n', 3, "'!' in same has no word"),
        ('[related]\na = ["b"]\nc = "d"\n', 3, "c must hold arrays of words"),
        ("[related]\nc = []\n", 2, "c must hold a word"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(text)
    with pytest.raises(KdcatError) as raised:
        read(path)
    message = str(raised.value)
    assert message.startswith(f"{path}:{line}: ")
    assert said in message


def test_what_is_no_text_or_no_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_bytes(b"same = [\n\xff]")
    with pytest.raises(KdcatError) as raised:
        read(path)
    assert str(raised.value) == f"{path}:2: not UTF-8 text"
    with pytest.raises(KdcatError) as raised:
        read(tmp_path)
    assert str(raised.value) == f"{tmp_path}: Is a directory"
    path.write_bytes(b"#" * (1 << 24) + b"\n")
    with pytest.raises(KdcatError) as raised:
        read(path)
    assert str(raised.value) == f"{path}: is larger than 16384 KiB"
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(KdcatError) as raised:
        read(path)
    assert str(raised.value) == f"{path}: is no regular file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has none")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "synonyms.toml")
    with pytest.raises(KdcatError) as raised:
        read(tmp_path / "synonyms.toml")
    assert str(raised.value) == f"{tmp_path / 'synonyms.toml'}: is no regular file"


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
VALUES = st.recursive(LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=3), v, max_size=3))  # fmt: skip


@given(st.dictionaries(st.sampled_from(["same", "related", "x"]), VALUES))
def test_any_table_is_groups_or_an_error(table: dict[str, object]) -> None:
    try:
        found = groups(table)
    except KdcatError as error:
        said = str(error)
    else:
        said = "fine"
        assert all(run for group in found for runs in group for run in runs)
    assert said


def test_python_takes_a_table() -> None:
    of = listed("A Camouflage of Tulips")
    own = {"same": [["peony", "tulip"]]}
    assert [match.missing for match in search(of, "peonies", synonyms=own)] == [("peonies",)]
    assert search(of, "peonies") == []
    with pytest.raises(KdcatError, match="no key 'x'; keys: same, related"):
        search(of, "peonies", synonyms={"x": 1})


def test_the_command_reads_the_file_in_the_configuration(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "kdcat" / "synonyms.toml"
    path.parent.mkdir()
    path.write_text('same = [["zzxqy", "paintbrush"]]\n')
    said = "kdcat: no paper has 'zzxqy'; nearest:\n"
    assert "3D Paintbrush" in kdcat("search", "zzxqy", stderr=said)
    path.write_text("same\n")
    kdcat("search", "paintbrush")
    said = f"kdcat: {path}:1: expected '=' after a key in a key/value pair\n"
    kdcat("search", "zzxqy", code=2, stderr=said)
