"""Whether the parts of a form fit together: names, conditions, containers, copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desktop.forms import schema_beyond
from desktop.forms.conditions import Is, leaves
from desktop.forms.definition import Field, Form, Shape
from desktop.forms.table import Source

ACTION_PARTS: Final[Mapping[str, str]] = {
    "what": "long_text",
    "prong": "choice",
    "owner": "person",
    "by": "date",
    "status": "choice",
}
"""What every action row must have, with its kind: lists, plans and papers rest on these."""


def check(form: Form, source: Source) -> None:
    """Note in `source` whatever does not fit."""
    _sections(form, source)
    _repeated_ids(form.fields, source, "")
    settings = schema_beyond.askable(form)
    fields = {field.id: field for field in form.fields}
    # A condition may ask for a setting anywhere: they are known before the first question.
    top = {**settings, **fields}
    order = {**dict.fromkeys(settings, -1), **{name: at for at, name in enumerate(fields)}}
    for field in form.fields:
        _field(field, field.id, source, top, order)
        _inside(field, field.id, source, top, order)
        _sign_when(field, field.id, source, top)
    _section_conditions(form, source, top, order)
    _circles(form, source)
    _named(form, source, fields)
    schema_beyond.check(form, source)


def _sections(form: Form, source: Source) -> None:
    seen: set[str] = set()
    for at, section in enumerate(form.sections):
        if section.id in seen:
            source.fault(("section", at, "id"), section.id, f"two sections have id `{section.id}`")
        seen.add(section.id)


def _repeated_ids(fields: Sequence[Field], source: Source, prefix: str) -> None:
    seen: set[str] = set()
    for field in fields:
        if field.id in seen:
            path = f"{prefix}/{field.id}" if prefix else field.id
            source.fault_at(path, "id", f"two fields here have the id `{field.id}`")
        seen.add(field.id)


def _named(form: Form, source: Source, top: Mapping[str, Field]) -> None:
    for key, names in (("title_of", form.title_of), ("facts", form.facts), ("fresh", form.fresh)):
        for name in names:
            if name not in top:
                source.fault((key,), name, f"`{key}` names `{name}`, which is not a field")
            elif key == "title_of" and top[name].shape is not None:
                source.fault((key,), name, f"`{name}` cannot be a title: it holds other fields")


Top = Mapping[str, Field]
Order = Mapping[str, int]


def _inside(field: Field, path: str, source: Source, top: Top, order: Order) -> None:
    _repeated_ids(field.fields, source, path)
    for at, part in enumerate(field.fields):
        inner = f"{path}/{part.id}"
        if part.id in top:
            source.fault_at(inner, "id", f"`{part.id}` is also the id of a field of the form")
        if part.copies and field.copies and not part.copies <= field.copies:
            source.fault_at(inner, "copies", "a part can only narrow the copies of its container")
        siblings = {one.id: one for one in field.fields[:at]}
        known = {
            **{name: one for name, one in top.items() if _before(name, path, order)},
            **siblings,
        }
        _field(part, inner, source, known, None, later={one.id for one in field.fields[at:]})
        _sign_when(part, inner, source, top)
        _inside(part, inner, source, top, order)


def _before(name: str, path: str, order: Order) -> bool:
    return order[name] < order.get(path.partition("/")[0], 0)


def _field(
    field: Field,
    path: str,
    source: Source,
    known: Top,
    order: Order | None,
    *,
    later: set[str] | None = None,
) -> None:
    """Look at one field; `known` are the fields that a condition or `over` may name."""
    if order is not None:
        later = {name for name in known if order[name] >= order[field.id]}
        known = {name: one for name, one in known.items() if name not in later}
    for key, reason in (
        *_shape_faults(field),
        *_row_faults(field),
        *_condition_faults(field, known, later or set()),
        *_over_faults(field, known, later or set()),
    ):
        source.fault_at(path, key, reason)


def _shape_faults(field: Field) -> Iterator[tuple[str, str]]:
    if field.kind in ("choice", "many", "choice_per_row") and not field.options:
        yield "options", f"a `{field.kind}` has `options`"
    if field.shape in (Shape.ROWS, Shape.BLOCK) and not field.fields:
        yield "field", f"`{field.kind}` has at least one field inside"
    if field.kind == "choice_per_row" and field.over is None:
        yield "over", "`choice_per_row` says what it is asked over"
    if field.kind == "carried" and not field.carry:
        yield "from", "a carried value says where it comes `from`"
    if field.kind in ("guidance", "carried") and field.sign:
        yield "sign", f"`{field.kind}` cannot be wanted before signing: nobody answers it"
    if field.child_agrees and not any(
        part.id == "agrees" and part.kind == "yes_no" for part in field.fields
    ):
        yield "child_agrees", "`child_agrees` needs a part `agrees` of the kind `yes_no`"


def _row_faults(field: Field) -> Iterator[tuple[str, str]]:
    parts = {part.id: part for part in field.fields}
    if field.title_of and field.title_of not in parts:
        yield "title_of", f"`title_of` names `{field.title_of}`, which is not a part of a row"
    for name in field.meta_of:
        if name not in parts:
            yield "meta_of", f"`meta_of` names `{name}`, which is not a part of a row"
    if field.group_by:
        part = parts.get(field.group_by)
        if part is None or part.kind != "choice":
            yield "group_by", "`group_by` names a part of the kind `choice`"
    if field.kind == "actions":
        for name, kind in ACTION_PARTS.items():
            if name not in parts or parts[name].kind != kind:
                yield "field", f"an action row has a part `{name}` of the kind `{kind}`"


_AFTER_SIGNING: Final = "only comes to be after signing: nobody answers it before"


def _over_faults(field: Field, known: Top, later: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(field.over, str):
        return
    source = known.get(field.over)
    if source is None:
        reason = "comes later" if field.over in later else "is not a field"
        yield "over", f"`over` names `{field.over}`, which {reason}"
    elif source.after_signing:
        yield "over", f"`over` names `{field.over}`, which {_AFTER_SIGNING}"
    elif source.kind != "many" and (source.shape is not Shape.ROWS or field.shape is Shape.PER_ROW):
        wanted = "`many`" if field.shape is Shape.PER_ROW else "`rows` or `many`"
        yield "over", f"`over` names `{field.over}`, which is `{source.kind}` and not {wanted}"


_NO_ANSWER: Final = frozenset({"guidance", "block", "choice_per_row"})


def _condition_faults(field: Field, known: Top, later: set[str]) -> Iterator[tuple[str, str]]:
    for leaf in leaves(field.when):
        yield from (("when", reason) for reason in leaf_faults(leaf, known, later))


def leaf_faults(leaf: object, known: Top, later: set[str]) -> Iterator[str]:
    """Yield what is wrong with one part of a condition."""
    name = getattr(leaf, "field", "")
    source = known.get(name)
    if source is None:
        yield (
            f"the condition names `{name}`, which comes later (or is the question itself)"
            if name in later
            else f"the condition names `{name}`, which is not a field"
        )
    elif isinstance(leaf, Is) and not source.after_signing:
        values = choosable(source)
        if not values:
            yield f"`{name}` is `{source.kind}`: ask whether it is `answered`, not what it `is`"
        for value in leaf.values:
            if values and value not in values:
                yield f"the condition waits for `{value}`, which nobody can choose in `{name}`"
    elif source.after_signing:
        yield f"the condition names `{name}`, which {_AFTER_SIGNING}"
    elif source.kind in _NO_ANSWER:
        yield f"`{name}` is `{source.kind}`, which has no answer of its own"


def choosable(field: Field) -> tuple[str, ...]:
    """Return the values that can be chosen in a field."""
    if field.kind == "yes_no":
        return ("yes", "no", "unknown")
    if field.kind in ("choice", "many"):
        return tuple(option.value for option in field.options)
    return ()


def _sign_when(field: Field, path: str, source: Source, top: Top) -> None:
    """Look at where an answer is wanted. It hides nothing, so it may name what comes later."""
    others = {name: one for name, one in top.items() if name != path}
    for leaf in leaves(field.sign_when):
        for reason in leaf_faults(leaf, others, {path}):
            source.fault_at(path, "sign_when", reason)
    if field.sign_when is None:
        return
    if "/" in path:
        reason = "`sign_when` is for a question of the form itself, not for a part"
        source.fault_at(path, "sign_when", reason)
    if not field.sign:
        source.fault_at(path, "sign_when", "`sign_when` means nothing where `sign` is not true")


def _section_conditions(form: Form, source: Source, top: Top, order: Order) -> None:
    for at, section in enumerate(form.sections):
        first = min((order[field.id] for field in section.fields if field.id in order), default=0)
        later = {name for name, place in order.items() if place >= first}
        known = {name: field for name, field in top.items() if name not in later}
        for leaf in leaves(section.when):
            for reason in leaf_faults(leaf, known, later):
                source.fault(("section", at, "when"), section.id, reason)


def _circles(form: Form, source: Source) -> None:
    """Name each circle of conditions once, where its first field stands."""
    asks = {field.id: tuple(leaf.field for leaf in leaves(field.when)) for field in form.fields}
    told: set[frozenset[str]] = set()
    for name in asks:
        circle = _circle(asks, name)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            around = " -> ".join([*circle, circle[0]])
            source.fault_at(circle[0], "when", f"the conditions run in a circle: {around}")


def _circle(asks: Mapping[str, tuple[str, ...]], start: str) -> list[str]:
    """Return the names from `start` round to itself, nothing where no circle leads there."""
    trails = [[start]]
    seen: set[str] = set()
    while trails:
        trail = trails.pop()
        for after in asks.get(trail[-1], ()):
            if after == start:
                return trail
            if after not in seen:
                seen.add(after)
                trails.append([*trail, after])
    return []
