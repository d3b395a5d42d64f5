"""Debian's KeePassXC, a peer of the same kind: a Qt window before an encrypted file.

It gets settings of its own, so that no question of its first start stands in the way, and never
sees those of whoever measures.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PASSPHRASE = "walnut harbour tempo lantern"
SETTINGS = """[General]
UpdateCheckMessageShown=true
ConfigVersion=2
RememberLastDatabases=false
[GUI]
CheckForUpdates=false
MinimizeOnStartup=false
"""


@dataclass(frozen=True)
class KeePassXC:
    """The program with a database of one entry."""

    folder: Path

    @property
    def locked(self) -> list[str]:
        """The command that shows its window, asking for the database's passphrase."""
        return [
            "keepassxc",
            *("--config", str(self.folder / "keepassxc.ini")),
            *("--localconfig", str(self.folder / "local.ini")),
            str(self.folder / "peer.kdbx"),
        ]

    @property
    def opening(self) -> list[str]:
        """The command that opens the database with the passphrase on its standard input."""
        return [*self.locked[:-1], "--pw-stdin", self.locked[-1]]


def is_installed() -> bool:
    """Whether the peer is on this machine."""
    return shutil.which("keepassxc") is not None


def make_keepassxc(folder: Path, surroundings: Mapping[str, str]) -> KeePassXC:
    """Write settings and a database into a folder."""
    folder.mkdir()
    for name in ("keepassxc.ini", "local.ini"):
        (folder / name).write_text(SETTINGS, "utf-8")
    database = str(folder / "peer.kdbx")
    _tell(["db-create", "--set-password", database], f"{PASSPHRASE}\n{PASSPHRASE}\n", surroundings)
    _tell(["add", "--username", "jo", "--generate", database, "post"], PASSPHRASE, surroundings)
    return KeePassXC(folder)


def _tell(command: list[str], answers: str, surroundings: Mapping[str, str]) -> None:
    subprocess.run(
        ["keepassxc-cli", *command],
        input=answers,
        env=surroundings,
        encoding="utf-8",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
