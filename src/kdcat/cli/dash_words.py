"""Words of a query that begin with a dash, told from the options beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from typer.core import TyperArgument, TyperOption

from kdcat.cli.helped import HelpedCommand
from kdcat.cli.paged import Paged

_END = "--"


class DashWords(HelpedCommand):
    """A command whose words may begin with a dash: `lidar -multimodal` excludes a word.

    A word with one dash is an option only if it is one as a whole, or with a number (`-n5`); one
    with two dashes always is, if it is more than dashes.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments, with the words that begin with a dash behind the options."""
        options = [option for option in self.get_params(ctx) if isinstance(option, TyperOption)]
        return super().parse_args(ctx, apart(args, options))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Return what may follow: where no option begins so, a word with a dash (`-venue:CV`)."""
        arguments = [each for each in self.params if isinstance(each, TyperArgument)]
        return super().shell_complete(ctx, incomplete) or [
            item for each in arguments for item in each.shell_complete(ctx, incomplete)
        ]


class WithDashWords(DashWords, Paged):
    """The same where the answer is for reading."""


def apart(args: Sequence[str], options: Iterable[TyperOption]) -> list[str]:
    """Return arguments with the options first, and behind `--` the words in their order.

    Args:
        args: The arguments as given.
        options: The options of the command.
    """
    takes_value = {
        name: not (option.is_flag or option.count)
        for option in options
        for name in (*option.opts, *option.secondary_opts)
    }
    first: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == _END:
            words += rest
        elif (
            (arg.startswith(_END) and arg.strip("-"))
            or arg in takes_value
            or _has_number(arg, takes_value)
        ):
            first.append(arg)
            first += _value(rest, wanted=takes_value.get(arg, False))
        else:
            words.append(arg)
    return [*first, _END, *words] if words else first


def _has_number(arg: str, takes_value: Mapping[str, bool]) -> bool:
    return arg[2:].isdecimal() and takes_value.get(arg[:2], False)


def _value(rest: Iterator[str], *, wanted: bool) -> list[str]:
    return [arg for arg in [next(rest, None)] if arg is not None] if wanted else []
