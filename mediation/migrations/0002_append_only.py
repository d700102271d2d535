"""Events, declarations and signatures are append-only in the database itself."""

from django.db import migrations

from mediation.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("mediation", "0001_initial"), ("documents", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: protect(editor.connection),
            lambda apps, editor: unprotect(editor.connection),
        )
    ]
