"""The window. Qt only: it sees casework, practice and forms, never the store."""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 40


def keep_constants_alive() -> None:
    """Give `None`, `True` and `False` more references than a long day of work can use up.

    PySide6 6.12 is built for interpreters in which they are immortal (Python 3.12 and later). On
    3.11 every call of Qt that returns nothing takes one reference of None away (some that return
    a bool take one of that), and after some thousands of calls the interpreter ends with
    "none_dealloc" or "bool_dealloc". Harmless to call twice.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value += PLENTY


keep_constants_alive()
