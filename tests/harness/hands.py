"""Keys, clicks and the wheel as X events (XTEST), and windows noticed as they are mapped.

A key that the keyboard has not got (an accent, another script) is put on a spare key first. Each
such character keeps its key to the end, because a program reads the keyboard again only when it
comes to the event that says so, and must not find other characters there by then.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from Xlib import XK, X, Xatom, error
from Xlib import display as xlib
from Xlib.ext import xtest
from Xlib.xobject.drawable import Window

from tests.harness.display import wait_readable

LEFT, MIDDLE, RIGHT = 1, 2, 3
WHEEL_UP, WHEEL_DOWN = 4, 5
SPARE_FROM = 120  # keycodes above this one belong to keys that no test presses
MODIFIERS = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L", "super": "Super_L"}
NAMES = {
    "enter": "Return",
    "esc": "Escape",
    "tab": "Tab",
    "backspace": "BackSpace",
    "delete": "Delete",
    "space": "space",
    "pgup": "Prior",
    "pgdn": "Next",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "/": "slash",
    "+": "plus",
    "-": "minus",
}
CONTROLS = {"\n": "Return", "\t": "Tab"}


class NoKey(Exception):
    """There is no key, and no spare key left, for a character."""


@dataclass(frozen=True)
class Place:
    """A rectangle of the screen in its own pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return the point in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def is_empty(self) -> bool:
        """Say whether nothing of it can be seen."""
        return self.width <= 0 or self.height <= 0

    def holds(self, other: Place, slack: int = 0) -> bool:
        """Say whether another rectangle lies within this one."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.x + other.width <= self.x + self.width + slack
            and other.y + other.height <= self.y + self.height + slack
        )


class Hands:
    """What a person does at the keyboard and the mouse of one screen."""

    def __init__(self, name: str) -> None:
        self._server = xlib.Display(name)
        self._root: Window = self._server.screen().root
        self._keys = _keys(self._server)
        self._spare = _spare_keys(self._server)
        self._server.change_keyboard_control(auto_repeat_mode=X.AutoRepeatModeOff)
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._server.sync()

    def close(self) -> None:
        """Let go of the screen."""
        self._server.close()

    # Keys

    def type(self, text: str) -> None:
        """Type a text, each character as a press and a release of its key."""
        self.learn(text)
        for character in text:
            code, shifted = self._key(character)
            with self._held(["shift"] if shifted else []):
                self._tap(code)
        self._server.sync()

    def press(self, chord: str, times: int = 1) -> None:
        """Press a key with its modifiers, written as "ctrl+shift+f", "tab", "ctrl+pgdn"."""
        *modifiers, name = chord.lower().split("+") if chord != "+" else ["+"]
        symbol = NAMES.get(name, name.upper() if name[0] == "f" and name[1:].isdigit() else name)
        code = self._server.keysym_to_keycode(XK.string_to_keysym(symbol))
        if not code:
            raise NoKey(chord)
        for _ in range(times):
            with self._held(modifiers):
                self._tap(code)
        self._server.sync()

    def learn(self, text: Iterable[str]) -> None:
        """Put every character that has no key onto a spare key; raises NoKey when none is left."""
        for character in dict.fromkeys(text):
            if character in CONTROLS or _symbol(character) in self._keys:
                continue
            if not self._spare:
                raise NoKey(f"no spare key is left for {character!r}")
            code, symbol = self._spare.pop(), _symbol(character)
            self._server.change_keyboard_mapping(code, [[symbol, symbol, symbol, symbol]])
            self._keys[symbol] = (code, False)
        self._server.sync()

    def _key(self, character: str) -> tuple[int, bool]:
        if character in CONTROLS:
            return self._server.keysym_to_keycode(XK.string_to_keysym(CONTROLS[character])), False
        return self._keys[_symbol(character)]

    def _tap(self, code: int) -> None:
        xtest.fake_input(self._server, X.KeyPress, code)
        xtest.fake_input(self._server, X.KeyRelease, code)

    @contextlib.contextmanager
    def _held(self, modifiers: Iterable[str]) -> Iterator[None]:
        symbols = [XK.string_to_keysym(MODIFIERS[name]) for name in modifiers]
        codes = [self._server.keysym_to_keycode(symbol) for symbol in symbols]
        for code in codes:
            xtest.fake_input(self._server, X.KeyPress, code)
        yield
        for code in reversed(codes):
            xtest.fake_input(self._server, X.KeyRelease, code)

    # The mouse

    def point(self, x: int, y: int) -> None:
        """Move the pointer to a place of the screen."""
        xtest.fake_input(self._server, X.MotionNotify, x=x, y=y)
        self._server.sync()

    def click(self, place: Place | tuple[int, int], button: int = LEFT, times: int = 1) -> None:
        """Click in the middle of a rectangle, or on a point."""
        x, y = place.middle if isinstance(place, Place) else place
        self.point(x, y)
        for _ in range(times):
            xtest.fake_input(self._server, X.ButtonPress, button)
            xtest.fake_input(self._server, X.ButtonRelease, button)
        self._server.sync()

    def wheel(self, place: Place | tuple[int, int], notches: int) -> None:
        """Turn the wheel over a place; a positive number goes down the page."""
        self.click(place, WHEEL_DOWN if notches > 0 else WHEEL_UP, abs(notches))

    def hold(self, x: int, y: int) -> None:
        """Press the button at a place, and keep it down."""
        self.point(x, y)
        xtest.fake_input(self._server, X.ButtonPress, LEFT)
        self._server.sync()

    def let_go(self) -> None:
        """Let the button go where the pointer is."""
        xtest.fake_input(self._server, X.ButtonRelease, LEFT)
        self._server.sync()

    def drag(self, start: tuple[int, int], finish: tuple[int, int], steps: int = 8) -> None:
        """Press at one point, move in steps, let go at another."""
        self.point(*start)
        xtest.fake_input(self._server, X.ButtonPress, LEFT)
        for step in range(1, steps + 1):
            x = start[0] + (finish[0] - start[0]) * step // steps
            y = start[1] + (finish[1] - start[1]) * step // steps
            xtest.fake_input(self._server, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._server, X.ButtonRelease, LEFT)
        self._server.sync()

    # Windows

    def windows(self) -> list[Window]:
        """Return the windows that the window manager looks after, the oldest first."""
        atom = self._server.intern_atom("_NET_CLIENT_LIST")
        listed = self._root.get_full_property(atom, X.AnyPropertyType)
        numbers = list(listed.value) if listed is not None else []
        return [self._server.create_resource_object("window", number) for number in numbers]

    def title(self, window: Window) -> str:
        """Return the title of a window, "" if it has none or is gone."""
        for name, kind in (("_NET_WM_NAME", "UTF8_STRING"), ("WM_NAME", None)):
            with contextlib.suppress(error.XError):
                wanted = self._server.intern_atom(kind) if kind else Xatom.STRING
                found = window.get_full_property(self._server.intern_atom(name), wanted)
                if found is not None:
                    value = found.value
                    return value.decode() if isinstance(value, bytes) else str(value)
        return ""

    def wait_for_window(self, title: str, seconds: float = 20.0) -> Window:
        """Wait until a window with these words in its title is mapped, and return it.

        Raises TimeoutError.
        """
        limit = time.monotonic() + seconds
        while True:
            for window in self.windows():
                if title.casefold() in self.title(window).casefold() and self._is_mapped(window):
                    return window
            self._wait_for_news(limit, f"a window with the title {title!r}")

    def wait_until_gone(self, window: Window, seconds: float = 20.0) -> None:
        """Wait until a window is no longer there; raises TimeoutError."""
        limit = time.monotonic() + seconds
        while any(other.id == window.id for other in self.windows()) or self._is_mapped(window):
            self._wait_for_news(limit, "a window to close")

    def place_of(self, window: Window) -> Place:
        """Return where a window lies on the screen, without its frame."""
        shape = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        return Place(corner.x, corner.y, shape.width, shape.height)

    def wait_for_focus(self, window: Window, seconds: float = 10.0) -> None:
        """Wait until keys go to a window or to a part of it; raises TimeoutError."""
        limit = time.monotonic() + seconds
        while not self._has_focus(window):
            self._wait_for_news(limit, "a window to take the keys", every=0.02)

    def close_window(self, window: Window) -> None:
        """Ask a window to close, as its title bar's cross does."""
        protocols = self._server.intern_atom("WM_PROTOCOLS")
        delete = self._server.intern_atom("WM_DELETE_WINDOW")
        from Xlib.protocol import event

        window.send_event(
            event.ClientMessage(
                window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0])
            )
        )
        self._server.sync()

    def _has_focus(self, window: Window) -> bool:
        focus = self._server.get_input_focus().focus
        while not isinstance(focus, int):
            if focus.id == window.id:
                return True
            with contextlib.suppress(error.XError):
                focus = focus.query_tree().parent
                continue
            return False
        return False

    def _is_mapped(self, window: Window) -> bool:
        try:
            return window.get_attributes().map_state == X.IsViewable
        except error.XError:
            return False

    def _wait_for_news(self, limit: float, what: str, every: float = 1.0) -> None:
        """Wait for the next word of the server, at most `every` seconds."""
        left = limit - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"waited in vain for {what}")
        if not self._server.pending_events():
            wait_readable(self._server.fileno(), min(left, every))
        while self._server.pending_events():
            self._server.next_event()


def _symbol(character: str) -> int:
    """Return the X key symbol of a character: Latin-1 as it is, all else by its code point."""
    code = ord(character)
    return code if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF else 0x01000000 | code


def _keyboard(server: xlib.Display) -> Iterator[tuple[int, list[int]]]:
    low, high = server.display.info.min_keycode, server.display.info.max_keycode
    rows = server.get_keyboard_mapping(low, high - low + 1)
    for code, symbols in zip(range(low, high + 1), rows, strict=True):
        yield code, [int(symbol) for symbol in symbols]


def _keys(server: xlib.Display) -> dict[int, tuple[int, bool]]:
    """Return which key, with or without Shift, gives each symbol of the keyboard."""
    found: dict[int, tuple[int, bool]] = {}
    for level in (0, 1):
        for code, symbols in _keyboard(server):
            if code < SPARE_FROM and symbols[level : level + 1] and symbols[level]:
                found.setdefault(symbols[level], (code, bool(level)))
    return found


def _spare_keys(server: xlib.Display) -> list[int]:
    """Return keys that no test presses, those with nothing on them to be taken first."""
    spare = [(not any(symbols), code) for code, symbols in _keyboard(server) if code >= SPARE_FROM]
    used = {code for row in server.get_modifier_mapping() for code in row}
    return [code for _empty, code in sorted(spare) if code not in used]
