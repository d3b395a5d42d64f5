"""How the window looks on this laptop: look, text size, idle minutes. Nothing personal.

They are needed before anybody unlocks, so they lie beside the program's settings, not in the store.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any, NamedTuple

FILE = "window.json"
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Preferences(NamedTuple):
    """`look` is "system", "light", "dark" or "contrast"; `scale` the text size, 1 at 100 %."""

    look: str = "system"
    scale: float = 1.0
    idle_minutes: int = 10
    width: int = 1366
    height: int = 728
    maximised: bool = False

    def larger(self, step: int) -> Preferences:
        """Return the next text size up or down; 0 for 100 %."""
        if step == 0:
            return self._replace(scale=1.0)
        nearest = min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - self.scale))
        return self._replace(scale=SCALES[max(0, min(nearest + step, len(SCALES) - 1))])


def load_preferences(folder: Path) -> Preferences:
    """Return what was kept, the usual values where nothing was or the file is damaged."""
    try:
        found: Any = json.loads((folder / FILE).read_text("utf-8"))
        usual = Preferences()._asdict()
        kept = {name: type(value)(found[name]) for name, value in usual.items() if name in found}
        return Preferences(**kept)
    except (OSError, ValueError, TypeError):
        return Preferences()


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep how the window looks; a folder that cannot be written to is no reason to stop."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(json.dumps(preferences._asdict()), "utf-8")
