"""Filters said in words: what is read as one, and what stays words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.errors import UsageError
from kdcat.index.papers import Index
from kdcat.searching import spoken_filters
from kdcat.searching.filters import rows_of
from kdcat.searching.find import find
from kdcat.searching.query import parse, typed
from kdcat.searching.spoken_filters import read
from kdcat.searching.spoken_grammar import Pattern, patterns
from tests.making import paper
from tests.searching.cases import ask, lexicon, nothing, papers


def reading(text: str) -> tuple[str, ...]:
    """What is left of a query, and the filters that it says."""
    found = read(parse(text), lexicon(papers()))
    words = [typed(clause.terms[0]) for clause in found.told.clauses]
    left = words[: len(words) - len(found.filters)]
    return " ".join(left), *found.filters


FIRST_YEAR = "year:2022-"
WAYS = {
    FIRST_YEAR: (
        "since 2022", "from 2022 on", "from 2022 onwards", "2022 and later", "2022 or newer",
        "published 2022 or later", "starting in 2022", "starting from 2022", "beginning with 2022",
        "as of 2022", "as from 2022", "2022 onwards", "2022 to present", "from 2022 until now",
        "between 2022 and today", "not before 2022", "no earlier than 2022", "no older than 2022",
        "at least 2022", "in 2022 and after", ">=2022", "2022+", "since the year 2022",
        "since '22", "after 2021", "later than 2021", "newer than 2021", "more recent than 2021",
        "post 2021", "past 2021", ">2021", "published after 2021", "2022 and up",
        "from the year 2022 onward", "that came out after 2021", "in or after 2022",
        "on or after 2022", "after or in 2022", "during or after 2022", "2022-present", "2022-",
        "2022-now", "nothing before 2022", "nothing older than 2022",
        "excluding anything before 2022", "not published before 2022", "year >= 2022",
        "year > 2021", "> 2021", "published no earlier than 2022", "since early 2022",
        "don't show me anything before 2022", "any time after 2021", "no sooner than 2022",
        "2022 at the earliest", "at the earliest 2022", "strictly after 2021", "postdating 2021",
        "going back to 2022",
    ),
    "year:-2019": (
        "before 2020", "prior to 2020", "earlier than 2020", "older than 2020", "pre 2020",
        "pre-2020", "<2020", "until 2019", "till 2019", "up to 2019", "up to and including 2019",
        "through 2019", "2019 or earlier", "2019 and before", "2019 or older", "<=2019",
        "no later than 2019", "not after 2019", "no newer than 2019", "at most 2019",
        "published before 2020", "from before 2020", "ahead of 2020", "in or before 2019",
        "before or in 2019", "until the end of 2019", "by 2019", "by the end of 2019",
        "as late as 2019", "nothing after 2019", "not published after 2019",
        "nothing newer than 2019", "year < 2020", "year <= 2019", "without anything after 2019",
        "up until 2019", "at the latest 2019", "2019 at the latest", "prior 2020",
        "predating 2020", "before the 2020s", "prior to the 2020s", "2019 at most",
    ),
    "year:2019-2021": (
        "from 2019 to 2021", "between 2019 and 2021", "2019-2021", "2019\u20132021",
        "2019 to 2021", "from 2019 until 2021", "2019 through 2021", "in 2019-2021", "2019..2021",
        "from 2019 up to 2021", "in the years 2019 to 2021", "published between 2019 and 2021",
        "between 2021 and 2019", "during 2019-2021", "between 2019 & 2021",
        "from 2019 through to 2021", "2019 - 2021", "from 2019 - 2021", "between 2019-2021",
        "2019-21", "in the range 2019 to 2021", "in the period 2019-2021",
        "'19-'21", "2019 thru 2021", "ranging from 2019 to 2021", "since 2019 until 2021", "anywhere between 2019 and 2021",
    ),
    "year:2019 OR year:2021": (
        "in 2019 or 2021", "2019 and 2021", "from 2019 or 2021",
    ),
    "year:2021": (
        "in 2021", "from 2021", "published in 2021", "of 2021", "2021", "during 2021",
        "in the year 2021", "only 2021", "2021 only", "written in 2021", "year 2021",
        "that came out in 2021", "coming out in 2021", "year = 2021", "the 2021 ones",
        "in early 2021", "dating from 2021", "dated 2021",
    ),
    "year:2020-2022": (
        "around 2021", "circa 2021", "from around 2021", "ca. 2021", "published about 2021",
        "approximately 2021", "from roughly 2021",
    ),
    "year:-2006": (
        "oldest", "the earliest", "earliest published",
    ),
    "year:2024-": (
        "recent", "recently published", "latest", "newest", "most recent", "in recent years",
        "from the last two years", "in the past 2 years", "of the last few years", "very recent",
        "in the recent past", "last year", "less than 2 years old", "the very latest",
        "the most recent",
    ),
    "year:2021-": (
        "from the last 5 years", "in the past five years", "last 5 yrs",
        "within the last five years", "newer than 5 years", "not older than 5 years",
    ),
    "year:2010-2019": (
        "of the 2010s", "from the 2010s", "from the late 2010s",
    ),
    "year:2010-": (
        "since the 2010s", "from the 2010s on",
    ),
    "year:2020-2029": (
        "of this decade", "in the current decade",
    ),
    "venue:CVPR": (
        "at CVPR", "in CVPR", "from cvpr", "published at CVPR", "presented at CVPR",
        "published in cvpr", "accepted at CVPR", "accepted to cvpr", "cvpr", "CVPR proceedings",
        "in the proceedings of CVPR", "that appeared at CVPR", "shown at cvpr", "cvpr conference",
        "at the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
        "conference on computer vision and pattern recognition",
        "submitted to CVPR", "that got into CVPR", "that made it into CVPR", "venue CVPR",
        "accepted by CVPR", "proc. of CVPR", "the CVPR ones", "whose venue is CVPR",
    ),
    "venue:CVPR year:2023": (
        "cvpr23", "CVPR'23", "CVPR\u201923", "cvpr2023", "CVPR-2023", "cvpr-23", "CVPR 2023",
        "at CVPR 2023", "cvpr 23", "at CVPR in 2023", "from cvpr 23", "@CVPR2023", "in CVPR, 2023",
        "presented at cvpr '23", "CVPR/2023", "cvpr_2023", "CVPR of 2023",
    ),
    "year:2023 venue:CVPR": (
        "2023 CVPR", "from 2023 cvpr",
    ),
    "venue:CVPR year:2022-2024": (
        "CVPR 2022-2024", "cvpr 2022 to 2024", "at CVPR from 2022 to 2024",
    ),
    "venue:CVPR year:2022-": (
        "CVPR 2022 or later", "cvpr 2022+", "CVPR since 2022",
    ),
    "venue:CVPR year:2022 OR year:2023": (
        "CVPR 2022 and 2023", "cvpr 2022 & 2023",
    ),
    "venue:KDD": (
        "at KDD", "presented at kdd",
    ),
    "venue:KDD year:2020": (
        "kdd 2020", "KDD'20",
    ),
    "venue:CVPR OR venue:ICCV": (
        "at conferences CVPR or ICCV", "at CVPR or ICCV", "in cvpr and iccv", "from CVPR/ICCV",
    ),
    "venue:Interspeech": (
        "at interspeech", "interspeech", "in Interspeech",
    ),
    'venue:"Pattern Recognition Letters"': (
        "in Pattern Recognition Letters",
    ),
    "has:code": (
        "with code", "with source code", "with open source code", "that have code", "having code",
        "that come with code", "with an implementation", "with public code", "with a github repo",
        "code available", "with code available", "whose code is public", "where code is available",
        "with available implementation", "that release code", "that provide their code",
        "including code", "open source", "open-source", "opensource", "with github code",
        "with released code", "and have code", "which has code", "with official implementation",
        "that publish code", "reproducible", "on github", "with a repository", "plus code",
        "with the code", "with a github link", "with a link to the code",
        "with code publicly available", "that open source their code", "for which code exists",
        "whose authors published their code", "that shared the source code",
        "that can be reproduced", "that I can reproduce", "where I can find code", "w/ code",
        "need code", "only those with code", "with runnable code", "+ code",
        "whose code is on github", "with code release", "with code access", "hosted on github",
        "with paper and code", "code and weights", "for which I can get the code",
    ),
    "-has:code": (
        "without code", "without any code", "no code", "with no code", "that have no code",
        "lacking code", "lacking an implementation", "without source code", "missing code",
        "without public code", "code not available", "that lack code", "closed source",
        "without implementation", "that don't have code", "code unavailable", "which has no code",
        "whose code is not public", "w/o code", "not open source", "that are not open source",
        "that isn't open source", "not reproducible", "whose code was never released",
        "unreleased code", "not available on github", "that have not released code", "for which there is no code", "code isn't available",
    ),
    "modality:speech": (
        "speech papers", "speech articles", "papers on speech", "in the speech section",
        "speech work", "papers about speech", "speech publications", "section speech",
        "in the section on speech", "listed under speech", "in the speech category",
        "in the category speech", "speech ones",
    ),
    'task:"speech enhancement"': (
        "speech enhancement papers", "papers on speech enhancement",
    ),
    "year:2025": (
        "this year", "in the current year", "from this year",
    ),
    "year:2016-": (
        "in the past decade", "from the last 10 years",
    ),
    "-year:2021": (
        "not in 2021", "not from 2021", "excluding 2021", "except 2021",
    ),
    "-venue:arXiv": (
        "not on arxiv", "not arXiv", "no arxiv", "excluding arXiv", "without arxiv",
        "other than arxiv", "not published on arXiv", "don't include arxiv",
        "outside of arXiv",
    ),
    "-venue:CVPR -venue:ICCV": (
        "not at CVPR or ICCV",
    ),
    "-venue:CVPR OR -year:2023": (
        "not cvpr 2023",
    ),
    "venue:Sensors": (
        "in Sensors", "published in sensors", "in the journal sensors",
    ),
    "-modality:speech": (
        "without speech papers", "not in the speech section",
    ),
    "is:preprint": (
        "preprints", "only preprints", "as a preprint",
    ),
    "is:journal": (
        "journal papers", "in journals", "published in a journal", "journal articles only",
    ),
    "is:conference": (
        "conference papers", "published at conferences", "presented at a conference",
    ),
    "is:workshop": (
        "workshop papers", "presented at workshops", "from workshops only",
    ),
    "-is:journal": (
        "not published in a journal", "excluding journal papers",
    ),
    "-is:preprint": (
        "no preprints", "peer reviewed", "peer-reviewed", "excluding preprints",
        "not preprints",
    ),
    "section:asr": (
        "in the ASR section",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("filters", "said"), [(filters, said) for filters, ways in WAYS.items() for said in ways]
)
def test_ways_to_say_a_filter(filters: str, said: str) -> None:
    if said.startswith(("speech", "papers", "in the speech")):
        assert reading(f"{said}") == ("", filters)
        return
    for text in (f"zebra {said}", f"{said} zebra", f"zebra papers {said}"):
        left, *found = reading(text)
        assert (left, " ".join(found)) == ("zebra", filters), text


@pytest.mark.parametrize(
    "text",
    [
        "after before", "kdd", "WMT translation", "since", "at 3d", "code generation", "code switching", "with teacher",
        "without teacher", "from image", "recognition", "access", "pattern recognition",
        "speech", "2d", "3d 360", "1080p", "in speech", "0.5 zebra", "10 zebra", "at scale",
        "between zebra", "source separation", "sensors", "2412.16380", "-2019", '"since 2022"',
        "for sensors", "in neural networks", "from machine learning", "with code switching",
        "with code generation", "open source separation", "can run on phones", "other zebras",
        "text to speech papers", "speech to text papers", "papers on video synthesis",
        "papers on speech noise", "part segmentation", "cross modality video",
        "the last two layers", "not segmentation", "- 2", "zebra - > +",
        "asvspoof 2019", "imagenet 2012", "wmt14", "source code", "language models for code", "code",
        "error-correcting code", "code models zebra", "github", "real time zebra",
        "translation on WMT 2014", "translation in WMT 2014", "http://github.com/a/2022", "9999", "3000", "1800", "title:2022", "zebra OR 2022",
    ],
)  # fmt: skip
def test_what_is_no_filter(text: str) -> None:
    assert reading(text)[1:] == ()


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("lidar after 2022 with code at cvpr", ("lidar", "year:2023-", "has:code", "venue:CVPR")),
        ("after 2019 before 2022", ("", "year:2020-", "year:-2021")),
        ("recent asr with code", ("asr", "year:2024-", "has:code")),
        ("asr year:2021- without code", ("asr year:2021-", "-has:code")),
        ("CVPR 2022 or ICCV 2023 lidar",
         ("lidar", "venue:CVPR OR venue:ICCV", "year:2022 OR year:2023")),
        ("3d detection at cvpr since 2023", ("3d detection", "venue:CVPR", "year:2023-")),
        ("code for lidar segmentation", ("lidar segmentation", "has:code")),
        ("is there any open implementation of asr", ("asr", "has:code")),
        ("is there code for asr", ("asr", "has:code")),
        ("github lidar segmentation", ("lidar segmentation", "has:code")),
        ("lidar segmentation github", ("lidar segmentation", "has:code")),
        ("lidar segmentation code 2024", ("lidar segmentation", "has:code", "year:2024")),
        ("lidar code cvpr 2022", ("lidar", "has:code", "venue:CVPR", "year:2022")),
        ("lidar code words 2022", ("lidar code words", "year:2022")),
        ("lidar since 2022 since 2022", ("lidar", "year:2022-")),
        ("speech papers code", ("", "modality:speech", "has:code")),
        ("translation at WMT 2014", ("translation", "venue:WMT", "year:2014")),
        ("graphs, Empirical Methods in Natural Language Processing", ("graphs,", "venue:EMNLP")),
        ("lidar not at CVPR or since 2021", ("lidar", "-venue:CVPR", "year:2021-")),
        ("lidar 2019-2021 IEEE Access", ("lidar", "year:2019-2021", 'venue:"IEEE Access"')),
        ("lidar IEEE Access 2019 2021",
         ("lidar", 'venue:"IEEE Access"', "year:2019 OR year:2021")),
        ("lidar - IEEE Access", ("lidar -", 'venue:"IEEE Access"')),
        ("tse 2021", ("tse", "year:2021")),
    ],
)  # fmt: skip
def test_several_filters(text: str, read_as: tuple[str, ...]) -> None:
    assert reading(text) == read_as


@pytest.mark.parametrize(
    ("text", "bound", "years"),
    [
        # The catalog's own, where these are of what was asked for.
        ("the latest lidar work", "year:2024-", {2024}),
        ("newest asr papers", "year:2022-", {2022, 2023}),
        ("most recent tinybert papers", "year:2020-", {2021}),
        ("earliest asr papers at interspeech", "year:-2017", {2016}),
        ("oldest lidar segmentation papers with code", "year:-2023", {2022, 2023}),
    ],
)
def test_the_latest_and_the_earliest_are_those_of_what_fits(
    text: str, bound: str, years: set[int]
) -> None:
    index = Index.build(papers())
    found = find(
        parse(text),
        index,
        index.lexicon,
        qualified=lambda qualifier: rows_of(index, qualifier.field, qualifier.value),
    )
    assert found.filters[0] == bound
    assert {match.paper.year for match in found.matches} == years
    assert not any(match.missing for match in found.matches)


def test_the_latest_of_nothing_are_those_of_the_catalog() -> None:
    assert ask("latest zebra").filters == ("year:2024-",)
    assert ask("latest 2021 zebra").filters == ("year:2024-", "year:2021")


def test_all_but_the_latest_are_no_others_where_all_that_fits_is_among_these() -> None:
    new = (paper("Quiet lidar", year=2024), paper("Loud lidar", year=2025))
    index = Index.build((*new, paper("Quiet radar", year=2010)))

    def found(text: str) -> tuple[list[int | None], tuple[str, ...]]:
        given = find(
            parse(text),
            index,
            index.lexicon,
            qualified=lambda qualifier: rows_of(index, qualifier.field, qualifier.value),
        )
        return [match.paper.year for match in given.matches], given.filters

    assert found("lidar, except the latest") == ([], ("year:-2023",))
    assert found("radar, not the earliest") == ([], ("year:2012-",))
    assert found("the earliest lidar") == ([2024, 2025], ("year:-2025",))
    assert found("the latest radar") == ([2010], ("year:2009-",))


@pytest.mark.parametrize(
    "text",
    [
        # Papers have these very words.
        "Learning From Yourself",
        "towards data distillation",
        "asr 2020",
        "rnn streaming interspeech 2020",
        "Segment Any Point Cloud Sequences",
    ],
)
def test_a_title_that_has_the_words_is_found_first(text: str) -> None:
    assert ask(text).filters == ()
    assert ask(text).matches


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("segmentation not on arXiv", ("-venue:arXiv",)),
        ("segmentation without CVPR", ("-venue:CVPR",)),
        ("segmentation not in 2023", ("-year:2023",)),
        ("segmentation from 2022 on", ("year:2022-",)),
        ("segmentation 2022+", ("year:2022-",)),
        ("segmentation <2022", ("year:-2021",)),
        ("segmentation by 2021", ("year:-2021",)),
        ("speech enhancement as of 2021", ("year:2021-",)),
        ("distillation, not speech papers", ("-modality:speech",)),
        ("segmentation in 2022", ()),
        ("segmentation on arXiv", ()),
        ("end-to-end speech translation 2020", ()),
        # A title may have the year, and even the small word.
        ("FBK@IWSLT2020 not 2020", ("-year:2020",)),
    ],
)
def test_a_paper_that_has_the_year_or_the_venue_is_not_meant_by_its_bound(
    text: str, read_as: tuple[str, ...]
) -> None:
    assert ask(text).filters == read_as


def test_a_title_that_has_all_the_words_of_a_bound_is_found_first() -> None:
    of = (
        paper("A zebra", year=2019, line=1),
        paper("Not 2019: a zebra on zebras by 2020", year=2019, line=2),
    )
    assert ask("zebra not 2019", of).filters == ()
    assert ask("zebra by 2020", of).filters == ()
    assert ask("zebra to 2019", of).filters == ("year:-2019",)


def test_a_misspelling_gives_way_to_a_filter() -> None:
    # `since` is a letter from the Sciences of a journal.
    assert ask("sparse since 2023").filters == ("year:2023-",)


@pytest.mark.parametrize(
    "said", ["is there any detecton", "papers about detecton", "detecton work"]
)
def test_filler_does_not_stand_in_the_way_of_a_misspelt_word(said: str) -> None:
    found, plain = ask(said), ask("detecton")
    assert found.misspelt == plain.misspelt == {"detecton": ("detection",)}
    papers_found = [{match.paper.line for match in one.matches} for one in (found, plain)]
    assert papers_found[0] == papers_found[1] != set()


def test_what_is_said_is_a_condition() -> None:
    asked = []

    def qualified(qualifier: object) -> list[int]:
        asked.append(qualifier)
        return [*range(60)]

    found = find(
        parse("lidar before 2023 with code"), papers(), lexicon(papers()), qualified=qualified
    )
    assert found.filters == ("year:-2022", "has:code")
    assert [match.paper.line for match in found.matches] == [
        match.paper.line for match in ask("lidar").matches if papers().index(match.paper) < 60
    ]
    assert {match.missing for match in found.matches} == {()}


def test_every_pattern_has_words_of_its_own() -> None:
    for parts, meant in patterns():
        assert meant
        assert any(part.least for part in parts)


@given(
    st.text()
    | st.lists(
        st.sampled_from(sorted({w for ways in WAYS.values() for way in ways for w in way.split()}))
    ).map(" ".join)
)
def test_any_text_can_be_read(text: str) -> None:
    try:
        query = parse(text)
    except UsageError:
        return
    found = read(query, lexicon(papers()))
    # What is said as a filter can be typed as one, and means the same.
    for filters in found.filters:
        assert parse(filters).clauses
    assert len(found.told.clauses) <= len(query.clauses) * 32 + len(found.filters)
    find(query, papers(), lexicon(papers()), qualified=nothing)


def test_from_each_word_a_filter_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any of these words may stand before a filter that begins at a later one."""
    asked: list[int] = []

    def counted() -> tuple[Pattern, ...]:
        asked.append(1)
        return patterns()

    monkeypatch.setattr(spoken_filters, "patterns", counted)
    read(parse("released " * 30 + "after 2020"), lexicon(papers()))
    assert len(asked) == 32
