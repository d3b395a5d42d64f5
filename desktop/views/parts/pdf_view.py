"""A paper on the screen: its pages one under the other, drawn when they come into sight.

Pages are drawn in another thread at the pixels of the screen; until then their place is blank. The
words of the page in sight are the view's accessible description, so that nobody signs unread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLabel, QWidget

from desktop.casework.previews import Pages, Picture
from desktop.views.parts import paint
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

MARGIN = 24  # around the pages and between them
WIDEST = 760  # a page is not drawn wider than this at 100 %
KEPT = 8  # pages whose pictures are kept


class PdfView(QAbstractScrollArea):
    """Shows one paper. `turned` tells the page in sight (from 1) and how many there are."""

    turned = Signal(int, int)

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._tasks = theme, tasks
        self._pages: Pages | None = None
        self._sizes: list[tuple[float, float]] = []
        self._places: list[QRect] = []
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._turn = 0
        self.here = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A screen reader knows no role for an area that scrolls; it knows a label.
        self._sheet = QLabel()
        self._sheet.setObjectName("paper")
        self._sheet.setProperty("ring", False)  # the focus is drawn inside, where nothing cuts it
        self.setViewport(self._sheet)
        self._sheet.setFocusProxy(None)  # type: ignore[arg-type]
        self._sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._sheet)
        self._sheet.setAccessibleName("The paper")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._redraw)

    # What is shown

    def show_pages(self, pages: Pages | None) -> None:
        """Show another paper, from its first page; the one before is let go of."""
        before, self._pages = self._pages, pages
        self._turn += 1
        self._sizes = pages.sizes if pages is not None else []
        self._pictures.clear()
        self._asked.clear()
        self.here = 0
        if before is not None:
            self._tasks.run(before.close, None)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) to the top."""
        if self._places:
            page = max(0, min(page, len(self._places) - 1))
            self.verticalScrollBar().setValue(self._places[page].top() - self.theme.px(MARGIN))

    # Drawing

    def _lay_out(self) -> None:
        px, top = self.theme.px, self.theme.px(MARGIN)
        width = max(px(200), min(px(WIDEST), self.viewport().width() - 2 * px(MARGIN)))
        left = max(0, (self.viewport().width() - width) // 2)
        self._places = []
        for across, down in self._sizes:
            high = round(width * down / across)
            self._places.append(QRect(left, top, width, high))
            top += high + px(MARGIN)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, top - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(px(48))
        self.viewport().update()

    def _ask(self, page: int) -> None:
        """Have a page drawn, once, in another thread."""
        pages, turn = self._pages, self._turn
        if pages is None or page in self._asked:
            return
        self._asked.add(page)
        width = round(self._places[page].width() * self.devicePixelRatioF())

        def draw() -> tuple[int, int, Picture]:
            return turn, page, pages.picture(page, width)

        self._tasks.run(draw, self._drawn, _nothing)

    def _drawn(self, found: tuple[int, int, Picture]) -> None:
        turn, page, picture = found
        if turn != self._turn:
            return
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        self._pictures[page] = image
        while len(self._pictures) > KEPT:
            far = max(self._pictures, key=lambda one: abs(one - self.here))
            del self._pictures[far]
            self._asked.discard(far)
        self.viewport().update()

    def _redraw(self) -> None:
        """After the size has come to rest, draw at the new pixels."""
        self._turn += 1
        self._asked.clear()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.colour("window"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        lift = QPoint(0, -self.verticalScrollBar().value())
        for page, place in enumerate(self._places):
            area = place.translated(lift)
            if not area.intersects(self.viewport().rect()):
                continue
            self._ask(page)
            painter.fillRect(area, self.theme.colour("paper"))
            if page in self._pictures:
                painter.drawImage(area, self._pictures[page])
            painter.setPen(self.theme.colour("line"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self._sheet.hasFocus():
            frame, wide = QRectF(self._sheet.rect()), self.theme.px(2)
            paint.plane(painter, frame, 0, None, self.theme.colour("accent"), wide)

    # Moving

    def _scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        here = next((n for n, p in enumerate(self._places) if p.bottom() >= middle), 0)
        if here != self.here:
            self.here = here
            self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        words = f"Page {self.here + 1} of {self.count}" if self.count else "No paper yet"
        self._sheet.setAccessibleName(f"The paper. {words}")
        self.turned.emit(self.here + 1 if self.count else 0, self.count)
        pages, here, told = self._pages, self.here, self._sheet.setAccessibleDescription
        if pages is not None:
            self._tasks.run(lambda: pages.words(here), told, _nothing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: bar.setValue(bar.value() + bar.pageStep()),
            Qt.Key.Key_PageUp: lambda: bar.setValue(bar.value() - bar.pageStep()),
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
        }
        if key in moves:
            moves[key]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._resting.start(120)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.viewport().update()
        super().changeEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()


def _nothing(_problem: BaseException) -> None:
    """A page that was let go of while it was drawn is nobody's trouble."""
