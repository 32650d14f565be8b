"""`kdcat complete`: the records of papers, fetched from the registries once and kept."""

import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kdcat.bibliography.works import listings
from kdcat.cli import DONE, asking, catalogs, completion, options, references
from kdcat.cli.format_names import one_of
from kdcat.cli.streams import progress, tell, write_lines
from kdcat.errors import KdcatError
from kdcat.paper import Paper
from kdcat.printable import printable
from kdcat.records import kept as records
from kdcat.records.fitting import Key
from kdcat.records.kept import Kept
from kdcat.records.wanting import Found, found, keys_of_work, wanted
from kdcat.words import how_many

if TYPE_CHECKING:
    from kdcat.network.records import Request, TitleService

EPILOG = """Examples:

  kdcat complete -c list.md

  kdcat complete --task asr --dry-run

  kdcat complete radardistill --again
"""
_ASKING = "Asking"
_TITLES_FROM = ("semantic-scholar", "openalex")
_DAYS = 36_500
Work = tuple[Paper, ...]


def command(
    refs: references.SomeReferences = None,
    modality: options.Modality = None,
    task: options.Task = None,
    venue: options.Venue = None,
    year: options.Year = None,
    title: options.Title = None,
    section: options.Section = None,
    author: options.Author = None,
    code: options.Code = None,
    not_in: options.NotIn = None,
    again: Annotated[
        bool,
        typer.Option("--again", rich_help_panel=_ASKING, help="Ask for what is kept, too."),
    ] = False,
    older_than: Annotated[
        int | None,
        typer.Option(
            "--older-than", min=0, max=_DAYS, metavar="DAYS", rich_help_panel=_ASKING,
            help="Ask again for what was fetched that many days ago.",
        ),
    ] = None,
    titles_from: Annotated[
        str,
        typer.Option(
            "--titles-from", metavar="SERVICE", rich_help_panel=_ASKING,
            autocompletion=completion.of(_TITLES_FROM),
            help=f"Where titles are looked for: {one_of(list(_TITLES_FROM))}.",
        ),
    ] = "semantic-scholar",
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", rich_help_panel=_ASKING, help="Say what would be asked, and ask nothing."
        ),
    ] = False,
    catalog: options.Catalogs = None,
    no_cache: options.NoCache = False,
) -> int:  # fmt: skip
    """Fetch the authors, abstracts and publications of papers from the registries, and keep them.

    arXiv is asked for all its ids at once, doi.org for each DOI, and a service of titles for each
    paper that has neither. What was answered is kept and not asked for again; of papers without a
    record the lines are printed. List, show, search and export use what is kept, offline.
    """
    if titles_from not in _TITLES_FROM:
        from kdcat.errors import no_such

        raise no_such("service", titles_from, _TITLES_FROM)
    file = catalogs.records_file()
    if file is None:
        raise KdcatError("there is no home to keep records in")
    wanted_papers = references.read(refs or [], catalog)
    index = catalogs.opened(catalog, no_cache)
    rows = options.Where(modality, task, venue, year, title, section, author, code).rows(index)
    papers = index.papers(catalogs.rows_not_in(not_in, index, rows, catalog, no_cache))
    works = listings(papers)
    exit_code = DONE
    if refs:
        works, exit_code = references.meant(index, works, wanted_papers)
        if not works:
            return exit_code
    oldest = timedelta(days=0) if again else None
    if older_than is not None:
        oldest = timedelta(days=older_than)
    asked = wanted(works, records.read(file), datetime.now(UTC), oldest)
    requests = _requests(asked, titles_from)
    if dry_run:
        write_lines(_planned(requests))
        return exit_code
    failures = _fetch(requests, file)
    _report(works, asked, records.read(file), len(requests))
    if failures:
        for failure in failures:
            tell(f"kdcat: {failure}")
        raise KdcatError("some were not answered; 'kdcat complete' asks for the rest")
    return exit_code


def _requests(asked: dict[Key, Paper], titles_from: str) -> "list[Request]":
    if not asked:
        return []
    from kdcat.network.records import Wanted, requests

    return requests(
        [Wanted(key, paper.title) for key, paper in asked.items()],
        asking.keys(),
        cast("TitleService", titles_from),
    )


def _planned(requests: "Sequence[Request]") -> list[str]:
    """For each service how many requests there are, and for how many records."""
    lines = []
    for service in dict.fromkeys(request.service for request in requests):
        own = [request for request in requests if request.service == service]
        papers = sum(len(request.wanted) for request in own)
        lines.append(f"{service}: {how_many(len(own), 'request')} for {how_many(papers, 'record')}")
    return lines or ["nothing is to be asked for"]


def _fetch(requests: "Sequence[Request]", file: Path) -> list[str]:
    """Ask, keep each answer at once, and return what went wrong, each once."""
    if not requests:
        return []
    from kdcat.network.client import Client
    from kdcat.network.records import outcomes

    failures: dict[str, None] = {}
    services = ", ".join(dict.fromkeys(request.service for request in requests))
    answered = 0
    with (
        Client(os.environ.get("GITHUB_TOKEN")) as client,
        progress(f"asking {services}", len(requests)) as show,
    ):
        for outcome in outcomes(client, requests):
            records.add(file, outcome.kept)
            answered += bool(outcome.kept)
            if outcome.failure and outcome.kept:
                tell(f"kdcat: {outcome.failure}")
            elif outcome.failure:
                failures[outcome.failure] = None
            show(answered)
    records.tidy(file)
    if answered < len(requests) and not failures:
        failures["not all was answered"] = None
    return list(failures)


def _report(
    works: Sequence[Work], asked: dict[Key, Paper], kept: dict[str, Kept], requests: int
) -> None:
    """Print the papers that were asked for and have no record, and say how many have one."""
    results = [(work, found(work, kept)) for work in works]
    write_lines(
        printable(_line(work[0], one))
        for work, one in results
        if one.result in ("near", "none") and any(key in asked for key in keys_of_work(work))
    )
    counts = Counter(one.result for _, one in results)
    unanswered = f", {counts['not asked']} not answered" if counts["not asked"] else ""
    tell(
        f"{how_many(len(works), 'paper')}: {counts['taken']} with a record, {counts['near']} with "
        f"a near one that was not taken, {counts['none']} unknown{unanswered}; "
        f"{how_many(requests, 'request')}"
    )


def _line(paper: Paper, one: Found) -> str:
    place = f"{paper.catalog}:{paper.line}: {paper.title}"
    if one.record is None:
        return f"{place}: no registry knows it"
    said = [one.record.title, one.record.venue, str(one.record.year or "")]
    return f"{place}: not taken: {', '.join(filter(None, said))} ({one.record.source})"
