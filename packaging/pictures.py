"""Make pictures of every page of the window and of the gallery, in every size and look.

    python3 packaging/pictures.py [--only PAGE] [--size SIZE] [--look light|dark] [--text PERCENT]

They go into `pictures/`, by size and look, on screens of their own: 1366x768, 1920x1080, and
1366x768 at 200 %. Everything on them is invented: a new team, and a training team.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from setup_steps import (
    CLONE,
    TEST_LOCK,
    SetupError,
    clean_surroundings,
    environment_python,
    provide_environment,
    provide_libraries,
    provide_tools,
    say,
)

PICTURES = CLONE / "pictures"
SIZES = ("1366x768", "1920x1080", "1366x768@2")
LOOKS = ("light", "dark")
CHILDREN, SEED = 12, 1
AT_ONCE = 2  # walks side by side


def main(arguments: Sequence[str]) -> int:
    """Make the pictures; 0 when all were made."""
    asked = _read(arguments)
    if Path(sys.prefix) != environment_python().parent.parent:
        return _in_the_environment(arguments)
    sys.path.insert(0, str(CLONE))
    with tempfile.TemporaryDirectory(prefix="cst-pictures-") as folder:
        team = Path(folder) / "team"
        _make_team(team)
        rounds = [(size, look) for size in asked.size or SIZES for look in asked.look or LOOKS]
        with ThreadPoolExecutor(AT_ONCE) as both:
            walks = [
                both.submit(_go_round, Path(folder), team, size, look, asked)
                for size, look in rounds
            ]
            good = [walk.result() for walk in walks]
    return 0 if all(good) else 1


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="packaging/pictures.py", description="Make pictures of every page into pictures/."
    )
    parser.add_argument("--only", default="", metavar="PAGE", help="pages that begin like this")
    parser.add_argument("--size", action="append", choices=SIZES, help="one size (repeatable)")
    parser.add_argument("--look", action="append", choices=LOOKS, help="one look (repeatable)")
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT", help="size of the text")
    return parser.parse_args(arguments)


def _in_the_environment(arguments: Sequence[str]) -> int:
    """Set up what is missing, then do it there."""
    try:
        provide_libraries()
        provide_tools()
        provide_environment(TEST_LOCK)
    except SetupError as fault:
        say(str(fault))
        return fault.exit_code
    return subprocess.run([str(environment_python()), __file__, *arguments], check=False).returncode


def _make_team(home: Path) -> None:
    """Make a training team with the program's own command; `home` holds all that it leaves."""
    command = [sys.executable, "-m", "desktop", "training", str(home / "data" / "store")]
    command += ["--children", str(CHILDREN), "--seed", str(SEED)]
    surroundings = clean_surroundings({"CST_DESKTOP_HOME": str(home)})
    subprocess.run(command, cwd=CLONE, env=surroundings, check=True, stdout=subprocess.DEVNULL)


def _go_round(folder: Path, team: Path, name: str, look: str, asked: argparse.Namespace) -> bool:
    """Go round the window once, on a screen of its own; say how it went."""
    from tests.harness.display import DOUBLE, LAPTOP, MONITOR, screen

    began = time.monotonic()
    size = next(size for size in (LAPTOP, MONITOR, DOUBLE) if size.name == name)
    place = folder / f"{name}-{look}".replace("@", "-at-")  # a bus has no at-sign in its path
    with screen(place, size) as here:
        shutil.copytree(team, place / "tour" / "team")
        command = [sys.executable, "-m", "tests.harness.tour_guide", str(place / "tour"), look]
        pictures = PICTURES / name / (look if asked.text == 100 else f"{look}-text-{asked.text}")
        command += ["--pictures", str(pictures), "--only", asked.only]
        command += ["--scale", str(asked.text / 100)]
        log = place / "guide.log"
        guide = here.start(command, output=log, CST_DESKTOP_KDF="floor", PYTHONPATH=str(CLONE))
        code = guide.wait()
    told = log.read_text("utf-8").splitlines()
    made = sum(line.startswith("page ") for line in told)
    say(f"{name} {look}: {made} pages, {time.monotonic() - began:.0f} s")
    good = code == 0 and not any("Traceback" in line for line in told)
    if not good:
        say("\n".join(told[-16:]))
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
