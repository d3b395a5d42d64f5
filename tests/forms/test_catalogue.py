# ruff: noqa: E501 -- the table of faults reads better a line for each
"""Form files are read whole or refused, each fault with file, field, line and reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from forms_given import SMALL, form_of

from desktop.forms.catalogue import (
    FormFaults,
    UnknownForm,
    check_files,
    load_catalogue,
    load_form,
)
from desktop.forms.locator import Locator
from desktop.resources import resource_path


@dataclass(frozen=True)
class Faulty:
    """A form file with one fault: what was put in place of what, and how it is told.

    `line` is text of the line that must be named (its first place after the change).
    """

    name: str
    before: str
    after: str
    field: str
    line: str
    reason: str


FAULTY = (
    Faulty("no id", 'id = "which"\n', "", "first", "[[section.field]]", "`id` is missing"),
    Faulty("bad id", 'id = "which"', 'id = "Which one"', "Which one", 'id = "Which one"', "not an id"),
    Faulty("same id twice", 'id = "which"', 'id = "kind"', "kind", 'id = "kind"', "two fields here"),
    Faulty("same part twice", 'id = "sure"', 'id = "text"', "told/text", 'id = "text"', "two fields"),
    Faulty("part named as a field", 'id = "sure"', 'id = "on"', "told/on", 'id = "on"\nlabel = "Sure"', "also the id"),
    Faulty("same section twice", 'id = "second"', 'id = "first"', "first", 'id = "first"\ntitle = "Second"', "two sections"),
    Faulty("unknown kind", 'kind = "date"', 'kind = "day"', "on", 'kind = "day"', "`day` is not a kind"),
    Faulty("unknown key of a field", 'label = "Date"', 'label = "Date"\ncolour = "red"', "on", 'colour = "red"', "`colour` is not a key"),
    Faulty("unknown key of the form", 'role = "record"', 'role = "record"\nscore = 5', "", "score = 5", "`score` is not a key"),
    Faulty("unknown key of a section", 'title = "Second"', 'title = "Second"\npage = 2', "second", "page = 2", "`page` is not a key"),
    Faulty("empty label", 'label = "Date"', 'label = " "', "on", 'label = " "', "`label` is empty"),
    Faulty("label is a number", 'label = "Date"', "label = 5", "on", "label = 5", "must be text"),
    Faulty("condition on no field", 'field = "kind"', 'field = "sort"', "which", "when = { field = \"sort\"", "`sort`, which is not a field"),
    Faulty("condition on a later field", 'field = "kind"', 'field = "concerns"', "which", 'field = "concerns"', "comes later"),
    Faulty("condition on itself", 'field = "kind", is', 'field = "which", is', "which", 'field = "which"', "circle"),
    Faulty("circle", 'when = { field = "kind", is = ["other"] }', 'when = { answered = "because" }', "which", 'when = { answered = "because" }', "circle: which -> because -> which"),
    Faulty("a value that nobody can choose", 'is = ["other"]', 'is = ["strange"]', "which", 'is = ["strange"]', "nobody can choose"),
    Faulty("a value of a text", 'answered = "which"', 'field = "which", is = "x"', "because", 'field = "which"', "ask whether it is `answered`"),
    Faulty("condition of no shape", '{ answered = "which" }', '{ code = "1" }', "because", 'code = "1"', "a condition has"),
    Faulty("choices of no choice", 'label = "Date"', 'label = "Date"\noptions = [["a", "A"]]', "on", "options = [[\"a\"", "means nothing for the kind"),
    Faulty("choice without choices", 'options = [["planned", "Planned"], ["other", "Other"]]\n', "", "kind", "[[section.field]]", "a `choice` has `options`"),
    Faulty("choice twice", '["other", "Other"]', '["planned", "Other"]', "kind", "options = [[\"planned\"", "stands twice"),
    Faulty("choice with an empty label", '["other", "Other"]', '["other", ""]', "kind", "options = [[\"planned\"", "empty label"),
    Faulty("choice of no shape", '["other", "Other"]', '"other"', "kind", "options = [[\"planned\"", "a choice is written as"),
    Faulty("repeated over no field", 'over = "concerns"', 'over = "worries"', "state", 'over = "worries"', "which is not a field"),
    Faulty("repeated over a date", 'over = "told"', 'over = "on"', "each", 'over = "on"', "is `date` and not"),
    Faulty("choice per row over rows", 'over = "concerns"', 'over = "told"', "state", 'over = "told"', "comes later"),
    Faulty("over on a text", 'label = "Date"', 'label = "Date"\nover = "concerns"', "on", 'over = "concerns"', "means nothing"),
    Faulty("unknown copy", 'label = "Date"', 'label = "Date"\ncopies = "CX"', "on", 'copies = "CX"', "`X` is not a copy"),
    Faulty("part wider than its list", 'label = "Sure"', 'label = "Sure"\ncopies = "C"', "told/sure", 'copies = "C"', "only narrow"),
    Faulty("unknown shared block", 'kind = "quote"', 'kind = "rows"\nuse = "nothing"', "said", 'use = "nothing"', "no shared block `nothing`"),
    Faulty("title of no field", 'title_of = ["kind"]', 'title_of = ["sort"]', "sort", "title_of = [\"sort\"]", "`sort`, which is not a field"),
    Faulty("fact of no field", 'facts = ["kind",', 'facts = ["sort",', "sort", "facts = [\"sort\"", "`sort`, which is not a field"),
    Faulty("title of a row is no part", 'title_of = "text"', 'title_of = "words"', "told", 'title_of = "words"', "not a part of a row"),
    Faulty("version zero", "version = 1", "version = 0", "", "version = 0", "whole number"),
    Faulty("version is text", "version = 1", 'version = "1"', "", 'version = "1"', "whole number"),
    Faulty("version is true", "version = 1", "version = true", "", "version = true", "whole number"),
    Faulty("unknown role", 'role = "record"', 'role = "note"', "", 'role = "note"', "not a role"),
    Faulty("sign is text", "sign = true", 'sign = "yes"', "kind", 'sign = "yes"', "true or false"),
    Faulty("unknown source", 'label = "Date"', 'label = "Date"\nfrom = "internet"', "on", 'from = "internet"', "come from"),
    Faulty("unknown prong", 'label = "Date"', 'label = "Date"\nprong = "danger"', "on", 'prong = "danger"', "not a prong"),
    Faulty("carried from nowhere", 'kind = "date"', 'kind = "carried"', "on", "[[section.field]]", "where it comes `from`"),
    Faulty("guidance to be signed", 'kind = "date"', 'kind = "guidance"\nsign = true', "on", "sign = true\n\n[[section]]", "nobody answers it"),
    Faulty("tick without its part", 'title_of = "text"', 'title_of = "text"\nchild_agrees = true', "told", "child_agrees = true", "needs a part `agrees`"),
    Faulty("action rows without parts", 'kind = "rows"\ntitle_of = "text"', 'kind = "actions"\ntitle_of = "text"', "told", "[[section.field]]\nid = \"told\"", "an action row has a part"),
    Faulty("aside of no optional section", 'title = "Second"', 'title = "Second"\naside = "later"', "second", 'aside = "later"', "of an `optional` section only"),
    Faulty("unless without sign", 'label = "Date"', 'label = "Date"\nunless = "kind"', "on", 'unless = "kind"', "means nothing where `sign`"),
    Faulty("unless names itself", 'label = "Kind of visit"', 'label = "Kind of visit"\nunless = "kind"', "kind", 'unless = "kind"', "not another field"),
    Faulty("unless names a block", 'label = "Kind of visit"', 'label = "Kind of visit"\nunless = "parts"', "kind", 'unless = "parts"', "no answer of its own"),
    Faulty("sign_when without sign", 'label = "Date"', 'label = "Date"\nsign_when = { answered = "kind" }', "on", "sign_when = {", "means nothing where `sign`"),
    Faulty("sign_when on no field", 'options = [["planned"', 'sign_when = { answered = "sort" }\noptions = [["planned"', "kind", "sign_when = {", "`sort`, which is not a field"),
    Faulty("sign_when on itself", 'options = [["planned"', 'sign_when = { answered = "kind" }\noptions = [["planned"', "kind", "sign_when = {", "the question itself"),
    Faulty("sign_when on no choice of it", 'label = "Which other kind"', 'label = "Which other kind"\nsign_when = { field = "kind", is = ["strange"] }', "which", "sign_when = {", "nobody can choose"),
    Faulty("sign_when inside a row", 'label = "Sure"', 'label = "Sure"\nsign = true\nsign_when = { answered = "on" }', "told/sure", "sign_when = {", "not for a part"),
    Faulty("wanted before signing and after it", 'label = "Kind of visit"', 'label = "Kind of visit"\nafter_signing = true', "kind", "after_signing = true", "cannot be wanted before it"),
    Faulty("repeated over what comes after signing", 'label = "Concerns"', 'label = "Concerns"\nafter_signing = true', "state", 'over = "concerns"', "only comes to be after signing"),
    Faulty("a condition on a question of after signing", '[[section.field]]\nid = "on"\nlabel = "Date"', '[[section.field]]\nid = "filed"\nlabel = "Filed"\nkind = "text"\nafter_signing = true\n[[section.field]]\nid = "on"\nlabel = "Date"\nwhen = { answered = "filed" }', "on", 'when = { answered = "filed"', "only comes to be after signing"),
    Faulty("unless inside a row", 'label = "Sure"', 'label = "Sure"\nsign = true\nunless = "on"', "told/sure", 'unless = "on"', "not for a part"),
    Faulty("more of no part", 'title_of = "text"', 'title_of = "text"\nmore = ["words"]', "told", 'more = ["words"]', "which is not a part"),
    Faulty("more hides what is wanted", 'title_of = "text"', 'title_of = "text"\nmore = ["text"]', "told", 'more = ["text"]', "wanted before signing"),
    Faulty("more of a text", 'label = "Date"', 'label = "Date"\nmore = ["x"]', "on", 'more = ["x"]', "means nothing for the kind"),
    Faulty("joined at the start", 'label = "Kind of visit"', 'label = "Kind of visit"\njoined = "at"', "kind", 'joined = "at"', "cannot go on in a line"),
    Faulty("joined to a long one", 'label = "Date"', 'label = "Date"\njoined = "on"', "on", 'joined = "on"', "has no room"),
    Faulty("lcs without a note", 'label = "Date"', 'label = "Date"\nlcs = "On"', "on", 'lcs = "On"', "has no note for LCS"),
    Faulty("first line without a note", 'role = "record"', 'role = "record"\nlcs_first = ["on"]', "", 'lcs_first = ["on"]', "means nothing without `lcs`"),
    Faulty("a note by nobody", 'role = "record"', 'role = "record"\nlcs = "Visit"\nlcs_by = "nobody"', "", 'lcs_by = "nobody"', "writes the note"),
    Faulty("written by, without a note", 'role = "record"', 'role = "record"\nlcs_by = "manager"', "", 'lcs_by = "manager"', "means nothing without `lcs`"),
    Faulty("first line of a list", 'role = "record"', 'role = "record"\nlcs = "Visit"\nlcs_first = ["told"]', "told", 'lcs_first = ["told"]', "not a question with one answer"),
    Faulty("written from no date", 'kind = "date"', 'kind = "carried"\nfrom = "written"', "on", "[[section.field]]", "go together"),
    Faulty("since a text", 'kind = "date"', 'kind = "carried"\nfrom = "written"\nsince = "which"', "on", 'since = "which"', "not a date of this form"),
    Faulty("written on a text", 'kind = "date"', 'kind = "text"\nfrom = "written"', "on", 'from = "written"', "is for the kind `carried`"),
    Faulty("a setting nobody knows", 'title = "Visit note"', 'title = "{v.panel} note"', "", 'title = "{v.panel} note"', "names no setting"),
    Faulty("a setting in a label", 'label = "Date"', 'label = "Date of {v.panel}"', "on", 'label = "Date of {v.panel}"', "names no setting"),
    Faulty("setting without rest", '[[section]]\nid = "first"', '[[setting]]\nid = "v.p"\nprofile = "panel"\n[[section]]\nid = "first"', "v.p", "[[setting]]", "`rest` is missing"),
    Faulty("setting at rest is no option", '[[section]]\nid = "first"', '[[setting]]\nid = "v.p"\nprofile = "panel"\noptions = [["a", "A"]]\nrest = "b"\n[[section]]\nid = "first"', "v.p", 'rest = "b"', "not among the options"),
    Faulty("setting named as a field", '[[section]]\nid = "first"', '[[setting]]\nid = "kind"\nprofile = "panel"\nrest = "b"\n[[section]]\nid = "first"', "kind", 'id = "kind"\nprofile', "also the id of a field"),
    Faulty("agreed by an answer", 'role = "record"', 'role = "record"\nsignatures = 1\nagreed_when = { answered = "kind" }', "", "agreed_when =", "which is not a setting"),
    Faulty("agreed by two already", 'role = "record"', 'role = "record"\nsignatures = 2\nagreed_when = { answered = "kind" }', "", "agreed_when =", "`signatures` must be 1"),
    Faulty("other words by an answer", 'label = "Date"', 'label = "Date"\nworded = [{ when = { answered = "kind" }, label = "Day" }]', "on", "worded =", "which is not a setting"),
    Faulty("other words without a when", 'label = "Date"', 'label = "Date"\nworded = [{ label = "Day" }]', "on", "worded =", "say `when` they stand"),
    Faulty("what follows answers no field", 'role = "record"', 'role = "record"\nfollow_on = { title = "Next", button = "Begin", answers = { sort = "x" } }', "sort", "follow_on =", "is not a field"),
    Faulty("what follows cannot be chosen", 'role = "record"', 'role = "record"\nfollow_on = { title = "Next", button = "Begin", answers = { kind = "x" } }', "kind", "follow_on =", "nobody can choose"),
    Faulty("what follows has no button", 'role = "record"', 'role = "record"\nfollow_on = { title = "Next" }', "", "follow_on =", "`button` is missing"),
    Faulty("what follows is a text", 'role = "record"', 'role = "record"\nfollow_on = "next"', "", "follow_on =", "must be a table"),
    Faulty("no TOML", 'label = "Date"', "label = Date", "", "label = Date", "not TOML"),
    Faulty("key twice", 'label = "Date"', 'label = "Date"\nlabel = "Day"', "", 'label = "Day"', "not TOML"),
)  # fmt: skip


@pytest.mark.parametrize("faulty", FAULTY, ids=lambda faulty: faulty.name)
def test_a_faulty_form_is_refused_with_field_line_and_reason(
    faulty: Faulty, tmp_path: Path
) -> None:
    assert faulty.before in SMALL
    text = SMALL.replace(faulty.before, faulty.after, 1)
    with pytest.raises(FormFaults) as told:
        form_of(tmp_path, text)
    found = [f for f in told.value.faults if faulty.reason in f.reason]
    assert found, str(told.value)
    assert {fault.file for fault in found} == {"visit.toml"}
    assert faulty.field in {fault.field for fault in found}
    lines = text.splitlines()
    wanted = faulty.line.splitlines()
    assert any(
        lines[f.line - 1].find(wanted[0]) >= 0
        and "\n".join(lines[f.line - 1 :]).find(faulty.line) >= 0
        for f in found
    ), [(f.line, lines[f.line - 1]) for f in found]


def test_the_forms_that_ship_are_whole() -> None:
    catalogue = load_catalogue([resource_path("forms")])
    assert [form.id for form in catalogue.records()] == ["planning", "session", "panel", "wise"]
    assert {form.id for form in catalogue.registers()} == {"child", "contact", "place"}
    assert catalogue.newest("wise") is catalogue.get("wise", 2)
    with pytest.raises(UnknownForm):
        catalogue.get("wise", 999)
    with pytest.raises(UnknownForm):
        catalogue.newest("nothing")


def test_every_shipped_field_says_which_copies_and_gives_a_label() -> None:
    for form in load_catalogue([resource_path("forms")]).records():
        for field in form.fields:
            assert field.copies, field.id
            words_alone = field.kind == "guidance"
            assert words_alone or not field.label.endswith((".", ":")), field.id


def test_the_newest_version_is_given_and_older_ones_stay(tmp_path: Path) -> None:
    form_of(tmp_path)
    form_of(tmp_path, SMALL.replace("version = 1", "version = 10"), "newer.toml")
    form_of(tmp_path, SMALL.replace("version = 1", "version = 9"), "old.toml")
    catalogue = load_catalogue([tmp_path])
    assert catalogue.newest("visit").version == 10
    assert catalogue.get("visit", 1).version == 1
    assert len(catalogue.records()) == 1


def test_the_same_version_in_two_files_is_refused(tmp_path: Path) -> None:
    form_of(tmp_path)
    form_of(tmp_path, SMALL, "second.toml")
    (fault,) = check_files(sorted(tmp_path.glob("*.toml")))
    assert "stands in two files" in fault.reason


def test_faults_of_several_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text("id = 5", encoding="utf-8")
    (tmp_path / "two.toml").write_bytes(b"\xff\xfe")
    faults = check_files([tmp_path / "one.toml", tmp_path / "two.toml", tmp_path / "three.toml"])
    assert {fault.file for fault in faults} == {"one.toml", "two.toml", "three.toml"}
    assert str(faults[0]).startswith("one.toml:1:")


def test_shared_blocks_that_use_each_other_are_refused(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "one.toml").write_text('id = "one"\n[[field]]\nuse = "two"\n', encoding="utf-8")
    (shared / "two.toml").write_text('id = "two"\n[[field]]\nuse = "one"\n', encoding="utf-8")
    path = tmp_path / "visit.toml"
    path.write_text(SMALL + '[[section.field]]\nuse = "one"\n', encoding="utf-8")
    with pytest.raises(FormFaults, match="circle: one -> two -> one") as told:
        load_form(path)
    assert "shared/two.toml" in {fault.file for fault in told.value.faults}


def test_lines_are_found_behind_long_texts_and_lists() -> None:
    text = '''# first
id = "x"
help = """
[[section]]
id = "not a key"
"""
[[section]]
options = [ # ]
  ["a", "[["],
  ["b", 'x = "'],
]
last = 1
[[section]]
[[section.field]]
id = "y"
[[section.field.field]]
id = "z"
'''
    find = Locator(text).line
    assert find(("id",)) == 2
    assert find(("section", 0)) == 7
    assert find(("section", 0, "options", 1)) == 10
    assert find(("section", 0, "last")) == 12
    assert find(("section", 1, "field", 0, "id")) == 15
    assert find(("section", 1, "field", 0, "field", 0, "id")) == 17
    assert find(("section", 1, "field", 0, "missing")) == 14
    assert find(("nothing",)) == 1
