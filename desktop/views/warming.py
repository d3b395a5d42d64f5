"""Makes ready what unlocking will want while somebody types the passphrase, not once they wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Slot

if TYPE_CHECKING:
    from desktop.views.frame import OpenFrame
    from desktop.views.theme import Theme
    from desktop.views.window import Window


class Dress(NamedTuple):
    """How an open window will look: its theme, and whether it is marked as a training team's."""

    theme: Theme
    training: bool


class Warming(QTimer):
    """Takes one step at a time, and keys are taken between any two of them.

    First everything that an unlocking loads, then the open window itself, empty: no session, and
    so nobody's name and nothing of the store, goes into it before it is taken.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._steps: Iterator[None] = iter(())
        self._ready: tuple[Dress, OpenFrame] | None = None
        self._dress: Dress | None = None
        self.timeout.connect(self._step)

    def begin(self, dress: Dress) -> None:
        """Begin, unless an open window of that dress is ready or in the making."""
        if dress == self._dress:
            return
        self.let_go()
        self._dress = dress
        self._steps = self._all(dress)
        self.start(0)

    def take(self, dress: Dress) -> OpenFrame:
        """Return an open window that nobody has entered yet, made ready or made now."""
        ready = self._ready
        if ready is None or ready[0] != dress:
            frame = self._make(dress)
        else:
            frame, self._ready = ready[1], None
        self.let_go()
        return frame

    def let_go(self) -> None:
        """Stop, and drop what is ready."""
        self.stop()
        if self._ready is not None:
            self._ready[1].deleteLater()
        self._ready = self._dress = None

    @Slot()
    def _step(self) -> None:
        if next(self._steps, self) is self:
            self.stop()

    def _all(self, dress: Dress) -> Iterator[None]:
        yield from self._window.means.warm_up()
        frame = self._make(dress)
        self._ready = dress, frame
        yield
        frame.resize(self._window.size())
        frame.get_ready()
        yield

    def _make(self, dress: Dress) -> OpenFrame:
        from desktop.views.frame import OpenFrame

        return OpenFrame(
            dress.theme, self._window.means.rooms, self._window, training=dress.training
        )
