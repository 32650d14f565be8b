"""`kdcat complete`: few requests, once; what it keeps is used everywhere, offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Kdcat
from tests.loopback import Reply, Web
from tests.records.answers import ABSTRACT, CROSSREF
from tests.registries import LIST, Registries

ONCE = {"export.arxiv.org": 1, "doi.org": 1, "api.semanticscholar.org": 2}
DONE = "4 papers: 3 with a record, 1 with a near one that was not taken, 0 unknown; {} requests\n"


@pytest.fixture
def registries(web: Web, monkeypatch: pytest.MonkeyPatch) -> Registries:
    return Registries(web, monkeypatch)


@pytest.fixture
def birds(
    write: Callable[[str | bytes], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return write(LIST)


def near(birds: str) -> str:
    return f"{birds}:10: A Mole that Sees: not taken: A mole that hears, Birds at Night, 2021 (Semantic Scholar)\n"


@pytest.fixture
def complete(kdcat: Kdcat, registries: Registries, birds: str) -> str:
    """The list, once it is completed."""
    assert kdcat("complete", "-c", birds, stderr=DONE.format(4)) == near(birds)
    assert registries.asked() == ONCE
    return birds


def test_one_request_for_all_arxiv_ids_and_one_for_each_doi_and_title(complete: str) -> None:
    assert complete


def test_a_second_run_asks_nothing(kdcat: Kdcat, complete: str, registries: Registries) -> None:
    assert kdcat("complete", "-c", complete, stderr=DONE.format(0)) == ""
    assert registries.asked() == {}


def test_a_paper_that_is_none_is_asked_of_nobody(
    kdcat: Kdcat, birds: str, registries: Registries
) -> None:
    message = "kdcat: no paper 'nosuch'; try: kdcat search nosuch\n"
    assert kdcat("complete", "nosuch", "-c", birds, code=1, stderr=message) == ""
    assert registries.asked() == {}


def test_what_would_be_asked(kdcat: Kdcat, birds: str, registries: Registries) -> None:
    assert kdcat("complete", "-c", birds, "--dry-run") == (
        "arXiv: 1 request for 1 record\ndoi.org: 1 request for 1 record\n"
        "Semantic Scholar: 2 requests for 2 records\n"
    )
    assert registries.asked() == {}


def test_what_is_kept_is_asked_for_again_where_that_is_wanted(
    kdcat: Kdcat, complete: str, registries: Registries
) -> None:
    kdcat("complete", "-c", complete, "--older-than", "1", stderr=DONE.format(0))
    assert registries.asked() == {}
    kdcat("complete", "-c", complete, "--again", stderr=DONE.format(4))
    assert registries.asked() == ONCE
    one = "1 paper: 1 with a record, 0 with a near one that was not taken, 0 unknown; 1 request\n"
    kdcat("complete", "-c", complete, "--again", "owl at night", stderr=one)
    assert registries.asked() == {"export.arxiv.org": 1}
    kdcat("complete", "-c", complete, "--again", "--venue", "tpami", stderr=one)
    assert registries.asked() == {"doi.org": 1}


def test_what_no_registry_knows_is_kept_too(
    kdcat: Kdcat, birds: str, registries: Registries
) -> None:
    registries.dois.clear()
    registries.arxiv.clear()
    registries.titles.clear()
    said = (
        "4 papers: 0 with a record, 0 with a near one that was not taken, 4 unknown; {} requests\n"
    )
    titles = [
        "3: Teaching a Sparrow by a Choir",
        "4: An Owl at Night",
        "5: A Finch that Hears",
        "10: A Mole that Sees",
    ]
    lines = "".join(f"{birds}:{title}: no registry knows it\n" for title in titles)
    assert kdcat("complete", "-c", birds, stderr=said.format(4)) == lines
    assert registries.asked() == ONCE
    assert kdcat("complete", "-c", birds, stderr=said.format(0)) == ""
    assert registries.asked() == {}


def test_a_run_that_failed_is_taken_up_where_it_was(
    kdcat: Kdcat, birds: str, registries: Registries
) -> None:
    owl = "https://export.arxiv.org/api/query?id_list=2203.00017&max_results=1"
    registries.web.answers[owl] = [Reply(503)]
    said = (
        "4 papers: 2 with a record, 1 with a near one that was not taken, 0 unknown, 1 not answered; 4 requests\n"
        "kdcat: arXiv: answered with status 503\n"
        "kdcat: some were not answered; 'kdcat complete' asks for the rest\n"
    )
    assert kdcat("complete", "-c", birds, code=2, stderr=said) == near(birds)
    registries.asked()
    del registries.web.answers[owl]
    assert (
        kdcat("complete", "-c", birds, stderr=DONE.format(1).replace("1 requests", "1 request"))
        == ""
    )
    assert registries.asked() == {"export.arxiv.org": 1}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(200, "<html>wait</html>"), "doi.org: 10.9999/sparrow.2022.17: answered with what is no record"),
        (Reply(200, b'{"title": "' + b"a" * (11 << 20) + b'"}'), "doi.org: the answer has more than 10 MB"),
        (Reply(200, b"{}", cut=1), "doi.org: the answer broke off"),
        (Reply(429), "doi.org: asked too often; later it may answer"),
        (Reply(302, headers={"Location": "http://10.0.0.1/"}), "doi.org: redirected to http://10.0.0.1/: "),
    ],
)  # fmt: skip
def test_an_answer_that_is_none(
    kdcat: Kdcat,
    birds: str,
    registries: Registries,
    capsys: pytest.CaptureFixture[str],
    reply: Reply,
    said: str,
) -> None:
    from kdcat.cli.program import run

    registries.web.answers["https://doi.org/10.9999/sparrow.2022.17"] = [reply]
    assert run(["complete", "-c", birds, "sparrow by a choir"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert (
        lines[0]
        == "1 paper: 0 with a record, 0 with a near one that was not taken, 0 unknown, 1 not answered; 1 request"
    )
    assert lines[1].startswith(f"kdcat: {said}")


def test_the_record_of_another_paper_is_never_taken(
    kdcat: Kdcat, birds: str, registries: Registries
) -> None:
    registries.dois["10.9999/sparrow.2022.17"] = CROSSREF | {"DOI": "10.9999/other"}
    said = (
        "kdcat: doi.org: 10.9999/sparrow.2022.17: answered with the record of 10.9999/other; not taken\n"
        "1 paper: 0 with a record, 0 with a near one that was not taken, 1 unknown; 1 request\n"
    )
    unknown = f"{birds}:3: Teaching a Sparrow by a Choir: no registry knows it\n"
    assert kdcat("complete", "-c", birds, "sparrow by a choir", stderr=said) == unknown


def test_who_asks_says_so_and_keys_go_to_their_service_alone(
    kdcat: Kdcat, birds: str, registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDCAT_CONTACT", "ada@example.org")
    monkeypatch.setenv("SEMANTIC_SCHOLAR_API_KEY", "s3cret")
    kdcat("complete", "-c", birds, stderr=DONE.format(4))
    for asked in registries.web.asked:
        assert asked.headers["user-agent"].endswith(" mailto:ada@example.org")
        assert ("x-api-key" in asked.headers) == ("semanticscholar" in asked.url)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KDCAT_CONTACT", "ada", "$KDCAT_CONTACT is no address for letters: 'ada'"),
        ("KDCAT_CONTACT", "a@b.c\r\nX: y", "$KDCAT_CONTACT is no address for letters: 'a@b.c\\r\\nX: y'"),
        ("SEMANTIC_SCHOLAR_API_KEY", "a\nb",
         "$SEMANTIC_SCHOLAR_API_KEY is no key: it has white space or letters beyond ASCII in it"),
    ],
)  # fmt: skip
def test_what_is_no_contact_and_no_key(
    kdcat: Kdcat, birds: str, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    assert kdcat("complete", "-c", birds, code=2, stderr=f"kdcat: {said}\n") == ""


def test_json_has_the_record_beside_what_the_list_says(kdcat: Kdcat, complete: str) -> None:
    sparrow, owl, finch, _, mole = json.loads(kdcat("list", "-c", complete, "--json"))
    assert [sparrow["authors"], sparrow["year"], mole["record"]] == [None, 2022, None]
    fetched = sparrow["record"].pop("fetched")
    assert sparrow["record"] == {
        "title": "Teaching a sparrow by a choir",
        "authors": ["Ada Lark", "Bo Li Jr.", "Cy van den Berg", "Choir Collaboration"],
        "editors": [], "abstract": ABSTRACT,
        "venue": "IEEE Transactions on Pattern Analysis and Machine Intelligence", "year": 2022,
        "doi": "10.9999/sparrow.2022.17", "arxiv_id": None, "kind": "journal", "pages": "1204-1217",
        "volume": "44", "issue": "7", "publisher": "Institute of Birds", "source": "Crossref",
    }  # fmt: skip
    assert fetched.endswith("Z")
    assert [owl["record"]["source"], finch["record"]["doi"]] == ["arXiv", "10.9999/finch.2021.3"]


def test_fields_of_records(kdcat: Kdcat, complete: str) -> None:
    assert kdcat("list", "-c", complete, "--fields", "year,record.doi,record.authors") == (
        '2022\t10.9999/sparrow.2022.17\t["Ada Lark", "Bo Li Jr.", "Cy van den Berg", "Choir Collaboration"]\n'
        '2022\t\t["Cy van den Berg"]\n2021\t10.9999/finch.2021.3\t["Ada Lark", "B. Li"]\n'
        '2022\t\t["Cy van den Berg"]\n2020\t\t\n'
    )
    from kdcat.paper import RECORD_FIELDS

    unknown = (
        "kdcat: no field 'record.author' (did you mean record.authors?); "
        f"fields: {', '.join(RECORD_FIELDS)}\n"
    )
    kdcat("list", "-c", complete, "--fields", "record.author", code=2, stderr=unknown)


def test_show_says_who_wrote_it_what_it_is_about_and_where_it_was_published(
    kdcat: Kdcat, complete: str
) -> None:
    page = kdcat("show", "-c", complete, "sparrow by a choir")
    assert page.partition("record")[0] == (
        "Teaching a Sparrow by a Choir\n\n"
        "authors   Ada Lark, Bo Li Jr., Cy van den Berg, Choir Collaboration\n"
        "venue     TPAMI (IEEE Transactions on Pattern Analysis and Machine Intelligence)\n"
        "year      2022\n"
        "paper     https://doi.org/10.9999/sparrow.2022.17\n"
        "doi       10.9999/sparrow.2022.17\n"
        "id        teaching-sparrow-choir-4nc60f19\n"
        f"listed    Birds, {complete} line 3\n"
        "published IEEE Transactions on Pattern Analysis and Machine Intelligence, 44(7), pages 1204-1217, "
        "Institute of Birds, 2022\n"
        f"abstract  {ABSTRACT}\n"
    )


def test_search_finds_authors_and_abstracts_where_that_is_wanted(
    kdcat: Kdcat, complete: str
) -> None:
    titles = ("--fields", "title", "-c", complete)
    assert kdcat("search", "lark", *titles) == "Teaching a Sparrow by a Choir\nA Finch that Hears\n"
    assert kdcat("list", "--author", "van den Berg", *titles) == (
        "Teaching a Sparrow by a Choir\nAn Owl at Night\nAn Owl at Night\n"
    )
    assert kdcat("search", "measuring", "--abstracts", *titles) == (
        "Teaching a Sparrow by a Choir\nAn Owl at Night\nAn Owl at Night\n"
    )
    assert (
        kdcat("search", "measuring lark", "--abstracts", *titles)
        == "Teaching a Sparrow by a Choir\n"
    )
    assert (
        kdcat("search", "measuring -owl", "--abstracts", *titles)
        == "Teaching a Sparrow by a Choir\n"
    )
    (found,) = json.loads(
        kdcat("search", "measuring lark", "--abstracts", "--json", "-c", complete)
    )
    at = ABSTRACT.index("measure")
    assert found["matches"] == [
        {"field": "record.authors", "start": 4, "end": 8, "word": "lark"},
        {"field": "record.abstract", "start": at, "end": at + 7, "word": "measuring"},
    ]


def test_a_bibliography_with_authors_pages_and_all(kdcat: Kdcat, complete: str) -> None:
    assert kdcat(
        "export", "-f", "bibtex", "--key", "author-year", "-c", complete, "--venue", "tpami"
    ) == (
        "@article{lark2022,\n"
        "  author = {Lark, Ada and Li, Jr., Bo and van den Berg, Cy and {Choir Collaboration}},\n"
        "  title = {Teaching a Sparrow by a Choir},\n"
        "  journal = {IEEE Transactions on Pattern Analysis and Machine Intelligence},\n"
        "  volume = {44},\n  number = {7},\n  pages = {1204--1217},\n  year = {2022},\n"
        "  doi = {10.9999/sparrow.2022.17},\n  url = {https://doi.org/10.9999/sparrow.2022.17},\n"
        "  keywords = {Birds},\n}\n"
    )
    assert kdcat(
        "export", "-f", "bibtex", "--key", "author-year", "-c", complete, "--title", "finch"
    ) == (
        "@misc{lark2021,\n  author = {Lark, Ada and Li, B.},\n  title = {A Finch that Hears},\n"
        "  howpublished = {Birds},\n  year = {2021},\n  url = {https://example.org/finch},\n"
        "  keywords = {Birds},\n}\n"
    )


def test_ris_and_csl_of_the_same(kdcat: Kdcat, complete: str) -> None:
    assert kdcat("export", "-f", "ris", "-c", complete, "--venue", "tpami") == (
        "TY  - JOUR\r\nID  - teaching-sparrow-choir-4nc60f19\r\nAU  - Lark, Ada\r\nAU  - Li, Bo, Jr.\r\n"
        "AU  - van den Berg, Cy\r\nAU  - Choir Collaboration\r\nTI  - Teaching a Sparrow by a Choir\r\n"
        "T2  - IEEE Transactions on Pattern Analysis and Machine Intelligence\r\nPY  - 2022\r\nVL  - 44\r\n"
        "IS  - 7\r\nSP  - 1204\r\nEP  - 1217\r\nPB  - Institute of Birds\r\nDO  - 10.9999/sparrow.2022.17\r\n"
        "UR  - https://doi.org/10.9999/sparrow.2022.17\r\nKW  - Birds\r\nER  - \r\n\r\n"
    )
    (item,) = json.loads(kdcat("export", "-f", "csl-json", "-c", complete, "--venue", "tpami"))
    assert item == {
        "id": "teaching-sparrow-choir-4nc60f19", "type": "article-journal",
        "author": [
            {"family": "Lark", "given": "Ada"}, {"family": "Li", "given": "Bo", "suffix": "Jr."},
            {"family": "Berg", "given": "Cy", "non-dropping-particle": "van den"},
            {"literal": "Choir Collaboration"},
        ],
        "title": "Teaching a Sparrow by a Choir",
        "container-title": "IEEE Transactions on Pattern Analysis and Machine Intelligence",
        "volume": "44", "issue": "7", "page": "1204-1217", "issued": {"date-parts": [[2022]]},
        "DOI": "10.9999/sparrow.2022.17", "URL": "https://doi.org/10.9999/sparrow.2022.17",
        "keyword": "Birds", "publisher": "Institute of Birds",
    }  # fmt: skip


def test_the_kept_index_follows_the_records(
    kdcat: Kdcat, birds: str, registries: Registries
) -> None:
    fields = ("list", "-c", birds, "--fields", "record.source", "--title", "sparrow")
    assert kdcat(*fields) == "\n"
    kdcat("complete", "-c", birds, stderr=DONE.format(4))
    assert kdcat(*fields) == "Crossref\n"
    # Now from the index that was kept.
    assert kdcat(*fields) == "Crossref\n"


def test_a_paper_that_says_its_authors_keeps_them(
    kdcat: Kdcat,
    registries: Registries,
    write: Callable[[str | bytes], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    owl = write("## Birds\n\n- [An Owl at Night](https://arxiv.org/abs/2203.00017), Zoe Bee, arXiv 2022\n"
                "- [A Wren](https://arxiv.org/abs/2203.00018), Ann Bee, arXiv 2022\n")  # fmt: skip
    kdcat("complete", "-c", owl, "owl at night",
          stderr="1 paper: 1 with a record, 0 with a near one that was not taken, 0 unknown; 1 request\n")  # fmt: skip
    assert (
        kdcat("list", "-c", owl, "--title", "owl", "--fields", "authors,record.authors")
        == 'Zoe Bee\t["Cy van den Berg"]\n'
    )
    assert "author = {Bee, Zoe}" in kdcat("export", "-c", owl, "-f", "bibtex")


def test_the_python_interface_reads_no_folder_of_the_user(complete: str) -> None:
    import kdcat

    assert [paper.record for paper in kdcat.read(complete).papers] == [None] * 5


def test_the_python_interface_reads_the_file_that_it_is_told(complete: str, tmp_path: Path) -> None:
    import kdcat

    catalog = kdcat.read(complete, records=tmp_path / "kdcat" / "records.jsonl")
    said = [paper.record and paper.record.source for paper in catalog.papers]
    assert said == ["Crossref", "arXiv", "Semantic Scholar", "arXiv", None]
    assert [match.paper.title for match in catalog.search("collaboration")] == [
        "Teaching a Sparrow by a Choir"
    ]
    nothing = kdcat.read(complete, records=tmp_path / "nothing")
    assert [paper.record for paper in nothing.papers] == [None] * 5


def test_the_requests_for_the_whole_catalog(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for all arXiv ids, one for each DOI that is not arXiv's own, one for each other title."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    papers = json.loads(kdcat("list", "--json"))
    arxiv = {paper["arxiv_id"] for paper in papers} - {None}
    dois = {
        paper["doi"]
        for paper in papers
        if not (paper["doi"] or "10.48550/").startswith("10.48550/")
    }
    with_neither = {
        paper["title"].casefold() for paper in papers if not paper["doi"] and not paper["arxiv_id"]
    }
    lines = dict(line.split(": ") for line in kdcat("complete", "--dry-run").splitlines())
    assert lines["arXiv"] == f"1 request for {len(arxiv)} records"
    assert lines["doi.org"] == f"{len(dois)} requests for {len(dois)} records"
    asked = int(lines["Semantic Scholar"].split()[0])
    # Of a paper that stands twice, once with an identifier, nothing is asked by its title.
    assert len(with_neither) - 5 <= asked <= len(with_neither)
