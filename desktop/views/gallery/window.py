"""The gallery's window: a page of components at a time, with switches for theme and scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.views.gallery.answers import answers_page
from desktop.views.gallery.blocks import blocks_page
from desktop.views.gallery.controls import controls_page
from desktop.views.gallery.exhibit import GalleryPage
from desktop.views.gallery.shells import shells_page
from desktop.views.parts.focus import FocusRing
from desktop.views.parts.planes import Box, ScrollPage, column, line
from desktop.views.parts.segmented import Segmented
from desktop.views.parts.tabs import Tabs
from desktop.views.theme import Theme

PAGES: dict[str, Callable[[Theme], GalleryPage]] = {
    "Controls": controls_page,
    "Blocks": blocks_page,
    "Answers": answers_page,
    "Window": shells_page,
}
THEMES = (("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
SCALES = (("1.0", "100 %"), ("1.25", "125 %"), ("2.0", "200 %"))


class GalleryWindow(QMainWindow):
    """The window. Changing theme or scale builds the page anew in the other look."""

    def __init__(self, application: QApplication, theme: Theme, page: str = "Controls") -> None:
        super().__init__()
        self._application, self._theme, self._page = application, theme, page
        self._ring = FocusRing(theme, application, self)
        self.setWindowTitle("CST Desktop, gallery")
        self.resize(1366, 736)
        self._build()

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        theme.apply(self._application)
        self._ring.theme = theme
        tabs = Tabs(theme, tuple(PAGES))
        tabs.setCurrentIndex(list(PAGES).index(self._page))
        tabs.currentChanged.connect(self._page_chosen)
        look = Segmented(theme, THEMES, name="Theme", answer=False)
        look.set_value(theme.name)
        look.chosen.connect(self._look_chosen)
        scale = Segmented(theme, SCALES, name="Text size", answer=False)
        scale.set_value(str(float(theme.scale)))
        scale.chosen.connect(self._scale_chosen)
        bar = line(px(16), (px(40), px(8), px(40), px(8)))
        bar.addWidget(tabs, 0, Qt.AlignmentFlag.AlignVCenter)
        bar.addStretch(1)
        bar.addWidget(look)
        bar.addWidget(scale)
        scroll = ScrollPage(theme, "card")
        scroll.set_content(PAGES[self._page](theme))
        whole = column(0)
        whole.addLayout(bar)
        whole.addWidget(scroll, 1)
        self.setCentralWidget(Box(whole))

    def _page_chosen(self, index: int) -> None:
        self._page = list(PAGES)[index]
        self._build()

    def _look_chosen(self, name: str) -> None:
        self._theme = Theme(name, self._theme.scale)
        self._build()

    def _scale_chosen(self, scale: str) -> None:
        self._theme = Theme(self._theme.name, float(scale))
        self._build()


def picture_of(page: QWidget, width: int) -> QPixmap:
    """Return a picture of a whole page at this width, as high as it needs to be."""
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    page.resize(width, 400)
    page.show()
    high = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
    page.resize(QSize(width, max(high, page.minimumSizeHint().height())))
    QApplication.sendPostedEvents()
    return page.grab()
