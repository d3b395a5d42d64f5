"""Behind the page of checking: takes files one after the other, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.casework.troubles import explain
from desktop.views.pages.papers import CheckShown, PaperShown, PapersPage
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.outside import Checker, Told
    from desktop.casework.session import Session

MOST = 50
"""How many files are taken at once; more would be a folder dropped by mistake."""
NO_STORE = "No store is open here. Once you have unlocked, your team’s own papers are known too."
TONES = {"GOOD": "done", "NOT_GOOD": "late", "CANNOT_SAY": "due"}
CHECK_TONES = {"holds": "done", "does not hold": "late", "cannot say": "due"}
WORDS = {
    "done": ("one is good", "are good"),
    "late": ("one is not good", "are not good"),
    "due": ("one cannot be told", "cannot be told"),
}


@dataclass
class _Round:
    """The files that are being checked together."""

    files: Sequence[Path]
    left_out: int
    checker: Checker | None = None
    tones: list[str] = field(default_factory=list[str])

    @property
    def done(self) -> int:
        """How many are checked."""
        return len(self.tones)


class PapersPresenter(QObject):
    """One page. Without a session only that is said which anybody can say."""

    def __init__(
        self,
        page: PapersPage,
        tasks: Tasks,
        now: Callable[[], datetime],
        session: Session | None = None,
    ) -> None:
        super().__init__()
        self.page, self._tasks, self._now, self._session = page, tasks, now, session
        self._round: _Round | None = None
        page.stopped.connect(self._stop)

    def check(self, files: Sequence[Path]) -> None:
        """Check these files, and forget the ones before."""
        self._round = None
        if not files:
            self.page.show_nothing()
            return
        self._round = _Round(files[:MOST], max(0, len(files) - MOST))
        self._next(self._round)

    def close(self) -> None:
        """Let go: what is still under way is not shown any more."""
        self._round = None

    # One file after the other

    def _next(self, round_: _Round) -> None:
        file = round_.files[round_.done]
        self.page.show_busy(round_.done, len(round_.files))

        def look() -> tuple[_Round, Told]:
            if round_.checker is None:
                from desktop.casework.outside import Checker

                round_.checker = Checker(self._now, self._session)
            return round_, round_.checker.told(file)

        def failed(problem: BaseException) -> None:
            self._failed(round_, file, problem)

        self._tasks.run(look, self._found, failed)

    def _found(self, found: tuple[_Round, Told]) -> None:
        round_, told = found
        self._add(round_, paper_shown(told))

    def _failed(self, round_: _Round, file: Path, problem: BaseException) -> None:
        self._add(round_, PaperShown(file.name, "Cannot say", explain(problem).text, "due"))

    def _add(self, round_: _Round, shown: PaperShown) -> None:
        if round_ is not self._round:
            return
        self.page.add_paper(shown, len(round_.files))
        round_.tones.append(shown.tone)
        if round_.done == 1:
            self.page.begin()
        if round_.done < len(round_.files):
            self._next(round_)
        else:
            self._end(round_)

    def _stop(self) -> None:
        round_, self._round = self._round, None
        if round_ is not None:
            self._end(round_)

    def _end(self, round_: _Round) -> None:
        parts = [_sum(round_)] if len(round_.files) > 1 else []
        missing = len(round_.files) - round_.done + round_.left_out
        if missing:
            parts.append(f"{missing} {'was' if missing == 1 else 'were'} not checked.")
        if self._session is None:
            parts.append(NO_STORE)
        self.page.show_done(" ".join(parts))


def paper_shown(told: Told) -> PaperShown:
    """Return what the page shows of a file."""
    fingerprint = (("SHA-256", told.sha256),) if told.sha256 else ()
    return PaperShown(
        name=told.name,
        word=told.word,
        remark=told.remark,
        tone=TONES[told.outcome.name],
        note="A training paper: nobody in it is real" if told.training else "",
        facts=(*told.facts, *fingerprint) if told.facts else (),
        checks=tuple(
            CheckShown(one.label, one.answer, one.sentence, CHECK_TONES.get(one.answer, "plain"))
            for one in told.rules
        ),
    )


def _sum(round_: _Round) -> str:
    counts = [(round_.tones.count(tone), words) for tone, words in WORDS.items()]
    said = [one if count == 1 else f"{count} {many}" for count, (one, many) in counts if count]
    return f"{round_.done} papers: {', '.join(said)}."
