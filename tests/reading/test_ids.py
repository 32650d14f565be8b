"""Ids: what they are made of, and what leads from them back to papers."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kdcat.bibliography.works import folded, listings
from kdcat.formats.citations import citation_keys
from kdcat.lint.fixing import fix
from kdcat.paper import Paper
from kdcat.reading.ids import id_of
from kdcat.reading.source import Source
from kdcat.searching.lookup import Lookup, NoSuchPaperError
from tests.conftest import Kdcat
from tests.making import catalog

LINKS = "[ :link: ](https://x.org/a)"


def papers(text: str) -> tuple[Paper, ...]:
    return catalog(text).papers


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RadarDistill: Boosting Radar", "radardistill-boosting-radar-"),
        ("The art of the title", "art-title-"),
        ("Of the", "paper-"),
        ("知識蒸留", "paper-"),
        ("Über L'été 知", "uber-l-ete-"),
        ("???", "paper-"),
        ("a" * 500, "a" * 24 + "-"),
    ],
)
def test_an_id_is_words_of_the_title_and_a_hash(title: str, expected: str) -> None:
    assert re.fullmatch(re.escape(expected) + "[0-9a-hjkmnp-tv-z]{8}", id_of(title))


def test_an_id_is_a_promise() -> None:
    assert id_of("Simplified TinyBERT: Knowledge Distillation for Document Retrieval") == (
        "simplified-tinybert-knowledge-7ky3e11h"
    )


TITLES = st.text("ab XY3:,.!?()/@-–é'知", min_size=1, max_size=30)


@given(TITLES, TITLES)
def test_equal_folded_titles_share_an_id(one: str, other: str) -> None:
    assert (id_of(one) == id_of(other)) == (folded(one) == folded(other))
    if any(letter.isalnum() for letter in one):
        assert id_of(f" {one.upper()} !") == id_of(one.upper())


NAMES = st.sampled_from(["Alpha", "Beta", "Gamma delta", "alpha", "Epsilon: of the zeta"])
ENTRIES = st.lists(
    st.tuples(NAMES, st.integers(1990, 2030), st.sampled_from(["Speech", "Video"]), st.booleans()),
    max_size=6,
)


def catalog_of(entries: list[tuple[str, int, str, bool]]) -> str:
    """A list with an entry a section, some of them with double spaces for `--fix` to mend."""
    return "# List\n" + "".join(
        f"\n## {section}\n\n* **{title}**,{'  ' if odd else ' '}CVPR {year}, {LINKS}\n"
        for title, year, section, odd in entries
    )


@pytest.mark.slow
@given(ENTRIES, ENTRIES, st.integers(1990, 2030), st.text("AB c", min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_no_mending_and_no_adding_renames_an_id(
    entries: list[tuple[str, int, str, bool]],
    more: list[tuple[str, int, str, bool]],
    year: int,
    section: str,
) -> None:
    ids = [paper.id for paper in papers(catalog_of(entries))]
    assert ids == [id_of(title) for title, *_ in entries]
    mended = [(title, year, f"{section}x", odd) for title, _, _, odd in entries]
    assert [paper.id for paper in papers(catalog_of(mended))] == ids
    added = papers(catalog_of([*more, *entries, *more]))
    assert [paper.id for paper in added[len(more) : len(more) + len(ids)]] == ids
    (fixed,) = fix([Source("c.md", catalog_of(entries).encode(), None)], lambda _: True)
    assert [paper.id for paper in fixed.catalog.papers] == ids
    assert fixed.problems or not any(odd for *_, odd in entries)


SAME = f"""\
# List

## Speech

* **Deep Speech**, CVPR 2024, [ :link: ](https://arxiv.org/abs/2401.00001)
* **Other speech**, CVPR 2024, {LINKS}

## Video

* **DEEP  speech**, ICML 2023, [ :link: ](https://arxiv.org/abs/2401.00002)
* **Deep speech**, ICML 2023, [ :link: ](https://doi.org/10.1145/1)
"""
ID = id_of("deep speech")


def shown(reference: str) -> list[list[int]]:
    works = Lookup(listings(papers(SAME)), [reference]).meant(reference)
    return [[paper.line for paper in work] for work in works]


def test_an_id_means_every_paper_of_its_title() -> None:
    first, second = [5, 11], [10]
    for reference in (ID, ID.upper(), f"{ID}-2", f"{ID}-3", ID[:-3], ID[:-7]):
        assert shown(reference) == [first, second]
    assert shown("2401.00002") == [second]
    assert shown("other") == [[6]]


def test_keys_lead_back() -> None:
    works = listings(papers(SAME))
    keys = citation_keys([work[0] for work in works])
    assert keys == [ID, id_of("other speech"), f"{ID}-2"]
    for key, work in zip(keys, works, strict=True):
        assert work in Lookup(works, [key]).meant(key)


@pytest.mark.parametrize("reference", ["speech", "deep-speech", "deep-speech-", "Deep Speech"])
def test_less_than_a_part_of_the_hash_is_words_of_titles(reference: str) -> None:
    works = listings(papers(SAME))
    fitting = [work[0] for work in works if folded(reference) in folded(work[0].title)]
    # Two papers of one title have one id, which is named once.
    same = f"{ID} (Deep Speech; 2 papers)"
    other = next(f"{paper.id} ({paper.title})" for paper in papers(SAME) if paper.id != ID)
    named = f"{same}, {other}" if reference == "speech" else same
    with pytest.raises(NoSuchPaperError) as error:
        Lookup(works, [reference]).meant(reference)
    assert str(error.value) == f"{reference!r} fits {len(fitting)} papers: {named}"


def test_show_takes_a_key_and_shows_all_papers_of_the_title(
    kdcat: Kdcat, write: Callable[[str], str]
) -> None:
    path = write(SAME)
    cited = kdcat("show", f"{ID}-2", "-c", path, "-f", "bibtex")
    assert re.findall(r"^@.*\{(.*),$", cited, re.MULTILINE) == [ID, f"{ID}-2"]
    assert kdcat("open", "--print", ID, "-c", path) == (
        "https://arxiv.org/abs/2401.00001\nhttps://arxiv.org/abs/2401.00002\n"
    )


def test_papers_that_fit_are_listed(kdcat: Kdcat) -> None:
    for command in ("show", "open"):
        kdcat(
            command, "sentiment", code=1,
            stderr="kdcat: 'sentiment' fits 2 papers: efficient-sentiment-analysis-yzah2x5w (Efficient sentiment analysis "
            "and topic modeling in nlp using knowledge distillation and transfer learning), "
            "bert-based-sentiment-0j1htg7a (BERT-Based Sentiment Analysis Using Distillation)\n",
        )  # fmt: skip


def test_the_bundled_list_has_a_name_that_no_file_has(
    kdcat: Kdcat, write: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("# Mine\n\n* **Alpha**, CVPR 2024, [ :link: ](https://x.org/a)\n", "catalog.md")
    monkeypatch.chdir(tmp_path)
    own = kdcat("list", "-c", "catalog.md", "--fields", "catalog,line")
    assert own == "catalog.md\t3\n"
    bundled = kdcat("list", "--limit", "1", "--fields", "catalog,line")
    assert bundled == "kdcat:catalog.md\t38\n"
    named = kdcat("list", "-c", "kdcat:catalog.md", "--limit", "1", "--fields", "catalog,line")
    assert named == bundled
