"""An index from a text to its marks, so that spelling out a run reads nothing but the index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0007_short_serials'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='reading',
            name='registry_reading_folded',
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['folded', 'mark'], name='registry_reading_text'),
        ),
    ]
