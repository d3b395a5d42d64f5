"""Where the files that ship with the program lie: forms, fonts, icons, theme, word lists."""

from __future__ import annotations

import sys
from pathlib import Path


def resources_folder() -> Path:
    """Return the folder `resources` of a clone, an installed tree or a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parent.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Return the path of one shipped file, for example `resource_path("forms", "wise.toml")`."""
    return resources_folder().joinpath(*parts)
