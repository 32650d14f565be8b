"""How large the web page of a list is, how soon it is there, and how soon a key is answered.

    python benchmarks/page.py [--rounds N] [PAPERS...]

It writes the page of the catalog that comes with kdcat, and of made ones of so many papers (10000
without any), opens them in turn, N times, in a Chromium without a window, and prints a table of
medians: the bytes of the page, milliseconds until something is painted, in a tab of a browser
that runs, as a reader has one, until the largest text is, which is one of the rows (`rows`), and
until something is as the first page of a browser that was just started (`cold`), those of the first
in which the page's thread had the processor, which other programs disturb less, and until the page
answers, and those from a key to the laid out answer, the median and the slowest of
all keys of `QUERIES`, typed letter by letter; behind these, of the processor's time, all that a key
costs, with its painting, and the milliseconds of a key that comes when all rows of the answer
before are there. Each tab is of a fresh profile, and has shown nothing but an empty file. The
first row is a page with one word on it: no page is painted sooner in this browser on this machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from functools import partial
from operator import itemgetter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from catalogs import REAL, catalog
from playwright.sync_api import Browser, CDPSession, ViewportSize, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BEFORE = "before.html"
"""Stands in the tab before: a page of another site would need another process, to be started first."""
WINDOW: ViewportSize = {"width": 1280, "height": 900}
QUERIES = ("asr distillation", "lidar segmnetation", "3d object detection")
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TYPED = """async ([queries, isPatient]) => {
  const times = [];
  const input = document.getElementById("q");
  for (const query of input ? queries : []) {
    for (let end = 0; end <= query.length; end++) {
      do await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
      while (isPatient && document.querySelector("[aria-busy=true]"));
      const start = performance.now();
      input.value = query.slice(0, end);
      input.dispatchEvent(new Event("input"));
      document.body.offsetHeight;
      times.push(performance.now() - start);
    }
  }
  return times;
}"""
_LOADED = """() => {
  const time = (name) => performance.getEntriesByName(name)[0]?.startTime;
  return [time("first-contentful-paint"), globalThis.largest, time("answers")];
}"""
_LARGEST = """globalThis.largest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (largest = each.startTime)))
    .observe({ type: "largest-contentful-paint", buffered: true });"""
_INDEXED = "() => performance.getEntriesByName('indexed').length || !document.getElementById('q')"


class Measured(NamedTuple):
    painted: float
    rows: float
    cold: float
    working: float
    answers: float
    key: float
    slowest: float
    processor: float
    patient: float


def measured(started: Callable[[], Browser], pages: Sequence[Path], rounds: int) -> list[Measured]:
    """Return what was measured of each page, the medians of so many rounds, in milliseconds.

    Args:
        started: Starts a browser.
        pages: The files.
        rounds: How often each is opened.
    """
    running = started()
    found = [[_round(started, running, page) for page in pages] for _ in range(rounds)]
    running.close()
    return [
        Measured(*(median(times) for times in zip(*of_page, strict=True)))
        for of_page in zip(*found, strict=True)
    ]


def _round(started: Callable[[], Browser], browser: Browser, page: Path) -> Measured:
    cold = _cold(started, page)
    context = browser.new_context(viewport=WINDOW)
    tab = context.new_page()
    tab.add_init_script(_LARGEST)
    tab.goto(page.with_name(BEFORE).as_uri())
    devtools = context.new_cdp_session(tab)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.goto(page.as_uri())
    while not tab.evaluate(_INDEXED):
        tab.wait_for_timeout(100)
    tab.wait_for_timeout(300)
    painted, rows, answers = tab.evaluate(_LOADED)
    before = _processor(devtools)
    times = tab.evaluate(_TYPED, [QUERIES, False]) or [0]
    processor = (_processor(devtools) - before) / len(times)
    patient = median(tab.evaluate(_TYPED, [QUERIES[:1], True]) or [0])
    context.close()
    working = _working(browser, page)
    return Measured(
        painted, rows, cold, working, answers or 0, median(times), max(times), processor, patient
    )


def _cold(started: Callable[[], Browser], page: Path) -> float:
    """The milliseconds until the first paint of the first page of a browser."""
    browser = started()
    tab = browser.new_page(viewport=WINDOW)
    tab.goto(page.as_uri())
    while not (painted := tab.evaluate(_LOADED)[0]):
        tab.wait_for_timeout(100)
    browser.close()
    return float(painted)


def _working(browser: Browser, page: Path) -> float:
    """The milliseconds of the processor that the page's thread takes until the first paint."""
    context = browser.new_context(viewport=WINDOW)
    tab = context.new_page()
    tab.goto(page.with_name(BEFORE).as_uri())
    browser.start_tracing(page=tab, categories=["toplevel", "devtools.timeline"])
    tab.goto(page.as_uri())
    while not tab.evaluate(_LOADED)[0]:
        tab.wait_for_timeout(100)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    painted = max((e for e in events if e["name"] == "firstContentfulPaint"), key=itemgetter("ts"))
    thread = painted["pid"], painted["tid"]
    # What is under way at that moment counts as far as it has come.
    taken: float = sum(
        min(event.get("tdur", 0), painted["ts"] - event["ts"]) / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and (event["pid"], event["tid"]) == thread
        and event["ts"] < painted["ts"]
    )
    return taken


def _processor(devtools: CDPSession) -> float:
    """The milliseconds of the processor that the page has taken so far."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def written(folder: Path, papers: int | None) -> Path:
    """Return the page of the real catalog, or of one of so many papers."""
    source = REAL
    if papers is not None:
        source = folder / f"{papers}.md"
        source.write_text(catalog(papers), encoding="utf-8")
    page = folder / f"{papers or 'real'}.html"
    kdcat = [sys.executable, "-m", "kdcat", "page", "-c", str(source), "-o", str(page)]
    subprocess.run(kdcat, check=True)
    return page


def main(argv: Sequence[str]) -> int:
    """Print the table, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("papers", nargs="*", type=int, default=[10_000], metavar="PAPERS")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    options = parser.parse_args(argv)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        print(f"no browser: none of {', '.join(_PROGRAMS)} is installed", file=sys.stderr)
        return 2
    names = (
        "painted",
        "rows",
        "cold",
        "working",
        "answers",
        "key",
        "slowest",
        "processor",
        "patient",
    )
    print(f"{'papers':>8} {'KB':>7} {' '.join(f'{name:>12}' for name in names)}")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        launch = playwright.chromium.launch
        started = partial(launch, executable_path=program, args=["--no-sandbox"])
        word = Path(folder) / "word.html"
        word.write_text("<!doctype html><title>Word</title><p>Word")
        word.with_name(BEFORE).write_text("<!doctype html><title>Before</title>")
        pages = [word, *(written(Path(folder), papers) for papers in (None, *options.papers))]
        found = measured(started, pages, options.rounds)
        for papers, page, of in zip(("word", 172, *options.papers), pages, found, strict=True):
            times = " ".join(f"{time:9.1f} ms" for time in of)
            print(f"{papers:>8} {page.stat().st_size / 1000:7.0f} {times}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
