"""The database itself refuses to change or delete journal entries."""

from django.db import migrations

from werkspur.journal import protection


def protect(apps, schema_editor):
    protection.protect(schema_editor.connection)


def lift(apps, schema_editor):
    protection.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(protect, lift)]
