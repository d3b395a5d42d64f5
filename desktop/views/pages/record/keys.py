"""What can be done on the record page by key. The window takes these into its menus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.views.parts.palette import ICON

NOT_EMPTY = "Only an empty draft can be thrown away: clear its answers first"


class RecordActions:
    """The actions of the page. They work while the focus is anywhere on it."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self.undo = self._action("Undo", "undo-2", "Ctrl+Z")
        self.redo = self._action("Redo", "redo-2", "Ctrl+Y", "Ctrl+Shift+Z")
        self.previous_section = self._action("Previous section", "arrow-up", "Ctrl+PgUp")
        self.next_section = self._action("Next section", "arrow-down", "Ctrl+PgDown")
        self.next_problem = self._action("Next thing to put right", "triangle-alert", "F8")
        self.previous_problem = self._action(
            "Previous thing to put right", "triangle-alert", "Shift+F8"
        )
        self.next_pane = self._action("Next pane", "arrow-right", "F6")
        self.previous_pane = self._action("Previous pane", "arrow-left", "Shift+F6")
        self.help = self._action("Help on this question", "info", "F1")
        self.panel = self._action("Panel beside the question", "panel-right-open", "F4")
        self.check = self._action("Check and sign", "file-check", "Ctrl+Return")
        self.compare = self._action("Compare with the last version", "history")
        self.print_draft = self._action("Print the draft…", "printer", "Ctrl+P")
        self.save_draft = self._action("Save the draft as PDF…", "download")
        self.give_up = self._action("Give the correction up…", "undo-2")
        self.throw_away = self._action("Throw this empty draft away", "trash-2")
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.compare.setEnabled(False)
        self.print_draft.setVisible(False)
        self.save_draft.setVisible(False)
        self.give_up.setVisible(False)
        self.throw_away.setVisible(False)

    def _action(self, words: str, icon: str, *keys: str) -> QAction:
        action = QAction(words, self._page)
        action.setProperty(ICON, icon)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._page.addAction(action)
        return action

    def edit_menu(self) -> tuple[QAction, ...]:
        """Return what belongs into the Edit menu."""
        return (self.undo, self.redo)

    def view_menu(self) -> tuple[QAction, ...]:
        """Return what belongs into the View menu."""
        return (self.panel, self.next_pane, self.previous_pane)

    def record_menu(self) -> tuple[QAction, ...]:
        """Return what belongs into the Record menu."""
        return (
            self.previous_section,
            self.next_section,
            self.next_problem,
            self.previous_problem,
            self.compare,
            self.check,
            self.print_draft,
            self.save_draft,
            self.give_up,
            self.throw_away,
        )

    def help_menu(self) -> tuple[QAction, ...]:
        """Return what belongs into the Help menu."""
        return (self.help,)

    def all(self) -> tuple[QAction, ...]:
        """Return every action, in the order of the menus."""
        return (*self.edit_menu(), *self.view_menu(), *self.record_menu(), *self.help_menu())


def joined(action: QAction, call: Callable[[], object]) -> None:
    """Let an action call something that wants no argument."""
    action.triggered.connect(lambda _checked=False: call())


def say_why_not(action: QAction, reason: str) -> None:
    """Disable an action and say why in its tool tip, as a button does; "" enables it again."""
    action.setEnabled(not reason)
    action.setToolTip(reason)
    action.setStatusTip(reason)
