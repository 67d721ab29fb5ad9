"""Hot keys, weights of the operator, learned schemes.

On PostgreSQL the keys compare in byte order, as those of MarkKey, or the two could not be joined.
"""

from django.db import migrations, models


def compare_in_byte_order(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE registry_hotkey ALTER COLUMN key TYPE varchar(64) COLLATE "C"')


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_find_function'),
    ]

    operations = [
        migrations.AddField(
            model_name='scheme',
            name='sampled',
            field=models.PositiveIntegerField(default=0, verbose_name='gelernt aus Lesarten'),
        ),
        migrations.AlterField(
            model_name='scheme',
            name='state',
            field=models.CharField(choices=[('learned', 'gelernt'), ('filling', 'wird aufgebaut'), ('active', 'gilt'), ('retired', 'abgelöst')], default='filling', max_length=10, verbose_name='Stand'),
        ),
        migrations.CreateModel(
            name='HotKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('pattern', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('warming', 'wird gelesen'), ('hot', 'heiß'), ('wider', 'dazugekommen')], max_length=10)),
                ('size', models.BigIntegerField(default=0)),
                ('noted_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'heißer Schlüssel',
                'verbose_name_plural': 'heiße Schlüssel',
                'indexes': [models.Index(fields=['key'], name='registry_hotkey_key')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'wider'), _negated=True), fields=('key',), name='registry_hotkey_one_base')],
            },
        ),
        migrations.CreateModel(
            name='WeightTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(unique=True, verbose_name='Version')),
                ('weights', models.JSONField(verbose_name='Gewichte')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Bemerkung')),
                ('holds', models.BooleanField(default=False, verbose_name='gilt')),
                ('loaded_at', models.DateTimeField(auto_now_add=True, verbose_name='geladen')),
            ],
            options={
                'verbose_name': 'Gewichtstabelle',
                'verbose_name_plural': 'Gewichtstabellen',
                'ordering': ('version',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('holds', True)), fields=('holds',), name='registry_weights_one_holds')],
            },
        ),
        migrations.RunPython(compare_in_byte_order, migrations.RunPython.noop),
    ]
