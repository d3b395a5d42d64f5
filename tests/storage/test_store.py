"""What is kept is found again: revisions, lists, history, search, working copies, attachments."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from desktop.storage.canonical import new_id
from desktop.storage.connection import connect
from desktop.storage.engine import Store
from desktop.storage.errors import (
    NoWorkingCopy,
    SnapshotDiffers,
    SnapshotMissing,
    StoreClosed,
    UnknownRecord,
    UnknownRevision,
    WorkingCopyTaken,
)
from desktop.storage.files import STORE
from desktop.storage.logroom import STRIDE
from desktop.storage.revisions import NewRevision
from desktop.storage.store import JournalEntry, Order, Place
from tests.storage.kit import NOTE, TEAM, Team, child, note, write_note


def test_a_revision_is_read_back_word_for_word(store: Store, team: Team) -> None:
    words = "„Ich weiß“ \u202bسلام\u202c 👩\u200d👧 \x00 end"
    header = write_note(store, team.unlocked, "First visit", words)
    body = store.read(lambda r: r.body(header.id)).result()
    assert body["answers"] == {"subject": "First visit", "words": words}
    current = store.read(lambda r: r.current(header.record)).result()
    assert (current.title, current.state, current.heads) == ("Note, first visit", "finished", 1)
    assert current.facts == {"subject": "First visit"}
    assert current.author == team.unlocked.person_id


def test_a_lone_surrogate_is_kept_as_a_replacement_and_loses_nothing_else(
    store: Store, team: Team
) -> None:
    header = write_note(store, team.unlocked, "x", "before \ud83d after")
    body = store.read(lambda r: r.body(header.id)).result()
    assert body["answers"]["words"] == "before \ufffd after"  # type: ignore[index,call-overload]


def test_history_has_every_version_and_the_last_is_current(store: Store, team: Team) -> None:
    first = write_note(store, team.unlocked, "Visit", "one")
    second = write_note(store, team.unlocked, "Visit", "two", first.record)
    history = store.read(lambda r: r.history(first.record)).result()
    assert [one.id for one in history] == [first.id, second.id]
    assert second.parents == (first.id,)
    assert second.prev == first.id
    assert store.read(lambda r: r.current(first.record)).result().revision == second.id


def test_two_versions_of_one_parent_are_two_heads_and_the_later_is_shown(
    store: Store, team: Team
) -> None:
    first = write_note(store, team.unlocked, "Visit", "one")
    new = note(first.record, "Visit", "mine")
    other = NewRevision(new.record, new.kind, new.body, (first.id,), "note", 1)
    mine = store.write(lambda w: w.append(other, team.unlocked.signer)).result()
    theirs = store.write(lambda w: w.append(other, team.unlocked.signer)).result()
    current = store.read(lambda r: r.current(first.record)).result()
    assert (current.heads, current.revision) == (2, theirs.id)
    assert set(store.read(lambda r: r.heads(first.record)).result()) == {mine.id, theirs.id}


def test_a_clock_set_back_does_not_turn_the_order_round(store: Store, team: Team) -> None:
    first = write_note(store, team.unlocked, "Visit", "one")
    team.clock.now -= timedelta(days=400)
    second = write_note(store, team.unlocked, "Visit", "two", first.record)
    assert second.at < first.at
    assert second.hlc > first.hlc
    assert store.read(lambda r: r.current(first.record)).result().revision == second.id


def test_lists_by_kind_child_state_and_title(store: Store, team: Team) -> None:
    amelia, zac = new_id(), new_id()
    for record, name in ((zac, "zac Testcase"), (amelia, "Amelia Testcase")):
        store.write(lambda w, r=record, n=name: w.append(child(r, n), team.unlocked.signer))
    for state in ("draft", "finished"):
        one = note(new_id(), state, "words", child=amelia, state=state)
        store.write(lambda w, one=one: w.append(one, team.unlocked.signer)).result()
    children = store.read(lambda r: r.listing(kind="child", order=Order.TITLE)).result()
    assert [one.title for one in children] == ["Amelia Testcase", "zac Testcase"]
    of_amelia = store.read(lambda r: r.listing(child=amelia)).result()
    assert [one.state for one in of_amelia] == ["finished", "draft"]
    drafts = store.read(lambda r: r.listing(child=amelia, state="draft", limit=5)).result()
    assert [one.facts["subject"] for one in drafts] == ["draft"]


def test_what_is_unknown_is_said_by_name(store: Store, team: Team) -> None:
    with pytest.raises(UnknownRecord):
        store.read(lambda r: r.current("nothing")).result()
    with pytest.raises(UnknownRevision):
        store.read(lambda r: r.body("nothing")).result()
    bad = NewRevision(new_id(), "note", {}, ("nothing",), "note", 1)
    with pytest.raises(UnknownRevision):
        store.write(lambda w: w.append(bad, team.unlocked.signer)).result()
    newer = NewRevision(new_id(), "note", {}, None, "note", 7)
    with pytest.raises(SnapshotMissing):
        store.write(lambda w: w.append(newer, team.unlocked.signer)).result()


def test_a_form_changed_without_a_new_version_is_refused(store: Store) -> None:
    from dataclasses import replace

    changed = replace(NOTE, title="Another title")
    with pytest.raises(SnapshotDiffers):
        store.write(lambda w: w.keep_snapshot(changed)).result()
    store.write(lambda w: w.keep_snapshot(replace(changed, version=2))).result()
    assert ("note", 2) in store.read(lambda r: r.snapshots()).result()


def test_a_job_that_fails_keeps_nothing(store: Store, team: Team) -> None:
    record = new_id()

    def job(writer: object) -> None:
        writer.append(note(record, "a", "b"), team.unlocked.signer)  # type: ignore[attr-defined]
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        store.write(job).result()
    assert store.read(lambda r: r.find_current(record)).result() is None
    write_note(store, team.unlocked, "next", "one")
    assert store.check().result().is_sound


# Search


def test_search_is_newest_first_and_marks_what_it_found(store: Store, team: Team) -> None:
    old = write_note(store, team.unlocked, "Old", "She was seen by the old harbour wall.")
    new = write_note(store, team.unlocked, "New", "The harbour again, with a wall of rain.")
    hits = store.read(lambda r: r.search("harbour wal")).result()
    assert [hit.record for hit in hits] == [new.record, old.record]
    assert "\x02harbour\x03" in hits[0].snippet
    write_note(store, team.unlocked, "Old", "She was at the harbour wall today.", old.record)
    hits = store.read(lambda r: r.search("harbour wall")).result()
    assert [hit.record for hit in hits] == [old.record, new.record]
    more = store.read(lambda r: r.search("harbour wall", 1, hits[0].cursor)).result()
    assert [hit.record for hit in more] == [new.record]


@pytest.mark.parametrize("text", ['"', "* OR", "a NEAR b", "-", "title:x", "(", "\x00", "'", "  "])
def test_search_takes_anything_that_can_be_typed(store: Store, text: str) -> None:
    assert store.read(lambda r: r.search(text)).result() == ()


def test_words_are_found_without_their_accents_and_only_in_the_newest_version(
    store: Store, team: Team
) -> None:
    first = write_note(store, team.unlocked, "Visit", "Café Zürich, বাংলা লেখা")
    for text in ("cafe", "zurich", "বাংলা"):
        assert len(store.read(lambda r, t=text: r.search(t)).result()) == 1, text
    write_note(store, team.unlocked, "Visit", "nothing", first.record)
    assert store.read(lambda r: r.search("cafe")).result() == ()


@pytest.mark.parametrize("text", ["testc", "estcase", "Am", "a", "AMELIA", "elia test"])
def test_names_are_found_from_any_part(store: Store, team: Team, text: str) -> None:
    record = new_id()
    store.write(lambda w: w.append(child(record, "Amelia Testcase"), team.unlocked.signer))
    write_note(store, team.unlocked, "Amelia Testcase", "a note is not a name")
    hits = store.read(lambda r: r.names(text)).result()
    assert [hit.record for hit in hits] == [record]


# Working copies


def _begin(store: Store, person: str, record: str = "r") -> None:
    store.write(lambda w: w.begin_working(record, person, "note", 1, None)).result()


def test_a_working_copy_keeps_every_step_and_the_place(store: Store) -> None:
    _begin(store, "p")
    steps = [JournalEntry(n, {"path": "words", "text": f"step {n} \ud83d"}) for n in (1, 2, 3)]
    store.write(lambda w: w.keep_edits("r", "p", steps, Place("words", 7)))
    store.write(lambda w: w.mark_undone("r", "p", 3, True))
    store.write(lambda w: w.keep_edits("r", "p", [], Place("subject", None)))
    found = store.read(lambda r: r.working("r", "p"))
    store.write(lambda _: None).result()
    found = store.read(lambda r: r.working("r", "p")).result()
    assert found is not None
    assert [(e.step, e.undone) for e in found.entries] == [(1, False), (2, False), (3, True)]
    assert [e.edit for e in found.entries] == [s.edit for s in steps]
    assert found.place == Place("subject", None)
    store.write(lambda w: w.redo("r", "p", 3)).result()
    again = store.read(lambda r: r.working("r", "p")).result()
    assert again is not None
    assert not again.entries[2].undone


def test_typing_that_goes_on_replaces_the_last_step(store: Store) -> None:
    _begin(store, "p")
    for text in ("H", "He", "Hel"):
        entry = [JournalEntry(1, text)]
        store.write(lambda w, e=entry: w.keep_edits("r", "p", e, None))
    store.write(lambda w: w.keep_edits("r", "p", [JournalEntry(2, "x")], None)).result()
    found = store.read(lambda r: r.working("r", "p")).result()
    assert found is not None
    assert [(e.step, e.edit) for e in found.entries] == [(1, "Hel"), (2, "x")]


def test_a_place_without_a_step_is_kept_and_a_step_without_a_place_leaves_it(store: Store) -> None:
    _begin(store, "p")
    for steps, place in (([], Place("words", 7)), ([JournalEntry(1, "one")], None)):
        store.write(lambda w, s=steps, p=place: w.keep_edits("r", "p", s, p)).result()
        found = store.read(lambda r: r.working("r", "p")).result()
        assert found is not None
        assert found.place == Place("words", 7)
    store.write(lambda w: w.keep_edits("r", "p", [], Place("subject", 2))).result()
    store.write(lambda w: w.keep_edits("r", "p", [JournalEntry(1, "one more")], None)).result()
    found = store.read(lambda r: r.working("r", "p")).result()
    assert found is not None
    assert (found.place, found.entries[0].edit) == (Place("subject", 2), "one more")


def test_a_save_while_somebody_types_writes_one_page(store: Store, team: Team) -> None:
    """The words and the place lie together: a second page would cost a third more time."""
    _begin(store, "p")
    steps = [JournalEntry(n, f"step {n} of many words") for n in range(400)]
    store.write(lambda w: w.keep_edits("r", "p", steps, Place("words", 1))).result()
    _pages_in_the_log(team)
    for caret in (2, 3, 4):
        entry = [JournalEntry(399, "x" * caret)]
        place = Place("words", caret)
        store.write(lambda w, e=entry, p=place: w.keep_edits("r", "p", e, p)).result()
    assert _pages_in_the_log(team) == 3


def test_saves_fill_room_that_the_log_has_already(store: Store) -> None:
    """A file that grows at each flush costs a third of the time of a save."""
    _begin(store, "p")
    log = store.folder / (STORE + "-wal")
    sizes: set[int] = set()
    for n in range(40):
        entry = [JournalEntry(n, f"step {n}")]
        store.write(lambda w, e=entry: w.keep_edits("r", "p", e, Place("words", 1))).result()
        sizes.add(log.stat().st_size)
    assert len(sizes) <= 2
    assert max(sizes) < 3 * STRIDE


def _pages_in_the_log(team: Team) -> int:
    """Bring the log into the file, so that the next save begins it anew; return what it held."""
    other = connect(team.file, team.unlocked.data_key)
    (_, pages, _) = other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    other.close()
    return int(pages)


def test_new_typing_forgets_what_was_undone(store: Store) -> None:
    _begin(store, "p")
    store.write(lambda w: w.keep_edits("r", "p", [JournalEntry(n, n) for n in (1, 2, 3)], None))
    store.write(lambda w: w.mark_undone("r", "p", 3))
    store.write(lambda w: w.mark_undone("r", "p", 2))
    store.write(lambda w: w.forget_undone("r", "p")).result()
    found = store.read(lambda r: r.working("r", "p")).result()
    assert found is not None
    assert [e.step for e in found.entries] == [1]


def test_working_copies_belong_to_one_person_each(store: Store, team: Team) -> None:
    _begin(store, "p")
    _begin(store, "q")
    store.write(lambda w: w.keep_edits("r", "p", [JournalEntry(1, "mine")], None)).result()
    theirs = store.read(lambda r: r.working("r", "q")).result()
    assert theirs is not None
    assert theirs.entries == ()
    assert {card.person for card in store.read(lambda r: r.workings()).result()} == {"p", "q"}
    store.write(lambda w: w.drop_working("r", "p")).result()
    assert store.read(lambda r: r.working("r", "p")).result() is None
    with pytest.raises(NoWorkingCopy):
        store.write(lambda w: w.keep_edits("r", "p", [JournalEntry(2, "late")], None)).result()


def test_adopting_a_working_copy_is_recorded(store: Store, team: Team) -> None:
    first = write_note(store, team.unlocked, "Visit", "one")
    _begin(store, "q", first.record)
    entry = [JournalEntry(1, "theirs")]
    store.write(lambda w: w.keep_edits(first.record, "q", entry, None)).result()
    me = team.unlocked.signer
    made = store.write(lambda w: w.adopt_working(first.record, "q", "on leave", me)).result()
    found = store.read(lambda r: r.working(first.record, me.person_id)).result()
    assert found is not None
    assert [e.edit for e in found.entries] == ["theirs"]
    assert store.read(lambda r: r.body(made.id)).result()["from"] == "q"
    assert store.read(lambda r: r.current(first.record)).result().revision == first.id
    _begin(store, "q", first.record)
    with pytest.raises(WorkingCopyTaken):
        store.write(lambda w: w.adopt_working(first.record, "q", "again", me)).result()


# Attachments


def test_an_attachment_comes_back_byte_for_byte_and_is_kept_once(store: Store) -> None:
    data = bytes(range(256)) * 3000
    pieces = [data[:1000], data[1000:700_000], data[700_000:]]
    one = store.write(lambda w: w.attach("r1", "a.bin", "x/y", pieces)).result()
    two = store.write(lambda w: w.attach("r2", "b.bin", "x/y", [data])).result()
    assert one.id == two.id
    assert one.size == len(data)
    assert store.read(lambda r: r.attachment(one.id)).result() == data
    assert [a.name for a in store.read(lambda r: r.attachments("r2")).result()] == ["b.bin"]


# Threads


def test_a_reader_sees_one_moment_while_the_writer_goes_on(store: Store, team: Team) -> None:
    began, may_end = threading.Event(), threading.Event()

    def look(reader: object) -> tuple[int, int]:
        first = len(reader.listing(kind="note"))  # type: ignore[attr-defined]
        began.set()
        may_end.wait(10)
        return first, len(reader.listing(kind="note"))  # type: ignore[attr-defined]

    seen = store.read(look)
    assert began.wait(10)
    write_note(store, team.unlocked, "Visit", "while somebody reads")
    may_end.set()
    assert seen.result(10) == (0, 0)
    assert len(store.read(lambda r: r.listing(kind="note")).result()) == 1


def test_a_closed_store_says_so_and_keeps_what_was_queued(team: Team) -> None:
    store = team.open()
    queued = [store.write(lambda w: w.begin_working("r", "p", "note", 1)) for _ in range(3)]
    store.close()
    store.close()
    assert all(one.exception() is None for one in queued)
    with pytest.raises(StoreClosed):
        store.write(lambda w: None).result()
    with pytest.raises(StoreClosed):
        store.read(lambda r: None).result()
    with team.opened() as again:
        assert again.team == TEAM
        assert len(again.read(lambda r: r.workings()).result()) == 1


def test_what_is_remembered_for_a_person_is_theirs_alone(store: Store) -> None:
    store.write(lambda w: w.remember("p", "recent", ["a", "b"]))
    store.write(lambda w: w.remember("p", "recent", ["c"])).result()
    assert store.read(lambda r: (r.recall("p", "recent"), r.recall("q", "recent"))).result() == (
        ["c"],
        None,
    )
