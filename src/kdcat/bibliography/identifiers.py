"""Identifiers: the arXiv id and the DOI that an address carries, read offline.

An address says its identifier only where the host is known to put it there; the same letters on
another host prove nothing. What must be looked up is not guessed: IEEE Xplore's document numbers,
Elsevier's PIIs, AAAI's article numbers, ISCA's file names, OpenReview, CVF and PMLR give None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

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
_DOI_IN_QUERY = re.compile(
    r"(?:^|&)(?:doi|id)=(10\.\d{4,9}(?:/|%2f)[^&]+)", re.ASCII | re.IGNORECASE
)
_DOI_PREFIX = re.compile(r"doi\s*[:=]?\s*(?=10\.)", re.IGNORECASE)
# What publishers' sites put behind a DOI: views of the article, and the form of a file.
_VIEW = re.compile(
    r"(?:/(?:full|fulltext|abs|abstract|pdf|epdf|html|meta|summary|references|metrics|figures"
    r"|tables|suppl|supplementary-material)(?:/\d+)?/?|\.(?:pdf|html?|short|full|abstract|full-text))+$",
    re.IGNORECASE,
)
_PUNCTUATION = ".,;:!'\"/*"
# Far more than any identifier has; what follows takes time that grows with the square of it.
_LONGEST = 2048
_RESOLVERS = frozenset(["doi.org", "dx.doi.org", "doi.acm.org", "doi.ieeecomputersociety.org"])


def arxiv_id(url: str) -> str | None:
    """Return the arXiv identifier of an address, without its version, or None.

    Read are the pages and files of arxiv.org and its mirrors, of ar5iv, alphaXiv and Hugging Face's
    papers, and arXiv's DOIs, in both schemes of https://info.arxiv.org/help/arxiv_identifier.html.
    """
    host, path, _ = _split(url)
    if host in _ARXIV_HOSTS:
        if host == "huggingface.co" and not path.startswith("/papers/"):
            return None
        found = _ARXIV_PATH.fullmatch(_tidy(path))
    elif host in _RESOLVERS:
        found = _ARXIV_DOI.fullmatch(_tidy(path))
    else:
        return None
    return found["id"] if found else None


def as_arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier of `2412.16380`, `arXiv:2412.16380v2` or an address.

    Returns:
        The identifier without its version; None where the whole text is no reference to arXiv.
    """
    text = text.strip()
    if "://" in text:
        return arxiv_id(text)
    found = _ARXIV_BARE.fullmatch(text)
    return found["id"] if found else None


def doi(url: str) -> str | None:
    """Return the DOI of an address in lower case, as DOIs know no case, or None.

    Read are the resolvers (doi.org), the sites of publishers that carry it in the address, and the
    schemes from which it follows: nature.com (10.1038/ID), the ACL Anthology (see `_anthology`) and
    MDPI's journals (see `_mdpi`). arXiv's own DOIs count only where the address is a resolver's.
    """
    host, path, query = _split(url)
    if host in _RESOLVERS:
        return _checked(_tidy(path)[1:])
    read = _READERS.get(host)
    if read is None and host.endswith(".onlinelibrary.wiley.com"):
        read = _in_address
    return read(_tidy(path), query) if read else None


def as_doi(text: str) -> str | None:
    """Return the DOI, in lower case, of `10.1145/...`, `doi:10.1145/...` or an address.

    Returns:
        None where the whole text is not a DOI or an address that carries one.
    """
    text = text.strip()
    if "://" in text:
        return doi(text)
    host, slash, rest = text.partition("/")
    if host.lower().removeprefix("www.") in _RESOLVERS:
        return _checked(_tidy(slash + rest)[1:])
    prefix = _DOI_PREFIX.match(text)
    return _checked(text[prefix.end() :] if prefix else text)


TRACKING = frozenset(
    [
        "denied",
        "fbclid",
        "frompaywallrec",
        "gclid",
        "mc_cid",
        "mc_eid",
        "msclkid",
        "ref",
        "ref_src",
        "source",
        "srsltid",
        "tab=readme-ov-file",
    ]
)
"""Parameters, in lower case, that say whence a reader came, not what is read; so do `utm_...`."""


def same_url(url: str) -> str:
    """Return the form of an address that is equal for addresses of the same thing.

    An arXiv id or DOI stands for all addresses that carry it. Elsewhere scheme, `www.`, case of the
    host, slash at the end, fragment and `TRACKING` parameters do not matter; all else does.
    """
    if name := arxiv_id(url):
        return f"https://arxiv.org/abs/{name}"
    if name := doi(url):
        return f"https://doi.org/{name}"
    host, path, query = _split(url)
    if not host:
        return url.strip()
    kept = "&".join(part for part in query.split("&") if part and not _tracks(part.lower()))
    return f"https://{host}{path.rstrip('/')}{'?' if kept else ''}{kept}"


def without_text_directive(url: str) -> str:
    """Return the address without the words to be marked on its page (`#:~:text=...`).

    The directive is all of the fragment from `:~:` on
    (https://wicg.github.io/scroll-to-text-fragment/#the-fragment-directive).
    """
    before, hash_mark, fragment = url.partition("#")
    anchor, directive, _ = fragment.partition(":~:")
    if not directive:
        return url
    return f"{before}{hash_mark}{anchor}" if anchor else before


def _tracks(parameter: str) -> bool:
    return (
        parameter in TRACKING
        or parameter.partition("=")[0] in TRACKING
        or parameter.startswith("utm_")
    )


def _split(url: str) -> tuple[str, str, str]:
    """Host in lower case without `www.` and usual port, path and query of an http(s) address.

    All empty for any other text. Unlike urlsplit it raises nothing, and takes a fifth of the time.
    """
    scheme, found, rest = url.partition("://")
    if not found or scheme.strip().lower() not in ("http", "https"):
        return "", "", ""
    rest = rest.partition("#")[0]
    rest, _, query = rest.partition("?")
    host, slash, path = rest.partition("/")
    host = host.strip().lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return host, slash + path.rstrip(), query.rstrip()


def _tidy(path: str) -> str:
    """A path decoded, without the punctuation that a sentence left behind it; empty if too long."""
    if len(path) > _LONGEST:
        return ""
    if "%" in path:
        path = unquote(path)
    path = path.rstrip().rstrip(_PUNCTUATION)
    while path.endswith((")", "]", ">")):
        opening = "([<"[")]>".index(path[-1])]
        if path.count(opening) >= path.count(path[-1]):
            break
        path = path[:-1].rstrip(_PUNCTUATION)
    return path


def _checked(text: str) -> str | None:
    text = _tidy(text)
    return text.lower() if _DOI.fullmatch(text) else None


def _in_address(path: str, query: str) -> str | None:
    """The DOI that stands in the path, or is the query's `doi` or `id`."""
    if found := _DOI_IN_PATH.search(path):
        return _checked(_VIEW.sub("", found[1]))
    found = _DOI_IN_QUERY.search(query)
    return _checked(unquote(found[1])) if found else None


def _acm(path: str, query: str) -> str | None:
    # 10.5555 is no registered DOI: ACM numbers with it what has none.
    found = _in_address(path, query)
    return None if found and found.startswith("10.5555/") else found


_SPRINGER = re.compile(r"/(10\.\d{4,9}/(?:epj[a-z]+/)?[^/]+)", re.ASCII)


def _springer(path: str, _query: str) -> str | None:
    """Springer's DOIs are one segment after the prefix, but for the European Physical Journals."""
    found = _SPRINGER.search(path)
    return _checked(_VIEW.sub("", found[1])) if found else None


_BIORXIV = re.compile(r"/content/(10\.\d{4,9}/[\d.]+\d)", re.ASCII)


def _biorxiv(path: str, _query: str) -> str | None:
    found = _BIORXIV.match(path)
    return _checked(found[1]) if found else None


_NATURE = re.compile(r"/articles/([a-z0-9][a-z0-9-]+)(?:\.pdf|/.*)?", re.ASCII | re.IGNORECASE)


def _nature(path: str, _query: str) -> str | None:
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


def _anthology(path: str, _query: str) -> str | None:
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


def _mdpi(path: str, query: str) -> str | None:
    """The DOI of an article of MDPI: the journal's code, volume, issue and article number.

    The address names the journal by its ISSN. The codes are those of the DOIs that MDPI has
    registered with Crossref, such as 10.3390/s20185097 for 1424-8220/20/18/5097.
    """
    found = _MDPI.fullmatch(path)
    if not found:
        return _in_address(path, query)
    journal = _MDPI_JOURNALS.get(found[1])
    return f"10.3390/{journal}{found[2]}{found[3]:0>2}{found[4]:0>4}" if journal else None


_READERS: dict[str, Callable[[str, str], str | None]] = {
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
