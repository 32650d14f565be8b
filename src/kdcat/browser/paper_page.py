"""The page of the paper under the cursor: all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kdcat.browser.bindings import bindings
from kdcat.browser.lengths import set_length, size_without_layout
from kdcat.browser.lines import drawn, shortened
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.events import Resize
    from textual.geometry import Region

    from kdcat.browser.known import Known
    from kdcat.index.papers import Index
    from kdcat.paper import Paper
    from kdcat.searching.highlights import Span

_Paragraph: TypeAlias = tuple[Text, Text]
"""What stands before its first line, and the text, which is broken to the width that is left."""
_INDENT = 9
_NAME_SHARE = 3
"""Of so many columns a name may have one."""


class PaperPage(ScrollView, can_focus=True):
    """Title, authors, venue, places, links, neighbours and papers like it."""

    DEFAULT_CSS = """
    PaperPage {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .page--title { text-style: bold; }
        & > .page--name { text-style: dim; }
        & > .page--venue { color: $named; }
        & > .page--link { text-style: underline; }
        & > .page--match { color: $error; text-style: bold; }
        & > .page--lacks { color: $told; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"page--{name}" for name in ("title", "name", "venue", "link", "match", "lacks")
    }
    BINDINGS = bindings("paper")
    virtual_size = size_without_layout()

    def __init__(self, index: Index) -> None:
        """Take the papers."""
        super().__init__(id="page")
        self._index = index
        self._paper: Paper | None = None
        self._spans: Sequence[Span] = ()
        self._lacks: Sequence[str] = ()
        self._known: Known | None = None
        self._lines: list[Strip] = []
        self._drawn_for = (0, Style.null())

    def show(
        self, paper: Paper | None, spans: Sequence[Span] = (), lacks: Sequence[str] = ()
    ) -> None:
        """Show a paper, what in it matched, and which words of the query it lacks; or none."""
        self._paper, self._spans, self._lacks, self._known = paper, spans, lacks, None
        self._draw()
        self.scroll_to(y=0, animate=False, immediate=True)

    def show_known(self, known: Known) -> None:
        """Show what the catalog knows of the paper beside its entry."""
        self._known = known
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        del event
        # Where a border has a corner, Textual sets a space of its own behind it.
        self.border_title = "paper " if self.styles.border_left[0] else " paper "
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        self._drawn_for = width, self.rich_style
        self._lines = []
        if self._paper is not None and width:
            for paragraph in self._paragraphs(self._paper):
                self._lines += self._wrapped(paragraph, width)
        set_length(self, len(self._lines))

    def _wrapped(self, paragraph: _Paragraph, width: int) -> Iterator[Strip]:
        style = self.rich_style
        console = self.app.console
        first, text = paragraph
        lines = text.wrap(console, max(width - first.cell_len, 1), tab_size=1)
        for number, line in enumerate(lines or [Text()]):
            line.rstrip()
            start = Text(" " * first.cell_len) if number else first.copy()
            whole = start.append_text(line)
            yield drawn(whole, width, style, console)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"page--{name}", partial=True)

    def _paragraphs(self, paper: Paper) -> Iterator[_Paragraph]:
        """The paragraphs of the page, each with what stands before its first line."""
        from kdcat.display.page import full_name_behind, place_of

        yield Text(), self._marked(paper.title, "title", self._style("title"))
        lacks = printable(", ".join(self._lacks))
        yield from self._named("lacks", Text(lacks, self._style("lacks")))
        where = self._marked(paper.told_venue or "", "venue", self._style("venue"))
        written = "authors" if paper.authors else "record.authors"
        yield from self._named("authors", self._marked(paper.told_authors or "", written))
        yield from self._named("venue", where.append(full_name_behind(paper)))
        yield from self._named("year", self._marked(str(paper.told_year or ""), "year"))
        yield from self._named("date", Text(paper.date or ""))
        for name, url in (
            ("paper", paper.paper_url), ("code", paper.code_url), ("project", paper.project_url),
            *paper.links,
        ):  # fmt: skip
            if url:
                yield from self._named(name, self._link(url))
        yield from self._named("doi", Text(printable(paper.doi or "")))
        yield from self._named("arxiv", Text(printable(paper.arxiv_id or "")))
        yield from self._named("id", Text(printable(paper.id)))
        known = self._known
        places = [paper] if known is None else self._index.papers(known.places)
        for number, place in enumerate(places):
            yield from self._named("" if number else "listed", Text(printable(place_of(place))))
        if paper.record and paper.record.abstract:
            yield Text(), Text()
            yield Text(), self._marked(paper.record.abstract, "record.abstract")
        if known is not None:
            yield from self._others("beside it", [(row, "") for row in known.neighbours])
            yield from self._others("like it", known.related)

    def _others(self, name: str, rows: Sequence[tuple[int, str]]) -> Iterator[_Paragraph]:
        """Papers that can be gone to by a click; each with what is to be said of it."""
        if rows:
            yield Text(), Text()
            yield Text(), Text(f"{name}:", self._style("name"))
        papers = self._index.papers([row for row, _ in rows])
        for (row, said), paper in zip(rows, papers, strict=True):
            parts = [
                paper.told_venue,
                paper.told_year and str(paper.told_year),
                f"({said})" if said else None,
            ]
            after = "  ".join(printable(part) for part in parts if part)
            line = Text(printable(paper.title)).append(f"  {after}", self._style("name"))
            line.stylize(Style(meta={"@click": f"app.jump({row})"}))
            yield Text("  "), line

    def _named(self, name: str, text: Text) -> Iterator[_Paragraph]:
        if text.plain:
            # A label of a list is longer than our own names; its link begins behind it.
            room = max(_INDENT - 1, self.scrollable_content_region.width // _NAME_SHARE)
            shown = shortened(printable(name), room)
            shown += " " * (_INDENT - 1 - cell_len(shown))
            yield Text().append(f"{shown} ", self._style("name")), text

    def _link(self, url: str) -> Text:
        shown = printable(url)
        # Written as Python takes it up again, whatever is in it.
        click = Style(meta={"@click": f"app.follow({url!a})"})
        return Text().append(shown, self._style("link") + click)

    def _marked(self, text: str, field: str, style: Style | None = None) -> Text:
        shown = Text().append(printable(text), style)
        for span in self._spans:
            if span.field == field:
                shown.stylize(self._style("match"), span.start, span.end)
        return shown

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of what is in sight."""
        if self._drawn_for != (self.scrollable_content_region.width, self.rich_style):
            self._draw()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of what is in sight."""
        place = round(self.scroll_y) + y
        if place >= len(self._lines):
            return Strip.blank(*self._drawn_for)
        return self._lines[place]
