"""Rows of cells, as Rich's tables print them, in a small part of the time.

How wide the columns are is for Rich to say, and so is what a style is to a terminal. Each is asked
once, not for every cell. (A test holds the two ways equal.)
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

MARK = Style(bold=True, color="yellow", underline=True)
"""How what a search found is marked."""
_NONE, _DIM = Style.null(), Style(dim=True)
_BETWEEN = 2
"""Blanks between two columns."""
_AT_ONCE = 4096
"""Lines and parts of lines that are written at one go."""


class Column(NamedTuple):
    """A column: what stands above it, and how wide it is."""

    name: str
    width: int | None = None
    most: int | None = None
    """How wide it is at most; what is longer is wrapped."""
    takes_rest: bool = False
    """Whether it has what the others leave, where all is too wide."""
    on_one_line: bool = False
    dim: bool = False
    justify: Literal["left", "right"] = "left"


class Cell(NamedTuple):
    """A cell: text that is printable, and what it leads to."""

    text: str
    link: str | None = None
    marks: Sequence[tuple[int, int]] = ()
    """From where to where it is marked; they do not overlap."""


def print_grid(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], out: Console) -> None:
    """Print rows of cells below the names of their columns, as wide as the console.

    Args:
        columns: The columns.
        rows: The rows, each with a cell for each column.
        out: Where to print.
    """
    probes = [_Probe(row[number].text for row in rows) for number in range(len(columns))]
    with out.capture() as printed:
        out.print(_table(columns, [probes]))
    widths = [probe.width for probe in probes]
    if sum(widths) + _BETWEEN * (len(columns) - 1) > out.width or 0 in widths:
        # There is no room for all columns; what becomes of them is for Rich to say as well.
        out.print(_table(columns, ([_text(cell) for cell in row] for row in rows)))
        return
    out.file.write("".join(printed.get().splitlines(keepends=True)[:-1]))
    lines = _lines(columns, widths, rows, _Codes(out), out)
    while piece := list(islice(lines, _AT_ONCE)):
        out.file.write("".join(piece))


def _table(columns: Sequence[Column], rows: Iterable[Sequence[RenderableType]]) -> Table:
    table = Table(
        box=None, pad_edge=False, padding=(0, _BETWEEN, 0, 0), header_style=Style(bold=True)
    )
    for column in columns:
        table.add_column(
            column.name,
            width=column.width,
            max_width=column.most,
            ratio=3 if column.takes_rest else None,
            no_wrap=column.on_one_line,
            overflow="ellipsis" if column.on_one_line else "fold",
            justify=column.justify,
            style=_DIM if column.dim else None,
        )
    for row in rows:
        table.add_row(*row)
    return table


def _text(cell: Cell) -> Text:
    text = Text(cell.text, style=Style(link=cell.link) if cell.link else "")
    for start, end in cell.marks:
        text.stylize(MARK, start, end)
    return text


class _Probe:
    """A cell that stands for all of its column: it is as wide, and hears how wide it may be."""

    def __init__(self, texts: Iterable[str]) -> None:
        least = most = 0
        for text in texts:
            if (width := _width(text)) > most:
                most = width
            # A word is no longer than its text.
            if width > least:
                least = max(least, max(map(_width, text.split()), default=width))
        self._measured = Measurement(least, most)
        self.width = 0

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return self._measured

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.width = options.max_width
        yield Segment("")


class _Codes:
    """What stands before and behind a text on a console to give it a style or a link."""

    def __init__(self, out: Console) -> None:
        self.plain = _codes(_NONE, out)
        self.dim = _codes(_DIM, out)
        self._mark = _codes(MARK, out)
        self._dim_mark = _codes(_DIM + MARK, out)
        self._links = bool(_codes(Style(link="https://x.org"), out)[0])
        self._number = 0

    def of(self, style: Style | None) -> tuple[str, str]:
        """Return what stands around a text of a style, be it marked, dim or both."""
        if style is None or not style.bold:
            return self.dim if style and style.dim else self.plain
        return self._dim_mark if style.dim else self._mark

    def link(self, address: str | None) -> tuple[str, str]:
        """Return what makes a link of the lines of a cell; it holds together what was wrapped."""
        if not address or not self._links:
            return "", ""
        self._number += 1
        return f"\x1b]8;id={self._number};{address}\x1b\\", "\x1b]8;;\x1b\\"


def _codes(style: Style, out: Console) -> tuple[str, str]:
    with out.capture() as printed:
        out.print(Text("_", style=style), end="")
    before, _, after = printed.get().partition("_")
    return before, after


def _lines(
    columns: Sequence[Column],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
    codes: _Codes,
    out: Console,
) -> Iterator[str]:
    """The lines of each row."""
    last = len(columns) - 1
    styles = [codes.dim if column.dim else codes.plain for column in columns]
    behind = [
        _styled(" " * _BETWEEN, style) if number < last else ""
        for number, style in enumerate(styles)
    ]
    below = [
        _styled(" " * (width + _BETWEEN * (number < last)), style)
        for number, (width, style) in enumerate(zip(widths, styles, strict=True))
    ]
    for row in rows:
        cells = [
            _cell_lines(cell, column, width, codes, out)
            for cell, column, width in zip(row, columns, widths, strict=True)
        ]
        for number in range(max(map(len, cells))):
            for lines, blanks, blank in zip(cells, behind, below, strict=True):
                yield lines[number] + blanks if number < len(lines) else blank
            yield "\n"


def _styled(text: str, style: tuple[str, str]) -> str:
    return f"{style[0]}{text}{style[1]}" if text else ""


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return cell_len(text) if len(text) < _LONG else _width_of_long(text)


_LONG = 512
"""Characters of a text from which on Rich measures it anew each time."""
_width_of_long = lru_cache(maxsize=16)(cell_len)


def _cell_lines(cell: Cell, column: Column, width: int, codes: _Codes, out: Console) -> list[str]:
    """The lines of a cell, each as wide as its column, with their styles."""
    before, behind = codes.link(cell.link)
    if not cell.marks and column.justify == "left":
        style = codes.dim if column.dim else codes.plain
        if (free := width - _width(cell.text)) >= 0:
            lines = [cell.text + " " * free]
        else:
            lines = [] if column.on_one_line else _wrapped(cell.text, width)
        if lines:
            return [before + _styled(line, style) + behind if line else "" for line in lines]
    options = out.options.update(
        width=width,
        justify=column.justify,
        no_wrap=column.on_one_line,
        overflow="ellipsis" if column.on_one_line else "fold",
    )
    return [
        "".join(before + _styled(text, codes.of(style)) + behind for text, style, _ in line)
        for line in out.render_lines(
            _text(cell._replace(link=None)), options, style=_DIM if column.dim else _NONE
        )
    ]


_WORD = re.compile(r"\s*\S+\s*")


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that is longer than a line, each as wide as a line.

    None at all where Rich must say what becomes of a word that is longer than a line.
    """
    starts, used = [0], 0
    for found in _WORD.finditer(text):
        word = found[0]
        shown = _width(word.rstrip())
        if shown > width:
            return []
        if shown > width - used:
            starts.append(found.start())
            used = 0
        used += _width(word)
    lines = []
    for start, end in pairwise([*starts, len(text)]):
        line = text[start:end]
        if (beyond := len(line) - width) > 0:
            line = line[: max(len(line) - beyond, len(line.rstrip()))]
        if (free := width - _width(line)) < 0:
            return []
        lines.append(line + " " * free)
    return lines
