"""The middle of the record page: header, banner, and one section, the check or the comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.casework.working import Place
from desktop.forms.definition import Form, Section
from desktop.forms.values import Answers
from desktop.views.editors.contract import Surroundings, caret_of
from desktop.views.pages.record.asked import Hidden
from desktop.views.pages.record.changes import ChangesView
from desktop.views.pages.record.check import CheckView
from desktop.views.pages.record.giving_up import TITLE, GivingUpView
from desktop.views.pages.record.header import SectionHeader
from desktop.views.pages.record.section import SectionPage, side_of
from desktop.views.parts.banner import Banner
from desktop.views.parts.planes import Box, column
from desktop.views.theme import Theme

TURN = 0.035  # seconds that the first sight of a section may take to make
SLICE = 0.006  # seconds at a time for the rest of it


class Paper(QWidget):
    """Holds the sections (made when first shown, then kept) and what may stand in their place."""

    edited = Signal(str, object, bool)
    row_asked = Signal(object)
    register_asked = Signal(object)
    carried_asked = Signal(str, bool)
    help_asked = Signal(str)
    focused = Signal(str)
    left = Signal(str)
    turning = Signal()
    """Another section or row is about to be shown: what was typed is kept before it is made."""
    section_opened = Signal(str)
    jumped = Signal(str)
    banner_acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.form: Form | None = None
        self.flat: Answers = {}
        self.here = ""
        self._sections: dict[str, SectionPage] = {}
        self._hidden = Hidden()
        self._read_only = False
        self._problems: Mapping[str, dict[str, str]] = {}
        self._changed: tuple[Set[str], str] = (frozenset(), "")
        self._idle: Set[str] = frozenset()
        self._control: tuple[str, QWidget] | None = None
        self._building = QTimer(self)
        self._building.setSingleShot(True)
        self._building.timeout.connect(self._build_on)
        self.header = SectionHeader(theme)
        self.header.previous.connect(self.open_previous)
        self.header.next.connect(self.open_next)
        self.header.closed.connect(self.show_questions)
        self._make_banner()
        self.check = CheckView(theme)
        self.check.jumped.connect(self.jumped)
        self.changes = ChangesView(theme)
        self.giving_up = GivingUpView(theme)
        self.giving_up.kept.connect(self.show_questions)
        self.stack = QStackedWidget()
        for aside in (self.check, self.changes, self.giving_up):
            self.stack.addWidget(aside)
        layout = column(0, (1, 0, 0, 0))
        layout.addWidget(self.header)
        layout.addWidget(self._banner_room)
        layout.addWidget(self.stack, 1)
        self.setLayout(layout)
        self.set_wide(False)

    def _make_banner(self) -> None:
        px = self.theme.px
        self.banner = Banner(self.theme, "info", "")
        self.banner.acted.connect(self.banner_acted)
        room = column(0, (px(24), px(12), px(24), 0))
        room.addWidget(self.banner)
        self._banner_room = Box(room)
        self._banner_room.hide()

    # The record

    def show_form(self, form: Form, flat: Answers, surroundings: Surroundings) -> None:
        """Show another record from its first section on; `flat` stays the live answers."""
        for page in self._sections.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._sections, self._control, self.here = {}, None, ""
        self._problems, self._changed, self._idle = {}, (frozenset(), ""), frozenset()
        self.form, self.flat, self._surroundings = form, flat, surroundings
        self._hidden = Hidden()

    @property
    def asked(self) -> list[Section]:
        """The sections that are asked, in order."""
        if self.form is None:
            return []
        return [s for s in self.form.sections if s.id not in self._hidden.sections]

    def asks(self, question: str) -> bool:
        """Say whether a question is asked at the moment."""
        return question not in self._hidden.questions

    def page_of(self, section: str) -> SectionPage | None:
        """Return a section's page if it has been made."""
        return self._sections.get(section)

    @property
    def page(self) -> SectionPage | None:
        """The section that is open."""
        return self._sections.get(self.here)

    @property
    def writing(self) -> bool:
        """Whether questions are shown, not something in their place."""
        return self.page is not None and self.stack.currentWidget() is self.page

    def open_section(self, name: str, wanted: str = "") -> None:
        """Show a section. The first time its first questions are made now, the others at once
        afterwards, so that the page turns without a pause; the question `wanted` is made now.
        """
        asked = [section.id for section in self.asked]
        if self.form is None or not asked:
            return
        name = name if name in asked else asked[0]
        section = self.form.section(name)
        if name != self.here:
            self.turning.emit()
        page = self._sections.get(name) or self._make(section)
        if not page.build(self.flat, TURN, wanted):
            self._building.start(0)
        page.refresh(self.flat)
        page.set_problems(self._problems)
        page.set_changed(*self._changed)
        changed, self.here = name != self.here, name
        self.stack.setCurrentWidget(page)
        self._title()
        if changed:
            self.section_opened.emit(name)

    def rest(self) -> None:
        """Stop making questions: the page is let go of."""
        self._building.stop()

    def _build_on(self) -> None:
        """Make some more of the section that is open; keys and clicks go first."""
        page = self.page
        if page is None or page.built:
            return
        if not page.build(self.flat, SLICE):
            self._building.start(0)
        page.set_problems(self._problems)
        page.set_changed(*self._changed)

    def _title(self) -> None:
        asked = [section.id for section in self.asked]
        if self.form is not None and self.here in asked:
            section, at = self.form.section(self.here), asked.index(self.here)
            title = f"{section.number} {section.title}"
            self.header.show_section(title, first=at == 0, last=at == len(asked) - 1)

    def _make(self, section: Section) -> SectionPage:
        page = SectionPage(section, self._surroundings)
        page.set_hidden(self._hidden.questions)
        page.set_read_only(self._read_only)
        page.set_wanting(section.id not in self._idle)
        for source, out in (
            (page.edited, self.edited),
            (page.row_asked, self.row_asked),
            (page.register_asked, self.register_asked),
            (page.carried_asked, self.carried_asked),
            (page.help_asked, self.help_asked),
            (page.left, self.left),
        ):
            source.connect(out)
        page.focused.connect(self._focused)
        self._sections[section.id] = page
        self.stack.addWidget(page)
        return page

    def prepare(self) -> bool:
        """Make a little of the section after this one; return whether nothing is left to make."""
        names = [section.id for section in self.asked]
        at = names.index(self.here) if self.here in names else -1
        if self.form is None or not 0 <= at < len(names) - 1:
            return True
        section = self.form.section(names[at + 1])
        page = self._sections.get(section.id) or self._make(section)
        return page.built or page.build(self.flat, SLICE)

    def open_next(self) -> None:
        """Open the section after this one."""
        self._step(1)

    def open_previous(self) -> None:
        """Open the section before this one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        names = [section.id for section in self.asked]
        if self.here in names:
            at = names.index(self.here) + by
            if 0 <= at < len(names):
                self.open_section(names[at])
                if self.page is not None:
                    self.page.focus_first()

    # What stands in place of the questions

    def show_check(self) -> None:
        """Show the check."""
        self.header.show_aside("Check and sign", "Back to writing")
        self.stack.setCurrentWidget(self.check)

    def show_changes(self, title: str, way_back: str = "Back to writing") -> None:
        """Show the comparison."""
        self.header.show_aside(title, way_back)
        self.stack.setCurrentWidget(self.changes)

    def show_giving_up(self, counts: str) -> None:
        """Ask whether a correction is given up; `counts` says which version counts then."""
        self.header.show_aside(TITLE, "Back to writing")
        self.stack.setCurrentWidget(self.giving_up)
        self.giving_up.show_for(counts)

    def show_questions(self) -> None:
        """Show the section that is open, the focus where it was."""
        place = self.place()
        self.open_section(self.here)
        if self.page is not None and place.path:
            self.page.go_to(place.path, place.caret)

    def show_banner(self, kind: str, text: str, action: str = "") -> None:
        """Say something over the questions, or nothing with an empty text."""
        self._banner_room.setVisible(bool(text))
        if text:
            self.banner.say(kind, text, action)

    # Answers and marks

    def show_answers(self, names: Set[str]) -> None:
        """Show the answers of some questions anew, the ones out of sight when they are opened."""
        for name, page in self._sections.items():
            if name == self.here:
                page.show_answers(self.flat, names)
            else:
                page.set_stale(names)

    def set_hidden(self, hidden: Hidden) -> None:
        """Leave out the sections and questions that are not asked."""
        if hidden == self._hidden:
            return
        self._hidden = hidden
        for page in self._sections.values():
            page.set_hidden(hidden.questions)
        if self.here in hidden.sections:
            self.open_section("")
        elif self.writing:
            self._title()

    def set_read_only(self, on: bool) -> None:
        """Show print in place of controls."""
        self._read_only = on
        for page in self._sections.values():
            page.set_read_only(on)

    def set_idle(self, sections: Set[str]) -> None:
        """Tell which sections are not begun, so that nothing is wanted in them."""
        self._idle = sections
        for name, page in self._sections.items():
            page.set_wanting(name not in sections)

    def set_problems(self, by_question: Mapping[str, dict[str, str]]) -> None:
        """Mark what is to be put right."""
        self._problems = by_question
        if self.page is not None:
            self.page.set_problems(by_question)

    def set_changed(self, changed: Set[str], words: str) -> None:
        """Mark the answers that differ from the version before."""
        self._changed = (changed, words)
        if self.page is not None:
            self.page.set_changed(changed, words)

    # Place

    def _focused(self, path: str) -> None:
        control = QApplication.focusWidget()
        if control is not None:
            self._control = (path, control)
        self.focused.emit(path)

    def place(self) -> Place:
        """Return where the writer is; the last answer counts while the focus is elsewhere."""
        if self._control is None or not isValid(self._control[1]):
            return Place(section=self.here)
        path, control = self._control
        top = path.partition("/")[0]
        if self.form is None or self.form.section_of(top).id != self.here:
            return Place(section=self.here)
        return Place(path, caret_of(control), self.here)

    def go_to(self, path: str, caret: int | None = None) -> bool:
        """Open the section of an answer and bring the focus to it."""
        top = path.partition("/")[0]
        if self.form is None or not self.form.has(top):
            return False
        section = self.form.section_of(top).id
        if section != self.here or not self.writing:
            self.open_section(section, top)
        elif self.page is not None:
            self.turning.emit()
            self.page.build(self.flat, 0, top)
        return self.page is not None and self.page.go_to(path, caret)

    def flush(self) -> None:
        """Have every answer say what was typed and not said yet."""
        for page in self._sections.values():
            page.flush()

    # Size

    def set_wide(self, wide: bool) -> None:
        """Take the measures of a wide or a narrow window."""
        self.header.set_wide(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_of(self.theme, self.width() - 1)
        self.header.set_sides(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("card"))
        painter.fillRect(0, 0, 1, self.height(), self.theme.colour("line"))


def by_question(found: Sequence[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Sort (path, message) by the question that the path lies in."""
    sorted_out: dict[str, dict[str, str]] = {}
    for path, message in found:
        sorted_out.setdefault(path.partition("/")[0], {})[path] = message
    return sorted_out
