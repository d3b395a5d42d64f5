"""A process that builds pages, reads their layouts and takes parts of them away, again and again.

python -m tests.views.parts.taken_apart SEED ROUNDS
"""

from __future__ import annotations

import gc
import random
import sys

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.parts.boxes import drop, empty
from desktop.views.parts.layouts import laid_out, widgets_of

DEPTH, MOST, KEPT = 3, 4, 6


def some_layout(chance: random.Random, depth: int) -> QHBoxLayout | QVBoxLayout:
    """Return a layout with labels, spaces and layouts in it."""
    made = chance.choice((QHBoxLayout, QVBoxLayout))()
    for _ in range(chance.randint(1, MOST)):
        what = chance.random()
        if what < 0.6:
            made.addWidget(QLabel("x"))
        elif what < 0.75:
            made.addStretch(1)
        elif depth:
            made.addLayout(some_layout(chance, depth - 1))
    return made


def end_what_is_to_end() -> None:
    """Delete what waits for it, as an event loop does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main(seed: int, rounds: int) -> None:
    """Do it; whoever started this process sees whether it lives to the end."""
    application = QApplication([])
    gc.disable()  # as in the application, which collects at rest
    chance = random.Random(seed)
    window = QWidget()
    pages = QVBoxLayout(window)
    for number in range(rounds):
        page = QWidget()
        layout = some_layout(chance, DEPTH)
        page.setLayout(layout)
        pages.addWidget(page)
        for label in chance.sample(page.findChildren(QLabel), min(2, len(list(laid_out(layout))))):
            drop(label)
            end_what_is_to_end()
            list(laid_out(layout))
        if chance.random() < 0.3:
            empty(layout)
        if pages.count() > KEPT:
            drop(chance.choice(widgets_of(pages)))
        if number % 50 == 0:
            gc.collect()
        end_what_is_to_end()
    application.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
