"""Servers asked over real sockets of this machine: one that behaves well, and one that does not."""

from __future__ import annotations

import gzip
import os
import random
import socket
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from kdcat.network import hosts
from kdcat.network.answer import Answer, NoAnswerError
from kdcat.network.client import MOST, USER_AGENT, Client, _checked
from kdcat.printable import printable
from tests.loopback import IMPATIENT, Reply, Web, asked, replies, serving

URL = "https://example.org/list.md"


@pytest.fixture
def ask(web: Web) -> Callable[..., Answer]:
    """Ask with a client of its own."""

    def ask(url: str = URL, headers: dict[str, str] | None = None, **more: object) -> Answer:
        with Client(sleep=lambda seconds: None) as client:
            return client.get(url, headers, **more)  # type: ignore[arg-type]

    return ask


def failure(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(NoAnswerError) as caught:
        call()
    return caught.value.cause, str(caught.value)


# Asked well.


def test_an_answer_is_given_with_what_makes_it_conditional(
    web: Web, ask: Callable[..., Answer]
) -> None:
    web.pages[URL] = "## Speech\n"
    first = ask()
    assert (first.status, first.content, first.url) == (200, b"## Speech\n", URL)
    again = ask(headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.content) == (304, b"")


def test_who_asks_says_so_and_little_else(web: Web, ask: Callable[..., Answer]) -> None:
    web.pages[URL] = "x"
    ask(headers={"Accept": "text/markdown"})
    (one,) = web.asked
    assert dict(one.headers) == {
        "host": "example.org",
        "accept": "text/markdown",
        "accept-encoding": "gzip, deflate",
        "connection": "keep-alive",
        "user-agent": USER_AGENT,
    }


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 404, 410, 451, 501])
def test_every_status_is_an_answer_and_asked_for_once(
    web: Web, ask: Callable[..., Answer], status: int
) -> None:
    web.answers[URL] = replies(status)
    assert ask().status == status
    assert web.urls() == [URL]


def test_head_and_a_get_without_content_bring_none(web: Web) -> None:
    web.pages[URL] = "x" * 100
    with Client() as client:
        headed = client.head(URL)
        got = client.get(URL, with_content=False)
    assert (headed.status, headed.content, headed.headers["content-length"]) == (200, b"", "100")
    assert (got.status, got.content) == (200, b"")
    assert asked(web, []) == [("HEAD", URL), ("GET", URL)]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("size", [0, 1, 1 << 20, 3 << 20])
def test_an_answer_is_decompressed(
    web: Web, ask: Callable[..., Answer], encoding: str, size: int
) -> None:
    body = (b"a line of Markdown\n" * (1 + size // 19))[:size]
    packed = gzip.compress(body) if encoding == "gzip" else zlib.compress(body)
    web.answers[URL] = [Reply(200, packed, {"Content-Encoding": encoding})]
    assert ask().content == body


def test_a_cookie_is_not_kept(web: Web) -> None:
    web.answers[URL] = [Reply(200, "x", {"Set-Cookie": "who=you; Path=/"})]
    with Client() as client:
        client.get(URL)
        client.get(URL)
    assert [one.headers.get("cookie") for one in web.asked] == [None, None]


# Tried again.


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(web: Web, status: int) -> None:
    web.answers[URL] = [*replies(status, status), Reply(200, "there")]
    waited: list[float] = []
    with Client(patience=IMPATIENT._replace(first_wait=1.0), sleep=waited.append) as client:
        assert client.get(URL).content == b"there"
    # A second, then two, each shortened at random by a half at the most.
    assert [0.4 < waited[0] <= 1, 0.9 < waited[1] <= 2, len(waited)] == [True, True, 2]


def test_the_last_answer_is_given_where_none_was_better(
    web: Web, ask: Callable[..., Answer]
) -> None:
    web.answers[URL] = replies(500, 502, 503, 504, 200)
    assert ask().status == 504
    assert len(web.asked) == IMPATIENT.tries


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ({"Retry-After": "7"}, 6.9, 7),
        ({"Retry-After": formatdate(time.time() + 3600 * 24 * 9, usegmt=True)}, None, None),
        ({"Retry-After": "0"}, 0, 0.01),
        ({"Retry-After": "-7"}, 0, 0.01),
        ({"Retry-After": "soon"}, 0, 0.01),
        ({"Retry-After": "9" * 5000}, 0, 0.01),
        ({"Retry-After": "61"}, None, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 9999)}, None, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}, 0, 0.01),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "?"}, 0, 0.01),
    ],
    # The times are others in each process, and the tests of all have to have the same names.
    ids=range(10),
)  # fmt: skip
def test_a_server_is_asked_again_when_it_wants_to_be(
    web: Web, said: dict[str, str], least: float | None, most: float | None
) -> None:
    web.answers[URL] = [Reply(429, "", said), Reply(200, "there")]
    waited: list[float] = []
    with Client(sleep=waited.append) as client:
        answer = client.get(URL)
        if least is None or most is None:
            # Longer than anybody waits: it is left alone from then on.
            assert answer.status == 429
            assert client.get("https://example.org/other.md").status == 429
            assert web.urls() == [URL]
            assert waited == []
            assert client.get("https://example.com/").status == 404
        else:
            assert answer.content == b"there"
            assert least <= sum(waited) <= most


def test_github_says_403_where_many_ask_at_once(web: Web, ask: Callable[..., Answer]) -> None:
    # https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api, "secondary".
    web.answers[URL] = [Reply(403, "", {"Retry-After": "1"}), Reply(200, "x")]
    assert ask().content == b"x"
    web.answers[URL] = [Reply(403, "no"), Reply(200, "x")]
    assert ask().status == 403


def test_those_who_were_refused_together_come_back_one_by_one(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.answers[URL] = replies(503, 503, 200)
    drawn: list[tuple[float, float]] = []

    def uniform(least: float, most: float) -> float:
        drawn.append((least, most))
        return least

    monkeypatch.setattr(random, "uniform", uniform)
    waited: list[float] = []
    with Client(
        patience=IMPATIENT._replace(first_wait=200.0, longest_wait=1000.0), sleep=waited.append
    ) as client:
        assert client.get(URL).status == 200
    assert drawn == [(0.5, 1.0)] * 2
    # Half of 200 seconds, then half of 400.
    assert [round(seconds, -1) for seconds in waited] == [100, 200]


def test_github_says_403_where_its_limit_is_used_up(web: Web, ask: Callable[..., Answer]) -> None:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 600)}
    web.answers[URL] = [Reply(403, "", headers)]
    answer = ask()
    assert answer.is_asked_too_often
    assert 590 < (answer.seconds_to_wait or 0) <= 600


@pytest.mark.parametrize(
    "bad",
    [
        Reply(200, b"x" * 1000, cut=10),
        Reply(200, b"x" * 10, length=1000),
        Reply(200, gzip.compress(b"x" * 1000)[:-9], {"Content-Encoding": "gzip"}),
        Reply(200, b"no archive", {"Content-Encoding": "gzip"}),
        Reply(200, b"x", {"Content-Encoding": "br"}),
        Reply(200, b"x", {"Content-Encoding": "gzip, gzip"}),
    ],
    ids=["cut off", "too short", "half an archive", "no archive", "unasked", "twice"],
)
def test_what_broke_off_is_asked_for_again(
    web: Web, ask: Callable[..., Answer], bad: Reply
) -> None:
    web.answers[URL] = [bad, Reply(200, "whole")]
    assert ask().content == b"whole"
    web.answers[URL] = [bad]
    cause, message = failure(ask)
    assert cause == "broken"
    assert message.startswith(f"{URL}: the answer ")


# An end to everything.


def test_an_answer_that_is_too_large_is_left(web: Web, ask: Callable[..., Answer]) -> None:
    expected = ("size", f"{URL}: the answer has more than 20 MB")
    web.answers[URL] = [Reply(200, b"x" * (MOST + 1), length=-1)]
    assert failure(ask) == expected
    web.answers[URL] = [Reply(200, b"x", length=MOST + 1)]
    assert failure(ask) == expected
    web.answers[URL] = [Reply(200, b"x", {"Content-Length": "9" * 12}, length=-1)]
    assert failure(ask) == expected
    assert len(web.asked) == 3
    web.answers[URL] = [Reply(200, b"x" * 10)]
    assert failure(lambda: ask(most=9)) == ("size", f"{URL}: the answer has more than 9 bytes")
    assert ask(most=10).content == b"x" * 10


def test_a_bomb_is_left_before_it_bursts(web: Web, ask: Callable[..., Answer]) -> None:
    packed = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    bomb = b"".join([*(packed.compress(bytes(1 << 20)) for _ in range(300)), packed.flush()])
    assert len(bomb) < 1 << 20
    web.answers[URL] = [Reply(200, bomb, {"Content-Encoding": "gzip"})]
    import tracemalloc

    tracemalloc.start()
    assert failure(ask) == ("size", f"{URL}: the answer has more than 20 MB")
    assert tracemalloc.get_traced_memory()[1] < 40 << 20
    tracemalloc.stop()


def test_a_server_that_says_nothing_or_too_little_at_a_time_is_left(web: Web) -> None:
    web.answers[URL] = [Reply(200, b"x", delay=0.5)]
    short = IMPATIENT._replace(silence=0.1, answer=0.3, tries=2)
    with Client(patience=short) as client:
        assert failure(lambda: client.get(URL)) == ("time", f"{URL}: no answer in time")
        web.answers[URL] = [Reply(200, b"x" * 100, drip=0.05)]
        assert failure(lambda: client.get(URL)) == ("time", f"{URL}: the answer took too long")
        web.answers[URL] = [Reply(200, drip_headers=0.01)]
        assert failure(lambda: client.get(URL)) == ("time", f"{URL}: the answer took too long")
        # What stands between the pieces of an answer, and behind the last of them, is no piece.
        for start in ("5;said=", "1\r\nx\r\n0\r\nX-Said: "):
            chunks = {"Transfer-Encoding": "chunked"}
            web.answers[URL] = [Reply(200, f"{start}{'x' * 100}", chunks, length=-1, drip=0.05)]
            assert failure(lambda: client.get(URL)) == ("time", f"{URL}: the answer took too long")
    assert len(web.asked) == 10


@pytest.mark.parametrize("reply", [Reply(goes_on=True), Reply(drip_headers=0.01)])
@pytest.mark.parametrize("by_proxy", [False, True])
def test_a_call_that_was_left_behind_ends(
    web: Web, reply: Reply, by_proxy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_proxy:
        monkeypatch.setenv("HTTPS_PROXY", web.plain)
    web.answers[URL] = [reply]
    before = set(threading.enumerate())
    with Client(patience=IMPATIENT._replace(answer=0.3, tries=1)) as client:
        assert failure(lambda: client.get(URL)) == ("time", f"{URL}: the answer took too long")
    (left,) = [one for one in threading.enumerate() if one not in before and "(call)" in one.name]
    left.join(5)
    assert not left.is_alive()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere sockets and files have other numbers")
def test_a_call_that_was_left_behind_reads_and_writes_no_file(web: Web, tmp_path: Path) -> None:
    """A file that is opened gets the number of a connection that was closed."""
    web.answers[URL] = [Reply(200, drip_headers=0.01)]
    with Client(patience=IMPATIENT._replace(answer=0.3, tries=1)) as client:
        assert failure(lambda: client.get(URL))[0] == "time"
    file = tmp_path / "kept"
    file.write_bytes(b"kept" * 1000)
    descriptors = [os.open(file, os.O_RDWR) for _ in range(20)]
    try:
        # So long that the server has said some more.
        time.sleep(0.3)
        assert {os.lseek(one, 0, os.SEEK_CUR) for one in descriptors} == {0}
        assert file.read_bytes() == b"kept" * 1000
    finally:
        for one in descriptors:
            os.close(one)


@pytest.mark.parametrize(
    ("url", "cause", "why"),
    [
        ("http://example.org/a", "address", "only https addresses are asked"),
        ("ftp://example.org/a", "address", "only https addresses are asked"),
        ("file:///etc/passwd", "address", "is no address of a server"),
        ("https:///a", "address", "is no address of a server"),
        ("list.md", "address", "is no address of a server"),
        ("https://exa mple.org/", "address", "is no address of a server"),
        ("https://example.org:99999/", "address", "is no address of a server"),
        ("https://example.org:x/", "address", "is no address: "),
        # Python's own code for names of hosts takes neither.
        ("https://a..b/", "address", "is no address of a server"),
        (f"https://{'a' * 64}.org/", "address", "is no address of a server"),
    ],
)
def test_only_https_is_asked(
    ask: Callable[..., Answer], web: Web, url: str, cause: str, why: str
) -> None:
    found, message = failure(lambda: ask(url))
    assert found == cause
    assert message.startswith(f"{url}: {why}")
    assert web.asked == []


def test_a_password_is_neither_sent_nor_said(web: Web, ask: Callable[..., Answer]) -> None:
    cause, message = failure(lambda: ask("https://me:secret@example.org/a"))
    assert (cause, message) == (
        "address", "example.org: a name or password in an address is not sent",
    )  # fmt: skip
    assert web.asked == []


def test_this_machine_may_be_asked_without_tls(web: Web, ask: Callable[..., Answer]) -> None:
    web.pages[f"{web.plain}/a.md"] = "here"
    assert ask(f"{web.plain}/a.md").content == b"here"


# Redirects.


def test_a_redirect_is_followed_and_told(web: Web, ask: Callable[..., Answer]) -> None:
    web.answers[URL] = [Reply(301, "", {"Location": "/new.md#part"})]
    web.answers["https://example.org/new.md"] = [
        Reply(302, "", {"Location": "https://example.com/list.md"})
    ]
    web.pages["https://example.com/list.md"] = "moved"
    answer = ask()
    assert (answer.url, answer.content) == ("https://example.com/list.md", b"moved")
    assert answer.redirects == (
        (301, "https://example.org/new.md"), (302, "https://example.com/list.md"),
    )  # fmt: skip


def test_a_circle_of_redirects_ends(web: Web, ask: Callable[..., Answer]) -> None:
    web.answers[URL] = [Reply(301, "", {"Location": URL})]
    assert failure(ask) == ("redirect", f"{URL}: redirected more than 5 times")
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://example.org/a", "only https addresses are asked"),
        ("file:///etc/passwd", "is no address of a server"),
        ("ftp://example.org/a", "only https addresses are asked"),
        ("https://me:secret@example.com/", "a name or password in an address is not sent"),
        ("https://127.0.0.1/a", "into a network of its own"),
        ("http://127.0.0.1:1/a", "into a network of its own"),
        ("https://localhost/a", "into a network of its own"),
        ("https://10.0.0.1/a", "into a network of its own"),
        ("https://169.254.169.254/latest", "into a network of its own"),
        ("https://[::1]/a", "into a network of its own"),
        ("https://[::ffff:10.0.0.1]/a", "into a network of its own"),
        ("https://[::127.0.0.1]/a", "into a network of its own"),
        ("https://[64:ff9b::7f00:1]/a", "into a network of its own"),
        ("https://[2002:7f00:1::]/a", "into a network of its own"),
        ("https://224.0.0.1/a", "into a network of its own"),
        ("https://router.local/", "into a network of its own"),
        ("https://router.home.arpa./", "into a network of its own"),
        ("https://router/", "into a network of its own"),
        ("https://localhost./", "into a network of its own"),
        ("https://127.1/", "into a network of its own"),
        ("https://0x7f.1/", "into a network of its own"),
        ("https://2130706433/", "into a network of its own"),
        ("https://0xa9fea9fe/latest", "into a network of its own"),
    ],
)
def test_a_redirect_does_not_lead_everywhere(
    web: Web, ask: Callable[..., Answer], target: str, why: str
) -> None:
    web.answers[URL] = [Reply(302, "", {"Location": target})]
    cause, message = failure(ask)
    assert cause == "redirect"
    assert message.startswith(f"{URL}: redirected ")
    assert why in message
    assert message.isprintable()
    assert web.urls() == [URL]


def test_a_redirect_to_control_codes_shows_none(web: Web, ask: Callable[..., Answer]) -> None:
    web.answers[URL] = [Reply(302, "", {"Location": "https://\x1b[31m/"})]
    cause, message = failure(ask)
    # The library, too, may find that this is no address.
    assert cause in {"redirect", "broken"}
    assert message.isprintable()


def test_a_redirect_without_a_target_is_an_answer(web: Web, ask: Callable[..., Answer]) -> None:
    web.answers[URL] = replies(301)
    assert ask().status == 301


# Tokens.


def test_the_token_is_for_github_and_for_nobody_it_leads_to(web: Web) -> None:
    api, raw = (
        "https://api.github.com/repos/a/b",
        "https://raw.githubusercontent.com/a/b/HEAD/README.md",
    )
    web.answers[api] = [Reply(301, "", {"Location": "https://api.github.com/repositories/1"})]
    web.answers[raw] = [Reply(302, "", {"Location": "https://example.com/"})]
    with Client("secret") as client:
        for url in (
            api, raw, URL, "https://gitlab.com/", "https://api.github.com.example.org/",
            "https://api.github.com:8443/", f"{web.plain}/", "https://API.GitHub.com/x",
        ):  # fmt: skip
            client.get(url)
    assert asked(web, ["authorization"]) == [
        ("GET", api, "Bearer secret"),
        ("GET", "https://api.github.com/repositories/1", "-"),
        ("GET", raw, "Bearer secret"),
        ("GET", "https://example.com/", "-"),
        ("GET", URL, "-"),
        ("GET", "https://gitlab.com/", "-"),
        ("GET", "https://api.github.com.example.org/", "-"),
        ("GET", "https://api.github.com:8443/", "-"),
        ("GET", f"{web.plain}/", "-"),
        ("GET", "https://api.github.com/x", "Bearer secret"),
    ]


def test_only_servers_of_github_are_for_its_token() -> None:
    assert {name for name, host in hosts.HOSTS.items() if host.takes_github_token} == {
        "api.github.com", "raw.githubusercontent.com",
    }  # fmt: skip
    assert not hosts.OTHERS.takes_github_token
    assert {host.reached_at for host in (*hosts.HOSTS.values(), hosts.OTHERS)} == {None}


# Certificates, proxies, no network.


def test_a_certificate_of_nobody_known_is_refused(
    web: Web, ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Web(trustme.CA())) as other:
        monkeypatch.setattr(hosts, "OTHERS", hosts.Host(reached_at=other.origin))
        assert failure(ask) == (
            "tls",
            (
                f"{URL}: its certificate is not trusted: unable to get local issuer certificate "
                "($SSL_CERT_FILE names other certificates)"
            ),
        )
        assert other.asked == []


def test_certificates_that_cannot_be_read_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    cause, message = failure(Client)
    assert cause == "tls"
    assert message.startswith("SSL_CERT_FILE: its certificates cannot be read: ")


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("HTTPS_PROXY", "gopher://proxy", "HTTPS_PROXY: is no proxy: "),
        ("ALL_PROXY", "socks5://127.0.0.1:1", "ALL_PROXY: a SOCKS proxy needs the Python package socksio beside kdcat"),
    ],
)  # fmt: skip
def test_a_proxy_that_cannot_be_used_is_named(
    web: Web, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, why: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert failure(Client)[1].startswith(why)


def test_a_proxy_whose_name_no_host_has_is_no_connection(
    ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://a..b:1")
    cause, message = failure(ask)
    assert cause == "connection"
    assert message.startswith(f"{URL}: no connection: ")


@pytest.mark.parametrize("token", ["a\nb", "a b", "\xe9", "a\x1bb"])
def test_a_token_that_is_none_is_neither_sent_nor_shown(token: str) -> None:
    assert failure(lambda: Client(token)) == (
        "address", "GITHUB_TOKEN: has characters that no token has",
    )  # fmt: skip


def test_proxies_are_those_of_the_environment(
    web: Web, ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages[URL] = "there"
    monkeypatch.setenv("HTTPS_PROXY", web.plain)
    assert ask().content == b"there"
    assert web.tunnels == [web.origin.removeprefix("https://")]
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert ask().content == b"there"
    assert len(web.tunnels) == 1


def test_where_nobody_listens_nobody_is_asked_twice(
    ask: Callable[..., Answer], web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Web(web.authority)) as gone:
        pass
    monkeypatch.setattr(hosts, "OTHERS", hosts.Host(reached_at=gone.origin))
    cause, message = failure(ask)
    assert cause == "connection"
    assert message.startswith(f"{URL}: no connection: ")


def test_a_name_of_no_host_is_told_as_such(
    ask: Callable[..., Answer], web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Names below `.invalid` are nobody's (RFC 6761), and this label is too long for any question.
    monkeypatch.setattr(hosts, "OTHERS", hosts.Host(reached_at=f"https://{'a' * 63}.invalid"))
    assert failure(ask) == ("host", f"{URL}: no such host, or no network")


def test_a_name_that_cannot_be_looked_up_now_is_not_said_to_be_of_no_host(
    ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert failure(ask) == ("unresolved", f"{URL}: no such host, or no network")


# Few at once.


def test_a_server_is_asked_by_few_at_once(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(hosts.HOSTS, "example.org", hosts.Host(at_once=2, reached_at=web.origin))
    urls = [f"https://example.org/{number}" for number in range(8)]
    together = threading.Barrier(2, timeout=5)
    web.answers = {url: [Reply(200, "x", before=together.wait)] for url in urls}
    with Client() as client, ThreadPoolExecutor(8) as pool:
        assert [answer.status for answer in pool.map(client.get, urls)] == [200] * 8
    assert web.most_running == 2


def test_a_server_that_wants_pauses_gets_them(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    host = hosts.Host(at_once=1, pause=300.0, reached_at=web.origin)
    monkeypatch.setitem(hosts.HOSTS, "export.arxiv.org", host)
    waited: list[float] = []
    with Client(sleep=waited.append) as client:
        for _ in range(3):
            client.get("https://export.arxiv.org/api/query?id_list=1")
            client.get(URL)
    assert [round(seconds, -1) for seconds in waited] == [300, 600]


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    try:
        url = _checked(text, text)
    except NoAnswerError as error:
        said = (error.cause, printable(str(error)) == str(error))
    else:
        said = ("address", url.scheme in {"http", "https"} and bool(url.host))
    assert said == ("address", True)
