"""A review: what differs is marked, the earlier answer is beside it, the comparison shows it."""

from __future__ import annotations

import pytest
from record_desk import Desk, MakeDesk

from desktop.views.pages.record.changes import Words
from desktop.views.parts.differences import Differences
from desktop.views.parts.text import Label

BEFORE = {
    "kind": "first",
    "harm": "She is in school every day.",
    "said/words": "I want boxing.",
    "actions": ["a", "b"],
    "actions/a/what": "Boxing",
    "actions/b/what": "A lift",
}
NOW = {
    **BEFORE,
    "kind": "review",
    "harm": "She is home by nine.",
    "said/words": "I want to sleep.",
    "actions": ["b", "c"],
    "actions/c/what": "A phone",
}


@pytest.fixture
def review(make_desk: MakeDesk) -> Desk:
    desk = make_desk(base=dict(NOW), before=dict(BEFORE))
    desk.open("harm")
    return desk


def test_answers_that_differ_are_marked_in_the_margin(review: Desk) -> None:
    page = review.page.paper.page
    assert page is not None
    assert page.questions["harm"].changed == "Changed since May"
    assert page.questions["seen"].changed == ""
    review.presenter.edits.put("harm", BEFORE["harm"], False)  # type: ignore[union-attr]
    review.qtbot.waitUntil(lambda: page.questions["harm"].changed == "", timeout=3000)


def test_the_panel_says_what_the_last_version_said(review: Desk) -> None:
    panel = review.page.panel
    assert "She is in school every day." in panel.said.words()
    assert panel.source.text() == "Small, finished 14 May 2026"
    review.go("actions/c/what")
    assert panel.said.words() == "This row is new since then."
    assert panel.copy.isHidden()


def test_the_earlier_answer_can_be_copied_and_taken_back(review: Desk) -> None:
    review.page.panel.copy.click()
    assert review.flat["harm"] == "She is home by nine.\n\nShe is in school every day."
    review.page.toast.action.click()
    assert review.flat["harm"] == "She is home by nine."


def test_the_comparison_shows_changes_only_and_never_marks_exact_words(review: Desk) -> None:
    review.presenter.compare()
    changes = review.page.paper.changes
    paper = review.page.paper
    review.qtbot.waitUntil(lambda: paper.stack.currentWidget() is changes)
    labels = [label.text() for label in changes.findChildren(Label)]
    assert "What causes harm" in labels
    assert "What would be seen" not in labels
    spoken = [one.accessibleName() for one in changes.findChildren(Differences)]
    assert not any("boxing" in words for words in spoken)
    assert "[removed: in school every day.]" in "".join(spoken)  # told, not only painted
    assert len(changes.findChildren(Words)) == 2
    assert "Added" in labels
    assert "Taken out" in labels
    paper.header.way_back.click()
    assert paper.writing
    assert paper.place().path == "harm"


def test_the_history_of_an_answer_unfolds(review: Desk) -> None:
    panel = review.page.panel
    panel.fold.click()
    review.qtbot.waitUntil(panel._past.isVisible, timeout=2000)
    words = [label.text() for label in panel._past.findChildren(Label)]
    assert any("P. Example" in one for one in words)


def test_a_row_that_was_there_before_shows_what_it_said(make_desk: MakeDesk) -> None:
    desk = make_desk(base={**NOW, "actions/b/what": "A lift home"}, before=dict(BEFORE))
    desk.open("actions/b/what")
    assert desk.page.panel.said.words() == "A lift"
    assert not desk.page.panel.copy.isHidden()
