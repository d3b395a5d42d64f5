"""Records and facts that the tests of paper share: every form, answers of every kind."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hypothesis import strategies as st

from desktop.documents.paper import PaperFacts, PaperState
from desktop.forms.answers import items_of
from desktop.forms.catalogue import load_form
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.plaintext import clean_text
from desktop.forms.values import Flat, Json
from desktop.resources import resource_path

MADE = dt.datetime(2026, 11, 18, 14, 2, 11, tzinfo=dt.timezone(dt.timedelta(hours=1)))

FACTS = PaperFacts(
    record_id="W-0417203-2",
    version=2,
    state=PaperState.FINISHED,
    made=MADE,
    child="Amelia Testcase",
    reference="LCS 0417203",
    marking="OFFICIAL-SENSITIVE",
    subject="Amelia Testcase, known as Millie",
    summary=(
        ("Born", "14 March 2011, aged 15"),
        ("Opened", "Mon 9 November 2026"),
        ("Status", "Child in need"),
    ),
    author="Example Team",
    signers=("J. Sample, social worker", "P. Example, team manager"),
)
DRAFT = replace(FACTS, state=PaperState.DRAFT)


@cache
def record_forms() -> tuple[Form, ...]:
    """Return every form that makes records."""
    files = sorted(resource_path("forms").glob("*.toml"))
    return tuple(form for form in map(load_form, files) if form.role == "record")


@cache
def wise() -> Form:
    return load_form(resource_path("forms", "wise.toml"))


# --- words of every script ---------------------------------------------------------------------

SCRIPTS = (
    "Łukasz Wiśniewski-Żółć, Ștefan Țurcanu",
    "Nguyễn Thị Ánh Tuyết",
    "Adébáyọ̀ Ọláọ̀ṣẹ́",
    "محمد عبد الله كان هنا، في البيت (نعم) 3 مرات.",
    "میں گھر جانا چاہتا ہوں کیونکہ وہاں میری ماں ہے۔",
    "می‌خواهم به خانه بروم",
    "שָׁלוֹם, אני רוצה ללכת הביתה",
    "আমার সোনার বাংলা, আমি তোমায় ভালোবাসি। ক্ষত্রিয়",
    "ਪੰਜਾਬੀ ਸਿੱਖ ਅਸੀਂ ਇੱਥੇ ਹਾਂ।",
    "हिन्दी क्षत्रिय विद्यार्थी",
    "தமிழ் கொக்கு தெய்வம்",
    "王小明说：“我不想回去。”他在学校很安静，但是他很喜欢画画。",
    "ኣብ ገዛ ክነብር ይደሊ። አማርኛ",
    "ไทย น้ำ ผู้ใหญ่",
    "😀 👨‍👩‍👧 👍🏽 🇬🇧 1️⃣ ☑ ☐ ✓ →",
    "é ñ e\u0301 ﬁ ½ 10\u00a0000 € £5 m² H₂O",
    "The child محمد عبد الله, known as Mo, said שלום to me.",
    "ᚁ \ue000 𐤀 are in no typeface",
    "well-known, half-past-nine, ends in a hyphen-",
    "a" * 180,
    "• first\n• second\n\nThen more.\n- a dash\n  indented",
    "tab\there  two  spaces \u2003 wide\u200bbreak soft\u00adhyphen",
    '"Already in quotes"',
    "No",
)

_any_letters = st.text(
    st.characters(exclude_categories=("Cs", "Cn", "Cc")) | st.sampled_from("\n \t-.,()"),
    max_size=60,
)
_plain = st.text(st.sampled_from("abcdefghij klmno pqrst uvwxyz ABC .,;\n'-"), max_size=400)
_joined = st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=6).map(" ".join)


def texts() -> st.SearchStrategy[str]:
    """Return what people may have written, cleaned as it is stored."""
    return st.one_of(_plain, _joined, _any_letters).map(clean_text)


# --- answers -----------------------------------------------------------------------------------


class Filling:
    """Fills in a form: words from a pool, choices by chance, `share` of all questions."""

    def __init__(self, form: Form, pool: Sequence[str], chance: random.Random, share: float):
        self.form = form
        self.flat: Flat = {}
        self._pool = pool
        self._chance = chance
        self._share = share
        self._rows = 0

    def fill(self) -> Flat:
        for setting in self.form.settings:
            options = [option.value for option in setting.options] or ["MACE", "Old Town panel"]
            self.flat[setting.id] = self._chance.choice(options)
        for field in self.form.fields:
            self._field(field, field.id, "")
        return self.flat

    def _field(self, field: Field, path: str, above: str) -> None:
        if self._chance.random() > self._share:
            return
        match field.shape:
            case None:
                value = self._value(field)
                if value is not None:
                    self.flat[path] = value
            case Shape.ROWS:
                rows = [self._row() for _ in range(self._chance.randint(0, 3))]
                self.flat[path] = list(rows)
                for row in rows:
                    self._parts(field, f"{path}/{row}")
            case Shape.PER_ROW:
                for item in items_of(self.form, field, self.flat, above):
                    self.flat[f"{path}/{item.value}"] = self._one_of(field)
            case Shape.BLOCK if field.over is not None:
                for item in items_of(self.form, field, self.flat, above):
                    if self._chance.random() < self._share:
                        self._parts(field, f"{path}/{item.value}")
            case _:
                self._parts(field, path)

    def _parts(self, field: Field, path: str) -> None:
        for part in field.parts:
            self._field(part, f"{path}/{part.id}", path)

    def _row(self) -> str:
        self._rows += 1
        return f"r{self._rows}"

    def _value(self, field: Field) -> Json:
        chance, words = self._chance, self._words
        makers: dict[str, Callable[[], Json]] = {
            "date": self._date,
            "time": lambda: f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
            "minutes": lambda: chance.randint(0, 600),
            "number": lambda: chance.randint(-3, 4000),
            "yes_no": lambda: chance.choice(("yes", "no", "unknown")),
            "choice": lambda: self._one_of(field),
            "many": lambda: [self._one_of(field), self._one_of(field)],
            "person": lambda: {"id": None, "name": words().replace("\n", " ")},
            "people": lambda: [{"id": None, "name": words().replace("\n", " ")} for _ in "ab"],
            "place": lambda: {"id": None, "name": words().replace("\n", " ")},
            "carried": lambda: {"text": words(), "source": "r", "at": "2026-11-02T09:00:00Z"},
            "guidance": lambda: None,
        }
        return makers.get(field.kind, words)()

    def _words(self) -> str:
        return self._chance.choice(self._pool) if self._pool else "Words."

    def _one_of(self, field: Field) -> Json:
        return self._chance.choice([option.value for option in field.options])

    def _date(self) -> Json:
        year = self._chance.randint(1990, 2030)
        shapes: tuple[Json, ...] = (
            {"y": year, "m": self._chance.randint(1, 12), "d": 12, "about": False},
            {"y": year, "m": 5, "d": None, "about": True},
            {"unknown": True},
            {"typed": ["31", "02", f"{year}"], "about": False},
        )
        return self._chance.choice(shapes)


@dataclass(frozen=True)
class Recipe:
    """What a made-up record is made from; short enough to be read where a test fails."""

    form: str
    pool: tuple[str, ...]
    seed: int
    share: float

    def record(self) -> tuple[Form, Flat]:
        """Return the form and its answers."""
        form = next(form for form in record_forms() if form.id == self.form)
        return form, Filling(form, self.pool, random.Random(self.seed), self.share).fill()


def recipes() -> st.SearchStrategy[Recipe]:
    """Return records of every form, with answers of every kind in every script."""
    return st.builds(
        Recipe,
        form=st.sampled_from([form.id for form in record_forms()]),
        pool=st.lists(texts(), min_size=3, max_size=12).map(tuple),
        seed=st.integers(0, 2**32),
        share=st.sampled_from((0.1, 0.5, 0.9)),
    )
