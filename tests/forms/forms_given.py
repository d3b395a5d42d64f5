"""Forms that the tests of this floor share, written as files so that the reader is used too."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings

from desktop.forms.catalogue import load_form
from desktop.forms.definition import Form
from desktop.resources import resource_path

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For property tests: the machine may be busy, and that says nothing about the forms."""

SMALL = """
id = "visit"
version = 1
title = "Visit note"
short_title = "Visit"
purpose = "What was seen."
role = "record"
title_of = ["kind"]
facts = ["kind", "concerns", "told"]

[[section]]
id = "first"
title = "First"
[[section.field]]
id = "kind"
label = "Kind of visit"
kind = "choice"
options = [["planned", "Planned"], ["other", "Other"]]
sign = true
[[section.field]]
id = "which"
label = "Which other kind"
kind = "text"
when = { field = "kind", is = ["other"] }
sign = true
[[section.field]]
id = "because"
label = "Because"
kind = "text"
when = { answered = "which" }
[[section.field]]
id = "concerns"
label = "Concerns"
kind = "many"
options = [["cse", "Sexual"], ["cce", "Criminal"], ["online", "Online"]]
[[section.field]]
id = "state"
label = "State"
kind = "choice_per_row"
over = "concerns"
options = [["now", "Now"], ["before", "Before"]]
sign = true
[[section.field]]
id = "on"
label = "Date"
kind = "date"

[[section]]
id = "second"
title = "Second"
[[section.field]]
id = "told"
label = "What we were told"
kind = "rows"
title_of = "text"
sign = true
[[section.field.field]]
id = "text"
label = "Words"
kind = "long_text"
sign = true
[[section.field.field]]
id = "sure"
label = "Sure"
kind = "yes_no"
[[section.field.field]]
id = "why"
label = "Why not"
kind = "text"
when = { field = "sure", is = ["no"] }
[[section.field.field]]
id = "said"
label = "Said"
kind = "quote"
[[section.field.field]]
id = "notes"
label = "Notes"
kind = "rows"
title_of = "note"
[[section.field.field.field]]
id = "note"
label = "Note"
kind = "text"
[[section.field]]
id = "each"
label = "About each"
kind = "block"
over = "told"
[[section.field.field]]
id = "view"
label = "My view"
kind = "text"

[[section]]
id = "third"
title = "Third"
[[section.field]]
id = "parts"
label = "Parts of life"
kind = "block"
over = [["home", "Home"], ["school", "School"]]
[[section.field.field]]
id = "helps"
label = "Helps"
kind = "long_text"

[[section]]
id = "fourth"
title = "Fourth"
optional = true
[[section.field]]
id = "extra"
label = "Extra"
kind = "text"
"""


def form_of(folder: Path, text: str = SMALL, name: str = "visit.toml") -> Form:
    """Write a form file and read it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_form(path)


def shipped(name: str = "wise") -> Form:
    """Return a form that ships with the program."""
    return load_form(resource_path("forms", f"{name}.toml"))
