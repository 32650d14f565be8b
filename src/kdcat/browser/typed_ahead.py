"""What is typed is done one after the other, each as if the one before had been done long ago.

Textual lets a letter and a command that comes behind it take two ways to where they are done, and
the command may be there first. And while a command waits for a search, nothing else gets on.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette
from textual.errors import NoWidget
from textual.events import InputEvent, Key, MouseEvent, MouseMove, Paste
from textual.worker import WorkerCancelled

from kdcat.browser.flood import Flood
from kdcat.browser.terminal_input import reading

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.events import Event

    from kdcat.browser.outside import End

_MOST_PATIENCE = 1.0
"""Seconds. What is just taken from the screen may never tell that it has heard."""
_PALETTE_ROUNDS = 4
"""From the line of the palette by its list to the command."""


class TypedAhead:
    """The keys, clicks and pastes that came, in their order."""

    def __init__(
        self,
        app: App[Any],
        do: Callable[[Event], Awaitable[None]],
        stop: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Take the program.

        Args:
            app: The program.
            do: Does there one of them.
            stop: Ends the program, whatever is being done.
            failed: Is told what goes wrong with one.
        """
        self._app = app
        self._do, self._stop, self._failed = do, stop, failed
        self._task: asyncio.Task[None] | None = None
        self._waiting: asyncio.Queue[Event] = asyncio.Queue()
        self._stops = 0
        self._flood = Flood()
        """What of it came from the terminal."""

    def reads(self, driver: type[Driver], end: Callable[[End], object]) -> type[Driver]:
        """Return what reads the terminal, so that what is too much is forgotten.

        Args:
            driver: What reads the terminal and hands over all.
            end: Ends the program; called when the terminal is gone.
        """
        return reading(driver, self._flood, end, self._failed)

    def takes(self, event: Event) -> bool:
        """Take what is typed, and tell whether it was that; what else comes is left alone."""
        if not isinstance(event, (InputEvent, Paste)) or isinstance(event, MouseMove):
            self._flood.done(event)
            return False
        if event.is_forwarded:
            return False
        self._waiting.put_nowait(event)
        if isinstance(event, Key) and event.key == "ctrl+c":
            self._stops += 1
            if self._stops > 1 or self._flood.is_on:
                # Nobody presses it twice who would wait for what comes before.
                self._stop()
        return True

    def begin(self) -> None:
        """Begin to do what was typed."""
        self._task = asyncio.create_task(self._go_on())

    def end(self) -> None:
        """Do nothing more."""
        if self._task:
            self._task.cancel()

    async def done(self) -> None:
        """Wait until all that was typed so far is done."""
        joined = asyncio.create_task(self._waiting.join())
        tasks = {joined, self._task} if self._task else {joined}
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        joined.cancel()

    async def _go_on(self) -> None:
        while True:
            event = await self._waiting.get()
            try:
                await self._do_one(event)
            except Exception as error:  # noqa: BLE001 (it is told where it is heeded)
                self._failed(error)
            self._flood.done(event)
            self._waiting.task_done()

    async def _do_one(self, event: Event) -> None:
        app = self._app
        screen = app.screen
        first: DOMNode = app.focused or screen
        if isinstance(event, MouseEvent):
            with suppress(NoWidget):
                first, _ = app.get_widget_at(event.x, event.y)
        await self._do(event)
        for part in first.ancestors_with_self:
            await _heard(part)
        if isinstance(screen, CommandPalette):
            await _palette_has_answered(app)
        # Another screen that was opened takes the next key.
        await _heard(app.screen)


async def _heard(part: DOMNode) -> None:
    """Wait until a part of the screen has done what it was told so far."""
    has_heard = asyncio.Event()
    if part.call_later(has_heard.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(has_heard.wait(), _MOST_PATIENCE)


async def _palette_has_answered(app: App[Any]) -> None:
    """Wait until the palette shows what fits, or has begun what was chosen."""
    for _ in range(_PALETTE_ROUNDS):
        for worker in list(app.workers):
            with suppress(WorkerCancelled):
                await worker.wait()
        for part in (*app.screen.walk_children(with_self=True), app):
            await _heard(part)
