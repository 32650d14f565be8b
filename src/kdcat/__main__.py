"""The program: `kdcat`, or `python -m kdcat`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

# What a run makes it mostly keeps to its end: looking for garbage at every 700 new objects, as
# Python does, takes 4 ms of every start and a tenth of the reading of a long catalog.
gc.set_threshold(100_000)

from kdcat.cli.program import run  # noqa: E402


def main() -> NoReturn:
    """Run the program with the arguments of the process, and exit with its status."""
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # run has told of it
            stream.flush()
    # Python would free every object one by one before it ends: 8 ms of every run, and more of one
    # over a long catalog. Nothing waits for that: files are closed where they are written. mypy
    # ends in this way too (`mypy.util.hard_exit`).
    os._exit(code)


if __name__ == "__main__":
    main()
