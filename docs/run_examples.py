"""The examples of the documents, run.

    python docs/run_examples.py

writes their output anew into the documents. The tests compare instead.

- `console` blocks: each line that begins with `$ ` is run on a terminal of 90 columns.
- `pycon` blocks: each statement is run by this interpreter, as by a person who types it.
- `python` blocks are tests, and run by pytest alone.
- A block with a file's name behind its language (`markdown list.md`) is that file; one with an
  address (`markdown https://example.org/list.md`) is what a server gives there from then on, and
  nothing if it is `text`. All servers of such a document are on this machine: `tests/loopback.py`.
- A day behind `console` is the day on which its lines are run.

The examples of a document are one story: they run in their order and in one folder, which holds
nothing else at first.
"""

import code
import io
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from doctest import DocTestParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from draw_pictures import COLUMNS, ROWS, surroundings
from terminal import on_terminal

if TYPE_CHECKING:
    from tests.loopback import Web

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
)
_BAR = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h\s*", re.DOTALL)
"""A bar of progress, which has no cursor, and of which nothing is left on a terminal."""
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")


class Block(NamedTuple):
    """A fenced block of code in a document."""

    language: str
    file: str
    """The file that the block is, or nothing."""
    start: int
    """The number of the line below the fence, from 0."""
    content: str

    @property
    def commands(self) -> list[str]:
        """The command lines of a `console` block."""
        return [line[2:] for line in self.content.splitlines() if line.startswith("$ ")]


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a document."""
    found = []
    for token in MarkdownIt().parse(text):
        if token.type == "fence" and token.map:
            language, file, *_ = (*token.info.split(), "", "")
            found.append(Block(language, file, token.map[0] + 1, token.content))
    return found


def renewed(text: str, beside: Mapping[str, str] | None = None) -> str:
    """Return a document with the output that its examples have now.

    Args:
        text: The document.
        beside: What is in the environment beside the usual.
    """
    lines = text.splitlines(keepends=True)
    with ExitStack() as story:
        folder, home = (Path(story.enter_context(TemporaryDirectory())) for _ in range(2))
        story.enter_context(chdir(folder))
        interpreter = code.InteractiveInterpreter()
        web = _web(story) if any("://" in block.file for block in blocks(text)) else None
        outputs = []
        for block in blocks(text):
            if web and "://" in block.file:
                web.pages[block.file] = block.content
                if block.language == "text":
                    del web.pages[block.file]
            elif block.language == "console":
                if web:
                    from tests.loopback import write_program

                    write_program(web, home, block.file)
                outputs.append((block, "".join(_run(block.commands, folder, home, beside or {}))))
            elif block.file:
                Path(block.file).parent.mkdir(parents=True, exist_ok=True)
                Path(block.file).write_text(block.content, encoding="utf-8")
            elif block.language == "pycon":
                outputs.append((block, "".join(_interpreted(block.content, interpreter))))
    for block, output in reversed(outputs):
        lines[block.start : block.start + block.content.count("\n")] = [output]
    return "".join(lines)


def _web(story: ExitStack) -> "Web":
    """The servers of the world as they are as long as the story lasts."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from tests.loopback import Web, authority, serving

    return story.enter_context(serving(Web(authority())))


def _run(commands: list[str], folder: Path, home: Path, beside: Mapping[str, str]) -> Iterator[str]:
    environment = {**surroundings(home), **beside}
    if (home / "bin").exists():
        environment["PATH"] = f"{home / 'bin'}:{environment['PATH']}"
        environment["TZ"] = "UTC"
    for command in commands:
        shown, _ = on_terminal(
            ["bash", "-c", command], environment, folder, columns=COLUMNS, rows=ROWS
        )
        yield f"$ {command}\n"
        left = _CODES.sub("", _BAR.sub("", shown))
        yield from (line.rstrip() + "\n" for line in left.splitlines())


def _interpreted(session: str, interpreter: code.InteractiveInterpreter) -> Iterator[str]:
    for example in DocTestParser().get_examples(session):
        first, *further = example.source.splitlines()
        yield f">>> {first}\n"
        yield from (f"... {line}".rstrip() + "\n" for line in further)
        shown = io.StringIO()
        with redirect_stdout(shown), redirect_stderr(shown):
            # The empty line that ends a loop is left out in documents.
            interpreter.runsource(example.source + "\n", "<stdin>", "single")
        yield shown.getvalue()


ON_THE_NETWORK = {"docs/complete.md"}
"""Documents whose examples ask servers: the tests run them against one of their own."""


if __name__ == "__main__":
    for document in DOCUMENTS:
        if str(document.relative_to(ROOT)) in ON_THE_NETWORK:
            continue
        before = document.read_text(encoding="utf-8")
        if (after := renewed(before)) != before:
            document.write_text(after, encoding="utf-8")
            print(f"{document.relative_to(ROOT)}: renewed")
