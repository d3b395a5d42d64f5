"""Behind the questions: every edit goes into the working copy, and undo walks it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.casework.working import WorkingCopy
from desktop.forms.answers import rows_of
from desktop.forms.edits import Splice, edit_between
from desktop.forms.values import Answers, Json
from desktop.views.editors.contract import RowAction, RowAsk
from desktop.views.pages.record.asked import Asked
from desktop.views.pages.record.page import RecordPage
from desktop.views.pages.record.words import row_name, what_came_back


class Edits(QObject):
    """Changes one working copy and has the page show what changed."""

    changed = Signal(bool)
    """Something was changed; whether by typing that goes on."""

    def __init__(self, page: RecordPage, copy: WorkingCopy, parent: QObject) -> None:
        super().__init__(parent)
        self.copy, self._page = copy, page
        self._asked = Asked(copy.form)
        self._count = 0
        self._take_back: Callable[[], None] | None = None
        page.paper.edited.connect(self.put)
        page.paper.row_asked.connect(self.change_rows)
        page.toast.undone.connect(self._toast_undone)
        page.paper.set_hidden(self._asked.hidden(copy.flat))

    def close(self) -> None:
        """Let go of the page."""
        self._page.paper.edited.disconnect(self.put)
        self._page.paper.row_asked.disconnect(self.change_rows)
        self._page.toast.undone.disconnect(self._toast_undone)

    # Edits

    def put(self, path: str, value: Json, typing: bool) -> None:
        """Take an answer as it was typed or chosen."""
        if self.copy.read_only or not self.copy.put(path, value, typing=typing):
            return
        top = path.partition("/")[0]
        self._after({top}, show=not typing or self._asked.decides_inside(path), typing=typing)

    def put_together(self, values: dict[str, Json], words: str) -> None:
        """Take several answers as one step, and offer to take them back."""
        if values and self.copy.put_together(values):
            self._after({path.partition("/")[0] for path in values}, show=True)
            self._offer(words, self.undo)

    def change_rows(self, ask: RowAsk) -> None:
        """Add, delete, move or duplicate a row."""
        if self.copy.read_only:
            return
        copy, top = self.copy, ask.path.partition("/")[0]
        if ask.action is RowAction.ADD:
            copy.add_row(ask.path, ask.row, dict(ask.cells))
        elif ask.action is RowAction.DUPLICATE and ask.row:
            copy.duplicate_row(ask.path, ask.row)
        elif ask.action is RowAction.MOVE and ask.row and ask.to is not None:
            copy.move_row(ask.path, ask.row, ask.to)
        elif ask.action is RowAction.DELETE and ask.row:
            self._delete(ask.path, ask.row)
            return
        self._after({top}, show=True)

    def _delete(self, path: str, row: str) -> None:
        copy = self.copy
        rows = rows_of(copy.flat, path)
        if row not in rows:
            return
        words = f"{row_name(copy.form, copy.flat, path, row)} deleted"
        at = rows.index(row)
        copy.delete_row(path, row)
        self._after({path.partition("/")[0]}, show=True)
        count = self._count

        def take_back() -> None:
            if self._count == count:
                self.undo()
            else:
                self._put_back(path, row, at)

        self._offer(words, take_back)

    def _put_back(self, path: str, row: str, at: int) -> None:
        """Bring a deleted row back though other things were written since."""
        rows: list[Json] = list(rows_of(self.copy.flat, path))
        if row in rows:
            return
        rows.insert(min(at, len(rows)), row)
        self.copy.put(path, rows)
        self._after({path.partition("/")[0]}, show=True)
        self._page.go_to(f"{path}/{row}")

    # Undo

    def undo(self) -> None:
        """Take back the last step, wherever it was, and go there."""
        self._step(self.copy.undo, redo=False)

    def redo(self) -> None:
        """Bring the last undone step again."""
        self._step(self.copy.redo, redo=True)

    def _step(self, call: Callable[[], object], *, redo: bool) -> None:
        self._page.paper.flush()
        if self.copy.read_only:
            return
        before = dict(self.copy.flat)
        changed = self.copy.redo() if redo else self.copy.undo()
        if changed is None:
            self._page.say("There is nothing more to redo" if redo else "Nothing more to undo")
            return
        copy, go_to = self.copy, changed.go_to
        self._after({path.partition("/")[0] for path in changed.paths}, show=True)
        path, row = _new_row(before, copy.flat, go_to), go_to
        self._page.go_to(path or row, _caret_after(before, copy.flat, go_to))
        self._page.say(what_came_back(copy.form, before, copy.flat, go_to, redo=redo))

    # After a change

    def _after(self, tops: set[str], *, show: bool, typing: bool = False) -> None:
        """Have the change kept first, then show what follows from it, which may take longer."""
        self._count += 1
        self.changed.emit(typing)
        paper = self._page.paper
        if any(self._asked.decides(top) for top in tops):
            paper.set_hidden(self._asked.hidden(self.copy.flat))
        follow = {name for top in tops for name in self._asked.shown_with(top)}
        if show:
            follow |= tops
        if follow:
            paper.show_answers(follow)
        keys = self._page.actions_
        keys.undo.setEnabled(self.copy.can_undo)
        keys.redo.setEnabled(self.copy.can_redo)

    def _offer(self, words: str, take_back: Callable[[], None]) -> None:
        self._take_back = take_back
        self._page.say(words, "Undo")

    def _toast_undone(self) -> None:
        take_back, self._take_back = self._take_back, None
        if take_back is not None:
            take_back()


def _new_row(before: Answers, after: Answers, path: str) -> str:
    """Return the path of a row that came to a list, "" where none did."""
    old, new = rows_of(before, path), rows_of(after, path)
    return next((f"{path}/{row}" for row in new if row not in old), "")


def _caret_after(before: Answers, after: Answers, path: str) -> int | None:
    """Return where the change of a text ends."""
    was, now = before.get(path) or "", after.get(path) or ""
    if not isinstance(was, str) or not isinstance(now, str):
        return None
    edit = edit_between(path, was, now)
    return edit.at + len(edit.put) if isinstance(edit, Splice) else None
