"""The first day of a team: how to begin, the five steps, and every page while it is empty."""

from __future__ import annotations

import re

from desktop.views.go import Go, Page
from desktop.views.pages.choice import ChoicePage
from desktop.views.pages.first_run import SHEETS, FirstRun
from desktop.views.pages.first_run_sheets import SheetView
from tests.harness.tour_walk import Stops, Walk

PASSPHRASE = "Velvet otter Canyon"


def first_day(walk: Walk) -> Stops:
    """Start a team, and look at every page while it is empty."""
    choice = walk.page(ChoicePage)
    yield "begin"
    walk.click(choice.start)
    yield from _first_run(walk, walk.page(FirstRun))
    yield "empty-today"
    walk.go(Go.children())
    yield "empty-children"
    walk.go(Go(Page.NEW))
    yield "empty-new-record"
    walk.go(Go.search())
    yield "empty-search"
    walk.go(Go.settings())
    yield "empty-settings"


def _first_run(walk: Walk, page: FirstRun) -> Stops:
    yield "first-run-1-team"
    walk.click(page.next)
    yield "first-run-1-team-wrong"
    walk.write(page.team.name, "Exampleton CST")
    walk.click(page.next)
    yield "first-run-2-you"
    walk.write(page.you.name, "Pat Example")
    page.you.roles.set_value("manager")
    walk.write(page.you.passphrase.field, "otter")
    page.you.passphrase.judge_now()  # it would come a moment after the last key
    if not walk.brief:
        yield "first-run-2-you-weak"
    walk.write(page.you.passphrase.field, PASSPHRASE)
    walk.write(page.you.passphrase.again, PASSPHRASE.lower())
    walk.click(page.next)
    if not walk.brief:
        yield "first-run-2-you-not-the-same"
    walk.write(page.you.passphrase.again, PASSPHRASE)
    yield "first-run-2-you-good"
    walk.click(page.next)
    walk.until(lambda: page.at == SHEETS)
    yield "first-run-3-sheet"
    yield from _sheets(walk, page)
    yield "first-run-4-rules"
    walk.click(page.next)
    yield "first-run-5-ready"
    walk.click(page.next)


def _sheets(walk: Walk, page: FirstRun) -> Stops:
    groups = _groups(page.sheets.recovery)
    walk.click(page.next)
    yield "first-run-3-sheet-wrong"
    page.sheets.recovery.by_hand.setChecked(True)
    walk.click(page.next)
    yield "first-run-3-prove"
    for number, entry in page.sheets.proof.entries:
        walk.write(entry.control, groups[number - 1])
    walk.click(page.next)
    yield "first-run-3-envelope"
    page.sheets.envelope.by_hand.setChecked(True)
    walk.click(page.next)


def _groups(view: SheetView) -> list[str]:
    """Read the key off the sheet as it is told to a screen reader."""
    told = view.card.accessibleName() + view.card.accessibleDescription()
    return [g.replace(" ", "") for g in re.findall(r"\d+: ((?:\w ?)+?)(?=,|\.|$)", told)]
