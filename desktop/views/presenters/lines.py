"""Records, people and places of casework put into the lines that pages show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.casework.children import ChildRow, RegisterLine
from desktop.casework.record_views import RecordLine, Stands
from desktop.casework.states import (
    AGREED,
    DRAFT,
    FINISHED,
    OPEN,
    RETURNED,
    SIGNED,
    STATE_WORDS,
)
from desktop.casework.today import Recent
from desktop.views.go import Go
from desktop.views.pages.data import Line

CORRECTED = "A correction is open."
WAITS = "To be agreed"
WEEK = 7  # days after which a weekday alone would be the wrong one
TONES = {DRAFT: "accent", RETURNED: "due", SIGNED: "accent", AGREED: "done", FINISHED: "done"}


def full_date(moment: datetime) -> str:
    """Return "14 May 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def record_lines(line: RecordLine) -> tuple[Line, ...]:
    """Return a record in a list of one child's records, with its state.

    A signed record whose correction is open is two lines: what stands, and what is being written.
    """
    go = Go.record(line.record) if line.state in OPEN else Go.read(line.record)
    if line.stands is None:
        found = _line(go, line.title, line.state, line.at, line.author_name)
        return (replace(found, state=WAITS, state_tone="due") if line.waits else found,)
    correction = _line(go, f"Correction of {line.title}", line.state, line.at, line.author_name)
    return standing_line(line), correction


def standing_line(line: RecordLine) -> Line:
    """Return a record as it counts: signed, though a correction of it may be open."""
    stands = line.stands
    if stands is None:
        return record_lines(line)[0]
    go = Go.read(line.record, stands.revision)
    return _line(go, line.title, stands.state, stands.at, stands.author_name, more=f". {CORRECTED}")


def _line(go: Go, title: str, state: str, at: datetime, who: str, *, more: str = "") -> Line:
    words, tone = STATE_WORDS.get(state, state), TONES.get(state, "plain")
    by = f", {by_whom(state, who)}" if who else ""
    detail = f"{full_date(at.astimezone())}{by}{more}"
    return Line(go, before=title, detail=detail, state=words, state_tone=tone)


def by_whom(state: str, who: str) -> str:
    """Return "by D. Beispiel"; "agreed by", "returned by" where that is not who wrote it."""
    done = {AGREED: "agreed by", RETURNED: "returned by"}.get(state, "by")
    return f"{done} {who}"


def until_signed(stands: Stands) -> str:
    """Return what a correction leaves as it is, as a sentence."""
    words = STATE_WORDS.get(stands.state, stands.state).lower()
    when = full_date(stands.at.astimezone())
    return f"The version {words} on {when} stands until the correction is signed."


def counts_again(stands: Stands) -> str:
    """Return what counts when a correction is given up, as a sentence."""
    words = STATE_WORDS.get(stands.state, stands.state).lower()
    when = full_date(stands.at.astimezone())
    return f"The version {words} on {when} counts as before, and nothing on its paper changes."


def go_to_recent(one: Recent) -> Go:
    """Return where something opened lately is looked at again."""
    if one.is_child:
        return Go.child(one.record)
    return Go.read(one.record, one.revision) if one.revision else Go.record(one.record)


def short_date(moment: datetime) -> str:
    """Return "Wed 25 Nov"."""
    return f"{moment:%a} {moment.day} {moment:%b}"


def said_when(moment: datetime, now: datetime) -> str:
    """Return "today at 15:50", "on Friday at 15:50" within six days, else the date."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"today at {moment:%H:%M}"
    day = f"{moment:%A}" if 0 < days < WEEK else short_date(moment)
    return f"on {day} at {moment:%H:%M}"


def carry_on_line(line: RecordLine, now: datetime, child_name: str = "") -> Line:
    """Return a half-written record with the button that opens it, for a child where named."""
    place = f" in {line.place}" if line.place else ""
    when = said_when(line.at.astimezone(), now.astimezone())
    stopped = f"It came back {when}." if line.state == RETURNED else f"You stopped {when}{place}."
    title = f"Correction of {line.title}" if line.stands else line.title
    rest = until_signed(line.stands) if line.stands else _ready(line)
    return Line(
        Go.record(line.record),
        before=f"{title} for " if child_name else title,
        strong=child_name,
        detail=f"{stopped} {rest}".strip(),
        action="Carry on",
    )


def _ready(line: RecordLine) -> str:
    if not line.sections:
        return ""
    if line.ready == line.sections:
        return f"All {line.sections} are ready."
    return f"{line.ready} of {line.sections} are ready."


def register_line(line: RegisterLine) -> Line:
    """Return a person or place of a child."""
    name = line.title or "No name yet"
    return Line(Go.record(line.record), before=name, detail=line.meta)


def child_line(row: ChildRow) -> Line:
    """Return a child in a short list, told apart by age and number."""
    parts = [row.known_as, f"{row.age} years" if row.age else "", row.status]
    parts.append(f"LCS {row.lcs}" if row.lcs else "")
    return Line(Go.child(row.id), before=row.name, detail=", ".join(p for p in parts if p))
