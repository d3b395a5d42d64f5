"""First run: from nothing to a team in five steps, in less than five minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import ProfileChoice, TeamPlan
from desktop.views.pages.entry import OneOf
from desktop.views.pages.first_run_sheets import Prove, SheetsStep
from desktop.views.pages.first_run_steps import (
    ReadyStep,
    RulesStep,
    Step,
    TeamStep,
    YouStep,
)
from desktop.views.pages.passphrase_choice import Judge
from desktop.views.pages.side import BeginFrame
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import primary, quiet
from desktop.views.parts.planes import column, line
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.stepper import Stepper
from desktop.views.parts.text import Label
from desktop.views.theme import Theme

STEPS = ("Your team", "You", "Recovery sheet", "Your authority’s rules", "Ready")
MINUTES = ("five minutes", "four minutes", "three minutes", "one minute", "")
TEAM, YOU, SHEETS, RULES, READY = range(5)


class FirstRun(BeginFrame):
    """The five steps. Nothing typed is lost by going back.

    `team_planned` carries what was typed once it is complete; answer with `show_keys` or
    `show_trouble`. `profile_chosen` carries the profile's id; `entered` ends the first run;
    `left` goes back to the choice of how to begin.
    """

    team_planned = Signal(object)
    profile_chosen = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        folder: str,
        roles: Sequence[tuple[str, str]],
        profiles: Sequence[ProfileChoice],
        *,
        offer: Callable[[], str],
        judge: Judge,
        prove: Prove,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Start a team", parent)
        self.stepper = Stepper(theme, STEPS)
        self.side.add_steps(self.stepper)
        self.team = TeamStep(theme, folder)
        self.you = YouStep(theme, roles, offer, judge)
        self.sheets = SheetsStep(theme, prove)
        self.rules = RulesStep(theme, profiles)
        self.ready_step = ReadyStep(theme)
        self.steps: tuple[Step, ...] = (
            self.team,
            self.you,
            self.sheets,
            self.rules,
            self.ready_step,
        )
        self._made = self._working = False
        self._lay_out()
        self.sheets.moved.connect(self._say_foot)
        self._at = 0
        self._show_step(0)

    def _lay_out(self) -> None:
        theme, px = self.theme, self.theme.px
        self._stack = OneOf(*self.steps)
        self.trouble = Banner(theme, "late", "")
        self.trouble.hide()
        self.progress = ProgressStrip(theme)
        self.progress.hide()
        self.next = primary(theme, "Next")
        self.back = quiet(theme, "Back")
        self.left_over = Label(theme, "", "hint", "muted")
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        foot = line(px(8))
        foot.addWidget(self.next)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.left_over)
        layout = column(0)
        layout.addWidget(self._stack)
        layout.addSpacing(px(32))
        layout.addWidget(self.trouble)
        layout.addWidget(self.progress)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.set_column(layout)

    # What others say

    @property
    def at(self) -> int:
        """Which step is shown, from 0."""
        return self._at

    @property
    def plan(self) -> TeamPlan:
        """What was typed so far."""
        return TeamPlan(
            self.team.name.text().strip(),
            self.you.name.text().strip(),
            self.you.roles.value(),
            self.you.passphrase.text(),
        )

    def show_keys(self, recovery: str, envelope: str) -> None:
        """The team is made: show its sheets."""
        self._made = True
        self._set_working(False)
        self.sheets.show_keys(self.plan.team, recovery, envelope)
        self.team.freeze()
        self.you.freeze()
        self._show_step(SHEETS)

    def show_rules_kept(self) -> None:
        """The profile is kept: go on to the end."""
        self._set_working(False)
        self.ready_step.say_for(self.plan.team, self.plan.name.split(" ")[0])
        self._show_step(READY)

    def show_trouble(self, text: str) -> None:
        """Say what went wrong; everything typed is still here."""
        self._set_working(False)
        self.trouble.say("late", text)
        self.trouble.show()
        self.trouble.label.updateGeometry()

    # Moving

    def go_on(self) -> None:
        """Go to the next step when this one is complete."""
        if self._working or not self.steps[self._at].ready():
            return
        self.trouble.hide()
        if self._at == YOU and not self._made:
            self._set_working(True, "Making the team’s keys")
            self.team_planned.emit(self.plan)
        elif self._at == RULES:
            self._set_working(True, "Keeping the rules")
            self.profile_chosen.emit(self.rules.value())
        elif self._at == READY:
            self.sheets.forget()
            self.you.passphrase.clear()
            self.entered.emit()
        else:
            self._show_step(self._at + 1)

    def go_back(self) -> None:
        """Go to the step before; from the first one, to the choice of how to begin."""
        self.trouble.hide()
        if self._at == SHEETS and self.sheets.back():
            return
        if self._at == 0:
            self.left.emit()
        else:
            self._show_step(self._at - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A line of text hands Enter on to the page, so that no field of a step asks by itself.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Give the first field of the step the keyboard."""
        if self._at == READY:
            self.next.setFocus()
        else:
            self.steps[self._at].begin()

    def _show_step(self, at: int) -> None:
        self._at = at
        if at == YOU:
            self.you.set_team(self.plan.team)
        self._stack.show_at(at)
        said = f"Your team: {self.plan.team}" if at == YOU else ""
        self.stepper.set_at(at, said)
        self._say_foot()
        self.page.verticalScrollBar().setValue(0)
        self.begin()

    def _say_foot(self) -> None:
        self.next.set_words(self.steps[self._at].next_words)
        minutes = MINUTES[self._at]
        step = f"Step {self._at + 1} of {len(STEPS)}"
        self.left_over.setText(f"{step}, about {minutes} left" if minutes else step)

    def _set_working(self, on: bool, words: str = "") -> None:
        self._working = on
        if on:
            self.progress.start(words, can_cancel=False)
            self.next.disable_because(words)
            self.back.setEnabled(False)
        else:
            self.progress.finish()
            self.next.enable()
            self.back.setEnabled(True)
