"""The page in a browser: what a reader sees, types, clicks and takes home."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from kdcat.bibliography.names import Name
from kdcat.reading.catalog import Catalog
from kdcat.records.kept import Kept, add
from tests.conftest import Kdcat
from tests.page.conftest import ROWS, Opened, ask, titles, wait_for_all
from tests.records.answers import FETCHED, record

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data"
LIST = """# Ladders

## Wood
### Oak
* **Alpha one**, CVPR 2020, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/one)
* **Beta two**, ICML 2021, [ :link: ](https://x.org/b)
### Ash
* **Gamma three**, CVPR 2023, [ :link: ](https://x.org/c)
## Iron
* **Delta four**, Unheard Of 2024, [ :link: ](https://x.org/d) [ :octocat: ](https://github.com/d/four)
* **Alpha one**, CVPR 2020, [ :link: ](https://x.org/a)
"""


NEVER_IDLE = "globalThis.requestIdleCallback = () => 0;"


def counts(page: Page) -> dict[str, str]:
    """What the filters say how many papers there would be."""
    texts = page.locator("#facets label").all_text_contents()
    return {name: count for text in texts for name, count in re.findall(r"^(.*?)(\d+)$", text)}


def filter_by(page: Page, name: str) -> None:
    page.locator("#facets label", has_text=name).first.click()


def years(page: Page) -> list[str]:
    return [str(bar.get_attribute("aria-label")) for bar in page.locator("#years button").all()]


def test_search_as_one_types(opened: Opened) -> None:
    page = opened()
    assert page.inner_text("#count") == "172 of 172"
    # Whoever has typed a letter has asked nothing yet, and "as" may become a word.
    assert (ask(page, "a"), page.locator(".section").first.is_visible()) == ("172 of 172", True)
    assert ask(page, "a s") == "172 of 172"
    assert ask(page, "as") == ask(page, "the as")
    assert int(ask(page, "as").split()[0]) >= int(ask(page, "asr").split()[0]) > 10
    assert ask(page, "radardis") == "1 of 172"
    assert titles(page) == [
        "RadarDistill: Boosting Radar-based Object Detection Performance via Knowledge Distillation from LiDAR Features"
    ]
    assert page.locator("#near").is_hidden()
    assert ask(page, "radardistill qwertz") == "1 of 172"
    assert page.inner_text("#near") == "No paper has all of these words; these have most of them."
    # Fewer than half of the words are no answer.
    assert ask(page, "radardistill qwertz zzzz") == "0 of 172"
    assert page.locator("fieldset", has_text="Venues").is_hidden()
    assert page.locator("#cite-shown").is_disabled()
    page.click("#none button")
    assert page.inner_text("#count") == "172 of 172"


def marked(page: Page) -> list[str]:
    """The words of titles that are marked, in the order of the rows."""
    found = "[...CSS.highlights.get('found')].map((each) => each.startContainer.data.slice(each.startOffset, each.endOffset))"
    return list(page.evaluate(found))


def test_what_was_found_is_marked(opened: Opened, write: Callable[..., str]) -> None:
    others = "* **RungSlat five**, CVPR 2020\n* **Steps with code six**, CVPR 2020\n"
    others += "* **Hoop kiln lathe**, CVPR 2020\n* **Kiln lathe hoop mast**, CVPR 2020\n"
    page = opened("-c", write(LIST + others))
    ask(page, "slat")
    assert (titles(page), marked(page)) == (["RungSlat five"], ["RungSlat"])
    # What a title says is no condition.
    ask(page, "steps with code")
    assert titles(page) == ["Steps with code six"]
    # A title that begins with what is asked comes before a shorter one that has it.
    ask(page, "kiln lathe")
    assert titles(page) == ["Kiln lathe hoop mast", "Hoop kiln lathe"]
    ask(page, "alph")
    assert (titles(page), marked(page)) == (["Alpha one", "Alpha one"], ["Alpha", "Alpha"])
    ask(page, "gamma")
    assert marked(page) == ["Gamma"]
    ask(page, "")
    assert marked(page) == []


def test_words_in_quotes_stand_together(opened: Opened) -> None:
    page = opened()
    apart, together = ask(page, "knowledge distillation from"), ask(page, '"distillation from"')
    assert int(together.split()[0]) < int(apart.split()[0])
    assert all("distillation from" in title.lower() for title in titles(page))


def test_a_pasted_address_finds_its_paper(opened: Opened, write: Callable[..., str]) -> None:
    page = opened("-c", write(LIST))
    assert ask(page, "http://www.x.org/b/") == "1 of 5"
    assert titles(page) == ["Beta two"]
    assert ask(page, "https://x.org/a?from=mail") == "2 of 5"
    assert page.locator("#near").is_hidden()


def known_items() -> list[tuple[str, list[int], str]]:
    """The queries of the repository that look for one paper: each with the lines that are right."""
    found = []
    for name in ("search-dev", "search-machine-made", "search-many"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            query = json.loads(line)
            if query["kind"] not in ("none", "topic") and isinstance(query["relevant"], list):
                found.append((query["query"], query["relevant"], name))
    return found


def test_search_finds_the_known_paper_first(opened: Opened) -> None:
    page = opened()
    queries = known_items()
    first = page.evaluate(
        """(queries) => queries.map((query) => {
          const input = document.getElementById("q");
          input.value = query;
          input.dispatchEvent(new Event("input"));
          return Number(document.querySelector("#papers tr[data-key]")?.dataset.line ?? 0);
        })""",
        [query for query, _, _ in queries],
    )
    right: dict[str, list[bool]] = {}
    for line, (_, relevant, name) in zip(first, queries, strict=True):
        right.setdefault(name, []).append(line in relevant)
    shares = {name: sum(of) / len(of) for name, of in right.items()}
    assert {name: share for name, share in shares.items() if share < 0.9} == {}
    assert len(queries) > 500


def test_filters_count_what_they_would_leave(opened: Opened, write: Callable[..., str]) -> None:
    page = opened("-c", write(LIST))
    every = {
        "Has code": "2", "Wood": "3", "Oak": "2", "Ash": "1", "Iron": "2",
        "CVPR": "3", "ICML": "1", "Unheard Of": "1",
    }  # fmt: skip
    assert counts(page) == every
    assert years(page) == [
        "2020: 2 papers", "2021: 1 paper", "2022: 0 papers", "2023: 1 paper", "2024: 1 paper",
    ]  # fmt: skip
    disabled = [bar.is_disabled() for bar in page.locator("#years button").all()]
    assert disabled == [False, False, True, False, False]
    filter_by(page, "Wood")
    assert titles(page) == ["Alpha one", "Beta two", "Gamma three"]
    assert counts(page) == {
        **every, "Has code": "1", "CVPR": "2", "Unheard Of": "0",
    }  # fmt: skip
    filter_by(page, "CVPR")
    page.click("#years button >> nth=3")
    assert titles(page) == ["Gamma three"]
    assert counts(page) == {
        **dict.fromkeys(every, "0"), "Wood": "1", "Ash": "1", "CVPR": "1",
    }  # fmt: skip
    assert page.evaluate("location.hash") == "#section=Wood&year=2023&venue=CVPR"
    page.click("#years button >> nth=3")
    assert page.evaluate("location.hash") == "#section=Wood&venue=CVPR"
    page.go_back()
    page.go_back()
    assert titles(page) == ["Alpha one", "Gamma three"]
    page.click("#chosen button >> nth=0")
    assert titles(page) == ["Alpha one", "Gamma three", "Alpha one"]
    page.click("#years button >> nth=1")
    page.click("#years button >> nth=4", modifiers=["Shift"])
    assert page.evaluate("location.hash") == "#year=2021-&venue=CVPR"
    assert page.locator("#chosen li").all_inner_texts() == ["since 2021\n×", "CVPR\n×", "Clear"]
    page.click("#chosen .clear")
    assert page.inner_text("#count") == "5 of 5"
    assert page.evaluate("location.hash") == ""
    ask(page, "alpha")
    filter_by(page, "CVPR")
    filter_by(page, "Wood")
    page.click("#chosen .clear")
    assert (page.inner_text("#count"), page.input_value("#q")) == ("2 of 5", "alpha")


def test_an_answer_has_an_address(opened: Opened, kdcat: Kdcat) -> None:
    page = opened(asked="#q=distillation&section=Speech&year=2020-2022,2024&has=code&sort=-year")
    assert page.input_value("#q") == "distillation"
    found = titles(page)
    shown = page.locator(f"{ROWS} td:nth-child(3)").all_inner_texts()
    assert shown == sorted(shown, reverse=True)
    assert set(shown) <= {"2020", "2021", "2022", "2024"}
    assert page.inner_text("#count") == f"{len(found)} of 172"
    assert len(found) > 3
    again = opened(asked=page.evaluate("location.hash"))
    assert titles(again) == found
    visited = again.evaluate("history.length")
    ask(again, "distillation speech")
    again.wait_for_url(re.compile(r"#q=distillation\+speech&"))
    assert again.evaluate("history.length") == visited
    # One that is pasted where the page is open already; what is chosen is to be seen.
    label = again.locator("#facets label", has_text="Speech Recognition (ASR)")
    assert label.is_hidden()
    again.evaluate("location.hash = '#section=Speech>Speech Recognition (ASR)&year=2023-'")
    label.wait_for()
    listed = kdcat("list", "--task", "asr", "--year", "2023-", "--fields", "title").splitlines()
    assert titles(again) == listed


def test_rows_are_sorted(opened: Opened, write: Callable[..., str]) -> None:
    path = write(LIST + "* **Omega**, [ :link: ](https://x.org/o)\n")
    page = opened("-c", path)
    listed = titles(page)
    turned = ["Delta four", "Gamma three", "Beta two", "Alpha one", "Alpha one", "Omega"]
    page.click("thead button >> nth=2")
    assert titles(page) == turned
    assert page.get_attribute("thead th >> nth=2", "aria-sort") == "descending"
    assert page.locator(".where").first.inner_text() == "Iron"
    page.click("thead button >> nth=2")
    assert titles(page) == [*turned[4::-1], "Omega"]
    page.click("thead button >> nth=2")
    assert titles(page) == listed
    # Each answer has a table of its own; the key that asked for it is there too.
    page.keyboard.press("Enter")
    assert titles(page) == turned
    assert page.evaluate("document.activeElement.closest('table').id") == "papers"
    page.select_option("#sort", "list")
    page.select_option("#sort", "venue")
    assert titles(page)[-2:] == ["Delta four", "Omega"]
    page.select_option("#sort", "list")
    assert page.locator("tr.section").all_inner_texts() == ["Wood › Oak", "Wood › Ash", "Iron"]


@pytest.mark.parametrize(
    "options",
    [
        {"java_script_enabled": False},
        {"before": "globalThis.URLSearchParams = undefined;", "fails": True},
        {"before": "globalThis.URLSearchParams = undefined;", "fails": True, "asked": "#q=lidar"},
    ],
)
def test_the_list_is_read_without_a_program(
    opened: Opened, catalog: Catalog, options: dict[str, Any]
) -> None:
    page = opened(**options)
    assert page.locator("#papers").is_visible()
    assert titles(page) == [paper.title for paper in catalog.papers]
    sections = page.locator("tr.section").all_inner_texts()
    assert sections[0] == "3D Input › 3D Object Detection"
    visible = "button, input, select, dialog, aside"
    assert [each for each in page.locator(visible).all() if each.is_visible()] == []


def test_bibtex_is_that_of_the_command(opened: Opened, kdcat: Kdcat) -> None:
    page = opened()
    page.click("#cite-shown")
    assert page.input_value("#citation textarea") == kdcat("export", "-f", "bibtex")


def test_a_citation_is_closed_by_a_click_beside_it(opened: Opened) -> None:
    page = opened()
    page.click("#cite-shown")
    page.click("#citation textarea")
    assert page.locator("#citation").is_visible()
    page.mouse.click(5, 5)
    assert page.locator("#citation").is_hidden()


def test_bibtex_of_one_paper_says_where_it_is_listed(
    opened: Opened, kdcat: Kdcat, write: Callable[..., str]
) -> None:
    path = write(LIST)
    page = opened("-c", path, "--source", "https://github.com/o/ladders/blob/main/list.md")
    page.click("tr[data-key] button >> nth=2")
    assert page.inner_text("#citation h2") == "Gamma three"
    assert (
        page.inner_text("#place") == "Listed in Wood › Ash, line 8 of list.md · Correct this entry"
    )
    links = [each.get_attribute("href") for each in page.locator("#place a").all()]
    assert links == [
        "https://github.com/o/ladders/blob/main/list.md?plain=1#L8",
        "https://github.com/o/ladders/edit/main/list.md",
    ]
    shown = page.input_value("#citation textarea")
    assert shown == kdcat("show", "-c", path, "gamma three", "-f", "bibtex")
    with page.expect_download() as download:
        page.click("#save")
    key = page.get_attribute("tr[data-key] >> nth=2", "data-key")
    assert download.value.suggested_filename == f"{key}.bib"
    page.keyboard.press("Escape")
    assert page.locator("#citation").is_hidden()


WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
REFUSED = """
  navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  document.execCommand = () => false;
"""


def copied(page: Page) -> tuple[str, str]:
    """What is said when a citation is copied, and what is to be copied."""
    page.click(f"{ROWS} button >> nth=0")
    page.click("#copy")
    page.wait_for_selector("#citation [role=status]:not(:empty)")
    return page.inner_text("#citation [role=status]"), page.input_value("#citation textarea")


def test_a_citation_is_copied(opened: Opened, kdcat: Kdcat) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    said, text = copied(page)
    assert said == "Copied"
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert text == kdcat("show", "weak-to-strong 3d", "-f", "bibtex")
    page.keyboard.press("Escape")
    page.click(f"{ROWS} button >> nth=1")
    assert page.inner_text("#citation [role=status]") == ""


def test_a_citation_is_copied_where_there_is_no_clipboard_to_write_to(opened: Opened) -> None:
    page = opened(before=WITHOUT_CLIPBOARD)
    said, text = copied(page)
    assert said == "Copied"
    page.keyboard.press("Escape")
    page.focus("#q")
    page.keyboard.press("Control+v")
    # A field of one line takes no ends of lines.
    assert page.input_value("#q").split() == text.split()


def test_a_citation_that_may_not_be_copied_is_selected(opened: Opened) -> None:
    page = opened(before=REFUSED)
    said, text = copied(page)
    assert said == "Selected: press Ctrl+C or ⌘C to copy"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert page.evaluate("getSelection().toString()") == text


def test_a_student_takes_home_what_there_is_of_speech_recognition_with_code(
    opened: Opened, kdcat: Kdcat
) -> None:
    """From the opened page to a file that LaTeX reads."""
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("asr distillation")
    before = int(page.inner_text("#count").split()[0])
    filter_by(page, "Has code")
    found = titles(page)
    assert page.inner_text("#count") == f"{len(found)} of 172"
    assert 0 < len(found) < before
    typed = ask(page, "asr distillation with code")
    assert (titles(page), typed) == (found, f"{len(found)} of 172")
    page.click("#cite-shown")
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "papers.bib"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    keys = re.findall(r"@\w+\{(.*),", text)
    assert text == kdcat("show", *keys, "-f", "bibtex")
    assert len(keys) == len(found)


def test_everything_is_done_with_the_keyboard(opened: Opened, write: Callable[..., str]) -> None:
    page = opened("-c", write(LIST))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the papers"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("alpha")
    assert page.inner_text("#count") == "2 of 5"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert (page.inner_text("#count"), page.inner_text("#chosen")) == ("1 of 5", "Has code\n×")
    page.keyboard.press("/")
    assert page.evaluate("getSelection().toString()") == "alpha"
    order = []
    for _ in range(40):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.textContent || document.activeElement.id")
        )
        if order[-1] == "Cite":
            break
    assert order[-3:] == ["Alpha one", "Code", "Cite"]
    page.keyboard.press("Enter")
    assert page.locator("#citation").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Cite"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1024])
def test_axe_finds_nothing(opened: Opened, width: int, scheme: str) -> None:
    page = opened(width=width, color_scheme=scheme)
    axe = Axe()
    assert [each["id"] for each in axe.run(page).response["violations"]] == []
    if width == 390:
        page.click("#filters")
    filter_by(page, "Speech")
    assert ask(page, "zzzz") == "0 of 172"
    # Axe looks into tables that a browser need not lay out, and the browser complains of that.
    page.wait_for_selector(".old", state="detached")
    assert [each["id"] for each in axe.run(page).response["violations"]] == []
    ask(page, "distillation")
    wait_for_all(page)
    page.wait_for_selector(".old", state="detached")
    assert [each["id"] for each in axe.run(page).response["violations"]] == []
    page.click(f"{ROWS} button >> nth=0")
    assert [each["id"] for each in axe.run(page).response["violations"]] == []


def test_what_is_chosen_is_seen_in_colours_of_the_system(opened: Opened) -> None:
    page = opened(asked="#year=2023", forced_colors="active")
    background = "(each) => getComputedStyle(each).backgroundColor"
    chosen = page.locator("#years [aria-pressed=true] i").evaluate(background)
    other = page.locator("#years [aria-pressed=false] i").first.evaluate(background)
    system = page.evaluate("""() => ["Highlight", "CanvasText"].map((name) => {
      const each = document.body.appendChild(document.createElement("p"));
      each.style.cssText = `forced-color-adjust: none; background: ${name}`;
      return getComputedStyle(each).backgroundColor;
    })""")
    assert [chosen, other] == system
    assert page.locator("#facets i >> visible=true").count() == 0


def test_rows_are_cards_on_a_phone(opened: Opened) -> None:
    page = opened(width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.get_by_role("button", name="Cite RadarDistill: Boosting").count() == 1
    row = page.locator("tr[data-key]").first
    assert row.evaluate("each => getComputedStyle(each).display") == "flex"
    assert row.get_attribute("role") == "row"
    assert page.locator("#facets").is_hidden()
    assert page.locator("#years").inner_text().split()[:3] == ["2005", "…", "2017"]
    page.click("#filters")
    assert page.locator("#facets").is_visible()


def test_long_venues_and_links_stay_in_their_row(opened: Opened, write: Callable[..., str]) -> None:
    links = "".join(f" [an unofficial copy {n}](https://x.org/{n})" for n in range(4))
    entry = f"* **Alpha**, {30 * 'Proceedings of '}All 2024, [ :link: ](https://x.org/a){links}\n"
    page = opened("-c", write(f"# L\n## A\n{entry}* **Beta**, ICML 2023\n"), width=390)
    row = page.locator("tr[data-key]").first
    inside = """(row) => [...row.querySelectorAll("td, td a, td button")].map((each) =>
      each.getBoundingClientRect().right <= row.getBoundingClientRect().right)"""
    assert row.locator("td a").count() == 5
    assert set(row.evaluate(inside)) == {True}
    page.set_viewport_size({"width": 1024, "height": 900})
    assert set(row.evaluate(inside)) == {True}
    assert page.locator("tr[data-key] td:nth-child(2)").first.bounding_box()["height"] < 150  # type: ignore[index]


def named_years(page: Page) -> list[str]:
    """The names of years in sight, after a look that each is inside the chart and apart of others."""
    found = page.evaluate("""() => [...document.querySelectorAll("#years span")].map((span) => {
      const text = document.createRange();
      text.selectNodeContents(span);
      const { left, right } = text.getBoundingClientRect();
      return [span.textContent, left, right];
    }).filter(([, left, right]) => right > left)""")
    box = page.locator("#years").bounding_box()
    assert box is not None
    ends = [box["x"], *(place for _, left, right in found for place in (left, right))]
    assert ends == sorted(ends)
    assert ends[-1] <= box["x"] + box["width"]
    return [name for name, _, _ in found]


@pytest.mark.parametrize(
    ("years", "on_phone", "on_desk"),
    [
        (range(2020, 2022), "2020 2021", "2020 2021"),
        (
            range(2010, 2024),
            "2010 2014 2016 2018 2020 2023",
            "2010 2011 2012 2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023",
        ),
        (
            [1990, 1995, 1998, 2000, 2006, *range(2014, 2027)],
            "1990 2000 2014 2021 2026",
            "1990 1995 1998 2000 2006 2014 2016 2018 2020 2022 2024 2026",
        ),
    ],
    ids=["two", "all", "gaps"],
)
def test_years_stand_apart_below_their_chart(
    opened: Opened, write: Callable[..., str], years: list[int], on_phone: str, on_desk: str
) -> None:
    entries = "".join(f"* **Rung {year}**, CVPR {year}\n" for year in years)
    page = opened("-c", write(f"# Ladders\n{entries}"), width=320)
    assert named_years(page) == on_phone.split()
    page.set_viewport_size({"width": 901, "height": 900})
    assert named_years(page) == on_desk.split()
    page.set_viewport_size({"width": 1600, "height": 900})
    assert named_years(page) == on_desk.split()
    # A bar is no wall, however few there are.
    widths = [bar.bounding_box()["width"] for bar in page.locator("#years i").all()]  # type: ignore[index]
    assert max(widths) <= 96


@pytest.mark.parametrize(
    ("entries", "filters"),
    [
        ("## A\n* **Alpha**, CVPR 2020\n* **Beta**, CVPR 2021\n", []),
        ("## A\n### B\n* **Alpha**, 2020\n### C\n* **Beta**\n", ["Sections"]),
        ("* **Alpha**, CVPR 2020\n* **Beta**, ICML 2021\n", ["Venues"]),
        ("* **Alpha**, [ :octocat: ](https://github.com/a/a)\n* **Beta**\n", ["Code"]),
        ("## A\n### B\n#### C\n##### D\n* **Alpha**\n##### E\n* **Beta**\n", []),
    ],
    ids=["none", "sections", "venues", "code", "deep"],
)
def test_there_are_filters_for_what_tells_papers_apart(
    opened: Opened, write: Callable[..., str], entries: str, filters: list[str]
) -> None:
    page = opened("-c", write(f"# Ladders\n{entries}"))
    assert page.locator("#facets legend").all_inner_texts() == filters
    # Where there are none, they leave no empty column.
    assert page.locator(".columns.single").count() == (0 if filters else 1)


def test_a_search_that_must_wait_says_so(opened: Opened, write: Callable[..., str]) -> None:
    entries = "".join(f"* **Rung {n}**, CVPR {2020 + n % 2}\n" for n in range(1001))
    path = write(f"# Ladders\n## Wood\n{entries}## Iron\n* **Last**, ICML 2021\n")
    page = opened("-c", path, asked="#q=last", before=NEVER_IDLE)
    assert page.inner_text("#count") == "Searching …"
    assert page.locator("#facets label").all_text_contents() == [
        "Wood1,001", "Iron1", "CVPR1,001", "ICML1",
    ]  # fmt: skip
    assert years(page) == ["2020: 501 papers", "2021: 501 papers"]
    page = opened("-c", path, asked="#q=last")
    page.wait_for_selector("#main:not(.waits)")
    assert (page.inner_text("#count"), titles(page)) == ("1 of 1,002", ["Last"])


COUNT_SHIFTS = """
  globalThis.shifted = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shifted += value)))
    .observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = """() => new Promise((painted) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(painted))))"""


@pytest.mark.parametrize("asked", ["", "#section=Speech", "#q=lidar"])
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_moves_while_the_page_is_built(opened: Opened, width: int, asked: str) -> None:
    page = opened(width=width, asked=asked, before=COUNT_SHIFTS)
    wait_for_all(page)
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("shifted") < 0.001


NEVER_FRAMED = "globalThis.requestAnimationFrame = () => 0;"
NEVER_LATER = "globalThis.setTimeout = () => 0;"
"""With this the program never runs: what is there is what is painted before it."""


@pytest.mark.parametrize(
    ("asked", "height", "hidden"),
    [("", 900, True), ("", 1200, False), ("#q=a", 900, False), ("#papers", 900, False)],
)
def test_what_is_below_the_window_waits_until_the_rows_are_painted(
    browser: Browser, kdcat: Kdcat, tmp_path: Path, asked: str, height: int, hidden: bool
) -> None:
    kdcat("page", "-o", str(tmp_path / "page.html"))
    context = browser.new_context(viewport={"width": 1200, "height": height})
    page = context.new_page()
    page.add_init_script(NEVER_LATER)
    page.goto((tmp_path / "page.html").as_uri() + asked)
    page.wait_for_selector("html:not(.opening)")
    found = page.evaluate("""() => [...document.querySelectorAll("tbody")].map(
      (body) => getComputedStyle(body).display)""")
    context.close()
    assert set(found) == ({"block", "none"} if hidden else {"block"})
    assert found[0] == "block"


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("", {"h1": True, "#q": True, "#papers": False, "footer": False}),
        ("#papers", {"h1": True, "#q": True, "#papers": True, "footer": True}),
        ("#q=lidar", {"h1": True, "#q": True, "#papers": False, "footer": False}),
    ],
)
def test_what_is_above_the_rows_is_painted_before_them(
    browser: Browser, kdcat: Kdcat, tmp_path: Path, asked: str, seen: dict[str, bool]
) -> None:
    kdcat("page", "-o", str(tmp_path / "page.html"))
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(NEVER_FRAMED + NEVER_LATER)
    # What an address asks for is answered at once, unless the program fails to start.
    page.add_init_script(
        "addEventListener('DOMContentLoaded', (event) => event.stopImmediatePropagation());"
    )
    page.goto((tmp_path / "page.html").as_uri() + asked)
    found = {name: page.locator(name).is_visible() for name in seen}
    context.close()
    assert found == seen


def test_a_page_that_is_not_painted_is_there_all_the_same(opened: Opened) -> None:
    page = opened(before=NEVER_FRAMED)
    assert page.locator(ROWS).first.is_visible()
    assert page.locator("footer").is_visible()
    assert page.evaluate("document.documentElement.className") == "runs ready"


def test_all_that_is_shown_is_printed(opened: Opened) -> None:
    page = opened(asked="#section=Speech", before=NEVER_IDLE, color_scheme="dark")
    assert len(titles(page)) < 67
    assert page.locator("table >> visible=true").count() == 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(f"{ROWS} >> visible=true").count() == len(titles(page)) == 67
    assert page.locator("#years, .search, #facets, #papers td button >> visible=true").count() == 0
    # On white paper, whatever the screen has.
    link = page.locator("td:last-child a").first
    assert link.evaluate("(each) => getComputedStyle(each).color") == "rgb(11, 107, 99)"


def test_an_answer_is_seen_from_its_beginning(opened: Opened) -> None:
    page = opened()
    page.locator(ROWS).last.scroll_into_view_if_needed()
    page.wait_for_function("() => scrollY > 2000")
    ask(page, "distillation")
    page.wait_for_function("() => scrollY < 500")
    assert page.locator(ROWS).first.bounding_box()["y"] > 0  # type: ignore[index]


def test_rows_are_in_bodies_whose_height_is_guessed(opened: Opened) -> None:
    page = opened()
    said = "[...document.querySelectorAll('#papers tbody')].map((body) => [body.className, body.querySelectorAll('tr[data-key]').length])"
    before = page.evaluate(said)
    page.select_option("#sort", "-year")
    wait_for_all(page)
    after = page.evaluate(said)
    assert [name for name, _ in after] == ["n32 first", "n32", "n32", "n32", "n32", "n12"]
    # So many rows fill the first screen; those of all other bodies are later.
    assert before[:3] == [["n15 first", 15], ["n4 first", 4], ["n13 later", 13]]
    assert {name for name, count in before[2:] if name != f"n{count} later"} == set()
    assert {name for name, count in after[1:] if name != f"n{count}"} == set()
    guessed = "getComputedStyle(document.querySelector('#papers tbody:last-child'))"
    assert page.evaluate(f"{guessed}.contentVisibility") == "auto"
    assert page.evaluate(f"{guessed}.containIntrinsicBlockSize") == "auto 990px"
    # What is in the window need not be found to be near it.
    ask(page, "radardis")
    assert page.evaluate(said) == [["n1 first", 1]]
    assert page.evaluate(f"{guessed}.contentVisibility") == "visible"


def test_an_answer_that_was_short_is_taken_away_at_once(opened: Opened) -> None:
    page = opened(before=NEVER_IDLE)
    for query in ("distillation", "radar", "lidar"):
        ask(page, query)
    shown = "[...document.querySelectorAll('.old')].map((table) => getComputedStyle(table).display)"
    # The newest first; that which the page came with would keep a key waiting.
    assert page.evaluate(shown) == ["none", "none", "block"]


def test_a_large_section_has_its_name_once(opened: Opened, write: Callable[..., str]) -> None:
    entries = "".join(f"* **Rung {n}**, CVPR {2020 + n % 2}\n" for n in range(80))
    page = opened("-c", write(f"# Ladders\n## Wood\n{entries}## Iron\n* **Last**, CVPR 2021\n"))
    said = """() => [...document.querySelectorAll("#papers tbody")].map((body) =>
      [body.querySelector(".section")?.textContent ?? null, body.querySelectorAll("tr[data-key]").length])"""
    every = [["Wood", 32], [None, 32], [None, 16], ["Iron", 1]]
    assert page.evaluate(said) == every
    assert counts(page) == {"Wood": "80", "Iron": "1"}
    page.click("#years button >> nth=1")
    wait_for_all(page)
    assert page.evaluate(said) == [["Wood", 32], [None, 8], ["Iron", 1]]
    page.click("#chosen button")
    wait_for_all(page)
    assert page.evaluate(said) == every
    page.wait_for_selector(".old", state="detached")
    page.select_option("#sort", "title")
    assert titles(page)[:4] == ["Last", "Rung 0", "Rung 1", "Rung 2"]


def found_by_the_browser(page: Page, text: str) -> bool:
    return bool(page.evaluate("(text) => getSelection().empty() || window.find(text)", text))


def test_the_browser_finds_and_selects_all_rows(opened: Opened, catalog: Catalog) -> None:
    page = opened()
    last = catalog.papers[-1].title
    assert titles(page) == [paper.title for paper in catalog.papers]
    assert found_by_the_browser(page, last)
    page.click("#count")
    page.select_option("#sort", "-title")
    wait_for_all(page)
    assert sorted(titles(page)) == sorted(paper.title for paper in catalog.papers)
    assert found_by_the_browser(page, titles(page)[-1])
    page.select_option("#sort", "list")
    page.locator("main").focus()
    page.keyboard.press("Control+a")
    assert titles(page) == [paper.title for paper in catalog.papers]
    assert last in page.evaluate("getSelection().toString()")


OTHERS = """# 论文

* **大语言模型的知识蒸馏**, [ :link: ](https://x.org/1)
* **日本語による音声認識**, [ :link: ](https://x.org/2)
* **تقطير المعرفة للتعرف على الكلام**, [ :link: ](https://x.org/3)
* **Дистилляция знаний**, [ :link: ](https://x.org/4)
* **Über schnelle Modelle**, [ :link: ](https://arxiv.org/abs/2401.00001)
"""


def test_titles_are_found_in_any_writing(
    opened: Opened, kdcat: Kdcat, write: Callable[..., str]
) -> None:
    path = write(OTHERS)
    page = opened("-c", path)
    found = {query: ask(page, query) for query in ("知识", "音声認識", "المعرفة", "знани", "uber")}
    assert set(found.values()) == {"1 of 5"}
    # A list without sections, years, venues and code has no filters, and no columns for them.
    for part in (
        "#facets",
        "#years",
        "thead th:nth-child(2)",
        "thead th:nth-child(3)",
        "#papers .section",
    ):
        assert page.locator(part).is_hidden()
    ask(page, "")
    page.click("#cite-shown")
    assert page.input_value("#citation textarea") == kdcat("export", "-c", path, "-f", "bibtex")


DIFFICULT = """# Papers

## Größe & Co, "quoted"
### 50 % of_all #1
* **Simplified TinyBERT: a {braced} $x^2$ \\\\ study — “quoted” "straight"**, ACL Findings 2021, [ :link: ](https://x.org/a_b%20c#:~:text=some,words)
* **ALL CAPITALS HERE**, In Proceedings of Nothing 2020, [ :link: ](https://doi.org/10.1145/3581783.3612134)

  Authors: Anna van der Berg, José Núñez-Ünal and Ludwig van Beethoven et al.
* **A plain title**, CVPR 2019, [ :link: ](https://x.org/p)

  Authors: Ann Bee, Bo Cee, and Cy Dee
* **Deep learning of German and LiDAR at Gaussian ends**, [ :link: ](https://arxiv.org/abs/cs/0601001)
* **A title of the and**, arXiv 2019, [ :link: ](https://arxiv.org/abs/1901.00001) [ :octocat: ](https://github.com/a/b#readme)
## Elsewhere
* **A title of the and**, ICML 2019, [ :link: ](https://arxiv.org/abs/1901.00001v2)
* **A title of the and**, CVPR 2018, [ :link: ](https://arxiv.org/abs/1801.00009)
"""


def test_difficult_bibtex_is_that_of_the_command(
    opened: Opened, kdcat: Kdcat, write: Callable[..., str]
) -> None:
    path = write(DIFFICULT)
    page = opened("-c", path)
    page.click("#cite-shown")
    assert page.input_value("#citation textarea") == kdcat("export", "-c", path, "-f", "bibtex")


RECORDED = """# Birds
## Song
* **A Finch that Sings**, TPAMI 2022, [ :link: ](https://doi.org/10.1000/a)
* **A Wren that Sings**, [ :link: ](https://doi.org/10.1000/b)
* **An Owl that Listens**, CVPR 2021, [ :link: ](https://doi.org/10.1000/c)
* **A Lark in a Journal that Nobody Knows**, [ :link: ](https://doi.org/10.1000/d)
* **A Mole that Digs**, ICML 2020, [ :link: ](https://doi.org/10.1000/e)
"""
OF_ALL = {
    "authors": (Name("Lark", "Ada"), Name("Berg", "Cy", "van den")), "pages": "12-19", "volume": "4_4",
    "issue": "7", "publisher": "Nest & Sons", "editors": (Name("Bo", "Li"),),
}  # fmt: skip
RECORDS = {
    "a": {"title": "A finch that sings", "venue": "IEEE TPAMI", "year": 2022, "kind": "journal"},
    "b": {"title": "A wren that sings", "venue": "CVPR", "year": 2023, "kind": "conference"},
    "c": {"title": "An owl that listens", "venue": "Computer Vision and Pattern Recognition", "year": 2021, "kind": "conference"},
    "d": {"title": "A lark in a journal that nobody knows", "venue": "Annals of Larks", "year": 2019, "kind": "journal"},
}  # fmt: skip


def test_bibtex_of_records_is_that_of_the_command(
    opened: Opened,
    kdcat: Kdcat,
    write: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    answers = {
        f"doi:10.1000/{name}": Kept(FETCHED, record(doi=f"10.1000/{name}", **OF_ALL, **said))
        for name, said in RECORDS.items()
    }
    add(tmp_path / "data" / "kdcat" / "records.jsonl", answers)
    path = write(RECORDED)
    page = opened("-c", path)
    # What all papers have tells none apart.
    assert page.locator("#facets legend").all_inner_texts() == ["Venues"]
    page.click("#cite-shown")
    exported = kdcat("export", "-c", path, "-f", "bibtex")
    assert exported.count("volume = {4") == 4
    assert "journal = {Annals of Larks}" in exported
    assert page.input_value("#citation textarea") == exported


def test_long_words_do_not_widen_a_phone(opened: Opened, write: Callable[..., str]) -> None:
    long = "Supercalifragilistic" * 12
    page = opened("-c", write(f"# {long}\n## {long}\n* **{long}**, {long[:60]} 2020\n"), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_titles_from_the_right_begin_where_their_lines_do(
    opened: Opened, write: Callable[..., str]
) -> None:
    entries = (
        f"* **{title}**, CVPR 2020, [ :link: ](https://x.org/{place})\n"
        for place, title in enumerate(("تقطير المعرفة", "Alpha"))
    )
    path = write("# T\n\n## S\n\n" + "".join(entries))
    page = opened("-c", path)
    wait_for_all(page)
    drawn = """(each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return Math.round(range.getBoundingClientRect().left);
    }"""
    first, second = page.locator("tbody td:first-child > a").all()
    assert first.evaluate("(each) => getComputedStyle(each.closest('[dir]')).direction") == "rtl"
    assert first.evaluate(drawn) == second.evaluate(drawn) > 0
