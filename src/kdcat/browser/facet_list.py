"""The facets: their values, with how many papers each would leave, any of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import set_length, size_without_layout
from kdcat.browser.lines import Styles, cut_in_midst, fitted, line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from textual.events import Click, Resize
    from textual.geometry import Region

    from kdcat.browser.answers import Counts, Facet, Value

_CHOSEN = "\N{BLACK CIRCLE} "
_FEWEST = 3
_NAMES = {True: "with code", False: "without code"}


class _Line(NamedTuple):
    facet: Facet
    value: Value | None
    """None is the name of the facet, or stands for the values that are not shown."""
    papers: int = 0
    more: int = 0
    """How many values are not shown."""


class FacetList(ScrollView, can_focus=True):
    """The values of all facets, one below the other."""

    DEFAULT_CSS = """
    FacetList {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .facets--cursor { text-style: reverse; }
        & > .facets--name { text-style: bold; color: $named; }
        & > .facets--dim { text-style: dim; }
        & > .facets--chosen { color: $success; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"facets--{name}" for name in ("cursor", "name", "dim", "chosen")
    }
    BINDINGS = bindings("facets")
    virtual_size = size_without_layout()

    def __init__(self, choose: Callable[[Facet, Value], object]) -> None:
        """Begin with no facets; a function is told which value is chosen, or no longer."""
        super().__init__(id="facets")
        self._choose = choose
        self._lines: list[_Line] = []
        self._chosen: Collection[tuple[Facet, Value]] = frozenset()
        self._cursor = 1
        self._said: tuple[Counts, Counts] = {}, {}
        self._whole: set[Facet] = set()
        """The facets of which all values are shown."""

    def show(self, values: Counts, counts: Counts, chosen: Collection[tuple[Facet, Value]]) -> None:
        """Show the values that any paper has, and those that are chosen.

        Args:
            values: All values, in the order in which they are shown.
            counts: How many papers each has.
            chosen: Those that are chosen.
        """
        self._said, self._chosen = (values, counts), chosen
        self._lay_out()

    def _lay_out(self) -> None:
        # Where the rest is shown now, its first value is in the place of the line that said so.
        here = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        value = None if here is None or here.more else here[:2]
        values, counts = self._said
        most = max(_FEWEST, self.size.height // len(values) - 2) if values else 0
        self._lines = []
        for facet, known in values.items():
            limit = len(known) if facet in self._whole else most
            self._lines += _lines(facet, known, counts[facet], self._chosen, limit)
        set_length(self, len(self._lines))
        places = [place for place, line in enumerate(self._lines) if line[:2] == value]
        self._move_to(places[0] if places else min(self._cursor, len(self._lines) - 1), 1)

    def _move_to(self, place: int, step: int) -> None:
        """Put the cursor on a line, or on the next one that is a value."""
        while 0 <= place < len(self._lines) and self._is_name(place):
            place += step
        if not 0 <= place < len(self._lines):
            return
        self._cursor = place
        height, top = max(self.size.height, 1), round(self.scroll_y)
        above = place - 1 if place and self._is_name(place - 1) else place
        if above < top:
            self.scroll_to(y=above, animate=False, immediate=True)
        elif place >= top + height:
            self.scroll_to(y=place - height + 1, animate=False, immediate=True)
        self.refresh()

    def _is_name(self, place: int) -> bool:
        return self._lines[place].value is None and not self._lines[place].more

    def action_move(self, by: int) -> None:
        """Move the cursor by so many values."""
        self._move_to(self._cursor + by, by)

    def action_group(self, by: int) -> None:
        """Move the cursor to the first value of the next facet, or of the one before."""
        names = [place for place in range(len(self._lines)) if self._is_name(place)]
        here = max((number for number, at in enumerate(names) if at < self._cursor), default=0)
        if names:
            self._move_to(names[max(0, min(here + by, len(names) - 1))], 1)

    def action_choose(self) -> None:
        """Choose the value under the cursor, or no longer."""
        if self._cursor < len(self._lines):
            line = self._lines[self._cursor]
            if line.more:
                self._whole.add(line.facet)
                self._lay_out()
            elif line.value is not None:
                self._choose(line.facet, line.value)

    def on_click(self, event: Click) -> None:
        """Choose the value that was clicked, or no longer."""
        y = event.y - self.gutter.top
        place = round(self.scroll_y) + y
        if 0 <= y < self.size.height and place < len(self._lines) and not self._is_name(place):
            self._move_to(place, 1)
            self.action_choose()

    def on_resize(self, event: Resize) -> None:
        """Show as many values as there is room for."""
        del event
        # Where a border has a corner, Textual sets a space of its own before it.
        self.border_title = " facets" if self.styles.border_right[0] else " facets "
        self._lay_out()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show it no longer."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of what is in sight."""
        self._styles = Styles(self, "facets")
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of what is in sight."""
        width, styles = self.scrollable_content_region.width, self._styles
        style = styles[""]
        place = round(self.scroll_y) + y
        if place >= len(self._lines):
            return Strip.blank(width, style)
        line = self._lines[place]
        if self._is_name(place):
            return line_of(fitted([(line.facet, styles["name"])], width, style), width)
        is_chosen = (line.facet, line.value) in self._chosen
        count = f" {line.papers}"
        if line.more:
            count, said = "", f"{line.more} more"
        else:
            said = named(line.value)
        room = max(width - cell_len(count) - 1, 1)
        own = styles["chosen"] if is_chosen else style
        mark = _CHOSEN if is_chosen else "  "
        pieces = [
            *fitted([(mark, own), (cut_in_midst(said, room - len(mark)), own)], room, style),
            *fitted([(count, styles["dim"])], width - room, style),
        ]
        if place == self._cursor and self.has_focus:
            pieces = [(text, styles["cursor"]) for text, _ in pieces]
        return line_of(pieces, width)


def named(value: Value | None) -> str:
    """Return a value as people read it."""
    return _NAMES[value] if isinstance(value, bool) else str(value)


def _lines(
    facet: Facet,
    known: Mapping[Value, int],
    counts: Mapping[Value, int],
    chosen: Collection[tuple[Facet, Value]],
    limit: int,
) -> Iterator[_Line]:
    """The lines of a facet: of years the last ones first, else what most papers have."""
    shown = [value for value in known if counts.get(value) or (facet, value) in chosen]
    if not shown:
        return
    if facet != "year":
        shown.sort(key=lambda value: -counts.get(value, 0))
    # One more line is as long as the line that says so.
    first = shown if len(shown) <= limit + 1 else shown[:limit]
    first += [value for value in shown[len(first) :] if (facet, value) in chosen]
    yield _Line(facet, None)
    yield from (_Line(facet, value, counts.get(value, 0)) for value in first)
    if len(first) < len(shown):
        yield _Line(facet, None, more=len(shown) - len(first))
