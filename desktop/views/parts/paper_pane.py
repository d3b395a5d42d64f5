"""A paper with a header over it: what it is, which page is in sight, and the way to a printer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.previews import Pages
from desktop.views.parts import buttons
from desktop.views.parts.buttons import plain
from desktop.views.parts.pdf_view import PdfView
from desktop.views.parts.planes import column, line
from desktop.views.parts.text import Label
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

TIGHT = 480  # pixels at 100 % under which the title gives way to the pages


class PaperPane(QWidget):
    """The right side of the pages about papers. `print_asked` asks for a printer."""

    print_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.view = PdfView(theme, tasks)
        self.title = Label(theme, "", "table")
        self.back = buttons.icon(theme, "arrow-left", "Back from the paper")
        self.back.clicked.connect(self.left)
        self.back.hide()
        self.before = buttons.icon(theme, "chevron-left", "Page before")
        self.after = buttons.icon(theme, "chevron-right", "Next page")
        self.number = Label(theme, "", "table")
        self.print = plain(theme, "Print", "printer", "small")
        self.print.clicked.connect(self.print_asked)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._on)
        self.view.turned.connect(self._turned)
        px = theme.px
        self._top = QWidget()
        row = line(px(8), (px(32), 0, px(24), 0))
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.title, 1)
        for part in (self.before, self.number, self.after):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(px(16))
        row.addWidget(self.print, 0, Qt.AlignmentFlag.AlignVCenter)
        self._top.setLayout(row)
        self._top.setFixedHeight(px(52))
        layout = column(0, (1, 0, 0, 0))
        layout.addWidget(self._top)
        layout.addSpacing(1)
        layout.addWidget(self.view, 1)
        self.setLayout(layout)
        self._turned(0, 0)

    def show_paper(self, title: str, pages: Pages | None, *, printable: bool) -> None:
        """Show a paper under a title; a paper that is not signed yet may not be printed."""
        self.title.setText(title)
        self.view.show_pages(pages)
        self.print.setVisible(printable)

    def _turned(self, here: int, count: int) -> None:
        self.number.setText(f"Page {here} of {count}" if count else "")
        for button, end in ((self.before, here <= 1), (self.after, here >= count)):
            button.setVisible(count > 1)
            button.setEnabled(not end)

    def _back(self) -> None:
        self.view.go_to(self.view.here - 1)

    def _on(self) -> None:
        self.view.go_to(self.view.here + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.title.setVisible(self.width() >= self.theme.px(TIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), self.theme.colour("line")
        painter.fillRect(self.rect(), self.theme.colour("window"))
        painter.fillRect(0, 0, 1, self.height(), colour)
        painter.fillRect(1, self._top.height(), self.width(), 1, colour)
