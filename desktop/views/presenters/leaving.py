"""Behind every "Save a copy", "Open" and "Print" of a paper: where it goes, and what is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.casework.exports import CopyGone, Exports, NoProgram, print_by_pipe, prints_by_pipe
from desktop.casework.exports import Leaving as Paper
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.views.parts.pdf_print import paint_pages
from desktop.views.tasks import Tasks

NOT_PROTECTED = "This copy is no longer protected by the program: look after it as you would paper."


class Leaving(QObject):
    """Saves, opens and prints papers for one page. `told` carries what came of it, in words;
    `copy_there` whether there is a copy that `open` opens.
    """

    told = Signal(str)
    copy_there = Signal(bool)

    def __init__(self, page: QWidget, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._tasks = page, tasks
        self._exports = Exports(session)
        self._copy: Path | None = None

    def save(self, record: str, revision: str = "") -> None:
        """Ask for a place and save the paper of a version there."""
        exports = self._exports
        self._tasks.run(
            lambda: exports.leaving(record, revision or None), self._ask_where, self._failed
        )

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
            lambda: (exports.save(paper, target.parent, target.name), exports.told_once()),
            self._saved,
            self._failed,
        )

    def _saved(self, found: tuple[Path, bool]) -> None:
        self._copy, told_before = found
        words = f"Saved as {self._copy.name}."
        self.told.emit(words if told_before else f"{words} {NOT_PROTECTED}")
        self.copy_there.emit(True)

    def forget(self) -> None:
        """Offer the last copy no longer: the page shows something else."""
        self._copy = None
        self.copy_there.emit(False)

    def open(self) -> None:
        """Open the copy that was saved last with the system's own program."""
        exports, copy = self._exports, self._copy
        if copy is not None:
            self._tasks.run(
                lambda: (exports.still_there(copy), exports.told_once()),
                self._open,
                self._not_opened,
            )

    def _open(self, found: tuple[Path, bool]) -> None:
        copy, told_before = found
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._failed(NoProgram())
            return
        words = f"{copy.name} opens in the program that this laptop has for PDFs."
        self.told.emit(words if told_before else f"{words} {NOT_PROTECTED}")

    def _not_opened(self, problem: BaseException) -> None:
        if isinstance(problem, CopyGone):
            self.forget()
        self._failed(problem)

    def print(self, record: str, revision: str = "") -> None:
        """Print the paper of a version."""
        exports = self._exports
        self._tasks.run(
            lambda: exports.leaving(record, revision or None), self._print, self._failed
        )

    def _print(self, paper: Paper) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("CST Desktop")
        dialog = QPrintDialog(printer, self._page)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setWindowTitle("Print the paper")
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        if prints_by_pipe():
            name = printer.printerName()
            self._tasks.run(lambda: print_by_pipe(paper.pdf, name), self._printed, self._failed)
            return
        paint_pages(printer, paper.pdf)
        self._printed(None)

    def _printed(self, _nothing: object) -> None:
        before = self._exports.told_once()
        words = "Handed to the printer."
        self.told.emit(words if before else f"{words} {NOT_PROTECTED}")

    def _failed(self, problem: BaseException) -> None:
        self.told.emit(explain(problem).text)
