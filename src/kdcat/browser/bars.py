"""The two lines at the foot: how many papers are shown, and what the keys do now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget

from kdcat.browser.answers import FACETS
from kdcat.browser.facet_list import named
from kdcat.browser.lines import Styles, drawn, fitted, line_of
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Resize
    from textual.geometry import Region

    from kdcat.browser.answers import Answer, Question
    from kdcat.browser.keys import Key
    from kdcat.browser.lines import Piece


_MOST_LINES, _SHARE = 3, 8
"""How many lines a message may have, and of how many lines of the screen it may have one."""


class CountLine(Widget):
    """How many papers are shown of how many, and what is to be said of them.

    It is a line, and only for a message that would not fit it is more.
    """

    DEFAULT_CSS = """
    CountLine {
        height: 1; padding: 0 1;
        & > .count--number { text-style: bold; }
        & > .count--chosen { color: $success; text-style: bold; }
        & > .count--said { color: $told; }
        & > .count--wrong { color: $error; }
        & > .count--dim { text-style: dim; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"count--{name}" for name in ("number", "chosen", "said", "wrong", "dim")
    }
    _pieces: Sequence[tuple[str, str]] = ()
    _lines: Sequence[Text] = ()
    _drawn_for = Style.null(), 0

    def show(self, pieces: Sequence[tuple[str, str]]) -> None:
        """Show texts, each with the name of its style."""
        self._pieces = pieces
        self._lay_out()

    def on_resize(self, event: Resize) -> None:
        """Break the line anew."""
        del event
        self._lay_out()

    def _lay_out(self) -> None:
        width, styles = self.size.width, Styles(self, "count")
        texts = ((printable(text), styles[name]) for text, name in self._pieces)
        text = Text("  ").join(Text(*each) for each in texts)
        lines = [text]
        if text.cell_len > width > 0:
            lines = list(text.wrap(self.app.console, width, tab_size=1))
            for line in lines:
                line.rstrip()
            most = max(1, min(_MOST_LINES, self.app.size.height // _SHARE))
            if len(lines) > most:
                rest = Text(" ").join(lines[most - 1 :])
                rest.truncate(width, overflow="ellipsis")
                lines[most - 1 :] = [rest]
        self._lines, self._drawn_for = lines, (self.rich_style, self.app.size.height)
        # All is laid out anew only where that is another number than before.
        self.styles.height = len(lines)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of what is in sight."""
        if self._drawn_for != (self.rich_style, self.app.size.height):
            # Another theme was chosen, or the screen is higher or lower.
            self._lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        width, style = self.size.width, self.rich_style
        if y >= len(self._lines) or not width:
            return Strip.blank(width, style)
        return drawn(self._lines[y].copy(), width, style, self.app.console)


def said_of(answer: Answer, total: int, chosen: int, told: str) -> list[tuple[str, str]]:
    """Return what the line says of an answer, each part with the name of its style.

    Args:
        answer: The answer.
        total: How many papers the catalog has.
        chosen: How many are selected.
        told: What is to be said in the place of what the answer says.
    """
    pieces = [(f"{len(answer.rows)} of {total}", "number")]
    if chosen:
        pieces.append((f"{chosen} selected", "chosen"))
    if told:
        pieces.append((told, "said"))
    elif answer.said:
        pieces.append((answer.said, "wrong" if answer.is_wrong else "said"))
    return pieces


def narrowed_by(question: Question, note: str) -> list[tuple[str, str]]:
    """Return what the line says of the values that are chosen, and of what narrows all."""
    names = []
    for facet in FACETS:
        values = [value for other, value in question.chosen if other == facet]
        names += _years(map(int, values)) if facet == "year" else sorted(map(named, values))
    said = " ".join(filter(None, [", ".join(names), note]))
    return [(f"in {said}", "dim")] if said else []


def _years(years: Iterable[int]) -> list[str]:
    """Years as they may be asked for: those that follow each other from the first to the last."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


_HELP = "app.help"


def _first(key: Key) -> str:
    return key.shown.split(", ")[0]


def _width(key: Key) -> int:
    return len(_first(key)) + len(key.short) + 4


class KeyLine(Widget):
    """The keys that work now, each of which can be clicked."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        & > .keys--key { text-style: bold; color: $success; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}
    _keys: Sequence[Key] = ()

    def show(self, keys: Iterable[Key]) -> None:
        """Show keys, as many as there is room for."""
        shown = [key for key in keys if key.short]
        if shown != self._keys:
            self._keys = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width, styles = self.size.width, Styles(self, "keys")
        style = styles[""]
        if y or not width:
            return Strip.blank(width, style)
        pieces: list[Piece] = []
        # Where all keys stand is shown before any other.
        left = width - sum(_width(key) for key in self._keys if key.action == _HELP)
        for key in self._keys:
            first = _first(key)
            if key.action != _HELP:
                if _width(key) > left:
                    left = 0
                    continue
                left -= _width(key)
            click = Style(meta={"@click": f"app.press({key.keys.split(',')[0]!r})"})
            pieces += [(f" {first}", styles["key"] + click), (f" {key.short}  ", style + click)]
        return line_of(fitted(pieces, width, style), width)
