"""A key in a row costs no more in a long list, and Tab goes the same way back as it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from record_desk import Desk, MakeDesk
from record_fakes import Clock, Records

from desktop.forms.catalogue import load_form
from desktop.views.editors.contract import RowAction, RowAsk

FORM = """
id = "listed"
version = 1
title = "Listed"
short_title = "Listed"
purpose = "A list whose questions hang on each other."
role = "record"

[[section]]
id = "plan"
title = "Plan"

[[section.field]]
id = "actions"
label = "What each of us will do"
kind = "rows"
title_of = "what"
add_label = "Add an action"
copies = "F"

[[section.field.field]]
id = "what"
label = "What"
kind = "text"

[[section.field.field]]
id = "code"
label = "The code word"
kind = "text"

[[section.field.field]]
id = "printed"
label = "May it be printed"
kind = "yes_no"
when = { answered = "code" }
"""


@pytest.fixture
def listed(make_desk: MakeDesk, tmp_path: Path) -> tuple[Desk, str]:
    """A record with two rows, and the path of the first."""
    (tmp_path / "listed.toml").write_text(FORM, encoding="utf-8")
    desk = make_desk(Records(load_form(tmp_path / "listed.toml"), Clock()))
    desk.open()
    for _ in range(2):
        desk.presenter.edits.change_rows(RowAsk("actions", RowAction.ADD))  # type: ignore[union-attr]
    rows = desk.flat["actions"]
    assert isinstance(rows, list)
    desk.go(f"actions/{rows[0]}/what")
    return desk, f"actions/{rows[0]}"


def test_a_key_in_a_row_shows_nothing_else_again(
    listed: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, row = listed
    shown: list[object] = []
    monkeypatch.setattr(desk.page.paper, "show_answers", shown.append)
    desk.type("Boxing")
    assert desk.flat[f"{row}/what"] == "Boxing"
    assert shown == []


def test_a_key_upon_which_another_question_hangs_shows_it(listed: tuple[Desk, str]) -> None:
    desk, row = listed
    question = "May it be printed: Yes"
    assert desk.go(f"{row}/printed").accessibleName() != question
    desk.go(f"{row}/code")
    desk.type("k")
    assert desk.go(f"{row}/printed").accessibleName() == question


def test_back_tab_goes_the_way_that_tab_came(listed: tuple[Desk, str]) -> None:
    desk, _row = listed
    there = _round(desk, Qt.Key.Key_Tab)
    back = _round(desk, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert len(there) == len(set(there)) > 10
    assert back == [there[0], *reversed(there[1:])]


def _round(desk: Desk, key: Qt.Key, *held: Qt.KeyboardModifier) -> list[QWidget]:
    """Press a key until the focus is where it was; return where it has been."""
    been = [desk.focus()]
    for _ in range(200):
        desk.key(key, *held)
        if desk.focus() is been[0]:
            return been
        been.append(desk.focus())
    raise AssertionError(f"the focus never comes back: {been[-5:]}")
