"""What is pasted comes in whole and as plain text, or is told of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QAction, QClipboard, QDropEvent, QGuiApplication

from desktop.views.editors.pasting import (
    LONGEST_HTML,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    LONGEST_TEXT,
)
from desktop.views.editors.textual import Line
from tests.views.editors.asked import field
from tests.views.editors.look import options


def test_paste_from_word_is_plain(show):
    """Paragraphs and bullets stay, as text; nothing of the plain text is given up for the HTML."""
    view, heard = show(field("long_text"))
    data = QMimeData()
    data.setHtml("<p style='font-size:40pt'><b>Plan</b></p><ul><li>One</li></ul>")
    data.setText("Plan\r\n\uf0b7\tOne\r\n\uf0b7\tTwo\x00\x0c\r\n")
    view.buddy().insertFromMimeData(data)
    view.flush()
    path, text = heard.last
    assert path == "q"
    assert text.split("\n") == ["Plan", "• One", "• Two", "", ""]


def test_a_lone_surrogate_never_reaches_the_record(show):
    view, heard = show(field("long_text"))

    class Broken(QMimeData):
        def hasText(self):
            return True

        def text(self):
            return "a\ud800b"

    view.buddy().insertFromMimeData(Broken())
    view.flush()
    heard.last[1].encode("utf-8")
    assert heard.last[1].startswith("a")


CHAT = "[12/03/2026, 21:14:07] Sam: on my way now, where are you meeting them tonight?\n"


def paste(control, text):
    data = QMimeData()
    data.setText(text)
    take = control.take if isinstance(control, Line) else control.insertFromMimeData
    take(data)


def refusals(view):
    """Hear what the page is told that was not taken."""
    refused: list[str] = []
    view.window().say_refused = refused.append
    return refused


def test_a_long_chat_that_was_exported_is_taken_whole(show):
    view, heard = show(field("long_text"))
    text = CHAT * (300_000 // len(CHAT))
    paste(view.buddy(), text)
    view.flush()
    assert heard.last[1] == text


@pytest.mark.parametrize(("kind", "most"), [("long_text", LONGEST_TEXT), ("text", LONGEST_LINE)])
def test_only_what_an_answer_cannot_hold_is_refused_and_what_stood_there_stays(show, kind, most):
    view, heard = show(field(kind), {"q": "What stood here"})
    refused = refusals(view)
    control = view.buddy()
    line = "ten words " * 10 + "\n"
    paste(control, (line * (most // len(line) + 1))[: most - len("What stood here")])
    view.flush()
    full = heard.last[1]
    assert len(full) == most
    assert "What stood here" in full
    assert refused == []
    QGuiApplication.clipboard().setText("one more")
    paste(control, "one more")
    view.flush()
    assert heard.last[1] == full
    assert f"holds {most:,}, and {most:,} stand in it" in refused[0]
    assert "Nothing was changed, and it is still on the clipboard." in refused[0]
    assert QGuiApplication.clipboard().text() == "one more"
    QGuiApplication.clipboard().clear()


def test_a_paragraph_without_end_is_told_of(show):
    view, heard = show(field("long_text"), {"q": "What stood here"})
    refused, area = refusals(view), view.buddy()
    text = "x" * (LONGEST_PARAGRAPH - 10)
    paste(area, text)
    assert "one paragraph of 200,005 characters" in refused[0]
    assert heard.edits == []
    paste(area, "\n" + text[:50_000] + "\n" + text[:50_000])
    view.flush()
    assert len(refused) == 1
    assert "What stood here" in heard.last[1]


def test_a_flood_of_html_alone_is_told_of_and_not_passed_over(show):
    view, heard = show(field("long_text"), {"q": "What stood here"})
    refused = refusals(view)
    data = QMimeData()
    data.setHtml("<p>ten words</p>" * (LONGEST_HTML // 10))
    view.buddy().insertFromMimeData(data)
    view.flush()
    assert refused[0].startswith("Too long to paste")
    assert view.buddy().text() == "What stood here"
    assert heard.edits == []


@pytest.mark.parametrize("way", ["keys", "menu", "middle button", "drop"])
@pytest.mark.parametrize("asked", ["text", "number", "choice", "date"])
def test_no_way_of_pasting_gets_round_the_length(show, qtbot, monkeypatch, way, asked):
    more = {"options": options(*[f"Option {n}" for n in range(9)])} if asked == "choice" else {}
    view, heard = show(field(asked, **more))
    refused, line = refusals(view), view.buddy()
    assert isinstance(line, Line)
    text = "x" * (LONGEST_LINE + 1)
    paste_by(way, line, text, qtbot, monkeypatch)
    assert line.text() == ""
    assert heard.edits == []
    assert refused[0].startswith("Too long to paste: 50,001 characters.")
    assert "it is still on the clipboard" in refused[0]


@pytest.mark.parametrize("way", ["keys", "menu", "middle button", "drop"])
def test_every_way_of_pasting_is_plain_text_and_heard(show, qtbot, monkeypatch, way):
    view, heard = show(field("text"))
    paste_by(way, view.buddy(), "Two\r\nlines\x00", qtbot, monkeypatch)
    assert heard.last == ("q", "Two lines")


def paste_by(way, line, text, qtbot, monkeypatch):
    """Paste in one of the ways that a field of one line knows."""
    clipboard, data = QGuiApplication.clipboard(), QMimeData()
    data.setText(text)
    line.setFocus()
    if way == "drop":
        at = QPointF(line.rect().center())
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        line.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, left, plain))
        return
    # Without a screen Qt knows no selection of the X server: the clipboard stands for it.
    monkeypatch.setattr(QClipboard, "supportsSelection", lambda _clipboard: True)
    monkeypatch.setattr(QClipboard, "mimeData", lambda _clipboard, _mode=None: data)
    clipboard.setText(text)
    if way == "keys":
        qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    elif way == "menu":
        menu = line.own_menu()
        action = menu.findChild(QAction, "edit-paste")
        action.trigger()
        menu.deleteLater()
    else:
        qtbot.mouseClick(line, Qt.MouseButton.MiddleButton)
    clipboard.clear()
