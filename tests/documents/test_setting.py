"""How each kind of answer is set, what tags it gets, and what happens to strange letters."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import replace

import pytest
from pagereader import Paper, folded
from papers import FACTS, wise

from desktop.documents.directions import base_level, drawn_order, levels
from desktop.documents.faces import Weight, plain_face
from desktop.documents.fontbook import FontBook
from desktop.documents.languages import language_of
from desktop.documents.lines import Setter
from desktop.documents.look import TABLE
from desktop.documents.paper import BlankFacts, blank_paper, build_paper, build_stamp, uncovered
from desktop.forms.conditions import All, Answered, Is, Not
from desktop.forms.definition import Field, Form, Option, Section
from desktop.forms.kinds import KIND_OF
from desktop.forms.values import Flat

YES = Option("yes", "Yes, and more")
PARTS = (
    Field("who", "Who", "person"),
    Field("note", "Note", "long_text"),
    Field("said", "Said", "quote"),
)
FIELDS = {
    "text": Field("f", "Label", "text"),
    "long_text": Field("f", "Label", "long_text"),
    "words": Field("f", "Label", "words"),
    "quote": Field("f", "Label", "quote"),
    "date": Field("f", "Label", "date"),
    "time": Field("f", "Label", "time"),
    "minutes": Field("f", "Label", "minutes"),
    "yes_no": Field("f", "Label", "yes_no"),
    "choice": Field("f", "Label", "choice", options=(YES,)),
    "many": Field("f", "Label", "many", options=(YES, Option("b", "B"))),
    "choice_per_row": Field("f", "Label", "choice_per_row", options=(YES,), over=(YES,)),
    "number": Field("f", "Label", "number", unit="miles"),
    "person": Field("f", "Label", "person"),
    "people": Field("f", "Label", "people"),
    "place": Field("f", "Label", "place"),
    "rows": Field("f", "Label", "rows", fields=PARTS, title_of="who"),
    "actions": Field("f", "Label", "actions", fields=PARTS, title_of="who"),
    "block": Field("f", "Label", "block", fields=PARTS, over=(Option("i", "Item"),)),
    "carried": Field("f", "Label", "carried", carry="missing"),
    "guidance": Field("f", "Label", "guidance"),
}
NAMED = {"id": None, "name": "Ada"}
ANSWERS: dict[str, tuple[Flat, str]] = {
    "text": ({"f": "one line"}, "Label one line"),
    "long_text": ({"f": "one\n\ntwo\n• three"}, "Label one two • three"),
    "words": ({"f": "I said it"}, "Label “I said it”"),
    "quote": (
        {"f/words": "Go away", "f/who": "Ada to me", "f/how": "text_message"},
        "Label “Go away” Ada to me, text message",
    ),
    "date": ({"f": {"y": 2026, "m": 5, "d": 2, "about": True}}, "Label about 2 May 2026"),
    "time": ({"f": "16:30"}, "Label 16:30"),
    "minutes": ({"f": 75}, "Label 1 hour 15 minutes"),
    "yes_no": ({"f": "unknown"}, "Label Not known"),
    "choice": ({"f": "yes"}, "Label Yes, and more"),
    "many": ({"f": ["b", "yes"]}, "Label Yes, and more, B"),
    "choice_per_row": ({"f/yes": "yes"}, "Label Yes, and more Yes, and more"),
    "number": ({"f": 14}, "Label 14 miles"),
    "person": ({"f": NAMED}, "Label Ada"),
    "people": ({"f": [NAMED, {"id": None, "name": "Bo"}]}, "Label Ada, Bo"),
    "place": ({"f": NAMED}, "Label Ada"),
    "rows": (
        {"f": ["r"], "f/r/who": NAMED, "f/r/said/words": "No"},
        "Label 1 Ada Said “No”",
    ),
    "actions": ({"f": ["r"], "f/r/who": NAMED, "f/r/note": "N"}, "Label Who Note Ada N"),
    "block": ({"f/i/who": NAMED, "f/i/said/words": "No"}, "Item: who Ada Item: said “No”"),
    "carried": (
        {"f": {"text": "Twice", "source": "r", "at": "2026-11-18T09:00:00Z"}},
        "Label Twice From missing episodes, 18 November 2026.",
    ),
    "guidance": ({}, ""),
}


def form_with(field: Field) -> Form:
    """Return a form of one section with that field and another question."""
    section = Section("s", 1, "Section", (field, Field("other", "Other", "text")))
    return Form("small", 1, "Small form", "Small", "", "record", (section,), signatures=1)


def test_every_kind_is_tried_here():
    assert set(FIELDS) == set(ANSWERS) == set(KIND_OF)


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_every_kind_prints(kind: str):
    answers, expected = ANSWERS[kind]
    paper = Paper(build_paper(form_with(FIELDS[kind]), {**answers, "other": "end"}, FACTS))
    text = folded(paper.text())
    assert f"1 Section {expected} Other end".replace("  ", " ") in text


def kinds_of(paper: Paper) -> list[str]:
    return [one.kind for one in paper.elements()]


def test_tags_say_what_a_thing_is():
    form = form_with(FIELDS["words"])
    kinds = kinds_of(Paper(build_paper(form, {"f": "x", "other": "• a\n• b"}, FACTS)))
    assert kinds[:2] == ["Document", "H1"]
    assert kinds[kinds.index("BlockQuote") + 1] == "P"
    listed = kinds[kinds.index("H3", kinds.index("BlockQuote")) :]
    assert listed[1:8] == ["L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"]
    assert kinds[-1] == "Form"


def test_a_table_has_heads_and_one_row_for_each_row():
    rows: Flat = {"f": ["a", "b"], "f/a/who": NAMED, "f/b/who": NAMED, "f/b/note": "n"}
    kinds = kinds_of(Paper(build_paper(form_with(FIELDS["rows"]), rows, FACTS)))
    assert kinds.count("TH") == 2
    assert kinds.count("TR") == 3
    assert kinds.count("TD") == 4


def test_headings_never_skip_a_level():
    answers: Flat = {"f": ["a"], "f/a/who": NAMED, "f/a/said/words": "x", "other": "y"}
    form = form_with(FIELDS["rows"])
    bare = replace(form, sections=(replace(form.sections[0], title="Label"),))
    for one in (form, bare):
        found = [
            int(k[1]) for k in kinds_of(Paper(build_paper(one, answers, FACTS))) if k[0] == "H"
        ]
        assert all(after - before <= 1 for before, after in itertools.pairwise(found))


def test_a_label_that_repeats_its_section_is_not_printed_twice():
    form = form_with(FIELDS["text"])
    same = replace(form, sections=(replace(form.sections[0], title="Label"),))
    text = folded(Paper(build_paper(same, {"f": "words"}, FACTS)).text())
    assert "1 Label words" in text


def test_what_is_asked_about_rows_with_long_titles_keeps_to_the_page():
    long = "a very long title " * 400
    about = Field("each", "About each", "choice_per_row", options=(YES,), over="f")
    again = Field("more", "More", "block", fields=PARTS, over="f")
    form = form_with(FIELDS["rows"])
    section = replace(form.sections[0], fields=(FIELDS["rows"], about, again))
    answers: Flat = {
        "f": ["a"],
        "f/a/who": {"id": None, "name": long},
        "each/a": "yes",
        "more/a/note": "Words.",
    }
    paper = Paper(build_paper(replace(form, sections=(section,)), answers, FACTS))
    text = folded(paper.text())
    assert text.count(folded(long)) == 1
    assert "... Yes, and more" in text
    assert "... Words." in text
    assert len(paper) < 8


def test_a_repeated_block_inside_another_says_which_item_is_meant():
    inner = Field("inner", "Since then", "block", fields=PARTS, over=(Option("s", "School"),))
    outer = Field("f", "Label", "block", fields=(inner,))
    answers: Flat = {"f/inner/s/note": "Better.\nMuch.", "f/inner/s/said/words": "Yes"}
    text = folded(Paper(build_paper(form_with(outer), answers, FACTS)).text())
    assert "Label Since then School: note Better. Much. School: said “Yes”" in text


def test_when_a_question_is_asked_stands_on_an_empty_copy_in_words():
    asked = replace(FIELDS["text"], id="g", when=Not(Is("f", ("yes", "b"))))
    other = replace(FIELDS["text"], id="h", when=All((Answered("f"), Not(Answered("g")))))
    form = form_with(FIELDS["many"])
    section = replace(form.sections[0], fields=(FIELDS["many"], asked, other))
    facts = BlankFacts(made=FACTS.made)
    text = folded(Paper(blank_paper(replace(form, sections=(section,)), facts)).text())
    assert "Only if “Label” is not “Yes, and more” or “B”." in text
    assert "Only if “Label” has an answer and “Label” has no answer." in text


def test_a_row_of_a_quotation_is_the_quotation():
    answers: Flat = {"w.voice": ["a"], "w.voice/a/said/words": "Leave me be"}
    text = folded(Paper(build_paper(wise(), answers, FACTS)).text())
    assert "In my words “Leave me be”" in text


def test_what_no_typeface_holds_is_listed_printed_by_name_and_kept():
    answers: Flat = {"w.harm": "Rune ᚁ and ᚁ", "w.how": "𐤀", "w.me": "plain 王 محمد 😀"}
    found = uncovered(wise(), answers)
    assert [(one.character, one.name, one.paths) for one in found] == [
        ("ᚁ", "OGHAM LETTER BEITH", ("w.harm",)),
        ("𐤀", "PHOENICIAN LETTER ALF", ("w.how",)),
    ]
    paper = Paper(build_paper(wise(), answers, FACTS))
    drawn = folded(" ".join(paper.plain(page) for page in range(len(paper))))
    assert "Rune [OGHAM LETTER BEITH] and [OGHAM LETTER BEITH]" in drawn
    assert "Rune ᚁ and ᚁ" in folded(paper.text())


def test_a_name_that_has_no_room_on_a_line_gives_way_to_the_number():
    words = "ab\u2c5f\u2c2fcd"  # the names of both are wider than the narrow line
    lines = Setter().lines(words, TABLE, 120)
    assert all(line.width <= 120 for line in lines)
    drawn = "".join(
        letters
        for line in lines
        for one in line.pieces
        for run in one.runs
        for _glyph, letters, _place in run.glyphs
    )
    assert drawn == "ab[U+2C5F][U+2C2F]cd"
    assert "".join(line.text for line in lines) == words
    assert len(Setter().lines(words, TABLE, 700)) == 1


@pytest.mark.parametrize(
    "letters",
    [
        "wq\u200d" * 600,
        "\u0645" * 600,
        "\u0645\u200d" * 600,
        "\u0915" + "\u093e" * 600,
        "\U0001f469\u200d" * 300,
    ],
)
def test_letters_without_a_place_to_break_keep_to_the_line(letters: str):
    lines = Setter().lines(letters, TABLE, 200)
    assert len(lines) > 1
    assert max(line.width for line in lines) <= 200.01
    assert "".join(line.text for line in lines) == letters


def test_decomposed_letters_are_composed():
    text = Paper(build_paper(wise(), {"w.harm": "Nguye\u0302\u0303n"}, FACTS)).plain(0)
    assert "Nguyễn" in text


@pytest.mark.parametrize("weight", Weight)
def test_plain_letters_stand_where_the_shaping_of_a_whole_word_puts_them(weight: Weight):
    plain, chance = plain_face(weight), random.Random(5)
    letters = [chr(code) for code in range(0x20, 0x7F)]
    pairs = "".join(one + other for one in letters for other in letters)
    for word in (
        pairs,
        "AVATAR",
        "f.",
        *("".join(chance.choices(letters, k=9)) for _ in range(999)),
    ):
        ids, clusters, places = plain.outline.shape(word, False)
        assert clusters == [*range(len(word))]
        assert [*zip(ids, word, places, strict=True)] == [*plain.pairs.placed(word)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mum/Dad and his/her", ["Mum/", "Dad", " ", "and", " ", "his/", "her"]),
        ("1/2 //x /y a// 3/b", ["1/2", " ", "//", "x", " ", "/y", " ", "a//", " ", "3/", "b"]),
    ],
)
def test_a_line_may_end_behind_a_stroke_before_a_letter(text: str, words: list[str]):
    (line,) = Setter().lines(text, TABLE, 700)
    assert [piece.text for piece in line.pieces] == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("میں گھر جانا چاہتا ہوں", "ur"),
        ("أريد أن أعود إلى المدرسة", "ar"),
        ("می‌خواهم به خانه بروم", "fa"),
        ("আমি তোমায় ভালোবাসি", "bn"),
        ("ਪੰਜਾਬੀ", "pa"),
        ("我不想回去", "zh"),
        ("שלום", "he"),
        ("The child said محمد", ""),
        ("Привет", ""),
        ("12:30, £5", ""),
    ],
)
def test_the_language_is_told_where_the_script_tells_it(text: str, language: str):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("אבג", "גבא"),
        ("אבג 12 דהו", "והד 12 גבא"),
        ("said אבג now", "said גבא now"),
        ("אב (LCS 12) גד", "דג )LCS 12( בא"),
        ("אב words (LCS 12) גד", "דג words (LCS 12) בא"),
        ("אב (גד) הו", "וה )דג( בא"),
        ("אב \U0001fae8 גד", "דג \U0001fae8 בא"),
        ("said \U0001fae8 אב \U0010ffff", "said \U0001fae8 בא \U0010ffff"),
        ("said אב\u05ffג", "said ג\u05ffבא"),
    ],
)
def test_a_line_of_both_directions_is_drawn_as_unicode_says(text: str, drawn: str):
    """Brackets of a run from right to left stand turned here; shaping mirrors their shapes.

    Emoji newer than Python's Unicode data, and places that nobody uses, take after neighbours.
    """
    found = levels(text, base_level(text))
    assert "".join(drawn_order(list(zip(found, text, strict=True)))) == drawn


def test_marks_piled_up_far_from_a_letter_are_placed_by_numbers_that_a_pdf_has():
    """Such a file would hold 1.2e+04, which is no number there (ISO 32000-1, 7.3.3)."""
    piled = "\u0303" + "\U000e0036" * 20 + "\u0303"
    (line,) = Setter().lines(f"words {piled} words", TABLE, 700)
    shown = "".join(segment.content for segment in FontBook().segments(line.pieces))
    between = re.sub(r"\((?:\\.|[^\\)])*\)", " ", shown, flags=re.DOTALL).split()
    assert max(abs(float(number)) for number in between) > 10_000
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in between)


def test_a_stamp_is_one_small_page_that_holds_its_lines():
    paper = Paper(build_stamp(["عائشة خان Sample", "Social worker", "25 November 2026, 14:02 GMT"]))
    assert len(paper) == 1
    text = paper.plain(0)
    assert "Social worker" in text
    assert "25 November 2026, 14:02 GMT" in text


def test_an_empty_copy_has_boxes_for_each_item_of_a_choice_beside_it():
    kinds = Field("kinds", "Kinds", "many", options=(YES, Option("b", "B")))
    each = Field("each", "For each", "choice_per_row", options=(Option("n", "Now"),), over="kinds")
    block = Field("f", "Label", "block", fields=(kinds, each))
    text = folded(Paper(blank_paper(form_with(block), BlankFacts(made=FACTS.made))).text())
    assert "For each Yes, and more Now B Now" in text


def test_short_lists_are_ruled_tables_on_an_empty_copy():
    parts = (Field("who", "Who", "person"), Field("on", "Seen on", "date"))
    rows = Field("f", "Label", "rows", fields=parts)
    paper = Paper(blank_paper(form_with(rows), BlankFacts(made=FACTS.made)))
    kinds = [one.kind for one in paper.elements()]
    assert "Who Seen on day, month, year" in folded(paper.text())
    assert (kinds.count("TR"), kinds.count("TD")) == (4, 6)


def test_dates_in_a_table_stay_on_one_line():
    parts = (
        Field("a", "What was tried", "long_text"),
        Field("when", "When", "date"),
        *(Field(f"{n}", f"What helped {n}", "long_text") for n in range(3)),
    )
    words = "A meeting at the office, with six adults, of whom two were new to her"
    answers: Flat = {"f": ["r"], "f/r/when": {"y": 2026, "m": 9, "d": 12, "about": False}}
    answers |= {f"f/r/{part}": words for part in ("a", "0", "1", "2")}
    paper = Paper(build_paper(form_with(Field("f", "L", "rows", fields=parts)), answers, FACTS))
    assert "12 September 2026" in paper.plain(0)


def test_rows_too_wide_for_the_side_of_a_card_stand_below_their_label():
    shared = Field(
        "shared",
        "Shared with",
        "rows",
        fields=(
            Field("who", "Who", "person"),
            Field("agency", "Agency", "text"),
            Field("copy", "Which copy", "text"),
            Field("how", "How it was handed over", "text"),
            Field("on", "Date", "date"),
        ),
    )
    block = Field("f", "Label", "block", fields=(Field("role", "Role", "text"), shared))
    answers: Flat = {
        "f/role": "Practitioner",
        "f/shared": ["r"],
        "f/shared/r/who": {"id": None, "name": "Ms A. Placeholder, form tutor"},
        "f/shared/r/agency": "Exampleton High",
        "f/shared/r/copy": "Partner agency",
        "f/shared/r/how": "Secure e-mail",
        "f/shared/r/on": {"y": 2026, "m": 9, "d": 12, "about": False},
    }
    paper = Paper(build_paper(form_with(block), answers, FACTS))
    page = paper.plain(0)
    assert all(whole in page for whole in ("Exampleton High", "Partner agency", "Secure e-mail"))
    assert "12 September 2026" in page


def test_numbers_that_go_on_in_a_line_are_parted():
    parts = (
        Field("soon", "Held within 72 hours", "number"),
        Field("later", "Held later", "number", joined="later"),
    )
    block = Field("f", "Label", "block", fields=parts)
    paper = Paper(build_paper(form_with(block), {"f/soon": 2, "f/later": 3}, FACTS))
    assert "Held within 72 hours 2, later 3" in folded(paper.text())
