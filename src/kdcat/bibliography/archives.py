"""Archives: the sites that give each paper a page of its own, and what names it in the address."""

from __future__ import annotations

import re
from typing import NamedTuple

from kdcat.bibliography.addresses import host_of, parameters_of, path_of


class Page(NamedTuple):
    """What names a paper in an archive: two that differ are of two papers."""

    archive: str
    """The archive and its way of naming, where it has had several."""
    name: str


def page_of(url: str) -> Page | None:
    """Return the page that an address leads to, the same for its abstract and its file, or None.

    An archive that has changed its names counts as several, as one paper has a name of each.
    """
    host = host_of(url)
    known = _ARCHIVES.get(host) or (_HAL if host.endswith(".hal.science") else None)
    if known is None:
        return None
    named = parameters_of(url) if "?" in url else {}
    for archive, form in known:
        if isinstance(form, str):
            name = named.get(form)
        else:
            found = form.search(path_of(url))
            name = "/".join(filter(None, found.groups())) if found else None
        if name:
            return Page(archive, name if archive == "OpenReview" else name.lower())
    return None


_Forms = tuple[tuple[str, "re.Pattern[str] | str"], ...]
"""The names of an archive: where they stand in the path, or the parameter that has them."""


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_FILE = r"(?:\.(?:html?|pdf|bib|php))?/?$"
_HASHES: _Forms = (
    ("NeurIPS", _path(r"/(?:hash|file)/([0-9a-f]{32})\b")),
    ("NeurIPS, numbers", _path(r"/paper/(\d+)-")),
)
_ANTHOLOGY: _Forms = (
    (
        "ACL Anthology",
        _path(rf"/([A-Z]\d\d-\d{{4}}|\d{{4}}\.[a-z0-9]+-[a-z0-9]+\.\d+)(?:v\d+)?{_FILE}"),
    ),
)
_ISCA: _Forms = (
    ("ISCA, numbers", _path(r"/(\w+_\d{4})/(?:abstracts|pdfs)/(\d+)\.(?:html|pdf)$")),
    ("ISCA", _path(rf"/(\w+_\d{{4}})/(?:pdfs/)?([a-z][\w-]*?){_FILE}")),
)
_HAL: _Forms = (("HAL", _path(r"/([a-z]+-\d{8})")),)
_ARCHIVES: dict[str, _Forms] = {
    "openreview.net": (("OpenReview", "id"),),
    "openaccess.thecvf.com": (
        ("CVF", _path(rf"/(?:html|papers)/(?:\w+/){{0,4}}([^/]+?)(?:_paper)?{_FILE}")),
    ),
    "papers.nips.cc": _HASHES,
    "papers.neurips.cc": _HASHES,
    "proceedings.neurips.cc": _HASHES,
    "proceedings.iclr.cc": (("ICLR", _path(r"/(?:hash|file)/([0-9a-f]{32})\b")),),
    "aclanthology.org": _ANTHOLOGY,
    "aclweb.org": _ANTHOLOGY,
    "ecva.net": (("ECVA", _path(r"^(?>.*?/(eccv_\d{4})/).*/(\d++)(?:_ECCV|[^/]*$)")),),
    "isca-archive.org": _ISCA,
    "isca-speech.org": _ISCA,
    "ijcai.org": (("IJCAI", _path(rf"/proceedings/(\d{{4}})/0*+(\d++){_FILE}")),),
    "proceedings.mlr.press": (("PMLR", _path(r"/(v\d+)/([\w-]+?)(?:\.html|\.pdf|/|$)")),),
    "jmlr.org": (("JMLR", _path(r"/papers/v(?:olume)?(\d+)/([\w-]+?)(?:\.html|\.pdf|/|$)")),),
    "ojs.aaai.org": (("AAAI", _path(r"/(\w+)/article/(?:view|download)/(\d+)")),),
    "ieeexplore.ieee.org": (
        ("IEEE Xplore", _path(r"/document/0*(\d+)")),
        ("IEEE Xplore", "arnumber"),
    ),
    "sciencedirect.com": (("ScienceDirect", _path(r"/pii/(S\w{16})")),),
    "computer.org": (("CSDL", _path(r"^(?>.*?/csdl/).+/(\w{10,12})(?:/pdf)?/?$")),),
    "roboticsproceedings.org": (("RSS", _path(rf"/(rss\d\d)/(p\d+){_FILE}")),),
    "ceur-ws.org": (("CEUR", _path(rf"/(Vol-\d+)/([^/]+?){_FILE}")),),
    "hal.science": _HAL,
    "hal.archives-ouvertes.fr": _HAL,
    "papers.ssrn.com": (("SSRN", "abstract_id"),),
    "researchgate.net": (("ResearchGate", _path(r"/publication/(\d+)")),),
    "pubmed.ncbi.nlm.nih.gov": (("PubMed", _path(r"^/(\d+)")),),
    "semanticscholar.org": (("Semantic Scholar", _path(r"/paper/(?:[^/]+/)?([0-9a-f]{40})\b")),),
}
