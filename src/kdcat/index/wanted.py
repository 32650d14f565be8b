"""Work that is given up in its midst where nobody wants it any more.

It asks for itself, at places where nothing is half done: to raise an error in a thread from outside
would break off whatever it just does, in the midst of Python's own locks too.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class UnwantedError(BaseException):
    """Nobody wants this work any more. No handler of what goes wrong shall take it for that."""


_IS_WANTED: ContextVar[Callable[[], bool] | None] = ContextVar("is_wanted", default=None)


def while_wanted(work: Callable[[], object], is_wanted: Callable[[], bool]) -> None:
    """Do some work, or as much of it as is done when it asks whether it is wanted and is not.

    Args:
        work: The work; what it raises is raised.
        is_wanted: Says whether anybody wants it; called from the midst of it.
    """
    before = _IS_WANTED.set(is_wanted)
    try:
        give_up_if_unwanted()
        work()
    except UnwantedError:
        return
    finally:
        _IS_WANTED.reset(before)


def give_up_if_unwanted() -> None:
    """Do nothing, but for work that `while_wanted` began and that nobody wants any more.

    Raises:
        UnwantedError: Nobody does.
    """
    is_wanted = _IS_WANTED.get()
    if is_wanted is not None and not is_wanted():
        raise UnwantedError
