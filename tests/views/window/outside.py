"""What lies outside the store in the tests of the window: a stick, a printer, other programs."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.views.presenters import leaving

COPIES = 20


class Outside:
    """What lies outside the store: a stick, a printer, and the programs of the laptop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stick, self.printed = folder / "stick", folder / "printed.pdf"
        self.options = folder / "options"
        self.opened: list[Path] = []
        self.names: list[str] = []

    def choose(self, _parent: QWidget, _title: str, usual: str, _kinds: str) -> tuple[str, str]:
        self.names.append(Path(usual).name)
        return str(self.stick / Path(usual).name), ""

    def openUrl(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()))
        return True

    @property
    def saved(self) -> Path:
        (one,) = self.stick.iterdir()
        return one


class Accepted:
    """The system's dialog for printing, in which somebody chooses how many and presses Print."""

    DialogCode = QPrintDialog.DialogCode

    def __init__(self, printer: QPrinter, _page: QWidget) -> None:
        self.printer = printer

    def setOption(self, *_given: object) -> None: ...

    def setWindowTitle(self, _title: str) -> None: ...

    def exec(self) -> QPrintDialog.DialogCode:
        self.printer.setCopyCount(COPIES)
        return QPrintDialog.DialogCode.Accepted


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outside:
    """A place to save to, and `lp`, which keeps what it is given."""
    made = Outside(tmp_path / "away")
    made.stick.mkdir(parents=True)
    program = made.folder / "bin" / "lp"
    program.parent.mkdir()
    said = f"echo \"$*\" > '{made.options}'\n/bin/cat > '{made.printed}'\n"
    program.write_text(f"#!/bin/sh\n{said}", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.choose)
    monkeypatch.setattr(leaving, "QPrintDialog", Accepted)
    monkeypatch.setattr(leaving, "QDesktopServices", made)
    return made
