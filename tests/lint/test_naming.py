"""How venues are written: slips that are found, names that only look like slips, publishers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kdcat.bibliography.near_venues import alike
from kdcat.editing.edit import apply
from kdcat.lint import slips
from kdcat.lint.checking import check
from kdcat.reading.catalog import Catalog
from tests.making import catalog as catalog_of
from tests.making import entry as entry_of
from tests.making import problems

NAMING = ("venue-misspelled", "venue-variant", "publisher-as-venue")


def entry(venue: str, url: str = "https://x.org/a", year: int = 2021) -> str:
    return entry_of(f"{venue} {year}", url)


MISSPELT = {
    "arXive": "arXiv",
    "arxive": "arXiv",
    "axriv": "arXiv",
    "arXv": "arXiv",
    "EEE/RSJ IROS": "IROS",
    "Pattern Recognition Letter": "Pattern Recognition Letters",
    "Interspech": "Interspeech",
    "NeurlPS": "NeurIPS",
    "CPVR": "CVPR",
    "ICRL": "ICLR",
    "ICASP": "ICASSP",
    "IJNLP": "IJCNLP",
    "NACL": "NAACL",
    "TPMI": "TPAMI",
    "ICMLL": "ICML",
    "EMNLPP": "EMNLP",
    "3VD": "3DV",
    "NAACLHLT": "NAACL",
    "Neur-IPS": "NeurIPS",
    "Inter-speech": "Interspeech",
    "IEEE Acess": "IEEE Access",
    "Neurocomputting": "Neurocomputing",
    "Expert Systems with Application": "ESWA",
    "IEEE Transaction on Image Processing": "TIP",
    "IEEE Robotic and Automation Letters": "RA-L",
    "International Conference on Computer Vison": "ICCV",
    "International Conferences on Computer Visions": "ICCV",
    "Intrnational Conference on Computer Visin": "ICCV",
    "International Conference on Robotic and Automation": "ICRA",
    "Conference on Robotics and Automation": "ICRA",
    "Conference on Acoustics, Speech and Signal Processing": "ICASSP",
    "International Conference on Acoustics, Speech and Processing": "ICASSP",
    "Conference on Empirical Methods in Language Processing": "EMNLP",
    "International Conference on Computer Vision and Pattern Recognition": "CVPR",
}


@pytest.mark.parametrize(("written", "wanted"), MISSPELT.items())
def test_a_slip_is_found(written: str, wanted: str) -> None:
    text = entry(written)
    (problem,) = problems(text, *NAMING)
    assert (problem.rule, problem.suggestion) == ("venue-misspelled", wanted)
    assert text[problem.column - 1 : problem.end_column - 1] == written
    # Only spellings of arXiv are mended without asking.
    assert problem.fixable == (wanted == "arXiv")
    assert apply(text, problem.edits or problem.unsafe) == entry(wanted)


@pytest.mark.parametrize(
    "written",
    [
        # Other venues, one slip away from known ones.
        "ICSLP", "ICAR", "CIDM", "CIRA", "CVIP", "ECAL", "ICED", "ICEM", "ICKM", "ITCS", "TAES",
        "International Conference on Biometrics",
        "International Conference on Natural Language Processing",
        "International Conference on Artificial Intelligence",
        "IEEE International Conference on Neural Networks",
        "IEEE International Conference on Computer Design",
        "International Conference on Information Processing",
        "International Conference on Intelligent Transportation",
        "International Conference on Learning",
        "International Conference on Linguistics",
        "ACM Transactions on Speech and Language Processing",
        "IEEE Transactions on Speech and Audio Processing",
        "IEEE Transactions on Neural Networks",
        "IEEE Transactions on Circuits and Systems",
        "Journal of Artificial Intelligence",
        "Journal of Electronic Imaging",
        "Language Resources and Evaluation",
        "Information Systems",
        "Big Data",
        "Image and Vision Computing New Zealand",
        "Asian Conference on Pattern Recognition",
        # Several could be meant.
        "Conference on Computer Vision",
        "Conference on Machine Learning",
        "Conference on Artificial Intelligence",
        "Conference on Pattern Recognition",
        "Conference on Neural Information Processing",
        # Beside a conference, and not it.
        "CVPR Workshop on Efficient Vision",
        # Short acronyms differ by a letter.
        "ICMA", "ICAI", "ICCPR", "ICMLC", "TASL", "PKDD", "HCI", "CLR",
        "ICIC", "ICIG", "ICMV", "ECML", "BMVA", "ISCA", "ICC", "AAAL",
        "International Conference on Computer Graphics",
    ],
)  # fmt: skip
def test_a_name_of_its_own_is_no_slip(written: str) -> None:
    assert problems(entry(written), *NAMING) == []


def test_the_address_decides_what_a_slip_means() -> None:
    sensors = "https://www.mdpi.com/1424-8220/20/18/5097"
    assert (
        problems(entry("Sensors Journal", sensors, 2020), "venue-misspelled", "venue-vs-url") == []
    )
    cvf = "https://openaccess.thecvf.com/content/ICCV2021/html/L_ICCV_2021_paper.html"
    (problem,) = problems(entry("CPVR", cvf), "venue-misspelled", "venue-vs-url")
    assert (problem.rule, problem.suggestion) == ("venue-vs-url", "ICCV")


DOI = "https://doi.org/"


@pytest.mark.parametrize(
    ("written", "url", "wanted"),
    [
        ("IEEE Transactions on Circuits and Systems", DOI + "10.1109/TCSVT.2021.3059968", "TCSVT"),
        ("IEEE Transactions on Neural Networks", DOI + "10.1109/TNNLS.2021.3059968", "TNNLS"),
        ("IEEE Robotics", DOI + "10.1109/LRA.2021.3059968", "RA-L"),
        ("Expert", DOI + "10.1016/j.eswa.2021.107840", "ESWA"),
        ("IEEE Trans. Circuits Syst.", DOI + "10.1109/TCSVT.2021.3059968", "TCSVT"),
        ("CPR", DOI + "10.1109/CVPR46437.2021.00123", "CVPR"),
        ("CVPRR", DOI + "10.1109/CVPR46437.2021.00123", "CVPR"),
        ("RALL", DOI + "10.1109/LRA.2021.3059968", "RA-L"),
    ],
)
def test_the_doi_says_which_venue_is_misspelt(written: str, url: str, wanted: str) -> None:
    (problem,) = problems(entry(written, url), *NAMING, "venue-vs-url", "year-vs-url")
    assert (problem.rule, problem.suggestion) == ("venue-misspelled", wanted)


@pytest.mark.parametrize(
    ("written", "url", "wanted"),
    [
        ("ICASSP", "10.1109/CVPR46437.2021.00123", "CVPR"),
        ("CVPR", "10.1109/CVPRW53098.2021.00123", "CVPRW"),
        ("CVPR", "10.1109/TPAMI.2021.3059968", "TPAMI"),
        ("KDD", "10.1145/3474085.3475123", "ACM MM"),
        ("Pattern Recognition", "10.1016/j.patrec.2021.107840", "Pattern Recognition Letters"),
        ("ICASSP", "10.21437/Interspeech.2021-12", "Interspeech"),
    ],
)
def test_the_doi_contradicts_a_venue(written: str, url: str, wanted: str) -> None:
    (problem,) = problems(entry(written, DOI + url), *NAMING, "venue-vs-url", "year-vs-url")
    assert (problem.rule, problem.suggestion) == ("venue-vs-url", wanted)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("CVPR", "10.1109/CVPR46437.2021.00123"),
        ("ICPR", "10.1109/ICPR48806.2022.9412345"),
        ("CVPR Workshop on Efficient Vision", "10.1109/CVPRW53098.2021.00123"),
        ("IEEE Robotics and Automation Letters", "10.1109/LRA.2020.3059968"),
        ("ICASSP", "10.1109/NOWHERE.2019.3059968"),
        ("CHI", "10.1145/1234567.1234568"),
    ],
)
def test_the_doi_agrees_or_says_nothing(written: str, url: str) -> None:
    assert problems(entry(written, DOI + url), *NAMING, "venue-vs-url", "year-vs-url") == []


VARIANTS = {
    "icassp": ("ICASSP", True),
    "Journal of systems architecture": ("Journal of Systems Architecture", True),
    "NIPS": ("NeurIPS", False),
    "ACM Multimedia": ("ACM MM", False),
    "23rd Interspeech Conference": ("Interspeech", False),
    "Picture Coding Symposium (PCS)": ("PCS", False),
    "IEEE Transactions on Multimedia": ("TMM", False),
    # The canonical name is not what this list writes.
    "PAMI": ("IEEE Transactions on Pattern Analysis and Machine Intelligence", False),
}


@pytest.mark.parametrize(("written", "usual"), VARIANTS.items())
def test_a_variant_is_safe_to_mend_where_only_the_case_differs(
    written: str, usual: tuple[str, bool]
) -> None:
    rest = entry(usual[0], "https://x.org/b", 2022) + entry(usual[0], "https://x.org/c", 2023)
    (problem,) = problems(entry(written) + rest, *NAMING)
    assert (problem.rule, problem.severity, problem.line) == ("venue-variant", "style", 1)
    assert (problem.suggestion, problem.fixable) == usual
    mended = apply(entry(written) + rest, problem.edits or problem.unsafe)
    assert mended == entry(usual[0]) + rest


@pytest.mark.parametrize(("written", "safe"), [("Arxiv", True), ("CoRR", False)])
def test_arxiv_has_one_way_to_be_written(written: str, safe: bool) -> None:
    (problem,) = problems(entry(written), *NAMING)
    assert (problem.rule, problem.suggestion, problem.fixable) == ("venue-variant", "arXiv", safe)


@pytest.mark.parametrize(
    ("written", "others"),
    [
        # A list writes a venue in its own way.
        ("NIPS", ("NIPS", "NIPS")),
        ("IEEE Transactions on Multimedia", ()),
        # A registered name is never the rarer way; nor are a sponsor, a remark or a number one.
        ("NeurIPS", ("NIPS", "NIPS")),
        (
            "Advances in Neural Information Processing Systems",
            ("Advances in neural information processing systems",) * 2,
        ),
        ("IEEE SLT", ("SLT", "SLT")),
        ("ICLR (Oral)", ("ICLR", "ICLR")),
        ("DCASE2024 Challenge", ("DCASE", "DCASE")),
    ],
)
def test_what_is_no_variant(written: str, others: tuple[str, ...]) -> None:
    text = "".join(
        entry(venue, f"https://x.org/{number}", 2020 + number)
        for number, venue in enumerate([written, *others])
    )
    assert problems(text, "venue-variant") == []


def test_the_collection_says_which_way_is_usual() -> None:
    rare = entry("NeurIPS").replace("A title", "Another") + entry("NIPS", "https://x.org/b")
    usual = "".join(
        entry_of("NIPS 2021", f"https://x.org/{n}", f"Title {n}") for n in ("c", "d", "e")
    )
    full = entry_of(
        "Conference on Neural Information Processing Systems 2021", "https://x.org/f", "Title f"
    )
    catalogs = [catalog_of(text, f"{at}.md") for at, text in enumerate((full, usual + rare))]
    (alone,) = problems(full + rare, "venue-variant")[:1]
    assert alone.suggestion == "NeurIPS"
    found = [one for one in check(catalogs) if one.rule == "venue-variant"]
    assert [(one.catalog, one.line, one.suggestion) for one in found] == [("0.md", 1, "NIPS")]


@pytest.mark.parametrize(
    "written",
    ["ACM", "IEEE", "IEEE/ACM", "Springer", "Springer Nature", "Elsevier", "PMLR", "MDPI", "acm"],
)
def test_a_publisher_is_no_venue(written: str) -> None:
    (problem,) = problems(entry(written), *NAMING, "venue-vs-url")
    assert (problem.rule, problem.suggestion) == ("publisher-as-venue", None)


@pytest.mark.parametrize(
    "written", ["IEEE Access", "IEEE SLT", "ACM MM", "ACM SIGGRAPH", "MDPI Sensors"]
)
def test_a_venue_with_its_publisher_is_a_venue(written: str) -> None:
    assert problems(entry(written), "publisher-as-venue") == []


def test_the_address_says_which_venue_a_publisher_stands_for() -> None:
    text = entry("PMLR", "https://proceedings.mlr.press/v202/shin23b.html", 2023)
    (problem,) = problems(text, *NAMING, "venue-vs-url")
    assert (problem.rule, problem.suggestion, problem.fixable) == (
        "publisher-as-venue",
        "ICML",
        False,
    )


# By eye: line, rule, what is marked, what is suggested.
EXPECTED = {
    "venue-misspelled": [
        (71, "Pattern Recognition Letter", "Pattern Recognition Letters"),
        (98, "EEE/RSJ IROS", "IROS"),
        (104, "arXive", "arXiv"),
        (274, "arxive", "arXiv"),
        (275, "arxive", "arXiv"),
    ],
    "publisher-as-venue": [
        (49, "ACM", None),
        *((line, "ACM", "ACM MM") for line in (68, 88)),
        (148, "IEEE/ACM", None),
        (157, "ACM", "WSDM"),
        (175, "ACM", "KDD"),
        (179, "IEEE/ACM", None),
        (181, "ACM", "KDD"),
        *((line, "IEEE/ACM", None) for line in (193, 198)),
        (200, "Springer Nature", "MTAP"),
        (206, "ACM", "ACM MM"),
        (234, "ACM", "KDD"),
        (246, "IEEE/ACM", None),
        (283, "ACM", "ACM MM"),
    ],
    "venue-variant": [
        (70, "IEEE International Conference on Multimedia and Expo (ICME)", "ICME"),
        (151, "Conference on empirical methods in natural language processing", "EMNLP"),
        (156, "Conference on Empirical Methods in Natural Language Processing", "EMNLP"),
        (203, "23rd Interspeech Conference", "Interspeech"),
        (272, "Journal of systems architecture", "Journal of Systems Architecture"),
    ],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("rule", EXPECTED)
def test_the_real_catalog(catalog: Catalog, rule: str) -> None:
    lines = catalog.text.split("\n")
    assert [
        (one.line, lines[one.line - 1][one.column - 1 : one.end_column - 1], one.suggestion)
        for one in check([catalog])
        if one.rule == rule
    ] == EXPECTED[rule]


ACRONYMS = sorted({name for name, _ in slips._known() if " " not in name})


@settings(max_examples=300)
@given(st.sampled_from(ACRONYMS), st.data())
def test_all_names_of_one_word_that_are_one_slip_away_are_looked_at(known: str, data: Any) -> None:
    """A letter that is another one, missing, too many, or exchanged for its neighbour."""
    at = data.draw(st.integers(0, len(known)))
    until = data.draw(st.integers(at, min(at + 2, len(known))))
    put = data.draw(st.one_of(st.just(known[at:until][::-1]), st.text("aceipr3", max_size=1)))
    word = known[:at] + put + known[until:]
    near = {name for name in ACRONYMS if OSA.distance(word, name) <= 1}
    assert near <= {name for name, _ in alike(word)}


NAMES = sorted({name for name, _ in slips._known() if " " in name})
WORDS = st.sampled_from(sorted({word for name in NAMES for word in name.split()}))


def lacks(more: str, less: str) -> set[str]:
    """The words without any one of which the one name is the other."""
    words = more.split()
    return {word for at, word in enumerate(words) if words[:at] + words[at + 1 :] == less.split()}


def is_near(name: str, known: str) -> bool:
    """Two slips in a long name, or a word more or less of a name of three words or more."""
    count = len(known.split())
    if count == len(name.split()):
        return len(known) >= 11 and OSA.distance(name, known) <= 2
    missing = lacks(known, name)
    is_long = count >= 5 and any(len(word) < 15 for word in missing)
    filling = (missing | lacks(name, known)) & slips._FILLING
    return count >= 3 and (is_long or bool(filling))


@settings(max_examples=400)
@given(st.sampled_from(NAMES), st.data())
def test_the_names_of_several_words_that_a_text_is_near(known: str, data: Any) -> None:
    """Held against all that are known."""
    words = known.split()
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(words)))
        more = data.draw(st.lists(WORDS | st.sampled_from(["of", "international"]), max_size=1))
        words[at : data.draw(st.integers(at, at + 1))] = more
    name = " ".join(words)
    at = data.draw(st.integers(0, len(name)))
    name = " ".join(f"{name[:at]}{data.draw(st.text('ab ', max_size=2))}{name[at:]}".split())
    if " " in name:
        near = {one for one in NAMES if is_near(name, one)}
        assert {one for one, _ in slips._near(name)} == near


def test_few_names_are_held_against_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eighty acronyms with as many letters hardly any is near a word."""
    looked: list[str] = []
    is_near = slips._is_near_acronym

    def noted(name: str, known: str) -> bool:
        looked.append(known)
        return is_near(name, known)

    monkeypatch.setattr(slips, "_is_near_acronym", noted)
    lines = [entry(f"i{number:03}x", year=2000 + number) for number in range(20)]
    problems("".join(f"{line}\n" for line in lines))
    assert len(looked) < len(lines)
