"""Ways out of a record on the record page: what the disk refuses ends nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from record_desk import Desk, MakeDesk
from record_fakes import Clock, Records

from desktop.casework.record_views import Stands
from desktop.forms.definition import Form
from desktop.views.presenters.record_ways_out import RecordWaysOut

STANDS = Stands("rev0", "agreed", datetime(2026, 5, 14, 10, 0, tzinfo=UTC), "P. Example")


def ways_out(desk: Desk, ended: list[str]) -> RecordWaysOut:
    session: Any = SimpleNamespace(
        signing=SimpleNamespace(take_back=ended.append),
        records=SimpleNamespace(discard=ended.append),
    )
    return RecordWaysOut(desk.page, desk.presenter, session, desk.tasks)


def test_words_that_the_disk_refuses_keep_the_correction_open(
    make_desk: MakeDesk, small: Form
) -> None:
    records = Records(small, Clock(), base={"harm": "She is home by nine."}, stands=STANDS)
    desk, ended = make_desk(records), list[str]()
    made = ways_out(desk, ended)
    desk.open()
    assert desk.page.outline.way_out.text() == "Give the correction up…"
    desk.write("harm", " And")
    records.keeper.broken = True
    desk.write("harm", " more")
    desk.page.actions_.give_up.trigger()
    asked = desk.page.paper.giving_up
    asked.give_up.click()
    assert desk.presenter.copy is not None
    assert "more" in str(desk.flat["harm"])
    assert desk.page.paper.banner.isVisible()
    assert ended == []
    records.keeper.broken = False
    with desk.qtbot.waitSignal(made.done):
        asked.give_up.click()
    assert ended == ["rec1"]
    assert desk.presenter.copy is None


def test_what_is_none_of_ones_own_is_not_offered(make_desk: MakeDesk, small: Form) -> None:
    for given in (
        {"others": "P. Example", "stands": STANDS},
        {"others": "P. Example"},
        {"state": "finished"},
        {"state": "returned"},
        {"others": "P. Example", "state": "returned", "stands": STANDS},
    ):
        desk = make_desk(Records(small, Clock(), **given))
        made = ways_out(desk, [])
        desk.open() if given.get("state") != "finished" else desk.presenter.open("rec1")
        assert desk.page.outline.way_out.isHidden(), given
        assert not desk.page.actions_.give_up.isVisible()
        assert not desk.page.actions_.throw_away.isVisible()
        made.deleteLater()


def test_a_correction_that_came_back_can_be_given_up(make_desk: MakeDesk, small: Form) -> None:
    desk = make_desk(Records(small, Clock(), state="returned", stands=STANDS))
    made = ways_out(desk, [])
    desk.open()
    assert desk.page.outline.way_out.text() == "Give the correction up…"
    assert not desk.page.actions_.throw_away.isVisible()
    made.deleteLater()
