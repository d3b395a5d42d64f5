"""The order of Tab: what is made later must still be met where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.parts.layouts import laid_out
from desktop.views.parts.order import inside


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab may reach in a widget, in the order in which its layouts hold it."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    met: set[QWidget] = set()
    if layout is not None:
        for child in laid_out(layout):
            met.add(child)
            yield from focusable(child)
    for child in inside(widget):
        if child not in met:
            yield from focusable(child)


class TabAnchor(QWidget):
    """A hidden mark in the order of Tab, made with its owner, behind which later ones are put.

    It is never met, because it is never shown; a widget that takes no focus could not be a mark.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("")
        self.hide()

    def put_in_reading_order(self) -> None:
        """Let Tab go through everything in the owner as it is read."""
        before: QWidget = self
        owner = self.parentWidget()
        for control in focusable(owner) if owner is not None else ():
            if not isinstance(control, TabAnchor) and control is not owner:
                QWidget.setTabOrder(before, control)
                before = control
