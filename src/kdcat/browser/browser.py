"""The program: a search line, the facets, the list, the paper under the cursor."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeAlias

from textual import on
from textual.app import App
from textual.containers import Container
from textual.reactive import Reactive
from textual.widgets import Input

from kdcat.browser.answers import Answer, Question, all_values, answer, counts
from kdcat.browser.background import Background
from kdcat.browser.bars import CountLine, KeyLine
from kdcat.browser.bindings import bindings
from kdcat.browser.facet_list import FacetList
from kdcat.browser.known import known_of
from kdcat.browser.paper_list import PaperList
from kdcat.browser.paper_page import PaperPage
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from textual.app import ComposeResult, SystemCommand
    from textual.screen import Screen

    from kdcat.browser.answers import Counts, Facet, Ground, Value
    from kdcat.browser.keys import Where
    from kdcat.browser.known import Known
    from kdcat.paper import Paper

End: TypeAlias = Literal["left", "stopped"] | signal.Signals
"""How it ended: as its user wished, with or without an answer, or by a signal."""
_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
_PLACES: dict[str | None, Where] = {"list": "list", "facets": "facets", "page": "paper"}


class Outside(NamedTuple):
    """What the program asks of whoever started it."""

    needs_terminal: Callable[[], bool]
    """Whether the web browser shows its pages on the terminal."""
    open_url: Callable[[str, Callable[[], AbstractContextManager[None]] | None], str]
    """Opens an address in the web browser and returns what is to be said of it.

    One that needs the terminal is given what lets go of it.
    """
    write: Callable[[str, list[Paper], bool], str]
    """Writes papers to the file of a name, and returns what is to be said of it.

    The third is whether it may replace what is there. Raises `KdcatError` where it cannot, and
    `FileExistsError` where it would replace something.
    """


class SearchLine(Input):
    """The line in which the query is typed."""

    DEFAULT_CSS = """
    SearchLine { border: none; height: 1; padding: 0 1; }
    """
    BINDINGS = bindings("search line")


class Browser(App[End]):
    """The full-screen program."""

    TITLE = "kdcat"
    CSS = """
    Screen { layout: vertical; }
    #search { border: none; height: 1; padding: 0 1; background: $surface; }
    #search:focus { border: none; }
    #panes { height: 1fr; layout: vertical; }
    #list, #page, #facets { border-top: solid $foreground 40%; border-title-align: left; }
    #list:focus, #page:focus, #facets:focus { border-top: solid $success; border-title-style: bold; }
    #list { height: 3fr; width: 1fr; }
    #page { height: 2fr; width: 1fr; padding: 0 1; }
    #facets { display: none; padding: 0 1; height: 1fr; width: 100%; }
    #panes.-middle #facets, #panes.-wide #facets { display: block; dock: left; width: 28; height: 100%; }
    #panes.-wide { layout: horizontal; }
    #panes.-wide #facets { width: 32; }
    #panes.-wide #list { width: 3fr; height: 100%; }
    #panes.-wide #page { width: 2fr; height: 100%; }
    #panes.-narrow.-facets #facets { display: block; }
    #panes.-narrow.-facets #list, #panes.-narrow.-facets #page { display: none; }
    #panes.-low #page { display: none; }
    #panes.-reading #list { display: none; }
    #panes.-reading #page { display: block; height: 1fr; }
    #panes.-low #list, #panes.-low #page, #panes.-low #facets { border-top: none; }
    """
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = bindings("everywhere")
    # The colours of the terminal, whatever they are: on light and on dark.
    theme: Reactive[str] = Reactive("ansi-dark")

    def __init__(
        self, ground: Ground, question: Question, outside: Outside, *, selects: bool, light: bool
    ) -> None:
        """Take what is browsed.

        Args:
            ground: The papers.
            question: What is asked at first.
            outside: What the program asks of whoever started it.
            selects: Whether the selection is wanted in the end.
            light: Whether the terminal is known to be light.
        """
        super().__init__()
        if light:
            self.theme = "ansi-light"
        self._ground = ground
        self._question = question
        self._outside = outside
        self._selects = selects
        self._answer = Answer(question, range(0))
        self._values: Counts = {}
        self._search = Background(self._failed)
        self._reading = Background(self._failed)
        self._told = ""
        self.error: BaseException | None = None
        """What went wrong, if anything did."""
        self._list = PaperList(ground.index)
        self._page = PaperPage(ground.index)
        self._facets = FacetList()
        self._counts = CountLine()
        self._keys = KeyLine()

    def compose(self) -> ComposeResult:
        """Yield the parts of the screen."""
        yield SearchLine(
            self._question.text,
            placeholder="words, venue:cvpr, year:2020-, has:code",
            id="search",
        )
        with Container(id="panes"):
            yield self._list
            yield self._facets
            yield self._page
        yield self._counts
        yield self._keys

    def on_mount(self) -> None:
        """Ask the first question."""
        self._list.border_title, self._page.border_title = "papers", "paper"
        self._facets.border_title = "facets"
        self._heed_signals()
        self._ask()

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in _SIGNALS:
            if number := getattr(signal, name, None):
                loop.add_signal_handler(number, self._end_by, number)

    def _end_by(self, number: signal.Signals) -> None:
        self.exit("stopped" if number == signal.SIGINT else number)

    def _handle_exception(self, error: Exception) -> None:
        # Whoever started this tells of it, as of whatever goes wrong.
        self.error = self.error or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    def on_resize(self) -> None:
        """Arrange the parts as there is room."""
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.size
        panes = self.query_one("#panes")
        panes.set_class(width < 100, "-narrow")
        panes.set_class(100 <= width < 150, "-middle")
        panes.set_class(width >= 150, "-wide")
        panes.set_class(height < 14, "-low")

    # What is asked, and what comes back.

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id == "search" and event.value != self._question.text:
            self._question = self._question._replace(text=event.value)
            self._ask()

    def _ask(self) -> None:
        self._told = ""
        question, ground = self._question, self._ground
        if not question.text.strip():
            self._show(answer(ground, question))
            self._search.do(lambda: self._count(self._answer))
            return

        def search() -> None:
            found = answer(ground, question)
            self.call_from_thread(self._show, found)
            self._count(found)

        self._search.do(search)

    def _count(self, given: Answer) -> None:
        """Count the facets of an answer; in a thread."""
        values = self._values or all_values(self._ground.index)
        if (
            not given.question.text.strip()
            and not given.question.chosen
            and self._ground.within is None
        ):
            found = values
        else:
            found = dict(counts(self._ground, given))
        self.call_from_thread(self._show_counts, given, values, found)

    def _show(self, given: Answer) -> None:
        if given.question == self._question:
            self._answer = given
            self._list.show(given)
            self._say()

    def _show_counts(self, given: Answer, values: Counts, found: Counts) -> None:
        self._values = values
        if given.question == self._question:
            self._facets.show(values, found, given.question.chosen)

    def _failed(self, error: BaseException) -> None:
        """Let what went wrong in a thread go wrong here."""

        def again() -> None:
            raise error

        self.call_from_thread(again)

    def _say(self) -> None:
        """Say how many papers are shown, and what is to be said of them."""
        pieces = [(f"{len(self._answer.rows)} of {len(self._ground.index)}", "number")]
        if self._list.chosen:
            pieces.append((f"{len(self._list.chosen)} selected", "chosen"))
        if self._question.chosen:
            names = sorted(
                str(value) if facet != "code" else ("with code" if value else "without code")
                for facet, value in self._question.chosen
            )
            pieces.append((", ".join(names), "dim"))
        if self._told:
            pieces.append((self._told, "said"))
        elif self._answer.said:
            pieces.append((self._answer.said, "wrong" if self._answer.is_wrong else "said"))
        self._counts.show([(printable(text), name) for text, name in pieces])

    def _tell(self, message: str) -> None:
        self._told = message
        self._say()

    @on(PaperList.Moved)
    def _read(self) -> None:
        row = self._list.row
        if row is None:
            self._reading.stop()
            self._page.show(None, ())
            return
        paper, spans = self._list.shown(row)
        self._page.show(paper, spans)
        if self._told:
            self._tell("")

        def look_up() -> None:
            known = known_of(self._ground.index, row)
            self.call_from_thread(self._show_known, row, known)

        self._reading.do(look_up)

    def _show_known(self, row: int, known: Known) -> None:
        if row == self._list.row:
            self._page.show_known(known)

    @on(PaperList.Chosen)
    def _selected(self) -> None:
        self._say()

    @on(FacetList.Chosen)
    def _narrowed(self, event: FacetList.Chosen) -> None:
        self._choose({(event.facet, event.value)} ^ self._question.chosen)

    def _choose(self, chosen: Iterable[tuple[Facet, Value]]) -> None:
        self._question = self._question._replace(chosen=frozenset(chosen))
        self._ask()

    # What the keys do.

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus now."""
        focused = self.focused.id if self.focused else None
        self._keys.show(_PLACES.get(focused, "search line"))
        panes = self.query_one("#panes")
        panes.set_class(focused == "facets", "-facets")
        if focused != "page":
            panes.remove_class("-reading")

    def action_to_list(self) -> None:
        """Give the list the focus."""
        self.query_one("#panes").remove_class("-facets", "-reading")
        self._list.focus()

    def action_to_search(self) -> None:
        """Give the search line the focus."""
        self.query_one(SearchLine).focus()

    def action_to_facets(self) -> None:
        """Give the facets the focus."""
        self.query_one("#panes").add_class("-facets")
        self._facets.focus()

    def action_clear_facets(self) -> None:
        """Choose no value of any facet."""
        self._choose(())

    def action_back(self) -> None:
        """Go one step back: to the search line, then to no query, then to no facets."""
        line = self.query_one(SearchLine)
        if self.focused is not line:
            line.focus()
        elif line.value:
            line.value = ""
        elif self._question.chosen:
            self._choose(())

    def action_enter(self) -> None:
        """End with the selection if it is wanted, else read the paper."""
        if self._selects:
            self.action_leave()
        elif self._list.row is not None:
            if self.size.width < 150:
                self.query_one("#panes").add_class("-reading")
            self._page.focus()

    def action_leave(self) -> None:
        """End."""
        self.exit("left")

    def action_stop(self) -> None:
        """End without an answer."""
        self.exit("stopped")

    def selection(self) -> list[Paper]:
        """Return the papers that are selected, else the one under the cursor, if there is one."""
        here = [] if self._list.row is None else [self._list.row]
        return self._ground.index.papers(list(self._list.chosen) or here)

    def action_open(self, code: bool) -> None:
        """Open the paper under the cursor, or its code, in the web browser."""
        if self._list.row is None:
            return
        paper, _ = self._list.shown(self._list.row)
        url = paper.code_url if code else paper.paper_url
        if url:
            self.action_follow(url)
        else:
            self._tell(f"the catalog has no {'code' if code else 'paper'} link for it")

    def action_follow(self, url: str) -> None:
        """Open an address in the web browser."""
        if self._outside.needs_terminal():
            self._tell(self._outside.open_url(url, self.suspend))
            return

        def open_url() -> None:
            self.call_from_thread(self._tell, self._outside.open_url(url, None))

        # It may take a second until it is there.
        Background(self._failed).do(open_url)

    def action_copy(self) -> None:
        """Copy BibTeX of the selection, else of the paper under the cursor."""
        from kdcat.formats.table import render

        papers = self.selection()
        if papers:
            self.copy_to_clipboard("".join(render("bibtex", papers)))
            self._tell(f"BibTeX of {_papers(len(papers))} copied")

    def action_jump(self, row: int) -> None:
        """Put the cursor on a paper, and ask for all papers if it is not in the list."""
        if not self._list.go_to(row):
            self._question = Question()
            self.query_one(SearchLine).value = ""
            self._ask()
            self._list.go_to(row)
        self.action_to_list()

    def action_press(self, key: str) -> None:
        """Do what a key does."""
        self.simulate_key(key)


def _papers(count: int) -> str:
    return f"{count} paper{'' if count == 1 else 's'}"
