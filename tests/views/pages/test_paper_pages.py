"""Reading, signing and agreeing a paper: what leaves the store, and what is said about a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_checks import cut_off, missed_by_tab, unnamed, words_on
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.desk import Desk
from desktop.casework.preferences import Preferences
from desktop.casework.record_views import Comment
from desktop.casework.session import Session
from desktop.storage.certificates import close
from desktop.views.editors.pasting import LONGEST_TEXT
from desktop.views.go import Go
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.agree_changes import CommentBox
from desktop.views.pages.read import ReadPage
from desktop.views.pages.sign import SignPage
from desktop.views.pages.today import TodayPage
from desktop.views.presenters import leaving
from desktop.views.presenters.leaving import NOT_PROTECTED
from desktop.views.rooms import Room, World
from desktop.views.rooms_more import ReadRoom
from desktop.views.rooms_papers import AgreeRoom, SignRoom
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme
from tests.harness.written import write_whole
from tests.views.pages.conftest import MANAGER_PASSPHRASE, PASSPHRASE

SLOW = 20_000  # milliseconds: a paper is made and signed
CTRL = Qt.KeyboardModifier.ControlModifier
Put = Callable[..., QWidget]


class System:
    """The system's programs, as far as they are asked to open a file."""

    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.has_a_program = True

    def openUrl(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()))
        return self.has_a_program


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> System:
    """Copies are saved into a folder without a dialog, and opened by nobody."""
    made, folder = System(), tmp_path / "for filing"
    folder.mkdir()

    def choose(_parent: QWidget, _title: str, usual: str, _kinds: str) -> tuple[str, str]:
        return str(folder / Path(usual).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(leaving, "QDesktopServices", made)
    return made


@pytest.fixture
def record(session: Session) -> str:
    """A planning meeting that Jo has written."""
    return write_whole(session)


@pytest.fixture
def signed(session: Session, record: str) -> str:
    copy = session.records.open(record).copy
    session.signing.sign(copy, session.signing.proof(copy), PASSPHRASE)
    return record


Enter = Callable[..., Room]


@pytest.fixture
def enter(qtbot: QtBot, theme: Theme, tasks: Tasks, desk: Desk, put: Put) -> Iterator[Enter]:
    """Go into a room as somebody; it is left before its page and its store go."""
    rooms: list[Room] = []

    def go_in(kind: type[Room], session: Session, go: Go) -> Room:
        room = kind(World(theme, session, tasks, desk, Preferences, TodayPage(theme)))
        rooms.append(room)
        troubles: list[BaseException] = []
        room.trouble.connect(troubles.append)
        put(room.page, 1366, 684)
        room.enter(go)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=SLOW)
        assert troubles == []
        return room

    yield go_in
    for room in rooms:
        room.close()


def button(page: QWidget, words: str) -> QPushButton | None:
    found = page.findChildren(QPushButton)
    return next((b for b in found if b.text() == words and b.isVisible()), None)


def press(qtbot: QtBot, page: QWidget, words: str) -> None:
    qtbot.waitUntil(lambda: button(page, words) is not None, timeout=SLOW)
    found = button(page, words)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


# A copy that was saved can be opened


def test_a_saved_copy_opens_in_the_systems_own_program(
    qtbot: QtBot, enter: Enter, session: Session, signed: str, system: System
) -> None:
    room = enter(ReadRoom, session, Go.read(signed))
    page = room.page
    assert isinstance(page, ReadPage)
    qtbot.waitUntil(page.versions.paper.isVisible, timeout=SLOW)
    assert button(page, "Open the copy") is None
    press(qtbot, page, "Save a copy")
    qtbot.waitUntil(lambda: "Saved as" in words_on(page), timeout=SLOW)
    assert NOT_PROTECTED in words_on(page)
    assert unnamed(page) == []
    assert cut_off(page.versions.paper) == []

    press(qtbot, page, "Open the copy")
    qtbot.waitUntil(lambda: "opens in the program" in words_on(page), timeout=SLOW)
    kept = session.signing.papers.kept(signed)
    assert kept is not None
    assert [file.read_bytes() for file in system.opened] == [session.signing.papers.pdf(kept)]
    assert NOT_PROTECTED not in words_on(page), "it is said once"
    room.close()


def test_a_copy_that_is_gone_is_told_of_and_offered_no_longer(
    qtbot: QtBot, enter: Enter, session: Session, signed: str, system: System, tmp_path: Path
) -> None:
    room = enter(ReadRoom, session, Go.read(signed))
    page = room.page
    press(qtbot, page, "Save a copy")
    qtbot.waitUntil(lambda: button(page, "Open the copy") is not None, timeout=SLOW)
    next((tmp_path / "for filing").iterdir()).unlink()
    press(qtbot, page, "Open the copy")
    qtbot.waitUntil(lambda: "not where it was saved any more" in words_on(page), timeout=SLOW)
    assert "safe in the store" in words_on(page)
    assert button(page, "Open the copy") is None
    assert system.opened == []
    room.close()


def test_a_laptop_without_a_program_for_pdfs_says_so(
    qtbot: QtBot, enter: Enter, session: Session, signed: str, system: System
) -> None:
    system.has_a_program = False
    room = enter(ReadRoom, session, Go.read(signed))
    page = room.page
    press(qtbot, page, "Save a copy")
    press(qtbot, page, "Open the copy")
    qtbot.waitUntil(lambda: "No program on this laptop" in words_on(page), timeout=SLOW)
    assert button(page, "Open the copy") is not None
    room.close()


def test_the_paper_just_signed_is_saved_and_opened(
    qtbot: QtBot, enter: Enter, session: Session, record: str, system: System
) -> None:
    room = enter(SignRoom, session, Go.sign(record))
    page = room.page
    assert isinstance(page, SignPage)
    qtbot.waitUntil(page.ask.isVisible, timeout=SLOW)
    QTest.keyClicks(page.ask.field, PASSPHRASE)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.done.isVisible, timeout=SLOW)
    assert button(page, "Open the copy") is None
    press(qtbot, page, "Save a copy")
    press(qtbot, page, "Open the copy")
    qtbot.waitUntil(lambda: len(system.opened) == 1, timeout=SLOW)
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []
    room.close()
    assert button(page, "Open the copy") is None


# Whoever cannot sign is shown the way to a certificate


def test_without_a_certificate_the_way_to_one_is_shown_before_the_passphrase(
    qtbot: QtBot, enter: Enter, session: Session, record: str
) -> None:
    me, now = session.member.id, session.clock.now()
    session.store.write(lambda w: close(w, me, now, "lost", session.signer)).result()
    room = enter(SignRoom, session, Go.sign(record))
    page = room.page
    assert isinstance(page, SignPage)
    qtbot.waitUntil(page.ask.isVisible, timeout=SLOW)
    assert "You have no certificate for signing papers" in words_on(page)
    assert page.ask.field.hasFocus()
    went: list[Go] = []
    room.wanted.connect(went.append)
    press(qtbot, page, "See certificates")
    assert went == [Go.settings("certificates")]
    assert unnamed(page) == []
    assert cut_off(page) == []

    QTest.keyClicks(page.ask.field, PASSPHRASE)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.ask.isVisible() and button(page, "See certificates") is not None)
    assert session.records.read(record).header.state == "draft"
    room.close()


# What a manager says of a record


@pytest.fixture
def manager(desk: Desk, signed: str) -> Session:
    desk.lock()
    pat = next(p for p in desk.card().people if p.name == "Pat Example")
    return desk.unlock(pat.id, MANAGER_PASSPHRASE)


@pytest.fixture
def agreeing(qtbot: QtBot, enter: Enter, manager: Session, signed: str) -> AgreePage:
    room = enter(AgreeRoom, manager, Go.agree(signed))
    page = room.page
    assert isinstance(page, AgreePage)
    qtbot.waitUntil(lambda: page.changes.complete, timeout=SLOW)
    page.room_ = room
    return page


def first_comment(page: AgreePage) -> CommentBox:
    found = page.findChildren(CommentBox)[0]
    QTest.mouseClick(found.add, Qt.MouseButton.LeftButton)
    assert found.area.hasFocus()
    return found


def test_undo_and_redo_in_a_comment_are_kept_like_typing(qtbot: QtBot, agreeing: AgreePage) -> None:
    comment = first_comment(agreeing)
    said: list[tuple[str, str]] = []
    agreeing.commented.connect(lambda path, words: said.append((path, words)))
    QTest.keyClicks(comment.area, "By whom")
    QTest.keyClick(comment.area, Qt.Key.Key_Z, CTRL)
    assert not comment.words()
    assert said[-1] == (comment.path, "")
    QTest.keyClick(comment.area, Qt.Key.Key_Y, CTRL)
    assert comment.words() == "By whom"
    assert said[-1] == (comment.path, "By whom")


def test_a_comment_that_was_taken_away_comes_back(qtbot: QtBot, agreeing: AgreePage) -> None:
    comment = first_comment(agreeing)
    QTest.keyClicks(comment.area, "By whom")
    QTest.mouseClick(comment.drop, Qt.MouseButton.LeftButton)
    assert agreeing.changes.commented_paths() == set()
    assert not comment.area.isVisible()
    QTest.mouseClick(comment.add, Qt.MouseButton.LeftButton)
    QTest.keyClick(comment.area, Qt.Key.Key_Z, CTRL)
    assert comment.words() == "By whom"
    assert agreeing.changes.commented_paths() == {comment.path}


def test_the_reasons_show_that_they_have_the_keyboard(agreeing: AgreePage) -> None:
    """A frame around the area hid the frame that the area has while one types in it."""
    agreeing.decision.give_back.click()
    reasons = agreeing.decision.reasons
    assert reasons.hasFocus()
    assert not reasons.property("bare"), "a bare area shows no focus"


def test_undo_in_the_reasons_and_a_flood_that_is_told_of(qtbot: QtBot, agreeing: AgreePage) -> None:
    QTest.mouseClick(agreeing.decision.give_back, Qt.MouseButton.LeftButton)
    reasons = agreeing.decision.reasons
    QTest.keyClicks(reasons, "Who was there")
    QTest.keyClick(reasons, Qt.Key.Key_Z, CTRL)
    assert not reasons.text()
    QTest.keyClick(reasons, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert reasons.text() == "Who was there"
    flood = QMimeData()
    flood.setText("ten words " * (LONGEST_TEXT // 10 + 1))
    reasons.insertFromMimeData(flood)
    assert reasons.text() == "Who was there"
    assert "Too long to paste" in words_on(agreeing)


def test_whoever_commented_and_agrees_is_told_that_nobody_reads_it(agreeing: AgreePage) -> None:
    decision = agreeing.decision
    QTest.mouseClick(decision.agree, Qt.MouseButton.LeftButton)
    assert "reach nobody" not in words_on(agreeing)
    decision.show_choice(0, "", "")
    QTest.keyClicks(first_comment(agreeing).area, "By whom")
    QTest.mouseClick(decision.agree, Qt.MouseButton.LeftButton)
    assert "reach nobody if you agree" in words_on(agreeing)
    assert decision.ask.field.accessibleDescription() in words_on(agreeing)
    assert cut_off(agreeing) == []


@pytest.mark.parametrize("comments", [0, 1])
def test_large_text_leaves_the_decision_its_room(
    qtbot: QtBot, tasks: Tasks, put: Put, comments: int
) -> None:
    """What is read scrolls; a button that is half as high as its words cannot be read."""
    page = AgreePage(Theme("light", 2.0), tasks)
    page.whose.setText(
        "Planning meeting, 22 November 2026. Maryam Misaal. Signed by Jo Sample, 26 Nov"
    )
    put(page, 1212, 528)  # what a window of 1366 by 768 leaves it
    decision = page.decision
    decision.show_choice(comments, "", "")
    for turn, buttons in (
        (decision.show, (decision.give_back, decision.agree)),
        (decision.agree.click, (decision.ask.button,)),
    ):
        turn()
        qtbot.waitUntil(lambda shown=buttons: all(whole(one) for one in shown))


def whole(button: QWidget) -> bool:
    return button.isVisible() and button.height() >= button.minimumSizeHint().height()


def test_a_return_is_confirmed(qtbot: QtBot, agreeing: AgreePage) -> None:
    told: list[str] = []
    agreeing.room_.status.connect(lambda words, _state: told.append(words))
    QTest.mouseClick(agreeing.decision.give_back, Qt.MouseButton.LeftButton)
    QTest.keyClicks(agreeing.decision.reasons, "Who was there")
    QTest.mouseClick(agreeing.decision.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=SLOW)
    assert told == ["Returned to Jo Sample, who finds it on Today"]


WHY, TELL = "m.why", "m.tell"


@pytest.fixture
def amended(desk: Desk, manager: Session, signed: str) -> str:
    """The record came back with two comments, and its author answered one of them."""
    read = manager.records.read(signed)
    comments = [Comment(TELL, "And her nan?"), Comment(WHY, "Say who asked for it.")]
    manager.agreeing.give_back(signed, read.version.revision, "Two questions.", comments)
    manager.agreeing.looked_at(read)
    desk.lock()
    author = next(p for p in desk.card().people if p.name == "Jo Sample")
    session = desk.unlock(author.id, PASSPHRASE)
    copy = session.records.open(signed).copy
    copy.put(WHY, "Her social worker asked for it after 7 November.")
    session.signing.sign(copy, session.signing.proof(copy), PASSPHRASE)
    desk.lock()
    return signed


def test_what_was_asked_stands_beside_what_the_author_made_of_it(
    qtbot: QtBot, enter: Enter, desk: Desk, amended: str
) -> None:
    pat = next(p for p in desk.card().people if p.name == "Pat Example")
    page = enter(AgreeRoom, desk.unlock(pat.id, MANAGER_PASSPHRASE), Go.agree(amended)).page
    assert isinstance(page, AgreePage)
    qtbot.waitUntil(lambda: page.changes.complete, timeout=SLOW)
    beside = {box.path: words_on(box) for box in page.findChildren(CommentBox)}
    assert list(beside) == [WHY, TELL]  # in reading order, not in that of the comments
    assert "Say who asked for it." in beside[WHY]
    assert "You" in beside[WHY]
    assert "And her nan?" in beside[TELL]
    said = words_on(page.changes)
    assert "Two questions." in said
    assert said.count("Not changed") == 1  # the comment that was not answered
    assert unnamed(page) == []
    assert missed_by_tab(qtbot, page) == []
    assert cut_off(page) == []


def test_a_manager_without_a_certificate_is_shown_the_way_to_one(
    qtbot: QtBot, agreeing: AgreePage, manager: Session
) -> None:
    me, now = manager.member.id, manager.clock.now()
    manager.store.write(lambda w: close(w, me, now, "lost", manager.signer)).result()
    went: list[Go] = []
    agreeing.room_.wanted.connect(went.append)
    QTest.mouseClick(agreeing.decision.agree, Qt.MouseButton.LeftButton)
    QTest.keyClicks(agreeing.decision.ask.field, MANAGER_PASSPHRASE)
    QTest.keyClick(agreeing.decision.ask.field, Qt.Key.Key_Return)
    press(qtbot, agreeing, "See certificates")
    assert "Nothing was signed." in words_on(agreeing)
    assert went == [Go.settings("certificates")]
    assert agreeing.decision.isEnabled()


def test_undo_in_the_note_for_lcs_after_agreeing(
    qtbot: QtBot, agreeing: AgreePage, system: System
) -> None:
    QTest.mouseClick(agreeing.decision.agree, Qt.MouseButton.LeftButton)
    QTest.keyClicks(agreeing.decision.ask.field, MANAGER_PASSPHRASE)
    QTest.keyClick(agreeing.decision.ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(agreeing.agreed.isVisible, timeout=SLOW)
    note = agreeing.agreed.note
    drafted = note.text()
    note.setFocus()
    QTest.keyClicks(note, "For LCS. ")
    assert note.text() == f"For LCS. {drafted}"
    QTest.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert note.text() == drafted
    press(qtbot, agreeing, "Save a copy of the paper")
    opener = agreeing.agreed.saved.open
    qtbot.waitUntil(lambda: opener.visibleRegion().boundingRect() == opener.rect(), timeout=SLOW)
    press(qtbot, agreeing, "Open the copy")
    qtbot.waitUntil(lambda: len(system.opened) == 1, timeout=SLOW)
    assert unnamed(agreeing) == []
    assert cut_off(agreeing) == []
