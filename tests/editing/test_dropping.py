"""What goes from an entry with a part that is gone, and what stays."""

from __future__ import annotations

import pytest

from kdcat.editing.dropping import MOST_NESTED, without_gone


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("- A, by \0, B", "- A, B"),
        ("- A\n  Code:  \0", "- A"),
        ("- A \0", "- A"),
        ('- A <a href="\0"><b>x</b></a> <a href="b">c</a>', '- A <a href="b">c</a>'),
        ('- A <a href="b">c</a> <a href="\0">d', '- A <a href="b">c</a> <a href=>d'),
        # Each label is read in one way: of two for each, forty labels would have 2 ** 40.
        ("- A [" + "[a](b)" * 40 + " \0 B", "- A [" + "[a](b)" * 40 + " B"),
        ("- A " + "(" * MOST_NESTED + "\0" + ")" * MOST_NESTED, "- A"),
    ],
)
def test_what_stood_around_a_part_goes_with_it(text: str, rest: str) -> None:
    assert without_gone(text, is_row=False) == rest
