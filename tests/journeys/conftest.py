"""When a journey fails, a picture of the screen and the words on it stay behind."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from tests.journeys.window import Window


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.failed and call.when == "call":
        for value in getattr(item, "funcargs", {}).values():
            if isinstance(value, Window):
                report.sections.append(("the page", value.leave_evidence()))
