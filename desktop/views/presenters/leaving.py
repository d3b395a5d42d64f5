"""Behind every "Save a copy", "Open" and "Print" of a paper: where it goes, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.casework.exports import (
    CopyGone,
    Exports,
    Kind,
    NoProgram,
    print_by_pipe,
    prints_by_pipe,
)
from desktop.casework.exports import Leaving as Paper
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.views.parts.pdf_print import chosen_for_lp, paint_pages
from desktop.views.tasks import Tasks

NOT_PROTECTED = "This copy is no longer protected by the program: look after it as you would paper."


Make = Callable[[], Paper]
"""Fetches a paper that is kept, or makes one on the spot; it is called off the window's thread."""


class Leaving(QObject):
    """Saves, opens and prints papers for one page. `told` carries what came of it, in words, and
    `failed` the problem where that was one; `copy_there` whether there is a copy that `open` opens;
    `making` whether a paper is being fetched or made now.
    """

    told = Signal(str)
    failed = Signal(object)
    copy_there = Signal(bool)
    making = Signal(bool)

    def __init__(self, page: QWidget, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._tasks = page, tasks
        self._exports = Exports(session)
        self._copy: Path | None = None
        self._kind = Kind.SIGNED
        self._making = 0  # which paper, by number; 0 for none
        self._made = 0

    def tell_in(self, say: Callable[[str], None]) -> None:
        """Have all that comes of it told in one place, in words; troubles too."""
        self.told.connect(say)
        self.failed.connect(lambda problem: say(explain(problem).text))

    # Making

    def _make(self, make: Make, then: Callable[[Paper], None]) -> None:
        """Fetch or make a paper; of several that are asked for in a hurry the last one counts."""
        self._made += 1
        self._making = turn = self._made
        self.making.emit(True)
        self._tasks.run(make, partial(self._is_made, turn, then), partial(self._not_made, turn))

    def _is_made(self, turn: int, then: Callable[[Paper], None], paper: Paper) -> None:
        if self._ends(turn):
            then(paper)

    def _not_made(self, turn: int, problem: BaseException) -> None:
        if self._ends(turn):
            self._failed(problem)

    def _ends(self, turn: int) -> bool:
        """End the making; return whether the paper is still wanted."""
        if turn != self._making:
            return False
        self._making = 0
        self.making.emit(False)
        return True

    def _kept(self, record: str, revision: str) -> Make:
        exports = self._exports
        return lambda: exports.leaving(record, revision or None)

    # Saving

    def save(self, record: str, revision: str = "") -> None:
        """Ask for a place and save the signed paper of a version there."""
        self.save_made(self._kept(record, revision))

    def save_made(self, make: Make) -> None:
        """Make a paper, ask for a place and save it there."""
        self._make(make, self._ask_where)

    def _ask_where(self, paper: Paper) -> None:
        usual = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "Save a copy", str(usual / paper.name), "PDF (*.pdf)"
        )
        if chosen:
            self.save_as(paper, Path(chosen))

    def save_as(self, paper: Paper, target: Path) -> None:
        """Save a paper under a name that was chosen."""
        exports = self._exports
        self._tasks.run(
            lambda: (paper, exports.save(paper, target.parent, target.name), self._warned(paper)),
            self._saved,
            self._failed,
        )

    def _warned(self, paper: Paper) -> bool:
        """Whether nothing is to be said of protection: it was said before, or need not be."""
        return not paper.is_personal or self._exports.told_once()

    def _saved(self, found: tuple[Paper, Path, bool]) -> None:
        paper, self._copy, warned = found
        self._kind = paper.kind
        words = f"Saved as {self._copy.name}."
        self.copy_there.emit(True)
        self.told.emit(words if warned else f"{words} {NOT_PROTECTED}")

    def forget(self) -> None:
        """Offer the last copy no longer, and want no paper that is being made: the page shows
        something else.
        """
        if self._making:
            self._making = 0
            self.making.emit(False)
        self._copy = None
        self.copy_there.emit(False)

    # Opening

    def open(self) -> None:
        """Open the copy that was saved last with the system's own program."""
        exports, copy, kind = self._exports, self._copy, self._kind
        if copy is not None:
            warned = kind is Kind.EMPTY
            self._tasks.run(
                lambda: (exports.still_there(copy, kind), warned or exports.told_once()),
                self._open,
                self._not_opened,
            )

    def _open(self, found: tuple[Path, bool]) -> None:
        copy, warned = found
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._failed(NoProgram(self._kind))
            return
        words = f"{copy.name} opens in the program that this laptop has for PDFs."
        self.told.emit(words if warned else f"{words} {NOT_PROTECTED}")

    def _not_opened(self, problem: BaseException) -> None:
        if isinstance(problem, CopyGone):
            self.forget()
        self._failed(problem)

    # Printing

    def print(self, record: str, revision: str = "") -> None:
        """Print the signed paper of a version."""
        self.print_made(self._kept(record, revision))

    def print_made(self, make: Make) -> None:
        """Make a paper and print it."""
        self._make(make, self._print)

    def _print(self, paper: Paper) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("CST Desktop")
        dialog = QPrintDialog(printer, self._page)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setWindowTitle("Print the paper")
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        if prints_by_pipe():
            name, chosen = printer.printerName(), chosen_for_lp(printer)
            self._tasks.run(
                lambda: print_by_pipe(paper.pdf, name, chosen),
                lambda _done: self._printed(paper),
                self._failed,
            )
            return
        paint_pages(printer, paper.pdf)
        self._printed(paper)

    def _printed(self, paper: Paper) -> None:
        words = "Handed to the printer."
        self.told.emit(words if self._warned(paper) else f"{words} {NOT_PROTECTED}")

    def _failed(self, problem: BaseException) -> None:
        self.failed.emit(problem)
