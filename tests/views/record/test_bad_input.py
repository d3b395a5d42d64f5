"""Strange things on the clipboard: text stays text, a flood is told of, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from record_desk import Desk

from desktop.views.editors.pasting import LONGEST_LINE, LONGEST_TEXT
from tests.forms.word_page import WORD, WORD_AS_TEXT

CTRL = Qt.KeyboardModifier.ControlModifier
Paste = Callable[..., float]
BROKEN = "Wort \ud800 x\x00y\x07 \x1b[31m\u2028z\ufeff"


@pytest.fixture
def paste(desk: Desk) -> Iterator[Paste]:
    """Put something on the clipboard and press Ctrl+V; return the processor time that it took."""

    def press(text: str | None = None, html: str | None = None) -> float:
        data = QMimeData()
        if text is not None:
            data.setText(text)
        if html is not None:
            data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)
        began = time.thread_time()
        desk.key(Qt.Key.Key_V, CTRL)
        QApplication.processEvents()
        taken = time.thread_time() - began
        desk.page.paper.flush()
        return taken

    yield press
    # What a test leaves on the clipboard would be freed after the application.
    QGuiApplication.clipboard().clear()


def test_a_page_from_word_stays_as_text_with_its_bullets(desk: Desk, paste: Paste) -> None:
    desk.go("harm")
    desk.type("Before. ")
    paste(html=WORD)
    assert desk.flat["harm"] == f"Before. {WORD_AS_TEXT}"
    desk.undo()
    assert not desk.flat["harm"]


def test_the_plain_text_beside_the_page_is_preferred(desk: Desk, paste: Paste) -> None:
    desk.go("harm")
    paste("Plain\r\n\u00b7\tLikes boxing\r\n", WORD)
    assert desk.flat["harm"] == "Plain\n• Likes boxing\n"


def test_bullets_of_a_browser_are_kept_though_its_plain_text_has_none(
    desk: Desk, paste: Paste
) -> None:
    desk.go("harm")
    paste("one\ntwo", "<ul><li>one</li><li>two</li></ul>")
    assert desk.flat["harm"] == "• one\n• two"


@pytest.mark.parametrize("path", ["harm", "lead"])
def test_broken_characters_go_and_the_words_stay(desk: Desk, paste: Paste, path: str) -> None:
    desk.go(path)
    paste(BROKEN)
    kept = str(desk.flat[path])
    assert kept.split(maxsplit=1)[0] == "Wort"
    assert "xy" in kept
    assert kept.endswith("z")
    assert not set(kept) & {"\x00", "\x07", "\x1b", "\ud800", "\u2028", "\ufeff"}
    kept.encode()
    assert desk.presenter.hold()


@pytest.mark.parametrize(
    "line", ["ten words " * 10 + "\n", "ten words " * 10], ids=["lines", "one"]
)
def test_five_megabytes_are_told_of_at_once_and_nothing_is_changed(
    desk: Desk, paste: Paste, line: str
) -> None:
    desk.go("harm")
    desk.type("What stood here")
    desk.key(Qt.Key.Key_A, CTRL)
    text = line * (5_000_000 // len(line))
    assert paste(text) < 1
    assert desk.flat["harm"] == "What stood here"
    told = desk.page.toast.accessibleName()
    assert told.startswith(f"Too long to paste: {len(text):,} characters. An answer here holds")
    assert "Nothing was changed, and it is still on the clipboard." in told
    assert desk.page.toast.isVisible()
    assert QGuiApplication.clipboard().text() == text
    assert desk.presenter.hold()


def test_a_short_answer_says_what_it_holds(desk: Desk, paste: Paste) -> None:
    desk.go("lead")
    desk.type("J. Sample")
    assert paste("x" * 5_000_000) < 1
    assert desk.flat["lead"] == "J. Sample"
    assert f"holds {LONGEST_LINE:,}" in desk.page.toast.accessibleName()


def test_a_page_of_word_that_names_other_files_is_no_list(desk: Desk, paste: Paste) -> None:
    desk.go("harm")
    paste("Plain\r\n\u00b7\tLikes boxing\r\n", "<link rel=File-List href=a.xml>" * 9 + WORD)
    assert desk.flat["harm"] == "Plain\n• Likes boxing\n"


def test_as_much_as_an_answer_holds_comes_in_without_a_freeze(desk: Desk, paste: Paste) -> None:
    desk.go("harm")
    text = ("ten words " * 10 + "\n") * (LONGEST_TEXT // 101)
    assert paste(text) < 1
    assert desk.flat["harm"] == text
    began = time.thread_time()
    desk.type("x")
    QApplication.processEvents()
    assert time.thread_time() - began < 0.5
    assert desk.presenter.hold()
