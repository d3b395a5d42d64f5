"""The one bar at the top: menus, protective marking, search, who is signed in, and Lock."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.views.parts.buttons import Button
from desktop.views.parts.fields import FindField
from desktop.views.parts.plainbar import PlainBar
from desktop.views.theme import Theme


class TopBar(PlainBar):
    """The bar of the open window. The marking stands in its middle and never gives way: the search
    shrinks to an icon first, then the person's name.

    Menus are added to `menus`. `searched` carries the words to search for, `search_opened` is sent
    when the icon of the narrow bar is pressed, `lock_asked` by Lock.
    """

    searched = Signal(str)
    search_opened = Signal()
    lock_asked = Signal()

    def __init__(
        self, theme: Theme, marking: str, person: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, marking, parent)
        self._signed_in = bool(person)
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.menus.setFont(theme.font("table"))
        self.menus.setAccessibleName("Menus")
        self.search = FindField(
            theme, "Search everything", shortcut="Ctrl+Shift+F", height=32, parent=self
        )
        self.search_icon = Button(
            theme, "", "rail", icon="search", size="small", name="Search everything", parent=self
        )
        self.search_icon.set_tip("Search everything", "Ctrl+Shift+F")
        self.person = Button(theme, person, "rail", icon="user-round", size="small", parent=self)
        self.lock = Button(theme, "Lock", "rail", icon="lock", size="small", parent=self)
        self.lock.set_tip("Lock", "Ctrl+L")
        self.search.entered.connect(self.searched)
        self.search_icon.clicked.connect(self.search_opened)
        self.lock.clicked.connect(self.lock_asked)
        self.set_person(person)
        self.setTabOrder(self.search, self.person)
        self.setTabOrder(self.person, self.lock)

    def menus_changed(self) -> None:
        """Lay the bar out again: a menu came or went."""
        self.place()

    def set_person(self, name: str) -> None:
        """Show who is signed in; "" hides everything that only somebody signed in may use."""
        self._signed_in = bool(name)
        self.person.set_words(name or " ")
        self.person.setAccessibleName(f"Signed in: {name}")
        self.place()

    def set_person_menu(self, menu: QMenu) -> None:
        """Open this menu under the person's name."""
        self.person.setMenu(menu)

    def place(self) -> None:
        px, middle = self.theme.px, self.theme.px(20)
        self.menus.setVisible(self._signed_in and self.menus.actions() != [])
        hint = self.menus.sizeHint()
        self.menus.setGeometry(px(6), middle - hint.height() // 2, hint.width(), hint.height())
        self._place_right(self.place_marking(self._menus_end()) + px(24))

    def _menus_end(self) -> int:
        return self.menus.geometry().right() + self.theme.px(16) if self._signed_in else 0

    def _place_right(self, free_from: int) -> None:
        px, right = self.theme.px, self.width() - self.theme.px(16)
        for widget in (self.lock, self.person, self.search, self.search_icon):
            widget.setVisible(self._signed_in)
        if not self._signed_in:
            return
        for button in (self.lock, self.person):
            size = button.sizeHint()
            right -= size.width()
            self._put(button, right, size.width())
            right -= px(8)
        right -= px(6)
        narrow = right - px(248) < free_from
        self.search.setVisible(not narrow)
        self.search_icon.setVisible(narrow)
        if narrow:
            self._put(self.search_icon, right - px(32), px(32))
        else:
            self._put(self.search, right - px(248), px(248))

    def _put(self, widget: QWidget, x: int, width: int) -> None:
        height = self.theme.px(32)
        corner = QPoint(x, self.theme.px(20) - height // 2)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            corner.setX(self.width() - x - width)
        widget.setGeometry(corner.x(), corner.y(), width, height)
