"""What was chosen in the system's dialog, for `lp`; and papers to a printer as pictures, where the
system takes no PDF through a pipe (Windows).
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.casework.previews import open_pages

DOTS = 300  # dots to the inch
SIDES = {
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def chosen_for_lp(printer: QPrinter) -> tuple[str, ...]:
    """Return the copies, pages and sides that somebody chose, as options of `lp`."""
    copies, sides = max(1, printer.copyCount()), SIDES.get(printer.duplex(), "")
    found = ["-n", f"{copies}"]
    if copies > 1 and printer.collateCopies():
        found += ["-o", "collate=true"]
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        found += ["-P", f"{printer.fromPage()}-{printer.toPage()}"]
    return tuple(found + ["-o", f"sides={sides}"] * bool(sides))


def paint_pages(printer: QPrinter, pdf: bytes) -> None:
    """Draw the pages of a paper that were chosen, each on a sheet of its own."""
    pages = open_pages(pdf)
    numbers = range(len(pages.sizes))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        numbers = numbers[max(0, printer.fromPage() - 1) : printer.toPage()]
    painter = QPainter(printer)
    try:
        for number in numbers:
            across, _down = pages.sizes[number]
            if number != numbers[0]:
                printer.newPage()
            picture = pages.picture(number, round(across / 72 * DOTS))
            image = QImage(
                picture.pixels,
                picture.width,
                picture.height,
                picture.stride,
                QImage.Format.Format_RGB32,
            )
            sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            inner = printer.pageLayout().paintRectPixels(printer.resolution())
            sheet.translate(-inner.x(), -inner.y())
            painter.drawImage(sheet, image)
    finally:
        painter.end()
        pages.close()
