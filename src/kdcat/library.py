"""For Python programs: a catalog that is read once, and then searched as often as one likes.

It stands above `reading` and `searching` and knows both, as neither of them may know the other.
"""

from __future__ import annotations

from functools import cached_property
from typing import IO, TYPE_CHECKING

from kdcat.reading import catalog

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from kdcat.index.papers import Index
    from kdcat.paper import Paper
    from kdcat.searching.find import Match


class Catalog:
    """A catalog that has been read. What a search makes to answer is kept for the next."""

    def __init__(self, content: catalog.Catalog) -> None:
        """Take what was read; `read` does both."""
        self.name: str = content.name
        """The file as given."""
        self.papers: tuple[Paper, ...] = content.papers
        """In the order of the file."""
        self.unread: tuple[catalog.Unread, ...] = content.unread
        """What looks like an entry and could not be read as one."""
        self.text: str = content.text
        """The source as text, less a byte order mark."""

    def search(
        self,
        query: str,
        limit: int | None = None,
        *,
        strict: bool = False,
        synonyms: Mapping[str, object] | None = None,
    ) -> list[Match]:
        """Return the papers that fit a query, best first; where none does, those near to it.

        Args:
            query: The query, in the language that `kdcat.searching.query` describes.
            limit: The greatest number of papers to return; all of them without it.
            strict: Whether only papers that fit are wanted.
            synonyms: Synonyms for near answers beside those that kdcat brings, as
                `kdcat.searching.find.search` takes them.

        Raises:
            KdcatError: The synonyms are something else.
            UsageError: The query cannot be meant as it stands, or a qualifier's value names
                nothing.
        """
        from kdcat.searching.find import search

        return search(self._index, query, limit, strict=strict, synonyms=synonyms)

    @cached_property
    def _index(self) -> Index:
        from kdcat.index.papers import Index

        return Index.build(self.papers)

    def __repr__(self) -> str:
        return f"<Catalog {self.name!r}, {len(self.papers)} papers>"


def read(
    path: str | os.PathLike[str] | IO[str] | None = None,
    *,
    records: str | os.PathLike[str] | None = None,
) -> Catalog:
    """Read a catalog.

    Args:
        path: The file's path, an open text file, or None for the bundled catalog.
        records: The file in which `kdcat complete` keeps what registries say of papers, for
            `Paper.record`; without it papers have none.

    Raises:
        KdcatError: The file cannot be read, or is not UTF-8 text.
    """
    content = catalog.read(path)
    if records is not None:
        from pathlib import Path

        from kdcat.records.fitting import with_records
        from kdcat.records.kept import read as kept

        papers = tuple(with_records(content.papers, kept(Path(records))))
        content = content._replace(papers=papers)
    return Catalog(content)
