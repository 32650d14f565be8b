"""What may stand in the place of words."""

from __future__ import annotations

from kdcat.searching.concepts import Ground, concepts_of
from kdcat.searching.thesaurus import Level, like, of_groups
from tests.searching.cases import lexicon, papers


def test_of_thousands_that_mean_the_same_the_first_thousand_count() -> None:
    words = [(f"word{number}",) for number in range(2000)]
    one_group = of_groups([((("alpha",), *words), ())])
    of_two_words = of_groups([((("alpha",), word), ()) for word in words])
    leading_on = of_groups([((("alpha",),), (word,)) for word in words])
    assert like(one_group, ("alpha",)) == Level(same=tuple(words[:999]))
    assert like(of_two_words, ("alpha",)) == Level(same=tuple(words[:1000]))
    assert like(leading_on, ("alpha",)) == Level(related=tuple(words[:1000]))


def test_each_word_of_a_query_has_a_part_of_what_may_stand_for_all() -> None:
    asked = [f"asked{number}" for number in range(32)]
    thesaurus = of_groups(
        [(((word,),), tuple((f"{word}x", f"y{at}") for at in range(900))) for word in asked]
    )
    ground = Ground(lexicon(papers()), {}, {}, {})
    concepts, names = concepts_of(ground, asked, range(len(asked)), thesaurus)
    assert names == []
    alike = [len(concept.like.related) for concept in concepts]
    assert alike[:4] == [187, 164, 143, 125]
    assert len(alike) == 32
    assert alike == sorted(alike, reverse=True)
    assert alike[-1] == 3
    assert 2 * sum(alike) <= 3000
