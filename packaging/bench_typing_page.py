"""The two windows of the typing measurement: the real record page, and a bare QPlainTextEdit.

    bench_typing_page.py page|bare WORDS

Reads lines of JSON: {"do": "key", "key": "a"} is answered, when the key has been painted, with
{"painted": seconds of the monotonic clock}.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench_store import Words, long_assessment, team, temporary_folder
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit

from desktop.views.theme import _load_fonts

ANSWER = "w.me"
ALL_WORDS = 20_000
WIDTH, HEIGHT = 1366, 728
AFTER_PAINT = QEvent.Type(QEvent.registerEventType())


class Stopwatch(QObject):
    """Sends the keys that it is told of to a text widget, and tells when each has been painted."""

    def __init__(self, text: QTextEdit | QPlainTextEdit) -> None:
        super().__init__(text)
        self._text, self._viewport = text, text.viewport()
        self._typed = self._seen = False
        text.installEventFilter(self)
        self._viewport.installEventFilter(self)
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._told)

    def _told(self, *_: object) -> None:
        line = sys.stdin.readline()
        if not line:
            QCoreApplication.quit()
            return
        key = json.loads(line)["key"]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            code = Qt.Key.Key_Space if key == " " else Qt.Key(ord(key.upper()))
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key)
            QCoreApplication.postEvent(self._text, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.KeyPress and watched is self._text:
            self._typed = True
        elif kind is QEvent.Type.Paint and self._typed:
            self._typed = False
            # Comes when the paint that begins here is over and the window is brought up to date.
            QCoreApplication.postEvent(
                self, QEvent(AFTER_PAINT), Qt.EventPriority.HighEventPriority.value
            )
        return False

    def customEvent(self, event: QEvent) -> None:
        say(painted=time.perf_counter())


def say(**answer: Any) -> None:
    """Write a line of JSON for whoever measures."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def bare_window(words: int) -> QPlainTextEdit:
    """Return a plain text widget, as wide and high as the answer's part of the page."""
    edit = QPlainTextEdit(Words(5).text(words))
    font = QFont("Atkinson Hyperlegible Next")
    font.setPixelSize(15)
    edit.setFont(font)
    edit.resize(700, 640)
    edit.show()
    return edit


@contextlib.contextmanager
def record_page(words: int) -> Iterator[QTextEdit]:
    """Open a long assessment in the real window, with its store, and give its long answer."""
    from bench_record import open_window

    with temporary_folder() as folder, team(folder) as here:
        answers = long_assessment(here.session, ALL_WORDS, ANSWER, words)
        with open_window(here, answers, (WIDTH, HEIGHT)) as opened:
            opened.open(ANSWER)
            focus = QApplication.focusWidget()
            assert isinstance(focus, QTextEdit), "the answer has the focus"
            yield focus


def run(text: QTextEdit | QPlainTextEdit) -> None:
    """Put the caret in the middle and serve until the pipe is closed."""
    middle = text.document().characterCount() // 2
    cursor = text.textCursor()
    cursor.setPosition(middle)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord)
    text.setTextCursor(cursor)
    text.ensureCursorVisible()
    text.activateWindow()
    text.setFocus()
    Stopwatch(text)
    QTimer.singleShot(1500, lambda: say(ready=True))
    QApplication.exec()


def main() -> None:
    """Be one of the two windows."""
    which, words = sys.argv[1], int(sys.argv[2])
    if which == "bare":
        application = QApplication(sys.argv[:1])
        _load_fonts()
        run(bare_window(words))
        return
    with record_page(words) as text:
        run(text)


if __name__ == "__main__":
    main()
