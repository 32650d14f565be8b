"""`kdcat update`: fetch what is newer of the lists that one follows."""

from typing import Annotated

import typer

from kdcat.cli import DONE, TROUBLE, followed, lists, options, schemas
from kdcat.cli.lists import Output
from kdcat.cli.streams import after_a_change, tell, tell_people
from kdcat.errors import KdcatError
from kdcat.following.kept import Kept
from kdcat.following.news import added_last

EPILOG = """Examples:

  kdcat update

  kdcat update llm-kd && kdcat new llm-kd
"""
COLUMNS = ("name", "result", "new", "papers", "source", "checked")
ALL_FIELDS = COLUMNS
_TABLE = ("name", "result", "new", "papers")


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", autocompletion=lists.proposed,
            help="Lists that you follow, by name or source. Default: all.",
        ),
    ] = None,
    format: lists.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: Annotated[
        str | None,
        typer.Option(
            "--fields", metavar="A,B,C", rich_help_panel="Output",
            help="Only these, in this order.",
        ),
    ] = None,
    header: options.Header = False,
    schema: options.Schema = False,
) -> int:  # fmt: skip
    """Ask the servers of the lists that you follow for what is newer, and keep it.

    What has not changed is not sent again. Where a list cannot be had, its copy stays, the others
    are updated, and the exit code is 2.
    """
    output = Output.of(format, json, fields, header, COLUMNS, _TABLE)
    if schema:
        return schemas.print_schema(schemas.updates(output.fields, output.lines))
    found = followed.settings()
    wanted = lists.named(found, names)
    if found is None or not wanted:
        output.print([])
        tell_people("no list is followed yet; try: kdcat follow owner/repo --as NAME")
        return DONE
    before = {name: copy for name, _, copy in lists.readable(found, wanted, quietly=True)}
    done = lists.fetched(found, wanted)
    rows = []
    failed = 0
    for name, copy in done.items():
        said: dict[str, object] = {**dict.fromkeys(COLUMNS), "name": name}
        said |= {"source": found.followed[name].written(), "result": "failed"}
        if isinstance(copy, KdcatError):
            failed += 1
            tell(f"kdcat: {copy}")
        else:
            said |= _said(name, before.get(name), copy)
        rows.append(said)
    with after_a_change(f"{len(rows) - failed} of {len(rows)} lists: were updated"):
        output.print(rows)
    return TROUBLE if failed else DONE


def _said(name: str, before: Kept | None, after: Kept) -> dict[str, object]:
    is_same = before is not None and before.newest.pages == after.newest.pages
    new = 0 if is_same else added_last(followed.folder_of_list(name), name, after)
    result = "unchanged" if is_same else "fetched" if before is None else "updated"
    return {
        "result": result, "new": new, "papers": after.newest.papers, "checked": after.checked,
    }  # fmt: skip
