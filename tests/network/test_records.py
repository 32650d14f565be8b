"""Records fetched: in few requests, and what becomes of each."""

from __future__ import annotations

import json

import pytest

from kdcat.network import records
from kdcat.network.client import USER_AGENT, Client
from kdcat.network.links import checked
from kdcat.network.records import ARXIV_AT_ONCE, Keys, Outcome, Wanted, ask, outcomes, requests
from kdcat.records.fitting import Key
from tests.loopback import Reply, Web
from tests.records.answers import CROSSREF, OPENALEX, entry, feed

NOBODY = Keys()
DOI = Wanted(Key("doi", "10.9999/a(b)<c>;d#e"), "A title")


def test_all_arxiv_ids_in_one_request_for_every_400() -> None:
    ids = [f"2203.{number:05}" for number in range(2 * ARXIV_AT_ONCE + 1)]
    asked = requests([Wanted(Key("arxiv", one), "A") for one in (*ids, "cs/0112017")], NOBODY)
    assert [len(one.wanted) for one in asked] == [400, 400, 2]
    assert asked[2].url == (
        f"https://export.arxiv.org/api/query?id_list={ids[-1]},cs/0112017&max_results=2"
    )
    # Servers take 8,000 bytes (RFC 9110, section 4.1).
    assert max(len(one.url) for one in asked) < 8000


def test_what_is_asked_of_each_service() -> None:
    wanted = [
        DOI,
        Wanted(Key("title", "a title & more"), "A title & more?"),
        Wanted(Key("published", "cs/0112017"), "A"),
    ]
    keys = Keys("ada@example.org", "s3cret", "0pen")
    agent = f"{USER_AGENT} mailto:ada@example.org"
    fields = "title%2Cauthors%2Cabstract%2Cvenue%2Cyear%2CexternalIds%2Cjournal%2CpublicationVenue%2CpublicationTypes"
    scholar = "https://api.semanticscholar.org/graph/v1/paper/"
    csl = {"User-Agent": agent, "Accept": "application/vnd.citationstyles.csl+json"}
    with_key = {"User-Agent": agent, "x-api-key": "s3cret"}
    assert [(one.url, one.headers) for one in requests(wanted, keys)] == [
        ("https://doi.org/10.9999/a(b)%3Cc%3E;d%23e", csl),
        (f"{scholar}search/match?query=A+title+%26+more%3F&fields={fields}", with_key),
        (f"{scholar}ARXIV:cs%2F0112017?fields={fields}", with_key),
    ]
    (openalex,) = requests(wanted[1:2], keys, "openalex")
    assert (openalex.url, openalex.headers) == (
        "https://api.openalex.org/works?search=a+title+%26+more&per-page=1&api_key=0pen&mailto=ada%40example.org",
        {"User-Agent": agent},
    )


def test_a_long_title_is_asked_for_by_its_beginning() -> None:
    (asked,) = requests([Wanted(Key("title", "a" * 5000), "\ud800" * 5000)], NOBODY)
    assert len(asked.url) < 4000


def one(web: Web, wanted: Wanted, *replies: Reply, **more: str) -> Outcome:
    (request,) = requests([wanted], NOBODY, **more)  # type: ignore[arg-type]
    web.answers[request.url] = list(replies)
    with Client(sleep=lambda _: None) as client:
        return ask(client, request)


def test_the_first_work_of_openalex_is_what_it_knows(web: Web) -> None:
    wanted = Wanted(Key("title", "a finch that hears"), "A finch that hears")
    found = one(web, wanted, Reply(200, json.dumps(OPENALEX)), titles_from="openalex")
    record = found.kept["title:a finch that hears"].record
    assert record is not None
    assert (record.title, record.source) == ("A finch that hears", "OpenAlex")


@pytest.mark.parametrize("status", [404, 406, 410, 204])
def test_what_a_registry_does_not_know_is_kept_as_unknown(web: Web, status: int) -> None:
    found = one(web, Wanted(Key("doi", "10.9999/a"), "A"), Reply(status))
    assert [(key, kept.record) for key, kept in found.kept.items()] == [("doi:10.9999/a", None)]
    assert found.failure is None


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply(500), "doi.org: answered with status 500"),
        (Reply(403), "doi.org: answered with status 403"),
        (Reply(200, "<html>"), "doi.org: 10.9999/a: answered with what is no record"),
        (Reply(200, "{}", cut=1), "doi.org: the answer broke off"),
        (Reply(302, headers={"Location": "ftp://x.org"}), "doi.org: redirected to ftp://x.org: "),
    ],
)
def test_no_answer_is_no_record_and_nothing_is_kept(web: Web, reply: Reply, failure: str) -> None:
    found = one(web, Wanted(Key("doi", "10.9999/a"), "A"), reply)
    assert not found.kept
    assert (found.failure or "").startswith(failure)


def test_a_feed_answers_for_all_that_was_asked(web: Web) -> None:
    wanted = [Wanted(Key("arxiv", f"2203.0001{number}"), "A") for number in (7, 8)]
    (request,) = requests(wanted, NOBODY)
    # What nobody asked for is not kept.
    web.pages[request.url] = feed(entry("2203.00017"), entry("2203.00099"))
    with Client() as client:
        found = ask(client, request)
    assert {key: kept.record and kept.record.arxiv_id for key, kept in found.kept.items()} == {
        "arxiv:2203.00017": "2203.00017", "arxiv:2203.00018": None
    }  # fmt: skip
    web.pages[request.url] = "Rate exceeded."
    with Client() as client:
        assert ask(client, request) == Outcome(
            request, {}, "arXiv: answered with what is no record"
        )


def test_an_empty_feed_says_of_few_that_they_are_unknown_and_nothing_of_many(web: Web) -> None:
    for number in (3, 4):
        wanted = [Wanted(Key("arxiv", f"2203.0001{digit}"), "A") for digit in range(number)]
        (request,) = requests(wanted, NOBODY)
        web.pages[request.url] = feed()
        with Client() as client:
            found = ask(client, request)
        if number == 3:
            assert [kept.record for kept in found.kept.values()] == [None] * 3
        else:
            failure = "arXiv: answered with none of the papers; later it may"
            assert found == Outcome(request, {}, failure)


def test_records_of_other_papers_are_no_failure_of_the_service(web: Web) -> None:
    asked = requests([Wanted(Key("doi", f"10.9999/{number}"), "A") for number in range(5)], NOBODY)
    for request in asked:
        web.answers[request.url] = [Reply(200, json.dumps(CROSSREF))]
    with Client() as client:
        found = list(outcomes(client, asked))
    why = "answered with the record of 10.9999/sparrow.2022.17; not taken"
    assert [(list(one.kept), one.failure) for one in found] == [
        ([f"doi:10.9999/{number}"], f"doi.org: 10.9999/{number}: {why}") for number in range(5)
    ]


def test_a_service_that_fails_again_and_again_is_left_alone(web: Web) -> None:
    asked = requests([Wanted(Key("doi", f"10.9999/{number}"), "A") for number in range(9)], NOBODY)
    for request in asked:
        web.answers[request.url] = [Reply(403)]
    with Client() as client:
        found = list(outcomes(client, asked))
    assert [outcome.failure for outcome in found] == ["doi.org: answered with status 403"] * 3
    assert len(web.asked) == 3


def test_a_key_does_not_follow_a_redirect_elsewhere(web: Web) -> None:
    wanted = Wanted(Key("title", "a"), "A")
    (request,) = requests([wanted], Keys(semantic_scholar="s3cret"))
    web.answers[request.url] = [Reply(302, headers={"Location": "https://elsewhere.example.org/"})]
    with Client() as client:
        ask(client, request)
    assert [(one.url == request.url, one.headers.get("x-api-key")) for one in web.asked] == [
        (True, "s3cret"), (False, None)
    ]  # fmt: skip


def test_what_goes_wrong_in_a_thread_is_raised_where_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = requests([Wanted(Key("doi", "10.1/a"), "A")], Keys())
    monkeypatch.setattr(records, "ask", lambda *_: 1 / 0)
    with Client() as client, pytest.raises(ZeroDivisionError):
        list(outcomes(client, asked))
    with pytest.raises(ZeroDivisionError):
        list(checked(["https://example.org/a"], lambda _: 1 // 0))  # type: ignore[arg-type, return-value]
