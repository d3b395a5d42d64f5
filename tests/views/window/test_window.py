"""Journeys through the whole window, offscreen: quick ones; the real keys are in tests/journeys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import TRAINING_PASSPHRASE, desk_for
from desktop.casework.invented import Inventor
from desktop.views.editors.choice import ChoiceEditor
from desktop.views.go import Go, Page
from desktop.views.pages.read import ReadPage
from desktop.views.pages.settings import TAB_IDS
from desktop.views.parts.differences import Differences
from desktop.views.parts.rail import RecentItem
from desktop.views.parts.text import Prose
from desktop.views.presenters.unlock import Reason, UnlockPresenter
from desktop.views.rooms_record import RecordRoom
from desktop.views.window import TITLE, Window
from tests.views.window.conftest import WAIT, settled, sign_here, unlock, writing


def _draft(window: Window, qtbot: QtBot) -> RecordRoom:
    """Open a new WISE of this person's own on the real record page."""
    assert window.frame is not None
    session = window.frame.world.session
    child = session.children.rows()[0].id
    record = session.records.start("wise", child)
    window.frame.go(Go.record(record))
    return writing(window, qtbot)


def _go_to(room: RecordRoom, path: str) -> QWidget:
    room.record_page.go_to(path)
    widget = room.record_page.window().focusWidget()
    assert widget is not None
    return widget


def test_a_wrong_passphrase_is_said_and_a_right_one_opens_today(
    window: Window, qtbot: QtBot
) -> None:
    presenter = window._kept_alive[0]
    assert isinstance(presenter, UnlockPresenter)
    field = presenter.page.field
    assert field is not None
    QTest.keyClicks(field, "not this one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert window.frame is None
    inline = presenter.page.people.unlock
    assert inline is not None
    assert inline.message.isVisible()
    field.clear()  # type: ignore[attr-defined]
    unlock(window, qtbot, presenter_name(window))
    assert window.frame is not None
    assert window.frame.here == Go.today()


def presenter_name(window: Window) -> str:
    presenter = window._kept_alive[0]
    assert isinstance(presenter, UnlockPresenter)
    chosen = presenter.page.people.open_person
    return next(p.name for p in window.desk.card().people if p.id == chosen)


def test_no_childs_name_stands_in_the_title_or_on_the_lock_screen(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    names = [row.name for row in window.frame.world.session.children.rows()]
    window.frame.go(Go.child(window.frame.world.session.children.rows()[0].id))
    settled(window, qtbot)
    assert window.windowTitle() == TITLE
    window.lock(Reason.ASKED)
    shown = [w.property("text") for w in window.findChildren(QWidget) if w.isVisible()]
    assert not [text for text in shown if text and any(name in str(text) for name in names)]


def test_the_screen_locks_while_i_write_i_unlock_my_words_are_there(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    room = _draft(window, qtbot)
    field = _go_to(room, "w.harm")
    QTest.keyClicks(field, "They made a debt out of a pres")
    window.lock(Reason.IDLE)
    assert window.frame is None
    unlock(window, qtbot)
    assert window.frame is not None
    again = window.frame.room
    assert isinstance(again, RecordRoom)
    qtbot.waitUntil(lambda: again.presenter.copy is not None, timeout=WAIT)
    copy = again.presenter.copy
    assert copy is not None
    assert copy.flat["w.harm"] == "They made a debt out of a pres"
    place = again.record_page.paper.place()
    assert (place.path, place.caret) == ("w.harm", 30)


def test_a_deleted_row_and_two_edits_come_back_after_lock_with_three_undos(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    room = _draft(window, qtbot)
    copy = room.presenter.copy
    assert copy is not None
    edits = room.presenter.edits
    assert edits is not None
    row = copy.add_row("w.evidence", values={"text": "A silver car waited by the gates"})
    copy.delete_row("w.evidence", row)
    edits.put("w.harm", "one", False)
    edits.put("w.me", "two", False)
    window.lock(Reason.ASKED)
    unlock(window, qtbot)
    assert window.frame is not None
    again = window.frame.room
    assert isinstance(again, RecordRoom)
    qtbot.waitUntil(lambda: again.presenter.copy is not None, timeout=WAIT)
    copy = again.presenter.copy
    assert copy is not None
    for _ in range(3):
        again.presenter.undo()
    assert copy.rows("w.evidence") == [row]
    assert copy.flat[f"w.evidence/{row}/text"] == "A silver car waited by the gates"
    assert not copy.flat.get("w.harm")
    assert not copy.flat.get("w.me")


def test_a_child_is_added_and_a_record_begun_signed_read_and_reviewed(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    frame, records = window.frame, window.frame.world.session.records
    frame.add_child()
    for name in ("Quill", "Nowhere"):
        QTest.keyClicks(_focus(window), name)
        QTest.keyClick(_focus(window), Qt.Key.Key_Tab)
    QTest.keyClick(_focus(window), Qt.Key.Key_Backtab)
    QTest.keyClick(_focus(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.here.page is Page.CHILD, timeout=WAIT)
    child = frame.here.id

    frame.new_record()
    qtbot.waitUntil(lambda: bool(_rows(window)), timeout=WAIT)
    row = next(row for row in _rows(window) if row.accessibleName().startswith("WISE"))
    QTest.keyClick(row, Qt.Key.Key_Return)
    room = writing(window, qtbot)
    record = frame.here.id
    edits, copy = room.presenter.edits, room.presenter.copy
    assert edits is not None
    assert copy is not None
    inventor = Inventor(1, date(2026, 11, 23))
    inventor.child()
    edits.put_together({**inventor.answers(copy.form), "w.kind": "first"}, "All is answered")
    room.record_page.outline.check.click()
    sign_here(window, qtbot)
    assert frame.room is not None
    said = [one.words() for one in frame.room.page.findChildren(Prose)]
    assert any("The signed PDF is kept here" in words for words in said), "where did it go?"
    recent = {item.recent.id: item.recent.detail for item in frame.rail.findChildren(RecentItem)}
    assert recent[record].endswith("signed"), "the rail still says that it is half written"
    frame.go(Go.read(record))
    reading = frame.room.page if frame.room is not None else None
    assert isinstance(reading, ReadPage)
    qtbot.waitUntil(lambda: reading.outline.check.text() == "Start a review", timeout=WAIT)
    assert records.read(record).header.state == "signed"

    reading.outline.check.click()  # "Start a review"
    qtbot.waitUntil(lambda: frame.here.page is Page.RECORD, timeout=WAIT)
    again = writing(window, qtbot)
    QTest.keyClicks(_go_to(again, "w.trigger"), "She moved to her aunt")
    again.record_page.outline.compare_link.click()
    paper = again.record_page.paper
    qtbot.waitUntil(lambda: paper.stack.currentWidget() is paper.changes, timeout=WAIT)
    told = [one.accessibleName() for one in paper.changes.findChildren(Differences)]
    assert any("[added: She moved to her aunt]" in words for words in told)
    assert [line.state for line in records.of_child(child)] == ["draft", "signed"]


def test_switching_person_keeps_each_ones_place(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    window.frame.go(Go.children())
    window.lock(Reason.SWITCH)
    unlock(window, qtbot, "Pat Example")
    assert window.frame is not None
    assert window.frame.world.session.member.name == "Pat Example"
    assert window.frame.here == Go.today()
    window.lock(Reason.SWITCH)
    unlock(window, qtbot)
    assert window.frame is not None
    assert window.frame.here == Go.children()


def test_back_goes_back(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    window.frame.go(Go.children())
    window.frame.go(Go.settings())
    window.frame.back()
    assert window.frame.here == Go.children()
    window.frame.back()
    assert window.frame.here == Go.today()


def test_the_palette_does_what_is_typed(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    window.frame.open_palette()
    palette = window.frame.palette_list
    QTest.keyClicks(palette.field, "child")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert window.frame.here.page in {Page.CHILDREN, Page.ADD_CHILD}


def test_closing_asks_nothing_and_keeps_the_last_word(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    room = _draft(window, qtbot)
    QTest.keyClicks(_go_to(room, "w.harm"), "last wor")
    record = room.presenter.copy.record if room.presenter.copy else ""
    window.close()
    again = desk_for(None)
    person = next(p for p in again.card().people if p.name == "Jo Sample")
    session = again.unlock(person.id, TRAINING_PASSPHRASE)
    assert session.records.open(record).copy.flat["w.harm"] == "last wor"
    again.lock()


def test_nothing_flashes_up_as_a_window_of_its_own(
    window: Window, qtbot: QtBot, qapp: QApplication
) -> None:
    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            shown = event.type() is QEvent.Type.Show
            if shown and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    unlock(window, qtbot)
    assert window.frame is not None
    child = window.frame.world.session.children.rows()[0].id
    room = _draft(window, qtbot)
    assert room is not None
    records = window.frame.world.session.records
    draft, signed = records.mine_half_written()[0].record, records.in_state("signed")[0].record
    ended = records.finished_lately()[0].record
    places = [Go.children(), Go.child(child), *(Go.settings(tab) for tab in TAB_IDS)]
    places += [Go.search("phone"), Go(Page.NEW), Go(Page.KEYS), Go(Page.PAPERS), Go(Page.ADD_CHILD)]
    places += [Go.read(ended), Go.record(draft), Go.sign(draft), Go.agree(signed), Go.read(signed)]
    for go in places:
        window.frame.go(go)
        settled(window, qtbot)
        page = window.frame.room.page if window.frame.room is not None else None
        if isinstance(page, ReadPage):
            qtbot.waitUntil(lambda page=page: page.printed, timeout=WAIT)
    window.lock(Reason.ASKED)
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_a_note_of_a_contact_that_failed_is_written_by_keyboard(
    window: Window, qtbot: QtBot
) -> None:
    """Nobody answered the door: from the child's page to the end of the note."""
    unlock(window, qtbot)
    frame = window.frame
    assert frame is not None
    session = frame.world.session
    child = session.children.rows()[0].id
    frame.go(Go.child(child))
    frame.new_record()
    qtbot.waitUntil(lambda: bool(_rows(window)), timeout=WAIT)
    titles = [row.accessibleName() for row in _rows(window)]
    row = next(row for row in _rows(window) if row.accessibleName().startswith("Direct-work"))
    assert any(title.startswith("CST planning meeting") for title in titles)
    QTest.keyClick(row, Qt.Key.Key_Return)
    room = writing(window, qtbot)
    page, copy = room.record_page, room.presenter.copy
    assert copy is not None

    def write(path: str, *words: str) -> None:
        """Go to an answer, and type one part after the other with Tab between them."""
        assert page.go_to(path), path
        for word in words:
            QTest.keyClicks(_focus(window), word)
            QTest.keyClick(_focus(window), Qt.Key.Key_Tab)

    def choose(path: str, value: str) -> None:
        assert page.go_to(path), path
        part = page.paper.page
        assert part is not None
        editor = part.questions[path].editor
        assert isinstance(editor, ChoiceEditor)
        next(button for button in editor.buttons() if button.value == value).click()

    write("d.when", "24", "11", "2026")
    write("d.time", "1600")
    write("d.mins", "15")
    write("d.kind", "Session")
    write("d.who", "Nan")
    write("d.by", "Jo Sample")
    choose("d.result", "no_answer")
    part = page.paper.page
    assert part is not None
    part.questions["d.miss.tried"].editor.ask_new()  # type: ignore[attr-defined]
    QTest.keyClicks(_focus(window), "Rang the bell at Nan's.")
    write("d.miss.why", "I came at four, which is when they are about.")
    write("d.miss.next", "I come at two, to the side gate.")
    write("d.miss.on", "26", "11", "2026")
    write("d.aim", "The way home.")
    choose("d.worry", "no")
    room.presenter.check()
    assert room.presenter.looking.look.problems == ()
    record = copy.record
    sign_here(window, qtbot)
    flat = session.records.read(record).flat
    assert flat["d.time"] == "16:00"
    assert flat["d.who"] == [{"id": None, "name": "Nan"}]
    assert flat["d.kind"] == "session"
    assert flat["d.miss.why"] == "I came at four, which is when they are about."
    assert "d.late" in flat
    hits = session.finder.search("which is when they are about")
    assert record in {hit.record for hit in hits}


def _focus(window: Window) -> QWidget:
    widget = window.focusWidget()
    assert widget is not None
    return widget


def _rows(window: Window) -> list[QWidget]:
    frame = window.frame
    room = frame.room if frame is not None else None
    page = getattr(room, "page", None)
    return list(getattr(page, "rows", ()))
