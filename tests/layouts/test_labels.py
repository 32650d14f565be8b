"""The names of the other links of an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.layouts.labels import named_links

A, B, C = "https://x.org/a", "https://www.y.org/b", "https://x.org/c"


@pytest.mark.parametrize(
    ("links", "named"),
    [
        ([("blog", A), ("slides", B)], {"blog": A, "slides": B}),
        ([("[blog]", A), ("( slides )", B)], {"blog": A, "slides": B}),
        ([("PyTorch (official)", A)], {"PyTorch (official)": A}),
        ([("", A), (" []", B)], {"x.org": A, "y.org": B}),
        ([("video", A), ("video", B), ("video", C)], {"video": A, "video 2": B, "video 3": C}),
        ([("video", A), ("video 2", B), ("video", C)], {"video": A, "video 2": B, "video 3": C}),
        ([("video", A), ("talk", A)], {"video": A}),
        ([("mail", "mailto:a@b.org"), ("page", "/a"), ("run", "javascript:1")], {}),
        ([("paper", "https://x.org/taken"), ("blog", A)], {"blog": A}),
    ],
)
def test_each_link_has_a_name_of_its_own(
    links: list[tuple[str, str]], named: dict[str, str]
) -> None:
    assert named_links(links, ["https://x.org/taken", None]) == tuple(named.items())


@given(st.lists(st.tuples(st.text("ab []2 ", max_size=6), st.sampled_from([A, B, C, "no"]))))
def test_no_name_and_no_address_comes_twice(links: list[tuple[str, str]]) -> None:
    named = named_links(links, [])
    assert len({label for label, _ in named}) == len(named) == len({url for _, url in named})
    assert {url for _, url in named} == {url for _, url in links} - {"no"}
