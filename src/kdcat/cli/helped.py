"""The commands as Typer runs them, with a help of our own and an answer to words too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer import TyperException
from typer.core import TyperArgument, TyperCommand

from kdcat.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


class HelpedCommand(TyperCommand):
    """A command whose help `kdcat.cli.help` writes."""

    more_fields: Sequence[str] = ()
    """The fields that only its answers have."""
    all_fields: Sequence[str] = ()
    """All fields of its answers, where these are no papers."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words after the command.

        Raises:
            UsageError: There are words that it does not take; what may be meant is proposed.
        """
        given = list(args)
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
        except TyperException as error:
            # Of some mistakes the parser does not say which command's they are.
            error.ctx = getattr(error, "ctx", None) or ctx  # type: ignore[attr-defined]
            raise
        if ctx.args and not ctx.resilient_parsing:
            from kdcat.cli.proposals import for_words

            words = " ".join(ctx.args)
            proposed = for_words(str(self.name), given, ctx.args)
            raise UsageError(
                f"got unexpected extra argument(s) ({words}){proposed} "
                f"(see '{ctx.command_path} --help')"
            )
        return left

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, which is loaded only now."""
        from kdcat.cli.help import of_command

        formatter.write(of_command(self, ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the arguments and then the word for the options, as in the help's first line."""
        from kdcat.cli.help import argument_name

        arguments = [argument_name(each) for each in self.params if isinstance(each, TyperArgument)]
        return [*arguments, "[OPTION...]"]
