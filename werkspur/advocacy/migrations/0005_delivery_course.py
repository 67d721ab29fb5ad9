from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0003_around")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="ended_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Grund"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="extensions",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
