"""Work that waits for servers, done side by side: each piece in a thread of its own."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

_Found = TypeVar("_Found")


def side_by_side(works: Sequence[Iterator[_Found]]) -> Generator[_Found]:
    """Yield what pieces of work find, each as soon as it is known.

    Whoever stops listening stops each of them before it looks for more.

    Args:
        works: The pieces of work. What they find is never None.

    Raises:
        Exception: What goes wrong in one of them is raised where it is listened to.
    """
    found: SimpleQueue[_Found | Exception | None] = SimpleQueue()
    stopped = threading.Event()

    def do(work: Iterator[_Found]) -> None:
        try:
            while not stopped.is_set() and (one := next(work, None)) is not None:
                found.put(one)
        except Exception as error:  # noqa: BLE001 (raised where it is listened to)
            found.put(error)
        finally:
            found.put(None)

    # Nobody waits for them where the program ends before they do.
    for work in works:
        threading.Thread(target=do, args=(work,), daemon=True).start()
    running = len(works)
    try:
        while running:
            one = found.get()
            if one is None:
                running -= 1
            elif isinstance(one, Exception):
                raise one
            else:
                yield one
    finally:
        stopped.set()
