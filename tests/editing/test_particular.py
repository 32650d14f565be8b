"""What an entry says beside the parts of its paper."""

from __future__ import annotations

import pytest

from kdcat.editing.particular import words_of


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("- [\1title\2](\1paper_url\2), at a Fair", {"at", "a", "fair"}),
        # The label of a link to a part is no word beside it, nor is one with links in it.
        ("- \1title\2 [see [pdf](a) of it](\1paper_url\2) Fair", {"fair"}),
        ("- \1title\2 [![Code](badge)](\1code_url\2) Fair", {"fair"}),
        ("- \1title\2 PDF: <\1paper_url\2> Fair", {"fair"}),
        # Each link is read in one way: of two for each, forty would have 2 ** 40.
        ("- \1title\2 [" + "[a](c)" * 40 + "](d", {"a", "c", "d"}),
    ],
)
def test_the_words_beside_the_parts(pattern: str, words: set[str]) -> None:
    assert words_of(pattern) == words
