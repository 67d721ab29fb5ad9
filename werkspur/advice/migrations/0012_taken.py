"""One index that says without the table whether an adviser is taken: what calendars ask for every open slot."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0011_campaigns")]

    operations = [
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                fields=["adviser", "busy_from", "busy_to", "state", "held_until"], name="advice_booking_taken"
            ),
        ),
        migrations.RemoveIndex(model_name="booking", name="advice_booking_from"),
    ]
