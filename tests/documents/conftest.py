"""What the tests of papers share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are compared in their source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def root(settings: Any) -> Path:
    """The place of stored files, private to the test."""
    return Path(settings.DOCUMENT_ROOT)
