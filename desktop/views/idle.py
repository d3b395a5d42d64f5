"""Notices that nobody has touched the laptop for a while, also when it slept meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

from desktop.casework.clock import Clock

LOOK_EVERY = 5000  # milliseconds

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Looks at what comes to the windows and says `idle` after so many minutes without any.

    The clock counts sleep, so that a laptop opened after an hour locks at once.
    """

    idle = Signal()

    def __init__(self, clock: Clock, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = minutes * 60
        self._last = clock.passed()
        self._watching = False
        self._focused: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch, from now."""
        self._last = self._clock.passed()
        self._watching = True
        self._timer.start()

    def stop(self) -> None:
        """Stop watching (the window is locked)."""
        self._watching = False
        self._timer.stop()

    def set_minutes(self, minutes: float) -> None:
        """Change how long nobody may touch the laptop."""
        self._limit = minutes * 60

    @property
    def minutes(self) -> float:
        """After how many idle minutes the window locks."""
        return self._limit / 60

    @Slot()
    def look(self) -> None:
        """Compare the clock with the last sign of life."""
        if self._watching and self._clock.passed() - self._last >= self._limit:
            self.stop()
            self.idle.emit()

    def watch(self, application: QGuiApplication) -> None:
        """Look at what comes to the windows of the application, also to those that open later.

        Every key and every move of the mouse comes to a window first, what an input method writes
        to the object with the focus. Looking at all events of all widgets would slow each of them.
        """
        for window in application.topLevelWindows():
            window.installEventFilter(self)
        application.focusWindowChanged.connect(self._watch_window)
        application.focusObjectChanged.connect(self._watch_object)
        self._watch_object(application.focusObject())

    @Slot(QWindow)
    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # moves it to the front if it is there already

    @Slot(QObject)
    def _watch_object(self, focused: QObject | None) -> None:
        if self._focused is not None and isValid(self._focused):  # a dying part is one no more
            self._focused.destroyed.disconnect(self._gone)
            self._focused.removeEventFilter(self)
        self._focused = None if isinstance(focused, QWindow) else focused
        if self._focused is not None:
            # Parts that Qt makes by itself go without Python hearing of it otherwise.
            self._focused.destroyed.connect(self._gone)
            self._focused.installEventFilter(self)

    @Slot()
    def _gone(self) -> None:
        self._focused = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember the last sign of life; never takes an event away."""
        if event.type() in _SIGNS_OF_LIFE:
            now = self._clock.passed()
            if self._watching and now - self._last >= self._limit:
                self.look()  # the first touch after a sleep must not count as presence
            else:
                self._last = now
        return False
