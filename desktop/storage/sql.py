"""The one place that names the database module.

`sqlcipher3` has the interface of the standard library's `sqlite3` and no type stubs: for the type
checker it is `sqlite3`, at run time it is SQLCipher and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as dbapi
else:
    from sqlcipher3 import dbapi2 as dbapi

Connection = dbapi.Connection

__all__ = ["Connection", "dbapi"]
