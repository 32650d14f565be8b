"""What a fix may do to the blocks of a page."""

from collections.abc import Iterator

import pytest

from kdcat.editing.edit import Edit, apply
from kdcat.lint.harm import Mend, harmed
from kdcat.lint.rule import Alteration
from kdcat.reading.document import Document, document


def page(text: str) -> Document:
    return document(text, shown=True)


def made(text: str, edits: list[Edit], alters: Alteration, lines: range) -> list[range] | None:
    """What a fix of some lines harms."""
    return harmed(page(text), page(apply(text, edits)), [Mend(lines, edits, (alters,))])


@pytest.mark.parametrize(
    ("taken", "harms"),
    [(" ", []), (" ,", []), ("b ", [range(1, 3)])],
    ids=["white space", "separators", "letters"],
)
def test_a_fix_of_several_lines_may_do_on_each_what_it_is_about(
    taken: str, harms: list[range]
) -> None:
    text = "ab , b , c\nab , b , c\n\nab , b , c\n"
    edits = [Edit(at, at + len(taken), "") for line in (0, 11) for at in [text.find(taken, line)]]
    assert made(text, edits, "separators", range(1, 3)) == harms


def test_what_one_fix_takes_away_no_other_line_may_lose() -> None:
    text = "a, b, c\n\nd, e, f\n"
    edits = [Edit(1, 2, ""), Edit(10, 11, "")]
    mends = [Mend(range(1, 2), edits[:1], ("separators",))]
    assert harmed(page(text), page(apply(text, edits)), mends) == [range(3, 4)]


class Counted(list[Edit]):
    """Edits, and how often they were gone through."""

    times = 0

    def __iter__(self) -> Iterator[Edit]:
        self.times += 1
        return super().__iter__()


def test_a_fix_is_counted_once_however_many_lines_it_has() -> None:
    counted = []
    for lines in (3, 300):
        text = "a, b\n" * lines
        edits = Counted(Edit(5 * line + 1, 5 * line + 2, "") for line in range(lines))
        after = apply(text, list(edits))
        edits.times = 0
        mend = Mend(range(1, lines + 1), edits, ("separators",))
        assert harmed(page(text), page(after), [mend]) == []
        counted.append(edits.times)
    assert counted[0] == counted[1] < 10


def test_a_fix_of_two_lines_may_take_what_its_edits_take_and_not_twice_as_much() -> None:
    text = "a, b\nc, d\n"
    edits = [Edit(1, 2, ""), Edit(6, 7, "")]
    mend = Mend(range(1, 3), edits[:1], ("separators",))
    assert harmed(page(text), page(apply(text, edits)), [mend]) == [range(1, 3)]


def test_as_many_letters_are_not_the_same_letters() -> None:
    mend = Mend(range(1, 2), [Edit(1, 2, ";")], ("separators",))
    assert harmed(page("a, b\n"), page("a; b\n"), [mend]) == []
    assert harmed(page("a, b\n"), page("a| b\n"), [mend]) == [range(1, 2)]
