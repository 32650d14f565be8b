"""The table of the commands, and the program made of them."""

from inspect import cleandoc
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from kdcat.errors import UsageError

COMMANDS = (
    *("list", "search", "related", "show", "open", "stats", "export", "layout", "lint", "add"),
    "diff",
)
"""Each is the function `command` of the module of its name, and loaded only when it is used."""


class CommandsOnDemand(TyperGroup):
    """The commands by name, each loaded when it is asked for."""

    def list_commands(self, ctx: object) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | None:
        """Return a command, or None if there is none of that name."""
        return _loaded(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that the first word names.

        Raises:
            UsageError: There is none of that name; the near ones are proposed, and none is run.
        """
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from kdcat.errors import did_you_mean

            raise UsageError(
                f"no command {name!r}{did_you_mean(name, COMMANDS)} (see 'kdcat --help')"
            )
        return super().resolve_command(ctx, args)


def _loaded(name: str) -> TyperCommand:
    from importlib import import_module

    module = import_module(f"kdcat.cli.commands.{name}")
    # A paragraph of the help is as wide as the terminal, not as wide as the source.
    paragraphs = cleandoc(module.command.__doc__).split("\n\n")
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    app = typer.Typer(add_completion=False)
    kind = getattr(module, "KIND", None)
    app.command(name, help=text, epilog=module.EPILOG, cls=kind)(module.command)
    return cast(TyperCommand, typer.main.get_command(app))


def _show_version(wanted: bool) -> None:
    if wanted:
        from kdcat import __version__

        typer.echo(f"kdcat {__version__}")
        raise typer.Exit


def program() -> CommandsOnDemand:
    """Return the program as Typer runs it."""
    app = typer.Typer(
        cls=CommandsOnDemand,
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_kdcat)
    return cast(CommandsOnDemand, typer.main.get_command(app))


def _kdcat(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Query a curated list of papers from the terminal, and keep it healthy."""
