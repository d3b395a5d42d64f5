"""The menus of the open window, as data. Rooms add their own entries to Edit, View and Record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.views.parts.palette import ICON, Command


@dataclass(frozen=True)
class Entry:
    """One entry: its words, its keys, and the name of what it does in `OpenFrame`."""

    words: str
    keys: str
    call: str
    icon: str = ""
    """Its icon in the list of commands (Ctrl+K); without one it is not among them."""


MENUS: tuple[tuple[str, tuple[Entry | None, ...]], ...] = (
    (
        "File",
        (
            Entry("New record", "Ctrl+N", "new", "plus"),
            Entry("Add a child", "Ctrl+Shift+N", "add_child", "user-plus"),
            None,
            Entry("Save now", "Ctrl+S", "save", "circle-check"),
            Entry("Empty copy of a form…", "", "empty_copy", "printer"),
            Entry("Check a paper…", "", "check_paper", "shield"),
            None,
            Entry("Switch person", "", "switch", "user-round"),
            Entry("Lock", "Ctrl+L", "lock", "lock"),
            Entry("Close", "Ctrl+Q", "close", "x"),
        ),
    ),
    ("Edit", (Entry("Search everything", "Ctrl+Shift+F", "search", "search"),)),
    (
        "View",
        (
            Entry("Back", "Alt+Left", "back", "arrow-left"),
            Entry("Go to anything", "Ctrl+K", "palette"),
            None,
            Entry("Today", "Ctrl+1", "today", "list-todo"),
            Entry("Children", "Ctrl+2", "children", "users-round"),
            Entry("Settings", "Ctrl+6", "settings", "sliders-horizontal"),
            None,
            Entry("Larger text", "Ctrl++", "larger", "plus"),
            Entry("Smaller text", "Ctrl+-", "smaller", "minus"),
            Entry("Text at 100 %", "Ctrl+0", "usual", "refresh-cw"),
            Entry("Full screen", "F11", "full_screen", "laptop"),
            None,
            Entry("Light", "", "light", "eye"),
            Entry("Dark", "", "dark", "eye"),
            Entry("High contrast", "", "contrast", "eye"),
            Entry("As the system", "", "system", "eye"),
        ),
    ),
    ("Record", ()),
    (
        "Help",
        (
            Entry("Keyboard", "Ctrl+/", "keys", "keyboard"),
            Entry("About CST Desktop", "", "about", "info"),
        ),
    ),
)


def opener(bar: QMenuBar, menu: QMenu) -> QAction:
    """Return what opens a menu of the bar by Alt and the first letter of its title; F10 the first.

    Qt's own way to it underlines that letter, in the title too; and without any, Alt types the
    letter into the field that has the keyboard.
    """

    def open_it() -> None:
        if menu.menuAction().isVisible():
            bar.setActiveAction(menu.menuAction())

    action = QAction(menu)
    first = menu.menuAction() is bar.actions()[0]
    keys = [f"Alt+{menu.title()[0]}", *(["F10"] if first else [])]
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.triggered.connect(without_argument(open_it))
    return action


def commands_in(menus: Iterable[QMenu]) -> tuple[tuple[Command, ...], dict[str, QAction]]:
    """Return the commands that the menus offer now, and what each of them does, by its id."""
    actions = [
        (menu.title(), action)
        for menu in menus
        for action in menu.actions()
        if action.property(ICON) and action.isEnabled() and action.isVisible()
    ]
    commands = tuple(
        Command(
            f"{number}",
            action.text(),
            title,
            action.shortcut().toString(),
            str(action.property(ICON)),
        )
        for number, (title, action) in enumerate(actions)
    )
    return commands, {one.id: action for one, (_, action) in zip(commands, actions, strict=True)}


def without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    """Return a slot for `QAction.triggered`, which says whether it is checked."""

    def triggered(_checked: bool = False) -> None:
        call()

    return triggered
