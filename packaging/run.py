"""Start CST Desktop from a clone: make the environment if it is not there yet, then hand over.

    python3 packaging/run.py [--training] [anything else that cst-desktop understands]

This file is kept readable for an old Python too, so that one can say which version is wanted.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an older Python may arrive
    sys.stderr.write(
        "CST Desktop needs Python 3.11 or newer; this one is %d.%d. "  # noqa: UP031
        "Start it with a newer one, for example: python3.11 packaging/run.py\n"
        % sys.version_info[:2]
    )
    sys.exit(70)

from starting import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
