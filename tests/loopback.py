"""A web on this machine, for whatever asks servers: it behaves as well or as badly as it is told.

    web.pages["https://example.org/list.md"] = "## Speech\\n"
    web.answers["https://example.org/gone.md"] = [Reply(404)]

One server over TLS stands for all servers of the world: `kdcat.network.hosts` is replaced by a table
that leads each of their names to it, and it shows, to whatever name it is asked by, a certificate of
a test authority (`web.authority`). Another one without TLS, `web.plain`, also is a proxy.
`web.asked` says what was asked.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from kdcat.network import client, hosts
from kdcat.network.client import Patience

IMPATIENT = Patience(
    connecting=5.0, silence=5.0, answer=20.0, tries=4, first_wait=0.001, longest_wait=60.0
)
"""For tests that are not about time: nothing is waited for but what the server asks for."""


@dataclass(frozen=True)
class Reply:
    """What the server answers, and how badly."""

    status: int = 200
    body: bytes | str = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """What it says that the length is; None for the truth, -1 for nothing at all."""
    cut: int | None = None
    """The bytes of the body after which the connection is closed."""
    delay: float = 0.0
    """Seconds before it answers."""
    drip: float = 0.0
    """Seconds after each byte of the body."""
    drip_headers: float = 0.0
    """Seconds after each letter of the headers."""
    goes_on: bool = False
    """Whether it says `100 Continue` for ever."""
    reason: str | None = None
    """What stands after the status; None for the usual words."""
    before: Callable[[], object] | None = None
    """Called before it answers."""


@dataclass(frozen=True)
class Asked:
    """What the server was asked."""

    method: str
    url: str
    headers: Mapping[str, str]
    """By their names in lower case."""


class Web:
    """All the servers that there are."""

    def __init__(self, authority: trustme.CA) -> None:
        self.authority = authority
        self.pages: dict[str, bytes | str] = {}
        """What there is, by its address: answered with a validator, and with 304 to who has it."""
        self.answers: dict[str, list[Reply]] = {}
        """What is answered instead, one after another; the last again and again."""
        self.asked: list[Asked] = []
        self.tunnels: list[str] = []
        """What the proxy was asked to connect to."""
        self.running = 0
        self.most_running = 0
        """How many requests ran at once at the most."""
        self.lock = threading.Lock()
        self.origin = ""
        """Where the server with TLS is reached."""
        self.plain = ""
        """Where the one without TLS is reached."""

    def urls(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.url for asked in self.asked]

    def reply(self, asked: Asked) -> Reply:
        with self.lock:
            self.asked.append(asked)
            if replies := self.answers.get(asked.url):
                return replies.pop(0) if len(replies) > 1 else replies[0]
            content = self.pages.get(asked.url)
        if content is None:
            return Reply(404, "404: Not Found")
        body = content.encode() if isinstance(content, str) else content
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(304, headers={"ETag": tag})
        return Reply(200, body, {"ETag": tag, "Content-Type": "text/plain; charset=utf-8"})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    web: Web

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        # A proxy is asked for the whole address.
        url = self.path if "://" in self.path else f"{scheme}://{self.headers['Host']}{self.path}"
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.web.lock:
            self.web.running += 1
            self.web.most_running = max(self.web.most_running, self.web.running)
        try:
            self._answer(self.web.reply(Asked(self.command, url, headers)))
        except OSError:
            self.close_connection = True
        finally:
            with self.web.lock:
                self.web.running -= 1

    do_HEAD = do_GET  # noqa: N815 (as the standard library calls it)

    def do_CONNECT(self) -> None:
        self.web.tunnels.append(self.path)
        port = int(self.web.origin.rpartition(":")[2])
        self.send_response(200)
        self.end_headers()
        with socket.create_connection(("127.0.0.1", port)) as there:
            back = threading.Thread(target=_copied, args=(there, self.connection), daemon=True)
            back.start()
            _copied(self.connection, there)
            back.join(5)
        self.close_connection = True

    def _answer(self, reply: Reply) -> None:
        if reply.before:
            reply.before()
        time.sleep(reply.delay)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000 if reply.drip_headers else b"":
            self.wfile.write(bytes([letter]))
            time.sleep(reply.drip_headers)
        while reply.goes_on:
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        self.send_response(reply.status, reply.reason)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        length = len(body) if reply.length is None else reply.length
        if length >= 0 and reply.status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command == "HEAD" or reply.status == 304:
            return
        sent = body[: reply.cut]
        if reply.drip:
            for place in range(len(sent)):
                self.wfile.write(sent[place : place + 1])
                time.sleep(reply.drip)
        else:
            self.wfile.write(sent)
        if length != len(sent):
            self.close_connection = True


def _copied(here: socket.socket, there: socket.socket) -> None:
    with suppress(OSError):
        while piece := here.recv(65536):
            there.sendall(piece)
    with suppress(OSError):
        there.shutdown(socket.SHUT_WR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    context: ssl.SSLContext | None = None

    def finish_request(self, request: Any, address: Any) -> None:
        # In the thread of the connection, so that a client that says nothing stops nobody else.
        if self.context:
            request.settimeout(10)
            try:
                request = self.context.wrap_socket(request, server_side=True)
            except OSError:
                return
        try:
            super().finish_request(request, address)
        finally:
            with suppress(OSError):
                request.close()

    def handle_error(self, *_: Any) -> None:
        pass


@cache
def authority() -> trustme.CA:
    """The authority that the tests trust."""
    return trustme.CA()


@cache
def _context_of(name: str, of: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    of.issue_cert(name).configure_cert(context)
    return context


def _shows_certificates(of: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    of.issue_cert("127.0.0.1", "localhost").configure_cert(context)

    def named(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name:
            connection.context = _context_of(name, of)

    context.sni_callback = named
    return context


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    """Run the servers as long as the context lasts."""
    servers = []
    for context in (_shows_certificates(web.authority), None):
        handler = type("Handler", (_Handler,), {"web": web})
        server = _Server(("127.0.0.1", 0), handler)
        server.context = context
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
    secure, plain = servers
    web.origin = f"https://127.0.0.1:{secure.server_port}"
    web.plain = f"http://127.0.0.1:{plain.server_port}"
    try:
        yield web
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def lead_to(web: Web, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Let everything that is asked for be asked of the servers here, with no pause.

    Args:
        web: The servers.
        monkeypatch: What undoes it.
        home: A folder for the reader's settings and lists.
    """
    pem = home / "authority.pem"
    web.authority.cert_pem.write_to_path(str(pem))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_DIR",
        "GITHUB_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setattr(
        hosts,
        "HOSTS",
        {
            name: host._replace(reached_at=web.origin, pause=0.0)
            for name, host in hosts.HOSTS.items()
        },
    )
    monkeypatch.setattr(hosts, "OTHERS", hosts.OTHERS._replace(reached_at=web.origin))
    monkeypatch.setattr(client, "PATIENCE", IMPATIENT)


_PROGRAM = """\
#!{python}
import os, sys, time
from datetime import datetime
from kdcat.cli import lists
from kdcat.following import ages
from kdcat.network import client, hosts
os.environ["SSL_CERT_FILE"] = "{pem}"
time.tzset()
hosts.HOSTS = {{name: host._replace(reached_at="{origin}") for name, host in hosts.HOSTS.items()}}
hosts.OTHERS = hosts.OTHERS._replace(reached_at="{origin}")
client.PATIENCE = client.PATIENCE._replace(first_wait=0.001)
if day := "{day}":
    ages.now = lambda: datetime.fromisoformat(f"{{day}}T09:00:00+00:00")
    # The bar of progress is gone before anyone could read it.
    lists._progress = lambda names, until_fetched: lambda name, done, of: None
sys.argv[0] = "kdcat"
from kdcat.__main__ import main
main()
"""


def write_program(web: Web, home: Path, day: str = "") -> Path:
    """Write a kdcat that knows no servers but these, and return its path: `bin/kdcat` in a home.

    Args:
        web: The servers.
        home: The folder.
        day: The day that it takes for today; its lines are for a document, without a bar.
    """
    pem = home / "authority.pem"
    web.authority.cert_pem.write_to_path(str(pem))
    program = home / "bin" / "kdcat"
    program.parent.mkdir(exist_ok=True)
    said = _PROGRAM.format(python=sys.executable, pem=pem, day=day, origin=web.origin)
    program.write_text(said, encoding="utf-8")
    program.chmod(0o755)
    return program


def replies(*statuses: int) -> list[Reply]:
    """Replies of those statuses."""
    return [Reply(status) for status in statuses]


def asked(web: Web, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The method and the address of each request, and those of its headers; `-` for none."""
    return [
        (one.method, one.url, *(one.headers.get(name, "-") for name in names)) for one in web.asked
    ]
