"""The frame of a list page, whose aside goes under the main column where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.parts.planes import PageFrame, empty
from desktop.views.theme import Theme

NARROW = 840  # pixels at 100 %: 64 of padding, 54 between, and enough for both columns


class ListPage(PageFrame):
    """A page of rows of content, each with an aside or none."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        summary: str = "",
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._rows: list[tuple[QWidget, QWidget | None]] = []
        self._stacked = False
        super().__init__(theme, title, summary, action, parent)

    def add_row(self, main: QWidget, aside: QWidget | None = None) -> None:
        self._rows.append((main, aside))
        self._place()

    def clear(self) -> None:
        """Take all content away."""
        self._rows = []
        empty(self.grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() != self._stacked:
            self._place()

    def _is_narrow(self) -> bool:
        return self.width() < self.theme.px(NARROW)

    def _place(self) -> None:
        self._stacked = self._is_narrow()
        # removeWidget ends the layout's item at once; one taken with takeAt would live on in
        # Python, and the widget's changes of height would go to it and not to its successor.
        for widget in (one for row in self._rows for one in row if one is not None):
            self.grid.removeWidget(widget)
        top, at = Qt.AlignmentFlag.AlignTop, 0
        for main, aside in self._rows:
            span = 1 if aside is not None and not self._stacked else 3
            self.grid.addWidget(main, at, 0, 1, span, top)
            if aside is not None and self._stacked:
                at += 1
                self.grid.addWidget(aside, at, 0, 1, 3, top)
            elif aside is not None:
                self.grid.addWidget(aside, at, 2, top)
            at += 1
        self._set_columns()
