"""Agree or return: what changed, comments beside the answers, and the decision under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from desktop.casework.previews import Pages
from desktop.forms.comparison import Change
from desktop.forms.definition import Form
from desktop.forms.values import Answers
from desktop.views.editors.reading import ReadView
from desktop.views.pages.agree_asked import Asked
from desktop.views.pages.agree_changes import ChangesAndComments
from desktop.views.pages.agree_decision import Decision
from desktop.views.pages.agree_done import Agreed, AgreedShown
from desktop.views.pages.agree_outline import ChangedOutline
from desktop.views.pages.record.section import side_of
from desktop.views.parts.banner import Banner
from desktop.views.parts.paper_pane import PaperPane
from desktop.views.parts.planes import Box, ScrollPage, column, line
from desktop.views.parts.segmented import Segmented
from desktop.views.parts.text import Label
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

HEADER = 52
OUTLINE_ROOM = 960  # pixels at 100 % from which the outline stands beside
CHANGES, READING, PAPER, AGREED = "changes", "reading", "paper", "agreed"
TABS = ((CHANGES, "Changes"), (READING, "As it reads now"), (PAPER, "Paper"))
TABS_AFTER = ((AGREED, "Case note"), (PAPER, "Paper"))


@dataclass(frozen=True)
class AgreeShown:
    """What is to be read: the record, who signed it, what changed since when."""

    form: Form
    flat: Answers
    title: str
    child_name: str
    signed: str
    since: str
    """Over the changes: "Changed since you last read it"; for a first version other words."""
    changes: tuple[Change, ...]
    is_first: bool
    me: str
    against: str = ""
    """What stands against agreeing by this person, "" where nothing does."""
    reason: str = ""
    """Why an earlier version is corrected, where this is a correction."""
    asked: Asked | None = None
    """What was asked when the record came back to its author."""


class AgreePage(QWidget):
    """The page. It keeps nothing: comments go out with every key by `commented`."""

    left = Signal()
    commented = Signal(str, str)
    reasons_written = Signal(str)
    returned = Signal()
    given = Signal(str)
    copy_asked = Signal(str)
    save_asked = Signal()
    open_asked = Signal()
    print_asked = Signal()
    note_written = Signal(str)
    way_out_asked = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        # The whole record, until somebody wants to read it: making it takes most of the time.
        self._unread: AgreeShown | None = None
        self.outline = ChangedOutline(theme)
        self.changes = ChangesAndComments(theme)
        self.reading = ScrollPage(theme, "card")
        self.paper = PaperPane(theme, tasks)
        self.agreed = Agreed(theme)
        self.decision = Decision(theme)
        self._layout = line(0)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(self.outline)
        self._layout.addWidget(self._middle(), 1)
        self.setLayout(self._layout)
        self._join()

    def _middle(self) -> QWidget:
        top, self._instead = self._make_head(), self._make_instead_of_outline()
        self._held = self._make_held()
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(self.theme.px(24))  # it scrolls; the decision under it does not
        for part in (self.changes, self.reading, self.paper, self.agreed):
            self.stack.addWidget(part)
        layout = column(0, (1, 0, 0, 0))
        layout.addWidget(top)
        layout.addSpacing(1)
        layout.addWidget(self._instead)
        layout.addWidget(self._held)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.decision)
        return _Plane(self.theme, layout)

    def _make_head(self) -> QWidget:
        px = self.theme.px
        self.heading = Label(self.theme, "", "section")
        self.tabs = Segmented(self.theme, TABS, name="What is shown", answer=False)
        self.tabs_after = Segmented(
            self.theme, TABS_AFTER, name="What is shown of what was agreed", answer=False
        )
        self.tabs_after.hide()
        row = line(px(12), (px(32), 0, px(32), 0))
        row.addWidget(self.heading, 1)
        row.addWidget(self.tabs)
        row.addWidget(self.tabs_after)
        top = Box(row)
        top.setFixedHeight(px(HEADER))
        return top

    def _make_instead_of_outline(self) -> QWidget:
        """Return what the outline says where there is no room for it: whose record this is."""
        px = self.theme.px
        self.whose = Label(self.theme, "", "hint", "muted", wrap=True)
        layout = column(0, (px(32), px(12), px(32), px(8)))
        layout.addWidget(self.whose)
        return Box(layout)

    def _make_held(self) -> QWidget:
        px = self.theme.px
        self.banner = Banner(self.theme, "late", "")
        self.banner.acted.connect(self.way_out_asked)
        layout = column(0, (px(32), px(12), px(32), px(12)))
        layout.addWidget(self.banner)
        held = Box(layout)
        held.hide()
        return held

    def _join(self) -> None:
        self.outline.back.connect(self.left)
        self.outline.chosen.connect(self._go_to)
        self.changes.commented.connect(self._commented)
        self.changes.seen.connect(self.outline.show_seen)
        self.tabs.chosen.connect(self.show_tab)
        self.tabs_after.chosen.connect(self.show_tab)
        self.paper.print_asked.connect(self.print_asked)
        self.decision.reasons_written.connect(self.reasons_written)
        self.decision.returned.connect(self.returned)
        self.decision.given.connect(self.given)
        self.agreed.left.connect(self.left)
        self.agreed.copy_asked.connect(self.copy_asked)
        self.agreed.save_asked.connect(self.save_asked)
        self.agreed.open_asked.connect(self.open_asked)
        self.agreed.note_written.connect(self.note_written)

    # What is shown

    def begin(self) -> None:
        """Give the keyboard to what stands first, from which Tab goes on through the changes."""
        first = self.tabs.segments[0] if self.outline.isHidden() else self.outline.back_link
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(
        self, shown: AgreeShown, comments: Mapping[str, str], reasons: str, pages: Pages
    ) -> None:
        """Show a signed record to whoever may agree it."""
        self._held.hide()
        why = f"Why it is corrected: {shown.reason}" if shown.reason else ""
        whose = "\n".join(filter(None, (shown.child_name, shown.signed, why)))
        self.outline.show_changes(shown.title, whose, shown.changes, shown.form)
        self.whose.setText(". ".join(filter(None, (shown.title, shown.child_name, shown.signed))))
        self.heading.setText(shown.since)
        self.changes.show_changes(
            shown.form,
            shown.changes,
            comments,
            me=shown.me,
            flat=shown.flat if shown.is_first else None,
            asked=shown.asked,
        )
        self.outline.show_commented({path for path, words in comments.items() if words.strip()})
        self._unread = shown
        self.paper.show_paper("The paper that was signed", pages, printable=False)
        self.decision.show_choice(self._comments(comments), reasons, shown.against)
        self.decision.show()
        self.tabs.show()
        self.tabs_after.hide()
        self.tabs.set_value(CHANGES)
        self.show_tab(CHANGES)
        self._arrange()

    def _show_reading(self, shown: AgreeShown) -> None:
        self._unread = None
        body = column(0)
        body.addWidget(ReadView(self.theme, shown.form, shown.flat))
        body.addStretch(1)
        self._reading_column = body
        self.reading.set_content(Box(body))
        self._set_sides()

    def show_tab(self, name: str) -> None:
        """Show the changes, the whole record, the paper, or what is left to do once agreed."""
        if name == READING and self._unread is not None:
            self._show_reading(self._unread)
        views = {
            CHANGES: self.changes,
            READING: self.reading,
            PAPER: self.paper,
            AGREED: self.agreed,
        }
        if name == AGREED:
            self._held.hide()
        self.stack.setCurrentWidget(views.get(name, self.changes))

    def show_trouble(self, words: str, way_out: str = "") -> None:
        """Say what stands in the way; `way_out` is what the button says that helps, if any."""
        self.decision.show_busy(False)
        self.banner.say("late", words, way_out)
        self._held.show()

    def say_refused(self, words: str) -> None:
        """Tell that something was not taken, for example a paste that is too long."""
        self.show_trouble(words)

    def show_agreed(self, shown: AgreedShown, pages: Pages) -> None:
        """Show that it is agreed, the note for LCS, and the paper with both signatures."""
        self._held.hide()
        self.decision.hide()
        self.tabs.hide()
        self.tabs_after.set_value(AGREED)
        self.tabs_after.show()
        self._arrange()
        self.heading.setText(shown.heading)
        self.whose.setText(shown.whose)
        self.paper.show_paper("The agreed paper", pages, printable=True)
        self.agreed.show_agreed(shown)
        self.show_tab(AGREED)
        self.agreed.begin()

    def say_left(self, words: str) -> None:
        """Say what came of saving, printing or copying, where whoever asked for it looks."""
        self.agreed.say(words)
        if self.stack.currentWidget() is self.paper:
            self.banner.say("done", words)
            self._held.show()

    def _go_to(self, path: str) -> None:
        self.tabs.set_value(CHANGES)
        self.show_tab(CHANGES)
        self.changes.go_to(path)

    def _commented(self, path: str, words: str) -> None:
        self.outline.show_commented(self.changes.commented_paths())
        self.decision.show_comments(self._comments(self.changes.comments()))
        self.commented.emit(path, words)

    @staticmethod
    def _comments(comments: Mapping[str, str]) -> int:
        return sum(1 for words in comments.values() if words.strip())

    # Room

    def _set_sides(self) -> None:
        side = side_of(self.theme, self.stack.width())
        px = self.theme.px
        layout = getattr(self, "_reading_column", None)
        if layout is not None:
            layout.setContentsMargins(side, px(24), side, px(48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show the outline where there is room, as long as there is something to decide."""
        wide = self.width() >= self.theme.px(OUTLINE_ROOM)
        self.outline.setVisible(wide and self.tabs_after.isHidden())
        self._instead.setVisible(self.outline.isHidden())
        self._layout.activate()
        self._set_sides()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(240))


class _Plane(QWidget):
    """The paper in the middle: card plane, a line at its left and under its header."""

    def __init__(self, theme: Theme, layout: QLayout) -> None:
        super().__init__()
        self.theme = theme
        self.setLayout(layout)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), self.theme.colour("line")
        painter.fillRect(self.rect(), self.theme.colour("card"))
        painter.fillRect(0, 0, 1, self.height(), colour)
        painter.fillRect(0, self.theme.px(HEADER), self.width(), 1, colour)
