"""A kept form is the form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forms_given import SMALL, form_of, shipped

from desktop.forms.definition import Form
from desktop.forms.snapshot import (
    SnapshotDamaged,
    canonical,
    digest,
    from_json,
    from_text,
    to_json,
)

SHIPPED = (
    *("wise", "planning", "session", "panel"),
    *("registers/child", "registers/contact", "registers/place"),
)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_form_survives_being_kept(name: str) -> None:
    form = shipped(name)
    assert from_text(canonical(form)) == form
    assert from_json(json.loads(json.dumps(to_json(form)))) == form


def test_the_small_form_survives_too(visit: Form) -> None:
    assert from_text(canonical(visit)) == visit


def test_every_word_of_a_form_counts_in_its_digest(tmp_path: Path, visit: Form) -> None:
    assert digest(form_of(tmp_path)) == digest(visit)
    for before, after in (
        ('"Now"', '"Today"'),
        ('is = ["no"]', 'is = ["yes"]'),
        ("sign = true\n", ""),
    ):
        changed = form_of(tmp_path, SMALL.replace(before, after))
        assert digest(changed) != digest(visit)


@pytest.mark.parametrize(
    "damage",
    ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "id": "x"}'],
)
def test_a_damaged_snapshot_is_told(damage: str) -> None:
    with pytest.raises(SnapshotDamaged):
        from_text(damage)


def test_a_snapshot_with_a_broken_field_is_told(visit: Form) -> None:
    text = canonical(visit).replace('"label":"Extra"', '"label":5')
    with pytest.raises(SnapshotDamaged):
        from_text(text)
