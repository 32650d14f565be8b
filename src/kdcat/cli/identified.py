"""The paper that one identifier names, as its registry says, for `kdcat add`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from kdcat.bibliography.addresses import as_address, as_arxiv_id, as_doi
from kdcat.cli import asking
from kdcat.cli.folders import folder_of
from kdcat.cli.streams import tell
from kdcat.errors import KdcatError, UsageError
from kdcat.printable import printable
from kdcat.records.fitting import Key, is_of
from kdcat.records.venue_names import known_venue

if TYPE_CHECKING:
    from kdcat.cli.prompts import Words
    from kdcat.records.record import Record

_ARXIV_DOI = "10.48550/"


def with_record(words: Words, identifier: str) -> Words:
    """Return what the command line says of a paper, and what the registry says of the rest.

    The venue is named as kdcat and the list's configuration know it. What was answered is kept.

    Args:
        words: What the command line says.
        identifier: A DOI, an arXiv id, or an address that carries one.

    Raises:
        UsageError: It carries neither.
        KdcatError: The registry knows none, or did not answer.
    """
    key, url = _key(identifier)
    record = _record(key)
    venue = record.venue and known_venue(record.venue)
    said: dict[str, Any] = {
        "title": record.title,
        "venue": venue.name if venue else record.venue,
        "year": record.year,
        "paper_url": url,
        "authors": record.names,
    }
    if record.kind == "preprint" and record.doi and key.kind == "arxiv":
        tell(f"kdcat: published since: {printable(record.doi)}, which may be added instead")
    return words._replace(
        **{name: value for name, value in said.items() if getattr(words, name) is None}
    )


def _key(identifier: str) -> tuple[Key, str]:
    """What the record is asked for by, and the address of the paper."""
    address = as_address(identifier)
    if arxiv_id := as_arxiv_id(address or identifier):
        return Key("arxiv", arxiv_id), f"https://arxiv.org/abs/{arxiv_id}"
    if doi := as_doi(address or identifier):
        url = address if address and not doi.startswith(_ARXIV_DOI) else f"https://doi.org/{doi}"
        return Key("doi", doi), url
    raise UsageError(
        f"{identifier!r} carries no DOI and no arXiv id; give --title, --venue and --year instead"
    )


def _record(key: Key) -> Record:
    """The record of an identifier: that which is kept, else what its registry answers now."""
    from kdcat.records import kept as records

    folder = folder_of("data")
    file = folder / records.FILE if folder else None
    answer = records.read(file).get(str(key)) if file else None
    if answer and answer.record and answer.record.title and is_of(key, answer.record):
        return answer.record
    from kdcat.network.client import Client
    from kdcat.network.records import Wanted, ask, requests

    (request,) = requests([Wanted(key, "")], asking.keys())
    with Client(os.environ.get("GITHUB_TOKEN")) as client:
        outcome = ask(client, request)
    if outcome.failure:
        raise KdcatError(outcome.failure)
    record = outcome.kept[str(key)].record
    if record is None or not record.title:
        raise KdcatError(f"{request.service} knows no {key.name}")
    if file:
        records.add(file, outcome.kept)
    return record
