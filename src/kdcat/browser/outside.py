"""What the full-screen program asks of whoever started it, and how it ends."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from kdcat.paper import Paper

End: TypeAlias = Literal["left", "stopped"] | signal.Signals
"""How it ended: as its user wished, with or without an answer, or by a signal."""


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
