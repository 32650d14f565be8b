"""Identifiers: the forms of arXiv ids and DOIs, and where a host is known to put them.

An address says its identifier only where its host is known to; the same letters on another host
prove nothing. What must be looked up is not guessed: IEEE Xplore's document numbers,
Elsevier's PIIs, AAAI's article numbers, ISCA's file names, OpenReview, CVF and PMLR give None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# https://info.arxiv.org/help/arxiv_identifier.html: YYMM.NNNN from April 2007, YYMM.NNNNN from
# January 2015; before, archive.CLASS/YYMMNNN. A version may follow.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex"
    "|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|stat|supr-con"
)
_ARXIV = (
    r"(?P<id>(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}"
    r"|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}"
    rf"|(?:{_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{2}}(?:0[1-9]|1[0-2])\d{{3}})(?:v\d+)?"
)
_ARXIV_PATH = re.compile(
    rf"/(?:abs|pdf|html|format|e-print|ps|src|papers|overview)/{_ARXIV}(?:\.pdf)?", re.ASCII
)
_ARXIV_DOI = re.compile(rf"/10\.48550/(?i:arxiv)\.{_ARXIV}", re.ASCII)
_ARXIV_BARE = re.compile(rf"(?:(?i:arxiv)\s*:\s*)?{_ARXIV}", re.ASCII)
_ARXIV_HOSTS = frozenset(
    [
        "arxiv.org",
        "export.arxiv.org",
        "browse.arxiv.org",
        "ar5iv.org",
        "ar5iv.labs.arxiv.org",
        "alphaxiv.org",
        "huggingface.co",
    ]
)

# The form of https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html, in the characters that
# Crossref has registered (https://www.crossref.org/blog/dois-and-matching-regular-expressions/).
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[-\w.;:()/<>+@&=,*!$~\[\]#]+", re.ASCII)
_DOI_IN_PATH = re.compile(r"/(10\.\d{4,9}/.+)", re.ASCII)
_DOI_PREFIX = re.compile(r"doi\s*+(?:[:=]\s*+)?+(?=10\.)", re.IGNORECASE)
# What publishers' sites put behind a DOI: views of the article, and the form of a file.
_VIEW = re.compile(
    r"(?:/(?:full|fulltext|abs|abstract|pdf|epdf|html|meta|summary|references|metrics|figures"
    r"|tables|suppl|supplementary-material)(?:/\d{1,9})?/?"
    r"|\.(?:pdf|html?|short|full|abstract|full-text))$",
    re.IGNORECASE,
)
# `/supplementary-material/123456789/` has 34 characters.
_LONGEST_VIEW = 36
_PUNCTUATION = ".,;:!'\"/*"
LONGEST = 2048
"""Far more than any identifier has; to read one takes time that grows with the square of it."""
RESOLVERS = frozenset(["doi.org", "dx.doi.org", "doi.acm.org", "doi.ieeecomputersociety.org"])
"""The hosts whose path is a DOI."""
_WILEY = ".onlinelibrary.wiley.com"


def carries_arxiv_id(host: str) -> bool:
    """Return whether an address on a host may carry an arXiv identifier."""
    return host in _WITH_ARXIV_ID


def carries_doi(host: str) -> bool:
    """Return whether an address on a host may carry a DOI."""
    return host in _WITH_DOI or host.endswith(_WILEY)


def arxiv_id_at(host: str, path: str) -> str | None:
    """Return the arXiv identifier that a path has on a host, without its version, or None.

    Args:
        host: In lower case, without `www.`.
        path: The path, decoded and `without_punctuation`.
    """
    if host in _ARXIV_HOSTS:
        if host == "huggingface.co" and not path.startswith("/papers/"):
            return None
        found = _ARXIV_PATH.fullmatch(path)
    elif host in RESOLVERS:
        found = _ARXIV_DOI.fullmatch(path)
    else:
        return None
    return found["id"] if found else None


def bare_arxiv_id(text: str) -> str | None:
    """Return the identifier of `2412.16380` or `arXiv:2412.16380v2`, without its version."""
    found = _ARXIV_BARE.fullmatch(text)
    return found["id"] if found else None


def doi_at(host: str, path: str, parameters: Mapping[str, str]) -> str | None:
    """Return the DOI, in lower case, that an address on a host carries, or None.

    Args:
        host: In lower case, without `www.`.
        path: The path, decoded and `without_punctuation`.
        parameters: Those of the query, decoded, by their names in lower case.
    """
    if host in RESOLVERS:
        return _checked(path[1:])
    read = _READERS.get(host)
    if read is None and host.endswith(_WILEY):
        read = _in_address
    return read(path, parameters) if read else None


def bare_doi(text: str) -> str | None:
    """Return the DOI, in lower case, of `10.1145/...` or `doi:10.1145/...`."""
    prefix = _DOI_PREFIX.match(text)
    return _checked(text[prefix.end() :] if prefix else text)


def without_punctuation(text: str) -> str:
    """Return an address or identifier less the punctuation that a sentence left behind it.

    A closing bracket is left behind if its opening one is missing. What is longer than `LONGEST`
    stays as it is.
    """
    if text[-1:].isalnum() or len(text) > LONGEST:
        return text
    text = text.rstrip().rstrip(_PUNCTUATION)
    while text.endswith((")", "]", ">", "}")):
        opening = "([<{"[")]>}".index(text[-1])]
        if text.count(opening) >= text.count(text[-1]):
            break
        text = text[:-1].rstrip(_PUNCTUATION)
    return text


def _checked(text: str) -> str | None:
    text = without_punctuation(text)
    return text.lower() if len(text) <= LONGEST and _DOI.fullmatch(text) else None


def _without_views(text: str) -> str:
    """A DOI less the views of the article behind it, which are looked for from its end."""
    end = len(text)
    while view := _VIEW.search(text, max(0, end - _LONGEST_VIEW), end):
        end = view.start()
    return text[:end]


def _in_address(path: str, parameters: Mapping[str, str]) -> str | None:
    """The DOI that stands in the path, or is the query's `doi` or `id`."""
    if found := _DOI_IN_PATH.search(path):
        return _checked(_without_views(found[1]))
    named = (_checked(parameters.get(name, "")) for name in ("doi", "id"))
    return next(filter(None, named), None)


def _acm(path: str, parameters: Mapping[str, str]) -> str | None:
    # 10.5555 is no registered DOI: ACM numbers with it what has none.
    found = _in_address(path, parameters)
    return None if found and found.startswith("10.5555/") else found


_SPRINGER = re.compile(r"/(10\.\d{4,9}/(?:epj[a-z]+/)?[^/]+)", re.ASCII)


def _springer(path: str, _: Mapping[str, str]) -> str | None:
    """Springer's DOIs are one segment after the prefix, but for the European Physical Journals."""
    found = _SPRINGER.search(path)
    return _checked(_without_views(found[1])) if found else None


_BIORXIV = re.compile(r"/content/(10\.\d{4,9}/[\d.]+\d)", re.ASCII)


def _biorxiv(path: str, _: Mapping[str, str]) -> str | None:
    found = _BIORXIV.match(path)
    return _checked(found[1]) if found else None


_NATURE = re.compile(r"/articles/([a-z0-9][a-z0-9-]+)(?:\.pdf|/.*)?", re.ASCII | re.IGNORECASE)


def _nature(path: str, _: Mapping[str, str]) -> str | None:
    found = _NATURE.fullmatch(path)
    return _checked(f"10.1038/{found[1]}") if found else None


_ANTHOLOGY = re.compile(
    r"/(?:anthology/)?(?:papers/(?:\w/\w+/)?)?"
    r"(?P<id>(?P<old>[A-Z]\d\d)-\d{4}|(?P<year>20\d\d)\.(?P<venue>[a-z0-9]+)-[a-z0-9]+\.[1-9]\d*)"
    r"(?:v\d+)?(?:\.pdf|\.bib)?",
    re.ASCII,
)
_ANTHOLOGY_VENUES = frozenset(
    [
        "aacl",
        "acl",
        "bea",
        "bionlp",
        "blackboxnlp",
        "conll",
        "deelio",
        "eacl",
        "emnlp",
        "findings",
        "iwslt",
        "naacl",
        "nlp4convai",
        "repl4nlp",
        "semeval",
        "sigdial",
        "sustainlp",
    ]
)


def _anthology(path: str, _: Mapping[str, str]) -> str | None:
    """The DOI that the ACL has registered for a paper of the ACL Anthology.

    The Anthology (https://aclanthology.org/info/ids/) shows `10.18653/v1/ID` on the pages of the
    ACL's own conferences: letters D, E, K, N, P and S from 2016 (D, K and S from 2015) to 2019,
    and the named venues since; before, from 2014, the prefix was `10.3115`. Left out are Q and J,
    whose DOIs are the MIT Press's and do not follow from the id; W, since only some workshops have
    DOIs; and what others hold: LREC, MT Summit, COLING but for 2020.
    """
    found = _ANTHOLOGY.fullmatch(path)
    if not found:
        return None
    if old := found["old"]:
        year = int(old[1:])
        if old in ("D14", "P14", "S14", "N15", "P15"):
            return f"10.3115/v1/{found['id'].lower()}"
        known = old in ("D15", "K15", "S15") or (old[0] in "DEKNPS" and 16 <= year <= 19)
    else:
        known = found["venue"] in _ANTHOLOGY_VENUES or (
            found["venue"] == "coling" and found["year"] == "2020"
        )
    return f"10.18653/v1/{found['id'].lower()}" if known else None


_MDPI = re.compile(r"/(\d{4}-\d{3}[\dX])/(\d+)/(\d+)/(\d+)(?:/(?:htm|html|pdf))?", re.ASCII)
_MDPI_JOURNALS = {
    "1099-4300": "e",
    "1424-8220": "s",
    "1996-1073": "en",
    "2072-4292": "rs",
    "2076-3417": "app",
    "2078-2489": "info",
    "2079-9292": "electronics",
    "2227-7390": "math",
    "2313-433X": "jimaging",
    "2504-4990": "make",
}


def _mdpi(path: str, parameters: Mapping[str, str]) -> str | None:
    """The DOI of an article of MDPI: the journal's code, volume, issue and article number.

    The address names the journal by its ISSN. The codes are those of the DOIs that MDPI has
    registered with Crossref, such as 10.3390/s20185097 for 1424-8220/20/18/5097.
    """
    found = _MDPI.fullmatch(path)
    if not found:
        return _in_address(path, parameters)
    journal = _MDPI_JOURNALS.get(found[1])
    return f"10.3390/{journal}{found[2]}{found[3]:0>2}{found[4]:0>4}" if journal else None


_READERS: dict[str, Callable[[str, Mapping[str, str]], str | None]] = {
    "dl.acm.org": _acm,
    "link.springer.com": _springer,
    "nature.com": _nature,
    "aclanthology.org": _anthology,
    "aclweb.org": _anthology,
    "mdpi.com": _mdpi,
    "biorxiv.org": _biorxiv,
    "medrxiv.org": _biorxiv,
    **dict.fromkeys(
        [
            "academic.oup.com",
            "asa.scitation.org",
            "computer.org",
            "direct.mit.edu",
            "epubs.siam.org",
            "frontiersin.org",
            "ieeexplore.ieee.org",
            "iopscience.iop.org",
            "journals.aps.org",
            "journals.plos.org",
            "journals.sagepub.com",
            "mitpressjournals.org",
            "onlinelibrary.wiley.com",
            "pnas.org",
            "science.org",
            "spiedigitallibrary.org",
            "tandfonline.com",
            "worldscientific.com",
        ],
        _in_address,
    ),
}
_WITH_ARXIV_ID = _ARXIV_HOSTS | RESOLVERS
_WITH_DOI = RESOLVERS | _READERS.keys()
