"""The record page: outline, questions and the panel beside them, laid out for the room there is.

The page shows and tells; it keeps nothing. `presenters.record` stands behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from shiboken6 import isValid

from desktop.forms.definition import Form
from desktop.forms.values import Answers
from desktop.views.editors.contract import Surroundings
from desktop.views.go import Go
from desktop.views.pages.record.keys import NOT_EMPTY, RecordActions, joined, say_why_not
from desktop.views.pages.record.outline import Outline
from desktop.views.pages.record.panel import SidePanel
from desktop.views.pages.record.paper import Paper
from desktop.views.parts.order import step_focus
from desktop.views.parts.planes import line
from desktop.views.parts.toast import Toast
from desktop.views.theme import Theme

REST = 700  # milliseconds without writing after which the next section is made ahead
PANEL_ROOM, OUTLINE_ROOM, WIDE_ROOM = 1100, 760, 1380  # pixels of the page at 100 %


@dataclass(frozen=True)
class Sheet:
    """What is on the page: whose record, and what stands over the outline."""

    record: str
    form: Form
    title: str
    child: str = ""
    child_name: str = ""
    whose: str = ""
    follows: str = ""
    read_only: bool = False


class RecordPage(QWidget):
    """The page. Signals of the questions are those of `paper`."""

    wanted = Signal(object)
    """Go: somewhere else."""
    check_asked = Signal()
    compare_asked = Signal()
    give_up_asked = Signal()
    throw_away_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.sheet: Sheet | None = None
        self._panel_wished = True
        self._aside: QWidget | None = None
        self._under: QWidget | None = None
        self.outline, self.paper, self.panel = Outline(theme), Paper(theme), SidePanel(theme)
        self.toast, self.copy_toast = Toast(theme, self), Toast(theme, self)
        self.actions_ = RecordActions(self)
        self._layout = line(0)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(self.outline)
        self._layout.addWidget(self.paper, 1)
        self._layout.addWidget(self.panel)
        self.setLayout(self._layout)
        self._join()
        self._preparing = QTimer(self)
        self._preparing.setSingleShot(True)
        self._preparing.timeout.connect(self._prepare)

    def _join(self) -> None:
        paper, outline, panel, keys = self.paper, self.outline, self.panel, self.actions_
        outline.section_chosen.connect(self._chosen)
        outline.back.connect(self._back)
        outline.check_asked.connect(self._uncovering(self.check_asked.emit))
        outline.compare_asked.connect(self._uncovering(self.compare_asked.emit))
        outline.way_out_asked.connect(self._way_out)
        paper.section_opened.connect(self._opened)
        paper.edited.connect(self._written)
        paper.stack.currentChanged.connect(self._turned)
        paper.jumped.connect(self.go_to)
        paper.help_asked.connect(self.show_help)
        paper.header.outline_asked.connect(self._toggle_outline)
        paper.header.panel_asked.connect(self.toggle_panel)
        panel.closed.connect(self.toggle_panel)
        joined(keys.next_pane, self.next_pane)
        joined(keys.previous_pane, self.previous_pane)
        joined(keys.panel, self.toggle_panel)
        joined(keys.help, self.show_help)
        for action, way_on in (
            (keys.previous_section, paper.open_previous),
            (keys.next_section, paper.open_next),
            (keys.check, self.check_asked.emit),
            (keys.compare, self.compare_asked.emit),
            (keys.print_draft, self.print_asked.emit),
            (keys.save_draft, self.save_asked.emit),
            (keys.give_up, self.give_up_asked.emit),
            (keys.throw_away, self.throw_away_asked.emit),
        ):
            joined(action, self._uncovering(way_on))

    def _uncovering(self, way_on: Callable[[], object]) -> Callable[[], object]:
        """Return a way on that first brings into sight what it leads to."""

        def go_on() -> None:
            self._put_aside(None)
            way_on()

        return go_on

    # The record

    def show_record(self, sheet: Sheet, flat: Answers, surroundings: Surroundings) -> None:
        """Show a record; `flat` stays its live answers, changed by whoever owns them."""
        self.sheet = sheet
        self._hush()
        self.paper.show_form(sheet.form, flat, surroundings)
        self.paper.set_read_only(sheet.read_only)
        self.outline.show_form(
            sheet.form, sheet.title, sheet.child_name, sheet.whose, sheet.follows
        )
        # An entry of a register is never finished: it only goes on.
        self.outline.show_read_only(sheet.read_only or sheet.form.role != "record")
        self.panel.show_question("", "")
        self._aside = None
        self._arrange()

    def offer_ways_out(self, *, give_up: bool, throw_away: bool, empty: bool = True) -> None:
        """Offer to end what is being written, in the outline, the menu and the list of commands.

        A draft that is not empty is not thrown away; the menu says why.
        """
        keys = self.actions_
        keys.give_up.setVisible(give_up)
        keys.throw_away.setVisible(throw_away)
        say_why_not(keys.throw_away, "" if empty else NOT_EMPTY)
        offered = next(
            (o for o in (keys.give_up, keys.throw_away) if o.isVisible() and o.isEnabled()), None
        )
        self.outline.show_way_out(offered.text() if offered is not None else "")

    def offer_paper(self, on: bool) -> None:
        """Offer the paper of the draft, in the menu and the list of commands."""
        self.actions_.print_draft.setVisible(on)
        self.actions_.save_draft.setVisible(on)

    def _way_out(self) -> None:
        keys = self.actions_
        (keys.give_up if keys.give_up.isVisible() else keys.throw_away).trigger()

    def ask_give_up(self, counts: str) -> None:
        """Say what giving the correction up means, in place of the questions, and ask."""
        self._put_aside(None)
        self.paper.show_giving_up(counts)

    def rest(self) -> None:
        """Stop everything that would happen by itself: the page is let go of."""
        self._preparing.stop()
        self.paper.rest()
        self._hush()

    def go_to(self, path: str, caret: int | None = None) -> bool:
        """Open the section of an answer and bring the focus to it."""
        self._put_aside(None)
        return self.paper.go_to(path, caret)

    def say(self, text: str, action: str = "") -> None:
        """Show a toast at the foot of the page."""
        self._hush()
        self.toast.show_over(self, text, action)

    def say_of_copy(self, text: str, action: str = "") -> None:
        """Show a toast that tells of a copy of the paper; its action is that of `copy_toast`."""
        self._hush()
        self.copy_toast.show_over(self, text, action)

    def _hush(self) -> None:
        self.toast.leave()
        self.copy_toast.leave()

    def say_refused(self, words: str) -> None:
        """Tell that something was not taken, for example a paste that is too long."""
        self.say(words)

    def _chosen(self, section: str) -> None:
        self._put_aside(None)
        self.paper.open_section(section)

    def _opened(self, section: str) -> None:
        self.outline.show_here(section)
        self._preparing.start(REST)

    def _turned(self, _page: int) -> None:
        """Beside the check and the comparison is nothing to say, and nothing lies over them."""
        self._aside = None
        self._arrange()

    def _written(self, _path: str, _value: object, _typing: bool) -> None:
        """While somebody writes, nothing is made ahead."""
        if self._preparing.isActive():
            self._preparing.start(REST)

    def _prepare(self) -> None:
        if not self.paper.prepare():
            self._preparing.start(60)

    def _back(self) -> None:
        child = self.sheet.child if self.sheet is not None else ""
        self.wanted.emit(Go.child(child) if child else Go.today())

    # Panes

    def toggle_panel(self) -> None:
        """Show or hide the panel; where there is no room for it, it takes the page's place."""
        if not self._panel_fits():
            self._put_aside(None if self._aside is self.panel else self.panel)
            return
        had_focus = self.panel.isAncestorOf(QApplication.focusWidget() or self)
        self._panel_wished = not self._panel_wished
        self._arrange()
        if had_focus and not self._panel_wished:
            self._focus_paper()

    def show_help(self, _path: str = "") -> None:
        """Show the guidance of the question that has the focus; the keyboard stays in the answer.

        Where the panel lies over the questions, the keyboard goes into it, and back with it.
        """
        if not self._panel_fits():
            self._put_aside(None if self._aside is self.panel else self.panel)
        elif not self._panel_wished:
            self.toggle_panel()

    def next_pane(self) -> None:
        """Bring the keyboard to the pane after the one that has it."""
        self._pane(1)

    def previous_pane(self) -> None:
        """Bring the keyboard to the pane before the one that has it."""
        self._pane(-1)

    def _pane(self, by: int) -> None:
        panes = [p for p in (self.outline, self.paper, self.panel) if p.isVisible()]
        focus = QApplication.focusWidget()
        at = next(
            (i for i, p in enumerate(panes) if focus is not None and p.isAncestorOf(focus)), 0
        )
        pane = panes[(at + by) % len(panes)]
        if pane is self.outline:
            self.outline.focus_here()
        elif pane is self.panel:
            self.panel.focus_guidance()
        else:
            self._focus_paper()

    def _focus_paper(self) -> None:
        place = self.paper.place()
        page = self.paper.page
        if page is not None and self.paper.writing:
            if not (place.path and page.go_to(place.path, place.caret)):
                page.focus_first()
        else:
            self.paper.header.way_back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_outline(self) -> None:
        self._put_aside(None if self._aside is self.outline else self.outline)

    def _put_aside(self, pane: QWidget | None) -> None:
        """Let the outline or the panel take the place of the questions for a moment.

        The keyboard goes with it: no key goes to an answer that is out of sight.
        """
        if pane is self._aside:
            return
        focus = QApplication.focusWidget()
        if focus is not None and self.paper.isAncestorOf(focus):
            self._under = focus
        self._aside = pane
        self._arrange()
        if pane is self.panel:
            self.panel.focus_guidance()
        elif pane is self.outline:
            self.outline.focus_here()
        else:
            self._focus_back()

    def _focus_back(self) -> None:
        """Bring the keyboard back to what was left when a pane came to lie over it."""
        under, self._under = self._under, None
        if under is not None and isValid(under) and under.isVisible():
            under.setFocus(Qt.FocusReason.OtherFocusReason)  # any other chooses all its words
        else:
            self._focus_paper()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._aside is not None:
            self._put_aside(None)
        else:
            super().keyPressEvent(event)

    # Room

    def _panel_fits(self) -> bool:
        return self.width() >= self.theme.px(PANEL_ROOM)

    def _arrange(self) -> None:
        width, px = self.width(), self.theme.px
        wide = width >= px(WIDE_ROOM)
        outline_fits, panel_fits = width >= px(OUTLINE_ROOM), self._panel_fits()
        if panel_fits and self._aside is self.panel:
            self._aside = None
        if outline_fits and self._aside is self.outline:
            self._aside = None
        self.outline.set_wide(wide)
        self.panel.set_wide(wide)
        self.paper.set_wide(wide)
        self.outline.setVisible(outline_fits or self._aside is self.outline)
        beside = panel_fits and self._panel_wished and self.paper.writing
        self.panel.setVisible(self._aside is self.panel or beside)
        self.paper.setVisible(self._aside is None)
        if self._aside is self.outline:
            self.outline.setFixedWidth(width)
        if self._aside is self.panel:
            self.panel.set_free(width - (self.outline.width() if outline_fits else 0))
        self.paper.header.set_tabs(
            outline=not outline_fits,
            panel=self.paper.writing and not (panel_fits and self._panel_wished),
        )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go as one reads, through the whole window."""
        return step_focus(self.window(), forward) or super().focusNextPrevChild(forward)

    def minimumSizeHint(self) -> QSize:
        # The panes give way by themselves, so they set no limit to the window.
        return QSize(self.theme.px(320), self.theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("window"))
