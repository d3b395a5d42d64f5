"""Strange names and words, and a clock that was set back: all is kept, and in its order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desktop.casework.children import AlreadyHere, NameMissing
from desktop.casework.desk import Desk
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from tests.casework.conftest import PASSPHRASE

SignIn = Callable[[str, str], Session]
STRANGE = (
    "nul\x00 inside",
    "bell\x07 and \x1b[2J escape",
    "lone \ud83d half",
    "pair \ud83d\ude00 whole",
    "right \u202eto left",
    "\ufeffbegins with a mark",
    "Robert'); DROP TABLE revision;--",
    '" OR 1 NEAR *',
    "<b>bold</b> & ]]>",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
)


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_are_kept_found_and_read_again(
    sign_in: SignIn, desk: Desk, words: str
) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    child = session.children.add(words, "Testcase")
    assert session.children.find("testcase")[0].id == child
    record = session.records.start("wise", child)
    copy = session.records.open(record).copy
    copy.put("w.harm", f"Before. {words} After.", typing=True)
    row = copy.add_row("w.evidence")
    copy.put(f"w.evidence/{row}/text", words)
    session.records.leave(copy)
    session.children.people_like(words, child)
    session.finder.search(words)
    desk.lock()
    again = sign_in("Jo Sample", PASSPHRASE)
    kept = str(again.records.open(record).copy.flat["w.harm"])
    assert kept.startswith("Before. ")
    assert kept.endswith(" After.")
    assert [hit.record for hit in again.finder.search("before after")] == [record]
    shown = f"{again.children.row(child).name} {again.records.read(record).flat}"
    shown.encode()
    assert again.store.check().result().is_sound
    assert again.store.rebuild_and_compare().result() == ()


def test_a_name_of_control_characters_only_is_no_name(session: Session) -> None:
    with pytest.raises(NameMissing):
        session.children.add("\x00\x07", " \x1b ")
    assert session.children.rows() == ()


def test_a_child_added_twice_is_told_and_is_there_once(session: Session) -> None:
    child = session.children.add("Amelia", "Testcase")
    for given, family in (
        ("Amelia", "Testcase"),
        (" amelia", "TESTCASE "),
        ("Ame\x00lia", "Testcase"),
    ):
        with pytest.raises(AlreadyHere) as refused:
            session.children.add(given, family)
        assert [row.id for row in refused.value.matches] == [child]
        assert "Nothing was added." in explain(refused.value).text
    assert len(session.children.rows()) == 1
    session.children.add("Amelia", "Testcase", sure=True)
    assert len(session.children.rows()) == 2


def test_a_clock_set_back_is_told_and_versions_stay_in_their_order(
    sign_in: SignIn, desk: Desk
) -> None:
    session = sign_in("Jo Sample", PASSPHRASE)
    assert session.clock_behind() is None
    record = session.records.start("wise", session.children.add("Amelia", "Testcase"))
    copy = session.records.open(record).copy
    copy.put("w.harm", "one")
    session.records.leave(copy)
    clock: Any = session.clock
    clock.moment -= timedelta(days=400)
    copy.put("w.harm", "two")
    session.records.leave(copy)
    desk.lock()

    session = sign_in("Jo Sample", PASSPHRASE)
    behind = session.clock_behind()
    assert behind is not None
    told = explain(behind)
    assert told.what.startswith("This laptop’s clock says 21 October 2025, 09:0")
    assert "the newest work here is of 25 November 2026, 09:0" in told.what
    assert "Nothing is lost" in told.safe
    records = session.records
    newest, older, first = records.versions(record)
    assert records.read(record, newest.revision).flat["w.harm"] == "two"
    assert records.read(record, older.revision).flat["w.harm"] == "one"
    assert newest.at < older.at
    assert first.at < older.at
    assert records.open(record).copy.flat["w.harm"] == "two"
    assert [past.text for past in records.history_of(record, "w.harm")] == ["two", "one"]
    clock.moment += timedelta(days=400)
    assert session.clock_behind() is None
