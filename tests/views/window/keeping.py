"""What the tests of words that outlast a lock share: the steps around it, and a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from desktop.forms.values import Json
from desktop.storage.errors import DiskFull
from desktop.storage.store import Store
from desktop.views.go import Go
from desktop.views.pages.agree import AgreePage
from desktop.views.pages.read_paper import PaperPart
from desktop.views.presenters.unlock import Reason, UnlockPresenter
from desktop.views.window import Window
from tests.views.window.conftest import (
    WAIT,
    frame_of,
    page_here,
    reading,
    session_of,
    settled,
    to_agree,
    unlock,
)

JO, PAT = "Jo Sample", "Pat Example"
NOT_SAVED = "The last words are not saved yet."


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


@contextmanager
def full_disk(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the store refuse all that is written for as long as this lasts."""

    def refused(_store: Store, _work: object) -> Future[None]:
        future: Future[None] = Future()
        future.set_exception(DiskFull())
        return future

    with patch.context() as full:
        full.setattr(Store, "write", refused)
        yield


def paper_of(window: Window, qtbot: QtBot) -> PaperPart:
    """Wait for the paper of the record that is read."""
    page = reading(window, qtbot)
    qtbot.waitUntil(page.versions.paper.isVisible, timeout=WAIT)
    settled(window, qtbot)
    return page.versions.paper


def to_decide(window: Window, qtbot: QtBot, record: str = "") -> tuple[AgreePage, str]:
    """Open a record that waits for Pat's signature."""
    record = record or to_agree(window)[0]
    frame_of(window).go(Go.agree(record))
    settled(window, qtbot)
    page = page_here(window, AgreePage)
    qtbot.waitUntil(page.decision.isVisible, timeout=WAIT)
    return page, record
