"""PostgreSQL keeps an adviser's bookings apart, travel included; SQLite has one writer, who looks first."""

from django.db import migrations

TABLE, NAME = "advice_booking", "advice_booking_adviser_is_free"
STATES = "'held', 'requested', 'confirmed', 'done', 'missed'"


def keep_apart(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist"
        f" (adviser_id WITH =, tstzrange(busy_from, busy_to) WITH &&) WHERE (state IN ({STATES}))"
    )


def let_overlap(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    dependencies = [("advice", "0002_bookings")]
    operations = [migrations.RunPython(keep_apart, let_overlap)]
