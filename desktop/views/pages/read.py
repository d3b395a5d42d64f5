"""Reading a record that is finished: print in its own form's version, its versions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QLayout, QStackedWidget, QWidget

from desktop.casework.previews import Pages
from desktop.forms.comparison import Change
from desktop.forms.conditions import holds
from desktop.forms.definition import Form, Section
from desktop.forms.values import Answers
from desktop.views.editors.reading import ReadView
from desktop.views.go import Go
from desktop.views.pages.read_versions import VersionLine, VersionsPanel
from desktop.views.pages.record.changes import ChangesView
from desktop.views.pages.record.header import SectionHeader
from desktop.views.pages.record.outline import Outline
from desktop.views.pages.record.page import OUTLINE_ROOM, PANEL_ROOM, WIDE_ROOM
from desktop.views.pages.record.section import side_of
from desktop.views.parts.banner import Banner
from desktop.views.parts.paper_pane import PaperPane
from desktop.views.parts.planes import Box, ScrollPage, column, empty, line
from desktop.views.parts.text import Heading, Label, Prose
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

SCROLLING = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
}


@dataclass(frozen=True)
class Beside:
    """What stands over a version that is not the only one; `revision` "" is the newest."""

    words: str
    button: str
    revision: str = ""


@dataclass(frozen=True)
class Paper:
    """What is read: whose record, what stands over the outline, and how the next one begins.

    `follow_on` is what the button says that starts it, "" where there is none. `beside` is what
    another version says of this one, and the words of the button that shows that version.
    """

    record: str
    form: Form
    title: str
    child: str = ""
    child_name: str = ""
    whose: str = ""
    beside: Beside | None = None
    follow_on: str = ""


class ReadPage(QWidget):
    """The page. Its sections are printed one after the other, the first at once."""

    wanted = Signal(object)
    review_asked = Signal()
    read_asked = Signal(str, str)
    compare_asked = Signal(str, str)

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._tasks = theme, tasks
        self.paper: Paper | None = None
        self.views: dict[str, ReadView] = {}
        self._waiting: list[Section] = []
        self._flat: Answers = {}
        self._aside: QWidget | None = None
        self._here = ""
        self.outline = Outline(theme)
        self.outline.back.connect(self._back)
        self.outline.section_chosen.connect(self.show_section)
        self.outline.check_asked.connect(self.review_asked)
        self.versions = VersionsPanel(theme)
        self.versions.read_asked.connect(self.read_asked)
        self.versions.compare_asked.connect(self.compare_asked)
        self._layout = line(0)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(self.outline)
        self._layout.addWidget(self._middle(), 1)
        self._layout.addWidget(self.versions)
        self.setLayout(self._layout)
        self._printing = QTimer(self)
        self._printing.setSingleShot(True)
        self._printing.timeout.connect(self._print_on)

    def _middle(self) -> QWidget:
        px = self.theme.px
        self.header = SectionHeader(self.theme)
        self.header.closed.connect(self.show_reading)
        self.header.panel_button.clicked.connect(self._toggle_versions)
        self.header.outline_button.clicked.connect(self._toggle_outline)
        self.banner = Banner(self.theme, "due", "")
        self.banner.acted.connect(self._read_other)
        self.banner.hide()
        self._text = column(px(40))
        self.reading_area = ScrollPage(self.theme, "card")
        self.reading_area.set_content(Box(self._text))
        self.reading_area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.changes = ChangesView(self.theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.reading_area)
        self.stack.addWidget(self.changes)
        self.sheet = PaperPane(self.theme, self._tasks)
        self.stack.addWidget(self.sheet)
        layout = column(0, (1, 0, 0, 0))
        layout.addWidget(self.header)
        layout.addWidget(self.stack, 1)
        self._middle_part = _Plane(self.theme, layout)
        return self._middle_part

    # What is read

    def show_record(self, paper: Paper, flat: Answers, versions: Sequence[VersionLine]) -> None:
        """Show a record in one version."""
        self.paper, self._flat, form = paper, flat, paper.form
        self.rest()
        self.outline.show_form(form, paper.title, paper.child_name, paper.whose, "")
        self._waiting = [section for section in form.sections if holds(section.when, flat)]
        self.outline.show_states({section.id: None for section in self._waiting})
        self.outline.show_foot(paper.follow_on, "file-pen-line")
        self.versions.show_versions(versions)
        self.views = {}
        self.banner.hide()
        self._text.removeWidget(self.banner)
        empty(self._text)
        self._text.addWidget(self.banner)
        if paper.beside is not None:
            self.banner.say("due", paper.beside.words, paper.beside.button)
            self.banner.show()
        self._text.addWidget(self._top(paper))
        self._text.addStretch(1)
        self.reading_area.verticalScrollBar().setValue(0)
        self.show_reading()
        self._print_on()

    def _top(self, paper: Paper) -> QWidget:
        px = self.theme.px
        layout = column(px(4))
        said = " · ".join(filter(None, (paper.child_name, paper.whose.replace("\n", " "))))
        layout.addWidget(Label(self.theme, said, "hint", "muted", wrap=True))
        if paper.form.note:
            layout.addSpacing(px(8))
            layout.addWidget(Prose(self.theme, paper.form.note, "small", "muted", plain=True))
        return Box(layout)

    def _print_on(self) -> None:
        """Print one more section; keys and clicks go first."""
        paper = self.paper
        if paper is None:
            return
        if self._waiting:
            self._print(paper, self._waiting.pop(0))
            self._printing.start(0)
        else:
            self._print_unanswered()

    def _print(self, paper: Paper, section: Section) -> None:
        view = ReadView(self.theme, paper.form, self._flat, (section,), list_unanswered=False)
        self.views[section.id] = view
        self._text.insertWidget(self._text.count() - 1, view)
        view.setVisible(bool(view.sections))  # not before: on its own it would be a window
        if not self._here:
            self._name_here(section.id)

    def _print_unanswered(self) -> None:
        labels = [label for view in self.views.values() for label in view.unanswered]
        if labels:
            layout = column(self.theme.px(8))
            layout.addWidget(Heading(self.theme, "Not answered"))
            for label in labels:
                layout.addWidget(Label(self.theme, label, "body", "muted", wrap=True))
            self._text.insertWidget(self._text.count() - 1, Box(layout))

    @property
    def printed(self) -> bool:
        """Whether the whole record stands on the page."""
        return self.paper is not None and not self._waiting and not self._printing.isActive()

    def rest(self) -> None:
        """Stop printing: the page shows something else or is let go of."""
        self._printing.stop()
        self._waiting = []

    def show_reading(self) -> None:
        """Show the record itself."""
        self._here = ""
        self._name_here(self._at_top())
        self.stack.setCurrentWidget(self.reading_area)
        self._arrange()

    def _at_top(self) -> str:
        """Return the section that stands at the top of what is seen."""
        seen = self.reading_area.verticalScrollBar().value() + self.theme.px(96)
        here = ""
        for name in self.views:
            top = self._top_of(name)
            if not here or (top and top <= seen):
                here = name
        return here

    def _top_of(self, name: str) -> int:
        """Return where a section begins on the page, in real pixels."""
        content, view = self.reading_area.widget(), self.views.get(name)
        return 0 if content is None or view is None else view.mapTo(content, QPoint(0, 0)).y()

    def _scrolled(self, _value: int) -> None:
        if self.stack.currentWidget() is self.reading_area:
            self._name_here(self._at_top())

    def _name_here(self, name: str) -> None:
        """Let the outline say which section is read, and the header once its heading is gone."""
        if self.paper is None:
            return
        gone = name and self._top_of(name) < self.reading_area.verticalScrollBar().value()
        section = self.paper.form.section(name) if gone else None
        title = f"{section.number} {section.title}" if section is not None else self.paper.title
        if title != self.header.title.text() or not self._here:
            self.header.show_section(title, first=False, last=False)
            self.header.before.hide()
            self.header.after.hide()
        if name != self._here:
            self._here = name
            self.outline.show_here(name)

    def show_sheet(self, title: str, pages: Pages) -> None:
        """Show the signed paper itself."""
        self.sheet.show_paper(title, pages, printable=False)
        self.header.show_aside(title, "Back to reading")
        self.stack.setCurrentWidget(self.sheet)
        self.header.way_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self, title: str, changes: Sequence[Change]) -> None:
        """Show what differs between two versions."""
        if self.paper is not None:
            self.changes.show_changes(self.paper.form, changes)
            self.header.show_aside(title, "Back to reading")
            self.stack.setCurrentWidget(self.changes)
            self.header.way_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_section(self, name: str) -> None:
        """Scroll to a section."""
        if self._aside is self.outline:
            self._put_aside(None)
        self.show_reading()
        while name not in self.views and self._waiting and self.paper is not None:
            self._print(self.paper, self._waiting.pop(0))
        content = self.reading_area.widget()
        if name in self.views and content is not None:
            layout = content.layout()
            if layout is not None:
                layout.activate()
            top = self._top_of(name)
            self.reading_area.verticalScrollBar().setValue(max(0, top - self.theme.px(24)))
            self._name_here(name)

    # Ways

    def begin(self) -> None:
        """Give the keyboard to the section that is read; from there keys scroll the text."""
        self.outline.focus_here()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._aside is not None:
            self._put_aside(None)
            return
        step = SCROLLING.get(Qt.Key(event.key()))
        if step is None or event.modifiers() or self.stack.currentWidget() is self.changes:
            super().keyPressEvent(event)
            return
        self.reading_area.verticalScrollBar().triggerAction(step)

    def _back(self) -> None:
        child = self.paper.child if self.paper is not None else ""
        self.wanted.emit(Go.child(child) if child else Go.today())

    def _read_other(self) -> None:
        if self.paper is not None and self.paper.beside is not None:
            self.read_asked.emit(self.paper.record, self.paper.beside.revision)

    def open_versions(self) -> None:
        """Show the versions also where there is little room: something was begun there."""
        self._versions_wished = True
        self._arrange()

    def _toggle_versions(self) -> None:
        self._put_aside(None if self._aside is self.versions else self.versions)

    def _toggle_outline(self) -> None:
        self._put_aside(None if self._aside is self.outline else self.outline)

    def _put_aside(self, pane: QWidget | None) -> None:
        """Show one of the panes that there is no room for, the keyboard in it, or none again."""
        left, self._aside = self._aside, pane
        self._arrange()
        if pane is self.outline:
            self.outline.focus_here()
        elif pane is self.versions:
            self.versions.focus_first()
        else:
            header = self.header
            opened_by = header.panel_button if left is self.versions else header.outline_button
            opened_by.setFocus(Qt.FocusReason.OtherFocusReason)

    # Room

    def _arrange(self) -> None:
        width, px = self.width(), self.theme.px
        wide = width >= px(WIDE_ROOM)
        panel_fits, outline_fits = width >= px(PANEL_ROOM), width >= px(OUTLINE_ROOM)
        if panel_fits if self._aside is self.versions else outline_fits:
            self._aside = None
        self.outline.setVisible(outline_fits or self._aside is self.outline)
        self.outline.set_wide(wide)
        self.versions.set_wide(wide)
        self.versions.setVisible(panel_fits or self._aside is self.versions)
        self.header.set_wide(wide)
        self.header.set_tabs(outline=not outline_fits, panel=not panel_fits)
        self.header.name_panel("Versions", "history")
        side = side_of(self.theme, self._middle_part.width() - 1)
        self.header.set_sides(side, side)
        side = side_of(self.theme, self.reading_area.width())
        bar = self.reading_area.width() - self.reading_area.viewport().width()
        self._text.setContentsMargins(side, px(28), max(0, side - bar), px(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
        self._arrange()


class _Plane(QWidget):
    """The paper: card plane, a line at its left."""

    def __init__(self, theme: Theme, layout: QLayout) -> None:
        super().__init__()
        self.theme = theme
        self.setLayout(layout)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("card"))
        painter.fillRect(0, 0, 1, self.height(), self.theme.colour("line"))
