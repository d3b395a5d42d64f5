"""Records, people and places of casework put into the lines that pages show."""

from __future__ import annotations

from datetime import datetime

from desktop.casework.children import ChildRow, RegisterLine
from desktop.casework.record_views import RecordLine
from desktop.casework.states import AGREED, DRAFT, FINISHED, OPEN, RETURNED, SIGNED, STATE_WORDS
from desktop.views.go import Go
from desktop.views.pages.data import Line

TONES = {DRAFT: "accent", RETURNED: "due", SIGNED: "accent", AGREED: "done", FINISHED: "done"}


def full_date(moment: datetime) -> str:
    """Return "14 May 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def go_to_record(line: RecordLine) -> Go:
    """Return where a record is gone on with, or read."""
    return Go.record(line.record) if line.state in OPEN else Go.read(line.record)


def record_line(line: RecordLine) -> Line:
    """Return a record in a list of one child's records, with its state."""
    state, tone = STATE_WORDS.get(line.state, line.state), TONES.get(line.state, "plain")
    by = f", by {line.author_name}" if line.author_name else ""
    detail = f"{full_date(line.at.astimezone())}{by}"
    return Line(go_to_record(line), before=line.title, detail=detail, state=state, state_tone=tone)


def carry_on_line(line: RecordLine) -> Line:
    """Return a half-written record of one child, with the button that opens it."""
    at = line.at.astimezone()
    place = f" in {line.place}" if line.place else ""
    stopped = f"You stopped on {at:%a} {at.day} {at:%b} at {at:%H:%M}{place}."
    ready = f" {line.ready} of {line.sections} sections are ready." if line.sections else ""
    return Line(
        Go.record(line.record), before=line.title, detail=f"{stopped}{ready}", action="Carry on"
    )


def register_line(line: RegisterLine) -> Line:
    """Return a person or place of a child."""
    name = line.title or "No name yet"
    return Line(Go.record(line.record), before=name, detail=line.meta)


def child_line(row: ChildRow) -> Line:
    """Return a child in a short list, told apart by age and number."""
    parts = [row.known_as, f"{row.age} years" if row.age else "", row.status]
    parts.append(f"LCS {row.lcs}" if row.lcs else "")
    return Line(Go.child(row.id), before=row.name, detail=", ".join(p for p in parts if p))
