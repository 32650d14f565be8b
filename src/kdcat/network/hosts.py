"""The one table of servers: how politely each is asked, and which may see a token of the user's.

Tests replace it, so that nothing they ask for leaves the machine.
"""

from __future__ import annotations

from typing import NamedTuple


class Host(NamedTuple):
    """How a server is asked."""

    at_once: int = 2
    """How many requests may run at the same time."""
    pause: float = 0.0
    """Seconds from the start of one request to that of the next."""
    takes_github_token: bool = False
    """Whether `$GITHUB_TOKEN` is for it."""
    reached_at: str | None = None
    """The origin, such as `https://127.0.0.1:8443`, that stands for it; None for itself."""


OTHERS = Host()
"""How a server is asked that the table does not name."""
HOSTS: dict[str, Host] = {
    # "no more than one request every three seconds", one connection at a time:
    # https://info.arxiv.org/help/api/tou.html
    "export.arxiv.org": Host(at_once=1, pause=3.0),
    "arxiv.org": Host(at_once=1, pause=1.0),
    # "1 request per second" for those without a key: https://www.semanticscholar.org/product/api
    "api.semanticscholar.org": Host(at_once=1, pause=1.0),
    "doi.org": Host(at_once=2, pause=0.2),
    # GitHub asks for requests one after another where many are made, and limits how many run at
    # once to a hundred:
    # https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    "api.github.com": Host(takes_github_token=True),
    "raw.githubusercontent.com": Host(at_once=4, takes_github_token=True),
    "github.com": Host(),
    "gitlab.com": Host(),
}
"""The servers that are asked otherwise than others, by their names."""


def host(name: str) -> Host:
    """Return how a server of that name, in lower case, is asked."""
    return HOSTS.get(name, OTHERS)
