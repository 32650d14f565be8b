"""Rows of cells: printed as Rich prints them, whatever they hold and wherever they are printed."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from kdcat.display.grid import MARK, Cell, Column, _wrapped, print_grid
from kdcat.printable import printable

DIM = Style(dim=True)
COLUMNS = (
    Column("year", width=4, on_one_line=True),
    Column("venue", most=12),
    Column("title", takes_rest=True),
    Column("task", most=20, style=DIM),
    Column("line", justify="right"),
    Column("id", on_one_line=True, style=DIM),
)
Colors = Literal["truecolor"] | None


def console(width: int, colors: Colors) -> Console:
    return Console(
        file=io.StringIO(), width=width, force_terminal=colors is not None, color_system=colors,
        highlight=False, markup=False, emoji=False, _environ={},
    )  # fmt: skip


def printed(out: Console) -> str:
    assert isinstance(out.file, io.StringIO)
    # Rich numbers links by chance.
    return re.sub(r"\x1b\]8;id=\d+;", "\x1b]8;id=N;", out.file.getvalue())


def by_rich(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], out: Console) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=Style(bold=True))
    for column, most in zip(columns, holding_words(columns, rows, out.width), strict=True):
        table.add_column(
            column.name, width=column.width, max_width=most,
            ratio=3 if column.takes_rest else None, no_wrap=column.on_one_line,
            overflow="ellipsis" if column.on_one_line else "fold", justify=column.justify,
            style=column.style,
        )  # fmt: skip
    for row in rows:
        cells = []
        for cell in row:
            text = Text(cell.text, style=Style(link=cell.link) if cell.link else "")
            for start, end in cell.marks:
                text.stylize(MARK, start, end)
            cells.append(text)
        table.add_row(*cells)
    out.print(table)


def holding_words(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int
) -> list[int | None]:
    """How wide the columns are at most, so that a word is whole that takes no quarter of a line."""
    found = []
    for number, column in enumerate(columns):
        words = [word for row in rows for word in row[number].text.split()]
        longest = max(map(cell_len, words), default=0)
        grows = column.most is not None and column.most < longest <= width // 4
        found.append(longest if grows else column.most)
    return found


TEXT = st.lists(
    st.sampled_from(
        ["a", "Of", "words", "distillation", "知識蒸留", "é", "e\u0301", " ", "  ", "\u3000", "-",
         "unbreakable" * 3, "🙂", "\xa0"]
    ),
    max_size=6,
).map(lambda parts: printable(" ".join(parts)))  # fmt: skip


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    text = draw(TEXT)
    places = sorted(draw(st.lists(st.integers(0, len(text)), unique=True, max_size=4)))
    marks = list(zip(places[::2], places[1::2], strict=False))
    return Cell(text, draw(st.sampled_from([None, "https://x.org/a"])), marks)


def rows_of(*columns: Column) -> st.SearchStrategy[list[tuple[Cell, ...]]]:
    short = st.sampled_from(["", "2020", "a b"]).map(Cell)
    return st.lists(
        st.tuples(*(short if column.on_one_line else cells() for column in columns)), max_size=2
    )


ROWS = rows_of(*COLUMNS)
LONG = Cell("A title of many words, of which none is longer than a line", "https://x.org", ())


@pytest.mark.parametrize("colors", [None, "truecolor"])
@example([(Cell("2020"), Cell("CVPR"), LONG, LONG, Cell("1"), Cell("a"))], 150)
@settings(max_examples=30, deadline=None)
@given(rows=ROWS, width=st.integers(150, 200))
def test_a_grid_is_what_rich_prints(
    colors: Colors, rows: Sequence[Sequence[Cell]], width: int
) -> None:
    expected, out = console(width, colors), console(width, colors)
    by_rich(COLUMNS, rows, expected)
    print_grid(COLUMNS, rows, out)
    assert printed(out) == printed(expected)


def test_words_are_whole_where_they_take_no_quarter_of_the_line() -> None:
    columns = (Column("venue", most=6, hanging=1), Column("title", takes_rest=True))
    rows = [
        [Cell("Journal of Architecture"), Cell("Alpha of the Betas, and of the Gammas beside it")]
    ]
    wide, narrow = console(56, None), console(48, None)
    print_grid(columns, rows, wide)
    assert [line.rstrip() for line in printed(wide).splitlines()[1:]] == [
        "Journal of     Alpha of the Betas, and of the Gammas",
        " Architecture  beside it",
    ]
    print_grid(columns, rows, narrow)
    # A word that takes more than that is broken, so that the title has room.
    assert "Architecture" not in printed(narrow)


@given(rows=ROWS, width=st.integers(20, 60))
def test_what_has_no_room_beside_the_rest_stands_below_it(
    rows: Sequence[Sequence[Cell]], width: int
) -> None:
    out = console(width, None)
    print_grid(COLUMNS, rows, out)
    words = [word for row in rows for cell in row for word in cell.text.split(" ") if word.strip()]
    shown = printed(out)
    for word in words:
        assert word in shown


def test_plain_addresses_need_nothing_that_takes_long_to_load() -> None:
    program = (
        "import sys\n"
        "from kdcat.display.console import leading_to\n"
        "import kdcat.display.tables\n"
        "plain = leading_to('https://a.org/b').link\n"
        "print(plain, 'kdcat.bibliography.identifiers' in sys.modules)\n"
        "print(leading_to('https://a.org/\\u00fc').link)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["https://a.org/b", "False", "https://a.org/%C3%BC"]


@given(text=st.text(st.sampled_from("ab/- "), max_size=60).map(str.strip), width=st.integers(2, 12))
@example(text="aaaaa bbbb", width=4)
def test_a_word_that_is_longer_than_a_line_is_broken_as_rich_breaks_it(
    text: str, width: int
) -> None:
    rich = Text(text).wrap(console(width, None), width)
    assert _wrapped(text, width) == [line.plain.ljust(width) for line in rich]
