"""The process that goes round the window, and pictures each page or lets somebody look at it.

    python -m tests.harness.tour_guide FOLDER LOOK [--pictures FOLDER | --ask READ WRITE] [...]

FOLDER is where homes of the program are made, one for each beginning; for the chapters that want a
team there is the home of one in it. With `--ask` each page is told as a line of JSON into the file
descriptor WRITE, and the guide stays there, the window working, until a line comes from READ.
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
from tests.harness.tour import CHAPTERS
from tests.harness.tour_look import look_at
from tests.harness.tour_walk import Walk, out_of_the_way, picture, spin

GALLERY_WIDE = 1366  # pixels at 100 %


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for."""

    home: Path
    look: str
    scale: float = 1.0
    only: str = ""
    brief: bool = False
    tabs: bool = True
    pictures: Path | None = None
    ask: tuple[int, int] | None = None

    def wants(self, name: str) -> bool:
        """Say whether a page was asked for."""
        return name.startswith(self.only)


def stop(wishes: Wishes, name: str, walk: Walk) -> None:
    """Picture what stands there, or wait until somebody has looked at it."""
    if wishes.pictures is not None:
        save_picture(wishes.pictures, name)
    if wishes.ask is not None:
        page = look_at(name, walk, tabs=wishes.tabs)
        os.write(wishes.ask[1], json.dumps(page.told()).encode() + b"\n")
        wait_for_word(wishes.ask[0])


def save_picture(folder: Path, name: str) -> None:
    """Write a picture of the screen, and say so."""
    folder.mkdir(parents=True, exist_ok=True)
    picture().save(str(folder / f"{name}.png"), "PNG", 80)  # type: ignore[call-overload]
    sys.stdout.write(f"page {name}\n")


def wait_for_word(descriptor: int) -> None:
    """Let the window work until a line comes in; end with whoever would have sent it."""
    loop = QEventLoop()
    notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
    notifier.activated.connect(loop.quit)
    loop.exec()
    notifier.setEnabled(False)
    if not os.read(descriptor, 1):
        sys.exit(0)


def walk_round(wishes: Wishes, store: str) -> None:
    """Go through the chapters that begin with one kind of store, in one window."""
    chapters = [chapter for chapter in CHAPTERS if chapter.store == store]
    if not any(chapter.has(wishes.only) for chapter in chapters):
        return
    place = wishes.home / f"{store}-{wishes.look}"
    os.environ["CST_DESKTOP_HOME"] = str(place)
    if store == "team":
        shutil.copytree(wishes.home / "team", place)
    wanted = Preferences(look=wishes.look, scale=wishes.scale, maximised=True)
    save_preferences(app.folders().config, wanted)
    window = app.make_window(app.desk_for(None))
    window.showMaximized()
    window.begin()
    walk = Walk(window, brief=wishes.brief)
    walk.until(window.isActiveWindow)
    for chapter in chapters:
        if chapter.is_way_in or chapter.has(wishes.only):
            for name in chapter.walk(walk):
                if wishes.wants(name):
                    walk.come_to_rest()
                    stop(wishes, name, walk)
    window.close()
    window.deleteLater()
    spin(50)


def picture_gallery(wishes: Wishes, application: QApplication) -> None:
    """Picture every page of the gallery: what fits on the screen, and the whole of it."""
    theme = Theme(wishes.look)
    for title in PAGES:
        name = f"gallery-{title.casefold()}"
        if wishes.pictures is None or not wishes.wants(name):
            continue
        window = GalleryWindow(application, theme, title)
        window.showMaximized()
        spin(400)
        save_picture(wishes.pictures, name)
        window.close()
        whole = picture_of(PAGES[title](theme), theme.px(GALLERY_WIDE))
        whole.save(str(wishes.pictures / f"{name}-whole.png"))


def read(arguments: list[str]) -> Wishes:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tour_guide")
    parser.add_argument("home", type=Path)
    parser.add_argument("look")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--ask", type=int, nargs=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--no-tabs", dest="tabs", action="store_false")
    given = parser.parse_args(arguments)
    asked = tuple(given.ask) if given.ask else None
    return Wishes(**{**vars(given), "ask": asked})


def main(arguments: list[str]) -> int:
    """Go round once."""
    wishes = read(arguments)
    application = app.make_application()
    application.setCursorFlashTime(0)  # no caret blinks in a picture
    out_of_the_way()
    for store in ("none", "team"):
        walk_round(wishes, store)
    picture_gallery(wishes, application)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
