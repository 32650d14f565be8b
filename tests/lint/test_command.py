"""`kdcat lint` as its users meet it: what it prints, how it ends, what it writes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import jsonschema
import pytest

from kdcat.lint import checking
from kdcat.lint.checked_document import CheckedDocument
from kdcat.lint.problem import KEYS, Finding, Problem
from kdcat.lint.report import github, sarif
from kdcat.lint.rule import Rule
from kdcat.lint.rules.table import ALL, RULES
from tests.conftest import Kdcat

Write = Callable[[str | bytes], str]
WRONG = (
    "* **Alpha**, arXiv 2005, [ :link: ](https://arxiv.org/abs/2005.14435)\n"
    "* **Beta**, ECCV 2021 , [ :link: ](https://x.org/b)\n"
)
RIGHT = "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
SUMMARY = "1 error, 1 warning; 1 fixable with --fix\n"


def test_text(kdcat: Kdcat, write: Write) -> None:
    path = write(WRONG)
    expected = (
        f"{path}:1:1: error: arxiv-year-mismatch: arXiv 2005.14435 is of 2020, the entry says 2005 "
        "[fixable]\n"
        f"{path}:2:18: warning: impossible-venue-year: ECCV is held in even years only\n"
    )
    assert kdcat("lint", path, code=1, stderr=SUMMARY) == expected
    assert kdcat("lint", "--catalog", path, path, code=1, stderr=SUMMARY) == expected
    assert kdcat("lint", write(RIGHT)) == ""


def test_json(kdcat: Kdcat, write: Write) -> None:
    path = write(WRONG)
    first, second = json.loads(kdcat("lint", path, "-f", "json", code=1, stderr=SUMMARY))
    assert tuple(first) == tuple(second) == KEYS
    assert first == {
        "rule": "arxiv-year-mismatch", "severity": "error", "catalog": path, "line": 1, "column": 1,
        "end_line": 1, "end_column": 70, "suggestion": "2020", "fixable": True,
        "message": "arXiv 2005.14435 is of 2020, the entry says 2005",
    }  # fmt: skip
    assert kdcat("lint", write(RIGHT), "-f", "json") == "[]\n"


def test_github() -> None:
    odd = Problem("r", "style", "a:b,c%.md", 1, 2, 3, 4, "50% of\r\n::error::x", None, False)
    assert github([odd]) == (
        "::notice file=a%3Ab%2Cc%25.md,line=1,endLine=3,col=2,endColumn=4,title=r"
        "::50%25 of  ::error::x\n"
    )


# What https://json.schemastore.org/sarif-2.1.0.json asks of the parts that are written.
_TEXT = {"type": "object", "required": ["text"], "additionalProperties": False,
         "properties": {"text": {"type": "string"}}}  # fmt: skip
_NUMBER = {"type": "integer", "minimum": 1}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _object(required: list[str], **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


_REGION = _object([], startLine=_NUMBER, startColumn=_NUMBER, endLine=_NUMBER, endColumn=_NUMBER)
_PLACE = _object(
    [],
    artifactLocation=_object(
        [], uri={"type": "string", "format": "uri-reference"}, uriBaseId={"type": "string"}
    ),
    region=_REGION,
)
_RULE = _object(
    ["id"],
    id={"type": "string"},
    shortDescription=_TEXT,
    help=_TEXT,
    defaultConfiguration=_object([], level=_LEVEL),
)
_DRIVER = _object(
    ["name"],
    name={"type": "string"},
    version={"type": "string"},
    rules={"type": "array", "uniqueItems": True, "items": _RULE},
)
_RESULT = _object(
    ["message"], ruleId={"type": "string"}, ruleIndex={"type": "integer", "minimum": -1}, level=_LEVEL, message=_TEXT,
    locations={"type": "array", "items": _object([], physicalLocation=_PLACE)},
)  # fmt: skip
_RUN = _object(
    ["tool"], tool=_object(["driver"], driver=_DRIVER), columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": _RESULT},
    originalUriBaseIds={"type": "object", "additionalProperties": _object([], description=_TEXT)},
)  # fmt: skip
SARIF = _object(
    ["version", "runs"], version={"const": "2.1.0"}, runs={"type": "array", "items": _RUN},
    **{"$schema": {"type": "string", "format": "uri"}},
)  # fmt: skip


def test_sarif(kdcat: Kdcat, write: Write) -> None:
    log = json.loads(kdcat("lint", write(WRONG), "-f", "sarif", code=1, stderr=SUMMARY))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.name for rule in ALL]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    jsonschema.validate(json.loads(sarif([])), SARIF)


def _addresses(log: str) -> list[dict[str, str]]:
    (run,) = json.loads(log)["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    return [place["artifactLocation"] for place in places]


def test_sarif_names_files_as_their_repository_does(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a repository" / ".git").mkdir(parents=True)
    folder = tmp_path / "a repository" / "docs: all"
    folder.mkdir()
    (folder / "l\xefst.md").write_text("* **Beta**, ECCV 2021, [ :link: ](https://x.org/b)\n")
    outside = tmp_path / "outside.md"
    outside.write_text("* **Beta**, ECCV 2021, [ :link: ](https://x.org/b)\n")
    within = {"uri": "docs%3A%20all/l%C3%AFst.md", "uriBaseId": "%SRCROOT%"}
    for here, name in (
        (folder, "l\xefst.md"),
        (folder, "./../docs: all/l\xefst.md"),
        (tmp_path, str(folder / "l\xefst.md")),
    ):
        monkeypatch.chdir(here)
        log = kdcat("lint", name, "-f", "sarif", code=1, stderr="1 warning\n")
        assert _addresses(log) == [within]
    monkeypatch.chdir(tmp_path)
    log = kdcat("lint", str(outside), "-f", "sarif", code=1, stderr="1 warning\n")
    assert _addresses(log) == [{"uri": "outside.md", "uriBaseId": "%SRCROOT%"}]
    monkeypatch.chdir(folder)
    log = kdcat("lint", "../../outside.md", "-f", "sarif", code=1, stderr="1 warning\n")
    assert _addresses(log) == [{"uri": outside.as_uri()}]


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--style"], ["arxiv-year-mismatch", "impossible-venue-year", "space-before-comma"]),
        (["--select", "style"], ["space-before-comma"]),
        (["--select", "all", "--ignore", "warning,style"], ["arxiv-year-mismatch"]),
        (["--select", "impossible-venue-year"], ["impossible-venue-year"]),
    ],
)
def test_selection(
    kdcat: Kdcat,
    write: Write,
    options: list[str],
    rules: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kdcat.cli.program import run

    assert run(["lint", write(WRONG), "-f", "json", *options]) == 1
    assert [one["rule"] for one in json.loads(capsys.readouterr().out)] == rules


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--select", "emty-section"], "no rule 'emty-section'; did you mean empty-section?"),
        (["--explain", "nonsense-rule"], "no rule 'nonsense-rule'"),
        (["--format", "jsn"], "no format 'jsn'"),
        (["--fix"], "make a copy and name it: cp "),
        (["--fix", "--diff"], "--fix and --diff cannot both be meant"),
        (["--unsafe"], "--unsafe goes with --fix or --diff"),
        (["-", "--fix"], "only a file can be changed"),
    ],
)  # fmt: skip
def test_trouble(
    options: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import io
    import sys

    from kdcat.cli.program import run

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert run(["lint", *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err
    assert said.err.count("\n") == 1


def test_fix_and_diff(kdcat: Kdcat, write: Write) -> None:
    content = b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").rstrip("\r\n").encode()
    path = write(content)
    diff = kdcat("lint", path, "--diff", code=1)
    assert "\n-* **Alpha**, arXiv 2005," in diff
    assert "\n+* **Alpha**, arXiv 2020," in diff
    assert Path(path).read_bytes() == content
    left = f"{path}:2:18: warning: impossible-venue-year: ECCV is held in even years only\n"
    done = "fixed arxiv-year-mismatch: arXiv 2005.14435 is of 2020, the entry says 2005"
    said = f"{path}:1: {done}\n{path}: 1 fixed\n1 warning\n"
    assert kdcat("lint", path, "--fix", code=1, stderr=said) == left
    assert Path(path).read_bytes() == content.replace(b"arXiv 2005", b"arXiv 2020")
    assert kdcat("lint", path, "--diff") == ""


def test_unsafe(kdcat: Kdcat, write: Write) -> None:
    url = "https://openaccess.thecvf.com/content/CVPR2023/html/L_CVPR_2023_paper.html"
    path = write(f"* **Alpha**, CVPR 2024, [ :link: ]({url})\n")
    refused = "kdcat: --unsafe asks about each fix, and nobody is there; --yes makes all\n"
    kdcat("lint", path, "--fix", "--unsafe", code=2, stderr=refused)
    done = "fixed year-vs-url: the address is of 2023, the entry says 2024"
    said = f"{path}:1: {done}\n{path}: 1 fixed\n"
    kdcat("lint", path, "--fix", "--unsafe", "--yes", stderr=said)
    assert "CVPR 2023, [" in Path(path).read_text()


PROSE = (
    "# A project\n\n* [Contribute](#contribute)\n* [Nothing](#nothing)\n\n## Contribute\n\n"
    "* Read [the rules](https://x.org/rules) first, as of 2021 \n\n## Later\n"
)
OTHER_FORM = "- [Alpha of beta](https://arxiv.org/abs/2101.0000{n}), arXiv 2020\n"


def test_lists_only(kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("prose.md").write_text(PROSE)
    Path("list.md").write_text(WRONG)
    broken = "prose.md:4:3: error: toc-broken-anchor: no heading has the anchor #nothing\n"
    found = kdcat("lint", "prose.md", "--ignore", "warning", code=1, stderr="1 error\n")
    assert found == broken
    alone = kdcat("lint", "list.md", code=1, stderr=SUMMARY)
    assert kdcat("lint", "--lists-only", "list.md", "prose.md", code=1, stderr=SUMMARY) == alone
    for options in ([], ["--style"], ["--diff"], ["--fix"], ["--select", "all"]):
        assert kdcat("lint", "--lists-only", *options, "prose.md") == ""
    assert Path("prose.md").read_text() == PROSE
    assert kdcat("lint", "--lists-only", "prose.md", "-f", "json") == "[]\n"
    # A few lines of another form may be anything; from three on, they are a list.
    two = "# Papers\n\n" + "".join(OTHER_FORM.format(n=n) for n in (1, 2))
    Path("few.md").write_text(two)
    assert kdcat("lint", "--lists-only", "few.md") == ""
    Path("few.md").write_text(two + OTHER_FORM.format(n=3))
    rules = "--select", "arxiv-year-mismatch"
    said = kdcat("lint", "--lists-only", "few.md", *rules, code=1, stderr="3 errors\n")
    assert said.count("arxiv-year-mismatch") == 3


def test_standard_input(kdcat: Kdcat) -> None:
    out = kdcat("lint", "-", "--diff", code=1, stdin=WRONG)
    assert out.startswith("--- a/-\n+++ b/-\n")


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL, ids=[rule.name for rule in ALL])
def test_explain(kdcat: Kdcat, rule: object) -> None:
    name = getattr(rule, "name", "")
    said = kdcat("lint", "--explain", name)
    assert said.startswith(f"{name} (")
    assert "Wrong:" in said
    assert name in kdcat("lint", "--explain", "all")


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_diff_looks_for_nothing_that_is_not_mended(
    kdcat: Kdcat, write: Write, monkeypatch: pytest.MonkeyPatch, unsafe: bool
) -> None:
    """Nor for what a comment silences, as it tells of no comment that silences nothing."""
    looked_for = _asked(monkeypatch)
    path = write(f"{WRONG.rstrip()} <!-- kdcat: ignore missing-year, arxiv-year-mismatch -->\n")
    shown = kdcat("lint", path, "--style", "--diff", *(["--unsafe"] if unsafe else []), code=1)
    assert "+* **Alpha**, arXiv 2020, [" in shown
    assert looked_for.keys() == {
        rule.name for rule in RULES if rule.is_mended(unsafe=unsafe) and not rule.is_online
    }


def _asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each rule is asked from now on."""
    asked: Counter[str] = Counter()

    def noting(rule: Rule) -> Rule:
        def look(document: CheckedDocument) -> Iterable[Finding]:
            asked[rule.name] += 1
            return rule.check(document)

        return rule._replace(check=look)

    monkeypatch.setattr(checking, "RULES", tuple(map(noting, RULES)))
    return asked


def test_a_fix_asks_of_each_state_only_what_it_must(
    kdcat: Kdcat, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all states the rules that mend, of the last one the others too, and none of them twice."""
    path = write(f"{WRONG.rstrip()} <!-- kdcat: ignore missing-year, arxiv-year-mismatch -->\n")
    asked = _asked(monkeypatch)
    told = (
        f"{path}:1: fixed arxiv-year-mismatch: arXiv 2005.14435 is of 2020, the entry says 2005\n"
        f"{path}:2: fixed space-before-comma: space before a comma\n"
        f"{path}: 2 fixed\n"
    )
    said = kdcat(
        *("lint", path, "--style", "--fix"),
        code=1,
        stderr=f"{told}3 warnings\n",
    )
    assert said == (
        f"{path}:2:18: warning: impossible-venue-year: ECCV is held in even years only\n"
        f"{path}:2:71: warning: unused-ignore: missing-year is to be ignored, but finds nothing "
        "here\n"
        f"{path}:2:85: warning: unused-ignore: arxiv-year-mismatch is to be ignored, but finds "
        "nothing here\n"
    )
    assert asked == {
        rule.name: 2 if rule.is_mended(unsafe=False) else 1 for rule in RULES if not rule.is_online
    }
    asked.clear()
    assert kdcat("lint", path, "--style", "--fix", code=1, stderr="3 warnings\n") == said
    assert set(asked.values()) == {1}


def test_what_is_read_before_it_is_fixed_is_not_parsed_again(
    kdcat: Kdcat, write: Write, parsed: list[str]
) -> None:
    """Nor what is reported afterwards."""
    path = write(
        "* **A & <b>b</b>**  CVPR 2024 , [ :link: ](https://x.org/1)\n* **B & <b>b</b>**\n"
    )
    told = ["double-space: more than one space", "space-before-comma: space before a comma"]
    fixed = "".join(f"{path}:1: fixed {what}\n" for what in told)
    left = "3 errors, 1 warning; 1 fixable with --fix\n"
    kdcat(
        *("lint", path, "--style", "--fix", "--lists-only"),
        code=1,
        stderr=f"{fixed}{path}: 2 fixed\n{left}",
    )
    assert len(parsed) == len({*parsed})


def test_it_is_said_by_what_a_fault_is_mended(kdcat: Kdcat) -> None:
    said = {
        "arxiv-year-mismatch": "Fixed by --fix where the fix is beyond doubt, else by --fix --unsafe",
        "duplicate-in-section": "Fixed by --fix --unsafe where one text is suggested.",
    }
    for name, how in said.items():
        assert f"\n{how}" in kdcat("lint", "--explain", name)
