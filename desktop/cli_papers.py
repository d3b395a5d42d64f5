"""Commands about papers: check them, take the record out, make one of a record or a blank form.

None of them needs a store but `authority`; `verify` takes one where it is there.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_opening import (
    CANNOT,
    FOUND,
    GOOD,
    NameMissingError,
    complain,
    open_options,
    opened,
    say,
)

if TYPE_CHECKING:
    from desktop.casework.outside import Checker
    from desktop.documents.told import Facts
    from desktop.documents.verdict import Verdict
    from desktop.practice.profiles import Profile

LARGEST_CERTIFICATES = 1024 * 1024


def add_paper_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    _add_verify(commands)
    _add_extract(commands)
    _add_paper(commands)
    _add_authority(commands)


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify",
        help="check signed papers: who signed, when, and whether anything was changed",
        epilog="Without --team-ca, or --store and --as, nobody can tell whose team it is. "
        "exit codes: 0 every file is good; 1 one is not good; 2 one cannot be told",
    )
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verify.add_argument(
        "--team-ca", type=Path, metavar="CERT", help="the certificate of the team's authority"
    )
    verify.add_argument("--json", action="store_true", help="write a list in JSON")
    open_options(verify, required=False)
    verify.set_defaults(command=_verify)


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = commands.add_parser("extract", help="take the record out of a paper, as JSON")
    extract.add_argument("file", type=Path, metavar="FILE.pdf")
    extract.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of to stdout")
    extract.set_defaults(command=_extract)


def _add_paper(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    paper = commands.add_parser(
        "paper", help="make an empty paper copy of a form, or the paper of an extracted record"
    )
    paper.add_argument("form", metavar="FORM", help="the id of a form, or a form file")
    paper.add_argument(
        "answers", nargs="?", type=Path, metavar="ANSWERS.json", help="what `extract` gave"
    )
    paper.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    paper.add_argument("--draft", action="store_true", help="DRAFT on each page, nothing to sign")
    paper.add_argument(
        "--profile", default="plain", metavar="ID", help="whose words an empty copy has"
    )
    paper.set_defaults(command=_paper)


def _add_authority(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    authority = commands.add_parser(
        "authority", help="write the certificate of the team's authority, to give to others"
    )
    authority.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of to stdout")
    open_options(authority)
    authority.set_defaults(command=_authority)


class NoSuchProfileError(LookupError):
    """There is no authority profile of that id."""

    code = "cli.no_profile"

    def __init__(self, known: list[str]) -> None:
        super().__init__(f"There is no such profile. There are: {', '.join(known)}.")


class CannotWriteError(OSError):
    """A file cannot be written. Nothing half-written is left."""

    code = "cli.cannot_write"
    told = (
        "The file could not be written there.",
        "Nothing half-written was left, and nothing else was changed.",
        "Look at the folder, its room and who may write there, or name another place.",
    )


# Commands


def _verify(options: argparse.Namespace) -> int:
    import json

    from desktop.casework.outside import Checker
    from desktop.documents.told import as_json, exit_code, in_plain_words

    pinned = _pinned(options.team_ca)
    with ExitStack() as ending:
        session = ending.enter_context(opened(options)) if _wants_store(options) else None
        checker = Checker(_now, session, pinned)
        checked = [_check(checker, file) for file in options.files]
    if options.json:
        say(json.dumps([as_json(one.name, one.verdict) for one in checked], indent=2))
    else:
        say("\n\n".join(in_plain_words(one.name, one.verdict, one.notes) for one in checked))
    return exit_code(one.verdict for one in checked)


@dataclass(frozen=True)
class _Checked:
    """One file as it was named, and all that is said of it."""

    name: str
    verdict: Verdict
    notes: Facts


def _check(checker: Checker, file: Path) -> _Checked:
    verdict = checker.verdict(file)
    return _Checked(str(file), verdict, checker.notes(verdict))


def _wants_store(options: argparse.Namespace) -> bool:
    if options.person is None and options.store is not None:
        raise NameMissingError
    return options.person is not None


def _pinned(file: Path | None) -> tuple[bytes, ...]:
    from desktop.documents.pinned import NotAnAuthority, read_authorities

    if file is None:
        return ()
    try:
        with file.open("rb") as source:
            return read_authorities(source.read(LARGEST_CERTIFICATES))
    except OSError as problem:
        raise NotAnAuthority from problem


def _extract(options: argparse.Namespace) -> int:
    from desktop.casework.loose import record_in
    from desktop.documents.record import NoRecord, NotReadable

    try:
        record = record_in(options.file)
    except NoRecord as fault:
        complain(str(fault))
        return CANNOT if isinstance(fault, NotReadable) else FOUND
    _hand_out(record, options.output)
    return GOOD


def _paper(options: argparse.Namespace) -> int:
    from desktop.app import shipped_forms
    from desktop.casework.loose import empty_paper, form_named, is_file_name, paper_of
    from desktop.documents.verification import read_file
    from desktop.forms.catalogue import FormFaults

    try:
        form = form_named(options.form, shipped_forms())
    except FormFaults as found:
        for fault in found.faults:
            complain(str(fault))
        return CANNOT
    if options.answers is None:
        pdf = empty_paper(form, _profile(options.profile), _now())
    else:
        pdf = paper_of(
            read_file(options.answers),
            form,
            in_this_form=is_file_name(options.form),
            as_draft=options.draft,
        )
    _write(options.output, pdf)
    return GOOD


def _profile(name: str) -> Profile:
    from desktop.app import shipped_profiles

    profiles = shipped_profiles()
    if name not in profiles:
        raise NoSuchProfileError(sorted(profiles))
    return profiles[name]


def _authority(options: argparse.Namespace) -> int:
    from desktop.documents.pinned import authorities_as_pem

    with opened(options) as session:
        pem = authorities_as_pem(session.signing.register().pinned)
    _hand_out(pem, options.output)
    return GOOD


# Files


def _hand_out(data: bytes, output: Path | None) -> None:
    if output is not None:
        _write(output, data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _write(path: Path, data: bytes) -> None:
    from desktop.casework.exports import write_whole

    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe stays what it is
        else:
            write_whole(path, data)
    except OSError as problem:
        raise CannotWriteError from problem


def _now() -> datetime:
    return datetime.now(UTC)
