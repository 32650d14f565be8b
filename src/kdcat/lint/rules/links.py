"""Rules about the addresses of an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from kdcat.bibliography.identifiers import TRACKING, arxiv_id, same_url
from kdcat.bibliography.venues import find
from kdcat.editing.edit import Edit
from kdcat.lint.problem import WARNING, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.layouts.labels import LinkKind
    from kdcat.layouts.places import EntryLink
    from kdcat.lint.document import Document, Entry

_DIRECTIVE = ":~:"
# `source` says where a reader comes from on some sites, and what is read on others.
_JUNK = TRACKING - {"source"}
_CODE_HOSTS = (
    "github.com", "bitbucket.org", "huggingface.co", "codeberg.org", "gitee.com", "sr.ht",
    "gitlab.com",
)  # fmt: skip
_UNSTABLE = (
    "researchgate.net", "academia.edu", "github.io", "sites.google.com", "scholar.google.com",
    "google.com", "bing.com", "drive.google.com", "dropbox.com",
)  # fmt: skip
# Sites that have been seen to serve the same page by https.
_SECURE = frozenset(
    [
        "aclanthology.org",
        "aclweb.org",
        "arxiv.org",
        "bitbucket.org",
        "dl.acm.org",
        "doi.org",
        "dx.doi.org",
        "ecva.net",
        "export.arxiv.org",
        "github.com",
        "gitlab.com",
        "huggingface.co",
        "ieeexplore.ieee.org",
        "ijcai.org",
        "isca-archive.org",
        "jmlr.org",
        "link.springer.com",
        "mdpi.com",
        "nature.com",
        "ojs.aaai.org",
        "openaccess.thecvf.com",
        "openreview.net",
        "papers.nips.cc",
        "proceedings.mlr.press",
        "proceedings.neurips.cc",
        "sciencedirect.com",
    ]
)
_TREE = re.compile(
    r"(https?://(?:www\.)?github\.com/[^/?#]+/[^/?#]+)/(?:tree|blob)/", re.IGNORECASE
)
_ARXIV_HOST = re.compile(r"https?://(?:www\.|export\.|browse\.)?arxiv\.org/", re.IGNORECASE)


def _urls(
    document: Document, kind: LinkKind | None = None
) -> Iterator[tuple[Entry, EntryLink, str]]:
    """Each entry's links that lead somewhere, with the address as it is written there."""
    for entry in document.entries:
        for link in entry.links:
            if not link.address or kind not in (None, link.kind):
                continue
            if url := document.text[slice(*link.url)]:
                yield entry, link, url


def host_of(url: str) -> str:
    """Return the host of an address, without `www.`, in lower case; empty if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_one_of(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def expiring_url(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        query = url.partition("#")[0].partition("?")[2]
        names = {name.lower() for name, _ in parse_qsl(query, keep_blank_values=True)}
        if (
            {"expires", "signature"} <= names
            or "key-pair-id" in names
            or {"se", "sig"} <= names
            or any(name.startswith("x-amz-") for name in names)
        ):
            yield Finding(*link.url, "the address is signed, and expires")


def text_fragment(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        at = url.find(_DIRECTIVE, url.find("#")) if "#" in url else -1
        if at >= 0:
            at -= url[at - 1] == "#"
            place = (link.url.start + at, link.url.end)
            yield Finding(
                *place,
                "the address ends in words to be marked on the page",
                url[:at],
                edits=(Edit(*place, ""),),
            )


def tracking_query(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        before, mark, query = url.partition("#")[0].partition("?")
        parts = query.split("&")
        kept = [part for part in parts if not _is_junk(part)]
        if not mark or len(kept) == len(parts):
            continue
        wanted = before + ("?" if kept else "") + "&".join(kept)
        place = (link.url.start, link.url.start + len(before) + 1 + len(query))
        junk = ", ".join(part for part in parts if _is_junk(part))
        yield Finding(
            *place,
            f"the address has parameters that do not matter: {junk}",
            wanted,
            edits=(Edit(*place, wanted),),
        )


def _is_junk(parameter: str) -> bool:
    lower = parameter.lower()
    return lower in _JUNK or lower.partition("=")[0] in _JUNK or lower.startswith("utm_")


def insecure_http(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        if not url.lower().startswith("http://"):
            continue
        edits = (Edit(link.url.start, link.url.start + len("http"), "https"),)
        safe = host_of(url) in _SECURE
        yield Finding(
            *link.url,
            "the address is http, not https",
            f"https{url[4:]}",
            edits=edits if safe else (),
            unsafe=() if safe else edits,
        )


def code_link_not_code_host(document: Document) -> Iterator[Finding]:
    for entry, link, url in _urls(document, "code"):
        host = host_of(url)
        if _is_one_of(host, _CODE_HOSTS) or "gitlab" in host.split("."):
            continue
        paper = entry.paper.paper_url
        same = bool(paper and same_url(paper) == same_url(url))
        yield Finding(
            *link.url,
            "the code's address is that of the paper" if same else f"{host} is no host of code",
            severity=WARNING if same else None,
        )


def non_canonical_arxiv_url(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        name = arxiv_id(url) if _ARXIV_HOST.match(url) else None
        if not name:
            continue
        wanted = f"https://arxiv.org/abs/{name}"
        # Scheme and fragment are the business of other rules.
        if re.sub(r"(?i)^http:", "https:", url.partition("#")[0]) == wanted:
            continue
        yield Finding(
            *link.url, "not the address of the abstract", wanted, edits=(Edit(*link.url, wanted),)
        )


def code_link_into_tree(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document, "code"):
        if found := _TREE.match(url):
            yield Finding(
                *link.url,
                "the link goes into the repository, not to it",
                found[1],
                unsafe=(Edit(*link.url, found[1]),),
            )


def unstable_paper_host(document: Document) -> Iterator[Finding]:
    for _, link, url in _urls(document, "paper"):
        host = host_of(url)
        if _is_one_of(host, _UNSTABLE) or "/~" in url:
            yield Finding(*link.url, f"{host} is no publisher or archive")


def preprint_link_for_published_paper(document: Document) -> Iterator[Finding]:
    for entry, link, url in _urls(document, "paper"):
        venue = find(entry.paper.venue_raw or "")
        if venue and venue.kind in ("conference", "journal", "workshop") and arxiv_id(url):
            yield Finding(
                *link.url, f"{venue.name} published this paper, the link is to a preprint"
            )


_CVF_TITLE = re.compile(r"/html/(?:w\d+/)?(?P<words>[^/]+?)_[A-Z]+W?_20\d\d_paper\.html$")
_RESEARCHGATE_TITLE = re.compile(r"/publication/\d+_(?P<words>[^/?#]+)")
_SMALL = frozenset(
    [
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its", "of"),
        *("on", "or", "over", "the", "to", "toward", "towards", "under", "using", "via", "with"),
        "without",
    ]
)
_FEWEST_EQUAL = 4
_MOST_NAMES = 4


def title_case_vs_url(document: Document) -> Iterator[Finding]:
    for entry, _, url in _urls(document, "paper"):
        host = host_of(url)
        if host == "openaccess.thecvf.com":
            found, most = _CVF_TITLE.search(url), _MOST_NAMES
        elif host == "researchgate.net":
            found, most = _RESEARCHGATE_TITLE.search(url), 1
        else:
            continue
        if not found:
            continue
        pairs = _aligned(entry.paper.title, found["words"].split("_"), most)
        differing = [
            (mine, theirs)
            for mine, theirs in pairs
            if mine != theirs and theirs.lower() not in _SMALL
        ]
        acronyms = [pair for pair in differing if len(pair[1]) > 1 and pair[1].isupper()]
        if acronyms or len(differing) > 1:
            words = ", ".join(theirs for _, theirs in (acronyms or differing)[:3])
            place = entry.titles[0] if entry.titles else entry.span
            yield Finding(*place, f"the address writes other capitals: {words}")


def _aligned(title: str, words: list[str], most: int) -> list[tuple[str, str]]:
    """The words of a title beside those of an address, which begins with names of authors."""
    mine = [part for word in title.split() for part in re.findall(r"[^\W_]+", word)]
    for skipped in range(most):
        theirs = [part for word in words[skipped:] for part in re.findall(r"[^\W_]+", word)]
        pairs = list(zip(mine, theirs, strict=False))
        if len(pairs) >= _FEWEST_EQUAL and all(
            one.lower() == other.lower() for one, other in pairs
        ):
            return pairs
    return []
