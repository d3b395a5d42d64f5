"""Ways out of what is being written: an empty draft thrown away, a correction given up.

And on the way its reason, that can be worded anew where it is signed.
"""

from __future__ import annotations

from desktop.views.go import Go, Page
from desktop.views.pages.read import ReadPage
from desktop.views.pages.record.page import RecordPage
from desktop.views.pages.sign import SignPage
from desktop.views.parts.toast import Toast
from tests.harness.tour_walk import Stops, Walk

REASON = "The school was named wrongly."


def ways_out(walk: Walk) -> Stops:
    """Throw a draft away from the child's page on, then begin a correction and give it up."""
    session = walk.frame.world.session
    child = walk.child_with("draft")
    walk.go(Go.child(child))
    walk.settle()
    walk.go(Go.record(session.records.start("panel", child)))
    page = walk.page_of_frame(RecordPage)
    walk.until(page.actions_.throw_away.isVisible)
    if not walk.brief:
        yield "out-empty"
    page.actions_.throw_away.trigger()
    walk.until(lambda: walk.frame.here.page is Page.CHILD)
    walk.settle()
    next(toast for toast in walk.frame.findChildren(Toast) if toast.isVisible()).take_focus()
    yield "out-thrown-away"
    record = walk.record_with("agreed")
    session.signing.amend(record, REASON)
    walk.go(Go.record(record))
    walk.until(page.actions_.give_up.isVisible)
    yield "out-correction"
    yield from _worded_anew(walk, record)
    page.actions_.give_up.trigger()
    yield "out-asked"
    walk.click(page.paper.giving_up.give_up)
    walk.until(lambda: walk.frame.here.page is Page.READ)
    read = walk.page_of_frame(ReadPage)
    walk.until(lambda: read.printed)
    walk.frame.last_done.leave()  # it would go by itself while somebody looks
    yield "out-given-up"


def _worded_anew(walk: Walk, record: str) -> Stops:
    """Begin to word anew why it is corrected, leave it, and go back to writing."""
    walk.go(Go.sign(record))
    page = walk.page_of_frame(SignPage)
    walk.until(page.reason.isVisible)
    walk.until(lambda: not page.busy.isVisible())
    if not walk.brief:
        yield "out-reason"
    walk.click(page.reason.change)
    yield "out-reason-anew"
    walk.click(page.reason.leave)
    walk.go(Go.record(record))
    walk.until(walk.page_of_frame(RecordPage).actions_.give_up.isVisible)
