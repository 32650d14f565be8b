"""The text of an entry whose labels are blanked out."""

import pytest

from kdcat.layouts.flat import Flat, Target
from kdcat.layouts.mask import masked
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
