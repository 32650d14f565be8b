"""The text of an entry whose labels are blanked out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.layouts.flat import Flat, Target
from kdcat.layouts.mask import keyed, masked
from kdcat.text import Span


def _masked(text: str) -> str:
    """The text with each `pdf` a label, `~` in place of what is blanked out."""
    places = [at for at in range(len(text)) if text.startswith("pdf", at)]
    targets = [Target(Span(at, at + 3), "pdf", "https://a.org", "paper") for at in places]
    return masked(Flat(text, tuple(targets), (), (), (), (), ())).replace("\x1f", "~")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alpha pdf, pdf", "Alpha ~~~, ~~~"),
        ("Alpha (pdf, pdf) b", "Alpha ~~~~~~~~~~ b"),
        ("Alpha [[pdf] [pdf]] b", "Alpha ~~~~~~~~~~~~~ b"),
        ("Alpha (pdf, b)", "Alpha (~~~, b)"),
        ("Alpha (pdf", "Alpha (~~~"),
        ("Alpha (pdf, [pdf], (pdf b", "Alpha ~~~~~~~~~~~, (~~~ b"),
        ("Alpha (pdf, [<pdf>", "Alpha (~~~, ~~~~~~"),
        ("Alpha [ (pdf) pdf", "Alpha [ ~~~~~ ~~~"),
    ],
)
def test_brackets_around_labels_are_blanked_out_with_them(text: str, shown: str) -> None:
    assert _masked(text) == shown


@pytest.mark.parametrize("again", ["pdf", "pdf; ", "(pdf ", "[(pdf, "])
def test_what_no_bracket_closes_is_looked_through_once(again: str) -> None:
    # Of the square of its length this would take minutes.
    text = "[" + again * (300_000 // len(again))
    assert _masked(text) == text.replace("pdf", "~~~")


# The rule in one expression, which takes the square of its length for blank lines.
_BEFORE, _NAME = r"[\s>*-]*", r"(?:title|paper title|paper|authors?|by|published in|作者)\s*[:：]"
_LINE_THAT_NAMES = re.compile(
    rf"(?im)(?:^|(?<=[\v\x1d])){_BEFORE}{_NAME}\s*"
    rf"(?P<value>[^\n\v\x1d]*(?:[\v\x1d](?!{_BEFORE}{_NAME})[^\n\v\x1d]*)*)"
)
_LINES_THAT_NAME = st.lists(
    st.sampled_from(
        [
            *("Title:", "paper title :", "Paper：", "Authors:", " by: ", "published in:"),
            *("作者：", "a", "A B", ":", " ", "\v", "\n", "\x1d", "\x1f", "> ", "* ", "-", "\t"),
        ]
    ),
    max_size=14,
).map("".join)


@given(_LINES_THAT_NAME)
def test_a_line_that_names_what_it_holds_goes_on_to_the_next_name(text: str) -> None:
    expected = [(one.span(), one.span("value")) for one in _LINE_THAT_NAMES.finditer(text)]
    assert [(tuple(one.span), tuple(one.value)) for one in keyed(text)] == expected


@pytest.mark.parametrize("again", ["\n", "\v", "\x1d", "\v> ", "\v\n-"])
def test_many_blank_lines_are_looked_through_once(again: str) -> None:
    # Of the square of its length this would take minutes.
    text = "Title: Alpha\n" + again * (100_000 // len(again)) + "a by: b"
    assert [text[slice(*one.value)] for one in keyed(text)] == ["Alpha"]
