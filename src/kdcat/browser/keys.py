"""The keys, in one table: the bindings, the line of keys, the help and the documents are of it."""

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
    """The action of the program, as Textual has it; nothing where it needs none of ours."""
    does: str
    """What it does, in a sentence without its end."""
    short: str = ""
    """The same in a word, for the line of keys; nothing where it is not shown there."""


_QUIT = "end; with --select, write the selection"
_COPY = "copy BibTeX of the selection, else of the paper"
_EXPORT = "write the selection, else the paper, to a file"
_ROUND = "go on to the facets, the paper, the search line, the list"

KEYS = (
    Key("search line", "", "letters", "", "change the query; the list follows"),
    Key("search line", "down,enter,tab", "Down, Enter, Tab", "app.to_list", "go to the list", "list"),
    Key("search line", "shift+tab", "Shift-Tab", "app.go_round(-1)", "go back to the paper"),
    Key("search line", "escape", "Esc", "app.step_back", "empty the query, then the facets", "clear"),
    Key("list", "down,j", "j, Down", "move(1)", "go to the next paper"),
    Key("list", "k", "k", "move(-1)", "go to the paper before"),
    Key("list", "up", "Up", "up", "the same, and from the first to the search line"),
    Key("list", "pagedown,ctrl+d", "PageDown, Ctrl-D", "page(1)", "go a page down"),
    Key("list", "pageup,ctrl+u", "PageUp, Ctrl-U", "page(-1)", "go a page up"),
    Key("list", "home,g", "g, Home", "first", "go to the first paper"),
    Key("list", "end,G", "G, End", "last", "go to the last paper"),
    Key("list", "enter", "Enter", "app.enter", "read the paper; with --select, end and write the selection", "read"),
    Key("list", "space", "Space", "choose", "select the paper, or no longer, and go on", "select"),
    Key("list", "a", "a", "choose_all", "select all that are shown, or none of them"),
    Key("list", "slash", "/", "app.to_search", "go to the search line", "search"),
    Key("list", "f", "f", "app.to_facets", "go to the facets", "facets"),
    Key("list", "o", "o", "app.open(False)", "open the paper in the web browser", "open"),
    Key("list", "c", "c", "app.open(True)", "open its code", "code"),
    Key("list", "y", "y", "app.copy", _COPY, "copy"),
    Key("list", "e", "e", "app.export", _EXPORT, "export"),
    Key("list", "question_mark", "?", "app.help", "show all keys", "help"),
    Key("list", "q", "q", "app.leave", _QUIT, "quit"),
    Key("list", "tab", "Tab", "app.go_round(1)", _ROUND),
    Key("list", "shift+tab", "Shift-Tab", "app.go_round(-1)", "the other way round"),
    Key("list", "escape", "Esc", "app.step_back", "go to the search line"),
    Key("facets", "down,j", "j, Down", "move(1)", "go to the next value"),
    Key("facets", "up,k", "k, Up", "move(-1)", "go to the value before"),
    Key("facets", "right,l,pagedown", "l, Right, PageDown", "group(1)", "go to the next facet"),
    Key("facets", "left,h,pageup", "h, Left, PageUp", "group(-1)", "go to the facet before"),
    Key("facets", "space,enter", "Space, Enter", "choose", "choose the value, or no longer; show more", "choose"),
    Key("facets", "x", "x", "app.clear_facets", "choose no value of any facet", "clear"),
    Key("facets", "slash", "/", "app.to_search", "go to the search line", "search"),
    Key("facets", "escape,f", "Esc, f", "app.to_list", "go back to the list", "list"),
    Key("facets", "question_mark", "?", "app.help", "show all keys", "help"),
    Key("facets", "q", "q", "app.leave", _QUIT, "quit"),
    Key("facets", "tab", "Tab", "app.go_round(1)", "go on to the paper"),
    Key("facets", "shift+tab", "Shift-Tab", "app.go_round(-1)", "go back to the list"),
    Key("paper", "down,j", "j, Down", "scroll_down", "go a line down"),
    Key("paper", "up,k", "k, Up", "scroll_up", "go a line up"),
    Key("paper", "space,pagedown", "Space, PageDown", "page_down", "go a page down"),
    Key("paper", "pageup", "PageUp", "page_up", "go a page up"),
    Key("paper", "home,g", "g, Home", "scroll_home", "go to the top"),
    Key("paper", "end,G", "G, End", "scroll_end", "go to the end"),
    Key("paper", "n", "n", "app.next_paper(1)", "go to the next paper of the list", "next"),
    Key("paper", "p", "p", "app.next_paper(-1)", "go to the paper before", "previous"),
    Key("paper", "escape,enter", "Esc, Enter", "app.to_list", "go back to the list", "list"),
    Key("paper", "o", "o", "app.open(False)", "open the paper in the web browser", "open"),
    Key("paper", "c", "c", "app.open(True)", "open its code", "code"),
    Key("paper", "y", "y", "app.copy", _COPY, "copy"),
    Key("paper", "e", "e", "app.export", _EXPORT, "export"),
    Key("paper", "slash", "/", "app.to_search", "go to the search line"),
    Key("paper", "question_mark", "?", "app.help", "show all keys", "help"),
    Key("paper", "q", "q", "app.leave", _QUIT, "quit"),
    Key("paper", "tab", "Tab", "app.go_round(1)", "go on to the search line"),
    Key("paper", "shift+tab", "Shift-Tab", "app.go_round(-1)", "go back to the facets"),
    Key("everywhere", "f1", "F1", "app.help", "show all keys", "help"),
    Key("everywhere", "ctrl+p", "Ctrl-P", "app.command_palette", "find a command by its name", "commands"),
    Key("everywhere", "ctrl+z", "Ctrl-Z", "app.suspend_process", "suspend; `fg` of the shell goes on"),
    Key("everywhere", "ctrl+q", "Ctrl-Q", "app.leave", _QUIT, "quit"),
    Key("everywhere", "ctrl+c", "Ctrl-C", "app.stop", "end and write nothing; the exit code is 130"),
)  # fmt: skip
"""All keys, in the order in which they are shown."""


def keys_of(where: Where) -> list[Key]:
    """Return the keys of a place that have an action."""
    return [key for key in KEYS if key.where == where and key.action]


_OF_A_PAPER = {"app.enter", "choose", "choose_all", "app.copy", "app.export", "app.open(False)"}


def working(where: Where, *, has_paper: bool, has_code: bool, selects: bool) -> list[Key]:
    """Return the keys that do something now, those of the place first.

    Args:
        where: What has the focus.
        has_paper: Whether a paper is under the cursor.
        has_code: Whether that has code.
        selects: Whether Enter in the list ends the program with the selection.
    """
    off = set() if has_paper else set(_OF_A_PAPER)
    if where == "facets":
        off.discard("choose")
    if not has_code:
        off.add("app.open(True)")
    found: list[Key] = []
    for key in (*keys_of(where), *keys_of("everywhere")):
        if key.action not in off and all(key.short != other.short for other in found if key.short):
            is_taking = selects and key.action == "app.enter"
            found.append(key._replace(short="take") if is_taking else key)
    return found
