"""The locks pin all that the project asks for, by hash, and tell no address."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest
from house import CLONE
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCKS = {
    "requirements.lock": (),
    "requirements-test.lock": ("test",),
    "requirements-build.lock": ("build",),
}


@cache
def pins(lock: str) -> dict[str, tuple[Version, int, str]]:
    """Return name -> (version, number of hashes, marker) of one lock."""
    text = (CLONE / "packaging" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        requirement = Requirement(re.split(r"\s--hash", line)[0])
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        name = canonicalize_name(requirement.name)
        found[name] = (Version(pin.version), line.count("--hash=sha256:"), str(requirement.marker))
    return found


def wanted(extras: tuple[str, ...]) -> list[Requirement]:
    project = tomllib.loads((CLONE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_a_lock_pins_everything_that_is_asked_for(lock: str, extras: tuple[str, ...]):
    pinned = pins(lock)
    missing = [
        str(requirement)
        for requirement in wanted(extras)
        if (pin := pinned.get(canonicalize_name(requirement.name))) is None
        or not requirement.specifier.contains(pin[0])
    ]
    assert missing == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str):
    assert [name for name, (_, hashes, _) in pins(lock).items() if hashes == 0] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_tells_no_address(lock: str):
    text = (CLONE / "packaging" / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|@ ", text)


@pytest.mark.parametrize("lock", ["requirements-test.lock", "requirements-build.lock"])
def test_what_is_tested_and_frozen_is_what_is_run(lock: str):
    runtime = {name: pin[0] for name, pin in pins("requirements.lock").items()}
    other = {name: pin[0] for name, pin in pins(lock).items()}
    assert {name: other.get(name) for name in runtime} == runtime


def test_the_readme_gives_a_reason_for_every_dependency():
    readme = (CLONE / "README.md").read_text(encoding="utf-8").lower()
    silent = [
        requirement.name
        for requirement in wanted(("test", "build"))
        if f"| {requirement.name.lower()} |" not in readme
    ]
    assert silent == []
