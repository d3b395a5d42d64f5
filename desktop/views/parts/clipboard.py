"""What is copied here: kept out of clipboard histories that ask, and taken away again."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

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
    """Take away what this program put on the clipboard; what is another program's stays there."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
