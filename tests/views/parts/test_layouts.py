"""What stands in layouts is found in order, and nothing of it is taken for something else later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.parts.layouts import laid_out, widgets_of

CLONE = Path(__file__).parents[3]


def labels(*names: str) -> list[QLabel]:
    return [QLabel(name) for name in names]


def test_widgets_come_in_the_order_of_their_layouts(qapp: QApplication) -> None:
    page, outer, inner, grid = QWidget(), QVBoxLayout(), QHBoxLayout(), QGridLayout()
    a, b, c, d, e, f = labels(*"abcdef")
    page.setLayout(outer)
    outer.addWidget(f)
    inner.addWidget(b)
    inner.addStretch(1)
    inner.addLayout(grid)
    grid.addWidget(d, 0, 0)
    grid.addWidget(c, 1, 0)
    outer.insertLayout(0, inner)
    outer.insertWidget(0, a)
    outer.insertSpacing(1, 8)
    outer.addWidget(e)
    QLabel("stands in no layout", page)
    assert [one.text() for one in laid_out(outer) if isinstance(one, QLabel)] == list("abdcfe")
    assert widgets_of(outer) == [a, f, e]
    assert widgets_of(inner) == [b]
    assert list(laid_out(grid)) == [d, c]


def test_a_layout_that_nobody_holds_is_empty(qapp: QApplication) -> None:
    layout = QVBoxLayout()
    assert widgets_of(layout) == []
    assert list(laid_out(layout)) == []


def test_pages_are_built_and_taken_apart_without_end() -> None:
    """With the items of layouts in Python's hands the heap broke here within a second."""
    surroundings = {**os.environ, "PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "171"}
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.views.parts.taken_apart"]
    for seed in ("1", "2"):
        done = subprocess.run(
            [*command, seed, "600"],
            cwd=CLONE,
            env={**surroundings, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_no_part_of_the_window_asks_for_the_items_of_a_layout() -> None:
    asking = [
        str(file.relative_to(CLONE))
        for file in sorted((CLONE / "desktop").rglob("*.py"))
        if "itemAt(" in file.read_text("utf-8")
    ]
    assert asking == []
