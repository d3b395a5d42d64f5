"""Another look or size while the window is open: every page is made anew, in its place."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.views.go import Go, Page
from desktop.views.pages.settings import TAB_IDS, SettingsPage
from desktop.views.window import Window
from tests.views.window.conftest import settled, unlock


def test_another_look_leaves_one_on_the_tab_where_one_chose_it(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    assert window.frame is not None
    window.frame.go(Go.settings())
    settled(window, qtbot)
    page = window.frame.room.page  # type: ignore[union-attr]
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(TAB_IDS.index("look"))
    window.set_look("dark")
    settled(window, qtbot)
    page = window.frame.room.page  # type: ignore[union-attr]
    assert isinstance(page, SettingsPage)
    assert page.tab == "look"


def test_every_place_opens_in_every_look_and_size(window: Window, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    for look, step in (("light", 1), ("dark", 1), ("contrast", 0)):
        window.set_look(look)
        window.change_size(step)
        assert window.frame is not None
        child = window.frame.world.session.children.rows()[0].id
        for go in (
            Go.today(),
            Go.children(),
            Go.child(child),
            Go(Page.ADD_CHILD),
            Go(Page.NEW, child),
            Go.search("phone"),
            Go.settings(),
            Go(Page.KEYS),
        ):
            window.frame.go(go)
            settled(window, qtbot)
            assert window.frame.room is not None
            assert window.frame.room.page.isVisible()


def test_what_a_page_asked_for_does_not_arrive_at_the_page_that_replaced_it(
    window: Window, qtbot: QtBot
) -> None:
    unlock(window, qtbot)
    arrived: list[object] = []
    window.tasks.run(lambda: "for the old page", arrived.append)
    window.change_size(1)  # every page is made anew
    settled(window, qtbot)
    assert not arrived
