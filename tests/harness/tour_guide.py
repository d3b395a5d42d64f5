"""The process that goes round the window: it stops at each page, and pictures it or waits.

    python -m tests.harness.tour_guide FOLDER LOOK [--pictures FOLDER] [--only PAGE]

FOLDER is `CST_DESKTOP_HOME`; for the chapters that want a team there is one in it. Each stop is
told on the output as a line of JSON. Without `--pictures` the guide waits at each for a line on its
input, and the window goes on working meanwhile, so that another process can look at it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSocketNotifier
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.casework.preferences import Preferences, save_preferences
from desktop.views.gallery.window import PAGES, GalleryWindow, picture_of
from desktop.views.theme import Theme
from tests.harness.tour import CHAPTERS, Chapter
from tests.harness.tour_walk import Walk, out_of_the_way, picture, spin

GALLERY_WIDE = 1366  # pixels at 100 %


@dataclass
class Guide:
    """What is done at each stop."""

    look: str
    only: str
    pictures: Path | None

    def wants(self, name: str) -> bool:
        """Say whether a page was asked for."""
        return name.startswith(self.only)

    def stop(self, name: str) -> None:
        """Picture what stands there, or wait until somebody has looked at it."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            picture().save(str(self.pictures / f"{name}.png"), "PNG", 80)
        tell(name)
        if self.pictures is None:
            wait_for_word()


def tell(name: str) -> None:
    """Say which page stands there."""
    sys.stdout.write(json.dumps({"page": name}) + "\n")
    sys.stdout.flush()


def wait_for_word() -> None:
    """Let the window work until a line comes in."""
    loop = QEventLoop()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(loop.quit)
    loop.exec()
    notifier.setEnabled(False)
    if not os.read(sys.stdin.fileno(), 200):
        sys.exit(0)


def walk_round(guide: Guide, home: Path, store: str, chapters: list[Chapter]) -> None:
    """Go through the chapters that begin with one kind of store, in one window."""
    wanted = [c for c in chapters if c.store == store and c.has(guide.only)]
    if not wanted:
        return
    if store == "team":
        shutil.copytree(home / "team", os.environ["CST_DESKTOP_HOME"], dirs_exist_ok=True)
    save_preferences(app.folders().config, Preferences(look=guide.look, maximised=True))
    window = app.make_window(app.desk_for(None))
    window.showMaximized()
    window.begin()
    walk = Walk(window)
    walk.until(window.isActiveWindow)
    walk.settle()
    for chapter in chapters:
        if chapter in wanted or (chapter.store == store and chapter.names == ("unlock",)):
            for name in chapter.walk(walk):
                walk.settle()
                if guide.wants(name):
                    guide.stop(name)
    window.close()
    window.deleteLater()
    spin(50)


def walk_gallery(guide: Guide, application: QApplication) -> None:
    """Show every page of the gallery: what fits on the screen, and the whole of it."""
    theme = Theme(guide.look)
    for title in PAGES:
        name = f"gallery-{title.casefold()}"
        if not guide.wants(name):
            continue
        window = GalleryWindow(application, theme, title)
        window.showMaximized()
        spin(400)
        guide.stop(name)
        window.close()
        if guide.pictures is not None:
            whole = picture_of(PAGES[title](theme), theme.px(GALLERY_WIDE))
            whole.save(str(guide.pictures / f"{name}-whole.png"))


def main(arguments: list[str]) -> int:
    """Go round once."""
    parser = argparse.ArgumentParser(prog="tour_guide")
    parser.add_argument("home", type=Path)
    parser.add_argument("look")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args(arguments)
    guide = Guide(given.look, given.only, given.pictures)
    application = app.make_application()
    application.setCursorFlashTime(0)  # no caret blinks in a picture
    out_of_the_way()
    for store in ("none", "team"):
        os.environ["CST_DESKTOP_HOME"] = str(given.home / f"{store}-{guide.look}")
        walk_round(guide, given.home, store, list(CHAPTERS))
    walk_gallery(guide, application)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
