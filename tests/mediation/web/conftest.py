"""Pages are tested in their source language."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english(settings: Any) -> Iterator[None]:
    """Everybody reads English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
