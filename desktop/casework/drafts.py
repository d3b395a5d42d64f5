"""Drafts in which nothing stands yet."""

from __future__ import annotations

from desktop.casework.working import WorkingCopy
from desktop.forms.values import is_blank


def is_empty(copy: WorkingCopy) -> bool:
    """Whether nothing is answered, but for what the authority's profile settles."""
    settings = {setting.id for setting in copy.form.settings}
    return all(is_blank(value) for path, value in copy.flat.items() if path not in settings)
