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
    """Run the command with its arguments and return the exit code: 0, 1 when the picture
    could not be written, 2 for bad arguments."""
    chosen = _parser().parse_args(argv)
    return show_gallery(
        dark=chosen.dark, scale=chosen.scale, picture=chosen.picture, page=chosen.page
    )


def show_gallery(
    *, dark: bool = False, scale: float = 1.0, picture: Path | None = None, page: str = "Controls"
) -> int:
    """Open the gallery and return its exit code, or draw one page into `picture` and return 0.

    `scale` is the text scale, 1.0 at 100 %; `page` is one of `PAGES`.
    """
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["cst-desktop"])
    theme = Theme("dark" if dark else "light", scale)
    if picture is None:
        window = GalleryWindow(application, theme, page)
        window.show()
        return application.exec()
    theme.apply(application)
    drawn = picture_of(PAGES[page](theme), theme.px(WIDTH))
    return 0 if drawn.save(str(picture)) else 1


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
