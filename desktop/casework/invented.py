"""Invented children and answers for training teams and tests; the same seed, the same team.

Nobody in here exists. Sentences and names lie in `resources/training/team.toml`.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from desktop.forms.answers import items_of
from desktop.forms.conditions import holds
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.values import Flat, Json
from desktop.resources import resource_path

PRONOUNS = {"they": ("them", "their"), "she": ("her", "her"), "he": ("him", "his")}
TEXT_KINDS = frozenset({"text", "long_text", "words"})


def invented_words() -> Mapping[str, Any]:
    """Return the names and sentences of the training file."""
    return tomllib.loads(resource_path("training", "team.toml").read_text("utf-8"))


class Inventor:
    """Makes up one child after the other, and answers for any form."""

    def __init__(self, seed: int, today: dt.date) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - invented children need no secrecy
        self._words = invented_words()
        self._today = today
        self._number = 0
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

    def answers(self, form: Form, share: float = 1.0) -> Flat:
        """Return answers to a form; `share` of its sections are filled, from the first on."""
        flat: Flat = {}
        last = round(len(form.sections) * share)
        for section in form.sections[:last]:
            for field in section.fields:
                self._fill(form, field, field.id, "", flat)
        return flat

    def changes(self, form: Form, flat: Mapping[str, Json]) -> Flat:
        """Return what a review says anew: the answers begun afresh, and a few that changed."""
        new = self.answers(form)
        again = {"w.harm", "w.think", "w.seen"}
        return {
            path: value
            for path, value in new.items()
            if (path.partition("/")[0] in form.fresh and path != "w.kind") or path in again
        } | {path: self._calmer(flat.get(path)) for path in again if flat.get(path)}

    def _calmer(self, text: Json) -> Json:
        return f"{text} Since the last assessment it has become calmer on school days."

    def _fill(self, form: Form, field: Field, path: str, prefix: str, flat: Flat) -> None:
        if not holds(field.when, flat, prefix):
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
                return _date(self._today - dt.timedelta(days=chance.randint(1, 120)))
            case "time":
                return f"{chance.randint(9, 19):02d}:{chance.choice((0, 15, 30, 45)):02d}"
            case "minutes" | "number":
                return chance.choice((20, 30, 45, 60))
            case "yes_no":
                return chance.choice(("yes", "yes", "no", "unknown"))
            case "choice":
                return self._option(field)
            case "many":
                return self._several(field, path)
            case "person":
                return {"id": None, "name": self._someone(path)}
            case "place":
                return {"id": None, "name": chance.choice(self._words["places"])}
            case _:
                return None

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
        filled = text.format(**self._child)
        return filled[0].upper() + filled[1:]

    def _someone(self, path: str) -> str:
        kind = "workers"
        if path.startswith("w.who"):
            kind = "harmers"
        elif path.startswith(("w.family", "w.kin", "w.sp.people", "w.team.best", "w.siblings")):
            kind = "relatives"
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
