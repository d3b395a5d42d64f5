"""Forms for the tests of this floor."""

from __future__ import annotations

import pytest
from forms_given import form_of, shipped

from desktop.forms.definition import Form


@pytest.fixture(scope="session")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """A small form with every way of holding answers."""
    return form_of(tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="session")
def wise() -> Form:
    """The WISE assessment as it ships."""
    return shipped()
