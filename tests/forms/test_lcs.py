"""The note for LCS: what stands in it, in which words, and what is left out."""

from __future__ import annotations

from pathlib import Path

from forms_given import form_of, shipped

from desktop.forms.fitting import fitted
from desktop.forms.lcs import LcsLine, lcs_note
from desktop.forms.values import Flat

SESSION: Flat = {
    "d.when": {"y": 2026, "m": 11, "d": 23, "about": False},
    "d.time": "14:30",
    "d.mins": 45,
    "d.kind": "session",
    "d.place.kind": "car",
    "d.by": [{"id": "p", "name": "D. Beispiel"}],
    "d.who": [{"id": None, "name": "Amelia Testcase"}, {"id": "p", "name": "D. Beispiel"}],
    "d.alone": "yes",
    "d.result": "met",
    "d.aim": "The way home",
    "d.saw": "She had not slept.\nShe ate the whole sandwich.",
    "d.words/words": "If I don’t pick up they’ll go to Theo’s school",
    "d.words/who": "To D. Beispiel",
    "d.next": ["a"],
    "d.next/a/what": "Fetch her by the side gate.",
    "d.next/a/owner": {"id": None, "name": "Jo Sample"},
    "d.next/a/by": {"y": 2026, "m": 11, "d": 27, "about": False},
    "d.next/a/know": "She says so",
}


def test_the_note_reads_as_one_would_write_it() -> None:
    note = lcs_note(shipped("session"), SESSION)
    assert note is not None
    assert note.title == "Direct work session"
    assert note.first == (
        "23 November 2026, 14:30, 45 minutes, session, in the car, we met, seen alone: yes, "
        "D. Beispiel."
    )
    by_lead = {line.lead: line.text for line in note.lines}
    assert by_lead["Who was there"] == "Amelia Testcase, D. Beispiel"
    assert by_lead["Seen and heard"] == "\nShe had not slept.\nShe ate the whole sandwich."
    assert by_lead["The child's words"] == (
        "“If I don’t pick up they’ll go to Theo’s school” (To D. Beispiel)"
    )
    assert by_lead["What we agreed"] == (
        "- Fetch her by the side gate (Jo Sample, 27 November 2026)"
    )


def test_what_is_wanted_and_not_written_is_told_and_never_pasted() -> None:
    note = lcs_note(shipped("session"), SESSION)
    assert note is not None
    to_do = [line.lead for line in note.lines if line.to_do]
    assert to_do == ["What I think it means", "To be acted on today"]
    assert "What I think it means" not in note.text
    assert note.text.startswith("Direct work session\n\n23 November 2026")
    assert "Seen and heard: \nShe had not slept." in note.text


def test_when_we_did_not_meet_the_note_says_what_we_tried() -> None:
    missed: Flat = {
        **SESSION,
        "d.result": "no_answer",
        "d.miss.tried": ["t"],
        "d.miss.tried/t/what": "Rang the bell at Nan's.",
        "d.miss.tried/t/at": "16:00",
        "d.miss.why": "I came at the wrong time.",
    }
    note = lcs_note(shipped("session"), missed)
    assert note is not None
    assert LcsLine("What we tried", "- Rang the bell at Nan's (16:00)") in note.lines
    assert "She had not slept" not in note.text  # not asked when nobody met


def test_a_form_without_a_note_has_none_and_the_panels_has_its_own_name(tmp_path: Path) -> None:
    assert lcs_note(form_of(tmp_path), {}) is None
    assert shipped("wise").lcs_by == "manager"
    panel = lcs_note(fitted(shipped("panel"), {"x.panel": "ceam"}), {})
    assert panel is not None
    assert panel.title == "CEAM overview and actions"
    # What comes after the meeting is not yet to do.
    assert "Discussed" not in [line.lead for line in panel.lines]
