"""What holds for every format of the table."""

import subprocess
import sys

import pytest

from kdcat.errors import UsageError
from kdcat.formats.table import FORMATS, ROW_FORMATS, TEXT_FORMATS, render, render_rows
from kdcat.paper import FIELDS, NESTED_FIELDS, Paper
from kdcat.printable import printable
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, hostile

CASES = {
    "none": (),
    "one": (FULL,),
    "bare": (BARE,),
    "all": ALL,
    "hostile": tuple(map(hostile, HOSTILE)),
}


def test_the_table_is_in_the_order_of_the_help() -> None:
    assert list(ROW_FORMATS) == ["tsv", "csv", "json", "jsonl"]
    assert list(TEXT_FORMATS) == [*ROW_FORMATS, "markdown", "bibtex", "ris", "csl-json"]
    assert list(FORMATS) == [*TEXT_FORMATS, "sqlite"]
    assert [name for name, form in FORMATS.items() if form.once] == ["bibtex", "ris", "csl-json"]
    assert [name for name, form in FORMATS.items() if form.nested] == ["json", "jsonl"]
    assert all(form.name == name for name, form in FORMATS.items())


def test_a_format_is_the_function_of_its_name_in_the_module_of_its_name() -> None:
    for name, form in FORMATS.items():
        function = form.function()
        assert function.__module__ == f"kdcat.formats.{name.replace('-', '_')}"
        assert function.__name__ == name.replace("-", "_")


def test_rows_of_anything_are_written() -> None:
    rows = [("a, b", 1, ["x"], None), ("=1", 2.5, [], {"k": None})]
    written = {name: "".join(render_rows(name, rows, ["w", "n", "l", "m"])) for name in ROW_FORMATS}
    assert written == {
        "tsv": 'a, b\t1\t["x"]\t\n=1\t2.5\t[]\t{"k": null}\n',
        "csv": 'w,n,l,m\r\n"a, b",1,"[""x""]",\r\n\'=1,2.5,[],"{""k"": null}"\r\n',
        "json": (
            '[\n {"w": "a, b", "n": 1, "l": ["x"], "m": null},\n'
            ' {"w": "=1", "n": 2.5, "l": [], "m": {"k": null}}\n]\n'
        ),
        "jsonl": (
            '{"w": "a, b", "n": 1, "l": ["x"], "m": null}\n'
            '{"w": "=1", "n": 2.5, "l": [], "m": {"k": null}}\n'
        ),
    }


@pytest.mark.parametrize("name", TEXT_FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_text_is_whole_lines_without_controls(name: str, case: str) -> None:
    text = "".join(render(name, CASES[case]))
    shown = text.replace("\r\n", "\n").replace("\n", " ")
    if name == "tsv":
        shown = shown.replace("\t", " ")
    assert shown == printable(shown)
    if name in {"json", "jsonl", "csl-json"}:
        text.encode()
    assert not text or text.endswith("\n")
    assert bool(text) == bool(CASES[case] or name in {"csv", "json", "csl-json"})


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_paper_does_not_depend_on_the_others(name: str) -> None:
    alone = "".join(render(name, [ALL[7]])).strip("[]\r\n")
    assert alone.splitlines()[-1] in "".join(render(name, ALL))


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_any_iterable_of_papers_will_do(name: str) -> None:
    assert "".join(render(name, iter(ALL))) == "".join(render(name, list(ALL)))


def test_an_unknown_format_is_refused_at_once() -> None:
    with pytest.raises(UsageError) as error:
        render("bibtx", [])
    assert str(error.value) == (
        "no format 'bibtx' (did you mean bibtex?); "
        "formats: tsv, csv, json, jsonl, markdown, bibtex, ris, csl-json"
    )


ALL_FIELDS = (*FIELDS, *NESTED_FIELDS)


@pytest.mark.parametrize("name", ROW_FORMATS)
def test_an_unknown_field_is_refused_at_once(name: str) -> None:
    with pytest.raises(UsageError) as error:
        render(name, [], ["titel"])
    assert (
        str(error.value)
        == f"no field 'titel' (did you mean title?); fields: {', '.join(ALL_FIELDS)}"
    )


def test_no_field_is_refused() -> None:
    with pytest.raises(UsageError, match="no field is asked for; fields: id, title"):
        render("json", [], [])


@pytest.mark.parametrize("name", [name for name in TEXT_FORMATS if name not in ROW_FORMATS])
def test_fields_of_a_fixed_format_are_refused(name: str) -> None:
    with pytest.raises(UsageError) as error:
        render(name, [], ["title"])
    assert str(error.value) == (
        f"the fields of {name} cannot be chosen; those of tsv, csv, json, jsonl can"
    )


EXTRA: dict[str, list[object]] = {"score": [1.0, 0.25], "matches": [[], [{"field": "title"}]]}


def test_extra_columns_stand_after_all_fields() -> None:
    papers = [FULL, BARE]
    assert "".join(render("jsonl", papers, ["score", "id"], EXTRA)) == (
        '{"score": 1.0, "id": "radardistill-k3x9m"}\n{"score": 0.25, "id": "bare-00000"}\n'
    )
    last = "".join(render("jsonl", papers, None, EXTRA)).splitlines()[1]
    assert last.endswith(
        '"links": {}, "sections": [], "record": null, "score": 0.25, "matches": [{"field": "title"}]}'
    )
    assert "".join(render("csv", papers, ["id", "score", "matches"], EXTRA)) == (
        "id,score,matches\r\nradardistill-k3x9m,1.0,[]\r\n"
        'bare-00000,0.25,"[{""field"": ""title""}]"\r\n'
    )
    assert "".join(render("tsv", papers, None, EXTRA)) == "".join(render("tsv", papers))
    assert "".join(render("tsv", papers, ["id", "score"], EXTRA)) == (
        "radardistill-k3x9m\t1.0\nbare-00000\t0.25\n"
    )


def test_extra_columns_are_as_long_as_the_papers() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(render("json", [FULL], None, {"score": []}))


def test_a_field_asked_for_twice_is_given_once() -> None:
    assert "".join(render("json", [FULL], ["year", "year"])) == '[\n {"year": 2024}\n]\n'


LOADED = """
import sys
from kdcat.formats.table import FORMATS, render
from kdcat.paper import Paper
paper = Paper("id", "T", "V", "V", 2024, "m", "t", None, "https://a.org/", None, None, None, "c", 1)
for name in sys.argv[1:]:
    "".join(render(name, [paper]))
heavy = {"csv", "rich", "markdown_it", "pylatexenc", "rapidfuzz", "sqlite3"}
print(*sorted(heavy & set(sys.modules)))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["json", "jsonl", "tsv"], ""), (["csv"], "csv"), (["ris", "csl-json"], "")],
)
def test_only_what_a_format_needs_is_loaded(names: list[str], expected: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *names], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == expected


def test_a_paper_is_what_the_cases_hold() -> None:
    assert len(ALL) == 172
    assert all(isinstance(paper, Paper) for paper in ALL)
