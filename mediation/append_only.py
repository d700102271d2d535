"""Rows nobody may change or delete: the database itself refuses (SQLite and PostgreSQL)."""

from typing import Any

#: Table and the sentence with which the database refuses.
TABLES = {
    "mediation_event": "events are append-only",
    "mediation_declaration": "declarations are append-only",
    "mediation_signature": "signatures are append-only",
}


def protect(connection: Any) -> None:
    """Forbid UPDATE and DELETE on every table of `TABLES`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION zhihe_append_only() RETURNS trigger AS $$ "
                "BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$ LANGUAGE plpgsql"
            )
        for table, sentence in TABLES.items():
            for action in ("UPDATE", "DELETE"):
                name = f"{table}_no_{action.lower()}"
                if connection.vendor == "postgresql":
                    cursor.execute(
                        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW "
                        f"EXECUTE FUNCTION zhihe_append_only('{sentence}')"
                    )
                else:
                    cursor.execute(
                        f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                    )


def unprotect(connection: Any) -> None:
    """Lift the protection: for migrations that rebuild a table, and for emptying a test base."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for action in ("update", "delete"):
                name = f"{table}_no_{action}"
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
