"""The gallery's second page: what records and pages are built of."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.gallery.exhibit import Exhibit, GalleryPage, Pinned, Ringed
from desktop.views.parts import paint
from desktop.views.parts.banner import Banner
from desktop.views.parts.buttons import link, primary, secondary
from desktop.views.parts.clock_line import ClockLine, Why, WhyPopover
from desktop.views.parts.copy_line import CopyLine
from desktop.views.parts.differences import Differences
from desktop.views.parts.empty import EmptyState
from desktop.views.parts.error_summary import ErrorLine, ErrorSummary
from desktop.views.parts.planes import HairList, ListCard, ListRow, Section
from desktop.views.parts.progress import ProgressStrip
from desktop.views.parts.rail import Place, RailItem
from desktop.views.parts.skeleton import Skeleton
from desktop.views.parts.stepper import Stepper
from desktop.views.parts.text import Prose, escaped, strong
from desktop.views.parts.tile import DateTile, IconTile
from desktop.views.parts.timeline import Happening, Timeline
from desktop.views.parts.toast import Toast
from desktop.views.theme import Theme

WHY = Why(
    "30 working days from Mon 9 Nov",
    ", the day you opened it.",
    "Mon 9 Nov is day 0. Weekends are skipped. No bank holiday falls between.",
    "Rule: Exampleton profile, “assessment due”.",
    "Source",
)
PIECES = (
    ("Maths and English at home until the ", "same"),
    ("way to", "added"),
    (" school ", "same"),
    ("place", "removed"),
    (" is safe, by ", "same"),
    ("27 November", "removed"),
    (" ", "same"),
    ("4 December", "added"),
    (".", "same"),
)


def blocks_page(theme: Theme) -> GalleryPage:
    """Return the page "Blocks"."""
    page = GalleryPage(theme, "Blocks", "What records and pages are built of")
    page.body.setSpacing(theme.px(32))
    page.add_columns(page.body, *_rows(theme))
    page.add_columns(page.body, _clock(theme), _errors(theme))
    page.add_columns(page.body, _banners(theme), _waiting(theme))
    page.add_columns(page.body, _empty(theme), _differences(theme))
    page.add_columns(page.body, _timeline(theme), _steps(theme))
    page.body.addStretch(1)
    return page


def _rows(theme: Theme) -> tuple[QWidget, QWidget]:
    card = ListCard(theme)
    name = strong("Leo Mockford")
    late = escaped("The first visit to ") + name + " is " + strong("1 working day late", "late")
    why = link(theme, "Why?", role="hint", underlined=True, name="Why is the first visit late?")
    card.add_row(
        ListRow(
            theme,
            late + ".",
            "10 working days after you received his case.",
            front=DateTile(theme, "Fri", "20", "late"),
            link=why,
            actions=(primary(theme, "Record the visit", size="small"),),
        )
    )
    long = "Session note for " + strong("Oluwaseun Adebayo-Testington-Longname")
    card.add_row(
        ListRow(
            theme,
            long + ", Thursday 19 November, in the car on the way home from school",
            "4 of 8 questions are answered. It has not gone to LCS.",
            front=IconTile(theme, "pencil-line"),
            actions=(secondary(theme, "Carry on", size="small"),),
        )
    )
    opens = ListRow(theme, "WISE assessment, first", "Agreed 14 May 2026", height=64, opens=True)
    card.add_row(opens)
    hairs = HairList(theme)
    hairs.add_row(Prose(theme, "P. Example returned the MACE update for " + strong("M. Misaal")))
    hairs.add_row(Prose(theme, strong("Ffion Enghraifft") + " turns 16 on Saturday."))
    aside = Section(theme, "Waits for you")
    aside.add(hairs)
    return Exhibit(theme, "Rows of a list", card), Exhibit(theme, "Section beside it", aside)


def _clock(theme: Theme) -> QWidget:
    markup = "Due " + strong("Mon 21 Dec", "due") + ", 20 working days left."
    return Exhibit(
        theme,
        "Clock line and its “why?”",
        ClockLine(theme, markup, WHY, about="Monday 21 December"),
        Pinned(WhyPopover(theme, WHY)),
        gap=4,
    )


def _errors(theme: Theme) -> QWidget:
    summary = ErrorSummary(theme)
    ringed = Ringed(theme, summary)
    summary.show_errors(
        "Two things are needed before you sign",
        (
            ErrorLine("w.ctx/services", "“Services and systems” needs an answer", "5 Contexts"),
            ErrorLine("w.plan/2", "“A patrol by the school gates” needs an owner", "12 Plan"),
        ),
        focus=False,
    )
    words = "Error summary takes focus; each line jumps and repeats the field’s words"
    return Exhibit(theme, words, ringed)


def _banners(theme: Theme) -> QWidget:
    copy = CopyLine(theme)
    copy.say("Saved as 0417203_WISE_2026-11-18_v2.pdf.")
    copy.offer(True)
    return Exhibit(
        theme,
        "Banners, under the header and never over the text",
        Banner(theme, "info", "D. Beispiel has had this draft open since 13:10.", "See it"),
        Banner(theme, "due", "The panel’s deadline is on Thursday.", "Write update"),
        Banner(
            theme, "late", "The disk is full. What you type is kept, a backup is not.", "What to do"
        ),
        Banner(theme, "done", "Signed. P. Example is asked to agree it.", "Show paper"),
        copy,
    )


def _waiting(theme: Theme) -> QWidget:
    toast = Toast(theme)
    toast.set_words("Action 3 deleted")
    strip = ProgressStrip(theme)
    strip.set_progress(31, 48, "Making the MACE pack, 31 of 48 children")
    skeleton = Skeleton(theme)
    skeleton.show_now()
    box = Exhibit(theme, "Toast, ten seconds, Ctrl+Z does the same", Pinned(toast), gap=0)
    box.body.addWidget(Exhibit(theme, "Progress past one second, cancel past three", strip))
    box.body.addSpacing(theme.px(16))
    box.body.addWidget(Exhibit(theme, "Skeleton past 150 ms", skeleton))
    return box


def _empty(theme: Theme) -> QWidget:
    state = EmptyState(
        theme,
        "Amelia’s exact words come here, from sessions and talks.",
        icon="quote",
        token="words-fg",
        turn=True,
        action="Write down her words",
        action_icon="plus",
    )
    return Exhibit(theme, "Empty state", state)


def _differences(theme: Theme) -> QWidget:
    box = Exhibit(
        theme,
        "Differences: added is underlined, taken out is struck through",
        Differences(theme, PIECES),
    )
    box.body.addSpacing(theme.px(8))
    box.body.addWidget(Exhibit(theme, "Navigation: rest, hover, here, focus", _Navigation(theme)))
    return box


class _Navigation(QWidget):
    """Four places of the rail in their states."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        grid, room = QGridLayout(), theme.px(8)
        grid.setContentsMargins(room, room, room, room)
        grid.setSpacing(room)
        place = Place("meetings", "calendar-days", "Meetings")
        items = [RailItem(theme, place) for _ in range(4)]
        items[1].pose = "hover"
        items[2].set_here(True)
        for at, item in enumerate(items[:3]):
            grid.addWidget(item, at // 2, at % 2)
        self._focused = items[3]
        grid.addWidget(self._focused, 1, 1)
        self.setLayout(grid)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.theme.px
        paint.plane(painter, self.rect(), px(8), self.theme.colour("rail"))
        ring = QRect(self._focused.geometry())
        accent = self.theme.colour("accent")
        paint.plane(painter, ring, px(8), None, accent, px(2))


def _timeline(theme: Theme) -> QWidget:
    rows = (
        Happening(
            "1",
            "Wed 18 Nov",
            "car",
            "Session in the car, 45 minutes",
            "D. Beispiel. Signed, copied to LCS.",
        ),
        Happening(
            "2",
            "Sat 7 Nov",
            "footprints",
            "Missing, 19 hours",
            "From the missing register. Return talk 9 Nov.",
            "late-fg",
        ),
        Happening(
            "3",
            "Thu 14 May",
            "file-check",
            "WISE, first assessment, agreed",
            "P. Example",
            "done-fg",
        ),
    )
    return Exhibit(theme, "Timeline", Timeline(theme, rows))


def _steps(theme: Theme) -> QWidget:
    steps = ("Your team: Exampleton CST", "You", "Recovery sheet", "Your authority’s rules")
    return Exhibit(theme, "Stepper", Stepper(theme, steps, 1))
