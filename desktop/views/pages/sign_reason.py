"""Why a record is corrected, where the correction is signed: it stands on the paper for good.

So it can be worded anew until then.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.views.editors.note_area import NoteArea
from desktop.views.parts.buttons import LinkButton, quiet, secondary
from desktop.views.parts.planes import Box, column, line
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

TITLE = "Why it is corrected"


class ReasonPart(QWidget):
    """The reason as it stands on the paper, and the way to word it anew.

    `written` carries what is typed instead, and whether it is still asked for; `given` carries it
    when it is to count. `asked` says whether it is being typed.
    """

    written = Signal(str, bool)
    given = Signal(str)
    asked = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._reason = ""
        self.words = Prose(theme, "", plain=True, content=True)
        self.change = LinkButton(theme, "Change the reason", icon="file-pen-line")
        self.change.clicked.connect(self._ask)
        self.area = NoteArea(theme, lines=2)
        self.area.setAccessibleName(TITLE)
        self.area.touched.connect(lambda: self.written.emit(self.area.text(), True))
        self._typing = self._make_typing()
        layout = column(theme.px(4))
        layout.addWidget(Label(theme, TITLE, "label"))
        layout.addWidget(self.words)
        layout.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._typing)
        self.setLayout(layout)
        self.hide()

    def _make_typing(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self.keep = secondary(theme, "Make the paper with this", size="small")
        self.keep.clicked.connect(lambda: self.given.emit(self.area.text()))
        self.leave = quiet(theme, "Leave it as it was", size="small")
        self.leave.clicked.connect(self._leave)
        layout = column(px(8))
        layout.addWidget(self.area)
        row = line(px(8))
        row.addWidget(self.keep)
        row.addWidget(self.leave)
        row.addStretch(1)
        layout.addLayout(row)
        box = Box(layout)
        box.hide()
        return box

    @property
    def typing(self) -> bool:
        """Whether another reason is being typed."""
        return not self._typing.isHidden()

    def show_reason(self, reason: str, begun: str | None = None) -> None:
        """Show the reason that is on the paper, "" for a record that corrects nothing.

        `begun` is what somebody began to write instead, None where they did not.
        """
        self._reason = reason
        self.words.set_plain(reason)
        self.setVisible(bool(reason))
        self._show_typing(bool(reason) and begun is not None)
        if self.typing:
            self._type(begun or "")

    def _show_typing(self, on: bool) -> None:
        self._typing.setVisible(on)
        self.words.setVisible(not on)
        self.change.setVisible(not on)
        self.asked.emit(on)

    def _ask(self) -> None:
        self._show_typing(True)
        self._type(self._reason)

    def _type(self, words: str) -> None:
        self.area.set_text(words)
        self.area.moveCursor(QTextCursor.MoveOperation.End)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._show_typing(False)
        self.written.emit("", False)
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.typing:
            self._leave()
        else:
            super().keyPressEvent(event)
