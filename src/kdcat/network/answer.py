"""What a server answered, and why there may be no answer."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.errors import KdcatError
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

Cause = Literal[
    "address", "host", "unresolved", "connection", "tls", "time", "size", "redirect", "broken"
]
"""Why there is no answer.

`address`: it may not be asked for (no https, or a name and password in it); `host`: there is no
such host, or no network; `unresolved`: whether there is one cannot be found out now; `connection`:
nobody listens there; `tls`: it cannot show that it is who
it should be; `time`: it took too long; `size`: the answer is too large; `redirect`: it leads on too
often, or to where it may not; `broken`: the answer ends too early, or is none.
"""
MOST_DIGITS = 10
"""Of a number in a header: what has more is a lie."""


class NoAnswerError(KdcatError):
    """There is no answer; the message names the address and says why."""

    def __init__(self, url: str, why: str, cause: Cause) -> None:
        super().__init__(printable(f"{url}: {why}"))
        self.url = url
        self.why = printable(why)
        """The message without the address."""
        self.cause: Cause = cause


class Answer(NamedTuple):
    """What a server answered, whatever its status; redirects were followed."""

    url: str
    """The address that was asked in the end."""
    status: int
    """Such as 200, 304 (what was asked about is unchanged), 404, 410, 429."""
    headers: Mapping[str, str]
    """By their names in lower case."""
    content: bytes
    """Decompressed; nothing where it was not asked for."""
    redirects: tuple[tuple[int, str], ...] = ()
    """The statuses of the redirects on the way, and where each led."""

    @property
    def seconds_to_wait(self) -> float | None:
        """Return the seconds after which the server wants to be asked again; None: unsaid.

        `Retry-After` (RFC 9110, section 10.2.3) says it, and where GitHub's limit is used up
        `X-RateLimit-Reset`:
        https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
        """
        said = self.headers.get("retry-after", "").strip()
        if _is_number(said):
            return float(said)
        if said:
            try:
                wait = parsedate_to_datetime(said).timestamp() - time.time()
            except (ValueError, OverflowError):
                return None
            # So that the moment when it is over has a date: in the year 9999 some have none.
            return min(max(0.0, wait), 10.0**MOST_DIGITS)
        reset = self.headers.get("x-ratelimit-reset", "").strip()
        if self.headers.get("x-ratelimit-remaining", "").strip() == "0" and _is_number(reset):
            return max(0.0, int(reset) - time.time())
        return None

    @property
    def is_asked_too_often(self) -> bool:
        """Return whether the server says that it was asked too often: 429, or GitHub's 403."""
        used_up = self.headers.get("x-ratelimit-remaining", "").strip() == "0"
        return self.status == 429 or (
            self.status == 403 and (used_up or "retry-after" in self.headers)
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
