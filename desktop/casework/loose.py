"""Papers made, and taken apart, without a store: from a form file and from a record as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.documents.facts import BlankFacts, PaperState
from desktop.documents.paper import blank_paper, build_paper
from desktop.documents.record import read_record, read_record_json
from desktop.documents.verification import read_file
from desktop.forms.catalogue import Catalogue, UnknownForm, load_form
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted, settings_from
from desktop.practice.profiles import Profile


class NoSuchForm(LookupError):
    """There is no form of that id, and no file of that name."""

    code = "loose.no_such_form"

    def __init__(self, catalogue: Catalogue) -> None:
        ids = ", ".join(sorted(form.id for form in catalogue.records()))
        self.told = (
            "There is no form of that id, and no form file of that name.",
            "Nothing was made.",
            f"Name one of these, or a file that ends in .toml: {ids}.",
        )
        super().__init__(self.told[0])


class AnotherForm(ValueError):
    """The answers were given to another form than the one that was named."""

    code = "loose.another_form"

    def __init__(self, named: str, inside: str) -> None:
        self.told = (
            f"These answers were given to the form {inside!r}, not to {named!r}.",
            "Nothing was made.",
            f"Name the form {inside!r}, or a form file to print them in.",
        )
        super().__init__(self.told[0])


def is_file_name(name: str) -> bool:
    """Whether a form is named by its file and not by its id."""
    return name.endswith(".toml") or Path(name).name != name


def form_named(name: str, catalogue: Catalogue) -> Form:
    """Return the form of a file, or the newest one of an id. Raises NoSuchForm, FormFaults."""
    if is_file_name(name):
        if not Path(name).is_file():
            raise NoSuchForm(catalogue)
        return load_form(Path(name))
    try:
        return catalogue.newest(name)
    except UnknownForm:
        raise NoSuchForm(catalogue) from None


def empty_paper(form: Form, profile: Profile, now: datetime) -> bytes:
    """Return an empty copy of a form for writing by hand, in the words of a profile."""
    facts = BlankFacts(made=now.replace(microsecond=0), marking=profile.marking)
    return blank_paper(form, facts, settings_from(form, profile.says))


def paper_of(data: bytes, form: Form, *, in_this_form: bool, as_draft: bool) -> bytes:
    """Return the unsigned paper of a record as it came out of another paper.

    It is printed in the version of the form that it was written in, which travels with it: the
    bytes are those of the paper before it was signed. `in_this_form` prints it in `form` instead.
    Raises NoRecord, AnotherForm.
    """
    record = read_record_json(data)
    if in_this_form:
        record = replace(record, form=fitted(form, record.answers))
    elif record.form.id != form.id:
        raise AnotherForm(form.id, record.form.id)
    facts = replace(record.facts, state=PaperState.DRAFT) if as_draft else record.facts
    return build_paper(record.form, record.answers, facts)


def record_in(path: Path) -> bytes:
    """Return the record inside a paper's file, byte for byte. Raises CannotRead, NoRecord."""
    return read_record(read_file(path))
