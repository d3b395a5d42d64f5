"""The README's two commands: what they do on a machine that is not as one would wish."""

from __future__ import annotations

import ast
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from house import CLONE

PACKAGING = CLONE / "packaging"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The set-up steps, with an environment folder of the test's own."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    module = importlib.import_module("setup_steps")
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / "environment")
    monkeypatch.setattr(module, "_missing_venv", list)
    return module


@pytest.fixture
def bare(steps: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up steps, where an environment is only a folder and takes no time to make."""
    watched = steps._watched

    def quick(command: list[str], told: object, extra: object = None) -> tuple[int, str]:
        if command[1:3] == ["-m", "venv"]:
            steps.environment_python().parent.mkdir(parents=True)
            steps.environment_python().symlink_to(sys.executable)
            return 0, ""
        return watched(command, told, extra)

    monkeypatch.setattr(steps, "_watched", quick)
    monkeypatch.setattr(steps, "_write_path_file", lambda: None)
    return steps


@pytest.fixture
def starting(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("starting")


@pytest.mark.parametrize("script", ["run.py", "test.py"])
def test_an_old_python_can_read_the_script_as_far_as_the_line_about_its_age(script: str):
    text = (PACKAGING / script).read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 4))
    kinds = [type(node).__name__ for node in tree.body]
    assert kinds.index("If") < kinds.index("ImportFrom")


@pytest.mark.parametrize("script", ["run.py", "test.py", "setup_steps.py", "starting.py"])
def test_the_commands_need_the_standard_library_only(script: str):
    tree = ast.parse((PACKAGING / script).read_text(encoding="utf-8"))
    ours = {file.stem for file in PACKAGING.glob("*.py")}
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names - ours <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--training"], True),
        (["--store", "/tmp/training"], True),
        (["--store", "check"], True),
        (["gallery"], True),
        (["--help"], False),
        (["--version"], False),
        (["check", "--store", "/tmp/s", "--as", "A. Person"], False),
        (["--store", "/tmp/s", "check"], False),
        (["forms", "check", "a.toml"], False),
        (["training", "/tmp/s", "--children", "3"], False),
        (["verify", "a.pdf"], False),
        (["extract", "a.pdf"], False),
        (["paper", "wise", "-o", "a.pdf"], False),
        (["--store", "/tmp/s", "authority", "--as", "A. Person"], False),
    ],
)
def test_a_display_is_wanted_for_windows_only(
    starting: ModuleType, arguments: list[str], window: bool
):
    assert starting.opens_a_window(arguments) is window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a matter of Linux")
def test_without_a_display_one_line_says_how_to_get_one(
    starting: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(starting, "provide_libraries", lambda: None)
    monkeypatch.setattr(starting, "provide_environment", lambda _lock: False)
    assert starting.main(["--training"]) == 73
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "xvfb-run -a python3 packaging/run.py --training" in said


def _lock(tmp_path: Path, line: str) -> Path:
    lock = tmp_path / "requirements.lock"
    lock.write_text(line, encoding="utf-8")
    return lock


def test_a_failed_download_leaves_nothing_and_says_what_to_do(
    steps: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    lock = _lock(tmp_path, f"no-such-thing-at-all==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(steps, "RUNTIME_LOCK", lock)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(steps.SetupError, match="start again") as caught:
        steps.provide_environment(lock)
    assert caught.value.exit_code == 71
    assert not steps.ENVIRONMENT.exists()
    assert not steps.is_ready(lock)


def test_an_environment_is_made_once_and_again_when_the_lock_changes(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    lock = _lock(tmp_path, "")
    monkeypatch.setattr(bare, "RUNTIME_LOCK", lock)
    made: list[str] = []
    monkeypatch.setattr(bare, "_install", lambda _lock: made.append("installed"))
    assert bare.provide_environment(lock)
    assert not bare.provide_environment(lock)
    stale = bare.ENVIRONMENT / "left-over"
    stale.touch()
    lock.write_text("# changed\n", encoding="utf-8")
    assert bare.provide_environment(lock)
    assert not stale.exists()
    assert len(made) == 2


def test_a_broken_off_set_up_is_noticed_and_made_anew(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    lock = _lock(tmp_path, "")
    monkeypatch.setattr(bare, "RUNTIME_LOCK", lock)

    def broken_off(_lock: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bare, "_install", broken_off)
    with pytest.raises(KeyboardInterrupt):
        bare.provide_environment(lock)
    assert not bare.is_ready(lock)
    monkeypatch.setattr(bare, "_install", lambda _lock: None)
    assert bare.provide_environment(lock)
    assert bare.is_ready(lock)


def test_where_nothing_may_be_installed_the_exact_line_is_told(
    steps: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    missing = [library for library in steps.LIBRARIES if library.package == "libxcb-cursor0"]
    monkeypatch.setattr(steps, "missing_libraries", lambda: missing)
    monkeypatch.setattr(steps, "may_install", lambda: False)
    monkeypatch.setattr(steps.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(steps.SetupError) as caught:
        steps.provide_libraries()
    assert caught.value.exit_code == 72
    assert "apt-get install -y --no-install-recommends libxcb-cursor0" in str(caught.value)


def test_a_suite_that_dies_without_a_report_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.syspath_prepend(str(PACKAGING))
    testing = importlib.import_module("testing")
    outcome = testing.Outcome(testing.Suite("any", [], is_pytest=True), 1.0, ok=False)
    testing._count(outcome, tmp_path / "absent.xml", code=139)
    assert (outcome.ok, outcome.failed) == (False, 1)


@pytest.mark.skipif(os.name == "nt", reason="bash")
def test_ci_calls_the_test_command_and_nothing_else():
    lines = [
        line
        for line in (CLONE / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert lines[-1] == 'exec python3 packaging/test.py "$@"'
    assert len(lines) == 3
    assert os.access(CLONE / ".ci" / "run", os.X_OK)
