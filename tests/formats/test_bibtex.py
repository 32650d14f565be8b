"""BibTeX, read back by pybtex and by bibtexparser, its LaTeX by pylatexenc's reader."""

import re
from collections.abc import Iterable

import pytest
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from hypothesis import assume, given
from pybtex.database import (  # type: ignore[import-untyped]
    BibliographyData,
    parse_string,
)
from pylatexenc.latex2text import (  # type: ignore[import-untyped]
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from kdcat.bibliography.works import listings
from kdcat.formats.bibtex import _BY_COMMAND, title
from kdcat.formats.bibtex_input import from_bibtex
from kdcat.formats.table import render
from kdcat.paper import Paper
from kdcat.printable import printable
from kdcat.reading.ids import id_of
from tests.formats.cases import (
    ALL,
    BARE,
    FULL,
    HOSTILE,
    VENUES,
    addresses,
    hostile,
    squeezed,
    texts,
)


@pytest.fixture(autouse=True, scope="module")
def _venues() -> Iterable[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kdcat.bibliography.venues.find", VENUES.get)
        yield


def _reader() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    commands = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textbar": "|",
        "textasciicircum": "^",
    }
    macros = [MacroTextSpec(name, text) for name, text in commands.items()]
    context.add_context_category("not in pylatexenc's table", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=context, strict_latex_spaces=True)


READER = _reader()
# What LaTeX prints otherwise than it was written: quotes open and close, a minus is a hyphen.
PRINTED = str.maketrans("“”−", '""-')


def printed(text: str) -> str:
    return squeezed(READER.latex_to_text(text)).translate(PRINTED)


def expected(text: str) -> str:
    return squeezed(printable(text)).translate(PRINTED)


def bib(papers: Iterable[Paper]) -> BibliographyData:
    """The bibliography as pybtex reads it, which bibtexparser must read too."""
    text = "".join(render("bibtex", papers))
    data = parse_string(text, "bibtex")
    library = parse_with_bibtexparser(text)
    assert library.failed_blocks == []
    assert {
        entry.key: {field.key: squeezed(str(field.value)) for field in entry.fields}
        for entry in library.entries
    } == {
        key: {name: squeezed(value) for name, value in entry.fields.items()}
        for key, entry in data.entries.items()
    }
    return data


def test_an_entry_as_it_is_written() -> None:
    assert "".join(render("bibtex", [FULL])) == (
        "@inproceedings{radardistill-k3x9m,\n"
        "  title = {{RadarDistill}: Boosting Radar {\\&} {LiDAR} "
        "{\\textbraceleft}50{\\%}{\\textbraceright} with Distillation},\n"
        "  key = {RadarDistill},\n"
        "  booktitle = {Conference on Computer Vision {\\&} Pattern Recognition},\n"
        "  year = {2024},\n"
        "  doi = {10.1109/cvpr_52733.2024},\n"
        "  eprint = {2403.05061},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://example.org/a_b/~c%20d?x=1&y=2#z},\n"
        "  code = {https://github.com/someone/radar_distill},\n"
        "  keywords = {3D Input, 3D Object Detection, {Radar, LiDAR}},\n"
        "}\n"
    )


def test_nothing_is_invented() -> None:
    (entry,) = bib([BARE]).entries.values()
    assert (entry.type, dict(entry.fields), dict(entry.persons)) == (
        "misc", {"title": "Bare", "key": "Bare"}, {},
    )  # fmt: skip


CVPR = "Conference on Computer Vision {\\&} Pattern Recognition"


@pytest.mark.parametrize(
    ("venue", "type_", "fields"),
    [
        ("CVPR", "inproceedings", {"booktitle": CVPR}),
        ("NeurIPS Workshop", "inproceedings", {"booktitle": "Workshop at NeurIPS"}),
        ("TMM", "article", {"journal": "IEEE Transactions on Multimedia"}),
        ("arXiv", "misc", {"howpublished": "arXiv preprint"}),
        ("ACM", "misc", {"howpublished": "Association for Computing Machinery"}),
        ("Nowhere_1", "misc", {"howpublished": "Nowhere{\\_}1"}),
    ],
)  # fmt: skip
def test_the_kind_of_venue_makes_the_entry(venue: str, type_: str, fields: dict[str, str]) -> None:
    (entry,) = bib([BARE._replace(venue=venue, venue_raw=venue)]).entries.values()
    assert (entry.type, dict(entry.fields)) == (
        type_, {"title": "Bare", "key": "Bare", **fields},
    )  # fmt: skip


@pytest.mark.parametrize("venue", ["arXiv", None])
def test_a_preprint_has_its_eprint(venue: str | None) -> None:
    paper = BARE._replace(venue=venue, venue_raw=venue, year=2005, arxiv_id="cs.CL/0501001")
    (entry,) = bib([paper]).entries.values()
    assert (entry.type, dict(entry.fields)) == (
        "misc",
        {
            "title": "Bare",
            "key": "Bare",
            "howpublished": "arXiv preprint",
            "year": "2005",
            "eprint": "cs.CL/0501001",
            "archivePrefix": "arXiv",
            "primaryClass": "cs.CL",
        },
    )


@pytest.mark.slow
def test_every_paper_of_the_catalog_comes_back() -> None:
    entries = bib(ALL).entries
    assert len(entries) == len(listings(ALL)) == 171
    for entry, listing in zip(entries.values(), listings(ALL), strict=True):
        paper = listing[0]
        fields = dict(entry.fields)
        venue = VENUES.get(paper.venue_raw or "")
        assert printed(fields["title"]) == expected(paper.title)
        assert fields.get("year") == (paper.year and str(paper.year))
        assert fields.get("url") == (paper.paper_url and paper.paper_url.partition("#:~:")[0])
        assert fields.get("code") == paper.code_url
        assert fields.get("doi") == paper.doi
        assert fields.get("eprint") == paper.arxiv_id
        names = {"howpublished", "booktitle", "journal", "publisher"} & fields.keys()
        written = [printed(fields[name]) for name in names]
        if paper.venue_raw == "arXiv" or (paper.venue_raw is None and paper.arxiv_id):
            assert written == ["arXiv preprint"]
        else:
            assert written == [venue.full_name if venue else paper.venue_raw][: len(written)]
            assert len(written) == (paper.venue_raw is not None)
        sections = [(one.modality, one.task, one.subtask) for one in listing]
        assert [printed(word) for word in fields["keywords"].split(", ")] == list(
            dict.fromkeys(name for names in sections for name in names if name)
        )


def test_letters_and_signs_written_by_command_are_read_again() -> None:
    signs = "".join(_BY_COMMAND.findall("".join(map(chr, range(0xA0, 0x2300)))))
    assert {"é", "Ł", "α", "Ω", "±", "≤", "∞", "—", "“"} <= set(signs)
    (paper,) = from_bibtex("".join(render("bibtex", [BARE._replace(title=signs)])), "a.bib")
    assert paper.title == signs


# Straight quotes are written as they are printed.
STRAIGHT = str.maketrans("“”", '""')


def read_back(title: str) -> str:
    """A title as `kdcat add --bibtex` reads it in what `kdcat export` wrote."""
    (paper,) = from_bibtex("".join(render("bibtex", [BARE._replace(title=title)])), "a.bib")
    return paper.title.translate(STRAIGHT)


def as_exported(title: str) -> str:
    return squeezed(printable(title)).translate(STRAIGHT)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "{", "}", "|", "^", "||", "{}{", "a|b", "2^n", "{A} ^_^ {"]
)
def test_an_export_is_read_back(text: str) -> None:
    assert read_back(f"Title {text} of one") == as_exported(f"Title {text} of one")


@given(texts)
def test_any_title_of_an_export_is_read_back(text: str) -> None:
    # Control characters and the like are no part of a title that may be added.
    assume(printable(text).isprintable() and "\N{REPLACEMENT CHARACTER}" not in printable(text))
    assert read_back(f"Title {text} of one") == as_exported(f"Title {text} of one")


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    paper = hostile(text)
    (entry,) = bib([paper]).entries.values()
    assert printed(entry.fields["title"]) == expected(text)
    assert printed(entry.fields["howpublished"]) == expected(text)
    assert printed(entry.fields["keywords"]) == expected(text)


@given(texts)
def test_any_text_comes_back(text: str) -> None:
    (entry,) = bib([hostile(text)]).entries.values()
    assert printed(entry.fields["title"]) == expected(text)


@given(addresses)
def test_any_address_is_kept_or_encoded(url: str) -> None:
    (entry,) = bib([FULL._replace(paper_url=url)]).entries.values()
    written = entry.fields["url"]
    assert re.fullmatch(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+", written)
    if re.fullmatch(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+", url):
        assert written == url


@pytest.mark.parametrize(
    ("written", "protected"),
    [
        ("Sequence-Level Knowledge Distillation", "Sequence-Level Knowledge Distillation"),
        ("A Study of LiDAR and BERT in 3D", "A Study of {LiDAR} and {BERT} in {3D}"),
        ("3D-to-2D Distillation", "{3D}-to-{2D} Distillation"),
        ("Cylinder3d and wav2vec", "{Cylinder3d} and wav2vec"),
        ("X-Ray Teacher Helps I-Vectors", "{X}-Ray Teacher Helps {I}-Vectors"),
        ("What A Teacher Is", "What A Teacher Is"),
        ("MVP-Net: Multi-View Network", "{MVP}-{Net}: Multi-View Network"),
        ("BERT-Based Analysis", "{BERT}-Based Analysis"),
        ("Deep Bayesian Learning of Chinese", "Deep {Bayesian} Learning of {Chinese}"),
        ("Smaller models: Using the Whisper engine", "Smaller models: Using the {Whisper} engine"),
        ("All In Capitals: Models", "All In Capitals: Models"),
        ("WHOLLY IN CAPITALS", "WHOLLY IN CAPITALS"),
        ("BERT", "{BERT}"),
        ("a--b ''c,,d ?`e", "a-{}-b '{}'c,{},d ?{}`e"),
        ('The "Dark" Side', "The {``}Dark{''} Side"),
        ("ViÊt and E3Net", "{Vi{\\^E}t} and {E3Net}"),
    ],
)
def test_capitals_that_mean_something_are_protected(written: str, protected: str) -> None:
    assert title(written) == protected


@pytest.mark.slow
def test_keys_are_the_ids() -> None:
    assert list(bib(ALL).entries) == [listing[0].id for listing in listings(ALL)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("MVP-Net: Multi-View Network", "MVP-Net"),
        ("The Method of Some: Words", "The Method of Some"),
        ("One: A: B", "One"),
        (": b", ": b"),
        ("Distillation of the Knowledge of a Teacher", "Distillation of the Knowledge"),
        ("Distillation from Text with One Teacher", "Distillation from Text"),
        ("Asr is all you need: A Study", "Asr is all you need"),
        ("[A] (Un)supervised {Method} & Co", "A Unsupervised Method {\\&}"),
        ("x" * 41, "x" * 40),
        ("()", "paper"),
    ],
)
def test_the_key_is_how_one_would_call_the_paper(title: str, name: str) -> None:
    (entry,) = bib([BARE._replace(title=title)]).entries.values()
    assert entry.fields["key"] == name


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.org/b#:~:text=c,-d&text=e", "https://a.org/b"),
        ("https://a.org/b#part:~:text=c", "https://a.org/b#part"),
        ("https://a.org/:~:b#part", "https://a.org/:~:b#part"),
        ("https://a.org/b#", "https://a.org/b#"),
    ],
)
def test_no_words_are_marked_on_a_cited_page(written: str, address: str) -> None:
    (entry,) = bib([BARE._replace(paper_url=written, code_url=written)]).entries.values()
    assert (entry.fields["url"], entry.fields["code"]) == (address, address)


@pytest.mark.parametrize("text", ["知識蒸留", "???", "É: b", "{}", "a" * 500])
def test_keys_are_plain_whatever_the_title(text: str) -> None:
    (key,) = bib([BARE._replace(title=text, id=id_of(text))]).entries
    assert key == id_of(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", key)
    assert len(key) < 100


def test_a_paper_from_elsewhere_has_a_plain_key() -> None:
    papers = [BARE._replace(title=name, id=name) for name in ("A {b}", "", "é")]
    assert list(bib(papers).entries) == ["ab", "paper", "paper-2"]


def test_a_paper_listed_twice_is_one_entry_with_both_tasks() -> None:
    again = FULL._replace(id="other", task="Depth, Estimation", subtask=None, line=99)
    first, other = bib([FULL, BARE, again]).entries.values()
    assert other.fields["title"] == "Bare"
    assert first.fields["keywords"] == (
        "3D Input, 3D Object Detection, {Radar, LiDAR}, {Depth, Estimation}"
    )
