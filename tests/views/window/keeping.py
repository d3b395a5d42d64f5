"""What the tests of words that outlast a lock share: the steps around it, and a full disk."""

from __future__ import annotations

from concurrent.futures import Future

from pytestqt.qtbot import QtBot

from desktop.casework.session import Session
from desktop.forms.values import Json
from desktop.storage.errors import DiskFull
from desktop.storage.store import Store
from desktop.views.frame import OpenFrame
from desktop.views.go import Page
from desktop.views.pages.read import ReadPage
from desktop.views.pages.read_paper import PaperPart
from desktop.views.presenters.unlock import Reason, UnlockPresenter
from desktop.views.window import Window
from tests.views.window.conftest import WAIT, settled, unlock

JO, PAT = "Jo Sample", "Pat Example"
LOCKS = (Reason.ASKED, Reason.IDLE, Reason.SLEEP)
NOT_SAVED = "The last words are not saved yet."


def frame_of(window: Window) -> OpenFrame:
    assert window.frame is not None
    return window.frame


def session_of(window: Window) -> Session:
    return frame_of(window).world.session


def in_store(window: Window, name: str) -> Json:
    """Return what the store itself holds for whoever unlocked, whatever the window remembers."""
    session = session_of(window)
    me = session.member.id
    return session.store.read(lambda reader: reader.recall(me, name)).result()


def lock_and_unlock(window: Window, qtbot: QtBot, why: Reason, name: str) -> None:
    window.lock(why)
    qtbot.waitUntil(lambda: window.desk.session is None, timeout=WAIT)
    unlock(window, qtbot, name)


def words_of_lock(window: Window) -> str:
    door = window._kept_alive[0]
    assert isinstance(door, UnlockPresenter)
    return door.page.saved.text()


def refused(_store: Store, _work: object) -> Future[None]:
    future: Future[None] = Future()
    future.set_exception(DiskFull())
    return future


def paper_of(window: Window, qtbot: QtBot) -> PaperPart:
    """Wait for the paper of the record that is read."""
    frame = frame_of(window)
    qtbot.waitUntil(lambda: frame.here.page is Page.READ, timeout=WAIT)
    settled(window, qtbot)
    assert frame.room is not None
    page = frame.room.page
    assert isinstance(page, ReadPage)
    qtbot.waitUntil(page.versions.paper.isVisible, timeout=WAIT)
    settled(window, qtbot)
    return page.versions.paper
