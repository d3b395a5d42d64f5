"""Hears that the laptop goes to sleep or that its session is locked, so that the window locks too.

Linux: logind over the system bus. Windows: power and session messages of the window system.
macOS tells programs in neither way; there the idle watch, whose clock counts sleep, locks
on waking.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)

LOGIND = "org.freedesktop.login1"
WM_POWERBROADCAST = 0x0218
PBT_APMSUSPEND = 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
WTS_SESSION_LOCK = 0x7
WM_ENDSESSION = 0x0016


class SleepWatch(QObject):
    """Says `going_to_sleep` when the laptop is about to sleep or its session is locked."""

    going_to_sleep = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None
        if sys.platform.startswith("linux"):
            self._listen_to_logind()
        elif sys.platform == "win32":
            self._filter = _WindowsMessages(self)
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self._filter)

    def watch_window(self, window_id: int) -> None:
        """Windows only: ask for the session's messages for this top-level window."""
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, 0)

    def _listen_to_logind(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        manager, session = f"{LOGIND}.Manager", f"{LOGIND}.Session"
        bus.connect(
            LOGIND,
            "/org/freedesktop/login1",
            manager,
            "PrepareForSleep",
            self,
            SLOT("prepare_for_sleep(bool)").encode(),
        )
        bus.connect(LOGIND, "", session, "Lock", self, SLOT("session_locked()").encode())

    @Slot(bool)
    def prepare_for_sleep(self, starting: bool) -> None:
        """Logind: the laptop goes to sleep (true) or has woken (false)."""
        if starting:
            self.going_to_sleep.emit()

    @Slot()
    def session_locked(self) -> None:
        """Logind: the session is being locked."""
        self.going_to_sleep.emit()


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads the messages of Windows' message loop."""

    def __init__(self, watch: SleepWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview[int], message: int
    ) -> Any:
        if QByteArray(event_type).data() == b"windows_generic_MSG":
            from ctypes import wintypes

            found = wintypes.MSG.from_address(int(message))
            if (found.message, found.wParam) in {
                (WM_POWERBROADCAST, PBT_APMSUSPEND),
                (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
            }:
                self._watch.going_to_sleep.emit()
        return False, 0
