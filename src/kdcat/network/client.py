"""How a server is asked: over https, politely, with an end to everything, and telling it little."""

from __future__ import annotations

import ipaddress
import random
import re
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

import httpx2

from kdcat import __version__
from kdcat.network import hosts
from kdcat.network.answer import Answer, NoAnswerError
from kdcat.network.content import ENCODINGS, content
from kdcat.network.in_time import context, in_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kdcat.network.answer import Cause
    from kdcat.network.hosts import Host

MOST = 20 << 20
"""Bytes of an answer, decompressed, unless less is asked for."""
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_TRIED_AGAIN = frozenset([429, 500, 502, 503, 504])
USER_AGENT = f"kdcat/{__version__} (reads curated lists of papers; {httpx2.__title__})"
# A name as the DNS knows it (RFC 1035, section 2.3.4, has the lengths), or an address, in brackets
# or without.
_HOST = re.compile(
    r"(?=.{1,254}$)(?![.-])(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}(?<!-)\.?|(?=[0-9a-f.]*:)[0-9a-f:.]+"
)
_INSIDE = (".localhost", ".local", ".internal", ".home.arpa")
"""How names end that are of one machine or network (RFC 6761, 6762, 8375; `.internal`: ICANN)."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""Where all public addresses are, and those that translate others are not (RFC 6052: `64:ff9b::`):
https://www.iana.org/assignments/ipv6-address-space"""
_Method = Literal["GET", "HEAD"]
# The last is what Python raises for a name that no host, or no proxy of the reader's, can have.
_FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, UnicodeError)


class Patience(NamedTuple):
    """How long a server is waited for, in seconds, and how often it is asked."""

    connecting: float = 10.0
    silence: float = 20.0
    """From one piece of an answer to the next."""
    answer: float = 120.0
    """From the start of a request to the end of its answer."""
    tries: int = 4
    first_wait: float = 1.0
    """Before it is asked again; then twice as long, and so on, each shortened at random."""
    longest_wait: float = 60.0
    """Where a server wants more, it is left alone."""


PATIENCE = Patience()


class Client:
    """Asks servers, several at a time and each as its `Host` says; safe to share among threads.

    Proxies and certificates are those of the environment (`HTTPS_PROXY`, `NO_PROXY`,
    `SSL_CERT_FILE`, `SSL_CERT_DIR`), else the system's. No cookie is kept.
    """

    def __init__(
        self,
        github_token: str | None = None,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Make ready; nothing is opened before something is asked.

        Args:
            github_token: Sent to GitHub's own servers, and never along a redirect.
            patience: How long servers are waited for; `PATIENCE` without it.
            sleep: What waits some seconds.

        Raises:
            KdcatError: The certificates that the environment names cannot be read.
        """
        self._patience = patience or PATIENCE
        self._token = (github_token or "").strip()
        if not (self._token.isascii() and self._token.isprintable()) or " " in self._token:
            raise NoAnswerError("GITHUB_TOKEN", "has characters that no token has", "address")
        self._sleep = sleep
        self._gates: dict[str, _Gate] = {}
        self._running = 0
        """How many requests have no end yet, those that were left behind among them."""
        self._is_over = False
        self._lock = threading.Lock()
        times = httpx2.Timeout(self._patience.silence, connect=self._patience.connecting, pool=None)
        try:
            self._http = httpx2.Client(
                timeout=times,
                verify=context(),
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": ENCODINGS},
            )
        except (OSError, ssl.SSLError) as error:
            raise NoAnswerError(
                "SSL_CERT_FILE", f"its certificates cannot be read: {error}", "tls"
            ) from None
        except (ValueError, httpx2.InvalidURL) as error:
            raise NoAnswerError("HTTPS_PROXY", f"is no proxy: {error}", "address") from None
        except ImportError:
            why = "a SOCKS proxy needs the Python package socksio beside kdcat"
            raise NoAnswerError("ALL_PROXY", why, "address") from None
        self._http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._is_over = True
        self._close_at_the_end()

    def _close_at_the_end(self) -> None:
        """Close the connections, if this is over and nothing runs any more.

        Whoever opens a file after a connection was closed may get its number, and a call that was
        left behind goes on with that: what it reads and writes would be the file's.
        """
        with self._lock:
            is_end = self._is_over and not self._running
        if is_end:
            self._http.close()

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        most: int = MOST,
        with_content: bool = True,
    ) -> Answer:
        """Return what the server answers to a GET, whatever its status.

        Asked again is where the answer is 429 or a trouble of the server's (5xx), or broke off;
        what it is after the last try is returned. A server that wants to be left alone for longer
        than patience has is not asked again by this client: each answer is its last one.

        Args:
            url: An https address, or an http one of this machine (loopback).
            headers: Further headers, such as `Accept` and `If-None-Match`.
            most: The bytes that the answer may have, decompressed.
            with_content: Whether the content is wanted, or the status and headers alone.

        Raises:
            NoAnswerError: There is no answer, for one of `kdcat.network.answer.Cause`.
        """
        return self._ask("GET", url, headers, most if with_content else None)

    def head(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return what the server answers to a HEAD, as `get` does.

        Raises:
            NoAnswerError: There is no answer.
        """
        return self._ask("HEAD", url, headers, None)

    def _ask(
        self, method: _Method, url: str, headers: Mapping[str, str] | None, most: int | None
    ) -> Answer:
        first = here = _checked(url, url)
        redirects: list[tuple[int, str]] = []
        while True:
            # What is said to the server that was asked is not for those it leads to.
            token = self._token if not redirects else ""
            answer = self._patiently(method, here, headers, most, token)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or target is None:
                return answer._replace(redirects=tuple(redirects))
            if len(redirects) == _MOST_REDIRECTS:
                raise NoAnswerError(
                    url, f"redirected more than {_MOST_REDIRECTS} times", "redirect"
                )
            here = _redirected(first, here, target)
            if headers and here.host != first.host:
                headers = {name: said for name, said in headers.items() if name != "x-api-key"}
            redirects.append((answer.status, str(here)))

    def _patiently(
        self,
        method: _Method,
        url: httpx2.URL,
        headers: Mapping[str, str] | None,
        most: int | None,
        token: str,
    ) -> Answer:
        """Ask until there is an answer that another try would not change."""
        gate = self._gate(url.host)
        for left in reversed(range(self._patience.tries)):
            try:
                with gate.turn(self._sleep):
                    if gate.last_word:
                        return gate.last_word._replace(url=str(url))
                    answer = self._once(method, url, headers, most, token)
            except NoAnswerError as error:
                if error.cause not in {"time", "broken"} or not left:
                    raise
                wanted = None
            else:
                if answer.status not in _TRIED_AGAIN and not answer.is_asked_too_often:
                    return answer
                wanted = answer.seconds_to_wait
                if wanted is not None and wanted > self._patience.longest_wait:
                    gate.last_word = answer
                    return answer
                if not left:
                    return answer
            gate.wait(max(wanted or 0.0, self._backoff(self._patience.tries - 1 - left)))
        raise AssertionError("the last try returns or raises")

    def _backoff(self, failures: int) -> float:
        wait = min(self._patience.first_wait * 2.0**failures, self._patience.longest_wait)
        # Several who were refused at the same time should not come back at the same time.
        return wait * random.uniform(0.5, 1.0)  # noqa: S311 (nothing is to be kept secret)

    def _gate(self, name: str) -> _Gate:
        with self._lock:
            return self._gates.setdefault(name, _Gate(hosts.host(name)))

    def _once(
        self,
        method: _Method,
        url: httpx2.URL,
        headers: Mapping[str, str] | None,
        most: int | None,
        token: str,
    ) -> Answer:
        until = time.monotonic() + self._patience.answer
        try:
            request = self._request(method, url, headers, token)
            exchange = partial(self._exchange, request, str(url), most, until)
            return in_time(exchange, self._patience.answer, str(url))
        except _FAILURES as error:
            raise _no_answer(str(url), error) from None

    def _exchange(
        self, request: httpx2.Request, url: str, most: int | None, until: float
    ) -> Answer:
        with self._noted():
            response = self._http.send(request, stream=True, follow_redirects=False)
            try:
                wanted = most is not None and response.status_code not in _REDIRECTS
                whole = content(response, url, most or 0, until) if wanted else b""
            finally:
                with suppress(httpx2.HTTPError, OSError):
                    response.close()
            said = {name.lower(): value for name, value in response.headers.items()}
            return Answer(url, response.status_code, said, whole)

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Note that a request runs, as long as the context lasts."""
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
            self._close_at_the_end()

    def _request(
        self, method: _Method, url: httpx2.URL, headers: Mapping[str, str] | None, token: str
    ) -> httpx2.Request:
        host = hosts.host(url.host)
        name = url.raw_host.decode("ascii")
        sent = dict(headers or {})
        sent["Host"] = name if url.port is None else f"{name}:{url.port}"
        if token and host.takes_github_token and url.scheme == "https" and url.port is None:
            sent["Authorization"] = f"Bearer {token}"
        if host.reached_at and url.scheme == "https":
            there = httpx2.URL(host.reached_at)
            url = url.copy_with(scheme=there.scheme, host=there.host, port=there.port)
        return self._http.build_request(
            method, url, headers=sent, extensions={"sni_hostname": name}
        )


class _Gate:
    """Lets requests through to one server as it wants them."""

    def __init__(self, host: Host) -> None:
        self.last_word: Answer | None = None
        """What the server answered when it wanted to be left alone."""
        self._pause = host.pause
        self._places = threading.BoundedSemaphore(host.at_once)
        self._lock = threading.Lock()
        self._next = 0.0

    @contextmanager
    def turn(self, sleep: Callable[[float], object]) -> Iterator[None]:
        """Wait until it is one's turn, and have it as long as the context lasts."""
        with self._places:
            with self._lock:
                now = time.monotonic()
                start = max(now, self._next)
                self._next = start + self._pause
            if start > now and not self.last_word:
                sleep(start - now)
            yield

    def wait(self, seconds: float) -> None:
        """Let nobody through for some seconds."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


def _checked(url: str, named: str) -> httpx2.URL:
    """The address, if it is one that may be asked."""
    try:
        parsed = httpx2.URL(url.strip())
        host = parsed.raw_host.decode("ascii")
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise NoAnswerError(named, f"is no address: {error}", "address") from None
    if parsed.userinfo:
        raise NoAnswerError(parsed.host, "a name or password in an address is not sent", "address")
    if not _HOST.fullmatch(host) or not 0 < (parsed.port or 443) < 1 << 16:
        raise NoAnswerError(named, "is no address of a server", "address")
    if parsed.scheme != "https" and not (parsed.scheme == "http" and _is_loopback(parsed.host)):
        raise NoAnswerError(named, "only https addresses are asked", "address")
    return parsed.copy_with(fragment=None)


def _redirected(first: httpx2.URL, here: httpx2.URL, target: str) -> httpx2.URL:
    """Where a redirect leads, if that may be asked.

    Nobody on the web leads into this machine or its network.
    """
    try:
        there = _checked(str(here.join(target)), str(first))
    except NoAnswerError as error:
        raise NoAnswerError(
            str(first), f"redirected to {target}: {error.why}", "redirect"
        ) from None
    except (httpx2.InvalidURL, ValueError) as error:
        raise NoAnswerError(
            str(first), f"redirected to what is no address: {error}", "redirect"
        ) from None
    if there.host != first.host and _is_inside(there.host):
        raise NoAnswerError(
            str(first), f"redirected into a network of its own: {there}", "redirect"
        )
    return there


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _is_inside(host: str) -> bool:
    host = host.rstrip(".")
    with suppress(ValueError):
        return not _is_of_the_web(ipaddress.ip_address(host))
    # Resolvers take `127.1`, `0x7f.1` and `2130706433` for addresses too (inet_aton(3)).
    with suppress(OSError):
        return not ipaddress.ip_address(socket.inet_aton(host)).is_global
    return "." not in host or host.endswith(_INSIDE)


def _is_of_the_web(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether it is of one machine that all may reach, and holds no other address (NAT64, 6to4)."""
    if not address.is_global or address.is_multicast:
        return False
    return address.version == 4 or (address in _UNICAST and address.sixtofour is None)


def _no_answer(url: str, error: Exception) -> NoAnswerError:
    """Why there is no answer, as a person can do something about it."""
    chain: list[BaseException] = []
    before: BaseException | None = error
    while before is not None and before not in chain:
        chain.append(before)
        before = before.__cause__ or before.__context__
    if unresolved := next((one for one in chain if isinstance(one, socket.gaierror)), None):
        # That a name cannot be looked up now says nothing of it: another day there may be a host.
        cause: Cause = "unresolved" if unresolved.errno == socket.EAI_AGAIN else "host"
        return NoAnswerError(url, "no such host, or no network", cause)
    if found := next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None):
        why = f"its certificate is not trusted: {found.verify_message}"
        return NoAnswerError(url, f"{why} ($SSL_CERT_FILE names other certificates)", "tls")
    if any(isinstance(one, ssl.SSLError) for one in chain):
        return NoAnswerError(url, f"no secure connection: {error}", "tls")
    if isinstance(error, httpx2.TimeoutException):
        return NoAnswerError(url, "no answer in time", "time")
    if isinstance(error, httpx2.ProxyError):
        return NoAnswerError(url, f"the proxy refuses: {error}", "connection")
    if isinstance(
        error, httpx2.ConnectError | httpx2.UnsupportedProtocol | httpx2.InvalidURL | UnicodeError
    ):
        return NoAnswerError(url, f"no connection: {error}", "connection")
    if "illegal" in str(error).lower():
        return NoAnswerError(url, f"the answer is no HTTP: {error}", "broken")
    return NoAnswerError(url, "the answer broke off", "broken")
