"""The menus of the open window, as data. Rooms add their own entries to Edit, View and Record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One entry: its words, its keys, and the name of what it does in `OpenFrame`."""

    words: str
    keys: str
    call: str


MENUS: tuple[tuple[str, tuple[Entry | None, ...]], ...] = (
    (
        "File",
        (
            Entry("New record", "Ctrl+N", "new"),
            Entry("Add a child", "Ctrl+Shift+N", "add_child"),
            None,
            Entry("Save now", "Ctrl+S", "save"),
            None,
            Entry("Switch person", "", "switch"),
            Entry("Lock", "Ctrl+L", "lock"),
            Entry("Close", "Ctrl+Q", "close"),
        ),
    ),
    ("Edit", (Entry("Search everything", "Ctrl+Shift+F", "search"),)),
    (
        "View",
        (
            Entry("Back", "Alt+Left", "back"),
            Entry("Go to anything", "Ctrl+K", "palette"),
            None,
            Entry("Today", "Ctrl+1", "today"),
            Entry("Children", "Ctrl+2", "children"),
            Entry("Settings", "Ctrl+6", "settings"),
            None,
            Entry("Larger text", "Ctrl++", "larger"),
            Entry("Smaller text", "Ctrl+-", "smaller"),
            Entry("Text at 100 %", "Ctrl+0", "usual"),
            Entry("Full screen", "F11", "full_screen"),
            None,
            Entry("Light", "", "light"),
            Entry("Dark", "", "dark"),
            Entry("High contrast", "", "contrast"),
            Entry("As the system", "", "system"),
        ),
    ),
    ("Record", ()),
    (
        "Help",
        (
            Entry("Keyboard", "Ctrl+/", "keys"),
            Entry("About CST Desktop", "", "about"),
        ),
    ),
)
