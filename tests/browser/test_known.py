"""What the catalog knows of a paper beside its entry, by small catalogs in which it is plain."""

from __future__ import annotations

import pytest

from kdcat.browser.known import known_of
from kdcat.index.papers import Index
from tests.making import paper


@pytest.mark.parametrize(
    ("title", "other", "said", "is_place"),
    [
        # One address or identifier under titles that are alike, or one title: each by itself.
        ("Alpha of a speaker", "Alpha of speakers", {"paper_url": "https://x.org/a"}, True),
        ("Alpha of a speaker", "Alpha of speakers", {"arxiv_id": "2101.00001"}, True),
        ("Alpha of a speaker", "Alpha of speakers", {"doi": "10.1000/abc"}, True),
        ("Alpha of speech", "Alpha of Speech", {}, True),
        ("Alpha of a speaker", "Alpha of speakers", {}, False),
        # All words of its title, and others.
        ("Alpha of speech", "Alpha of speech and text", {}, False),
    ],
)
def test_its_places_are_all_entries_of_the_paper(
    title: str, other: str, said: dict[str, str], is_place: bool
) -> None:
    papers = (
        paper(other, "Text", line=1, **said),
        paper("Gamma of images", "Vision", line=2, paper_url="https://x.org/g"),
        paper(title, "Speech", line=3, **said),
    )
    assert known_of(Index.build(papers), 2).places == ([0, 2] if is_place else [2])


def test_its_neighbours_are_the_nearest_others_of_its_section_as_they_stand() -> None:
    sections = ["Speech"] * 3 + ["Speech/ASR"] + ["Speech"] * 7
    titles = [f"Paper {letter}" for letter in "abcdeeghijk"]
    index = Index.build(
        [paper(*each, line=line) for line, each in enumerate(zip(titles, sections, strict=True), 1)]
    )
    # Entries 4 and 5 are of one paper, which is no neighbour of itself.
    assert known_of(index, 4).places == [4, 5]
    assert {row: known_of(index, row).neighbours for row in (0, 3, 4, 6, 9)} == {
        0: [1, 2, 4, 5, 6],
        3: [],
        4: [0, 1, 2, 6, 7],
        6: [4, 5, 7, 8, 9],
        9: [5, 6, 7, 8, 10],
    }


def test_papers_like_it_are_eight_at_most_with_what_they_have_in_common() -> None:
    papers = [paper(f"Distillation of sparrows {n}", "Speech", line=n) for n in range(1, 13)]
    papers += [paper(f"Colours of {n}", "Text", line=n) for n in range(13, 40)]
    related = known_of(Index.build(papers), 0).related
    assert len(related) == 8
    assert {row for row, _ in related} <= set(range(1, 12))
    assert all("sparrows" in said for _, said in related)
