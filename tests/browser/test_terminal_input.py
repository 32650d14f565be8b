"""What is read from the terminal: what of a flood is forgotten, until when, and what is no end."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import Any

import pytest
from textual.events import Key, Resize
from textual.geometry import Size

from kdcat.browser import flood
from kdcat.browser.flood import Flood
from kdcat.browser.terminal_input import reading

pytestmark = pytest.mark.slow


class Keyboard:
    """In the place of what reads the terminal: it is given at once what there is to read."""

    parts: tuple[str | bytes, ...]

    def __init__(self) -> None:
        self.handed_over: list[Any] = []
        self.later: list[Any] = []
        self._app = self

    def call_later(self, do: Any, *given: object) -> None:
        self.later.append(do(*given))

    def run_input_thread(self) -> None:
        # As both stand in the module of Textual's own.
        parser = globals()["XTermParser"](False)
        decode = globals()["getincrementaldecoder"]("utf-8")().decode
        for part in self.parts:
            content = part.encode() if isinstance(part, str) else part
            if letters := decode(content, final=False):
                for message in parser.feed(letters):
                    self.process_message(message)

    def process_message(self, message: Any) -> None:
        self.handed_over.append(message)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Flood:
    monkeypatch.setattr(flood, "_MOST", 3)
    monkeypatch.setattr(flood, "_FEW", 1)
    return Flood()


def read(given: Flood, *parts: str | bytes, later: Sequence[str] = ()) -> list[Any]:
    """What is handed over of what is read in so many parts."""
    driver: Any = Keyboard
    keyboard: Any = reading(
        driver, given, lambda how: f"end: {how!r}", lambda error: f"failed: {error}"
    )
    keyboard = keyboard()
    keyboard.parts = parts
    keyboard.run_input_thread()
    assert keyboard.later == [*later]
    handed_over: list[Any] = keyboard.handed_over
    return handed_over


def names(handed_over: list[Any]) -> list[str]:
    return [each.key if isinstance(each, Key) else type(each).__name__ for each in handed_over]


def test_of_more_than_anybody_types_ahead_the_first_are_done(few: Flood) -> None:
    handed_over = read(few, "abcde")
    assert names(handed_over) == ["a", "b", "c"]
    few.done(handed_over[0])
    assert read(few, "f") == []
    few.done(handed_over[1])
    # A few are done, and what comes is taken again.
    assert names(read(few, "gh", "i")) == ["g", "h"]


def test_clicks_and_moves_and_pastes_are_forgotten_as_keys_are(few: Flood) -> None:
    read(few, "abc")
    forgotten = "\x1b[<0;3;4M", "\x1b[<0;3;4m", "\x1b[<35;3;4M", "\x1b[I", "\x1b[200~d\x1b[201~"
    assert read(few, *forgotten) == []
    # One part of what was read, in the midst of which they become too many.
    assert names(read(Flood(), "".join(forgotten))) == ["MouseDown", "MouseUp", "MouseMove"]


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("\x03", "ctrl+c"), ("\x11", "ctrl+q"), ("\x1b[99;5u", "ctrl+c"), ("\x1b[113;5u", "ctrl+q"),
        # With the lock of the numbers.
        ("\x1b[99;133u", "ctrl+c"), ("\x1b[113;133u", "ctrl+q"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("before", "behind"), [("", ""), ("xy", "z"), ("\x1b[31m", "\x1b[A")])
def test_what_ends_the_program_is_never_forgotten(
    code: str, key: str, before: str, behind: str, few: Flood
) -> None:
    read(few, "abc")
    assert names(read(few, f"{before}{code}{behind}")) == [key]


def test_a_plain_letter_of_kittys_protocol_ends_nothing(few: Flood) -> None:
    assert names(read(few, "\x1b[99;;99u", "\x1b[99;1u")) == ["c", "c"]
    read(few, "\x1b[97;;97u")
    assert read(few, "\x1b[99;;99u", "\x1b[113;;113u") == []


def test_the_end_of_a_paste_is_seen_in_a_flood(few: Flood) -> None:
    # Of codes in the midst of what is pasted Textual makes keys.
    handed_over = read(few, "\x1b[200~" + "\x1b[1!\x1b[2!" * 2, "much\x1b[201~", "\x03a")
    assert names(handed_over) == ["circumflex_accent", "left_square_bracket", "1", "ctrl+c"]


def test_of_a_flood_no_more_is_told_apart_than_what_is_kept(
    few: Flood, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = []

    def feed(_: object, letters: str) -> list[Any]:
        parsed.append(letters)
        return []

    monkeypatch.setattr("textual._xterm_parser.XTermParser.feed", feed)
    for letter in "abc":
        few.lets_through(Key(letter, letter))
    read(few, "x\x1b[31m" * 10, "y\x03z\x1b[201~", "w")
    assert parsed == ["\x03\x1b[201~"]


def test_ctrl_c_alone_is_heard_also_where_a_paste_has_no_end(few: Flood) -> None:
    assert names(read(few, "\x1b[200~ab\x03", "\x03")) == ["ctrl+c"]
    assert names(read(few, "\x1b[200~ab", "\x1b[99;5u")) == ["ctrl+c"]


def test_a_size_counts_always_but_no_screen_has_a_million_cells(few: Flood) -> None:
    read(few, "abc")
    for size, counts in ((Size(1, 2), True), (Size(1000, 1000), True), (Size(1001, 1000), False)):
        assert few.lets_through(Resize(size, size)) is counts


@pytest.mark.parametrize(
    "code",
    [
        # A letter of a number too large, of none, and of several; and pixels that are none.
        "\x1b[99999999999R", "\x1b[:H", "\x1b[99:67;5u", "\x1b[48;24;80;0;0t\x1b[<35;3;4M",
    ],
)  # fmt: skip
def test_what_no_keyboard_sends_is_not_the_end(code: str) -> None:
    taken = [Key, Resize]
    handed_over = read(Flood(), code, "\x1b[A")
    assert {type(each) for each in handed_over} <= {*taken}
    assert handed_over[-1].key == "up"


def test_what_goes_wrong_while_it_reads_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(Keyboard, "process_message", fail)
    read(Flood(), "a", later=["failed: a mistake"])


def test_letters_are_read_in_parts_and_of_another_encoding_as_unknown() -> None:
    handed_over = read(Flood(), b"\xc3", b"\xa9\xe9a")
    assert [each.character for each in handed_over] == ["\xe9", "\N{REPLACEMENT CHARACTER}", "a"]


def test_where_nothing_is_read_the_terminal_is_gone() -> None:
    assert names(read(Flood(), "a", b"", "b", later=["end: <Signals.SIGHUP: 1>"])) == ["a"]


@pytest.mark.parametrize(
    ("number", "later"),
    [(errno.EIO, "end: <Signals.SIGHUP: 1>"), (errno.EPERM, "failed: [Errno 1] a fault")],
)
def test_what_cannot_be_read_is_gone_and_other_faults_are_told(
    number: int, later: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "a fault")

    monkeypatch.setattr(Keyboard, "process_message", fail)
    read(Flood(), "a", later=[later])
