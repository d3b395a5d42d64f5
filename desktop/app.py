"""The composition root: the one place that knows every floor and joins them."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework.clock import SystemClock
from desktop.casework.desk import Desk, NewTeam
from desktop.casework.preferences import load_preferences, save_preferences
from desktop.failures import keep_words_out
from desktop.resources import resource_path
from desktop.storage.kdf import FLOOR, KdfCost, calibrated_cost

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.forms.catalogue import Catalogue
    from desktop.practice.profiles import Profile
    from desktop.views.window import Window

NAME = "cst-desktop"
TRAINING_PASSPHRASE = "copper lantern hedge"  # noqa: S105 - invented children need no secrecy
TRAINING_CHILDREN = 12
TRAINING_SEED = 1
NO_DISPLAY = 73
CLONE = Path(__file__).resolve().parent.parent
OF_A_CLONE = ("pyproject.toml", "tests/conftest.py", "packaging/test.py")


# Folders


class Folders(NamedTuple):
    """Where this account's data lies; `CST_DESKTOP_HOME` puts all of it in one place."""

    data: Path
    config: Path

    @property
    def store(self) -> Path:
        """The folder of the usual store."""
        return self.data / "store"

    @property
    def training(self) -> Path:
        """The folder of the training team."""
        return self.data / "training"

    @property
    def tokens(self) -> Path:
        """Where this account's tokens lie that tell a copied store from its original."""
        return self.config / "tokens"


def folders() -> Folders:
    """Return the folders of this account, as the operating system names them."""
    home = os.environ.get("CST_DESKTOP_HOME")
    if home:
        return Folders(Path(home) / "data", Path(home) / "config")
    import appdirs

    return Folders(
        Path(appdirs.user_data_dir(NAME, appauthor=False)),
        Path(appdirs.user_config_dir(NAME, appauthor=False)),
    )


# Desks


class Laptop:
    """What a desk works with on this laptop; forms and profiles are read when first wanted."""

    def __init__(self, *, training: bool = False) -> None:
        self.clock = SystemClock()
        self.token_folder = folders().tokens
        self._training = training

    @property
    def cost(self) -> KdfCost:
        """What a guess at a passphrase costs in a new slot. Slow when first asked: it is measured.

        Everybody knows the passphrase of a training team, which costs the least.
        """
        return FLOOR if self._training else _cost()

    @property
    def catalogue(self) -> Catalogue:
        """The forms that the program ships. Raises FormFaults."""
        return shipped_forms()

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """The authority profiles that the program ships."""
        return shipped_profiles()


@cache
def shipped_forms() -> Catalogue:
    """Return the forms that the program ships. Raises FormFaults."""
    from desktop.forms.catalogue import load_catalogue

    return load_catalogue([resource_path("forms")])


@cache
def shipped_profiles() -> Mapping[str, Profile]:
    """Return the authority profiles that the program ships, by id."""
    from desktop.practice.profiles import load_profiles

    return {profile.id: profile for profile in load_profiles(resource_path("profiles"))}


def warm_up() -> Iterator[None]:
    """Bring in, piece by piece, what unlocking wants: while somebody types, not once they wait."""
    import concurrent.futures.thread  # noqa: F401

    import argon2  # noqa: F401

    yield
    import desktop.storage.store

    yield
    import desktop.casework.opening

    yield
    import desktop.casework.records

    yield
    import desktop.casework.agreeing

    yield
    import desktop.casework.memory

    yield
    import desktop.views.editors.textual

    yield
    import desktop.views.rooms

    yield
    import desktop.views.frame  # noqa: F401

    yield
    shipped_profiles()
    yield
    for _digest in shipped_forms().digests():
        yield


@cache
def _cost() -> KdfCost:
    """Return the cost of a passphrase guess, measured here once."""
    return FLOOR if floor_counts() else calibrated_cost()


def floor_counts() -> bool:
    """Return whether `CST_DESKTOP_KDF=floor` counts: tests come to their invented keys sooner.

    A variable that some script or policy sets must not make a team's keys cheaper to guess. So it
    counts only where the tests lie beside the program, that is in a clone of the source and in no
    installed or frozen copy, and only with `CST_DESKTOP_HOME`, so never for an account's own team.
    """
    if os.environ.get("CST_DESKTOP_KDF") != "floor" or not os.environ.get("CST_DESKTOP_HOME"):
        return False
    frozen = getattr(sys, "frozen", False) or getattr(sys, "_MEIPASS", "")
    return not frozen and all((CLONE / one).is_file() for one in OF_A_CLONE)


def desk_for(folder: Path | None, training: bool = False) -> Desk:
    """Return the desk of a store folder; the usual one, or the training team's, when None."""
    usual = folders().training if training else folders().store
    return Desk(folder or usual, Laptop(training=training and folder is None))


# Training


class TrainingPerson(NamedTuple):
    """An invented person of a training team, with the passphrase for trying things out."""

    name: str
    role: str
    passphrase: str


def make_training_team(
    folder: Path, children: int, seed: int, papers: Path | None = None
) -> Iterator[TrainingPerson]:
    """Make a training store in a folder, and yield its people once all is written.

    With a folder for `papers`, one of each form in each state is written there.
    """
    from desktop.casework.roles import Role
    from desktop.casework.training import make_training
    from desktop.casework.training_papers import ready_for_papers, write_papers

    if papers is not None:
        ready_for_papers(papers, children)
    desk = Desk(folder, Laptop(training=True))
    started = desk.start_team(
        NewTeam("Exampleton CST", "Pat Example", Role.MANAGER, TRAINING_PASSPHRASE, training=True)
    )
    people = make_training(
        desk, started.session, TRAINING_PASSPHRASE, children, seed, whole=papers is not None
    )
    if papers is not None:
        write_papers(desk.unlock(started.session.member.id, TRAINING_PASSPHRASE), papers)
        desk.lock()
    for member in people:
        yield TrainingPerson(member.name, member.role.value, TRAINING_PASSPHRASE)


def _training_of_this_account() -> str:
    """Make the training team of this account where there is none; return its folder.

    It gets its name when it is whole: one whose making was cut short is made anew.
    """
    desk = desk_for(None, training=True)
    if not desk.has_store():
        half = desk.folder.with_name(f"{desk.folder.name}.new")
        shutil.rmtree(half, ignore_errors=True)
        list(make_training_team(half, TRAINING_CHILDREN, TRAINING_SEED))
        with contextlib.suppress(OSError):
            desk.folder.rmdir()  # an empty one that stands in the way
        half.rename(desk.folder)
    return str(desk.folder)


# The window


def run_window(folder: Path | None, *, training: bool = False) -> int:
    """Show the window until it is closed; return the exit code."""
    harden_process()
    if not _has_display():
        sys.stderr.write(
            "cst-desktop: there is no display here. Try it on a virtual one: "
            "xvfb-run -a cst-desktop\n"
        )
        return NO_DISPLAY
    gc.disable()  # nothing made by a start is garbage; the window collects from then on itself
    application = make_application()
    window = make_window(desk_for(folder, training))
    window.showMaximized() if window.preferences.maximised else window.show()
    window.begin(training=training and folder is None)
    return application.exec()


def make_application() -> QApplication:
    """Return the Qt application with its name; there is one in a process."""
    from PySide6.QtWidgets import QApplication

    from desktop.views.theme import STYLE, STYLE_SET

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # As an argument: asked for later, PySide would load all that it knows of styles first.
        application = QApplication([NAME, "-style", STYLE])
        application.setProperty(STYLE_SET, True)
    application.setApplicationName("CST Desktop")
    application.setDesktopFileName(NAME)
    return application


def make_window(desk: Desk) -> Window:
    """Return the window over a desk, not shown yet."""
    from desktop.views.housing import ROOMS
    from desktop.views.means import Means
    from desktop.views.window import Window

    config = folders().config
    means = Means(
        desk_for=desk_for,
        make_training=_training_of_this_account,
        keep_preferences=lambda preferences: save_preferences(config, preferences),
        rooms=ROOMS,
        warm_up=warm_up,
        training_hint=f"A training team. Everybody’s passphrase is “{TRAINING_PASSPHRASE}”.",
    )
    return Window(desk, means, load_preferences(config))


def run_gallery(*, dark: bool = False, scale: float = 1.0, picture: Path | None = None) -> int:
    """Show the gallery of components, or write a picture of it and end."""
    from desktop.views.gallery.command import show_gallery

    return show_gallery(dark=dark, scale=scale, picture=picture)


def harden_process() -> None:
    """Keep memory and words out of files: no core dumps, private files, no messages of failures.

    Best effort.
    """
    os.umask(0o077)
    keep_words_out()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        if sys.platform.startswith("linux"):
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: no dump, no foreign ptrace


def _has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
