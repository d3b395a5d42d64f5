"""A process that lays out HTML with LibreOffice Writer, one file for each line that it is told.

Writer runs without a window and is spoken to through a pipe. Runs with the system's Python, where
Debian's UNO bridge is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # pyright: ignore[reportMissingImports] - the system's
from com.sun.star.beans import (  # pyright: ignore[reportMissingImports] - made by uno
    PropertyValue,
)
from com.sun.star.connection import (  # pyright: ignore[reportMissingImports] - made by uno
    NoConnectException,
)

PATIENCE = 120  # seconds until a Writer that does not answer is given up
PDF_A_3 = 3


def main() -> None:
    """Start Writer, say that it is there, then answer each wish with the milliseconds."""
    folder = Path(sys.argv[1])
    pipe = f"cst-bench-{os.getpid()}"
    command = [
        *("soffice", "--headless", "--invisible", "--norestore", "--nologo"),
        f"-env:UserInstallation={(folder / 'writer').as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
    ]
    writer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = _desktop(pipe, writer)
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            wish = json.loads(line)
            print(json.dumps({"ms": _laid_out(desktop, wish["html"], wish["pdf"])}), flush=True)
        desktop.terminate()
        writer.wait(timeout=PATIENCE)
    finally:
        if writer.poll() is None:
            writer.terminate()
            writer.wait()


def _desktop(pipe: str, writer: subprocess.Popen[bytes]) -> Any:
    """Return Writer's own door once it answers. Raises EOFError, TimeoutError."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if writer.poll() is not None:
            raise EOFError("LibreOffice ended")
        try:
            remote = resolver.resolve(address)
        except NoConnectException:
            time.sleep(0.1)
            continue
        return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    raise TimeoutError("LibreOffice does not answer")


def _laid_out(desktop: Any, html: str, pdf: str) -> float:
    """Open a file and export it as tagged PDF/A; return the milliseconds that both took."""
    wanted = {"SelectPdfVersion": PDF_A_3, "UseTaggedPDF": True, "PDFUACompliance": True}
    values = [_value(name, value) for name, value in wanted.items()]
    filters = uno.Any("[]com.sun.star.beans.PropertyValue", tuple(values))
    export = (_value("FilterName", "writer_pdf_Export"), _value("FilterData", filters))
    opening = (_value("Hidden", True), _value("FilterName", "HTML (StarWriter)"))
    began = time.perf_counter()
    document = desktop.loadComponentFromURL(Path(html).as_uri(), "_blank", 0, opening)
    document.storeToURL(Path(pdf).as_uri(), export)
    document.close(True)
    return (time.perf_counter() - began) * 1000


def _value(name: str, value: Any) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main()
