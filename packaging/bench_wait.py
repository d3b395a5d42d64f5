"""Letting the window live until something has happened, without keeping a processor busy."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

LOOK_EVERY = 10  # milliseconds between looks when nothing else happens
PATIENCE = 60.0  # seconds until something that does not happen is given up


def wait_until(happened: Callable[[], bool]) -> None:
    """Let the window live until something has happened. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    # With a limit of time `processEvents` would not wait at all; this timer is what wakes it.
    waking = QTimer()
    waking.start(LOOK_EVERY)
    while not happened():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not happen")
    waking.stop()
