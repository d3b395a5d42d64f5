"""The gallery's third page: the window's frame, its table, and what floats over it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.views.gallery.exhibit import Exhibit, GalleryPage, Pinned
from desktop.views.parts.buttons import secondary
from desktop.views.parts.palette import Command, CommandPalette
from desktop.views.parts.planes import PageFrame
from desktop.views.parts.rail import Place, Rail, Recent
from desktop.views.parts.shell import Shell
from desktop.views.parts.statusbar import StatusBar
from desktop.views.parts.table import Table
from desktop.views.parts.table_model import Cell, Column
from desktop.views.parts.topbar import TopBar
from desktop.views.theme import Theme

PLACES = (
    Place("today", "list-todo", "Today", shortcut="Ctrl+1", count=5),
    Place("children", "users-round", "Children", shortcut="Ctrl+2"),
    Place("meetings", "calendar-days", "Meetings", shortcut="Ctrl+3"),
    Place("filing", "archive", "Filing", shortcut="Ctrl+4"),
    Place("team", "chart-column", "Team picture", "Picture", shortcut="Ctrl+5"),
)
SETTINGS = (Place("settings", "sliders-horizontal", "Settings", shortcut="Ctrl+6"),)
COMMANDS = (
    Command("new", "New record", "Case", "Ctrl+N", "plus"),
    Command("children", "Go to Children", "View", "Ctrl+2", "users-round"),
    Command("lock", "Lock", "File", "Ctrl+L", "lock"),
    Command("keys", "Keyboard map", "Help", "Ctrl+/", "keyboard"),
)


@dataclass(frozen=True)
class Child:
    """An invented child for the gallery's table."""

    name: str
    known_as: str
    age: int
    kind: str
    worker: str
    next: str
    tone: str


CHILDREN = (
    Child("Leo Mockford", "", 14, "Criminal", "J. Sample", "First visit, 1 day late", "late"),
    Child(
        "Amelia Testcase",
        "Millie",
        15,
        "Criminal, online",
        "J. Sample",
        "MACE update, Thu 26 Nov",
        "due",
    ),
    Child(
        "Oluwaseun Adebayo-Testington",
        "",
        14,
        "County lines, labour",
        "D. Beispiel",
        "Session, Tue 1 Dec",
        "text",
    ),
    Child("Kian Sampleton", "", 12, "Not stated", "J. Sample", "Nothing due", "muted"),
)


def shells_page(theme: Theme) -> GalleryPage:
    """Return the page "Window"."""
    page = GalleryPage(theme, "Window", "The frame about every page")
    page.body.addWidget(Exhibit(theme, "Wide, the rail whole", _shell(theme, folded=False)))
    page.body.addWidget(
        Exhibit(theme, "Narrow, the rail folded, a training team", _shell(theme, folded=True))
    )
    page.body.addWidget(Exhibit(theme, "Table", children_table(theme)))
    palette = CommandPalette(theme, COMMANDS)
    page.body.addWidget(Exhibit(theme, "Commands, Ctrl+K", Pinned(palette)))
    page.body.addStretch(1)
    return page


def children_table(theme: Theme) -> Table:
    """Return the table of children that the gallery shows."""
    table = Table(theme, _columns(), _name, name="Children")
    table.set_rows(CHILDREN)
    table.sort_by("next")
    table.choose("Amelia Testcase")
    table.setFixedHeight(theme.px(40 + 44 * 4 + 12))
    return table


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", "Name", 216, _name_cell, always=True),
        Column("age", "Age", 36, _age_cell, _age),
        Column("kind", "Exploitation", 160, _kind_cell),
        Column("worker", "Worker", 84, _worker_cell),
        Column("next", "Next", 0, _next_cell),
    )


def _name(child: Child) -> str:
    return child.name


def _age(child: Child) -> int:
    return child.age


def _name_cell(child: Child) -> Cell:
    return Cell(child.name, strong=True, after=child.known_as)


def _age_cell(child: Child) -> Cell:
    return Cell(str(child.age), tabular=True)


def _kind_cell(child: Child) -> Cell:
    return Cell(child.kind)


def _worker_cell(child: Child) -> Cell:
    return Cell(child.worker)


def _next_cell(child: Child) -> Cell:
    icons = {"late": "clock-alert", "due": "clock"}
    return Cell(child.next, child.tone, icons.get(child.tone, ""))


def _shell(theme: Theme, *, folded: bool) -> QWidget:
    top = TopBar(theme, "OFFICIAL-SENSITIVE", "J. Sample")
    for title in ("File", "Edit", "View", "Case", "Record", "Help"):
        top.menus.addMenu(title)
    rail = Rail(theme, "Exampleton CST", PLACES, SETTINGS)
    rail.set_here("children" if folded else "today")
    rail.set_recent((Recent("1", "Amelia Testcase", "WISE review, draft"),))
    rail.set_folded(folded)
    status = StatusBar(theme)
    status.set_saved("All changes saved 09:12:04")
    status.set_store("Encrypted store, this laptop only")
    status.set_backup("Last backup today 08:15")
    status.set_idle("Locks after 10 idle minutes")
    shell = Shell(theme, top, rail, status, training=folded)
    words = "One visit is late, and two pieces of writing are half done."
    shell.page.set_page(
        PageFrame(theme, "Monday 23 November", words, secondary(theme, "New record", "plus"))
    )
    shell.setFixedHeight(theme.px(520))
    return shell
