"""The database, read back by SQLite and opened by sqlite-utils."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from kdcat.errors import KdcatError
from kdcat.formats.sqlite import sqlite
from kdcat.paper import FIELDS, Paper
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, hostile

LONE_SURROGATE = "\ud800 lone surrogate"


def rows(path: Path) -> list[Paper]:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [Paper(**row) for row in database.execute("SELECT * FROM papers ORDER BY rowid")]


@pytest.mark.parametrize("papers", [(), (FULL, BARE), ALL], ids=["none", "two", "all"])
def test_every_field_comes_back(tmp_path: Path, papers: tuple[Paper, ...]) -> None:
    sqlite(papers, tmp_path / "papers.db")
    assert rows(tmp_path / "papers.db") == list(papers)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != LONE_SURROGATE])
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    sqlite([hostile(text)], tmp_path / "papers.db")
    assert rows(tmp_path / "papers.db") == [hostile(text)]


def test_what_has_no_encoding_is_replaced(tmp_path: Path) -> None:
    sqlite([hostile(LONE_SURROGATE)], tmp_path / "papers.db")
    assert rows(tmp_path / "papers.db") == [hostile("? lone surrogate")]


def test_it_is_what_sqlite_utils_expects(tmp_path: Path) -> None:
    sqlite(ALL, tmp_path / "papers.db")
    database = Database(tmp_path / "papers.db")
    table = database.table("papers")
    assert table.columns_dict == {
        field: int if field in {"year", "line"} else str for field in FIELDS
    }
    # In the order of the key or of the columns, by the version of sqlite-utils.
    assert sorted(table.pks) == ["catalog", "line"]
    assert [column.name for column in table.columns if column.notnull] == [
        "id", "title", "catalog", "line",
    ]  # fmt: skip
    assert table.detect_fts() == "papers_fts"
    indexed = {tuple(index.columns) for index in table.indexes}
    assert {("id",), ("venue",), ("year",), ("task",), ("doi",), ("arxiv_id",)} <= indexed
    found = [row["title"] for row in table.search("distilled radar")]
    assert [title.partition(":")[0] for title in sorted(found)] == [
        "CRKD", "LiRCDepth", "RadarDistill",
    ]  # fmt: skip
    database.close()


def test_the_full_text_index_follows_changes(tmp_path: Path) -> None:
    sqlite(ALL, tmp_path / "papers.db")
    with closing(sqlite3.connect(tmp_path / "papers.db")) as database:

        def found(words: str) -> int:
            query = "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH ?"
            count: int = database.execute(query, [words]).fetchone()[0]
            return count

        assert found("zebra") == 0
        database.execute("UPDATE papers SET title = 'Zebra crossing' WHERE id = 'paper-38'")
        assert (found("zebra"), found("weak strong")) == (1, 0)
        database.execute("DELETE FROM papers WHERE id = 'paper-38'")
        assert found("zebra") == 0
        database.execute(
            "INSERT INTO papers (id, title, catalog, line) VALUES (1, 'Zebras', 'c', 1)"
        )
        assert found("zebra") == 1
        database.execute("INSERT INTO papers_fts (papers_fts, rank) VALUES ('integrity-check', 1)")


def test_an_entry_given_twice_is_written_once(tmp_path: Path) -> None:
    other = FULL._replace(catalog="other.md")
    again = FULL._replace(line=FULL.line + 1)
    sqlite([FULL, other, FULL, again], tmp_path / "papers.db")
    assert rows(tmp_path / "papers.db") == [FULL, other, again]


def test_an_empty_file_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "papers.db").touch()
    sqlite([FULL], tmp_path / "papers.db")
    assert rows(tmp_path / "papers.db") == [FULL]


def test_no_other_file_is_left(tmp_path: Path) -> None:
    sqlite(ALL, tmp_path / "papers.db")
    assert [path.name for path in tmp_path.iterdir()] == ["papers.db"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("full.db", "table papers already exists"),
        ("text.db", "file is not a database"),
        ("missing/papers.db", "unable to open database file"),
    ],
)
def test_trouble_is_told(tmp_path: Path, name: str, reason: str) -> None:
    sqlite([FULL], tmp_path / "full.db")
    (tmp_path / "text.db").write_text("not a database\n" * 100)
    with pytest.raises(KdcatError) as error:
        sqlite([BARE], tmp_path / name)
    assert str(error.value) == f"{tmp_path / name}: cannot write the database: {reason}"
    assert rows(tmp_path / "full.db") == [FULL]
