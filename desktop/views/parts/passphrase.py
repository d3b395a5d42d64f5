"""Typing a passphrase: a field with Show and Hide, a line on its strength, and unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.parts.boxes import column, line
from desktop.views.parts.buttons import Button, primary
from desktop.views.parts.clipboard import PrivateLine
from desktop.views.parts.icon import Icon
from desktop.views.parts.label import Label, grows_with_width
from desktop.views.theme import Theme

if TYPE_CHECKING:
    from desktop.views.parts.text import Prose

STRENGTH = {
    "weak": ("triangle-alert", "due-fg", "due"),
    "good": ("circle-check", "done-fg", "done"),
    "wrong": ("triangle-alert", "late-fg", "late"),
}


class PassphraseField(PrivateLine):
    """A field whose words are hidden until Show is pressed. Paste is allowed.

    `shown_changed` says whether they are shown now.
    """

    shown_changed = Signal(bool)

    def __init__(
        self, theme: Theme, name: str = "Your passphrase", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFont(theme.font("body"))
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFixedHeight(theme.px(36))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setProperty("find", "secret")
        self.toggle = Button(theme, "Show", "muted", icon="eye", size="tiny", parent=self)
        self.toggle.setAccessibleName("Show the passphrase")
        self.toggle.setCursor(Qt.CursorShape.ArrowCursor)
        self.toggle.clicked.connect(self._toggle)

    def hide_words(self) -> None:
        """Hide the words again, as before the field is left alone."""
        if self.echoMode() is QLineEdit.EchoMode.Normal:
            self._toggle()

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as wrong, or not."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _toggle(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self.toggle.set_words("Hide" if hidden else "Show", "eye-off" if hidden else "eye")
        self.toggle.setAccessibleName(("Hide" if hidden else "Show") + " the passphrase")
        self._place()
        self.shown_changed.emit(hidden)

    def _place(self) -> None:
        size = self.toggle.sizeHint()
        x = self.width() - size.width() - self.theme.px(5)
        self.toggle.setGeometry(
            x, (self.height() - size.height()) // 2, size.width(), size.height()
        )


class StrengthLine(QWidget):
    """How good the passphrase is and what would make it better; `say` changes it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._parts: tuple[Icon, Prose] | None = None
        self.setMinimumHeight(theme.px(20))
        self.setSizePolicy(grows_with_width())

    def say(self, state: str, word: str, next_step: str = "") -> None:
        """Say the strength; `state` is a key of `STRENGTH`, or "" to say nothing."""
        from desktop.views.parts.text import escaped, strong

        shown, words = self._parts = self._parts or self._make_parts()
        icon, token, tone = STRENGTH.get(state, ("", "muted", "muted"))
        shown.show_icon(icon, token)
        marked = strong(word, tone) if word else ""
        words.set_markup(f"{marked} {escaped(next_step)}".strip())
        self.setAccessibleName(f"{word} {next_step}".strip())

    def _make_parts(self) -> tuple[Icon, Prose]:
        """Make icon and words when there is something to say first: mostly there never is."""
        from desktop.views.parts.text import Prose

        theme = self.theme
        icon, words = Icon(theme, "", "muted", 16), Prose(theme, "", "hint", "muted")
        lowered = column(0, (0, theme.px(2), 0, 0))
        lowered.addWidget(icon)
        lowered.addStretch(1)
        row = line(theme.px(8))
        row.addLayout(lowered)
        row.addWidget(words, 1)
        self.setLayout(row)
        icon.show()  # a layout that comes late shows its widgets a turn later
        words.show()
        return icon, words


class InlineUnlock(QWidget):
    """A label, the field, a button that does it, and a line for what went wrong.

    `given` carries the passphrase; the field is then emptied. `say_wrong` shows a message,
    `wait` disables it for a while with a reason.
    """

    given = Signal(str)

    def __init__(
        self,
        theme: Theme,
        action: str = "Unlock",
        label: str = "Your passphrase",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        px = theme.px
        self.field = PassphraseField(theme, label)
        self.button = primary(theme, action)
        self.message = StrengthLine(theme)
        self.message.hide()
        layout = column(px(8))
        head = column(px(4))
        head.addWidget(Label(theme, label, "label"))
        if hint:
            head.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
        row = line(px(12))
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self.message)
        self.setLayout(layout)
        self.setFocusProxy(self.field)
        self.field.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)

    def say_wrong(self, message: str, next_step: str = "") -> None:
        """Say that it was wrong; the field waits for the next try."""
        self.message.say("wrong", message, next_step)
        self.message.show()
        self.field.set_wrong(True)
        self.enable()
        self.field.setFocus()

    def wait(self, reason: str) -> None:
        """Take no passphrase for now, and say why."""
        self.field.setEnabled(False)
        self.button.disable_because(reason)

    def enable(self) -> None:
        """Take a passphrase again."""
        self.field.setEnabled(True)
        self.button.enable()

    def _give(self) -> None:
        words = self.field.text()
        if not words:
            self.say_wrong("Type your passphrase.")
            return
        self.field.hide_words()
        self.field.clear()
        self.field.set_wrong(False)
        self.message.hide()
        self.given.emit(words)
