"""What stands in a layout, found without ever touching the items that hold it.

`QLayout.itemAt` is not for Python. The wrapper that it returns lives as long as the layout, while
Qt deletes the item as soon as its widget goes. A part made later at the same place in memory is
then taken for that item, and the heap breaks when either of them ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def widgets_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets that stand directly in a layout, in order."""
    return [one for one in _placed(layout, _held(layout)) if isinstance(one, QWidget)]


def laid_out(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets of a layout and of the layouts in it, in order."""
    yield from _all_of(layout, _held(layout))


def _all_of(layout: QLayout, held: Sequence[QWidget]) -> Iterator[QWidget]:
    for one in _placed(layout, held):
        if isinstance(one, QLayout):
            yield from _all_of(one, held)
        else:
            yield one


def _held(layout: QLayout) -> list[QWidget]:
    """Return the widgets of whoever holds a layout: all that stands in it is among them."""
    holder = layout.parentWidget()
    if holder is None:
        return []
    return holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _placed(layout: QLayout, held: Sequence[QWidget]) -> list[QWidget | QLayout]:
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    places = [*((layout.indexOf(one), one) for one in held)]
    places += [(layout.indexOf(one), one) for one in inner]
    return [one for at, one in sorted(places, key=lambda place: place[0]) if at >= 0]
