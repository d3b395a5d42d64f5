"""Where one has been: what Alt+Left goes back to."""

from __future__ import annotations

from desktop.views.go import Go, Page

BACK = 30  # how many places are remembered
ON_THE_WAY = (Page.NEW, Page.ADD_CHILD)
"""Pages on which one only chooses what comes next."""


class Trail:
    """The places that were left, the last one last."""

    def __init__(self) -> None:
        self._past: list[Go] = []

    def left(self, place: Go) -> None:
        """Remember a place that is left."""
        self._past = [*self._past[-BACK:], place]

    def back(self) -> Go | None:
        """Return the place before and forget it; None where there is none."""
        return self._past.pop() if self._past else None

    def forget(self, gone: str) -> None:
        """Forget every place of a record that is gone; nothing where it is ""."""
        self._past = [place for place in self._past if not gone or place.id != gone]

    def before(self) -> Go | None:
        """Return where one came from, and forget it with the places that only led here."""
        while self._past:
            place = self._past.pop()
            if place.page not in ON_THE_WAY:
                return place
        return None
