"""One index that holds all a month asks of open slots, so that none of them is read from the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0013_tours")]

    operations = [
        migrations.RemoveIndex(model_name="slot", name="advice_slot_open"),
        migrations.AddIndex(
            model_name="slot",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["start", "state", "adviser", "offer"],
                name="advice_slot_open_all",
            ),
        ),
    ]
