"""Settings: people, certificates, this laptop, look, and about, each on a tab."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.child import Band
from desktop.views.pages.entry import OneOf
from desktop.views.pages.settings_about import AboutTab
from desktop.views.pages.settings_certificates import CertificatesTab
from desktop.views.pages.settings_laptop import LaptopTab, LookTab
from desktop.views.pages.settings_people import PeopleTab
from desktop.views.parts.buttons import quiet
from desktop.views.parts.planes import column, line, page_side
from desktop.views.parts.tabs import Tabs
from desktop.views.parts.text import Heading
from desktop.views.theme import Theme

TABS = ("People", "Certificates", "This laptop", "Look", "About")
TAB_IDS = ("people", "certificates", "laptop", "look", "about")


class SettingsPage(QWidget):
    """The page. Each tab has a setter and signals of its own; `keys_wanted` opens the map."""

    keys_wanted = Signal()
    tab_shown = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        people: PeopleTab,
        certificates: CertificatesTab,
        laptop: LaptopTab,
        look: LookTab,
        about: AboutTab,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.people, self.certificates = people, certificates
        self.laptop, self.look, self.about = laptop, look, about
        self.tabs = Tabs(theme, TABS)
        self.keys = quiet(theme, "Keyboard", "keyboard")
        self.keys.set_tip("Every shortcut", "Ctrl+/")
        self.keys.clicked.connect(self.keys_wanted)
        self._band = Band(theme)
        self._band_layout = column(theme.px(16))
        head = line(theme.px(16))
        head.addWidget(Heading(theme, "Settings", 1), 1)
        head.addWidget(self.keys)
        self._band_layout.addLayout(head)
        self._band_layout.addWidget(self.tabs)
        self._band.setLayout(self._band_layout)
        self._views = OneOf(people, certificates, laptop, look, about)
        layout = column(0)
        layout.addWidget(self._band)
        layout.addWidget(self._views, 1)
        self.setLayout(layout)
        self.tabs.currentChanged.connect(self._turned)

    def show_tab(self, tab: str) -> None:
        """Turn to a tab by its id; "" stays."""
        if tab in TAB_IDS:
            focus = self.window().focusWidget()
            if focus is not None and self._views.isAncestorOf(focus) and tab != self.tab:
                self.begin()  # what goes out of sight would hand the keyboard to anything
            self.tabs.setCurrentIndex(TAB_IDS.index(tab))

    @property
    def tab(self) -> str:
        """The id of the tab that is shown."""
        return TAB_IDS[self._views.at]

    def begin(self) -> None:
        """Give the keyboard to the tabs."""
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, side = self.theme.px, page_side(self.theme, self.width())
        self._band_layout.setContentsMargins(side, px(20), side, 1)

    def _turned(self, at: int) -> None:
        self._views.show_at(at)
        self.tab_shown.emit(TAB_IDS[at])
