"""`kdcat lint --online`: what registries and servers say, asked politely and kept."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kdcat.lint.answers import Answers
from kdcat.lint.checking import check
from kdcat.lint.rules.table import BY_NAME, RULES
from kdcat.network import links as network_links
from kdcat.network.client import Client
from kdcat.network.links import check as check_link
from kdcat.records.kept import Kept
from kdcat.records.links import Link, State
from kdcat.records.record import Record
from tests.conftest import Kdcat
from tests.loopback import Reply, Web, asked, replies
from tests.making import catalog
from tests.records.answers import CROSSREF, FETCHED, SCHOLAR, entry, record
from tests.registries import Registries

LIST = """\
## Birds

* **Teaching a Sparow by a Choir**, TPAMI 2018, [ :link: ](https://doi.org/10.9999/sparrow.2022.17)
* **An Owl at Night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017) [ :octocat: ](https://github.com/a/owl)
* **A Finch that Hears**, Birds 2021, [ :link: ](https://example.org/finch)
* **A Wren**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00018) [ :octocat: ](https://github.com/a/wren)
"""
ONLINE = (
    "lint",
    "--online",
    "--select",
    "title-differs,year-differs,published-since,link-dead,link-moved,code-link-empty",
)
WREN = "https://api.semanticscholar.org/graph/v1/paper/ARXIV:"
FIELDS = "?fields=title%2Cauthors%2Cabstract%2Cvenue%2Cyear%2CexternalIds%2Cjournal%2CpublicationVenue%2CpublicationTypes"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kdcat.network.links.time.sleep", lambda _: None)


@pytest.fixture
def registries(web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registries:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    registries = Registries(web, monkeypatch)
    of_owl = CROSSREF | {
        "DOI": "10.9999/owl",
        "title": "An owl at night",
        "container-title": "Pattern Recognition",
    }
    registries.dois["10.9999/owl"] = of_owl
    doi = "<arxiv:doi>10.9999/owl</arxiv:doi>"
    registries.arxiv = {
        "2203.00017": entry("2203.00017", title="An owl at night", more=doi),
        "2203.00018": entry("2203.00018", title="A wren"),
    }
    best = SCHOLAR["data"][0]
    published = best | {
        "title": "A wren",
        "externalIds": {"ArXiv": "2203.00018", "DOI": "10.9999/wren"},
        "venue": "Computer Vision and Pattern Recognition",
        "year": 2023,
    }
    web.answers |= {
        f"{WREN}2203.00018{FIELDS}": [Reply(200, json.dumps(published))],
        "https://example.org/finch": replies(404),
        "https://github.com/a/wren": [
            Reply(301, headers={"Location": "https://github.com/b/wren"})
        ],
        "https://api.github.com/repos/a/owl/contents/": [
            Reply(
                200,
                json.dumps(
                    [{"name": "README.md"}, {"name": "LICENSE"}, {"name": "assets", "type": "dir"}]
                ),
            )
        ],
        "https://api.github.com/repos/a/wren/contents/": [
            Reply(200, json.dumps([{"name": "README.md"}, {"name": "train.py"}]))
        ],
    }
    web.pages |= {
        "https://github.com/a/owl": "", "https://github.com/b/wren": "",
        "https://arxiv.org/abs/2203.00017": "", "https://arxiv.org/abs/2203.00018": "",
    }  # fmt: skip
    return registries


@pytest.fixture
def birds(write: Callable[[str | bytes], str]) -> str:
    return write(LIST)


def said(birds: str) -> str:
    today = time.strftime("%Y-%m-%d", time.gmtime())
    return "".join(
        f"{birds}:{line}\n"
        for line in (
            "3:5: warning: title-differs: Crossref has the title 'Teaching a sparrow by a choir'",
            "3:43: warning: year-differs: Crossref has the year 2022",
            "4:1: warning: published-since: published since: Pattern Recognition 2022, https://doi.org/10.9999/owl (Crossref)",
            f"4:95: warning: code-link-empty: no code is there: README.md, LICENSE, assets alone ({today})",
            f"5:50: error: link-dead: the address leads nowhere: 404 three times ({today})",
            "6:1: warning: published-since: published since: CVPR 2023, https://doi.org/10.9999/wren (Semantic Scholar)",
            f"6:86: warning: link-moved: the address has moved ({today})",
        )
    )


def test_what_the_network_says_of_a_list(kdcat: Kdcat, registries: Registries, birds: str) -> None:
    summary = "1 error, 6 warnings\n"
    out = kdcat(*ONLINE, birds, code=1, stderr=summary)
    assert out == said(birds)
    assert registries.asked() == {
        "doi.org": 4, "journal.example.org": 2, "export.arxiv.org": 1, "api.semanticscholar.org": 2, "arxiv.org": 2,
        "github.com": 3, "example.org": 3, "api.github.com": 2,
    }  # fmt: skip
    # All of it is kept, but for the DOI that nobody lets in.
    assert kdcat(*ONLINE, birds, code=1, stderr=summary) == said(birds)
    assert registries.asked() == {}


def test_only_what_the_rules_need_is_asked(
    kdcat: Kdcat, registries: Registries, birds: str
) -> None:
    kdcat("lint", "--online", "--select", "code-link-empty", birds, code=1, stderr="1 warning\n")
    assert registries.asked() == {"api.github.com": 2}


def test_without_the_option_nothing_is_asked(
    kdcat: Kdcat, registries: Registries, birds: str
) -> None:
    every = (
        "lint",
        "--select",
        "all",
        "--ignore",
        "preprint-link-for-published-paper,style",
        birds,
    )
    assert kdcat(*every) == ""
    assert kdcat("lint", "--lists-only", birds) == ""
    assert registries.asked() == {}


def test_the_published_version_is_offered(kdcat: Kdcat, registries: Registries, birds: str) -> None:
    kdcat(*ONLINE[:-1], "published-since", birds, "--fix", "--unsafe", "--yes", stderr=(
        f"{birds}:4: fixed published-since: published since: Pattern Recognition 2022, https://doi.org/10.9999/owl (Crossref)\n"
        f"{birds}:6: fixed published-since: published since: CVPR 2023, https://doi.org/10.9999/wren (Semantic Scholar)\n"
        f"{birds}: 2 fixed\n"
    ))  # fmt: skip
    assert Path(birds).read_text() == LIST.replace(
        "arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017)",
        "Pattern Recognition 2022, [ :link: ](https://doi.org/10.9999/owl)",
    ).replace(
        "arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00018)",
        "CVPR 2023, [ :link: ](https://doi.org/10.9999/wren)",
    )


def test_a_comment_for_a_rule_that_was_not_looked_for_is_not_unused() -> None:
    text = "* **A**, Nature 2021, [ :link: ](https://x.org/a) <!-- kdcat: ignore link-dead -->\n"

    def found(answers: Answers | None) -> list[str]:
        return [one.rule for one in check([catalog(text)], answers=answers)]

    assert found(None) == []
    assert found(Answers()) == ["unused-ignore"]
    assert found(Answers(links={"https://x.org/a": Link("dead", FETCHED, "404")})) == []


def test_rules_that_ask_nobody_are_the_usual() -> None:
    assert [rule.name for rule in RULES if rule.is_online] == [
        "title-differs", "year-differs", "published-since", "link-dead", "link-moved", "code-link-empty",
    ]  # fmt: skip
    assert not BY_NAME["arxiv-year-mismatch"].is_online


URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("answers", "state", "why", "times"),
    [
        (replies(200), "alive", "", 1),
        (replies(404, 200), "alive", "", 2),
        (replies(405, 200), "alive", "", 2),
        (replies(404, 404, 200), "alive", "", 3),
        (replies(404), "dead", "404 three times", 3),
        (replies(410), "dead", "410 three times", 3),
        (replies(403), "unknown", "403", 2),
        (replies(401), "unknown", "401", 2),
        (replies(404, 403), "unknown", "403", 2),
        (replies(418, 404), "unknown", "418, 404, 404", 3),
        ([Reply(200, headers={"Location": "https://example.org/b"})], "alive", "", 1),
        ([Reply(302, headers={"Location": "https://example.org/b"})], "alive", "", 2),
        ([Reply(301, headers={"Location": "https://example.org/"})], "alive", "", 2),
        ([Reply(301, headers={"Location": "https://www.example.org/a/"})], "alive", "", 2),
        ([Reply(301, headers={"Location": "https://example.org/b"})], "moved", "301", 2),
        ([Reply(301, headers={"Location": "https://user:pass@example.org/b"})], "unknown", None, 1),
        ([Reply(301, headers={"Location": URL})], "unknown", None, 6),
    ],
)  # fmt: skip
def test_what_becomes_of_an_address(
    web: Web, answers: list[Reply], state: State, why: str | None, times: int
) -> None:
    web.answers[URL] = answers
    web.pages |= dict.fromkeys(
        ("https://example.org/b", "https://example.org/", "https://www.example.org/a/"), "x"
    )
    with Client() as client:
        found = check_link(client, URL, lambda _: None)
    assert found.link.state == state
    assert why is None or found.link.said == why
    assert found.link.target == ("https://example.org/b" if state == "moved" else None)
    assert len(web.asked) == times


def test_what_leads_on_for_now_or_is_a_doi_has_not_moved(web: Web) -> None:
    there = "https://example.org/there"
    web.pages[there] = "x"
    for url in (URL, "https://doi.org/10.1/x", "https://dx.doi.org/10.1/x"):
        between = f"{url}/between"
        web.answers[url] = [Reply(301, headers={"Location": between})]
        web.answers[between] = [Reply(302 if url == URL else 301, headers={"Location": there})]
        with Client() as client:
            assert check_link(client, url, lambda _: None).link.state == "alive"
    web.answers[f"{URL}/between"] = [Reply(308, headers={"Location": there})]
    with Client() as client:
        assert check_link(client, URL, lambda _: None).link.target == there


def test_a_name_that_cannot_be_looked_up_now_is_not_held_dead(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, state in ((socket.EAI_AGAIN, "unknown"), (socket.EAI_NONAME, "dead")):
        error = socket.gaierror(code, "of the resolver")

        def look_up(*_: object, error: OSError = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        with Client() as client:
            found = check_link(client, URL, lambda _: None)
        assert (found.link.state, found.no_host) == (state, True)


def test_an_http_address_is_asked_by_its_https_form_and_never_held_dead(web: Web) -> None:
    with Client() as client:
        assert check_link(client, "http://example.org/a", lambda _: None).link.state == "unknown"
        web.pages[URL] = "x"
        assert check_link(client, "HTTP://example.org/a", lambda _: None).link.state == "alive"
    assert {one[1] for one in asked(web, ())} == {URL}


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, [{"name": "README.md"}], "empty"), (200, [{"name": "readme"}, {"name": "docs"}], "empty"),
        (200, [{"name": "README.md"}, {"name": "src"}], "alive"), (200, [], "alive"),
        (200, {"message": "x"}, "unknown"), (404, {"message": "This repository is empty."}, "empty"),
        (404, {"message": "Not Found"}, "unknown"), (403, {}, "unknown"), (200, [{"name": 5}, "x"], "alive"),
        (200, "not json", "unknown"),
    ],
)  # fmt: skip
def test_what_is_in_a_repository(web: Web, status: int, body: Any, state: State) -> None:
    url = "https://api.github.com/repos/A/b.c/contents/"
    text = body if isinstance(body, str) else json.dumps(body)
    web.answers[url] = [Reply(status, text)]
    with Client() as client:
        found = network_links.check_repository(client, "https://github.com/A/b.c.git")
    assert found.link.state == state


@pytest.mark.parametrize(
    "url",
    [
        "https://gitlab.com/a/b",
        "https://github.com/a",
        "https://github.com/",
        "https://a.github.io/b",
    ],
)
def test_other_places_of_code_are_not_looked_into(url: str) -> None:
    assert network_links.repository(url) is None


def test_another_papers_record_is_no_published_version_and_no_title_to_be_taken() -> None:
    text = "* **A wren**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00018)\n"

    def found(**records: Any) -> list[tuple[str, str | None, int]]:
        answers = Answers(
            {
                key.replace("_", ":", 1).replace("_", "."): Kept(FETCHED, one)
                for key, one in records.items()
            }
        )
        return [
            (one.rule, one.suggestion, len(one.unsafe))
            for one in check([catalog(text)], answers=answers)
        ]

    usual = {
        "kind": "journal",
        "venue": "Nature",
        "title": "A wren",
        "arxiv_id": "2203.00018",
        "doi": "10.9999/w",
    }
    whole = [("published-since", "Nature 2022, https://doi.org/10.9999/w", 3)]
    assert found(published_2203_00018=record(**usual)) == whole
    for changed in (
        {"title": "An owl at night"},
        {"arxiv_id": "2203.00019"},
        {"kind": "preprint"},
        {"venue": None},
    ):
        assert found(published_2203_00018=record(**usual | changed)) == []
    assert found(published_2203_00018=record(**usual | {"venue": "Birds [x](y)"}))[0][2] == 0
    assert found(published_2203_00018=record(**usual | {"doi": None})) == [
        ("published-since", "Nature 2022", 0)
    ]
    other = record(title="An owl at night", arxiv_id="2203.00018", kind="preprint")
    assert found(arxiv_2203_00018=other) == [("title-differs", None, 0)]
    assert found(arxiv_2203_00018=other._replace(arxiv_id="2203.00019")) == []


def test_a_title_that_is_quite_another_may_be_a_new_one() -> None:
    text = "* **A wren**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00018)\n"
    other = Record(title="Of cars", arxiv_id="2203.00018", source="arXiv", fetched=FETCHED)
    answers = Answers({"arxiv:2203.00018": Kept(FETCHED, other)})
    assert [(one.rule, one.message) for one in check([catalog(text)], answers=answers)] == [
        (
            "title-differs",
            "arXiv has 'Of cars' there: the address is of another paper, or the title was changed",
        )
    ]
