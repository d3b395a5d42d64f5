"""A field, a shared block and a small whole form, added to the forms that ship, as files only."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from desktop.resources import resource_path

BLOCK = """
id = "journey"
[[field]]
id = "from_where"
label = "From where"
kind = "place"
sign = true
[[field]]
id = "driver"
label = "Who drove"
kind = "text"
when = { answered = "from_where" }
"""

FIELDS = """
[[section.field]]
id = "w.pets"
label = "Animals I love"
kind = "text"
sign = true
copies = "CPAF"
[[section.field]]
id = "w.journeys"
label = "Journeys"
kind = "rows"
copies = "F"
use = "journey"
"""

LIFT = """
id = "lift"
version = 1
title = "Lift home"
short_title = "Lift"
purpose = "Who brought the child home."
role = "record"
signatures = 1
[[section]]
id = "only"
title = "The lift"
[[section.field]]
use = "journey"
prefix = "l."
copies = "AF"
[[section.field]]
id = "l.after"
label = "What the child said"
kind = "quote"
when = { answered = "l.driver" }
"""


def grown_forms(folder: Path) -> Path:
    """Copy the shipped forms into a folder, with a field in WISE, a block and a form more."""
    shutil.copytree(resource_path("forms"), folder)
    (folder / "shared" / "journey.toml").write_text(BLOCK, encoding="utf-8")
    (folder / "lift.toml").write_text(LIFT, encoding="utf-8")
    path = folder / "wise.toml"
    wise = path.read_text(encoding="utf-8")
    mark = '[[section]]\nid = "voice"'
    assert mark in wise
    wise = wise.replace(mark, f"{FIELDS}\n{mark}")
    version = int(re.findall(r"^version = (\d+)$", wise, re.M)[0])
    wise = wise.replace(f"version = {version}", f"version = {version + 1}", 1)
    path.write_text(wise, encoding="utf-8")
    return folder
