"""Answers in their two forms, and the walk through them in reading order.

Flat (path -> value) is what people edit and the journal keeps; the tree (objects and lists of
rows) is what a finished revision holds. Keys that this version of a form does not know survive
both ways, so that an older program never drops what a newer one wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple, cast

from desktop.forms.conditions import NOTHING, holds
from desktop.forms.definition import Field, Form, Option, Section, Shape, UnknownField
from desktop.forms.kinds import KIND_OF, chosen, not_a_choice, printed
from desktop.forms.values import Answers, Flat, Json, join, texts

ROW_ID: Final = "_id"


class Slot(NamedTuple):
    """One place for an answer: a field at its path, `depth` containers deep."""

    section: Section
    field: Field
    path: str
    depth: int


def rows_of(flat: Answers, path: str) -> tuple[str, ...]:
    """Return the ids of the rows at `path`, in order; deleted rows are not among them."""
    return tuple(dict.fromkeys(texts(flat.get(path))))


def items_of(form: Form, field: Field, flat: Answers, prefix: str = "") -> tuple[Option, ...]:
    """Return what a repeated block or a choice per row is repeated over.

    Fixed items; the chosen options of a field of many choices; or the rows of a field, each under
    its row id with its title as label. `prefix` is the path of the container's own container.
    """
    if not isinstance(field.over, str):
        return field.over or ()
    path, source = _source_of(form, field.over, prefix)
    if source.shape is Shape.ROWS:
        return tuple(
            Option(row, row_title(source, flat, join(path, row)) or f"Row {at}")
            for at, row in enumerate(rows_of(flat, path), 1)
        )
    found = chosen(flat.get(path))
    strays = (one for one in found if source.option(one) is None and _can_be_a_step(one))
    return (
        *(option for option in source.options if option.value in found),
        *(Option(one, not_a_choice(one)) for one in strays),
    )


def _can_be_a_step(stray: str) -> bool:
    """Whether a choice that is none can name a place: a path ends a step at each stroke."""
    return bool(stray.strip()) and "/" not in stray


def _source_of(form: Form, name: str, prefix: str) -> tuple[str, Field]:
    """What a field is repeated over: a part beside it, else a field of the record."""
    if prefix:
        beside = join(prefix, name)
        try:
            return beside, form.field(beside)
        except UnknownField:
            pass
    return name, form.field(name)


def row_title(field: Field, flat: Answers, row_path: str) -> str:
    """Return the title line of one row, "" where it has none yet."""
    if not field.title_of:
        return ""
    part = field.part(field.title_of)
    path = join(row_path, part.id)
    if part.kind == "quote":
        part, path = part.part("words"), f"{path}/words"
    return printed(part, flat.get(path)).strip().partition("\n")[0]


def is_asked(field: Field, flat: Answers, prefix: str = "", unseen: Set[str] = NOTHING) -> bool:
    """Say whether a question is asked of whoever writes; `prefix` and `unseen` as in `holds`."""
    return not field.after_signing and holds(field.when, flat, prefix, unseen)


def walk(form: Form, flat: Answers, hidden: bool = False) -> Iterator[Slot]:
    """Yield every place for an answer in reading order, rows and blocks expanded.

    A container comes before its parts. Questions whose condition does not hold are left out,
    unless `hidden`; their answers are kept all the same.
    """
    walker = _Walker(form, flat, hidden)
    for section in form.sections:
        asked = holds(section.when, flat, "", walker.unseen)
        if not asked:
            walker.unseen.update(field.id for field in section.fields)
        if asked or hidden:
            for field in section.fields:
                yield from walker.slots(section, field, "", 0)


class _Walker:
    def __init__(self, form: Form, flat: Answers, hidden: bool) -> None:
        self.form = form
        self.flat = flat
        self.hidden = hidden
        self.unseen: set[str] = set()

    def slots(self, section: Section, field: Field, prefix: str, depth: int) -> Iterator[Slot]:
        path = f"{prefix}/{field.id}" if prefix else field.id
        if not is_asked(field, self.flat, prefix, self.unseen):
            self.unseen.add(path)
            if not self.hidden:
                return
        yield Slot(section, field, path, depth)
        if field.shape is None:
            return
        if field.shape is Shape.PER_ROW:
            for item in items_of(self.form, field, self.flat, prefix):
                yield Slot(section, field.for_item(item), f"{path}/{item.value}", depth + 1)
            return
        for inner in self.prefixes(field, path, prefix):
            for part in field.parts:
                yield from self.slots(section, part, inner, depth + 1)

    def prefixes(self, field: Field, path: str, prefix: str) -> Iterator[str]:
        if field.shape is Shape.ROWS:
            for row in rows_of(self.flat, path):
                yield f"{path}/{row}"
        elif field.over is None:
            yield path
        else:
            for item in items_of(self.form, field, self.flat, prefix):
                yield f"{path}/{item.value}"


def is_answered(flat: Answers, field: Field, path: str) -> bool:
    """Say whether the field at `path`, or anything inside it, holds an answer."""
    if field.shape in (None, Shape.ROWS):
        return not KIND_OF[field.kind].is_empty(flat.get(path))
    inside = f"{path}/"
    return any(key.startswith(inside) and value not in (None, "") for key, value in flat.items())


def label_of(form: Form, flat: Answers, path: str) -> str:
    """Return where `path` lies, in the words of the form: "Plan, Boxing on Tuesdays, Who"."""
    top, *rest = path.split("/")
    field = form.field(top)
    words, here = [field.label], top
    while rest:
        step, rest = rest[0], rest[1:]
        if field.shape is Shape.ROWS:
            words.append(_row_words(field, flat, here, step))
            here = join(here, step)
            if not rest:
                break
            step, rest = rest[0], rest[1:]
            field = field.part(step)
        elif field.shape is Shape.BLOCK and field.over is not None:
            words.append(_item_words(form, field, flat, here, step))
            here = join(here, step)
            if not rest:
                break
            step, rest = rest[0], rest[1:]
            field = field.part(step)
        elif field.shape is Shape.PER_ROW:
            words.append(_item_words(form, field, flat, here, step))
            break
        else:
            field = field.part(step)
        here = join(here, step)
        words.append(field.label)
    return ", ".join(words)


def _row_words(field: Field, flat: Answers, path: str, row: str) -> str:
    title = row_title(field, flat, join(path, row))
    if title:
        return title if len(title) <= 60 else title[:57].rstrip() + "..."
    rows = rows_of(flat, path)
    return f"row {rows.index(row) + 1}" if row in rows else "a deleted row"


def _item_words(form: Form, field: Field, flat: Answers, path: str, item: str) -> str:
    prefix = path.rpartition("/")[0]
    items = items_of(form, field, flat, prefix)
    over = field.over
    source = _source_of(form, over, prefix)[1] if isinstance(over, str) else None
    for option in (*items, *(source.options if source else ())):
        if option.value == item:
            return option.label
    return item


# --- flat and tree ---------------------------------------------------------------------------


class _Node:
    """What lies at one path and under it."""

    __slots__ = ("inside", "value")

    def __init__(self) -> None:
        self.value: Json = None
        self.inside: dict[str, _Node] = {}


def fold(form: Form, flat: Answers) -> dict[str, Json]:
    """Return the answers as a tree; cells of deleted rows and empty places are left out."""
    root = _Node()
    for path, value in flat.items():
        if value is None:
            continue
        node = root
        for step in path.split("/"):
            node = node.inside.setdefault(step, _Node())
        node.value = value
    tree: dict[str, Json] = {}
    for name, node in root.inside.items():
        if form.has(name):
            _put(tree, name, _fold_field(form.field(name), node))
        else:
            _keep_unknown(tree, name, node)
    for field in form.fields:
        if field.id in tree and _is_over_rows(form, field):
            _drop_items_of_deleted_rows(tree, field, rows_of(flat, str(field.over)))
    return tree


def _is_over_rows(form: Form, field: Field) -> bool:
    return isinstance(field.over, str) and form.field(field.over).shape is Shape.ROWS


def _drop_items_of_deleted_rows(tree: dict[str, Json], field: Field, rows: Sequence[str]) -> None:
    """What was said about a row goes with the row."""
    items = tree[field.id]
    if isinstance(items, dict):
        del tree[field.id]
        kept = {item: value for item, value in items.items() if item in rows}
        _put(tree, field.id, kept or None)


def _put(tree: dict[str, Json], name: str, value: Json) -> None:
    if value is not None:
        tree[name] = value


def _keep_unknown(tree: dict[str, Json], path: str, node: _Node) -> None:
    _put(tree, path, node.value)
    for step, inside in node.inside.items():
        _keep_unknown(tree, f"{path}/{step}", inside)


def _fold_field(field: Field, node: _Node) -> Json:
    match field.shape:
        case None:
            return node.value
        case Shape.ROWS:
            return _fold_rows(field, node)
        case Shape.PER_ROW:
            items: dict[str, Json] = {}
            for item, inside in node.inside.items():
                _keep_unknown(items, item, inside)
            return items or node.value
        case Shape.BLOCK if field.over is not None:
            items = {item: _fold_parts(field, inside) for item, inside in node.inside.items()}
            return cast("Json", {item: tree for item, tree in items.items() if tree}) or node.value
        case _:
            return _fold_parts(field, node) or node.value


def _fold_rows(field: Field, node: _Node) -> Json:
    if not isinstance(node.value, list) or len(texts(node.value)) != len(node.value):
        return node.value
    rows: list[Json] = []
    for row in texts(node.value):
        cells = _fold_parts(field, node.inside[row]) if row in node.inside else {}
        rows.append({ROW_ID: row, **cells})
    return rows


def _fold_parts(field: Field, node: _Node) -> dict[str, Json]:
    known = {part.id: part for part in field.parts}
    tree: dict[str, Json] = {}
    for name, inside in node.inside.items():
        if name in known:
            _put(tree, name, _fold_field(known[name], inside))
        else:
            _keep_unknown(tree, name, inside)
    return tree


def unfold(form: Form, tree: Mapping[str, Json]) -> Flat:
    """Return the flat map of a tree; the inverse of `fold`."""
    flat: Flat = {}
    for name, value in tree.items():
        if form.has(name):
            _unfold_field(form.field(name), name, value, flat)
        elif value is not None:
            flat[name] = value
    return flat


def _unfold_field(field: Field, path: str, value: Json, flat: Flat) -> None:
    match field.shape, value:
        case Shape.ROWS, list() if all(isinstance(row, dict) for row in value):
            _unfold_rows(field, path, cast("list[dict[str, Json]]", value), flat)
        case Shape.PER_ROW, dict():
            for item, chosen in value.items():
                flat[f"{path}/{item}"] = chosen
        case Shape.BLOCK, dict() if field.over is not None:
            for item, inside in value.items():
                if isinstance(inside, dict):
                    _unfold_parts(field, f"{path}/{item}", inside, flat)
                else:
                    flat[f"{path}/{item}"] = inside
        case ((Shape.BLOCK | Shape.GROUP), dict()):
            _unfold_parts(field, path, value, flat)
        case _:
            if value is not None:
                flat[path] = value


def _unfold_rows(field: Field, path: str, rows: list[dict[str, Json]], flat: Flat) -> None:
    ids: list[Json] = []
    for at, row in enumerate(rows, 1):
        name = row.get(ROW_ID)
        row_id = name if isinstance(name, str) else f"row{at}"
        ids.append(row_id)
        cells = {key: value for key, value in row.items() if key != ROW_ID}
        _unfold_parts(field, f"{path}/{row_id}", cells, flat)
    flat[path] = ids


def _unfold_parts(field: Field, path: str, tree: Mapping[str, Json], flat: Flat) -> None:
    known = {part.id: part for part in field.parts}
    for name, value in tree.items():
        if name in known:
            _unfold_field(known[name], f"{path}/{name}", value, flat)
        elif value is not None:
            flat[f"{path}/{name}"] = value
