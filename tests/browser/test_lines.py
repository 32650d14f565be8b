"""Lines of cells: as wide as they are to be, whatever is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from kdcat.browser.lines import cut_in_midst, fitted, line_of, marked

PLAIN, BOLD, RED = Style(), Style(bold=True), Style(color="red")


@pytest.mark.parametrize(
    ("texts", "width", "shown"),
    [
        (["ab", "cd"], 6, ["ab", "cd", "  "]),
        (["ab", "cd"], 4, ["ab", "cd", ""]),
        (["ab", "cd"], 3, ["ab", "…"]),
        (["ab", "cd"], 2, ["ab"]),
        (["知識", "x"], 4, ["知識"]),
        (["知識"], 3, ["知…"]),
        (["知識"], 2, [" …"]),
        (["a\x1b[2J"], 8, ["a\N{REPLACEMENT CHARACTER}[2J", "   "]),
        ([], 2, ["  "]),
    ],
)
def test_what_is_too_long_ends_in_an_ellipsis_and_the_rest_is_filled(
    texts: list[str], width: int, shown: list[str]
) -> None:
    assert [text for text, _ in fitted([(each, BOLD) for each in texts], width, PLAIN)] == shown


@given(st.lists(st.text(max_size=8), max_size=5), st.integers(1, 30))
def test_a_line_is_just_so_wide(texts: list[str], width: int) -> None:
    pieces = fitted([(each, BOLD) for each in texts], width, PLAIN)
    assert sum(cell_len(text) for text, _ in pieces) == width
    assert line_of(pieces, width).text == "".join(text for text, _ in pieces)


def test_what_matched_is_in_another_style_and_nothing_twice() -> None:
    assert marked("abcdef", [(4, 5), (1, 3), (2, 6)], PLAIN, RED) == [
        ("a", PLAIN),
        ("bc", RED),
        ("d", PLAIN),
        ("e", RED),
        ("f", PLAIN),
    ]
    assert marked("ab", [(0, 1)], PLAIN, RED) == [("a", RED), ("b", PLAIN)]


def test_neighbours_of_one_style_are_one_segment() -> None:
    pieces = [("a", PLAIN), ("", RED), ("b", PLAIN), ("c", BOLD), ("d", BOLD), ("e", PLAIN)]
    assert [*line_of(pieces, 5)] == [
        Segment("ab", PLAIN), Segment("cd", BOLD), Segment("e", PLAIN)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Speech Recognition (ASR)", 24, "Speech Recognition (ASR)"),
        ("Speech Recognition (ASR)", 23, "Speech Recognit…n (ASR)"),
        ("Speech Recognition (ASR)", 16, "Speech Rec…(ASR)"),
        ("Speech Recognition", 11, "Speech…ion"),
        ("知識蒸留による圧縮", 9, "知識蒸…縮"),
        ("abc", 1, "…"),
        ("abc", 2, "a…"),
        ("a\x1b[2Jbcdef", 5, "a\N{REPLACEMENT CHARACTER}[…f"),
    ],
)
def test_of_a_name_that_is_too_long_beginning_and_end_are_shown(
    text: str, width: int, shown: str
) -> None:
    assert cut_in_midst(text, width) == shown


@given(st.text(max_size=20), st.integers(1, 12))
def test_what_is_cut_in_its_midst_is_no_wider(text: str, width: int) -> None:
    assert cell_len(cut_in_midst(text, width)) <= width
