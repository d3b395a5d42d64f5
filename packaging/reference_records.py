"""Three records of WISE that paper is looked at and measured by: one line, typical, enormous.

Everybody in them is invented. `docs/paper.md` shows their pages, `bench_layout.py` lays them out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bench_store import Words
from desktop.documents.facts import PaperFacts, PaperState
from desktop.forms.catalogue import load_catalogue
from desktop.forms.definition import Form
from desktop.forms.values import Flat, Json
from desktop.resources import resource_path

FACTS = PaperFacts(
    record_id="W-0417203-2",
    version=2,
    state=PaperState.FINISHED,
    made=dt.datetime(2026, 11, 18, 14, 2, 11, tzinfo=dt.UTC),
    child="Amelia Testcase",
    reference="LCS 0417203",
    marking="OFFICIAL-SENSITIVE",
    subject="Amelia Testcase, known as Millie",
    summary=(
        ("Born", "14 March 2011, aged 15"),
        ("Opened", "Mon 9 November 2026"),
        ("Status", "Child in need"),
        ("Aim to finish", "Mon 21 December 2026"),
        ("Practitioner", "J. Sample"),
        ("Social worker", "R. Vorbild"),
        ("Police lead", "DC T. Mock"),
        ("This copy", "Full, for the council's file"),
    ),
    author="Example Team",
    signers=("J. Sample, social worker", "P. Example, team manager"),
)
MANY_ROWS = 300
LONG_ANSWER = 20_000  # words
LONG_CELL = 2_000
SCRIPTS = (
    "Łukasz Wiśniewski-Żółć, Ștefan Țurcanu, Nguyễn Thị Ánh Tuyết",
    "أريد أن أكون في البيت مع أمي، وأن يتوقفوا عن الاتصال.",
    "میں اسکول جانا چاہتا ہوں اور رات کو سونا چاہتا ہوں۔",
    "אני רוצה שיפסיקו לחכות לי ליד השער",
    "আমি বাড়িতে থাকতে চাই, ওরা যেন আর না আসে।",
    "ਮੈਂ ਘਰ ਰਹਿਣਾ ਚਾਹੁੰਦਾ ਹਾਂ ਅਤੇ ਸਕੂਲ ਜਾਣਾ ਚਾਹੁੰਦਾ ਹਾਂ।",
    "मैं चाहता हूँ कि वे मेरे भाई को परेशान न करें।",
    "நான் வீட்டில் இருக்க விரும்புகிறேன்",
    "我想去打拳，不想再接他们的电话。",
    "ቤት ውስጥ መሆን እፈልጋለሁ።",
    "ฉันอยากอยู่บ้านกับแม่",
    "She drew a house 🏠, two people 👩‍👦 and a phone 📵 → “off at night”.",
    "The child عمر, known as Omar, said שלום to us on the 3rd.",
)


@dataclass(frozen=True)
class Reference:
    """A record to lay out: its form, its answers, and what its paper says of itself."""

    name: str
    form: Form
    answers: Flat
    facts: PaperFacts = FACTS


def reference_records() -> tuple[Reference, ...]:
    """Return the three records, from the smallest on."""
    form = load_catalogue([resource_path("forms")]).newest("wise")
    made = {"one-line": one_line(), "typical": typical(), "enormous": enormous()}
    return tuple(Reference(name, form, answers) for name, answers in made.items())


def one_line() -> Flat:
    """A record in which one sentence was written."""
    return {"w.kind": "first", "w.harm": "A man waits for her outside school."}


def typical() -> Flat:
    """A review as it is written in a few hours: most sections, short rows, exact words."""
    return {**_PLAIN, **_rows(_ROWS)}


def enormous() -> Flat:
    """A record with 300 rows, an answer of 20,000 words, long cells, and many scripts."""
    words = Words(5)
    people = {
        f"r{number}": {"person": f"Person {number}", "why": f"Reason {number}"}
        for number in range(MANY_ROWS)
    }
    rows = {
        "w.team.trusted": people,
        "w.who": {"a": {"person": "A man who calls himself “Dex”", "known": words.text(LONG_CELL)}},
    }
    return {
        **_PLAIN,
        **_rows({**_ROWS, **rows}),
        "w.harm": words.text(LONG_ANSWER),
        "w.voice.helps/words": words.text(LONG_CELL // 2),
        "w.identity": "\n".join(SCRIPTS),
    }


# --- what is written in them ------------------------------------------------------------------

Rows = Mapping[str, Mapping[str, Mapping[str, Json]]]
PEOPLE = frozenset({"person", "place", "owner", "who"})


def _rows(lists: Rows) -> Flat:
    """Return rows as answers: list -> row -> question -> answer; names become people."""
    flat: Flat = {}
    for path, rows in lists.items():
        flat[path] = list(rows)
        for row, answers in rows.items():
            for question, value in answers.items():
                named = question in PEOPLE and isinstance(value, str)
                flat[f"{path}/{row}/{question}"] = _named(value) if named else value
    return flat


def _named(name: Json) -> Json:
    return {"id": None, "name": name}


def _day(year: int, month: int, day: int) -> Json:
    return {"y": year, "m": month, "d": day, "about": False}


_PLAIN: Flat = {
    "w.kind": "review",
    "w.trigger": (
        "On Saturday 7 November two men drove Amelia to Otherton, sixty miles away, and left "
        "her in a flat that they use. Police found her after 19 hours. This review asks what "
        "has changed since the first assessment in May, and what has to change next."
    ),
    "w.start": _day(2026, 11, 9),
    "w.aim": _day(2026, 12, 21),
    "w.practitioner": _named("J. Sample, social worker"),
    "w.coworker": _named("R. Vorbild"),
    "w.police": _named("DC T. Mock"),
    "w.concerns": ["cce", "online"],
    "w.state/cce": "now",
    "w.state/online": "before",
    "w.sources": ["child", "family", "police", "school", "missing"],
    "w.sources.notes": "We have not reached Amelia's dad. We will write to him by 1 December.",
    "w.me": (
        "I box. I am good at maths when it is quiet. I look after Theo when Mum is on lates. "
        "I can make anyone laugh."
    ),
    "w.identity": (
        "Amelia is 15 and has ADHD. Her school does not yet have a plan for it. When she was "
        "sent out of lessons she was alone in town by day, and that is where the men found "
        "her. Money is tight since Dawn's hours were cut. They used that: they paid for a "
        "phone and then called it a debt."
    ),
    "w.comm": "Walking or driving, not across a table. A message before you come.",
    "w.harm": (
        "Two men in their twenties make Amelia carry packages between Exampleton and "
        "Otherton. They tell her that she owes them £600 for a phone and that her brother "
        "will pay if she does not. They wait in a silver car at the end of the school day. "
        "Since September this has happened at least five times; police confirm two of them."
    ),
    "w.how": (
        "One of them found Amelia through a game in March, sent her credit for it, and met "
        "her with food after school. By May he had given her a phone. Then he said that it "
        "was not a present. What keeps it going is the debt, fear for Theo, and that nobody "
        "but these men was there in the middle of the day."
    ),
    "w.unknown": (
        "Who owns the flat. Whether the same men have approached other children at the bus "
        "shelter. DC T. Mock asks the Otherton team by 27 November; the school asks its "
        "Year 11 tutors by 30 November."
    ),
    "w.ctx/home/helps": (
        "Nan lives two doors away and has a bed for Amelia at any hour. Dawn and Amelia have "
        "agreed that phones stay downstairs from ten."
    ),
    "w.ctx/home/harms": "The men know the address and have rung the bell twice.",
    "w.ctx/school/helps": "Mr. Beispiel keeps the side gate open and walks out with her.",
    "w.ctx/school/unknown": "Who told the men when she has a free lesson.",
    "w.think": (
        "Amelia is being criminally exploited by at least two adults who planned it. She is "
        "not choosing this. What protects her is near: Nan, boxing, one teacher."
    ),
    "w.ifnochange": "They will use Amelia further from home, and her brother next.",
    "w.seen": "She goes to boxing alone. The phone is off at night. Nobody waits at the gate.",
    "w.think.child/words": "It's not my debt. But you tell them that.",
    "w.think.child/who": "Amelia to J. Sample",
    "w.think.child/when": _day(2026, 11, 18),
    "w.protect": "strategy",
    "w.protect.why": "Asked for on 9 November; R. Vorbild convenes it.",
    "w.sp.with": "Amelia, Dawn, Nan and J. Sample",
    "w.sp.unsafe": "Go to Nan's. Ring Mum, then Jo. Say the word and nobody asks why.",
    "w.sp.missing": "Mum rings 101 after thirty minutes, 999 if there was a call first.",
    "w.lead": _named("R. Vorbild"),
    "w.review": _day(2027, 2, 9),
}


_ROWS: Rows = {
    "w.voice": {
        "a": {
            "said/words": (
                "I want to go back to boxing on Tuesdays and not have to look who's outside "
                "first. I want my mum to stop crying when my phone goes."
            ),
            "said/who": "Amelia to J. Sample",
            "said/when": _day(2026, 11, 18),
            "said/how": "spoken",
            "shared_by": "talking",
        },
        "b": {
            "said/words": "They say it's my debt. I never asked for the phone.",
            "said/who": "Amelia to D. Beispiel",
            "said/when": _day(2026, 11, 12),
            "said/how": "written",
        },
    },
    "w.where": {
        "a": {
            "place": "Bus shelter, Sample Street",
            "times": "School days, 15:15",
            "getting_there": "On foot; they wait in a car",
            "safety": "unsafe",
        },
        "b": {
            "place": "Flat 2, 14 Mockup Row, Otherton",
            "times": "Weekends",
            "getting_there": "They drive her",
            "safety": "unsafe",
        },
        "c": {
            "place": "A game's private chat",
            "times": "Until June",
            "getting_there": "On her own phone",
            "safety": "mixed",
        },
    },
    "w.siblings": {
        "a": {
            "child": _named("Theo Testcase"),
            "relationship": "Younger brother, 11",
            "effect": "Sleeps in Dawn's room since the bell rang at night.",
            "referred": "yes",
            "referred_on": _day(2026, 11, 10),
        },
    },
    "w.tried": {
        "a": {
            "what": "A meeting at the office, with six adults.",
            "when": _day(2026, 6, 3),
            "not_helped": "Amelia said nothing and left.",
            "why": "Too many at once, and nobody stayed.",
        },
        "b": {
            "what": "Walks with D. Beispiel on Tuesdays.",
            "when": _day(2026, 9, 15),
            "helped": "She talks when she need not look at anybody.",
        },
    },
    "w.plan": {
        "a": {
            "what": "Boxing on Tuesdays, with a lift both ways",
            "prong": "stability",
            "context": "friends",
            "owner": "D. Beispiel",
            "by": _day(2026, 11, 24),
            "know": "Amelia has been three weeks running and says that the way there feels right.",
            "status": "under_way",
        },
        "b": {
            "what": "A new number, set up with Amelia and Dawn",
            "prong": "safety",
            "context": "online",
            "owner": "J. Sample",
            "by": _day(2026, 11, 20),
            "status": "not_started",
        },
    },
}
