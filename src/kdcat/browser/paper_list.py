"""The list of the papers that were found, of which only the lines in sight are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import set_length, size_without_layout
from kdcat.browser.lines import fitted, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.events import Click, Resize
    from textual.geometry import Region

    from kdcat.browser.answers import Answer
    from kdcat.browser.lines import Piece
    from kdcat.index.papers import Index
    from kdcat.paper import Paper
    from kdcat.searching.highlights import Span

_CHOSEN = "\N{BLACK CIRCLE} "
_MARK_WIDTH = 2
_WIDE, _NARROW = 110, 70
_SHORT_NOTE = 14
_NOTE_SHARE, _SECTION_SHARE = 5, 4
_MOST_KEPT = 2000
"""Papers that are kept to be drawn again, when the list moves a little."""


class PaperList(ScrollView, can_focus=True):
    """The papers in their order, one of them under the cursor, any of them selected."""

    DEFAULT_CSS = """
    PaperList {
        overflow-x: hidden;
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
        self._styles: dict[str, Style] = {}

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
        set_length(self, len(self._rows))
        self.scroll_to(y=0, animate=False, immediate=True)

    def shown(self, row: int) -> tuple[Paper, tuple[Span, ...]]:
        """Return a paper of the list, and what in it matched."""
        return self._paper(row, self._cursor)

    def go_to(self, row: int) -> bool:
        """Move the cursor to a paper, and tell whether it is in the list."""
        if row not in self._rows:
            return False
        self.move_to(self._rows.index(row))
        return True

    def move_to(self, place: int) -> None:
        """Put the cursor on the paper of a place, or on the nearest there is."""
        self._cursor = max(0, min(place, len(self._rows) - 1))
        height = max(self.size.height, 1)
        top = round(self.scroll_y)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, immediate=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, immediate=True)
        self.refresh()
        self._has_moved()

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
        if self._rows:
            self.move_to(self._cursor)

    def on_focus(self) -> None:
        """Show the cursor as that of what has the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as that of something else."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of what is in sight."""
        self._styles.clear()
        return super().render_lines(crop)

    def _style(self, name: str = "") -> Style:
        """A style, looked up once for all lines that are drawn together."""
        if name not in self._styles:
            part = self.get_component_rich_style(f"list--{name}", partial=True) if name else None
            self._styles[name] = self.rich_style + part
        return self._styles[name]

    def render_line(self, y: int) -> Strip:
        """Return a line of what is in sight."""
        width = self.scrollable_content_region.width
        place = round(self.scroll_y) + y
        if place >= len(self._rows):
            return Strip.blank(width, self._style())
        row = self._rows[place]
        paper, spans = self._paper(row, place)
        is_here = place == self._cursor
        pieces = self._line(row, paper, spans, width, is_here and self.has_focus)
        if is_here:
            over = self.get_component_rich_style(
                "list--cursor" if self.has_focus else "list--still", partial=True
            )
            pieces = [Segment(text, style + over if style else over) for text, style, _ in pieces]
        return Strip(pieces, width)

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

    def _line(
        self, row: int, paper: Paper, spans: Sequence[Span], width: int, is_plain: bool
    ) -> list[Segment]:
        style = self._style()

        def styled(name: str) -> Style:
            return style if is_plain else self._style(name)

        def cell(text: str, field: str, name: str) -> Sequence[Piece]:
            own = [(span.start, span.end) for span in spans if span.field == field]
            return marked(text, own, styled(name) if name else style, styled("match"))

        has_note = self._answer is not None and self._answer.is_near
        note = max(12, width // _NOTE_SHARE) if has_note else 0
        section = width // _SECTION_SHARE if width >= _WIDE and not note else 0
        venue = 9 if width >= _NARROW else 7
        code = 4 if width >= _NARROW else 1
        title = width - _MARK_WIDTH - 4 - venue - code - 3
        title -= (section and section + 1) + (note and note + 1)
        gap = Segment(" ", style)
        mark = _CHOSEN if row in self.chosen else ""
        line = [
            *fitted([(mark, styled("chosen"))], _MARK_WIDTH, style),
            *fitted(cell(str(paper.told_year or ""), "year", "year"), 4, style),
            gap,
            *fitted(cell(paper.told_venue or "", "venue", "venue"), venue, style),
            gap,
            *fitted(cell(paper.title, "title", ""), max(title, 1), style),
            gap,
        ]
        if section:
            name = "subtask" if paper.subtask else "task" if paper.task else "modality"
            line += fitted(cell(getattr(paper, name) or "", name, "dim"), section, style)
            line.append(gap)
        line += fitted([("code"[:code] if paper.code_url else "", styled("dim"))], code, style)
        if note:
            assert self._answer is not None
            assert self._answer.found is not None
            lacking = ", ".join(self._answer.found.missing(row))
            said = "lacks" if note > _SHORT_NOTE else "no"
            line.append(gap)
            line += fitted([(f"{said} {lacking}", styled("lacks"))], note, style)
        return line
