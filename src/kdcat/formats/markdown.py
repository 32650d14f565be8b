"""Papers as bullets in the catalog's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.layouts.line import entry_line
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.paper import Paper


def markdown(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield the bullet of each paper, on one line, as a catalog has it."""
    for paper in papers:
        yield printable(entry_line(paper)) + "\n"
