"""What a look-up found in the background, hits confirmed by the officer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracing', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='lookup',
            name='further',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='lookup',
            name='further_run',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='lookup',
            name='only_fitting',
            field=models.BooleanField(default=False, verbose_name='nur mit dieser Marke und diesen Merkmalen'),
        ),
        migrations.AddField(
            model_name='lookuphit',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='bestätigt'),
        ),
    ]
