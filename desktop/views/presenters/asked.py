"""What was asked when a record came back, beside what its author made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.casework.record_views import Comment, Returned
from desktop.forms.comparison import Change, as_it_stands
from desktop.forms.definition import Form
from desktop.forms.values import Answers
from desktop.views.pages.agree_asked import Asked
from desktop.views.pages.record.words import day


def asked_beside(
    changes: Sequence[Change], comments: Sequence[Comment], form: Form, flat: Answers
) -> tuple[tuple[Change, ...], dict[str, str]]:
    """Return the changes, and the comments by the path of the change that each belongs to.

    An answer that was asked about and did not change stands among the changes as it is. A comment
    on something that is no longer asked has nothing to stand beside.
    """
    shown, beside = list(changes), dict[str, list[str]]()
    for comment in comments:
        change = next((one for one in shown if _belongs(comment.path, one.path)), None)
        if change is None:
            change = as_it_stands(form, flat, comment.path)
            if change is None:
                continue
            shown.append(change)
        beside.setdefault(change.path, []).append(comment.text)
    order = {section.id: at for at, section in enumerate(form.sections)}
    shown.sort(key=lambda one: order.get(one.section, len(order)))
    return tuple(shown), {path: "\n".join(texts) for path, texts in beside.items()}


def asked_of(returned: Returned | None, beside: dict[str, str], me: str) -> Asked | None:
    """Return what the page shows of a return, None where there was none."""
    if returned is None:
        return None
    who = "You" if returned.by == me else returned.name
    return Asked(who, returned.name, _when(returned.at), returned.reasons, beside)


def _belongs(path: str, change: str) -> bool:
    return path == change or change.startswith(f"{path}/") or path.startswith(f"{change}/")


def _when(at: datetime) -> str:
    return f"{day(at)}, {at.astimezone():%H:%M}"
