"""Each of the four records on the real page: every section, the check, finishing, the note."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from record_desk import Desk, MakeDesk
from record_fakes import Clock, Records

from desktop.casework.invented import Inventor
from desktop.forms.catalogue import load_form
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted
from desktop.forms.values import Flat
from desktop.resources import resource_path
from desktop.views.editors.question import NEEDED
from desktop.views.editors.reading import ReadView
from desktop.views.parts.text import Label, Prose
from desktop.views.theme import Theme

FORMS = ("wise", "planning", "session", "panel")


def shipped(name: str) -> Form:
    return load_form(resource_path("forms", f"{name}.toml"))


def invented(form: Form) -> Flat:
    inventor = Inventor(4, dt.date(2026, 11, 25))
    inventor.child()
    return inventor.answers(form)


def on_the_page(make_desk: MakeDesk, form: Form, flat: Flat) -> Desk:
    desk = make_desk(Records(form, Clock(), base=dict(flat)))
    desk.open()
    return desk


def words_on(desk: Desk) -> str:
    shown = [*desk.page.findChildren(Label), *desk.page.findChildren(Prose)]
    texts = (one.words() if isinstance(one, Prose) else one.text() for one in shown)
    return " ".join(texts)


@pytest.mark.parametrize("name", FORMS)
def test_it_is_shown_and_nothing_is_missing_for_its_paper(make_desk: MakeDesk, name: str) -> None:
    form = shipped(name)
    flat = invented(form)
    desk = on_the_page(make_desk, form, flat)
    for section in desk.page.paper.asked:
        desk.page.paper.open_section(section.id, section.fields[-1].id)
        page = desk.page.paper.page
        assert page is not None
        assert set(page.questions) == {field.id for field in section.fields}
    desk.presenter.looking.now()
    assert desk.presenter.looking.look.problems == ()


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_one_leads_to_each_thing_that_is_wanted(make_desk: MakeDesk, name: str) -> None:
    desk = on_the_page(make_desk, shipped(name), {})
    desk.presenter.next_problem()
    found = desk.presenter.looking.look.problems
    for problem in found:
        assert desk.page.go_to(problem.path) or problem.path.count("/") == 0, problem.path


def test_the_next_thing_to_put_right_is_in_the_row_one_is_in(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who follows F8 through a planning meeting passes nothing that is wanted."""
    desk = on_the_page(make_desk, shipped("planning"), {})
    desk.presenter.looking.now()
    wanted = [problem.path for problem in desk.presenter.looking.look.problems]
    gone: list[str] = []
    monkeypatch.setattr(
        desk.page, "go_to", lambda path: gone.append(path) or desk.page.paper.go_to(path)
    )
    for _ in wanted:
        desk.presenter.next_problem()
    assert {f"m.mile/{item}/state" for item in ("visit", "nrm", "police", "hazard")} <= set(gone)
    assert sorted(gone) == sorted(wanted)
    for _ in wanted:
        desk.presenter.previous_problem()
    assert gone[len(wanted) :] == [*reversed(gone[: len(wanted) - 1]), gone[len(wanted) - 1]]


@pytest.mark.parametrize("name", FORMS)
def test_it_reads_like_print(theme: Theme, name: str) -> None:
    form = shipped(name)
    flat = invented(form)
    view = ReadView(theme, form, flat)
    texts = " ".join(prose.words() for prose in view.findChildren(Prose))
    long = [str(v) for v in flat.values() if isinstance(v, str) and len(v) > 60]
    assert len(long) > 5
    assert all(" ".join(one.split()) in " ".join(texts.split()) for one in long)


def test_date_time_and_minutes_read_in_one_line(theme: Theme) -> None:
    day = {"y": 2026, "m": 11, "d": 23, "about": False}
    flat: Flat = {"d.when": day, "d.time": "14:30", "d.mins": 45}
    form = shipped("session")
    whole = ReadView(theme, form, flat)
    assert next(p.words() for p in whole.findChildren(Prose)) == (
        "23 November 2026 at 14:30 for 45 minutes"
    )
    alone = ReadView(theme, form, {"d.mins": 45})
    assert next(p.words() for p in alone.findChildren(Prose)) == "45 minutes"


# The outline


def test_the_rest_of_a_session_stands_under_one_heading(make_desk: MakeDesk) -> None:
    desk = on_the_page(make_desk, shipped("session"), {})
    desk.rest_of_look()
    rows = {row.section.id: row for row in desk.page.outline.rows()}
    assert rows["more"].accessibleName() == "2 More about the session, if there is more"
    headings = [label.text() for label in desk.page.outline.findChildren(Label)]
    assert headings.count("If there is more") == 1
    assert not rows["more"]._beside()
    assert rows["session"]._beside() == "to do"


def test_the_part_after_the_meeting_comes_later_and_calls_nothing_needed(
    make_desk: MakeDesk,
) -> None:
    desk = on_the_page(make_desk, shipped("panel"), {})
    desk.rest_of_look()
    rows = {row.section.id: row for row in desk.page.outline.rows()}
    assert rows["after"].accessibleName() == "9 After the meeting, later"
    desk.page.paper.open_section("after", "x.share")
    page = desk.page.paper.page
    assert page is not None
    question = page.questions["x.after"]
    assert question.aside.text() == ""
    desk.write("x.after", "We spoke about the way to school.")
    desk.qtbot.waitUntil(lambda: page.questions["x.after.next"].aside.text() == NEEDED)


def test_when_nobody_answered_that_part_stands_first(make_desk: MakeDesk) -> None:
    desk = on_the_page(make_desk, shipped("session"), {"d.result": "met"})
    desk.page.paper.open_section("session", "d.next")
    page = desk.page.paper.page
    assert page is not None
    shown = page.questions
    assert shown["d.miss.why"].isHidden()
    assert not shown["d.saw"].isHidden()
    desk.presenter.edits.put("d.result", "no_answer", False)  # type: ignore[union-attr]
    assert not shown["d.miss.why"].isHidden()
    assert shown["d.saw"].isHidden()
    order = [name for name, question in shown.items() if not question.isHidden()]
    assert order.index("d.miss.tried") == order.index("d.result") + 1


# The note for LCS


def test_the_note_builds_itself_while_one_writes_and_can_be_copied(make_desk: MakeDesk) -> None:
    desk = on_the_page(make_desk, shipped("session"), {"d.result": "met"})
    note = desk.page.panel.note
    assert note.isVisible()
    assert "Seen and heard: to do" in note.words.words()
    desk.write("d.saw", "She ate the whole sandwich.")
    desk.qtbot.waitUntil(lambda: "She ate the whole sandwich." in note.words.words())
    note.copy.click()
    pasted = QGuiApplication.clipboard().text()
    assert pasted.startswith("Direct work session")
    assert "Seen and heard: She ate the whole sandwich." in pasted
    assert "to do" not in pasted
    assert "copied" in desk.page.toast.accessibleName()


def test_the_note_folds_and_a_form_without_one_shows_none(make_desk: MakeDesk) -> None:
    desk = on_the_page(make_desk, shipped("session"), {})
    note = desk.page.panel.note
    note.fold.click()
    assert not note.words.isVisible()
    assert note.fold.accessibleName() == "Show the note for LCS"
    note.fold.click()
    assert note.words.isVisible()
    other = on_the_page(make_desk, shipped("wise"), {})
    assert other.page.panel.note.isHidden()


# The authority's words


def test_the_page_speaks_the_authoritys_words(make_desk: MakeDesk) -> None:
    ceam = fitted(shipped("panel"), {"x.panel": "ceam"})
    desk = on_the_page(make_desk, ceam, {"x.panel": "ceam"})
    desk.page.paper.open_section("panel")
    assert desk.page.paper.header.title.text() == "7 For CEAM"
    assert "MACE" not in words_on(desk)


def test_what_a_session_wants_follows_what_happened(make_desk: MakeDesk) -> None:
    """Nobody came to the door: how long it took and who was there are not wanted any more."""
    desk = on_the_page(make_desk, shipped("session"), {})
    desk.page.paper.open_section("session", "d.next")
    page = desk.page.paper.page
    assert page is not None

    def wanted() -> set[str]:
        desk.presenter.looking.now()
        found = {one.path for one in desk.presenter.looking.look.problems}
        # The minutes go on in the line of the date, which tells what is wanted in it.
        assert (page.questions["d.who"].aside.text() == NEEDED) is ("d.who" in found)
        return found

    assert {"d.mins", "d.who"} <= wanted()
    desk.go("d.result")
    outcome = page.questions["d.result"].editor
    desk.qtbot.mouseClick(outcome.buttons()[3], Qt.MouseButton.LeftButton)
    assert desk.flat["d.result"] == "no_answer"
    assert {"d.mins", "d.who"}.isdisjoint(wanted())
    assert not page.questions["d.who"].isHidden(), "it may still be answered"
    desk.qtbot.mouseClick(outcome.buttons()[0], Qt.MouseButton.LeftButton)
    assert {"d.mins", "d.who"} <= wanted()
