"""Which room belongs to which page: the one list that the window is built from."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.views.frame import RoomMaker
from desktop.views.go import Page
from desktop.views.rooms import RecordRoom, TodayRoom
from desktop.views.rooms_more import (
    AddChildRoom,
    ChildrenRoom,
    ChildRoom,
    KeysRoom,
    NewRecordRoom,
    ReadRoom,
    SearchRoom,
    SettingsRoom,
)
from desktop.views.rooms_papers import AgreeRoom, SignRoom

ROOMS: Mapping[Page, RoomMaker] = {
    Page.TODAY: TodayRoom,
    Page.CHILDREN: ChildrenRoom,
    Page.CHILD: ChildRoom,
    Page.ADD_CHILD: AddChildRoom,
    Page.NEW: NewRecordRoom,
    Page.RECORD: RecordRoom,
    Page.READ: ReadRoom,
    Page.SIGN: SignRoom,
    Page.AGREE: AgreeRoom,
    Page.SEARCH: SearchRoom,
    Page.KEYS: KeysRoom,
    Page.SETTINGS: SettingsRoom,
}
