"""The order in which Tab goes: as one reads, also where questions were made later than others.

Qt puts a widget that is made later at the end of its window's order; here the layouts decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLayout, QScrollArea, QWidget


def step_focus(root: QWidget, forward: bool) -> bool:
    """Bring the focus to what comes next (or before) under a widget; False when there is none."""
    order = reading_order(root)
    now = QApplication.focusWidget()
    if now is None or not order:
        return False
    if now in order:
        at = order.index(now) + (1 if forward else -1)
    else:
        inside = [at for at, widget in enumerate(order) if now.isAncestorOf(widget)]
        if not inside:
            return False
        at = inside[0] if forward else inside[0] - 1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[at % len(order)].setFocus(reason)
    return True


def reading_order(root: QWidget) -> list[QWidget]:
    """Return everything under a widget that Tab stops at, in the order in which one reads it."""
    return list(_stops(root))


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.isHidden():
        return
    if takes_tab(widget):
        yield widget
    for child in _parts(widget):
        yield from _stops(child)


def takes_tab(widget: QWidget) -> bool:
    """Say whether Tab stops at a widget."""
    wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return wants and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets inside one: those of its layout first, then the others by their place."""
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield content
        return
    if isinstance(widget, QAbstractScrollArea):
        return
    seen: set[QWidget] = set()
    layout = widget.layout()
    if layout is not None:
        for child in _of_layout(layout):
            seen.add(child)
            yield child
    others = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child not in seen and not child.isWindow()
    ]
    yield from sorted(others, key=lambda child: (child.y(), child.x()))


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _of_layout(inner)
        elif widget is not None:
            yield widget
