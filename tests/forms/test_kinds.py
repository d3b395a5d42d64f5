# ruff: noqa: E501 -- the table reads better a line for each kind
"""Every kind in its three shapes. A kind that is added without a line here fails by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from desktop.forms import kinds
from desktop.forms.dates import PartialDate, date_from_boxes
from desktop.forms.definition import CONTAINERS, Field, Option
from desktop.forms.kinds import KIND_OF, KINDS, Carried, Kind, Known, Reference
from desktop.forms.values import Json

OPTIONS = (Option("a", "Apple"), Option("b", "Pear"))


@dataclass(frozen=True)
class Shapes:
    """One answer as stored, as Python, as printed; and stored values that are wrong."""

    stored: Json
    python: Any
    printed: str
    wrong: tuple[Json, ...] = ()


WORDS = Shapes("Said so.", "Said so.", "Said so.", (5, ["x"]))
TABLE: dict[str, tuple[Shapes, ...]] = {
    "text": (WORDS,),
    "long_text": (WORDS, Shapes("One\nTwo", "One\nTwo", "One\nTwo")),
    "words": (WORDS,),
    "quote": (Shapes(None, None, ""),),
    "date": (
        Shapes({"y": 2024, "m": 5, "d": 14, "about": False}, PartialDate(2024, 5, 14), "14 May 2024"),
        Shapes({"y": 2024, "m": 5, "d": None}, PartialDate(2024, 5), "May 2024"),
        Shapes({"y": 2023}, PartialDate(2023), "2023"),
        Shapes({"y": 2023, "about": True}, PartialDate(2023, about=True), "about 2023"),
        Shapes({"unknown": True}, Known.NOT_KNOWN, "Not known", ({"typed": ["31", "02", "2026"]}, "x")),
    ),
    "time": (Shapes("09:30", dt.time(9, 30), "09:30", ("25:00", "half nine", 930)),),
    "minutes": (
        Shapes(80, 80, "1 hour 20 minutes", (-1, "an hour", True)),
        Shapes(1, 1, "1 minute"),
        Shapes(120, 120, "2 hours"),
    ),
    "yes_no": (
        Shapes("yes", True, "Yes", ("maybe", True)),
        Shapes("no", False, "No"),
        Shapes("unknown", Known.NOT_KNOWN, "Not known"),
    ),
    "choice": (Shapes("a", "a", "Apple", ("z", ["a"])),),
    "many": (Shapes(["b", "a"], ("a", "b"), "Apple, Pear", (["z"], "a")),),
    "choice_per_row": (Shapes(None, None, ""),),
    "number": (Shapes(3, 3, "3", ("three", 2.5, True)),),
    "person": (
        Shapes({"id": "r1", "name": "P. Example"}, Reference("r1", "P. Example"), "P. Example", ("P",)),
        Shapes({"id": None, "name": "Unknown man, 30s"}, Reference(None, "Unknown man, 30s"), "Unknown man, 30s"),
    ),
    "people": (
        Shapes(
            [{"id": "r1", "name": "P. Example"}, {"id": None, "name": "Her nan"}],
            (Reference("r1", "P. Example"), Reference(None, "Her nan")),
            "P. Example, Her nan",
            ("P. Example", ["P. Example"]),
        ),
    ),
    "place": (Shapes({"id": "r2", "name": "Exampleton Park"}, Reference("r2", "Exampleton Park"), "Exampleton Park"),),
    "rows": (Shapes(["r1", "r2"], ("r1", "r2"), "", ("r1", ["r1", "r1"], [1])),),
    "actions": (Shapes(["r1"], ("r1",), ""),),
    "block": (Shapes(None, None, ""),),
    "carried": (Shapes({"text": "Stage two", "source": "r9", "at": "2026-11-02"}, Carried("Stage two", "r9", "2026-11-02"), "Stage two"),),
    "guidance": (Shapes(None, None, ""),),
}  # fmt: skip


def of(kind: str) -> Field:
    return Field("f", "Field", kind, options=OPTIONS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_line_in_the_table(kind: Kind) -> None:
    assert kind.name in TABLE, f"tests/forms/test_kinds.py: TABLE has no line for {kind.name!r}"


def test_no_class_of_kind_was_left_out_of_the_list() -> None:
    def below(cls: type[Kind]) -> set[type[Kind]]:
        return {cls}.union(*(below(one) for one in cls.__subclasses__()))

    named = {
        cls
        for cls in below(Kind)
        if "name" in vars(cls) and cls.__module__.startswith("desktop.forms.")
    }
    assert named == {type(kind) for kind in KINDS}
    assert len({kind.name for kind in KINDS}) == len(KINDS) == len(TABLE)
    assert set(CONTAINERS) <= set(KIND_OF)


CASES = [(kind, shapes) for kind, listed in TABLE.items() for shapes in listed]


@pytest.mark.parametrize(("kind", "shapes"), CASES)
def test_an_answer_in_its_three_shapes(kind: str, shapes: Shapes) -> None:
    field = of(kind)
    assert KIND_OF[kind].python(field, shapes.stored) == shapes.python
    assert kinds.printed(field, shapes.stored) == shapes.printed
    if shapes.stored is not None:
        assert not KIND_OF[kind].is_empty(shapes.stored)
        assert KIND_OF[kind].check(field, shapes.stored) is None


@pytest.mark.parametrize(("kind", "shapes"), CASES)
def test_what_cannot_be_right_is_told_and_still_printed(kind: str, shapes: Shapes) -> None:
    for wrong in shapes.wrong:
        message = KIND_OF[kind].check(of(kind), wrong)
        assert message
        assert message.endswith(".")
        assert KIND_OF[kind].python(of(kind), wrong) is None
        assert isinstance(kinds.printed(of(kind), wrong), str)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}])
def test_no_answer_is_no_answer(kind: Kind, nothing: Json) -> None:
    assert kind.is_empty(nothing)
    assert kind.python(of(kind.name), nothing) is None
    assert kind.printed(of(kind.name), nothing).strip() == ""


def test_a_choice_that_a_newer_form_dropped_stays_readable() -> None:
    stray = "Not one of the choices: "
    assert kinds.printed(of("choice"), "gone") == f"{stray}gone"
    assert kinds.printed(of("many"), ["gone", "a"]) == f"Apple, {stray}gone"
    assert kinds.printed(of("yes_no"), "perhaps") == f"{stray}perhaps"


@pytest.mark.parametrize("kind", ["choice", "many", "yes_no"])
@pytest.mark.parametrize("stored", ["gone", 3, ["gone", 3], {"a": "gone"}, True])
def test_what_came_from_elsewhere_never_vanishes_from_a_choice(kind: str, stored: Json) -> None:
    """Nothing that counts as an answer prints as nothing."""
    field = of(kind)
    assert KIND_OF[kind].check(field, stored) is not None
    said = kinds.printed(field, stored)
    assert "Not one of the choices: " in said
    for part in ("gone",) if "gone" in str(stored) else ("3", "true"):
        if part in str(stored).lower():
            assert part in said


def test_a_stray_choice_is_found_by_its_own_word_alone() -> None:
    assert KIND_OF["choice"].searchable(of("choice"), "gone") == "gone"
    assert KIND_OF["many"].searchable(of("many"), ["a", "gone"]) == "Apple, gone"


@pytest.mark.parametrize(
    ("boxes", "part"),
    [
        (("31", "02", "2026"), "d"),
        (("29", "2", "2025"), "d"),
        (("0", "3", "2025"), "d"),
        (("x", "3", "2025"), "d"),
        (("1", "13", "2026"), "m"),
        (("1", "", "2026"), "m"),
        (("1", "Foo", "2026"), "m"),
        (("1", "2", "26"), "y"),
        (("1", "2", ""), "y"),
        (("1", "2", "٢٠٢٦"), "y"),
    ],
)
def test_a_wrong_date_keeps_what_was_typed_and_names_its_box(
    boxes: tuple[str, str, str], part: str
) -> None:
    stored = date_from_boxes(*boxes)
    assert stored == {"typed": list(boxes), "about": False}
    assert KIND_OF["date"].wrong_part(of("date"), stored) == part
    assert KIND_OF["date"].check(of("date"), stored)


def test_31_february_is_told_in_words() -> None:
    stored = date_from_boxes("31", "02", "2026")
    assert KIND_OF["date"].check(of("date"), stored) == "February 2026 has 28 days."


@pytest.mark.parametrize(
    ("boxes", "printed"),
    [
        (("29", "2", "2024"), "29 February 2024"),
        (("", "may", "2024"), "May 2024"),
        (("1", "Sept", "2024"), "1 September 2024"),
        (("", "", "2023"), "2023"),
        ((" 3 ", "12", "2026"), "3 December 2026"),
    ],
)
def test_dates_as_people_write_them(boxes: tuple[str, str, str], printed: str) -> None:
    assert kinds.printed(of("date"), date_from_boxes(*boxes)) == printed
    assert date_from_boxes("", " ", "") is None


def test_a_part_of_a_date_covers_its_days() -> None:
    assert PartialDate(2024, 2).latest() == dt.date(2024, 2, 29)
    assert PartialDate(2023).earliest() == dt.date(2023, 1, 1)
    assert PartialDate(2023, 1, 2).whole() == dt.date(2023, 1, 2)
    assert PartialDate(2023, 1, 2, about=True).whole() is None


def test_typed_times_and_numbers_keep_what_they_cannot_read() -> None:
    assert kinds.time_from_typed("9.30") == "09:30"
    assert kinds.time_from_typed("1630") == "16:30"
    assert kinds.time_from_typed("tea time") == "tea time"
    assert kinds.number_from_typed("1,200") == 1200
    assert kinds.number_from_typed("a few") == "a few"
    assert kinds.number_from_typed(" ") is None
