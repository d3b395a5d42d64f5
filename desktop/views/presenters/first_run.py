"""Behind the first run: starts the team, keeps the profile, proves the recovery sheet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from desktop.casework.desk import Desk, NewTeam, Started
from desktop.casework.passphrase import judge, offer_words
from desktop.casework.roles import ROLE_NAMES, Role
from desktop.casework.troubles import explain
from desktop.practice.profiles import Profile
from desktop.views.pages.data import ProfileChoice, TeamPlan, Verdict
from desktop.views.pages.first_run import FirstRun
from desktop.views.tasks import Tasks
from desktop.views.theme import Theme

SETTING_NAMES: Mapping[str, str] = {
    "wise_aim_days": "Aim for a WISE, days",
    "review_months": "Review after, months",
    "mace_band": "Band on the panel sheet",
    "idle_lock_minutes": "Locks after idle minutes",
    "session_countersigned": "Session notes are countersigned",
    "referral_review_working_days": "Review of a referral, working days",
    "pathway_working_days": "First steps of the pathway, working days",
    "assessment_working_days": "Assessment, working days",
    "declined_discussion_hours": "Discussion of a declined referral, hours",
    "mace_new_referral_days": "New referrals to the panel, days before",
    "risk_review_months": "Look again after, months",
}


def judged(passphrase: str, own_words: tuple[str, ...]) -> Verdict:
    """Return the page's verdict on a passphrase."""
    found = judge(passphrase, own_words)
    return Verdict("good" if found.enough else "weak", found.word, found.advice)


def profile_choice(profile: Profile) -> ProfileChoice:
    """Return a profile as the page shows it."""
    settings = tuple(
        (SETTING_NAMES.get(name, name.replace("_", " ")), _said(setting.value), setting.source)
        for name, setting in profile.settings.items()
    )
    return ProfileChoice(profile.id, profile.title, profile.summary, settings)


def _said(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class FirstRunPresenter(QObject):
    """Makes the page and answers it."""

    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, desk: Desk, tasks: Tasks, *, training: bool = False) -> None:
        super().__init__()
        self._desk, self._tasks, self._training = desk, tasks, training
        self.page = FirstRun(
            theme,
            str(desk.folder),
            [(role.value, name) for role, name in ROLE_NAMES.items()],
            [profile_choice(profile) for profile in desk.profiles.values()],
            offer=offer_words,
            judge=judged,
            prove=desk.prove_recovery,
        )
        self.page.team_planned.connect(self._start)
        self.page.profile_chosen.connect(self._choose)
        self.page.entered.connect(self.entered)
        self.page.left.connect(self.left)

    def _start(self, plan: TeamPlan) -> None:
        new = NewTeam(plan.team, plan.name, Role(plan.role), plan.passphrase, self._training)
        self._tasks.run(lambda: self._desk.start_team(new), self._started, self._failed)

    def _started(self, started: Started) -> None:
        self.page.show_keys(started.recovery_key, started.envelope_key)

    def _choose(self, profile: str) -> None:
        self._tasks.run(lambda: self._desk.choose_profile(profile), self._chosen, self._failed)

    def _chosen(self, _nothing: object) -> None:
        self.page.show_rules_kept()

    def _failed(self, problem: BaseException) -> None:
        self.page.show_trouble(explain(problem).text)
