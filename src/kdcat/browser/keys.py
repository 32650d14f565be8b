"""The keys: the one table from which the bindings, the line of keys, the help and the documents are."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

Where: TypeAlias = Literal["search line", "list", "facets", "paper", "everywhere"]
"""Where a key means something: what has the focus."""
PLACES: tuple[Where, ...] = get_args(Where)


class Key(NamedTuple):
    """What a key does."""

    where: Where
    keys: str
    """As Textual names them, parted by commas."""
    shown: str
    """As people name them."""
    action: str
    """The action of the program, as Textual has it; nothing where Textual does it by itself."""
    does: str
    """What it does, in a sentence without its end."""
    short: str = ""
    """The same in a word, for the line of keys; nothing where it is not shown there."""


KEYS = (
    Key("search line", "", "letters", "", "change the query; the list follows"),
    Key("search line", "down,tab,enter", "Down, Tab, Enter", "app.to_list", "go to the list", "list"),
    Key("search line", "escape", "Esc", "app.back", "empty the query, then the facets", "clear"),
    Key("list", "down,j", "j, Down", "move(1)", "the next paper"),
    Key("list", "up,k", "k, Up", "move(-1)", "the paper before; above the first, the search line"),
    Key("list", "pagedown,ctrl+d", "PageDown, Ctrl-D", "page(1)", "a page down"),
    Key("list", "pageup,ctrl+u", "PageUp, Ctrl-U", "page(-1)", "a page up"),
    Key("list", "home,g", "g, Home", "first", "the first paper"),
    Key("list", "end,G", "G, End", "last", "the last paper"),
    Key("list", "enter", "Enter", "app.enter", "read the paper; with --select, end and write the selection", "read"),
    Key("list", "space", "Space", "choose", "select the paper, or no longer, and go on", "select"),
    Key("list", "a", "a", "choose_all", "select all that are shown, or none of them"),
    Key("list", "o", "o", "app.open(False)", "open the paper in the web browser", "open"),
    Key("list", "c", "c", "app.open(True)", "open its code", "code"),
    Key("list", "y", "y", "app.copy", "copy BibTeX of the selection, else of the paper", "copy"),
    Key("list", "e", "e", "app.export", "write the selection, else the paper, to a file", "export"),
    Key("list", "f", "f", "app.to_facets", "go to the facets", "facets"),
    Key("list", "slash", "/", "app.to_search", "go to the search line", "search"),
    Key("list", "escape", "Esc", "app.back", "go to the search line"),
    Key("list", "question_mark", "?", "app.help", "show all keys", "help"),
    Key("list", "q", "q", "app.leave", "end; with --select, write the selection", "quit"),
    Key("facets", "down,j", "j, Down", "move(1)", "the next value"),
    Key("facets", "up,k", "k, Up", "move(-1)", "the value before"),
    Key("facets", "right,l,pagedown", "l, Right", "group(1)", "the next facet"),
    Key("facets", "left,h,pageup", "h, Left", "group(-1)", "the facet before"),
    Key("facets", "space,enter", "Space, Enter", "choose", "choose the value, or no longer", "choose"),
    Key("facets", "x", "x", "app.clear_facets", "choose none", "none"),
    Key("facets", "slash", "/", "app.to_search", "go to the search line", "search"),
    Key("facets", "escape,f", "Esc, f", "app.to_list", "go back to the list", "list"),
    Key("facets", "question_mark", "?", "app.help", "show all keys", "help"),
    Key("facets", "q", "q", "app.leave", "end; with --select, write the selection", "quit"),
    Key("paper", "down,j", "j, Down", "scroll_down", "a line down"),
    Key("paper", "up,k", "k, Up", "scroll_up", "a line up"),
    Key("paper", "o", "o", "app.open(False)", "open the paper in the web browser", "open"),
    Key("paper", "c", "c", "app.open(True)", "open its code", "code"),
    Key("paper", "y", "y", "app.copy", "copy BibTeX of the selection, else of the paper", "copy"),
    Key("paper", "slash", "/", "app.to_search", "go to the search line", "search"),
    Key("paper", "escape,enter", "Esc, Enter", "app.to_list", "go back to the list", "list"),
    Key("paper", "question_mark", "?", "app.help", "show all keys", "help"),
    Key("paper", "q", "q", "app.leave", "end; with --select, write the selection", "quit"),
    Key("everywhere", "tab", "Tab", "", "go on to the list, the facets, the paper, the search line"),
    Key("everywhere", "f1", "F1", "app.help", "show all keys"),
    Key("everywhere", "ctrl+p", "Ctrl-P", "", "find a command by its name", "commands"),
    Key("everywhere", "ctrl+z", "Ctrl-Z", "suspend_process", "suspend; fg of the shell goes on"),
    Key("everywhere", "ctrl+q", "Ctrl-Q", "app.leave", "end; with --select, write the selection", "quit"),
    Key("everywhere", "ctrl+c", "Ctrl-C", "app.stop", "end and write nothing; the exit code is 130"),
)  # fmt: skip
"""All keys, in the order in which they are shown."""


def keys_of(where: Where) -> list[Key]:
    """Return the keys of a place that are bound here."""
    return [key for key in KEYS if key.where == where and key.action]
