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

from kdcat.display.console import as_link, leading_to, print_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

MARK = Style(bold=True, color="red")
"""How what a search found is marked: as grep does, which can be read on light and on dark."""
LINKED = Style(underline=True)
"""How a word looks that stands for the address it leads to."""
_NONE = Style.null()
_LEAST = 30
"""Columns that a long word may be broken to, and no fewer."""
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
    style: Style = _NONE
    justify: Literal["left", "right"] = "left"
    hanging: int = 0
    """How far the second line of a cell and those below are moved in, so that rows can be told."""


class Cell(NamedTuple):
    """A cell: text that is printable, and what it leads to."""

    text: str
    link: str | None = None
    marks: Sequence[tuple[int, int]] = ()
    """From where to where it is marked; they do not overlap."""
    mark: Style = MARK


def print_grid(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], out: Console) -> None:
    """Print rows of cells below the names of their columns, as wide as the console.

    Where there is no room for the columns, each cell has a line of its own, behind its column's
    name. Nothing is left out.

    Args:
        columns: The columns.
        rows: The rows, each with a cell for each column.
        out: Where to print.
    """
    probes = [_Probe(row[number].text for row in rows) for number in range(len(columns))]
    columns = [
        column._replace(most=probe.most(column, out.width))
        for probe, column in zip(probes, columns, strict=True)
    ]
    with out.capture() as printed:
        out.print(_table(columns, [probes]))
    widths = [probe.width for probe in probes]
    if sum(widths) + _BETWEEN * (len(columns) - 1) > out.width or any(
        probe.is_cramped(column) for probe, column in zip(probes, columns, strict=True)
    ):
        _print_apart(columns, rows, out)
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
            style=column.style,
        )
    for row in rows:
        table.add_row(*row)
    return table


def _print_apart(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], out: Console) -> None:
    """Print each cell that says something on a line of its own, with a blank line between rows."""
    indent = max(len(column.name) for column in columns) + _BETWEEN
    for number, row in enumerate(rows):
        if number:
            out.print()
        for column, cell in zip(columns, row, strict=True):
            if cell.text:
                print_named(column.name, _text(cell), out, indent)


def _text(cell: Cell) -> Text:
    text = Text(cell.text, style=leading_to(cell.link))
    for start, end in cell.marks:
        text.stylize(cell.mark, start, end)
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
        self._longest_word = least
        self.width = 0

    def most(self, column: Column, width: int) -> int | None:
        """How wide the column is at most: its words are whole, but for those that take much."""
        wanted = self._longest_word + column.hanging
        if column.most is None or wanted > width // 4:
            return column.most
        return max(column.most, wanted)

    def is_cramped(self, column: Column) -> bool:
        """Whether the column is so narrow that it cannot be read."""
        if column.on_one_line:
            return self.width < self._measured.maximum
        wanted = max(self._longest_word, _width(column.name))
        return self.width < min(wanted, column.most or _LEAST, _LEAST)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return self._measured

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.width = options.max_width
        yield Segment("")


class _Codes:
    """What stands before and behind a text on a console to give it a style or a link."""

    def __init__(self, out: Console) -> None:
        self._out = out
        self._known: dict[Style, tuple[str, str]] = {}
        self._links = bool(_codes(leading_to("https://x.org"), out)[0])
        self._number = 0

    def of(self, style: Style | None) -> tuple[str, str]:
        """Return what stands around a text of a style."""
        style = style or _NONE
        if style not in self._known:
            self._known[style] = _codes(style, self._out)
        return self._known[style]

    def link(self, address: str | None) -> tuple[str, str]:
        """Return what makes a link of the lines of a cell; it holds together what was wrapped."""
        if not address or not self._links:
            return "", ""
        self._number += 1
        return f"\x1b]8;id={self._number};{as_link(address)}\x1b\\", "\x1b]8;;\x1b\\"


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
    styles = [codes.of(column.style) for column in columns]
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
    around = codes.link(cell.link)
    style = codes.of(column.style)
    if (free := width - _width(cell.text)) >= 0 and column.justify == "left":
        return ["".join(_on_one_line(cell, free, column, codes, around))]
    width -= column.hanging
    wrap_here = not cell.marks and column.justify == "left" and not column.on_one_line
    lines = [
        _linked(_styled(line, style), around)
        for line in (_wrapped(cell.text, width) if wrap_here else ())
    ] or _by_rich(cell, column, width, codes, around, out)
    if not column.hanging:
        return lines
    blanks = _styled(" " * column.hanging, style)
    return [lines[0] + blanks, *(blanks + line for line in lines[1:])]


def _on_one_line(
    cell: Cell, free: int, column: Column, codes: _Codes, around: tuple[str, str]
) -> Iterator[str]:
    """The parts of a cell that fits on a line, marked and not."""
    plain, marked = codes.of(column.style), codes.of(column.style + cell.mark)
    done = 0
    for start, end in cell.marks:
        yield _linked(_styled(cell.text[done:start], plain), around)
        yield _linked(_styled(cell.text[start:end], marked), around)
        done = end
    yield _linked(_styled(cell.text[done:] + " " * free, plain), around)


def _by_rich(
    cell: Cell, column: Column, width: int, codes: _Codes, around: tuple[str, str], out: Console
) -> list[str]:
    options = out.options.update(
        width=width,
        justify=column.justify,
        no_wrap=column.on_one_line,
        overflow="ellipsis" if column.on_one_line else "fold",
    )
    text = _text(cell._replace(link=None))
    return [
        "".join(_linked(_styled(part, codes.of(style)), around) for part, style, _ in line)
        for line in out.render_lines(text, options, style=column.style)
    ]


def _linked(text: str, around: tuple[str, str]) -> str:
    return f"{around[0]}{text}{around[1]}" if text else ""


_WORD = re.compile(r"\s*\S+\s*")


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that is longer than a line, each as wide as a line.

    None at all where Rich must say what becomes of a word that is longer than a line: of one of
    ASCII as much stands on each line as there is room for.
    """
    starts, used = [0], 0
    for found in _WORD.finditer(text):
        word = found[0]
        shown = _width(word.rstrip())
        if shown > width:
            if not word.isascii():
                return []
            parts = range(found.start(), found.end(), width)
            # It begins a line of its own.
            starts += parts if parts[0] else parts[1:]
            used = found.end() - parts[-1]
            continue
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
