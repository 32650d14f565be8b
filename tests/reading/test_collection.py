"""A folder or a pattern read as one list: which files, in which order, and never without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kdcat.errors import KdcatError
from kdcat.reading.collection import collection

FILES = (
    "README.md",
    "a.md",
    "b.markdown",
    "c.txt",
    "d.MD",
    "md",
    ".hidden.md",
    ".git/notes.md",
    "sub/a.md",
    "sub/x-1.md",
    "sub/deep/e.md",
    "sub/deep/[f].md",
    "sub-1/g.md",
    "other/sub/h.md",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        path = tmp_path / "lists" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "lists"


def names(name: str) -> list[str]:
    sources, untold = collection(name)
    assert untold == []
    assert {source.collection for source in sources} == {name}
    assert [source.path for source in sources] == [Path(source.name) for source in sources]
    return [source.name for source in sources]


EVERY = [
    "README.md", "a.md", "b.markdown", "d.MD", "other/sub/h.md", "sub-1/g.md", "sub/a.md",
    "sub/deep/[f].md", "sub/deep/e.md", "sub/x-1.md",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lists", [f"lists/{name}" for name in EVERY]),
        ("lists/", [f"lists/{name}" for name in EVERY]),
        ("./lists", [f"./lists/{name}" for name in EVERY]),
        (".", [f"lists/{name}" for name in EVERY]),
        ("lists/**", [f"lists/{name}" for name in EVERY]),
        ("lists/**/*", [f"lists/{name}" for name in EVERY]),
        ("lists/*", [f"lists/{name}" for name in EVERY]),
        ("**", [f"lists/{name}" for name in EVERY]),
        ("**/**/lists/**/**/**/*", [f"lists/{name}" for name in EVERY]),
        ("lists/*.md", ["lists/README.md", "lists/a.md"]),
        ("lists/[a-b]*", ["lists/a.md", "lists/b.markdown"]),
        ("lists/?.md", ["lists/a.md"]),
        ("lists/*/*.md", ["lists/sub-1/g.md", "lists/sub/a.md", "lists/sub/x-1.md"]),
        ("lists/**/a.md", ["lists/a.md", "lists/sub/a.md"]),
        ("**/sub", ["lists/other/sub/h.md", *(f"lists/sub/{end}" for end in ("a.md", "deep/[f].md", "deep/e.md", "x-1.md"))]),
        ("**/sub/*.md", ["lists/other/sub/h.md", "lists/sub/a.md", "lists/sub/x-1.md"]),
        ("lists/*.txt", ["lists/c.txt"]),
        ("lists/.*/*.md", ["lists/.git/notes.md"]),
        ("lists/.*.md", ["lists/.hidden.md"]),
        ("lists/.git", ["lists/.git/notes.md"]),
        ("lists/sub/deep/[[]*", ["lists/sub/deep/[f].md"]),
    ],
    ids=str,
)  # fmt: skip
def test_the_markdown_files_that_a_name_stands_for(
    folder: Path, name: str, expected: list[str]
) -> None:
    assert names(name) == expected


def test_an_absolute_pattern_begins_at_the_root(folder: Path) -> None:
    assert names(f"{folder}/*.markdown") == [f"{folder}/b.markdown"]
    assert names(str(folder)) == [f"{folder}/{name}" for name in EVERY]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty", "empty: no Markdown file in this folder"),
        ("lists/*.rst", "lists/*.rst: no file fits this pattern"),
        ("nowhere/*.md", "nowhere/*.md: no file fits this pattern"),
        ("lists/a.md/*", "lists/a.md/: cannot be looked into: Not a directory"),
        ("nul\0/*", "nul\0/*: no file fits this pattern"),
    ],
    ids=repr,
)
def test_what_stands_for_no_file_is_an_error(folder: Path, name: str, message: str) -> None:
    (folder.parent / "empty").mkdir()
    (folder.parent / "empty" / "a.txt").write_text("a")
    with pytest.raises(KdcatError) as error:
        collection(name)
    assert str(error.value) == message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_links_lead_round_in_no_circle_and_what_is_no_file_is_none(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to("..")
    (folder / "sub" / "self").symlink_to("self")
    (folder / "sub" / "lost.md").symlink_to("nowhere")
    (folder / "sub" / "again.md").symlink_to("../a.md")
    (folder / "sub" / "text.md").symlink_to("../c.txt")
    os.mkfifo(folder / "sub" / "pipe.md")
    (folder / "sub" / "folder.md").mkdir()
    every = sorted([*(f"lists/{name}" for name in EVERY), "lists/sub/text.md"])
    assert names("lists") == names("**/*") == every
    assert names("lists/sub/a*") == ["lists/sub/a.md", "lists/sub/again.md"]
    # A part of a pattern that names a link to a folder means that folder, as in a shell.
    assert names("lists/s*/u*/*.markdown") == ["lists/sub/up/b.markdown"]


def test_a_file_under_two_names_comes_once_by_the_name_that_is_no_link(folder: Path) -> None:
    (folder / "0.md").symlink_to("sub/a.md")
    os.link(folder / "sub" / "deep" / "e.md", folder / "sub" / "y.md")
    found = names("lists")
    assert found == [f"lists/{name}" for name in EVERY]
    assert names("lists/0*") == ["lists/0.md"]


def test_a_folder_that_may_not_be_looked_into_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_into = os.scandir

    def scandir(path: str) -> object:
        if path == "lists/sub/":
            raise PermissionError(13, "Permission denied", path)
        return looked_into(path)

    monkeypatch.setattr("os.scandir", scandir)
    sources, untold = collection("lists")
    assert [source.name for source in sources] == [
        f"lists/{name}" for name in EVERY if not name.startswith("sub/")
    ]
    assert untold == ["lists/sub/: cannot be looked into: Permission denied"]
    with pytest.raises(KdcatError) as error:
        collection("lists/sub")
    assert str(error.value) == untold[0]


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("_MOST_LOOKED_AT", "lists: more than 3 files and folders in it; name a part of it"),
        ("_MOST_PAGES", "lists: more than 3 Markdown files in it; name a part of it"),
        ("MOST", "lists: has more than 0 MB of Markdown; name a part of it"),
    ],
)
def test_what_holds_too_much_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, message: str
) -> None:
    monkeypatch.setattr(f"kdcat.reading.collection.{limit}", 3)
    with pytest.raises(KdcatError) as error:
        collection("lists")
    assert str(error.value) == message


def test_files_that_are_much_together_are_known_by_their_status(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.reading.source._SETTLED", -(10**12))
    assert {source.stamp for source in collection("lists")[0]} == {None}
    monkeypatch.setattr("kdcat.reading.collection.LARGE", 1)
    assert None not in [source.stamp for source in collection("lists")[0]]


# Names as a file system may have them, those that are no UTF-8 among them.
_BYTES = st.binary(min_size=1, max_size=12).filter(
    lambda name: not {0, ord("/")} & {*name} and name not in (b".", b"..")
)
_ODD = st.sampled_from([b"new\nline", b"\xff\xfe", b"*", b"[a", b"?", b"a b", b"-", b"\x1b[31m"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(st.tuples(_ODD | _BYTES, _ODD | _BYTES), max_size=5))
@pytest.mark.skipif(os.name != "posix", reason="names are text here")
def test_every_file_is_found_whatever_its_name(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[bytes, bytes]]
) -> None:
    top = tmp_path_factory.mktemp("odd")
    expected = {"first.md"}
    (top / "first.md").write_text("first")
    for of_folder, of_file in written:
        folder = top / os.fsdecode(of_folder)
        folder.mkdir(exist_ok=True)
        name = os.fsdecode(of_file + b".md")
        (folder / name).write_text("paper")
        if not of_folder.startswith(b".") and not of_file.startswith(b"."):
            expected.add(f"{folder.name}/{name}")
    found = [source.name for source in collection(str(top))[0]]
    assert found == sorted(f"{top}/{name}" for name in expected)
    assert [source.name for source in collection(f"{top}/**/*.md")[0]] == found
