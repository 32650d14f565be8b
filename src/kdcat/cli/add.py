"""`kdcat add`: papers put into a catalog, in its own style."""

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Annotated, Any, NamedTuple

import typer

from kdcat.addition import add, already_listed, asked, find_sections
from kdcat.blocks import LINE_END
from kdcat.catalog import Catalog, parse
from kdcat.cli import DONE, catalogs, completion, options
from kdcat.cli.streams import after_a_change, at_terminal, someone_answers, tell, tell_people, write
from kdcat.edit import Edit, apply, encode, unified_diff
from kdcat.edit import write as write_catalog
from kdcat.errors import KdcatError, UsageError
from kdcat.layout import LEVELS
from kdcat.paper import Paper
from kdcat.plain import printable
from kdcat.source import STDIN, Source

EPILOG = """Examples:

  kdcat add -c catalog.md --modality speech --task asr --title 'Distil-Whisper' --venue arXiv --year 2023 --paper-url https://arxiv.org/abs/2311.00430

  kdcat add -c catalog.md --bibtex new.bib --modality text --task 'text summarization' --dry-run

  kdcat list -c other.md --venue cvpr --json | kdcat add -c catalog.md --from-json -
"""  # noqa: E501
_PAPER, _MANY = "The paper", "Many papers"


class _Words(NamedTuple):
    """What the command line says of one paper."""

    title: str | None
    venue: str | None
    year: int | None
    modality: str | None
    task: str | None
    subtask: str | None
    paper_url: str | None
    code_url: str | None


def command(
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", rich_help_panel=_PAPER, help="Its title."),
    ] = None,
    venue: Annotated[
        str | None,
        typer.Option("--venue", metavar="NAME", rich_help_panel=_PAPER, help="Where it appeared."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", "-y", min=1900, max=2099, metavar="YEAR", rich_help_panel=_PAPER,
            help="When it appeared.",
        ),
    ] = None,
    modality: Annotated[
        str | None,
        typer.Option(
            "--modality", "-m", metavar="NAME", rich_help_panel=_PAPER,
            autocompletion=completion.modalities,
            help="The section it goes to, such as speech; of many papers, of all of them.",
        ),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(
            "--task", "-t", metavar="NAME", rich_help_panel=_PAPER, autocompletion=completion.tasks,
            help="The section in the modality, such as asr.",
        ),
    ] = None,
    subtask: Annotated[
        str | None,
        typer.Option(
            "--subtask", metavar="NAME", rich_help_panel=_PAPER, autocompletion=completion.tasks,
            help="The section in the task.",
        ),
    ] = None,
    paper_url: Annotated[
        str | None,
        typer.Option(
            "--paper-url", metavar="URL", rich_help_panel=_PAPER, help="Where it can be read."
        ),
    ] = None,
    code_url: Annotated[
        str | None,
        typer.Option(
            "--code-url", metavar="URL", rich_help_panel=_PAPER, help="Where its code is."
        ),
    ] = None,
    bibtex: Annotated[
        str | None,
        typer.Option(
            "--bibtex", metavar="FILE", rich_help_panel=_MANY,
            help="Add the papers of a BibTeX file, - for standard input.",
        ),
    ] = None,
    from_json: Annotated[
        str | None,
        typer.Option(
            "--from-json", metavar="FILE", rich_help_panel=_MANY,
            help="Add the papers of a JSON file, - for standard input, with the keys of "
            "'kdcat list --json': an object, an array, or one object to a line.",
        ),
    ] = None,
    catalog: options.Catalogs = None,
    new_section: Annotated[
        bool,
        typer.Option(
            "--new-section", help="Make the section if it is missing, and its item in the contents."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Add what is listed already, or has errors by 'kdcat lint'."),
    ] = False,
) -> int:  # fmt: skip
    """Add papers to a catalog: each in its section, written and sorted as the others there are.

    On a terminal you are asked for what is missing. Prints what was changed. All papers are added
    or none; one that is listed already (same title, address, arXiv id or DOI) is refused.
    """
    if catalog and len(catalog) > 1:
        raise UsageError(f"papers are added to one catalog, not to {len(catalog)}")
    words = _Words(title, venue, year, modality, task, subtask, paper_url, code_url)
    source, *_ = catalogs.sources(catalog)
    if not dry_run and (source.bundled or source.path is None):
        # Refused before anything is asked.
        write_catalog(source, source.content)
    many = _many(words, bibtex, from_json, source)
    before = parse(source)
    papers = many if many is not None else [_one(words, before, new_section)]
    if not force:
        _refuse_listed(before, papers)
    edits = add(before, papers, new_section)
    text = apply(before.text, edits)
    content = encode(source, text)
    _refuse_errors(parse(source.holding(content)), edits, force)
    diff = unified_diff(source.name, before.text, text)
    number = f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"
    if dry_run:
        _print_diff(diff)
        tell_people(f"{number} would be added to {source.name}")
    else:
        write_catalog(source, content)
        with after_a_change(f"{source.name}: was changed ({number} added)"):
            _print_diff(diff)
        tell_people(f"{number} added to {source.name}")
    return DONE


def _many(
    words: _Words, bibtex: str | None, from_json: str | None, catalog: Source
) -> list[Paper] | None:
    """The papers of a file, None where the command line itself names one."""
    if bibtex is not None and from_json is not None:
        raise UsageError("--bibtex and --from-json cannot both be meant")
    name = bibtex if bibtex is not None else from_json
    if name is None:
        return None
    for field in ("title", "venue", "year", "paper_url", "code_url"):
        if getattr(words, field) is not None:
            option = field.replace("_", "-")
            raise UsageError(f"--{option} is of one paper, and cannot be given for those of {name}")
    if name == catalog.name == STDIN:
        raise UsageError("standard input (-) can be read only once")
    from kdcat.incoming import from_bibtex
    from kdcat.incoming import from_json as papers_from_json
    from kdcat.source import load

    read = papers_from_json if bibtex is None else from_bibtex
    return read(load(name).text(), name, (words.modality, words.task, words.subtask))


def _one(words: _Words, catalog: Catalog, new_section: bool) -> Paper:
    """The paper that the command line names; on a terminal, a person is asked for the rest."""
    required = ["title", "venue", "year", "paper_url"]
    if any(paper.modality for paper in catalog.papers):
        required.insert(3, "modality")
    missing = [name for name in required if getattr(words, name) is None]
    if missing:
        if not someone_answers():
            options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
            raise UsageError(f"missing {options} (see 'kdcat add --help')")
        # Typer writes a part of its questions to standard output, which is for the answer.
        with redirect_stdout(sys.stderr):
            words = _asked_for(words, missing, catalog, new_section)
    return asked(words.title or "", *words[1:])


def _asked_for(
    words: _Words, missing: Sequence[str], catalog: Catalog, new_section: bool
) -> _Words:
    """Ask for what is missing, and for what else there may be; an empty answer leaves that out."""
    answer: Any
    for name in words._fields:
        if getattr(words, name) is not None:
            continue
        optional = name not in missing
        if name in LEVELS:
            above = [getattr(words, level) for level in LEVELS[: LEVELS.index(name)]]
            known = _names_in(catalog, above, new_section)
            if known or not optional:
                answer = _ask_section(name, above, known, optional, catalog, new_section)
                words = _with(words, name, answer)
            continue
        answer = typer.prompt(
            name.replace("_", " ") + (" (may be empty)" if optional else ""),
            type=int if name == "year" else str,
            default="" if optional else None,
            show_default=False,
            err=True,
        )
        words = _with(words, name, answer or None)
    return words


def _with(words: _Words, name: str, value: Any) -> _Words:
    return words._replace(**{name: value})


def _names_in(catalog: Catalog, above: Sequence[str | None], new_section: bool) -> list[str]:
    """The names of the sections in a section, in the order of the catalog."""
    if not all(above):
        return []
    try:
        path = find_sections(catalog, [name for name in above if name])
    except UsageError:
        if new_section:
            return []
        raise
    depth = len(path)
    names = (
        getattr(paper, LEVELS[depth])
        for paper in catalog.papers
        if tuple(getattr(paper, level) for level in LEVELS[:depth]) == path
    )
    return list(dict.fromkeys(name for name in names if name))


def _ask_section(
    level: str,
    above: Sequence[str | None],
    known: Sequence[str],
    optional: bool,
    catalog: Catalog,
    new_section: bool,
) -> str | None:
    def checked(answer: str) -> str:
        if answer and not new_section:
            try:
                find_sections(catalog, [*(name for name in above if name), answer])
            except UsageError as error:
                raise typer.BadParameter(printable(str(error))) from None
        return answer

    answer = typer.prompt(
        f"{level} ({', '.join(map(printable, known))}{'; may be empty' if optional else ''})",
        value_proc=checked,
        default="" if optional else None,
        show_default=False,
        err=True,
    )
    return answer or None


def _refuse_listed(catalog: Catalog, papers: Sequence[Paper]) -> None:
    found = already_listed(catalog.papers, papers)
    if not found:
        return
    said = [
        f"{one.asked.title}: the same {one.by} is "
        + (f"at {catalog.name}:{one.there.line}" if one.there.line else "asked for twice")
        for one in found
    ]
    _refuse(said, len(papers))


def _refuse(said: Sequence[str], papers: int) -> None:
    """Refuse to add anything, for the reasons given."""
    if papers == 1 and len(said) == 1:
        raise KdcatError(f"{said[0]}; --force adds it all the same")
    for line in said:
        tell(f"kdcat: {line}")
    raise KdcatError("nothing was added; --force adds all the same")


def _refuse_errors(after: Catalog, edits: Sequence[Edit], force: bool) -> None:
    """Say what `kdcat lint` finds in the lines that were inserted, and refuse errors."""
    from kdcat.lint.checking import check
    from kdcat.lint.problem import ERROR, STYLE

    new = _new_lines(after.text, edits)
    found = [
        problem for problem in check([after]) if problem.line in new and problem.severity != STYLE
    ]
    for problem in found:
        place = f"{problem.catalog}:{problem.line}:{problem.column}"
        tell(f"{place}: {problem.rule}: {problem.message}")
    errors = sum(problem.severity == ERROR for problem in found)
    if errors and not force:
        raise KdcatError(
            f"nothing was added: {errors} error{'' if errors == 1 else 's'} in the new lines; "
            "--force adds it all the same"
        )


def _new_lines(text: str, edits: Sequence[Edit]) -> set[int]:
    """The numbers of the lines that insertions made in what is now the text."""
    found: set[int] = set()
    before = 0
    for edit in sorted(edits):
        start = edit.start + before
        before += len(edit.text)
        new = text[start : start + len(edit.text)]
        first = len(LINE_END.findall(text[:start])) + 1
        found.update(first + at for at, line in enumerate(LINE_END.split(new)) if line)
    return found


def _print_diff(diff: str) -> None:
    # A program gets the bytes, which a terminal could take for commands.
    write(f"{printable(line)}\n" for line in diff.split("\n")[:-1]) if at_terminal() else write(
        [diff]
    )
