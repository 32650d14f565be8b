"""The program: `kdcat`, or `python -m kdcat`."""

import sys

from kdcat.cli.program import run


def main() -> None:
    """Run the program with the arguments of the process, and exit with its status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
