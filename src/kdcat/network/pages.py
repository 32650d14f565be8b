"""Pages of Markdown asked for, each only if it is no longer what is kept of it."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from kdcat.errors import KdcatError
from kdcat.network.client import MOST
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kdcat.following.kept import Kept, Page
    from kdcat.network.answer import Answer
    from kdcat.network.client import Client

_NOT_MODIFIED = 304
_GONE = frozenset([404, 410])
_UNAUTHORIZED = 401
_REFUSED = frozenset([401, 403, 407, 451])
_AT_ONCE = 8
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_HTML = ("<!doctype html", "<html", "<head", "<?xml", "<svg", "<rss", "<feed")
_LONGEST_VALIDATOR = 500
_DAY = 86400


class FetchError(KdcatError):
    """A list cannot be fetched; the message names it and says why."""


class Text(NamedTuple):
    """A page of Markdown."""

    content: bytes
    papers: int


class Fetching:
    """What is known while a list is fetched: what is kept of it, and what servers say now."""

    def __init__(
        self,
        client: Client,
        source: str,
        before: Kept | None,
        stored: Callable[[Page], bytes | None],
        progress: Callable[[int, int], object],
    ) -> None:
        """Begin.

        Args:
            client: Who asks.
            source: How the list is called in messages.
            before: What is kept of the list; None where nothing is.
            stored: Gives the content of a page that is kept, and None where it is lost.
            progress: Called with the number of pages that are there, and that of all.
        """
        self.client = client
        self.source = source
        self.before = before
        self.stored = stored
        self.progress = progress
        self.validators: dict[str, dict[str, str]] = {}

    def known(self, url: str, name: str) -> str | None:
        """Return what was said at an address when the list was fetched last."""
        return self.before.validators.get(url, {}).get(name) if self.before else None

    def pages_before(self) -> dict[str, Text] | None:
        """Return the pages of the newest copy, by their paths; None unless all are there."""
        pages = {}
        for page in self.before.newest.pages if self.before else ():
            content = self.stored(page)
            if content is None:
                return None
            pages[page.path] = Text(content, page.papers)
        return pages or None

    def ask(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a question that is answered with 304 where nothing changed."""
        said = self.before.validators.get(url, {}) if self.before else {}
        conditions = {
            header: said[name]
            for name, header in _VALIDATORS.items()
            if name in said and _may_be_sent(said[name])
        }
        answer = self.client.get(url, {**(headers or {}), **conditions}, most=MOST)
        self.validators[url] = {
            name: value
            for name in _VALIDATORS
            if (value := answer.headers.get(name, said.get(name, ""))) and _may_be_sent(value)
        }
        if answer.status == _NOT_MODIFIED:
            self.validators[url] = {**said, **self.validators[url]}
        return answer

    def note(self, url: str, **said: str) -> None:
        """Note what was said at an address, beside its validators."""
        self.validators.setdefault(url, {}).update(said)

    def page(self, url: str, path: str) -> Text | None:
        """Return a page; None where there is none at that address.

        Raises:
            FetchError: It cannot be had, or is no Markdown.
        """
        kept = self._kept(url)
        if kept is None and self.before:
            # Without the content, that it has not changed would be no answer.
            self.before = self.before._replace(
                validators={at: said for at, said in self.before.validators.items() if at != url}
            )
        answer = self.ask(url)
        if answer.status == _NOT_MODIFIED and kept is not None:
            return kept
        if answer.status in _GONE:
            return None
        self.expect(answer)
        self.check_markdown(answer, path)
        page = Text(answer.content, papers_in(answer.content, path))
        self.note(url, digest=hashlib.sha256(page.content).hexdigest(), papers=str(page.papers))
        return page

    def _kept(self, url: str) -> Text | None:
        """What is kept of a page; of one that holds no papers, that alone."""
        digest = self.known(url, "digest")
        if self.before is None or digest is None:
            return None
        if self.known(url, "papers") == "0":
            return Text(b"", 0)
        for page in self.before.newest.pages:
            if page.digest == digest and (content := self.stored(page)) is not None:
                return Text(content, page.papers)
        return None

    def check_markdown(self, answer: Answer, path: str) -> None:
        """Raise FetchError where an answer is no Markdown in UTF-8."""
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        start = answer.content[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if kind in {"text/html", "application/xhtml+xml"} or start.startswith(
            tuple(mark.encode() for mark in _HTML)
        ):
            raise self.error(
                "is a web page, not Markdown; name the address of the Markdown file itself"
            )
        try:
            Source(path or self.source, answer.content, None).text()
        except KdcatError as error:
            reason = str(error).removeprefix(f"{path or self.source}: ").partition(";")[0]
            raise self.error(f"is no Markdown text: {reason}") from None

    def expect(self, answer: Answer) -> None:
        """Raise FetchError where an answer is not that what was asked for is there."""
        if answer.status == 200:
            return
        if answer.is_asked_too_often:
            wait = answer.seconds_to_wait
            when = ""
            if wait is not None:
                then = (datetime.now(UTC) + timedelta(seconds=wait)).astimezone()
                when = f" before {then:%H:%M}" if wait < _DAY else f" before {then:%Y-%m-%d}"
            hint = "; with $GITHUB_TOKEN more is allowed" if "github" in answer.url else ""
            raise self.error(f"the server is asked too often and answers nothing{when}{hint}")
        if answer.status == _UNAUTHORIZED and "github" in answer.url:
            raise self.error("GitHub refuses $GITHUB_TOKEN (401); make a new one, or unset it")
        if answer.status in _REFUSED:
            raise self.error(f"the server refuses it ({answer.status})")
        if answer.status >= 500:
            raise self.error(f"the server is in trouble ({answer.status}); try again later")
        if answer.status in _GONE:
            raise self.error(f"there is nothing at {answer.url} ({answer.status})")
        raise self.error(f"the server answers {answer.status} to {answer.url}")

    def json(self, answer: Answer) -> Any:
        """Return what an answer says in JSON.

        Raises:
            FetchError: It is another status, or no JSON.
        """
        self.expect(answer)
        try:
            return json.loads(answer.content)
        except (ValueError, RecursionError):
            raise self.error(f"the answer of {answer.url} cannot be understood") from None

    def all_of(self, wanted: Iterable[tuple[str, str]]) -> dict[str, Text]:
        """Return pages by their paths, several asked for at once; what is no Markdown is left out.

        Args:
            wanted: The path and the address of each.
        """
        jobs = list(wanted)
        found: dict[str, Text] = {}
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            answers = pool.map(lambda job: self.client.get(job[1]), jobs)
            for done, ((path, _), answer) in enumerate(zip(jobs, answers, strict=True), start=1):
                self.expect(answer)
                self.progress(done, len(jobs))
                try:
                    self.check_markdown(answer, path)
                except FetchError:
                    continue
                found[path] = Text(answer.content, papers_in(answer.content, path))
        finally:
            # Who is interrupted does not wait for answers that nobody wants any more.
            pool.shutdown(wait=False, cancel_futures=True)
        return found

    def error(self, why: str) -> FetchError:
        """Return the error that says why the list cannot be had."""
        return FetchError(f"{self.source}: {why}")


def _may_be_sent(validator: str) -> bool:
    """Whether what a server said of its answer can be said to it again."""
    return validator.isascii() and validator.isprintable() and len(validator) <= _LONGEST_VALIDATOR


def papers_in(content: bytes, path: str) -> int:
    """Return how many entries are read in a page."""
    return len(parse(Source(path, content, None)).papers)


def git_name(content: bytes) -> str:
    """Return what git calls a content: the SHA-1 of a blob (gitformat-pack, "object names")."""
    blob = b"blob %d\0" % len(content) + content
    return hashlib.sha1(blob, usedforsecurity=False).hexdigest()
