"""The end of a call to a server that goes on saying something."""

from __future__ import annotations

import ssl
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

import httpx2

from kdcat.network.answer import Answer, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable

_call = threading.local()
"""Of each thread, what is set when its call is left behind: `is_left`."""


def in_time(exchange: Callable[[], Answer], seconds: float, url: str) -> Answer:
    """Return what a call gives, if it does so in time.

    The library has an end to each silence, but none to a server that says a letter of its headers
    now and then, or of what stands between the pieces of its answer, or that it will go on
    (`100 Continue`), nor to the search for its address. Such a call is left behind, and ends where
    it would read some more, if the connection is made with `context`.

    Args:
        exchange: The call.
        seconds: How long it may take.
        url: What is asked for, to begin a message with.

    Raises:
        NoAnswerError: It took longer.
    """
    done: Future[Answer] = Future()
    is_left = threading.Event()

    def call() -> None:
        _call.is_left = is_left
        try:
            done.set_result(exchange())
        except BaseException as error:  # noqa: BLE001 (who waits is told)
            done.set_exception(error)

    threading.Thread(target=call, daemon=True).start()
    try:
        return done.result(seconds)
    except TimeoutError:
        is_left.set()
        raise NoAnswerError(url, "the answer took too long", "time") from None


class _TimedSocket(ssl.SSLSocket):
    """A connection of which a call that is left behind reads no more."""

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        if _call.is_left.is_set():
            raise TimeoutError
        return super().recv(buflen, flags)


def context() -> ssl.SSLContext:
    """Return how connections are secured: by the certificates of the environment, or the system's.

    Where the system itself judges certificates (Windows, macOS) its own sockets stay, and a call
    that is left behind ends with the program.

    Raises:
        OSError: Those of the environment cannot be read.
    """
    secured = httpx2.create_ssl_context()
    secured.sslsocket_class = _TimedSocket
    return secured
