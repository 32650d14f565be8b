"""`kdcat follow`: read a list from where it lives, from now on; or say which are followed."""

from typing import Annotated

import typer

from kdcat.cli import DONE, followed, lists, options, schemas
from kdcat.cli.lists import COLUMNS
from kdcat.cli.streams import after_a_change, tell, tell_people
from kdcat.errors import KdcatError, UsageError
from kdcat.following import kept, settings
from kdcat.following.names import checked_name, usual_name
from kdcat.following.origins import Origin, origin
from kdcat.following.settings import Settings

EPILOG = """Examples:

  kdcat follow owner/repo --as llm-kd

  kdcat follow owner/repo@main:papers.md

  kdcat follow owner/repo:'**'

  kdcat follow
"""
ALL_FIELDS = COLUMNS


def command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            help="owner/repo on GitHub, owner/repo@ref:path, or an address as the browser shows "
            "it: of GitHub, GitLab, or of a Markdown file. Without it: the lists that you follow.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help="What to call it, also later on. Default: as its repository.",
        ),
    ] = None,
    format: lists.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: lists.Fields = None,
    header: options.Header = False,
    schema: options.Schema = False,
) -> int:
    """Follow a list: fetch a copy, which -c NAME reads from then on, with or without a network.

    Of a repository the README is the list, or the file that is named; its other pages where the
    README holds no papers, or where a pattern asks for them (owner/repo:docs/**). 'kdcat update'
    fetches what is newer, and 'kdcat new' says what came in. All that reads the list reads its copy
    on this machine: only 'follow' and 'update' connect to a server.
    """
    output = lists.Output.of(format, json, fields, header)
    if schema:
        return schemas.print_schema(schemas.lists(output.fields, output.lines))
    if source is None:
        if name is not None:
            raise UsageError("--as goes with a list to follow")
        found = followed.settings()
        names = list(found.followed) if found else []
        output.print([lists.row(found, one) for one in names] if found else [])
        if not names:
            tell_people("no list is followed yet; try: kdcat follow owner/repo --as NAME")
        return DONE
    file = followed.settings_file()
    comes_from = _origin(source)
    called = _called(settings.read(file), comes_from, name)
    before = settings.read(file)
    is_known = called in before.followed
    # As it is written in the settings, of which the case may be another.
    followed_now = {called: comes_from, **before.followed}
    done = lists.fetched(before._replace(followed=followed_now), [called])[called]
    if isinstance(done, KdcatError):
        raise done
    if not is_known:
        try:
            settings.follow(file, called, comes_from.written())
        except BaseException:
            kept.forget(followed.folder_of_list(called))
            raise
    with after_a_change(f"{called}: is followed"):
        output.print([lists.row(settings.read(file), called)])
    if lists.is_path(called):
        tell(f"kdcat: {called}: a file here has that name, and -c {called} means the file")
    tell_people(f"try: kdcat search WORDS -c {called}")
    return DONE


def _origin(source: str) -> Origin:
    try:
        return origin(source)
    except UsageError as error:
        if lists.is_path(source):
            raise KdcatError(
                f"{source}: is a file here, which needs no following: kdcat list -c {source}"
            ) from None
        raise error from None


def _called(before: Settings, comes_from: Origin, name: str | None) -> str:
    """What a list is to be called; raises UsageError where that is the name of another."""
    known = before.name_of(comes_from.written())
    if known is not None:
        if name in (None, known):
            tell_people(f"{comes_from.written()} is followed as {known!r} already")
            return known
        return _renamed(before, known, _free(before, checked_name(name), known))
    called = usual_name(comes_from) if name is None else checked_name(name)
    if called is None:
        raise UsageError(f"{comes_from.written()}: makes no name; choose one with --as NAME")
    return _free(before, called)


def _free(before: Settings, called: str, known: str | None = None) -> str:
    """The name, if no other list has it."""
    other = before.name_of(called)
    if other is not None and other != known:
        raise UsageError(
            f"{called!r} is what {before.followed[other].written()} is called; choose another name "
            "with --as NAME"
        )
    return called


def _renamed(before: Settings, known: str, called: str) -> str:
    """The new name of a list, whose copies go with it."""
    here, there = followed.folder_of_list(known), followed.folder_of_list(called)
    if here != there:
        kept.forget(there)
        kept.move(here, there)
    settings.rename(before.file, known, called)
    tell(f"kdcat: {known}: is called {called} from now on")
    return called
