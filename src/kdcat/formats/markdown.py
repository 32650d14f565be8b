"""Papers as a catalog: bullets in the home form under the headings of their sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.layouts.listing import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kdcat.paper import Paper


def markdown(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield the lines of a catalog of the papers, which gives the same papers when it is read.

    Args:
        papers: The papers, in their order; see `kdcat.layouts.listing.listing`.
    """
    return listing(papers)
