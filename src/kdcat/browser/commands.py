"""What the palette of commands offers: what the keys do, by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from kdcat.browser.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import App

_OFFERED = (
    *("app.open(False)", "app.open(True)", "app.copy", "app.export", "app.clear_facets"),
    *("app.to_search", "app.to_facets", "app.help", "app.suspend_process", "app.leave", "app.stop"),
)


def commands(app: App[Any], select_all: Callable[[], None]) -> Iterator[SystemCommand]:
    """Yield the commands, each with the key that does the same, and the choice of a theme.

    Args:
        app: The program.
        select_all: Selects all papers that are shown, or none of them.
    """
    yield SystemCommand("Select all that are shown, or none of them", "key: a", select_all)
    for action in _OFFERED:
        key = next(key for key in KEYS if key.action == action)
        name, _, more = key.does.partition("; ")
        shown = name[:1].upper() + name[1:]
        said = f"key: {key.shown}" + (more and f"; {more}")
        yield SystemCommand(shown, said, partial(app.run_action, action))
    yield SystemCommand("Change the theme", "other colours", app.search_themes)
