"""Faults are tried on the same invented team as everything else about the store."""

from __future__ import annotations

from tests.storage.conftest import store, team, template

__all__ = ["store", "team", "template"]
