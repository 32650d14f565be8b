"""What the address of a paper says of it, offline. The facts stand in `proceedings.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kdcat.bibliography import venues
from kdcat.bibliography.addresses import doi, host_of, path_of

if TYPE_CHECKING:
    from collections.abc import Callable


class Said(NamedTuple):
    """What an address says."""

    venues: tuple[str, ...] = ()
    """The canonical names of the venue: several where it was held jointly; none if it says none."""
    years: tuple[int, ...] = ()
    """The years of publication that people write of it; none if it says none."""
    registered: int | None = None
    """The year in which the article was registered: it was published then or later."""


# Several rules ask about the addresses of a page in turn.
@lru_cache(maxsize=1 << 14)
def decode(url: str) -> Said:
    """Return what an address says of the venue and the year of its paper."""
    host = host_of(url)
    if decoder := _DECODERS.get(host):
        return decoder(path_of(url))
    # The conferences that have a site for each year.
    if found := _YEARLY.fullmatch(host):
        return Said((_YEARLY_NAMES[found["name"]],), (int(found["year"]),))
    name = doi(url)
    return _doi(f"/{name}") if name else Said()


_YEARLY = re.compile(r"(?P<name>interspeech|proceedings\.bmvc)(?P<year>20\d\d)\.org")
_YEARLY_NAMES = {"interspeech": "Interspeech", "proceedings.bmvc": "BMVC"}


@lru_cache(maxsize=4096)
def never_carries(url: str, venue: str) -> str | None:
    """Return the host of an address if it is a site that never carries the venue."""
    host = host_of(url)
    return host if venue in _facts()["never"].get(host, ()) else None


@cache
def _facts() -> dict[str, Any]:
    import tomllib

    facts = tomllib.loads(Path(__file__).with_name("proceedings.toml").read_text(encoding="utf-8"))
    facts["volumes"] = {
        volume: Said((venue,), tuple(years))
        for venue, volumes in facts["pmlr"].items()
        for volume, years in volumes.items()
    }
    facts["acm_volumes"] = {
        volume: Said((venue,), (year,))
        for venue, volumes in facts["acm"].items()
        for volume, year in volumes.items()
    }
    return facts


def _venue(name: str) -> tuple[str, ...]:
    """The canonical name of a venue that must be known to count."""
    found = venues.find(name)
    return (found.name,) if found else ()


# Computer Vision Foundation: /content/CVPR2024/html/..., /content_CVPR_2019/html/..., with W or
# `workshops` for the workshops.
_CVF = re.compile(
    r"/content[/_](?P<name>cvpr|iccv|eccv|wacv|accv)_?"
    r"(?:(?P<year>20\d\d)(?P<workshop>w|_workshops)?|(?P<oldworkshop>w)_?(?P<oldyear>20\d\d))/",
    re.IGNORECASE,
)


def _cvf(path: str) -> Said:
    found = _CVF.match(path)
    if not found:
        return Said()
    workshop = "W" if found["workshop"] or found["oldworkshop"] else ""
    return Said((found["name"].upper() + workshop,), (int(found["year"] or found["oldyear"]),))


_NEURIPS = re.compile(r"/(?:paper_files/)?paper/(?P<year>(?:19|20)\d\d)(?:/|$)")


def _neurips(path: str) -> Said:
    found = _NEURIPS.match(path)
    return Said(("NeurIPS",), (int(found["year"]),) if found else ())


_ANTHOLOGY = re.compile(
    r"/(?:anthology/|papers/(?:\w/\w+/)?)?(?P<id>[\w.-]+?)(?:v\d+)?(?:\.pdf|\.bib)?/?$"
)
_ANTHOLOGY_OLD = re.compile(r"(?P<letter>[A-Z])(?P<year>\d\d)-(?P<volume>\d)\d{3}", re.IGNORECASE)
_ANTHOLOGY_NEW = re.compile(r"(?P<year>20\d\d)\.(?P<volume>[a-z0-9]+-[a-z0-9]+)\.\d+")
# Of these the proceedings had two volumes, of long and of short papers.
_LAST_TWO_VOLUMES = 2018


def _anthology(path: str) -> Said:
    found = _ANTHOLOGY.match(path)
    return _anthology_id(found["id"]) if found else Said()


def _anthology_id(name: str) -> Said:
    if new := _ANTHOLOGY_NEW.fullmatch(name):
        known = _facts()["anthology"].get(new["volume"], ())
        return Said((*known, *_joint(f"{new['year']}.{new['volume']}")), (int(new["year"]),))
    old = _ANTHOLOGY_OLD.fullmatch(name)
    if not old:
        return Said()
    year = int(old["year"]) + (1900 if int(old["year"]) > 60 else 2000)
    letter, volume = old["letter"].upper(), old["volume"]
    if (
        letter in "PNE"
        and volume == "2"
        and year <= _LAST_TWO_VOLUMES
        and (letter, year) != ("N", 2018)
    ):
        volume = "1"
    known = _facts()["anthology_letters"].get(letter + volume, ())
    return Said((*known, *(_joint(letter + old["year"]) if known else ())), (year,))


def _joint(volume: str) -> tuple[str, ...]:
    other = _facts()["joint"].get(volume)
    return (other,) if other else ()


_ECVA = re.compile(r"/papers/eccv_(?P<year>20\d\d)/", re.IGNORECASE)


def _ecva(path: str) -> Said:
    found = _ECVA.match(path)
    return Said(("ECCV",), (int(found["year"]),)) if found else Said()


_ISCA = re.compile(r"/(?:archive/)?interspeech_(?P<year>20\d\d)/", re.IGNORECASE)


def _isca(path: str) -> Said:
    found = _ISCA.match(path)
    return Said(("Interspeech",), (int(found["year"]),)) if found else Said()


_IJCAI = re.compile(r"/proceedings/(?P<year>20\d\d|\d\d(?=/papers/))(?:/|$)", re.IGNORECASE)


def _ijcai(path: str) -> Said:
    found = _IJCAI.match(path)
    if not found:
        return Said()
    year = int(found["year"]) % 2000 + 2000
    # IJCAI-ECAI
    return Said(("IJCAI", "ECAI") if year in (2018, 2022) else ("IJCAI",), (year,))


_CSDL = re.compile(
    r"/csdl/(?:proceedings-article|proceedings)/(?P<name>[a-z0-9-]+)/(?P<year>20\d\d)/"
    r"|/csdl/journal/(?P<code>[a-z]+)/(?P<issue>20\d\d)/\d"
)


def _csdl(path: str) -> Said:
    found = _CSDL.match(path)
    if not found:
        return Said()
    if name := found["name"]:
        year = int(found["year"])
        # ICPR 2020 was held, and its proceedings are filed, in January 2021.
        return Said(_venue(name), (2021, 2020) if (name, year) == ("icpr", 2021) else (year,))
    # An article has appeared before its issue, and is listed by either year.
    journal = _facts()["csdl"].get(found["code"])
    return Said((journal,) if journal else ())


_PMLR = re.compile(r"/(?:proceedings/papers/)?v(?P<volume>\d+)/")


def _pmlr(path: str) -> Said:
    found = _PMLR.match(path)
    known: Said | None = _facts()["volumes"].get(found["volume"]) if found else None
    return known or Said()


_JMLR = re.compile(r"/(?:beta/)?papers/(?:v|volume)(?P<volume>\d+)/")
# Volume 20 is that of 2019, and each since is that of its year; before, they overlap.
_JMLR_VOLUME, _JMLR_YEAR = 20, 2019


def _jmlr(path: str) -> Said:
    if path.startswith("/proceedings/"):
        return _pmlr(path)
    found = _JMLR.match(path)
    if not found:
        return Said()
    volume = int(found["volume"])
    years = (volume - _JMLR_VOLUME + _JMLR_YEAR,) if volume >= _JMLR_VOLUME else ()
    return Said(("JMLR",), years)


_AAAI_DOI = re.compile(r"/10\.1609/aaai\.v(?P<volume>\d\d)i", re.IGNORECASE)
_AAAI_PATH = re.compile(r"/(?:index\.php/)?AAAI/(?:article|issue)/")
# The 33rd conference was that of 2019: volume and year are 1986 apart.
_AAAI_FOUNDED = 1986


def _aaai(path: str) -> Said:
    # IAAI and EAAI appear in the proceedings of AAAI.
    return Said(("AAAI", "IAAI", "EAAI")) if _AAAI_PATH.match(path) else Said()


_RSS = re.compile(r"/rss(?P<number>\d\d)/")
_RSS_FOUNDED = 2004


def _rss(path: str) -> Said:
    found = _RSS.match(path)
    return Said(("RSS",), (int(found["number"]) + _RSS_FOUNDED,)) if found else Said()


_BMVA = re.compile(r"/bmvc/(?P<year>(?:19|20)\d\d)/")


def _bmva(path: str) -> Said:
    found = _BMVA.match(path)
    return Said(("BMVC",), (int(found["year"]),)) if found else Said()


_ICLR = re.compile(r"/paper_files/paper/(?P<year>20\d\d)/")


def _iclr(path: str) -> Said:
    found = _ICLR.match(path)
    return Said(("ICLR",), (int(found["year"]),)) if found else Said()


_MDPI = re.compile(r"/(?P<issn>\d{4}-\d{3}[\dX])/(?P<volume>\d+)/\d+/\w+")


def _mdpi(path: str) -> Said:
    found = _MDPI.match(path)
    known = _facts()["mdpi"].get(found["issn"]) if found else None
    if not (found and known):
        return Said()
    name, first = known
    return Said((name,), (first + int(found["volume"]) - 1,))


_PII = re.compile(r"/pii/S(?P<issn>\d{7}[\dX])(?P<year>\d\d)\d{5}[\dX]")


def _elsevier(path: str) -> Said:
    found = _PII.search(path)
    if not found:
        return Said()
    year = int(found["year"])
    return _registered("elsevier", found["issn"], year + (1900 if year > 60 else 2000))


_SPRINGER = re.compile(r"/(?:10\.1007/|10\.1038/|articles/)(?P<journal>s\d{5})-0(?P<year>\d\d)-\d")


def _springer(path: str) -> Said:
    found = _SPRINGER.search(path)
    if not found:
        return Said()
    return _registered("springer", found["journal"], 2000 + int(found["year"]))


def _registered(publisher: str, journal: str, year: int) -> Said:
    """What the number of a publisher's journal says, with the year of registration beside it."""
    name = _facts()[publisher].get(journal)
    return Said((name,) if name else (), (), year)


def _doi(path: str) -> Said:
    if found := _AAAI_DOI.match(path):
        return Said(("AAAI",), (int(found["volume"]) + _AAAI_FOUNDED,))
    if path.startswith(("/10.18653/v1/", "/10.3115/v1/")):
        name = path.rsplit("/", 1)[1]
        return _anthology_id(name.upper() if "-" in path and "." not in name else name)
    prefix, _, suffix = path.lower().removeprefix("/").partition("/")
    if reader := _BY_PREFIX.get(prefix):
        return reader(suffix)
    return _springer(path)


# 10.1109/CVPR46437.2021.00123, 10.1109/CVPR.2016.90, 10.1109/TPAMI.2021.3059968
_IEEE_DOI = re.compile(r"(?P<name>\d?[a-z]+(?:-[a-z]+)*)(?:\d{5})?\.(?P<year>(?:19|20)\d\d)\.\d")
# Printed in the year in which they are held; others of autumn and winter are printed later too.
_PRINTED_AT_ONCE = frozenset(
    [
        *("CVPR", "CVPRW", "ICASSP", "ICCV", "ICCVW", "ICIP", "ICME", "ICRA", "IJCNN", "IROS"),
        *("ISBI", "WACV", "WACVW"),
    ]
)


def _ieee_doi(suffix: str) -> Said:
    found = _IEEE_DOI.match(suffix)
    if not found:
        return Said()
    named = _venue(_facts()["ieee_doi"].get(found["name"], found["name"]))
    venue = venues.find(named[0]) if named else None
    if venue is None or venue.kind in ("preprint", "publisher"):
        return Said()
    year = int(found["year"])
    if venue.kind == "journal":
        return Said(named, (), year)
    return Said(named, (year,) if venue.name in _PRINTED_AT_ONCE else (year, year - 1))


def _acm_doi(suffix: str) -> Said:
    known = _facts()["acm_volumes"].get(suffix.partition(".")[0])
    return known or Said()


# 10.1016/j.patcog.2021.107840
_ELSEVIER_DOI = re.compile(r"j\.(?P<name>[a-z]+)\.(?P<year>(?:19|20)\d\d)\.\d")


def _elsevier_doi(suffix: str) -> Said:
    found = _ELSEVIER_DOI.match(suffix)
    name = _facts()["elsevier_doi"].get(found["name"]) if found else None
    return Said((name,), (), int(found["year"])) if found and name else Said()


# 10.3390/s20185097: the journal, the volume, two digits of the issue, and four of the article.
_MDPI_DOI = re.compile(r"(?P<code>[a-z]+)(?P<volume>\d{1,2})\d\d\d{4}")


def _mdpi_doi(suffix: str) -> Said:
    found = _MDPI_DOI.fullmatch(suffix)
    issn = _facts()["mdpi_doi"].get(found["code"]) if found else None
    return _mdpi(f"/{issn}/{found['volume']}/1/1") if found and issn else Said()


# 10.21437/Interspeech.2020-1234, 10.1371/journal.pone.0123456
_YEAR_IN_DOI = re.compile(r"(?P<year>20\d\d)[./-]")


def _named_doi(suffix: str) -> Said:
    for beginning, name in _facts()["named_doi"].items():
        if not suffix.startswith((f"{beginning}.", f"{beginning}_")):
            continue
        found = _YEAR_IN_DOI.match(suffix, len(beginning) + 1)
        if found and name == "IJCAI":
            return _ijcai(f"/proceedings/{found['year']}")
        # The number of a journal's article may be like a year.
        years = (int(found["year"]),) if found and name in ("Interspeech", "RSS") else ()
        return Said((name,), years)
    return Said()


_BY_PREFIX: dict[str, Callable[[str], Said]] = {
    "10.1016": _elsevier_doi,
    "10.1073": _named_doi,
    "10.1109": _ieee_doi,
    "10.1126": _named_doi,
    "10.1145": _acm_doi,
    "10.1162": _named_doi,
    "10.1371": _named_doi,
    "10.15607": _named_doi,
    "10.21437": _named_doi,
    "10.24963": _named_doi,
    "10.3390": _mdpi_doi,
}


_DECODERS: dict[str, Callable[[str], Said]] = {
    "openaccess.thecvf.com": _cvf,
    "papers.nips.cc": _neurips,
    "papers.neurips.cc": _neurips,
    "proceedings.neurips.cc": _neurips,
    "proceedings.iclr.cc": _iclr,
    "roboticsproceedings.org": _rss,
    "bmva.org": _bmva,
    "bmva-archive.org.uk": _bmva,
    "aclanthology.org": _anthology,
    "aclweb.org": _anthology,
    "ecva.net": _ecva,
    "isca-archive.org": _isca,
    "isca-speech.org": _isca,
    "ijcai.org": _ijcai,
    "computer.org": _csdl,
    "proceedings.mlr.press": _pmlr,
    "jmlr.org": _jmlr,
    "ojs.aaai.org": _aaai,
    "mdpi.com": _mdpi,
    "sciencedirect.com": _elsevier,
    "link.springer.com": _springer,
    "nature.com": _springer,
    "doi.org": _doi,
    "dx.doi.org": _doi,
}
