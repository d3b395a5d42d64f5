"""Settings, Certificates: who can sign papers, and a keeper's way to issue a certificate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.pages.data import CertificateShown
from desktop.views.pages.entry import Entry, TextField
from desktop.views.pages.settings_cards import CARD_WIDTH, AskCard
from desktop.views.pages.settings_tab import CardTab
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import secondary
from desktop.views.parts.chip import Chip
from desktop.views.parts.planes import Box, ListCard, ListRow, Section, column, no_wider
from desktop.views.parts.text import Label, escaped
from desktop.views.theme import Theme

WHAT_FOR = (
    "A certificate lets somebody sign papers: it says whose signature it is, so that others can "
    "check it. The team makes its own, and a keeper issues them."
)


class IssueCard(AskCard):
    """A certificate for one person, with the reason that the register keeps. `given` carries the
    person and the reason.
    """

    given = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "Issue the certificate")
        self.person = ""
        self.reason = TextField(theme, "Why it is issued", 0)
        self.reason_entry = Entry(
            theme, "Why it is issued", self.reason, "The register of certificates keeps it."
        )
        self.fields.addWidget(self.reason_entry)
        self.reason.returnPressed.connect(self.press)
        self.keep("reason", self.reason)
        self.reason.textEdited.connect(self._edited)
        self.asked.connect(self._ask)

    def open_for(self, shown: CertificateShown) -> None:
        """Ask about this person."""
        self.person = shown.id
        self.title.setText(
            "A certificate for you" if shown.me else f"A certificate for {shown.name}"
        )
        self.means.setText(shown.means)
        self.means.show()
        self.reason.setText(shown.reason)
        self.rest()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.selectAll()

    def forget(self) -> None:
        """Empty the form."""
        super().forget()
        self.reason_entry.say_wrong("")

    def _edited(self, _text: str) -> None:
        self.reason_entry.say_wrong("")

    def _ask(self) -> None:
        if not self.reason.text().strip():
            self.reason_entry.say_wrong("Write in a few words why it is issued.")
        else:
            self.working("The certificate is being issued.")
            self.given.emit(self.person, self.reason.text().strip())


class CertificatesTab(CardTab):
    """The tab. `issued` carries person and reason; answer with `show_certificates` and `say_done`,
    or with `say_wrong`.
    """

    issued = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        self.card = IssueCard(theme)
        super().__init__(theme, (self.card,))
        px = theme.px
        self._may = False
        self._issued_to = ""
        self.keepers = Banner(theme, "info", "")
        self.keepers.hide()
        self.card.given.connect(self.issued)
        self._list = ListCard(theme)
        section = Section(theme, "Who can sign papers")
        what_for = Label(theme, WHAT_FOR, "hint", "muted", wrap=True)
        section.body.addLayout(no_wider(what_for, px(CARD_WIDTH)))
        section.body.addSpacing(px(12))
        section.add(self._list)
        main = column(px(32))
        main.addWidget(self.done)
        main.addWidget(self.keepers)
        main.addLayout(no_wider(self.card, px(CARD_WIDTH)))
        main.addWidget(section)
        self.add_row(Box(main))

    def show_keepers(self, words: str, *, may_issue: bool) -> None:
        """Say who keeps the certificates; whoever is a keeper is offered to issue them."""
        self._may = may_issue
        self.keepers.say("info", words)
        self.keepers.setVisible(bool(words))

    def show_certificates(self, shown: tuple[CertificateShown, ...]) -> None:
        """Show how everybody's certificate stands; the keyboard goes to who was just given one."""
        self._list.clear()
        self._ways = {}
        for one in shown:
            self._list.add_row(self._row(one))
        button, self._issued_to = self._ways.get(self._issued_to), ""
        if button is not None:
            QTimer.singleShot(0, button.setFocus)  # a row is shown a moment after it was added

    def say_done(self, words: str) -> None:
        """Say that it was issued, and close the form."""
        self._issued_to = self.card.person
        self.close_cards()
        self.done.say("done", words)
        self.done.show()
        self.verticalScrollBar().setValue(0)

    def _row(self, one: CertificateShown) -> ListRow:
        theme = self.theme
        actions: list[QWidget] = [Chip(theme, one.state, one.tone)]
        if self._may:
            issue = secondary(theme, one.action, size="small")
            issue.setAccessibleName(f"{one.action}: {one.name}")
            self._way(one.id, issue, self._opener(one))
            actions.append(issue)
        return ListRow(
            theme,
            escaped(f"{one.name} (you)" if one.me else one.name),
            escaped(one.detail),
            front=Avatar(theme, one.name, 40),
            actions=tuple(actions),
            height=64,
        )

    def _opener(self, one: CertificateShown) -> Callable[[], None]:
        def open_card() -> None:
            self.card.open()
            self.card.open_for(one)

        return open_card
