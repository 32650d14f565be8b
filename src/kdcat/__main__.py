"""The program: `kdcat`, or `python -m kdcat`."""

# The module below `signal`, which takes 4 ms to load: until then Ctrl-C would print a traceback.
import _signal  # type: ignore[import-not-found]
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_INTERRUPTED = 130
_at_work = False
"""Whether there may be something to put away before the end."""


def _interrupted(_number: int, _frame: object) -> None:
    global _at_work  # noqa: PLW0603 (a signal comes with no more than its number)
    if _at_work:
        # The second Ctrl-C need not wait for what the first one puts away.
        _at_work = False
        raise KeyboardInterrupt
    _end(_INTERRUPTED)


def _ended(number: int, _frame: object) -> None:
    """Put away what is half written, and then die of the signal as if nobody had heard it."""
    _put_away()
    _signal.signal(number, _signal.SIG_DFL)
    os.kill(os.getpid(), number)


# Now, for most of a short run is the loading of what comes next. Who started this may have had
# reasons to ignore a signal, as nohup does.
if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _interrupted)
for _name in ("SIGTERM", "SIGHUP"):
    if (_one := getattr(_signal, _name, None)) and _signal.getsignal(_one) == _signal.SIG_DFL:
        _signal.signal(_one, _ended)

# What a run makes it mostly keeps to its end: looking for garbage now and then, as Python does,
# takes 4 ms of every start and a tenth of the reading of a long catalog. `browse` does so itself.
gc.disable()


def main() -> "NoReturn":
    """Run the program with the arguments of the process, and exit with its status."""
    global _at_work  # noqa: PLW0603
    sys.unraisablehook = _unraisable
    from kdcat.cli.program import run

    try:
        _at_work = True
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    _at_work = False
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            # run has told of it.
            continue
    _end(code)


def _unraisable(found: "sys.UnraisableHookArgs") -> None:
    """Heed Ctrl-C also where Python was in the midst of what lets no exception out."""
    if isinstance(found.exc_value, KeyboardInterrupt):
        _end(_INTERRUPTED)
    sys.__unraisablehook__(found)


def _put_away() -> None:
    if files := sys.modules.get("kdcat.files"):
        files.forget_unfinished()


def _end(code: int) -> "NoReturn":
    _put_away()
    # Python would free every object one by one before it ends: 8 ms of every run, and more of one
    # over a long catalog. Nothing waits for that: files are closed where they are written. mypy
    # ends in this way too (`mypy.util.hard_exit`).
    os._exit(code)


if __name__ == "__main__":
    main()
