from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0005_delivery_course")]

    operations = [
        migrations.AddField(
            model_name="citedfigure",
            name="dropped_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="figurereading",
            name="url",
            field=models.CharField(blank=True, max_length=700),
        ),
    ]
