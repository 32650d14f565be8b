"""Texts and addresses that want to be more than data, on the page and in the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.page.html import page
from kdcat.paper import Paper
from tests.conftest import Kdcat
from tests.page.conftest import Opened, ask, titles

WORKS = (
    '<img src=x onerror="document.title=1">',
    "</script><script>document.title=1</script>",
    "</style><style>body{display:none}",
    "<!--<script>",
    '"><svg onload=document.title=1>',
    "' onmouseover='document.title=1",
    "{{ 7 * 7 }} {% raw %}",
    "${7*7} `x`",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "\u202eevil\u202c \u2066\u200e",
    "\u2028\u2029 line",
    "__proto__ constructor toString",
    "]]> --> */ // \\u003c/script>",
)


def paper(number: int, text: str, address: str | None = None) -> Paper:
    return Paper(
        id=f"paper-{number}", title=text, venue=text, venue_raw=text, year=2020,
        modality=text, task="__proto__", subtask=None, paper_url=address, code_url=address,
        doi=None, arxiv_id=None, catalog=f"{text}.md", line=number, authors=text,
        links=((text, address),) if address else (),
    )  # fmt: skip


HOSTILE = [paper(number, text) for number, text in enumerate(WORKS)]


class Elements(HTMLParser):
    """The elements of a page, and the attributes that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, int] = {}
        self.acting: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[tag] = self.names.get(tag, 0) + 1
        for name, value in attrs:
            is_link = name in ("href", "src", "action", "formaction")
            ours = value is None or value.startswith(("http", "#", "data:image/png;base64,"))
            if name.startswith("on") or name == "style" or (is_link and not ours):
                self.acting.append((tag, name, value))


def elements(papers: list[Paper]) -> Elements:
    found = Elements()
    found.feed("".join(page(papers[0].title, papers)))
    return found


def test_hostile_texts_make_no_element() -> None:
    plain = [paper(number, f"Alpha {number}") for number in range(len(WORKS))]
    assert elements(HOSTILE).names == elements(plain).names
    assert elements(HOSTILE).acting == []


@given(st.text(min_size=1))
def test_no_text_makes_an_element(text: str) -> None:
    assert elements([paper(1, text)]).names == elements([paper(1, "Alpha")]).names
    assert elements([paper(1, text)]).acting == []


def test_no_fact_opens_a_comment_or_a_script() -> None:
    text = "".join(page("Alpha", [paper(1, "<!--<script>")]))
    facts = text.partition('id="facts">')[2].partition("</script>")[0]
    assert "<" not in facts
    assert json.loads(facts)["file"] == "<!--<script>.md"


def test_the_policy_allows_only_what_is_in_the_page() -> None:
    text = "".join(page("Alpha", HOSTILE))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    said = re.sub(r"&#39;sha256-[\w+/=]+&#39;", "HASH", policy[1]).replace("&#39;", "'")
    assert said == (
        "default-src 'none'; script-src HASH HASH; style-src HASH; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.slow
def test_hostile_texts_are_shown_as_they_are(
    opened: Opened, kdcat: Kdcat, write: Callable[..., str]
) -> None:
    marks = str.maketrans(dict.fromkeys("\u202e\u202c\u2066\u200e", "\ufffd"))
    escaped = [re.sub(r"([\\`*_{}\[\]<>&$])", r"\\\1", text) for text in WORKS[:10]]
    lines = "".join(
        f"## {text}\n* **{text}**, {text} 2020, [ :link: ](javascript:alert({number})) "
        f"[ :octocat: ](https://x.org/%22onload=%22{number})\n"
        for number, text in enumerate(escaped)
    )
    path = write(lines)
    expected = [
        text.translate(marks)
        for text in kdcat("list", "-c", path, "--fields", "title").splitlines()
    ]
    tab = opened("-c", path)
    assert titles(tab) == expected
    assert len(expected) == len(escaped)
    assert tab.locator("a[href^='javascript']").count() == 0
    assert tab.locator("#papers td:first-child a").count() == 0
    for text in expected:
        ask(tab, text)
    ask(tab, "")
    tab.click("#cite-shown")
    assert tab.input_value("#citation textarea") == kdcat("export", "-c", path, "-f", "bibtex")
    tab.keyboard.press("Escape")
    for box in tab.locator("#facets input").all()[:20]:
        box.check(force=True)
    assert tab.title() == expected[0] or tab.title() == Path(path).stem
    assert tab.evaluate("getComputedStyle(document.body).display") == "block"


@pytest.mark.slow
def test_names_that_every_object_has_are_names(
    opened: Opened, kdcat: Kdcat, write: Callable[..., str]
) -> None:
    names = (r"\_\_proto\_\_", "constructor", "toString", "valueOf", "hasOwnProperty")
    lines = "".join(f"## {name}\n* **Of {name}**, {name} 2020\n" for name in names)
    path = write(f"# Names\n{lines}")
    tab = opened("-c", path)
    for name in names:
        assert ask(tab, name.replace("\\", "")) == "1 of 5"
    ask(tab, "")
    tab.click("#cite-shown")
    assert tab.input_value("#citation textarea") == kdcat("export", "-c", path, "-f", "bibtex")
    tab.keyboard.press("Escape")
    for box in tab.locator("#facets label").all():
        box.click()
    assert tab.inner_text("#count") == "5 of 5"
    assert tab.locator("#facets input:checked").count() == 10
    again = opened("-c", path, asked=tab.evaluate("location.hash"))
    assert again.locator("#facets input:checked").count() == 10


@pytest.mark.slow
def test_nothing_in_the_address_acts(opened: Opened) -> None:
    tab = opened(
        asked="#q=<img src=x onerror=alert(1)>&section=__proto__&venue=toString&year=9-x,,-&sort=constructor"
    )
    assert tab.inner_text("#none").startswith("No paper fits.")
    assert tab.locator("main img").count() == 0
    assert tab.locator("#chosen li").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("#q=" + 200_000 * "a", "0 of 172"),
        ("#q=" + 3_000 * "a+b+", "0 of 172"),
        ("#q=" + 5_000 * "%22", "172 of 172"),
        ("#q=%F0%80%ff", "172 of 172"),
        ("#year=" + 5_000 * "1-" + "&year=0-" + 30 * "9", "171 of 172"),
        ("#===&&&=%&q=&section=" + 10_000 * "%3E", "172 of 172"),
        ("#papers", "172 of 172"),
    ],
    ids=lambda given: str(given)[:20],
)
def test_no_address_is_too_much(opened: Opened, asked: str, count: str) -> None:
    assert opened(asked=asked).inner_text("#count") == count


@pytest.mark.slow
def test_a_title_of_a_megabyte_is_a_title(opened: Opened, write: Callable[..., str]) -> None:
    words, letters = 200_000 * "word ", 1_000_000 * "x"
    tab = opened("-c", write(f"# Large\n## A\n* **{words}end**\n* **{letters}**\n* **Small**\n"))
    assert titles(tab) == [f"{words}end", letters, "Small"]
    assert (ask(tab, "small"), ask(tab, "word end")) == ("1 of 3", "1 of 3")
