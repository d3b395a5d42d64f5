"""The gallery's page of answers: every kind of question empty, answered, wrong and as print."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.forms.definition import Field, Form, Option, Section
from desktop.forms.values import Json
from desktop.views.editors import Found, Surroundings
from desktop.views.editors.carried import CarriedFrom
from desktop.views.editors.contract import Answer
from desktop.views.editors.question import QuestionView
from desktop.views.gallery.exhibit import Exhibit, GalleryPage
from desktop.views.theme import Theme

LONG = (
    "Amelia is home by nine on school nights because she wants to be. Nobody messages her after "
    "ten to ask where she is. She tells Nan or her form tutor when the silver car parks outside "
    "school. Since half term she has met us four times."
)
ARABIC = "أريد أن أعود إلى الملاكمة يوم الثلاثاء."
PEOPLE = (
    Found("p1", "DC T. Mock", "Police lead, Exampleton"),
    Found("p2", "D. Beispiel", "Support worker"),
)


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label.casefold().replace(" ", "_"), label) for label in labels)


TOPICS = _options(
    "County lines", "Court support", "Debt", "Housing", "Online", "School", "Travel", "Weapons"
)
ACTION = (
    Field("what", "What will happen", "text"),
    Field("who", "Who", "person", columns="half"),
    Field("by", "By when", "date", columns="half"),
    Field(
        "status",
        "Where it stands",
        "choice",
        options=_options("Not started", "Under way", "Done"),
        short=True,
    ),
)


@dataclass(frozen=True)
class Sample:
    """A question with answers to show it with, and what may be wrong with it."""

    field: Field
    answers: dict[str, Json] = dataclasses.field(default_factory=dict[str, Json])
    wrong: str = ""
    carried: CarriedFrom | None = None
    changed: str = ""


def _day(day: int | None, month: int, year: int, *, about: bool = False) -> Json:
    return {"y": year, "m": month, "d": day, "about": about}


NARROW = (
    Sample(
        Field("g.ref", "Crime reference", "text"),
        {"g.ref": "06/41833/26"},
        "The crime reference has too few figures",
    ),
    Sample(
        Field("g.when", "Opened", "date", prompt="For example 9 11 2026"),
        {"g.when": _day(None, 3, 2026, about=True)},
        "Opened must have a month from 1 to 12",
    ),
    Sample(Field("g.time", "At", "time"), {"g.time": "14:50"}, "At must be a time such as 14:50"),
    Sample(Field("g.long", "For", "minutes"), {"g.long": 45}, "For must be a number of minutes"),
    Sample(
        Field("g.count", "How many times", "number", unit="times"),
        {"g.count": 3},
        "How many times must be a number",
    ),
    Sample(
        Field("g.told", "Was the child told?", "yes_no"),
        {"g.told": "unknown"},
        "“Was the child told?” needs an answer",
    ),
    Sample(
        Field(
            "g.step",
            "Statutory step",
            "choice",
            options=_options("None", "Section 17", "Strategy request", "Other"),
        ),
        {"g.step": "strategy_request"},
        "“Statutory step” needs an answer",
    ),
    Sample(
        Field("g.topic", "Topic", "choice", options=TOPICS),
        {"g.topic": "county_lines"},
        "“Topic” needs an answer",
    ),
    Sample(
        Field("g.topics", "Topics we talked about", "many", options=TOPICS),
        {"g.topics": ["debt", "online"]},
        "“Topics we talked about” needs an answer",
    ),
    Sample(
        Field("g.lead", "Police lead", "person"),
        {"g.lead": {"id": "p1", "name": "DC T. Mock"}},
        "“Police lead” needs an answer",
    ),
    Sample(
        Field("g.there", "Who was there", "people"),
        {"g.there": [{"id": "p2", "name": "D. Beispiel"}, {"id": None, "name": "Nan"}]},
        "“Who was there” needs an answer",
    ),
    Sample(
        Field("g.place", "Where", "place"),
        {"g.place": {"id": None, "name": "Otherton"}},
        "“Where” needs an answer",
    ),
)
WIDE = (
    Sample(
        Field(
            "g.safer",
            "How we would know life is safer",
            "long_text",
            prompt="Things you could see or hear.",
        ),
        {"g.safer": LONG},
        changed="Changed since May",
    ),
    Sample(
        Field(
            "g.met",
            "What happened with the contact",
            "choice",
            short=True,
            options=_options("Met", "Met briefly", "No answer", "Child said no"),
        ),
        {"g.met": "met"},
    ),
    Sample(
        Field("g.wish", "What Amelia wants, in her words", "quote"),
        {
            "g.wish/words": "They say it’s my debt. I never asked for the phone.",
            "g.wish/who": "D. Beispiel",
            "g.wish/when": _day(12, 11, 2026),
            "g.wish/how": "written",
        },
    ),
    Sample(
        Field("g.home", "Right to left, through an interpreter", "quote"),
        {
            "g.home/words": ARABIC,
            "g.home/who": "J. Sample",
            "g.home/when": _day(17, 11, 2026),
            "g.home/how": "interpreter",
            "g.home/language": "Arabic",
        },
    ),
    Sample(
        Field(
            "g.acts",
            "What each of us will do",
            "actions",
            fields=ACTION,
            title_of="what",
            meta_of=("who", "by"),
            add_label="Add an action",
        ),
        {
            "g.acts": ["a", "b"],
            "g.acts/a/what": "Boxing on Tuesdays, with a lift both ways",
            "g.acts/a/who": {"id": None, "name": "D. Beispiel"},
            "g.acts/a/by": _day(1, 12, 2026),
            "g.acts/a/status": "under_way",
            "g.acts/b/what": "A patrol by the school gates at the end of the school day, every day",
            "g.acts/b/status": "not_started",
        },
    ),
    Sample(
        Field(
            "g.each",
            "Is it happening?",
            "choice_per_row",
            short=True,
            over=(Option("cse", "Sexual"), Option("cce", "Criminal")),
            options=_options("Happening", "Happened", "May happen"),
        ),
        {"g.each/cse": "happened"},
    ),
    Sample(
        Field(
            "g.ctx",
            "The places of her life",
            "block",
            over=(Option("home", "Home and family"), Option("school", "School or work")),
            fields=(Field("helps", "What helps", "long_text"),),
        ),
        {"g.ctx/home/helps": "Nan lives two doors away."},
    ),
    Sample(
        Field("g.school", "School", "carried", carry="header"),
        {"g.school": "Exampleton High, Year 11"},
    ),
    Sample(
        Field("g.police", "Police lead, carried", "text"),
        {"g.police": "DC A. Proxy, Exampleton Police"},
        carried=CarriedFrom(
            "From Team around Amelia, 3 Sep", "DC T. Mock", "18 Nov", "Use DC T. Mock"
        ),
    ),
    Sample(
        Field("g.note", "Write facts here; keep your opinion for the next section.", "guidance")
    ),
)
FORM = Form(
    "g",
    1,
    "Gallery",
    "Gallery",
    "To be looked at",
    "record",
    sections=(Section("one", 1, "All", tuple(one.field for one in (*NARROW, *WIDE))),),
)


def answers_page(theme: Theme) -> GalleryPage:
    """Return the page "Answers"."""
    page = GalleryPage(theme, "Answers", "Every kind of question")
    small = page.add_section("Empty, answered, wrong, and as print")
    for sample in NARROW:
        page.add_columns(small, *(_view(theme, sample, state) for state in STATES), gap=32)
        small.addSpacing(theme.px(24))
    large = page.add_section("Being written, and as print")
    for sample in WIDE:
        page.add_columns(large, _view(theme, sample, "Answered"), _view(theme, sample, "Read-only"))
        large.addSpacing(theme.px(24))
    page.body.addStretch(1)
    return page


STATES = ("Empty", "Answered", "Wrong", "Read-only")


def _view(theme: Theme, sample: Sample, state: str) -> QWidget:
    surroundings = Surroundings(theme, FORM, find_people=_find, find_places=_find, today=_today)
    view = QuestionView(sample.field, sample.field.id, surroundings, gutter=bool(sample.changed))
    view.set_values({} if state == "Empty" else sample.answers)
    if state == "Wrong":
        view.set_problem(sample.field.id, sample.wrong)
    if state == "Read-only":
        view.set_read_only(True)
    else:
        view.set_changed(sample.changed)
        view.set_carried(sample.carried)
    return Exhibit(theme, state, view)


def _today() -> dt.date:
    return dt.date(2026, 11, 23)


def _find(text: str, answer: Answer) -> None:
    answer(tuple(one for one in PEOPLE if text.casefold() in one.name.casefold()))
