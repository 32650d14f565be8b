"""What insertions make of a catalog: it is read before anybody may write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.edit import apply
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kdcat.editing.edit import Edit
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog


class ReadBack(NamedTuple):
    """A catalog with insertions made, as it is read."""

    catalog: Catalog
    new: list[Paper]
    """The papers that were not there before, in their order."""
    lost: Paper | None
    """The first paper of those before that is not read as it was; None if all are."""


def read_back(catalog: Catalog, edits: Sequence[Edit], says: Callable[[Paper], object]) -> ReadBack:
    """Read what edits make of a catalog.

    Args:
        catalog: The catalog before.
        edits: Insertions into its text.
        says: What of a paper is to be as it was.
    """
    after = parse(Source(catalog.name, apply(catalog.text, edits).encode(), None))
    new = []
    old = iter(catalog.papers)
    waiting = next(old, None)
    for paper in after.papers:
        if waiting is not None and says(paper) == says(waiting):
            waiting = next(old, None)
        else:
            new.append(paper)
    return ReadBack(after, new, waiting)
