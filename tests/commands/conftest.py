"""The command line, run in this process, and the training team with its papers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from desktop.app import TRAINING_PASSPHRASE
from desktop.cli import run
from tests.harness.trained import Trained, training_team

FORMS = ("wise", "planning", "session", "panel")


@dataclass(frozen=True)
class Said:
    """What came of a command."""

    code: int
    out: bytes
    error: str

    @property
    def text(self) -> str:
        return self.out.decode()


Command = Callable[..., Said]


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the account's own folders out of it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CST_DESKTOP_HOME", str(folder))
        patch.setenv("CST_DESKTOP_KDF", "floor")
        yield folder


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command line; return its code and what it said."""

    def carry_out(*arguments: object, passphrase: str = "") -> Said:
        words = [str(argument) for argument in arguments]
        if passphrase:
            words += ["--passphrase-fd", str(_typed(passphrase))]
        code = run(words)
        out, error = capfdbinary.readouterr()
        return Said(code, out.replace(b"\r\n", b"\n"), error.decode())

    return carry_out


def _typed(passphrase: str) -> int:
    """Return the end of a pipe out of which a passphrase comes."""
    out, into = os.pipe()

    def write() -> None:
        with os.fdopen(into, "w", encoding="utf-8") as end:
            end.write(f"{passphrase}\n")

    threading.Thread(target=write).start()
    return out


@pytest.fixture(scope="session")
def training(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return training_team(tmp_path_factory)


@pytest.fixture
def as_manager(training: Trained, command: Command) -> Command:
    """Run a command with the store of the training team open."""

    def carry_out(*arguments: object) -> Said:
        opening = ("--store", training.store, "--as", "Pat Example")
        return command(*arguments, *opening, passphrase=TRAINING_PASSPHRASE)

    return carry_out


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
