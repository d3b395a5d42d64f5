"""A field, a shared block and a form that came as files: written, kept, found, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from record_laptop import PASSPHRASE, Laptop, Wall, desk_in

from desktop.casework.desk import NewTeam
from desktop.casework.roles import Role
from desktop.casework.session import Session
from desktop.views.editors.question import QuestionView
from desktop.views.editors.rows import RowsEditor
from desktop.views.go import Go
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.presenters.new_record import NewRecordPresenter
from desktop.views.theme import Theme
from tests.forms.forms_grown import grown_forms


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return grown_forms(tmp_path / "forms")


@pytest.fixture
def laptop(tmp_path: Path, forms: Path, qtbot: QtBot, theme: Theme) -> Iterator[Laptop]:
    """A WISE that was begun before the forms grew, and one in the grown form."""
    desk = desk_in(tmp_path / "laptop", Wall())
    team = NewTeam("Exampleton CST", "Jo Sample", Role.PRACTITIONER, PASSPHRASE)
    session = desk.start_team(team).session
    session.records.start("wise", session.children.add("Amelia", "Testcase"))
    desk.lock()
    made = Laptop(tmp_path / "laptop", qtbot, theme, forms)
    yield made
    made.presenter.close()
    made.tasks.close()
    made.desk.lock()
    assert not made.troubles


def child_of(session: Session) -> str:
    return session.children.rows()[0].id


def begin(laptop: Laptop, form: str) -> None:
    """Begin a record in the newest form of its name, and open it on the page."""
    laptop.record = laptop.session.records.start(form, child_of(laptop.session))
    with laptop.qtbot.waitSignal(laptop.presenter.opened):
        laptop.presenter.open(laptop.record)


def leave(laptop: Laptop) -> None:
    laptop.presenter.leave()
    laptop.qtbot.waitUntil(lambda: not laptop.tasks.busy, timeout=20_000)


def found(laptop: Laptop, words: str) -> set[str]:
    return {hit.record for hit in laptop.session.finder.search(words)}


def add_a_journey(laptop: Laptop) -> str:
    """Add a row to the new list on the page; return its path."""
    laptop.page.go_to("w.journeys")
    page = laptop.page.paper.page
    assert page is not None
    editor = next(e for e in page.findChildren(RowsEditor) if e.path == "w.journeys")
    editor.ask_new()
    return f"w.journeys/{editor.order[-1]}"


def asks(laptop: Laptop, path: str) -> bool:
    """Say whether a question is to be seen."""
    views = laptop.page.findChildren(QuestionView)
    return any(view.path == path and view.isVisible() for view in views)


def test_a_record_begun_before_stays_in_its_form(laptop: Laptop) -> None:
    copy = laptop.presenter.copy
    assert copy is not None
    assert copy.form.version + 1 == laptop.session.catalogue.newest("wise").version
    assert not laptop.page.go_to("w.pets")


def test_a_new_field_and_a_shared_block_are_written_kept_found_and_compared(
    laptop: Laptop,
) -> None:
    begin(laptop, "wise")
    laptop.write("w.pets", "A lurcher")
    row = add_a_journey(laptop)
    assert not asks(laptop, f"{row}/driver"), "asked only once the place is known"
    laptop.write(f"{row}/from_where", "Exampleton bus station")
    assert asks(laptop, f"{row}/driver")
    laptop.write(f"{row}/driver", "A man in a van")
    laptop.presenter.next_problem()
    leave(laptop)
    laptop.lock()
    laptop.unlock()
    assert laptop.flat["w.pets"] == "A lurcher"
    assert laptop.flat[f"{row}/driver"] == "A man in a van"
    assert laptop.flat[f"{row}/from_where"] == {"id": None, "name": "Exampleton bus station"}
    for words in ("lurcher", "man van", "Exampleton bus"):
        assert found(laptop, words) == {laptop.record}, words
    laptop.write("w.pets", " and a cat")
    leave(laptop)
    records = laptop.session.records
    newer, older = (
        records.read(laptop.record, v.revision) for v in records.versions(laptop.record)[:2]
    )
    assert [(c.section, c.label) for c in records.differences(older, newer)] == [
        ("me", "Animals I love")
    ]


def test_the_outline_counts_a_new_field_that_is_wanted(laptop: Laptop) -> None:
    begin(laptop, "wise")
    me = next(row for row in laptop.page.outline.rows() if row.section.id == "me")
    laptop.qtbot.waitUntil(lambda: not laptop.presenter.looking.pending, timeout=20_000)
    for field in me.section.fields:
        if field.sign and field.id != "w.pets":
            laptop.write(field.id, "Something")
    laptop.qtbot.waitUntil(lambda: not laptop.presenter.looking.pending, timeout=20_000)
    assert not me.accessibleName().endswith("complete")
    laptop.write("w.pets", "A lurcher")
    laptop.qtbot.waitUntil(lambda: me.accessibleName().endswith("complete"), timeout=20_000)


def test_a_new_form_is_offered_written_signed_and_listed(laptop: Laptop) -> None:
    page = NewRecordPage(laptop.theme)
    laptop.qtbot.addWidget(page)
    offering = NewRecordPresenter(page, laptop.session, laptop.tasks)
    offering.begin(child_of(laptop.session))
    laptop.qtbot.waitUntil(lambda: any("Lift home" in r.accessibleName() for r in page.rows))
    begin(laptop, "lift")
    laptop.presenter.check()
    laptop.qtbot.waitUntil(lambda: not laptop.page.paper.check.wanted.isHidden(), timeout=20_000)
    assert not asks(laptop, "l.after")
    laptop.write("l.from_where", "Park")
    laptop.write("l.driver", "Nan")
    assert asks(laptop, "l.after")
    copy = laptop.presenter.copy
    assert copy is not None
    with laptop.qtbot.waitSignal(laptop.presenter.wanted, timeout=20_000) as went:
        laptop.presenter.check()
    assert went.args == [Go.sign(laptop.record)]
    signing = laptop.session.signing
    signing.sign(copy, signing.proof(copy), PASSPHRASE)
    (line,) = (
        r for r in laptop.session.records.of_child(child_of(laptop.session)) if r.form_id == "lift"
    )
    assert (line.short_title, line.state) == ("Lift", "signed")
    assert found(laptop, "Nan") == {laptop.record}
