"""The tables of the store, as the newest version has them.

`revision` and `body` are the truth; `head`, `current`, `search` and `names` are projections that
can be dropped and rebuilt; `working` and `journal` hold what is being typed; the rest is support.
"""

from __future__ import annotations

from desktop.storage.sql import Connection

VERSION = 2

TABLES = """
CREATE TABLE store(
  id TEXT NOT NULL PRIMARY KEY, team TEXT NOT NULL, training INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE memory(
  person TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE pending(work TEXT NOT NULL PRIMARY KEY) STRICT;

CREATE TABLE incarnation(
  id TEXT NOT NULL PRIMARY KEY, begun INTEGER NOT NULL, token TEXT NOT NULL,
  here INTEGER NOT NULL, seq INTEGER NOT NULL, tip TEXT NOT NULL
) STRICT;

CREATE TABLE snapshot(
  form TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (form, version)
) STRICT;

CREATE TABLE revision(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL, kind TEXT NOT NULL,
  parents TEXT NOT NULL, incarnation TEXT NOT NULL, seq INTEGER NOT NULL, hlc INTEGER NOT NULL,
  at INTEGER NOT NULL, author TEXT NOT NULL, form TEXT, form_version INTEGER, form_digest TEXT,
  prev TEXT NOT NULL, content TEXT NOT NULL, signature BLOB NOT NULL,
  UNIQUE (incarnation, seq)
) STRICT;
CREATE INDEX revision_record ON revision(record, hlc);
CREATE INDEX revision_kind ON revision(kind, hlc);
CREATE INDEX revision_hlc ON revision(hlc, id);

CREATE TABLE body(
  revision TEXT NOT NULL PRIMARY KEY REFERENCES revision(id), salt BLOB NOT NULL, body BLOB NOT NULL
) STRICT;

CREATE TABLE attachment(
  n INTEGER PRIMARY KEY, id TEXT UNIQUE, size INTEGER NOT NULL
) STRICT;
CREATE TABLE attachment_chunk(
  attachment INTEGER NOT NULL REFERENCES attachment(n) ON DELETE CASCADE,
  n INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (attachment, n)
) STRICT;
CREATE TABLE attached(
  record TEXT NOT NULL, attachment TEXT NOT NULL REFERENCES attachment(id), name TEXT NOT NULL,
  mime TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (record, attachment)
) STRICT;
CREATE INDEX attached_attachment ON attached(attachment);

CREATE TABLE working(
  n INTEGER PRIMARY KEY, record TEXT NOT NULL, person TEXT NOT NULL, form TEXT NOT NULL,
  form_version INTEGER NOT NULL, base TEXT, begun INTEGER NOT NULL, place TEXT,
  UNIQUE (record, person)
) STRICT;
CREATE TABLE journal(
  working INTEGER NOT NULL REFERENCES working(n) ON DELETE CASCADE,
  step INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0, edit TEXT NOT NULL, place TEXT,
  PRIMARY KEY (working, step)
) STRICT, WITHOUT ROWID;
"""

PROJECTIONS = """
CREATE TABLE head(
  record TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (record, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE current(
  rid INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, form TEXT,
  form_version INTEGER, revision TEXT NOT NULL, author TEXT NOT NULL, hlc INTEGER NOT NULL,
  at INTEGER NOT NULL, state TEXT NOT NULL, child TEXT, title TEXT NOT NULL COLLATE NOCASE,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX current_kind ON current(kind, title, rid);
CREATE INDEX current_newest ON current(kind, rid);
CREATE INDEX current_child ON current(child, kind, rid);

CREATE VIRTUAL TABLE search USING fts5(title, text, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE names USING fts5(name, tokenize="trigram");
INSERT INTO search(search, rank) VALUES('secure-delete', 1);
INSERT INTO names(names, rank) VALUES('secure-delete', 1);
"""

TRIGGERS = """
CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;
CREATE TRIGGER revision_never_goes BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never goes'); END;
CREATE TRIGGER body_never_changes BEFORE UPDATE ON body
BEGIN SELECT RAISE(ABORT, 'a body never changes'); END;
CREATE TRIGGER body_goes_by_decision BEFORE DELETE ON body
WHEN NOT EXISTS (
  SELECT 1 FROM revision mine
  JOIN revision decision ON decision.record = mine.record AND decision.kind = 'erasure'
  WHERE mine.id = OLD.revision AND mine.kind <> 'erasure')
BEGIN SELECT RAISE(ABORT, 'a body goes only by a recorded erasure decision'); END;
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END;
CREATE TRIGGER snapshot_never_goes BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot never goes'); END;
CREATE TRIGGER attachment_never_changes BEFORE UPDATE ON attachment WHEN OLD.id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attachment never changes'); END;
CREATE TRIGGER attachment_chunk_never_changes BEFORE UPDATE ON attachment_chunk
BEGIN SELECT RAISE(ABORT, 'an attachment never changes'); END;
CREATE TRIGGER attachment_goes_unused BEFORE DELETE ON attachment
WHEN OLD.id IS NOT NULL AND EXISTS (SELECT 1 FROM attached WHERE attachment = OLD.id)
BEGIN SELECT RAISE(ABORT, 'an attachment in use never goes'); END;
CREATE TRIGGER attached_goes_by_decision BEFORE DELETE ON attached
WHEN NOT EXISTS (SELECT 1 FROM revision WHERE record = OLD.record AND kind = 'erasure')
BEGIN SELECT RAISE(ABORT, 'an attachment goes only by a recorded erasure decision'); END;
"""

PROJECTION_TABLES = ("head", "current", "search", "names")


def statements(script: str) -> list[str]:
    """Split a script of ours into statements (a trigger's body ends in `END;`)."""
    from desktop.storage.sql import dbapi

    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if dbapi.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


def create_schema(connection: Connection) -> None:
    """Create every table, index and trigger; the caller holds the transaction."""
    for statement in statements(TABLES + PROJECTIONS + TRIGGERS):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def recreate_projections(connection: Connection) -> None:
    """Drop the projections and create them empty; the caller holds the transaction."""
    for table in PROJECTION_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in statements(PROJECTIONS):
        connection.execute(statement)
