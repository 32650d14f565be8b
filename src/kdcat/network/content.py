"""The content of an answer, decompressed, with an end to its size and its time."""

from __future__ import annotations

import time
import zlib
from typing import TYPE_CHECKING

from kdcat.network.answer import MOST_DIGITS, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import httpx2

ENCODINGS = "gzip, deflate"
"""What servers are asked for: others have no bound on what a small answer becomes, or need another
library."""
_PIECE = 1 << 20
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def content(response: httpx2.Response, url: str, most: int, until: float) -> bytes:
    """Return the content of an answer that is about to be read.

    Args:
        response: The answer.
        url: The address that was asked.
        most: The bytes that it may have, decompressed.
        until: When it must be there, on the clock of `time.monotonic`.

    Raises:
        NoAnswerError: It is too large, took too long, is encoded in a way that was not asked for,
            or is no such code or not all of it.
        httpx2.HTTPError: It broke off.
    """
    pieces = []
    size = 0
    said = response.headers.get("content-length", "")
    too_large = said.isdecimal() and (len(said) > MOST_DIGITS or int(said) > most)
    if not too_large:
        for piece in _decoder(response, url)(_in_time(response.iter_raw(), url, until)):
            size += len(piece)
            too_large = size > most
            if too_large:
                break
            pieces.append(piece)
    if too_large:
        raise NoAnswerError(url, f"the answer has more than {_said(most)}", "size")
    return b"".join(pieces)


def _said(size: int) -> str:
    return f"{size >> 20} MB" if size >> 20 else f"{size} bytes"


def _in_time(pieces: Iterable[bytes], url: str, until: float) -> Iterator[bytes]:
    for piece in pieces:
        if time.monotonic() > until:
            raise NoAnswerError(url, "the answer took too long", "time")
        yield piece


def _decoder(response: httpx2.Response, url: str) -> Callable[[Iterable[bytes]], Iterable[bytes]]:
    """What decompresses the answer. httpx2's own takes the half of a file for all of it."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return iter
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return lambda pieces: _decompressed(pieces, url)
    raise NoAnswerError(url, f"the answer is encoded as {encoding[:40]!r}, unasked", "broken")


def _decompressed(pieces: Iterable[bytes], url: str) -> Iterator[bytes]:
    stream = zlib.decompressobj(_GZIP_OR_ZLIB)
    begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                begun = True
                yield stream.decompress(rest, _PIECE)
                rest = stream.unconsumed_tail
                if stream.unused_data:
                    # Another file of the same archive, which is one with the first (RFC 1952, 2.2).
                    rest, stream = stream.unused_data, zlib.decompressobj(_GZIP_OR_ZLIB)
        # What is left where the limit of a piece fell on the last byte of its input.
        yield stream.decompress(stream.unconsumed_tail, _PIECE)
    except zlib.error as error:
        why = f"the answer cannot be decompressed: {error}"
        raise NoAnswerError(url, why, "broken") from None
    if begun and not stream.eof:
        raise NoAnswerError(url, "the answer broke off: it cannot be decompressed whole", "broken")
