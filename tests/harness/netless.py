"""Programs without a network: an empty network namespace around them, and what they asked for.

In the namespace there is no way out, not even a loopback that is up; the record of the system calls
shows whether a program tried.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOCAL = frozenset({"AF_UNIX", "AF_LOCAL"})
# Netlink reaches the kernel of this machine and nothing beyond it; it is told apart all the same.
KERNEL = frozenset({"AF_NETLINK"})
_SOCKET = re.compile(r"\bsocket(?:pair)?\((AF_\w+|PF_\w+|0x[0-9a-f]+|\d+)")
_ADDRESS = re.compile(r"\b(connect|bind|sendto|sendmsg)\(.*?sa_family=(AF_\w+)")


@dataclass(frozen=True)
class Asked:
    """What a program asked the system for."""

    families: Counter[str]
    addressed: Counter[str]
    suspicious: tuple[str, ...]

    @property
    def is_local(self) -> bool:
        """Whether there was nothing but local sockets."""
        return not self.suspicious


def without_network(command: Sequence[str]) -> list[str]:
    """Return the command that runs a program in an empty network namespace of its own."""
    unshare = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    return [*unshare, *command]


def recorded(command: Sequence[str], record: Path) -> list[str]:
    """Return the command that records every network call of a program and of its children."""
    quick = ["-f", "--seccomp-bpf"]  # every other call goes through at full speed
    return ["strace", *quick, "-qq", "-s", "0", "-e", "trace=network", "-o", str(record), *command]


def read_record(record: Path) -> Asked:
    """Return what a recorded program asked for."""
    families: Counter[str] = Counter()
    addressed: Counter[str] = Counter()
    suspicious: list[str] = []
    for line in record.read_text(errors="replace").splitlines():
        for family in _SOCKET.findall(line):
            families[family] += 1
            if family.replace("PF_", "AF_") not in LOCAL | KERNEL:
                suspicious.append(line)
        for _call, family in _ADDRESS.findall(line):
            addressed[family] += 1
            if family not in LOCAL | KERNEL:
                suspicious.append(line)
    return Asked(families, addressed, tuple(suspicious))
