"""The open window: rail, top bar, status line, menus, and the room that one is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.casework.today import Recent as OpenedLately
from desktop.casework.today import TodayView
from desktop.casework.troubles import explain
from desktop.casework.working import WorkingCopy
from desktop.views.done import Done, LastDone
from desktop.views.go import Go, Page
from desktop.views.menus import MENUS, commands_in, opener, without_argument
from desktop.views.pages.today import TodayPage
from desktop.views.parts.banner import Banner
from desktop.views.parts.menu import Menu
from desktop.views.parts.palette import ICON, CommandPalette
from desktop.views.parts.planes import column
from desktop.views.parts.rail import Place, Rail, Recent
from desktop.views.parts.shell import Shell
from desktop.views.parts.statusbar import StatusBar
from desktop.views.parts.topbar import TopBar
from desktop.views.presenters.lines import go_to_recent
from desktop.views.rooms import Room, World
from desktop.views.theme import Theme
from desktop.views.trail import Trail

PLACES = (
    Place("today", "list-todo", "Today", "Today", "Ctrl+1"),
    Place("children", "users-round", "Children", "Children", "Ctrl+2"),
)
PINNED = (Place("settings", "sliders-horizontal", "Settings", "Settings", "Ctrl+6"),)
GOES = {"today": Go.today(), "children": Go.children(), "settings": Go.settings()}
RECENT = 3  # entries in the rail
WIDE_ENOUGH = 1600  # below this width the rail folds on record pages
TOO_NARROW = 960  # pixels at 100 %: with large text the rail folds on every page

RoomMaker = Callable[[World], Room]


class OpenFrame(QWidget):
    """The window of one person's session; it is made before anybody is there, and then entered."""

    world: World

    lock_asked = Signal()
    switch_asked = Signal()
    close_asked = Signal()
    paper_asked = Signal()
    look_asked = Signal(str)
    size_asked = Signal(int)
    percent_asked = Signal(int)
    minutes_asked = Signal(int)

    def __init__(
        self,
        theme: Theme,
        makers: Mapping[Page, RoomMaker],
        window: QWidget,
        *,
        training: bool,
    ) -> None:
        super().__init__(window)
        self.hide()
        self.theme, self._makers = theme, makers
        self.today = TodayPage(theme)
        self.rooms: dict[Page, Room] = {}
        self.room: Room | None = None
        self.here = Go.today()
        self._trail = Trail()
        self._going_back = False
        self._recalls: dict[str, Go] = {}
        self.top = TopBar(theme, "")
        self.rail = Rail(theme, "", PLACES, PINNED)
        self.status = StatusBar(theme)
        self.last_done = LastDone(theme, self)
        self.shell = Shell(theme, self.top, self.rail, self.status, training=training)
        layout = column(0)
        layout.addWidget(self.shell)
        self.setLayout(layout)
        self.status.set_saved("All changes saved")
        self.status.set_store("Encrypted store, this laptop only")
        self._menus: dict[str, QMenu] = {}
        self._borrowed: list[tuple[QMenu, QAction]] = []
        self._make_menus()
        self._connect()
        self.shell.page.set_page(self.today)

    def get_ready(self) -> None:
        """Do what showing it would do first: style every part, and lay them out."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def admit(self, world: World, idle_minutes: float) -> None:
        """Let somebody in who unlocked: their name, their team and its marking stand here now."""
        self.world, session = world, world.session
        self.rail.set_team(session.team)
        self.top.set_marking(session.profile.marking)
        self.top.set_person(session.member.short_name)
        self.status.set_idle(f"Locks after {idle_minutes:g} idle minutes")

    def _connect(self) -> None:
        self.rail.went.connect(lambda place: self.go(GOES[place]))
        self.last_done.undone.connect(self._undo_done)
        self.rail.recalled.connect(self._recalled)
        self.top.lock_asked.connect(self.lock_asked)
        self.top.searched.connect(self._search)
        self.top.search_opened.connect(self._open_search)

    # Going

    def go(self, go: Go) -> None:
        """Go somewhere: the room that one leaves keeps what was typed and asks nothing."""
        room = self._room(go.page)
        if room is None:
            return
        self.last_done.leave()
        if self.room is not None and self.room is not room:
            self.room.leave()
        if go != self.here and not self._going_back:
            self._trail.left(self.here)
        self.here = go
        changed = self.room is not room
        self.room = room
        if changed:
            self.shell.page.set_page(room.page)
            self._borrow(room)
        self.rail.set_here("settings" if go.page is Page.SETTINGS else room.rail.value)
        self._fold()
        room.enter(go)
        self._give_focus(room)

    def _give_focus(self, room: Room) -> None:
        """Bring the keyboard to the new page, unless the page has taken it itself."""
        focus = self.window().focusWidget()
        if focus is not None and room.page.isAncestorOf(focus):
            return
        begin = getattr(room.page, "begin", None)
        if callable(begin):
            begin()
        else:
            room.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Go back to where one was."""
        self._go_back(self._trail.back())

    def _go_back(self, place: Go | None) -> None:
        if place is not None:
            self._going_back = True
            self.go(place)
            self._going_back = False

    def open_palette(self) -> None:
        """Ctrl+K: do anything by typing some letters of its name."""
        commands, actions = commands_in(self._menus.values())
        self.palette_list = CommandPalette(self.theme, commands)
        self.palette_list.chosen.connect(lambda command: actions[command].trigger())
        self.palette_list.sought.connect(self._search)
        self.palette_list.open_over(self)

    def toggle_full_screen(self) -> None:
        """F11: the whole screen, and back."""
        window = self.window()
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def hold(self) -> bool:
        """Keep everything typed now; return whether all of it is kept."""
        return False not in [room.hold() for room in self.rooms.values()]

    def back_to(self) -> Go:
        """Return where one comes back to after a lock."""
        return self.room.back_to(self.here) if self.room is not None else self.here

    def copies(self) -> tuple[WorkingCopy, ...]:
        """Return every working copy that is open, or was left and is not a version yet."""
        return tuple(copy for room in self.rooms.values() for copy in room.copies())

    def close_rooms(self) -> None:
        """Let go of every room: the frame is about to be taken away."""
        for room in self.rooms.values():
            room.close()

    def say(self, problem: BaseException) -> None:
        """Show a trouble over the page, in words; it goes with the next page or a press."""
        self.show_trouble(explain(problem).text)

    def show_trouble(self, words: str) -> None:
        """Show words over the page that tell of a trouble."""
        banner = Banner(self.theme, "late", words, "Close")
        banner.acted.connect(self._clear_banner)
        self.shell.page.set_banner(banner)

    def show_saved(self, text: str, state: str) -> None:
        """Show what the foot of the window says of saving."""
        self.status.set_saved(text, state)

    def _clear_banner(self) -> None:
        self.shell.page.set_banner(None)

    def _room(self, page: Page) -> Room | None:
        if page not in self.rooms:
            maker = self._makers.get(page)
            if maker is None:
                return None
            room = maker(self.world)
            room.wanted.connect(self.go)
            room.trouble.connect(self.say)
            room.status.connect(self.show_saved)
            room.visited.connect(self._look_recent)
            self.rooms[page] = room
            self._join_special(room)
        return self.rooms[page]

    def _join_special(self, room: Room) -> None:
        """Join the signals that only some rooms have."""
        for name, slot in (
            ("new_wanted", self.new_record),
            ("back_wanted", self.back),
            ("child_wanted", self.add_child),
            ("shown", self.show_recent),
            ("look_asked", self.look_asked),
            ("size_asked", self.size_asked),
            ("percent_asked", self.percent_asked),
            ("minutes_asked", self.minutes_asked),
            ("keys_wanted", partial(self.go, Go(Page.KEYS))),
            ("paper_wanted", self.paper_asked),
            ("done", self._done),
            ("left", lambda: self.room is not None and self.room.look_again()),
        ):
            signal = getattr(room, name, None)
            if signal is not None:
                signal.connect(slot)

    def _done(self, done: Done) -> None:
        """Go on from what was done, unless one is elsewhere by now, and tell of it there."""
        self._trail.forget(done.gone)
        self._look_recent()
        if self.here.id == done.record:
            self._go_back(self._trail.before() or done.go) if done.gone else self.go(done.go)
        undoes = self.room is not None and "Edit" in self.room.actions()  # Ctrl+Z is the page's own
        self.last_done.tell(done, self.shell.page, by_key=not undoes)

    def _undo_done(self, undo: Callable[[], object], record: str) -> None:
        self.world.tasks.run(undo, lambda _: self.go(Go.record(record)), self.say)

    def show_recent(self, view: object) -> None:
        """Show in the rail what was opened lately."""
        if isinstance(view, TodayView):
            self._show_recent(view.recent)

    def _look_recent(self) -> None:
        self.world.tasks.run(self.world.session.today.recent, self._show_recent, self.say)

    def _show_recent(self, recent: tuple[OpenedLately, ...]) -> None:
        self.rail.set_recent(tuple(Recent(r.record, r.title, r.meta) for r in recent[:RECENT]))
        self._recalls = {r.record: go_to_recent(r) for r in recent}

    def _recalled(self, record: str) -> None:
        self.go(self._recalls.get(record, Go.record(record)))

    def _search(self, text: str) -> None:
        self.go(Go.search(text))

    def _open_search(self) -> None:
        self.go(Go.search())

    def focus_search(self) -> None:
        """Bring the keyboard to "Search everything"."""
        if self.top.search.isVisible():
            self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top.search.selectAll()
        else:
            self._open_search()

    def new_record(self) -> None:
        """Ask for which child, and which record."""
        child = self.here.id if self.here.page is Page.CHILD else ""
        self.go(Go(Page.NEW, child))

    def add_child(self) -> None:
        """Add a child."""
        self.go(Go(Page.ADD_CHILD))

    def save_now(self) -> None:
        """Ctrl+S: everything is saved already; say so, with the time."""
        if self.hold():
            now: datetime = self.world.session.clock.now()
            self.status.set_saved(f"All changes saved {now.astimezone():%H:%M:%S}")

    # Menus

    def _make_menus(self) -> None:
        calls = self._calls()
        for title, entries in MENUS:
            menu = Menu(self.theme, title, self)
            self.top.menus.addMenu(menu)
            self.addAction(opener(self.top.menus, menu))
            self._menus[title] = menu
            for entry in entries:
                if entry is None:
                    menu.addSeparator()
                else:
                    action = self._action(entry.words, entry.keys, calls[entry.call])
                    action.setProperty(ICON, entry.icon)
                    menu.addAction(action)
        self._menus["Record"].menuAction().setVisible(False)
        person = Menu(self.theme, parent=self)
        person.addAction(self._action("Switch person", "", calls["switch"]))
        person.addAction(self._action("My account", "", calls["account"]))
        self.top.set_person_menu(person)

    def _calls(self) -> dict[str, Callable[[], object]]:
        """Return what each entry of the menus does, by the name that `MENUS` gives it."""
        going = {
            "today": Go.today(),
            "children": Go.children(),
            "settings": Go.settings(),
            "keys": Go(Page.KEYS),
            "empty_copy": Go(Page.EMPTY_COPIES),
            "account": Go.settings("people"),
            "about": Go.settings("about"),
        }
        calls: dict[str, Callable[[], object]] = {
            name: partial(self.go, go) for name, go in going.items()
        }
        looks = ("light", "dark", "contrast", "system")
        calls.update({name: partial(self.look_asked.emit, name) for name in looks})
        sizes = {"larger": 1, "smaller": -1, "usual": 0}
        calls.update({name: partial(self.size_asked.emit, step) for name, step in sizes.items()})
        calls.update(
            {
                "new": self.new_record,
                "add_child": self.add_child,
                "save": self.save_now,
                "check_paper": self.paper_asked.emit,
                "switch": self.switch_asked.emit,
                "lock": self.lock_asked.emit,
                "close": self.close_asked.emit,
                "search": self.focus_search,
                "back": self.back,
                "palette": self.open_palette,
                "full_screen": self.toggle_full_screen,
            }
        )
        return calls

    def _action(self, words: str, keys: str, call: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        if keys:
            shortcuts = [QKeySequence(keys)]
            if keys == "Ctrl++":
                shortcuts.append(QKeySequence("Ctrl+="))
            action.setShortcuts(shortcuts)
        action.triggered.connect(without_argument(call))
        self.addAction(action)
        return action

    def _borrow(self, room: Room) -> None:
        """Show the room's own actions in the menus, and take the last room's away."""
        for menu, action in self._borrowed:
            menu.removeAction(action)
        self._borrowed = []
        for title, actions in room.actions().items():
            menu = self._menus[title]
            own = menu.actions()
            line = QAction(menu)
            line.setSeparator(True)
            together = [*actions, line] if title == "Edit" else [line, *actions]
            if title == "Edit" and own:
                menu.insertActions(own[0], together)
            else:
                menu.addActions(together if own else list(actions))
            self._borrowed += [(menu, action) for action in together]
        record = self._menus["Record"]
        record.menuAction().setVisible(bool(record.actions()))
        self.top.menus_changed()

    # Size

    def _fold(self) -> None:
        folds = self.room is not None and self.room.folds_rail
        room = WIDE_ENOUGH if folds else TOO_NARROW
        self.rail.set_folded(self.width() < self.theme.px(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
