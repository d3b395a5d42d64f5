"""Pages of the other records, written whole, and of a record that came back to its manager."""

from __future__ import annotations

from desktop.app import TRAINING_PASSPHRASE
from desktop.casework.record_views import Comment, Reading
from desktop.forms.answers import is_answered
from desktop.views.go import Go
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.record.page import RecordPage
from desktop.views.presenters.unlock import Reason
from tests.harness.tour_walk import Stops, Walk
from tests.harness.written import write_whole

AUTHOR = "Jo Sample"


def asked_again(walk: Walk, manager: str) -> Stops:
    """What a manager asked, beside what the author made of it; one question was not answered."""
    session = walk.frame.world.session
    record = walk.record_to_agree()
    read = session.records.read(record)
    first, second = _written_at_length(read)[:2]
    asked = [Comment(first, "Who told us this?"), Comment(second, "Is it still so?")]
    session.agreeing.give_back(record, read.version.revision, "Two questions, below.", asked)
    session.agreeing.looked_at(read)
    walk.window.lock(Reason.SWITCH)
    walk.unlock(session.name_of(read.version.author), TRAINING_PASSPHRASE)
    session = walk.frame.world.session
    copy = session.records.open(record).copy
    copy.put(first, f"{copy.flat[first]} Her nan told us on 9 November.")
    session.signing.sign(copy, session.signing.proof(copy), TRAINING_PASSPHRASE)
    walk.window.lock(Reason.SWITCH)
    walk.unlock(manager, TRAINING_PASSPHRASE)
    walk.go(Go.agree(record))
    agreeing = walk.page_of_frame(AgreePage)
    walk.until(lambda: agreeing.changes.complete)
    yield "agree-again"


def others(walk: Walk, back: str) -> Stops:
    """The other records, each section of each (in a hurry, the first of one), written whole.

    `back` is who unlocks again.
    """
    walk.window.lock(Reason.SWITCH)
    walk.unlock(AUTHOR, TRAINING_PASSPHRASE)
    for form in walk.frame.world.session.offered():
        if form.id == "session" or (form.id != "wise" and not walk.brief):
            walk.go(Go.record(write_whole(walk.frame.world.session, form.id)))
            yield from _sections(walk, form.id)
    walk.window.lock(Reason.SWITCH)
    walk.unlock(back, TRAINING_PASSPHRASE)


def _sections(walk: Walk, form: str) -> Stops:
    page = walk.page_of_frame(RecordPage)
    for section in page.paper.asked[:1] if walk.brief else page.paper.asked:
        page.paper.open_section(section.id)
        walk.until(lambda: page.paper.page.built)
        yield f"other-{form}-{section.number:02d}"
        if not walk.brief and walk.scroll_down(page.paper.page):
            yield f"other-{form}-{section.number:02d}-end"


def _written_at_length(read: Reading) -> list[str]:
    """Return the questions of a record that were answered at length."""
    asked = [field for section in read.form.sections for field in section.fields]
    return [
        field.id
        for field in asked
        if field.kind == "long_text" and is_answered(read.flat, field, field.id)
    ]
