"""The order in which Tab goes: as one reads, also where questions were made later than others.

Qt puts a widget that is made later at the end of its window's order; here the layouts decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from desktop.views.parts.layouts import laid_out

POLICIES = frozenset(
    {Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus}
)


def step_focus(root: QWidget, forward: bool) -> bool:
    """Bring the focus to what comes next (or before) under a widget; False when there is none.

    The search begins where the focus is, so that Tab is as quick in a long record as in a short.
    """
    now = QApplication.focusWidget()
    if now is None or not (now is root or root.isAncestorOf(now)):
        return False
    there = next(_after(root, now) if forward else _before(root, now), None)
    if there is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    there.setFocus(reason)
    return True


def _after(root: QWidget, now: QWidget) -> Iterator[QWidget]:
    """Yield everything that Tab stops at from one widget on, and round from the beginning."""
    for part in _parts(now):
        yield from _stops(part)
    for here, above in _upwards(root, now):
        beside = list(_parts(above))
        for part in beside[beside.index(here) + 1 :] if here in beside else ():
            yield from _stops(part)
    yield from _stops(root)


def _before(root: QWidget, now: QWidget) -> Iterator[QWidget]:
    """Yield everything that Tab stops at back from one widget, and round from the end."""
    for here, above in _upwards(root, now):
        beside = list(_parts(above))
        for part in reversed(beside[: beside.index(here)] if here in beside else ()):
            yield from _stops_back(part)
        if takes_tab(above):
            yield above
    yield from _stops_back(root)


def _upwards(root: QWidget, widget: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Yield a widget and what holds it, then that and what holds it, up to the root."""
    above = widget.parentWidget()
    while widget is not root and above is not None:
        yield widget, above
        widget, above = above, above.parentWidget()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget, in the order in which one reads it."""
    if widget.isHidden():
        return
    if takes_tab(widget):
        yield widget
    for part in _parts(widget):
        yield from _stops(part)


def _stops_back(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget, the last first."""
    if widget.isHidden():
        return
    for part in reversed(list(_parts(widget))):
        yield from _stops_back(part)
    if takes_tab(widget):
        yield widget


def takes_tab(widget: QWidget) -> bool:
    """Say whether Tab stops at a widget."""
    wants = widget.focusPolicy() in POLICIES
    return wants and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets inside one: those of its layout first, then the others by their place."""
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield content
        return
    if isinstance(widget, QAbstractScrollArea):
        yield widget.viewport()  # where an area gives the keyboard to what it shows
        return
    seen: set[QWidget] = set()
    layout = widget.layout()
    if layout is not None:
        for child in laid_out(layout):
            seen.add(child)
            yield child
    others = [child for child in inside(widget) if child not in seen]
    yield from sorted(others, key=lambda child: (child.y(), child.x()))


def inside(widget: QWidget) -> list[QWidget]:
    """Return the widgets that stand directly in a widget, in the order in which they were made.

    Asked for all its children, a field would have PySide look through every class that it knows.
    """
    found = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in found if not child.isWindow()]
