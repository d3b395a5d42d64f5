"""Behind the side panel: guidance, what the version before said, copying it, and the history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.forms.definition import Form, Shape, UnknownField
from desktop.forms.values import Answers, Json
from desktop.views.pages.record.panel import SidePanel
from desktop.views.pages.record.words import day, help_of, printed_at, row_of, version_line
from desktop.views.presenters.record_parts import RecordKeeping
from desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from desktop.casework.record_views import PastAnswer, Reading


MOST = 3000  # characters of an earlier answer that the panel shows


class Beside(QObject):
    """Fills the panel for the question that has the focus."""

    def __init__(
        self, panel: SidePanel, records: RecordKeeping, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._records, self._tasks = panel, records, tasks
        self._form: Form | None = None
        self._record = ""
        self._before: Reading | None = None
        self._asked = ""
        panel.history_asked.connect(self._show_history)

    def show_record(self, record: str, form: Form, before: Reading | None) -> None:
        """Stand beside another record."""
        self._record, self._form, self._before = record, form, before
        self._panel.show_question("", "")

    def show(self, path: str) -> None:
        """Show what belongs to the question at a path."""
        form = self._form
        if form is None or path == self._panel.path:
            return
        self._panel.show_question(path, help_of(form, path), history=True)
        if self._before is not None:
            self._show_before(self._before, path)

    def _show_before(self, before: Reading, path: str) -> None:
        form = before.form
        source = version_line(before.version, form.short_title or form.title)
        row = row_of(form, path)
        if row is not None and row[1] not in _rows(before.flat, row[0]):
            self._panel.show_last(source, "This row is new since then.", can_copy=False)
            return
        said = printed_at(form, before.flat, path)
        if said:
            words = _shortened(said)
            quoted = f"“{words}”" if _is_text(form, path) else words
            self._panel.show_last(source, quoted, can_copy=_is_one(form, path))
        elif _has_words(form, path):
            self._panel.show_last(source, "Not answered then.", can_copy=False)

    def answer_before(self, flat: Answers) -> dict[str, Json]:
        """Return what copying the earlier answer here would put, by path.

        Into a text that holds words already it goes as a new paragraph below them.
        """
        path, before = self._panel.path, self._before
        if before is None or not path:
            return {}
        inside = f"{path}/"
        values = {p: v for p, v in before.flat.items() if p == path or p.startswith(inside)}
        now, was = flat.get(path), values.get(path)
        text = self._form is not None and _is_text(self._form, path)
        if text and isinstance(now, str) and isinstance(was, str) and now.strip() and now != was:
            values[path] = f"{now.rstrip()}\n\n{was}"
        return {p: v for p, v in values.items() if flat.get(p) != v}

    def _show_history(self) -> None:
        path, record = self._panel.path, self._record
        self._asked = path
        self._tasks.run(lambda: self._records.history_of(record, path), self._show_past)

    def _show_past(self, past: Any) -> None:
        if self._asked == self._panel.path:
            self._panel.show_history(self._asked, [_past_words(one) for one in past])


def _past_words(one: PastAnswer) -> tuple[str, str]:
    at: datetime = one.at
    return f"{day(at)}, {at:%H:%M}, {one.author_name}", one.text


def _shortened(words: str) -> str:
    return words if len(words) <= MOST else f"{words[:MOST].rsplit(' ', 1)[0]} …"


def _has_words(form: Form, path: str) -> bool:
    """Whether an answer can stand at the path itself, not only in its parts."""
    try:
        field = form.field(path)
    except UnknownField:
        return False
    return field.over is None and field.kind != "guidance"


def _is_one(form: Form, path: str) -> bool:
    """Whether what stands at a path is one answer, not a list of them."""
    return form.field(path).shape in (None, Shape.GROUP)


def _rows(flat: Answers, path: str) -> list[Json]:
    rows = flat.get(path)
    return rows if isinstance(rows, list) else []


def _is_text(form: Form, path: str) -> bool:
    try:
        return form.field(path).kind == "long_text"
    except UnknownField:
        return False
