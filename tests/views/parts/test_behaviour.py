"""What the parts do under keys and pointer."""

from __future__ import annotations

import gc
import weakref
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.views.gallery.shells import CHILDREN, COMMANDS, PLACES, children_table
from desktop.views.parts.avatar import initials
from desktop.views.parts.buttons import LinkButton, primary, secondary
from desktop.views.parts.calendar import MonthPopover, month_moved
from desktop.views.parts.clock_line import ClockLine, Why, WhyPopover
from desktop.views.parts.differences import Differences
from desktop.views.parts.error_summary import ErrorLine, ErrorSummary
from desktop.views.parts.focus import FocusRing, RingShape
from desktop.views.parts.palette import CommandModel, CommandPalette
from desktop.views.parts.passphrase import InlineUnlock
from desktop.views.parts.planes import ScrollPage
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.rail import Rail
from desktop.views.parts.segmented import Segmented
from desktop.views.parts.skeleton import Skeleton
from desktop.views.parts.table import Table
from desktop.views.parts.table_model import Cell, Column, TableModel
from desktop.views.parts.text import Label, Prose, escaped, strong
from desktop.views.parts.toast import Toast
from desktop.views.parts.topbar import TopBar
from desktop.views.theme import Theme
from tests.views.parts.conftest import add


@pytest.fixture
def ring(theme: Theme, qapp: QApplication):
    ring = FocusRing(theme, qapp, qapp)
    yield ring
    qapp.focusChanged.disconnect(ring._focus_moved)


def test_the_ring_follows_the_keyboard_but_not_the_mouse(window, ring, theme, qtbot) -> None:
    one, other = secondary(theme, "Print"), primary(theme, "Sign")
    add(window, one, other)

    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.target is one)
    shape = window.findChild(RingShape)
    assert shape is not None
    assert shape.geometry() == one.geometry().adjusted(-4, -4, 4, 4)

    window.resize(1000, 700)
    qtbot.waitUntil(lambda: shape.geometry() == one.geometry().adjusted(-4, -4, 4, 4))

    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert other.hasFocus()
    assert ring.target is None


def test_the_ring_lets_go_of_a_button_that_is_deleted(window, ring, theme, qtbot) -> None:
    button = secondary(theme, "Print")
    add(window, button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.target is button)

    button.deleteLater()

    qtbot.waitUntil(lambda: ring.target is None)


def test_a_page_scrolls_to_what_gets_the_focus(window, theme, qtbot) -> None:
    page, content = ScrollPage(theme), QWidget()
    layout = QVBoxLayout(content)
    buttons = [secondary(theme, f"Row {n}") for n in range(60)]
    for button in buttons:
        layout.addWidget(button)
    page.set_content(content)
    add(window, page)

    buttons[50].setFocus(Qt.FocusReason.TabFocusReason)

    top = buttons[50].mapTo(page.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= page.viewport().height() - buttons[50].height()


def test_a_part_is_freed_when_its_page_goes(theme, qtbot) -> None:
    rail = Rail(theme, "Exampleton CST", PLACES)
    gone = weakref.ref(rail)

    del rail
    gc.collect()

    assert gone() is None


def test_disabled_says_why(theme, qtbot) -> None:
    button = primary(theme, "Agree")
    qtbot.addWidget(button)

    button.disable_because("You cannot agree your own work")

    assert button.toolTip() == button.accessibleDescription() == "You cannot agree your own work"


def test_prose_grows_with_its_words_and_copies_them(window, theme, qtbot) -> None:
    prose = Prose(theme, escaped("Leo & Amelia <now> ") + strong("late", "late"), content=True)
    add(window, prose)
    assert prose.accessibleName() == "Leo & Amelia <now> late"
    assert prose.heightForWidth(400) == 24
    assert prose.heightForWidth(60) > 24

    prose.setFocus()
    qtbot.keyClick(prose, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(prose, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "Leo & Amelia <now> late"


def test_a_label_is_as_high_as_its_words_are_now(theme) -> None:
    label = Label(theme, "Home by nine on every school night", wrap=True)
    narrow = label.heightForWidth(120)
    assert narrow > label.heightForWidth(900) == theme.line("body")
    label.setFont(theme.font("title"))
    assert label.heightForWidth(120) > narrow
    label.setText("Home")
    assert label.heightForWidth(120) == theme.line("body")


def test_what_went_and_what_came_is_read_out_in_every_look(window, theme, qapp) -> None:
    pieces = [("Home ", "same"), ("by ten ", "removed"), ("by nine", "added")]
    changed = Differences(theme, pieces)
    add(window, changed)
    for look in ("dark", "light"):  # a new look reads the markup again
        Theme(look).apply(qapp)
        assert changed.accessibleName() == "Home  [removed: by ten]  [added: by nine] "


def test_the_marking_stays_in_the_middle_and_the_search_gives_way(theme, qtbot) -> None:
    bar = TopBar(theme, "OFFICIAL-SENSITIVE", "J. Sample")
    for title in ("File", "Edit", "View", "Case", "Record", "Help"):
        bar.menus.addMenu(title)
    qtbot.addWidget(bar)
    bar.show()

    for width, wide in ((1366, True), (800, False)):
        bar.resize(width, bar.height())
        assert abs(bar.marking.geometry().center().x() - width // 2) <= 1
        assert bar.marking.fits()
        assert bar.search.isVisible() is wide
        assert bar.search_icon.isVisible() is not wide


def test_segments_start_empty_and_answer_to_arrows(window, theme, qtbot) -> None:
    choice = Segmented(theme, [("a", "Met"), ("b", "No answer")], name="Did you meet")
    add(window, choice)
    assert not any(one.isChecked() for one in choice.segments)
    choice.set_value("a")
    choice.segments[0].setFocus()

    with qtbot.waitSignal(choice.chosen) as sent:
        qtbot.keyClick(choice.segments[0], Qt.Key.Key_Right)

    assert sent.args == ["b"]


def test_a_toast_waits_for_the_pointer_and_undoes(window, theme, qtbot) -> None:
    toast = Toast(theme)
    toast.show_over(window, "Action 3 deleted")
    assert toast.waiting
    toast.take_focus()
    qtbot.waitUntil(lambda: not toast.waiting)

    with qtbot.waitSignal(toast.undone):
        qtbot.keyClick(toast.action, Qt.Key.Key_Space)

    assert not toast.isVisible()


def test_a_toast_of_many_words_keeps_to_the_window_and_shows_all_of_them(
    window, theme, qtbot
) -> None:
    toast = Toast(theme)
    for words, lines in (("A row is deleted", 1), ("This copy is no longer protected. " * 6, 0)):
        toast.show_over(window, words, "Open the copy")
        label = toast._label
        assert label.fits()
        assert toast.action.geometry().right() < toast.plane().right()
        assert toast.x() + toast.plane().left() >= 0
        assert toast.x() + toast.plane().right() <= window.width()
        assert not lines or label.height() == theme.line("body")


def test_progress_shows_late_and_cancels_later(window, theme, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("desktop.views.parts.progress.SHOW_AFTER_MS", 5)
    monkeypatch.setattr("desktop.views.parts.progress.CANCEL_AFTER_MS", 10)
    strip = ProgressStrip(theme)
    add(window, strip)
    strip.start("Making the pack")
    assert not strip.isVisible()

    qtbot.waitUntil(lambda: strip.isVisible() and strip.cancel.isVisible())
    with qtbot.waitSignal(strip.cancelled):
        qtbot.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)

    assert not strip.isVisible()


def test_a_skeleton_is_not_drawn_for_quick_work(window, theme, qtbot) -> None:
    skeleton = Skeleton(theme)
    add(window, skeleton)
    skeleton.start()
    skeleton.stop()
    assert not skeleton.shown

    skeleton.start()
    qtbot.waitUntil(lambda: skeleton.shown)


def test_the_error_summary_takes_the_focus_and_its_lines_jump(window, theme, qtbot) -> None:
    summary = ErrorSummary(theme)
    add(window, summary)
    summary.show_errors("One thing is needed", (ErrorLine("w.plan", "“Plan” needs an answer"),))
    assert summary.hasFocus()
    assert "“Plan” needs an answer" in summary.accessibleName()
    jump = summary.findChild(LinkButton)
    assert jump is not None
    qtbot.waitUntil(jump.isVisible)

    with qtbot.waitSignal(summary.jumped) as sent:
        qtbot.keyClick(summary, Qt.Key.Key_Tab)
        assert jump.hasFocus()
        qtbot.keyClick(jump, Qt.Key.Key_Space)

    assert sent.args == ["w.plan"]


def test_why_opens_and_escape_gives_the_focus_back(window, theme, qtbot) -> None:
    clock = ClockLine(theme, "Due soon.", Why("30 working days"))
    add(window, clock)
    clock.why.setFocus()

    qtbot.keyClick(clock.why, Qt.Key.Key_Space)
    popover = window.findChild(WhyPopover)
    assert popover is not None
    assert popover.isVisible()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)

    assert clock.why.hasFocus()


def test_the_month_moves_by_keys_and_names_bank_holidays(window, theme, qtbot) -> None:
    anchor = secondary(theme, "Calendar")
    add(window, anchor)
    month = MonthPopover(theme, date(2026, 11, 30), lambda day: "Christmas Day" * (day.day == 25))
    month.open_at(anchor, month.days)

    qtbot.keyClick(month.days, Qt.Key.Key_PageDown)
    qtbot.keyClick(month.days, Qt.Key.Key_Left)
    assert month.days.day == date(2026, 12, 29)
    assert month.notes.text() == "25: bank holiday"
    with qtbot.waitSignal(month.picked) as sent:
        qtbot.keyClick(month.days, Qt.Key.Key_Return)

    assert sent.args == [date(2026, 12, 29)]
    assert not month.isVisible()


def test_a_shorter_month_keeps_its_last_day() -> None:
    assert month_moved(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_moved(date(2026, 1, 31), -1) == date(2025, 12, 31)


def test_commands_are_found_by_any_of_their_words(window, theme, qtbot) -> None:
    palette = CommandPalette(theme, COMMANDS)
    palette.open_over(window)
    qtbot.keyClicks(palette.field, "map help")
    assert [one.title for one in palette.model.commands] == [
        "Keyboard map",
        "Search everything for “map help”",
    ]

    with qtbot.waitSignal(palette.chosen) as sent:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert sent.args == ["keys"]


def test_the_passphrase_is_given_once_and_not_kept(window, theme, qtbot) -> None:
    unlock = InlineUnlock(theme)
    add(window, unlock)
    qtbot.keyClicks(unlock.field, "copper lantern hedge")

    with qtbot.waitSignal(unlock.given) as sent:
        qtbot.keyClick(unlock.field, Qt.Key.Key_Return)

    assert sent.args == ["copper lantern hedge"]
    assert unlock.field.text() == ""
    unlock.say_wrong("This is not the passphrase.")
    assert unlock.message.isVisible()


def test_the_models_are_sound(theme, qtbot) -> None:
    table = children_table(theme)
    qtbot.addWidget(table)
    commands = CommandModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(one, mode) for one in (table.model, commands)]

    table.model.sort(1, Qt.SortOrder.DescendingOrder)
    table.set_rows(CHILDREN[:2])
    table.set_rows(CHILDREN)
    commands.set_commands(COMMANDS)

    assert len(testers) == 2


def test_sorting_keeps_the_chosen_child_and_typing_finds_one(window, theme, qtbot) -> None:
    table = children_table(theme)
    add(window, table)
    table.choose("Amelia Testcase")
    table.sort_by("age", down=True)
    assert table.model.row_id(table.view.currentIndex().row()) == "Amelia Testcase"

    qtbot.keyClicks(table.view, "kian")
    assert table.model.row_id(table.view.currentIndex().row()) == "Kian Sampleton"
    with qtbot.waitSignal(table.opened) as sent:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert sent.args == ["Kian Sampleton"]


def test_columns_are_chosen_but_the_name_stays(window, theme, qtbot) -> None:
    table = children_table(theme)
    anchor = secondary(theme, "Columns")
    add(window, anchor, table)

    chooser = table.choose_columns(anchor)
    assert [check.text() for check in chooser.checks] == ["Age", "Exploitation", "Worker", "Next"]
    chooser.checks[0].click()

    assert table.shown_columns() == ("name", "kind", "worker", "next")


def test_twenty_thousand_rows_are_sorted_and_shown_without_reading_all_cells(
    window, theme, qtbot
) -> None:
    read = 0

    def cell(row: tuple[str, int]) -> Cell:
        nonlocal read
        read += 1
        return Cell(row[0])

    table = Table(
        theme, (Column("n", "Name", 0, cell, lambda row: row[1]),), lambda row: row[0], name="Many"
    )
    add(window, table)
    table.set_rows([(f"Child {n}", -n) for n in range(20_000)])
    table.sort_by("n")
    table.grab()

    assert table.model.row_id(0) == "Child 19999"
    assert read < 500


def test_an_empty_table_has_no_rows(theme) -> None:
    model = TableModel((Column("n", "Name", 0, Cell),), str)
    assert model.rowCount() == 0
    assert model.beginning_with("a", 0) == -1


@pytest.mark.parametrize(
    ("name", "said"),
    [("DC T. Mock", "TM"), ("Jo Sample", "JS"), ("Amelia", "A"), ("", "?"), ("Dr", "D")],
)
def test_initials(name: str, said: str) -> None:
    assert initials(name) == said
