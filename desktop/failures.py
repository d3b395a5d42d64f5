"""Failures that nobody caught tell of what kind they are and where, and no words.

What a program writes to its error output is often kept in a log of the system, in plain text; and
the message of a failure may hold what somebody typed.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType


def keep_words_out() -> None:
    """From now on tell of failures without their messages, in every thread."""
    sys.excepthook = _tell
    threading.excepthook = _tell_of_thread
    sys.unraisablehook = _tell_unraisable


def _tell_of_thread(args: threading.ExceptHookArgs) -> None:
    _tell(args.exc_type, args.exc_value, args.exc_traceback)


def _tell_unraisable(args: sys.UnraisableHookArgs) -> None:
    _tell(args.exc_type, args.exc_value, args.exc_traceback)


def _tell(
    kind: type[BaseException], _problem: BaseException | None, trace: TracebackType | None
) -> None:
    if sys.stderr is None:  # a program without a console has none
        return
    where: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        name = code.co_filename.replace("\\", "/").rpartition("/")[2]
        where.append(f"  {name}:{trace.tb_lineno} in {code.co_name}\n")
        trace = trace.tb_next
    sys.stderr.write(f"cst-desktop: {kind.__module__}.{kind.__qualname__}\n{''.join(where)}")
