"""The program: `kdcat`, or `python -m kdcat`."""

import gc
import sys

# What a run makes it mostly keeps to its end: looking for garbage at every 700 new objects, as
# Python does, takes 4 ms of every start and a tenth of the reading of a long catalog.
gc.set_threshold(100_000)

from kdcat.cli.program import run  # noqa: E402


def main() -> None:
    """Run the program with the arguments of the process, and exit with its status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
