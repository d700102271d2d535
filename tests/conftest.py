"""What every test may use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mediation.append_only import protect, unprotect
from tests.stories import Story


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: an in-memory database has no second connection worth the name."""
    if connection.vendor == "sqlite":
        place = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(place)


@pytest.fixture(autouse=True)
def _private_place(settings: Any, tmp_path: Path) -> None:
    """Files of one test are not those of another; sign-in is quick."""
    settings.DOCUMENT_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def story(db: None) -> Story:
    """A body, a court and people, with no case yet: see `tests.stories`."""
    return Story()


@pytest.fixture
def committed_db(transactional_db: None) -> Iterator[None]:
    """For tests with several connections: the append-only tables can be emptied afterwards."""
    yield
    unprotect(connection)


@pytest.fixture(autouse=True)
def _protected_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """After the emptying that follows `committed_db`, the protection is put back."""
    yield
    if "committed_db" in request.fixturenames:
        request.getfixturevalue("django_db_blocker")
        with request.getfixturevalue("django_db_blocker").unblock():
            protect(connection)


@pytest.fixture
def committed_story(committed_db: None) -> Story:
    """Like `story`, visible to other connections."""
    return Story()
