"""The toast: what was just done, and one action (Undo), for ten seconds at the foot of the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.parts.buttons import LinkButton
from desktop.views.parts.planes import line
from desktop.views.parts.popover import SHADOW, Floating
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

SECONDS = 10
AROUND = 24  # pixels at 100 % that stay free beside a toast on a narrow page


class Toast(Floating):
    """Shown with `show_over`. Its time stands still while the pointer or the focus is on it.

    `undone` is sent by Undo and `gone` when it goes. `take_focus` brings the keyboard to it.
    """

    undone = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=(12, 16), fill="toast", edge="", parent=parent)
        self._label = Label(theme, "", "body", "on-toast", wrap=True)
        self.action = LinkButton(theme, "Undo", token="on-toast", underlined=True)
        self.action.clicked.connect(self._undo)
        self._row = line(theme.px(24))
        self._row.addWidget(self._label)
        self._row.addWidget(self.action)
        self.body.addLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        self._left = SECONDS * 1000
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self.hide()

    def set_words(self, text: str, action: str = "Undo") -> None:
        """Set what is said; without an action only the words are shown."""
        self._label.setText(text)
        self.action.setText(action)
        self.action.setAccessibleName(f"{action}: {text}")
        self.action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._fit(self._label.words_width())

    def _fit(self, room: int) -> None:
        """Set the words on one line, or on several where there is less room in real pixels."""
        wide = min(self._label.words_width(), room)
        self._label.setFixedSize(wide, self._label.heightForWidth(wide))
        for layout in (self._row, self.body):  # they remember what they held last, while hidden
            layout.invalidate()
        self.adjustSize()

    def show_over(self, window: QWidget, text: str, action: str = "Undo") -> None:
        """Show at the foot of a window for ten seconds, and say it to a screen reader."""
        self.setParent(window)
        self.set_words(text, action)
        beside = self.width() - self._label.width()  # the action, and what is around the words
        self._fit(window.width() - beside + 2 * self.theme.px(SHADOW - AROUND))
        x = (window.width() - self.width()) // 2
        self.move(x, window.height() - self.height() - self.theme.px(48 - SHADOW))
        self._left = SECONDS * 1000
        self.show()
        self.raise_()
        self._timer.start(self._left)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def take_focus(self) -> None:
        """Bring the keyboard to Undo."""
        if self.isVisible():
            self.action.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.gone.emit()

    @property
    def waiting(self) -> bool:
        """Whether its time is running."""
        return self._timer.isActive()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pause()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.action.hasFocus():
            self._go_on()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self.action:
            self._pause()
        elif old is self.action and not self.underMouse():
            self._go_on()

    def _pause(self) -> None:
        if self._timer.isActive():
            self._left = max(1, self._timer.remainingTime())
            self._timer.stop()

    def _go_on(self) -> None:
        if self.isVisible():
            self._timer.start(self._left)

    def _undo(self) -> None:
        self.leave()
        self.undone.emit()
