"""What servers say acts on no terminal, whatever they say."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kdcat.cli.format_names import TABLE
from kdcat.cli.program import run
from kdcat.formats.table import ROW_FORMATS, TEXT_FORMATS
from kdcat.lint import report
from kdcat.network import client
from kdcat.paper import RECORD_FIELDS
from terminal import on_terminal
from tests.loopback import Asked, Reply, Web, authority, lead_to, serving, write_program
from tests.one_door import ACTING, HOSTILE, OF_OUR_OWN, acting
from tests.records.answers import CROSSREF, SCHOLAR, entry, feed

_RAW = "https://raw.githubusercontent.com/o/r/HEAD/README.md"
# A header is a line of bytes, in which HTTP takes all controls but white space, DEL and NUL.
_NO_HEADER = HOSTILE.encode().decode("latin-1")
_IN_A_LINE = _NO_HEADER.replace("\x0c", "").replace("\x7f", "")
# An address takes no ASCII that is not printed, and what else acts.
_IN_AN_ADDRESS = "".join(filter(lambda letter: letter >= "\x80", HOSTILE))
_LOCATION = _IN_AN_ADDRESS.encode().decode("latin-1")
_IN_XML = "".join(letter for letter in HOSTILE if letter >= " ")
"""What a text of XML can hold, and so no control below the space."""
_LIST = """\
## Birds

* **An Owl at Night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017) [ :octocat: ](https://github.com/a/owl)
* **Teaching a Sparrow by a Choir**, TPAMI 2022, [ :link: ](https://doi.org/10.9999/sparrow.2022.17)
* **A Finch that Hears**, Birds 2021, [ :link: ](https://example.org/finch)
"""
_ONLINE = (
    "lint", "--online", "--select",
    "title-differs,year-differs,published-since,link-dead,link-moved,code-link-empty",
)  # fmt: skip

pytestmark = pytest.mark.slow
both = pytest.mark.parametrize("at_terminal", [False, True])


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in an empty folder, which is also the home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    for kind in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))


def _crossref(text: str) -> Reply:
    said = CROSSREF | {
        "author": [{"given": f"Ada {text}", "family": f"Lark {text}"}],
        "container-title": f"Journal {text}",
        "publisher": text,
        "page": text,
        "volume": text,
        "issue": text,
        "abstract": f"We {text} sing.",
        "issued": {"date-parts": [[2021]]},
    }
    return Reply(200, json.dumps(said))


def _scholar(text: str) -> Reply:
    (found,) = SCHOLAR["data"]
    said = found | {"venue": text, "abstract": text}
    return Reply(200, json.dumps({"data": [said | {"authors": [{"name": f"Ada {text}"}]}]}))


def _arxiv() -> Reply:
    more = "".join(
        f"<arxiv:{name}>{text}</arxiv:{name}>"
        for name, text in (
            ("comment", _IN_XML),
            ("journal_ref", _IN_XML),
            ("doi", f"10.9999/owl{_IN_XML}"),
        )
    )
    said = entry(title=f"An owl at dawn {_IN_XML}", authors=(f"Cy {_IN_XML} Berg",), more=more)
    return Reply(200, feed(said))


def _answers_that_are_records(asked: Asked) -> Reply:
    """What registries and a repository answer that are right in their form, and hostile in it."""
    if "export.arxiv.org" in asked.url:
        return _arxiv()
    if "doi.org" in asked.url or "crossref" in asked.url:
        return _crossref(HOSTILE)
    if "semanticscholar" in asked.url:
        return _scholar(HOSTILE)
    if "raw.githubusercontent" in asked.url:
        paper = f"* **New {HOSTILE} {len(asked.url)}**, ACL {HOSTILE} 2024, [ :link: ](https://x.org/{HOSTILE})\n"
        return Reply(200, f"## Text {HOSTILE}\n\n{paper}", {"ETag": _IN_A_LINE})
    if "/git/trees/" in asked.url:
        paths = (f"a{HOSTILE}.md", f"{HOSTILE}/b.md", "c.md")
        tree = [
            {"path": path, "type": "blob", "mode": "100644", "sha": HOSTILE + path}
            for path in paths
        ]
        return Reply(200, json.dumps({"tree": tree}))
    if "/commits/" in asked.url:
        return Reply(200, "a" * 40)
    if "api.github.com" in asked.url:
        return Reply(200, json.dumps([{"name": f"{HOSTILE}.md"}]))
    if asked.url.startswith("https://example.org/finch"):
        return Reply(301, "", {"Location": f"https://moved.example.org/{_LOCATION}"})
    return Reply(200, HOSTILE)


_BODY = json.dumps({"message": HOSTILE, "error": HOSTILE, "id": HOSTILE, "tree": [HOSTILE]})
_ANSWERS_THAT_ARE_NONE = {
    "a status line": Reply(200, "", reason=_IN_A_LINE),
    "a refusal": Reply(403, _BODY, {"X-Why": _IN_A_LINE, "Retry-After": _IN_A_LINE}, reason="\x9b2J"),
    "a trouble": Reply(503, HOSTILE),
    "a body": Reply(200, _BODY),
    "a body of bytes": Reply(200, HOSTILE.encode("utf-16") + b"\0\x1b\x9b\xff"),
    "an encoding": Reply(200, _BODY, {"Content-Encoding": _IN_A_LINE, "Content-Type": _IN_A_LINE}),
    "a length": Reply(200, _BODY, {"Content-Length": _IN_A_LINE}, length=-1),
    "a name of a header": Reply(200, _BODY, {f"X{_IN_A_LINE}": "x"}),
    "no header": Reply(200, _BODY, {"X": f"{_NO_HEADER}\0"}),
    "no address": Reply(302, "", {"Location": f"https://a.org/{_IN_A_LINE}"}),
    **{
        f"a redirect to {target[:12]}": Reply(302, "", {"Location": target + _LOCATION})
        for target in ("https://a.org/", "https://", "https://127.0.0.1/", "javascript:", "//[")
    },
}  # fmt: skip


def test_no_answer_of_a_server_acts_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "birds.md"
    file.write_text(_LIST, encoding="utf-8")
    add = ("add", "--catalog", "birds.md", "--dry-run", "--force", "--modality", "birds")
    asking: list[tuple[str, ...]] = [
        ("follow", "o/new"),
        ("update",),
        ("complete", "--catalog", "birds.md", "--no-cache"),
        (*add, "10.9999/sparrow.2022.17"),
        (*_ONLINE, "birds.md"),
    ]
    acts: dict[str, Any] = {}
    with serving(Web(authority())) as web:
        lead_to(web, monkeypatch, tmp_path)
        monkeypatch.setattr(client, "PATIENCE", client.PATIENCE._replace(tries=1))
        web.pages[_RAW] = _LIST
        assert run(["follow", "o/r", "--as", "mine"]) == 0
        monkeypatch.setattr(web, "reply", lambda _: Reply(503))
        for words in asking:
            # What they need is loaded here once, and not each time that they run on their own.
            run(words)
        for name, reply in _ANSWERS_THAT_ARE_NONE.items():
            monkeypatch.setattr(web, "reply", lambda _, reply=reply: reply)
            found, silent = acting(asking, tmp_path, at_terminal=False)
            acts |= {f"{name}: {words}": text for words, text in found.items()}
            assert silent in ([], [" ".join(asking[-1])])
    assert acts == {}


@pytest.mark.skipif(os.name != "posix", reason="elsewhere there are other terminals")
def test_no_answer_of_a_server_acts_on_the_terminal_of_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of its own: the one here has the server's threads, which do not live in a fork."""
    (tmp_path / "birds.md").write_text(_LIST, encoding="utf-8")
    add = "add --catalog birds.md --dry-run --force --modality birds 10.9999/sparrow.2022.17"
    acts = {}
    with serving(Web(authority())) as web:
        lead_to(web, monkeypatch, tmp_path)
        program = write_program(web, tmp_path)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        web.pages[_RAW] = _LIST
        assert run(["follow", "o/r", "--as", "mine"]) == 0
        # Each is another way through the program; all are walked in a pipe.
        for name in ("a status line", "a refusal", "an encoding", "no address"):
            reply = _ANSWERS_THAT_ARE_NONE[name]
            monkeypatch.setattr(web, "reply", lambda _, reply=reply: reply)
            shown, _ = on_terminal(
                ["sh", "-c", f"kdcat update; kdcat {add}"],
                os.environ,
                tmp_path,
                columns=200,
                rows=50,
            )
            assert "kdcat: " in shown
            if "Traceback" in shown or ACTING.search(OF_OUR_OWN.sub("", shown)):
                acts[name] = shown
    assert acts == {}


@both
def test_no_record_and_no_list_of_a_server_acts_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_terminal: bool
) -> None:
    file = tmp_path / "birds.md"
    file.write_text(_LIST, encoding="utf-8")
    of = ("--catalog", "birds.md", "--no-cache")
    new = ("add", *of[:2], "--dry-run", "--force", "--modality", "birds", "2203.00017")
    commands: list[tuple[str, ...]] = [
        ("complete", *of),
        (*_ONLINE, "birds.md"),
        *((*_ONLINE, "birds.md", "--format", name) for name in report.FORMATS),
        *(("show", word, *of) for word in ("owl", "sparrow", "finch")),
        ("show", "sparrow", *of, "--json"),
        *(
            ("list", *of, "--format", name, "--fields", ",".join(RECORD_FIELDS))
            for name in (TABLE, *ROW_FORMATS)
        ),
        *(("export", *of, "--format", name) for name in TEXT_FORMATS),
        ("search", "author:lark sing", *of),
        ("follow", "o/r:**", "--as", "pages"),
        ("update",),
        ("follow",),
        *(("new", "--format", name) for name in (TABLE, "tsv", "atom")),
        ("list", "--catalog", "pages"),
    ]
    if at_terminal:
        # Of a change more is written into a pipe, for `patch`.
        commands += [new, (*new[:-1], "https://doi.org/10.9999/sparrow.2022.17")]
    with serving(Web(authority())) as web:
        lead_to(web, monkeypatch, tmp_path)
        monkeypatch.setattr(client, "PATIENCE", client.PATIENCE._replace(tries=1))
        web.pages[_RAW] = _LIST
        assert run(["follow", "o/r", "--as", "mine"]) == 0
        monkeypatch.setattr(web, "reply", _answers_that_are_records)
        assert acting(commands, tmp_path, at_terminal) == ({}, [])
