"""Settings, About: versions of all parts, and their licences to be read in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.pages.child_tabs import TabPage
from desktop.views.pages.data import Component
from desktop.views.parts.buttons import quiet, secondary
from desktop.views.parts.icon import Logo
from desktop.views.parts.planes import Box, ListCard, ListRow, Section, column, line
from desktop.views.parts.text import Heading, Label, Prose, escaped, strong
from desktop.views.theme import Theme

PROMISE = (
    "Everything stays on this laptop, encrypted. The program never goes online and reports nothing."
)


class AboutTab(TabPage):
    """The tab. `licence_wanted` carries a component's name; answer with `show_licence`."""

    licence_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self.version = Label(theme, "", "body", "muted")
        head = line(px(16))
        head.addWidget(Logo(theme, 48))
        words = column(0)
        words.addWidget(Heading(theme, "CST Desktop"))
        words.addWidget(self.version)
        head.addLayout(words, 1)
        self._list = ListCard(theme)
        parts = Section(theme, "What it is built from")
        parts.add(self._list)
        self.licence_title = Heading(theme, "")
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setFont(theme.font("table"))
        self.licence.setTabChangesFocus(True)
        self.licence.setMinimumHeight(px(320))
        self.shut = quiet(theme, "Close the licence")
        self.shut.clicked.connect(self._close)
        licence = column(px(12))
        top = line(px(12))
        top.addWidget(self.licence_title, 1)
        top.addWidget(self.shut)
        licence.addLayout(top)
        licence.addWidget(self.licence)
        self._licence_box = Box(licence)
        self._licence_box.hide()
        body = column(px(24))
        body.addLayout(head)
        body.addWidget(Prose(theme, escaped(PROMISE), tone="muted"))
        body.addWidget(self._licence_box)
        body.addWidget(parts)
        self.add_row(Box(body))

    def show_components(self, version: str, components: Sequence[Component]) -> None:
        """Show the version of the program and of its parts."""
        self.version.setText(f"Version {version}")
        self._list.clear()
        for one in components:
            read = secondary(self.theme, "Read the licence", size="small")
            read.setAccessibleName(f"Read the licence of {one.name}")
            read.clicked.connect(self._asker(one.name))
            detail = ", ".join(part for part in (one.version, one.licence) if part)
            row = ListRow(self.theme, strong(one.name), escaped(detail), actions=(read,), height=64)
            self._list.add_row(row)

    def show_licence(self, name: str, text: str) -> None:
        """Show the text of a licence."""
        self.licence_title.setText(name)
        self.licence.setPlainText(text)
        self.licence.setAccessibleName(f"Licence of {name}")
        self._licence_box.show()
        self.verticalScrollBar().setValue(0)
        self.licence.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._licence_box.hide()
        self.setFocus()

    def _asker(self, name: str) -> Callable[[], None]:
        def ask() -> None:
            self.licence_wanted.emit(name)

        return ask
