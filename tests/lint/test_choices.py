"""Which choices of a configuration are about a place: by the page, and by what names the paper."""

import pytest

from kdcat.lint.choices import Choice, ChoicesOfPage
from tests.making import paper

_PAPER = paper(
    "Alpha: a Beta",
    paper_url="https://arxiv.org/abs/2101.00001v2",
    code_url="https://github.com/a/b",
)
_RULE = frozenset({"insecure-http"})


@pytest.mark.parametrize(
    ("page", "entry", "is_meant"),
    [
        (None, None, True),
        ("*.md", None, True),
        ("b.md", None, False),
        (None, "Alpha: a Beta", True),
        (None, "alpha a BETA", True),
        (None, _PAPER.id, True),
        (None, "https://arxiv.org/pdf/2101.00001", True),
        (None, "https://github.com/A/b.git", True),
        (None, "https://github.com/a/c", False),
        (None, "Alpha", False),
        (None, "...", False),
        ("b.md", "Alpha: a Beta", False),
    ],
)
def test_a_choice_is_about_its_page_and_the_paper_that_it_names(
    page: str | None, entry: str | None, is_meant: bool
) -> None:
    choice = Choice(_RULE, page, entry)
    choices = ChoicesOfPage([choice], "a.md")
    assert choices.rules(_PAPER) == (_RULE if is_meant else frozenset())
    found = [*choices.of_page(_RULE), *choices.of_paper(_RULE, _PAPER)]
    assert set(found) == ({choice} if is_meant else set())
    assert not [*choices.of_page({"error"}), *choices.of_paper({"error"}, _PAPER)]


def test_a_choice_of_an_entry_is_about_no_place_without_one() -> None:
    choices = ChoicesOfPage([Choice(_RULE, None, "Alpha: a Beta")], "a.md")
    assert choices.rules(None) == frozenset()
    assert not [*choices.of_paper(_RULE, None)]


def test_many_choices_are_looked_through_once_for_all_problems() -> None:
    # Held against each of the papers, they would take minutes.
    many = [Choice(_RULE, None, f"Alpha {number}") for number in range(10_000)]
    choices = ChoicesOfPage(many, "a.md")
    papers = [paper(f"Alpha {number}", paper_url=None, code_url=None) for number in range(20_000)]
    assert sum(choices.rules(each) == _RULE for each in papers) == 10_000
