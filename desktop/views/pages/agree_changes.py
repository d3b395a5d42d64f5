"""Changed answers in a column, each with the place for a comment beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.forms.comparison import Change
from desktop.forms.definition import Form, Section
from desktop.forms.values import Answers
from desktop.views.editors.note_area import NoteArea
from desktop.views.editors.reading import ReadView
from desktop.views.pages.agree_asked import Asked, AskedBefore
from desktop.views.pages.record.changes import ChangeBlock
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.buttons import LinkButton, quiet
from desktop.views.parts.empty import EmptyState
from desktop.views.parts.planes import Box, Card, ScrollPage, column, empty, line, no_wider
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

COMMENTS, BETWEEN, REASONS = 312, 40, 720
BESIDE = 780  # pixels at 100 % under which a comment stands below its answer
AT_ONCE = 12  # changes made in one turn of the event loop


class CommentBox(QWidget):
    """The place for a comment: a link until there is one, then a card to write in."""

    written = Signal(str, str)

    def __init__(  # noqa: PLR0917
        self,
        theme: Theme,
        path: str,
        label: str,
        me: str,
        asked: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`asked`: what was said here when the record was returned, to stand above."""
        super().__init__(parent)
        self.theme, self.path = theme, path
        px = theme.px
        self.add = LinkButton(
            theme, "Comment", icon="message-square-plus", name=f"Comment: {label}"
        )
        self.add.clicked.connect(self.begin)
        self.area = NoteArea(theme, lines=2, bare=True)
        self.area.setAccessibleName(f"Your comment on: {label}")
        self.area.touched.connect(self._written)
        self.drop = quiet(theme, "Take it away", size="tiny")
        self.drop.setAccessibleName(f"Take the comment away: {label}")
        self.drop.clicked.connect(self._drop)
        self._card = self._make_card(me)
        layout = column(0)
        if asked is not None:
            layout.addWidget(asked)
            layout.addSpacing(px(8))
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._card)
        layout.addStretch(1)
        self.setLayout(layout)
        self.show_words("")

    def _make_card(self, me: str) -> Card:
        theme = self.theme
        card = Card(theme, padding=(10, 12), radius=8, fill="window", gap=6)
        head = line(theme.px(8))
        head.addWidget(Avatar(theme, me, 28))
        head.addWidget(Label(theme, "You", "strong"))
        head.addStretch(1)
        head.addWidget(Label(theme, "not sent yet", "small", "muted"))
        card.body.addLayout(head)
        card.body.addWidget(self.area)
        card.body.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def show_words(self, words: str) -> None:
        """Show what was written before."""
        self.area.set_text(words)
        self._card.setVisible(bool(words))
        self.add.setVisible(not words)

    def words(self) -> str:
        """Return what is written."""
        return self.area.text()

    def begin(self) -> None:
        """Bring the keyboard into the comment."""
        self._card.show()
        self.add.hide()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        self.area.take_out()  # and Ctrl+Z in it brings the words back
        self._card.hide()
        self.add.show()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self) -> None:
        self.written.emit(self.path, self.words())


class AnswerBlock(QWidget):
    """One answer of a first version as it reads: everything is new there, and marks say nothing."""

    def __init__(  # noqa: PLR0917
        self,
        theme: Theme,
        form: Form,
        flat: Answers,
        section: Section,
        path: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        alone = replace(section, fields=(form.field(path),))
        layout = column(theme.px(4))
        view = ReadView(theme, form, flat, (alone,), list_unanswered=False, headings=False)
        layout.addWidget(view)
        where = f"{section.number} {section.title}"
        layout.addWidget(Label(theme, where, "small", "muted", wrap=True))
        layout.addStretch(1)
        self.setLayout(layout)


class _Pair(QWidget):
    """An answer and the comment beside it, or below it where there is little room."""

    def __init__(self, theme: Theme, block: QWidget, comment: CommentBox) -> None:
        super().__init__()
        self.theme, self.comment = theme, comment
        self._row = line(theme.px(BETWEEN))
        self._row.addWidget(block, 1)
        self._row.addWidget(comment)
        self.setLayout(self._row)

    def set_beside(self, beside: bool) -> None:
        """Put the comment beside the answer, or below."""
        px = self.theme.px
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._row.setSpacing(px(BETWEEN) if beside else px(8))
        self.comment.setFixedWidth(px(COMMENTS)) if beside else self.comment.setMaximumWidth(
            px(720)
        )


class ChangesAndComments(ScrollPage):
    """The column. `commented` carries path and words with every key; `seen` the path in sight."""

    commented = Signal(str, str)
    seen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "card", parent)
        self._column = column(theme.px(32))
        self.set_content(Box(self._column))
        self._pairs: dict[str, _Pair] = {}
        self._waiting: list[Change] = []
        self._form: Form | None = None
        self._given: Mapping[str, str] = {}
        self._me = ""
        self._flat: Answers | None = None
        self._asked: Asked | None = None
        self._in_sight: list[str] = []
        self._making = QTimer(self)
        self._making.setSingleShot(True)
        self._making.timeout.connect(self._make)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_changes(
        self,
        form: Form,
        changes: Sequence[Change],
        comments: Mapping[str, str],
        *,
        me: str,
        flat: Answers | None = None,
        asked: Asked | None = None,
    ) -> None:
        """Show these changes, with the comments that were begun before.

        With `flat` they are the answers of a first version, and read as they stand in it. `asked`
        is what was said when the record came back to its author.
        """
        empty(self._column)
        self._pairs, self._waiting, self._form = {}, list(changes), form
        self._given, self._me, self._flat, self._asked = comments, me, flat, asked
        self._in_sight = []
        if asked is not None and asked.reasons:
            reasons = AskedBefore(self.theme, asked, asked.reasons, "reasons for returning it")
            self._column.addLayout(no_wider(reasons, self.theme.px(REASONS)))
        if not changes:
            self._column.addWidget(EmptyState(self.theme, "No answer differs."))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)
        self._make()

    def comments(self) -> dict[str, str]:
        """Return what is written, by path; comments on answers not made yet included."""
        made = {path: pair.comment.words() for path, pair in self._pairs.items()}
        return {**self._given, **made}

    def commented_paths(self) -> set[str]:
        """Return the paths of the answers that have a comment."""
        return {path for path, words in self.comments().items() if words.strip()}

    def go_to(self, path: str) -> None:
        """Bring an answer to the top."""
        while path not in self._pairs and self._waiting:
            self._make()
        pair, content = self._pairs.get(path), self.widget()
        if pair is not None and content is not None:
            layout = content.layout()
            if layout is not None:
                layout.activate()
            top = pair.mapTo(content, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(max(0, top - self.theme.px(24)))
            self.seen.emit(path)

    def _make(self) -> None:
        """Make some more of the answers; keys and clicks go first."""
        form = self._form
        if form is None:
            return
        for change in self._waiting[:AT_ONCE]:
            self._add(form, change)
        del self._waiting[:AT_ONCE]
        self._set_sides()
        self.make_room()
        if self._waiting:
            self._making.start(0)
        self._looking.start(200)

    @property
    def complete(self) -> bool:
        """Whether every answer stands on the page, and it was said which are in sight."""
        return not self._waiting and not self._looking.isActive()

    def _add(self, form: Form, change: Change) -> None:
        section = next((s for s in form.sections if s.id == change.section), None)
        meta = f"{section.number} {section.title}" if section is not None else ""
        block: QWidget
        if self._flat is None or section is None:
            block = ChangeBlock(self.theme, form, change, meta)
        else:
            block = AnswerBlock(self.theme, form, self._flat, section, change.path)
        comment = CommentBox(
            self.theme, change.path, change.label, self._me, self._asked_here(change)
        )
        comment.show_words(self._given.get(change.path, ""))
        comment.written.connect(self.commented)
        pair = _Pair(self.theme, block, comment)
        self._pairs[change.path] = pair
        self._column.insertWidget(self._column.count() - 1, pair)

    def _asked_here(self, change: Change) -> QWidget | None:
        asked = self._asked
        words = asked.comments.get(change.path, "") if asked is not None else ""
        if asked is None or not words:
            return None
        return AskedBefore(self.theme, asked, words, f"comment on: {change.label}")

    # What is in sight

    def _moved(self, _value: int) -> None:
        self._looking.start(200)

    def _look(self) -> None:
        """Say which answers stand on the page now; the uppermost is said last."""
        content = self.widget()
        if content is None or not self.isVisible():
            return
        top = self.verticalScrollBar().value()
        foot = top + self.viewport().height()
        here = [
            path
            for path, pair in self._pairs.items()
            if top <= pair.mapTo(content, QPoint(0, 0)).y() < foot
        ]
        if here == self._in_sight:
            return  # said before: the outline stays where its reader has turned it to
        self._in_sight = here
        for path in reversed(here):
            self.seen.emit(path)

    # Room

    def _set_sides(self) -> None:
        px = self.theme.px
        bar = self.width() - self.viewport().width()
        self._column.setContentsMargins(px(32), px(24), max(0, px(32) - bar), px(48))
        for pair in self._pairs.values():
            pair.set_beside(self.width() >= px(BESIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()
