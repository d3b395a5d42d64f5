"""The command line: the window, and commands that need none.

Exit codes: 0 good; 1 something was found to be wrong (a faulty form, a store that does not add
up); 2 the command could not be carried out (no store, wrong passphrase, bad arguments).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__

if TYPE_CHECKING:
    from desktop.casework.session import Session

GOOD = 0
FOUND = 1
CANNOT = 2

DESCRIPTION = "Offline, encrypted records for complex safeguarding teams."
EPILOG = (
    "exit codes: 0 good; 1 something is wrong with what was looked at; "
    "2 the command could not be carried out"
)


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code."""
    try:
        options = _read(arguments)
    except SystemExit as ended:
        return CANNOT if ended.code else GOOD
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except KeyboardInterrupt:
        return CANNOT
    except Exception as problem:
        return _explain(problem)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line. The usual start says nothing, so nothing is made to read it with."""
    if not arguments:
        return argparse.Namespace(command=_window, store=None, training=False)
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("cst-desktop", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"CST Desktop {__version__}")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="the folder of the store to open"
    )
    parser.add_argument(
        "--training", action="store_true", help="open a training team with invented children"
    )
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commands", metavar="")
    _add_gallery(commands)
    _add_forms(commands)
    _add_check(commands)
    _add_training(commands)
    return parser


def _add_gallery(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gallery = commands.add_parser(
        "gallery", help="show every component of the window in every state"
    )
    gallery.add_argument("--dark", action="store_true", help="begin with the dark look")
    gallery.add_argument("--scale", type=float, default=1.0, metavar="N", help="text size, 1 to 2")
    gallery.add_argument("--picture", type=Path, metavar="FILE", help="write a picture and end")
    gallery.set_defaults(command=_gallery)


def _add_forms(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    forms = commands.add_parser("forms", help="look at form files")
    inner = forms.add_subparsers(title="commands", metavar="", required=True)
    check = inner.add_parser("check", help="check form files: every fault with field and line")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(command=_forms_check)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="check a store: pages, chain, signatures, lists")
    _open_options(check)
    check.add_argument(
        "--rebuild", action="store_true", help="build lists and search again from the records"
    )
    check.set_defaults(command=_check)


def _add_training(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    training = commands.add_parser("training", help="make a training store with invented children")
    training.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there")
    training.add_argument("--children", type=int, default=12, metavar="N", help="how many")
    training.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same team")
    training.set_defaults(command=_training)


def _open_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, metavar="FOLDER", help="the folder of the store")
    parser.add_argument("--as", dest="person", required=True, metavar="NAME", help="whose account")
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="read the passphrase from this open file instead of asking",
    )


# Commands


def _window(options: argparse.Namespace) -> int:
    from desktop.app import run_window

    return run_window(options.store, training=options.training)


def _gallery(options: argparse.Namespace) -> int:
    from desktop.app import run_gallery

    return run_gallery(dark=options.dark, scale=options.scale, picture=options.picture)


def _forms_check(options: argparse.Namespace) -> int:
    from desktop.forms.catalogue import check_files

    faults = check_files(options.files)
    for fault in faults:
        _say(str(fault))
    if not faults:
        _say("No faults." if len(options.files) > 1 else f"{options.files[0]}: no faults.")
    return FOUND if faults else GOOD


def _check(options: argparse.Namespace) -> int:
    from desktop.casework.checking import check_store

    session = _session(options)
    try:
        report = check_store(session, rebuild=options.rebuild)
    finally:
        session.store.close()
    for line in report.lines:
        _say(line)
    return GOOD if report.good else FOUND


def _training(options: argparse.Namespace) -> int:
    from desktop.app import make_training_team

    for person in make_training_team(options.folder, options.children, options.seed):
        _say(f"{person.name}\t{person.role}\t{person.passphrase}")
    return GOOD


# Opening


def _session(options: argparse.Namespace) -> Session:
    from desktop.app import desk_for

    desk = desk_for(options.store)
    card = desk.card()
    person = next((p for p in card.people if p.name == options.person), None)
    if person is None:
        raise NobodyOfThatNameError(options.person)
    return desk.unlock(person.id, _passphrase(options))


class NobodyOfThatNameError(LookupError):
    """No account in this store has that name."""

    code = "cli.nobody"

    def __init__(self, _name: str) -> None:
        super().__init__("Nobody in this store has that name. Write it as the unlock page does.")


def _passphrase(options: argparse.Namespace) -> str:
    if options.passphrase_fd is not None:
        with os.fdopen(options.passphrase_fd, encoding="utf-8") as source:
            return source.readline().rstrip("\r\n")
    import getpass

    return getpass.getpass("Passphrase: ")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _explain(problem: Exception) -> int:
    from desktop.casework.troubles import explain

    trouble = explain(problem, opening=True)
    sys.stderr.write(f"cst-desktop: {trouble.text}\n")
    if trouble.reference:
        sys.stderr.write(f"Reference: {trouble.reference}\n")
    return CANNOT
