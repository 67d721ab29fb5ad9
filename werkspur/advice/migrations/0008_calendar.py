"""Indexes for calendars: open slots by time alone, and bookings by when the adviser sets out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0007_invited")]

    operations = [
        migrations.AddIndex(
            model_name="slot",
            index=models.Index(condition=models.Q(("state", "open")), fields=["start"], name="advice_slot_open"),
        ),
        migrations.AddIndex(
            model_name="booking", index=models.Index(fields=["busy_from"], name="advice_booking_from")
        ),
    ]
