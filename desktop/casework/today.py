"""Today: what waits for me, what is half written, what was opened lately, what was signed."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime

from desktop.casework.corrections import corrects, standing
from desktop.casework.record_views import RecordLine, Stands
from desktop.casework.session import Session
from desktop.casework.states import ENDED, OPEN, RETURNED, SIGNED, STATE_WORDS
from desktop.storage.reading import Current

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Recent:
    """Something opened lately. `record` is a child's id when `is_child`.

    `revision` is the signed version to be read while a colleague corrects it, else "".
    """

    record: str
    is_child: bool
    title: str
    meta: str
    revision: str = ""


@dataclass(frozen=True)
class Waiting:
    """A record that waits for this person: to be agreed, or returned with `comments`."""

    line: RecordLine
    to_agree: bool
    by: str
    comments: int = 0
    corrects: bool = False
    """Whether it is a correction of an earlier version."""


@dataclass(frozen=True)
class TodayView:
    """What the page shows."""

    now: datetime
    sentence: str
    half_written: tuple[RecordLine, ...]
    recent: tuple[Recent, ...]
    finished: tuple[RecordLine, ...]
    children: int
    waiting: tuple[Waiting, ...] = ()


class TodayDesk:
    """The use case behind the Today page."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ahead: TodayView | None = None
        self._looked_ahead = False

    def look_ahead(self) -> None:
        """Look now, off the window's thread, for whoever asks first. Raises nothing.

        Once in a session: in one that is unlocked again nobody may ask for hours. What goes wrong
        is told to whoever looks then.
        """
        if self._looked_ahead:
            return
        self._looked_ahead = True
        with contextlib.suppress(Exception):
            self._ahead = self.view()

    def take_ahead(self) -> TodayView | None:
        """Return what was seen ahead, once: later it is old."""
        ahead, self._ahead = self._ahead, None
        return ahead

    def view(self) -> TodayView:
        """Return what waits today."""
        session = self._session
        half_written = tuple(
            line for line in session.records.mine_half_written() if line.state != RETURNED
        )
        waiting = self.waiting()
        children = session.store.read(lambda reader: len(reader.listing(kind="child"))).result()
        return TodayView(
            now=session.clock.now(),
            sentence=_sentence(len(half_written), children, waiting),
            half_written=half_written,
            recent=self.recent(),
            finished=session.records.finished_lately(),
            children=children,
            waiting=waiting,
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits for this person: records to agree, and records that came back."""
        session = self._session
        agreeing, records = session.agreeing, session.records
        to_agree = set(agreeing.waiting())
        signed = [line for line in records.in_state(SIGNED) if line.record in to_agree]
        found = [
            Waiting(line, True, line.author_name, corrects=corrects(session, line.record))
            for line in signed
        ]
        for line in records.mine_returned():
            back = agreeing.returned(line.record)
            if back is not None:
                found.append(Waiting(line, False, back.name, len(back.comments)))
        return tuple(found)

    def recent(self, limit: int = 5) -> tuple[Recent, ...]:
        """Return what this person opened lately and is still there."""
        session = self._session
        ids = session.memory.recent()
        rows = session.store.read(lambda r: [r.find_current(one) for one in ids]).result()
        there = [row for row in rows if row is not None]
        stand = standing(session, there)
        found: list[Recent] = []
        for row in there:
            if row.kind == "child":
                found.append(Recent(row.record, True, row.title, "Child"))
            elif row.state in OPEN | ENDED:
                found.append(self._recent(row, stand.get(row.record)))
        return tuple(found[:limit])

    def _recent(self, row: Current, stands: Stands | None) -> Recent:
        session = self._session
        child = session.children.name_of(row.child) if row.child else ""
        short = session.form(row.form or row.kind, row.form_version, row.facts).short_title
        meta = f"{short}, {STATE_WORDS[stands.state if stands else row.state].lower()}"
        if stands is None:
            return Recent(row.record, False, child or short, meta)
        mine = session.records.writer_of(row) == session.member.id
        revision = "" if mine else stands.revision
        return Recent(row.record, False, child or short, f"{meta}, correction open", revision)


def _sentence(half_written: int, children: int, waiting: tuple[Waiting, ...]) -> str:
    if not children:
        return "Nothing waits. Begin by adding a child."
    to_agree = sum(1 for one in waiting if one.to_agree)
    parts = [
        _counted(to_agree, "record waits", "records wait", "to be agreed by you"),
        _counted(len(waiting) - to_agree, "record came", "records came", "back to you"),
        _counted(half_written, "piece of writing is", "pieces of writing are", "half done"),
    ]
    said = [part for part in parts if part]
    if not said:
        return "Nothing waits for you. All that you wrote is signed."
    words = " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
    return f"{words[0].upper()}{words[1:]}."


def counted(number: int) -> str:
    """Return a number as it stands at the beginning of a sentence: "Seven", "15"."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _counted(count: int, one: str, several: str, rest: str) -> str:
    if not count:
        return ""
    word = counted(count).lower()
    return f"{word} {one if count == 1 else several} {rest}"
