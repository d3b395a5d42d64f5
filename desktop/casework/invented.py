"""Invented children and answers for training teams and tests; the same seed, the same team.

Nobody in here exists. Sentences and names lie in `resources/training/team.toml`.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from desktop.forms.answers import is_asked, items_of
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.values import Answers, Flat, Json, as_object
from desktop.resources import resource_path

PRONOUNS = {"they": ("them", "their"), "she": ("her", "her"), "he": ("him", "his")}
NOTHING: Answers = MappingProxyType({})
_STARTS = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
TEXT_KINDS = frozenset({"text", "long_text", "words"})


def invented_words() -> Mapping[str, Any]:
    """Return the names and sentences of the training file."""
    return tomllib.loads(resource_path("training", "team.toml").read_text("utf-8"))


class Inventor:
    """Makes up one child after the other, and answers for any form."""

    def __init__(self, seed: int, today: dt.date, first: int = 0) -> None:
        """`first` is the number of the child to begin with; 0 is the first of the team."""
        self._chance = random.Random(seed)  # noqa: S311 - invented children need no secrecy
        self._words = invented_words()
        self._today = today
        self._number = first
        self._child: Mapping[str, str] = {}

    def child(self) -> Flat:
        """Return the details of the next child."""
        words, number = self._words, self._number
        self._number += 1
        given = words["given"][number % len(words["given"])]
        family = words["family"][(number + number // len(words["given"])) % len(words["family"])]
        they = words["pronouns"][number % len(words["pronouns"])]
        them, their = PRONOUNS[they]
        self._child = {"child": given, "family": family, "they": they, "them": them, "their": their}
        born = self._today - dt.timedelta(days=self._chance.randint(12 * 365, 17 * 365))
        flat: Flat = {
            "given": given,
            "family": family,
            "known_as": words["known_as"][number % len(words["known_as"])] or None,
            "pronouns": f"{they}/{them}",
            "dob": _date(born),
            "lcs_id": f"{417000 + number:07d}",
            "school": self._chance.choice(words["schools"]),
            "status": ("cin", "cp", "cla", "early_help")[number % 4],
            "concerns": list(self._chance.sample(words["choices"]["concerns"], 2)),
        }
        return {path: value for path, value in flat.items() if value is not None}

    def entries(self) -> list[tuple[str, Flat]]:
        """Return people and places of the child that was made up last: kind and answers."""
        found: list[tuple[str, Flat]] = []
        for kind, key in (("contact", "contacts"), ("place", "spots")):
            for entry in self._words[key]:
                filled = {name: str(text).format(**self._child) for name, text in entry.items()}
                found.append((kind, dict(filled)))
        return found

    def answers(
        self, form: Form, share: float = 1.0, *, kept: Answers = NOTHING, beyond: bool = True
    ) -> Flat:
        """Return answers to a form; `share` of its sections are filled, from the first on.

        `kept` are settings that the record has already. Without `beyond` the sections in which
        nothing need stand stay empty.
        """
        flat: Flat = {s.id: kept[s.id] for s in form.settings if s.id in kept}
        left_out = self._instead(form)
        for section in form.sections[: round(len(form.sections) * share)]:
            for field in section.fields if beyond or not section.optional else ():
                if field.id not in left_out:
                    self._fill(form, field, field.id, "", flat)
        self._put_in_order(flat)
        first: Mapping[str, str] = self._words["first"]
        return flat | {path: value for path, value in first.items() if form.has(path)}

    def _instead(self, form: Form) -> set[str]:
        """Of two questions of which one is enough, the one to leave out: mostly the second."""
        pairs = [(field.id, field.unless) for field in form.fields if field.unless]
        return {pair[0] if self._chance.random() < 0.2 else pair[1] for pair in pairs}

    def draft(self, form: Form, kept: Answers, share: float) -> Flat:
        """Return the answers of somebody who was called away."""
        gaps = set(self._words["drafts"].get(form.id, {}).get("without", ()))
        flat = self.answers(form, share, kept=kept, beyond=False)
        return {path: value for path, value in flat.items() if path.partition("/")[0] not in gaps}

    def place(self, form: Form, *, again: bool = False) -> str:
        """Return where a writer of that form was last, in a first record or in a later one."""
        drafts: Mapping[str, str] = self._words["drafts"].get(form.id, {})
        return drafts.get("again" if again else "place", form.fields[0].id)

    def changes(self, form: Form, flat: Answers) -> Flat:
        """Return what a later record says anew: what is begun afresh, and a few answers changed."""
        new = self.answers(form, kept=flat, beyond=False)
        again = [path for path in self._words["again"] if form.has(path)]
        given = {path for path, _ in form.follow_on.answers} if form.follow_on else set[str]()
        return {
            path: value
            for path, value in new.items()
            if path.partition("/")[0] in form.fresh and path not in given
        } | {path: self._calmer(flat.get(path)) for path in again if flat.get(path)}

    def returned(self, form_id: str) -> tuple[str, dict[str, str]]:
        """Return why a manager sends a record back, and what is said of which answers."""
        said = self._words["returned"][form_id]
        comments = {path: self._filled(text) for path, text in said["comments"].items()}
        return self._filled(said["reasons"]), comments

    def correction(self, form_id: str) -> tuple[str, Flat]:
        """Return why a signed record is corrected, and the answers that change."""
        said = self._words["corrected"][form_id]
        answers: Flat = {
            path: self._filled(value) if isinstance(value, str) else value
            for path, value in said["answers"].items()
        }
        return self._filled(said["reason"]), answers

    def _filled(self, text: str) -> str:
        """Return a sentence of the training file with the child's name and pronouns."""
        return _STARTS.sub(lambda found: found[0].upper(), text.format(**self._child))

    def _calmer(self, text: Json) -> Json:
        return f"{text} Since the last assessment it has become calmer on school days."

    def _fill(self, form: Form, field: Field, path: str, prefix: str, flat: Flat) -> None:
        if not is_asked(field, flat, prefix):
            return
        match field.shape:
            case Shape.ROWS:
                rows = [f"r{number}" for number in range(1, self._chance.randint(2, 3) + 1)]
                flat[path] = list(rows)
                self._fill_parts(form, field, [f"{path}/{row}" for row in rows], flat)
            case Shape.GROUP:
                self._fill_parts(form, field, [path], flat)
            case Shape.BLOCK:
                items = [item.value for item in items_of(form, field, flat, prefix)]
                insides = [f"{path}/{item}" for item in items] if field.over else [path]
                self._fill_parts(form, field, insides, flat)
            case Shape.PER_ROW:
                for item in items_of(form, field, flat, prefix):
                    flat[f"{path}/{item.value}"] = self._option(field)
            case None:
                value = self._value(field, path)
                if value is not None:
                    flat[path] = value

    def _fill_parts(self, form: Form, field: Field, insides: list[str], flat: Flat) -> None:
        for inside in insides:
            for part in field.parts:
                self._fill(form, part, f"{inside}/{part.id}", inside, flat)

    def _value(self, field: Field, path: str) -> Json:
        chance = self._chance
        match field.kind:
            case kind if kind in TEXT_KINDS:
                return self._text(field, path)
            case "date":
                return self._day(path)
            case "time":
                return f"{chance.randint(9, 19):02d}:{chance.choice((0, 15, 30, 45)):02d}"
            case "minutes":
                return chance.choice((20, 30, 45, 60))
            case "number":
                return chance.choice((1, 2, 3))
            case "yes_no":
                return chance.choice(("yes", "yes", "no", "unknown"))
            case "choice":
                return self._option(field)
            case "many":
                return self._several(field, path)
            case "place":
                return {"id": None, "name": chance.choice(self._words["places"])}
            case "person":
                return {"id": None, "name": self._someone(path)}
            case "people":
                return self._some(path)
            case _:
                return None

    def _some(self, path: str) -> Json:
        """One or two people: the child among them where the question asks who was there."""
        names = [self._someone(path)]
        if _without_rows(path) in self._words["with_child"]:
            names.insert(0, self._child["child"])
        return [{"id": None, "name": name} for name in names]

    def _day(self, path: str) -> Json:
        """A day in the past months; one to come, or of this week, where the question asks so."""
        name = _without_rows(path)
        if name in self._words["ahead"]:
            return _date(self._today + dt.timedelta(days=self._chance.randint(3, 40)))
        most = 5 if name in self._words["lately"] else 120
        return _date(self._today - dt.timedelta(days=self._chance.randint(1, most)))

    def _put_in_order(self, flat: Flat) -> None:
        """Let days follow each other that do in a child's life: nothing ends before it began."""
        for names in self._words["in_order"]:
            there = [name for name in names if name in flat]
            days = sorted((flat[name] for name in there), key=_ordered)
            flat.update(zip(there, days, strict=True))

    def _several(self, field: Field, path: str) -> Json:
        usual = self._words["choices"].get(path, [o.value for o in field.options])
        chosen = set(self._chance.sample(usual, min(len(usual), self._chance.randint(1, 3))))
        return [option.value for option in field.options if option.value in chosen]

    def _option(self, field: Field) -> Json:
        usual = [option.value for option in field.options if option.value != "other"]
        return self._chance.choice(usual or [option.value for option in field.options])

    def _text(self, field: Field, path: str) -> str:
        if field.kind == "words":
            text = self._chance.choice(self._words["words"])
        else:
            texts, parts = self._words["texts"], self._words["parts"]
            written = texts.get(path) or texts.get(_without_rows(path))
            written = written or parts.get(field.id.rpartition(".")[2])
            usual = self._words["long" if field.kind == "long_text" else "short"]
            text = self._chance.choice(written or usual)
        return self._filled(text)

    def _someone(self, path: str) -> str:
        asked: Mapping[str, list[str]] = self._words["someone"]
        starts = ((kind, start) for kind, listed in asked.items() for start in listed)
        kind = next((kind for kind, start in starts if path.startswith(start)), "workers")
        return str(self._chance.choice(self._words[kind]))


def _without_rows(path: str) -> str:
    """Return the path as the training file writes it: without ids of rows and items."""
    return "/".join(_names(path.split("/")))


def _names(parts: list[str]) -> Iterator[str]:
    top, *rest = parts
    yield top
    yield from rest[1::2]


def _date(day: dt.date) -> dict[str, Json]:
    return {"y": day.year, "m": day.month, "d": day.day, "about": False}


def _ordered(day: Json) -> tuple[int, ...]:
    whole = as_object(day)
    return tuple(int(str(whole[part])) for part in "ymd")
