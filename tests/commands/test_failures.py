"""What nobody caught says where it was and nothing that somebody wrote."""

from __future__ import annotations

import subprocess
import sys

import pytest

WORDS = "Amelia Testcase is unsafe tonight"
SETUP = "from desktop.failures import keep_words_out\nkeep_words_out()\n"
SLOT = """
from PySide6.QtCore import QCoreApplication, QTimer
application = QCoreApplication([])
def slot():
    QTimer.singleShot(0, application.quit)
    fail()
QTimer.singleShot(0, slot)
application.exec()
"""
THREAD = """
import threading
thread = threading.Thread(target=fail)
thread.start()
thread.join()
"""
DYING = """
class Part:
    def __del__(self):
        fail()
Part()
"""


@pytest.mark.parametrize("place", ["fail()", SLOT, THREAD, DYING])
def test_a_failure_tells_its_kind_and_place_and_no_words(place: str) -> None:
    told = f"""
def fail():
    words = {WORDS!r}
    try:
        int(words)
    except ValueError as problem:
        raise KeyError(words) from problem
"""
    command = [sys.executable, "-c", f"{SETUP}{told}{place}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert "builtins.KeyError" in done.stderr
    assert "in fail" in done.stderr
    assert not [word for word in WORDS.split() if word in done.stderr + done.stdout]


def test_no_console_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.failures import _tell

    monkeypatch.setattr(sys, "stderr", None)
    _tell(ValueError, ValueError(WORDS), None)
