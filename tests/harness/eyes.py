"""What a screen reader knows of the window: controls by role and name, their states and words.

Nothing is pressed through here. A control says where it is, and `hands` clicks on that place.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness.display import Screen, wait_readable
from tests.harness.hands import Place

SYSTEM_PYTHON = Path("/usr/bin/python3")
SERVER = Path(__file__).with_name("eyes_server.py")
PATIENCE = 30.0  # seconds that a control may take to appear
SLOWEST = 60.0  # seconds for the answer to any question


class NoEyes(Exception):
    """The accessibility tree cannot be read; the text says why."""


class NotSeen(AssertionError):
    """A control was not there, or did not come or go in time."""


@dataclass(frozen=True)
class Control:
    """One node of the tree as it was when it was asked for. `place` is in pixels of the screen."""

    node: int
    role: str
    name: str
    description: str
    states: frozenset[str]
    place: Place
    id: str
    depth: int = 0

    @property
    def is_focused(self) -> bool:
        """Whether keys go to it."""
        return "focused" in self.states

    @property
    def can_focus(self) -> bool:
        """Whether keys can go to it now."""
        return {"focusable", "enabled"} <= self.states

    @property
    def is_checked(self) -> bool:
        """Whether it is ticked or chosen."""
        return "checked" in self.states

    def __str__(self) -> str:
        return f"{self.role} {self.name!r} ({self.id.rpartition('.')[2]})"


class Eyes:
    """A reader of one program's tree."""

    def __init__(self, here: Screen) -> None:
        self._scale = here.size.scale
        self._moves = 0
        self._log = (here.folder / "eyes.log").open("ab")
        self._server = subprocess.Popen(
            [str(SYSTEM_PYTHON), str(SERVER)],
            env=here.surroundings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def close(self) -> None:
        """End the reader."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        try:
            self._server.wait(5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server.stdout.close()
        self._log.close()

    def attach(self, pid: int, seconds: float = 20.0) -> str:
        """Look at the program with that process number from now on; return its name."""
        return str(self._ask("attach", pid=pid, seconds=seconds))

    # Looking

    def find(self, role: str | list[str] = "", name: str | None = None, **wanted: Any) -> Control:
        """Wait for a control and return it. Raises NotSeen.

        `name` is the whole name, `holds` a part of it, `id` the end of its identifier, `inside`
        any part of the identifier, `within` a control that holds it, `states` what else must be
        true of it, `seconds` how long to wait.
        """
        seconds = wanted.pop("seconds", PATIENCE)
        found = self._ask("wait", seconds=seconds, **_wanted(role, name, wanted))
        return self._control(found[0])

    def all(
        self, role: str | list[str] = "", name: str | None = None, **wanted: Any
    ) -> list[Control]:
        """Return every control that fits now, in reading order; nothing is waited for."""
        found = self._ask("find", **_wanted(role, name, wanted))
        return [self._control(told) for told in found]

    def sees(self, role: str | list[str] = "", name: str | None = None, **wanted: Any) -> bool:
        """Say whether there is such a control now."""
        return bool(self._ask("find", limit=1, **_wanted(role, name, wanted)))

    def wait_gone(self, role: str | list[str] = "", name: str | None = None, **wanted: Any) -> None:
        """Wait until no such control is shown; raises NotSeen."""
        seconds = wanted.pop("seconds", PATIENCE)
        self._ask("wait", seconds=seconds, gone=True, **_wanted(role, name, wanted))

    def focused(self, seconds: float = PATIENCE) -> Control:
        """Return the control that keys go to, the innermost one that has a name if any has."""
        self._ask("wait", seconds=seconds, states=["focused"])
        found = self.all(states=["focused"])
        named = [control for control in found if control.name]
        return (named or found)[-1] if found else self.focused(seconds)

    def next_focus(self, seconds: float = PATIENCE) -> Control:
        """Wait until the focus has moved since this was last asked; return where it rests.

        Raises NotSeen when it stays where it is.
        """
        told = self._ask("focus", after=self._moves, seconds=seconds)
        self._moves = told["moves"]
        return self._control(told)

    def forget_focus(self) -> None:
        """Let `next_focus` wait for moves from now on only."""
        self._moves = int(self._ask("moves"))

    def tree(self, *, showing: bool = True) -> list[Control]:
        """Return everything that is shown, in reading order, each with its depth."""
        return [self._control(told) for told in self._ask("tree", showing=showing)]

    def again(self, control: Control) -> Control:
        """Return a control as it is now."""
        return self._control(self._ask("read", node=control.node))

    def children(self, control: Control) -> list[Control]:
        """Return what a control holds, one level down."""
        return [self._control(told) for told in self._ask("children", node=control.node)]

    def beside(self, control: Control) -> list[Control]:
        """Return what stands in the same holder as a control, itself too."""
        return [self._control(told) for told in self._ask("beside", node=control.node)]

    def text(self, control: Control) -> str:
        """Return the whole text in a control."""
        return str(self._ask("text", node=control.node)["text"])

    def caret(self, control: Control) -> int:
        """Return how many characters stand before the caret."""
        return int(self._ask("text", node=control.node)["caret"])

    def rows(self, table: Control) -> int:
        """Return how many rows a table has."""
        return int(self._ask("rows", node=table.node))

    def cell(self, table: Control, row: int, column: int) -> Control:
        """Return one cell of a table."""
        return self._control(self._ask("cell", node=table.node, row=row, column=column))

    def relations(self, control: Control) -> Mapping[str, list[str]]:
        """Return the names of related controls by kind of relation, for example "labelled-by"."""
        told = self._ask("relations", node=control.node)
        return {kind: list(names) for kind, names in told.items()}

    def announced(self) -> list[str]:
        """Return what was announced to screen readers since this was last asked."""
        return list(self._ask("announced"))

    # Inside

    def _ask(self, question: str, **details: Any) -> Any:
        pipes = self._server.stdin, self._server.stdout
        assert pipes[0] is not None
        assert pipes[1] is not None
        line = json.dumps({"ask": question, **details})
        try:
            pipes[0].write(line.encode() + b"\n")
            pipes[0].flush()
        except BrokenPipeError:
            raise NoEyes("the reader of the accessibility tree ended; see eyes.log") from None
        limit = SLOWEST + details.get("seconds", 0)
        answer = pipes[1].readline() if wait_readable(pipes[1].fileno(), limit) else b""
        if not answer:
            raise NoEyes(f"no answer to {line}; see eyes.log")
        told = json.loads(answer)
        if "waited" in told:
            raise NotSeen(told["waited"])
        if "trouble" in told:
            raise NotSeen(f"{question} {details}: {told['trouble']}")
        return told["answer"]

    def _control(self, told: Mapping[str, Any]) -> Control:
        x, y, width, height = (value * self._scale for value in told["place"])
        return Control(
            node=told["node"],
            role=told["role"],
            name=told["name"],
            description=told["description"],
            states=frozenset(told["states"]),
            place=Place(x, y, width, height),
            id=told["id"],
            depth=told.get("depth", 0),
        )


def _wanted(role: str | list[str], name: str | None, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a question asks for, without what it leaves open."""
    asked = dict(wanted)
    if role:
        asked["role"] = role
    if name is not None:
        asked["name"] = name
    if isinstance(asked.get("within"), Control):
        asked["within"] = asked["within"].node
    return asked
