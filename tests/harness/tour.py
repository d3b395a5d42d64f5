"""The way round every page of the real window, by keys and clicks as a person goes.

A chapter is a walk that stops at pages: it yields the name of the page that stands there now, and
whoever follows takes a picture of it, or reads its tree, before it goes on. `tour_guide` is the
process that walks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.app import TRAINING_PASSPHRASE
from desktop.views.editors.dates import DateEditor
from desktop.views.editors.people import PickerField
from desktop.views.go import Go, Page
from desktop.views.pages.add_child import AddChildPage
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.child import ChildPage
from desktop.views.pages.children import ChildrenPage
from desktop.views.pages.empty_copies import EmptyCopiesPage
from desktop.views.pages.new_record import NewRecordPage
from desktop.views.pages.papers import PapersPage
from desktop.views.pages.read import ReadPage
from desktop.views.pages.record.page import RecordPage
from desktop.views.pages.settings import TAB_IDS, SettingsPage
from desktop.views.pages.settings_people import PeopleTab
from desktop.views.presenters.leaving import NOT_PROTECTED
from desktop.views.presenters.record_draft import OPEN_THE_COPY
from desktop.views.presenters.unlock import Reason
from tests.harness.tour_first_day import first_day
from tests.harness.tour_other_records import asked_again, others
from tests.harness.tour_walk import Stops, Walk
from tests.harness.tour_ways_out import ways_out

WORKER, MANAGER = "Dana Beispiel", "Pat Example"
BRIEF = (1, 3, 5, 12)  # sections that hold every kind of question between them


@dataclass(frozen=True)
class Chapter:
    """A walk, the beginnings of the names of its stops, and the store that it starts from."""

    walk: Callable[[Walk], Stops]
    names: tuple[str, ...]
    store: str  # "none" or "team"
    is_way_in: bool = False  # without it none of the others can be walked

    def has(self, wanted: str) -> bool:
        """Say whether a page with this beginning may be among the stops."""
        return any(name.startswith(wanted) or wanted.startswith(name) for name in self.names)


# A team at work


def unlock(walk: Walk) -> Stops:
    """The lock screen; ends unlocked, on Today."""
    yield "unlock"
    page = walk.unlock_page()
    walk.click(page.forgotten)
    yield "unlock-forgotten"
    walk.click(page.recover.back)
    field = page.field
    assert field is not None
    walk.write(field, "not this one")
    walk.key(field, Qt.Key.Key_Return)
    yield "unlock-wrong"
    walk.wait_for_guess()
    walk.unlock(WORKER, TRAINING_PASSPHRASE)


def lists(walk: Walk) -> Stops:
    """Today, the children, one child, and what is added from there."""
    walk.go(Go.today())
    yield "today"
    walk.go(Go.children())
    yield "children"
    find = walk.page_of_frame(ChildrenPage).find_field
    walk.write(find, "zzz")
    yield "children-none"
    walk.write(find, "")
    child = walk.child_with("review")
    for tab in ("glance", "records", "people"):
        walk.go(Go.child(child, tab))
        yield f"child-{tab}"
    walk.go(Go.child(child))
    walk.page_of_frame(ChildPage).tabs.setCurrentIndex(3)
    yield "child-details"
    walk.go(Go(Page.ADD_CHILD))
    yield "add-child"
    adding = walk.page_of_frame(AddChildPage)
    walk.click(adding.add)
    yield "add-child-wrong"
    walk.write(adding.given, "Noor")
    walk.write(adding.family, "Beispielkind")
    walk.click(adding.add)
    walk.until(lambda: walk.frame.here.page is Page.CHILD)
    yield "child-empty-glance"
    walk.page_of_frame(ChildPage).show_tab("records")
    yield "child-empty-records"
    walk.go(Go(Page.NEW, child))
    yield "new-record"
    walk.go(Go(Page.NEW))
    yield "new-record-which-child"
    yield from _empty_copies(walk)


def _empty_copies(walk: Walk) -> Stops:
    """Empty copies, from where a record is begun on: the list, and what is said once one left."""
    walk.click(walk.page_of_frame(NewRecordPage).by_hand)
    yield "empty-copies"
    page = walk.page_of_frame(EmptyCopiesPage)
    page.offer_copy(True)
    page.say("Saved as WISE-empty.pdf.")
    yield "empty-copies-saved"


def writing(walk: Walk) -> Stops:
    """The record page: a draft with rows, a review with carried answers, check and comparison."""
    walk.go(Go.record(walk.record_with("draft")))
    page = walk.page_of_frame(RecordPage)
    for section in page.paper.asked:
        if walk.brief and section.number not in BRIEF:
            continue
        page.paper.open_section(section.id)
        walk.until(lambda: page.paper.page.built)
        yield f"record-{section.number:02d}"
        if not walk.brief and walk.scroll_down(page.paper.page):
            yield f"record-{section.number:02d}-end"
    walk.click(page.outline.check)
    yield "record-check"
    walk.click(page.paper.header.way_back)
    page.actions_.next_problem.trigger()
    if not walk.brief:
        yield "record-problem"
    page.say("The second row is deleted", "Undo")
    page.toast.action.setFocus()  # as long as the keyboard is on it, it stays
    yield "record-toast"
    page.say_of_copy(f"Saved as 0417-26_WISE_2026-11-26_DRAFT.pdf. {NOT_PROTECTED}", OPEN_THE_COPY)
    page.copy_toast.action.setFocus()
    yield "record-draft-saved"


def reviewing(walk: Walk) -> Stops:
    """A review: what is carried, what differs, and what the panel says of the last version."""
    record = walk.record_with("review")
    walk.go(Go.record(record))
    page = walk.page_of_frame(RecordPage)
    for path in ("w.harm",) if walk.brief else ("w.harm", "w.think", "w.seen"):
        page.go_to(path)
        yield f"review-{path.removeprefix('w.')}"
    yield from _inside_rows(walk, page)
    page.compare_asked.emit()
    walk.settle()
    yield "review-comparison"
    walk.click(page.outline.check)
    yield "review-check"
    walk.go(Go.record(record))
    page.toggle_panel()
    if not walk.brief:
        yield "review-without-panel"
    page.toggle_panel()


def _inside_rows(walk: Walk, page: RecordPage) -> Stops:
    """Open a row of actions and one part of life, and what opens over a page."""
    page.go_to(_inside(page, "w.plan/"))
    yield "review-row"
    dates = [editor for editor in page.findChildren(DateEditor) if editor.isVisible()]
    dates[0].open_calendar()
    yield "review-calendar"
    walk.leave_by_escape()
    if not walk.brief:
        yield from _people_found(walk, page)
    page.go_to(_inside(page, "w.ctx/"))
    yield "review-part-of-life"


def _people_found(walk: Walk, page: RecordPage) -> Stops:
    picker = next(field for field in page.findChildren(PickerField) if field.isVisible())
    walk.write(picker, "Mo")
    yield "review-people"
    walk.leave_by_escape()


def _inside(page: RecordPage, start: str) -> str:
    """Return the path of the first answer inside the rows or parts of a question."""
    return next(path for path in page.paper.flat if path.startswith(start) and path.count("/") > 1)


def reading(walk: Walk) -> Stops:
    """An agreed record: print, its versions, a comparison of two."""
    walk.go(Go.record(walk.record_with("agreed")))
    page = walk.page_of_frame(ReadPage)
    walk.until(lambda: page.printed)
    yield "read"
    page.show_section(list(page.views)[4])
    if not walk.brief:
        yield "read-middle"
        walk.scroll_down(page.reading_area)
        yield "read-end"
    for button in page.versions.findChildren(QPushButton):
        if button.text() == "Compare" and button.isVisible() and not walk.brief:
            walk.click(button)
            yield "read-comparison"
            page.show_reading()
            break


def signing(walk: Walk) -> Stops:
    """The paper of a whole draft beside the passphrase; then what a manager agrees or returns."""
    walk.go(Go.sign(walk.record_with("review")))
    yield "sign"
    walk.window.lock(Reason.SWITCH)
    walk.unlock(MANAGER, TRAINING_PASSPHRASE)
    yield "today-manager"
    walk.go(Go.agree(walk.record_to_agree()))
    agreeing = walk.page_of_frame(AgreePage)
    walk.until(lambda: agreeing.changes.complete)
    yield "agree"
    if not walk.brief:
        yield from asked_again(walk, MANAGER)
    walk.window.lock(Reason.SWITCH)
    walk.unlock(WORKER, TRAINING_PASSPHRASE)


def papers(walk: Walk) -> Stops:
    """Papers that lie in files: one, several with bad ones among them, and while it is locked."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = walk.papers(folder)
        changed = folder / "A-paper-with-a-very-long-name-that-somebody-gave-it-in-an-e-mail.pdf"
        changed.write_bytes(files[0].read_bytes() + b" ")
        letter = folder / "letter.pdf"
        letter.write_bytes(b"Dear colleague")
        walk.go(Go(Page.PAPERS))
        yield "papers-none"
        if not walk.brief:
            yield from _one_paper(walk, files[0], changed)
        walk.window.papers.check([*files[: 1 if walk.brief else 3], changed, letter])
        yield "papers-several"
        walk.window.lock(Reason.ASKED)
        walk.settle()
        walk.window.papers.check(files[:1])
        yield "papers-locked"
        walk.click(walk.page(PapersPage).back)
        walk.unlock(WORKER, TRAINING_PASSPHRASE)


def _one_paper(walk: Walk, paper: Path, changed: Path) -> Stops:
    walk.window.papers.check([paper])
    yield "papers-one"
    walk.click(walk.page_of_frame(PapersPage).cards[0].more)
    yield "papers-one-checks"
    walk.scroll_down(walk.page_of_frame(PapersPage))
    yield "papers-one-checks-end"
    walk.window.papers.check([changed])
    yield "papers-changed"


def around(walk: Walk) -> Stops:
    """Search, settings, keys, the palette and the menus."""
    walk.go(Go.search("phone"))
    yield "search"
    walk.go(Go.search("zzzz"))
    yield "search-none"
    for tab in TAB_IDS:
        walk.go(Go.settings(tab))
        yield f"settings-{tab}"
    yield from _people(walk)
    walk.go(Go.today())
    walk.go(Go(Page.KEYS))
    yield "keys"
    walk.go(Go.today())
    walk.frame.open_palette()
    yield "palette"
    if not walk.brief:
        walk.write(walk.frame.palette_list.field, "child")
        yield "palette-found"
    walk.leave_by_escape()
    yield from menus(walk)


def _people(walk: Walk) -> Stops:
    walk.go(Go.settings("people"))
    people = walk.page_of_frame(SettingsPage).findChild(PeopleTab)
    assert isinstance(people, PeopleTab)
    walk.click(people.own)
    yield "settings-people-passphrase"
    if people.add.isVisible():
        walk.click(people.add)
        yield "settings-people-add"


def rights(walk: Walk) -> Stops:
    """What a manager sees of the rights: who acts for them, and certificates as their keeper."""
    walk.window.lock(Reason.SWITCH)
    walk.unlock(MANAGER, TRAINING_PASSPHRASE)
    walk.go(Go.settings("people"))
    page = walk.page_of_frame(SettingsPage)
    acting, card = page.people.acting, page.people.appoint_card
    if not walk.brief:
        walk.scroll_down(page.people)
        yield "rights-acting-none"
    walk.click(acting.appoint)
    walk.click(card.go)
    yield "rights-appoint-wrong"
    walk.click(next(iter(card.who.radios.values())))
    for box, part in zip(card.last.boxes, ("31", "12", "2099"), strict=True):
        walk.write(box, part)
    walk.click(card.go)
    walk.until(lambda: bool(card.last_entry.error.message))
    yield "rights-appoint-too-long"
    for box, offered in zip(card.last.boxes, card.first.boxes, strict=True):
        walk.write(box, offered.text())
    walk.click(card.go)
    walk.until(lambda: not acting.nobody.isVisible())
    walk.scroll_down(page.people)
    yield "rights-acting"
    walk.go(Go.settings("certificates"))
    yield "rights-certificates"
    certificates = page.certificates
    walk.settle()  # the list is shown anew once it is known who acts
    walk.click(next(b for b in certificates.findChildren(QPushButton) if b.text() == "Renew"))
    if not walk.brief:
        yield "rights-certificates-issue"
    walk.click(certificates.card.cancel)
    walk.go(Go.settings("laptop"))
    walk.click(page.laptop.new_sheet)
    walk.until(page.laptop.sheet.isVisible)
    yield "rights-sheet"
    walk.click(page.laptop.sheet.cancel)
    walk.window.lock(Reason.SWITCH)
    walk.unlock(WORKER, TRAINING_PASSPHRASE)


def menus(walk: Walk) -> Stops:
    """Every menu, open over a record."""
    walk.go(Go.record(walk.record_with("draft")))
    bar, done = walk.frame.top.menus, False
    for action in bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu) and action.isVisible() and not (walk.brief and done):
            done = True
            bar.setActiveAction(action)
            walk.until(menu.isVisible)
            yield f"menu-{action.text().casefold()}"
            menu.close()
    walk.window.lock(Reason.ASKED)
    yield "unlock-again"


CHAPTERS = (
    Chapter(first_day, ("begin", "first-run", "empty"), "none"),
    Chapter(unlock, ("unlock",), "team", is_way_in=True),
    Chapter(
        lists, ("today", "children", "child", "add-child", "new-record", "empty-copies"), "team"
    ),
    Chapter(writing, ("record",), "team"),
    Chapter(reviewing, ("review",), "team"),
    Chapter(reading, ("read",), "team"),
    Chapter(ways_out, ("out",), "team"),
    Chapter(signing, ("sign", "today-manager", "agree"), "team"),
    Chapter(partial(others, back=WORKER), ("other",), "team"),
    Chapter(rights, ("rights",), "team"),
    Chapter(papers, ("papers",), "team"),
    Chapter(around, ("search", "settings", "keys", "palette", "menu", "unlock-again"), "team"),
)
