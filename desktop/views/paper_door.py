"""The way in for papers from outside: dropped on the window or chosen, locked or open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.views.go import Go

if TYPE_CHECKING:
    from desktop.views.window import Window

CHECKING = "checking"
CLOSED = frozenset({"locked", "choice", CHECKING})
"""States of the window, besides the open one, in which a paper may be checked."""
_DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class PaperDoor(QObject):
    """Takes files that are dropped anywhere on the window, before any field takes their names."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QObject | None = None

    def watch(self) -> None:
        """Begin to take what is dropped; the window is shown by now."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._watched:
            self._window.setAcceptDrops(True)
            handle.installEventFilter(self)
            self._watched = handle

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files that are dragged over the window; leave all other drags to its fields."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent) or not self._may:
            return False
        files = files_of(event)
        if not files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self.check(files)
        return True

    @property
    def _may(self) -> bool:
        window = self._window
        if not window.isEnabled() or QApplication.activeModalWidget() is not None:
            return False
        return window.frame is not None or window.state in CLOSED

    def ask(self) -> None:
        """Ask for papers, and check them."""
        from PySide6.QtCore import QStandardPaths
        from PySide6.QtWidgets import QFileDialog

        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = "Papers (*.pdf);;All files (*)"
        files, _ = QFileDialog.getOpenFileNames(self._window, "Check papers", usual, kinds)
        if files:
            self.check([Path(file) for file in files])

    def check(self, files: Sequence[Path]) -> None:
        """Show what can be said of these files, with the store where it is open."""
        window = self._window
        if window.frame is not None:
            window.frame.go(Go.papers(tuple(str(file) for file in files)))
        elif window.state in CLOSED:
            self._check_closed(files)

    def _check_closed(self, files: Sequence[Path]) -> None:
        from desktop.views.pages.papers import PapersPage
        from desktop.views.presenters.papers import PapersPresenter

        window = self._window
        page = PapersPage(window.theme, "Back")
        presenter = PapersPresenter(page, window.tasks, window.desk.clock.now)
        page.choose.clicked.connect(self.ask)
        page.back.clicked.connect(self.leave)
        page.destroyed.connect(presenter.close)
        window.show_page(page, CHECKING, presenter)
        window.idle.start()
        page.begin()
        presenter.check(files)

    def leave(self) -> None:
        """Go back to where one unlocks, or begins."""
        if self._window.state == CHECKING:
            self._window.idle.stop()
            self._window.begin()


def files_of(event: QDropEvent) -> list[Path]:
    """Return the local files that are dragged; nothing for text, pictures and web addresses."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
