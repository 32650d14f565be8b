"""The program: a search line, the facets, the list, the paper under the cursor."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.containers import Container
from textual.reactive import Reactive
from textual.widgets import Static

from kdcat.browser.answers import Answer, Question, all_values, answer, counts, load_search
from kdcat.browser.background import Background, HandOver
from kdcat.browser.bars import CountLine, KeyLine, narrowed_by, said_of
from kdcat.browser.bindings import bindings
from kdcat.browser.commands import commands
from kdcat.browser.facet_list import FacetList
from kdcat.browser.keys import working
from kdcat.browser.known import known_of
from kdcat.browser.look import BY_HEIGHT, BY_WIDTH, LOOK, WIDE, classes_of, colours
from kdcat.browser.paper_list import PaperList
from kdcat.browser.paper_page import PaperPage
from kdcat.browser.search_line import SearchLine
from kdcat.browser.signals import heed_signals
from kdcat.browser.typed_ahead import TypedAhead
from kdcat.words import how_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sized

    from textual.app import ComposeResult
    from textual.events import Event
    from textual.screen import Screen

    from kdcat.browser.answers import Counts, Facet, Ground, Value
    from kdcat.browser.keys import Where
    from kdcat.browser.known import Known
    from kdcat.browser.outside import End, Outside
    from kdcat.paper import Paper

_PLACES: dict[str | None, Where] = {
    "search": "search line", "list": "list", "facets": "facets", "page": "paper"
}  # fmt: skip
"""What has the focus, by the name of the part of the screen, in the order of going round."""
_BEFORE_READING = 0.1
"""Seconds that are left for going on to another paper."""


class Browser(App["End"]):
    """The full-screen program."""

    TITLE = "kdcat"
    CSS = LOOK
    HORIZONTAL_BREAKPOINTS = BY_WIDTH
    VERTICAL_BREAKPOINTS = BY_HEIGHT
    BINDINGS = bindings("everywhere")
    # The colours of the terminal, whatever they are: on light and on dark.
    theme: Reactive[str] = Reactive("ansi-dark")

    def __init__(
        self,
        ground: Ground,
        question: Question,
        outside: Outside,
        *,
        selects: bool = False,
        light: bool = False,
        note: str = "",
    ) -> None:
        """Take what is browsed.

        Args:
            ground: The papers.
            question: What is asked at first.
            outside: What the program asks of whoever started it.
            selects: Whether the selection is wanted in the end.
            light: Whether the terminal is known to be light.
            note: What narrows all questions, as it is to be shown.
        """
        super().__init__()
        if light:
            self.theme = "ansi-light"
        self._ground = ground
        self._question = question
        self._outside = outside
        self._selects = selects
        self._note = note
        self._answer = Answer(Question("\0"), ())
        self._answered = asyncio.Event()
        self._counted: Question | None = None
        """The question of which the facets show the numbers."""
        self._values: Counts = {}
        self._search, self._reading = Background(self._failed), Background(self._failed)
        self._told = ""
        self._is_ending = False
        self.error: BaseException | None = None
        """What went wrong, if anything did."""
        self._list = PaperList(ground.papers, self._moved, self._say)
        self._page = PaperPage(ground.papers)
        self._facets = FacetList(self._narrow)
        self._counts = CountLine()
        self._keys = KeyLine()
        self._typed = TypedAhead(self, super().on_event, self.action_stop, self._handle_exception)
        self.driver_class = self._typed.reads(self.driver_class, self._end)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of this program where the theme has none of that name."""
        return colours(self.current_theme)

    def compose(self) -> ComposeResult:
        """Yield the parts of the screen."""
        # Textual would tell the screen only when it has been drawn once.
        self.screen.add_class(*classes_of(self.size))
        # Only now, for a line that has a text must know its program.
        self._line = SearchLine(self._question.text, self._take_up)
        with Container(id="top"):
            yield Static("/", id="prompt")
            yield self._line
        with Container(id="panes"):
            yield self._facets
            yield self._list
            yield self._page
        yield self._counts
        yield self._keys

    def on_mount(self) -> None:
        """Ask the first question."""
        self._hand_over = HandOver(self._handle_exception)
        self._lent_terminal = heed_signals(self, self._end)
        self._ask()
        self.screen.set_focus(self._line)
        self._typed.begin()

    async def on_event(self, event: Event) -> None:
        """Do what is to be done now; what is typed waits for its turn."""
        if not self._typed.takes(event):
            await super().on_event(event)

    def _end(self, how: End) -> None:
        self._is_ending = True
        self._typed.end()
        self._search.stop()
        self._reading.stop()
        self.exit(how)

    def _handle_exception(self, error: Exception) -> None:
        # Whoever started this tells of it, as of whatever goes wrong.
        self._is_ending = True
        self.error = self.error or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    # What is asked, and what comes back.

    def _take_up(self, text: str) -> None:
        """Ask what stands in the search line, if that is something else than was asked."""
        if text != self._question.text:
            self._question = self._question._replace(text=text)
            self._ask()

    def _ask(self) -> None:
        self._told = ""
        # What is known of a paper that may not be shown much longer is in the way of the search.
        self._reading.stop()
        question, ground = self._question, self._ground
        if question.text.strip():
            self._search.do(lambda: self._deliver(self._show, answer(ground, question)))
        else:
            self._search.stop()
            self._show(answer(ground, question))

    def _count(self, given: Answer) -> None:
        """Count the facets of an answer; in a thread."""
        values = self._values or all_values(self._ground.papers)
        is_all = len(given.rows) == len(self._ground.papers)
        found = values if is_all else dict(counts(self._ground, given))
        self._deliver(self._show_counts, given, values, found)
        # Before it is needed: it takes a tenth of a second.
        load_search()

    def _deliver(self, show: Callable[..., object], *given: object) -> None:
        """Show what a thread has found, unless there is nothing left to show it on."""
        if not self._is_ending:
            self._hand_over(show, *given)

    async def _settled(self) -> None:
        """Wait until what was typed so far is answered."""
        while self._answer.question != self._question:
            self._answered.clear()
            await self._answered.wait()

    def _show(self, given: Answer) -> None:
        if given.question == self._question:
            before, self._answer = self._answer, given
            self._list.show(given)
            self._show_keys()
            self._say()
            self._answered.set()
            # The answer is to be drawn first, also before what was found before it is disposed of.
            self.call_after_refresh(self._follow, given, before)

    def _follow(self, given: Answer, _before: Answer) -> None:
        """Count the facets of an answer that is drawn, and show the paper under the cursor."""
        if given is self._answer and given.question == self._question:
            self._search.do(partial(self._count, given))
            self._read()

    def _show_counts(self, given: Answer, values: Counts, found: Counts) -> None:
        self._values = values
        if given.question == self._question:
            self._facets.show(values, found, given.question.chosen)
            self._counted = given.question
            self._answered.set()

    def _failed(self, error: BaseException) -> None:
        """Let what went wrong in a thread go wrong here."""

        def again() -> None:
            raise error

        self._deliver(again)

    def _say(self) -> None:
        """Say how many papers are shown, and what is to be said of them."""
        self._counts.show(
            said_of(self._answer, len(self._ground.papers), len(self._list.chosen), self._told)
            + narrowed_by(self._question, self._note)
        )

    def _tell(self, message: str) -> None:
        self._told = message
        self._say()

    def _show_keys(self) -> None:
        """Show the keys that work now."""
        focused = self.screen_stack[0].focused
        where = _PLACES.get(focused.id if focused else None, "search line")
        row = self._list.row
        has_code = row is not None and self._list.shown(row)[0].code_url is not None
        self._keys.show(
            working(where, has_paper=row is not None, has_code=has_code, selects=self._selects)
        )

    def _moved(self) -> None:
        self._show_keys()
        if self._told:
            self._tell("")
        self._read()

    def _read(self) -> None:
        """Show the paper under the cursor."""
        row = self._list.row
        if row is None:
            self._reading.stop()
            self._page.show(None)
            return
        self._page.show(*self._list.shown(row), self._list.lacks(row))
        self._reading.stop()

        def look_up() -> None:
            self._deliver(self._show_known, row, known_of(self._ground.papers, row))

        question = self._question

        def begin() -> None:
            if row == self._list.row and question is self._question:
                self._reading.do(look_up)

        asyncio.get_running_loop().call_later(_BEFORE_READING, self._hand_over, begin)

    def _show_known(self, row: int, known: Known) -> None:
        if row == self._list.row:
            self._page.show_known(known)
        if not gc.isenabled():
            # Whoever started this leaves it to a moment at which nobody waits.
            self.call_after_refresh(gc.collect)

    def _narrow(self, facet: Facet, value: Value) -> None:
        self._choose({(facet, value)} ^ self._question.chosen)

    def _choose(self, chosen: Iterable[tuple[Facet, Value]]) -> None:
        self._question = self._question._replace(chosen=frozenset(chosen))
        self._ask()

    # What the keys do.

    def on_descendant_focus(self) -> None:
        """Show what belongs to what has the focus now."""
        first = self.screen_stack[0]
        focused = first.focused.id if first.focused else None
        first.set_class(focused == "facets", "-facets")
        if focused != "page":
            first.remove_class("-reading")
        self._show_keys()

    async def action_to_list(self) -> None:
        """Give the list the focus, with the answer to what was typed."""
        self.screen_stack[0].remove_class("-facets", "-reading")
        self.screen.set_focus(self._list)
        await self._settled()

    def action_to_search(self) -> None:
        """Give the search line the focus."""
        self.screen.set_focus(self._line)

    async def action_to_facets(self) -> None:
        """Give the facets the focus, with the numbers of what was typed."""
        self.screen_stack[0].add_class("-facets")
        self.screen.set_focus(self._facets)
        while self._counted != self._question:
            self._answered.clear()
            await self._answered.wait()

    async def action_go_round(self, by: int) -> None:
        """Give the focus to the next part of the screen, or to the one before."""
        parts = [self._line, self._list, self._facets, self._page]
        here = self.focused
        at = next((place for place, part in enumerate(parts) if part is here), 0)
        part = parts[(at + by) % len(parts)]
        if part is self._list:
            await self.action_to_list()
        elif part is self._facets:
            await self.action_to_facets()
        elif part is self._page:
            self._to_page()
        else:
            self.action_to_search()

    def _to_page(self) -> None:
        if self.size.width < WIDE:
            self.screen_stack[0].add_class("-reading")
        self.screen_stack[0].remove_class("-facets")
        self.screen.set_focus(self._page)

    def action_clear_facets(self) -> None:
        """Choose no value of any facet."""
        self._choose(())

    def action_step_back(self) -> None:
        """Go one step back: to the search line, then to no query, then to no facets."""
        if self.focused is not self._line:
            self.action_to_search()
        elif self._line.value:
            self._line.value = ""
        elif self._question.chosen:
            self._choose(())

    def action_enter(self) -> None:
        """End with the selection if it is wanted, else read the paper."""
        if self._selects:
            self._end("left")
        elif self._list.row is not None:
            self._to_page()

    def action_next_paper(self, by: int) -> None:
        """Read the next paper of the list, or the one before."""
        self._list.move_to(self._list.place + by)

    async def action_leave(self) -> None:
        """End, when what was typed is answered."""
        if self._selects and not self._list.chosen:
            await self._settled()
        self._end("left")

    def action_stop(self) -> None:
        """End without an answer."""
        self._end("stopped")

    async def action_help(self) -> None:
        """Show all keys, or no longer."""
        from kdcat.browser.dialogs import KeysScreen

        if isinstance(self.screen, KeysScreen):
            self.screen.dismiss()
        else:
            await self.push_screen(KeysScreen())

    def selection(self) -> list[Paper]:
        """Return the papers that are selected, else the one under the cursor, if there is one."""
        here = [] if self._list.row is None else [self._list.row]
        return self._ground.papers.papers(list(self._list.chosen) or here)

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
            self._tell(self._outside.open_url(url, self._lent_terminal))
            return

        def open_url() -> None:
            self._deliver(self._tell, self._outside.open_url(url, None))

        # It may take a second until it is there.
        Background(self._failed).do(open_url)

    def action_copy(self) -> None:
        """Copy BibTeX of the selection, else of the paper under the cursor."""
        from kdcat.formats.table import render

        if papers := self.selection():
            self.copy_to_clipboard("".join(render("bibtex", papers)))
            self._tell(f"BibTeX of {_counted(papers)} copied")

    async def action_export(self) -> None:
        """Write the selection, else the paper under the cursor, to a file."""
        from kdcat.browser.dialogs import FileScreen

        papers = self.selection()
        if not papers or isinstance(self.screen, FileScreen):
            return

        def write(name: str, replace: bool) -> None:
            self._tell(self._outside.write(name, papers, replace))

        await self.push_screen(FileScreen(f"write {_counted(papers)} to", write))

    async def action_jump(self, row: int) -> None:
        """Put the cursor on a paper, and ask for all papers if it is not in the list."""
        if not self._list.go_to(row):
            self._line.value = ""
            self._question = Question()
            self._ask()
            self._list.go_to(row)
        await self.action_to_list()

    def action_press(self, key: str) -> None:
        """Do what a key does."""
        self.simulate_key(key)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers: what the keys do, and other themes."""
        yield from commands(self, self._list.action_choose_all)


def _counted(papers: Sized) -> str:
    return how_many(len(papers), "paper")
