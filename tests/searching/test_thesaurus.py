"""What may stand in the place of words."""

from __future__ import annotations

from kdcat.searching.thesaurus import Level, like, of_groups


def test_of_thousands_that_mean_the_same_the_first_thousand_count() -> None:
    words = [(f"word{number}",) for number in range(2000)]
    one_group = of_groups([((("alpha",), *words), ())])
    of_two_words = of_groups([((("alpha",), word), ()) for word in words])
    leading_on = of_groups([((("alpha",),), (word,)) for word in words])
    assert like(one_group, ("alpha",)) == Level(same=tuple(words[:999]))
    assert like(of_two_words, ("alpha",)) == Level(same=tuple(words[:1000]))
    assert like(leading_on, ("alpha",)) == Level(related=tuple(words[:1000]))
