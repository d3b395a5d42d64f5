"""What the composition root gives the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.views.go import Page

if TYPE_CHECKING:
    from desktop.casework.desk import Desk
    from desktop.casework.preferences import Preferences
    from desktop.views.frame import RoomMaker


class Means(NamedTuple):
    """What the composition root gives the window: folders, training, preferences, rooms."""

    desk_for: Callable[[Path | None, bool], Desk]
    make_training: Callable[[], str]
    keep_preferences: Callable[[Preferences], None]
    rooms: Mapping[Page, RoomMaker]
    warm_up: Callable[[], Iterator[None]]
    training_hint: str
