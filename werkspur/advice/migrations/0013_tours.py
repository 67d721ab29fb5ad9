"""Where somebody waits for a visit, and slots that planners made by hand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0012_taken")]
    operations = [
        migrations.AddField("slot", "by_hand", models.BooleanField(default=False, editable=False)),
        migrations.AddField(
            "waitingentry", "address",
            models.CharField(blank=True, default="", max_length=300, verbose_name="Anschrift des Besuchs"),
            preserve_default=False,
        ),
        migrations.AddField(
            "waitingentry", "place",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="advice.place", verbose_name="Ort",
            ),
        ),
    ]  # fmt: skip
