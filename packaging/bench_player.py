"""A process that is asked, over a pipe, to be measured; several can take turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).resolve().parent


class Player:
    """Starts a script of this folder, speaks lines of JSON with it, and ends it."""

    def __init__(
        self,
        script: str,
        *arguments: str,
        surroundings: Mapping[str, str] | None = None,
        interpreter: str = sys.executable,
    ) -> None:
        self.process = subprocess.Popen(
            [interpreter, str(HERE / script), *arguments],
            env={**os.environ, **(surroundings or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.hear()

    def say(self, **wish: Any) -> None:
        """Send a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(wish) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """Wait for a line. Raises EOFError when the process ended."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise EOFError(f"{self.process.args} ended with code {self.process.wait()}")
        return json.loads(line)

    def ask(self, **wish: Any) -> Any:
        """Send a line and wait for the answer."""
        self.say(**wish)
        return self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
