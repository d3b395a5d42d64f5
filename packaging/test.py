"""Set up the tests' environment from a clone, run every suite, and print the time of each.

    python3 packaging/test.py [--full] [--only SUITE] [-k EXPRESSION]

This file is kept readable for an old Python too, so that one can say which version is wanted.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an older Python may arrive
    sys.stderr.write(
        "CST Desktop needs Python 3.11 or newer; this one is %d.%d. "  # noqa: UP031
        "Run the tests with a newer one, for example: python3.11 packaging/test.py\n"
        % sys.version_info[:2]
    )
    sys.exit(70)

from testing import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
