"""What stands on a page that somebody has walked to: its controls, words and fields, and where.

This runs in the window's own process and looks at widgets; `tour_guide` tells it to whoever reads
the accessibility tree and the picture of the same moment. Places are pixels of the screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop.views.editors.cards import CardHead
from desktop.views.editors.options import CheckOption, RadioOption
from desktop.views.pages.record.panel import SidePanel
from desktop.views.parts.checks import Check, Radio
from desktop.views.parts.popover import Floating
from desktop.views.parts.text import Heading, Label, Prose
from tests.harness.tour_walk import Walk, press, spin

T = TypeVar("T")
LINE = 0.8  # part of the height of a line that must be seen for its words to be measured
FOLLOWS = 300  # milliseconds after which a list beside the page has followed it
LATEST = 10.0  # seconds until every layout has come to rest
MOST_TABS = 200
MARKS = (Radio, Check, RadioOption, CheckOption)


@dataclass(frozen=True)
class Thing:
    """A control, some words, or a field: what it is called and where it is."""

    name: str
    kind: str
    place: tuple[int, int, int, int]

    def __str__(self) -> str:
        return f"{self.kind} “{self.name[:60]}”"


@dataclass
class Page:
    """Everything of one page."""

    name: str
    stops: list[Thing] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    words: list[Thing] = field(default_factory=list)
    fields: list[Thing] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)

    @classmethod
    def read(cls, told: dict[str, Any]) -> Page:
        """Return what `told` gave."""
        things = {
            part: [Thing(t["name"], t["kind"], tuple(t["place"])) for t in told[part]]
            for part in ("stops", "words", "fields")
        }
        return cls(**{**told, **things})


def look_at(name: str, walk: Walk, *, tabs: bool = True) -> Page:
    """Look at the page that stands there; a list or menu that lies over it is looked at alone."""
    popup = QApplication.activePopupWidget()
    shown: QWidget = popup or walk.window
    page = Page(name, clipped=_lasting(shown))
    if popup is None and tabs:
        _go_round(walk, page)
    page.words, page.fields = _stay(lambda: (list(_words(shown)), list(_fields(shown))))
    return page


def _stay(read: Callable[[], T]) -> T:
    """Return what is read once it stays: a page or a list beside it may move a little later."""
    found, limit = read(), time.monotonic() + LATEST
    while time.monotonic() < limit:
        spin(FOLLOWS)
        if (now := read()) == found:
            break
        found = now
    return found


def _lasting(shown: QWidget) -> list[str]:
    """Return what is cut off for good: what is out of sight is laid out a little later."""
    limit = time.monotonic() + LATEST
    while (found := list(clipped(shown))) and time.monotonic() < limit:
        spin(50)
    return found


# Tab


def _go_round(walk: Walk, page: Page) -> None:
    """Press Tab until it comes round, and put the focus back where it was."""
    before = QApplication.focusWidget()
    order = tab_round(walk.window)
    page.missed = [
        _called(one)
        for one in controls(walk.window)
        if one not in order and not _same_group(one, order) and not _changes_as_one_goes(one)
    ]
    page.astray = list(out_of_order(walk.window, order))
    if before is not None:
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    walk.come_to_rest()
    page.stops = _stay(lambda: _in_sight(order))


def _in_sight(order: list[QWidget]) -> list[Thing]:
    return [
        Thing(_name(one), type(one).__name__, _place(one, one.rect()))
        for one in order
        if not _seen(one).isEmpty()
    ]


def tab_round(window: QWidget) -> list[QWidget]:
    """Return what has the focus, from Tab to Tab, until it comes round."""
    seen: list[QWidget] = []
    for _ in range(MOST_TABS):
        now = QApplication.focusWidget()
        if now is not None and now in seen:
            return seen
        if now is not None:
            seen.append(now)
        press(now or window, Qt.Key.Key_Tab)
    return seen


def controls(window: QWidget) -> list[QWidget]:
    """Return what Tab must reach."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and type(widget).__name__ not in {"QScrollBar", "QStackedWidget"}
    ]


def _changes_as_one_goes(widget: QWidget) -> bool:
    """Say whether a widget stands beside the questions, where each brings something else."""
    return _inside(widget, SidePanel)


def _inside(widget: QWidget, kind: type[QWidget]) -> bool:
    walk: QWidget | None = widget
    while walk is not None and not isinstance(walk, kind):
        walk = walk.parentWidget()
    return walk is not None


def _same_group(widget: QWidget, reached: list[QWidget]) -> bool:
    """Say whether Tab reached another radio button of the same choice: arrows lead on from it."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    beside = widget.parentWidget()
    return any(
        isinstance(one, QAbstractButton)
        and type(one) is type(widget)
        and (one.group() is group if group is not None else one.parentWidget() is beside)
        for one in reached
    )


def out_of_order(window: QWidget, order: list[QWidget]) -> Iterator[str]:
    """Yield where Tab goes against the reading order: up in a column, or left in a row."""
    # What floats over the page has no place among what is under it.
    order = [one for one in order if not _inside(one, Floating)]
    chains = {one: _chain(window, one) for one in order}
    corners = {one: [(place.y(), place.x()) for _, place in chains[one]] for one in order}
    first = min(order, key=corners.__getitem__, default=None)
    if first is None:
        return
    at = order.index(first)
    turned = [*order[at:], *order[:at]]
    for number, one in enumerate(turned):
        for other in turned[number + 1 :]:
            before, after = _where_they_part(chains[one], chains[other])
            if _goes_up(before, after) or _goes_left(before, after):
                yield f"{_called(one)} comes before {_called(other)}"


def _chain(window: QWidget, widget: QWidget) -> list[tuple[QWidget, QRect]]:
    """Return the scrolled contents around a widget, outermost first, each with a place in it."""
    found: list[tuple[QWidget, QRect]] = []
    inner: QWidget = widget
    walk: QWidget | None = widget
    while walk is not None and walk is not window:
        parent = walk.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            found.insert(0, (walk, QRect(inner.mapTo(walk, QPoint(0, 0)), inner.size())))
            inner = walk = area
        else:
            walk = parent
    found.insert(0, (window, QRect(inner.mapTo(window, QPoint(0, 0)), inner.size())))
    return found


def _where_they_part(
    one: list[tuple[QWidget, QRect]], other: list[tuple[QWidget, QRect]]
) -> tuple[QRect, QRect]:
    """Return the places of two widgets in the innermost content that holds both."""
    pairs = [(a[1], b[1]) for a, b in zip(one, other, strict=False) if a[0] is b[0]]
    return pairs[-1]


def _goes_up(before: QRect, after: QRect) -> bool:
    across = min(before.right(), after.right()) - max(before.left(), after.left())
    return after.bottom() <= before.top() and across > 0


def _goes_left(before: QRect, after: QRect) -> bool:
    along = min(before.bottom(), after.bottom()) - max(before.top(), after.top())
    return after.right() <= before.left() and along > min(before.height(), after.height()) / 2


# Words, fields, and what is cut off


def _words(root: QWidget) -> Iterator[Thing]:
    for widget in _uncovered(root):
        least = QFontMetrics(widget.font()).height() * LINE
        for words, area in _texts(widget):
            part = area.intersected(_seen(widget))
            if words.strip() and part.height() >= min(area.height(), least) and part.width() > 8:
                yield Thing(words, type(widget).__name__, _place(widget, area))


def _texts(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    """Yield the words of a widget, each with its place in it."""
    if isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield widget.tabText(at), widget.tabRect(at)
    elif isinstance(widget, QMenu):
        for action in widget.actions():
            if action.isEnabled():
                yield action.text(), widget.actionGeometry(action)
    elif isinstance(widget, Prose):
        yield widget.words(), widget.rect()
    elif isinstance(widget, QLabel | QAbstractButton):
        yield widget.text(), widget.rect()
    elif isinstance(widget, QLineEdit):
        yield widget.displayText() or widget.placeholderText(), widget.rect().adjusted(4, 4, -4, -4)
    elif isinstance(widget, QTextEdit):
        yield widget.toPlainText() or widget.placeholderText(), widget.rect().adjusted(4, 4, -4, -4)


def _fields(root: QWidget) -> Iterator[Thing]:
    """Yield every field with a border, and every circle and box to tick."""
    for widget in _uncovered(root):
        if not widget.isEnabled():
            continue
        area = widget.rect()
        if isinstance(widget, MARKS):
            area = widget.focus_area()
        elif not isinstance(widget, QLineEdit | QTextEdit) or widget.property("bare"):
            continue
        if widget.visibleRegion().contains(area):
            yield Thing(_name(widget), type(widget).__name__, _place(widget, area))


def clipped(root: QWidget) -> Iterator[str]:
    """Yield words that are not drawn whole, and controls that are cut off for good."""
    for widget in _shown(root, covered=True):
        if isinstance(widget, Label | Heading | Prose) and not widget.fits():
            if not isinstance(widget.parentWidget(), CardHead):  # unfolding shows the whole of it
                needs = widget.heightForWidth(widget.width())
                yield f"{_called(widget)} has {widget.size().toTuple()}, needs {needs}"
        elif isinstance(widget, QAbstractButton) and widget.text():
            has, needs = widget.size(), widget.minimumSizeHint()
            if has.width() < needs.width() or has.height() < needs.height():
                yield f"{_called(widget)} has {has.toTuple()} of {needs.toTuple()}"
        if _is_control(widget) and _out_of_reach(root, widget):
            yield f"{_called(widget)} lies outside"


def _out_of_reach(root: QWidget, widget: QWidget) -> bool:
    """Say whether part of a control lies where no scrolling brings it."""
    content, place = _chain(root, widget)[-1]
    return not content.rect().adjusted(-1, -1, 1, 1).contains(place)


def _is_control(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _shown(root: QWidget, *, covered: bool = False) -> Iterator[QWidget]:
    """Yield the widgets under one that can be seen; `covered` also those scrolled out of sight."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and (covered or not widget.visibleRegion().isEmpty()):
            yield widget


def _uncovered(root: QWidget) -> Iterator[QWidget]:
    """Yield what can be seen and does not lie under something that floats over the page."""
    floating = [one for one in root.findChildren(Floating) if one.isVisible()]
    for widget in _shown(root):
        if not any(_lies_under(widget, over, root) for over in floating):
            yield widget


def _lies_under(widget: QWidget, over: QWidget, root: QWidget) -> bool:
    if widget is over or over.isAncestorOf(widget) or widget.isAncestorOf(over):
        return False
    places = [QRect(one.mapTo(root, QPoint(0, 0)), one.size()) for one in (widget, over)]
    return places[0].intersects(places[1])


def _seen(widget: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect()


def _place(widget: QWidget, area: QRect) -> tuple[int, int, int, int]:
    """Return the part of an area that can be seen, in pixels of the screen."""
    part = area.intersected(_seen(widget))
    corner = widget.mapToGlobal(part.topLeft())
    ratio = widget.devicePixelRatioF()
    numbers = (corner.x(), corner.y(), part.width(), part.height())
    x, y, width, height = (round(number * ratio) for number in numbers)
    return x, y, width, height


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _called(widget: QWidget) -> str:
    words = next((words for words, _area in _texts(widget)), "") or _name(widget)
    return f"{type(widget).__name__} “{words[:60]}”"
