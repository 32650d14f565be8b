"""The commands as their users meet them: filters, formats, messages and exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kdcat import __version__
from kdcat.cli.command_table import COMMANDS
from kdcat.cli.format_names import format_names
from kdcat.paper import FIELDS, NESTED_FIELDS
from kdcat.reading.catalog import Catalog
from tests.conftest import Kdcat
from tests.formats.cases import as_keys

Write = Callable[[str | bytes], str]
TWO = (
    "# T\n## Speech\n### Speech Recognition (ASR)\n"
    "* **Alpha: one**, CVPR 2024, [ :link: ](https://x.org/a) [ :octocat: ](https://g.co/a)\n"
    "## Text\n* **Beta two**, Conference on Empirical Methods in Natural Language Processing 2020\n"
)


ALL_FIELDS = (*FIELDS, *NESTED_FIELDS)


def listed(kdcat: Kdcat, *argv: str) -> list[dict[str, Any]]:
    papers: list[dict[str, Any]] = json.loads(kdcat("list", "--json", *argv))
    return papers


def test_json_has_every_paper_whole(kdcat: Kdcat, catalog: Catalog) -> None:
    papers = listed(kdcat)
    assert [tuple(paper.items()) for paper in papers] == [
        tuple(as_keys(paper).items()) for paper in catalog.papers
    ]
    assert len(papers) == 172
    assert sum(paper["code_url"] is not None for paper in papers) == 67
    assert [paper["line"] for paper in papers if paper["paper_url"] is None] == [252]
    assert len({paper["venue"] for paper in papers}) == 52


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--modality", "speech", "--year", "2024"], 9),
        (["-m", "SPEECH", "-y", "2024-2024"], 9),
        (["--task", "asr"], 19),
        (["--task", "speech recognition"], 19),
        (["--task", "speech-recognition-asr"], 19),
        (["--task", "Speech Recognition (ASR)"], 19),
        (["--task", "scene completion"], 5),
        (["--task", "3D Completion"], 8),
        (["--venue", "emnlp"], 3),
        (["--venue", "Conference on Empirical Methods in Natural Language Processing"], 3),
        (["--venue", "arxiv"], 37),
        (["--venue", "tmm"], 2),
        (["--venue", "pattern recognition"], 1),
        (["--venue", "acm"], 9),
        (["--venue", "cvpr", "--year", "2020-2022"], 4),
        (["--venue", "cvpr", "--venue", "iccv"], 27),
        (["--year", "2025-"], 2),
        (["--year", "-2016"], 4),
        (["--year", "2016", "--year", "2017"], 6),
        (["--year", "1999"], 0),
        (["--code"], 67),
        (["--no-code"], 105),
        (["--title", "point cloud"], 19),
        (["--limit", "0"], 0),
        (["--limit", "3"], 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters_select(kdcat: Kdcat, filters: list[str], count: int) -> None:
    assert len(listed(kdcat, *filters)) == count


def test_filters_keep_the_order_of_the_catalog(kdcat: Kdcat) -> None:
    lines = [paper["line"] for paper in listed(kdcat, "--venue", "iccv", "--venue", "cvpr")]
    assert lines == sorted(lines)


def test_sorting_puts_the_silent_last_either_way(kdcat: Kdcat) -> None:
    for keys, ordered in (("year", lambda year: year), ("-year", lambda year: -year)):
        years = [paper["year"] for paper in listed(kdcat, "--sort", keys)]
        assert years[-1] is None
        assert years[:-1] == sorted(years[:-1], key=ordered)
    papers = listed(kdcat, "--sort", "-year,venue", "--limit", "44")
    assert [(p["year"], p["venue"].casefold()) for p in papers] == sorted(
        ((p["year"], p["venue"].casefold()) for p in papers), key=lambda pair: (-pair[0], pair[1])
    )
    assert papers[2]["venue"] == "AAAI"


def test_sorting_is_stable(kdcat: Kdcat) -> None:
    lines = [paper["line"] for paper in listed(kdcat, "--sort", "modality", "-m", "text")]
    assert lines == sorted(lines)


def test_a_pipe_gets_one_line_for_each_paper_with_nothing_cut(kdcat: Kdcat, write: Write) -> None:
    path = write(TWO)
    lines = [line.split("\t") for line in kdcat("list", "-c", path).splitlines()]
    assert [line[1:] for line in lines] == [
        ["Alpha: one", "CVPR", "2024", "Speech", "Speech Recognition (ASR)", "https://x.org/a", "https://g.co/a"],
        ["Beta two", "EMNLP", "2020", "Text", "", "", ""],
    ]  # fmt: skip
    assert len(kdcat("list").splitlines()) == 172


def test_csv_and_jsonl_hold_what_json_holds(kdcat: Kdcat) -> None:
    papers = listed(kdcat)
    rows = list(csv.DictReader(io.StringIO(kdcat("list", "-f", "csv"), newline="")))
    assert rows == [
        {
            name: "" if value is None else "arXiv:" * (name == "arxiv_id") + str(value)
            for name, value in paper.items()
            if name in FIELDS
        }
        for paper in papers
    ]
    assert [json.loads(line) for line in kdcat("list", "-f", "jsonl").splitlines()] == papers


def test_fields_are_those_asked_for_in_that_order(kdcat: Kdcat, write: Write) -> None:
    path = write(TWO)
    assert (
        kdcat("list", "-c", path, "--fields", "year,title") == "2024\tAlpha: one\n2020\tBeta two\n"
    )
    assert kdcat("list", "-c", path, "--fields", " venue, title", "--json") == (
        '[\n {"venue": "CVPR", "title": "Alpha: one"},\n {"venue": "EMNLP", "title": "Beta two"}\n]\n'
    )
    assert kdcat("list", "-c", path, "--fields", "line", "-f", "csv") == "line\r\n4\r\n6\r\n"


@pytest.mark.parametrize("name", format_names())
def test_nothing_found_is_an_answer_in_every_format(kdcat: Kdcat, name: str) -> None:
    nothing = kdcat("list", "--year", "1999", "-f", name)
    header = ",".join(FIELDS) + "\r\n"
    assert nothing == {"json": "[]\n", "csl-json": "[]\n", "csv": header}.get(name, "")
    assert kdcat("list", "--year", "1999", "-f", name, "-e", code=1) == nothing


def test_a_table_in_a_pipe_is_not_cut(kdcat: Kdcat, catalog: Catalog) -> None:
    text = kdcat("list", "-f", "table")
    assert all(paper.title in text for paper in catalog.papers)
    assert "\x1b" not in text


def test_show_says_all_that_is_known(kdcat: Kdcat) -> None:
    assert kdcat("show", "radardistill") == (
        "RadarDistill: Boosting Radar-based Object Detection Performance via Knowledge Distillation from LiDAR Features\n"
        "\n"
        "venue   CVPR (IEEE/CVF Conference on Computer Vision and Pattern Recognition)\n"
        "year    2024\n"
        "paper   https://openaccess.thecvf.com/content/CVPR2024/html/Bang_RadarDistill_Boosting_Radar-based_Object_Detection_Performance_via_Knowledge_Distillation_from_CVPR_2024_paper.html\n"
        "id      radardistill-boosting-radar-s2r0v4e6\n"
        "listed  3D Input / 3D Object Detection, kdcat:catalog.md line 39\n"
        "\n"
        "beside it in 3D Input / 3D Object Detection:\n"
        "  Weak-to-strong 3d object detection with x-ray distillation  CVPR 2024\n"
        "  CRKD: Enhanced Camera-Radar Object Detection with Cross-modality Knowledge Distillation  CVPR 2024\n"
        "  Sunshine to Rainstorm: Cross-Weather Knowledge Distillation for Robust 3D Object Detection  AAAI 2024\n"
        "  PointDistiller: Structured Knowledge Distillation Towards Efficient and Compact 3D Detection  CVPR 2023\n"
        "  itKD: Interchange Transfer-Based Knowledge Distillation for 3D Object Detection  CVPR 2023\n"
    )


@pytest.mark.parametrize(
    ("reference", "line"),
    [
        ("radardistill-boosting-radar-s2r0v4e6", 39),
        ("RadarDistill", 39),
        ("2412.16380", 90),
        ("arXiv:2412.16380v1", 90),
        ("https://arxiv.org/pdf/2412.16380", 90),
        ("10.1145/3651640.3651652", 49),
        ("https://doi.org/10.1145/3651640.3651652", 49),
        ("https://github.com/Song-Jingyu/CRKD", 40),
        (
            "CRKD: Enhanced Camera-Radar Object Detection with Cross-modality Knowledge Distillation",
            40,
        ),
        ("simplified tinybert", 168),
        ("harmonizing student progress", 276),
    ],
)
def test_show_takes_every_kind_of_reference(kdcat: Kdcat, reference: str, line: int) -> None:
    assert [paper["line"] for paper in json.loads(kdcat("show", reference, "--json"))] == [line]


def test_show_names_every_place_of_a_paper_listed_twice(kdcat: Kdcat) -> None:
    page = kdcat(
        "show", "Knowledge Distillation for Improved Accuracy in Spoken Question Answering"
    )
    assert "listed  Speech / Speech Recognition (ASR), kdcat:catalog.md line 207\n" in page
    assert (
        "        Speech / Spoken Question Answering and Conversational AI, kdcat:catalog.md line 263\n"
        in page
    )


def test_show_says_no_where_no_paper_is_meant(kdcat: Kdcat) -> None:
    assert (
        kdcat("show", "zzxqy", code=1, stderr="kdcat: no paper 'zzxqy'; try: kdcat search zzxqy\n")
        == ""
    )


def test_show_names_the_papers_that_could_be_meant(kdcat: Kdcat, write: Write) -> None:
    path = write(TWO.replace("Beta two", "Alpha: other"))
    ids = [paper["id"] for paper in listed(kdcat, "-c", path)]
    kdcat(
        "show", "-c", path, "alpha", code=1,
        stderr=f"kdcat: 'alpha' fits 2 papers: {ids[0]} (Alpha: one), {ids[1]} (Alpha: other)\n",
    )  # fmt: skip


def test_show_names_papers_of_one_title_by_their_one_id(kdcat: Kdcat, write: Write) -> None:
    path = write(
        "* **Whales sing**, ACL 2020, [ :link: ](https://arxiv.org/abs/2001.00001)\n"
        "* **Whales sing**, ACL 2022, [ :link: ](https://arxiv.org/abs/2201.00002)\n"
        "* **Whales sing low**, ACL 2022, [ :link: ](https://arxiv.org/abs/2201.00003)\n"
    )
    one, other, third = (paper["id"] for paper in listed(kdcat, "-c", path))
    assert one == other
    kdcat("show", "-c", path, "whales", code=1,
          stderr=f"kdcat: 'whales' fits 3 papers: {one} (Whales sing; 2 papers), "
          f"{third} (Whales sing low)\n")  # fmt: skip
    assert [p["year"] for p in json.loads(kdcat("show", "-c", path, one, "--json"))] == [2020, 2022]


def test_the_bundled_catalog_is_a_side_of_a_diff(kdcat: Kdcat, write: Write) -> None:
    path = write(kdcat("list", "-f", "markdown"))
    assert kdcat("diff", "kdcat:catalog.md", path, "--exit-code") == ""


def test_several_catalogs_are_one_answer(kdcat: Kdcat, write: Write, tmp_path: Path) -> None:
    first, second = write(TWO), str(tmp_path / "more.md")
    Path(second).write_text(TWO.replace("Alpha", "Gamma"))
    papers = listed(kdcat, "-c", first, "-c", second)
    assert [(paper["catalog"], paper["title"]) for paper in papers] == [
        (first, "Alpha: one"), (first, "Beta two"), (second, "Gamma: one"), (second, "Beta two"),
    ]  # fmt: skip


def test_the_catalog_comes_from_standard_input_or_the_environment(
    kdcat: Kdcat, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = json.loads(kdcat("list", "--json", "-c", "-", stdin=TWO))
    assert [(paper["catalog"], paper["title"]) for paper in piped] == [
        ("-", "Alpha: one"),
        ("-", "Beta two"),
    ]
    path = write(TWO)
    monkeypatch.setenv("KDCAT_CATALOG", path)
    assert {paper["catalog"] for paper in listed(kdcat)} == {path}


def test_search_gives_scores_and_what_matched_where(kdcat: Kdcat, write: Write) -> None:
    (found,) = json.loads(kdcat("search", "alhpa", "-c", write(TWO), "--json"))
    assert found["title"] == "Alpha: one"
    assert list(found) == [*ALL_FIELDS, "score", "matches", "missing"]
    assert 0 < found["score"] <= 1
    assert found["matches"] == [{"field": "title", "start": 0, "end": 5, "word": "alhpa"}]


def test_search_says_when_nothing_fits_and_what_was_meant(kdcat: Kdcat, write: Write) -> None:
    path = write(TWO)
    kdcat(
        "search", "zzxqy", "-c", path, stderr="kdcat: nothing fits 'zzxqy': no paper has 'zzxqy'\n"
    )
    assert (
        kdcat(
            "search",
            "zzxqy",
            "-c",
            path,
            "--json",
            "-e",
            code=1,
            stderr="kdcat: nothing fits 'zzxqy': no paper has 'zzxqy'\n",
        )
        == "[]\n"
    )


@pytest.mark.slow
def test_every_title_pasted_whole_finds_its_paper(kdcat: Kdcat, catalog: Catalog) -> None:
    for paper in catalog.papers[::9]:
        first = json.loads(kdcat("search", "--limit", "1", "--json", "--", paper.title))
        assert [found["title"] for found in first] == [paper.title]


MODALITIES = "modalities: 3D Input, Speech, Text, Video"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["list", "--modality", "speach"], f"no modality 'speach' in kdcat:catalog.md (did you mean Speech?); {MODALITIES}"),
        (["list", "--modality", "asr"], f"no modality 'asr' in kdcat:catalog.md ('asr' is a task); {MODALITIES}"),
        (["list", "--modality", ""], f"no modality '' in kdcat:catalog.md; {MODALITIES}"),
        (["list", "--year", "20x4"], "'20x4' is not a year: write 2024, 2020-2023, 2020- or -2019"),
        (["list", "--year", "2023-2020"], "'2023-2020' ends before it begins: write 2020-2023"),
        (["list", "--format", "jsn"], f"no format 'jsn' (did you mean json?); formats: {', '.join(format_names())}"),
        (["list", "--json", "-f", "csv"], "--json and --format csv cannot both be meant"),
        (["list", "--fields", "titel"], f"no field 'titel' (did you mean title?); fields: {', '.join(ALL_FIELDS)}"),
        (["list", "--fields", ","], f"--fields names no field; fields: {', '.join(ALL_FIELDS)}"),
        (["list", "--sort", "yaer"], f"no field 'yaer' to sort by (did you mean year?); fields: {', '.join(FIELDS)}"),
        (["list", "--limit", "-1"], "invalid value for '--limit' / '-n': -1 is not in the range x>=0 (see 'kdcat list --help')"),
        (["list", "--limit", "x"], "invalid value for '--limit' / '-n': 'x' is not a whole number (see 'kdcat list --help')"),
        (["list", "--nonsense"], "no such option: --nonsense (see 'kdcat list --help')"),
        (["list", "--frmat", "json"], "no such option: --frmat; did you mean --format? (see 'kdcat list --help')"),
        (["stats", "--limit", "3"], "no such option: --limit (see 'kdcat stats --help')"),
        (["list", "--limit"], "option '--limit' requires an argument (see 'kdcat list --help')"),
        (["--show-completion", "fisch"], "no shell 'fisch' (did you mean fish?); shells: bash, zsh, fish"),
        (["list", "words"], "got unexpected extra argument(s) (words) (see 'kdcat list --help')"),
        (["serach"], "no command 'serach'; did you mean search? (see 'kdcat --help')"),
        (["search"], "missing argument 'QUERY' (see 'kdcat search --help')"),
        (["search", "year:20x3"], "query 'year:20x3', character 6: '20x3' is not a year: write 2024, 2020-2023, 2020- or -2019"),
        (["list", "-c", "no-such.md"], "no-such.md: no such file"),
        (["list", "-c", ""], "an empty name names no catalog"),
        (["list", "--not-in", ""], "an empty name names no catalog"),
        (["lint", ""], "an empty name names no catalog"),
        (["diff", "", "-"], "an empty name names no catalog"),
        (["add", "-c", "", "--title", "x"], "an empty name names no catalog"),
        (["list", "-c", "no-such-*"], "no-such-*: no file fits this pattern"),
        (["diff", ".", "."], ".: is a directory; name a Markdown file in it"),
        (["list", "-c", "-", "-c", "-"], "standard input (-) can be read only once"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_wrong_words_get_one_line_that_says_what_is_right(
    kdcat: Kdcat, argv: list[str], message: str
) -> None:
    assert kdcat(*argv, code=2, stderr=f"kdcat: {message}\n") == ""


DEEP = """
# List
## Speech
### Recognition
#### Streaming
##### Far Field (FF)
* **Alpha one**, CVPR 2024, [ :link: ](https://x.org/a) [blog](https://x.org/b) [slides](https://x.org/s)
* **Beta two**, CVPR 2023, [ :link: ](https://x.org/c) [project](https://x.org/p)

  Authors: Anna Graves, Bert Hinton
## Text
* **Gamma far**, CVPR 2022, [ :link: ](https://x.org/d)

  Authors: B. Hinton and Carla Minnow
"""


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (["--section", "streaming"], ["Alpha one", "Beta two"]),
        (["--section", "ff"], ["Alpha one", "Beta two"]),
        (["--section", "far-field-ff"], ["Alpha one", "Beta two"]),
        (["--section", "field"], ["Alpha one", "Beta two"]),
        (["--section", "SPEECH", "--section", "text"], ["Alpha one", "Beta two", "Gamma far"]),
        (["--section", "recognition", "--author", "hinton"], ["Beta two"]),
        (["--author", "bert hinton"], ["Beta two", "Gamma far"]),
        (["--author", "minnow", "--author", "graves"], ["Beta two", "Gamma far"]),
    ],
)
def test_sections_of_every_level_and_authors_select(
    kdcat: Kdcat, write: Write, filters: list[str], titles: list[str]
) -> None:
    path = write(DEEP)
    assert [paper["title"] for paper in listed(kdcat, "-c", path, *filters)] == titles
    words = [
        f'{name[2:]}:"{value}"' for name, value in zip(filters[::2], filters[1::2], strict=True)
    ]
    if len({*filters[::2]}) == len(words) and titles:
        found = json.loads(kdcat("search", "--json", "-c", path, "--", *words))
        assert sorted(paper["title"] for paper in found) == titles


def test_an_unknown_section_lists_those_of_every_level(kdcat: Kdcat, write: Write) -> None:
    path = write(DEEP)
    kdcat("list", "-c", path, "--section", "fra field", code=2,
          stderr=f"kdcat: no section 'fra field' in {path} (did you mean Far Field (FF)?); "
          "sections: Far Field (FF), Recognition, Speech, Streaming, Text\n")  # fmt: skip
    kdcat("list", "-c", path, "--section", "cvpr", code=2,
          stderr=f"kdcat: no section 'cvpr' in {path} ('cvpr' is a venue); "
          "sections: Far Field (FF), Recognition, Speech, Streaming, Text\n")  # fmt: skip


def test_json_has_links_and_all_sections(kdcat: Kdcat, write: Write) -> None:
    path = write(DEEP)
    for _ in range(2):  # read, and from the index
        said = [
            [paper[name] for name in ("project_url", "links", "sections", "authors")]
            for paper in listed(kdcat, "-c", path)
        ]
        sections = ["Speech", "Recognition", "Streaming", "Far Field (FF)"]
        links = {"blog": "https://x.org/b", "slides": "https://x.org/s"}
        assert said == [
            [None, links, sections, None],
            ["https://x.org/p", {}, sections, "Anna Graves, Bert Hinton"],
            [None, {}, ["Text"], "B. Hinton and Carla Minnow"],
        ]
    assert kdcat("list", "-c", path, "--limit", "1", "--fields", "title,links,sections") == (
        'Alpha one\t{"blog": "https://x.org/b", "slides": "https://x.org/s"}\t'
        '["Speech", "Recognition", "Streaming", "Far Field (FF)"]\n'
    )


def test_a_word_may_be_an_author(kdcat: Kdcat, write: Write) -> None:
    path = write(DEEP.replace("Anna Graves", "Anna Gamba"))

    def found(*words: str) -> list[str]:
        papers = json.loads(kdcat("search", "--json", "-c", path, "--", *words))
        return [paper["title"] for paper in papers]

    assert sorted(found("hinton")) == ["Beta two", "Gamma far"]
    assert found("hinton", "gamma") == ["Gamma far"]
    assert sorted(found("hnton")) == ["Beta two", "Gamma far"]
    # A word of a title is meant before a name like it.
    assert found("gama") == ["Gamma far"]
    (paper,) = json.loads(kdcat("search", "--json", "-c", path, "minnow"))
    assert paper["matches"] == [{"field": "authors", "start": 20, "end": 26, "word": "minnow"}]


def test_the_keys_of_a_bibliography_may_be_author_and_year(kdcat: Kdcat, write: Write) -> None:
    text = (
        DEEP + "* **Delta five**, CVPR 2022, [ :link: ](https://x.org/e)\n\n  Authors: Hinton, B.\n"
    )
    path = write(text)
    (first, *_) = listed(kdcat, "-c", path)
    for name, pattern in (
        ("bibtex", "@inproceedings{"),
        ("ris", "ID  - "),
        ("csl-json", '"id": "'),
    ):
        written = kdcat("export", "-c", path, "-f", name, "--key", "author-year", "--sort", "-line")
        keys = [
            part.partition(",")[0].split()[0].strip('"\r') for part in written.split(pattern)[1:]
        ]
        assert keys == ["hinton2022-2", "hinton2022", "graves2023", first["id"]]
    kdcat("export", "-c", path, "-f", "csv", "--key", "author-year", code=2,
          stderr="kdcat: --key goes with bibtex, ris, csl-json; csv has no keys\n")  # fmt: skip
    kdcat("export", "-c", path, "-f", "bibtex", "--key", "author-yaer", code=2,
          stderr="kdcat: no key 'author-yaer' (did you mean author-year?); keys: id, author-year\n")  # fmt: skip


def test_an_unknown_venue_or_task_lists_what_exists(kdcat: Kdcat, write: Write) -> None:
    path = write(TWO)
    kdcat("list", "-c", path, "--venue", "cvrp", code=2,
          stderr=f"kdcat: no venue 'cvrp' in {path} (did you mean CVPR?); venues: CVPR, EMNLP\n")  # fmt: skip
    kdcat("list", "-c", path, "--task", "speech recogniton", code=2,
          stderr=f"kdcat: no task 'speech recogniton' in {path} (did you mean Speech Recognition (ASR)?); "
                 "tasks: Speech Recognition (ASR)\n")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("content", ["", "# Only a title\n", "\ufeff", "* plain"])
def test_a_catalog_without_papers_is_an_answer(kdcat: Kdcat, write: Write, content: str) -> None:
    path = write(content)
    said = f"kdcat: {path}: no papers in it\n"
    assert kdcat("list", "-c", path, "--json", stderr=said) == "[]\n"
    assert kdcat("list", "-c", path, "--modality", "speech", "--venue", "x", stderr=said) == ""
    assert kdcat("search", "-c", path, "anything", stderr=said) == ""
    assert kdcat("stats", "-c", path, "--json", stderr=said) == "[]\n"


def test_what_is_no_text_is_refused(kdcat: Kdcat, write: Write) -> None:
    path = write(b"caf\xe9")
    message = f"kdcat: {path}: not UTF-8: byte 3 (0xe9) on line 1; convert the file to UTF-8\n"
    assert kdcat("list", "-c", path, code=2, stderr=message) == ""


HOSTILE = "[red]a[/] [/] \x1b[31mb\x07 \u202ec\u2066 \x9bd \\[bold] :smile: é知–"


@pytest.mark.slow
def test_hostile_text_is_shown_and_does_nothing(kdcat: Kdcat, write: Write) -> None:
    markdown = HOSTILE.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    path = write(
        f"## {markdown}\n* **{markdown}**, {markdown} 2024, [ :link: ](https://x.org/\x1b[31m)\n"
    )
    (paper,) = listed(kdcat, "-c", path)
    assert paper["title"] == HOSTILE
    for argv in (
        ["-f", "table"],
        [],
        ["-f", "csv"],
        ["-f", "jsonl"],
        ["--json"],
        ["-f", "markdown"],
        ["-f", "bibtex"],
        ["-f", "ris"],
        ["-f", "csl-json"],
    ):
        text = kdcat("list", "-c", path, *argv)
        assert not set("\x1b\x07\x9b\u202e\u2066") & set(text)
    page = kdcat("show", "-c", path, paper["id"])
    assert page.startswith("[red]a[/] [/] �[31mb� �c� �d \\[bold] :smile: é知–\n")
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(page)
    table = kdcat("list", "-c", path, "-f", "table")
    assert "[red]a[/] [/] �[31mb� �c� �d \\[bold] :smile: é知–" in table
    found = kdcat("search", "-c", path, "-f", "table", "smile")
    assert "[red]a[/]" in found


@pytest.mark.slow
def test_help_and_version_work_whatever_the_state_of_the_catalog(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDCAT_CATALOG", "/no/such/file")
    assert kdcat("--version") == f"kdcat {__version__}\n"
    assert "list" in kdcat("--help")
    for name in COMMANDS:
        text = kdcat(name, "--help")
        assert f"kdcat {name}" in text
        assert "Examples" in text


def test_without_words_the_help_is_shown(kdcat: Kdcat) -> None:
    text = kdcat()
    assert all(name in text for name in COMMANDS)
