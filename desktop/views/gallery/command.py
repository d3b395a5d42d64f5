"""The command `gallery`: open the gallery's window, or draw its pages into files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.views.gallery.window import PAGES, GalleryWindow, picture_of
from desktop.views.theme import Theme

WIDTH = 1366


def run_gallery(argv: Sequence[str]) -> int:
    """Run the command with its arguments and return the exit code (0, or 2 for bad arguments)."""
    chosen = _parser().parse_args(argv)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["cst-desktop"])
    theme = Theme("dark" if chosen.dark else "light", chosen.scale)
    if chosen.picture is None:
        window = GalleryWindow(application, theme, chosen.page)
        window.show()
        return application.exec()
    theme.apply(application)
    page = PAGES[chosen.page](theme)
    picture_of(page, theme.px(WIDTH)).save(str(chosen.picture))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cst-desktop gallery", description="Show every component in every state."
    )
    parser.add_argument("--page", choices=list(PAGES), default="Controls")
    parser.add_argument("--dark", action="store_true", help="the dark look")
    parser.add_argument("--scale", type=float, default=1.0, help="text scale, 1.0 is 100 %%")
    parser.add_argument(
        "--picture", type=Path, metavar="OUT.png", help="draw the page into a file and end"
    )
    return parser
