"""Today: what is half written, what was opened lately, what was finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.casework.records import DRAFT, FINISHED, RecordLine
from desktop.casework.session import Session

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Recent:
    """Something opened lately. `record` is a child's id when `is_child`."""

    record: str
    is_child: bool
    title: str
    meta: str


@dataclass(frozen=True)
class TodayView:
    """What the page shows."""

    now: datetime
    sentence: str
    half_written: tuple[RecordLine, ...]
    recent: tuple[Recent, ...]
    finished: tuple[RecordLine, ...]
    children: int


class TodayDesk:
    """The use case behind the Today page."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def view(self) -> TodayView:
        """Return what waits today."""
        session = self._session
        half_written = session.records.mine_half_written()
        children = session.store.read(lambda reader: len(reader.listing(kind="child"))).result()
        return TodayView(
            now=session.clock.now(),
            sentence=_sentence(len(half_written), children),
            half_written=half_written,
            recent=self.recent(),
            finished=session.records.finished_lately(),
            children=children,
        )

    def recent(self, limit: int = 5) -> tuple[Recent, ...]:
        """Return what this person opened lately and is still there."""
        session = self._session
        ids = session.memory.recent()
        rows = session.store.read(lambda r: [r.find_current(one) for one in ids]).result()
        found: list[Recent] = []
        for row in rows:
            if row is None:
                continue
            if row.kind == "child":
                found.append(Recent(row.record, True, row.title, "Child"))
            elif row.state in {DRAFT, FINISHED}:
                child = session.children.name_of(row.child) if row.child else ""
                form = session.form(row.form or row.kind, row.form_version, row.facts)
                short = form.short_title
                found.append(Recent(row.record, False, child or short, f"{short}, {row.state}"))
        return tuple(found[:limit])


def _sentence(half_written: int, children: int) -> str:
    if not children:
        return "Nothing waits. Begin by adding a child."
    if not half_written:
        return "Nothing waits for you. All that you wrote is finished."
    word = NUMBERS[half_written] if half_written < len(NUMBERS) else str(half_written)
    if half_written == 1:
        return "One piece of writing is half done."
    return f"{word} pieces of writing are half done."
