"""Authority profiles: an authority's labels, clocks and meetings, as data with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType


class ProfileFault(ValueError):
    """A profile file cannot be used. Says which file and what is wrong in it."""

    code = "profile.fault"


@dataclass(frozen=True)
class Setting:
    """One value of a profile and where it comes from."""

    value: str | int | bool
    source: str = ""


NAMES = ("panel", "assessment_title")
"""What an authority calls its things; a form may ask for these beside the settings."""


@dataclass(frozen=True)
class Profile:
    """One authority's ways: what things are called, and how long they may take."""

    id: str
    title: str
    summary: str
    marking: str
    assessment_title: str
    panel: str
    settings: Mapping[str, Setting]
    authors: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """Who may write which form: form id -> roles. A form without a row: whoever writes records."""

    def says(self, name: str) -> str | int | bool | None:
        """Return what the profile says under a name that a form asks for; None for nothing."""
        if name in NAMES:
            return str(getattr(self, name))
        setting = self.settings.get(name)
        return setting.value if setting is not None else None

    def setting(self, name: str) -> Setting:
        """Return one setting; `KeyError` when the profile does not have it."""
        return self.settings[name]


def load_profile(path: Path) -> Profile:
    """Read one profile; raises `ProfileFault` with the file and the reason."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        settings = {
            name: Setting(entry["value"], entry.get("source", ""))
            for name, entry in data.get("settings", {}).items()
        }
        authors = {
            form: frozenset(str(role) for role in roles)
            for form, roles in data.get("authors", {}).items()
        }
        return Profile(
            id=data["id"],
            title=data["title"],
            summary=data["summary"],
            marking=data["marking"],
            assessment_title=data["assessment_title"],
            panel=data["panel"],
            settings=MappingProxyType(settings),
            authors=MappingProxyType(authors),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, OSError) as problem:
        raise ProfileFault(f"{path.name}: {problem}") from problem


def load_profiles(folder: Path) -> tuple[Profile, ...]:
    """Read every profile of a folder, the plain one first, the others by title."""
    profiles = [load_profile(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(profiles, key=lambda p: (p.id != "plain", p.title)))
