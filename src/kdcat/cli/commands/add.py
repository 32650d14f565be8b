"""`kdcat add`: papers put into a catalog, in its own style."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from kdcat.cli import DONE, catalogs, completion, configured, options
from kdcat.cli.prompts import Words, asked_for
from kdcat.cli.streams import after_a_change, someone_answers, tell, tell_people, write_diff
from kdcat.editing.add import Addition, add, already_listed, find_section, in_section
from kdcat.editing.edit import Edit, encode
from kdcat.editing.edit import write as write_catalog
from kdcat.errors import KdcatError, UsageError
from kdcat.formats.new_paper import new_paper
from kdcat.index.cache import index_of
from kdcat.lint.configuration import Page
from kdcat.paper import LEVELS, Paper
from kdcat.reading.catalog import Catalog, parse
from kdcat.reading.forms import alike
from kdcat.reading.source import STDIN, Source
from kdcat.text import LINE_END
from kdcat.words import how_many

EPILOG = """Examples:

  kdcat add -c catalog.md --modality speech --task asr --title 'Distil-Whisper' --venue arXiv --year 2023 --paper-url https://arxiv.org/abs/2311.00430

  kdcat add -c catalog.md 2311.00430 --section asr

  kdcat add -c catalog.md --bibtex new.bib --modality text --task 'text summarization' --dry-run

  kdcat list -c other.md --venue cvpr --json | kdcat add -c catalog.md --from-json -
"""  # noqa: E501
_PAPER, _MANY = "The paper", "Many papers"


def command(
    paper: Annotated[
        str | None,
        typer.Argument(
            metavar="URL|DOI|ARXIV",
            help="A paper that its registry knows by a DOI or an arXiv id, or by an address that "
            "carries one: it is asked for title, venue, year and authors.",
            show_default=False,
        ),
    ] = None,
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
    project_url: Annotated[
        str | None,
        typer.Option(
            "--project-url", metavar="URL", rich_help_panel=_PAPER,
            help="Where its project's page is.",
        ),
    ] = None,
    authors: Annotated[
        str | None,
        typer.Option("--authors", metavar="TEXT", rich_help_panel=_PAPER, help="Who wrote it."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DATE", rich_help_panel=_PAPER,
            help="When it appeared, more exactly: 2023-10 or 2023-10-18.",
        ),
    ] = None,
    section: Annotated[
        str | None,
        typer.Option(
            "--section", metavar="PATH", rich_help_panel=_PAPER,
            help="The section it goes to, with those around it, as in 'Speech / Recognition'; of "
            "many papers, of all of them. A name that stands once may stand alone.",
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

    In a list of another form an entry is written as its neighbours are; what they have no place for
    is told. On a terminal you are asked for what is missing. Prints what was changed. All papers
    are added or none; one that is listed already (same title, address, arXiv id or DOI) is refused.
    """
    if catalog and len(catalog) > 1:
        raise UsageError(f"papers are added to one catalog, not to {len(catalog)}")
    if section is not None and (modality, task, subtask) != (None, None, None):
        raise UsageError("--section says it all: --modality, --task and --subtask cannot be beside")
    words = Words(
        title, venue, year, modality, task, subtask, paper_url, code_url, authors, date, project_url
    )
    source = _source(catalog)
    pages = configured.pages_of(configured.files_of([source]))
    with configured.with_venues(pages.values()):
        if not dry_run and not source.may_change:
            # Refused before anything is asked.
            write_catalog(source, source.content)
        before = parse(source)
        path = None if section is None else find_section(before, section, new_section)
        if path is not None:
            modality, task, subtask = (*path, None, None, None)[:3]
            words = words._replace(modality=modality, task=task, subtask=subtask)
        if paper is not None:
            words = _identified(words, paper, bibtex or from_json)
        many = None if paper is not None else _many(words, bibtex, from_json, source)
        catalogs.mention_forms([source], {source.name: alike(before)})
        papers = many if many is not None else [_named(words, before, new_section)]
        if path is not None:
            papers = [in_section(one, path) for one in papers]
        if not force:
            _refuse_listed(before, papers)
            _tell_of_other_pages(source, papers)
        are_asked_for = many is None and (paper is None or authors is not None)
        edits, after, untold = _added(before, papers, new_section, not are_asked_for)
        for one, names in untold:
            _tell_untold(one, names, source.name)
        _refuse_errors(after, edits, pages, force)
        diff = _difference(before, after)
        number = how_many(len(papers), "paper")
        if dry_run:
            write_diff(diff)
            tell_people(f"{number} would be added to {source.name}")
        else:
            write_catalog(source, encode(source, after.text))
            with after_a_change(f"{source.name}: was changed ({number} added)"):
                write_diff(diff)
            tell_people(f"{number} added to {source.name}")
        return DONE


def _tell_untold(paper: Paper, names: Sequence[str], catalog: str) -> None:
    fields = ", ".join(name.removesuffix("_raw").replace("_url", " address") for name in names)
    tell(f"kdcat: {paper.title}: the entries of {catalog} have no place for: {fields}")


def _identified(words: Words, paper: str, file: str | None) -> Words:
    """The paper that an identifier names, where the command line names no other."""
    if file is not None:
        raise UsageError(f"{paper!r} and the papers of {file} cannot both be meant")
    from kdcat.cli.identified import with_record

    return with_record(words, paper)


def _source(catalog: Sequence[str] | None) -> Source:
    """The catalog that is meant: what is named, else the one page of the configuration here."""
    if catalog:
        return catalogs.one_page(catalog)
    named = configured.named([])
    if len(named.catalogs) > 1:
        raise UsageError(f"name one of the pages with --catalog: {', '.join(named.catalogs)}")
    return catalogs.one_page(named.catalogs)


def _added(
    catalog: Catalog, papers: Sequence[Paper], new_section: bool, are_many: bool
) -> Addition:
    """What adding papers makes; of many, the authors are said where the list has a place for them.

    Files from elsewhere always name them, and nobody asked for them.
    """
    if not are_many:
        return add(catalog, papers, new_section)
    silent = [paper._replace(authors=None) for paper in papers]
    try:
        edits, after, untold = add(catalog, papers, new_section)
    except KdcatError:
        if silent == list(papers):
            raise
        return add(catalog, silent, new_section)
    asked = [(paper, tuple(name for name in names if name != "authors")) for paper, names in untold]
    return Addition(edits, after, [(paper, names) for paper, names in asked if names])


def _many(
    words: Words,
    bibtex: str | None,
    from_json: str | None,
    catalog: Source,
) -> list[Paper] | None:
    """The papers of a file, None where the command line itself names one."""
    if bibtex is not None and from_json is not None:
        raise UsageError("--bibtex and --from-json cannot both be meant")
    name = bibtex if bibtex is not None else from_json
    if name is None:
        return None
    for field in Words._fields:
        if field not in LEVELS and getattr(words, field) is not None:
            option = field.replace("_", "-")
            raise UsageError(f"--{option} is of one paper, and cannot be given for those of {name}")
    if name == catalog.name == STDIN:
        raise UsageError("standard input (-) can be read only once")
    from kdcat.formats.bibtex_input import from_bibtex
    from kdcat.formats.json_input import from_json as papers_from_json

    read = papers_from_json if bibtex is None else from_bibtex
    return read(catalogs.source(name).text(), name, (words.modality, words.task, words.subtask))


def _named(words: Words, catalog: Catalog, new_section: bool) -> Paper:
    """The paper that the command line names; on a terminal, a person is asked for the rest."""
    required = ["title", "venue", "year", "paper_url"]
    if catalog.listing is not None and catalog.papers:
        # What most entries of the list do not say, nobody is asked for.
        required = [name for name in required if 2 * _saying(catalog, name) >= len(catalog.papers)]
        required = [name for name in required if name != "year" or not words.date]
    if any(paper.modality for paper in catalog.papers):
        required.insert(-1, "modality")
    missing = [name for name in required if getattr(words, name) is None]
    if missing:
        if not someone_answers():
            options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
            raise UsageError(f"missing {options} (see 'kdcat add --help')")
        words = asked_for(words, missing, catalog, new_section)
    return new_paper(**words._asdict() | {"title": words.title or ""})


def _saying(catalog: Catalog, name: str) -> int:
    """How many papers of a catalog have a field."""
    return sum(getattr(paper, name) is not None for paper in catalog.papers)


def _refuse_listed(catalog: Catalog, papers: Sequence[Paper]) -> None:
    said = [
        f"{listed.asked.title}: the same {listed.by} is "
        + (f"at {catalog.name}:{listed.there.line}" if listed.there.line else "asked for twice")
        for listed in already_listed(catalog.papers, papers)
    ]
    if said:
        _refuse(said, len(papers))


def _tell_of_other_pages(page: Source, papers: Sequence[Paper]) -> None:
    """Say which of the papers the other pages of the collection list: on purpose, or not."""
    if page.path is None or not page.may_change:
        return
    names = configured.named([page.name], whole=True).catalogs
    others = [
        one for one in catalogs.sources(names) if one.path and not one.path.samefile(page.path)
    ]
    if not others:
        return
    listed_there = index_of(others, catalogs.cache_folder()).papers()
    for listed in already_listed(listed_there, papers):
        if listed.there.line:
            place = f"{listed.there.catalog}:{listed.there.line}"
            tell(f"kdcat: {listed.asked.title}: the same {listed.by} is at {place} too")


def _refuse(said: Sequence[str], papers: int) -> None:
    """Refuse to add anything, for the reasons given."""
    if papers == 1 and len(said) == 1:
        raise KdcatError(f"{said[0]}; --force adds it all the same")
    for line in said:
        tell(f"kdcat: {line}")
    raise KdcatError("nothing was added; --force adds all the same")


def _refuse_errors(
    after: Catalog, edits: Sequence[Edit], pages: Mapping[str, Page], force: bool
) -> None:
    """Say what `kdcat lint` finds in the lines that were inserted, and refuse errors."""
    from kdcat.lint.checking import check
    from kdcat.lint.problem import ERROR
    from kdcat.lint.reported import Reported

    reported = Reported(pages=pages)
    found = check([after], reported.somewhere, lines=_new_lines(after.text, edits))
    problems = list(filter(reported.here, found))
    for problem in problems:
        place = f"{problem.catalog}:{problem.line}:{problem.column}"
        tell(f"{place}: {problem.rule}: {problem.message}")
    errors = sum(problem.severity == ERROR for problem in problems)
    if errors and not force:
        raise KdcatError(
            f"nothing was added: {how_many(errors, 'error')} in the new lines; "
            "--force adds it all the same"
        )


def _difference(before: Catalog, after: Catalog) -> str:
    """What was inserted, as patch(1) takes it."""
    # What is refused shows none, and need not load it.
    from kdcat.editing.unified import unified_diff

    return unified_diff(before.name, before.text, after.text)


def _new_lines(text: str, edits: Sequence[Edit]) -> set[int]:
    """The numbers of the lines that insertions made in what is now the text."""
    numbers: set[int] = set()
    before = 0
    for edit in sorted(edits):
        start = edit.start + before
        before += len(edit.text)
        new = text[start : start + len(edit.text)]
        first = len(LINE_END.findall(text[:start])) + 1
        lines = enumerate(LINE_END.split(new), first)
        numbers.update(number for number, line in lines if line)
    return numbers
