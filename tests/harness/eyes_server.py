"""Reads a program's accessibility tree for the tests; runs under the system's Python.

The bindings of AT-SPI come with Debian's Python and not with the tests' environment, so this small
server sits between: one JSON object a line comes in on standard input, one goes out on standard
output. It imports nothing of the project.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

HEARTBEAT = 0.04  # seconds after which the tree is looked at again though no event came
PATIENCE = 15_000  # milliseconds that a program may take to answer, on a busy machine
NEWS = (
    "object:state-changed",
    "object:children-changed",
    "object:text-changed",
    "object:property-change",
    "object:announcement",
    "window:create",
    "window:activate",
)
ROLES = {
    Atspi.role_get_name(role): role for role in map(Atspi.Role, range(Atspi.Role.LAST_DEFINED))
}
TABLES = frozenset({"table", "tree table", "tree"})
Wanted = dict[str, Any]


class Reader:
    """What is known of one program on the screen."""

    def __init__(self) -> None:
        Atspi.init()
        Atspi.set_timeout(PATIENCE, PATIENCE)
        self._program: Any = None
        self._nodes: dict[int, Any] = {}
        self._announced: list[str] = []
        self._focus: Any = None
        self._focus_moves = self._news = 0
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in NEWS:
            self._listener.register(kind)

    # What can be asked

    def attach(self, pid: int, seconds: float) -> str:
        """Find the program with that process number; return its name."""

        def look() -> Any:
            desktop = Atspi.get_desktop(0)
            for i in range(desktop.get_child_count()):
                program = desktop.get_child_at_index(i)
                if program is not None and program.get_process_id() == pid:
                    return program
            return None

        self._program = self._until(look, seconds, f"the accessible program {pid}")
        self._program.set_cache_mask(Atspi.Cache.NONE)
        return self._program.get_name()

    def find(self, **wanted: Any) -> list[dict[str, Any]]:
        """Return every control that fits, in reading order."""
        limit = wanted.get("limit", 0)
        found = []
        for node in self._matches(wanted):
            if self._fits(node, wanted):
                found.append(self._told(node))
                if limit and len(found) >= limit:
                    break
        return found

    def wait(self, seconds: float, gone: bool = False, **wanted: Any) -> list[dict[str, Any]]:
        """Wait until such a control is there, or with `gone` until none is."""

        def look() -> Any:
            found = self.find(**{**wanted, "limit": 1})
            return (not found or None) if gone else (found or None)

        answer = self._until(look, seconds, f"{'no more ' if gone else ''}{wanted}")
        return [] if gone else answer

    def read(self, node: int) -> dict[str, Any]:
        """Return a control as it is now."""
        return self._told(self._nodes[node])

    def text(self, node: int) -> dict[str, Any]:
        """Return the whole text of a control and where its caret is."""
        found = self._nodes[node]
        length = Atspi.Text.get_character_count(found)
        words = Atspi.Text.get_text(found, 0, length)
        return {"text": words, "caret": Atspi.Text.get_caret_offset(found)}

    def children(self, node: int) -> list[dict[str, Any]]:
        """Return what a control holds, one level down."""
        return [self._told(child) for child in self._below(self._nodes[node])]

    def beside(self, node: int) -> list[dict[str, Any]]:
        """Return what the holder of a control holds."""
        return [self._told(child) for child in self._below(self._nodes[node].get_parent())]

    def cell(self, node: int, row: int, column: int) -> dict[str, Any]:
        """Return one cell of a table; tables are never walked through."""
        return self._told(Atspi.Table.get_accessible_at(self._nodes[node], row, column))

    def rows(self, node: int) -> int:
        """Return how many rows a table has."""
        return Atspi.Table.get_n_rows(self._nodes[node])

    def tree(self, showing: bool = True) -> list[dict[str, Any]]:
        """Return the whole tree, each control with its depth; tables are not entered."""
        found: list[dict[str, Any]] = []

        def walk(node: Any, depth: int) -> None:
            told = self._told(node)
            if showing and depth > 0 and "showing" not in told["states"]:
                return
            found.append({**told, "depth": depth})
            if told["role"] not in TABLES:
                for child in self._below(node):
                    walk(child, depth + 1)

        walk(self._program, 0)
        return found

    def relations(self, node: int) -> dict[str, list[str]]:
        """Return the names of the controls that a control is related to, by kind of relation."""
        told: dict[str, list[str]] = {}
        for relation in self._nodes[node].get_relation_set():
            targets = [relation.get_target(i) for i in range(relation.get_n_targets())]
            kind = relation.get_relation_type().value_nick
            told.setdefault(kind, []).extend(target.get_name() for target in targets)
        return told

    def focus(self, after: int, seconds: float) -> dict[str, Any]:
        """Wait until the focus has moved more than `after` times; return where it rests."""

        def look() -> Any:
            if self._focus_moves <= after:
                return None
            moves = self._focus_moves
            return {**self._told(self._focus), "moves": moves}

        limit = time.monotonic() + seconds
        while True:  # whoever answers has done all that made the focus move
            told = self._until(look, limit - time.monotonic(), f"the focus to go on from {after}")
            if self.moves() == told["moves"]:
                return told

    def moves(self) -> int:
        """Return how often the focus has moved so far."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self._focus_moves

    def announced(self) -> list[str]:
        """Return what was announced since this was last asked."""
        while GLib.MainContext.default().iteration(False):
            pass
        said, self._announced = self._announced, []
        return said

    # Inside

    def _hear(self, event: Any) -> None:
        self._news += 1
        if event.type.startswith("object:announcement"):
            self._announced.append(str(event.any_data))
        elif event.type == "object:state-changed:focused" and event.detail1:
            self._focus = event.source
            self._focus_moves += 1

    def _until(self, look: Any, seconds: float, what: str) -> Any:
        """Look again whenever something happens, at the latest after a heartbeat.

        Each look keeps the program busy, so that as long as one took nobody looks again.
        """
        limit = time.monotonic() + seconds
        while True:
            began, news = time.monotonic(), self._news
            try:
                if (found := look()) is not None:
                    return found
            except GLib.Error:
                pass  # a control went while it was looked at
            ended = time.monotonic()
            if ended > limit:
                raise TimeoutError(f"waited {seconds:g} s for {what}")
            self._listen(ended - began, lambda: False)
            self._listen(HEARTBEAT, lambda heard=news: self._news > heard)

    def _listen(self, seconds: float, enough: Any) -> None:
        """Hear what the program tells, for so long or until it is enough."""
        context, ticked = GLib.MainContext.default(), []
        tick = GLib.timeout_add(max(1, round(1000 * seconds)), lambda: ticked.append(True))
        while not ticked and not enough():
            context.iteration(True)
        if not ticked:
            GLib.source_remove(tick)
        while context.iteration(False):
            pass

    def _matches(self, wanted: Wanted) -> list[Any]:
        """Let the program itself sort out by states and role, which is quick."""
        names = [*(["showing"] if wanted.get("showing", True) else []), *wanted.get("states", [])]
        states = [getattr(Atspi.StateType, name.upper().replace(" ", "_")) for name in names]
        roles = [ROLES[role] for role in _several(wanted.get("role", [])) if role in ROLES]
        rule = Atspi.MatchRule.new(
            Atspi.StateSet.new(states),
            Atspi.CollectionMatchType.ALL,
            {},
            Atspi.CollectionMatchType.ALL,
            roles,
            Atspi.CollectionMatchType.ANY if roles else Atspi.CollectionMatchType.ALL,
            [],
            Atspi.CollectionMatchType.ALL,
            False,
        )
        found: list[Any] = []
        for start in self._starts(wanted):
            order = Atspi.CollectionSortOrder.CANONICAL
            found += Atspi.Collection.get_matches(start, rule, order, 0, True)
        return found

    def _starts(self, wanted: Wanted) -> list[Any]:
        if "within" in wanted:
            return [self._nodes[wanted["within"]]]
        return self._below(self._program)

    def _below(self, node: Any) -> list[Any]:
        children = (node.get_child_at_index(i) for i in range(node.get_child_count()))
        return [child for child in children if child is not None]

    def _fits(self, node: Any, wanted: Wanted) -> bool:
        try:
            if (role := wanted.get("role")) and node.get_role_name() not in _several(role):
                return False
            if (name := wanted.get("name")) is not None and node.get_name() != name:
                return False
            if (part := wanted.get("holds")) and part.casefold() not in node.get_name().casefold():
                return False
            if (part := wanted.get("inside")) and part not in node.get_accessible_id():
                return False
            ident = wanted.get("id")
            return not ident or node.get_accessible_id().endswith(ident)
        except GLib.Error:
            return False  # it went while it was looked at

    def _told(self, node: Any) -> dict[str, Any]:
        number = hash(node)
        self._nodes[number] = node
        told: dict[str, Any] = {
            "node": number,
            "role": node.get_role_name(),
            "name": node.get_name(),
            "description": node.get_description(),
            "states": [state.value_nick for state in node.get_state_set().get_states()],
            "id": node.get_accessible_id(),
            "place": [0, 0, 0, 0],
        }
        if told["role"] != "application":  # which has no place on the screen
            box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
            told["place"] = [box.x, box.y, box.width, box.height]
        return told


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def main() -> None:
    """Answer one question after the other until the questions end."""
    reader = Reader()
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = getattr(reader, question.pop("ask"))(**question)
            told = {"answer": answer}
        except TimeoutError as waited:
            told = {"waited": str(waited)}
        except Exception as trouble:  # told to the test, which fails with it
            told = {"trouble": f"{type(trouble).__name__}: {trouble}"}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
