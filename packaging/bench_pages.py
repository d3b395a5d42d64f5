"""How long pages take to stand there: a full WISE, its sections, and 20,000 children.

These have no peer; they are told in milliseconds, to be compared with those of the same machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bench_ratios import Extent, Result
from bench_record import Opened, open_window
from bench_store import Words, long_assessment, team, temporary_folder
from bench_wait import wait_until
from desktop.app import make_application
from desktop.casework.session import Session
from desktop.storage.revisions import NewRevision
from desktop.storage.writing import Writer
from desktop.views.pages.children import ChildrenPage
from desktop.views.theme import Theme

ANSWER = "w.me"
FIRST = "w.kind"  # the first question of the first section
SIZE = (1366, 728)
AT_ONCE = 500  # children in one writing job
TIMES = 5  # how often a page is opened


class Painted(QObject):
    """Counts the paints of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def until_painted(
    widget: QWidget, act: Callable[[], object], ready: Callable[[], bool] = lambda: True
) -> float:
    """Return the milliseconds from an act until it is done and the widget painted after it."""
    painted = Painted(widget)
    began = time.perf_counter()
    act()
    wait_until(ready)
    painted.count = 0
    widget.update()
    wait_until(lambda: painted.count > 0)
    taken = (time.perf_counter() - began) * 1000
    widget.removeEventFilter(painted)
    return taken


def _record(extent: Extent) -> list[Result]:
    """Measure opening a full WISE, and going through its sections."""
    opening: list[float] = []
    first: list[float] = []
    again: list[float] = []
    with temporary_folder() as folder, team(folder) as here:
        answers = long_assessment(here.session, 20_000, ANSWER, 3_000)
        with open_window(here, answers, SIZE) as opened:
            for _ in range(TIMES if extent.rounds > 2 else 1):
                opened.leave()
                opening.append(
                    until_painted(opened.frame, lambda: opened.ask(FIRST), opened.is_open)
                )
                first.extend(_through(opened))
                opened.page.go_to(FIRST)
                again.extend(_through(opened))
    return [
        Result("open a full 20,000-word WISE, first paint", "", opening),
        Result("go to a section that was not shown yet", "", first),
        Result("go to a section that was shown before", "", again),
    ]


def _through(opened: Opened) -> list[float]:
    paper = opened.page.paper
    return [until_painted(paper, paper.open_next) for _ in range(len(paper.asked) - 1)]


def _children(extent: Extent) -> list[Result]:
    """Measure reading, showing and finding among many children."""
    theme = Theme()
    theme.apply(make_application())
    reading: list[float] = []
    showing: list[float] = []
    finding: list[float] = []
    with temporary_folder() as folder, team(folder) as here:
        session = here.session
        _add_children(session, extent.children)
        for _ in range(TIMES if extent.rounds > 2 else 1):
            began = time.perf_counter()
            rows = session.children.rows()
            reading.append((time.perf_counter() - began) * 1000)
            page = ChildrenPage(theme, session.clock.now())
            page.resize(*SIZE)
            page.show()
            QApplication.processEvents()
            showing.append(until_painted(page, lambda page=page, rows=rows: page.show_rows(rows)))
            for length in (1, 2, 4):
                find = cast(QLineEdit, page.find_field)
                find.setText(rows[len(rows) // 2].name[:length])
                finding.append(until_painted(page, page.find_now))
            page.close()
    count = f"{extent.children:,} children"
    return [
        Result(f"read {count} from the store", "", reading),
        Result(f"show {count}, first paint", "", showing),
        Result(f"find among {count}", "", finding),
    ]


def _add_children(session: Session, count: int) -> None:
    words = Words(13)
    form = session.form("child")
    for start in range(0, count, AT_ONCE):

        def keep(writer: Writer, start: int = start) -> None:
            writer.keep_snapshot(form)
            for number in range(start, min(count, start + AT_ONCE)):
                answers = {
                    "given": words.ranked[number % 5000].capitalize(),
                    "family": words.ranked[(number * 7) % 12_000].capitalize(),
                    "dob": {"y": 2010 + number % 6, "m": 1 + number % 12, "d": 1 + number % 28},
                    "status": "open",
                }
                body = {"state": "", "child": None, "answers": answers}
                writer.append(
                    NewRevision(f"child{number:06d}", form.id, body, None, form.id, form.version),
                    session.signer,
                )

        session.store.write(keep).result()


def measure(extent: Extent) -> Sequence[Result]:
    """Measure the pages."""
    return [*_record(extent), *_children(extent)]
