"""Pages asked for by what is kept of them, whatever somebody wrote into what is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kdcat.following.kept import Copy, Kept, Page
from kdcat.network.client import Client
from kdcat.network.pages import Fetching
from tests.loopback import Reply, Web, asked

URL = "https://example.org/list.md"
DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
HEADERS = ("if-none-match", "if-modified-since")


@pytest.mark.parametrize(
    "said", ['"a\nX-Evil: 1"', '"\x1b[31m"', '"\u00e9"', '"' + "x" * 600 + '"']
)
def test_a_validator_that_may_not_be_sent_is_neither_sent_nor_kept(web: Web, said: str) -> None:
    page = Page("list.md", "0" * 64, 1)
    date = "Mon, 02 Nov 2026 09:00:00 GMT"
    validators = {URL: {"etag": said, "last-modified": date}}
    before = Kept("s", DAY, (Copy(DAY, (page,)),), validators, frozenset())
    web.answers[URL] = [Reply(200, "x", {"ETag": f'"{"x" * 600}"', "Last-Modified": "today"})]
    with Client() as client:
        fetching = Fetching(client, "s", before, lambda _: None, lambda done, of: None)
        assert fetching.ask(URL).content == b"x"
    assert asked(web, HEADERS) == [("GET", URL, "-", date)]
    assert fetching.validators == {URL: {"last-modified": "today"}}
