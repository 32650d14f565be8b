"""Addresses: the one place that takes a URL apart, and that says when two lead to the same.

What an address carries (an arXiv id, a DOI, the name of a repository) is read from its host and its
path alone, offline.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from kdcat.bibliography.identifiers import (
    LONGEST,
    RESOLVERS,
    arxiv_id_at,
    bare_arxiv_id,
    bare_doi,
    carries_arxiv_id,
    carries_doi,
    doi_at,
    without_punctuation,
)
from kdcat.printable import BESIDE, MARKS

# Several ask about the addresses of a page in turn.
_asked_again = lru_cache(maxsize=1 << 14)


class Parts(NamedTuple):
    """An http or https address taken apart; all empty for any other text."""

    host: str
    """In lower case, without `www.`, user and usual port."""
    path: str
    """As written, from its first slash on."""
    query: str
    """As written, without its question mark."""


def parts(url: str) -> Parts:
    """Return the parts of an address. Unlike urlsplit it raises nothing, in a third of the time."""
    return Parts(*_split(url))


@_asked_again
def _split(url: str) -> tuple[str, str, str]:
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.strip().lower() not in ("http", "https"):
        return "", "", ""
    rest = rest.partition("#")[0]
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    host = _host(authority)
    return (host, slash + path.rstrip(), query.rstrip()) if host else ("", "", "")


@lru_cache(maxsize=1024)
def _host(authority: str) -> str:
    written = authority.rpartition("@")[2].lower()
    host = ""
    while written != host:
        host = written
        # `www.` alone is a host without its domain, not none at all.
        written = without_punctuation(host.lstrip()).removeprefix("www.")
        for port in _USUAL_PORTS:
            written = written.removesuffix(port)
    return host


_USUAL_PORTS = (":80", ":443")


@_asked_again
def host_of(url: str) -> str:
    """Return the name of an address's host, without `www.` and port; empty if it has none."""
    name, _, port = parts(url).host.rpartition(":")
    return name if name and port.isdecimal() else parts(url).host


def path_of(url: str) -> str:
    """Return the path of an address, percent-encoding undone."""
    return unquote(parts(url).path)


def fragment_of(url: str) -> str:
    """Return the fragment of an address, as written; empty if it has none."""
    return url.partition("#")[2]


def parameters_of(url: str) -> dict[str, str]:
    """Return the parameters of an address's query by their names in lower case, decoded.

    Of several with one name the first counts.
    """
    return _parameters(parts(url).query)


def _parameters(query: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for parameter in query.split("&") if query else ():
        name, _, value = parameter.partition("=")
        named.setdefault(unquote(name).lower(), unquote(value))
    return named


# A host holds at least one letter or digit.
_ADDRESS = re.compile(r"https?://[^\s/?#]*[^\W_][^\s/?#]*", re.IGNORECASE)


@cache
def _not_in_address() -> re.Pattern[str]:
    """White space, controls, marks that change the direction of text, and what does not show."""
    return re.compile(f"[\\s\\x00-\\x20\\x7f-\\x9f{MARKS}{BESIDE}]")


def address(destination: str | None) -> str | None:
    """Return the destination if it is an absolute http or https URL with a host, else None.

    Characters that may not stand in a URL and would break a line or deceive the eye (white space,
    controls, direction marks) are percent-encoded (RFC 3986, section 2.1); the rest stays as it is.
    """
    if destination is None or not _ADDRESS.match(destination := destination.strip()):
        return None
    if destination.isascii() and destination.isprintable() and " " not in destination:
        return destination
    return _not_in_address().sub(_encoded, destination)


def _encoded(unfit: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in unfit[0].encode("utf-8", "replace"))


def in_ascii(url: str) -> str:
    """Return the address in printable ASCII, the rest percent-encoded: a URI (RFC 3987, 3.1)."""
    return re.sub("[^!-~]+", _encoded, url)


_NOT_IN_IRI = re.compile(r"""[\x00-\x20"<>\\^`{|}\x7f-\x9f\ud800-\udfff]|%(?![0-9A-Fa-f]{2})""")
_TO_THE_PATH = re.compile(r"[a-z]+://[^/?#]*", re.IGNORECASE)


def as_iri(url: str) -> str:
    """Return the address as a standard that wants an IRI takes it (RFC 3987, section 2.2).

    What no address may hold is percent-encoded: brackets behind the host, and each number sign but
    the first, too. Letters of any script stay.
    """
    start = _TO_THE_PATH.match(url)
    host = start[0] if start else ""
    before, sign, fragment = url[len(host) :].partition("#")
    rest = f"{before}{sign}{fragment.replace('#', '%23')}"
    return _NOT_IN_IRI.sub(_encoded, host + rest.replace("[", "%5B").replace("]", "%5D"))


_OPENING = "([{<\"'`"
# Compiled when it is first needed, which is seldom; so is the other that is not compiled here.
_TYPED = r"(?i)(?P<scheme>https?://)[^\s/?#]|(?:[\w-]+\.)+[a-z]{2,}/\S"


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


def as_address(text: str) -> str | None:
    """Return the address that a person means by a text: `https://x.org/a`, `x.org/a`, `<x.org/a>`.

    Returns:
        The address with its scheme, less the brackets, quotes and punctuation that it was pasted
        with; None where the text is not one address and nothing else.
    """
    text = text.strip().lstrip(_OPENING)
    typed = re.match(_TYPED, text)
    if not typed or len(text.split()) > 1:
        return None
    whole = without_punctuation(text)
    if not re.match(_TYPED, whole):
        # All but the scheme was punctuation: `http://.` is no address.
        return None
    return whole if typed["scheme"] else f"https://{whole}"


def is_file(destination: str) -> bool:
    """Return whether a destination is the path of a file beside the page: `papers/alpha.pdf`.

    What begins as an address does without its scheme is none: `arxiv.org/pdf/2401.00001.pdf`.
    """
    path = destination.strip().partition("#")[0]
    first, slash, _ = path.removeprefix("./").partition("/")
    if ("." in first.strip(".") and slash) or any(sign in path for sign in ":?\\") or "//" in path:
        return False
    return path.rpartition(".")[2].lower() in _FILES and not any(map(str.isspace, path))


_FILES = frozenset(["pdf", "md", "txt", "bib", "ipynb", "ps", "djvu", "docx", "html", "htm", "png"])
"""What ends the names of files that people read."""


@_asked_again
def arxiv_id(url: str) -> str | None:
    """Return the arXiv identifier of an address, without its version, or None.

    Read are the pages and files of arxiv.org and its mirrors, of ar5iv, alphaXiv and Hugging Face's
    papers, and arXiv's DOIs, in both schemes of https://info.arxiv.org/help/arxiv_identifier.html.
    """
    host, path, _ = _split(url)
    return arxiv_id_at(host, _read(path)) if carries_arxiv_id(host) else None


def as_arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier of `2412.16380`, `arXiv:2412.16380v2` or an address.

    Returns:
        The identifier without its version; None where the whole text is no reference to arXiv.
    """
    text = text.strip()
    return arxiv_id(text) if "://" in text else bare_arxiv_id(text)


@_asked_again
def doi(url: str) -> str | None:
    """Return the DOI of an address in lower case, as DOIs know no case, or None.

    Read are the resolvers (doi.org), the sites of publishers that carry it in the address, and the
    schemes from which it follows: nature.com (10.1038/ID), the ACL Anthology and MDPI's journals.
    arXiv's own DOIs count only where the address is a resolver's.
    """
    host, path, query = _split(url)
    return doi_at(host, _read(path), _parameters(query)) if carries_doi(host) else None


def as_doi(text: str) -> str | None:
    """Return the DOI, in lower case, of `10.1145/...`, `doi:10.1145/...` or an address.

    Returns:
        None where the whole text is not a DOI or an address that carries one.
    """
    text = text.strip()
    if "://" in text:
        return doi(text)
    host, slash, rest = text.partition("/")
    if host.lower().removeprefix("www.") in RESOLVERS:
        return bare_doi(_read(slash + rest)[1:])
    return bare_doi(_read(text))


def _read(path: str) -> str:
    """A path decoded, without the punctuation a sentence left behind it; empty if too long."""
    if len(path) > LONGEST:
        return ""
    return without_punctuation(unquote(path) if "%" in path else path)


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

# The sites where the case of a repository's owner and name does not matter.
_CODE_HOSTS = frozenset(["github.com", "gitlab.com", "bitbucket.org"])
_GIT = r"(?:\.git[.,;:!'\"*]*)+$"


@_asked_again
def same_url(url: str) -> str:
    """Return the form of an address that is equal for addresses of the same thing.

    An arXiv id or DOI stands for all addresses that carry it. Elsewhere scheme, `www.`, user, usual
    port, case of the host, slash and punctuation at the end, fragment, `TRACKING` parameters, and
    how characters are percent-encoded (RFC 3986, section 6.2.2) do not matter, nor do, where code
    is hosted, the case of a repository's owner and name and its `.git`; all else does.
    """
    host, path, query = _split(url)
    if not host:
        return url.strip()
    if name := arxiv_id(url):
        return f"https://arxiv.org/abs/{name}"
    if name := doi(url):
        return f"https://doi.org/{name.replace('#', '%23')}"
    if len(path) > LONGEST:
        # What nobody wrote by hand is compared as it is.
        return f"https://{host}{path.rstrip('/')}{'?' if query else ''}{query}"
    path = without_punctuation(_equal_characters(path))
    if host in _CODE_HOSTS:
        path = without_punctuation(_of_repository(path))
    kept = "&".join(
        parameter
        for written in (_equal_characters(query).split("&") if query else ())
        if (parameter := without_punctuation(written)) and not _tracks(parameter.lower())
    )
    return f"https://{host}{path}{'?' if kept else ''}{kept}"


def _of_repository(path: str) -> str:
    """The path of a page on a host of code, in the one form of its owner and name."""
    before, owner, *name_and_page = path.split("/", 3) if path else ("", "")
    if name_and_page:
        name = name_and_page[0].lower()
        name_and_page[0] = re.sub(_GIT, "", name) if ".git" in name else name
    return "/".join((before, owner.lower(), *name_and_page))


def _tracks(parameter: str) -> bool:
    return (
        parameter in TRACKING
        or parameter.partition("=")[0] in TRACKING
        or parameter.startswith("utm_")
    )


_ESCAPE_OR_UNFIT = re.compile(r"%(?:[0-9A-Fa-f]{2})?|[^\x21-\x7e]")
_DELIMITERS = frozenset(b"%/?#&=+")


def _equal_characters(text: str) -> str:
    """Write each character in the one of its ways: as it is, or escaped where it must be."""
    if not _ESCAPE_OR_UNFIT.search(text):
        return text
    return _ESCAPE_OR_UNFIT.sub(_one_way, text)


def _one_way(written: re.Match[str]) -> str:
    if len(written[0]) == 3:
        byte = int(written[0][1:], 16)
        if 0x20 < byte < 0x7F and byte not in _DELIMITERS:
            return chr(byte)
        return f"%{byte:02X}"
    return _encoded(written)


_REPOSITORY_HOSTS = _CODE_HOSTS | {"huggingface.co"}
_PAGES = ".github.io"


def repository(url: str) -> str | None:
    """Return a repository's `owner/name` from its address, in lower case and with dashes for _.

    Read are the pages of a repository, and the page of a project on github.io.
    """
    host, path, _ = _split(url)
    if host in _REPOSITORY_HOSTS:
        _, owner, name, *_ = (*path.split("/", 3), "", "")
    elif host.endswith(_PAGES) and "." not in (owner := host.removesuffix(_PAGES)) and path:
        name = path.split("/", 2)[1]
        return _repository_name(f"{owner}/{name}")
    else:
        return None
    return _repository_name(f"{owner}/{name}") if owner and name else None


def _repository_name(written: str) -> str:
    return written.lower().removesuffix(".git").removesuffix("/").replace("_", "-")
