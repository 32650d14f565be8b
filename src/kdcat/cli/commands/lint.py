"""`kdcat lint`: the faults of a list, and their mending."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import nullcontext
from functools import partial
from typing import Annotated

import typer

from kdcat.cli import DONE, NO, catalogs, completion, configured, options, schemas
from kdcat.cli.paged import Paged
from kdcat.cli.questions import confirmed
from kdcat.cli.streams import (
    after_a_change,
    at_terminal,
    screen,
    someone_answers,
    tell,
    write,
    write_diff,
)
from kdcat.diff.revisions import pages_before
from kdcat.editing.edit import write as write_catalog
from kdcat.editing.unified import unified_diff
from kdcat.errors import KdcatError, UsageError
from kdcat.layouts.once import parsed_once
from kdcat.lint.answers import Answers
from kdcat.lint.arranging import ARRANGED, arrange
from kdcat.lint.checking import holds_a_list
from kdcat.lint.configuration import EVERYTHING, rule_choices
from kdcat.lint.fixing import Fixed
from kdcat.lint.fixing import fix as fixed_by
from kdcat.lint.found import Finder
from kdcat.lint.problem import SEVERITIES, STYLE, Problem
from kdcat.lint.report import FORMATS
from kdcat.lint.reported import Reported
from kdcat.lint.rules.table import ALL, BY_NAME, mended
from kdcat.reading.catalog import Catalog, parse
from kdcat.reading.forms import alike
from kdcat.reading.source import Source

EPILOG = """Examples:

  kdcat lint --catalog papers.md

  kdcat lint papers.md --style --ignore section-not-sorted

  kdcat lint papers.md --diff

  kdcat lint papers.md --fix

  kdcat lint --since origin/main

  kdcat lint --explain arxiv-year-mismatch
"""
KIND = Paged
_MARKDOWN = "markdown"
_FORMATS = (*FORMATS, _MARKDOWN)
_LOOKING, _FIXING = "Problems", "Fixes"
_complete_rule = completion.of(rule_choices())


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Catalogs, as with --catalog, and folders."),
    ] = None,
    catalog: options.Catalogs = None,
    style: Annotated[
        bool, typer.Option("--style", rich_help_panel=_LOOKING, help="Report faults of style too.")
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="RULES", rich_help_panel=_LOOKING, autocompletion=_complete_rule,
            help="Report these only: rules, severities or all; repeatable, or with commas.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore", metavar="RULES", rich_help_panel=_LOOKING, autocompletion=_complete_rule,
            help="Do not report these.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="REV", rich_help_panel=_LOOKING,
            help="Report only what the pages had not in a revision of their git repository, such "
            "as HEAD or origin/main; what is older is left alone by --fix too.",
        ),
    ] = None,
    online: Annotated[
        bool,
        typer.Option(
            "--online", rich_help_panel=_LOOKING,
            help="Ask registries of the papers and servers of the addresses too: titles and years "
            "that differ, preprints published since, dead links. What was answered is kept.",
        ),
    ] = False,
    lists_only: Annotated[
        bool,
        typer.Option(
            "--lists-only", rich_help_panel=_LOOKING,
            help="Leave files alone that hold no list of papers, as a hook wants it.",
        ),
    ] = False,
    format: Annotated[  # noqa: A002
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", rich_help_panel=_LOOKING,
            autocompletion=completion.of(_FORMATS),
            help="text, json, github (workflow annotations), sarif, or markdown for a job's "
            "summary: with --since also what became of the papers.",
        ),
    ] = "text",
    schema: options.Schema = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="RULE", rich_help_panel=_LOOKING, autocompletion=_complete_rule,
            help="Print what a rule is about; all lists the rules.",
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", rich_help_panel=_FIXING, help="Make the safe fixes.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option(
            "--diff", rich_help_panel=_FIXING,
            help="Print what --fix would change, and change nothing; exits with 1 if there is any.",
        ),
    ] = False,
    unsafe: Annotated[
        bool,
        typer.Option(
            "--unsafe", rich_help_panel=_FIXING,
            help="With --fix: also what has one suggested text, asking about each. "
            "With --diff: show it.",
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", rich_help_panel=_FIXING, help="With --unsafe: do not ask.")
    ] = False,
) -> int:  # fmt: skip
    """Find the faults of a list: broken links, contradictions, duplicates and more.

    Errors and warnings are reported, style where asked for. Exits with 1 if problems are left.
    `<!-- kdcat: ignore RULE -->` at an entry, or on the line before, silences a rule there.
    Several catalogs are one collection. The kdcat.toml of their repository is obeyed; without FILE,
    its pages are meant.
    """
    if explain is not None:
        write([_explained(explain)])
        return DONE
    if schema:
        return schemas.print_schema(schemas.problems(format))
    _refuse_misuse(format, fix, diff, unsafe, yes)
    wanted = _selection(style, select, ignore)
    words = [*(catalog or []), *(files or [])]
    pages = configured.named(words, whole=bool(since))
    sources = catalogs.sources(pages.catalogs)
    wanted = wanted._replace(pages=configured.pages_of(configured.files_of(sources)))
    # What is read is looked at by many rules, and what is fixed in several states.
    with configured.with_venues(wanted.pages.values()), parsed_once():
        read = _reader(shown=fix or diff)
        sources = [source for source in sources if _is_meant(source, lists_only, read)]
        if not sources and not lists_only:
            raise KdcatError(f"{', '.join(pages.catalogs)}: no list of papers in it")
        then = [*map(read, _before(since, sources, pages))] if since else None
        answers = _answers([*map(read, sources)], wanted) if online else None
        find = Finder(wanted, answers, then)
        # Of what is not mended nothing is shown before all is mended.
        to_mend = partial(find, rules=mended(unsafe=unsafe))
        arranged = _names(select).difference(_names(ignore)).intersection(ARRANGED)
        if diff:
            fixed = fixed_by(sources, _anything, _anything if unsafe else None, to_mend, read)
            return _print_diff(sources, _arranged(fixed, to_mend, arranged, wanted))
        if not fix:
            checked = [read(source) for source in sources]
            _mention_forms(sources, checked)
            return _print_problems(find(checked), format, checked, then)
        fixed = _fixed(sources, to_mend, read, unsafe, yes)
        checked = _written(sources, _arranged(fixed, to_mend, arranged, wanted))
        _mention_forms(sources, checked)
        problems = find(checked)
        changed = ", ".join(_changed(sources, checked))
        with after_a_change(f"{changed}: was changed") if changed else nullcontext():
            return _print_problems(problems, format, checked, then)


def _is_meant(source: Source, lists_only: bool, read: Callable[[Source], Catalog]) -> bool:
    """Whether a page is to be checked: of a folder those are that hold papers."""
    return not (lists_only or source.collection) or holds_a_list(read(source))


def _before(since: str, sources: Sequence[Source], pages: configured.Named) -> list[Source]:
    """What the pages were in a revision, and those that are gone since."""
    old = pages_before(since, sources, os.environ, pages.had)
    return [source for source in (*old.pages, *old.gone) if source]


def _changed(sources: Sequence[Source], checked: Sequence[Catalog]) -> list[str]:
    both = zip(sources, checked, strict=True)
    return [source.name for source, after in both if source.text() != after.text]


def _reader(shown: bool) -> Callable[[Source], Catalog]:
    """What reads catalogs, and each but once: most pages are what they were in a revision."""
    known: dict[tuple[str, bytes], Catalog] = {}

    def read(source: Source) -> Catalog:
        key = (source.name, source.content)
        if key not in known:
            known[key] = parse(source, shown=shown)
        return known[key]

    return read


def _answers(checked: Sequence[Catalog], wanted: Reported) -> Answers:
    """What registries and servers say of catalogs, as far as it is to be reported."""
    from kdcat.cli.online import answers

    return answers(checked, partial(_are_wanted, wanted))


def _are_wanted(wanted: Reported, rules: Sequence[str]) -> bool:
    """Whether the problems of any of some rules are reported."""
    return any(wanted.somewhere(rule, BY_NAME[rule].severity) for rule in rules)


def _mention_forms(sources: Sequence[Source], checked: Iterable[Catalog]) -> None:
    catalogs.mention_forms(sources, {catalog.name: alike(catalog) for catalog in checked})


def _refuse_misuse(format_name: str, fix: bool, diff: bool, unsafe: bool, yes: bool) -> None:
    if format_name not in _FORMATS:
        from kdcat.errors import no_such

        raise no_such("format", format_name, list(_FORMATS))
    if fix and diff:
        raise UsageError("--fix and --diff cannot both be meant")
    if unsafe and not (fix or diff):
        raise UsageError("--unsafe goes with --fix or --diff")
    if yes and not unsafe:
        raise UsageError("--yes goes with --unsafe")


def _selection(style: bool, select: list[str] | None, ignore: list[str] | None) -> Reported:
    """What the command line says of what is reported."""
    return Reported(
        frozenset(_names(select)) if select else None,
        frozenset([STYLE] if style else []),
        frozenset(_names(ignore)),
    )


def _names(given: Sequence[str] | None) -> set[str]:
    names = {name.strip() for text in given or () for name in text.split(",")} - {""}
    for name in sorted(names):
        if name not in rule_choices():
            raise _no_rule(name)
    return names


def _no_rule(name: str) -> UsageError:
    from kdcat.errors import did_you_mean

    return UsageError(
        f"no rule {name!r}{did_you_mean(name, [*BY_NAME, *SEVERITIES, EVERYTHING])} "
        "('kdcat lint --explain all' lists them)"
    )


def _explained(name: str) -> str:
    if name == EVERYTHING:
        width = max(map(len, BY_NAME))
        return "".join(f"{rule.name:<{width}}  {rule.severity:<7}  {rule.what}\n" for rule in ALL)
    if name not in BY_NAME:
        raise _no_rule(name)
    rule = BY_NAME[name]
    fixing = {
        "safe": "Fixed by --fix, where nothing speaks against it.",
        "some": "Fixed by --fix where the fix is beyond doubt, else by --fix --unsafe where one "
        "text is suggested.",
        "unsafe": "Fixed by --fix --unsafe where one text is suggested.",
        "named": f"Fixed by --fix where it is asked for by name: --select {rule.name}.",
        "no": "Not fixed: a person must decide.",
    }[rule.fixable]
    return (
        f"{rule.name} ({rule.severity})\n\n{rule.what}\n\n{rule.why}\n\n"
        f"Wrong:\n\n{_indented(rule.wrong)}\nRight:\n\n{_indented(rule.right)}\n{fixing}\n"
    )


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


def _anything(_problem: Problem) -> bool:
    return True


def _arranged(
    fixed: Sequence[Fixed],
    find: Callable[[Sequence[Catalog]], list[Problem]],
    rules: Set[str],
    wanted: Reported,
) -> list[Fixed]:
    """The catalogs with what the command line asks for by name put in order."""
    orders = {name: page.configuration.order for name, page in wanted.pages.items()}
    return [arrange(one, rules, orders.get(one.source.name), find) for one in fixed]


def _print_diff(sources: Sequence[Source], fixed: Sequence[Fixed]) -> int:
    _mention_forms(sources, (one.catalog for one in fixed))
    code = DONE
    for before, after in zip(sources, fixed, strict=True):
        diff = unified_diff(before.name, before.text(), after.source.text())
        if diff:
            code = NO
        write_diff(diff)
    return code


def _fixed(
    sources: Sequence[Source],
    find: Callable[[Sequence[Catalog]], list[Problem]],
    read: Callable[[Source], Catalog],
    unsafe: bool,
    yes: bool,
) -> list[Fixed]:
    """Fix the catalogs, which are not written yet."""
    for source in sources:
        if not source.may_change:
            # Refused before anything is asked, in the writer's words.
            write_catalog(source, source.content)
    agreed = None
    if unsafe:
        agreed = _anything if yes else _asked
        if not yes and not someone_answers():
            raise UsageError("--unsafe asks about each fix, and nobody is there; --yes makes all")
    try:
        return fixed_by(sources, _anything, agreed, find, read)
    except (KeyboardInterrupt, typer.Abort):
        # The cursor stands behind the question.
        typer.echo(err=True)
        tell("kdcat: stopped; nothing was changed")
        raise


def _written(sources: Sequence[Source], fixed: Sequence[Fixed]) -> list[Catalog]:
    """Write what was fixed, and return the catalogs as they are read now."""
    for before, after in zip(sources, fixed, strict=True):
        if after.source.content != before.content:
            write_catalog(before, after.source.content)
            for problem in after.problems:
                tell(f"{before.name}:{problem.line}: fixed {problem.rule}: {problem.message}")
            tell(f"{before.name}: {len(after.problems)} fixed")
    return [after.catalog for after in fixed]


def _asked(problem: Problem) -> bool:
    tell(f"{problem.catalog}:{problem.line}: {problem.rule}: {problem.message}")
    if problem.paper:
        tell(f"  {problem.paper.title}")
    wanted = "take the line away" if problem.suggestion is None else f"write {problem.suggestion!r}"
    return confirmed(f"{wanted}?")


def _print_problems(
    problems: Sequence[Problem],
    format_name: str,
    checked: Sequence[Catalog],
    then: Sequence[Catalog] | None,
) -> int:
    if format_name == "text" and (at_terminal() or os.environ.get("FORCE_COLOR")):
        from kdcat.display.problems import print_problems

        print_problems(problems, screen(sys.stdout))
    elif format_name == _MARKDOWN:
        from kdcat.lint.summary import summary

        write(summary(problems, checked, then))
    else:
        write([FORMATS[format_name](problems)])
    if not problems:
        return DONE
    counts = {name: sum(problem.severity == name for problem in problems) for name in SEVERITIES}
    parts = [
        f"{number} {name}{'s' if number > 1 and name != STYLE else ''}"
        for name, number in counts.items()
        if number
    ]
    fixable = sum(problem.fixable for problem in problems)
    tell(", ".join(parts) + (f"; {fixable} fixable with --fix" if fixable else ""))
    return NO
