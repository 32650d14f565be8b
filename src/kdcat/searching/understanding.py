"""A query understood: what its words stand for in a catalog, misspelt ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.searching.interpretation import Interpretation, interpret, known
from kdcat.searching.query_words import query_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from kdcat.index.lexicon import Lexicon
    from kdcat.paper import Paper
    from kdcat.searching.abstracts import Abstracts
    from kdcat.searching.query import Qualifier, Query


def understand(
    query: Query,
    papers: Sequence[Paper],
    lexicon: Lexicon,
    qualified: Callable[[Qualifier], Collection[int]],
    spellings: dict[object, list[tuple[int, int]]] | None = None,
    abstracts: Abstracts | None = None,
) -> Interpretation:
    """Return what a query means among papers, misspelt words included.

    Args:
        query: What was asked.
        papers: The papers; only those are looked at that may have an address that was asked for.
        lexicon: The lexicon of these papers.
        qualified: Says which rows a qualifier selects; what it raises is not caught.
        spellings: As `Interpretation` has them.
        abstracts: The words of abstracts, where they are looked for there too.
    """
    meant = interpret(query_words(query, papers, lexicon, qualified), lexicon, spellings)
    if abstracts:
        abstracts.add_to(meant)
    if not all(word.content and known(meant, i) for i, word in enumerate(meant.words)):
        from kdcat.searching.misspellings import forgive

        forgive(meant)
    return meant
