"""Brings in what unlocking will want while somebody types the passphrase, not once they wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Slot


class Warming(QObject):
    """Takes one step at a time of what `steps` gives; keys are taken between any two of them."""

    def __init__(self, steps: Callable[[], Iterator[None]], parent: QObject) -> None:
        super().__init__(parent)
        self._ask = steps
        self._steps: Iterator[None] | None = None

    def begin(self) -> None:
        """Begin, the first time that this is called."""
        if self._steps is None:
            self._steps = self._ask()
            self._step()

    @Slot()
    def _step(self) -> None:
        assert self._steps is not None
        if next(self._steps, self) is not self:
            QTimer.singleShot(0, self._step)
