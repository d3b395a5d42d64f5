"""Garbage is collected in the window's thread only.

Python collects cycles in whatever thread happens to allocate; a page that is part of a cycle would
then be destroyed in a worker thread, which ends the program. So the automatic collector is off
while worker threads run, and a timer of the window's thread does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY = 1000  # milliseconds between looks
YOUNG, MIDDLE, OLD = 700, 10, 10  # CPython's own thresholds


class Collector(QObject):
    """Collects in the thread that it was made in, until stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._middle = self._old = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect one generation where enough has come together."""
        if gc.get_count()[0] < YOUNG:
            return
        self._middle += 1
        if self._middle < MIDDLE:
            gc.collect(0)
            return
        self._middle = 0
        self._old += 1
        if self._old < OLD:
            gc.collect(1)
            return
        self._old = 0
        gc.collect()

    def stop(self) -> None:
        """Collect everything here and now, and give the collector back to Python."""
        self._timer.stop()
        gc.collect()
        gc.enable()
