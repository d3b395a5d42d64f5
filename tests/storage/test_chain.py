"""The chain: every edit, insertion, deletion and reordering behind our back is found."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from desktop.storage.canonical import canonical, new_id
from desktop.storage.connection import connect
from desktop.storage.errors import ChainBroken, StoreDamaged
from desktop.storage.revisions import (
    COLUMNS,
    Header,
    content_digest,
    header_of,
    id_of,
    sign,
)
from desktop.storage.sql import Connection, dbapi
from tests.storage.behind import behind_our_back
from tests.storage.kit import Team, write_note


@pytest.fixture
def written(team: Team) -> Team:
    """A closed store with four versions of one note and a fifth of another."""
    with team.opened() as store:
        record = new_id()
        for words in ("one", "two", "three", "four"):
            write_note(store, team.unlocked, "Visit", words, record)
        write_note(store, team.unlocked, "Another", "five")
        store.write(lambda w: w.attach(record, "a", "b", [b"x" * 1000])).result()
    return team


def found(team: Team) -> set[str]:
    with team.opened() as store:
        return {problem.what for problem in store.check().result().problems}


def headers(connection: Connection) -> list[Header]:
    rows = connection.execute(f"SELECT {COLUMNS} FROM revision WHERE kind = 'note' ORDER BY seq")
    return [header_of(row) for row in rows]


def put(connection: Connection, header: Header, salt: bytes, body: bytes) -> None:
    marks = ", ".join("?" * 15)
    connection.execute(f"INSERT INTO revision({COLUMNS}) VALUES({marks})", header.row())
    connection.execute("INSERT INTO body VALUES(?, ?, ?)", (header.id, salt, body))


def test_an_untouched_store_is_sound(written: Team) -> None:
    assert found(written) == set()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("author", "somebody"),
        ("kind", "child"),
        ("record", "elsewhere"),
        ("at", 1),
        ("hlc", 1),
        ("parents", "[]"),
        ("form_version", 2),
        ("content", "00"),
        ("seq", 99),
        ("incarnation", "other"),
        ("prev", ""),
        ("signature", b"x" * 64),
    ],
)
def test_an_edited_header_is_found(written: Team, column: str, value: object) -> None:
    with behind_our_back(written) as connection:
        target = headers(connection)[1].id
        connection.execute(f"UPDATE revision SET {column} = ? WHERE id = ?", (value, target))
    expected = {"signature"} if column == "signature" else {"header"}
    assert expected <= found(written)


def test_an_edited_body_is_found_and_refused(written: Team) -> None:
    with behind_our_back(written) as connection:
        target = headers(connection)[1].id
        (body,) = connection.execute(
            "SELECT body FROM body WHERE revision = ?", (target,)
        ).fetchone()
        changed = body.replace(b"two", b"TWO")
        connection.execute("UPDATE body SET body = ? WHERE revision = ?", (changed, target))
    assert found(written) == {"body"}
    with written.opened() as store, pytest.raises(ChainBroken):
        store.read(lambda r: r.body(target)).result()


def test_a_body_edited_with_its_hash_and_id_lacks_the_signature(written: Team) -> None:
    from dataclasses import replace

    with behind_our_back(written) as connection:
        last = headers(connection)[-1]
        salt, body = b"s" * 32, canonical({"state": "finished", "answers": {}})
        forged = replace(last, content=content_digest(salt, body))
        forged = replace(forged, id=id_of(forged))
        for table, column in (("body", "revision"), ("revision", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (last.id,))
        put(connection, forged, salt, body)
        connection.execute("UPDATE incarnation SET tip = ? WHERE here = 1", (forged.id,))
    assert found(written) == {"signature"}


@pytest.mark.parametrize("which", [0, 2, -1])
def test_a_deleted_revision_is_found_first_middle_and_last(written: Team, which: int) -> None:
    with behind_our_back(written) as connection:
        target = headers(connection)[which].id
        connection.execute("DELETE FROM body WHERE revision = ?", (target,))
        connection.execute("DELETE FROM revision WHERE id = ?", (target,))
    assert "missing" in found(written)


def test_a_deleted_body_without_a_decision_is_found(written: Team) -> None:
    with behind_our_back(written) as connection:
        target = headers(connection)[0].id
        connection.execute("DELETE FROM body WHERE revision = ?", (target,))
    assert found(written) == {"body_missing"}


def test_an_inserted_revision_is_found_even_when_its_author_signs_it(written: Team) -> None:
    from dataclasses import replace

    with behind_our_back(written) as connection:
        last = headers(connection)[2]
        salt, body = b"s" * 32, b"{}"
        forged = replace(last, content=content_digest(salt, body), incarnation="other", seq=7)
        forged = replace(forged, id=id_of(forged), hlc=last.hlc)
        forged = replace(forged, signature=sign(forged.id, written.unlocked.signer))
        put(connection, forged, salt, body)
    assert "missing" in found(written)


def test_revisions_in_another_order_are_found(written: Team) -> None:
    with behind_our_back(written) as connection:
        first, second = headers(connection)[1:3]
        connection.execute("UPDATE revision SET seq = -1 WHERE id = ?", (first.id,))
        connection.execute("UPDATE revision SET seq = ? WHERE id = ?", (first.seq, second.id))
        connection.execute("UPDATE revision SET seq = ? WHERE id = ?", (second.seq, first.id))
    assert {"header", "order"} <= found(written)


def test_bodies_exchanged_between_revisions_are_found(written: Team) -> None:
    with behind_our_back(written) as connection:
        first, second = headers(connection)[1:3]
        for old, new in ((first.id, "x"), (second.id, first.id), ("x", second.id)):
            connection.execute("UPDATE body SET revision = ? WHERE revision = ?", (new, old))
    assert found(written) == {"body"}


def test_an_edited_form_snapshot_is_found(written: Team) -> None:
    with behind_our_back(written) as connection:
        connection.execute("UPDATE snapshot SET text = replace(text, 'seen', 'SEEN')")
    assert found(written) == {"snapshot"}


def test_an_edited_attachment_is_found(written: Team) -> None:
    with behind_our_back(written) as connection:
        connection.execute("UPDATE attachment_chunk SET data = zeroblob(1000)")
    assert found(written) == {"attachment"}


def test_an_older_page_put_back_is_found_by_the_chain(written: Team) -> None:
    """SQLCipher's own check cannot see this (store reference, section 4)."""
    older = written.file.read_bytes()
    with written.opened() as store:
        write_note(store, written.unlocked, "Later", "six")
    newer = written.file.read_bytes()
    changed = [n for n in range(0, len(older), 4096) if older[n : n + 4096] != newer[n : n + 4096]]
    noticed = [start for start in changed if is_noticed(written, older, newer, start)]
    # Page 1 holds counters of the file; search_idx says where a word's pages begin, and a search
    # that does not find it there begins at the first page: neither changes what anybody reads.
    written.file.write_bytes(newer)
    connection = connect(written.file, written.unlocked.data_key)
    (index,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'search_idx'"
    ).fetchone()
    connection.close()
    assert set(changed) - set(noticed) <= {0, (index - 1) * 4096}
    assert len(noticed) >= 5


def is_noticed(team: Team, older: bytes, newer: bytes, start: int) -> bool:
    page = older[start : start + 4096]
    team.file.write_bytes(newer[:start] + page + newer[start + 4096 :])
    try:
        with team.opened() as store:
            sound = store.check().result().is_sound
            return not sound or bool(store.rebuild_and_compare().result())
    except StoreDamaged:
        return True


# The triggers, for whoever comes through the front door


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET author = 'x'",
        "DELETE FROM revision",
        "UPDATE body SET body = x'00'",
        "DELETE FROM body",
        "UPDATE snapshot SET text = ''",
        "DELETE FROM snapshot",
        "UPDATE attachment SET size = 1",
        "UPDATE attachment_chunk SET data = x'00'",
        "DELETE FROM attachment",
        "DELETE FROM attached",
        "INSERT OR REPLACE INTO body SELECT revision, salt, x'00' FROM body LIMIT 1",
        "INSERT OR REPLACE INTO snapshot SELECT form, version, digest, '' FROM snapshot LIMIT 1",
    ],
)
def test_what_is_kept_can_be_neither_changed_nor_deleted(written: Team, statement: str) -> None:
    connection = connect(written.file, written.unlocked.data_key)
    with pytest.raises(dbapi.IntegrityError):
        connection.execute(statement)
    connection.close()
    assert found(written) == set()


# Projections

HARM: dict[str, Callable[[Connection], object]] = {
    "row": lambda c: c.execute("UPDATE current SET title = 'x' WHERE kind = 'note'"),
    "row gone": lambda c: c.execute("DELETE FROM current WHERE kind = 'note'"),
    "row added": lambda c: c.execute(
        "INSERT INTO current SELECT rid + 1000, 'ghost', kind, form, form_version, revision,"
        " author, hlc, at, state, child, title, facts FROM current LIMIT 1"
    ),
    "facts": lambda c: c.execute("UPDATE current SET facts = '{}' WHERE kind = 'note'"),
    "state": lambda c: c.execute("UPDATE current SET state = 'draft'"),
    "order": lambda c: c.execute("UPDATE current SET rid = 5000 - rid"),
    "words": lambda c: c.execute("UPDATE search SET text = 'x'"),
    "words gone": lambda c: c.execute("DELETE FROM search"),
    "words added": lambda c: c.execute("INSERT INTO search(rowid, text) VALUES(9999, 'x')"),
    "name": lambda c: c.execute("INSERT INTO names(rowid, name) VALUES(9999, 'x')"),
    "index": lambda c: c.execute("UPDATE search_content SET c1 = 'five two'"),
    "head": lambda c: c.execute("DELETE FROM head"),
}


@pytest.mark.parametrize("harm", HARM)
def test_projections_edited_behind_our_back_are_found_and_mended(written: Team, harm: str) -> None:
    with behind_our_back(written) as connection:
        connection.execute("SELECT 1")
        HARM[harm](connection)
    with written.opened() as store:
        assert store.rebuild_and_compare().result()
        assert store.rebuild_and_compare(mend=True).result()
        assert store.rebuild_and_compare().result() == ()
        (hit,) = store.read(lambda r: r.search("four")).result()
        assert hit.title == "Note, visit"
        assert store.check().result().is_sound


def test_projections_are_the_same_however_they_came_to_be(written: Team) -> None:
    with written.opened() as store:
        assert store.rebuild_and_compare().result() == ()


def test_headers_hold_no_words(written: Team) -> None:
    connection = connect(written.file, written.unlocked.data_key)
    rows = json.dumps(connection.execute("SELECT * FROM revision").fetchall(), default=repr)
    connection.close()
    for word in ("Visit", "three", "Another"):
        assert word not in rows
