"""Which room belongs to which page: the one list that the window is built from.

A room is loaded when it is first entered: unlocking and Today wait for nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.go import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.views.frame import RoomMaker
    from desktop.views.rooms import Room, World


def _today(world: World) -> Room:
    from desktop.views.rooms import TodayRoom

    return TodayRoom(world)


def _children(world: World) -> Room:
    from desktop.views.rooms_more import ChildrenRoom

    return ChildrenRoom(world)


def _child(world: World) -> Room:
    from desktop.views.rooms_more import ChildRoom

    return ChildRoom(world)


def _add_child(world: World) -> Room:
    from desktop.views.rooms_more import AddChildRoom

    return AddChildRoom(world)


def _new_record(world: World) -> Room:
    from desktop.views.rooms_more import NewRecordRoom

    return NewRecordRoom(world)


def _record(world: World) -> Room:
    from desktop.views.rooms_record import RecordRoom

    return RecordRoom(world)


def _read(world: World) -> Room:
    from desktop.views.rooms_more import ReadRoom

    return ReadRoom(world)


def _sign(world: World) -> Room:
    from desktop.views.rooms_papers import SignRoom

    return SignRoom(world)


def _agree(world: World) -> Room:
    from desktop.views.rooms_papers import AgreeRoom

    return AgreeRoom(world)


def _papers(world: World) -> Room:
    from desktop.views.rooms_papers import PapersRoom

    return PapersRoom(world)


def _empty_copies(world: World) -> Room:
    from desktop.views.rooms_papers import EmptyCopiesRoom

    return EmptyCopiesRoom(world)


def _search(world: World) -> Room:
    from desktop.views.rooms_more import SearchRoom

    return SearchRoom(world)


def _keys(world: World) -> Room:
    from desktop.views.rooms_more import KeysRoom

    return KeysRoom(world)


def _settings(world: World) -> Room:
    from desktop.views.rooms_more import SettingsRoom

    return SettingsRoom(world)


ROOMS: Mapping[Page, RoomMaker] = {
    Page.TODAY: _today,
    Page.CHILDREN: _children,
    Page.CHILD: _child,
    Page.ADD_CHILD: _add_child,
    Page.NEW: _new_record,
    Page.RECORD: _record,
    Page.READ: _read,
    Page.SIGN: _sign,
    Page.AGREE: _agree,
    Page.PAPERS: _papers,
    Page.EMPTY_COPIES: _empty_copies,
    Page.SEARCH: _search,
    Page.KEYS: _keys,
    Page.SETTINGS: _settings,
}
