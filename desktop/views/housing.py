"""Which room belongs to which page: the one list that the window is built from."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.views.frame import RoomMaker
from desktop.views.go import Page
from desktop.views.rooms import RecordRoom, TodayRoom

ROOMS: Mapping[Page, RoomMaker] = {
    Page.TODAY: TodayRoom,
    Page.RECORD: RecordRoom,
}
