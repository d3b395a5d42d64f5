"""The forms that there are: reads form files and refuses those that are not whole.

A form lies in a `.toml` file, the blocks that several forms share in a folder `shared` beside it
or beside its folder.
This is the only module of this floor that reads files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from desktop.forms import schema, snapshot
from desktop.forms.definition import Field, Form, Section
from desktop.forms.faults import Fault, FormFaults
from desktop.forms.fitting import fitted
from desktop.forms.reader import SharedBlock, read_form, read_shared
from desktop.forms.table import parse

__all__ = ["Catalogue", "Fault", "FormFaults", "check_files", "load_catalogue", "load_form"]

SHARED_FOLDER = "shared"
REGISTERS_FOLDER = "registers"


class UnknownForm(KeyError):
    """There is no form of that id, or not in that version."""


class Catalogue:
    """Forms by id and version; made by `load_catalogue`, never changed afterwards."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = {(form.id, form.version): form for form in forms}

    def digests(self) -> Iterator[str]:
        """Work out the digest of each form, one at a time: `same` wants them, and they are kept."""
        yield from map(snapshot.digest, self._forms.values())

    def same(self, form_id: str, version: int, digest: str) -> Form | None:
        """Return a version of a form if its digest is this; None where it is not here, or differs.

        What a store keeps of a form need not be read again where it is this very form.
        """
        form = self._forms.get((form_id, version))
        return form if form is not None and snapshot.digest(form) == digest else None

    def get(self, form_id: str, version: int) -> Form:
        """Return one version of a form; raises UnknownForm."""
        try:
            return self._forms[form_id, version]
        except KeyError:
            raise UnknownForm(f"{form_id} {version}") from None

    def newest(self, form_id: str) -> Form:
        """Return the newest version of a form; raises UnknownForm."""
        versions = [version for name, version in self._forms if name == form_id]
        if not versions:
            raise UnknownForm(form_id)
        return self._forms[form_id, max(versions)]

    def records(self) -> tuple[Form, ...]:
        """Return the newest version of every form for a child's file, by title."""
        return self._of_role("record")

    def registers(self) -> tuple[Form, ...]:
        """Return the newest version of every register, by title."""
        return self._of_role("register")

    def _of_role(self, role: str) -> tuple[Form, ...]:
        newest = [self.newest(name) for name in {name for name, _ in self._forms}]
        return tuple(sorted((f for f in newest if f.role == role), key=lambda form: form.title))


def load_form(path: Path) -> Form:
    """Return the form of one file; raises FormFaults with every fault of it."""
    form, faults = _load(path)
    if form is None or faults:
        raise FormFaults(faults)
    return form


def load_catalogue(folders: Iterable[Path]) -> Catalogue:
    """Return every form of the folders and of the folders `registers` in them.

    Raises FormFaults with the faults of all files.
    """
    places = [place for folder in folders for place in (folder, folder / REGISTERS_FOLDER)]
    paths = {path.resolve(): path for place in places for path in sorted(place.glob("*.toml"))}
    return Catalogue(_load_all(paths.values()))


def check_files(paths: Iterable[Path]) -> tuple[Fault, ...]:
    """Return every fault of the files, none if all can be used together."""
    try:
        _load_all(paths)
    except FormFaults as found:
        return found.faults
    return ()


def _load_all(paths: Iterable[Path]) -> list[Form]:
    forms: dict[tuple[str, int], Form] = {}
    faults: list[Fault] = []
    for path in paths:
        form, found = _load(path)
        faults.extend(found)
        if form is None:
            continue
        if (form.id, form.version) in forms:
            reason = f"version {form.version} of the form `{form.id}` stands in two files"
            faults.append(Fault(path.name, 1, "", reason))
        forms[form.id, form.version] = form
    if faults:
        raise FormFaults(faults)
    return list(forms.values())


def _load(path: Path) -> tuple[Form | None, list[Fault]]:
    text = _text_of(path)
    parsed = text if isinstance(text, Fault) else parse(path.name, text)
    if isinstance(parsed, Fault):
        return None, [parsed]
    source, data = parsed
    blocks = _Blocks(_shared_folder(path.parent))
    form = _full_copy_only(read_form(source, data, blocks.get))
    if not source.faults:
        schema.check(form, source)
    return fitted(form, {}), [*source.faults, *blocks.faults]


def _shared_folder(folder: Path) -> Path:
    """The blocks beside a form, or one folder up: registers share the blocks of the forms."""
    beside = folder / SHARED_FOLDER
    return beside if beside.is_dir() else folder.parent / SHARED_FOLDER


def _text_of(path: Path) -> str | Fault:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Fault(path.name, 1, "", "this file is not text in UTF-8")
    except OSError as error:
        return Fault(path.name, 1, "", f"this file cannot be read: {error.strerror}")


def _full_copy_only(form: Form) -> Form:
    """A question that does not say which copies it may reach stays inside the team."""

    def closed(field: Field) -> Field:
        return field if field.copies else replace(field, copies=frozenset("F"))

    def section(one: Section) -> Section:
        return replace(one, fields=tuple(closed(field) for field in one.fields))

    return replace(form, sections=tuple(section(one) for one in form.sections))


class _Blocks:
    """The shared blocks of one folder, read when a form asks for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, SharedBlock | str] = {}
        self._reading: list[str] = []
        self.faults: list[Fault] = []

    def get(self, name: str) -> SharedBlock | str:
        """Return the block, or the reason why it cannot be used."""
        if name in self._reading:
            around = " -> ".join([*self._reading[self._reading.index(name) :], name])
            return f"the shared blocks use each other in a circle: {around}"
        if name not in self._read:
            self._reading.append(name)
            self._read[name] = self._load(name)
            self._reading.pop()
        return self._read[name]

    def _load(self, name: str) -> SharedBlock | str:
        path = self._folder / f"{name}.toml"
        if not name.replace("_", "a").isalnum() or not path.is_file():
            return f"there is no shared block `{name}`"
        text = _text_of(path)
        parsed = text if isinstance(text, Fault) else parse(f"{SHARED_FOLDER}/{path.name}", text)
        if isinstance(parsed, Fault):
            self.faults.append(parsed)
            return f"the shared block `{name}` cannot be read"
        source, data = parsed
        block = read_shared(source, data, self.get)
        if not source.faults and block.id != name:
            source.fault(("id",), "", f"the block in {path.name} has the id `{block.id}`")
        self.faults.extend(source.faults)
        return block
