"""Names: what cites a work and says nothing else, and what may be a title."""

from __future__ import annotations

import pytest

from kdcat.layouts.names import Citation, citation


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Ollivier et al., 2017, JMLR", Citation("Ollivier et al.", 2017)),
        ("Li & Zhang, 2016", Citation("Li & Zhang", 2016)),
        ("Breiman, 2001, JMLR", Citation("Breiman", 2001)),
        ("Masks for Everyone, 2017", None),
        ("Students, 2017", None),
        ("Students", None),
    ],
)
def test_names_with_a_year_cite_and_a_title_with_one_does_not(
    text: str, cited: Citation | None
) -> None:
    assert citation(text) == cited
