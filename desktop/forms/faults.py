"""What is wrong with a form file: each fault with file, field, line and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a form file. `field` is the id as written, "" where none is concerned."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        about = f" {self.field}:" if self.field else ""
        return f"{self.file}:{self.line}:{about} {self.reason}"


class FormFaults(Exception):
    """A form file was refused; `faults` holds every reason, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
