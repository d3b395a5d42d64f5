"""A version that makes an earlier one count again: by its author and of its time, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.storage.canonical import Json, new_id
from desktop.storage.engine import Store
from desktop.storage.restoring import RESTORES
from desktop.storage.revisions import Header, NewRevision
from tests.storage.kit import Team, note, write_note


def restoring(header: Header, revision: NewRevision, **other: Json) -> NewRevision:
    """Return a revision that says what an earlier one says and makes it count again."""
    body = {**revision.body, RESTORES: header.id, **other}
    return NewRevision(header.record, "note", body, form="note", form_version=1)


def test_a_version_that_counts_again_keeps_its_author_and_time(store: Store, team: Team) -> None:
    new = note(new_id(), "Visit", "one", state="signed")
    first = store.write(lambda w: w.append(new, team.unlocked.signer)).result()
    write_note(store, team.unlocked, "Visit", "a mistake", first.record)
    giver = replace(team.unlocked.signer, person_id="p2")
    team.clock.now += timedelta(days=3)
    again = store.write(lambda w: w.append(restoring(first, new), giver)).result()
    other = write_note(store, team.unlocked, "Later", "words")

    current = store.read(lambda r: r.current(first.record)).result()

    assert (current.revision, current.state) == (again.id, "signed")
    assert (current.author, current.at) == (first.author, first.at)
    (hit,) = store.read(lambda r: r.search("one")).result()
    assert hit.at == first.at
    body = store.read(lambda r: r.body(again.id)).result()
    assert store.read(lambda r: r.restored(again, body)).result() == first
    assert store.rebuild_and_compare().result() == ()
    assert store.read(lambda r: r.current(first.record)).result() == current
    lately = store.read(lambda r: r.lately("finished", 5)).result()
    assert [one.record for one in lately] == [other.record]


@pytest.mark.parametrize(
    "other",
    [
        {"answers": {"subject": "Visit", "words": "another"}},
        {"state": "agreed"},
        {"more": True},
        {"paper": {"version": True}},
        {"paper": {"version": 1.0}},
    ],
    ids=["answers", "state", "more", "yes for one", "another one"],
)
def test_what_says_more_than_it_restores_counts_as_its_own_givers(
    store: Store, team: Team, other: dict[str, Json]
) -> None:
    new = note(new_id(), "Visit", "one", state="signed")
    new = replace(new, body={**new.body, "paper": {"version": 1}})
    first = store.write(lambda w: w.append(new, team.unlocked.signer)).result()
    team.clock.now += timedelta(days=3)
    claimed = restoring(first, new, **other)
    header = store.write(lambda w: w.append(claimed, team.unlocked.signer)).result()
    assert store.read(lambda r: r.current(first.record)).result().at == header.at
    assert store.read(lambda r: r.restored(header, claimed.body)).result() is None


def test_a_version_of_another_record_counts_nowhere_else(store: Store, team: Team) -> None:
    new = note(new_id(), "Visit", "one")
    first = store.write(lambda w: w.append(new, team.unlocked.signer)).result()
    claimed = restoring(replace(first, record=new_id()), new)
    header = store.write(lambda w: w.append(claimed, team.unlocked.signer)).result()
    assert store.read(lambda r: r.restored(header, claimed.body)).result() is None
