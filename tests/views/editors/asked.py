"""Questions that the tests of the editors ask, and keys for what answers them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.forms.definition import Field
from tests.views.editors.look import FIELDS

BY_ID = {field.id: field for field in FIELDS}


def field(kind: str, **more) -> Field:
    return Field("q", "The question", kind, **more)


def key(widget: QWidget, code: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers)
    QApplication.sendEvent(widget, event)
    return event
