"""What somebody chose in the system's dialog for printing is what is printed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.views.parts.pdf_print import chosen_for_lp, paint_pages

PAGES = QPrinter.PrintRange.PageRange
LONG = QPrinter.DuplexMode.DuplexLongSide


class Chosen:
    """A printer as the dialog leaves it; the real one keeps no sides where there is none."""

    def __init__(self, copies: int = 1, pages: tuple[int, int] | None = None) -> None:
        self._copies, self._pages = copies, pages
        self.sides = QPrinter.DuplexMode.DuplexNone
        self.collate = True

    def copyCount(self) -> int:
        return self._copies

    def collateCopies(self) -> bool:
        return self.collate

    def duplex(self) -> QPrinter.DuplexMode:
        return self.sides

    def printRange(self) -> QPrinter.PrintRange:
        return PAGES if self._pages else QPrinter.PrintRange.AllPages

    def fromPage(self) -> int:
        return self._pages[0] if self._pages else 0

    def toPage(self) -> int:
        return self._pages[1] if self._pages else 0


def test_copies_pages_and_sides_go_to_the_print_system() -> None:
    stack: Any = Chosen(copies=20, pages=(2, 5))
    stack.sides = LONG
    words = " ".join(chosen_for_lp(stack))
    assert words == "-n 20 -o collate=true -P 2-5 -o sides=two-sided-long-edge"
    stack.collate = False
    assert "collate" not in " ".join(chosen_for_lp(stack))


def test_one_whole_paper_says_no_more_than_that() -> None:
    one: Any = Chosen()
    assert chosen_for_lp(one) == ("-n", "1")


def test_the_real_printer_is_asked_as_the_dialog_sets_it(qapp: object) -> None:
    assert qapp is not None
    printer = QPrinter()
    printer.setCopyCount(3)
    printer.setFromTo(2, 2)
    printer.setPrintRange(PAGES)
    assert chosen_for_lp(printer) == ("-n", "3", "-o", "collate=true", "-P", "2-2")


@pytest.mark.parametrize(("pages", "drawn"), [(None, 4), ((2, 3), 2), ((4, 9), 1)])
def test_only_the_pages_that_were_chosen_are_drawn(
    qapp: object, tmp_path: Path, pages: tuple[int, int] | None, drawn: int
) -> None:
    assert qapp is not None
    paper, made = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(4):
        paper.new_page(200, 300)
    paper.save(made)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "drawn.pdf"))
    if pages is not None:
        printer.setFromTo(*pages)
        printer.setPrintRange(PAGES)
    paint_pages(printer, made.getvalue())
    assert len(pypdfium2.PdfDocument(tmp_path / "drawn.pdf")) == drawn
