"""Words of a query in the abstracts of the papers' records, where that is asked for.

An abstract has a hundred words and more, so that a word there says little of a paper: it is worth
less than anywhere else, and is taken as it is or with another ending, never for a misspelling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.searching import weights
from kdcat.words import inflection, plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.paper import Paper
    from kdcat.searching.interpretation import Interpretation


class Abstracts(NamedTuple):
    """The words of abstracts."""

    rows: dict[str, list[int]]
    """For each word, less its ending, the rows of the papers whose abstracts have it."""

    def add_to(self, meant: Interpretation) -> None:
        """Add to what the words of a query mean that they may stand in abstracts.

        Words of a phrase, and those that are wanted of a field, are not looked for there.
        """
        for i, word in enumerate(meant.words):
            if not word.exact and word.field is None:
                for row in self.rows.get(inflection(word.word), ()):
                    meant.in_identifiers[i].setdefault(row, weights.ABSTRACT)


def of_papers(papers: Sequence[Paper]) -> Abstracts:
    """Return the words of the papers' abstracts."""
    rows: dict[str, list[int]] = {}
    for row, paper in enumerate(papers):
        if paper.record and paper.record.abstract:
            for word in {inflection(word) for word in plain_words(paper.record.abstract)}:
                rows.setdefault(word, []).append(row)
    return Abstracts(rows)
