"""The full-screen program by Textual's pilot: what each key and the mouse do, at every size."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.events import AppFocus, Focus, Key, MouseDown, MouseMove, Paste
from textual.pilot import Pilot
from textual.widgets import Input

from kdcat.browser.answers import Facet, Ground, Question, Value
from kdcat.browser.bars import CountLine, narrowed_by
from kdcat.browser.browser import Browser
from kdcat.browser.keys import KEYS, PLACES, keys_of
from kdcat.browser.known import Known
from kdcat.browser.outside import Outside
from kdcat.browser.paper_list import PaperList, _columns, _lacking
from kdcat.browser.paper_page import PaperPage
from kdcat.errors import KdcatError
from kdcat.index.papers import Index
from kdcat.paper import Paper
from tests.making import LABELLED, paper
from tests.records.answers import record

pytestmark = pytest.mark.slow

PAPERS = (
    paper(
        "Alpha of speech",
        "Speech/ASR",
        venue="ACL",
        year=2021,
        paper_url="https://x.org/a",
        code_url="https://x.org/c",
    ),
    paper(
        "Beta of speech", "Speech/TTS", venue="ACL", year=2022, line=2, paper_url="https://x.org/b"
    ),
    paper("Gamma of text", "Text", venue="EMNLP", year=2021, line=3),
    paper("Alpha of speech", "Text", venue="ACL", year=2021, line=4, paper_url="https://x.org/a"),
)


class Outdoors:
    """What happened outside the program."""

    def __init__(self, *, terminal: bool = False) -> None:
        self.opened: list[tuple[str, bool]] = []
        self.written: list[tuple[str, list[str], bool]] = []
        self.terminal = terminal

    def outside(self) -> Outside:
        return Outside(lambda: self.terminal, self._open, self._write)

    def _open(self, url: str, without: object) -> str:
        self.opened.append((url, without is not None))
        return f"opened {url}"

    def _write(self, name: str, papers: list[Paper], replace: bool) -> str:
        if name == "old.bib" and not replace:
            raise FileExistsError(name)
        if name == "bad":
            raise KdcatError("bad: [red]a name[/] ends in .bib")
        self.written.append((name, [each.id for each in papers], replace))
        return f"written to {name}"


def browse(
    then: Callable[[Browser, Pilot[Any]], Awaitable[None]],
    papers: tuple[Paper, ...] = PAPERS,
    outdoors: Outdoors | None = None,
    size: tuple[int, int] = (120, 40),
    **options: Any,
) -> Browser:
    browser = Browser(
        Ground(Index.build(papers)), Question(), (outdoors or Outdoors()).outside(), **options
    )

    async def run() -> None:
        async with browser.run_test(size=size) as pilot:
            await settle(pilot)
            await then(browser, pilot)

    asyncio.run(run())
    return browser


def test_what_the_list_does_not_say_its_record_does() -> None:
    told = record(venue="Birdsong", year=2019, abstract="How [b]a sparrow[/b] sings.")
    silent = paper("Delta of songs", "Speech", venue=None, year=None)._replace(record=told)

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        del pilot
        line = browser.query_one(PaperList).render_line(0).text
        assert line.split()[:2] == ["2019", "Birdsong"]
        lines = [strip.text.split() for strip in browser.query_one(PaperPage)._lines]
        assert ["venue", "Birdsong"] in lines
        assert ["year", "2019"] in lines
        assert ["How", "[b]a", "sparrow[/b]", "sings."] in lines

    browse(then, (silent,), size=(160, 40))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, one after the other, and wait until each has done what it does."""
    for key in keys:
        await pilot.press(key)
        await pilot.app._typed.done()  # type: ignore[attr-defined]


async def settle(pilot: Pilot[Any]) -> None:
    """Wait for the answer, the counts and what is known of the paper, and until they are drawn."""
    browser: Browser = pilot.app  # type: ignore[assignment]
    for _ in range(12000):
        # What was just typed has come where it waits for its turn.
        await asyncio.sleep(0.005)
        await browser._typed.done()
        has_read = browser._list.row is None or browser._page._known is not None
        if browser.return_value or (browser._counted == browser._question and has_read):
            break
    else:
        pytest.fail("it never comes to rest")
    await pilot._wait_for_screen()
    browser.screen._on_timer_update()


def lines(browser: Browser, name: str) -> list[str]:
    """The lines of a part of the screen, without the spaces at their ends."""
    part = browser.query_one(f"#{name}")
    return [part.render_line(y).text.rstrip() for y in range(part.content_size.height)]


def foot(browser: Browser) -> list[str]:
    return [
        browser.query_one(name).render_line(0).text.rstrip() for name in ("CountLine", "KeyLine")
    ]


def focused(browser: Browser) -> str | None:
    return browser.focused.id if browser.focused else None


def test_the_screen_at_first() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        assert focused(browser) == "search"
        assert lines(browser, "list")[:5] == [
            "  2021 ACL       Alpha of speech" + " " * 53 + "code",
            "  2022 ACL       Beta of speech",
            "  2021 EMNLP     Gamma of text",
            "  2021 ACL       Alpha of speech",
            "",
        ]
        assert lines(browser, "facets")[:16] == [
            "modality",
            "  Speech                2",
            "  Text                  2",
            "task",
            "  ASR                   1",
            "  TTS                   1",
            "venue",
            "  ACL                   3",
            "  EMNLP                 1",
            "year",
            "  2022                  1",
            "  2021                  3",
            "code",
            "  without code          3",
            "  with code             1",
            "",
        ]
        assert lines(browser, "page")[:9] == [
            "Alpha of speech",
            "venue    ACL (Annual Meeting of the Association for Computational Linguistics)",
            "year     2021",
            "paper    https://x.org/a",
            "code     https://x.org/c",
            "id       paper-1",
            "listed   Speech / ASR, list.md line 1",
            "         Text, list.md line 4",
            "",
        ]
        assert foot(browser) == [
            "4 of 4",
            " Down list   Esc clear   F1 help   Ctrl-P commands   Ctrl-Q quit",
        ]

    browse(then)


def test_the_query_is_answered_as_one_types_and_near_answers_are_marked() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, *"beta")
        await settle(pilot)
        assert [line for line in lines(browser, "list") if line] == [
            "  2022 ACL       Beta of speech"
        ]
        assert foot(browser)[0] == "1 of 4"
        await press(pilot, "space", *"zz9")
        await settle(pilot)
        assert [line for line in lines(browser, "list") if line] == [
            "  2022 ACL       Beta of speech" + " " * 36 + "lacks zz9"
        ]
        assert foot(browser)[0] == "1 of 4  no paper has 'zz9'; nearest:"
        assert lines(browser, "page")[1] == "lacks    zz9"
        await press(pilot, "escape", *"venue:")
        await settle(pilot)
        assert lines(browser, "list")[0].startswith("  nothing can be meant")
        assert foot(browser)[0] == ("0 of 4  query 'venue:', character 7: venue: needs a value")

    browse(then)


def test_facets_are_chosen_by_keys_and_combine_as_options_do() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        assert focused(browser) == "facets"
        await press(pilot, "space")
        await settle(pilot)
        assert foot(browser)[0] == "2 of 4  in Speech"
        assert lines(browser, "facets")[:9] == [
            "modality",
            "● Speech                2",
            "  Text                  2",
            "task",
            "  ASR                   1",
            "  TTS                   1",
            "venue",
            "  ACL                   2",
            "year",
        ]
        await press(pilot, "j", "enter")
        await settle(pilot)
        assert foot(browser)[0] == "4 of 4  in Speech, Text"
        await press(pilot, "l", "l", "l", "space")
        await settle(pilot)
        assert foot(browser)[0] == "1 of 4  in Speech, Text, 2022"
        await press(pilot, "h", "h", "h", "h", "k", "x")
        await settle(pilot)
        assert foot(browser)[0] == "4 of 4"
        await press(pilot, "escape")
        assert focused(browser) == "list"

    browse(then)


def test_the_cursor_and_the_selection() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        rows = []
        for key in (
            "enter",
            "j",
            "down",
            "k",
            "G",
            "j",
            "up",
            "g",
            "k",
            "end",
            "home",
            "pagedown",
            "pageup",
        ):
            await press(pilot, key)
            rows.append(browser._list.row)
            assert browser._list.border_title == f" papers {browser._list.place + 1}/4 "
        assert rows == [0, 1, 2, 1, 3, 3, 2, 0, 0, 3, 0, 3, 0]
        assert [each.id for each in browser.selection()] == ["paper-1"]
        await press(pilot, "space", "j", "space")
        await settle(pilot)
        assert [line[:2] for line in lines(browser, "list")[:4]] == ["● ", "  ", "● ", "  "]
        assert [each.id for each in browser.selection()] == ["paper-1", "paper-3"]
        assert foot(browser)[0] == "4 of 4  2 selected"
        # What is selected stays so, whatever is shown.
        await press(pilot, "slash", *"beta", "enter", "space")
        await settle(pilot)
        assert [each.id for each in browser.selection()] == ["paper-1", "paper-3", "paper-2"]
        await press(pilot, "escape", "escape", "enter", "a")
        assert [each.id for each in browser.selection()] == [
            "paper-1",
            "paper-3",
            "paper-2",
            "paper-4",
        ]
        await press(pilot, "a")
        assert [each.id for each in browser.selection()] == ["paper-1"]
        await press(pilot, "up")
        assert focused(browser) == "search"

    browse(then)


def test_tab_goes_round_and_slash_back() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        seen = []
        for key in (
            "tab",
            "tab",
            "tab",
            "tab",
            "shift+tab",
            "shift+tab",
            "slash",
            "down",
            "tab",
            "slash",
        ):
            await press(pilot, key)
            seen.append(focused(browser))
        assert seen == [
            "list",
            "facets",
            "page",
            "search",
            "page",
            "facets",
            "search",
            "list",
            "facets",
            "search",
        ]
        await press(pilot, "slash", "q", "question_mark")
        assert browser.query_one("#search", Input).value == "/q?"

    for size in ((60, 20), (120, 40), (250, 70)):
        browse(then, size=size)


@pytest.mark.parametrize(
    "size", [(60, 20), (80, 24), (120, 40), (160, 45), (250, 70), (30, 10), (20, 5)]
)
def test_every_part_is_in_sight_when_it_has_the_focus(size: tuple[int, int]) -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        for key, name in (
            ("tab", "list"),
            ("tab", "facets"),
            ("tab", "page"),
            ("escape", "list"),
            ("enter", "page"),
        ):
            await press(pilot, key)
            await settle(pilot)
            part = browser.query_one(f"#{name}")
            assert focused(browser) == name
            assert part.region.height > 0
            assert browser.screen.region.contains_region(part.region)
            assert any(lines(browser, name))
        for name in ("#list", "#page"):
            assert browser.query_one(name).display == (name == "#page" or size[0] >= 150)

    browse(then, LABELLED, size=size)


def seen(browser: Browser) -> object:
    """All that a key may change."""
    screen = browser.screen
    parts = [
        lines(browser, part.id)
        for part in (browser._list, browser._facets, browser._page)
        if part.id and part.region.height and screen is browser.screen_stack[0]
    ]
    typed = [(line.value, line.cursor_position) for line in screen.query(Input)]
    return (
        type(screen).__name__,
        focused(browser),
        typed,
        parts,
        foot(browser),
        browser._list.chosen,
    )


LETTERS = {"space": " ", "full_stop": ".", "slash": "/", "question_mark": "?"}


@pytest.mark.parametrize(
    ("keys", "columns"),
    [
        ("t escape space b e t a left left X tab", 80),
        ("G home a delete enter", 120),
        # The numbers of the facets are counted behind the answer.
        ("s p e e c h enter f space j", 80),
        ("b e t a enter f space q", 120),
        ("s enter f j space escape space space y j y", 80),
        ("ctrl+p s e l e c t space a l l enter slash x", 120),
        ("question_mark escape f1 j escape enter e n e w full_stop b i b enter j", 120),
        ("tab tab tab escape enter", 80),
        ("tab enter n p n escape tab slash g", 80),
    ],
)
def test_what_is_typed_at_once_does_what_it_does_typed_slowly(keys: str, columns: int) -> None:
    ends = []
    for is_slow in (True, False):
        outdoors = Outdoors()
        state: list[object] = []

        async def then(
            browser: Browser,
            pilot: Pilot[Any],
            is_slow: bool = is_slow,
            state: list[object] = state,
        ) -> None:
            for key in keys.split():
                browser.post_message(Key(key, LETTERS.get(key)))
                if is_slow:
                    await settle(pilot)
            await settle(pilot)
            if browser.return_value is None:
                state.append(seen(browser))

        browser = browse(then, outdoors=outdoors, size=(columns, 40), selects=keys.endswith("q"))
        ends.append((state, browser.return_value, browser.selection(), outdoors.written))
    assert ends[0] == ends[1]


def test_what_was_told_is_gone_with_the_next_paper_and_the_next_letter() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        for keys, shown in (("j", "4 of 4"), ("slash", None), ("g", "0 of 4  no paper has 'g'")):
            browser._tell("told")
            await press(pilot, *(["enter"] if keys == "j" else []), keys)
            await settle(pilot)
            assert foot(browser)[0] == (shown or "4 of 4  told")

    browse(then)


def test_what_is_known_of_another_paper_is_not_shown() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        del pilot
        before = lines(browser, "page")
        browser._show_known(1, Known([1], [], []))
        assert lines(browser, "page") == before

    browse(then)


def test_from_the_paper_to_the_search_line_the_list_comes_back() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "enter")
        assert (browser._list.display, browser._page.display) == (False, True)
        await press(pilot, "slash")
        await settle(pilot)
        assert (browser._list.display, browser._page.display) == (True, True)

    browse(then, size=(80, 24))


def test_what_matches_another_query_is_no_longer_marked() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        marks = []
        for text in ("alpha", "speech"):
            browser._line.value = text
            await settle(pilot)
            paper, spans = browser._list.shown(0)
            marks.append(
                {paper.title[span.start : span.end] for span in spans if span.field == "title"}
            )
        assert marks == [{"Alpha"}, {"speech"}]

    browse(then)


def test_the_cursor_is_another_where_the_list_has_the_focus() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        reversed_lines = []
        for key in ("enter", "j", "slash"):
            await press(pilot, key)
            lines = [browser._list.render_line(y) for y in range(3)]
            reversed_lines.append(
                [all(each.style and each.style.reverse for each in line) for line in lines]
            )
        assert reversed_lines == [[True, False, False], [False, True, False], [False] * 3]

    browse(then)


def test_the_mouse_that_only_moves_waits_for_nothing() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        del pilot
        at = (browser._list, 5, 5, 0, 0, 0, False, False, False)
        assert browser._typed.takes(MouseMove(*at)) is False
        assert browser._typed.takes(MouseDown(*at)) is True

    browse(then)


def test_of_a_page_that_is_pasted_by_mistake_the_beginning_is_asked() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        browser.post_message(Paste("beta" + " x" * 500_000))
        await settle(pilot)
        await press(pilot, "home", "B")
        assert browser._line.value == "beta" + " x" * 498
        browser._line.select_all()
        browser.post_message(Paste("gamma"))
        await settle(pilot)
        assert browser._line.value == "gamma"
        assert foot(browser)[0] == "1 of 4"

    browse(then)


def test_what_came_from_the_terminal_waits_until_it_is_done() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        flood = browser._typed._flood
        at = (browser._list, 5, 5, 0, 0, 0, False, False, False)
        events = Key("a", "a"), MouseMove(*at), MouseDown(*at), Paste("b"), AppFocus()
        for event in events:
            assert flood.lets_through(event)
        assert [*flood._waiting.values()] == [*events]
        for event in events:
            browser.post_message(event)
        await settle(pilot)
        assert flood._waiting == {}

    browse(then)


async def hang(event: object) -> None:
    """Never be done with what was typed."""
    del event
    await asyncio.Event().wait()


def test_ctrl_c_in_a_flood_does_not_wait_for_what_was_typed_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kdcat.browser.flood._MOST", 1)
    monkeypatch.setattr("kdcat.browser.flood._FEW", 0)

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        browser._typed._do = hang
        key = Key("a", "a")
        assert browser._typed._flood.lets_through(key)
        browser.post_message(key)
        browser.post_message(Key("ctrl+c", None))
        await pilot.pause()

    assert browse(then).return_value == "stopped"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (80, 10), (120, 40), (160, 40)])
def test_from_the_first_all_stands_where_it_stays(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    real = PaperList.render_lines

    def render_lines(self: PaperList, crop: Any) -> Any:
        drawn.append(self.region)
        return real(self, crop)

    monkeypatch.setattr(PaperList, "render_lines", render_lines)

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        del pilot
        assert {*drawn} == {browser._list.region}

    browse(then, size=size)


def test_ctrl_c_pressed_twice_does_not_wait_for_what_was_typed_before() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        browser._typed._do = hang
        for key in ("enter", "ctrl+c", "ctrl+c"):
            browser.simulate_key(key)
        await pilot.pause()

    assert browse(then).return_value == "stopped"


def test_enter_reads_a_paper_and_n_and_p_the_next() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "enter")
        assert focused(browser) == "page"
        await press(pilot, "n")
        await settle(pilot)
        assert lines(browser, "page")[0] == "Beta of speech"
        await press(pilot, "p", "p")
        await settle(pilot)
        assert lines(browser, "page")[0] == "Alpha of speech"
        await press(pilot, "escape")
        assert focused(browser) == "list"

    browse(then)


def test_papers_and_code_are_opened() -> None:
    for terminal in (False, True):
        outdoors = Outdoors(terminal=terminal)

        async def then(browser: Browser, pilot: Pilot[Any]) -> None:
            await press(pilot, "enter", "o")
            await settle(pilot)
            assert foot(browser)[0] == "4 of 4  opened https://x.org/a"
            await press(pilot, "c")
            await settle(pilot)
            await press(pilot, "j", "c")
            await settle(pilot)
            assert foot(browser)[0] == "4 of 4  the catalog has no code link for it"
            # What does nothing here is not offered.
            assert "code" not in foot(browser)[1]

        browse(then, outdoors=outdoors)
        assert outdoors.opened == [("https://x.org/a", terminal), ("https://x.org/c", terminal)]


def test_the_selection_is_written_to_a_file() -> None:
    outdoors = Outdoors()

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        async def name(text: str) -> None:
            browser.screen.query_one(Input).value = text
            await press(pilot, "enter")
            await pilot.pause()

        await press(pilot, "enter", "j", "e")
        assert browser.screen.query_one(Input).value == "papers.bib"
        await name("bad")
        assert (
            str(browser.screen.query_one("Static").render()) == "bad: [red]a name[/] ends in .bib"
        )
        await name("old.bib")
        said = "old.bib exists: Enter again replaces it, Esc does not"
        assert str(browser.screen.query_one("Static").render()) == said
        await press(pilot, "enter")
        await settle(pilot)
        assert foot(browser)[0] == "4 of 4  written to old.bib"
        await press(pilot, "space", "space", "e")
        await name("new.json")
        await press(pilot, "e", "escape")
        assert focused(browser) == "list"

    browse(then, outdoors=outdoors)
    assert outdoors.written == [
        ("old.bib", ["paper-2"], True),
        ("new.json", ["paper-2", "paper-3"], False),
    ]


def test_a_name_typed_before_its_line_has_the_focus_is_kept() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "e", "a")
        line = browser.screen.query_one(Input)
        assert line.value == "a"
        line.post_message(Focus())
        await press(pilot, *".bib")
        assert line.value == "a.bib"

    browse(then)


def test_the_mouse() -> None:
    outdoors = Outdoors()

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await pilot.click("#list", offset=(20, 2))
        assert (focused(browser), browser._list.row) == ("list", 1)
        await pilot.click("#list", offset=(0, 3))
        assert browser._list.chosen == {2: None}
        await pilot.click("#facets", offset=(5, 3))
        await settle(pilot)
        assert foot(browser)[0].endswith("in Text")
        await pilot.click("#facets", offset=(5, 3))
        await settle(pilot)
        # An address, and a key of the line of keys.
        await pilot.click("#list", offset=(20, 1))
        await settle(pilot)
        page = lines(browser, "page")
        await pilot.click("#page", offset=(15, page.index("code     https://x.org/c") + 1))
        await settle(pilot)
        assert outdoors.opened == [("https://x.org/c", False)]
        await pilot.click("#list", offset=(20, 3))
        await settle(pilot)
        at = lines(browser, "page").index("  Alpha of speech  ACL  2021")
        await pilot.click("#page", offset=(6, at + 1))
        await settle(pilot)
        assert (focused(browser), browser._list.row) == ("list", 3)
        await pilot.click("KeyLine", offset=(foot(browser)[1].index("?"), 0))
        await pilot.pause()
        assert type(browser.screen).__name__ == "KeysScreen"
        await press(pilot, "escape")
        await pilot.click("#list", offset=(20, 1), times=2)
        await pilot.pause()
        assert focused(browser) == "page"

    browse(then, outdoors=outdoors, size=(120, 60))


def test_the_help_shows_every_key() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "f1")
        table = browser.screen.query_one("_KeyTable")
        shown = [table.render_line(y).text.split() for y in range(200)]
        for place in PLACES:
            assert f"{place}:".split() in shown
        for key in KEYS:
            assert f"{key.shown} {key.does}".split() in shown
        await press(pilot, "f1")
        await pilot.pause()
        assert focused(browser) == "search"

    browse(then, size=(200, 100))


def test_each_key_has_an_action_that_is_there() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        homes = {"search line": "search", "list": "list", "facets": "facets", "paper": "page"}
        for place in PLACES:
            for key in keys_of(place):
                name = key.action.partition("(")[0]
                owner = (
                    browser if name.startswith("app.") else browser.query_one(f"#{homes[place]}")
                )
                assert callable(getattr(owner, f"action_{name.removeprefix('app.')}")), key

    browse(then)


def test_the_palette_does_what_the_keys_do() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "ctrl+p")
        await press(pilot, *"select all")
        await press(pilot, "enter")
        assert foot(browser)[0] == "4 of 4  4 selected"

    browse(then)


@pytest.mark.parametrize(("selects", "end"), [(True, "left"), (False, None)])
def test_enter_in_the_list_takes_the_selection_if_it_is_wanted(
    selects: bool, end: str | None
) -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        assert " Enter take" in foot(browser)[1] or not selects
        await press(pilot, "j", "enter")

    async def to_list(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await settle(pilot)
        await then(browser, pilot)

    browser = browse(to_list, selects=selects)
    assert browser.return_value == end
    assert [each.id for each in browser.selection()] == ["paper-2"]


def test_where_all_keys_are_is_shown_at_every_width() -> None:
    for columns, shown in (
        (60, " Enter read   Space select   / search   f facets   ? help"),
        (30, " Enter read   ? help"),
        (12, " ? help"),
    ):

        async def then(browser: Browser, pilot: Pilot[Any], shown: str = shown) -> None:
            await press(pilot, "enter")
            assert foot(browser)[1] == shown

        browse(then, size=(columns, 20))


def test_the_scroll_bar_has_its_column_and_is_as_long_as_the_papers() -> None:
    papers = tuple(
        paper(f"{'Alpha' if n < 40 else 'Beta'} {n}", "Speech", line=n) for n in range(1, 100)
    )

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        shown = []
        for keys in ([], "alpha", ["space", "7"], ["escape"]):
            await press(pilot, *keys)
            await settle(pilot)
            bar = browser._list.vertical_scrollbar
            width = browser._list.scrollable_content_region.width
            shown.append((len(browser._list._rows), bar.window_virtual_size, width))
        assert shown == [(99, 99, 79), (39, 39, 79), (1, 1, 79), (99, 99, 79)]
        await press(pilot, "enter", "G")
        assert lines(browser, "list")[-1].split()[1] == "99"
        await press(pilot, "g", *["j"] * browser._list.size.height)
        assert lines(browser, "list")[-1].split()[1] == str(browser._list.place + 1)
        # One line of the page before is still in sight.
        await press(pilot, "g", "pagedown")
        assert lines(browser, "list")[-1].split()[1] == str(browser._list.place + 1)
        assert lines(browser, "list")[0].split()[1] == "1"

    browse(then, papers, size=(80, 20))


def test_a_facet_of_many_values_shows_the_rest_when_asked() -> None:
    papers = tuple(paper(f"Paper {n}", f"Speech/Task {n:02}", line=n) for n in range(1, 60))

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        assert [line for line in lines(browser, "facets") if "more" in line] == ["  54 more"]
        await press(pilot, "enter", "f", "l", "k", "h", "l", "j", "j", "j", "j", "j", "space")
        await settle(pilot)
        assert [line for line in lines(browser, "facets") if "more" in line] == []
        await press(pilot, "space")
        await settle(pilot)
        assert foot(browser)[0] == "1 of 59  in Task 06"

    browse(then, papers)


def test_other_themes_and_a_light_terminal_are_drawn_too() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        for theme in ("nord", "textual-light", "ansi-light"):
            browser.theme = theme
            await press(pilot, "enter", "f", "escape", "escape")
            await pilot.pause()
            assert "Alpha of speech" in browser.export_screenshot().replace("&#160;", " ")

    assert browse(then, light=True).theme == "ansi-light"


def test_another_answer_of_as_many_papers_is_drawn() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        for text, line in (
            ("beta", "2022 ACL       Beta of speech"),
            ("gamma", "2021 EMNLP     Gamma of text"),
        ):
            browser._line.value = text
            await settle(pilot)
            drawn = browser.screen._compositor.render_strips(browser.size)
            assert line in drawn[2].text

    browse(then)


def test_an_answer_lays_nothing_out_anew() -> None:
    papers = tuple(
        paper(f"{'Alpha' if n < 40 else 'Beta'} {n}", "Speech", line=n) for n in range(1, 100)
    )

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        laid_out: list[object] = []
        lay_out = browser.screen._compositor.reflow

        def reflow(*given: Any) -> object:
            laid_out.append(given)
            return lay_out(*given)

        browser.screen._compositor.reflow = reflow  # type: ignore[assignment,method-assign]
        await press(pilot, *"alpha")
        await settle(pilot)
        await press(pilot, "space", "7")
        await settle(pilot)
        assert (len(browser._list._rows), laid_out) == (1, [])

    browse(then, papers, size=(80, 20))


def test_garbage_is_looked_for_when_nobody_waits() -> None:
    class Garbage:
        def __init__(self) -> None:
            self.itself = self

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        del browser
        left = weakref.ref(Garbage())
        assert left() is not None
        await press(pilot, "x", "backspace")
        await settle(pilot)
        await pilot.pause()
        assert left() is None

    gc.disable()
    try:
        browse(then)
    finally:
        gc.enable()


def test_on_the_narrowest_screens_the_title_has_what_there_is() -> None:
    parts = ("venue", "title", "section", "code", "note")
    assert {
        width: tuple(getattr(_columns(width, has_note=False), part) for part in parts)
        for width in (5, 44, 45, 69, 70, 89, 90, 109, 110)
    } == {
        5: (0, 1, 0, 0, 0),
        44: (0, 35, 0, 0, 0),
        45: (7, 28, 0, 1, 0),
        69: (7, 52, 0, 1, 0),
        70: (9, 48, 0, 4, 0),
        89: (9, 67, 0, 4, 0),
        90: (11, 66, 0, 4, 0),
        109: (11, 85, 0, 4, 0),
        110: (11, 58, 27, 4, 0),
    }


@pytest.mark.parametrize(
    ("words", "width", "said"),
    [
        (["nuscenes"], 18, "lacks nuscenes"),
        (["lidar", "nuscenes"], 21, "lacks lidar, nuscenes"),
        (["lidar", "nuscenes"], 20, "lacks lidar +1"),
        (["lidar", "nuscenes", "waymo"], 24, "lacks lidar, nuscenes +1"),
        (["lidar", "nuscenes"], 15, "no lidar +1"),
        (["nuscenes", "waymo"], 12, "no nusce… +1"),
        (["知識蒸留", "waymo"], 12, "no 知識 … +1"),
        (["nuscenes"], 10, "no nuscen…"),
        ([], 20, ""),
    ],
)
def test_what_a_paper_lacks_is_told_in_whole_words_and_a_number(
    words: list[str], width: int, said: str
) -> None:
    assert _lacking(words, width) == said


def test_a_message_is_broken_into_lines_and_cut_only_where_it_would_fill_the_screen() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        async def told(message: str) -> tuple[list[str], int]:
            browser._tell(message)
            await pilot.pause()
            line = browser.query_one(CountLine)
            shown = [line.render_line(y).text.rstrip() for y in range(line.size.height)]
            assert browser.screen.region.contains_region(line.region)
            return shown, browser._page.size.height

        assert await told("short") == (["4 of 4  short"], 6)
        assert await told("a message of [b]ten[/] words that needs two lines to be told") == (
            ["4 of 4  a message of [b]ten[/] words", "that needs two lines to be told"], 6
        )  # fmt: skip
        assert await told("word " * 40) == (
            ["4 of 4  word word word word word word", f"{'word ' * 7}wo…"], 6
        )  # fmt: skip
        browser.theme = "nord"
        assert (await told("short"))[0] == ["4 of 4  short"]

    browse(then, size=(40, 20))


def test_a_message_has_a_line_for_eight_of_the_screen_and_three_at_most() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        browser._tell("word " * 99)
        lines_of = {}
        for height in (70, 15, 16, 23, 24):
            await pilot.resize_terminal(60, height)
            await pilot.pause()
            lines_of[height] = browser.query_one(CountLine).size.height
        assert lines_of == {15: 1, 16: 2, 23: 2, 24: 3, 70: 3}

    browse(then)


def test_where_nothing_fits_the_list_says_what_to_do() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, *"venue:")
        await settle(pilot)
        said = "  nothing can be meant by this query: below it is said why; Esc empties it"
        assert lines(browser, "list")[:2] == [said, ""]
        await press(pilot, "ctrl+u", *"zzqq")
        await settle(pilot)
        said = "  nothing fits: Esc empties the query, then the facets"
        assert lines(browser, "list")[:2] == [said, ""]
        assert browser._list.border_title == " papers "
        await press(pilot, "escape")
        await settle(pilot)
        assert lines(browser, "list")[4] == ""

    browse(then)


def test_of_a_catalog_without_papers_the_list_says_so() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        del pilot
        assert lines(browser, "list")[:2] == ["  the catalog has no papers", ""]

    browse(then, ())


def test_a_title_has_a_space_on_each_side() -> None:
    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        # Where there is a corner, Textual sets one itself.
        for size, facets, page in (
            (80, " facets ", " paper "),
            (120, " facets", " paper "),
            (160, " facets", "paper "),
        ):
            await pilot.resize_terminal(size, 30)
            await press(pilot, "enter", "f", "tab")
            assert browser._facets.border_title == facets
            assert browser._page.border_title == page

    browse(then)


def test_what_was_chosen_is_told_in_the_order_of_the_facets_and_years_from_to() -> None:
    chosen: set[tuple[Facet, Value]] = {("code", True), ("task", "TTS"), ("task", "ASR")}
    chosen |= {("year", year) for year in (2024, 2019, 2020, 2021, 2023, 2015)}
    said = "in ASR, TTS, 2015, 2019-2021, 2023-2024, with code --title x"
    assert narrowed_by(Question("", frozenset(chosen)), "--title x") == [(said, "dim")]
    assert narrowed_by(Question(), "") == []


def test_the_file_that_is_replaced_is_the_one_that_was_asked_of() -> None:
    outdoors = Outdoors()

    async def then(browser: Browser, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "e")
        said = browser.screen.query_one("Static")
        assert said.display is False
        for name in ("other.bib", " "):
            browser.screen.query_one(Input).value = "old.bib"
            await press(pilot, "enter")
            await pilot.pause()
            assert said.display is True
            if name == " ":
                # Without a name nothing is written, and the screen stays.
                browser.screen.query_one(Input).value = name
                await press(pilot, "enter", "escape")
            else:
                browser.screen.query_one(Input).value = f" {name} "
                await press(pilot, "enter")
                await pilot.pause()
                await press(pilot, "e")
                said = browser.screen.query_one("Static")

    browse(then, outdoors=outdoors)
    assert outdoors.written == [("other.bib", ["paper-1"], False)]
