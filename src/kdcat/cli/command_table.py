"""The table of the commands, and the program made of them."""

import os
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from kdcat.cli.helped import HelpedCommand
from kdcat.errors import UsageError

COMMANDS = (
    *("list", "search", "browse", "related", "show", "open", "stats", "export", "page", "layout"),
    *("lint", "add", "diff", "follow", "unfollow", "update", "new", "complete"),
)
"""Each is the function `command` of the module of its name, and loaded only when it is used."""


_HELP = "help"
_COMPLETION = ("--install-completion", "--show-completion")
_SHELLS = ("bash", "zsh", "fish")
_VERBOSE = "kdcat.verbose"
"""Where a call keeps whether more is wanted than the version: options are looked at in turn."""


class CommandsOnDemand(TyperGroup):
    """The commands by name, each loaded when it is asked for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words; `help search` is `search --help`, and `help` alone `--help`."""
        if args[:1] == [_HELP]:
            # What proposes words to a shell has the command yet to come.
            names = [name for name in args[1:2] if name != _HELP]
            args = args[1:] if ctx.resilient_parsing else [*names, "--help"]
        if len(args) > 1 and args[0] in _COMPLETION and not ctx.resilient_parsing:
            _complete_for(ctx, args[0], args[1])
        ctx.meta[_VERBOSE] = "--verbose" in args
        return super().parse_args(ctx, args)

    def _main_shell_completion(self, *args: Any, **options: Any) -> None:
        if "_KDCAT_COMPLETE" in os.environ:
            from kdcat.cli.completion import see_empty_word

            see_empty_word()
        super()._main_shell_completion(*args, **options)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program."""
        from kdcat.cli.help import Entry, Part, entry, help_of_program

        commands = []
        for name in COMMANDS:
            # Who runs Python without docstrings (-OO) has none.
            first = (_module(name).command.__doc__ or "").partition("\n\n")[0]
            commands.append(Entry(name, " ".join(first.split())))
        options = Part("Options", [entry(each) for each in self.get_params(ctx)])
        formatter.write(help_of_program(ctx, self.help or "", commands, options))

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
            from kdcat.cli.proposals import for_no_command

            proposed = for_no_command(args, COMMANDS)
            raise UsageError(f"no command {name!r}{proposed} (see 'kdcat --help')")
        return super().resolve_command(ctx, args)


def _complete_for(ctx: Any, option: str, shell: str) -> None:
    """Install or print the completion for a shell that is named, and end.

    Of itself Typer would take no notice of the name, and do it for the shell that it is run in.

    Raises:
        UsageError: It is no shell that can complete.
    """
    from typer.completion import install_callback, show_callback

    from kdcat.errors import no_such

    if shell not in _SHELLS:
        raise no_such("shell", shell, _SHELLS)
    act: Any = install_callback if option == _COMPLETION[0] else show_callback
    act(ctx, None, shell)


def _module(name: str) -> Any:
    from importlib import import_module

    return import_module(f"kdcat.cli.commands.{name}")


def _loaded(name: str) -> TyperCommand:
    module = _module(name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    kind = getattr(module, "KIND", HelpedCommand)
    app.command(name, epilog=module.EPILOG, cls=kind)(module.command)
    command = cast(HelpedCommand, typer.main.get_command(app))
    command.more_fields = getattr(module, "MORE_FIELDS", ())
    command.all_fields = getattr(module, "ALL_FIELDS", ())
    return command


def _show_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        from kdcat import __version__

        typer.echo(f"kdcat {__version__}")
        if ctx.meta.get(_VERBOSE):
            from kdcat.cli.in_use import lines

            for line in lines():
                typer.echo(line)
        raise typer.Exit


def program() -> CommandsOnDemand:
    """Return the program as Typer runs it."""
    app = typer.Typer(
        cls=CommandsOnDemand,
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_kdcat)
    return cast(CommandsOnDemand, typer.main.get_command(app))


def _kdcat(
    version: bool = typer.Option(
        False, "--version", "-V", callback=_show_version, is_eager=True, help="Print the version."
    ),
    verbose: bool = typer.Option(
        False, "--verbose", help="With --version: which files and folders are in use, too."
    ),
) -> None:
    """Query a curated list of papers from the terminal, and keep it healthy."""
    if verbose:
        raise UsageError("--verbose goes with --version")
