"""Papers dropped on the window, or chosen: checked with the store where it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.go import Go, Page
from desktop.views.pages.papers import PapersPage
from desktop.views.presenters.unlock import Reason, UnlockPresenter
from desktop.views.window import TITLE, Window
from tests.views.window.conftest import (
    WAIT,
    settled,
    short_first,
    unlock,
    writing,
)

Files = Callable[..., list[Path]]


@pytest.fixture
def files(window: Window, qtbot: QtBot, tmp_path: Path) -> Files:
    """Write papers of the store by their states; ends locked, as it began."""

    def write(*states: str) -> list[Path]:
        unlock(window, qtbot)
        assert window.frame is not None
        session = window.frame.world.session
        found: list[Path] = []
        for state in states:
            record = short_first(window, state)[0]
            kept = session.signing.papers.all_of(record)[-1]
            file = tmp_path / f"{len(found)}-{state}.pdf"
            file.write_bytes(session.signing.papers.pdf(kept))
            found.append(file)
        window.lock(Reason.ASKED)
        settled(window, qtbot)
        return found

    return write


def _mime(files: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setText("\n".join(str(file) for file in files))
    return data


def _drop(window: Window, data: QMimeData) -> bool:
    """Drag something over the middle of the window and let go; say whether it was taken."""
    handle, at = window.windowHandle(), QPoint(window.width() // 2, window.height() // 2)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, buttons, keys)
    over.setAccepted(False)
    QApplication.sendEvent(handle, over)
    if not over.isAccepted():
        return False
    let_go = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, buttons, keys, QEvent.Type.Drop
    )
    QApplication.sendEvent(handle, let_go)
    return let_go.isAccepted()


def _page(window: Window, qtbot: QtBot, papers: int) -> PapersPage:
    """Return the page of checking once so many papers are on it."""

    def shown() -> list[PapersPage]:
        return [page for page in window.findChildren(PapersPage) if page.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()) and len(shown()[0].cards) == papers, timeout=WAIT)
    settled(window, qtbot)
    return shown()[0]


def test_a_paper_dropped_on_the_open_window_is_known_to_the_store(
    window: Window, qtbot: QtBot, files: Files
) -> None:
    dropped = files("agreed")
    unlock(window, qtbot)
    assert _drop(window, _mime(dropped))
    page = _page(window, qtbot, 1)
    shown = page.cards[0].shown
    assert (shown.word, shown.tone) == ("Good", "done")
    assert shown.note == "A training paper: nobody in it is real"
    facts = [words for _, words in shown.facts]
    assert "the register says: Pat Example, Team manager" in facts
    assert window.windowTitle() == TITLE
    assert window.focusWidget() is page.cards[0].verdict
    QTest.keyClick(page.cards[0].verdict, Qt.Key.Key_Escape)
    assert window.frame is not None
    assert window.frame.here == Go.today()


def test_a_paper_dropped_on_the_lock_screen_is_told_as_far_as_anybody_can(
    window: Window, qtbot: QtBot, files: Files
) -> None:
    dropped = files("signed")
    assert window.frame is None
    assert _drop(window, _mime(dropped))
    page = _page(window, qtbot, 1)
    assert (window.state, window.frame) == ("checking", None)
    shown = page.cards[0].shown
    assert shown.word == "Cannot say"
    assert "No certificate of the team's authority was given" in shown.remark
    assert not [words for _, words in shown.facts if words.startswith("the register")]
    assert "No store is open here." in page.count.text()
    page.back.click()
    assert window.state == "locked"
    unlock(window, qtbot)


def test_several_files_are_a_list_with_a_sum(
    window: Window, qtbot: QtBot, files: Files, tmp_path: Path
) -> None:
    good, waits = files("agreed", "signed")
    changed, letter = tmp_path / "changed.pdf", tmp_path / "letter.pdf"
    changed.write_bytes(good.read_bytes() + b" ")
    letter.write_bytes(b"Dear colleague")
    unlock(window, qtbot)
    assert _drop(window, _mime([good, waits, changed, letter, tmp_path]))
    page = _page(window, qtbot, 5)
    words = [card.shown.word for card in page.cards]
    assert words == ["Good", "Good", "Not good", "Cannot say", "Cannot say"]
    assert page.count.text() == "5 papers: 2 are good, one is not good, 2 cannot be told."
    card = page.cards[0]
    assert card.facts.isHidden()
    card.more.click()
    assert not card.facts.isHidden()
    assert not card.checks.isHidden()
    assert card.more.accessibleName() == f"Hide who signed and the 12 checks: {good.name}"


def test_a_file_dropped_on_a_field_is_checked_and_not_typed(
    window: Window, qtbot: QtBot, files: Files
) -> None:
    dropped = files("agreed")
    unlock(window, qtbot)
    assert window.frame is not None
    session = window.frame.world.session
    record = session.records.start("wise", session.children.rows()[0].id)
    window.frame.go(Go.record(record))
    room = writing(window, qtbot)
    room.record_page.go_to("w.harm")
    copy = room.presenter.copy
    assert copy is not None
    assert _drop(window, _mime(dropped))
    _page(window, qtbot, 1)
    assert not copy.flat.get("w.harm")
    window.frame.back()
    assert window.frame.here == Go.record(record)


def test_words_that_are_dragged_are_left_to_the_fields(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    words, address = QMimeData(), QMimeData()
    words.setText("They made a debt out of a present")
    address.setUrls([QUrl("https://example.org/a.pdf")])
    for data in (words, address):
        _drop(window, data)
        assert window.frame is not None
        assert window.frame.here == Go.today()


def test_nothing_is_taken_while_a_team_is_being_started(
    window: Window, qtbot: QtBot, files: Files
) -> None:
    dropped = files("agreed")
    window.show_first_run()
    assert not _drop(window, _mime(dropped))
    assert window.state == "first_run"


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """The answers of the file dialog, the next one last."""
    answers: list[list[Path]] = []

    def answer(*_: object) -> tuple[list[str], str]:
        return [str(file) for file in answers.pop()], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    return answers


def test_the_file_menu_asks_for_papers(
    window: Window, qtbot: QtBot, files: Files, choosing: list[list[Path]]
) -> None:
    choosing.append(files("agreed"))
    unlock(window, qtbot)
    assert window.frame is not None
    menu = next(a.menu() for a in window.frame.top.menus.actions() if a.text() == "File")
    entry = next(a for a in menu.actions() if a.text() == "Check a paper…")  # type: ignore[union-attr]
    entry.trigger()
    page = _page(window, qtbot, 1)
    assert page.cards[0].shown.word == "Good"
    choosing.append([])
    page.choose.click()
    assert window.frame.here.page is Page.PAPERS
    assert len(page.cards) == 1


def test_the_lock_screen_asks_for_papers_by_keyboard(
    window: Window, qtbot: QtBot, files: Files, choosing: list[list[Path]]
) -> None:
    choosing.append(files("agreed"))
    presenter = window._kept_alive[0]
    assert isinstance(presenter, UnlockPresenter)
    link = presenter.page.check_paper
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    page = _page(window, qtbot, 1)
    assert page.cards[0].shown.word == "Cannot say"


def test_what_is_shown_while_locked_goes_when_nobody_is_there(
    window: Window, qtbot: QtBot, files: Files
) -> None:
    dropped = files("agreed")
    assert _drop(window, _mime(dropped))
    _page(window, qtbot, 1)
    window.idle.idle.emit()
    assert window.state == "locked"
    names = [str(widget.property("text")) for widget in window.findChildren(QWidget)]
    assert not [name for name in names if dropped[0].name in name]


def test_locking_lets_go_of_what_is_being_checked(
    window: Window, qtbot: QtBot, files: Files
) -> None:
    dropped = files("agreed") * 4
    unlock(window, qtbot)
    assert _drop(window, _mime(dropped))
    window.lock(Reason.ASKED)
    settled(window, qtbot)
    assert window.state == "locked"
    unlock(window, qtbot)
    assert window.frame is not None
    assert window.frame.here.page is Page.PAPERS
    _page(window, qtbot, 4)
