"""Somebody who signs, countersigns, corrects and exports, one step after the other until killed.

What was begun and what was done is written down at once, in a log that outlives the process. The
same process number judges: asked to, it opens what a killed one left behind and says what is there.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.kills.signing_judge import judge
from tests.faults.kills.signing_team import MAKES, WANTS, Steps, steps_in
from tests.faults.kills.team import copy_of, derive_no_key_again


def get_ready(known: dict[str, Any]) -> None:
    """Derive the keys, and go through every step once on a copy, so that all is loaded."""
    derive_no_key_again(known["folder"], known["author"], known["manager"])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "rehearsal")
        copy_of(known["folder"], folder)
        with steps_in(folder, known["author"], known["manager"]) as steps:
            for step, state in WANTS.items():
                if step != "amend":
                    steps.do(step, known["records"][state])
        (folder / "log").touch()
        assert not judge(folder, {**known, "records": {}})["wrong"]


def live(folder: Path, known: dict[str, Any], asked: dict[str, Any]) -> None:
    """Take steps until killed, or judge what somebody else left behind."""
    if asked.get("judge"):
        wrong = judge(folder, known)
        (folder / "verdict").write_text(json.dumps(wrong))
    else:
        _sign_until_killed(folder, known, asked)


def _sign_until_killed(folder: Path, known: dict[str, Any], asked: dict[str, Any]) -> None:
    chance = random.Random(asked["seed"])
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def tell(**line: Any) -> None:
        os.write(log, json.dumps(line).encode() + b"\n")

    steps = Steps(folder, known["author"], known["manager"])
    states = {record: state for state, record in known["records"].items()}
    step = asked["step"]
    _tell_of_writing(steps, tell, steps.who(step))
    tell(ready=True)
    with (folder / "go").open() as gate:  # until whoever kills is ready too
        gate.read()
    while True:
        record = chance.choice([one for one, state in states.items() if state == WANTS[step]])
        if steps.desk.session is None or steps.desk.session.member.id != steps.who(step):
            _tell_of_writing(steps, tell, steps.who(step))
        tell(begun=step, record=record)
        steps.do(step, record)
        states[record] = MAKES[step]
        tell(done=step, record=record, state=states[record])
        step = chance.choice([one for one in WANTS if WANTS[one] in states.values()])


def _tell_of_writing(steps: Steps, tell: Callable[..., None], person: str) -> None:
    """Unlock as somebody, and have it written down when something is handed to the store."""
    store = steps.enter(person).store
    plain = store.write

    def told(job: Callable[..., Any]) -> Any:
        tell(handing=True)
        return plain(job)

    store.write = told  # type: ignore[method-assign]
