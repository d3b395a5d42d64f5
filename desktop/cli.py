"""The command line: the window, and commands that need none.

Exit codes: 0 good; 1 something was found to be wrong (a faulty form, a store that does not add
up); 2 the command could not be carried out (no store, wrong passphrase, bad arguments).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop import __version__
from desktop.cli_opening import CANNOT, FOUND, GOOD, explain, open_options, opened, say

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
        return explain(problem)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line. The usual start says nothing, so nothing is made to read it with."""
    if not arguments:
        return argparse.Namespace(command=_window, store=None, training=False)
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    from desktop.cli_papers import add_paper_commands

    parser = argparse.ArgumentParser("cst-desktop", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"CST Desktop {__version__}")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="the folder of the store to open"
    )
    parser.add_argument(
        "--training", action="store_true", help="open a training team with invented children"
    )
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_gallery(commands)
    _add_forms(commands)
    _add_check(commands)
    _add_training(commands)
    add_paper_commands(commands)
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
    inner = forms.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = inner.add_parser("check", help="check form files: every fault with field and line")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(command=_forms_check)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="check a store: pages, chain, signatures, lists")
    open_options(check)
    check.add_argument(
        "--rebuild", action="store_true", help="build lists and search again from the records"
    )
    check.set_defaults(command=_check)


def _add_training(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    training = commands.add_parser("training", help="make a training store with invented children")
    training.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there")
    training.add_argument("--children", type=int, default=12, metavar="N", help="how many")
    training.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same team")
    training.add_argument(
        "--papers",
        type=Path,
        metavar="DIR",
        help="also write a paper of each form in each state, and team-ca.pem",
    )
    training.set_defaults(command=_training)


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
        say(str(fault))
    if not faults:
        say("No faults." if len(options.files) > 1 else f"{options.files[0]}: no faults.")
    return FOUND if faults else GOOD


def _check(options: argparse.Namespace) -> int:
    from desktop.casework.checking import check_store

    with opened(options) as session:
        report = check_store(session, rebuild=options.rebuild)
    for line in report.lines:
        say(line)
    return GOOD if report.good else FOUND


def _training(options: argparse.Namespace) -> int:
    from desktop.app import make_training_team

    team = make_training_team(options.folder, options.children, options.seed, options.papers)
    for person in team:
        say(f"{person.name}\t{person.role}\t{person.passphrase}")
    return GOOD
