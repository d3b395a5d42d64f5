"""The working copy: nothing typed is lost, and Ctrl+Z brings everything back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.casework.working import (
    Changed,
    ForgetUndone,
    Keep,
    Keeper,
    Mark,
    Operation,
    Place,
    ReadOnly,
    Step,
    WorkingCopy,
)
from desktop.forms.definition import Field, Form, Section
from desktop.forms.values import Json

FORM = Form(
    id="small",
    version=1,
    title="Small",
    short_title="Small",
    purpose="",
    role="record",
    sections=(
        Section(
            "one",
            1,
            "One",
            (
                Field("text", "Text", "long_text"),
                Field("other", "Other", "text"),
                Field("list", "List", "rows", fields=(Field("what", "What", "text"),)),
            ),
        ),
    ),
)


class SetClock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def passed(self) -> float:
        return self.seconds


class Journal:
    """A keeper that stores operations as the encrypted store does, and can refuse."""

    def __init__(self) -> None:
        self.steps: dict[int, Step] = {}
        self.place = Place()
        self.full = False
        self.waiting: list[Future[None]] = []
        self.slow = False

    def __call__(self, operations: Sequence[Operation], place: Place) -> Future[None]:
        future: Future[None] = Future()
        if self.full:
            future.set_exception(OSError("no room"))
            return future
        for operation in operations:
            self._take(operation)
        self.place = place
        if self.slow:
            self.waiting.append(future)
        else:
            future.set_result(None)
        return future

    def _take(self, operation: Operation) -> None:
        match operation:
            case Keep(step, edits):
                self.steps[step] = Step(step, list(edits))
            case Mark(step, undone):
                self.steps[step].undone = undone
            case ForgetUndone():
                self.steps = {n: step for n, step in self.steps.items() if not step.undone}

    def reopened(self, clock: SetClock, base: dict[str, Json] | None = None) -> WorkingCopy:
        steps = [self.steps[number] for number in sorted(self.steps)]
        copies = [Step(s.number, list(s.edits), s.undone) for s in steps]
        return _copy(self, clock, base, copies, self.place)


def _copy(
    journal: Keeper,
    clock: SetClock,
    base: dict[str, Json] | None = None,
    steps: Sequence[Step] = (),
    place: Place | None = None,
    read_only: bool = False,
) -> WorkingCopy:
    return WorkingCopy(
        record="r",
        form=FORM,
        base=base or {},
        steps=steps,
        place=place or Place(),
        keep=journal,
        clock=clock,
        read_only=read_only,
    )


def _type(copy: WorkingCopy, path: str, text: str) -> None:
    before = str(copy.flat.get(path) or "")
    for end in range(1, len(text) + 1):
        copy.put(path, before + text[:end], typing=True)


def test_a_word_typed_in_one_go_is_one_step_back() -> None:
    copy = _copy(Journal(), SetClock())
    _type(copy, "text", "hello")
    assert copy.undo() == Changed(("text",), "text")
    assert not copy.flat.get("text")
    assert not copy.can_undo


def test_a_rest_between_words_makes_two_steps() -> None:
    clock = SetClock()
    copy = _copy(Journal(), clock)
    _type(copy, "text", "first")
    clock.seconds += 5
    _type(copy, "text", " second")
    copy.undo()
    assert copy.flat["text"] == "first"


@pytest.mark.parametrize("left", [None, "", "x"])
def test_all_that_is_cut_in_the_heat_of_typing_comes_back(left: Json) -> None:
    copy = _copy(Journal(), SetClock())
    _type(copy, "text", "He waits for her outside school")
    copy.put("text", left, typing=True)
    copy.undo()
    assert copy.flat["text"] == "He waits for her outside school"


def test_a_key_of_deletion_held_down_takes_nothing_away_for_good() -> None:
    copy = _copy(Journal(), SetClock())
    text = "He waits for her outside school and buys her food"
    _type(copy, "text", text)
    for end in range(len(text) - 1, -1, -1):
        copy.put("text", text[:end], typing=True)
    seen: list[str] = []
    while copy.undo():
        seen.append(str(copy.flat["text"]))
    assert any(len(text) - len(words) <= 20 and text.startswith(words) for words in seen)


def test_a_slip_of_the_fingers_makes_no_step_of_its_own() -> None:
    copy = _copy(Journal(), SetClock())
    for text in ("teh", "te", "t", "th", "the", "the b"):
        copy.put("text", text, typing=True)
    copy.undo()
    assert not copy.can_undo


@pytest.mark.parametrize("typing", [True, False])
def test_an_answer_taken_away_and_given_again_comes_back_step_by_step(typing: bool) -> None:
    clock = SetClock()
    copy = _copy(Journal(), clock, {"other": "yes"})
    for value in (None, "no", None, "yes"):
        clock.seconds += 5
        copy.put("other", value, typing=typing)
    seen: list[Json] = []
    while copy.undo():
        seen.append(copy.flat.get("other") or None)
    assert seen == [None, "no", None, "yes"]


def test_redo_brings_a_step_again_until_something_new_is_written() -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    _type(copy, "text", "first")
    copy.undo()
    assert copy.redo() is not None
    assert copy.flat["text"] == "first"
    copy.undo()
    copy.put("other", "new")
    assert copy.redo() is None
    copy.flush()
    assert journal.reopened(clock).redo() is None


def test_a_deleted_row_two_edits_and_a_lock_come_back_with_three_undos() -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    row = copy.add_row("list")
    copy.put(f"list/{row}/what", "boxing on Tuesdays")
    copy.delete_row("list", row)
    _type(copy, "text", "one")
    _type(copy, "other", "two")
    assert copy.flush_all(1.0)

    again = journal.reopened(clock)
    assert again.flat["text"] == "one"
    for _ in range(3):
        again.undo()
    assert again.rows("list") == [row]
    assert again.flat[f"list/{row}/what"] == "boxing on Tuesdays"
    assert not again.flat.get("text")
    assert not again.flat.get("other")


def test_rows_move_and_duplicate_with_all_their_words() -> None:
    copy = _copy(Journal(), SetClock())
    first, second = copy.add_row("list"), copy.add_row("list")
    copy.put(f"list/{first}/what", "a")
    copy.move_row("list", first, 1)
    assert copy.rows("list") == [second, first]
    third = copy.duplicate_row("list", first)
    assert copy.rows("list") == [second, first, third]
    assert copy.flat[f"list/{third}/what"] == "a"


def test_a_full_disk_loses_nothing_and_keeps_the_order() -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    _type(copy, "text", "before ")
    journal.full = True
    copy.flush()
    assert copy.failure is not None
    assert copy.unsaved
    _type(copy, "text", "and during")
    journal.full = False
    assert copy.flush_all(1.0)
    assert journal.reopened(clock).flat["text"] == "before and during"


def test_keys_that_come_while_a_save_is_under_way_are_saved_next() -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    journal.slow = True
    _type(copy, "text", "one")
    copy.flush()
    _type(copy, "text", " two")
    copy.flush()
    assert journal.reopened(clock).flat["text"] == "one"
    journal.slow = False
    journal.waiting.pop().set_result(None)
    assert copy.flush_all(1.0)
    assert journal.reopened(clock).flat["text"] == "one two"


def test_the_place_is_kept_even_when_nothing_was_typed() -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    copy.place = Place("text", 3, "one")
    assert copy.unsaved
    copy.flush()
    assert journal.reopened(clock).place == Place("text", 3, "one")


def test_a_finished_record_takes_no_key() -> None:
    copy = _copy(Journal(), SetClock(), {"text": "done"}, read_only=True)
    with pytest.raises(ReadOnly):
        copy.put("text", "changed")
    assert copy.flat == {"text": "done"}


_acts = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.sampled_from(["text", "other"]), st.text(max_size=8)),
        st.tuples(st.just("set"), st.sampled_from(["text", "other"]), st.text(max_size=8)),
        st.tuples(st.just("clear"), st.sampled_from(["text", "other"]), st.just("")),
        st.tuples(st.just("wipe"), st.sampled_from(["text", "other"]), st.just("")),
        st.tuples(st.just("add"), st.just(""), st.just("")),
        st.tuples(st.just("delete"), st.just(""), st.just("")),
        st.tuples(st.just("undo"), st.just(""), st.just("")),
        st.tuples(st.just("redo"), st.just(""), st.just("")),
        st.tuples(st.just("rest"), st.just(""), st.just("")),
        st.tuples(st.just("save"), st.just(""), st.just("")),
        st.tuples(st.just("fail"), st.just(""), st.just("")),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(_acts)
def test_whatever_is_done_the_journal_gives_the_same_answers_and_undo_ends_at_the_start(
    acts: list[tuple[str, str, str]],
) -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    for act, path, text in acts:
        _act(copy, journal, clock, act, path, text)
    journal.full = False
    assert copy.flush_all(1.0)
    again = journal.reopened(clock)
    assert _answered(again) == _answered(copy)
    while again.undo():
        pass
    assert not [value for value in again.flat.values() if value]


def _answered(copy: WorkingCopy) -> dict[str, Json]:
    """An empty text is no answer: the two are the same to everybody who reads the record."""
    return {path: value for path, value in copy.flat.items() if value != ""}


def _act(
    copy: WorkingCopy, journal: Journal, clock: SetClock, act: str, path: str, text: str
) -> None:
    match act:
        case "type":
            _type(copy, path, text)
        case "set":
            copy.put(path, text)
        case "clear":
            copy.put(path, None)
        case "wipe":
            copy.put(path, None, typing=True)
        case "add":
            copy.add_row("list")
        case "delete":
            for row in copy.rows("list")[:1]:
                copy.delete_row("list", row)
        case "undo":
            copy.undo()
        case "redo":
            copy.redo()
        case "rest":
            clock.seconds += 10
        case _:
            journal.full = act == "fail"
            copy.flush()


def test_words_handed_over_during_a_save_follow_without_the_windows_help() -> None:
    journal, clock = Journal(), SetClock()
    copy = _copy(journal, clock)
    journal.slow = True
    copy.put("text", "one")
    copy.flush()
    copy.put("other", "two")
    copy.flush()  # the first save is still under way
    journal.slow = False
    journal.waiting.pop().set_result(None)  # it lands; nobody calls flush again
    assert journal.reopened(clock).flat["other"] == "two"
    assert not copy.unsaved


def test_settling_waits_for_all_that_was_handed_over_and_no_longer() -> None:
    journal = Journal()
    copy = _copy(journal, SetClock())
    assert copy.settle(0)  # nothing to wait for
    journal.slow = True
    copy.put("text", "one")
    copy.flush()
    copy.put("other", "two")
    copy.flush()
    assert not copy.settle(0.01)
    journal.slow = False
    landing = threading.Timer(0.02, lambda: journal.waiting.pop().set_result(None))
    landing.start()
    assert copy.settle(20)
    assert not copy.unsaved
    landing.join()
    journal.full = True
    copy.put("text", "three")
    copy.flush()
    assert copy.settle(20)  # a refusal is told elsewhere, and not waited for


def _told_late() -> tuple[Journal, WorkingCopy]:
    """Hand words over; a future wakes who waits before it calls back, and a busy machine stops."""
    journal = Journal()
    journal.slow = True

    def keep(operations: Sequence[Operation], place: Place) -> Future[None]:
        future = journal(operations, place)
        future.add_done_callback(lambda _done: threading.Event().wait(0.3))
        return future

    copy = _copy(keep, SetClock())
    copy.put("text", "hello", typing=True)
    copy.flush()
    return journal, copy


def test_what_is_kept_counts_as_kept_though_word_of_it_comes_late() -> None:
    journal, copy = _told_late()
    store = threading.Thread(target=journal.waiting[0].set_result, args=(None,))
    store.start()
    assert copy.flush_all(5.0)
    store.join()


def test_what_was_refused_once_is_kept_when_it_is_tried_again_though_word_comes_late() -> None:
    journal, copy = _told_late()
    journal.slow = False
    store = threading.Thread(target=journal.waiting[0].set_exception, args=(OSError("no room"),))
    store.start()
    assert not copy.flush_all(5.0)
    assert copy.flush_all(5.0), "it was asked of what is refused already, and handed nothing over"
    store.join()
