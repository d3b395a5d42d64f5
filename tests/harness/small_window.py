"""A small window on which the tests' own instruments are tried."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)


def main(answers: Path) -> None:
    """Show two questions, a button that writes the answers into a file, and a long list."""
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle("Small window")
    column = QVBoxLayout(window)
    name, story = QLineEdit(), QTextEdit()
    name.setAccessibleName("Name")
    story.setAccessibleName("What happened")
    story.setTabChangesFocus(True)
    keep, said = QPushButton("Keep"), QLabel("Nothing kept")
    said.setStyleSheet("background: #FFFFFF; color: #767676; font-size: 24px")

    def write() -> None:
        answers.write_text(f"{name.text()}\n--\n{story.toPlainText()}", encoding="utf-8")
        said.setText("Kept")

    keep.clicked.connect(write)
    QShortcut(QKeySequence("Ctrl+Shift+F"), window).activated.connect(
        lambda: said.setText("Search")
    )
    for part in (name, story, keep, said, _long_list()):
        column.addWidget(part)
    spill = tempfile.TemporaryFile()  # noqa: SIM115 -- stays open and has no name, as it is wanted
    name.textEdited.connect(lambda text: (spill.write(text.encode("utf-16-le")), spill.flush()))
    window.resize(480, 560)
    window.show()
    app.exec()


def _long_list() -> QScrollArea:
    area, inner = QScrollArea(), QWidget()
    column = QVBoxLayout(inner)
    for number in range(30):
        line = QLineEdit()
        line.setAccessibleName(f"Line {number}")
        line.setObjectName(f"lines/{number}")
        column.addWidget(line)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


if __name__ == "__main__":
    main(Path(sys.argv[1]))
