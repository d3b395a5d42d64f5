"""What the reader is told when something goes wrong.

Every trouble says what happened, whether the work is safe, what to do next, and a reference that
holds nothing personal. The store names its errors by code; the words are here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast


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
    "keys.too_weak": (
        (
            "The key file asks for less protection than this program allows. "
            "Somebody may have changed it."
        ),
        "Nothing was opened.",
        "Put back the key file of the last backup, and tell your ICT service.",
    ),
    "keys.another_store": (
        "The key file and the store in this folder do not belong together.",
        "Nothing was changed.",
        "Put back the key file (store.keys) that belongs to this store, for example from a backup.",
    ),
    "keys.unknown_person": (
        "This person has no account in this store any more.",
        "Nothing was changed.",
        "Choose another name, or ask a team manager.",
    ),
    "keys.missing": (
        "The key file (store.keys) is missing from the folder of the store.",
        "The records themselves are untouched, but they cannot be opened without it.",
        "Put the key file of the last backup in its place. Do not start a new team in this folder.",
    ),
    "keys.newer": (
        "The key file was written by a newer version of CST Desktop.",
        "Nothing was changed.",
        "Install the newer version on this laptop.",
    ),
    "keys.memory": (
        "This laptop has too little free memory to open the store just now.",
        "Nothing was changed.",
        "Close other programs and try again.",
    ),
    "keys.printed_mistyped": (
        "The key does not read as it is printed on the sheet.",
        "Nothing was changed.",
        "Compare it with the sheet, group by group: each has five characters.",
    ),
    "keys.other_sheet": (
        "That is the key of the other sheet.",
        "Nothing was changed.",
        "Take the recovery sheet to open the store, the envelope for the team’s certificates.",
    ),
    "keys.sheet_refused": (
        "That key is whole, but opens nothing here. It is another team’s, or of an unused sheet.",
        "Nothing was changed.",
        "Look for the newest sheet of this team. A sheet that was made and not proved is useless.",
    ),
    "keys.not_a_keeper": (
        "Only a keeper of the team’s certificates can do this.",
        "Nothing was changed.",
        "Ask a team manager who is a keeper.",
    ),
    "keys.last_keeper": (
        "This person is the last keeper of the team’s certificates.",
        "Nothing was changed.",
        "Make somebody else a keeper first.",
    ),
    "store.error": (
        "The store could not do that.",
        _SAFE,
        "Try again; if it stays so, tell whoever looks after CST Desktop the reference below.",
    ),
    "store.exists": (
        "There is a store in this folder already.",
        "Nothing was changed in it.",
        "Open it, or choose an empty folder for the new team.",
    ),
    "store.closed": (
        "The store is locked.",
        _SAFE,
        "Unlock it and try again.",
    ),
    "store.pragma": (
        "The store could not be opened with all its protections, so it was not opened.",
        "Nothing was changed.",
        "Install CST Desktop again; if it stays so, tell your ICT service the reference below.",
    ),
    "store.not_encrypted": (
        "The new store did not come out encrypted, so it was removed at once.",
        "Nothing was written to it.",
        "Install CST Desktop again, and tell your ICT service the reference below.",
    ),
    "record.unknown": (
        "That record is not in this store.",
        "Nothing was changed.",
        "Go back to the child’s page and choose it again.",
    ),
    "revision.unknown": (
        "That version of the record is not in this store.",
        "Nothing was changed.",
        "Go back to the record and choose a version again.",
    ),
    "record.erased": (
        "The words of this record were erased by a recorded decision.",
        "Other records are untouched.",
        "The decision, with its date and reason, stands in the record’s history.",
    ),
    "chain.broken": (
        "The history of changes does not add up: something was altered outside this program.",
        "Nothing more was changed.",
        "Keep the folder as it is, and tell your manager and your ICT service.",
    ),
    "working.none": (
        "There is no draft of yours for this record any more.",
        "What was saved as a version is safe.",
        "Open the record again.",
    ),
    "working.taken": (
        "You already have a draft of this record.",
        "Both drafts are as they were.",
        "Open your own draft first, and leave it.",
    ),
    "snapshot.missing": (
        "The form that this record was written in is missing from the store.",
        "The record itself is untouched.",
        "Install the newest CST Desktop; if it stays so, restore the last backup.",
    ),
    "snapshot.differs": (
        "A form file was changed without a new version number.",
        "What was saved before is safe; this change was not taken.",
        "Raise the version in the form file, or put the earlier file back.",
    ),
    "attachment.unknown": (
        "That file is not in this store.",
        "Nothing was changed.",
        "Go back to the record and choose it again.",
    ),
    "store.missing": (
        "The store file (store.db) is missing from the folder of the store.",
        "Nothing was changed.",
        "Look for it, or put that of the last backup in its place. Do not start a new team here.",
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

# What differs while the store is being opened: nothing has been typed yet.
_OPENING: dict[str, tuple[str, str, str]] = {
    "store.read_only": (
        "The folder of the store cannot be written to, so the store was not opened.",
        _SAFE,
        "Ask your ICT service to allow writing to that folder, and unlock again.",
    ),
    "store.full": (
        "The disk is full, so the store was not opened.",
        _SAFE,
        "Delete or move something else on this laptop, and unlock again.",
    ),
    "store.disk": (
        "The disk reported a fault, so the store was not opened.",
        "The program has changed nothing.",
        "Unlock again. If it stays so, copy the folder somewhere safe and call your ICT service.",
    ),
    "store.busy": (
        "The store is busy.",
        _SAFE,
        "Wait a moment, and unlock again.",
    ),
}


def explain(problem: BaseException, *, opening: bool = False) -> Trouble:
    """Put an exception into words for the reader; an unknown one says so honestly.

    `opening`: the store was just to be opened, so that nothing was typed that waits.
    """
    code = str(getattr(problem, "code", ""))
    if opening and code in _OPENING:
        return Trouble(*_OPENING[code], code)
    if code in _WORDS:
        return Trouble(*_WORDS[code], code)
    told = getattr(problem, "told", None)
    if code and isinstance(told, tuple):
        what, safe, then = (str(part) for part in cast("tuple[object, object, object]", told))
        return Trouble(what, safe, then, code)
    if code:
        return Trouble(str(problem), "", "", code)
    return Trouble(
        "Something went wrong in the program.",
        "What was saved before is safe.",
        "Go on with something else, and tell whoever looks after CST Desktop the reference below.",
        f"{type(problem).__name__}",
    )
