"""Whether what a form says beyond its questions fits: settings, other words, folds, LCS note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desktop.forms.conditions import Is, When, leaves
from desktop.forms.definition import Field, FollowOn, Form, Option, Section, Shape
from desktop.forms.fitting import MENTION, texts_of
from desktop.forms.table import Source

WRITTEN: Final = "written"
IN_A_LINE: Final = ("date", "time", "minutes", "number")
_SAYS_NOTHING: Final = ("guidance", "block", "choice_per_row", "carried")


def askable(form: Form) -> dict[str, Field]:
    """Return the settings of a form as conditions see them: like a question with its choices."""
    return {
        setting.id: Field(setting.id, setting.id, "choice", options=setting.options)
        for setting in form.settings
    }


def check(form: Form, source: Source) -> None:
    """Note in `source` whatever does not fit."""
    _settings(form, source)
    _form(form, source)
    for at, section in enumerate(form.sections):
        _section(form, section, at, source)
    for field in form.fields:
        _field(form, field, field.id, source)


def _settings(form: Form, source: Source) -> None:
    seen: set[str] = set()
    for at, setting in enumerate(form.settings):
        where = ("setting", at)
        if setting.id in seen:
            reason = f"two settings have the id `{setting.id}`"
            source.fault((*where, "id"), setting.id, reason)
        elif form.has(setting.id):
            reason = f"`{setting.id}` is also the id of a field of the form"
            source.fault((*where, "id"), setting.id, reason)
        seen.add(setting.id)
        values = [option.value for option in setting.options]
        if values and setting.rest not in values:
            reason = f"`rest` is `{setting.rest}`, which is not among the options"
            source.fault((*where, "rest"), setting.id, reason)


def _form(form: Form, source: Source) -> None:
    for key, reason in _mentions(form, form):
        source.fault((key,), "", reason)
    if form.agreed_when is not None:
        for reason in _asks_only_settings(form, form.agreed_when):
            source.fault(("agreed_when",), "", reason)
        if form.signatures != 1:
            reason = "`agreed_when` makes two signatures of one: `signatures` must be 1"
            source.fault(("agreed_when",), "", reason)
    if form.follow_on is not None:
        _follow_on(form, form.follow_on, source)
    for name in form.lcs_first:
        if not form.has(name) or form.field(name).shape is not None:
            reason = f"`lcs_first` names `{name}`, which is not a question with one answer"
            source.fault(("lcs_first",), name, reason)
    if form.lcs_by and not form.lcs:
        source.fault(("lcs_by",), "", "`lcs_by` means nothing without `lcs`")
    if form.lcs_first and not form.lcs:
        source.fault(("lcs_first",), "", "`lcs_first` means nothing without `lcs`")


def _follow_on(form: Form, on: FollowOn, source: Source) -> None:
    for _, reason in _mentions(form, on):
        source.fault(("follow_on",), "", reason)
    for path, value in on.answers:
        if not form.has(path):
            reason = f"`answers` names `{path}`, which is not a field"
            source.fault(("follow_on", "answers"), path, reason)
        elif form.field(path).kind == "choice" and form.field(path).option(value) is None:
            reason = f"nobody can choose `{value}` in `{path}`"
            source.fault(("follow_on", "answers"), path, reason)


def _section(form: Form, section: Section, at: int, source: Source) -> None:
    for key, reason in _mentions(form, section):
        source.fault(("section", at, key), section.id, reason)
    if section.aside and not section.optional:
        reason = "`aside` is said of an `optional` section only"
        source.fault(("section", at, "aside"), section.id, reason)
    _joined(section.fields, "", source)


def _field(form: Form, field: Field, path: str, source: Source) -> None:
    for key, reason in (
        *_words_faults(form, field),
        *_more_faults(field),
        *_unless_faults(form, field, path),
        *_after_signing_faults(field),
        *_since_faults(form, field),
        *_lcs_faults(form, field, path),
    ):
        source.fault_at(path, key, reason)
    _joined(field.fields, f"{path}/", source)
    for part in field.fields:
        _field(form, part, f"{path}/{part.id}", source)


def _joined(fields: Sequence[Field], prefix: str, source: Source) -> None:
    """A question that goes on in a line is short, and so is the one before it."""
    for before, field in zip((None, *fields), fields, strict=False):
        if not field.joined:
            continue
        path = f"{prefix}{field.id}"
        if field.kind not in IN_A_LINE:
            reason = f"`{field.kind}` cannot go on in a line: {', '.join(IN_A_LINE)}"
            source.fault_at(path, "joined", reason)
        elif before is None or not (before.joined or before.columns == "half"):
            reason = 'the question before it has no room: it needs `columns = "half"`'
            source.fault_at(path, "joined", reason)
        elif before.kind not in IN_A_LINE or before.when != field.when:
            reason = "the question before it must be as short and asked under the same condition"
            source.fault_at(path, "joined", reason)


def _words_faults(form: Form, field: Field) -> Iterator[tuple[str, str]]:
    yield from _mentions(form, field)
    over = field.over if isinstance(field.over, tuple) else ()
    for key, options in (("options", field.options), ("over", over)):
        for option in options:
            yield from ((key, reason) for _, reason in _mentions(form, option))
    for other in field.worded:
        yield from (("worded", reason) for reason in _asks_only_settings(form, other.when))
        if not (other.label or other.prompt or other.help):
            yield "worded", "other words have a `label`, a `prompt` or a `help`"
        mentioned = Field(field.id, other.label, field.kind, other.prompt, other.help)
        yield from (("worded", reason) for _, reason in _mentions(form, mentioned))


def _mentions(
    form: Form, part: Form | Section | Field | Option | FollowOn
) -> Iterator[tuple[str, str]]:
    """Yield the key whose words mention a setting that there is not, and the reason."""
    known = {setting.id for setting in form.settings}
    for key, text in texts_of(part):
        for found in MENTION.finditer(text):
            if found[1] not in known:
                yield key, f"`{found[0]}` names no setting of this form"


def _asks_only_settings(form: Form, when: When) -> Iterator[str]:
    known: Mapping[str, Field] = askable(form)
    for leaf in leaves(when):
        setting = known.get(leaf.field)
        if setting is None:
            yield f"the condition names `{leaf.field}`, which is not a setting"
        elif isinstance(leaf, Is):
            strange = [v for v in leaf.values if setting.options and setting.option(v) is None]
            yield from (f"`{leaf.field}` is never `{value}`" for value in strange)


def _more_faults(field: Field) -> Iterator[tuple[str, str]]:
    parts = {part.id: part for part in field.fields}
    for name in field.more:
        if name not in parts:
            yield "more", f"`more` names `{name}`, which is not a part"
        elif parts[name].sign:
            yield "more", f"`more` folds `{name}` away, which is wanted before signing"


def _unless_faults(form: Form, field: Field, path: str) -> Iterator[tuple[str, str]]:
    if not field.unless:
        return
    if "/" in path:
        yield "unless", "`unless` is for a question of the form itself, not for a part"
    if not field.sign:
        yield "unless", "`unless` means nothing where `sign` is not true"
    if field.unless == field.id or not form.has(field.unless):
        yield "unless", f"`unless` names `{field.unless}`, which is not another field"
    elif form.field(field.unless).kind in _SAYS_NOTHING:
        yield "unless", f"`{field.unless}` has no answer of its own"


def _after_signing_faults(field: Field) -> Iterator[tuple[str, str]]:
    if not field.after_signing:
        return
    if field.sign:
        yield "after_signing", "what comes after signing cannot be wanted before it (`sign`)"
    if field.when is not None:
        yield "after_signing", "what comes after signing is asked of nobody: leave `when` out"


def _since_faults(form: Form, field: Field) -> Iterator[tuple[str, str]]:
    if field.carry == WRITTEN and field.kind != "carried":
        yield "from", f"`{WRITTEN}` is for the kind `carried`: nobody types it"
    if (field.carry == WRITTEN) != bool(field.since):
        yield "since", f'`since` and `from = "{WRITTEN}"` go together'
    elif field.since and (not form.has(field.since) or form.field(field.since).kind != "date"):
        yield "since", f"`since` names `{field.since}`, which is not a date of this form"


def _lcs_faults(form: Form, field: Field, path: str) -> Iterator[tuple[str, str]]:
    if not field.lcs:
        return
    if not form.lcs:
        yield "lcs", "this form has no note for LCS: the form itself says what it is called"
    if "/" in path:
        yield "lcs", "`lcs` is for a question of the form itself, not for a part"
    if field.kind == "guidance" or (field.shape is Shape.BLOCK and field.over is not None):
        yield "lcs", f"`{field.kind}` cannot stand in the note for LCS"
