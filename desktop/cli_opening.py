"""What every command shares: exit codes, words on the terminal, and opening a store."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.casework.session import Session

GOOD = 0
FOUND = 1
CANNOT = 2


class NobodyOfThatNameError(LookupError):
    """No account in this store has that name."""

    code = "cli.nobody"

    def __init__(self) -> None:
        super().__init__("Nobody in this store has that name. Write it as the unlock page does.")


class NameMissingError(ValueError):
    """A store was named, and not whose account opens it."""

    code = "cli.name_missing"

    def __init__(self) -> None:
        super().__init__("Say whose account opens the store: --as NAME.")


def open_options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add the options with which a command opens a store."""
    # Without a default: the same option before the command would be forgotten.
    parser.add_argument(
        "--store",
        type=Path,
        metavar="FOLDER",
        default=argparse.SUPPRESS,
        help="the folder of the store",
    )
    parser.add_argument(
        "--as", dest="person", required=required, metavar="NAME", help="whose account"
    )
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="read the passphrase from this open file instead of asking",
    )


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Session]:
    """Open the store that the options name, and close it again."""
    from desktop.app import desk_for

    desk = desk_for(options.store)
    person = next((p for p in desk.card().people if p.name == options.person), None)
    if person is None:
        raise NobodyOfThatNameError
    session = desk.unlock(person.id, _passphrase(options))
    try:
        yield session
    finally:
        session.store.close()


def _passphrase(options: argparse.Namespace) -> str:
    if options.passphrase_fd is not None:
        with os.fdopen(options.passphrase_fd, encoding="utf-8") as source:
            return source.readline().rstrip("\r\n")
    import getpass

    return getpass.getpass("Passphrase: ")


def say(text: str) -> None:
    """Write lines to the standard output; what its encoding cannot say becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(f"{text.encode(encoding, 'replace').decode(encoding)}\n")


def complain(text: str) -> None:
    """Write a sentence to the standard error, under the program's name."""
    sys.stderr.write(f"cst-desktop: {text}\n")


def explain(problem: Exception) -> int:
    """Say in plain words why a command could not be carried out; return its exit code."""
    from desktop.casework import troubles

    trouble = troubles.explain(problem, opening=True)
    complain(trouble.text)
    if trouble.reference:
        sys.stderr.write(f"Reference: {trouble.reference}\n")
    return CANNOT
