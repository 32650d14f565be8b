"""What `kdcat lint --online` asks: registries of papers, and servers of addresses; kept, by age."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from kdcat.bibliography.works import listings, united
from kdcat.cli import asking
from kdcat.cli.folders import folder_of
from kdcat.cli.streams import progress, tell
from kdcat.errors import KdcatError
from kdcat.lint.answers import Answers
from kdcat.records import kept as records
from kdcat.records import links
from kdcat.records.fitting import Key
from kdcat.records.wanting import age, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kdcat.network.client import Client
    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog
    from kdcat.records.kept import Kept
    from kdcat.records.links import Link, State

_OLDER_THAN: dict[State, timedelta] = {
    "alive": timedelta(days=30),
    "moved": timedelta(days=30),
    "empty": timedelta(days=7),
    "dead": timedelta(days=1),
    # Who was not let in may be tomorrow.
    "unknown": timedelta(days=1),
}
"""After so long an address is asked again."""
_PUBLISHED_AFTER = timedelta(days=30)
"""After so long it is asked again whether a preprint has been published."""
_OF_REPOSITORY = "contents of "
OF_RECORDS = ("title-differs", "year-differs", "published-since")
OF_LINKS = ("link-dead", "link-moved")
OF_REPOSITORIES = ("code-link-empty",)


def answers(catalogs: Sequence[Catalog], rules: Callable[[Sequence[str]], bool]) -> Answers:
    """Ask what the rules about the network need of catalogs, and return what was answered.

    Args:
        catalogs: The catalogs.
        rules: Whether any of some rules is asked for.

    Raises:
        KdcatError: There is nowhere to keep what was answered, or it cannot be kept.
    """
    from kdcat.network.client import Client

    folder = folder_of("data")
    if folder is None:
        raise KdcatError("there is no home to keep records in")
    papers = [paper for catalog in catalogs for paper in catalog.papers]
    said = Answers()
    with Client(os.environ.get("GITHUB_TOKEN")) as client:
        if rules(OF_RECORDS):
            said = said._replace(records=_records(client, papers, folder / records.FILE))
        if rules(OF_LINKS):
            urls = _addresses(papers)
            said = said._replace(links=_links(client, urls, folder / links.FILE))
        if rules(OF_REPOSITORIES):
            urls = [paper.code_url for paper in papers if paper.code_url]
            found = _repositories(client, list(dict.fromkeys(urls)), folder / links.FILE)
            said = said._replace(repositories=found)
    return said


def _records(client: Client, papers: Sequence[Paper], file: Path) -> dict[str, Kept]:
    now = datetime.now(UTC)
    works = listings(papers)
    kept = records.read(file)
    # By a title no list is contradicted.
    asked = {key: paper for key, paper in wanted(works, kept, now).items() if key.kind != "title"}
    for work in works:
        paper = united(work)
        if paper.arxiv_id and paper.venue in (None, "arXiv"):
            key = Key("published", paper.arxiv_id)
            answer = kept.get(str(key))
            if answer is None or age(answer.fetched, now) >= _PUBLISHED_AFTER:
                asked[key] = paper
    _ask(client, asked, file)
    # arXiv names the DOIs of what has been published.
    kept = records.read(file)
    named = {}
    for work in works:
        paper = united(work)
        answer = kept.get(f"arxiv:{paper.arxiv_id}")
        if answer and answer.record and answer.record.doi:
            key = Key("doi", answer.record.doi)
            if str(key) not in kept:
                named[key] = paper
    _ask(client, named, file)
    return records.read(file) if named else kept


def _ask(client: Client, asked: dict[Key, Paper], file: Path) -> None:
    from kdcat.network.records import Wanted, outcomes, requests

    if not asked:
        return
    made = requests([Wanted(key, paper.title) for key, paper in asked.items()], asking.keys())
    failures: dict[str, None] = {}
    with progress("asking registries", len(made)) as show:
        for number, outcome in enumerate(outcomes(client, made), 1):
            records.add(file, outcome.kept)
            if outcome.failure:
                failures[outcome.failure] = None
            show(number)
    for failure in failures:
        tell(f"kdcat: {failure}")


def _addresses(papers: Sequence[Paper]) -> list[str]:
    urls = [url for paper in papers for url in (paper.paper_url, paper.code_url) if url]
    return list(dict.fromkeys(urls))


def _links(client: Client, urls: Sequence[str], file: Path) -> dict[str, Link]:
    from kdcat.network.links import check, checked

    kept = links.read(file)
    asked = [url for url in urls if _is_too_old(kept.get(url))]
    without_host: dict[str, Link] = {}
    somebody_answered = False
    with progress("asking for addresses", len(asked)) as show:
        for number, one in enumerate(checked(asked, partial(check, client)), 1):
            if one.no_host:
                without_host[one.url] = one.link
            else:
                somebody_answered = True
                links.add(file, {one.url: one.link})
                kept[one.url] = one.link
            show(number)
    if without_host and somebody_answered:
        links.add(file, without_host)
        kept |= without_host
    elif without_host:
        # That no name is known at all says something of the network here alone.
        tell("kdcat: no server was found: is there a network?")
    if asked:
        links.tidy(file)
    return kept


def _repositories(client: Client, urls: Sequence[str], file: Path) -> dict[str, Link]:
    from kdcat.network.links import check_repository, checked, repository

    kept = links.read(file)
    ours = [url for url in urls if repository(url)]
    asked = [url for url in ours if _is_too_old(kept.get(_OF_REPOSITORY + url))]
    found = {url: kept[_OF_REPOSITORY + url] for url in ours if _OF_REPOSITORY + url in kept}
    with progress("asking GitHub", len(asked)) as show:
        for number, one in enumerate(checked(asked, partial(check_repository, client)), 1):
            links.add(file, {_OF_REPOSITORY + one.url: one.link})
            found[one.url] = one.link
            show(number)
    return found


def _is_too_old(link: Link | None) -> bool:
    return link is None or age(link.checked, datetime.now(UTC)) >= _OLDER_THAN[link.state]
