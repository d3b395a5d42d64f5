"""Where the reader wants to go: what pages say when something on them is chosen."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Page(StrEnum):
    """The pages of the window once it is unlocked."""

    TODAY = "today"
    CHILDREN = "children"
    CHILD = "child"
    RECORD = "record"
    READ = "read"
    SEARCH = "search"
    SETTINGS = "settings"
    NEW = "new"
    ADD_CHILD = "add_child"
    KEYS = "keys"
    SIGN = "sign"
    AGREE = "agree"
    PAPERS = "papers"
    EMPTY_COPIES = "empty_copies"


class Go(NamedTuple):
    """One place: a page, and what to show on it."""

    page: Page
    id: str = ""
    part: str = ""
    revision: str = ""
    view: str = ""
    files: tuple[str, ...] = ()

    @classmethod
    def today(cls) -> Go:
        """Go to Today."""
        return cls(Page.TODAY)

    @classmethod
    def children(cls) -> Go:
        """Go to the list of children."""
        return cls(Page.CHILDREN)

    @classmethod
    def child(cls, child: str, tab: str = "") -> Go:
        """Go to one child, and to one tab of the page."""
        return cls(Page.CHILD, child, tab)

    @classmethod
    def record(cls, record: str, path: str = "") -> Go:
        """Go on writing a record, at a question when a path is given."""
        return cls(Page.RECORD, record, path)

    @classmethod
    def check(cls, record: str) -> Go:
        """Go on writing a record where it says what is still wanted."""
        return cls(Page.RECORD, record, view="check")

    @classmethod
    def read(cls, record: str, revision: str = "") -> Go:
        """Read a record, in one version when a revision is given."""
        return cls(Page.READ, record, revision=revision)

    @classmethod
    def sign(cls, record: str) -> Go:
        """Look at the paper of a record that is written, and sign it."""
        return cls(Page.SIGN, record)

    @classmethod
    def agree(cls, record: str) -> Go:
        """Read what a colleague signed, and agree or return it."""
        return cls(Page.AGREE, record)

    @classmethod
    def note(cls, record: str) -> Go:
        """Go to the note for LCS of a record that one agreed."""
        return cls(Page.AGREE, record, view="note")

    @classmethod
    def papers(cls, files: tuple[str, ...]) -> Go:
        """Check papers that lie in files."""
        return cls(Page.PAPERS, files=files)

    @classmethod
    def search(cls, text: str = "") -> Go:
        """Search everything."""
        return cls(Page.SEARCH, part=text)

    @classmethod
    def settings(cls, section: str = "") -> Go:
        """Go to the settings, and to one section of them."""
        return cls(Page.SETTINGS, part=section)
