"""What is pasted comes in whole and as plain text, or is told of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.views.editors.pasting import (
    LONGEST_HTML,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    LONGEST_TEXT,
)
from desktop.views.editors.textual import Line
from tests.views.editors.asked import field


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
    view.kept.say_refused = refused.append
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
