"""What every test may use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from mediation.append_only import protect, unprotect
from tests.stories import Story


@pytest.fixture(scope="session", autouse=True)
def _static_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A place for collected files exists; the test servers find them in the sources."""
    django_settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def story(db: None) -> Story:
    """A body, a court and people, with no case yet: see `tests.stories`."""
    return Story()


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied() -> Iterator[None]:
    """Emptying the database between tests lifts the protection of append-only tables."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def lift_flush_protect(self: Any, statements: list[str]) -> None:
        unprotect(self.connection)
        flush(self, statements)
        protect(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", lift_flush_protect)
        yield


@pytest.fixture
def committed_story(transactional_db: None) -> Story:
    """Like `story`, visible to other connections."""
    return Story()
