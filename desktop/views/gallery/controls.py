"""The gallery's first page: every control in its states."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.views.gallery.exhibit import Exhibit, GalleryPage, Pinned, Ringed, loose
from desktop.views.parts import buttons
from desktop.views.parts.avatar import Avatar
from desktop.views.parts.buttons import Button
from desktop.views.parts.calendar import MonthPopover
from desktop.views.parts.checks import Check, Radio
from desktop.views.parts.chip import Chip
from desktop.views.parts.fields import FindField
from desktop.views.parts.icon import Icon, Logo
from desktop.views.parts.passphrase import InlineUnlock, StrengthLine
from desktop.views.parts.planes import column, line
from desktop.views.parts.segmented import Segmented
from desktop.views.parts.tabs import Tabs
from desktop.views.parts.text import Label, Prose
from desktop.views.parts.tile import DateTile, IconTile
from desktop.views.theme import Theme

STATES = ("At rest", "Hover", "Focus", "Pressed", "Disabled, reason in the tooltip")
KINDS = (
    ("Primary, one a page", "primary", "Sign and save PDF", ""),
    ("Secondary", "secondary", "Print", "printer"),
    ("Quiet", "quiet", "Not yet", ""),
    ("Plain", "plain", "Columns", "columns-3"),
    ("Icon, with tooltip", "icon", "", "ellipsis"),
)
LONG = "Sign, save the PDF, ask P. Example to agree it and show me what happens next"
ARABIC = "أحب الملاكمة والرياضيات عندما يكون المكان هادئًا."


def controls_page(theme: Theme) -> GalleryPage:
    """Return the page "Controls"."""
    page = GalleryPage(theme, "Controls", "Every control in its states")
    _buttons(theme, page.add_section("Buttons"))
    _text(theme, page, page.add_section("Text"))
    _choice(theme, page, page.add_section("Choice"))
    _marks(theme, page, page.add_section("Marks"))
    _dates(theme, page, page.add_section("Date"))
    page.body.addStretch(1)
    return page


def _buttons(theme: Theme, section: QVBoxLayout) -> None:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(theme.px(4))
    grid.setHorizontalSpacing(theme.px(12))
    grid.setColumnMinimumWidth(0, theme.px(112))
    for at, state in enumerate(STATES, 1):
        label = Label(theme, state, "small", "muted")
        label.setContentsMargins(theme.px(4), 0, 0, 0)
        grid.addWidget(label, 0, at)
        grid.setColumnStretch(at, 1)
    for row, (said, kind, text, icon) in enumerate(KINDS, 1):
        grid.addWidget(Label(theme, said, "small", "muted"), row, 0)
        for at, state in enumerate(STATES, 1):
            grid.addWidget(_posed(theme, kind, text, icon, state), row, at, _left())
    section.addLayout(grid)
    long, link = Button(theme, LONG, "secondary"), buttons.link(theme, "Read the comments")
    why = buttons.link(theme, "Why?", role="hint", underlined=True, name="Why this date?")
    section.addWidget(
        Exhibit(
            theme, "Long text; links on their own and in a line", loose(long, link, why, gap=16)
        )
    )


def _left() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _posed(theme: Theme, kind: str, text: str, icon: str, state: str) -> QWidget:
    size = "small" if kind == "icon" else "normal"
    button = Button(theme, text, kind, icon=icon, size=size, name=text or "More")
    if kind == "icon":
        button.set_tip("More", "Shift+F10")
    if state.startswith("Disabled"):
        button.disable_because("Only a manager may do this")
    button.pose = {"Hover": "hover", "Pressed": "pressed"}.get(state, "")
    ringed = Ringed(theme, button)
    if state != "Focus":
        ringed.layout().removeWidget(button)  # type: ignore[union-attr]
        box = QWidget()
        layout = line(0, (theme.px(4),) * 4)  # type: ignore[arg-type]
        layout.addWidget(button)
        box.setLayout(layout)
        ringed.deleteLater()
        return box
    return ringed


def _field(theme: Theme, label: str, text: str = "", **state: object) -> QWidget:
    box = QWidget()
    layout = column(theme.px(8))
    layout.addWidget(Label(theme, label, "label"))
    wrong = str(state.get("wrong", ""))
    if wrong:
        said = line(theme.px(6))
        said.addWidget(Icon(theme, "triangle-alert", "late-fg", 16))
        said.addWidget(Label(theme, wrong, "strong", "late"), 1)
        layout.addLayout(said)
    if state.get("print"):
        layout.addWidget(Prose(theme, text, plain=True, content=True))
    else:
        edit = QLineEdit(text)
        edit.setAccessibleName(label)
        edit.setFont(theme.font("body"))
        edit.setProperty("wrong", bool(wrong))
        edit.setProperty("pose", state.get("pose", ""))
        edit.setEnabled(not state.get("disabled"))
        if state.get("rtl"):
            edit.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        layout.addWidget(edit)
    box.setLayout(layout)
    return box


def _text(theme: Theme, page: GalleryPage, section: QVBoxLayout) -> None:
    name = "Crime reference"
    page.add_columns(
        section,
        Exhibit(theme, "At rest, empty", _field(theme, name)),
        Exhibit(
            theme,
            "Focus: the border becomes 2 px, no gap",
            _field(theme, name, "06/418", pose="focus"),
        ),
        Exhibit(
            theme,
            "Error: same words as the summary",
            _field(theme, name, "06/4", wrong="The crime reference has too few figures"),
        ),
    )
    section.addSpacing(theme.px(16))
    page.add_columns(
        section,
        Exhibit(
            theme, "Disabled", _field(theme, name, "After the police lead is named", disabled=True)
        ),
        Exhibit(
            theme, "Read-only looks like print", _field(theme, name, "06/41833/26", print=True)
        ),
        Exhibit(theme, "Find", FindField(theme, "Find by name, LCS number, place")),
    )
    section.addSpacing(theme.px(16))
    strength = StrengthLine(theme)
    strength.say("good", "Good.", "A fourth word would make it very good.")
    weak = StrengthLine(theme)
    weak.say("weak", "Easy to guess.", "Add a third word.")
    wrong = InlineUnlock(theme)
    wrong.say_wrong("This is not the passphrase.", "Look at Caps Lock.")
    page.add_columns(
        section,
        Exhibit(theme, "Passphrase", InlineUnlock(theme), strength, weak),
        Exhibit(theme, "Passphrase, not accepted", wrong),
        Exhibit(theme, "Right to left", _field(theme, "About me", ARABIC, rtl=True)),
    )


def _choice(theme: Theme, page: GalleryPage, section: QVBoxLayout) -> None:
    radios = [Radio(theme, one) for one in ("None", "Section 17", "Strategy request", "Other")]
    radios[2].setChecked(True)
    radio_box = _stack(Label(theme, "Statutory step", "label"), *radios)
    checks = [Check(theme, one) for one in ("Life story", "Knives", "Online", "Relationships")]
    for check in checks[:2]:
        check.setChecked(True)
    find = FindField(theme, "Find a topic", icon="list-filter")
    asleep = Check(theme, "Ticked, but not to be changed")
    asleep.setChecked(True)
    asleep.setEnabled(False)
    some = Check(theme, "Some of them")
    some.setTristate(True)
    some.setCheckState(Qt.CheckState.PartiallyChecked)
    quiet = Radio(theme, "Not to be chosen")
    quiet.setEnabled(False)
    turned = Check(theme, "من اليمين إلى اليسار")
    turned.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.add_columns(
        section,
        Exhibit(theme, "Radio list, up to seven; starts empty", radio_box),
        Exhibit(theme, "Check list, filter above seven", find, _stack(*checks)),
        Exhibit(theme, "Disabled, partly, right to left", _stack(asleep, some, quiet, turned)),
    )
    section.addSpacing(theme.px(16))
    met = Segmented(
        theme,
        [(one, one) for one in ("Met", "Met briefly", "No answer", "Child said no")],
        name="Did you meet",
    )
    met.set_value("Met")
    tool = Segmented(
        theme,
        [("mine", "Mine 9"), ("open", "Open 48"), ("closed", "Closed 312")],
        name="Which children",
        answer=False,
    )
    tool.set_value("open")
    tabs = Tabs(theme, ("At a glance", "Records", "Chronology", "Plan"), base=True)
    page.add_columns(
        section,
        Exhibit(theme, "Short choice in one row, six at most", met),
        Exhibit(theme, "The same as a tool", loose(tool)),
    )
    section.addSpacing(theme.px(16))
    page.add_columns(section, Exhibit(theme, "Tabs", tabs), QWidget())


def _stack(*pieces: QWidget) -> QWidget:
    box, layout = QWidget(), column(0)
    for piece in pieces:
        layout.addWidget(piece)
    box.setLayout(layout)
    return box


def _marks(theme: Theme, page: GalleryPage, section: QVBoxLayout) -> None:
    first = loose(
        Chip(theme, "Not started"),
        Chip(theme, "Under way", "accent"),
        Chip(theme, "Due Thu 26 Nov", "due"),
        Chip(theme, "1 working day late", "late"),
        Chip(theme, "Agreed", "done"),
        gap=theme.px(8),
    )
    second = loose(
        Chip(theme, "Changed since", "carried", "refresh-cw"),
        Chip(theme, "Exact words", "words", "quote"),
        Chip(theme, "Criminal exploitation, happening now", strong=False),
        gap=theme.px(8),
    )
    third = loose(Chip(theme, "Do not write to this address", "late", "mail-x"))
    turned = Chip(theme, "بدأ العمل", "accent")
    turned.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    tiles = loose(
        DateTile(theme, "Fri", "20", "late"),
        DateTile(theme, "Thu", "26", "due"),
        DateTile(theme, "Tue", "8"),
        IconTile(theme, "pencil-line"),
        Avatar(theme, "DC T. Mock"),
        Avatar(theme, "Jo Sample", 40),
        *(Logo(theme, size) for size in (16, 24, 40, 48)),
        gap=theme.px(16),
    )
    page.add_columns(
        section,
        Exhibit(
            theme,
            "Chips: a word always, an icon where there is a state",
            first,
            second,
            third,
            loose(turned),
        ),
        Exhibit(theme, "Date tiles, avatars, the application's icon", tiles),
    )


def _dates(theme: Theme, page: GalleryPage, section: QVBoxLayout) -> None:
    month = MonthPopover(theme, date(2026, 12, 1), bank_holiday)
    page.add_columns(
        section, Exhibit(theme, "The month, with its bank holidays", Pinned(month)), QWidget()
    )


def bank_holiday(day: date) -> str:
    """Name a bank holiday of the month that the gallery shows."""
    return {25: "Christmas Day", 28: "Boxing Day (substitute day)"}.get(day.day, "")
