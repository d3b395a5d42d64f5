"""What the reader is told when something goes wrong.

Every trouble says what happened, whether the work is safe, what to do next, and a reference that
holds nothing personal. The store names its errors by code; the words are here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """One trouble in plain words."""

    what: str
    safe: str
    next: str
    reference: str

    @property
    def text(self) -> str:
        """The trouble as one paragraph, for a screen reader, a terminal or the clipboard."""
        return " ".join(part for part in (self.what, self.safe, self.next) if part)


_SAFE = "Everything that was saved before is safe."
_KEPT = "What you typed is kept here until it can be saved. Do not close the program."

_WORDS: dict[str, tuple[str, str, str]] = {
    "keys.wrong_passphrase": (
        "That is not the passphrase of this person.",
        "Nothing was changed.",
        "Check Caps Lock and the name, and try again.",
    ),
    "keys.damaged": (
        "Both copies of the key file (store.keys) are damaged.",
        "The records themselves are untouched, but they cannot be opened without it.",
        (
            "Put the key file of the last backup in its place, or ask your ICT service. "
            "Do not start a new team in this folder."
        ),
    ),
    "keys.other_store": (
        "The key file in this folder belongs to another store.",
        "Nothing was changed.",
        "Put back the key file (store.keys) that belongs to this store, for example from a backup.",
    ),
    "keys.too_weak": (
        (
            "The key file asks for less protection than this program allows. "
            "Somebody may have changed it."
        ),
        "Nothing was opened.",
        "Put back the key file of the last backup, and tell your ICT service.",
    ),
    "keys.recovery_wrong": (
        "That is not the recovery key of this team.",
        "Nothing was changed.",
        "Compare it with the recovery sheet, group by group.",
    ),
    "store.missing": (
        "There is no store in this folder.",
        "Nothing was changed.",
        "Check the folder, or start a team.",
    ),
    "store.empty": (
        "The store file is empty.",
        "Its contents are not in this folder any more.",
        "Restore the last backup. Do not start a new team in this folder.",
    ),
    "store.cut": (
        "The store file is shorter than it should be: its end is missing.",
        "The program has changed nothing.",
        "Copy the folder somewhere safe, then restore the last backup.",
    ),
    "store.damaged": (
        "The store file is damaged.",
        "The program has changed nothing.",
        "Copy the folder somewhere safe, then restore the last backup.",
    ),
    "store.newer": (
        "This store was written by a newer version of CST Desktop.",
        _SAFE,
        "Install the newer version on this laptop.",
    ),
    "store.open_elsewhere": (
        "CST Desktop is already open with this store.",
        _SAFE,
        "Go to the window that is open, or close it first.",
    ),
    "store.read_only": (
        "The folder of the store cannot be written to.",
        _KEPT,
        "Ask your ICT service to allow writing to that folder.",
    ),
    "store.full": (
        "The disk is full.",
        _KEPT,
        "Delete or move something else on this laptop; saving is tried again by itself.",
    ),
    "store.disk": (
        "The disk reported a fault while saving.",
        _KEPT,
        (
            "Leave the window open. If the message stays, copy your last sentences onto paper "
            "and call your ICT service."
        ),
    ),
    "store.chain": (
        "The record of changes does not add up: something was altered outside this program.",
        "Nothing more was changed.",
        "Keep the folder as it is, and tell your manager and your ICT service.",
    ),
    "store.projection": (
        "The lists and the search did not agree with the records.",
        "The records themselves are as they were written.",
        "Rebuild them: cst-desktop check --rebuild.",
    ),
    "store.busy": (
        "The store is busy.",
        _KEPT,
        "Saving is tried again by itself.",
    ),
}


def explain(problem: BaseException) -> Trouble:
    """Put an exception into words for the reader; an unknown one says so honestly."""
    code = str(getattr(problem, "code", ""))
    if code in _WORDS:
        return Trouble(*_WORDS[code], code)
    told = getattr(problem, "told", None)
    if code and isinstance(told, tuple):
        return Trouble(*told, code)  # pyright: ignore[reportUnknownArgumentType]
    if code:
        return Trouble(str(problem), "", "", code)
    return Trouble(
        "Something went wrong in the program.",
        "What was saved before is safe.",
        "Go on with something else, and tell whoever looks after CST Desktop the reference below.",
        f"{type(problem).__name__}",
    )
