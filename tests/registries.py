"""Registries on loopback that know the papers of a list, of whatever papers it is.

    registries = Registries(web, {"https://doi.org/10.9999/x": ..., })

They answer in the forms of arXiv, Crossref and Semantic Scholar; what they are asked is counted.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.loopback import Asked, Reply, Web
from tests.records.answers import CROSSREF, SCHOLAR, entry, feed

if TYPE_CHECKING:
    import pytest

LIST = """\
## Birds

* **Teaching a Sparrow by a Choir**, TPAMI 2022, [ :link: ](https://doi.org/10.9999/sparrow.2022.17)
* **An Owl at Night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017) [ :octocat: ](https://github.com/a/owl)
* **A Finch that Hears**, Birds 2021, [ :link: ](https://example.org/finch)

## Other animals

* **An Owl at Night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017)
* **A Mole that Sees**, Moles 2020, [ :link: ](https://example.org/mole)
"""
"""A list with a DOI, an arXiv id that stands twice, and two papers with neither."""


class Registries:
    """arXiv, doi.org and Semantic Scholar, each with the papers that it knows."""

    def __init__(self, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
        self.web = web
        self.dois: dict[str, Any] = {"10.9999/sparrow.2022.17": CROSSREF}
        self.arxiv: dict[str, str] = {
            "2203.00017": entry(title="An owl at night", authors=("Cy van den Berg",))
        }
        self.titles: dict[str, Any] = {
            "A Finch that Hears": SCHOLAR,
            "A Mole that Sees": {"data": [SCHOLAR["data"][0] | {"title": "A mole that hears"}]},
        }
        usual = web.reply

        def reply(asked: Asked) -> Reply:
            found = (
                None if asked.url in web.answers or asked.url in web.pages else self._answer(asked)
            )
            if found is None:
                return usual(asked)
            with web.lock:
                web.asked.append(asked)
            return found

        monkeypatch.setattr(web, "reply", reply)

    def _answer(self, asked: Asked) -> Reply | None:
        parts = urlsplit(asked.url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.hostname:
            case "export.arxiv.org":
                ids = query["id_list"].split(",")
                return Reply(200, feed(*[self.arxiv[one] for one in ids if one in self.arxiv]))
            case "doi.org":
                doi = unquote(parts.path[1:])
                if asked.headers.get("accept") != "application/vnd.citationstyles.csl+json":
                    return Reply(302, headers={"Location": f"https://journal.example.org/{doi}"})
                if doi not in self.dois:
                    return Reply(404, "<html>DOI not found</html>")
                return Reply(
                    302, headers={"Location": f"https://data.crossref.org/{parts.path[1:]}"}
                )
            case "journal.example.org":
                return Reply(403, "no programs")
            case "data.crossref.org":
                return Reply(200, json.dumps(self.dois[unquote(parts.path[1:])]))
            case "api.semanticscholar.org":
                found = self.titles.get(query.get("query", ""))
                return (
                    Reply(200, json.dumps(found))
                    if found
                    else Reply(404, '{"error": "Title match not found"}')
                )
        return None

    def asked(self) -> dict[str, int]:
        """How many requests each service got, redirects aside, since this was last asked."""
        counts: dict[str, int] = {}
        for one in self.web.asked:
            name = urlsplit(one.url).hostname or ""
            if name != "data.crossref.org":
                counts[name] = counts.get(name, 0) + 1
        self.web.asked.clear()
        return counts
