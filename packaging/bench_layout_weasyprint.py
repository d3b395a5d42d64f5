"""A process that lays out HTML with WeasyPrint, one file for each line that it is told.

Runs with the system's Python, where Debian's WeasyPrint is.
"""

from __future__ import annotations

import json
import logging
import sys
import time

from weasyprint import HTML  # pyright: ignore[reportMissingImports] - the system's

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


def main() -> None:
    """Say that all is there, then answer each wish with the milliseconds that it took."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        wish = json.loads(line)
        began = time.perf_counter()
        HTML(filename=wish["html"]).write_pdf(
            wish["pdf"], attachments=[wish["attached"]], variant="pdf/a-3b"
        )
        print(json.dumps({"ms": (time.perf_counter() - began) * 1000}), flush=True)


if __name__ == "__main__":
    main()
