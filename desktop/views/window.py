"""The window itself: first run, locked or open; and the moments between them.

Locking asks nothing. Its order: what was typed is kept, the lock screen covers the page, the page
goes, and then the store is closed and the keys are dropped.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.go import Go
from desktop.views.idle import IdleWatch
from desktop.views.last_words import not_closed, not_saved
from desktop.views.means import Means
from desktop.views.measures import smallest_size
from desktop.views.paper_door import PaperDoor
from desktop.views.parts.boxes import column, drop
from desktop.views.parts.clipboard import clear_own
from desktop.views.parts.order import step_focus
from desktop.views.parts.plainbar import PlainBar
from desktop.views.parts.shell import Shell
from desktop.views.presenters.unlock import Locked, Reason, UnlockPresenter
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme, look_named
from desktop.views.warming import Dress, Warming

if TYPE_CHECKING:
    from desktop.casework.desk import Desk
    from desktop.casework.preferences import Preferences
    from desktop.casework.session import Session
    from desktop.views.frame import OpenFrame
    from desktop.views.pages.choice import ChoicePage
    from desktop.views.parts.focus import FocusRing
    from desktop.views.sleep import SleepWatch

TITLE = "CST Desktop"  # never a child's name: task switchers and shared screens show it
MARKING = "OFFICIAL-SENSITIVE"


class Window(QWidget):
    """The one window of the program."""

    state_changed = Signal(str)
    kept_locked = Signal()  # what a lock screen is opening just now is not to be shown

    def __init__(self, desk: Desk, means: Means, preferences: Preferences) -> None:
        super().__init__()
        self.desk, self.means, self.preferences = desk, means, preferences
        self.tasks = Tasks(self._unexpected, self)
        self.theme = Theme(look_named(preferences.look), preferences.scale)
        self.frame: OpenFrame | None = None
        self.state = ""
        self.papers = PaperDoor(self)
        self._shown: QWidget | None = None
        self._kept_alive: list[object] = []
        self._locked = Locked(Reason.STARTED, desk.clock.now(), hint=self._hint())
        self._unsafe: tuple[OpenFrame, Go] | None = None
        self._told_unsafe = False
        self._back_to: dict[str, Go] = {}
        self._layout = column(0)
        self.setLayout(self._layout)
        self.setWindowTitle(TITLE)
        self.idle = IdleWatch(desk.clock, preferences.idle_minutes, self)
        self.idle.idle.connect(self._went_idle)
        self.sleep: SleepWatch | None = None
        self._ring: FocusRing | None = None
        self._warming = Warming(self)
        self.dress()
        self.resize(preferences.width, preferences.height)

    # States

    def begin(self, *, training: bool = False) -> None:
        """Show the first page: how to begin, or who unlocks. `training` makes that team at once."""
        self.papers.watch()
        if self.desk.has_store():
            self.show_locked(self._locked)
        else:
            self.show_choice(training=training)

    def show_choice(self, *, training: bool = False) -> None:
        """Show how to begin, or that a training team is being made."""
        from desktop.views.pages.choice import ChoicePage

        page = ChoicePage(self.theme)
        page.team_wanted.connect(self.show_first_run)
        page.training_wanted.connect(partial(self._training, page))
        page.folder_wanted.connect(self._open_folder)
        self._put(self._plain(page), "choice")
        page.start.setFocus()
        if training:
            self._training(page)

    def show_first_run(self) -> None:
        """Show the five steps of starting a team."""
        from desktop.views.presenters.first_run import FirstRunPresenter

        presenter = FirstRunPresenter(self.theme, self.desk, self.tasks)
        presenter.entered.connect(self._entered)
        presenter.left.connect(self.show_choice)
        self._put(self._plain(presenter.page), "first_run", presenter)
        presenter.page.begin()

    def show_locked(self, locked: Locked) -> None:
        """Show who may unlock, and why it is locked."""
        self._locked = locked
        self.idle.stop()
        presenter = UnlockPresenter(self.theme, self.desk, self.tasks)
        presenter.unlocked.connect(self._unlocked)
        presenter.page.paper_asked.connect(self.papers.ask)
        self.kept_locked.connect(presenter.stay_locked)
        self._put(self._plain(presenter.page), "locked", presenter)
        presenter.show(locked)
        if self._ring is not None:
            self._settle()

    def show_open(self, session: Session, go: Go | None = None) -> None:
        """Show the open window of a session."""
        from desktop.views.rooms import World

        self._settle()
        frame, ask = self._warming.take(Dress(self.theme, session.training)), self._preferences_now
        world = World(self.theme, session, self.tasks, self.desk, ask, frame.today)
        frame.admit(world, self.preferences.idle_minutes)
        frame.lock_asked.connect(partial(self.lock, Reason.ASKED))
        frame.switch_asked.connect(partial(self.lock, Reason.SWITCH))
        frame.close_asked.connect(self.close)
        frame.paper_asked.connect(self.papers.ask)
        frame.look_asked.connect(self.set_look)
        frame.size_asked.connect(self.change_size)
        frame.percent_asked.connect(self.set_percent)
        frame.minutes_asked.connect(self.set_idle_minutes)
        self.frame = frame
        self._put(frame, "open")
        frame.go(Go.today())
        if go is not None and go != Go.today():
            frame.go(go)
        self.idle.start()
        self.tasks.run(session.clock_behind, self._tell_clock)

    def _tell_clock(self, behind: Exception | None) -> None:
        if behind is not None and self.frame is not None:
            self.frame.say(behind)

    # Locking and unlocking

    def lock(self, reason: Reason) -> None:
        """Lock now. Asks nothing and loses nothing."""
        frame = self.frame
        if frame is None:
            self.kept_locked.emit()  # also to a lock screen that has gone while it was opening
            return
        safe = frame.hold()
        member = frame.world.session.member.id
        self._back_to[member] = frame.back_to()
        for popup in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if popup is not None:
                popup.close()
        copies = frame.copies()
        clear_own()
        now = self.desk.clock.now()
        self.tasks.forget_all()
        if safe:
            self.frame = None
            frame.close_rooms()
        else:
            self._unsafe = (frame, frame.here)
            self._keep_unsafe(frame)
        self.show_locked(
            Locked(
                reason,
                now.astimezone(),
                trouble="" if safe else not_saved(copies),
                person="" if reason is Reason.SWITCH else member,
                minutes=self.idle.minutes,
                hint=self._hint(),
            )
        )
        if safe:
            self.tasks.run(lambda: self.desk.lock(copies), None)

    def _unlocked(self, session: Session) -> None:
        if self.state == "open":
            session.today.take_ahead()
            return  # asked for twice, from a lock screen and the one that came after it
        kept, self._unsafe, self._told_unsafe = self._unsafe, None, False
        if kept is not None and self.desk.session is session and kept[0].world.session is session:
            frame = kept[0]
            self.frame = frame
            self._put(frame, "open")
            self.idle.start()
            return
        self.show_open(session, self._back_to.get(session.member.id))

    def _entered(self) -> None:
        if self.desk.session is not None:
            self.show_open(self.desk.session)

    def _keep_unsafe(self, frame: OpenFrame) -> None:
        """Take the page off the screen but keep it: its words still wait for room on the disk."""
        self._layout.removeWidget(frame)
        frame.hide()
        frame.setParent(None)
        self._shown = None

    def _say_unsafe(self, words: str) -> None:
        """Say why the window does not close."""
        if self._door is not None:
            self._door.page.show_trouble(words)
        elif self.frame is not None:
            self.frame.show_trouble(words)

    @property
    def _door(self) -> UnlockPresenter | None:
        return next((one for one in self._kept_alive if isinstance(one, UnlockPresenter)), None)

    def _went_idle(self) -> None:
        self.papers.leave()
        self.lock(Reason.IDLE)

    # Beginning

    def _training(self, page: ChoicePage) -> None:
        def made(_folder: str) -> None:
            self._use(self.means.desk_for(None, True))

        def failed(problem: BaseException) -> None:
            self.setEnabled(True)
            page.show_trouble(problem)

        page.show_making()
        self.setEnabled(False)
        self.tasks.run(self.means.make_training, made, failed)

    def _open_folder(self, folder: str) -> None:
        self._use(self.means.desk_for(Path(folder), False))

    def _use(self, desk: Desk) -> None:
        self.setEnabled(True)
        self.desk = desk
        self._locked = Locked(Reason.STARTED, desk.clock.now(), hint=self._hint())
        self.begin()

    def _hint(self) -> str:
        try:
            training = self.desk.has_store() and self.desk.is_training
        except Exception:  # the lock screen itself says what is wrong with the key file
            return ""
        return self.means.training_hint if training else ""

    # Look

    def dress(self) -> None:
        """Dress the application in the theme, and draw the focus ring in it."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.theme.apply(application)
        if self._ring is not None:
            self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._ring is None:
            QTimer.singleShot(0, self._settle)

    def _settle(self) -> None:
        """Do what the first picture did not need: sleep, idling, the focus ring, the icon."""
        from PySide6.QtGui import QIcon

        from desktop.views.parts.focus import FocusRing
        from desktop.views.parts.icon import logo_pixmap
        from desktop.views.sleep import SleepWatch

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if self.sleep is None:
            self.sleep = SleepWatch(self)
            self.sleep.going_to_sleep.connect(partial(self.lock, Reason.SLEEP))
        if self._ring is None:
            self._ring = FocusRing(self.theme, application, self)
            self.idle.watch(application)
        self._ring.theme = self.theme
        self.setMinimumSize(smallest_size(self.theme, self.screen()))
        self.setWindowIcon(QIcon(logo_pixmap(self.theme, 64)))
        if self.state == "locked":
            self._warming.begin(Dress(self.theme, bool(self._hint())))

    def set_look(self, look: str) -> None:
        """Change to light, dark, high contrast, or what the system says."""
        self._prefer(self.preferences._replace(look=look))

    def change_size(self, step: int) -> None:
        """Make the text one step larger or smaller; 0 for 100 %."""
        self._prefer(self.preferences.larger(step))

    def set_percent(self, percent: int) -> None:
        """Set the text size in per cent."""
        self._prefer(self.preferences._replace(scale=percent / 100))

    def _preferences_now(self) -> Preferences:
        return self.preferences

    def set_idle_minutes(self, minutes: int) -> None:
        """Change after how many idle minutes the window locks."""
        self.preferences = self.preferences._replace(idle_minutes=minutes)
        self.means.keep_preferences(self.preferences)
        self.idle.set_minutes(minutes)
        if self.frame is not None:
            self.frame.status.set_idle(f"Locks after {minutes} idle minutes")

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self.means.keep_preferences(preferences)
        theme = Theme(look_named(preferences.look), preferences.scale)
        if (theme.name, theme.scale) == (self.theme.name, self.theme.scale):
            return
        frame = self.frame
        go = frame.back_to() if frame is not None else None
        if frame is not None:
            if not frame.hold():
                return
            frame.close_rooms()
            self.tasks.forget_all()  # what arrives from now on was asked for by pages that are gone
        self.theme = theme
        self.dress()
        if frame is not None and self.desk.session is not None:
            self.show_open(self.desk.session, go)
        elif self.desk.has_store():
            self.show_locked(self._locked)
        else:
            self.show_choice()

    # Inside

    def show_page(self, page: QWidget, state: str, presenter: QObject) -> None:
        """Show a page that needs no open store."""
        self._put(self._plain(page), state, presenter)

    def _plain(self, page: QWidget) -> Shell:
        training = bool(self._hint())
        shell = Shell(self.theme, PlainBar(self.theme, MARKING), training=training)
        shell.page.set_page(page)
        return shell

    def _put(self, widget: QWidget, state: str, *keep: object) -> None:
        old, self._shown = self._shown, widget
        if old is not None and old is not widget:
            self._layout.removeWidget(old)
            drop(old)
        self._kept_alive = list(keep)
        self._layout.addWidget(widget)
        widget.show()
        self.state = state
        self.state_changed.emit(state)

    def _unexpected(self, problem: BaseException) -> None:
        if self.frame is not None:
            self.frame.say(problem)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without a question: everything is kept first.

        Words that the disk does not take keep the window open the first time.
        """
        frame = self.frame
        copies = frame.copies() if frame is not None else ()
        if frame is not None:
            if not frame.hold() and not self._told_unsafe:
                self._told_unsafe = True
                self._say_unsafe(not_closed(copies))
                event.ignore()
                return
            frame.close_rooms()
        usual = self.normalGeometry().size() if self.normalGeometry().isValid() else self.size()
        size = self.preferences._replace(
            width=usual.width(), height=usual.height(), maximised=self.isMaximized()
        )
        self.means.keep_preferences(size)
        self.idle.stop()
        clear_own()
        self.tasks.close()
        self.desk.lock(copies)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go as one reads, whatever was made later than its neighbours."""
        return step_focus(self, forward) or super().focusNextPrevChild(forward)

    def changeEvent(self, event: QEvent) -> None:
        """Save when the window loses the focus."""
        lost = event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow()
        if lost and self.frame is not None:
            self.frame.hold()
        super().changeEvent(event)
