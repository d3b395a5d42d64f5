"""What the tests of every part of the window share."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def what_is_loaded_stays() -> None:
    """Leave what the tests loaded out of every later collecting: each window's end collects."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_is_collected_meanwhile() -> Iterator[None]:
    """Keep Python from taking windows apart while they are painted.

    A window that only a cycle holds would else be collected wherever something is allocated, also
    under the hands of a painter. The application collects at rest as well (collecting.py).
    """
    gc.disable()
    yield
    gc.enable()
