"""Big lists are read by the worker."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracing', '0003_matched_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='matchrun',
            name='problem',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='matchrun',
            name='state',
            field=models.CharField(choices=[('reading', 'wird gelesen'), ('unreadable', 'nicht lesbar'), ('choosing', 'Spalte wählen'), ('queued', 'wartet'), ('running', 'läuft'), ('done', 'fertig'), ('failed', 'abgebrochen, Fehler'), ('cancelled', 'angehalten')], default='queued', max_length=10, verbose_name='Stand'),
        ),
    ]
