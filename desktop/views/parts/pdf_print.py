"""Papers to a printer as pictures, where the system takes no PDF through a pipe (Windows)."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.casework.previews import open_pages

DOTS = 300  # dots to the inch


def paint_pages(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page of a paper, each on a sheet of its own."""
    pages = open_pages(pdf)
    painter = QPainter(printer)
    try:
        for number, (across, _down) in enumerate(pages.sizes):
            if number:
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
