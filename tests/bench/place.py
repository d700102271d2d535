"""A database to measure on: the one of `DATABASE_URL`, or a new SQLite file."""

import atexit
import os
import tempfile


def prepare() -> None:
    """Set Django up on an empty, migrated database that is removed at the end."""
    home = tempfile.TemporaryDirectory(prefix="zhihe-bench-")
    atexit.register(home.cleanup)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{home.name}/bench.sqlite3")
    os.environ["ZHIHE_VAR"] = home.name
    os.mkdir(f"{home.name}/static")
    os.environ["DEBUG"] = "false"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediation.settings")

    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
