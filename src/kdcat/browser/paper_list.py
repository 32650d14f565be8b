"""The list of the papers that were found, of which only the lines in sight are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.scroll_view import ScrollView

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import set_length, size_without_layout
from kdcat.browser.lines import Styles, fitted, line_of, marked, shortened
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.events import Click, Resize
    from textual.geometry import Region
    from textual.strip import Strip

    from kdcat.browser.answers import Answer
    from kdcat.browser.lines import Piece
    from kdcat.index.papers import Index
    from kdcat.paper import Paper
    from kdcat.searching.highlights import Span

_CHOSEN = "\N{BLACK CIRCLE} "
_CODE = "code"
_NOTHING = "  nothing fits: Esc empties the query, then the facets"
_WRONG = "  nothing can be meant by this query: below it is said why; Esc empties it"
_EMPTY = "  the catalog has no papers"
_MARK_WIDTH, _YEAR_WIDTH = 2, 4
_WIDE, _MIDDLE, _NARROW, _NARROWEST = 110, 90, 70, 45
_SHORT_NOTE = 17
_NOTE_SHARE, _SECTION_SHARE = 4, 4
_MOST_KEPT = 2000
"""Papers that are kept to be drawn again, when the list moves a little."""


class PaperList(ScrollView, can_focus=True):
    """The papers in their order, one of them under the cursor, any of them selected."""

    DEFAULT_CSS = """
    PaperList {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .list--cursor { text-style: reverse; }
        & > .list--still { text-style: bold; }
        & > .list--dim { text-style: dim; }
        & > .list--venue { color: $named; }
        & > .list--year { text-style: bold; }
        & > .list--match { color: $error; text-style: bold; }
        & > .list--lacks { color: $told; }
        & > .list--chosen { color: $success; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"list--{name}"
        for name in ("cursor", "still", "dim", "venue", "year", "match", "lacks", "chosen")
    }
    BINDINGS = bindings("list")
    virtual_size = size_without_layout()

    def __init__(
        self, index: Index, moved: Callable[[], object], chosen: Callable[[], object]
    ) -> None:
        """Take the papers.

        Args:
            index: The papers.
            moved: Called when another paper is under the cursor.
            chosen: Called when other papers are selected.
        """
        super().__init__(id="list")
        self._index = index
        self._has_moved, self._has_chosen = moved, chosen
        self._answer: Answer | None = None
        self._rows: Sequence[int] = ()
        self._cursor = 0
        self.chosen: dict[int, None] = {}
        """The rows of the papers that are selected, in the order in which they were."""
        self._papers: dict[int, tuple[Paper, tuple[Span, ...]]] = {}

    @property
    def row(self) -> int | None:
        """The row of the paper under the cursor; None where there is none."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else None

    @property
    def place(self) -> int:
        """The place of the cursor in the list, from 0."""
        return self._cursor

    def show(self, answer: Answer) -> None:
        """Show an answer, its first paper under the cursor."""
        self._answer, self._rows = answer, answer.rows
        self._papers.clear()
        self._cursor = 0
        self._tell_place()
        set_length(self, len(self._rows))
        self.scroll_to(y=0, animate=False, immediate=True)

    def shown(self, row: int) -> tuple[Paper, tuple[Span, ...]]:
        """Return a paper of the list, and what in it matched."""
        return self._paper(row, self._cursor)

    def lacks(self, row: int) -> Sequence[str]:
        """Return the words of the query that a paper of the list lacks."""
        answer = self._answer
        return answer.found.missing(row) if answer and answer.found and answer.is_near else ()

    def go_to(self, row: int) -> bool:
        """Move the cursor to a paper, and tell whether it is in the list."""
        if row not in self._rows:
            return False
        self.move_to(self._rows.index(row))
        return True

    def move_to(self, place: int) -> None:
        """Put the cursor on the paper of a place, or on the nearest there is."""
        self._cursor = max(0, min(place, len(self._rows) - 1))
        self._tell_place()
        self._bring_into_sight()
        self._has_moved()

    def _tell_place(self) -> None:
        place = f"{self._cursor + 1}/{len(self._rows)} " if self._rows else ""
        # Where a border has a corner, Textual sets a space of its own there.
        self.border_title = f" papers {place}"

    def _bring_into_sight(self) -> None:
        height = max(self.size.height, 1)
        top = round(self.scroll_y)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, immediate=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, immediate=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many papers."""
        self.move_to(self._cursor + by)

    async def action_up(self) -> None:
        """Move the cursor to the paper before, or from the first to the search line."""
        if self._cursor:
            self.move_to(self._cursor - 1)
        else:
            await self.run_action("app.to_search")

    def action_page(self, by: int) -> None:
        """Move the cursor by so many pages."""
        self.move_to(self._cursor + by * max(self.size.height - 1, 1))

    def action_first(self) -> None:
        """Move the cursor to the first paper."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move the cursor to the last paper."""
        self.move_to(len(self._rows) - 1)

    def action_choose(self) -> None:
        """Select the paper under the cursor, or no longer, and move on."""
        if self.row is not None:
            self._toggle(self.row)
            self.move_to(self._cursor + 1)

    def action_choose_all(self) -> None:
        """Select all papers of the list, or none where all are."""
        if all(row in self.chosen for row in self._rows):
            for row in self._rows:
                del self.chosen[row]
        else:
            self.chosen.update(dict.fromkeys(self._rows))
        self.refresh()
        self._has_chosen()

    def _toggle(self, row: int) -> None:
        if row in self.chosen:
            del self.chosen[row]
        else:
            self.chosen[row] = None
        self.refresh()
        self._has_chosen()

    async def on_click(self, event: Click) -> None:
        """Move the cursor to the paper that was clicked; on its mark select it; twice: Enter."""
        place = round(self.scroll_y) + event.y - self.gutter.top
        if not 0 <= event.y - self.gutter.top < self.size.height or place >= len(self._rows):
            return
        self.move_to(place)
        if event.x < _MARK_WIDTH:
            self._toggle(self._rows[place])
        elif event.chain > 1:
            await self.run_action("app.enter")

    def on_resize(self, event: Resize) -> None:
        """Keep the cursor in sight."""
        del event
        self._bring_into_sight()

    def on_focus(self) -> None:
        """Show the cursor as that of what has the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as that of something else."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of what is in sight."""
        self._styles = Styles(self, "list")
        is_near = self._answer is not None and self._answer.is_near
        self._columns = _columns(self.scrollable_content_region.width, has_note=is_near)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of what is in sight."""
        place = round(self.scroll_y) + y
        if place >= len(self._rows):
            said = "" if place else self._why_nothing()
            pieces = fitted([(said, self._styles["dim"])], self._columns.width, self._styles[""])
            return line_of(pieces, self._columns.width)
        is_here = place == self._cursor
        pieces = self._line(self._rows[place], place, is_plain=is_here and self.has_focus)
        if is_here:
            over = self._styles["cursor" if self.has_focus else "still"]
            pieces = [(text, style + over) for text, style in pieces]
        return line_of(pieces, self._columns.width)

    def _why_nothing(self) -> str:
        """What stands in the place of the first paper; nothing before there is an answer."""
        if self._answer is None:
            return ""
        if not len(self._index):
            return _EMPTY
        return _WRONG if self._answer.is_wrong else _NOTHING

    def _paper(self, row: int, place: int) -> tuple[Paper, tuple[Span, ...]]:
        """A paper and what matched in it, looked up with those that are in sight with it."""
        if row not in self._papers:
            if len(self._papers) > _MOST_KEPT:
                self._papers.clear()
            height = max(self.size.height, 1)
            rows = [each for each in self._rows[place : place + height] if each not in self._papers]
            papers = self._index.papers(rows)
            found = self._answer.found if self._answer else None
            spans = found.spans(rows, papers) if found else [()] * len(rows)
            for each, paper, own in zip(rows, papers, spans, strict=True):
                self._papers[each] = paper, own
        return self._papers[row]

    def _line(self, row: int, place: int, *, is_plain: bool) -> list[Piece]:
        """What stands in a line; plain is the text of what is under the cursor."""
        paper, spans = self._paper(row, place)
        styles, columns = self._styles, self._columns
        style = styles[""]

        def styled(name: str) -> Style:
            return style if is_plain else styles[name]

        def cell(text: str, field: str, name: str) -> list[Piece]:
            own = [(span.start, span.end) for span in spans if span.field == field]
            return marked(text, own, styled(name), styled("match"))

        gap = (" ", style)
        mark = _CHOSEN if row in self.chosen else ""
        line = [
            *fitted([(mark, styled("chosen"))], _MARK_WIDTH, style),
            *fitted(cell(str(paper.told_year or ""), "year", "year"), _YEAR_WIDTH, style),
            gap,
            *fitted(cell(paper.told_venue or "", "venue", "venue"), columns.venue, style),
            gap,
            *fitted(cell(paper.title, "title", ""), columns.title, style),
            gap,
        ]
        if columns.section:
            name = "subtask" if paper.subtask else "task" if paper.task else "modality"
            line += fitted(cell(getattr(paper, name) or "", name, "dim"), columns.section, style)
            line.append(gap)
        has_code = _CODE[: columns.code] if paper.code_url else ""
        line += fitted([(has_code, styled("dim"))], columns.code, style)
        if columns.note:
            line.append(gap)
            said = _lacking(self.lacks(row), columns.note)
            line += fitted([(said, styled("lacks"))], columns.note, style)
        return line


def _lacking(words: Sequence[str], width: int) -> str:
    """Which words a paper lacks, or where they are too many the first ones and a number."""
    said = "lacks" if width > _SHORT_NOTE else "no"
    for first in range(len(words), 1, -1):
        more = f" +{len(words) - first}" if first < len(words) else ""
        told = f"{said} {', '.join(words[:first])}{more}"
        if cell_len(printable(told)) <= width:
            return told
    more = f" +{len(words) - 1}" if len(words) > 1 else ""
    room = width - len(f"{said} {more}")
    return f"{said} {shortened(words[0], room)}{more}" if words else ""


class _Columns(NamedTuple):
    """How wide the parts of a line are; nothing for what is not shown."""

    width: int
    venue: int
    title: int
    section: int
    code: int
    note: int


def _columns(width: int, *, has_note: bool) -> _Columns:
    note = max(12, width // _NOTE_SHARE) if has_note else 0
    section = width // _SECTION_SHARE if width >= _WIDE and not note else 0
    # "Interspeech" is a long name of those that are short.
    venue = 11 if width >= _MIDDLE else 9 if width >= _NARROW else 7
    code = len(_CODE) if width >= _NARROW else 1
    if width < _NARROWEST:
        venue, code = 0, 0
    title = width - _MARK_WIDTH - _YEAR_WIDTH - venue - code - 3
    title -= (section and section + 1) + (note and note + 1)
    return _Columns(width, venue, max(title, 1), section, code, note)
