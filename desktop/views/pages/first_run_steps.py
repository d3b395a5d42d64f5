"""The steps of the first run, apart from the sheets: the team, you, the rules, and ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.views.pages.data import ProfileChoice
from desktop.views.pages.entry import Entry, RadioGrid, TextField, give_focus
from desktop.views.pages.passphrase_choice import Judge, PassphraseChoice
from desktop.views.parts.buttons import LinkButton, secondary
from desktop.views.parts.checks import Radio
from desktop.views.parts.icon import Icon
from desktop.views.parts.planes import Card, ListCard, ListRow, column, line
from desktop.views.parts.press import stop_once
from desktop.views.parts.text import Heading, Label, Prose, escaped, strong
from desktop.views.theme import Theme

MADE = "The team exists now with what stands here. Settings can change it later."


class Step(QWidget):
    """One step: `problem()` says what is still missing and moves the focus there."""

    title = ""
    next_words = "Next"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.body = column(0)
        self.setLayout(self.body)
        self.heading = Heading(theme, self.title, 1)
        self.body.addWidget(self.heading)
        self.body.addSpacing(theme.px(20))

    def ready(self) -> bool:
        """Whether one may go on; when not, the step says why."""
        return True

    def begin(self) -> None:
        """Give the first field the keyboard."""

    def freeze(self) -> None:
        """The team was made: show what was typed, to be changed in the settings."""


class TeamStep(Step):
    """The team's name and where its store is kept; `folder_chosen` asks for another folder."""

    folder_chosen = Signal(str)

    title = "Your team"
    next_words = "Next: you"

    def __init__(self, theme: Theme, folder: str) -> None:
        super().__init__(theme)
        self.name = TextField(theme, "The team’s name")
        self.name_entry = Entry(
            theme, "The team’s name", self.name, "As your authority calls it. It is on every paper."
        )
        self._folder = folder
        self.where = Label(theme, folder, "body", wrap=True)
        self.change = secondary(theme, "Choose another folder", size="small")
        self.change.clicked.connect(self._choose)
        self.change.hide()
        card = Card(theme, padding=(11, 16), radius=8, fill="window")
        row = line(theme.px(12))
        row.addWidget(Icon(theme, "hard-drive", "muted"))
        row.addWidget(self.where, 1)
        row.addWidget(self.change)
        card.body.addLayout(row)
        self.folder_entry = Entry(
            theme,
            "Where the records are kept",
            card,
            "One folder on this laptop. Everything in it is encrypted; it can stay as it is.",
        )
        self.body.addWidget(self.name_entry)
        self.body.addSpacing(theme.px(32))
        self.body.addWidget(self.folder_entry)
        self.name.textEdited.connect(self._typed)

    @property
    def folder(self) -> str:
        """The folder for the store."""
        return self._folder

    def offer_folders(self) -> None:
        """Offer another folder: somebody listens to `folder_chosen`."""
        self.change.show()

    def set_folder(self, folder: str) -> None:
        """Show another folder."""
        self._folder = folder
        self.where.setText(folder)
        self.folder_entry.error.say("")

    def begin(self) -> None:
        self.name.setFocus()

    def ready(self) -> bool:
        if not self.name.text().strip():
            self.name_entry.say_wrong("Type the team’s name, for example “Exampleton CST”.")
            return False
        return True

    def freeze(self) -> None:
        self.name.setReadOnly(True)
        self.change.disable_because(MADE)

    def _typed(self) -> None:
        self.name_entry.say_wrong("")

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Where the records are kept", self._folder)
        if folder:
            self.set_folder(folder)
            self.folder_chosen.emit(folder)


class YouStep(Step):
    """Name, role and passphrase of the person who starts the team."""

    title = "You"
    next_words = "Next: recovery sheet"

    def __init__(
        self,
        theme: Theme,
        roles: Sequence[tuple[str, str]],
        offer: Callable[[], str],
        judge: Judge,
    ) -> None:
        super().__init__(theme)
        self.name = TextField(theme, "Your name")
        self.name_entry = Entry(
            theme, "Your name", self.name, "As it should stand on the records that you sign."
        )
        self.roles = RadioGrid(theme, roles, name="Your role")
        self.role_entry = Entry(theme, "Your role", self.roles, gap=4)
        self.passphrase = PassphraseChoice(theme, offer, judge)
        self.pass_entry = Entry(
            theme,
            "Your passphrase",
            self.passphrase,
            "Three words that do not belong together are hard to guess and easy to keep in mind.",
        )
        self.body.addWidget(self.name_entry)
        self.body.addSpacing(theme.px(32))
        self.body.addWidget(self.role_entry)
        self.body.addSpacing(theme.px(28))
        self.body.addWidget(self.pass_entry)
        self.name.textEdited.connect(self._named)
        self.roles.chosen.connect(self._chose)

    def set_team(self, team: str) -> None:
        """Tell the judge the team's name."""
        self.passphrase.set_own_words((team, self.name.text()))

    def begin(self) -> None:
        named = bool(self.name.text() and self.roles.value())
        give_focus(self.passphrase if named else self.name)

    def ready(self) -> bool:
        if not self.name.text().strip():
            self.name_entry.say_wrong("Type your name, for example “Jo Sample”.")
            return False
        if not self.roles.value():
            self.role_entry.say_wrong("Choose your role. It decides what the window offers you.")
            return False
        return self.passphrase.ready()

    def freeze(self) -> None:
        self.name.setReadOnly(True)
        self.roles.setEnabled(False)
        self.passphrase.freeze()

    def _named(self) -> None:
        self.name_entry.say_wrong("")

    def _chose(self) -> None:
        self.role_entry.error.say("")


class ProfileRow(Radio):
    """One profile to choose; its summary stands under it."""

    def __init__(self, theme: Theme, profile: ProfileChoice) -> None:
        super().__init__(theme, profile.title, height=32)
        self.profile = profile
        self.setAccessibleDescription(profile.summary)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Enter goes on to the next step
        else:
            super().keyPressEvent(event)


class RulesStep(Step):
    """The authority's profile, and what it sets with the source of each value."""

    title = "Your authority’s rules"
    next_words = "Next: ready"

    def __init__(self, theme: Theme, profiles: Sequence[ProfileChoice]) -> None:
        super().__init__(theme)
        self._profiles = {profile.id: profile for profile in profiles}
        self.body.insertSpacing(1, 0)
        hint = "What things are called and how long they may take. It can be changed later."
        self.body.addWidget(Label(theme, hint, "hint", "muted", wrap=True))
        self.body.addSpacing(theme.px(12))
        self.rows: dict[str, ProfileRow] = {}
        for profile in profiles:
            row = ProfileRow(theme, profile)
            row.toggled.connect(self._show_chosen)
            self.rows[profile.id] = row
            self.body.addWidget(row)
            under = Label(theme, profile.summary, "hint", "muted", wrap=True)
            under.setContentsMargins(0, 0, 0, 0)
            indent = line(0, (theme.px(30), 0, 0, theme.px(10)))
            indent.addWidget(under, 1)
            self.body.addLayout(indent)
        self.body.addSpacing(theme.px(12))
        self._sets = ListCard(theme)
        self._sets.hide()
        self.more = LinkButton(theme, "", role="label", icon="chevron-right")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fold)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self._sets)
        if profiles:
            self.rows[profiles[0].id].setChecked(True)
            stop_once(list(self.rows.values()))

    def value(self) -> str:
        """The chosen profile's id."""
        return next((key for key, row in self.rows.items() if row.isChecked()), "")

    def begin(self) -> None:
        if self.value():
            self.rows[self.value()].setFocus()

    def _fold(self, opened: bool) -> None:
        self.more.icon_name = "chevron-down" if opened else "chevron-right"
        self.more.update()
        self._sets.setVisible(opened)

    def _show_chosen(self) -> None:
        chosen = self._profiles.get(self.value())
        if chosen is None:
            return
        self.more.setText(f"What “{chosen.title}” sets, and where that comes from")
        self.more.setAccessibleName(self.more.text())
        self.more.updateGeometry()
        self._sets.clear()
        for what, value, source in chosen.settings:
            row = ListRow(self.theme, f"{escaped(what)}: {strong(value)}", escaped(source))
            self._sets.add_row(row)


class ReadyStep(Step):
    """What comes next; Enter opens Today."""

    title = "Ready"
    next_words = "Open Today"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._words = Prose(theme, "", "lead", "muted")
        self.body.addWidget(self._words)
        self.body.addSpacing(theme.px(24))
        steps = ListCard(theme)
        for icon, title, detail in (
            (
                "user-plus",
                "Add your colleagues",
                "Settings, People. Each of them types a passphrase of their own.",
            ),
            (
                "users-round",
                "Add a child",
                "Children, Add a child. A name is enough to begin with.",
            ),
            (
                "pencil-line",
                "Write the first WISE",
                "On the child’s page, New record. What you type is saved as you type.",
            ),
        ):
            front = Icon(theme, icon, "accent")
            steps.add_row(ListRow(theme, strong(title), escaped(detail), front=front))
        self.body.addWidget(steps)

    def say_for(self, team: str, name: str) -> None:
        """Name the team and the person."""
        self._words.set_plain(f"{team} is ready, {name}. Three things usually come next.")
