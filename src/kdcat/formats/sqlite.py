"""Papers as an SQLite database, which Datasette and sqlite-utils open as it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from kdcat.errors import KdcatError
from kdcat.paper import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdcat.paper import Paper


def sqlite(
    papers: Iterable[Paper], path: str | os.PathLike[str], name: object | None = None
) -> None:
    """Write papers to a new SQLite database.

    It has one table, `papers`, with a column for each field, the primary key (catalog, line) and
    indexes, and the full-text index `papers_fts` (FTS5, words by their stems), which triggers keep
    in step: `sqlite-utils search FILE papers WORDS` and Datasette's search box use it. An entry
    given twice is written once.

    Args:
        papers: The papers; their order is that of the rows.
        path: A file that does not exist or is empty; whoever calls puts it in its place once it is
            whole.
        name: How the file is called in messages, if not by its path.

    Raises:
        KdcatError: The file cannot be written, is not empty, or this Python's SQLite has no FTS5.
    """
    # Nobody else knows of the file yet, and where locks of two kinds stand in each other's way
    # (macOS), SQLite's would wait for that of whoever gave the file.
    address = f"file:{quote(os.fsencode(path))}?nolock=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            # Nobody reads the file before it is whole, and nobody repairs half a file.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            with database:
                database.execute("BEGIN")
                for statement in _TABLE:
                    database.execute(statement)
                database.executemany(_INSERT, map(_row, papers))
                for statement in _FULL_TEXT:
                    database.execute(statement)
    except sqlite3.Error as error:
        raise KdcatError(f"{name or path}: cannot write the database: {error}") from error


def _row(paper: Paper) -> list[object]:
    # A lone surrogate (in a file's name, say) has no encoding.
    return [
        value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for value in (getattr(paper, name) for name in FIELDS)
    ]


_TABLE = (
    """
    CREATE TABLE papers (
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        venue TEXT,
        venue_raw TEXT,
        year INTEGER,
        modality TEXT,
        task TEXT,
        subtask TEXT,
        paper_url TEXT,
        code_url TEXT,
        doi TEXT,
        arxiv_id TEXT,
        catalog TEXT NOT NULL,
        line INTEGER NOT NULL,
        authors TEXT,
        date TEXT,
        project_url TEXT,
        PRIMARY KEY (catalog, line)
    )
    """,
    "CREATE INDEX papers_id ON papers (id)",
    "CREATE INDEX papers_venue ON papers (venue)",
    "CREATE INDEX papers_year ON papers (year)",
    "CREATE INDEX papers_section ON papers (modality, task, subtask)",
    "CREATE INDEX papers_task ON papers (task)",
    "CREATE INDEX papers_doi ON papers (doi)",
    "CREATE INDEX papers_arxiv_id ON papers (arxiv_id)",
)
_INSERT = (
    f"INSERT INTO papers ({', '.join(FIELDS)}) VALUES ({', '.join('?' * len(FIELDS))}) "  # noqa: S608
    "ON CONFLICT (catalog, line) DO NOTHING"
)
# An external-content table (https://sqlite.org/fts5.html, 4.4.3) and triggers, named and spelled as
# sqlite-utils does, so that it and Datasette know them for the index of `papers`.
_FULL_TEXT = (
    """
    CREATE VIRTUAL TABLE papers_fts USING FTS5 (
        title, venue, modality, task, subtask,
        tokenize="porter unicode61 remove_diacritics 2",
        content="papers"
    )
    """,
    "INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')",
    """
    CREATE TRIGGER papers_ai AFTER INSERT ON papers BEGIN
        INSERT INTO papers_fts (rowid, title, venue, modality, task, subtask)
        VALUES (new.rowid, new.title, new.venue, new.modality, new.task, new.subtask);
    END
    """,
    """
    CREATE TRIGGER papers_ad AFTER DELETE ON papers BEGIN
        INSERT INTO papers_fts (papers_fts, rowid, title, venue, modality, task, subtask)
        VALUES ('delete', old.rowid, old.title, old.venue, old.modality, old.task, old.subtask);
    END
    """,
    """
    CREATE TRIGGER papers_au AFTER UPDATE ON papers BEGIN
        INSERT INTO papers_fts (papers_fts, rowid, title, venue, modality, task, subtask)
        VALUES ('delete', old.rowid, old.title, old.venue, old.modality, old.task, old.subtask);
        INSERT INTO papers_fts (rowid, title, venue, modality, task, subtask)
        VALUES (new.rowid, new.title, new.venue, new.modality, new.task, new.subtask);
    END
    """,
)
