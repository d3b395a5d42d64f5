"""What was just done on a page that one has left: a line at the foot of the next, with Undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.views.go import Go
from desktop.views.parts.toast import Toast
from desktop.views.theme import Theme


@dataclass(frozen=True)
class Done:
    """What was done. `go` is where one goes on.

    With `gone`, a record that is in no list any more, that is only where one did not come from
    elsewhere, and `undo` brings it back; it may take milliseconds.
    """

    words: str
    go: Go
    gone: str = ""
    undo: Callable[[], None] | None = None

    @property
    def record(self) -> str:
        """The record that it was done to."""
        return self.gone or self.go.id


class LastDone(QObject):
    """Tells what was done last; it goes with the next page.

    `undone` carries what takes it back, and the record that comes back with it.
    """

    undone = Signal(object, str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._toast: Toast | None = None
        self._done: Done | None = None
        self.undo = QAction("Undo", window)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.undo.setEnabled(False)
        self.undo.triggered.connect(self._undo)
        window.addAction(self.undo)

    def tell(self, done: Done, over: QWidget, *, by_key: bool) -> None:
        """Say it at the foot of a page; `by_key`: Ctrl+Z is its Undo for as long as it is said."""
        toast = self._made()
        self._done = done
        toast.show_over(over, done.words, "Undo" if done.undo is not None else "")
        self.undo.setEnabled(by_key and done.undo is not None)

    def leave(self) -> None:
        """Stop saying it."""
        if self._toast is not None:
            self._toast.leave()

    def _made(self) -> Toast:
        if self._toast is None:
            self._toast = Toast(self._theme, self._window)
            self._toast.undone.connect(self._undo)
            self._toast.gone.connect(self._gone)
        return self._toast

    def _gone(self) -> None:
        """Let Ctrl+Z mean what it means on the page; Undo itself still knows what it takes back."""
        self.undo.setEnabled(False)

    def _undo(self) -> None:
        done, self._done = self._done, None
        if self._toast is not None:
            self._toast.leave()
        if done is not None and done.undo is not None:
            self.undone.emit(done.undo, done.gone)
