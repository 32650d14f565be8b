"""What stands before the rest of the screen for a while: all keys, and the name of a file."""

from __future__ import annotations

from itertools import chain, repeat
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

from kdcat.browser.keys import KEYS, PLACES
from kdcat.browser.lines import Styles, fitted, line_of
from kdcat.errors import KdcatError
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

_KEY_WIDTH = 20


class _KeyTable(ScrollView, can_focus=True):
    """All keys, by where they mean something."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--place", "table--key"}
    DEFAULT_CSS = """
    _KeyTable {
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .table--place { text-style: bold; color: $named; }
        & > .table--key { text-style: bold; }
    }
    """

    _lines: Sequence[tuple[str, str]] = ()

    def on_resize(self, event: Resize) -> None:
        """Break what the keys do to the room that is left beside their names."""
        del event
        width = self.scrollable_content_region.width
        self._key_width = min(_KEY_WIDTH, width // 2)
        room = max(width - self._key_width - 1, 1)
        lines: list[tuple[str, str]] = []
        for place in PLACES:
            lines += [("", ""), (f"{place}:", "")]
            for key in KEYS:
                if key.where == place:
                    names = chain([key.shown], repeat(""))
                    lines += zip(names, wrap(key.does, room), strict=False)
        self._lines = lines[1:]
        self.virtual_size = Size(0, len(self._lines))

    def render_line(self, y: int) -> Strip:
        width, styles = self.scrollable_content_region.width, Styles(self, "table")
        style = styles[""]
        at = round(self.scroll_y) + y
        if at >= len(self._lines):
            return Strip.blank(width, style)
        first, second = self._lines[at]
        if not second:
            return line_of(fitted([(first, styles["place"])], width, style), width)
        room = self._key_width
        cells = fitted([("  ", style), (first, styles["key"])], room, style)
        cells += [(" ", style), *fitted([(second, style)], width - room - 1, style)]
        return line_of(cells, width)


class KeysScreen(ModalScreen[None]):
    """The help: all keys."""

    DEFAULT_CSS = """
    KeysScreen {
        align: center middle;
        & > _KeyTable {
            width: 90; max-width: 100%; height: 80%; max-height: 100%; padding: 0 1;
            border: round $success; background: $background;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", priority=True),
        Binding("j", "scroll(1)", "Down", priority=True),
        Binding("k", "scroll(-1)", "Up", priority=True),
    ]

    def compose(self) -> ComposeResult:
        """Yield the table."""
        table = _KeyTable()
        table.border_title, table.border_subtitle = "keys", "Esc closes"
        yield table

    def action_scroll(self, by: int) -> None:
        """Scroll by so many lines."""
        self.query_one(_KeyTable).scroll_relative(y=by, animate=False)


class FileScreen(ModalScreen[None]):
    """Asks for the name of a file, and writes it."""

    DEFAULT_CSS = """
    FileScreen {
        align: center bottom;
        & > Container {
            height: auto; width: 100%; padding: 0 1;
            border: round $success; background: $background;
        }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $background; }
        & Input:nocolor > .input--selection { text-style: reverse; }
        & Static { height: auto; color: $told; display: none; }
        & Static.-told { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", priority=True),
        Binding("enter", "write", "Write", priority=True),
    ]

    def __init__(self, title: str, write: Callable[[str, bool], None]) -> None:
        """Take what is asked, and what writes the file of a name, or may replace one."""
        super().__init__()
        self._title = title
        self._write = write
        self._asked: str | None = None

    def compose(self) -> ComposeResult:
        """Yield the line for the name, and one for what is to be said."""
        # `on_mount` selects the line: selected on focus, which may come behind the first keys, it
        # would lose what those have written.
        line = Input("papers.bib", select_on_focus=False)
        box = Container(line, Static("", markup=False))
        box.border_title, box.border_subtitle = self._title, "Enter writes, Esc closes"
        yield box

    def on_mount(self) -> None:
        """Let the line have what is typed ahead, in the place of the name that is proposed."""
        line = self.query_one(Input)
        line.select_all()
        self.set_focus(line)

    def action_write(self) -> None:
        """Write the file; one that is there only when that was asked."""
        name = self.query_one(Input).value.strip()
        if not name:
            return
        try:
            self._write(name, name == self._asked)
        except FileExistsError:
            self._asked = name
            self._tell(f"{name} exists: Enter again replaces it, Esc does not")
        except KdcatError as error:
            self._tell(str(error))
        else:
            self.dismiss()

    def _tell(self, message: str) -> None:
        said = self.query_one(Static)
        said.update(printable(message))
        said.add_class("-told")
