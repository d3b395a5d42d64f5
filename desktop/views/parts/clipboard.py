"""What is copied here: kept out of clipboard histories that ask, and taken away again."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QMenu

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# How a text asks not to be remembered or sent on: by Windows' history and cloud, by managers on a
# Mac, by Klipper and its kin. What does not ask remembers all the same.
_NOT_KEPT = {
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
        _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
        _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    },
    "darwin": {"application/x-nspasteboard-concealed-type": b"1"},
}
_NOT_KEPT_ELSEWHERE = {"x-kde-passwordManagerHint": b"secret"}


def private_text(text: str) -> QMimeData:
    """Return a text to be copied, with the wish that no clipboard history keeps it."""
    data = QMimeData()
    data.setText(text)
    for name, value in _NOT_KEPT.get(sys.platform, _NOT_KEPT_ELSEWHERE).items():
        data.setData(name, value)
    return data


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setMimeData(private_text(text))


def clear_own() -> None:
    """Take away what this program put on the clipboard; what is another program's stays there.

    So with what was only chosen here: X11 and Wayland paste that by the middle button.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


class PrivateLine(QLineEdit):
    """A field of one line from which words are copied as `private_text`, by keys and by its menu.

    Qt has no single place for that in a field of one line, as it has in an area.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_chosen()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.own_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def own_menu(self) -> QMenu:
        """Return the usual menu of such a field, whose copying is this field's."""
        menu = self.createStandardContextMenu()
        for name, call in (("edit-copy", self.copy_chosen), ("edit-cut", self.cut_chosen)):
            action = menu.findChild(QAction, name)
            if action is not None:
                action.triggered.disconnect()
                action.triggered.connect(call)
        return menu

    def copy_chosen(self) -> None:
        """Copy what is chosen, unless the words are hidden."""
        if self.hasSelectedText() and self.echoMode() is QLineEdit.EchoMode.Normal:
            copy_text(self.selectedText())

    def cut_chosen(self) -> None:
        """Copy what is chosen and take it out, unless the words are hidden or stay as they are."""
        if self.hasSelectedText() and self.echoMode() is QLineEdit.EchoMode.Normal:
            self.copy_chosen()
            if not self.isReadOnly():
                self.del_()
