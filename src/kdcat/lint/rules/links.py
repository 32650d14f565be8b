"""Rules about the addresses of an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import (
    TRACKING,
    arxiv_id,
    host_of,
    parameters_of,
    same_url,
    without_text_directive,
)
from kdcat.bibliography.venues import find
from kdcat.editing.edit import Edit
from kdcat.lint.problem import WARNING, Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.traits import is_habit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.layouts.labels import LinkKind
    from kdcat.layouts.places import EntryLink
    from kdcat.lint.checked_document import CheckedDocument, Entry

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
    r"(https?://(?:www\.)?github\.com/[^/?#]+/[^/?#]+)"
    r"/(?:tree/(?:main|master|head)/?|blob/(?:main|master|head)/readme(?:\.\w+)?)(?=[?#]|$)",
    re.IGNORECASE,
)
_ARXIV_HOST = re.compile(r"https?://(?:www\.|export\.|browse\.)?arxiv\.org/", re.IGNORECASE)


def _urls(
    document: CheckedDocument, kind: LinkKind | None = None
) -> Iterator[tuple[Entry, EntryLink, str]]:
    """Each entry's links that lead somewhere, with the address as it is written there."""
    return (found for found in document.addresses if kind in (None, found[1].kind))


def _is_one_of(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def expiring_url(document: CheckedDocument) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        if not (names := parameters_of(url).keys()):
            continue
        if (
            {"expires", "signature"} <= names
            or "key-pair-id" in names
            or {"se", "sig"} <= names
            or any(name.startswith("x-amz-") for name in names)
        ):
            yield Finding(*link.url, "the address is signed, and expires")


EXPIRING_URL = Rule(
    name="expiring-url",
    severity="error",
    fixable="no",
    check=expiring_url,
    what="The address has a signature or a date of expiry.",
    why="It is dead when the date has come.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a.pdf?Expires=1740836183&Signature=Xi)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a.pdf)
        """),
)


def text_fragment(document: CheckedDocument) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        wanted = without_text_directive(url)
        if wanted != url:
            place = (link.url.start + len(wanted), link.url.end)
            yield Finding(
                *place,
                "the address ends in words to be marked on the page",
                wanted,
                edits=(Edit(*place, ""),),
            )


TEXT_FRAGMENT = Rule(
    name="text-fragment",
    severity="warning",
    fixable="safe",
    check=text_fragment,
    what="The address ends in a text directive, `#:~:text=`.",
    why="It marks words on the page that somebody once searched for.",
    wrong=example("""
        * **Alpha**, arXiv 2023, [ :link: ](https://arxiv.org/abs/2305.03188#:~:text=4%20May)
        """),
    right=example("""
        * **Alpha**, arXiv 2023, [ :link: ](https://arxiv.org/abs/2305.03188)
        """),
    changes=("paper_url", "code_url"),
    alters=("addresses",),
)


def tracking_query(document: CheckedDocument) -> Iterator[Finding]:
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


TRACKING_QUERY = Rule(
    name="tracking-query",
    severity="style",
    fixable="safe",
    check=tracking_query,
    what="The address has parameters that say whence a reader came.",
    why="They mean nothing to the next reader.",
    wrong=example("""
        * **Alpha**, IEEE Access 2023, [ :link: ](https://ieeexplore.ieee.org/document/10136716?denied=)
        """),
    right=example("""
        * **Alpha**, IEEE Access 2023, [ :link: ](https://ieeexplore.ieee.org/document/10136716)
        """),
    changes=("paper_url", "code_url"),
    alters=("addresses",),
)


def _is_junk(parameter: str) -> bool:
    lower = parameter.lower()
    return lower in _JUNK or lower.partition("=")[0] in _JUNK or lower.startswith("utm_")


def insecure_http(document: CheckedDocument) -> Iterator[Finding]:
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


INSECURE_HTTP = Rule(
    name="insecure-http",
    severity="warning",
    fixable="some",
    check=insecure_http,
    what="The address is http.",
    why=(
        "It can be read and changed on its way. Fixed without asking for sites known to serve the "
        "same page by https."
    ),
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](http://ieeexplore.ieee.org/document/9414999)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://ieeexplore.ieee.org/document/9414999)
        """),
    changes=("paper_url", "code_url"),
    alters=("addresses",),
)


def code_link_not_code_host(document: CheckedDocument) -> Iterator[Finding]:
    # In a home list each is judged by itself; elsewhere by what the others have.
    addresses = document.addresses if document.is_home else document.addresses_of(document.entries)
    links = [
        (entry, link, url, host_of(url)) for entry, link, url in addresses if link.kind == "code"
    ]
    others = [link for link in links if not _keeps_code(link[3])]
    if not document.is_home and not is_habit(len(links) - len(others), len(links)):
        return
    for entry, link, url, host in others:
        paper = entry.paper.paper_url
        same = bool(paper and same_url(paper) == same_url(url))
        yield Finding(
            *link.url,
            "the code's address is that of the paper" if same else f"{host} is no host of code",
            severity=WARNING if same else None,
        )


def _keeps_code(host: str) -> bool:
    return _is_one_of(host, _CODE_HOSTS) or "gitlab" in host.split(".")


CODE_LINK_NOT_CODE_HOST = Rule(
    name="code-link-not-code-host",
    severity="style",
    fixable="no",
    check=code_link_not_code_host,
    what="The link to the code leads to no host of code.",
    why=(
        "Project pages tell of code, and often have none. A warning where it is the paper's own "
        "address."
    ),
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://a.github.io/b)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)
        """),
    also=(WARNING,),
)


def non_canonical_arxiv_url(document: CheckedDocument) -> Iterator[Finding]:
    for _, link, url in _urls(document):
        name = arxiv_id(url) if _ARXIV_HOST.match(url) else None
        if not name:
            continue
        wanted = f"https://arxiv.org/abs/{name}"
        # Scheme and fragment are the business of other rules.
        if re.sub(r"(?i)^http:", "https:", url.partition("#")[0]) == wanted:
            continue
        # So that both are mended at once.
        edit = Edit(*link.url, wanted)
        if url.lower().startswith("http:"):
            edit = Edit(link.url.start + len("http:"), link.url.end, wanted.removeprefix("https:"))
        yield Finding(*link.url, "not the address of the abstract", wanted, edits=(edit,))


NON_CANONICAL_ARXIV_URL = Rule(
    name="non-canonical-arxiv-url",
    severity="style",
    fixable="safe",
    check=non_canonical_arxiv_url,
    what="The address of an arXiv paper is not https://arxiv.org/abs/ID.",
    why="The abstract leads to all versions and files.",
    wrong=example("""
        * **Alpha**, arXiv 2019, [ :link: ](https://arxiv.org/pdf/1911.12747v2)
        """),
    right=example("""
        * **Alpha**, arXiv 2019, [ :link: ](https://arxiv.org/abs/1911.12747)
        """),
    changes=("paper_url", "code_url"),
    alters=("addresses",),
)


def code_link_into_tree(document: CheckedDocument) -> Iterator[Finding]:
    for _, link, url in _urls(document, "code"):
        if repository := _TREE.match(url):
            yield Finding(
                *link.url,
                "the link goes to a branch of the repository, not to it",
                repository[1],
                unsafe=(Edit(*link.url, repository[1]),),
            )


CODE_LINK_INTO_TREE = Rule(
    name="code-link-into-tree",
    severity="style",
    fixable="unsafe",
    check=code_link_into_tree,
    what="The link to the code goes to a branch of the repository, or to the README there.",
    why=(
        "It breaks when the branch is renamed. A folder in a repository of many projects is right."
    ),
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b/tree/main)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/b)
        """),
    changes=("code_url",),
)


def unstable_paper_host(document: CheckedDocument) -> Iterator[Finding]:
    for _, link, url in _urls(document, "paper"):
        host = host_of(url)
        if _is_one_of(host, _UNSTABLE) or "/~" in url:
            yield Finding(*link.url, f"{host} is no publisher or archive")


UNSTABLE_PAPER_HOST = Rule(
    name="unstable-paper-host",
    severity="style",
    fixable="no",
    check=unstable_paper_host,
    what="The paper's address is on no publisher's or archive's site.",
    why="Personal pages and networks move and lock their files.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://a.github.io/b)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)


def preprint_link_for_published_paper(document: CheckedDocument) -> Iterator[Finding]:
    for entry, link, url in _urls(document, "paper"):
        venue = find(entry.paper.venue_raw or "")
        if venue and venue.kind in ("conference", "journal", "workshop") and arxiv_id(url):
            yield Finding(
                *link.url, f"{venue.name} published this paper, the link is to a preprint"
            )


PREPRINT_LINK_FOR_PUBLISHED_PAPER = Rule(
    name="preprint-link-for-published-paper",
    severity="style",
    fixable="no",
    check=preprint_link_for_published_paper,
    what="The paper has a venue, and the link is to its preprint.",
    why="The published version is the one to cite.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://arxiv.org/abs/2101.00001)
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://ieeexplore.ieee.org/document/9414999)
        """),
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


def title_case_vs_url(document: CheckedDocument) -> Iterator[Finding]:
    for entry, _, url in _urls(document, "paper"):
        host = host_of(url)
        if host == "openaccess.thecvf.com":
            path, most = _CVF_TITLE.search(url), _MOST_NAMES
        elif host == "researchgate.net":
            path, most = _RESEARCHGATE_TITLE.search(url), 1
        else:
            continue
        if not path:
            continue
        pairs = _aligned(entry.paper.title, path["words"].split("_"), most)
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


TITLE_CASE_VS_URL = Rule(
    name="title-case-vs-url",
    severity="style",
    fixable="no",
    check=title_case_vs_url,
    what="The paper's address spells the title with other capitals.",
    why="Acronyms in small letters are misread.",
    wrong=example("""
        * **Fast 3d bert net**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/content/CVPR2021/html/Li_Fast_3D_BERT_Net_CVPR_2021_paper.html)
        """),
    right=example("""
        * **Fast 3D BERT Net**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/content/CVPR2021/html/Li_Fast_3D_BERT_Net_CVPR_2021_paper.html)
        """),
)


def _aligned(title: str, words: list[str], most: int) -> list[tuple[str, str]]:
    """The words of a title beside those of an address, which begins with names of authors."""
    mine = [part for word in title.split() for part in re.findall(r"[^\W_]+", word)]
    for skipped in range(most):
        theirs = [part for word in words[skipped:] for part in re.findall(r"[^\W_]+", word)]
        pairs = list(zip(mine, theirs, strict=False))
        if len(pairs) >= _FEWEST_EQUAL and all(
            mine.lower() == theirs.lower() for mine, theirs in pairs
        ):
            return pairs
    return []
