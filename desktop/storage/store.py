"""The encrypted store, as the rest of the house sees it.

    created = create_store(folder, team=..., person=NewPerson(...), passphrase=..., ...)
    unlocked = unlock(folder, person_id, passphrase)                # slow, off the window's thread
    store = open_store(folder, unlocked.data_key, incarnation_token_dir=profile)
    future = store.write(lambda writer: writer.append(revision, unlocked.signer))
    hits = store.read(lambda reader: reader.search("dock road")).result()

Jobs run on the store's own threads (one writes, two read) and results come as
`concurrent.futures.Future`; callbacks of a future run on the store's threads too. A writing job is
one transaction and may be run twice when the disk was full: no effects outside the store.

Adding people, passphrases, keepers and sheets: `access`. Certificates: `certificates`. Damage:
`Store.check`. Errors: `errors`, each with a `code`.
"""

from __future__ import annotations

from desktop.storage.attachments import Attachment
from desktop.storage.cards import PersonCard, TeamCard, read_people
from desktop.storage.check import Problem, Report
from desktop.storage.creation import Created, create_store
from desktop.storage.engine import Store, open_store
from desktop.storage.index import Difference
from desktop.storage.kdf import FLOOR, NORMAL, KdfCost, calibrated_cost
from desktop.storage.people import NewPerson, Unlocked, unlock
from desktop.storage.personal import PersonalKeys
from desktop.storage.reading import MARK_OFF, MARK_ON, Current, Hit, Order, Reader
from desktop.storage.revisions import Header, NewRevision, Revision, Signer, System
from desktop.storage.working import JournalEntry, Place, Working, WorkingCard
from desktop.storage.writing import Writer

__all__ = [
    "FLOOR",
    "MARK_OFF",
    "MARK_ON",
    "NORMAL",
    "Attachment",
    "Created",
    "Current",
    "Difference",
    "Header",
    "Hit",
    "JournalEntry",
    "KdfCost",
    "NewPerson",
    "NewRevision",
    "Order",
    "PersonCard",
    "PersonalKeys",
    "Place",
    "Problem",
    "Reader",
    "Report",
    "Revision",
    "Signer",
    "Store",
    "System",
    "TeamCard",
    "Unlocked",
    "Working",
    "WorkingCard",
    "Writer",
    "calibrated_cost",
    "create_store",
    "open_store",
    "read_people",
    "unlock",
]
