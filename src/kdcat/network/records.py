"""Records fetched from the registries, in as few requests as their interfaces allow.

Each service is asked by a thread of its own, as politely as `kdcat.network.hosts` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, urlencode

from kdcat.errors import KdcatError
from kdcat.network.answer import NoAnswerError
from kdcat.network.client import USER_AGENT
from kdcat.network.side_by_side import side_by_side
from kdcat.records.atom import of_feed
from kdcat.records.csl import LARGEST, of_csl
from kdcat.records.fitting import is_of
from kdcat.records.kept import Kept
from kdcat.records.record import fetched_now
from kdcat.records.title_search import SEMANTIC_SCHOLAR_FIELDS, of_match, of_scholar, of_works

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdcat.network.answer import Answer
    from kdcat.network.client import Client
    from kdcat.records.fitting import Key
    from kdcat.records.record import Record

Service = Literal["arXiv", "doi.org", "Semantic Scholar", "OpenAlex"]
TitleService = Literal["semantic-scholar", "openalex"]
ARXIV_AT_ONCE = 400
"""arXiv ids in one request.

Its interface gives 2,000 entries at once (https://info.arxiv.org/help/api/user-manual, 3.1.1.2);
the address of so many ids would be longer than the 8,000 bytes that servers take
(RFC 9110, section 4.1).
"""
_CSL = "application/vnd.citationstyles.csl+json"
"""What Crossref and DataCite answer: https://citation.doi.org/docs.html"""
_NO_SUCH = frozenset([204, 404, 406, 410])
"""That there is no such DOI or title, or a registry without such records."""
_OK = 200
_LONGEST_TITLE = 300
"""Characters of a title that are looked for: what is found must have all of it anyway."""
_MANY = 4
"""arXiv ids that cannot all be unknown: now and then it answers with an empty feed."""
_MOST_FAILURES = 3
"""Failures one after the other from which on a service is left alone."""


class Wanted(NamedTuple):
    """What a record is asked for by."""

    key: Key
    title: str
    """The title of the paper, as the list has it."""


class Request(NamedTuple):
    """One request to a service."""

    service: Service
    url: str
    headers: Mapping[str, str]
    wanted: tuple[Wanted, ...]


class Outcome(NamedTuple):
    """What became of a request."""

    request: Request
    kept: Mapping[str, Kept]
    """What was answered, by the keys; nothing where there was no answer."""
    failure: str | None = None
    """Why there was none, or what was wrong with it."""


class Keys(NamedTuple):
    """What the services know their users by, where they have such."""

    contact: str | None = None
    """The user's address for letters, which the services ask for; sent to them alone."""
    semantic_scholar: str | None = None
    openalex: str | None = None


def requests(
    wanted: Sequence[Wanted], keys: Keys, titles_from: TitleService = "semantic-scholar"
) -> list[Request]:
    """Return the requests that ask for records: one for 400 arXiv ids, one for each DOI and title.

    Args:
        wanted: What is asked for, each key once.
        keys: What the services know the user by.
        titles_from: Where titles are looked for.
    """
    agent = {"User-Agent": f"{USER_AGENT}{f' mailto:{keys.contact}' if keys.contact else ''}"}
    asked = []
    arxiv = [one for one in wanted if one.key.kind == "arxiv"]
    for first in range(0, len(arxiv), ARXIV_AT_ONCE):
        some = tuple(arxiv[first : first + ARXIV_AT_ONCE])
        ids = ",".join(one.key.name for one in some)
        query = urlencode({"id_list": ids, "max_results": len(some)}, safe=",/")
        url = f"https://export.arxiv.org/api/query?{query}"
        asked.append(Request("arXiv", url, agent, some))
    for one in wanted:
        if one.key.kind == "doi":
            url = f"https://doi.org/{quote(one.key.name, safe='/:;().,-_~!$*+=@')}"
            asked.append(Request("doi.org", url, agent | {"Accept": _CSL}, (one,)))
        elif one.key.kind == "title":
            asked.append(_of_title(one, keys, agent, titles_from))
        elif one.key.kind == "published":
            asked.append(_of_preprint(one, keys, agent))
    return asked


def _of_preprint(wanted: Wanted, keys: Keys, agent: Mapping[str, str]) -> Request:
    query = urlencode({"fields": SEMANTIC_SCHOLAR_FIELDS})
    url = f"{_SCHOLAR}ARXIV:{quote(wanted.key.name, safe='')}?{query}"
    return Request("Semantic Scholar", url, _with_key(agent, keys), (wanted,))


def _with_key(agent: Mapping[str, str], keys: Keys) -> Mapping[str, str]:
    key = keys.semantic_scholar
    return {**agent, "x-api-key": key} if key else agent


_SCHOLAR = "https://api.semanticscholar.org/graph/v1/paper/"


def _of_title(
    wanted: Wanted, keys: Keys, agent: Mapping[str, str], titles_from: TitleService
) -> Request:
    if titles_from == "openalex":
        # Commas and colons part the filters of its search.
        query = {"search": wanted.key.name[:_LONGEST_TITLE], "per-page": "1"}
        if keys.openalex:
            query["api_key"] = keys.openalex
        if keys.contact:
            query["mailto"] = keys.contact
        url = f"https://api.openalex.org/works?{urlencode(query, errors='replace')}"
        return Request("OpenAlex", url, agent, (wanted,))
    query = {"query": wanted.title[:_LONGEST_TITLE], "fields": SEMANTIC_SCHOLAR_FIELDS}
    url = f"{_SCHOLAR}search/match?{urlencode(query, errors='replace')}"
    return Request("Semantic Scholar", url, _with_key(agent, keys), (wanted,))


def ask(client: Client, request: Request) -> Outcome:
    """Return what becomes of a request."""
    try:
        answer = client.get(request.url, request.headers, most=LARGEST)
    except NoAnswerError as error:
        return Outcome(request, {}, f"{request.service}: {error.why}")
    fetched = fetched_now()
    if request.service == "arXiv":
        return _of_arxiv(request, answer, fetched)
    key = request.wanted[0].key
    if answer.status in _NO_SUCH:
        return Outcome(request, {str(key): Kept(fetched, None)})
    if answer.status != _OK:
        return Outcome(request, {}, _refusal(request, answer))
    record: Record | None
    if request.service == "doi.org":
        record = of_csl(answer.content, fetched)
        if record is None:
            why = "answered with what is no record"
            return Outcome(request, {}, f"{request.service}: {key.name}: {why}")
        if not is_of(key, record):
            why = f"answered with the record of {record.doi or 'no DOI'}; not taken"
            kept = {str(key): Kept(fetched, None)}
            return Outcome(request, kept, f"{request.service}: {key.name}: {why}")
    else:
        read = of_works if request.service == "OpenAlex" else of_match
        record = (of_scholar if key.kind == "published" else read)(answer.content, fetched)
    return Outcome(request, {str(key): Kept(fetched, record)})


def _of_arxiv(request: Request, answer: Answer, fetched: str) -> Outcome:
    records = of_feed(answer.content, fetched) if answer.status == _OK else None
    if records is None:
        return Outcome(request, {}, _refusal(request, answer))
    if not records and len(request.wanted) >= _MANY:
        return Outcome(request, {}, "arXiv: answered with none of the papers; later it may")
    by_id = {record.arxiv_id: record for record in records}
    return Outcome(
        request,
        {str(one.key): Kept(fetched, by_id.get(one.key.name)) for one in request.wanted},
    )


def _refusal(request: Request, answer: Answer) -> str:
    if answer.is_asked_too_often:
        why = "asked too often; later it may answer"
        if request.service == "Semantic Scholar" and "x-api-key" not in request.headers:
            why += " (with a key in $SEMANTIC_SCHOLAR_API_KEY it is asked alone)"
    elif answer.status == _OK:
        why = "answered with what is no record"
    else:
        why = f"answered with status {answer.status}"
    return f"{request.service}: {why}"


def outcomes(client: Client, asked: Sequence[Request]) -> Iterator[Outcome]:
    """Yield what becomes of requests, each as soon as it is known; services are asked side by side.

    A service that fails several times in turn is asked no more, and what was to be asked of it
    has no outcome. Whoever stops listening stops the asking.
    """
    by_service: dict[Service, list[Request]] = {}
    for request in asked:
        by_service.setdefault(request.service, []).append(request)

    def of_service(own: Sequence[Request]) -> Iterator[Outcome]:
        failures = 0
        try:
            for request in own:
                if failures == _MOST_FAILURES:
                    return
                outcome = ask(client, request)
                failures = failures + 1 if outcome.failure and not outcome.kept else 0
                yield outcome
        except KdcatError as error:
            yield Outcome(own[0], {}, str(error))

    return side_by_side([of_service(own) for own in by_service.values()])
