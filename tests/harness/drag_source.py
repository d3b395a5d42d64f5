"""A small program from which files can be dragged, as out of a file manager.

    python drag_source.py FILE...

It stands in a corner over everything else. Pressing on it takes all the files along. It says on its
output when it is there, when the files hang on the pointer, and when what is below would take them.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "files to drag"


class Source(QLabel):
    """The files, as one thing to take hold of."""

    def __init__(self, files: list[str]) -> None:
        super().__init__(TITLE)
        self._files = files
        self.setWindowTitle(TITLE)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setFixedSize(160, 60)
        self.move(1180, 20)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        data.setText("\n".join(self._files))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.actionChanged.connect(_would)
        QTimer.singleShot(0, _hangs)
        drag.exec(Qt.DropAction.CopyAction)
        event.accept()


def _hangs() -> None:
    say("taken")


def _would(action: Qt.DropAction) -> None:
    say("would take" if action is Qt.DropAction.CopyAction else "would not")


def say(words: str) -> None:
    """Tell whoever drags."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    source = Source(sys.argv[1:])
    source.show()
    sys.exit(application.exec())
