"""People and drafts that the tests of releases share."""

from typing import Any

import pytest


@pytest.fixture
def author(merchandiser: Any) -> Any:
    return merchandiser


@pytest.fixture
def reviewer(db: None) -> Any:
    """A second merchandiser."""
    from tests.conftest import _member

    return _member("merchandiser", "reviewer")


@pytest.fixture
def draft(author: Any) -> Any:
    """A draft of the first merchandiser."""
    from recommendations.services.releases import release_begin

    return release_begin(by=author, name="Autumn")
