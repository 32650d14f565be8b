"""Where the parts of the screen stand, and how they look.

Colours are those of the theme, which are the terminal's own unless another theme is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.geometry import Size
    from textual.theme import Theme

WIDE = 150
"""Columns from which on the paper stands beside the list, and not below it."""
BY_WIDTH = [(0, "-narrow"), (100, "-middle"), (WIDE, "-wide")]
"""The classes of the screen by its columns: where the facets, and then the paper, stand apart."""
BY_HEIGHT = [(0, "-low"), (14, "-high")]
"""The same by its lines: there is room for the paper too."""


def classes_of(size: Size) -> Iterator[str]:
    """Yield the classes of a screen of a size."""
    for length, steps in ((size.width, BY_WIDTH), (size.height, BY_HEIGHT)):
        yield max(step for step in steps if step[0] <= length)[1]


def colours(theme: Theme) -> dict[str, str]:
    """Return the program's own colours for a theme.

    Of the terminal's colours, yellow, blue and cyan are hard to read on light or on dark.
    """
    if theme.ansi:
        return {"named": "ansi_magenta", "told": "ansi_red", "bar": "ansi_bright_black"}
    named, told = theme.secondary or theme.primary, theme.warning or theme.primary
    return {"named": named, "told": told, "bar": theme.primary}


LOOK = """
Screen { layout: vertical; background: $background; }
ModalScreen { background: transparent; }
#top { height: 1; layout: horizontal; }
#prompt { width: 3; padding: 0 1; text-style: bold; color: $success; }
#search, #search:focus { border: none; height: 1; padding: 0; width: 1fr; background: $background; }
#panes { height: 1fr; layout: vertical; }
#search > .input--cursor { color: $foreground; background: $background; text-style: reverse; }
CommandPalette:nocolor .option-list--option-highlighted { text-style: bold underline; }
#list, #page, #facets, _KeyTable {
    scrollbar-color: $bar; scrollbar-color-hover: $bar; scrollbar-color-active: $bar;
    scrollbar-background: $background; scrollbar-background-hover: $background;
    scrollbar-background-active: $background;
}
#list, #page, #facets {
    border-top: solid $foreground;
    border-title-align: left;
    border-title-color: $foreground;
    border-title-background: $background;
    background: $background;
}
#list:focus, #page:focus, #facets:focus {
    border-top: heavy $success;
    border-title-color: $success;
    border-title-style: bold;
}
#list { height: 3fr; width: 1fr; }
#page { height: 2fr; width: 1fr; padding: 0 1; }
#facets { display: none; padding: 0 1; height: 1fr; width: 100%; }
.-middle #facets, .-wide #facets { display: block; dock: left; width: 30; height: 100%; }
.-middle #facets, .-middle #facets:focus { border-right: solid $foreground; }
.-wide #facets, .-wide #facets:focus {
    border-right: solid $foreground; width: 22%; min-width: 34; max-width: 46;
}
.-wide #panes { layout: horizontal; }
.-wide #list { width: 3fr; height: 100%; }
.-wide #page { width: 2fr; height: 100%; border-left: solid $foreground; }
.-narrow.-facets #facets { display: block; }
.-narrow.-facets #list, .-narrow.-facets #page { display: none; }
.-low #page { display: none; }
.-reading #list { display: none; }
.-reading #page { display: block; height: 1fr; }
"""
