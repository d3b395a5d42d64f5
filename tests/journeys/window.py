"""The real window on a private screen, used as a person uses it."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.harness.display import LAPTOP, Screen, Size, screen, wait_until
from tests.harness.eyes import PATIENCE, Control, Eyes
from tests.harness.hands import Hands

CLONE = Path(__file__).parents[2]
TITLE = "CST Desktop"
BAR, FOOT = 70, 120  # pixels at 100 % where bars stand, and where a toast may lie for a while
MOST_OF_A_TURN = 1.0  # seconds after which a turn of the wheel has moved the page, or never will
BUTTONS = ["push button", "toggle button", "link", "menu item", "list item"]
PRESSABLE = [*BUTTONS, "filler", "panel"]


class Window:
    """One running application, and the hands and eyes of whoever sits before it."""

    def __init__(self, here: Screen, store: Path | None = None) -> None:
        self.screen, self.store = here, store
        self.home = here.folder / "app"
        self.hands, self.eyes = Hands(here.name), Eyes(here)
        self.program: subprocess.Popen[bytes] | None = None

    # Beginning and ending

    def start(self, *arguments: str, around: Sequence[str] = ()) -> None:
        """Start the application and wait for its window. `around` is a command to run it in."""
        store = ["--store", str(self.store)] if self.store is not None else []
        command = [*around, sys.executable, "-m", "desktop", *store, *arguments]
        self.log = self.screen.folder / "application.log"
        self.program = self.screen.start(
            command,
            output=self.log,
            CST_DESKTOP_HOME=str(self.home),
            CST_DESKTOP_KDF="floor",
            PYTHONPATH=str(CLONE),
        )
        window = self.hands.wait_for_window(TITLE, 30)
        self.hands.wait_for_focus(window)
        self.eyes.attach(self.pid)

    @property
    def pid(self) -> int:
        """The process of the window, inside whatever it is run in."""
        assert self.program is not None
        pid = self.program.pid
        while (inner := _children(pid)) and not _is_window(pid):
            pid = inner[0]
        return pid

    def kill(self) -> None:
        """End the application as a crash does."""
        assert self.program is not None
        pid = self.pid
        with contextlib.suppress(ProcessLookupError):
            import os

            os.kill(pid, signal.SIGKILL)
        self.program.wait(10)

    def close(self) -> int:
        """Close the window by its cross and return the exit code."""
        assert self.program is not None
        window = self.hands.wait_for_window(TITLE)
        self.hands.close_window(window)
        return self.program.wait(20)

    def leave(self) -> None:
        """Let go of the screen."""
        self.eyes.close()
        self.hands.close()

    # Doing

    def press(self, name: str, role: str | list[str] = "", **wanted: object) -> Control:
        """Click on a button; a part of its name will do."""
        wanted = {"holds": name, **wanted}
        button = self.in_view(self.eyes.find(role or BUTTONS, **wanted))
        self.hands.click(button.place)
        return button

    def in_view(self, control: Control) -> Control:
        """Turn the wheel until a control can be seen, as a person does; return it as it is then."""
        control = self.still(control)
        page = self.hands.place_of(self.hands.wait_for_window(TITLE))
        scale = self.screen.size.scale
        lowest = min(page.y + page.height, self.screen.size.height)
        top, bottom = page.y + BAR * scale, lowest - FOOT * scale
        for _ in range(200):
            high, low = control.place.y, control.place.y + control.place.height
            if high >= top and (low <= bottom or control.place.height > bottom - top):
                return control
            spot = control.place.middle[0], (top + bottom) // 2
            self.hands.wheel(spot, -1 if high < top else 1)
            if not self._has_scrolled(control):
                assert page.y <= high, f"{control} stays out of sight"
                assert low <= lowest, f"{control} stays out of sight"
                return control  # the page ends here
            control = self.still(control)
        raise AssertionError(f"{control} cannot be brought into view")

    def _has_scrolled(self, control: Control) -> bool:
        """Say whether the wheel has moved a control.

        Where the page ends nothing moves, however long one waits; but on a busy machine the window
        may hear of the wheel a good while after it was turned.
        """
        end = time.monotonic() + MOST_OF_A_TURN
        while self.eyes.again(control).place == control.place:
            if time.monotonic() > end:
                return False
        return True

    def still(self, control: Control) -> Control:
        """Return a control once it stays where it is: the page has been laid out."""
        for _ in range(50):
            now = self.eyes.again(control)
            if now.place == control.place and not now.place.is_empty:
                return now
            control = now
        raise AssertionError(f"{control} never comes to rest")

    def write(self, name: str, text: str, **wanted: object) -> Control:
        """Click into a field, type, and wait until the words stand in it.

        While a screen reader listens, Qt asks it about every key first, and a shortcut overtakes
        keys that are still being asked about; nobody's fingers are that quick.
        """
        kinds = ["text", "password text", "entry"]
        field = self.in_view(self.eyes.find(kinds, holds=name, **wanted))
        self.hands.click(field.place)
        self.eyes.find(kinds, holds=name, states=["focused"])
        self.hands.type(text)
        self.until(lambda: _arrived(text, self.eyes.text(field)), f"the words in {name!r}")
        return field

    def choose(self, item: str) -> None:
        """Go down a menu that has just opened with the arrow keys, and take a line of it.

        Popups stand in no tree of Qt's; what is told of them is where the focus is.
        """
        for _ in range(20):
            self.eyes.forget_focus()
            self.hands.press("down")
            if self.eyes.next_focus().name.startswith(item):
                self.hands.press("enter")
                return
        raise AssertionError(f"the menu has no line {item!r}")

    def sees(self, words: str, seconds: float = PATIENCE) -> Control:
        """Wait until words stand on the page."""
        return self.eyes.find(holds=words, seconds=seconds)

    def until(self, so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait until something that the page shows is so; raises TimeoutError."""
        wait_until(so, seconds, what)

    def leave_evidence(self) -> str:
        """Leave a picture of the screen, and return where it is and what is on the page."""
        place = self.screen.folder / "failed.png"
        self.screen.picture(place)
        with contextlib.suppress(Exception):
            return f"{place}\n{self.told()}\n{self.log.read_text()[-1500:]}"
        return str(place)

    def told(self) -> str:
        """Return everything that is shown, for the report of a test that fails."""
        return "\n".join(f"{'  ' * c.depth}{c}" for c in self.eyes.tree() if c.name)


@contextlib.contextmanager
def window(folder: Path, size: Size = LAPTOP, store: Path | None = None) -> Iterator[Window]:
    """Give a window on a screen of its own; nothing is started yet."""
    with screen(folder, size) as here:
        found = Window(here, store)
        try:
            yield found
        except Exception:
            print(found.leave_evidence())
            raise
        finally:
            found.leave()


def _arrived(typed: str, shown: str) -> bool:
    """Say whether what was typed is shown; a passphrase shows as so many dots."""
    return typed in shown or (len(shown) >= len(typed) and not shown.strip("●•"))


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _is_window(pid: int) -> bool:
    with contextlib.suppress(OSError):
        parts = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b"python" in parts[0] and b"desktop" in parts
    return False
