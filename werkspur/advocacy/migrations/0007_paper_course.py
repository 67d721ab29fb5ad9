"""What belongs to a paper is found by digests, papers by their folded words; a harvest remembers that it is whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0006_figure_addresses")]

    operations = [
        migrations.AddField(
            model_name="councilobject",
            name="belongs",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(model_name="harvestrun", name="full", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="paper",
            name="words",
            field=models.TextField(blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="paperconsultation",
            name="meeting_digest",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
    ]
