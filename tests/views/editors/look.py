"""A page of every editor, drawn to a picture: `python -m tests.views.editors.look FILE [dark] [2]`.

For looking at, beside the target pictures; the tests use its form too.
"""

from __future__ import annotations

import datetime as dt
import sys

from PySide6.QtWidgets import QApplication, QWidget

from desktop.forms.definition import Field, Form, Option, Section
from desktop.forms.values import Flat
from desktop.views.editors import Found, Surroundings
from desktop.views.editors.carried import CarriedFrom
from desktop.views.editors.contract import Answer
from desktop.views.editors.stack import QuestionStack
from desktop.views.parts.focus import FocusRing
from desktop.views.parts.planes import Box, ScrollPage, column
from desktop.views.theme import Theme


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label.lower().replace(" ", "_"), label) for label in labels)


PRONG = Field(
    "prong",
    "What it is for",
    "choice",
    options=(Option("stability", "Stability"), Option("safety", "Safety")),
    short=True,
)
ACTIONS = Field(
    "f.actions",
    "What each of us will do",
    "actions",
    fields=(
        Field("what", "What will happen", "text"),
        PRONG,
        Field("who", "Who", "person", columns="half"),
        Field("by", "By when", "date", columns="half"),
        Field("worked", "How we will know it worked", "long_text"),
        Field(
            "status",
            "Where it stands",
            "choice",
            options=options("Not started", "Under way", "Done"),
            short=True,
        ),
    ),
    title_of="what",
    meta_of=("who", "by"),
    group_by="prong",
)
LONG_LIST = options(
    "County lines",
    "Court support",
    "Country of birth",
    "Debt",
    "Housing",
    "Online",
    "School",
    "Travel",
    "Weapons",
)
FIELDS = (
    Field(
        "f.safer",
        "How we would know life is safer",
        "long_text",
        prompt="Things you could see or hear.",
        sign=True,
    ),
    Field("f.wish", "What Amelia wants, in her words", "quote"),
    Field("f.lead", "Police lead", "person"),
    Field("f.there", "Who was there", "people"),
    ACTIONS,
    Field("f.ref", "Crime reference", "text", sign=True),
    Field(
        "f.step",
        "Statutory step",
        "choice",
        options=options("None", "Section 17", "Strategy request", "Other"),
    ),
    Field(
        "f.met",
        "What happened with the contact",
        "choice",
        short=True,
        options=options("Met", "Met briefly", "No answer", "Child said no"),
    ),
    Field("f.topic", "Topic", "choice", options=LONG_LIST),
    Field("f.topics", "Topics we talked about", "many", options=LONG_LIST),
    Field("f.short", "What we did", "many", options=options("Life story", "Knives", "Online")),
    Field("f.when", "Opened", "date", prompt="For example 9 11 2026"),
    Field("f.time", "At", "time"),
    Field("f.long", "For", "minutes"),
    Field("f.count", "How many times", "number", unit="times"),
    Field("f.told", "Was the child told?", "yes_no"),
    Field(
        "f.each",
        "Is it happening?",
        "choice_per_row",
        over="f.short",
        short=True,
        options=options("Happening", "Happened", "May happen"),
    ),
    Field("f.place", "Where", "place"),
    Field(
        "f.rows",
        "What was seen",
        "rows",
        title_of="seen",
        add_label="Add what was seen",
        fields=(Field("seen", "What was seen", "long_text"), Field("day", "When", "date")),
    ),
    Field(
        "f.ctx",
        "The places of her life",
        "block",
        over=(Option("home", "Home and family"), Option("school", "School or work")),
        fields=(
            Field("helps", "What helps", "long_text"),
            Field("harms", "What harms", "long_text"),
        ),
    ),
    Field(
        "f.pair",
        "Two questions together",
        "block",
        fields=(Field("one", "First", "text"), Field("two", "Second", "text")),
    ),
    Field("f.school", "School", "carried", carry="header"),
    Field("f.exact", "Her words alone", "words", prompt="Word for word"),
    Field("f.note", "Write facts here and keep your opinion for the next section.", "guidance"),
)
FORM = Form(
    "f",
    1,
    "Look",
    "Look",
    "To be looked at",
    "record",
    sections=(Section("one", 1, "Plan", FIELDS),),
)
PEOPLE = (
    Found("p1", "DC T. Mock", "Police lead, Exampleton"),
    Found("p2", "D. Beispiel", "Support worker"),
)
ANSWERS: Flat = {
    "f.safer": "Amelia is home by nine on school nights because she wants to be. Nobody messages "
    "her after ten to ask where she is. She tells Nan or her form tutor when the silver car parks "
    "outside school. Since half term she has been hard to reach, so",
    "f.wish/words": "I want to go back to boxing on Tuesdays and not have to look who’s outside "
    "first. I want my mum to stop crying when my phone goes.",
    "f.wish/who": "To J. Sample",
    "f.wish/when": {"y": 2026, "m": 11, "d": 18, "about": False},
    "f.wish/how": "spoken",
    "f.there": [{"id": "p2", "name": "D. Beispiel"}, {"id": None, "name": "Nan"}],
    "f.lead": {"id": None, "name": "DC A. Proxy, Exampleton Police"},
    "f.actions": ["r1", "r2", "r3"],
    "f.actions/r1/what": "Maths and English at home until the way to school is safe",
    "f.actions/r1/prong": "stability",
    "f.actions/r1/who": {"id": None, "name": "Exampleton High"},
    "f.actions/r1/by": {"y": 2026, "m": 12, "d": 4, "about": False},
    "f.actions/r1/status": "not_started",
    "f.actions/r2/what": "Boxing on Tuesdays, with a lift both ways",
    "f.actions/r2/prong": "stability",
    "f.actions/r2/who": {"id": "p2", "name": "D. Beispiel"},
    "f.actions/r2/by": {"y": 2026, "m": 12, "d": 1, "about": False},
    "f.actions/r2/worked": "She has been three weeks running, and says the way there feels all "
    "right.",
    "f.actions/r2/status": "under_way",
    "f.actions/r3/what": "A new phone and number, set up with Amelia and her mum",
    "f.actions/r3/prong": "safety",
    "f.actions/r3/status": "not_started",
    "f.ref": "06/4",
    "f.step": "strategy_request",
    "f.met": "met",
    "f.topic": "county_lines",
    "f.topics": ["debt", "online"],
    "f.short": ["life_story", "knives"],
    "f.when": {"typed": ["4", "13", "2026"], "about": False},
    "f.time": "14:30",
    "f.long": 45,
    "f.count": "two",
    "f.told": "yes",
    "f.each/knives": "happening",
    "f.ctx/home/helps": "Nan",
    "f.school": {"text": "Exampleton High, Year 11", "source": "h", "at": "2026-09-03"},
    "f.exact": "أريد أن أعود إلى الملاكمة يوم الثلاثاء.",
}


def find(text: str, answer: Answer) -> None:
    answer(tuple(one for one in PEOPLE if text.casefold() in one.name.casefold()))


def surroundings(theme: Theme) -> Surroundings:
    return Surroundings(
        theme=theme,
        form=FORM,
        find_people=find,
        find_places=find,
        today=lambda: dt.date(2026, 11, 24),
        holiday=lambda day: "Christmas Day" if (day.month, day.day) == (12, 25) else "",
    )


def page(theme: Theme) -> tuple[ScrollPage, QuestionStack]:
    """Return a page with every editor in it, as wide as the record page's paper."""
    stack = QuestionStack(FIELDS, "", surroundings(theme), gutter=True)
    px = theme.px
    content = Box(column(0, (px(15), px(20), px(32), px(32))))
    layout = content.layout()
    assert layout is not None
    layout.addWidget(stack)
    scroll = ScrollPage(theme, "card")
    scroll.set_content(content)
    scroll.resize(px(740), px(600))
    return scroll, stack


def dress(stack: QuestionStack) -> None:
    """Show answers, problems, marks and where values came from."""
    stack.set_values(ANSWERS)
    stack.views["f.safer"].set_changed("Changed since May")
    area = stack.views["f.safer"].buddy()
    if area is not None:
        area.set_marks([(ANSWERS["f.safer"].index("hard to reach"), 13)])  # type: ignore
    stack.set_problem("f.ref", "The crime reference has too few figures")
    stack.set_problem("f.when", "Opened must have a month from 1 to 12")
    stack.set_problem("f.count", "Write a whole number in figures, for example 3.")
    stack.views["f.lead"].set_carried(
        CarriedFrom("From Team around Amelia, 3 Sep", "DC T. Mock", "18 Nov", "Use DC T. Mock")
    )
    stack.views["f.actions"].editor.cards["r2"].set_unfolded(True)  # type: ignore


def main(arguments: list[str]) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    scale = 2.0 if "2" in arguments else 1.0
    theme = Theme("dark" if "dark" in arguments else "light", scale)
    theme.apply(app)
    FocusRing(theme, app, app)
    scroll, stack = page(theme)
    dress(stack)
    if "read" in arguments:
        for view in stack.views.values():
            view.set_read_only(True)
    scroll.show()
    scroll.activateWindow()
    settle(app)
    content = scroll.widget()
    scroll.resize(scroll.width(), content.sizeHint().height() + 40)
    stack.go_to("f.safer", 500)
    settle(app)
    scroll.resize(scroll.width(), content.heightForWidth(scroll.width()) or content.height())
    settle(app)
    picture(scroll, arguments[0])


def settle(app: QApplication) -> None:
    for _ in range(5):
        app.processEvents()


def picture(widget: QWidget, name: str) -> None:
    widget.grab().save(name)


if __name__ == "__main__":
    main(sys.argv[1:])
