"""A version that makes an earlier one count again, because what came between was given up.

It holds what the earlier version holds, to the letter, and names it. So lists may go on saying who
wrote what counts and when, and not who gave something up: a body that differs in anything counts
as a version of its own.
"""

from __future__ import annotations

from desktop.storage.canonical import Json, canonical
from desktop.storage.revisions import COLUMNS, Header, header_of
from desktop.storage.sql import Connection

RESTORES = "restores"
"""In a body: which earlier version of the same record counts again."""

_EARLIER = (
    f"SELECT {COLUMNS}, body.body FROM revision JOIN body ON body.revision = revision.id"  # noqa: S608 - names of ours only
    " WHERE id = ? AND record = ? AND hlc < ? AND form IS ? AND form_version IS ?"
)


def restored(connection: Connection, header: Header, body: dict[str, Json]) -> Header | None:
    """Return the header of the version that counts again with this one; None for all others."""
    named = body.get(RESTORES)
    if not isinstance(named, str):
        return None
    where = (named, header.record, header.hlc, header.form, header.form_version)
    row = connection.execute(_EARLIER, where).fetchone()
    if row is None:
        return None
    # Compared as bytes: to Python, True and 1.0 are the same as 1, and on paper they are not.
    rest = canonical({key: value for key, value in body.items() if key != RESTORES})
    return header_of(row[:-1]) if bytes(row[-1]) == rest else None
