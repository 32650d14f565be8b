"""Answers of registries in their own forms, of papers that do not exist; and papers they are of."""

from __future__ import annotations

import json
from typing import Any

from kdcat.paper import Paper
from kdcat.records.record import Record

FETCHED = "2026-11-26T16:30:00Z"
ABSTRACT = "We teach a sparrow to sing by listening to a choir, and measure how well it sings."

CROSSREF: dict[str, Any] = {
    "indexed": {"date-parts": [[2023, 2, 18]], "date-time": "2023-02-18T03:14:33Z"},
    "publisher": "Institute of Birds",
    "issue": "7",
    "license": [{"URL": "https://example.org/license", "delay-in-days": 0}],
    "published-print": {"date-parts": [[2022, 3]]},
    "DOI": "10.9999/Sparrow.2022.17",
    "type": "journal-article",
    "page": "1204-1217",
    "source": "Crossref",
    "title": "Teaching a sparrow by a choir",
    "volume": "44",
    "author": [
        {"given": "Ada", "family": "Lark", "sequence": "first", "affiliation": []},
        {"given": "Bo", "family": "Li", "suffix": "Jr.", "affiliation": [{"name": "Nest"}]},
        {"family": "Berg", "given": "Cy", "non-dropping-particle": "van den"},
        {"name": "Choir Collaboration", "sequence": "additional"},
    ],
    "container-title": "IEEE Transactions on Pattern Analysis and Machine Intelligence",
    "abstract": f"<jats:title>Abstract</jats:title><jats:p>{ABSTRACT}</jats:p>",
    "issued": {"date-parts": [[2022, 3]]},
    "URL": "http://dx.doi.org/10.9999/sparrow.2022.17",
    "ISSN": ["0000-0001"],
}
DATACITE: dict[str, Any] = {
    "type": "article",
    "id": "https://doi.org/10.48550/arxiv.2203.00017",
    "categories": ["Sound (cs.SD)", "FOS: Computer and information sciences"],
    "author": [{"family": "Lark", "given": "Ada"}, {"literal": "The Choir"}],
    "issued": {"date-parts": [[2022]]},
    "abstract": ABSTRACT,
    "DOI": "10.48550/ARXIV.2203.00017",
    "publisher": "arXiv",
    "title": "Teaching a sparrow by a choir",
}
SCHOLAR: dict[str, Any] = {
    "data": [
        {
            "paperId": "0f40b1f08821e22e859c6050916cec3667778613",
            "externalIds": {"DBLP": "conf/x/Lark21", "CorpusId": 17, "DOI": "10.9999/finch.2021.3"},
            "publicationVenue": {"id": "1", "name": "Birds at Night", "type": "conference"},
            "title": "A finch that hears",
            "abstract": None,
            "venue": "Birds at Night",
            "year": 2021,
            "publicationTypes": ["Conference"],
            "journal": {"name": "Birds", "pages": "3-9", "volume": None},
            "authors": [{"authorId": "1", "name": "Ada Lark"}, {"authorId": "2", "name": "B. Li"}],
            "matchScore": 109.5,
        }
    ]
}
OPENALEX: dict[str, Any] = {
    "meta": {"count": 1},
    "results": [
        {
            "id": "https://openalex.org/W17",
            "doi": "https://doi.org/10.9999/finch.2021.3",
            "title": "A finch that hears",
            "publication_year": 2021,
            "primary_location": {
                "source": {
                    "display_name": "Birds at Night",
                    "type": "conference",
                    "host_organization_name": "Institute of Birds",
                }
            },
            "biblio": {"volume": "2", "issue": None, "first_page": "3", "last_page": "9"},
            "authorships": [{"author": {"display_name": "Ada Lark"}}],
            "abstract_inverted_index": {"We": [0], "hear": [1, 3], "and": [2], "more.": [4]},
        }
    ],
}


def encoded(said: object) -> bytes:
    return json.dumps(said).encode()


def feed(*entries: str) -> bytes:
    """A feed of arXiv with some entries."""
    head = (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">\n'
        "<id>https://arxiv.org/api/UYD</id><title>arXiv Query: id_list=2203.00017</title>\n"
        f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>\n"
    )
    return f"{head}{''.join(entries)}</feed>\n".encode()


def entry(
    arxiv_id: str = "2203.00017",
    title: str = "Teaching a sparrow\n  by a choir",
    authors: tuple[str, ...] = ("Ada Lark", "Cy van den Berg"),
    more: str = "",
) -> str:
    """An entry of a feed."""
    names = "".join(f"<author><name>{name}</name></author>" for name in authors)
    return (
        f"<entry><id>http://arxiv.org/abs/{arxiv_id}v2</id><title>{title}</title>"
        f"<updated>2022-06-01T10:00:00Z</updated><summary>  {ABSTRACT}\n</summary>"
        '<category term="cs.SD" scheme="http://arxiv.org/schemas/atom"/>'
        f"<published>2022-03-01T10:00:00Z</published>{names}{more}</entry>\n"
    )


def paper(**said: Any) -> Paper:
    """A paper of a list, which says its title, year and venue."""
    usual: dict[str, Any] = {
        "id": "teaching-sparrow-choir-0123abcd", "title": "Teaching a Sparrow by a Choir",
        "venue": "TPAMI", "venue_raw": "TPAMI", "year": 2022, "modality": None, "task": None,
        "subtask": None, "paper_url": None, "code_url": None, "doi": None, "arxiv_id": None,
        "catalog": "birds.md", "line": 3,
    }  # fmt: skip
    return Paper(**usual | said)


def record(**said: Any) -> Record:
    """A record of it."""
    usual: dict[str, Any] = {
        "title": "Teaching a sparrow by a choir", "year": 2022, "source": "Crossref",
        "fetched": FETCHED,
    }  # fmt: skip
    return Record(**usual | said)
