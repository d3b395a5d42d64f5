"""What every page owes its reader: names, a way by keyboard, and nothing cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.parts.text import Heading, Label, Prose


def controls(page: QWidget) -> list[QWidget]:
    """Return what Tab should reach: one of each group of radio buttons."""
    found: list[QWidget] = []
    for widget in page.findChildren(QWidget):
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not (tabbed and widget.isVisible() and widget.isEnabled()):
            continue
        if widget.focusProxy() is not None or isinstance(widget, QScrollArea):
            continue
        if widget.metaObject().className() in {"QScrollBar", "QStackedWidget"}:
            continue
        found.append(widget)
    return found


def unnamed(page: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    nameless: list[str] = []
    for widget in controls(page):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} at {widget.pos()}")
    return nameless


def reached_by_tab(qtbot: QtBot, page: QWidget) -> list[QWidget]:
    """Press Tab until it comes round again; return what had the focus, in order."""
    seen: list[QWidget] = []
    for _ in range(120):
        now = QApplication.focusWidget()
        if now is not None and now in seen:
            break
        if now is not None and page.isAncestorOf(now):
            seen.append(now)
        qtbot.keyClick(now or page, Qt.Key.Key_Tab)
    return seen


def missed_by_tab(qtbot: QtBot, page: QWidget) -> list[str]:
    """Return the controls that Tab does not reach."""
    reached = reached_by_tab(qtbot, page)
    return [
        f"{type(one).__name__} “{one.accessibleName()}”"
        for one in controls(page)
        if one not in reached and not _same_group(one, reached)
    ]


def _same_group(widget: QWidget, reached: list[QWidget]) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(
        isinstance(one, QAbstractButton) and one.group() is group for one in reached
    )


def cut_off(page: QWidget) -> list[str]:
    """Return words that are not drawn whole, or stand outside the page."""
    found: list[str] = []
    for _ in range(3):
        QApplication.processEvents()  # layouts settle in several passes
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Label | Heading) and not widget.fits():
            found.append(widget.text())
        elif isinstance(widget, Prose) and not widget.fits():
            found.append(widget.words())
        elif isinstance(widget, QAbstractButton) and widget.text():
            right = widget.mapTo(page, widget.rect().topRight()).x()
            if right > page.width() or widget.width() < widget.minimumSizeHint().width():
                found.append(widget.text())
    return found


def words_on(page: QWidget) -> str:
    """Return every word that is shown, in no special order."""
    found: list[str] = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            if isinstance(widget, Prose):
                found.append(widget.words())
            elif isinstance(widget, Label | QAbstractButton):
                found.append(widget.text())
    return "\n".join(found)
