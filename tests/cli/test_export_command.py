"""`kdcat export`: the file is written whole or not at all, and never over another unasked."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from kdcat.formats.table import FORMATS, TEXT_FORMATS
from tests.cli.test_terminal import on_terminal
from tests.conftest import Kdcat


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_file_holds_what_standard_output_would(kdcat: Kdcat, tmp_path: Path, name: str) -> None:
    path = tmp_path / "papers"
    assert kdcat("export", "-f", name, "-o", str(path)) == ""
    assert path.read_bytes().decode() == kdcat("export", "-f", name)
    assert [file.name for file in tmp_path.iterdir()] == ["papers"]
    assert kdcat("export", "-f", name) == kdcat("list", "-f", name)


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("a.bib", b"@"), ("a.ris", b"TY  - "), ("a.json", b"[\n"), ("a.csv", b"id,title,"), ("a.db", b"SQLite format 3\0"), ("a.md", b"## 3D Input\n")],
)  # fmt: skip
def test_the_name_of_the_file_says_the_format(
    kdcat: Kdcat, tmp_path: Path, name: str, beginning: bytes
) -> None:
    kdcat("export", "-o", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_database_can_be_asked(kdcat: Kdcat, tmp_path: Path) -> None:
    kdcat("export", "-o", str(tmp_path / "a.db"), "--modality", "speech", "--year", "2024")
    with sqlite3.connect(tmp_path / "a.db") as database:
        assert database.execute("select count(*), min(year) from papers").fetchone() == (9, 2024)
    database.close()


def test_filters_sorting_and_fields_apply(kdcat: Kdcat) -> None:
    rows = json.loads(
        kdcat(
            "export",
            "-f",
            "json",
            "-m",
            "video",
            "--sort",
            "-year",
            "--limit",
            "2",
            "--fields",
            "year",
        )
    )
    assert rows == [{"year": 2024}, {"year": 2024}]


@pytest.mark.slow
def test_a_file_is_not_replaced_unasked(kdcat: Kdcat, tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("mine")
    path.chmod(0o640)
    message = f"kdcat: {path}: exists and was not replaced; add --force to replace it\n"
    kdcat("export", "-o", str(path), code=2, stderr=message)
    assert path.read_text() == "mine"
    shown, code = on_terminal("export", "-o", str(path), keys=b"n\n")
    assert "Replace it?" in shown
    assert (code, path.read_text()) == (2, "mine")
    kdcat("export", "-o", str(path), "--force")
    assert path.read_text().startswith("@")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(kdcat: Kdcat, tmp_path: Path) -> None:
    (tmp_path / "real.bib").write_text("old")
    (tmp_path / "link.bib").symlink_to("real.bib")
    kdcat("export", "-o", str(tmp_path / "link.bib"), "--force")
    assert (tmp_path / "link.bib").is_symlink()
    assert (tmp_path / "real.bib").read_text().startswith("@")


def test_what_fails_leaves_nothing_behind(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    path = tmp_path / "a.bib"
    kdcat(
        "export",
        "-o",
        str(path),
        code=2,
        stderr=f"kdcat: {path}: cannot be written: No space left on device\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], f"--format is missing; formats: {', '.join(FORMATS)}"),
        (["-o", "papers.xyz"], f"--format is missing; formats: {', '.join(FORMATS)}"),
        (["-f", "sqlite"], "sqlite is written to a file: add --output FILE"),
        (["-f", "bibtext"], f"no format 'bibtext' (did you mean bibtex?); formats: {', '.join(FORMATS)}"),
        (["-f", "json", "-o", "/no/such/folder/a.json"], "/no/such/folder/a.json: cannot be written: No such file or directory"),
        (["-f", "json", "-o", "/"], "/: is a directory; name a file in it"),
    ],
)  # fmt: skip
def test_wrong_words_get_one_line(kdcat: Kdcat, argv: list[str], message: str) -> None:
    assert kdcat("export", *argv, code=2, stderr=f"kdcat: {message}\n") == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "172 entries, 171 papers"),
        (["--modality", "video"], "21 papers"),
        (["--limit", "1"], "1 paper"),
        (["--year", "1999"], "0 papers"),
    ],
)
@pytest.mark.parametrize("name", ["a.bib", "a.csv"])
def test_it_says_how_many_papers_and_entries_there_are(
    tmp_path: Path, name: str, words: list[str], said: str
) -> None:
    shown, code = on_terminal("export", *words, "-o", str(tmp_path / name), columns=500)
    assert (shown, code) == (f"{said} written to {tmp_path / name}\n", 0)
